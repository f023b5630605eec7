"""Messages that name threads and articles fit every width, and what tells the names apart stays legible."""

from dataclasses import replace

import pytest
from fake_services import FakeServices
from tui_pilot import picked, reading, screen_text, until, walk

from briefing.output.cells import cell_width
from briefing.tui.modals.confirm_prompt import ConfirmPrompt
from briefing.tui.render.done_notices import (
    affair_notice,
    merge_notice,
    move_notice,
    split_notice,
)
from briefing.tui.render.notice_fitting import MIN_NAME_CELLS, StatusMessage, fit_message, naming, wordings_of
from briefing.tui.screens.thread_screen import ThreadScreen

FERRY = "Vesmark Robotics ferry strikes the pier of Varnell in a storm"
CABLE = "Vesmark Robotics chief resigns over the cable to Tarvos island"
LARGE, SMALL = "Vesmark seizes oil tanker Amber Dawn in the Sunda Strait", "Two dead in magnitude 5.9 earthquake"
UNDO_HINT = len(" - Ctrl+z undoes")


def room_of(width: int, *, undoes: bool = True) -> int:
    return width - 2 - (UNDO_HINT if undoes else 0)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            move_notice(FERRY, CABLE, 1),
            (
                'Moved to "Vesmark Robotics chief resigns…"',
                'Moved "…ferry strikes the pier…" to "…chief resigns over the…"',
            ),
        ),
        (
            affair_notice(FERRY, CABLE),
            (
                'Now part of "Vesmark Robotics chief resi…"',
                '"…ferry strikes the p…" is now part of "…chief resigns over…"',
            ),
        ),
        (
            merge_notice([SMALL], LARGE, LARGE),
            (
                '2 threads are now "Vesmark seizes oil ta…"',
                'Merged "Two dead in magnitude…" into "Vesmark seizes oil ta…"',
            ),
        ),
        (
            split_notice(FERRY, CABLE, 1),
            (
                'Now a thread of its own: "Vesmark Roboti…"',
                'Split "…ferry strikes the pie…" off "…chief resigns over th…"',
            ),
        ),
        (
            split_notice(FERRY, FERRY, 1),
            (
                'Now a thread of its own: "Vesmark Roboti…"',
                'Now a thread of its own: "Vesmark Robotics ferry strikes the…"',
            ),
        ),
        (
            split_notice(FERRY, CABLE, 12),
            (
                '12 split off: "Vesmark Robotics ferry st…"',
                '12 articles are now a thread: "Vesmark Robotics ferry strike…"',
            ),
        ),
        (
            move_notice(FERRY, CABLE, 12),
            (
                'Moved 12 articles to "Vesmark Robotics c…"',
                'Moved 12 articles to "Vesmark Robotics chief resigns over th…"',
            ),
        ),
    ],
)
def test_answers_to_corrections_at_60_and_80_columns(message: StatusMessage, expected: tuple[str, str]) -> None:
    assert tuple(fit_message(message, room_of(width)) for width in (60, 80)) == expected
    assert all(cell_width(fit_message(message, room_of(width))) <= room_of(width) for width in range(60, 200))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            f'no longer moved: "{FERRY}" from "{FERRY}" to "{CABLE}"',
            (
                'no longer moved: "Vesmark Robotics ferry strikes the pie…"',
                'no longer moved: "…ferry strikes the pier o…" to "…chief resigns over the c…"',
            ),
        ),
        (
            f'no longer merged: "{SMALL}" into "{LARGE}"',
            (
                'no longer merged: "Two dead in magnitude 5.9 earthquake"',
                'no longer merged: "Two dead in magnitude 5.…" into "Vesmark seizes oil tanke…"',
            ),
        ),
        (
            f'no longer kept apart: "{FERRY}" and "{CABLE}"',
            (
                'no longer kept apart: "Vesmark Robotics ferry strikes th…"',
                'no longer kept apart: "…ferry strikes the pie…" and "…chief resigns over th…"',
            ),
        ),
    ],
)
def test_answers_to_undo_at_60_and_80_columns(message: str, expected: tuple[str, str]) -> None:
    assert tuple(fit_message(message, room_of(width, undoes=False)) for width in (60, 80)) == expected


