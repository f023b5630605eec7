"""Run the application in tests, wait for what a worker brings, and read what it shows."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fake_services import FakeServices
from textual.content import Content
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.widgets import Input

from briefing.tui.app import BriefingApp
from briefing.tui.modals.pick_prompt import PickPrompt
from briefing.tui.render.page_lines import Target
from briefing.tui.widgets.line_scroll_view import LineScrollView
from briefing.tui.widgets.screen_bars import StatusLine

SIZES = [(80, 24), (120, 36)]


async def until(pilot: Pilot, ready: Callable[[], object], limit: float = 60.0) -> None:
    """Wait until something is so; fails after `limit` seconds. A prompt that is still open lacks what a page has."""
    end = time.monotonic() + limit
    while not _is_ready(ready):
        assert time.monotonic() < end, f"never came: {screen_text(pilot)}"
        await pilot.pause(0.005)
    await pilot.pause()


def _is_ready(ready: Callable[[], object]) -> bool:
    try:
        return bool(ready())
    except (AttributeError, NoMatches):
        return False


def lines_of(pane: LineScrollView) -> list[str]:
    """What a pane shows, line by line."""
    return [pane.render_line(y).text for y in range(pane.scrollable_content_region.height)]


def text_of(pane: LineScrollView) -> str:
    """What a pane shows."""
    return "\n".join(lines_of(pane))


async def walk(pilot: Pilot, wanted: Callable[[Target], bool]) -> None:
    """Press j until the cursor of the page rests on what is wanted."""
    for _ in range(60):
        target = pilot.app.screen.cursor_target
        if target and wanted(target):
            return
        await pilot.press("j")
    raise AssertionError(f"never reached: {screen_text(pilot)}")


def screen_text(pilot: Pilot) -> str:
    """What the panes in sight and the status line show."""
    screen = pilot.app.screen
    panes = [text_of(pane) for pane in screen.query(LineScrollView) if pane.region]
    lines = [f"{line.left}   {line.right}" for line in screen.query(StatusLine)]
    return "\n".join([*lines, *panes])


def plain(content: object) -> str:
    """The text of a widget's content."""
    assert isinstance(content, Content)
    return content.plain


@asynccontextmanager
async def reading(services: FakeServices, size: tuple[int, int] = (120, 36), **options: bool) -> AsyncIterator[Pilot]:
    """Run the application until its list stands."""
    app = BriefingApp(services, **options)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.started)
        yield pilot


async def picked(pilot: Pilot, *keys: str) -> None:
    """Narrow the list of a prompt with keys, and choose the first of it."""
    await until(pilot, lambda: isinstance(pilot.app.screen, PickPrompt) and isinstance(pilot.app.focused, Input))
    await pilot.press(*keys, "enter")


def picture(pilot: Pilot) -> list[str]:
    """The screen, line by line, without what is blank at the ends."""
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


async def seen(pilot: Pilot, *wanted: str) -> list[str]:
    """Wait until each pattern is found on a line; return the screen."""

    def ready() -> bool:
        lines = picture(pilot)
        return all(any(re.search(pattern, line) for line in lines) for pattern in wanted)

    await until(pilot, ready)
    return picture(pilot)


async def seen_at_rest(pilot: Pilot, *wanted: str) -> list[str]:
    """The same, once a pause changes nothing any more, such as the bar of a pane that was just filled."""
    before, after = None, await seen(pilot, *wanted)
    while before != after:
        await pilot.pause(0.05)
        before, after = after, picture(pilot)
    return after
