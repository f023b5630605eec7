"""A thread that belongs to a large affair without being it is part of it."""

from dataclasses import replace

import pytest
from memory_archive import MemoryArchive
from samples import article

from briefing.grouping.affair_comparer import MIN_AFFAIR_STORIES
from briefing.grouping.affairs import find_affairs, top_affair
from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.features import extract_features
from briefing.grouping.group import group_from_profile, profile_of_group
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.plan import make_plan
from briefing.grouping.profile_rebuild import build_story_group, build_thread_group
from briefing.grouping.regroup import regroup
from briefing.grouping.standalone import EmptyArchive, homes_without_store
from briefing.model.grouping import Constraints

RARITY = Idf({}, 0)
FRONTS = ["Veresk", "Omdara", "Kupin", "Sorvia", "Talen"]


def war(count=12):
    return [
        article(
            f"Marland shells {FRONTS[n % 5]} as war with Belgravia enters day {n}",
            f"Troops of Marland fired at {FRONTS[n % 5]}, Belgravia's president Orlov said in Veresk.",
            hours=12 * n,
        )
        for n in range(count)
    ]


def thread(name, articles, idf=RARITY):
    vectors = [ArticleVector(extract_features(one), idf) for one in articles]
    stories = [build_story_group(f"s{n}", name, [one]) for n, one in enumerate(vectors)]
    return build_thread_group(name, zip(stories, vectors, strict=True))


class Threads:
    def __init__(self, *groups):
        self.groups = {group.id: group for group in groups}

    def resolve(self, name):
        return self.groups[name]

    def resolve_id(self, name):
        return name

    def get(self, name):
        return self.groups.get(name)

    def free_unused(self):
        pass


class KnownAffairs(EmptyArchive):
    def __init__(self, decided=(), counts=(), **affair_of):
        self.decided, self.counts, self.affair_of = set(decided), dict(counts), affair_of

    def affairs(self, threads):
        return {thread: self.affair_of[thread] for thread in threads if thread in self.affair_of}

    def decided_affairs(self, threads):
        return self.decided.intersection(threads)

    def frequencies(self, terms):
        return {term: self.counts[term] for term in terms if term in self.counts}


CAMPS = article(
    "Camps for people who fled the war of Marland and Belgravia are full",
    "Troops of Marland fired at Veresk again; Belgravia's president Orlov said that 40,000 live in tents.",
    hours=90,
)
RECIPE = article("A soup from Marland for cold days", "Beets and dill are all it takes.", hours=90)
TRADE = article("Belgravia sells more grain", "Farmers of Belgravia had a good year.", hours=90)
OTHER_CAMPS = article(
    "Camps near Omdara are full after the flood", "People live in tents; 40,000 fled the flood, Sorvia says.", hours=92
)


def under(one, size=12):
    return find_affairs({"t2": ["t1"]}, Threads(thread("t1", war(size)), thread("t2", [one])), EmptyArchive(), RARITY)


def test_a_part_of_a_large_affair_stands_under_it_with_evidence():
    (link,) = under(CAMPS)
    assert (link.child, link.parent) == ("t2", "t1")
    assert link.evidence.probability > 0.5 and {"Marland", "Belgravia"} <= set(link.evidence.names)
    assert {"words of both", "names of both", "headlines about the affair"} == {
        signal.name for signal in link.evidence.signals
    }
    assert (link.evidence.subject, link.evidence.target, link.evidence.nearest) == ("t2", "t1", CAMPS.id)


def test_one_shared_country_makes_nothing_a_part():
    assert not under(RECIPE) and not under(TRADE)


def test_a_report_whose_headline_names_the_affair_needs_no_second_name():
    quake = [
        article(f"Quake in Marland: rescuers reach village {n}", "The quake buried whole villages.", hours=n)
        for n in range(12)
    ]
    donors = article("Quake in Marland: how to help the villages", "Blankets and tents are needed.", hours=20)
    (link,) = find_affairs({"t2": ["t1"]}, Threads(thread("t1", quake), thread("t2", [donors])), EmptyArchive(), RARITY)
    assert (link.child, link.parent) == ("t2", "t1")


def test_a_report_that_names_the_affair_in_passing_is_no_part():
    text = "The cooperative of Tarrow sells most of them to Marland and Belgravia, its chair Ilse Brandt said."
    assert not under(article("Farmers of Tarrow bring in the best harvest of apricots for years", text, hours=90))


def test_only_large_affairs_have_parts():
    assert not under(CAMPS, MIN_AFFAIR_STORIES - 1)
    assert under(CAMPS, MIN_AFFAIR_STORIES)
    assert not find_affairs({"t1": ["t1"]}, Threads(thread("t1", war())), EmptyArchive(), RARITY)


