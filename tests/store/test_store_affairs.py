"""Larger affairs that threads are part of: found, decided by a person, merged, taken back."""

from __future__ import annotations

import pytest
from store_samples import NOW, article, evidence, filled

from briefing.errors import StoreError
from briefing.model.articles import Article
from briefing.model.coverage import ThreadText
from briefing.model.grouping import Constraints, Correction, Placement, Plan, Regrouping
from briefing.model.threads import Summary, TimelineEntry
from briefing.store.store import Store

THREE = {f"t{n}": {f"s{n}": [article(n)]} for n in (1, 2, 3)}


def plan_of(thread: str, affair: str) -> Plan:
    return Plan(affairs=(Placement(thread, affair, evidence(thread, affair, kind="thread") if affair else None),))


def single_reports(*numbers: int) -> dict[str, list[Article]]:
    """Stories of one article each."""
    return {f"s{n}": [article(n)] for n in numbers}


def affairs(store: Store) -> dict[str, str]:
    return {row.id: row.affair_id for row in store.threads.rows(NOW, NOW, all_time=True) if row.affair_id}


def merged(store: Store, gone: str, into: str) -> None:
    plan = Plan(stories=(Placement(f"s{gone[1:]}", into, evidence("s", into, kind="thread", corrected=NOW)),))
    store.corrections.apply(Correction("merged", "thread", "two", plan, Constraints(), -1), NOW)


def test_what_grouping_finds_is_kept_with_its_evidence(store: Store) -> None:
    filled(store, THREE)
    store.groups.apply(plan_of("t2", "t1"))
    row = store.threads.rows(NOW, NOW, all_time=True)[1]
    assert (row.id, row.affair_id, row.affair_title) == ("t2", "t1", "Harbour report number 1")
    why = store.explanations.explain("s2")
    assert why and why.affair_evidence and why.affair_evidence.target == "t1"
    store.groups.apply(plan_of("t2", ""))
    assert affairs(store) == {} and store.groups.evidence_of(["t2"]) == {}


def test_what_a_person_says_outranks_what_is_plan_of(store: Store) -> None:
    filled(store, THREE)
    store.groups.apply(plan_of("t2", "t1"))
    store.affairs.set_affair("t2", "", NOW)
    store.groups.apply(plan_of("t2", "t1"))
    assert affairs(store) == {}
    store.undo_log.undo_last_action(NOW)
    assert affairs(store) == {"t2": "t1"} and store.groups.evidence_of(["t2"])
    store.affairs.set_affair("t2", "t3", NOW)
    store.groups.apply(plan_of("t2", "t1"))
    assert affairs(store) == {"t2": "t3"} and not store.groups.evidence_of(["t2"])


def test_nothing_goes_in_circles(store: Store) -> None:
    filled(store, THREE)
    store.affairs.set_affair("t2", "t1", NOW)
    store.affairs.set_affair("t3", "t2", NOW)
    for affair in ("t3", "t2", "t1"):
        with pytest.raises(StoreError, match="part of what is part of it"):
            store.affairs.set_affair("t1", affair, NOW)
    store.groups.apply(plan_of("t1", "t3"))
    assert affairs(store) == {"t2": "t1", "t3": "t2"}


def test_parts_follow_where_threads_go_and_come_back(store: Store) -> None:
    filled(store, THREE)
    store.groups.apply(plan_of("t3", "t2"))
    merged(store, "t2", "t1")
    assert affairs(store) == {"t3": "t1"}
    store.undo_log.undo_last_action(NOW)
    assert affairs(store) == {"t3": "t2"}
    store.affairs.set_affair("t2", "t1", NOW)
    merged(store, "t2", "t1")
    assert affairs(store) == {"t3": "t1"}, "nothing is part of itself"
    store.undo_log.undo_last_action(NOW)
    assert affairs(store) == {"t2": "t1", "t3": "t2"}


def test_a_decision_about_a_thread_that_ends_holds_for_its_survivor(store: Store) -> None:
    filled(store, THREE)
    store.groups.apply(plan_of("t1", "t3"))
    store.affairs.set_affair("t2", "", NOW)
    merged(store, "t2", "t1")
    assert affairs(store) == {}
    store.undo_log.undo_last_action(NOW)
    assert affairs(store) == {"t1": "t3"}


