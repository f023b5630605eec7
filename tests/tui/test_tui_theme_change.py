"""A chosen theme is shown at once on all of a screen."""

from __future__ import annotations

import pytest
from fake_services import FakeServices
from textual.pilot import Pilot
from tui_pilot import reading, until

from briefing.tui.screens.thread_screen import ThreadScreen


def painted(pilot: Pilot) -> list[list[tuple[str, str]]]:
    """Text and style of each piece of the screen, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return [[(one.text, str(one.style)) for one in strip] for strip in strips]


async def painted_at_rest(pilot: Pilot) -> list[list[tuple[str, str]]]:
    """What is painted once a pause changes nothing any more, such as the bar of a pane that was just filled."""
    before, after = None, painted(pilot)
    while before != after:
        await pilot.pause(0.05)
        before, after = after, painted(pilot)
    return after


def is_whole(screen) -> bool:
    return screen.thread is not None and not screen.thread.awaits_changes


@pytest.mark.parametrize("is_thread_page", [False, True])
@pytest.mark.parametrize(
    ("former", "chosen"),
    [("briefing-ansi", "briefing-ansi-light"), ("briefing-ansi", "briefing-dark"), ("briefing-dark", "briefing-light")],
)
async def test_no_bar_keeps_the_colours_of_the_former_theme(
    services: FakeServices, former: str, chosen: str, is_thread_page: bool
) -> None:
    shown = []
    for themes in ((former, chosen), (chosen,)):
        async with reading(services) as pilot:
            await until(pilot, lambda: is_whole(pilot.app.screen))
            pilot.app.theme = themes[0]
            await pilot.pause()
            if is_thread_page:
                await pilot.press("enter")
                await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
            await painted_at_rest(pilot)  # as a terminal shows it before
            pilot.app.theme = themes[-1]
            shown.append(await painted_at_rest(pilot))
    assert shown[0] == shown[1]
