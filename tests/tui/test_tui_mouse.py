"""What keys do, a mouse does too."""

from fake_desk import FakeDesk, arrival
from tui_pilot import reading, screen_text, until

from briefing.tui.screens.ask import Ask, Choose
from briefing.tui.screens.front import FrontPage
from briefing.tui.screens.sheet import HelpSheet, Sheet
from briefing.tui.screens.thread import ThreadPage
from briefing.tui.widgets.bars import SectionTabs, StatusLine
from briefing.tui.widgets.thread_list import ThreadList


async def test_a_click_on_what_waits_takes_it_in(desk: FakeDesk) -> None:
    desk.arrivals = [arrival()]
    async with reading(desk) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "1 thread updated - press u" in screen_text(pilot))
        await pilot.click(StatusLine, offset=(3, 0))
        assert pilot.app.listing.waiting is not None
        await pilot.click(StatusLine, offset=(110, 0))
        await until(pilot, lambda: pilot.app.listing.waiting is None)
        assert "Ferry strike" in [row.title for row in pilot.app.screen.query_one(ThreadList).threads]


async def test_a_click_chooses_the_size_of_the_summary(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadPage) and pilot.app.screen.thread)
        where = pilot.app.screen.where
        at = where.render().plain.index("3 page")
        await pilot.click("#where", offset=(at + 2, 0))
        await until(pilot, lambda: pilot.app.size_of_summary == "page")
        await pilot.click("#where", offset=(2, 0))
        assert pilot.app.size_of_summary == "page"


async def test_a_click_beside_a_sheet_puts_it_away(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        for key, sheet in (("?", HelpSheet), ("w", Sheet), ("A", Choose), ("W", Ask)):
            await until(pilot, lambda: isinstance(pilot.app.screen, FrontPage) and pilot.app.screen.thread)
            await pilot.press(key)
            await until(pilot, lambda sheet=sheet: isinstance(pilot.app.screen, sheet))
            await pilot.click("#sheet-title", offset=(3, 0))
            assert isinstance(pilot.app.screen, sheet)
            await pilot.click(offset=(1, 34))
            await until(pilot, lambda: isinstance(pilot.app.screen, FrontPage))
        assert desk.words == frozenset()


async def test_clicks_choose_tabs_and_threads_and_open_them(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        at = pilot.app.screen.tabs.render().plain.index("Science")
        await pilot.click(SectionTabs, offset=(at + 1, 0))
        await until(pilot, lambda: pilot.app.listing.section == "science")
        await pilot.click(ThreadList, offset=(8, 4))
        assert pilot.app.screen.query_one(ThreadList).cursor == 1
        await pilot.click(ThreadList, offset=(8, 4), times=2)
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadPage))
