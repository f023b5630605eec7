from __future__ import annotations

from store_samples import DAY, NOW, article, evidence, filled, save

from briefing.model.coverage import ThreadText
from briefing.model.grouping import CannotLink, Constraints, Correction, MustLink, Placement, Plan, Regrouping
from briefing.model.threads import Summary
from briefing.store.store import Store

A, B, C = (article(n).id for n in (1, 2, 3))
TWO = {"t1": {"s1": [article(1), article(2)]}, "t2": {"s2": [article(3)]}}
MERGED = Plan(stories=(Placement("s2", "t1", evidence("s2", "t1", kind="thread", corrected=NOW)),))
CONSTRAINTS = Constraints(
    must_link=(MustLink("thread", frozenset({A, C}), NOW),), cannot_link=frozenset({CannotLink("story", A, C)})
)


def merge(store: Store) -> None:
    store.corrections.apply(Correction("merged", "thread", '"Bank" and "Ferry"', MERGED, CONSTRAINTS, -1), NOW)


def test_corrections_are_kept_with_where_their_articles_are(store: Store) -> None:
    filled(store, TWO)
    assert store.corrections.constraints() == Constraints()
    merge(store)
    with Store.open(store.path) as again:
        found = again.corrections.constraints()
    assert (found.must_link, found.cannot_link) == (CONSTRAINTS.must_link, CONSTRAINTS.cannot_link)
    assert found.homes == {A: ("s1", "t1"), C: ("s2", "t1")}
    assert found.threshold_offsets == {"thread": -0.1} and found.version == 1


def test_undo_of_a_correction_restores_all_that_followed_it(store: Store) -> None:
    filled(store, TWO)
    store.marks.set_followed("t2", True, NOW)
    store.marks.set_read("t1", NOW)
    store.marks.set_read("t2", NOW)
    store.deliveries.mark_delivered("morning", {"t1": ["s1"], "t2": ["s2"]}, NOW)
    store.printout.save(["t2", "t1"])
    merge(store)
    assert [row.id for row in store.threads.rows(NOW, NOW, all_time=True)] == ["t1"]
    assert store.threads.rows(NOW, NOW, all_time=True)[0].followed
    store.marks.set_read("t1", NOW + DAY)
    assert store.undo_log.undo_last_action(NOW).message == 'no longer merged: "Bank" and "Ferry"'
    rows = {row.id: row for row in store.threads.rows(NOW, NOW, all_time=True)}
    assert (rows["t1"].followed, rows["t2"].followed) == (False, True)
    assert rows["t1"].read == NOW + DAY, "what was done since stays"
    assert store.deliveries.delivered_stories("morning") == {"t1": {"s1"}, "t2": {"s2"}}
    assert store.lookup.threads_named("1")[0][0] == "t2"
    corrections = store.corrections.constraints()
    assert (corrections.must_link, corrections.cannot_link, corrections.threshold_offsets) == ((), frozenset(), {})
    assert corrections.version == 2
    assert store.undo_log.undo_last_action(NOW).message.startswith("unread again")
    assert store.undo_log.undo_last_action(NOW).message.startswith("unread again")
    assert store.undo_log.undo_last_action(NOW).message and not store.threads.rows(NOW, NOW, all_time=True)[1].followed


def test_lessons_are_bounded(store: Store) -> None:
    filled(store, TWO)
    for n in range(9):
        store.corrections.apply(Correction("split", "story", str(n), Plan(), Constraints(), 1), NOW)
    (feedback,) = store.corrections.feedback()
    assert (feedback.kind, feedback.split_count, feedback.threshold_offset) == ("story", 9, 0.5)


def test_names_are_taught_about_forgotten_and_taken_back(store: Store) -> None:
    filled(store, TWO)
    about = {"quillfeath": "Quillfeather"}
    for n, sign in enumerate((-1, -1, 1)):
        store.corrections.apply(Correction("merged", "thread", str(n), Plan(), Constraints(), sign, about), NOW)
    named = [one for one in store.corrections.feedback() if one.name]
    assert [(one.name, one.stem, one.joined_count, one.split_count, one.threshold_offset) for one in named] == [
        ("Quillfeather", "quillfeath", 2, 1, -0.2)
    ]
    assert store.corrections.constraints().name_bonuses == {"quillfeath": 0.2}
    store.undo_log.undo_last_action(NOW)
    assert store.corrections.constraints().name_bonuses == {"quillfeath": 0.4}
    store.corrections.forget_feedback(NOW)
    assert store.corrections.constraints().name_bonuses == {} and store.corrections.feedback() == []


def test_a_given_title_follows_its_thread_and_outlasts_writing(store: Store) -> None:
    filled(store, TWO)
    store.corrections.rename("t2", "Bank", NOW)
    store.thread_texts.save([ThreadText(t, "Written", "", Summary(), (), {}) for t in ("t1", "t2")])
    assert dict(store.lookup.threads_named("t2")) == {"t2": "Bank"}
    store.groups.apply(MERGED)
    store.thread_texts.save([ThreadText("t1", "Written", "", Summary(), (), {})])
    assert dict(store.lookup.threads_named("t1")) == {"t1": "Bank"}


