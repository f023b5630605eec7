"""Words are found on every page but the front page, whose list is filtered; a typed word never runs commands."""

import pytest
from fake_services import NOW, FakeServices
from textual.widgets import Input
from tui_pilot import picture, plain, reading, screen_text, seen, until

from briefing.tui.modals.page_modal import PageModal
from briefing.tui.modals.prompts import ChoicePrompt
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.page import Page


async def opened_thread(pilot) -> ThreadScreen:
    """Open the first thread, and wait until all of it is shown and it counts as read."""
    await pilot.press("enter")
    await until(pilot, lambda: ("read", "t-pact") in pilot.app.services.calls)
    await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
    return pilot.app.screen


def note_of(pilot) -> str:
    """What stands behind the words that are looked for."""
    return str(pilot.app.screen.search.line.note.render())


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_words_are_found_on_the_page_of_a_thread(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        page = await opened_thread(pilot)
        done = len(services.undo_log)
        await pilot.press("/", *"SENATE")
        await seen(pilot, "^ / SENATE .* 1 of [0-9]+", "Enter keep  Esc clear  Down next hit")
        count = int(note_of(pilot).split()[-1])
        assert count == sum(len(pane.hits) for pane in page.query(Page)) > 3
        await pilot.press("down", "down", "up")
        await seen(pilot, f"^ / SENATE .* 2 of {count}")
        await pilot.press("enter")
        await seen(pilot, "^ / SENATE", "^  Esc clear  n next hit  p previous hit")
        await pilot.press("p", "p")
        await seen(pilot, f"^ / SENATE .* {count} of {count}")
        await pilot.press("n")
        await seen(pilot, f"^ / SENATE .* 1 of {count}")
        assert page.thread_id == "t-pact" and len(services.undo_log) == done, "nothing else happened"
        await pilot.press("escape")
        await until(pilot, lambda: not page.search.is_open)
        assert pilot.app.screen is page and not any(pane.hits for pane in page.query(Page))
        await pilot.press("n")
        await until(pilot, lambda: page.thread_id != "t-pact")


async def test_a_hit_out_of_sight_comes_into_sight_with_the_cursor(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        page = await opened_thread(pilot)
        assert "Articles" in screen_text(pilot) or page.detail_pane.first_visible_line == 0
        await pilot.press("/", *"premiums", "enter")
        await until(pilot, lambda: note_of(pilot) == "not on this page")
        assert isinstance(pilot.app.focused, Input), "what was not found stays in the line"
        await pilot.press("escape")
        last = next(reversed(page.thread.stories)).articles[0]
        await pilot.press("/", *last.title[:24], "enter")
        await until(pilot, lambda: page.detail_pane.has_focus and page.cursor_target)
        assert last.title[:24].split()[0] in screen_text(pilot)


async def test_escape_before_enter_goes_back_to_where_the_reader_was(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        page = await opened_thread(pilot)
        await pilot.press("j", "j", "j")
        before = page.detail_pane.target, page.detail_pane.first_visible_line
        last = next(reversed(page.thread.stories)).articles[0]
        await pilot.press("/", *last.title[:12])
        await until(pilot, lambda: page.detail_pane.target != before[0])
        await pilot.press("escape")
        await until(pilot, lambda: page.detail_pane.has_focus)
        assert (page.detail_pane.target, page.detail_pane.first_visible_line) == before


async def test_what_was_found_is_forgotten_on_another_thread(services: FakeServices) -> None:
    async with reading(services) as pilot:
        page = await opened_thread(pilot)
        await pilot.press("/", *"pact", "enter")
        await until(pilot, lambda: page.detail_pane.has_focus and page.detail_pane.hits)
        page.show_neighbour(1)
        await until(pilot, lambda: page.thread and page.thread.row.id != "t-pact")
        assert not page.search.is_open and not page.detail_pane.hits


@pytest.mark.parametrize("word", ["quad", "mute", "war", "fan", "xzz"])
async def test_a_word_that_is_typed_at_once_runs_no_command(services: FakeServices, word: str) -> None:
    async with reading(services) as pilot:
        page = await opened_thread(pilot)
        done = len(services.undo_log)
        await pilot.press("/", *word)
        await until(pilot, lambda: page.search.line.input.value == word)
        assert pilot.app.screen is page and len(services.undo_log) == done and pilot.app.is_running
        assert page.thread_id == "t-pact"


async def test_words_are_found_in_an_article(services: FakeServices) -> None:
    async with reading(services) as pilot:
        page = await opened_thread(pilot)
        await pilot.press("7", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        word = pilot.app.screen.article.text.split()[1]
        await pilot.press("/", *word, "enter")
        await until(pilot, lambda: pilot.app.screen.detail_pane.has_focus and pilot.app.screen.detail_pane.hits)
        await pilot.press("escape")
        await until(pilot, lambda: not pilot.app.screen.search.is_open)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is page)


async def test_a_feed_is_found_among_the_feeds(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedsScreen) and pilot.app.screen.feeds)
        await pilot.press("n")
        await seen(pilot, "^ Nothing is looked for: / finds words here")
        await pilot.press("/", *"feed 27", "enter")
        await until(pilot, lambda: pilot.app.screen.page.has_focus)
        await until(pilot, lambda: pilot.app.screen.selected_feed.feed.url == "https://feed27.example/rss")
        await pilot.press("enter")
        await seen(pilot, "^ Sample Feed 27")


async def test_a_feed_is_found_before_the_first_start() -> None:
    async with reading(FakeServices(threads={}), (80, 24)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        await pilot.press("/", *"science", "enter")
        await until(pilot, lambda: pilot.app.screen.page.target and pilot.app.screen.page.target.id == "science")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, FirstStartScreen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_words_are_found_on_a_page_over_the_screen(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
        await pilot.press("/", *"war")
        await until(pilot, lambda: pilot.app.screen.search.line.input.value == "war")
        assert isinstance(pilot.app.screen, PageModal), "w closes the page, but not from the line"
        await pilot.press(*["backspace"] * 3, *"probability", "enter")
        await until(pilot, lambda: pilot.app.screen.page.has_focus)
        await seen(pilot, "/ probability .* [12] of 2")
        front = pilot.app.screen_stack[-2]
        await until(pilot, lambda: "Esc clear  n next hit  p previous hit" in plain(front.key_bar.render()))
        await pilot.press("n", "escape")
        await until(pilot, lambda: not pilot.app.screen.search.is_open)
        assert isinstance(pilot.app.screen, PageModal)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, PageModal))


async def test_a_choice_is_found_and_taken(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        await pilot.press("/", *"concurs", "enter")
        await until(pilot, lambda: pilot.app.screen.page.has_focus and pilot.app.screen.page.hits)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_answer_to_a_key_ends_on_another_thread(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        page = await opened_thread(pilot)
        await pilot.press("z")
        pilot.app.notify_status("The timeline has all 28 events now")
        await pilot.pause()
        assert "all 28 events" in screen_text(pilot)
        await pilot.press("n")
        await until(pilot, lambda: page.thread_id != "t-pact")
        assert "all 28 events" not in screen_text(pilot)


async def test_hits_stand_out_without_colour(services: FakeServices) -> None:
    services.now = lambda: NOW
    async with reading(services, ascii=True) as pilot:
        await opened_thread(pilot)
        await pilot.press("/", *"senate")
        await seen(pilot, "^ / senate .* 1 of ")
        pane = pilot.app.screen.detail_pane
        place = pane.hits[0][0]
        styles = {
            segment.text.strip().lower(): segment.style
            for segment in pane.render_line(place.line - pane.first_visible_line)
            if segment.style
        }
        assert styles["senate"].reverse and styles["senate"].underline
        assert all(line.isascii() or "日" in line for line in picture(pilot)[:3])


async def test_the_place_among_the_hits_stays_when_lines_move(services: FakeServices) -> None:
    async with reading(services, (100, 30)) as pilot:
        page = await opened_thread(pilot)
        await pilot.press("/", *"senate", "enter", *"nnnn")
        await until(pilot, lambda: note_of(pilot).startswith("5 of "))
        before = [hit for pane in page.query(Page) for hit in pane.hits]
        await pilot.resize_terminal(50, 24)
        await until(pilot, lambda: before != [hit for pane in page.query(Page) for hit in pane.hits])
        await pilot.press("n")
        await until(pilot, lambda: note_of(pilot).startswith("6 of "))


async def test_the_hit_that_the_reader_is_at_stays_marked_when_lines_move(services: FakeServices) -> None:
    async with reading(services, (80, 30)) as pilot:
        page = await opened_thread(pilot)
        await pilot.press("/", *"senate", "enter", "n", "n")
        await until(pilot, lambda: note_of(pilot).startswith("3 of "))
        pane = page.detail_pane
        assert pane._current_hit == pane.hits[2]
        before = pane.hits
        await pilot.resize_terminal(50, 24)
        await until(pilot, lambda: pane.hits != before)
        assert pane._current_hit == pane.hits[2]
