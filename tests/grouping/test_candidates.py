"""Which groups are compared with an article or with a group that grew."""

import json
from collections import Counter

from memory_archive import MemoryArchive
from samples import article

from briefing.grouping import candidates
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


class CountingArchive(MemoryArchive):
    """Counts the profiles that are read."""

    def __init__(self) -> None:
        super().__init__()
        self.read = Counter[str]()

    def profiles(self, kind, ids):
        self.read.update(ids)
        return super().profiles(kind, ids)


def test_groups_are_freed_by_the_articles_that_they_keep_and_are_read_again(monkeypatch):
    archive = CountingArchive()
    wreck = [article("Divers of Tarrow reach wreck of ferry Solenta off Beira", hours=n) for n in range(4)]
    small = [article(title, hours=9) for title in ("Sulva votes on dam", "Oren bakes bread", "Kesk opens tunnel")]
    archive.apply(make_plan([*wreck, *small], archive))
    large, *others = sorted(archive.kept["story"], key=lambda id: -json.loads(archive.kept["story"][id].body)["size"])
    monkeypatch.setitem(candidates.MAX_KEPT_ARTICLES, "story", 4)
    archive.read.clear()
    index = CandidateIndex("story", archive, Idf(archive.counts, archive.size()))
    for group_id in (large, *others, *others):
        index.get(group_id)
        index.free_unused()
    assert archive.read == dict.fromkeys([large, *others], 1)
    again = index.get(large)
    assert archive.read[large] == 2
    assert [one.features.id for one in again.members] == [one.id for one in wreck]