def test_a_whole_is_one_transaction(store: Store) -> None:
    filled(store, TWO)

    class Stop(Exception):
        pass

    try:
        with store.transaction():
            store.marks.set_followed("t1", True, NOW)
            raise Stop
    except Stop:
        pass
    assert not any(row.followed for row in store.threads.rows(NOW, NOW, all_time=True))


def test_regrouping_moves_what_the_plan_says_and_counts_words_anew(store: Store) -> None:
    filled(store, TWO)
    save(store, article(4))
    articles, homes = store.groups.articles_and_homes()
    assert len(articles) == 4 and homes == {A: ("s1", "t1"), B: ("s1", "t1"), C: ("s2", "t2")}
    plan = Plan(
        articles=(Placement(B, "s9"), Placement(article(4).id, "s9")),
        stories=(Placement("s9", "t2"),),
        frequencies={"ferry": 3},
        document_count=4,
    )
    store.groups.apply(Plan(frequencies={"ferry": 7, "bank": 1}, document_count=9))
    made = Regrouping(plan, {A: evidence(A, "s1", hours=3.0)}, {})
    assert store.groups.would_change(made)
    store.groups.apply_regrouping(made)
    assert store.groups.articles_and_homes()[1] == {
        A: ("s1", "t1"),
        B: ("s9", "t2"),
        C: ("s2", "t2"),
        article(4).id: ("s9", "t2"),
    }
    assert (store.archive.size(), store.archive.frequencies(["ferry", "bank"])) == (4, {"ferry": 3})
    why = store.explanations.explain(A)
    assert why is not None and why.story_evidence is not None and why.story_evidence.hours == 3.0
    assert not store.groups.would_change(Regrouping(Plan(), {}, {}))


def test_evidence_holds_when_it_was_corrected(store: Store) -> None:
    filled(store, TWO)
    merge(store)
    assert store.groups.evidence_of(["s2"])["s2"].corrected == NOW
    assert (
        store.groups.locate("s2") == ("", "s2", "t1")
        and store.groups.locate(C) == (C, "s2", "t1")
        and store.groups.locate("t1") is None
    )
    assert store.groups.exists("s2") and not store.groups.exists("t2")
    assert store.threads.titles(["t1", "t2"]) == {"t1": article(1).title}


def test_undo_of_a_regrouping_leaves_a_story_where_it_was_that_only_got_articles(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1), article(2), article(3)]}, "t2": {"s2": [article(4)]}})
    before = store.groups.articles_and_homes()[1]
    plan = Plan(articles=(Placement(B, "s2"), Placement(C, "s2")))
    store.corrections.regroup(Regrouping(plan, {}, {}), NOW)
    assert store.groups.articles_and_homes()[1][B] == ("s2", "t2")
    store.undo_log.undo_last_action(NOW)
    assert store.groups.articles_and_homes()[1] == before


def test_undo_of_a_regrouping_gives_no_thread_the_affair_of_one_that_it_made(store: Store) -> None:
    filled(store, {"t1": {"s1": [article(1)], "s2": [article(2)]}, "t3": {f"s{n}": [article(n)] for n in range(3, 8)}})
    plan = Plan(stories=(Placement("s2", "t9"),), affairs=(Placement("t9", "t3"),))
    store.corrections.regroup(Regrouping(plan, {}, {}), NOW)
    assert store.affairs.of_threads(["t1", "t9"]).keys() == {"t9"}
    store.undo_log.undo_last_action(NOW)
    assert store.affairs.of_threads(["t1", "t9"]) == {}


def test_undo_of_a_regrouping_gives_a_thread_its_own_affair_back(store: Store) -> None:
    large = {"t3": {f"s{n}": [article(n)] for n in range(3, 8)}, "t4": {f"s{n}": [article(n)] for n in range(8, 13)}}
    filled(store, {"t1": {"s1": [article(1)], "s2": [article(2)]}, **large})
    store.groups.apply(Plan(affairs=(Placement("t1", "t4", evidence("t1", "t4", kind="thread")),)))
    before, why = store.affairs.of_threads(["t1"]), store.groups.evidence_of(["t1"])
    plan = Plan(stories=(Placement("s2", "t9"),), affairs=(Placement("t1", ""), Placement("t9", "t3")))
    store.corrections.regroup(Regrouping(plan, {}, {}), NOW)
    assert store.affairs.of_threads(["t1", "t9"]).keys() == {"t9"}
    store.undo_log.undo_last_action(NOW)
    assert (store.affairs.of_threads(["t1"]), store.groups.evidence_of(["t1"])) == (before, why)
    assert before["t1"][0] == "t4"