def test_where_there_is_room_everything_is_named() -> None:
    moved = f'no longer moved: "{FERRY}" from "{SMALL}" to "{CABLE}"'
    assert fit_message(moved, 250) == moved
    assert fit_message(move_notice(FERRY, CABLE, 1), 200) == f'Moved "{FERRY}" to "{CABLE}"'
    assert fit_message(merge_notice([SMALL], LARGE, "Now"), 200) == f'Merged "{SMALL}" into "{LARGE}", now "Now"'
    assert fit_message(merge_notice(["A", "B"], LARGE, LARGE), 150) == f'Merged "A", "B" into "{LARGE}"'
    assert fit_message(split_notice(FERRY, CABLE, 1), 200) == (
        f'Now a thread of its own: "{FERRY}", no longer in "{CABLE}"'
    )
    assert fit_message(move_notice(FERRY, CABLE, 1200), 200) == f'Moved 1,200 articles, "{FERRY}", to "{CABLE}"'
    assert fit_message(split_notice(FERRY, CABLE, 2), 200) == (
        f'2 articles are now a thread: "{FERRY}", no longer in "{CABLE}"'
    )


def test_names_that_do_not_begin_alike_or_fit_keep_their_beginning() -> None:
    assert fit_message((naming("{} and {}", FERRY, LARGE),), 59).startswith('"Vesmark Robotics')
    assert fit_message((naming("{} and {}", "Vesmark A", "Vesmark B"),), 60) == '"Vesmark A" and "Vesmark B"'
    assert fit_message((naming("{} and {}", FERRY, FERRY),), 59) == f'"{FERRY[:24]}…" and "{FERRY[:24]}…"'


def test_a_message_without_names_or_with_short_ones_stays_as_it_is() -> None:
    assert fit_message("Nothing to undo", 4) == "Nothing to undo"
    assert fit_message('Merged "A" into "B"', 19) == 'Merged "A" into "B"'
    assert wordings_of('Moved "A" from "B" to "C"')[1].names == ("A", "C")
    assert fit_message(f'Merged "{FERRY}"', 5) == f'Merged "{FERRY[: MIN_NAME_CELLS - 1]}…"'


@pytest.mark.parametrize("title", ['Ferry sinks: captain says "not my fault"', '"A" from "B"', 'Not "A" from "B" to C'])
def test_titles_with_quotation_marks_fit_a_message(title: str) -> None:
    message = f'no longer moved: "{FERRY}" from "{title}" to "{title}"'
    assert fit_message(message, 250) == message
    assert fit_message(message, 60).startswith('no longer moved: "Vesmark Robotics')


@pytest.mark.parametrize("size", [(60, 24), (80, 24)])
async def test_the_answers_to_a_move_and_its_undo_name_legibly_what_went_where(services: FakeServices, size) -> None:
    for id, title in {"t-pact": FERRY, "t-quake": CABLE}.items():
        thread = services.threads[id]
        services.threads[id] = replace(thread, row=replace(thread.row, title=title))
    undone = f'no longer moved: "{FERRY}" from "{FERRY}" to "{CABLE}"'
    services.corrections.undo_action = lambda undo=services.corrections.undo_action: undo()._replace(message=undone)
    async with reading(services, size) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        await walk(pilot, lambda target: target.kind == "entry")
        await pilot.press("v")
        await picked(pilot, *"cable")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        await pilot.press("enter")
        said = 'Moved 4 articles to "Vesmark Robotics c'
        await until(pilot, lambda: said in screen_text(pilot) and "Ctrl+z undoes" in screen_text(pilot))
        await pilot.press("ctrl+z")
        words = ("Vesmark Robotics ferry strikes",) if size[0] == 60 else ('"…ferry strikes', '"…chief resigns')
        await until(pilot, lambda: all(f"{word}" in screen_text(pilot) for word in ("No longer moved: ", *words)))
