"""Where the cursor is after updates, what marks as read cover, and what the lists of prompts and pages say."""

import re
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from fake_services import NOW, FakeServices, add_single_reports, ago, arrival, sample_threads
from textual.widgets import Input
from tui_pilot import lines_of, picture, plain, reading, screen_text, seen, text_of, until, walk

from briefing.model.coverage import AgendaItem
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import RefreshReport
from briefing.model.notes import Note
from briefing.model.threads import Sentence
from briefing.tui.app import BriefingApp
from briefing.tui.feed_status import FeedHealthSummary, FeedRow
from briefing.tui.modals.palette import PaletteModal
from briefing.tui.modals.prompts import ChoicePrompt, TextPrompt
from briefing.tui.render.coverage import render_coverage
from briefing.tui.render.done_notices import read_notice
from briefing.tui.render.feeds_page import FeedsPage, render_feeds
from briefing.tui.render.health_note import health_note
from briefing.tui.render.notice_fitting import fit_notice
from briefing.tui.render.thread_options import RenderOptions
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.symbols import symbols
from briefing.tui.tabs import Tab
from briefing.tui.unread_counts import counts_of, folded_unread_ids, uncounted_unread_ids
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.thread_list import ThreadList
from briefing.writing.coverage import coverage

SIGNS = symbols(False)
VIEW = RenderOptions(NOW, SIGNS)


def threads(pilot) -> ThreadList:
    return pilot.app.screen.query_one(ThreadList)


async def test_after_the_first_news_the_keys_move_in_the_list() -> None:
    services = FakeServices(threads={}, arrivals=[arrival(), *sample_threads()])
    async with reading(services) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "Enter opens this thread" in screen_text(pilot))
        await until(pilot, lambda: threads(pilot).has_focus)
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) or threads(pilot).cursor == 1)
        assert not isinstance(pilot.app.screen, ArticleScreen)


async def test_updates_are_shown_from_the_top_to_a_reader_at_the_top() -> None:
    services = FakeServices(arrivals=[arrival()])
    services.threads = {"t-new": arrival(), **services.threads}
    del services.threads["t-new"]
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: pilot.app.listing.pending is not None)
        assert threads(pilot).cursor == 0
        await pilot.press("u")
        await until(pilot, lambda: pilot.app.listing.pending is None)
        assert threads(pilot).cursor == 0 and threads(pilot).first_visible_line == 0


async def test_updates_leave_a_cursor_that_is_further_down_on_its_thread() -> None:
    services = FakeServices(arrivals=[arrival()])
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("j")
        chosen = threads(pilot).selected_id
        await pilot.press("ctrl+r")
        await until(pilot, lambda: pilot.app.listing.pending is not None)
        await pilot.press("u")
        await until(pilot, lambda: pilot.app.listing.pending is None)
        assert threads(pilot).selected_id == chosen


async def test_what_a_line_unfolds_comes_into_sight(services: FakeServices) -> None:
    first = next(iter(services.threads.values()))
    old = ago(days=60)
    for number in range(30):
        row = replace(first.row, id=f"t-old{number}", title=f"Old affair {number}", first=old, last=old, followed=False)
        services.threads[row.id] = replace(first, row=row)
    async with reading(services, (80, 16)) as pilot:
        await until(pilot, lambda: any(item.folded for item in threads(pilot).items))
        await pilot.press("G")
        seen_before = threads(pilot).first_visible_line
        await pilot.press("enter")
        await until(pilot, lambda: threads(pilot).first_visible_line > seen_before)
        assert sum("Old affair" in line for line in screen_text(pilot).splitlines()) >= 5


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_all_read_and_its_undo_say_one_number_of_threads(services: FakeServices, size) -> None:
    add_single_reports(services, 4)
    async with reading(services, size) as pilot:
        number = f"{len(pilot.app.listing.unread_ids)} threads"
        await pilot.press("A")
        assert pilot.app.status_message.startswith(f"Read: {number}")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: pilot.app.status_message == f"Unread again: {number}")


