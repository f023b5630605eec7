"""A reader sees two threads as one affair if they share a name that is their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from briefing.model.articles import Story
from briefing.model.threads import Thread, ThreadRow
from briefing.writing.affair_names import AffairNames
from tests.writing.conftest import Make

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def thread(make: Make, id: str, title: str, *headlines: str, affair: str = "war") -> Thread:
    articles = tuple(make(f"{id}{n}", "2026-03-02T08:00", "Sample Wire", text) for n, text in enumerate(headlines))
    row = ThreadRow(id, title, "world", NOW, NOW, "new", ("Sample Wire",), 1, 1)
    return Thread(replace(row, affair_id=affair), (Story(f"s{id}", id, title, articles),))


def test_threads_that_share_a_name_of_their_own_are_one_affair(make: Make) -> None:
    one = thread(make, "t1", "Fleet of Norland leaves Vesmark", "The fleet of Norland leaves Vesmark")
    two = thread(make, "t2", "Strikes on the harbour", "Strikes on the harbour of Vesmark", "What Vesmark fears")
    other = thread(make, "t3", "Patches for printers", "Maker of printers Ostrand ships patches")
    names = AffairNames([one, two, other])
    assert names.are_one("t1", "t2")
    assert not names.are_one("t1", "t3"), "nothing but the link of the affair"


def test_a_name_of_many_affairs_joins_nothing(make: Make) -> None:
    one = thread(make, "t1", "Korvel visits port", "President Korvel visits the port")
    two = thread(make, "t2", "Korvel sues paper", "President Korvel sues a paper")
    others = [
        thread(make, f"o{n}", f"Korvel speaks of matter {n}", f"Today Korvel speaks of matter {n}", affair="")
        for n in range(3)
    ]
    assert AffairNames([one, two]).are_one("t1", "t2")
    assert not AffairNames([one, two, *others]).are_one("t1", "t2")