def test_the_smaller_of_two_threads_is_the_part_whichever_is_new():
    threads = Threads(thread("t1", war()), thread("t2", [CAMPS]))
    for compared in ({"t2": ["t1"]}, {"t1": ["t2"]}):
        assert [(link.child, link.parent) for link in find_affairs(compared, threads, EmptyArchive(), RARITY)] == [
            ("t2", "t1")
        ]


def test_an_affair_that_sleeps_takes_nothing_under_itself():
    late = article(CAMPS.title, CAMPS.text, hours=24 * 200)
    assert not under(late)


def test_a_part_of_an_affair_is_nobodys_affair():
    camps = [article(f"{CAMPS.title} {n}", CAMPS.text, hours=90 + n) for n in range(MIN_AFFAIR_STORIES)]
    threads = Threads(thread("t1", war()), thread("t2", camps), thread("t3", [OTHER_CAMPS]), thread("t4", [CAMPS]))
    found = find_affairs({"t3": ["t2"], "t4": ["t2"]}, threads, KnownAffairs(t2="t1"), RARITY)
    assert {link.child: link.parent for link in found} == {"t4": "t1"}, "it is compared with the affair of the part"


def test_a_thread_that_nearly_fits_an_affair_and_fits_a_part_of_it_is_part_of_the_affair():
    camps = [article(f"{CAMPS.title} {n}", CAMPS.text, hours=90 + n) for n in range(MIN_AFFAIR_STORIES)]
    text = "Ilse Brandt hands out blankets; Marland and Veresk send none."
    tents = article("Full camps: people who fled war and shells wait for tents", text, hours=95)
    threads = Threads(thread("t1", war()), thread("t2", camps), thread("t3", [tents]))
    beside = find_affairs({"t3": ["t2"]}, threads, KnownAffairs(t2="t1"), RARITY)
    assert [(link.child, link.parent, link.evidence.signals) for link in beside] == [("t3", "t1", ())]
    assert not find_affairs({"t3": ["t1"]}, threads, KnownAffairs(t2="t1"), RARITY), "the affair alone is too far"


def test_a_part_stays_in_its_affair_when_another_fits_too():
    threads = Threads(thread("t1", war()), thread("t2", [CAMPS]), thread("t3", war(13)))
    assert find_affairs({"t2": ["t1", "t3"]}, threads, EmptyArchive(), RARITY)
    assert not find_affairs({"t2": ["t1", "t3"]}, threads, KnownAffairs(t2="t1"), RARITY)
    assert not find_affairs({"t2": ["t1", "t3"]}, threads, KnownAffairs(t2="t3"), RARITY)


def test_a_part_leaves_an_affair_that_it_no_longer_fits():
    flood = [article(f"Flood in Ghent, day {n}", "Water stands in Ghent and Turin.", hours=n) for n in range(5)]
    threads = Threads(thread("t1", war()), thread("t2", [CAMPS]), thread("t3", flood))
    (link,) = find_affairs({"t2": ["t1", "t3"]}, threads, KnownAffairs(t2="t3"), RARITY)
    assert (link.child, link.parent) == ("t2", "t1")


def test_a_part_of_more_stories_than_its_affair_is_compared_with_it_too():
    flood = [article(f"Flood in Ghent, day {n}", "Water stands in Ghent and Turin.", hours=n) for n in range(5)]
    threads = Threads(thread("t1", war(8)), thread("t2", flood), thread("t3", war(6)))
    (link,) = find_affairs({"t1": ["t2"]}, threads, KnownAffairs(t1="t2"), RARITY)
    assert (link.child, link.parent) == ("t1", ""), "one that does not fit leaves"
    assert not find_affairs({"t1": ["t3"]}, threads, KnownAffairs(t1="t3"), RARITY), "one that fits stays as stored"


def test_a_part_that_fits_no_affair_any_more_is_part_of_none():
    threads = Threads(thread("t1", war()), thread("t2", [RECIPE]))
    (link,) = find_affairs({"t2": ["t1"]}, threads, KnownAffairs(t2="t1"), RARITY)
    assert (link.child, link.parent, link.evidence) == ("t2", "", None)


def adviser_affair():
    """An adviser of a head of government is said to have broken the rules of a lockdown."""
    calls = ["Bishops", "Mayors", "Nurses", "Teachers", "Voters", "Ministers", "Doctors", "Farmers", "Bakers", "Deans"]
    return [
        article(
            f"{call} say Marek Tolan, adviser to Anna Orlovic, broke lockdown rules",
            f"{call} want Tolan to resign over his drive to the sea; Prime Minister Anna Orlovic backs Marek Tolan.",
            hours=4 * n,
        )
        for n, call in enumerate(calls)
    ]


