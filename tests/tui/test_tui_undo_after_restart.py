"""What was changed is taken back by one key also after the reader was left and opened again, and a second time."""

import pytest
from fake_services import FakeServices
from test_tui_undo import FRONT, PAGE, press, state
from tui_pilot import reading, screen_text, until

from briefing.tui.screens.thread_screen import ThreadScreen


async def change(services: FakeServices, keys: tuple[str, ...], *, on_page: bool) -> dict[str, object]:
    """Do something, and leave the reader; return the state before it."""
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        if on_page:
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
            await until(pilot, lambda: ("read", "t-pact") in services.calls)
        before = state(services)
        await press(pilot, keys)
        await until(pilot, lambda: state(services) != before and "Ctrl+z undoes" in screen_text(pilot))
    return before


async def undo_after_restart(services: FakeServices) -> None:
    done = len(services.undo_log)
    async with reading(services) as pilot:
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(services.undo_log) == done - 1)
        await until(pilot, lambda: "Ctrl+z undoes" not in screen_text(pilot))


@pytest.mark.parametrize("name", [*FRONT, *(f"page {name}" for name in PAGE if name not in FRONT)])
async def test_undo_works_twice_each_time_after_a_restart(services: FakeServices, name: str) -> None:
    on_page = name.startswith("page ")
    keys = PAGE[name.removeprefix("page ")] if on_page else FRONT[name]
    for _ in range(2):
        before = await change(services, keys, on_page=on_page)
        await undo_after_restart(services)
        assert state(services) == before
