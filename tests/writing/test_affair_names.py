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


def test_two_threads_whose_lines_name_one_event_are_one_whatever_their_affairs(make: Make) -> None:
    one = thread(make, "t1", "Norland and Vesmark near pact", "Norland and Vesmark near a pact", affair="a1")
    two = thread(make, "t2", "Pact of Vesmark with Norland is close", "Pact with Norland is close", affair="a2")
    three = thread(make, "t3", "Vesmark beats Norland at chess", "Vesmark beats Norland", affair="a3")
    names = AffairNames([one, two])
    assert names.are_one_event("t1", "t2")
    assert not AffairNames([one, three]).are_one_event("t1", "t3"), "another event"


def test_two_threads_on_the_price_of_one_good_are_one_event(make: Make) -> None:
    fall = thread(make, "t1", "Oil prices fall after Norland speaks", "Oil prices fall", affair="a1")
    surge = thread(make, "t2", "Oil prices surge for the first time since 2022", "Oil prices surge", affair="a2")
    norland = thread(make, "t3", "House prices fall in Norland", "House prices fall", affair="a3")
    vesmark = thread(make, "t4", "House prices surge in Vesmark", "House prices surge", affair="a4")
    cooking = thread(make, "t5", "Cooking oil prices rise in Norland", "Cooking oil prices rise", affair="a5")
    rigged = thread(make, "t6", "Court fines bank for rigging oil prices", "Bank fined over oil prices", affair="a6")
    names = AffairNames([fall, surge, norland, vesmark, cooking, rigged])
    assert not names.are_one_event("t1", "t5") and not names.are_one_event("t1", "t6")
    assert names.are_one_event("t1", "t2")
    assert not names.are_one_event("t3", "t4") and not names.are_one_event("t1", "t3")


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
