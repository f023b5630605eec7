"""What is shown before it is written is taken back if it cannot be written."""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_services import NOW, FakeServices
from textual.widgets import Input
from tui_pilot import plain, reading, screen_text, text_of, until

from briefing.errors import StoreError
from briefing.tui.modals.narrowing_prompt import NarrowingPrompt
from briefing.tui.modals.prompts import TextPrompt
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.tabs import Tab
from briefing.tui.widgets.thread_list import ThreadList

READ_ONLY = StoreError("The store is read-only.")


def note(pilot) -> str:
    return plain(pilot.app.screen.note.render())


def threads(pilot) -> ThreadList:
    return pilot.app.screen.query_one(ThreadList)


@pytest.fixture
def read_only(services: FakeServices) -> FakeServices:
    services.write_error = READ_ONLY
    return services


@pytest.mark.parametrize("key", ["f", "m", "N", "U", "*"])
async def test_a_mark_that_cannot_be_written_is_taken_back(read_only: FakeServices, key: str) -> None:
    async with reading(read_only) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        rows, starred = pilot.app.listing.rows, pilot.app.starred
        await pilot.press(key)
        await until(pilot, lambda: "The store is read-only." in screen_text(pilot))
        await until(pilot, lambda: pilot.app.listing.rows == rows and pilot.app.starred == starred)
        assert [row.id for row in threads(pilot).rows] == [row.id for row in rows]


async def test_several_marks_that_fail_are_all_taken_back(read_only: FakeServices) -> None:
    async with reading(read_only) as pilot:
        rows = pilot.app.listing.rows
        await pilot.press("f", "f", "f", "j", "m", "j", "f")
        await until(pilot, lambda: "The store is read-only." in screen_text(pilot))
        await until(pilot, lambda: pilot.app.listing.rows == rows)


async def test_a_mark_that_succeeds_after_one_that_failed_stays(services: FakeServices, monkeypatch) -> None:
    follow, failures = services.curation.follow, [READ_ONLY]

    def fail_once(thread_id: str, on: bool = True) -> None:
        if failures:
            raise failures.pop()
        follow(thread_id, on)

    monkeypatch.setattr(services.curation, "follow", fail_once)
    async with reading(services) as pilot:
        await pilot.press("f", "j", "f")
        await until(pilot, lambda: services.threads["t-strait"].row.followed)
        await until(pilot, lambda: not pilot.app.listing.row("t-pact").followed)
        assert pilot.app.listing.row("t-strait").followed


async def test_a_thread_that_cannot_be_marked_as_read_stays_unread(read_only: FakeServices) -> None:
    async with reading(read_only) as pilot:
        before = pilot.app.listing.row("t-pact").read
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.thread)
        await until(pilot, lambda: "The store is read-only." in screen_text(pilot))
        await until(pilot, lambda: pilot.app.listing.row("t-pact").read == before)
        assert read_only.calls.count(("thread", "t-pact")) <= 3  # the front page, what it imports ahead, the page


async def test_threads_stay_marked_if_they_cannot_be_merged(read_only: FakeServices) -> None:
    async with reading(read_only) as pilot:
        await pilot.press("j", "space", "space", "M")
        await until(pilot, lambda: "The store is read-only." in screen_text(pilot))
        await until(pilot, lambda: pilot.app.marked == {"t-strait", "t-quake"})
        assert "✓ Strait" in text_of(threads(pilot))


async def test_a_view_that_cannot_be_removed_stays_selected(services: FakeServices) -> None:
    services.saved = {"lab": "section:science"}
    async with reading(services) as pilot:
        await pilot.press("[")
        await until(pilot, lambda: pilot.app.listing.tab == Tab.view("lab"))
        services.write_error = READ_ONLY
        await pilot.press("V")
        await until(pilot, lambda: "The store is read-only." in screen_text(pilot))
        await until(pilot, lambda: pilot.app.listing.tab == Tab.view("lab"))


@pytest.mark.parametrize("keys", [("R", "ask", *"Pact", "enter"), ("K",), ("P", "ask", *"Noto", "enter")])
async def test_a_correction_that_cannot_be_written_changes_nothing(
    read_only: FakeServices, keys: tuple[str, ...]
) -> None:
    async with reading(read_only) as pilot:
        rows = pilot.app.listing.rows
        for key in keys:
            if key == "ask":
                await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt | NarrowingPrompt))
                pilot.app.screen.query_one(Input).value = ""
            else:
                await pilot.press(key)
        asks = "ask" in keys
        await until(pilot, lambda: "The store is read-only." in (note(pilot) if asks else screen_text(pilot)))
        assert pilot.app.listing.rows == rows


async def test_a_page_loads_its_thread_once(services: FakeServices) -> None:
    thread = services.threads["t-pact"]
    services.threads["t-pact"] = replace(thread, row=replace(thread.row, read=NOW))
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        services.calls.clear()
        await pilot.press("enter")
        await until(pilot, lambda: ("read", "t-pact") in services.calls)
        assert services.calls.count(("thread", "t-pact")) == 1


@pytest.mark.parametrize("error", [TypeError("x"), KeyError("x"), RecursionError()])
async def test_an_error_of_a_damaged_store_names_the_way_back(
    services: FakeServices, tmp_path: Path, error: Exception
) -> None:
    services.folder = tmp_path
    services.path_beside_store("").write_bytes(b"no store at all" * 100)
    services.write_error = error
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        rows = pilot.app.listing.rows
        await pilot.press("f")
        await until(pilot, lambda: "briefing restore FILE" in pilot.app.status_message)
        await until(pilot, lambda: pilot.app.listing.rows == rows)