def test_a_merge_that_closes_a_circle_opens_it(store: Store) -> None:
    filled(store, {**THREE, "t4": {"s4": [article(4)]}})
    store.groups.apply(plan_of("t2", "t3"))
    store.groups.apply(plan_of("t3", "t4"))
    merged(store, "t4", "t2")
    assert affairs(store) == {"t3": "t2"}


def test_regrouping_reports_whether_affairs_change(store: Store) -> None:
    filled(store, THREE)
    store.groups.apply(plan_of("t2", "t1"))
    made = [Regrouping(plan_of("t2", affair), {}, {}) for affair in ("t1", "t3", "")]
    assert [store.groups.would_change(one) for one in made] == [False, True, True]
    store.affairs.set_affair("t2", "t1", NOW)
    assert not any(map(store.groups.would_change, made))


def test_a_thread_that_ends_takes_its_place_with_it(store: Store) -> None:
    filled(store, THREE)
    store.affairs.set_affair("t2", "t1", NOW)
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t3"),)))
    assert affairs(store) == {"t3": "t1"}
    store.groups.apply(Plan(absorbed=(("thread", "t1", "t3"),)))
    assert affairs(store) == {}


def test_a_part_that_outgrows_its_affair_becomes_the_affair_unless_a_person_decided(store: Store) -> None:
    filled(store, {**THREE, "t4": {"s4": [article(4)]}})
    store.groups.apply(plan_of("t2", "t1"))
    store.groups.apply(plan_of("t3", "t1"))
    filled(store, {"t2": single_reports(2, 5, 6, 8)})
    assert affairs(store) == {"t1": "t2", "t3": "t1"}, "the other part stays with its affair"
    why = store.groups.evidence_of(["t1", "t2"])
    assert why.keys() == {"t1"} and (why["t1"].subject, why["t1"].target) == ("t1", "t2")
    store.affairs.set_affair("t2", "t4", NOW)
    filled(store, {"t2": {"s7": [article(7)]}})
    assert affairs(store) == {"t1": "t2", "t2": "t4", "t3": "t1"}


def test_a_grown_part_leaves_an_affair_of_which_a_person_decided_that_it_is_part_of_nothing(store: Store) -> None:
    filled(store, THREE)
    store.affairs.set_affair("t1", "", NOW)
    store.groups.apply(plan_of("t2", "t1"))
    filled(store, {"t2": single_reports(2, 5, 6, 8)})
    assert affairs(store) == {}


def test_a_story_with_many_articles_is_no_affair_of_many_stories(store: Store) -> None:
    filled(store, {"t1": single_reports(1, 3, 4), "t2": {"s2": [article(2)]}})
    store.groups.apply(plan_of("t2", "t1"))
    filled(store, {"t2": {"s2": [article(n) for n in (2, 5, 6, 7, 8, 9)]}})
    assert affairs(store) == {}
    again = Regrouping(plan_of("t2", "t1"), {}, {})
    assert not store.groups.would_change(again), "it would leave at once"
    store.groups.apply(again.plan)
    assert affairs(store) == {} and not store.groups.evidence_of(["t2"])


def test_a_part_is_never_larger_than_its_affair_and_threads_that_grow_side_by_side_keep_their_places(
    store: Store,
) -> None:
    filled(store, THREE)
    store.groups.apply(plan_of("t2", "t1"))
    assert affairs(store) == {"t2": "t1"}
    for last in range(4, 30, 2):
        for thread, number in (("t2", last), ("t1", last + 1)):
            filled(store, {thread: single_reports(number)})
            assert affairs(store) == {"t1": "t2"}, "the first article more decides, and no tie"
    filled(store, {"t1": single_reports(30)})
    assert affairs(store) == {"t2": "t1"}


