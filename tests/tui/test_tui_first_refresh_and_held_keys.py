"""What the refresh at the start does to the list, keys that wait for a change, and keys that had no effect."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from fake_services import NOW, FakeServices, arrival
from tui_pilot import picture, reading, seen, until

from briefing.tui.held_keys import MAX_HOLD_SECONDS
from briefing.tui.list_items import ItemKind
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.thread_list import ThreadList


def threads(pilot) -> ThreadList:
    return pilot.app.screen.query_one(ThreadList)


def due_at_start() -> FakeServices:
    """Services whose feeds are due when the reader starts, and bring a thread once the gate is open."""
    services = FakeServices(arrivals=[arrival()], due=NOW - timedelta(minutes=1))
    services.gate.clear()
    return services


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_news_of_the_refresh_at_the_start_go_into_a_list_that_nobody_has_touched(size) -> None:
    services = due_at_start()
    async with reading(services, size) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        services.gate.set()
        await until(pilot, lambda: pilot.app.listing.row(arrival().row.id) and pilot.app.progress is None)
        assert pilot.app.listing.pending is None
        assert threads(pilot).cursor == 0 and threads(pilot).first_visible_line == 0


@pytest.mark.parametrize("key", ["j", "home", "click"])
async def test_they_wait_once_a_key_was_pressed_or_the_mouse_used(key) -> None:
    services = due_at_start()
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await (pilot.click("#list", offset=(5, 3)) if key == "click" else pilot.press(key))
        chosen = threads(pilot).selected_id
        services.gate.set()
        await seen(pilot, "1 thread updated - press u")
        assert pilot.app.listing.row(arrival().row.id) is None
        assert threads(pilot).selected_id == chosen


async def test_news_of_a_later_refresh_wait_also_if_nobody_has_touched_the_list() -> None:
    services = FakeServices(arrivals=[arrival()])
    async with reading(services) as pilot:
        pilot.app.controllers.refresh.refresh()
        await until(pilot, lambda: pilot.app.listing.row(arrival().row.id) and pilot.app.progress is None)
        later = arrival()
        services.arrivals = [replace(later, row=replace(later.row, id="t-later", title="A later arrival"))]
        pilot.app.controllers.refresh.refresh()
        await seen(pilot, "1 thread updated - press u")
        assert pilot.app.listing.row("t-later") is None


async def test_left_goes_from_a_part_and_from_the_line_of_folded_parts_to_their_affair(services: FakeServices) -> None:
    rows = list(services.threads.values())
    affair = rows[0].row
    for one in rows[1:6]:
        row = replace(one.row, affair_id=affair.id, affair_title=affair.title, new_publisher_count=1)
        services.threads[row.id] = replace(one, row=row)
    async with reading(services, (80, 24)) as pilot:
        items = threads(pilot).items
        kinds = [item.kind for item in items]
        line = kinds.index(ItemKind.MORE_PARTS)
        for index in (line, line - 1):
            threads(pilot).select(index)
            await pilot.press("left")
            assert threads(pilot).selected_id == affair.id
        assert threads(pilot).items == items, "left never unfolds"


class SlowUndo:
    """The undo of the fakes, which ends when it is let go."""

    def __init__(self, services: FakeServices) -> None:
        self.let_go = threading.Event()
        self._undo = services.corrections.undo_action
        services.corrections.undo_action = self

    def __call__(self):
        assert self.let_go.wait(20)
        return self._undo()


@pytest.mark.parametrize("key", ["m", "f"])
async def test_a_key_typed_while_an_undo_runs_means_the_thread_that_it_brings_back(services: FakeServices, key) -> None:
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        first, second = (row.id for row in threads(pilot).rows[:2])
        followed = services.threads[second].row.followed
        await pilot.press("m")
        await until(pilot, lambda: threads(pilot).selected_id == second)
        undo = SlowUndo(services)
        await pilot.press("ctrl+z", key)
        assert threads(pilot).selected_id == second
        undo.let_go.set()
        if key == "m":
            await until(pilot, lambda: "Muted" in pilot.app.status_message)
            await until(pilot, lambda: pilot.app.listing.row(first) is None and services.threads[first].row.muted)
        else:
            await until(pilot, lambda: "ollow" in pilot.app.status_message)
            assert threads(pilot).selected_id == first
        assert not services.threads[second].row.muted
        assert services.threads[second].row.followed == followed


async def test_keys_wait_for_a_moment_only(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press("m")
        undo = SlowUndo(services)
        before = threads(pilot).cursor
        began = time.monotonic()
        await pilot.press("ctrl+z", "j")
        await until(pilot, lambda: threads(pilot).cursor == before + 1)
        assert time.monotonic() - began >= MAX_HOLD_SECONDS
        undo.let_go.set()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_enter_on_a_page_without_a_cursor_shows_it(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        assert pilot.app.screen.cursor_target is None
        await pilot.press("enter")
        assert pilot.app.screen.cursor_target is not None
        await seen(pilot, "^▌")
        assert isinstance(pilot.app.screen, ThreadScreen)


async def test_a_status_that_is_cut_ends_in_ascii_with_three_dots(services: FakeServices) -> None:
    async with reading(services, (60, 20), ascii=True) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        pilot.app.notify_status("a message of many words " * 5)
        await until(pilot, lambda: picture(pilot)[1].startswith(" a message"))
        assert picture(pilot)[1].endswith("...")
