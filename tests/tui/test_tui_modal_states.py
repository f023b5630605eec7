"""Modal screens, blocks and notices as whole screens, at each size, with block characters and in ASCII."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fake_services import NOW, FakeServices, ago
from textual.app import App, ComposeResult
from tui_pilot import picture, reading, seen, until

from briefing.model.coverage import AgendaItem
from briefing.model.notes import Note
from briefing.model.threads import Sentence
from briefing.output.cells import cell_width
from briefing.tui.modals.titled_page import TitleLine
from briefing.tui.screens.thread_screen import ThreadScreen

SIZES = [(60, 20), (80, 24), (120, 36), (160, 48)]
DRAWN = [False, True]
"""With block characters, and in ASCII."""


def announced(services: FakeServices, days: int) -> AgendaItem:
    """An event ahead of the pact's thread."""
    thread = services.threads["t-pact"]
    article = replace(thread.stories[0].articles[0], title="Vote in Tokyo")
    day = (NOW + timedelta(days=days)).date()
    sentence = Sentence("The Diet votes on the agreement in Tokyo, its secretary said.", article.id)
    return AgendaItem(day, day, "t-pact", thread.row.title, sentence, article, ("Sample Wire",))


def assert_fits(lines: list[str], size: tuple[int, int], *, ascii: bool) -> None:
    """Nothing is wider or higher than the terminal, and ASCII is really ASCII, apart from the words of publishers."""
    assert len(lines) == size[1]
    assert max(map(cell_width, lines)) <= size[0]
    if ascii:
        drawn = "".join(lines)
        assert not {sign for sign in "▌●◐○·★✓─│┬┴├└▁▂▃▄▅▆▇█…▸▾" if sign in drawn}


@pytest.mark.parametrize("ascii", DRAWN)
@pytest.mark.parametrize("size", SIZES)
async def test_the_agenda(services: FakeServices, size, ascii: bool) -> None:
    services.reading.agenda = lambda days=14: (announced(services, 2), announced(services, 12))
    async with reading(services, size, ascii=ascii) as pilot:
        await pilot.press("g")
        lines = await seen(pilot, r"What lies ahead", r"Wed 18 Dec +Vote in Tokyo", r"Sat 28 Dec +Vote in Tokyo")
        assert_fits(lines, size, ascii=ascii)
        first, second = (line.index("Vote") for line in lines if " Dec  Vote" in line)
        assert first == second
        quote = next(line for line in lines if "The Diet votes" in line)
        assert quote.index("The Diet") == first


@pytest.mark.parametrize("ascii", DRAWN)
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_new_since_the_last_visit(services: FakeServices, size, ascii: bool) -> None:
    thread = services.threads["t-pact"]
    services.threads["t-pact"] = replace(thread, row=replace(thread.row, read=ago(days=2)))
    async with reading(services, size, ascii=ascii) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        lines = await seen(pilot, r"SINCE YOU LAST READ \(14 Dec", r"^ +SUMMARY|^ SUMMARY|SUMMARY")
        assert_fits(lines, size, ascii=ascii)
        since, summary = (next(i for i, line in enumerate(lines) if word in line) for word in ("SINCE YOU", "SUMMARY"))
        assert since < summary


@pytest.mark.parametrize("ascii", DRAWN)
@pytest.mark.parametrize("size", SIZES)
async def test_an_outage_beside_what_is_stored(services: FakeServices, size, ascii: bool) -> None:
    services.failures = (Note("Sample Wire", "host not found", 1),) * 40
    async with reading(services, size, ascii=ascii) as pilot:
        wanted = [r"No feed fetched", "host not found, next try 10:00"]
        lines = await seen(pilot, *wanted)
        assert_fits(lines, size, ascii=ascii)
        assert "(F)" in lines[0 if size[0] < 100 else 1] and "3 new, 2 updated" in lines[1]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_hidden_and_why(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press("m")
        await until(pilot, lambda: services.threads["t-pact"].row.muted)
        await pilot.press("H")
        lines = await seen(pilot, r"Hidden, and why", r"Japan-Philippines defence pact")
        assert_fits(lines, size, ascii=False)


@pytest.mark.parametrize("size", SIZES)
async def test_an_article_without_more_on_its_page(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        await pilot.press("t")
        lines = await seen(pilot, r"^ in: Japan-Philippines", r"No full text: the page asks")
        assert_fits(lines, size, ascii=False)
        assert picture(pilot)[-1].startswith("  Esc back")


@pytest.mark.parametrize("ellipsis", ["...", "…"])
@pytest.mark.parametrize("hint", ["Enter chooses, Esc cancels", ""])
async def test_a_title_that_has_no_room_ends_in_the_sign_of_what_is_cut(ellipsis: str, hint: str) -> None:
    class Modal(App[None]):
        def compose(self) -> ComposeResult:
            yield TitleLine("Merge Harbour strike", hint, ellipsis)

    for width, is_cut in ((12, True), (30, bool(hint)), (60, False)):
        async with Modal().run_test(size=(width, 3)) as pilot:
            title = pilot.app.query_one(TitleLine).render().plain
            assert cell_width(title) <= width and title.endswith(ellipsis) == is_cut
            assert title.startswith("Merge Har")
