"""Commands that have nothing to work on say so, and what a key shows knows of the marks of the keys before it."""

import re
import threading
from dataclasses import replace
from functools import partial

import pytest
from fake_services import FakeServices, ago
from tui_pilot import plain, reading, screen_text, until

from briefing.tui.list_items import ItemKind
from briefing.tui.modals.prompts import TextPrompt
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.thread_list import ThreadList


def add_older_thread(services: FakeServices) -> None:
    """Add a thread that the line at the end of the list folds."""
    first = next(iter(services.threads.values()))
    row = replace(first.row, id="t-old", title="Old affair", first=ago(days=60), last=ago(days=60), followed=False)
    services.threads[row.id] = replace(first, row=row)


async def test_the_footer_offers_no_command_on_a_thread_on_a_line_that_folds_others(services: FakeServices) -> None:
    add_older_thread(services)
    async with reading(services) as pilot:
        await until(pilot, lambda: " f follow  m mute " in plain(pilot.app.screen.key_bar.render()))
        await pilot.press("G")
        await until(pilot, lambda: "mute" not in plain(pilot.app.screen.key_bar.render()), limit=5)
        assert "follow" not in plain(pilot.app.screen.key_bar.render())
        await pilot.press("k")
        await until(pilot, lambda: " f follow  m mute " in plain(pilot.app.screen.key_bar.render()), limit=5)


@pytest.mark.parametrize(
    ("keys", "offered", "missing"),
    [
        (("tab",), "Enter open", ("follow", "why", "browser")),
        (("/", *"is:running", "enter"), "V view", ("follow", "browser")),
        (("space",), "Esc unmark", ("Space", "merge")),
        (("space", "space"), "M merge", ("Space",)),
    ],
)
async def test_the_footer_offers_none_there_with_a_filter_marks_or_in_the_preview(
    services: FakeServices, keys: tuple[str, ...], offered: str, missing: tuple[str, ...]
) -> None:
    add_older_thread(services)
    async with reading(services) as pilot:
        before, behind = (keys, ("G",)) if keys != ("tab",) else (("G",), keys)
        await pilot.press(*before)
        if "enter" in keys:
            await until(pilot, lambda: pilot.app.listing.matching_ids is not None)
        await pilot.press(*behind)
        threads = pilot.app.screen.query_one(ThreadList)
        line = next(n for n, item in enumerate(threads.items) if item.kind is ItemKind.END)
        threads.select(line)

        def footer() -> str:
            return plain(pilot.app.screen.key_bar.render())

        await until(pilot, lambda: offered in footer() and not any(word in footer() for word in missing), limit=5)


def open_state_is(threads: ThreadList, is_open: bool) -> bool:
    return threads.selected.is_open is is_open


async def test_enter_and_left_fold_what_a_filter_found(services: FakeServices) -> None:
    add_older_thread(services)
    async with reading(services) as pilot:
        await pilot.press("/", *"is:running", "enter")
        await until(pilot, lambda: pilot.app.listing.matching_ids is not None)
        threads = pilot.app.screen.query_one(ThreadList)
        threads.select(next(n for n, item in enumerate(threads.items) if item.kind is ItemKind.END))
        for key, is_open in (("enter", False), ("right", True), ("left", False)):
            await pilot.press(key)
            await until(pilot, lambda: threads.selected.kind is ItemKind.END, limit=5)
            await until(pilot, partial(open_state_is, threads, is_open), limit=5)


async def test_the_end_of_the_news_says_that_nothing_is_older(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("G", "enter")
        await until(pilot, lambda: "There is nothing older" in plain(pilot.app.screen.status_line.left), limit=5)


@pytest.mark.parametrize("key", ["f", "m", "N", "U", "w", "K", "P", "R", "#", "M", "space"])
async def test_a_command_on_a_thread_says_that_a_line_that_folds_others_is_none(services: FakeServices, key) -> None:
    add_older_thread(services)
    async with reading(services, (80, 24)) as pilot:
        threads = pilot.app.screen.query_one(ThreadList)
        await pilot.press("G")
        await until(pilot, lambda: threads.selected.kind is ItemKind.END, limit=5)
        assert "no thread" not in screen_text(pilot)
        await pilot.press(key)
        await until(pilot, lambda: "There is no thread under the cursor" in screen_text(pilot), limit=5)


@pytest.mark.parametrize(
    ("key", "answer"), [("4", 'This page shows no heading "Ahead"'), ("a", "The timeline has no other events")]
)
async def test_a_key_of_the_page_says_that_it_has_nothing_to_show(services: FakeServices, key, answer) -> None:
    async with reading(services) as pilot:
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.thread)
        await pilot.press(key)
        await until(pilot, lambda: answer in screen_text(pilot), limit=5)


