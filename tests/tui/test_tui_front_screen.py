import threading
from dataclasses import replace

import pytest
from fake_services import NOW, FakeServices
from textual.widgets import Input
from tui_pilot import SIZES, lines_of, plain, reading, screen_text, text_of, until

from briefing.model.threads import Thread
from briefing.tui.render.thread import LOADING_CHANGES
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.tabs import Tab
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.screen_bars import KeyBar, SectionTabs, StatusLine
from briefing.tui.widgets.thread_list import ThreadList


def threads(pilot) -> ThreadList:
    return pilot.app.screen.query_one(ThreadList)


def detail(pilot) -> Page:
    return pilot.app.screen.query_one("#detail", Page)


def status(pilot) -> str:
    line = pilot.app.screen.query_one(StatusLine)
    return f"{line.left} | {line.right}"


@pytest.mark.parametrize("size", SIZES)
async def test_starts_from_the_store_with_ranked_threads(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        first, second, *_ = lines_of(threads(pilot))
        assert first.startswith("▌◐ Japan-Philippines defence pact")
        assert second.startswith("▌  Senate in Manila concurs, 19 to 0")
        assert status(pilot).startswith("Since your visit") and ": 3 new, 2 updated" in status(pilot)
        assert ("refresh",) not in services.calls


async def test_the_first_visit_counts_what_is_unread() -> None:
    """Nothing is updated for a reader who never read anything, so new and updated threads are one count."""
    async with reading(FakeServices(visited=False)) as pilot:
        assert status(pilot).startswith("Last 24 hours: 5 unread")
        assert "updated" not in status(pilot)


async def test_shows_the_thread_under_the_cursor_beside_the_list(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: "TIMELINE" in text_of(detail(pilot)))
        shown = text_of(detail(pilot))
        assert "since 3 Nov 2023" in shown
        assert "by 19 votes to none. [1]" in shown.replace("\n", " ")
        assert "2024 16 Dec ● Senate in Manila concurs" in shown
        assert "2023  3 Nov ○ Talks agreed in Manila" in shown
        assert "[1] Sample Wire" in shown


@pytest.mark.parametrize("size", SIZES)
async def test_keys_move_the_cursor(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("j", "down", "k")
        assert threads(pilot).cursor == 1
        await pilot.press("G")
        assert threads(pilot).selected_key == "end"
        await pilot.press("home", "up")
        assert threads(pilot).cursor == 0
        await pilot.press("pagedown")
        page = threads(pilot).cursor
        assert page > 3
        await pilot.press("pageup")
        assert threads(pilot).cursor == 0


async def test_what_comes_late_for_another_thread_is_dropped(services: FakeServices, monkeypatch) -> None:
    slow, asked, load = threading.Event(), threading.Event(), services.reading.thread

    def thread(id: str) -> Thread:
        if id == "t-strait":
            asked.set()
            slow.wait(60)
        return load(id)

    monkeypatch.setattr(services.reading, "thread", thread)
    async with reading(services) as pilot:
        await pilot.press("j")
        await until(pilot, asked.is_set)
        await pilot.press("j")
        await until(pilot, lambda: "Noto quake" in text_of(detail(pilot)))
        slow.set()
        await until(pilot, lambda: ("thread", "t-strait") in services.calls)
        assert "Noto quake" in text_of(detail(pilot))


async def test_panes_stack_on_a_narrow_terminal(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        assert threads(pilot).display
        assert not detail(pilot).display
        await pilot.press("tab")
        await until(pilot, lambda: "TIMELINE" in text_of(detail(pilot)))
        assert not threads(pilot).display
        assert "Esc back" in plain(pilot.app.screen.query_one(KeyBar).render())
        await pilot.press("escape")
        await until(pilot, lambda: threads(pilot).display and threads(pilot).has_focus)


async def test_three_columns_where_there_is_room(services: FakeServices) -> None:
    async with reading(services, (160, 48)) as pilot:
        sources = pilot.app.screen.query_one("#sources", Page)
        await until(pilot, lambda: "ARTICLES" in text_of(sources))
        assert "ARTICLES" not in text_of(detail(pilot))
        await pilot.press("tab", "tab")
        assert sources.has_focus
        await pilot.press("tab")
        assert threads(pilot).has_focus


async def test_the_arrangement_follows_the_size(services: FakeServices) -> None:
    async with reading(services, (120, 36)) as pilot:
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: not detail(pilot).display)
        page = pilot.app.screen
        await until(pilot, lambda: page.status_line.left.plain == page.status_text())
        await pilot.press("j")
        assert threads(pilot).selected_id == "t-strait"
        await pilot.resize_terminal(160, 48)
        await until(pilot, lambda: "ARTICLES" in text_of(pilot.app.screen.query_one("#sources", Page)))


@pytest.mark.parametrize("size", SIZES)
async def test_filters_as_you_type_and_escape_clears(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("/", *"senate")
        await until(pilot, lambda: len(threads(pilot).items) == 1)
        assert '1 thread with "senate"' in status(pilot)
        await pilot.press("enter")
        assert threads(pilot).has_focus
        await pilot.press("escape")
        await until(pilot, lambda: len(threads(pilot).items) == 28)
        assert not pilot.app.screen.query_one("#filter", Input).value


async def test_a_filter_that_leaves_nothing_says_how_to_clear_it(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"zzz")
        await until(pilot, lambda: "Esc clears" in screen_text(pilot))
        await pilot.press("enter", "o", "f", "m", "w", "enter")
        assert not threads(pilot).items
        await pilot.press("escape")
        await until(pilot, lambda: "TIMELINE" in text_of(detail(pilot)))


@pytest.mark.parametrize("size", SIZES)
async def test_sections_are_stepped_through_and_clicked(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        tabs = plain(pilot.app.screen.query_one(SectionTabs).render())
        assert "All 5" in tabs
        assert "Asia 4" in tabs
        await pilot.press("]", "n")
        await until(pilot, lambda: [i.row.section for i in threads(pilot).items if i.row] == ["business"])
        await pilot.press("[", "p")
        await until(pilot, lambda: len(threads(pilot).items) == 28)
        await pilot.press("p")
        await until(pilot, lambda: not threads(pilot).items)
        await pilot.click(SectionTabs, offset=(9, 0))
        await until(pilot, lambda: {row.section for row in threads(pilot).rows} == {"asia"})


async def test_a_thread_that_a_key_led_to_is_read_after_a_while_and_its_row_stays(
    services: FakeServices, monkeypatch
) -> None:
    monkeypatch.setattr("briefing.tui.screens.read_timer.SECONDS_IN_SIGHT", 0.01)
    async with reading(services) as pilot:
        await pilot.press("j", "k")
        await until(pilot, lambda: ("read", "t-pact") in services.calls)
        await until(pilot, lambda: lines_of(threads(pilot))[0].startswith("▌○ Japan"))
        assert services.threads["t-pact"].row.read == NOW


async def test_a_thread_is_not_read_before_what_is_new_in_it_is_in_sight(services: FakeServices, monkeypatch) -> None:
    monkeypatch.setattr("briefing.tui.screens.read_timer.SECONDS_IN_SIGHT", 0.01)
    gate, changes = threading.Event(), services.reading.changes
    monkeypatch.setattr(services.reading, "changes", lambda thread: gate.wait(60) and changes(thread))
    async with reading(services, (120, 36)) as pilot:
        await pilot.press("j", "k")
        await until(pilot, lambda: LOADING_CHANGES in screen_text(pilot))
        await pilot.pause(0.1)
        assert ("read", "t-pact") not in services.calls
        gate.set()
        await until(pilot, lambda: ("read", "t-pact") in services.calls)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
async def test_starting_the_reader_marks_nothing_as_read(services: FakeServices, monkeypatch, size) -> None:
    monkeypatch.setattr("briefing.tui.screens.read_timer.SECONDS_IN_SIGHT", 0.01)
    async with reading(services, size) as pilot:
        await until(pilot, lambda: ("thread", "t-pact") in services.calls)
        panes = ("tab", "shift+tab") if size[0] > 80 else ()  # at 80 columns Tab opens the thread
        await pilot.press("?", "escape", *panes, "]", "[", "r", "/", "x", "escape", "f")
        await until(pilot, lambda: ("follow", "t-pact") in services.calls)
        await pilot.pause(0.05)
        await pilot.press("q")
    assert not [call for call in services.calls if call[0] in ("read", "unread")]
    assert ("visit", "begin") in services.calls and ("visit", "extend") in services.calls


async def test_news_that_come_while_the_cursor_rests_stay_unread(services: FakeServices, monkeypatch) -> None:
    monkeypatch.setattr("briefing.tui.screens.read_timer.SECONDS_IN_SIGHT", 0.01)
    async with reading(services) as pilot:
        await pilot.press("j", "k")
        await until(pilot, lambda: ("read", "t-pact") in services.calls)
        services.calls.clear()
        pilot.app.correction_count += 1
        await until(pilot, lambda: ("thread", "t-pact") in services.calls)
        await pilot.pause(0.05)
        assert not [call for call in services.calls if call[0] == "read"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 48)])
@pytest.mark.parametrize("keys", [(), ("z",)])
async def test_a_row_that_a_key_reached_is_read_in_every_size(services: FakeServices, monkeypatch, size, keys) -> None:
    monkeypatch.setattr("briefing.tui.screens.read_timer.SECONDS_IN_SIGHT", 0.01)
    async with reading(services, size) as pilot:
        await until(pilot, lambda: ("thread", "t-pact") in services.calls)
        await pilot.press(*keys)
        await pilot.pause(0.05)
        assert not [call for call in services.calls if call[0] == "read"], "no key has led there"
        await pilot.press("j")
        await until(pilot, lambda: ("read", "t-strait") in services.calls)
        assert [call for call in services.calls if call[0] == "read"] == [("read", "t-strait")]
        if keys:
            await pilot.press(*keys)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_no_second_counts_that_another_page_covers(services: FakeServices, monkeypatch, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("j")
        await until(pilot, lambda: pilot.app.screen.thread and pilot.app.screen.thread.row.id == "t-strait")
        await pilot.press("?")
        monkeypatch.setattr("briefing.tui.screens.read_timer.SECONDS_IN_SIGHT", 0.01)
        await pilot.pause(0.05)
        assert not [call for call in services.calls if call[0] == "read"]
        await pilot.press("escape")
        await until(pilot, lambda: ("read", "t-strait") in services.calls)


async def test_a_look_at_the_text_in_one_pane_counts_only_while_it_lasts(services: FakeServices, monkeypatch) -> None:
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread)
        await pilot.press("tab")
        await until(pilot, lambda: pilot.app.screen.has_class("-reading"))
        monkeypatch.setattr("briefing.tui.screens.read_timer.SECONDS_IN_SIGHT", 0.05)
        await pilot.press("tab")
        await pilot.pause(0.15)
        assert not [call for call in services.calls if call[0] == "read"], "no key led to its row"
        await pilot.press("tab")
        await until(pilot, lambda: ("read", "t-pact") in services.calls)


async def test_the_mouse_selects_and_opens(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.click(ThreadList, offset=(10, 3))
        assert threads(pilot).cursor == 1
        await pilot.click(ThreadList, offset=(10, 4), times=2)
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))


async def test_hostile_titles_are_shown_as_they_are(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("j", "j", "j")
        await until(pilot, lambda: "Markup [/" in text_of(detail(pilot)))
        assert "Markup [/ and [@click=app.quit]x[/]" in text_of(threads(pilot))
        assert "[bold]Not bold[/bold]" in text_of(threads(pilot))
        await pilot.press("f")
        await until(pilot, lambda: "Following: Markup [/ and [@click=app.quit]x[/]" in status(pilot))
        await pilot.click("#detail", offset=(24, 0))
        await pilot.press("enter")
        assert pilot.app.is_running


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 60)])
async def test_every_line_has_the_width_of_its_pane(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("j", "j", "j", "j")
        pane = threads(pilot)
        strips = [pane.render_line(y) for y in range(pane.scrollable_content_region.height)]
        assert {strip.cell_length for strip in strips} == {pane.scrollable_content_region.width}
        wide = next(strip.text for strip in strips if "日本" in strip.text)
        plain_row = next(strip.text for strip in strips if "Noto quake" in strip.text)
        assert wide.rstrip().endswith(("▅", " 2"))
        assert len(wide.rstrip()) < len(plain_row.rstrip())


async def test_ascii_draws_with_plain_characters_only() -> None:
    services = FakeServices()
    services.threads.pop("t-wide")
    async with reading(services, ascii=True) as pilot:
        await until(pilot, lambda: "TIMELINE" in text_of(detail(pilot)))
        assert screen_text(pilot).isascii()
        assert text_of(threads(pilot)).startswith(">+ Japan-Philippines defence pact")


async def test_a_thread_that_is_gone_is_told_quietly(services: FakeServices) -> None:
    async with reading(services) as pilot:
        del services.threads["t-strait"]
        await pilot.press("j")
        await until(pilot, lambda: "There is no thread t-strait." in text_of(detail(pilot)))


async def test_the_cursor_is_on_the_first_of_what_a_filter_leaves_and_comes_back_with_the_list(
    services: FakeServices,
) -> None:
    async with reading(services) as pilot:
        threads = pilot.app.screen.query_one(ThreadList)
        await pilot.press("j", "j")
        assert threads.selected_id == "t-quake"
        await pilot.press("/", *"affair number 1")
        await until(pilot, lambda: len(threads.rows) == 20)
        assert threads.cursor == threads.first_visible_line == 0
        await pilot.press("enter", "j", "j", "escape")
        await until(pilot, lambda: len(threads.rows) == len(services.threads))
        assert threads.selected_id == "t-quake"
        await pilot.press("G", "n")
        await until(pilot, lambda: pilot.app.listing.tab == Tab.section("asia"))
        assert threads.cursor == 0


async def test_a_long_title_leaves_room_for_the_key_that_undoes(services: FakeServices) -> None:
    thread = services.threads["t-pact"]
    services.threads["t-pact"] = replace(thread, row=replace(thread.row, title="A very long title of an affair " * 5))
    async with reading(services, (60, 20)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: pilot.app.status_message)
        assert len(pilot.app.status_message) <= 58
        assert pilot.app.status_message.startswith("Muted: A very long") and pilot.app.status_message.endswith(
            "… - Ctrl+z undoes"
        )
