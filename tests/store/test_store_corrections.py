from __future__ import annotations

from store_samples import DAY, NOW, article, evidence, filled, save

from briefing.model.grouping import Bond, Correction, Corrections, Parting, Placement, Plan, Regrouping
from briefing.model.threads import Summary, Written
from briefing.store.store import Store

A, B, C = (article(n).id for n in (1, 2, 3))
TWO = {"t1": {"s1": [article(1), article(2)]}, "t2": {"s2": [article(3)]}}
MERGED = Plan(stories=(Placement("s2", "t1", evidence("s2", "t1", kind="thread", corrected=NOW)),))
BONDS = Corrections(bonds=(Bond("thread", frozenset({A, C}), NOW),), partings=frozenset({Parting("story", A, C)}))


def merge(store: Store) -> None:
    store.correct(Correction("merged", "thread", '"Bank" and "Ferry"', MERGED, BONDS, -1), NOW)


def test_corrections_are_kept_with_where_their_articles_are(store: Store) -> None:
    filled(store, TWO)
    assert store.corrections() == Corrections()
    merge(store)
    with Store.open(store.path) as again:
        found = again.corrections()
    assert (found.bonds, found.partings) == (BONDS.bonds, BONDS.partings)
    assert found.homes == {A: ("s1", "t1"), C: ("s2", "t1")}
    assert found.shifts == {"thread": -0.1} and found.version == 1


def test_a_correction_is_taken_back_with_all_that_followed_it(store: Store) -> None:
    filled(store, TWO)
    store.set_followed("t2", True, NOW)
    store.set_read("t1", NOW)
    store.tell("morning", {"t1": ["s1"], "t2": ["s2"]}, NOW)
    store.remember_printout(["t2", "t1"])
    merge(store)
    assert [row.id for row in store.rows(NOW, NOW, all_time=True)] == ["t1"]
    assert store.rows(NOW, NOW, all_time=True)[0].followed
    store.set_read("t1", NOW + DAY)
    assert store.undo(NOW) == 'took apart again "Bank" and "Ferry"'
    rows = {row.id: row for row in store.rows(NOW, NOW, all_time=True)}
    assert (rows["t1"].followed, rows["t2"].followed) == (False, True)
    assert rows["t1"].read == NOW + DAY, "what was done since stays"
    assert store.told("morning") == {"t1": {"s1"}, "t2": {"s2"}}
    assert store.find_threads("1")[0][0] == "t2"
    corrections = store.corrections()
    assert (corrections.bonds, corrections.partings, corrections.shifts) == ((), frozenset(), {})
    assert corrections.version == 2
    assert store.undo(NOW) and not store.rows(NOW, NOW, all_time=True)[1].followed


def test_lessons_are_bounded(store: Store) -> None:
    filled(store, TWO)
    for n in range(9):
        store.correct(Correction("split", "story", str(n), Plan(), Corrections(), 1), NOW)
    (lesson,) = store.lessons()
    assert (lesson.kind, lesson.split, lesson.shift) == ("story", 9, 0.5)


def test_names_are_taught_about_forgotten_and_taken_back(store: Store) -> None:
    filled(store, TWO)
    about = {"quillfeath": "Quillfeather"}
    for n, lesson in enumerate((-1, -1, 1)):
        store.correct(Correction("merged", "thread", str(n), Plan(), Corrections(), lesson, about), NOW)
    named = [one for one in store.lessons() if one.name]
    assert [(one.name, one.stem, one.joined, one.split, one.shift) for one in named] == [
        ("Quillfeather", "quillfeath", 2, 1, -0.2)
    ]
    assert store.corrections().ties == {"quillfeath": 0.2}
    store.undo(NOW)
    assert store.corrections().ties == {"quillfeath": 0.4}
    store.forget_lessons(NOW)
    assert store.corrections().ties == {} and store.lessons() == []


def test_a_given_title_follows_its_thread_and_outlasts_writing(store: Store) -> None:
    filled(store, TWO)
    store.set_named("t2", "Bank", NOW)
    store.save_written([Written(t, "Written", "", Summary(), (), {}) for t in ("t1", "t2")])
    assert dict(store.find_threads("t2")) == {"t2": "Bank"}
    store.apply(MERGED)
    store.save_written([Written("t1", "Written", "", Summary(), (), {})])
    assert dict(store.find_threads("t1")) == {"t1": "Bank"}


def test_a_whole_is_one_transaction(store: Store) -> None:
    filled(store, TWO)

    class Stop(Exception):
        pass

    try:
        with store.whole():
            store.set_followed("t1", True, NOW)
            raise Stop
    except Stop:
        pass
    assert not any(row.followed for row in store.rows(NOW, NOW, all_time=True))


def test_regrouping_moves_what_the_plan_says_and_counts_words_anew(store: Store) -> None:
    filled(store, TWO)
    save(store, article(4))
    articles, homes = store.everything()
    assert len(articles) == 4 and homes == {A: ("s1", "t1"), B: ("s1", "t1"), C: ("s2", "t2")}
    plan = Plan(
        articles=(Placement(B, "s9"), Placement(article(4).id, "s9")),
        stories=(Placement("s9", "t2"),),
        frequencies={"ferry": 3},
        documents=4,
    )
    store.apply(Plan(frequencies={"ferry": 7, "bank": 1}, documents=9))
    made = Regrouping(plan, {A: evidence(A, "s1", hours=3.0)}, {})
    assert store.differs(made)
    store.regroup(made)
    assert store.everything()[1] == {A: ("s1", "t1"), B: ("s9", "t2"), C: ("s2", "t2"), article(4).id: ("s9", "t2")}
    assert (store.size(), store.frequencies(["ferry", "bank"])) == (4, {"ferry": 3})
    why = store.why(A)
    assert why is not None and why.in_story is not None and why.in_story.hours == 3.0
    assert not store.differs(Regrouping(Plan(), {}, {}))


def test_evidence_tells_when_it_was_corrected(store: Store) -> None:
    filled(store, TWO)
    merge(store)
    assert store.evidence_of(["s2"])["s2"].corrected == NOW
    assert store.place("s2") == ("", "s2", "t1") and store.place(C) == (C, "s2", "t1") and store.place("t1") is None
    assert store.is_taken("s2") and not store.is_taken("t2")
    assert store.titles_of(["t1", "t2"]) == {"t1": article(1).title}
