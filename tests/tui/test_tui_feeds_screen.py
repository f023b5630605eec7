import contextlib
import re
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from fake_services import NOW, FakeServices, arrival
from textual.widgets import Input
from tui_pilot import SIZES, lines_of, plain, reading, screen_text, text_of, until

from briefing.config import load_config
from briefing.errors import BriefingError, FetchError
from briefing.feeds.discovery import DiscoveredFeed
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import RefreshReport
from briefing.model.notes import Note
from briefing.output.cells import cell_width
from briefing.tui.external import editor_command
from briefing.tui.feed_status import FeedRow
from briefing.tui.modals.prompts import ChoicePrompt, TextPrompt
from briefing.tui.render.feeds_page import FeedsPage, render_feeds, settings_words
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.feed_articles_screen import FeedArticlesScreen
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.symbols import symbols
from briefing.tui.widgets.page import Page

FILE = """# mine
[[feeds]]
url = "https://wire.example/rss"
name = "Sample Wire"
section = "world"

[[feeds]]
url = "https://gazette.example/rss"
name = "Sample Gazette"
section = "asia"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def own(path: Path) -> FakeServices:
    return FakeServices(config=load_config(path))


async def opened(pilot) -> Page:
    await pilot.press("F")
    await until(pilot, lambda: isinstance(pilot.app.screen, FeedsScreen) and pilot.app.screen.feeds)
    await until(pilot, lambda: pilot.app.screen.selected_feed)
    return pilot.app.screen.query_one(Page)


@pytest.mark.parametrize("size", SIZES)
async def test_the_feeds_tell_how_they_are(own: FakeServices, size) -> None:
    async with reading(own, size) as pilot:
        page = text_of(await opened(pilot))
        cause = "failed 3 times: timed out" if size[0] < 100 else "failed 3 times: timed out after 30 s"
        assert re.search(f"! Sample Gazette +{cause}", page)
        assert re.search(r"^ World .*a day +last +lag +next|^ World +1 feed", page, re.MULTILINE)
        assert page.index("World") < page.index("Sample Wire") < page.index("Asia") < page.index("Sample Gazette")
        assert "12.5" in page
        assert "2 feeds, 1 failing" in screen_text(pilot)
        await pilot.press("j")
        assert "failed 3 times: timed out after 30 s" in screen_text(pilot), "the status line has what is cut"
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, FeedsScreen)


async def test_a_feed_is_paused_and_fetched_again_and_both_can_be_undone(own: FakeServices, path: Path) -> None:
    async with reading(own) as pilot:
        page = await opened(pilot)
        await pilot.press("space")
        await until(pilot, lambda: re.search(r"Sample Wire +paused", text_of(page)))
        assert not load_config(path).feeds[0].enabled
        assert "Paused: Sample Wire - Ctrl+z undoes" in screen_text(pilot)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "paused" not in text_of(page))
        assert path.read_text(encoding="utf-8") == FILE
        await pilot.press("e", "e")
        await until(pilot, lambda: ("ask again", "https://wire.example/rss") in own.calls)
        await until(pilot, lambda: path.read_text(encoding="utf-8").count("enabled = true") == 1)
        await pilot.app.workers.wait_for_complete()
        await pilot.press("ctrl+z", "ctrl+z")
        await until(pilot, lambda: path.read_text(encoding="utf-8") == FILE)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Nothing to undo" in screen_text(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_home_selects_the_first_feed_whose_keys_work(own: FakeServices, path: Path, size) -> None:
    async with reading(own, size) as pilot:
        page = await opened(pilot)
        await pilot.press("j", "home")
        assert pilot.app.screen.selected_feed.display_name == "Sample Wire"
        assert page.shows_target
        await pilot.press("space")
        await until(pilot, lambda: re.search(r"Sample Wire +paused", text_of(page)))


async def test_a_feed_is_removed_and_brought_back(own: FakeServices, path: Path) -> None:
    async with reading(own) as pilot:
        page = await opened(pilot)
        await pilot.press("j", "D")
        await until(pilot, lambda: "Sample Gazette" not in text_of(page))
        assert [feed.name for feed in load_config(path).feeds] == ["Sample Wire"]
        assert "its articles stay" in screen_text(pilot)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Sample Gazette" in text_of(page))
        assert path.read_text(encoding="utf-8") == FILE


async def test_sections_keep_their_places_when_the_first_feed_is_removed(path: Path) -> None:
    third = '\n[[feeds]]\nurl = "https://herald.example/rss"\nname = "Sample Herald"\nsection = "world"\n'
    path.write_text(FILE + third, encoding="utf-8")
    async with reading(FakeServices(config=load_config(path))) as pilot:
        page = await opened(pilot)
        await pilot.press("D")
        await until(pilot, lambda: "Sample Wire" not in text_of(page) and pilot.app.screen.selected_feed)
        assert [row.display_name for row in pilot.app.screen.feeds] == ["Sample Herald", "Sample Gazette"]
        assert pilot.app.screen.selected_feed.display_name == "Sample Herald"


@pytest.mark.parametrize("keys", [(), ("j",)])
async def test_the_cursor_is_on_a_feed_that_comes_back_and_all_pages_count_it(
    own: FakeServices, keys: tuple[str, ...]
) -> None:
    async with reading(own) as pilot:
        page = await opened(pilot)
        await pilot.press(*keys)
        cursor, line = page.target, page.first_visible_line
        feeds = pilot.app.health.feeds
        await pilot.press("D")
        await until(pilot, lambda: pilot.app.health.feeds == feeds - 1)
        await until(pilot, lambda: page.target not in (cursor, None))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: page.target == cursor)
        assert pilot.app.health.feeds == feeds
        assert page.first_visible_line == line


async def test_what_was_done_to_feeds_is_undone_after_coming_back_but_not_over_what_others_wrote(
    own: FakeServices, path: Path
) -> None:
    async with reading(own) as pilot:
        page = await opened(pilot)
        await pilot.press("D")
        await until(
            pilot,
            lambda: pilot.app.screen.selected_feed and pilot.app.screen.selected_feed.display_name == "Sample Gazette",
        )
        await pilot.press("escape")
        page = await opened(pilot)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Sample Wire" in text_of(page))
        assert path.read_text(encoding="utf-8") == FILE
        await pilot.press("D")
        await until(pilot, lambda: len(pilot.app.screen.feeds) == 1)
        path.write_text("# by hand\n", encoding="utf-8")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "feeds.toml was changed since - nothing was undone" in screen_text(pilot))
        assert path.read_text(encoding="utf-8") == "# by hand\n"


async def test_what_is_found_late_stops_nobody_who_went_elsewhere(own: FakeServices, monkeypatch) -> None:
    found, gate = DiscoveredFeed("https://observer.example/rss", "Sample Observer", (), 20, 4.0), threading.Event()
    monkeypatch.setattr("briefing.services.feed_list.FeedList.find", lambda *_: gate.wait(60) and (found,))
    async with reading(own) as pilot:
        await opened(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        await pilot.press(*"observer.example", "enter", "escape")
        gate.set()
        await until(pilot, lambda: "1 feed found at observer.example - F a adds one" in screen_text(pilot))


async def test_what_a_refresh_noted_of_a_feed_stands_beside_it(own: FakeServices) -> None:
    note = Note("Sample Wire", "has moved to https://wire.example/new", url="https://wire.example/rss")
    own.report = RefreshReport(feeds=2, unchanged=2, notes=(note, note))
    async with reading(own, (80, 24)) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "2 notes on feeds - F shows them" in screen_text(pilot))
        page = await opened(pilot)
        assert "has moved to https://" in text_of(page)
        pilot.app.notify_status("")
        assert "has moved to https://wire.example/new" in screen_text(pilot)


async def test_a_note_on_a_nameless_feed_stands_beneath_it(path: Path) -> None:
    path.write_text('[[feeds]]\nurl = "https://nameless.example/rss"\n', encoding="utf-8")
    services = FakeServices(config=load_config(path))
    note = Note("another name", "has broken off", url="https://nameless.example/rss")
    services.report = RefreshReport(feeds=1, unchanged=1, notes=(note,))
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "has broken off" in screen_text(pilot))
        page = await opened(pilot)
        assert "nameless.example/rss" in text_of(page) and "has broken off" in text_of(page)


async def test_a_feed_is_added_by_the_address_of_its_site_with_a_preview(
    own: FakeServices, path: Path, monkeypatch
) -> None:
    found = DiscoveredFeed("https://observer.example/rss", "Sample Observer", ("Ferry strike ends",), 20, 4.0)
    asked: list[str] = []
    monkeypatch.setattr(
        "briefing.services.feed_list.FeedList.find", lambda _, address, __: asked.append(address) or (found,)
    )
    async with reading(own) as pilot:
        page = await opened(pilot)
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        await pilot.press(*"observer.example", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        await until(pilot, lambda: "- Ferry strike ends" in text_of(pilot.app.screen.query_one(Page)))
        assert asked == ["observer.example"]
        assert "about 4.0 a day" in text_of(pilot.app.screen.query_one(Page))
        await pilot.press("j", "k", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        assert pilot.app.screen.query_one(Input).value == "world"
        await pilot.press("enter")
        await until(pilot, lambda: "Sample Observer" in text_of(page))
        assert load_config(path).feeds[2].url == found.url
        await until(
            pilot, lambda: pilot.app.screen.selected_feed and pilot.app.screen.selected_feed.feed.url == found.url
        )
        await until(pilot, lambda: ("refresh",) in own.calls and pilot.app.progress is None)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Sample Observer" not in text_of(page))


async def test_an_address_without_a_feed_is_told_and_escape_asks_no_more(own: FakeServices, monkeypatch) -> None:
    def fail(_: object, address: str, on_progress: object) -> None:
        raise FetchError(f"{address} leads to no feed", "look on the site")

    monkeypatch.setattr("briefing.services.feed_list.FeedList.find", fail)
    async with reading(own) as pilot:
        await opened(pilot)
        await pilot.press("a", "x", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt) and pilot.app.screen.query_one(Input).value)
        assert pilot.app.screen.query_one(Input).value == "x", "what was typed can be mended"
        assert "x leads to no feed - look on the site" in plain(pilot.app.screen.query_one("#ask-note").content)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, FeedsScreen)


async def test_the_file_is_edited_at_the_feeds_line_and_read_again(own: FakeServices, path: Path, monkeypatch) -> None:
    ran: list[list[str]] = []
    texts = [FILE.replace("Sample Wire", "Sample Herald"), "[[feeds", FILE]

    def run(command: list[str], *, check: bool) -> CompletedProcess[str]:
        ran.append(command)
        path.write_text(texts.pop(0), encoding="utf-8")
        return CompletedProcess(command, 0)

    monkeypatch.setenv("EDITOR", "nano -w")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr("subprocess.run", run)
    async with reading(own) as pilot:
        monkeypatch.setattr(pilot.app, "suspend", contextlib.nullcontext)
        page = await opened(pilot)
        await pilot.press("j", "E")
        await until(pilot, lambda: "Sample Herald" in text_of(page))
        assert ran[0] == ["nano", "-w", "+7", str(path)]
        await pilot.press("E")
        await until(pilot, lambda: "the configuration before stays in use" in screen_text(pilot))
        assert own.config.feeds[0].name == "Sample Herald"
        await pilot.press("E")
        await until(pilot, lambda: "Sample Wire" in text_of(page))


async def test_without_a_terminal_to_lend_the_file_is_named(own: FakeServices) -> None:
    async with reading(own) as pilot:
        await opened(pilot)
        await pilot.press("E")
        await until(pilot, lambda: "This terminal cannot run" in screen_text(pilot))


def test_editors_are_told_the_line_in_their_way() -> None:
    assert editor_command({}, "f.toml", 3) == ["vi", "+3", "f.toml"]
    assert editor_command({"VISUAL": "code --wait"}, "f.toml", 3) == ["code", "--wait", "-g", "f.toml:3"]
    assert editor_command({"EDITOR": "/usr/bin/hx"}, "f.toml", 3) == ["/usr/bin/hx", "f.toml:3"]
    assert editor_command({"EDITOR": "ed"}, "f.toml", 3) == ["ed", "f.toml"]


@pytest.mark.parametrize(
    ("environ", "problem"),
    [
        ({"EDITOR": "vi 'x"}, "$EDITOR is no command: vi 'x (no closing quotation)"),
        ({"VISUAL": 'code "', "EDITOR": "ed"}, '$VISUAL is no command: code " (no closing quotation)'),
        ({"EDITOR": "'' x"}, "$EDITOR names no program: '' x"),
        ({"EDITOR": "nano \\"}, "$EDITOR is no command: nano \\ (no escaped character)"),
    ],
)
def test_an_editor_that_is_no_command_is_named(environ: dict[str, str], problem: str) -> None:
    with pytest.raises(BriefingError) as caught:
        editor_command(environ, "f.toml", 3)
    assert str(caught.value) == problem


def test_a_blank_editor_counts_as_not_set() -> None:
    assert editor_command({"VISUAL": "  ", "EDITOR": "ed"}, "f.toml", 3) == ["ed", "f.toml"]
    assert editor_command({"VISUAL": "", "EDITOR": "\t"}, "f.toml", 3) == ["vi", "+3", "f.toml"]


def test_feeds_are_painted_within_their_room_whatever_their_state() -> None:
    feed = Feed("https://wire.example/rss", name="日本語" * 20)
    state = FeedState(feed.url, last_success=NOW, next_due=NOW + timedelta(hours=1), error="\x1bwrong", failures=2)
    healths = [
        FeedRow(feed, state, 3.2, timedelta(hours=5)),
        FeedRow(replace(feed, enabled=False), FeedState(feed.url)),
        FeedRow(feed, replace(state, gone=True)),
        FeedRow(replace(feed, name=""), FeedState(feed.url)),
    ]
    assert [health.condition for health in healths] == ["failing", "paused", "gone", "new"]
    for width in (40, 71, 72, 150):
        lines = render_feeds(FeedsPage(healths, NOW, symbols(True), "a"), width)
        assert max(line.content.cell_length for line in lines) <= width
    assert "a adds one" in render_feeds(FeedsPage([], NOW, symbols(True), "a"), 90)[0].content.plain


async def test_the_first_start_leads_from_sections_to_a_thread(path: Path) -> None:
    services = FakeServices(threads={}, arrivals=[arrival()], config=load_config(path))
    async with reading(services) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        page = pilot.app.screen.page
        await until(pilot, lambda: "▌[x] World" in text_of(page))
        await pilot.press("space", "j", "right", "j", "space")
        await until(pilot, lambda: "[ ] Asia" in text_of(page) and "▌    [ ] Sample Gazette" in text_of(page))
        await pilot.press("enter")
        await until(pilot, lambda: "Nothing is chosen: Space chooses a section" in screen_text(pilot))
        await pilot.press("space", "enter")
        await until(pilot, lambda: "Crews walk out at midnight" in screen_text(pilot))
        await until(pilot, lambda: "TIMELINE" in screen_text(pilot))
        assert [feed.enabled for feed in load_config(path).feeds] == [False, True]


async def test_escape_leaves_the_first_start_at_what_the_file_says(path: Path) -> None:
    services = FakeServices(threads={}, config=load_config(path))
    async with reading(services) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        await pilot.press("escape")
        await until(pilot, lambda: "Press r to fetch 2 feeds" in screen_text(pilot))
        assert path.read_text(encoding="utf-8") == FILE


async def test_enter_lists_the_articles_of_a_feed_and_opens_one(services: FakeServices) -> None:
    thread = services.threads["t-pact"]
    url = services.config.feeds[0].url
    stories = tuple(
        replace(story, articles=tuple(replace(one, feed=url) for one in story.articles)) for story in thread.stories
    )
    services.threads["t-pact"] = replace(thread, stories=stories)
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedArticlesScreen) and pilot.app.screen.hit)
        assert "15 articles · fine" in screen_text(pilot)
        page = text_of(pilot.app.screen.query_one(Page))
        assert re.search(r"▌ *\d+\w  .+  Japan-Philippines defence pact", page)
        await pilot.press("j")
        chosen = pilot.app.screen.hit.article
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        assert pilot.app.screen.article == chosen
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.screen, FeedsScreen)
        await pilot.press("j", "enter")
        await until(pilot, lambda: "Nothing of this feed is stored yet. r fetches" in screen_text(pilot))


def test_a_cause_that_many_feeds_share_stands_once_on_top() -> None:
    def status(number: int, error: str) -> FeedRow:
        url = f"https://feed{number}.example/rss"
        return FeedRow(Feed(url, name=f"Feed {number}"), FeedState(url, failures=2, error=error))

    feeds = [status(number, "host not found") for number in range(4)] + [status(9, "HTTP 500")]
    lines = [line.content.plain for line in render_feeds(FeedsPage(feeds, NOW, symbols(False), "a"), 116)]
    assert lines[0] == "4 of 5 feeds failed for one cause: host not found."
    assert sum("host not found" in line for line in lines) == 1
    assert sum("failed 2 times, as above" in line for line in lines) == 4
    assert sum("failed 2 times: HTTP 500" in line for line in lines) == 1
    lines = [line.content.plain for line in render_feeds(FeedsPage(feeds[:4], NOW, symbols(False), "a"), 116)]
    assert "briefing doctor" in lines[1]
    assert len(lines) == 2 + 1 + 1 + 4, "one line for each feed"


@pytest.mark.parametrize("width", [60, 80])
def test_each_feed_is_one_line_in_a_narrow_terminal(width: int) -> None:
    feed = Feed("https://wire.example/rss", name="Sample Wire")
    state = FeedState(feed.url, last_success=NOW, next_due=NOW + timedelta(hours=1))
    fine, failing = FeedRow(feed, state, 3.2), FeedRow(feed, replace(state, failures=2, error="no answer " * 5))
    lines = [line.content.plain for line in render_feeds(FeedsPage([fine, failing], NOW, symbols(False), "a"), width)]
    (line,) = [line for line in lines if "fine" in line]
    assert "Sample Wire" in line and "next" in line and ("3.2 a day" in line) == (width == 80)
    assert len(lines) == 1 + 2, "a heading, and a line for each feed"
    assert all(cell_width(line) <= width for line in lines) and "failed 2 times" in lines[2]


def test_what_is_configured_for_one_feed_is_marked() -> None:
    feed = Feed("https://wire.example/rss", weight=2, interval=timedelta(hours=6), full_text=True, max_per_day=5)
    assert settings_words(feed) == ["weight 2", "every 6h", "full text", "at most 5 a day"]
    assert settings_words(Feed("https://wire.example/rss", name="Wire", publisher="Wire")) == []


async def test_what_another_program_writes_is_taken_in(own: FakeServices, path: Path) -> None:
    async with reading(own) as pilot:
        page = await opened(pilot)
        await pilot.press("space")
        await until(pilot, lambda: re.search(r"Sample Wire +paused", text_of(page)))
        await pilot.app.controllers.feeds.take_in_file_changes()
        await pilot.app.workers.wait_for_complete()
        assert "Read feeds.toml" not in screen_text(pilot), "the reader wrote that itself"
        pilot.app.notify_status("")
        path.write_text(FILE.replace("Sample Gazette", "Sample Herald"), encoding="utf-8")
        await pilot.app.controllers.feeds.take_in_file_changes()
        await until(pilot, lambda: "Sample Herald" in text_of(page))
        assert "Read feeds.toml: 2 feeds" in screen_text(pilot)
        path.write_text("[[feeds", encoding="utf-8")
        await pilot.app.controllers.feeds.take_in_file_changes()
        await until(pilot, lambda: "the configuration before stays in use, E edits" in screen_text(pilot))
        assert re.search(r"^feeds\.toml: not valid TOML", screen_text(pilot)), "the reason comes first"
        assert "Sample Herald" in text_of(page)


async def test_a_file_that_cannot_be_used_is_named_again_to_who_asks(own: FakeServices, path: Path) -> None:
    named: list[str] = []
    async with reading(own) as pilot:
        pilot.app.notify_in_background = lambda text: named.append(text) if "stays in use" in text else None
        await pilot.app.controllers.feeds.take_in_file_changes()
        path.write_text("[[feeds", encoding="utf-8")
        for key in ("r", "F"):
            before = len(named)
            await pilot.press(key)
            await until(pilot, lambda before=before: len(named) > before)
        path.write_text(FILE, encoding="utf-8")
        await pilot.press("r")
        await until(pilot, lambda: pilot.app.controllers.feeds._file_problem == "")
        before = len(named)
        await pilot.press("r")
        await pilot.app.workers.wait_for_complete()
        assert len(named) == before, "it can be used again"


async def test_a_rule_that_another_program_writes_hides_threads_at_once(own: FakeServices, path: Path) -> None:
    async with reading(own) as pilot:
        await pilot.app.controllers.feeds.take_in_file_changes()
        loads = own.list_loads
        path.write_text(FILE + '\n[[rules]]\nword = "quake"\ndo = "hide"\n', encoding="utf-8")
        await pilot.press("r")
        await until(pilot, lambda: own.list_loads > loads and len(own.config.rules) == 1)


async def test_a_feed_that_another_program_writes_is_fetched_at_once(own: FakeServices, path: Path) -> None:
    async with reading(own) as pilot:
        await pilot.app.controllers.feeds.take_in_file_changes()
        path.write_text(FILE + '\n[[feeds]]\nurl = "https://kurier.example/rss"\n', encoding="utf-8")
        await pilot.app.controllers.feeds.take_in_file_changes()
        await until(pilot, lambda: ("refresh",) in own.calls)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_is_wrong_with_a_feed_is_whole_on_its_page(
    own: FakeServices, path: Path, size: tuple[int, int]
) -> None:
    cause = "HTTP 401 Unauthorized (the feed needs a user name and a password: headers in feeds.toml)"
    url = own.config.feeds[0].url
    state = FeedState(url, failures=3, error=cause, next_due=NOW + timedelta(hours=22))
    own.feed_health.feeds_with_states = lambda: tuple((feed, replace(state, url=feed.url)) for feed in own.config.feeds)
    async with reading(own, size) as pilot:
        page = await opened(pilot)
        status = pilot.app.screen.status_line
        await until(pilot, lambda: str(status.left).startswith("failed 3 times: HTTP 401"))
        assert all(" next " in line for line in lines_of(page) if "failed" in line), "columns"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedArticlesScreen))
        shown = pilot.app.screen.page
        await until(
            pilot,
            lambda: (
                f"Failed 3 times: {cause.lower()}" in " ".join(text_of(shown).lower().split())
                or cause in " ".join(text_of(shown).split())
            ),
        )
        assert "Ctrl+r fetches all feeds at once" in " ".join(text_of(shown).split())


async def test_mistakes_of_the_file_stand_whole_above_the_feeds(path: Path) -> None:
    path.write_text(FILE + "\nwieght = 2\n", encoding="utf-8")
    services = FakeServices(config=load_config(path))
    async with reading(services, (60, 20)) as pilot:
        await until(pilot, lambda: pilot.app.status_message.startswith("feeds.toml:"))
        assert pilot.app.status_message.endswith("F shows it whole") and str(path) not in pilot.app.status_message
        page = await opened(pilot)
        mistake = services.config.problems[0].without_folder
        await until(pilot, lambda: mistake in " ".join(text_of(page).split()))
        await until(pilot, lambda: mistake[:20] not in pilot.app.status_message)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedArticlesScreen))
        assert mistake[:20] not in pilot.app.status_message


@pytest.mark.parametrize("is_on_feeds_page", [True, False])
async def test_a_new_mistake_of_the_file_stands_in_the_status_line_where_the_page_lacks_it(
    own: FakeServices, path: Path, is_on_feeds_page: bool
) -> None:
    async with reading(own) as pilot:
        feeds = pilot.app.controllers.feeds
        await feeds.take_in_file_changes()
        if is_on_feeds_page:
            await opened(pilot)
        path.write_text(FILE + "\nwieght = 2\n", encoding="utf-8")
        await feeds.take_in_file_changes()
        await until(pilot, lambda: "2 feeds, 1 problem: " in pilot.app.status_message)
        mistake = load_config(path).problems[0].without_folder
        assert (mistake in pilot.app.status_message) is not is_on_feeds_page
        await until(pilot, lambda: pilot.app.services.config.problems)
        if is_on_feeds_page:
            await until(pilot, lambda: mistake in screen_text(pilot))


async def test_a_long_search_says_all_the_time_that_it_goes_on(own: FakeServices, monkeypatch) -> None:
    gate = threading.Event()
    monkeypatch.setattr("briefing.services.feed_list.FeedList.find", lambda *_: gate.wait(60) and ())
    monkeypatch.setattr("briefing.tui.controllers.feed_controller.SEARCH_NOTE_INTERVAL", 0.05)
    async with reading(own) as pilot:
        await opened(pilot)
        await pilot.press("a", *"x.example", "enter")
        await until(pilot, lambda: "Looking for feeds at x.example: " in screen_text(pilot))
        pilot.app.notify_status("something else")
        await pilot.pause(0.15)
        assert "something else" in screen_text(pilot), "the answer to a key stays as long as any other"
        pilot.app.notify_status("")
        await until(pilot, lambda: "Looking for feeds at x.example: " in screen_text(pilot))
        gate.set()
