"""Whatever changes the list, the cursor stays on its thread: nothing moves under the hands."""

import threading
from collections import Counter
from dataclasses import replace

import pytest
from fake_services import FakeServices
from sample_news import arrival
from tui_pilot import reading, until

from briefing.tui.controllers.store_writer import WORKING_DELAY
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.tabs import ALL_TAB, FOLLOWED_TAB, Tab
from briefing.tui.widgets.thread_list import ThreadList


def threads(pilot) -> ThreadList:
    return pilot.app.screen.query_one(ThreadList)


async def test_keys_during_a_merge_open_the_thread_under_the_cursor(services: FakeServices, monkeypatch) -> None:
    gate, merge = threading.Event(), services.corrections.merge

    def slow_merge(*references: str) -> str:
        gate.wait(10 * WORKING_DELAY)
        return merge(*references)

    monkeypatch.setattr(services.corrections, "merge", slow_merge)
    async with reading(services) as pilot:
        await pilot.press("space", "space", "j", "j")
        under_cursor = threads(pilot).selected_id
        await pilot.press("M", "enter")
        gate.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.thread)
        assert pilot.app.screen.thread.row.id == under_cursor
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ThreadScreen))
        assert threads(pilot).selected_id == under_cursor


@pytest.mark.parametrize(
    "keys", [("f",), ("U",), ("A",), ("K",), ("R", "!", "enter"), ("k", "k", "space", "space", "M")]
)
async def test_a_change_its_undo_and_its_redo_leave_the_cursor_on_its_thread(services: FakeServices, keys) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press("j", "j", "j", "j")
        before, under_cursor = dict(services.threads), threads(pilot).selected_id
        await pilot.press(*keys)
        await until(pilot, lambda: "Ctrl+z undoes" in pilot.app.status_message)
        assert threads(pilot).selected_id == under_cursor
        changed = pilot.app.status_message
        await pilot.press("ctrl+z")
        await until(pilot, lambda: pilot.app.status_message != changed)
        await until(pilot, lambda: services.threads == before)
        assert threads(pilot).selected_id == under_cursor
        await pilot.press("ctrl+y")
        await until(pilot, lambda: "Ctrl+z" not in pilot.app.status_message)
        assert threads(pilot).selected_id == under_cursor


async def test_tabs_back_and_forth_leave_the_cursor_on_its_thread_at_its_height(services: FakeServices) -> None:
    async with reading(services, (80, 16)) as pilot:
        await pilot.press(*"jjjjjjjj", "k", "k")
        chosen, lines = threads(pilot).selected_id, threads(pilot).lines_above_cursor
        listing = pilot.app.listing
        section = next(name for name in listing.sections if name != listing.row(chosen).section)
        for tab in (FOLLOWED_TAB, Tab.section(section), ALL_TAB):
            pilot.app.listing = replace(pilot.app.listing, tab=tab)
            await pilot.pause()
        await until(pilot, lambda: threads(pilot).selected_id == chosen)
        await until(pilot, lambda: threads(pilot).lines_above_cursor == lines)


async def test_a_thread_chosen_in_another_tab_is_the_one_that_the_cursor_stays_on(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("j", "j")
        first = threads(pilot).selected_id
        sections = Counter(row.section for row in threads(pilot).rows)
        section = next(name for name in sections if sections[name] > 1 and name != pilot.app.listing.row(first).section)
        pilot.app.listing = replace(pilot.app.listing, tab=Tab.section(section))
        await until(pilot, lambda: threads(pilot).selected_id not in ("", first))
        put_there = threads(pilot).selected_id
        await pilot.press("j")
        await until(pilot, lambda: threads(pilot).selected_id != put_there)
        chosen = threads(pilot).selected_id
        pilot.app.listing = replace(pilot.app.listing, tab=ALL_TAB)
        await until(pilot, lambda: threads(pilot).selected_id == chosen)


async def test_the_first_thread_of_a_tab_is_chosen_by_opening_it(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("j", "j")
        former = threads(pilot).selected_id
        section = next(
            row.section for row in threads(pilot).rows if row.section != pilot.app.listing.row(former).section
        )
        pilot.app.listing = replace(pilot.app.listing, tab=Tab.section(section))
        await until(pilot, lambda: threads(pilot).selected_id != former)
        opened = threads(pilot).selected_id
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ThreadScreen))
        pilot.app.listing = replace(pilot.app.listing, tab=ALL_TAB)
        await until(pilot, lambda: threads(pilot).selected_id == opened)


@pytest.mark.parametrize("keys", [("j", "k"), ("enter", "escape")])
async def test_news_leave_the_cursor_on_a_first_thread_that_the_reader_chose(keys) -> None:
    services = FakeServices(arrivals=[arrival()])
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        first = threads(pilot).selected_id
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.05)
        await until(pilot, lambda: pilot.app.screen.query(ThreadList) and threads(pilot).selected_id == first)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: pilot.app.listing.pending is not None)
        await pilot.press("u")
        await until(pilot, lambda: pilot.app.listing.pending is None)
        assert threads(pilot).selected_id == first and threads(pilot).cursor > 0


async def test_the_cursor_follows_its_thread_into_the_one_that_grouping_joined_it_to(services: FakeServices) -> None:
    services.arrivals = [arrival()]
    async with reading(services) as pilot:
        await pilot.press("j", "j", "j")
        ended, before = threads(pilot).selected_id, threads(pilot).rows
        survivor = before[-3].id
        services.ended_in[ended] = survivor
        del services.threads[ended]
        await pilot.press("ctrl+r")
        await until(pilot, lambda: pilot.app.listing.pending is not None)
        assert threads(pilot).selected_id == ended, "nothing moves until the news are taken in"
        await pilot.press("u")
        await until(pilot, lambda: pilot.app.listing.pending is None)
        assert threads(pilot).selected_id == survivor
