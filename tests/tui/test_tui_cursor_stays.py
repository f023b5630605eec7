"""Whatever changes the list, the cursor stays on its thread: nothing moves under the hands."""

import threading
from collections import Counter
from dataclasses import replace

import pytest
from fake_services import FakeServices
from sample_news import arrival
from tui_pilot import picked, plain, reading, until, walk

from briefing.tui.controllers.store_writer import WORKING_DELAY
from briefing.tui.modals.confirm_prompt import ConfirmPrompt
from briefing.tui.modals.prompts import TextPrompt
from briefing.tui.render.page_lines import Target, stand_in
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.tabs import ALL_TAB, FOLLOWED_TAB, Tab
from briefing.tui.widgets.screen_bars import KeyBar
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


@pytest.mark.parametrize("keys", [("k", "space", "j", "space", "M"), ("space", "j", "space", "k", "M")])
async def test_undo_of_a_merge_brings_the_cursor_back_to_its_thread(services: FakeServices, keys) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press("j", "j", "j", *keys[:-1])
        before, under_cursor = dict(services.threads), threads(pilot).selected_id
        await pilot.press("M")
        await until(pilot, lambda: "Ctrl+z undoes" in pilot.app.status_message)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: services.threads == before)
        await until(pilot, lambda: threads(pilot).selected_id == under_cursor)


async def test_undo_of_a_mute_rule_brings_the_cursor_back_to_its_thread(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        rows = list(threads(pilot).rows)
        wanted = [number for number, row in enumerate(rows) if "quake" in row.title.casefold()]
        await pilot.press(*"j" * wanted[-1])
        under_cursor = threads(pilot).selected_id
        assert under_cursor == rows[wanted[-1]].id
        await pilot.press("W")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        await pilot.press(*"quake", "enter")
        await until(pilot, lambda: under_cursor not in [row.id for row in threads(pilot).rows])
        await pilot.press("j", "ctrl+z")
        await until(pilot, lambda: threads(pilot).selected_id == under_cursor)


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


# --- on the page of a thread -----------------------------------------------------------------------------------------


def test_in_place_of_a_row_that_is_gone_stands_the_next_of_its_kind_in_the_former_order() -> None:
    event, other_event = Target("entry", "e1"), Target("entry", "e2")
    a, b, c, told = (Target("article", id) for id in "abcd")
    inner = told._replace(occurrence="e1")
    former = (event, inner, other_event, a, b, c)
    assert stand_in(a, former, (event, other_event, c, b)) == b
    assert stand_in(c, former, (event, other_event, a, b)) == b
    assert stand_in(a, former, (event, other_event, c)) == c
    assert stand_in(event, former, (other_event, a, b, c)) == other_event
    assert stand_in(inner, former, (event, other_event, a, b, c)) == a, "no row of that event is left"
    assert stand_in(a, former, (other_event,)) == other_event
    assert stand_in(a, (), (event, b)) == event
    assert stand_in(a, former, ()) is None


async def on_page(pilot) -> ThreadScreen:
    await until(pilot, lambda: pilot.app.screen.thread is not None)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
    return pilot.app.screen


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
@pytest.mark.parametrize("step", [0, 2])
async def test_after_a_move_the_cursor_is_on_the_next_article_and_undo_brings_it_back(
    services: FakeServices, size, step: int
) -> None:
    async with reading(services, size) as pilot:
        page = await on_page(pilot)
        await pilot.press("7", *"j" * step)
        rows = [Target("article", a.id) for s in page.thread.listed_stories for a in reversed(s.articles)]
        await until(pilot, lambda: page.cursor_target == rows[step])
        for moved in (step, step + 1):
            await pilot.press("v")
            await picked(pilot, *"Noto")
            await until(pilot, lambda moved=moved: page.cursor_target == rows[moved + 1])
            assert page.panes.active_pane.shows_target
        for moved in (step + 1, step):
            await pilot.press("ctrl+z")
            await until(pilot, lambda moved=moved: page.cursor_target == rows[moved])
            assert page.panes.active_pane.shows_target


async def test_undo_of_a_split_brings_the_cursor_back_to_its_event_from_wherever_it_went(services) -> None:
    async with reading(services, (80, 24)) as pilot:
        page = await on_page(pilot)
        await pilot.press("5", "j")
        await walk(pilot, lambda target: target.kind == "entry")
        split_off = page.cursor_target
        await pilot.press("S")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        await pilot.press("enter")
        await until(pilot, lambda: not page.detail_pane.has(split_off))
        await pilot.press("7", "j")
        await until(pilot, lambda: page.cursor_target.kind == "article")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: page.cursor_target == split_off and page.detail_pane.shows_target)


async def test_undo_of_a_merge_shows_the_thread_again_that_the_page_showed(services: FakeServices) -> None:
    quake = services.threads["t-quake"]
    services.threads["t-quake"] = replace(quake, row=replace(quake.row, is_named=True))  # so that it remains
    async with reading(services) as pilot:
        page = await on_page(pilot)
        merged = page.thread_id
        await walk(pilot, lambda target: target.kind == "entry")
        row = page.cursor_target
        await pilot.press("M")
        await picked(pilot, *"Noto")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        await pilot.press("enter")
        await until(pilot, lambda: page.thread.row.id == "t-quake")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: page.thread.row.id == merged and page.cursor_target == row)


async def test_an_event_stays_unfolded_when_one_above_it_is_split_off(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        page = await on_page(pilot)
        await pilot.press("5", "j")
        await walk(pilot, lambda target: target.kind == "entry")
        first = page.cursor_target
        await pilot.press("j", "enter")
        unfolded = page.cursor_target
        await until(pilot, lambda: page.unfolded_entries == {unfolded.id})
        await pilot.press("k", "S")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        await pilot.press("enter")
        await until(pilot, lambda: not page.detail_pane.has(first) and page.cursor_target == unfolded)
        assert page.footer_label(next(c for c in pilot.app.commands if c.name == "open")) == "fold"


async def test_a_key_right_after_one_that_leads_to_another_pane_means_that_pane(services: FakeServices) -> None:
    async with reading(services, (120, 36)) as pilot:
        page = await on_page(pilot)
        await pilot.press("7")
        await until(pilot, lambda: page.cursor_target and page.cursor_target.kind == "article")
        page.action_heading_named("timeline")
        page.action_choose()
        await until(pilot, lambda: len(page.unfolded_entries) == 1)
        assert pilot.app.screen is page and page.cursor_target.id in page.unfolded_entries
        await pilot.press("7")
        await until(pilot, lambda: "Enter open" in footer(pilot))
        await pilot.press("5")
        await until(pilot, lambda: "Enter fold" in footer(pilot))


def footer(pilot) -> str:
    return plain(pilot.app.screen.query_one(KeyBar).render())
