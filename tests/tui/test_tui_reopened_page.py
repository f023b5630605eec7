"""The page of a thread is mounted once: a closed one is opened again for another thread, as if it were new."""

import threading

from fake_services import FakeServices
from textual.color import Color
from tui_pilot import reading, text_of, until

from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.page import Page


def shown(pilot, page: str = "#detail") -> str:
    return text_of(pilot.app.screen.query_one(page, Page))


async def opened(pilot, text: str = "TIMELINE") -> ThreadScreen:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and text in shown(pilot))
    return pilot.app.screen


async def closed(pilot) -> None:
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))


async def test_the_next_thread_begins_at_its_start_on_the_page_of_the_one_before(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        page = await opened(pilot)
        await pilot.press("a", "G")
        await until(pilot, lambda: page.detail_pane.first_visible_line > 0)
        await closed(pilot)
        await pilot.press("j")
        assert await opened(pilot, "Strait shipping") is page
        assert (page.thread_id, page.detail_pane.first_visible_line) == ("t-strait", 0)
        assert page.detail_pane.target is None
        assert "Japan-Philippines" not in shown(pilot)


async def test_a_page_opened_above_another_is_one_of_its_own(services: FakeServices) -> None:
    async with reading(services) as pilot:
        page = await opened(pilot)
        pilot.app.open_thread("t-quake")
        await until(pilot, lambda: pilot.app.screen.thread_id == "t-quake")
        assert pilot.app.screen is not page
        await pilot.press("escape")
        assert pilot.app.screen is page
        assert page.thread_id == "t-pact"


async def test_it_fits_another_size_and_theme(services: FakeServices) -> None:
    async with reading(services) as pilot:
        page = await opened(pilot)
        await until(pilot, lambda: "COVERAGE" in shown(pilot, "#sources"))
        await closed(pilot)
        await pilot.resize_terminal(80, 24)
        pilot.app.theme = "briefing-light"
        await until(pilot, lambda: pilot.app.screen.has_class("-narrow"))
        assert await opened(pilot) is page
        await until(pilot, lambda: page.has_class("-narrow") and "COVERAGE" not in shown(pilot, "#sources"))
        await closed(pilot)
        pilot.app.theme = "briefing-dark"
        assert await opened(pilot) is page
        await until(
            pilot, lambda: page.detail_pane.background_colors[1] == Color.parse(pilot.app.current_theme.background)
        )


async def test_styles_are_computed_again_only_for_another_theme(services: FakeServices, monkeypatch) -> None:
    styled: list[ThreadScreen] = []
    update = ThreadScreen.update_node_styles

    def counted(page: ThreadScreen, animate: bool = True) -> None:
        styled.append(page)
        update(page, animate)

    monkeypatch.setattr(ThreadScreen, "update_node_styles", counted)
    async with reading(services) as pilot:
        page = await opened(pilot)
        pilot.app.theme = "briefing-light"  # while it is open
        light = Color.parse(pilot.app.current_theme.background)
        await until(pilot, lambda: page.detail_pane.background_colors[1] == light)
        await closed(pilot)
        styled.clear()
        assert await opened(pilot) is page
        assert styled == []
        await closed(pilot)
        pilot.app.theme = "briefing-dark"
        dark = Color.parse(pilot.app.current_theme.background)
        assert await opened(pilot) is page
        await until(pilot, lambda: page.detail_pane.background_colors[1] == dark)


async def test_a_page_that_is_closed_while_it_loads_marks_nothing_as_read(services: FakeServices, monkeypatch) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await until(pilot, lambda: ("read", "t-pact") in services.calls)
        await closed(pilot)
        gate, details, ended = threading.Event(), services.reading.thread_details, []

        def slow(*args):
            gate.wait(60)
            ended.append(args)
            return details(*args)

        monkeypatch.setattr(services.reading, "thread_details", slow)
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        await closed(pilot)
        gate.set()
        await until(pilot, lambda: ended)
        await pilot.pause(0.05)
        assert ("read", "t-strait") not in services.calls