async def test_the_undo_of_all_read_counts_as_the_marking_did(services: FakeServices) -> None:
    add_single_reports(services, 4)
    async with reading(services) as pilot:
        pilot.app.listing = replace(pilot.app.listing, tab=Tab.section("harbour"))
        await until(pilot, lambda: len(pilot.app.listing.unread_ids) == 4)
        await pilot.press("A")
        assert pilot.app.status_message.startswith("Read: 4 threads")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: pilot.app.status_message == "Unread again: 4 threads")


def test_all_read_of_one_thread_names_it_as_its_undo_does() -> None:
    assert fit_notice(read_notice(["Ferry sinks"], 0, 0, "A"), 80) == 'Read: "Ferry sinks"'
    assert (
        fit_notice(read_notice(["Ferry sinks"], 0, 3, "A"), 60) == 'Read: "Ferry sinks"; A again reads the 3 folded too'
    )


def test_all_read_says_how_many_are_parts_where_there_is_room() -> None:
    titles = ["Ferry sinks"] * 30
    assert fit_notice(read_notice(titles, 8, 0, "A"), 80) == "Read: 30 threads, 8 of them parts"
    assert (
        fit_notice(read_notice(titles, 8, 4, "A"), 80)
        == "Read: 30 threads, 8 of them parts; A again reads the 4 folded too"
    )
    assert fit_notice(read_notice(titles, 8, 4, "A"), 60) == "Read: 30 threads, 8 of them parts; 4 folded: A again"
    assert fit_notice(read_notice(titles, 8, 4, "A"), 44) == "Read: 30 threads; 4 folded: A again"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
@pytest.mark.parametrize("visited", [True, False])
async def test_all_read_says_what_lines_fold_and_reads_that_when_it_is_pressed_again(
    services: FakeServices, size, visited: bool
) -> None:
    add_single_reports(services, 4)
    services.visited = visited
    del services.threads["t-strait"]  # its news come at each moment
    async with reading(services, size) as pilot:
        await pilot.press("A")
        said = pilot.app.status_message
        assert said.startswith("Read: ") and said.endswith("Ctrl+z undoes") and "A again" in said and "4 folded" in said
        pilot.app.notify_status("")
        await until(pilot, lambda: re.search("4 (parts and single reports|more) unread", screen_text(pilot)))
        assert "nothing" not in screen_text(pilot)
        await pilot.press("A")
        assert pilot.app.status_message.startswith("Read: 4 threads - ")
        pilot.app.notify_status("")
        await until(pilot, lambda: f"nothing {'new' if visited else 'unread'}" in screen_text(pilot))
        await pilot.press("A")
        assert pilot.app.status_message == "Nothing is unread here"
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Unread again: 4 threads" in pilot.app.status_message)
        pilot.app.notify_status("")
        await until(pilot, lambda: re.search("4 (parts and single reports|more) unread", screen_text(pilot)))


async def test_what_is_unread_below_all_read_is_what_the_filter_finds(services: FakeServices) -> None:
    add_single_reports(services, 4)
    first, old = next(iter(services.threads.values())), ago(days=60)
    row = replace(first.row, id="t-old", title="Old affair", followed=False, first=old, last=old, read=ago(days=90))
    services.threads["t-old"] = replace(first, row=row)
    del services.threads["t-strait"]
    async with reading(services) as pilot:
        await pilot.press("A")
        left = uncounted_unread_ids(pilot.app.listing)
        assert len(left) == 5 and left == folded_unread_ids(pilot.app.listing)
        assert counts_of(pilot.app.listing, left) == "4 parts and single reports, 1 older thread"


@pytest.mark.parametrize("keys", [("A",), ("U", "U")])
async def test_marks_as_read_are_written_as_of_when_the_list_was_loaded(services: FakeServices, keys) -> None:
    async with reading(services) as pilot:
        listed = pilot.app.listing.arrivals.at
        services.list_loads += 7  # what is loaded later is not what the list shows
        await pilot.press(*keys)
        await until(pilot, lambda: ("marked", f"as listed {listed:%H:%M}") in services.calls)


