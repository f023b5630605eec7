"""A reader sees two threads as one affair if they share a name that is their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from briefing.model.articles import Story
from briefing.model.threads import Thread, ThreadRow
from briefing.writing.digest.affair_names import AffairNames
from tests.writing.conftest import Make

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def thread(make: Make, id: str, title: str, *headlines: str, affair: str = "war") -> Thread:
    articles = tuple(make(f"{id}{n}", "2026-03-02T08:00", "Sample Wire", text) for n, text in enumerate(headlines))
    row = ThreadRow(id, title, "world", NOW, NOW, "new", ("Sample Wire",), 1, 1)
    return Thread(replace(row, affair_id=affair), (Story(f"s{id}", id, title, articles),))


def test_threads_that_share_a_name_of_their_own_and_a_subject_are_one_affair(make: Make) -> None:
    one = thread(make, "t1", "Fleet of Norland leaves harbour of Vesmark", "The fleet leaves the harbour of Vesmark")
    two = thread(make, "t2", "Strikes on the harbour", "Strikes on the harbour of Vesmark", "What Vesmark fears")
    other = thread(make, "t3", "Patches for printers", "Maker of printers Ostrand ships patches")
    names = AffairNames([one, two, other])
    assert names.are_one("t1", "t2")
    assert not names.are_one("t1", "t3"), "nothing but the link of the affair"


def test_one_person_alone_makes_no_affair(make: Make) -> None:
    one = thread(make, "t1", "Anna Korvel charges for letters", "Anna Korvel charges for letters")
    two = thread(make, "t2", "Chips in brains, says Anna Korvel", "Chips in brains, says Anna Korvel")
    three = thread(make, "t3", "Anna Korvel charges for stamps at Vesmark", "Anna Korvel charges for stamps at Vesmark")
    names = AffairNames([one, two, three])
    assert not names.are_one("t1", "t2"), "both names are those of one person"
    assert names.are_one("t1", "t3"), "the same act"


def test_a_name_of_many_affairs_joins_nothing(make: Make) -> None:
    one = thread(make, "t1", "Korvel visits port", "President Korvel visits the port")
    two = thread(make, "t2", "Korvel leaves port", "President Korvel leaves the port")
    others = [
        thread(make, f"o{n}", f"Korvel speaks of matter {n}", f"Today Korvel speaks of matter {n}", affair="")
        for n in range(3)
    ]
    assert AffairNames([one, two]).are_one("t1", "t2")
    assert not AffairNames([one, two, *others]).are_one("t1", "t2")


def test_two_threads_of_one_affair_whose_lines_are_alike_are_one(make: Make) -> None:
    apology = "Torvane fires on neighbours after the apology of its president"
    drones = "Torvane drones hit neighbours after apology"
    bank = "Bank of Selma cuts rates"
    one = thread(make, "t1", apology, apology)
    two = thread(make, "t2", drones, drones)
    other = thread(make, "t3", bank, bank)
    elsewhere = thread(make, "t4", drones, drones, affair="elsewhere")
    many = [thread(make, f"o{n}", f"Matter {n} of town {n}", f"Matter {n} of town {n}") for n in range(9)]
    names = AffairNames([one, two, other, elsewhere, *many])
    assert names.have_like_lines("t1", "t2") and names.have_like_lines("t2", "t1")
    assert not names.have_like_lines("t1", "t3")
    assert not names.have_like_lines("t1", "t4"), "of another affair"
    assert not names.have_like_lines("t1", "t1")
