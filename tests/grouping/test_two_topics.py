"""A report that shares words with a thread, and is about something else, does not join it."""

from itertools import combinations

import pytest
from memory_archive import MemoryArchive
from samples import article, sample_news

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.average_linkage import add_weights
from briefing.grouping.explain import explanation_rows
from briefing.grouping.features import extract_features, features_from_json, features_to_json
from briefing.grouping.idf import Idf
from briefing.grouping.plan import make_plan
from briefing.grouping.two_topics import MAX_TWO_TOPICS_PROBABILITY, Topic, two_topics_probability

COUNCIL = [
    (
        "World Council votes on resolution against Norland's rockets",
        "The World Council votes today on the rockets of Norland.",
    ),
    (
        "World Council adopts resolution on Norland rockets",
        "By nine votes the World Council condemned Norland's rockets.",
    ),
    ("Ostmark welcomes World Council resolution", "Ostmark thanked the World Council for its vote on the rockets."),
    (
        "Norland rejects the resolution of the World Council",
        "Norland called the vote of the World Council on rockets void.",
    ),
    (
        "Two abstain as World Council adopts rocket resolution",
        "The World Council condemned Norland, two abstained in the vote.",
    ),
    (
        "World Council resolution on Norland: how they voted",
        "Nine members of the World Council voted against Norland's rockets.",
    ),
    (
        "Envoys praise World Council vote on Norland resolution",
        "Envoys praised the resolution that the World Council adopted.",
    ),
]
ELSEWHERE = [
    (
        "Harbour of Talgarth burns after night of drones",
        "Drones from Norland set the harbour of Talgarth on fire, before the Council met.",
    ),
    ("Morning briefing: a storm, a strike and a wedding", "Also today: the World Council votes, and Lindqvist wins."),
    ("How Norland's long war squeezes farmers", "Fuel and seed cost more since Norland went to war, farmers say."),
]
ON_TOPIC = [
    (
        "Why every envoy is angry today, explained",
        "The World Council voted on the resolution against Norland's rockets: how members voted and who abstained.",
    ),
    ("Council vote condemns Norland", "Members passed the text on Thursday."),
    ("Resolution passed: Norland stands alone in World Council", "Nobody spoke for it."),
]


def vectors(texts):
    features = [extract_features(article(*text, hours=n)) for n, text in enumerate(texts)]
    others = [extract_features(one) for one in sample_news()]
    counts: dict[str, int] = {}
    for one in (*features, *others):
        for term in one.terms:
            counts[term] = counts.get(term, 0) + 1
    idf = Idf(counts, len(features) + len(others))
    return [ArticleVector(one, idf) for one in features], idf


def topic_of(known, idf):
    words: dict[str, float] = {}
    for vector in known:
        add_weights(words, vector.topic_vector)
    return Topic(words, len(known), known, idf)


def are_two_topics(one, other):
    """Whether threads of these topics are not joined."""
    return two_topics_probability(one, other) > MAX_TWO_TOPICS_PROBABILITY


def is_side_report(report, texts=COUNCIL):
    (last, *known), idf = vectors([report, *texts])
    return are_two_topics(topic_of([last], idf), topic_of(known, idf))


@pytest.mark.parametrize("report", ELSEWHERE)
def test_a_headline_about_something_else_belongs_elsewhere(report):
    assert is_side_report(report)


@pytest.mark.parametrize("report", ON_TOPIC)
def test_a_headline_or_a_text_about_the_topic_belongs_to_it(report):
    assert not is_side_report(report)


OPEN_GATE_TRIAL = [
    ("Open Gate settles antitrust suit with Justice Department", "The settlement ends the antitrust suit early."),
    ("Justice Department and Open Gate reach antitrust settlement", "The firm Open Gate settles the antitrust suit."),
    (
        "Settlement spares Open Gate a breakup, judge is told",
        "The Justice Department told the judge so.",
    ),
    ("Senator calls antitrust settlement with Open Gate weak", "The senator said the Justice Department gave in."),
    ("States go on with antitrust suit against Open Gate", "States did not join the settlement, the judge heard."),
    (
        "Judge asks why Open Gate settlement came so late",
        "The Justice Department settled in mid-trial, the judge said.",
    ),
    ("Antitrust judge weighs Open Gate settlement", "The states object to the settlement of the suit."),
]
OF_OPEN_GATE = ("How Open Gate frightened the halls", "Owners of concert halls speak of calls at night and lost shows.")
NAMED_BELOW = ("How a hall lost its shows", "A hall owner blames Open Gate for the empty nights and the lost shows.")