async def test_a_thread_that_is_marked_on_its_page_is_read_up_to_now(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and ("read", "t-pact") in services.calls)
        services.calls.clear()
        await pilot.press("U", "U")
        await until(pilot, lambda: {("unread", "t-pact"), ("read", "t-pact")} <= set(services.calls))
        assert not [call for call in services.calls if call[0] == "marked"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 48)])
async def test_an_outage_stands_beside_what_is_new(services: FakeServices, size) -> None:
    services.failures = (Note("Sample Wire", "host not found", 1),) * 40
    async with reading(services, size) as pilot:
        wanted = ("No feed fetched", "host not found, next try 10:00")
        await until(pilot, lambda: all(any(word in line for line in picture(pilot)[:2]) for word in wanted))
        tabs, status = picture(pilot)[:2]
        assert status.startswith(" Since " if size[0] >= 100 else " 3 new, 2 updated ")
        assert ("publishers" in status) == (size[0] >= 100)
        assert ("No feed fetched (F)" in tabs and "All" in tabs) == (size[0] < 100)
        assert ("No feed fetched: host not found, next try" in status) == (size[0] >= 100)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_where_nothing_is_new_a_narrow_page_names_the_cause_of_an_outage(services: FakeServices, size) -> None:
    services.failures = (Note("Sample Wire", "host not found", 1),) * 40
    del services.threads["t-strait"]
    async with reading(services, size) as pilot:
        await until(pilot, lambda: " updated" in picture(pilot)[1])
        await pilot.press("A")
        pilot.app.notify_status("")
        await until(pilot, lambda: "host not found, next try 10:00; `briefing doctor`" in picture(pilot)[1])
        assert "No feed fetched (F)" in picture(pilot)[0] and "Since " not in picture(pilot)[1]


def test_no_feed_is_said_in_words_and_not_counted() -> None:
    assert health_note(FeedHealthSummary(), NOW, ".", "F", is_fetching=False) == "no feed is fetched (F)"


def test_a_feed_that_is_due_is_fetched_when_the_reader_ends_its_rest() -> None:
    feed = Feed("https://wire.example/rss", name="Sample Wire", section="world")
    due = FeedRow(feed, FeedState(feed.url, error="host not found", failures=2, next_due=ago(minutes=1)))
    rest = NOW + timedelta(minutes=5)
    clock = f"{rest.astimezone():%H:%M}"
    for width in (78, 118):
        lines = [line.content.plain for line in render_feeds(FeedsPage([due], NOW, SIGNS, "a", rest), width)]
        assert any(line.rstrip().endswith(clock) for line in lines)
        assert not any("0.0 a day" in line for line in lines)
        assert any("now" in line.content.plain for line in render_feeds(FeedsPage([due], NOW, SIGNS, "a"), width))


async def test_the_sections_are_listed_below_the_question_for_one(services: FakeServices) -> None:
    async with reading(services, (60, 20)) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedsScreen) and pilot.app.screen.feeds)
        help_text = "There are world, asia, business, technology, science, health, sport, culture."
        pilot.app.push_screen(TextPrompt("In which section?", "any word", "world", help_text=help_text))
        await seen(pilot, r"culture\.")
        pilot.app.screen.query_one(Input).value = "asia"
        await seen(pilot, r"culture\.")


async def test_an_article_whose_page_has_no_more_says_so_where_it_offered_it(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        await pilot.press("t")
        await until(pilot, lambda: "No full text: the page asks for consent first" in screen_text(pilot))
        assert "The feed has only this" not in screen_text(pilot)


async def test_keys_pressed_before_the_list_stands_act_on_it(services: FakeServices) -> None:
    may_load = threading.Event()
    load = services.pages.reader_rows

    def slow_rows(*, with_older: bool = True):
        may_load.wait(10)
        return load(with_older=with_older)

    services.pages.reader_rows = slow_rows
    app = BriefingApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "f")
        assert not app.listing.rows
        may_load.set()
        await until(pilot, lambda: app.started)
        await until(pilot, lambda: threads(pilot).cursor == 1)
        second = threads(pilot).selected_id
        await until(pilot, lambda: services.threads[second].row.followed)


