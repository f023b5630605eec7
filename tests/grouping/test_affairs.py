"""A thread that belongs to a large affair without being it is part of it."""

from memory_archive import MemoryArchive
from samples import START, article

from briefing.grouping.affairs import MIN_AFFAIR_STORIES, find_affairs
from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.idf import Idf
from briefing.grouping.plan import make_plan
from briefing.grouping.profile_rebuild import build_story_group, build_thread_group
from briefing.grouping.regroup import regroup
from briefing.model.grouping import Constraints

FRONTS = ["Veresk", "Omdara", "Kupin", "Sorvia", "Talen"]


def war(count=MIN_AFFAIR_STORIES):
    return [
        article(
            f"Marland shells {FRONTS[n % 5]} as war with Belgravia enters day {n}",
            f"Troops of Marland fired at {FRONTS[n % 5]}, Belgravia's president Orlov said in Veresk.",
            hours=12 * n,
        )
        for n in range(count)
    ]


def thread(name, articles):
    rarity = Idf({}, 0)
    vectors = [ArticleVector(extract_features(one), rarity) for one in articles]
    stories = [build_story_group(f"s{n}", name, [one]) for n, one in enumerate(vectors)]
    return build_thread_group(name, stories, vectors)


class Threads:
    def __init__(self, *groups):
        self.groups = {group.id: group for group in groups}

    def resolve(self, name):
        return self.groups[name]


EVACUEES = article(
    "Camps for people who fled Marland and Belgravia are full", "Marland counts 40,000 in tents.", hours=90
)
RECIPE = article("A soup from Marland for cold days", "Beets and dill are all it takes.", hours=90)
TRADE = article("Belgravia sells more grain", "Farmers of Belgravia had a good year.", hours=90)


def under(one, size=MIN_AFFAIR_STORIES):
    return find_affairs({"t2": ["t1"]}, Threads(thread("t1", war(size)), thread("t2", [one])))


def test_a_part_of_a_large_affair_stands_under_it_with_evidence():
    (link,) = under(EVACUEES)
    assert (link.child, link.parent) == ("t2", "t1")
    assert link.evidence.probability > 0.5 and {"Marland", "Belgravia"} <= set(link.evidence.names)
    assert link.evidence.signals[0].name == "names of both"
    assert (link.evidence.subject, link.evidence.target, link.evidence.nearest) == ("t2", "t1", EVACUEES.id)


def test_one_shared_country_makes_nothing_a_part():
    assert not under(RECIPE) and not under(TRADE)


def test_only_large_affairs_have_parts():
    assert not under(EVACUEES, MIN_AFFAIR_STORIES - 1)
    assert not find_affairs({"t2": ["t1"]}, Threads(thread("t1", war()), thread("t2", war(MIN_AFFAIR_STORIES // 2))))
    assert not find_affairs({"t1": ["t1"]}, Threads(thread("t1", war())))


def test_an_affair_that_sleeps_takes_nothing_under_itself():
    late = article(EVACUEES.title, EVACUEES.text, hours=24 * 200)
    assert not under(late)


def test_parts_are_found_in_batches_and_anew_alike_and_no_thread_is_part_of_itself():
    everything = sorted([*war(3 * MIN_AFFAIR_STORIES), EVACUEES, RECIPE, TRADE], key=lambda one: one.published)
    archive = MemoryArchive()
    for start in range(0, len(everything), 7):
        made = make_plan(everything[start : start + 7], archive, START)
        archive.apply(made)
        known = set(archive.thread_of.values())
        assert all(place.parent in known and place.child != place.parent for place in made.affairs)
    once = regroup(everything, {}, Constraints())
    again = regroup(everything, once.placements_by_article, Constraints())
    assert once.plan.affairs == again.plan.affairs
    assert {place.child for place in once.plan.affairs} == {home for _, home in once.placements_by_article.values()}