@pytest.mark.parametrize(
    ("title", "text", "is_part"),
    [
        (
            "Marek Tolan drives home from the sea",
            "Anna Orlovic backs Tolan, who broke the rules of the lockdown.",
            True,
        ),
        ("Neighbours of Marek Tolan want him to resign", "They saw him at the sea during the lockdown.", True),
        ("Cartoon: Marek Tolan and the lockdown rules", "", True),
        ("Anna Orlovic names her horse", "Anna Orlovic gave the foal a sailor's hat and a carrot.", False),
        ("Anna Orlovic cuts the budget for radar masts", "Anna Orlovic will buy no more masts from abroad.", False),
    ],
)
def test_one_politician_of_an_affair_makes_nothing_a_part_of_it(title, text, is_part):
    much_named = Idf({"anna": 60, "orlov": 60, "marek": 6, "tolan": 6}, 1000, THREAD_PRIOR_COUNT)
    own, other = thread("t1", adviser_affair(), much_named), thread("t2", [article(title, text, hours=20)], much_named)
    assert bool(find_affairs({"t2": ["t1"]}, Threads(own, other), EmptyArchive(), much_named)) == is_part


def trial_of_a_firm():
    """A firm with several products stands before a judge."""
    told = ["opens", "hears rivals", "hears the founder", "hears Rowan Adler", "hears an economist", "adjourns"]
    return [
        article(
            f"Trial of Tambora over search monopoly {what}",
            f"The judge {what}: Tambora paid makers of phones for its search engine, the Justice Department says.",
            hours=5 * n,
        )
        for n, what in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("title", "text", "is_part"),
    [
        ("How Tambora wants to win its monopoly trial", "Tambora says its search engine is the best.", True),
        ("Mails of Tambora are read at the trial", "The Justice Department says they prove the monopoly.", True),
        ("Tambora watch gets an alarm of Rowan Adler", "Rowan Adler of Tambora showed the watch.", False),
        ("Tambora gives 20 million to schools", "Rowan Adler of Tambora spoke at a school of search skills.", False),
    ],
)
def test_the_name_of_a_firm_makes_nothing_a_part_of_its_trial(title, text, is_part):
    known = Idf({"tambora": 25, "trial": 20, "search": 25, "justic": 30}, 1000, THREAD_PRIOR_COUNT)
    own, other = thread("t1", trial_of_a_firm(), known), thread("t2", [article(title, text, hours=20)], known)
    assert bool(find_affairs({"t2": ["t1"]}, Threads(own, other), EmptyArchive(), known)) == is_part


def test_a_name_that_fills_the_news_makes_nothing_a_part():
    outbreak = [
        article(
            f"Islands of Tarrow report {n + 2} new cases of Marfever",
            "Nurses on Tarrow test for Marfever; cases of the fever rise.",
            hours=6 * n,
        )
        for n in range(8)
    ]
    abroad = article("Sorvia reports new cases of Marfever", "Cases of Marfever rise in Sorvia; nurses test.", hours=30)
    everywhere = Idf({"marfev": 300, "tarrow": 20, "sorvia": 10}, 1000, THREAD_PRIOR_COUNT)
    for idf, is_part in ((everywhere, False), (RARITY, True)):
        threads = Threads(thread("t1", outbreak, idf), thread("t2", [abroad], idf))
        assert bool(find_affairs({"t2": ["t1"]}, threads, EmptyArchive(), idf)) == is_part


def ferry(hours, act):
    title = f"Ferry Solenta: {act}"
    return article(title, f"The ferry Solenta sank off Beira in the storm, {act}, divers said.", hours=hours)


def links_by_headline_name(*second):
    first = [ferry(0, "divers search cabin"), ferry(5, "divers find nine bodies")]
    threads = Threads(thread("t1", first), thread("t2", second))
    return find_affairs({"t2": ["t1"]}, threads, EmptyArchive(), RARITY)


def test_small_threads_with_a_rare_name_in_their_headlines_side_by_side_are_one_affair():
    inquiry = [ferry(n, f"owner of ferry charged over storm warning {n}") for n in (4, 6)]
    (link,) = links_by_headline_name(*inquiry)
    assert {link.child, link.parent} == {"t1", "t2"}
    assert link.evidence.probability > 0.5 and "Solenta" in link.evidence.names
    assert not link.evidence.signals, "the model did not decide"


