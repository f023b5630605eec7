"""What a reader sees over the list, in its other densities and themes, and before there are news: as whole screens."""

import re
import threading

import pytest
from fake_services import FakeServices, arrival
from rich.color import ColorType
from tui_pilot import reading, seen, until

from briefing.tui.app import BriefingApp
from briefing.tui.screens.front_screen import FrontScreen

SIZES = [(60, 20), (80, 24), (120, 36), (160, 48)]


async def pressed(pilot, *keys: str) -> None:
    """Press keys once the first thread is shown; a prompt opens before the next key."""
    await until(pilot, lambda: pilot.app.screen.thread is not None)
    await pilot.press(*keys)


@pytest.mark.parametrize("size", SIZES)
async def test_the_palette_of_commands(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pressed(pilot, "ctrl+p")
        lines = await seen(pilot, r"Commands +Enter chooses", r"▌Next tab", r"Mute +")
        assert len(lines) == size[1]
        assert any(re.search(r"Next tab .* n, \]", line) for line in lines)
        assert sum("▌" in line for line in lines if "Next tab" in line) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_themes_with_their_preview(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pressed(pilot, "T")
        await seen(pilot, r"Theme +Enter chooses", r"▌briefing-dark.* now")
        await pilot.press("down")
        await seen(pilot, r" briefing-dark.* now", r"▌briefing-light")
        assert pilot.app.theme == "briefing-light"
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.theme == "briefing-dark" and isinstance(pilot.app.screen, FrontScreen))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)])
async def test_letters_to_jump_to_panes(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pressed(pilot, ";")
        letters = {(80, 24): ("a  list", "s  thread"), (120, 36): ("a  list", "s  thread")}
        wanted = letters.get(size, ("a  list", "s  thread", "d  articles"))
        lines = await seen(pilot, *wanted)
        assert sum(word in line for line in lines for word in wanted) == len(wanted)


@pytest.mark.parametrize("size", SIZES)
async def test_a_compact_list_has_a_line_for_each_thread(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pressed(pilot, "C")
        lines = await seen(pilot, r"▌◐ Japan-Philippines", r"● Noto quake")
        first = next(number for number, line in enumerate(lines) if "▌◐ Japan" in line)
        assert lines[first + 1].startswith(" ◐ Strait shipping")
        assert lines[first + 2].startswith(" ● Noto quake")


@pytest.mark.parametrize("size", SIZES)
async def test_a_feed_without_articles(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pressed(pilot, "F")
        await until(pilot, lambda: getattr(pilot.app.screen, "selected_feed", None))
        await pilot.press("enter")
        lines = await seen(
            pilot, r"^ Sample Feed 0 +https://feed0.example/rss", r"^ Nothing of this feed is stored yet"
        )
        assert lines[1].startswith(" 0 articles")


@pytest.mark.parametrize("size", SIZES)
async def test_the_keys_of_a_query(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pressed(pilot, "/", "down")
        lines = await seen(pilot, r"▌section: +a section, or a part of its name", r"^  Enter keep  Esc clear")
        width = size[0]
        assert all(len(line) <= width for line in lines)
        assert any("tag:" in line and "you gave" in line for line in lines)


@pytest.mark.parametrize("size", SIZES)
async def test_marked_threads(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pressed(pilot, "space", "j", "space")
        lines = await seen(
            pilot, r"^ 2 (threads )?marked - M merges (just these|them) into \"Japan-", r"^  Space mark  M merge"
        )
        assert [line[:12] for line in lines if "✓" in line] == [" ✓ Japan-Phi", " ✓ Noto quak"]


@pytest.mark.parametrize("theme", ["briefing-ansi", "briefing-ansi-light"])
@pytest.mark.parametrize("keys", [(), ("enter",), ("T",), ("?",)])
async def test_ansi_themes_use_no_colour_but_those_of_the_terminal(services: FakeServices, theme, keys) -> None:
    async with reading(services) as pilot:
        pilot.app.theme = theme
        await pressed(pilot, *keys)
        await pilot.pause()
        await until(pilot, lambda: len(pilot.app.screen_stack) == 1 + len(keys))
        await seen(pilot, r"\w{3}")
        strips = pilot.app.screen._compositor.render_strips()
        colours = {
            c for s in strips for segment in s if segment.style for c in (segment.style.color, segment.style.bgcolor)
        }
        assert {colour.type for colour in colours - {None}} <= {ColorType.DEFAULT, ColorType.STANDARD}


async def test_the_frame_stands_while_the_store_is_filled() -> None:
    services, proceed = FakeServices(threads={}), threading.Event()

    def prepare(report) -> None:
        report(3, 8)
        proceed.wait(60)
        services.threads = {arrival().row.id: arrival()}

    async with BriefingApp(services, preparation=prepare).run_test(size=(80, 24)) as pilot:
        lines = await seen(pilot, r"^ Reading the sample news", r"^ ━{15}─{25}$")
        assert lines[0] == "  All  ★"  # no time: the preparation moves the clock
        assert lines[-1] == "  ? keys  q quit"
        proceed.set()
        await until(pilot, lambda: pilot.app.started)
        await seen(pilot, r"Mon 16 Dec 09:40$")
