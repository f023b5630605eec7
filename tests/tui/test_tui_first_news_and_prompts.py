"""The first news while others are still written, and the page beside the palette and prompts."""

import pytest
from fake_services import FakeServices
from sample_news import arrival
from tui_pilot import reading, screen_text, text_of, until

from briefing.tui.modals.palette import PaletteModal
from briefing.tui.screens.first_start_screen import FirstStartScreen


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_the_palette_names_what_works_on_another_page(services: FakeServices, size: tuple[int, int]) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteModal) and pilot.app.focused)
        palette = pilot.app.screen
        await pilot.press(*"split")
        await until(pilot, lambda: "Not here, but on another page:" in screen_text(pilot))
        shown = text_of(palette.list.page)
        assert any(line.strip().startswith("Split") and line.rstrip().endswith("S") for line in shown.splitlines())
        assert size[0] < 100 or "on the thread page" in shown
        assert palette.selected is None
        await pilot.press("enter")
        assert pilot.app.screen is palette, "it cannot be chosen here"
        await pilot.press(*"xyzzy")
        await until(pilot, lambda: "Nothing has these words." in screen_text(pilot))
        await pilot.press(*["backspace"] * 10, *"follow")
        await until(pilot, lambda: palette.selected is not None and palette.selected.title == "Follow")
        assert "another page" not in screen_text(pilot)


@pytest.mark.parametrize("theme", ["briefing-dark", "briefing-light", "briefing-ansi", "briefing-ansi-light"])
@pytest.mark.parametrize("key", ["ctrl+p", "question_mark", "M", "W"])
async def test_the_page_stays_in_sight_beside_a_prompt_in_every_theme(
    services: FakeServices, theme: str, key: str
) -> None:
    async with reading(services, (120, 36)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        pilot.app.theme = theme
        await pilot.press(key)
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1 and pilot.app.focused is not None)
        covering = pilot.app.screen.styles.background.a
        assert covering == 0 if "ansi" in theme else 0 < covering < 1, "a colour of the terminal cannot be mixed"


async def test_the_first_news_show_while_other_threads_are_still_written() -> None:
    services = FakeServices(threads={}, early_arrivals=[arrival()], early_stage="writing")
    services.gate.clear()
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "Ferry strike" in screen_text(pilot))
        assert pilot.app.progress is not None, "the refresh goes on"
        services.gate.set()
        await until(pilot, lambda: pilot.app.progress is None)


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_headlines_that_arrived_stand_there_until_the_first_threads_do(
    size: tuple[int, int], monkeypatch
) -> None:
    monkeypatch.setattr("briefing.tui.controllers.refresh_controller.ARRIVED_INTERVAL", 0)
    articles = [article for story in arrival().stories for article in story.articles]
    services = FakeServices(threads={}, arrived=articles, arrivals=[arrival()])
    services.gate.clear()
    async with reading(services, size) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "The first news has arrived" in screen_text(pilot))
        shown = screen_text(pilot)
        assert articles[0].publisher in shown and articles[0].title[:20] in shown
        services.gate.set()
        await until(pilot, lambda: "Ferry strike" in screen_text(pilot) and "has arrived" not in screen_text(pilot))


async def test_a_thread_that_a_correction_leaves_unwritten_is_named_at_once(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        services.unwritten_note = "thread t-pact could not be written: a fault of the program (KeyError: 'x')"
        await pilot.press("R")
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1 and pilot.app.focused is not None)
        await pilot.press(*"New", "enter")
        await until(pilot, lambda: services.unwritten_note == "")
        assert "t-pact could not be written" in pilot.app._messages._waiting or "could not" in pilot.app.status_message


async def test_where_there_is_news_already_writing_loads_no_list_before_its_end(services: FakeServices) -> None:
    services.early_arrivals, services.early_stage = [arrival()], "writing"
    async with reading(services) as pilot:
        refresh, loads = pilot.app.controllers.refresh, []
        refresh.load_news = lambda: loads.append("news")
        await pilot.press("r")
        await until(pilot, lambda: pilot.app.listing.pending is not None and pilot.app.progress is None)
        assert loads == []
        services.early_stage, services.early_arrivals = "fetching", [arrival("strike", "Bus strike")]
        await pilot.press("ctrl+r")
        await until(pilot, lambda: loads == ["news"])
