"""What keys do, a mouse does too."""

import pytest
from fake_services import FakeServices, arrival
from textual.content import Content
from tui_pilot import reading, screen_text, until

from briefing.tui.modals.page_modal import HelpModal, PageModal
from briefing.tui.modals.prompts import ChoicePrompt, TextPrompt
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.tabs import Tab
from briefing.tui.widgets.screen_bars import BarItem, SectionTabs, StatusLine, item_at
from briefing.tui.widgets.thread_list import ThreadList


async def test_a_click_on_what_waits_takes_it_in(services: FakeServices) -> None:
    services.arrivals = [arrival()]
    async with reading(services) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "1 thread updated - press u" in screen_text(pilot))
        await pilot.click(StatusLine, offset=(3, 0))
        assert pilot.app.listing.pending is not None
        await pilot.click(StatusLine, offset=(110, 0))
        await until(pilot, lambda: pilot.app.listing.pending is None)
        assert "Ferry strike" in [row.title for row in pilot.app.screen.query_one(ThreadList).rows]


@pytest.mark.parametrize(
    ("x", "value"),
    [(0, "b"), (1, "c"), (4, "c"), (5, "d"), (9, "e"), (10, None)],
)
def test_an_arrow_of_a_bar_stands_for_the_next_item_out_of_sight(x: int, value: str | None) -> None:
    items = [BarItem(name, Content(f" {name}  ")) for name in "abcde"]
    placed = [(0, 4, items[2]), (4, 8, items[3])]
    item = item_at(x, items, placed, before=True, after=True)
    assert (item.value if item else None) == value
    assert item_at(0, items, placed, before=False, after=True) is None
    assert item_at(9, items, placed, before=True, after=False) is None


@pytest.mark.parametrize(
    ("width", "sizes", "last"), [(80, "1 2 3", "3"), (120, "1 line  2 paragraph  3 page", "3 page")]
)
async def test_a_click_chooses_the_size_of_the_summary(services: FakeServices, width, sizes, last) -> None:
    async with reading(services, (width, 36)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.thread)
        await until(pilot, lambda: f"Summary {sizes}" in pilot.app.screen.heading_bar.render().plain)
        at = pilot.app.screen.heading_bar.render().plain.index(last)
        await pilot.click("#where", offset=(at, 0))
        await until(pilot, lambda: pilot.app.summary_size == "long")
        await pilot.click("#where", offset=(3, 0))
        assert pilot.app.summary_size == "long"


@pytest.mark.parametrize("width", [100, 110, 115, 119, 120, 130])
async def test_the_names_of_the_sizes_leave_the_time_its_place(services: FakeServices, width: int) -> None:
    async with reading(services, (width, 36)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        await until(pilot, lambda: "Articles" in pilot.app.screen.heading_bar.render().plain)
        bar = pilot.app.screen.heading_bar.render().plain
        assert bar.endswith(" 09:40 ") and ("Summary 1 line" in bar) == (width >= 120), bar


async def test_a_click_beside_a_modal_puts_it_away(services: FakeServices) -> None:
    async with reading(services) as pilot:
        for key, modal in (("?", HelpModal), ("w", PageModal), ("g", ChoicePrompt), ("W", TextPrompt)):
            await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen) and pilot.app.screen.thread)
            await pilot.press(key)
            await until(pilot, lambda modal=modal: isinstance(pilot.app.screen, modal))
            await pilot.click("#modal-title", offset=(3, 0))
            assert isinstance(pilot.app.screen, modal)
            await pilot.click(offset=(1, 34))
            await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        assert services.words == frozenset()


async def test_clicks_choose_tabs_and_threads_and_open_them(services: FakeServices) -> None:
    async with reading(services) as pilot:
        at = pilot.app.screen.tabs.render().plain.index("Science")
        await pilot.click(SectionTabs, offset=(at + 1, 0))
        await until(pilot, lambda: pilot.app.listing.tab == Tab.section("science"))
        await pilot.click(ThreadList, offset=(8, 3))
        assert pilot.app.screen.query_one(ThreadList).cursor == 1
        await pilot.click(ThreadList, offset=(8, 3), times=2)
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen | ArticleScreen))
