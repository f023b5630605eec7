"""A page that is taken apart while its thread loads takes nothing down with it: so the application ends."""

from fake_services import FakeServices
from tui_pilot import reading, until

from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.page import Page


async def test_a_thread_that_comes_after_its_panes_are_gone_is_dropped(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.thread)
        page = pilot.app.screen
        await page.query(Page).remove()
        await page._load("t-pact")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))


async def test_the_same_on_the_front_page(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread)
        front, before = pilot.app.screen, pilot.app.screen.thread
        await front.query(Page).remove()
        await front.preview._load("t-quake")
        assert front.thread is before