async def test_the_agenda_has_its_dates_in_a_column(services: FakeServices) -> None:
    thread = services.threads["t-pact"]
    title = "A title that is long enough to take two lines of a terminal with sixty columns"
    article = replace(thread.stories[0].articles[0], title=title)
    day = (NOW + timedelta(days=3)).date()
    sentence = Sentence("The Diet votes on the agreement on Thursday.", article.id)
    item = AgendaItem(day, day, "t-pact", thread.row.title, sentence, article, ("Sample Wire", "Sample Gazette"))
    services.reading.agenda = lambda days=14: (item,)
    async with reading(services, (60, 20)) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: "The Diet votes" in text_of(page))
        lines = [line[1:] for line in lines_of(page) if line.strip()]
        column = lines[0].index("A title")
        assert all(line[:column].strip() == "" for line in lines[1:])
        assert "and 1 more publisher]" in " ".join(text_of(page).replace("\u00a0", " ").split())


async def test_the_palette_follows_typing_moves_round_and_keeps_its_columns(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteModal))
        palette = pilot.app.screen
        first = palette.selected
        await pilot.press("up", "down")
        assert palette.selected == first
        await pilot.press("pagedown", "pageup")
        assert palette.selected == first
        await pilot.press(*"mute")
        assert palette.selected.title == "Mute"
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, PaletteModal))


def test_publishers_are_whole_in_the_coverage() -> None:
    thread = sample_threads()[0]
    name = "The Long Sample Courier of Vesmark"
    stories = tuple(
        replace(s, articles=tuple(replace(a, publisher=f"{name} {i}") for i, a in enumerate(s.articles)))
        for s in thread.stories
    )
    details = coverage(replace(thread, stories=stories), [])
    for width in (60, 74):
        lines = [line.content.plain for line in render_coverage(details, VIEW, width)]
        assert any(f"{name} 0" in " ".join(lines[i : i + 2]).replace("  ", " ") for i in range(len(lines)))


async def test_the_cursor_reaches_what_is_new_since_the_last_visit(services: FakeServices) -> None:
    thread = services.threads["t-pact"]
    services.threads["t-pact"] = replace(thread, row=replace(thread.row, read=ago(days=400)))
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        assert "SINCE YOU LAST READ" in screen_text(pilot)
        await walk(pilot, lambda target: target.occurrence in ("since", "changes") or target.kind == "sentence")
        assert plain(pilot.app.screen.status_line.left)


async def test_a_compact_list_stays_compact_when_it_changes_and_after_a_restart(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("C")
        await until(pilot, lambda: "Senate in Manila concurs" not in text_of(threads(pilot)))
        await pilot.press("f")
        await until(pilot, lambda: services.threads["t-pact"].row.followed)
        assert "Senate in Manila concurs" not in text_of(threads(pilot))
        kept = pilot.app.ui_state
    app = BriefingApp(services)
    app.ui_state = kept
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.started)
        assert "Senate in Manila concurs" not in text_of(threads(pilot))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_an_outage_of_an_automatic_refresh_takes_no_other_words_away(services: FakeServices, size) -> None:
    outage = Note("Sample Wire", "host not found", 1)
    services.failures, services.report = (outage,) * 40, RefreshReport(feeds=40, failed=(outage,) * 40)
    async with reading(services, size) as pilot:
        pilot.app.controllers.refresh.refresh()
        await until(pilot, lambda: ("refresh",) in services.calls and pilot.app.progress is None)
        assert not pilot.app.status_message
        await pilot.press("r")
        await until(pilot, lambda: "Nothing could be fetched: host not found" in pilot.app.status_message)