def test_a_part_that_outgrows_the_former_affair_is_part_of_the_present_one(store: Store) -> None:
    filled(store, {"t1": single_reports(1), "t2": single_reports(2), "t3": single_reports(3)})
    store.groups.apply(plan_of("t2", "t1"))
    store.groups.apply(plan_of("t3", "t1"))
    filled(store, {"t2": single_reports(*range(10, 18))})
    assert affairs(store) == {"t1": "t2", "t3": "t1"}
    filled(store, {"t3": single_reports(*range(20, 24))})
    assert affairs(store) == {"t1": "t2", "t3": "t2"}
    assert (why := store.groups.evidence_of(["t3"])["t3"]) and (why.subject, why.target) == ("t3", "t2")


def test_parts_that_outgrow_their_affair_together_stay_one_affair_under_the_largest(store: Store) -> None:
    filled(store, THREE)
    store.groups.apply(plan_of("t2", "t1"))
    store.groups.apply(plan_of("t3", "t1"))
    filled(store, {"t2": single_reports(*range(10, 15)), "t3": single_reports(*range(20, 30))})
    assert affairs(store) == {"t1": "t3", "t2": "t3"}


def test_a_part_of_a_part_that_outgrows_both_is_the_affair_of_the_topmost(store: Store) -> None:
    filled(store, THREE)
    store.groups.apply(plan_of("t2", "t1"))
    store.groups.apply(plan_of("t3", "t2"))
    filled(store, {"t3": single_reports(*range(20, 25))})
    assert affairs(store) == {"t1": "t3", "t2": "t1"}


def test_a_merge_that_exchanges_an_affair_and_its_part_is_undone(store: Store) -> None:
    filled(store, {**THREE, "t1": {"s1": [article(1), article(4)]}, "t2": {"s2": [article(2), article(5)]}})
    store.groups.apply(plan_of("t2", "t1"))
    before = store.groups.evidence_of(["t1", "t2"])
    merged(store, "t3", "t2")
    assert affairs(store) == {"t1": "t2"}
    store.undo_log.undo_last_action(NOW)
    assert affairs(store) == {"t2": "t1"}
    assert store.groups.evidence_of(["t1", "t2"]) == before


def test_undo_of_a_merge_of_an_affair_into_a_small_thread_keeps_the_evidence_of_its_parts(store: Store) -> None:
    filled(
        store,
        {
            "t1": {"s1": [article(n) for n in range(1, 9)]},
            "t2": {"s2": [article(n) for n in (10, 11, 12)]},
            "t3": {"s3": [article(n) for n in (20, 21)]},
            "t4": {"s4": [article(30)]},
        },
    )
    for part in ("t2", "t3"):
        store.groups.apply(plan_of(part, "t1"))
    before = affairs(store), store.groups.evidence_of(["t2", "t3"])
    merged(store, "t1", into="t4")
    assert affairs(store) == {"t2": "t4", "t3": "t4"}
    store.undo_log.undo_last_action(NOW)
    assert (affairs(store), store.groups.evidence_of(["t2", "t3"])) == before


def test_the_archive_knows_of_which_threads_a_person_decided(store: Store) -> None:
    filled(store, THREE)
    store.groups.apply(plan_of("t2", "t1"))
    assert store.archive.decided_affairs(["t1", "t2", "t3", "t9"]) == set()
    store.affairs.set_affair("t2", "t1", NOW)
    store.affairs.set_affair("t3", "", NOW)
    assert store.archive.decided_affairs(["t1", "t2", "t3", "t9"]) == {"t2", "t3"}


def test_the_archive_names_the_affair_at_the_top(store: Store) -> None:
    filled(store, THREE)
    store.affairs.set_affair("t2", "t1", NOW)
    store.affairs.set_affair("t3", "t2", NOW)
    assert store.archive.affairs(["t1", "t2", "t3", "t9"]) == {"t2": "t1", "t3": "t1"}
    store.affairs.set_affair("t2", "", NOW)
    assert store.archive.affairs(["t1", "t2", "t3"]) == {"t3": "t2"}