def test_small_threads_are_no_affair_days_apart_or_where_only_the_name_is_shared_or_one_has_one_article():
    assert not links_by_headline_name(*(ferry(n, f"owner of ferry charged over storm warning {n}") for n in (60, 62)))
    wines = [article(f"Wine Solenta wins prize {n}", "A vineyard pressed rare grapes.", hours=n) for n in (4, 6)]
    assert not links_by_headline_name(*wines)
    assert not links_by_headline_name(ferry(4, "owner of ferry charged over storm warning"))


def test_a_name_of_the_news_before_the_batch_links_none():
    inquiry = [ferry(n, f"owner of ferry charged over storm warning {n}") for n in (4, 6)]
    first = [ferry(0, "divers search cabin"), ferry(5, "divers find nine bodies")]
    for count, is_affair in ((3, True), (900, False)):
        idf = Idf({}, 20_000, THREAD_PRIOR_COUNT)
        threads = Threads(thread("t1", first, idf), thread("t2", inquiry, idf))
        archive = KnownAffairs(counts=dict.fromkeys(("solenta", "ferry", "beira"), count))
        assert bool(find_affairs({"t2": ["t1"]}, threads, archive, idf)) == is_affair


def test_what_a_person_decided_stays_and_is_nobodys_affair():
    recipes = [article(f"Soup {n} from Marland for cold days", RECIPE.text, hours=90 + n) for n in range(5)]
    another = article("Soup 7 from Marland for cold days", RECIPE.text, hours=96)
    threads = Threads(thread("t1", war()), thread("t2", recipes), thread("t3", [another]))
    compared = {"t2": ["t1"], "t3": ["t2"]}
    assert {link.child for link in find_affairs(compared, threads, KnownAffairs(t2="t1"), RARITY)} == {"t2", "t3"}
    assert not find_affairs(compared, threads, KnownAffairs(decided=["t2"], t2="t1"), RARITY)
    camps = Threads(thread("t1", war()), thread("t2", [CAMPS]))
    assert not find_affairs({"t2": ["t1"]}, camps, KnownAffairs(decided=["t2"]), RARITY)


def test_an_affair_that_a_person_decided_goes_under_no_other_through_a_part_of_it():
    threads = Threads(thread("t1", war()), thread("t2", [CAMPS]), thread("t3", [RECIPE]))
    for decided, under in ([], {"t2"}), (["t2"], set()):
        found = find_affairs({"t1": ["t3"]}, threads, KnownAffairs(decided=decided, t3="t2"), RARITY)
        assert {link.child for link in found if link.parent == "t1"} == under


@pytest.mark.parametrize("days", [365, 700])
def test_names_that_have_all_but_decayed_are_no_names(days):
    late = [article(f"shelling goes on, fighting over harbour {n}", "shells hit it.", hours=24 * days) for n in (1, 2)]
    own = thread("t1", [*war(4), *late])
    stored = group_from_profile(profile_of_group(own, RARITY), RARITY)
    assert all(stored.name_weights.values())
    older = replace(own, name_weights=dict.fromkeys(own.name_weights, 0.0))
    part = thread("t2", [article(CAMPS.title, CAMPS.text, hours=24 * days)])
    for affair in (stored, older):
        assert not find_affairs({"t2": ["t1"]}, Threads(affair, part), EmptyArchive(), RARITY)


def test_grouping_without_a_store_names_the_affair_of_each_article():
    news = [*war(), RECIPE]
    homes = homes_without_store(news)
    war_affairs = {homes[one.id].affair for one in war()}
    assert len(war_affairs) == 1 and war_affairs <= {homes[one.id].thread for one in war()}
    assert homes[RECIPE.id].affair == homes[RECIPE.id].thread


def test_the_top_affair_of_a_thread_is_found_through_others():
    assert top_affair("t3", {"t3": "t2", "t2": "t1"}) == "t1"
    assert top_affair("t3", {"t2": "t1"}) == "t3"
    assert top_affair("t3", {"t3": "t2", "t2": "t3"}), "a damaged store may have circles"


def test_parts_are_found_in_batches_and_anew_alike_and_no_thread_is_part_of_itself():
    everything = sorted([*war(36), CAMPS, RECIPE, TRADE], key=lambda one: one.published)
    archive = MemoryArchive()
    for start in range(0, len(everything), 7):
        made = make_plan(everything[start : start + 7], archive)
        archive.apply(made)
        known = set(archive.thread_of.values())
        assert all(place.parent in known and place.child != place.parent for place in made.affairs)
    once = regroup(everything, {}, Constraints())
    again = regroup(everything, once.homes, Constraints())
    assert once.plan.affairs == again.plan.affairs
    assert {place.child for place in once.plan.affairs} == {home for _, home in once.homes.values()}
