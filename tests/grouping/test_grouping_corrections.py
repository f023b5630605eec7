"""Corrections bind the plan: bonds force, partings forbid, also where stories or threads would be bridged."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from memory_archive import MemoryArchive
from samples import START, article, newsroom

from briefing.grouping.acts import new_id
from briefing.grouping.corrections import Constraints, bonded, parted
from briefing.grouping.explain import explain
from briefing.grouping.pipe import Nothing
from briefing.grouping.plan import plan
from briefing.grouping.regroup import regroup
from briefing.model.grouping import Bond, Corrections, Evidence, Parting

NONE = Corrections()
FERRY = [
    article("Ferry Sample Star sinks off Cebu", "The ferry Sample Star went down with 80 people on board."),
    article("Sample Star ferry: 12 missing off Cebu", "Boats search for 12 people of the Sample Star.", hours=3),
]
STRIKE = article("Miners strike in Omdara", "Miners in Omdara laid down their tools over pay.", hours=1)


def placed(made):
    threads = {place.child: place.parent for place in made.stories}
    return {place.child: (place.parent, threads[place.parent]) for place in made.articles}


def test_without_corrections_the_plan_is_as_it_was():
    assert plan(newsroom(), Nothing(), START, corrections=NONE) == plan(newsroom(), Nothing(), START)


def test_what_is_parted_never_shares_a_story_though_it_fits():
    one, other = FERRY
    assert len({story for story, _ in placed(plan(FERRY, Nothing(), START)).values()}) == 1
    found = placed(plan(FERRY, Nothing(), START, corrections=parted(NONE, "story", [other.id], [one.id], START)))
    assert found[one.id][0] != found[other.id][0]


def test_what_is_parted_never_shares_a_thread_also_not_by_a_bridge():
    one, other = FERRY
    bridge = article("Ferry Sample Star off Cebu: 12 missing", FERRY[0].text + FERRY[1].text, hours=4)
    corrections = parted(NONE, "thread", [other.id], [one.id], START)
    found = placed(plan([*FERRY, bridge], Nothing(), START, corrections=corrections))
    assert found[one.id][1] != found[other.id][1]
    assert found[bridge.id][1] in {found[one.id][1], found[other.id][1]}, "it goes to one side"


def test_what_is_bonded_comes_together_though_nothing_fits_and_the_evidence_says_so():
    corrections = bonded(NONE, "thread", [FERRY[0].id, STRIKE.id], START, [])
    made = plan([*FERRY, STRIKE], Nothing(), START, corrections=corrections)
    found = placed(made)
    assert found[FERRY[0].id][1] == found[STRIKE.id][1] and found[FERRY[0].id][0] != found[STRIKE.id][0]
    (link,) = [place.evidence for place in made.stories if place.evidence]
    assert link.corrected == START and ("corrected", "you put it here on 4 Mar 2024") in explain(link, {})
    corrections = bonded(NONE, "story", [FERRY[0].id, STRIKE.id], START, [])
    found = placed(plan([*FERRY, STRIKE], Nothing(), START, corrections=corrections))
    assert found[FERRY[0].id] == found[STRIKE.id]


def test_a_bond_reaches_a_thread_of_the_archive():
    archive = MemoryArchive()
    archive.apply(plan(FERRY, archive, START))
    home = (archive.story_of[FERRY[0].id], archive.thread_of[archive.story_of[FERRY[0].id]])
    corrections = bonded(NONE, "thread", [FERRY[0].id, STRIKE.id], START, [])
    corrections = replace(corrections, homes={FERRY[0].id: home})
    made = plan([STRIKE], archive, START, corrections=corrections)
    assert [place.parent for place in made.stories] == [home[1]]


def test_what_was_learned_moves_the_threshold():
    stricter = replace(NONE, shifts={"story": 9.0, "thread": 9.0})
    assert len(set(placed(plan(FERRY, Nothing(), START, corrections=stricter)).values())) == 2


def test_a_later_word_ends_what_it_contradicts():
    apart = parted(NONE, "thread", ["a"], ["b", "c"], START)
    assert apart.partings == {Parting("thread", "a", "b"), Parting("thread", "a", "c")}
    again = bonded(apart, "thread", ["a", "b"], START, ["a", "b", "c"])
    assert again == Corrections(bonds=(Bond("thread", frozenset("ab"), START),))
    assert parted(again, "thread", ["b"], ["a"], START).bonds == ()


def test_both_sides_of_a_bond_that_is_parted_stay_apart_from_what_it_was_parted_from():
    made = parted(NONE, "thread", ["a", "b", "c"], ["x"], START)
    made = parted(made, "thread", ["a"], ["b", "c"], START)
    limits = Constraints(made)
    limits.put("thread", "x", "t1")
    assert not any(limits.allows("thread", one, "t1") for one in "abc")
    limits.put("thread", "b", "t2")
    assert limits.home("thread", "c") == "t2" and not limits.allows("thread", "a", "t2")


def test_no_story_can_stand_between_two_bonds():
    made = bonded(bonded(NONE, "thread", ["a", "b"], START, []), "thread", ["x", "y"], START, [])
    limits = Constraints(made)
    limits.put("story", "a", "s1")
    assert not limits.allows("story", "x", "s1") and limits.allows("story", "b", "s1")
    assert limits.allows("story", "new", "s1"), "what nobody corrected goes anywhere"
    assert limits.allows("thread", "x", "t1")


def test_a_correction_alone_is_all_there_is_to_explain():
    assert len(explain(Evidence("s1", "t1", "thread", 1.0, corrected=START), {})) == 1


def test_ids_of_new_groups_are_free():
    first = new_id("thread", ["a1", "a2"], lambda _: False)
    second = new_id("thread", ["a1", "a2"], {first}.__contains__)
    third = new_id("thread", ["a1", "a2"], {first, second}.__contains__)
    assert len({first, second, third}) == 3 and third.startswith("t")


def test_regrouping_keeps_ids_by_the_largest_overlap_and_says_where_ended_ones_went():
    articles = newsroom(36)
    found = placed(plan(articles, Nothing(), START))
    one, other = sorted({thread for _, thread in found.values()})[:2]
    mixed = {id: (story, one if thread == other else thread) for id, (story, thread) in found.items()}
    made = regroup(articles, mixed, NONE)
    assert {frozenset(id for id, home in made.homes.items() if home == wanted) for wanted in made.homes.values()} == {
        frozenset(id for id, home in found.items() if home == wanted) for wanted in found.values()
    }
    assert one in {thread for _, thread in made.homes.values()}
    again = regroup(articles, made.homes, NONE)
    assert not (again.plan.articles or again.plan.stories or again.plan.absorbed) and again.homes == made.homes
    split = {id: (story, f"t{n:010}") for n, (id, (story, _)) in enumerate(found.items())}
    joined = regroup(articles, split, NONE)
    ended = {old: new for kind, old, new in joined.plan.absorbed if kind == "thread"}
    alive = {thread for _, thread in joined.homes.values()}
    assert alive | ended.keys() == {thread for _, thread in split.values()}
    assert set(ended.values()) <= alive


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_with_corrections_the_order_within_a_batch_does_not_matter_either(chance):
    articles = newsroom(18)
    ids = [one.id for one in articles]
    made = bonded(NONE, "thread", chance.sample(ids, 2), START, [])
    made = bonded(made, "story", chance.sample(ids, 2), START, [])
    made = parted(made, "thread", chance.sample(ids, 1), chance.sample(ids, 2), START)
    wanted = plan(articles, Nothing(), START, corrections=made)
    chance.shuffle(articles)
    assert plan(articles, Nothing(), START, corrections=made) == wanted
    assert sorted(placed(wanted)) == sorted(ids)


def test_regrouping_nothing_is_nothing():
    assert regroup([], {}, NONE).homes == {}


def test_regrouping_does_not_care_for_the_order_of_articles():
    articles = newsroom(24)
    assert regroup(articles, {}, NONE) == regroup(articles[::-1], {}, NONE)
