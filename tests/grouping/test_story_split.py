"""A story whose later articles report another event is split; its first articles keep the id."""

from memory_archive import MemoryArchive
from samples import START, article

from briefing.grouping.plan import make_plan
from briefing.grouping.regroup import regroup
from briefing.grouping.standalone import group_without_store
from briefing.model.grouping import Constraints, MustLink

LIT = [
    "Ilona Sarvik lights the Games cauldron at Omdara opening ceremony",
    "Tennis star Ilona Sarvik lights cauldron at Omdara opening ceremony",
    "Ilona Sarvik lights cauldron as Omdara Games opening ceremony ends",
    "Opening ceremony: tennis star Sarvik lights the Omdara cauldron",
    "The Games: Sarvik lights cauldron at Omdara opening ceremony",
]
BRIDGE = [
    "Sarvik, who lit Omdara cauldron, beats Petra Lindqvist in tennis",
    "Ilona Sarvik, lighter of cauldron, beats Petra Lindqvist in two sets of tennis",
]
WON = [
    "Sarvik beats Petra Lindqvist in two sets",
    "Petra Lindqvist out of tennis: beaten by Sarvik in two sets",
    "Two sets are enough: Sarvik beats Petra Lindqvist",
    "Petra Lindqvist loses to Sarvik in two sets of tennis",
]


def drifting_reports():
    titles = [*LIT, *BRIDGE, *WON]
    return [article(title, hours=4 * n, publisher=f"Sample {n}") for n, title in enumerate(titles)]


def sides(story_of, articles):
    first = [story_of[one.id] for one in articles[: len(LIT)]]
    last = [story_of[one.id] for one in articles[-len(WON) :]]
    return set(first), set(last)


def test_a_chain_of_small_steps_is_no_story():
    articles = drifting_reports()
    homes = group_without_store(articles)
    first, last = sides({id: story for id, (story, _) in homes.items()}, articles)
    assert len(first) == len(last) == 1 and first != last


def test_evidence_names_the_story_that_was_left():
    articles = drifting_reports()
    made = make_plan(articles, MemoryArchive())
    places = {place.child: place for place in made.articles}
    assert len(places) == len(made.articles) == len(articles)
    old = places[articles[0].id].parent
    new = places[articles[-1].id]
    assert new.evidence.target == new.parent != old and new.evidence.rival == old
    founders = [place for place in made.articles if place.parent == new.parent and not place.evidence]
    assert len(founders) == 1 and {place.child for place in made.stories} == {old, new.parent}


def test_a_story_that_drifts_over_days_keeps_its_id_and_its_older_articles():
    articles = drifting_reports()
    archive = MemoryArchive()
    archive.apply(make_plan(articles[:6], archive))
    before = dict(archive.story_of)
    archive.apply(make_plan(articles[6:], archive))
    assert {id: archive.story_of[id] for id in before} == before
    first, last = sides(archive.story_of, articles)
    assert first != last and len(last) == 1


def test_a_must_link_prevents_a_split():
    articles = drifting_reports()
    must_link = MustLink("story", frozenset({articles[0].id, articles[-1].id}), START)
    made = make_plan(articles, MemoryArchive(), user_constraints=Constraints(must_link=(must_link,)))
    places = {place.child: place.parent for place in made.articles}
    assert places[articles[0].id] == places[articles[-1].id]


def test_grouping_anew_splits_alike_and_only_once():
    articles = drifting_reports()
    once = regroup(articles, {}, Constraints())
    assert regroup(list(reversed(articles)), once.homes, Constraints()).homes == once.homes


def test_a_long_story_of_one_happening_stays_whole():
    one = [
        article(f"Ferry Sample Star sinks off Cebu, {n} missing", f"Boats search off Cebu, day {n}.", hours=3 * n)
        for n in range(20)
    ]
    assert len({story for story, _ in group_without_store(one).values()}) == 1


def test_a_story_that_ended_in_another_is_not_founded_again_by_what_leaves():
    later = [*WON, *BRIDGE]
    titles = [*LIT, *(later[n] for n in (3, 5, 4, 4, 2, 0, 2, 5, 0, 1)), *WON]
    articles = [article(title, hours=n, publisher=f"Sample {n}") for n, title in enumerate(titles)]
    made = make_plan(articles, MemoryArchive())
    stories = {place.parent for place in made.articles}
    assert {profile.id for profile in made.profiles if profile.kind == "story"} == stories
    assert {place.child for place in made.stories} == stories


def silent_days_apart(days):
    match = [
        article(
            f"Torvane beats Omdara 27-10 as captain Lindqvist is sent off, {word}",
            "Captain Petra Lindqvist saw a red card for a late tackle in the World Cup opener against Omdara.",
            hours=n,
            publisher=f"Sample {n}",
        )
        for n, word in enumerate(("a brave win", "a win for the ages", "fans sing", "coach proud"))
    ]
    ban = [
        article(
            f"Captain Lindqvist misses two World Cup games after red card, {word}",
            "Petra Lindqvist of Torvane is banned for the late tackle that brought a red card against Omdara.",
            hours=24 * days + n,
            publisher=f"Sample {n}",
        )
        for n, word in enumerate(("panel says", "a hearing ends", "the panel finds"))
    ]
    homes = group_without_store([*match, *ban])
    return [{homes[one.id][0] for one in part} for part in (match, ban)]


def test_what_is_reported_again_after_silent_days_is_another_happening():
    near = silent_days_apart(0.3)
    far = silent_days_apart(2.5)
    assert near[0] & near[1]
    assert not far[0] & far[1]
