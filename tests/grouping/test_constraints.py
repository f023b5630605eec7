"""Constraints outrank the model: must-links force, cannot-links forbid, also across bridges."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from memory_archive import MemoryArchive
from samples import START, article, sample_news

from briefing.grouping.constraints import ConstraintChecker, with_cannot_link, with_must_link
from briefing.grouping.explain import explanation_rows
from briefing.grouping.group import new_group_id
from briefing.grouping.plan import make_plan
from briefing.grouping.regroup import regroup
from briefing.grouping.standalone import EmptyArchive
from briefing.model.grouping import CannotLink, Constraints, Evidence, Home, MustLink

NONE = Constraints()
FERRY = [
    article("Ferry Sample Star sinks off Cebu", "The ferry Sample Star went down with 80 people on board."),
    article("Sample Star ferry: 12 missing off Cebu", "Boats search for 12 people of the Sample Star.", hours=3),
]
STRIKE = article("Miners strike in Omdara", "Miners in Omdara laid down their tools over pay.", hours=1)


def placed(made):
    threads = {place.child: place.parent for place in made.stories}
    return {place.child: Home(place.parent, threads[place.parent]) for place in made.articles}


def test_without_corrections_the_plan_is_as_it_was():
    assert make_plan(sample_news(), EmptyArchive(), user_constraints=NONE) == make_plan(sample_news(), EmptyArchive())


def test_a_cannot_link_separates_articles_that_fit_one_story():
    one, other = FERRY
    assert len({story for story, _ in placed(make_plan(FERRY, EmptyArchive())).values()}) == 1
    found = placed(
        make_plan(FERRY, EmptyArchive(), user_constraints=with_cannot_link(NONE, "story", [other.id], [one.id], START))
    )
    assert found[one.id][0] != found[other.id][0]


def test_a_cannot_link_separates_threads_also_across_a_bridge():
    one, other = FERRY
    bridge = article("Ferry Sample Star off Cebu: 12 missing", FERRY[0].text + FERRY[1].text, hours=4)
    corrections = with_cannot_link(NONE, "thread", [other.id], [one.id], START)
    found = placed(make_plan([*FERRY, bridge], EmptyArchive(), user_constraints=corrections))
    assert found[one.id][1] != found[other.id][1]
    assert found[bridge.id][1] in {found[one.id][1], found[other.id][1]}, "it goes to one side"


def test_a_must_link_joins_what_does_not_fit_and_shows_in_the_evidence():
    corrections = with_must_link(NONE, "thread", [FERRY[0].id, STRIKE.id], START, [])
    made = make_plan([*FERRY, STRIKE], EmptyArchive(), user_constraints=corrections)
    found = placed(made)
    assert found[FERRY[0].id][1] == found[STRIKE.id][1] and found[FERRY[0].id][0] != found[STRIKE.id][0]
    (link,) = [place.evidence for place in made.stories if place.evidence]
    assert link.corrected == START and ("corrected", "you put it here on 4 Mar 2024") in explanation_rows(link, {})
    corrections = with_must_link(NONE, "story", [FERRY[0].id, STRIKE.id], START, [])
    found = placed(make_plan([*FERRY, STRIKE], EmptyArchive(), user_constraints=corrections))
    assert found[FERRY[0].id] == found[STRIKE.id]


def test_a_must_link_reaches_a_thread_of_the_archive():
    archive = MemoryArchive()
    archive.apply(make_plan(FERRY, archive))
    home = Home(archive.story_of[FERRY[0].id], archive.thread_of[archive.story_of[FERRY[0].id]])
    corrections = with_must_link(NONE, "thread", [FERRY[0].id, STRIKE.id], START, [])
    corrections = replace(corrections, homes={FERRY[0].id: home})
    made = make_plan([STRIKE], archive, user_constraints=corrections)
    assert [place.parent for place in made.stories] == [home.thread]


def test_what_was_learned_moves_the_threshold():
    stricter = replace(NONE, threshold_offsets={"story": 9.0, "thread": 9.0})
    assert len(set(placed(make_plan(FERRY, EmptyArchive(), user_constraints=stricter)).values())) == 2


def test_a_later_word_ends_what_it_contradicts():
    apart = with_cannot_link(NONE, "thread", ["a"], ["b", "c"], START)
    assert apart.cannot_link == {CannotLink("thread", "a", "b"), CannotLink("thread", "a", "c")}
    again = with_must_link(apart, "thread", ["a", "b"], START, ["a", "b", "c"])
    assert again == Constraints(must_link=(MustLink("thread", frozenset("ab"), START),))
    assert with_cannot_link(again, "thread", ["b"], ["a"], START).must_link == ()


def test_both_sides_of_a_split_must_link_keep_its_cannot_links():
    made = with_cannot_link(NONE, "thread", ["a", "b", "c"], ["x"], START)
    made = with_cannot_link(made, "thread", ["a"], ["b", "c"], START)
    limits = ConstraintChecker(made)
    limits.record_membership("thread", "x", "t1")
    assert not any(limits.allows("thread", one, "t1") for one in "abc")
    limits.record_membership("thread", "b", "t2")
    assert limits.must_link_target("thread", "c") == "t2" and not limits.allows("thread", "a", "t2")


def test_no_story_joins_two_must_links():
    made = with_must_link(with_must_link(NONE, "thread", ["a", "b"], START, []), "thread", ["x", "y"], START, [])
    limits = ConstraintChecker(made)
    limits.record_membership("story", "a", "s1")
    assert not limits.allows("story", "x", "s1") and limits.allows("story", "b", "s1")
    assert limits.allows("story", "new", "s1"), "what nobody corrected goes anywhere"
    assert limits.allows("thread", "x", "t1")


def test_a_correction_alone_is_all_there_is_to_explain():
    assert len(explanation_rows(Evidence("s1", "t1", "thread", 1.0, corrected=START), {})) == 1


def test_ids_of_new_groups_are_free():
    first = new_group_id("thread", ["a1", "a2"], lambda _: False)
    second = new_group_id("thread", ["a1", "a2"], {first}.__contains__)
    third = new_group_id("thread", ["a1", "a2"], {first, second}.__contains__)
    assert len({first, second, third}) == 3 and third.startswith("t")


def test_regrouping_keeps_ids_by_the_largest_overlap_and_says_where_ended_ones_went():
    articles = sample_news(36)
    found = placed(make_plan(articles, EmptyArchive()))
    one, other = sorted({thread for _, thread in found.values()})[:2]
    mixed = {id: Home(story, one if thread == other else thread) for id, (story, thread) in found.items()}
    made = regroup(articles, mixed, NONE)
    assert {frozenset(id for id, home in made.homes.items() if home == wanted) for wanted in made.homes.values()} == {
        frozenset(id for id, home in found.items() if home == wanted) for wanted in found.values()
    }
    assert one in {thread for _, thread in made.homes.values()}
    again = regroup(articles, made.homes, NONE)
    assert not (again.plan.articles or again.plan.stories or again.plan.absorbed) and again.homes == made.homes
    split = {id: Home(story, f"t{n:010}") for n, (id, (story, _)) in enumerate(found.items())}
    joined = regroup(articles, split, NONE)
    ended = {old: new for kind, old, new in joined.plan.absorbed if kind == "thread"}
    alive = {thread for _, thread in joined.homes.values()}
    assert alive | ended.keys() == {thread for _, thread in split.values()}
    assert set(ended.values()) <= alive


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_with_corrections_the_order_within_a_batch_does_not_matter_either(chance):
    articles = sample_news(18)
    ids = [one.id for one in articles]
    made = with_must_link(NONE, "thread", chance.sample(ids, 2), START, [])
    made = with_must_link(made, "story", chance.sample(ids, 2), START, [])
    made = with_cannot_link(made, "thread", chance.sample(ids, 1), chance.sample(ids, 2), START)
    wanted = make_plan(articles, EmptyArchive(), user_constraints=made)
    chance.shuffle(articles)
    assert make_plan(articles, EmptyArchive(), user_constraints=made) == wanted
    assert sorted(placed(wanted)) == sorted(ids)


def test_regrouping_nothing_is_nothing():
    assert regroup([], {}, NONE).homes == {}


def test_regrouping_does_not_care_for_the_order_of_articles():
    articles = sample_news(24)
    assert regroup(articles, {}, NONE) == regroup(articles[::-1], {}, NONE)
