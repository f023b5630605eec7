"""Which groups are compared with an article or with a group that grew."""

from memory_archive import MemoryArchive
from samples import article

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.candidates import CandidateIndex
from briefing.grouping.features import extract_features
from briefing.grouping.group import new_story, new_thread
from briefing.grouping.idf import Idf
from briefing.grouping.plan import make_plan


def test_a_group_that_grew_is_found_by_the_terms_of_its_old_articles_too():
    archive = MemoryArchive()
    wreck = [article("Divers of Tarrow reach wreck of ferry Solenta off Beira", hours=n) for n in range(3)]
    archive.apply(make_plan(wreck, archive))
    (known,) = archive.kept["thread"]
    idf = Idf(archive.counts, archive.size())
    index = CandidateIndex("thread", archive, idf)
    report, harbour, question = (
        ArticleVector(extract_features(article(title, hours=9)), idf)
        for title in ("Divers of Tarrow leave ferry", "Harbour of Beira buys ferry", "Wreck of ferry Solenta off Beira")
    )
    index.mark_changed(index.get(known), report)
    rival = new_thread(new_story(harbour), harbour)
    index.mark_changed(rival, harbour)
    assert [group.id for group in index.find(question.word_vector, None, 2)] == [known, rival.id]