@pytest.mark.parametrize(
    ("key", "part", "read"),
    [("H", "curation", "hidden_threads"), ("g", "reading", "agenda"), ("d", "deliveries", "digest")],
)
async def test_what_a_key_shows_is_read_after_the_mark_of_the_key_before(
    services, monkeypatch, key, part, read
) -> None:
    gate, order = threading.Event(), []
    mute, load = services.curation.mute, getattr(getattr(services, part), read)

    def mute_slowly(*args: object, **kwargs: object) -> None:
        gate.wait(60)
        mute(*args, **kwargs)
        order.append("muted")

    def load_noted() -> object:
        order.append("read")
        return load()

    monkeypatch.setattr(services.curation, "mute", mute_slowly)
    monkeypatch.setattr(getattr(services, part), read, load_noted)
    async with reading(services) as pilot:
        await pilot.press("m", key)
        await pilot.pause(0.1)
        gate.set()
        await until(pilot, lambda: order[-2:] == ["muted", "read"], limit=10)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
@pytest.mark.parametrize("steps", [3, 8, 20])
async def test_the_list_is_as_it_was_before_the_filter(services: FakeServices, size, steps: int) -> None:
    first = next(iter(services.threads.values()))
    for number in range(30):
        at = ago(hours=number + 1)
        row = replace(first.row, id=f"t-more{number}", title=f"Dispute {number}", last=at, first=at)
        services.threads[row.id] = replace(first, row=row)
    async with reading(services, size) as pilot:
        threads = pilot.app.screen.query_one(ThreadList)
        await pilot.press(*"j" * steps)
        before = threads.selected_key, threads.first_visible_line
        await pilot.press("/", *"noto", "enter")
        await until(pilot, lambda: [row.title for row in threads.rows] == ["Noto quake"])
        await pilot.press("escape")
        await until(pilot, lambda: len(threads.rows) > 30)
        await pilot.pause()
        assert (threads.selected_key, threads.first_visible_line) == before


async def test_the_cursor_stands_where_it_stood_before_the_filter_also_if_rows_have_one_line_since(
    services: FakeServices,
) -> None:
    first = next(iter(services.threads.values()))
    for number in range(30):
        at = ago(hours=number + 1)
        row = replace(first.row, id=f"t-more{number}", title=f"Dispute {number}", last=at, first=at)
        services.threads[row.id] = replace(first, row=row)
    async with reading(services, (80, 24)) as pilot:
        threads = pilot.app.screen.query_one(ThreadList)
        await pilot.press(*"j" * 20)
        before = threads.selected_key, threads.lines_above_cursor
        assert threads.first_visible_line > 0 and threads.lines_above_cursor > 4
        await pilot.press("/", *"noto", "enter")
        await until(pilot, lambda: [row.title for row in threads.rows] == ["Noto quake"])
        await pilot.press("C", "escape")
        await until(pilot, lambda: len(threads.rows) > 30)
        await pilot.pause()
        assert (threads.selected_key, threads.lines_above_cursor) == before
        threads.show(threads.items, threads._options, threads.items[12].key, 3)
        assert threads.lines_above_cursor == 3, "also in the frame before the filter's line is gone"


@pytest.mark.parametrize(
    ("key", "answer"), [("f", "Following: "), ("m", "Muted: "), ("U", "Read: |Unread: "), ("R", "")]
)
async def test_a_key_works_on_a_page_of_a_thread_that_the_list_lacks(services: FakeServices, key, answer) -> None:
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        await until(pilot, lambda: ("read", "t-pact") in services.calls)
        pilot.app.listing = pilot.app.listing.without_thread("t-pact")
        calls = len(services.calls)
        await pilot.press(key)
        await until(pilot, lambda: re.search(answer, screen_text(pilot)), limit=5)
        await until(pilot, lambda: len(services.calls) > calls or isinstance(pilot.app.screen, TextPrompt), limit=5)


async def test_the_footer_offers_on_an_article_that_a_filter_found_what_works_there(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"senate", "enter")
        threads = pilot.app.screen.query_one(ThreadList)
        await until(pilot, lambda: any(item.hit for item in threads.items))
        threads.select(next(n for n, item in enumerate(threads.items) if item.hit))

        def footer() -> str:
            return plain(pilot.app.screen.key_bar.render())

        await until(pilot, lambda: "o browser" in footer() and "follow" not in footer(), limit=5)


@pytest.mark.parametrize("opens", [(), ("enter",)])
async def test_a_size_in_which_the_summary_is_the_same_says_so(services: FakeServices, opens) -> None:
    thread = services.threads["t-pact"]
    short = replace(thread.summary, line=thread.summary.line, paragraph=thread.summary.line, long=(), headlines=())
    services.threads["t-pact"] = replace(thread, summary=short)
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread)
        await pilot.press(*opens)
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) == bool(opens))
        await until(pilot, lambda: pilot.app.screen.thread and "SOURCES" in screen_text(pilot))
        await pilot.press("3")
        await until(pilot, lambda: "The summary is the same in this size" in screen_text(pilot))


async def test_a_size_that_shows_more_says_nothing(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread)
        await pilot.press("1")
        await until(pilot, lambda: pilot.app.summary_size == "line")
        assert not pilot.app.status_message
