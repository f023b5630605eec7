"""The cursor when the window changes, feeds that are added, and what the help, prompts and messages say in full."""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_services import NOW, FakeServices
from sample_news import arrival
from textual.widgets import Input
from tui_pilot import lines_of, picture, plain, reading, screen_text, text_of, until

from briefing.config import load_config
from briefing.errors import BriefingError, FetchError
from briefing.feeds.discovery import DiscoveredFeed
from briefing.model.curation import HiddenThread, MuteRule
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import RefreshReport
from briefing.tui.commands import COMMANDS
from briefing.tui.feed_status import FeedRow
from briefing.tui.modals.prompts import ChoicePrompt, TextPrompt
from briefing.tui.render.feeds_page import FeedsPage, render_feeds
from briefing.tui.render.static_pages import render_help
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.symbols import symbols
from briefing.tui.tabs import ALL_TAB, Tab
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.ui_state import UI_STATE_SUFFIX, UiState, save_ui_state


async def opened(pilot) -> ThreadScreen:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
    return pilot.app.screen


def cursor_rows(pilot) -> list[str]:
    """The lines in sight that the cursor is on."""
    return [line for line in picture(pilot) if "▌" in line]


@pytest.mark.parametrize("kind", ["article", "entry"])
@pytest.mark.parametrize(("before", "after"), [((60, 20), (120, 36)), ((120, 36), (60, 20)), ((160, 48), (70, 12))])
async def test_the_cursor_stays_on_what_it_is_on_when_the_window_changes(
    services: FakeServices, before: tuple[int, int], after: tuple[int, int], kind: str
) -> None:
    async with reading(services, before) as pilot:
        page = await opened(pilot)
        await pilot.press({"article": "7", "entry": "5"}[kind], "j", "j", "j")
        target = page.cursor_target
        assert target is not None and target.kind == kind and cursor_rows(pilot)
        for size in (after, before, after):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: page.cursor_target == target and cursor_rows(pilot))
            await pilot.pause()
            await until(pilot, lambda: page.cursor_target == target and page.panes.active_pane.shows_target)


COMMAND = "/opt/news/bin/python -m pip install '/opt/src/news[fulltext]'"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_the_command_that_installs_an_extra_can_be_read_whole(
    services: FakeServices, monkeypatch, size: tuple[int, int]
) -> None:
    def missing(*_: object) -> None:
        raise BriefingError("Full text needs trafilatura.", f"Install it: {COMMAND}")

    monkeypatch.setattr(services.article_texts, "full_text", missing)
    async with reading(services, size) as pilot:
        await opened(pilot)
        await pilot.press("F")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        await until(pilot, lambda: "No full text: Full text needs trafilatura" in screen_text(pilot))
        page = " ".join(" ".join(lines_of(pilot.app.screen.detail_pane)).split())
        assert f"Install it: {COMMAND}" in page and "F reads the full text" not in page


