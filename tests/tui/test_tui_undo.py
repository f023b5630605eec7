"""Everything a reader can change is taken back by one key, from where it was done."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from fake_services import NOW, FakeServices
from textual.widgets import Input
from tui_pilot import reading, screen_text, until, walk

from briefing.tui.commands import COMMANDS
from briefing.tui.modals.confirm_prompt import ConfirmPrompt
from briefing.tui.modals.pick_prompt import PickPrompt
from briefing.tui.modals.prompts import TextPrompt
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.thread_list import ThreadList

FRONT = {
    "follow": ("f",),
    "mute": ("m",),
    "mute-until-new": ("N",),
    "mute-word": ("W", "ask", *"quake", "enter"),
    "unread": ("U",),
    "all-read": ("A",),
    "star": ("*",),
    "tag": ("#", "ask", *"security", "enter"),
    "merge": ("space", "space", "M"),
    "rename": ("R", "ask", *"Pact", "enter"),
    "pin": ("K",),
    "under": ("P", "pick", *"Noto", "enter"),
    "save-view": ("/", *"section:science", "enter", "V", "ask", *"mine", "enter"),
}
PAGE = {
    "follow": ("f",),
    "unread": ("U",),
    "star": ("*",),
    "tag": ("#", "ask", *"security", "enter"),
    "split": ("entry", "S", "agree", "enter"),
    "move": ("entry", "v", "pick", *"Noto", "enter", "agree", "enter"),
    "merge": ("M", "pick", *"Noto", "enter", "agree", "enter"),
    "rename": ("R", "ask", *"Pact", "enter"),
    "pin": ("K",),
    "under": ("P", "pick", *"Noto", "enter"),
}
ARTICLE = {
    "follow": ("f",),
    "unread": ("U",),
    "star": ("*",),
    "move": ("v", "pick", *"Noto", "enter"),
    "merge": ("M", "pick", *"Noto", "enter", "agree", "enter"),
    "under": ("P", "pick", *"Noto", "enter"),
}
LEAVING = {"mute": ("m",), "mute-until-new": ("N",)}
"""They leave the page for the list, and their undo puts the cursor back on the thread."""
HARMLESS = {
    "undo",
    "redo",
    "mark",
    "refresh",
    "refresh-all",
    "take-in",
    "hidden",
    "full-text",
    "rewrite",
    "save",
    "send",
    "theme",
}
"""Nothing is lost: these add to what there is, choose, or offer a change that is listed here."""
FEEDS = {"add-feed", "pause-feed", "remove-feed", "edit-feed", "take", "begin"}
"""They change the file of the feeds; see the tests of its page."""


def state(services: FakeServices) -> dict[str, object]:
    """What a person can change."""
    rows = {id: replace(thread.row, read=None) for id, thread in services.threads.items()}
    return {
        "rows": rows,
        "saved": dict(services.saved),
        "stars": services.stars,
        "words": services.words,
        "done": len(services.undo_log),
    }


def test_every_command_that_changes_something_is_tried() -> None:
    moves = {"down", "up", "page-down", "page-up", "read-on", "top", "bottom", "next-pane", "previous-pane", "open"}
    moves |= {
        "back",
        "next-section",
        "previous-section",
        "filter",
        "find",
        "next",
        "previous",
        "browse",
        "feeds",
        "unfold",
        "fold",
    }
    looks = {
        "line",
        "paragraph",
        "page",
        "all-events",
        "why",
        "agenda",
        "copy-link",
        "copy",
        "digest",
        "zoom",
        "hide",
        "wider",
    }
    moves |= {"next-heading", "previous-heading", "ahead", "timeline", "coverage", "articles"}
    looks |= {"jump", "density", "narrower", "help", "commands", "quit", *(f"link-{number}" for number in range(1, 10))}
    tried = FRONT.keys() | PAGE.keys() | HARMLESS | FEEDS | moves | looks
    assert {command.name for command in COMMANDS} == tried


async def press(pilot, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key == "ask":
            await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
            pilot.app.screen.query_one(Input).value = ""
        elif key == "pick":
            await until(pilot, lambda: isinstance(pilot.app.screen, PickPrompt))
        elif key == "agree":
            await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        elif key == "entry":
            await walk(pilot, lambda target: target.kind == "entry")
        else:
            await pilot.press(key)


async def undone(pilot, services: FakeServices, keys: tuple[str, ...], ready: Callable[[], object]) -> None:
    before = state(services)
    await press(pilot, keys)
    await until(pilot, lambda: state(services) != before and ready())
    await until(pilot, lambda: "Ctrl+z undoes" in screen_text(pilot))
    await pilot.press("ctrl+z")
    await until(pilot, lambda: state(services) == before)
    await until(pilot, lambda: "Ctrl+z undoes" not in screen_text(pilot))


@pytest.mark.parametrize("name", FRONT)
async def test_on_the_front_page(services: FakeServices, name: str) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        threads = pilot.app.screen.query_one(ThreadList)
        titles = [row.title for row in threads.rows]
        await undone(pilot, services, FRONT[name], lambda: isinstance(pilot.app.screen, FrontScreen))
        if name != "save-view":
            await until(pilot, lambda: [row.title for row in threads.rows] == titles)


@pytest.mark.parametrize("name", PAGE)
async def test_on_the_page_of_a_thread(services: FakeServices, name: str) -> None:
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and ("read", "t-pact") in services.calls)
        await undone(pilot, services, PAGE[name], lambda: isinstance(pilot.app.screen, ThreadScreen))


@pytest.mark.parametrize("name", ARTICLE)
async def test_on_the_page_of_an_article(services: FakeServices, name: str) -> None:
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and ("read", "t-pact") in services.calls)
        await walk(pilot, lambda target: target.kind == "sentence")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        await undone(pilot, services, ARTICLE[name], lambda: isinstance(pilot.app.screen, ArticleScreen))


@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("name", LEAVING)
async def test_a_thread_muted_on_a_page_comes_back_to_the_list(services: FakeServices, name: str, depth: int) -> None:
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and ("read", "t-pact") in services.calls)
        if depth > 1:
            await walk(pilot, lambda target: target.kind == "sentence")
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        await undone(pilot, services, LEAVING[name], lambda: isinstance(pilot.app.screen, FrontScreen))
        await until(pilot, lambda: pilot.app.screen.query_one(ThreadList).selected_id == "t-pact")


async def test_an_unread_thread_counts_as_new_until_it_is_read_again(services: FakeServices) -> None:
    services.threads = {"t-budget": services.threads["t-budget"], **services.threads}
    async with reading(services) as pilot:
        threads = pilot.app.screen.query_one(ThreadList)
        await until(pilot, lambda: "· Budget in Manila" in threads.render_line(0).text)
        await pilot.press("U")
        await until(pilot, lambda: "◐ Budget in Manila" in threads.render_line(0).text)
        assert pilot.app.status_message == "Unread: Budget in Manila - Ctrl+z undoes"
        await pilot.press("U")
        await until(pilot, lambda: "○ Budget in Manila" in threads.render_line(0).text)
        await until(pilot, lambda: services.threads["t-budget"].row.read == NOW)
