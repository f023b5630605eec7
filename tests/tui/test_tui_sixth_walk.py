"""What a newcomer and a regular stumbled over in the sixth walk."""

import pytest
from fake_services import FakeServices
from sample_news import arrival
from tui_pilot import picture, reading, screen_text, seen, until, walk

from briefing.tui.render.page_lines import Target
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.thread_screen import ThreadScreen


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
            assert page.cursor_target == target and page.panes.active_pane.shows_target