async def test_what_is_said_of_the_page_of_an_article_ends_with_that_article(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("7", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        for key in ("n", "escape"):
            await pilot.press("F")
            await until(pilot, lambda: pilot.app.status_message.startswith("No full text: "))
            await pilot.press(key)
            await until(pilot, lambda: not pilot.app.status_message)


@pytest.mark.parametrize("key", ["5", "right_curly_bracket"])
async def test_a_jump_to_a_part_names_the_source_of_what_it_reaches(services: FakeServices, key: str) -> None:
    async with reading(services) as pilot:
        page = await opened(pilot)
        pilot.app.notify_in_background("Sample Wire has moved to wire.example/new")
        await pilot.press(key)
        await until(pilot, lambda: page.source_text() and page.source_text() in plain(page.status_line.left))


async def test_no_key_is_said_to_undo_what_it_no_longer_undoes(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: pilot.app.status_message.endswith("undoes"))
        await opened(pilot)
        await until(pilot, lambda: not pilot.app.status_message)


async def test_an_automatic_refresh_that_brings_nothing_is_silent(services: FakeServices) -> None:
    services.report, services.due = RefreshReport(feeds=40, unchanged=40), NOW
    async with reading(services) as pilot:
        await until(pilot, lambda: ("refresh",) in services.calls and pilot.app.progress is None)
        await pilot.pause()
        assert pilot.app.status_message == "" and "new" in screen_text(pilot).splitlines()[0]


async def test_the_tab_of_the_last_time_stands_from_the_first_list_on(
    services: FakeServices, monkeypatch, tmp_path: Path
) -> None:
    services.folder = tmp_path
    monkeypatch.setattr("briefing.tui.controllers.refresh_controller.MIN_PAGE_ROWS", 1)
    save_ui_state(services.path_beside_store(UI_STATE_SUFFIX), UiState(tab=Tab.section("asia")))
    shown: list[Tab] = []

    def record(listing: ThreadListing) -> None:
        if listing.rows:
            shown.append(listing.tab)

    monkeypatch.setattr("briefing.tui.app.BriefingApp.watch_listing", lambda _, listing: record(listing))
    async with reading(services):
        assert len(shown) >= 2 and set(shown) == {Tab.section("asia")}


# --- feeds -------------------------------------------------------------------------------------------------------

FILE = """[[feeds]]
url = "https://wire.example/rss"
name = "Sample Wire"
section = "world"
"""
FOUND = DiscoveredFeed("https://observer.example/rss", "Sample Observer", ("Ferry strike ends",), 20, 4.0)


@pytest.fixture
def own(tmp_path: Path) -> FakeServices:
    path = tmp_path / "feeds.toml"
    path.write_text(FILE, encoding="utf-8")
    return FakeServices(config=load_config(path))


async def add(pilot, *keys: str) -> None:
    await pilot.press("F")
    await until(pilot, lambda: isinstance(pilot.app.screen, FeedsScreen) and pilot.app.screen.selected_feed)
    await pilot.press("a")
    await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt) and pilot.app.focused)
    await pilot.press(*keys, "enter")


@pytest.mark.parametrize("runs", [False, True])
async def test_an_added_feed_is_fetched_at_once_also_if_a_refresh_runs(
    own: FakeServices, monkeypatch, runs: bool
) -> None:
    monkeypatch.setattr("briefing.services.feed_list.FeedList.find", lambda *_: (FOUND,))
    known: list[int] = []
    refresh = own.refresh_process.refresh

    def counted(**options: object) -> RefreshReport:
        known.append(len(own.config.feeds))
        return refresh(**options)

    monkeypatch.setattr(own.refresh_process, "refresh", counted)
    async with reading(own) as pilot:
        if runs:
            own.gate.clear()
            await pilot.press("r")
            await until(pilot, lambda: known == [1])
        await add(pilot, "x")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        assert "found" not in pilot.app.status_message
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt) and pilot.app.focused)
        await pilot.press("enter")
        await until(pilot, lambda: len(own.config.feeds) == 2)
        own.gate.set()
        await until(pilot, lambda: known and known[-1] == 2 and pilot.app.progress is None)
        assert known == ([1, 2] if runs else [2])


async def test_why_an_address_was_not_added_is_read_whole(own: FakeServices, monkeypatch) -> None:
    reason = "htp://observer.example/a is not an http(s) address, and no feed was found at it"

    def fail(*_: object) -> None:
        raise FetchError(reason, "type one such as https://observer.example")

    monkeypatch.setattr("briefing.services.feed_list.FeedList.find", fail)
    async with reading(own, (60, 20)) as pilot:
        await add(pilot, "x")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt) and pilot.app.screen.query_one(Input).value)
        await until(pilot, lambda: pilot.app.screen.note.region.height > 1)
        assert reason in plain(pilot.app.screen.note.content)
        await pilot.press("y")
        await until(pilot, lambda: "Enter takes it" in plain(pilot.app.screen.note.content))


# --- the list ----------------------------------------------------------------------------------------------------


async def test_a_correction_takes_in_no_news_that_wait(services: FakeServices) -> None:
    services.gate.clear()
    services.arrivals = [arrival()]
    async with reading(services) as pilot:
        await pilot.press("r")
        services.gate.set()
        await until(pilot, lambda: "1 thread updated - press u" in screen_text(pilot))
        before = [row.id for row in pilot.app.listing.rows]
        await pilot.press("R")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt) and pilot.app.focused)
        await pilot.press("x", "enter")
        await until(pilot, lambda: "Renamed to:" in screen_text(pilot))
        assert [row.id for row in pilot.app.listing.rows] == before
        assert pilot.app.listing.rows[0].title.endswith("x")
        assert "1 thread updated - press u" in screen_text(pilot)
        await pilot.press("u")
        await until(pilot, lambda: len(pilot.app.listing.rows) == len(before) + 1)
        assert pilot.app.listing.tab == ALL_TAB