def test_parts_of_several_publishers_are_read_with_their_timelines_unless_they_are_muted(store: Store) -> None:
    def reports(first: int, publishers: int) -> list[Article]:
        return [
            article(n, publisher=f"Sample {n}", url=f"https://sample{n}.example/{n}")
            for n in range(first, first + publishers)
        ]

    filled(store, {f"t{n}": {f"s{n}": reports(10 * n, n)} for n in (1, 2, 3, 4, 5)})
    for thread in ("t2", "t3", "t4", "t5"):
        store.affairs.set_affair(thread, "t1", NOW)
    entry = TimelineEntry(NOW.date(), "Harbour closes")
    store.thread_texts.save([ThreadText(f"t{n}", f"Title {n}", "", Summary(), (entry,), {}) for n in (2, 3, 4, 5)])
    store.marks.set_muted("t4", True, NOW)
    parts = store.threads.parts(["t1", "t2"], 3, 9, NOW)
    assert {affair: [(one.id, one.title, one.article_count) for one in found] for affair, found in parts.items()} == {
        "t1": [("t5", "Title 5", 5), ("t3", "Title 3", 3)]
    }
    assert parts["t1"][0].timeline == (entry,)
    assert [one.id for one in store.threads.parts(["t1"], 3, 1, NOW)["t1"]] == ["t5"]


def test_what_grouping_found_for_a_thread_that_ends_says_nothing_about_its_survivor(store: Store) -> None:
    filled(store, THREE)
    store.groups.apply(plan_of("t2", "t3"))
    merged(store, "t2", "t1")
    assert affairs(store) == {}
    store.undo_log.undo_last_action(NOW)
    assert affairs(store) == {"t2": "t3"}


def test_of_two_threads_that_become_one_the_larger_says_what_they_are_part_of(store: Store) -> None:
    large = {"t9": single_reports(*range(90, 98)), "t2": single_reports(2, 20, 21, 22)}
    filled(store, {**THREE, **large})
    store.groups.apply(plan_of("t2", "t9"))
    store.groups.apply(plan_of("t1", "t3"))
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t1"),)))
    assert affairs(store) == {"t1": "t9"}
    why = store.groups.evidence_of(["t1"])["t1"]
    assert (why.subject, why.target) == ("t1", "t9")


def test_a_large_thread_of_no_affair_is_in_none_after_it_ended_in_a_small_part(store: Store) -> None:
    filled(store, {**THREE, "t2": single_reports(2, 20, 21, 22), "t9": single_reports(*range(90, 98))})
    store.groups.apply(plan_of("t1", "t9"))
    store.groups.apply(Plan(absorbed=(("thread", "t2", "t1"),)))
    assert affairs(store) == {}


def test_a_merge_by_a_person_keeps_the_affair_of_a_large_thread_and_gives_it_back(store: Store) -> None:
    filled(store, {**THREE, "t2": {"s2": [article(n) for n in (2, 20, 21)]}, "t9": single_reports(*range(90, 98))})
    store.groups.apply(plan_of("t2", "t9"))
    merged(store, "t2", "t1")
    assert affairs(store) == {"t1": "t9"}
    store.undo_log.undo_last_action(NOW)
    assert affairs(store) == {"t2": "t9"}


@pytest.mark.parametrize("order", [("t4", "t5", "t6"), ("t5", "t6", "t4"), ("t6", "t4", "t5")])
def test_the_largest_of_several_threads_that_end_in_one_says_what_it_is_part_of(store: Store, order) -> None:
    sizes = {"t4": 2, "t5": 5, "t6": 3}
    affair_of = {"t4": "t7", "t5": "t8", "t6": "t9"}
    for n, affair in enumerate(affair_of.values()):
        filled(store, {affair: single_reports(*range(200 + 20 * n, 215 + 20 * n))})
    for n, thread in enumerate(order):
        filled(store, {thread: single_reports(*range(40 + 10 * n, 40 + 10 * n + sizes[thread]))})
        store.groups.apply(plan_of(thread, affair_of[thread]))
    filled(store, {"t1": single_reports(1)})
    store.groups.apply(Plan(absorbed=tuple(("thread", thread, "t1") for thread in order)))
    assert affairs(store) == {"t1": "t8"}