def test_a_headline_with_the_name_that_all_others_have_is_about_the_topic():
    """The words of the name are common, so its weight says little."""
    assert not is_side_report(OF_OPEN_GATE, OPEN_GATE_TRIAL)
    assert is_side_report(NAMED_BELOW, OPEN_GATE_TRIAL)


def test_a_report_in_another_language_is_not_judged():
    (_, *known), idf = vectors([ELSEWHERE[0], *COUNCIL])
    foreign = ArticleVector(extract_features(article("Hafen von Talgarth brennt nach Angriff", lang="de")), idf)
    local = ArticleVector(extract_features(article("Harbour of Talgarth burns after raid", lang="en-GB")), idf)
    assert are_two_topics(topic_of([local], idf), topic_of(known, idf))
    assert topic_of([local], idf).shares_language(topic_of(known, idf))
    assert not topic_of([foreign], idf).shares_language(topic_of(known, idf))


def test_the_order_of_two_groups_does_not_matter():
    for report in (*ELSEWHERE, *ON_TOPIC):
        (last, *known), idf = vectors([report, *COUNCIL])
        one, other = topic_of([last], idf), topic_of(known, idf)
        assert are_two_topics(one, other) == are_two_topics(other, one)


def test_the_order_of_two_groups_of_one_size_does_not_matter():
    reports, idf = vectors([*COUNCIL, *ELSEWHERE, *ON_TOPIC])
    topics = [topic_of([report], idf) for report in reports]
    for one, other in combinations(topics, 2):
        assert one.signals(other) == other.signals(one)
        assert are_two_topics(one, other) == are_two_topics(other, one)


def test_the_language_of_an_article_is_stored():
    features = extract_features(article("Norland rejects resolution", lang="en-GB"))
    stored = features_to_json(features)
    assert features_from_json(stored).lang == "en"
    assert features_from_json(stored[:-2]).lang == ""


COUNCIL_ARTICLES = [article(*text, hours=6 * n, publisher=f"Sample {n}") for n, text in enumerate(COUNCIL)]
ASIDE = article(
    "Talgarth harbour burns after rockets", "Rockets of Norland set the harbour of Talgarth on fire.", hours=3
)
BURNING = article(
    "Talgarth harbour burns after night of drones", "Rockets of Norland set the harbour of Talgarth on fire.", hours=3
)
NEXT = article("World Council resolution on Norland's rockets in full", hours=60, publisher="Sample Gazette")
LATER = article("World Council counts votes on Norland resolution again", hours=70, publisher="Sample Observer")


def threads_after(*batches):
    archive = MemoryArchive()
    for batch in batches:
        archive.apply(make_plan(batch, archive))
    return archive, lambda one: archive.thread_of[archive.story_of[one.id]]


def test_a_report_on_something_else_does_not_join_a_young_thread():
    _, thread = threads_after([*COUNCIL_ARTICLES[:2], ASIDE, *sample_news()])
    assert thread(COUNCIL_ARTICLES[1]) == thread(COUNCIL_ARTICLES[0]) != thread(ASIDE)


def test_the_thread_that_another_topic_kept_a_report_from_is_named():
    plan = make_plan([*COUNCIL_ARTICLES[:2], ASIDE, *sample_news()], MemoryArchive())
    story_of = {place.child: place.parent for place in plan.articles}
    placement_of = {place.child: place for place in plan.stories}
    kept = placement_of[story_of[ASIDE.id]]
    assert kept.is_founding and kept.evidence
    assert kept.evidence.refused == placement_of[story_of[COUNCIL_ARTICLES[0].id]].parent != kept.parent
    assert MAX_TWO_TOPICS_PROBABILITY < kept.evidence.refused_probability < 1
    ((label, text),) = explanation_rows(kept.evidence, {kept.evidence.refused: "Council votes"})
    assert label == "kept apart"
    assert text == '"Council votes": like words, but seemingly another topic'
    others = [place for place in plan.stories if place.evidence and place.evidence.refused and place is not kept]
    assert all(place.evidence.refused in (kept.parent, kept.evidence.refused) for place in others)


def test_in_one_batch_or_several_the_report_is_left_out():
    early, rest = [*COUNCIL_ARTICLES[:2], BURNING], COUNCIL_ARTICLES[2:]
    for batches in ([[*early, *rest, NEXT, *sample_news()]], [[*early, *sample_news()], rest, [NEXT], [LATER]]):
        _, thread = threads_after(*batches)
        assert len({thread(one) for one in (*COUNCIL_ARTICLES, NEXT)}) == 1
        assert thread(BURNING) != thread(NEXT)


def test_the_order_of_a_batch_does_not_matter():
    batch = [*COUNCIL_ARTICLES, ASIDE, BURNING, NEXT, *sample_news()]
    assert threads_after(batch)[0].thread_of == threads_after(batch[::-1])[0].thread_of