async def test_a_muted_word_stands_once_above_what_it_hides(services: FakeServices, monkeypatch) -> None:
    rule = MuteRule("word", "ferry", NOW)
    row = services.threads["t-pact"].row
    hidden = tuple(
        HiddenThread(replace(row, id=f"t-{n}", title=f"Ferry number {n}"), rule if n else None, NOW) for n in range(40)
    )
    monkeypatch.setattr(services.curation, "hidden_threads", lambda: hidden)
    monkeypatch.setattr(services.curation, "mute_rules", lambda: (rule,))
    async with reading(services) as pilot:
        await pilot.press("H")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        await until(pilot, lambda: "hides 39 threads" in text_of(pilot.app.screen.page))
        lines = [line.strip(" ▌") for line in text_of(pilot.app.screen.page).splitlines()]
        assert lines.index("Ferry number 0") < lines.index("hides 39 threads") < lines.index("Ferry number 1")
        assert ("Enter", "show") in pilot.app.screen.FOOTER_KEYS


# --- prompts, help, filter ---------------------------------------------------------------------------------------


def help_lines(search_text: str = "") -> list[str]:
    """The help of the article page, line by line."""
    lines = render_help(symbols(ascii=False), COMMANDS, "article page", lambda _: [], search_text, 78)
    return ["".join(span.text for span in line.spans).strip() for line in lines]


def test_the_help_has_one_line_for_all_links_and_a_gap_behind_every_key() -> None:
    lines = help_lines()
    (links,) = [line for line in lines if "link" in line and "browser" in line]
    assert links.split() == ["1", "to", "9", "Open", "the", "link", "of", "that", "number", "in", "the", "browser"]
    assert any(line.startswith("double click  ") for line in lines)


async def test_a_blank_is_no_word_to_look_for_in_the_help(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: "SIGNS" in screen_text(pilot))
        await pilot.press("space")
        await until(pilot, lambda: pilot.app.screen.query_one(Input).value == " ")
        assert "SIGNS" in screen_text(pilot)


async def test_a_feed_folds_its_section_on_the_first_start() -> None:
    services = FakeServices(threads={})
    async with reading(services) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        page = pilot.app.screen.page
        folded, section = text_of(page), page.target
        await pilot.press("right", "j", "j")
        assert page.target.kind == "feed"
        await pilot.press("right")
        assert page.target == section and text_of(page) == folded


async def test_enter_takes_the_completion_without_which_a_query_cannot_be_read(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("slash", *"is:un")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.listing.filter_text == "is:unread")
        await until(pilot, lambda: not isinstance(pilot.app.focused, Input))
        await pilot.press("slash", *" is:zz", "enter")
        await until(pilot, lambda: 'Nothing "is:zz"' in screen_text(pilot))


@pytest.mark.parametrize(("ascii", "side"), [(False, "│"), (True, "|")])
async def test_prompts_have_sides_of_the_terminal_in_its_themes(services: FakeServices, ascii: bool, side: str) -> None:
    async with reading(services, (120, 36), ascii=ascii) as pilot:
        pilot.app.theme = "briefing-ansi"
        await pilot.press("W")
        await until(
            pilot, lambda: any(f"{side} Mute a word" in line or f"{side}Mute a word" in line for line in picture(pilot))
        )


def test_settings_of_a_feed_stand_whole_or_not_at_all_on_a_narrow_page() -> None:
    feed = Feed("https://wire.example/rss", "Sample Wire World", publisher="Sample Wire of Sampletown", section="world")
    status = FeedRow(feed, FeedState(feed.url, last_success=NOW, next_due=NOW))
    for width in range(40, 100):
        (line,) = [
            text
            for shown in render_feeds(FeedsPage((status,), NOW, symbols(ascii=False), "a", None), width)
            if "Sample Wire W" in (text := "".join(span.text for span in shown.spans))
        ]
        assert "publisher" not in line or "publisher Sample Wire of Sampletown" in line
