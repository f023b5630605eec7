"""What the refresh at the start does to the list, keys that wait for a change, and keys that had no effect."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from fake_services import NOW, FakeServices, arrival
from textual import events
from textual.widgets import Input
from tui_pilot import picture, reading, seen, until

from briefing.tui.list_items import ItemKind
from briefing.tui.modals.prompts import TextPrompt
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
    services = due_at_start()
    services.gate.set()
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.listing.row(arrival().row.id) and pilot.app.progress is None)
        later = arrival()
        services.arrivals = [replace(later, row=replace(later.row, id="t-later", title="A later arrival"))]
        pilot.app.controllers.refresh.refresh()
        await seen(pilot, "1 thread updated - press u")
        assert pilot.app.listing.row("t-later") is None


async def test_so_do_those_of_the_first_refresh_if_nothing_was_due_at_the_start(services: FakeServices) -> None:
    services.arrivals = [arrival()]
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.app.workers.wait_for_complete()
        pilot.app.controllers.refresh.refresh()
        await seen(pilot, "1 thread updated - press u")
        assert pilot.app.listing.row(arrival().row.id) is None


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


async def after_a_mute(pilot, services: FakeServices) -> SlowUndo:
    """Mute the first thread and return the undo that will run slowly."""
    await until(pilot, lambda: pilot.app.screen.thread is not None)
    second = threads(pilot).rows[1].id
    await pilot.press("m")
    await until(pilot, lambda: threads(pilot).selected_id == second)
    return SlowUndo(services)


@pytest.mark.parametrize("in_one_burst", [False, True])
@pytest.mark.parametrize("ending", ["keys", "paste"])
async def test_what_is_typed_while_an_undo_runs_is_taken_in_order(services: FakeServices, in_one_burst, ending) -> None:
    typed = [*map(events.Key, ("ctrl+z", "slash"), (None, "/"))]
    typed += [events.Paste("qa")] if ending == "paste" else [events.Key("q", "q"), events.Key("a", "a")]
    async with reading(services, (80, 24)) as pilot:
        undo = await after_a_mute(pilot, services)
        for event in typed:
            pilot.app.post_message(event)
            if not in_one_burst:
                await pilot.pause()
        await pilot.pause()
        undo.let_go.set()
        await until(pilot, lambda: pilot.app.listing.filter_text == "qa")
        assert not pilot.app._exit, "q was a letter of the filter"


@pytest.mark.parametrize("in_one_burst", [False, True])
async def test_a_prompt_gets_what_is_typed_for_it_while_an_undo_runs(services: FakeServices, in_one_burst) -> None:
    async with reading(services, (80, 24)) as pilot:
        undo = await after_a_mute(pilot, services)
        for key, character in (("ctrl+z", None), ("W", "W"), ("q", "q"), ("m", "m")):
            pilot.app.post_message(events.Key(key, character))
            if not in_one_burst:
                await pilot.pause()
        await pilot.pause()
        assert not isinstance(pilot.app.screen, TextPrompt)
        undo.let_go.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        await until(pilot, lambda: pilot.app.screen.query_one(Input).value == "qm")


async def test_keys_still_wait_if_news_change_the_list_while_an_undo_runs(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        undo = await after_a_mute(pilot, services)
        second = threads(pilot).selected_id
        await pilot.press("ctrl+z", "m")
        pilot.app.listing = pilot.app.listing.with_followed(threads(pilot).rows[3].id, True)
        await pilot.pause()
        undo.let_go.set()
        await until(pilot, lambda: "Muted" in pilot.app.status_message)
        assert not services.threads[second].row.muted


async def test_the_end_of_one_change_frees_no_keys_of_the_next(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        undo = await after_a_mute(pilot, services)
        before = threads(pilot).cursor
        end_of_another = pilot.app.hold_keys()
        await pilot.press("ctrl+z", "j")
        end_of_another()
        await pilot.pause()
        assert threads(pilot).cursor == before
        undo.let_go.set()
        await until(pilot, lambda: threads(pilot).cursor != before)


async def test_keys_are_dropped_where_a_change_takes_too_long(services: FakeServices, monkeypatch) -> None:
    monkeypatch.setattr("briefing.tui.key_intake.MAX_HOLD_SECONDS", 0.3)
    async with reading(services, (80, 24)) as pilot:
        undo = await after_a_mute(pilot, services)
        before = threads(pilot).cursor
        await pilot.press("ctrl+z", "m")
        await seen(pilot, "what you typed meanwhile was dropped")
        await pilot.press("j")
        await until(pilot, lambda: threads(pilot).cursor == before + 1)
        assert not any(one.row.muted for one in list(services.threads.values())[1:])
        undo.let_go.set()


async def test_keys_work_again_after_the_key_of_the_filter_was_dropped(services: FakeServices, monkeypatch) -> None:
    monkeypatch.setattr("briefing.tui.key_intake.MAX_HOLD_SECONDS", 0.3)
    async with reading(services, (80, 24)) as pilot:
        undo = await after_a_mute(pilot, services)
        for key in (events.Key("ctrl+z", None), events.Key("slash", "/")):  # in one burst
            pilot.app.post_message(key)
        await seen(pilot, "what you typed meanwhile was dropped")
        before = threads(pilot).cursor
        await pilot.press("j")
        await until(pilot, lambda: threads(pilot).cursor == before + 1)
        undo.let_go.set()


async def test_ctrl_q_leaves_while_a_change_runs(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        undo = await after_a_mute(pilot, services)
        await pilot.press("ctrl+z", "j", "ctrl+q")
        undo.let_go.set()
        await until(pilot, lambda: pilot.app._exit)


async def test_a_status_that_is_cut_ends_in_ascii_with_three_dots(services: FakeServices) -> None:
    async with reading(services, (60, 20), ascii=True) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        pilot.app.notify_status("a message of many words " * 5)
        await until(pilot, lambda: picture(pilot)[1].startswith(" a message"))
        assert picture(pilot)[1].endswith("...")
