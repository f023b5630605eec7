"""Which messages wait for which, the footer of prompts, and what is typed before a prompt has the focus."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest
from fake_services import FakeServices
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input
from tui_pilot import reading, screen_text, until

from briefing.tui.controllers.store_writer import WORKING
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.status_messages import MAX_LATE_ANSWERS, READING_SECONDS, StatusMessages
from briefing.tui.widgets.screen_bars import KeyBar


def footer(pilot) -> str:
    """The footer of the page, also below a prompt."""
    page = next(screen for screen in reversed(pilot.app.screen_stack) if not isinstance(screen, ModalScreen))
    return page.query_one(KeyBar).render().plain


# --- messages --------------------------------------------------------------------------------------------------------


class Shown:
    """A status line, whose timer ends when the test says so."""

    def __init__(self) -> None:
        self.text = ""
        self._ends: Callable[[], None] | None = None
        self.messages = StatusMessages(lambda text: setattr(self, "text", text), self._set_timer)

    def _set_timer(self, seconds: float, call: Callable[[], None]) -> "Shown":
        self._ends, self.seconds = call, seconds
        return self

    def stop(self) -> None:
        self._ends = None

    def end(self) -> None:
        assert self._ends, "no timer runs"
        self._ends()


def test_a_message_of_the_background_waits_for_the_answer_to_a_key() -> None:
    shown = Shown()
    shown.messages.answer("Muted: Budget")
    shown.messages.announce("3 new articles")
    shown.messages.announce("5 new articles")
    assert shown.text == "Muted: Budget"
    shown.messages.answer("Following: Budget")
    assert shown.text == "Following: Budget", "the answer to the next key does not wait"
    shown.end()
    assert shown.text == "5 new articles", "the last of those that waited"
    shown.end()
    assert shown.text == ""
    shown.messages.announce("nothing new")
    assert shown.text == "nothing new"


def test_a_message_of_the_background_that_could_not_be_read_is_shown_again(monkeypatch) -> None:
    shown, now = Shown(), [100.0]
    monkeypatch.setattr("briefing.tui.status_messages.time.monotonic", lambda: now[0])
    shown.messages.announce("3 feeds failed")
    shown.messages.answer("Muted: Budget")
    shown.end()
    assert shown.text == "3 feeds failed"
    now[0] += READING_SECONDS
    shown.messages.answer("Muted: Pact")
    shown.end()
    assert shown.text == "", "it stood long enough"


def test_a_message_of_the_background_stands_until_it_could_be_read(monkeypatch) -> None:
    shown, now = Shown(), [100.0]
    monkeypatch.setattr("briefing.tui.status_messages.time.monotonic", lambda: now[0])
    shown.messages.announce("feeds.toml:8: a mistake")
    now[0] += 1
    shown.messages.announce("3 feeds failed")
    assert (shown.text, shown.seconds) == ("feeds.toml:8: a mistake", READING_SECONDS - 1)
    shown.end()
    assert shown.text == "3 feeds failed"
    now[0] += READING_SECONDS
    shown.messages.announce("4 feeds failed")
    assert shown.text == "4 feeds failed", "the one before it was read"


def test_a_message_that_ends_early_lets_the_one_that_waits_wait_on() -> None:
    shown = Shown()
    shown.messages.answer("Copied")
    shown.messages.announce("3 feeds failed")
    shown.messages.answer("")
    assert shown.text == "", "the source of a sentence stands there now"
    assert shown.seconds == READING_SECONDS, "no longer than to read it"
    shown.end()
    assert shown.text == "3 feeds failed"


async def test_a_late_answer_waits_for_the_answer_to_a_later_key() -> None:
    shown, begun, goes_on = Shown(), asyncio.Event(), asyncio.Event()

    async def rewrite() -> None:
        shown.messages.note_work()
        begun.set()
        shown.messages.answer("The model rewrites the summary")
        await goes_on.wait()
        shown.messages.answer("Rewritten", last_key_time=time.monotonic())

    first, second = asyncio.create_task(rewrite()), asyncio.create_task(rewrite())
    await begun.wait()
    await asyncio.sleep(0)
    shown.messages.answer("Following: Budget")
    goes_on.set()
    await asyncio.gather(first, second)
    assert shown.text == "Following: Budget"
    for text in ("Rewritten", "Rewritten", ""):
        shown.end()
        assert shown.text == text
    await rewrite()
    assert shown.text == "Rewritten", "no key was answered meanwhile"


async def test_of_many_late_answers_the_newest_wait() -> None:
    shown, goes_on = Shown(), asyncio.Event()

    async def work(number: int) -> None:
        shown.messages.note_work()
        await goes_on.wait()
        shown.messages.answer(f"Done {number}", last_key_time=time.monotonic())

    tasks = [asyncio.create_task(work(number)) for number in range(MAX_LATE_ANSWERS + 2)]
    await asyncio.sleep(0)
    shown.messages.answer("Following: Budget")
    goes_on.set()
    await asyncio.gather(*tasks)
    texts = []
    while shown.text:
        shown.end()
        texts.append(shown.text)
    assert texts == [*(f"Done {number}" for number in range(2, MAX_LATE_ANSWERS + 2)), ""]


async def test_the_end_of_a_refresh_does_not_cover_the_answer_to_a_key(services: FakeServices) -> None:
    services.gate.clear()
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: pilot.app.progress is not None)
        await pilot.press("f")
        await until(pilot, lambda: "Following: " in screen_text(pilot))
        services.gate.set()
        await until(pilot, lambda: pilot.app.progress is None)
        assert "Following: " in screen_text(pilot)
        pilot.app.notify_status("")


# --- the footer below a prompt ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (("#",), "Enter take  Esc cancel"),
        (("ctrl+p",), "Enter choose  Down next  Up previous  Esc cancel"),
        (("?",), "Down down  Up up  Esc close"),
    ],
)
async def test_the_footer_shows_the_keys_of_what_stands_over_the_page(
    services: FakeServices, keys: tuple[str, ...], wanted: str
) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread)
        before = footer(pilot)
        await pilot.press(*keys)
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        assert wanted in footer(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        assert footer(pilot) == before


# --- keys that are typed fast --------------------------------------------------------------------------------------


async def test_what_is_typed_before_a_prompt_has_the_focus_is_not_lost(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread)
        for opening in ("question_mark", "ctrl+p", "P", "number_sign"):
            for key in (opening, *"pact"):
                pilot.app.post_message(Key(key, key if len(key) == 1 else None))
            await until(pilot, lambda: isinstance(pilot.app.focused, Input) and pilot.app.focused.value == "pact")
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))


async def test_keys_of_an_input_act_in_the_order_in_which_they_were_typed(services: FakeServices) -> None:
    async with reading(services) as pilot:
        for opening in ("R", "P", "question_mark", "slash"):
            await pilot.press(opening)
            await until(pilot, lambda: isinstance(pilot.app.focused, Input))
            for key in ("ctrl+a", "ctrl+k", *"pacts", "backspace", "left", "backspace", *"CT"):
                pilot.app.post_message(Key(key, key if len(key) == 1 else None))
            await until(pilot, lambda: pilot.app.focused.value == "paCTt")
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))


async def test_what_was_undone_is_done_again(services: FakeServices) -> None:
    async with reading(services) as pilot:
        first = pilot.app.listing.rows[0]
        await pilot.press("f", "ctrl+z")
        await until(pilot, lambda: pilot.app.listing.row(first.id).followed == first.followed)
        await pilot.press("ctrl+y")
        await until(pilot, lambda: "Did it again" in screen_text(pilot))
        assert pilot.app.listing.row(first.id).followed != first.followed
        await pilot.press("ctrl+y")
        await until(pilot, lambda: "Nothing to redo" in screen_text(pilot))


# --- a change that takes long --------------------------------------------------------------------------------------


async def test_a_change_that_takes_long_says_that_it_goes_on(services: FakeServices, monkeypatch) -> None:
    gate, undo = threading.Event(), services.corrections.undo_action
    monkeypatch.setattr("briefing.tui.controllers.store_writer.WORKING_DELAY", 0.02)
    monkeypatch.setattr(services.corrections, "undo_action", lambda: gate.wait(60) and undo())
    async with reading(services) as pilot:
        await pilot.press("ctrl+z")
        await until(pilot, lambda: WORKING in screen_text(pilot))
        gate.set()
        await until(pilot, lambda: "Nothing to undo" in screen_text(pilot))


# --- a tab below a filter --------------------------------------------------------------------------------------------


async def test_each_tab_lists_its_own_best_articles_below_a_filter(services: FakeServices, monkeypatch) -> None:
    monkeypatch.setattr("briefing.tui.queries.MAX_HITS", 1)
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread)
        await pilot.press("/", *"the", "enter")
        await until(pilot, lambda: pilot.app.listing.shown_hits)
        sections = {row.id: row.section for row in pilot.app.listing.rows}
        best = pilot.app.listing.shown_hits[0]
        other = next(s for s in pilot.app.listing.sections if s != sections[best.thread])
        while pilot.app.listing.tab.name != other:
            await pilot.press("n")
        await until(pilot, lambda: pilot.app.listing.shown_hits)
        assert {sections[hit.thread] for hit in pilot.app.listing.shown_hits} == {other}
