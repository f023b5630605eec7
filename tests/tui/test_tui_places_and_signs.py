"""Where the cursor is after a change, what the footer names, and what signs and counts of the reader mean."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from fake_services import NOW, FakeServices
from sample_news import ago, arrival, sample_threads, thread_of
from tui_pilot import lines_of, picture, plain, reading, screen_text, until, walk

from briefing.model.threads import Thread, TimelineEntry
from briefing.output.citations import Citations
from briefing.output.formatting import format_time
from briefing.output.lines import line_text
from briefing.tui.commands import COMMANDS
from briefing.tui.list_items import ItemKind, ListItem
from briefing.tui.modals.confirm_prompt import ConfirmPrompt
from briefing.tui.modals.palette import PaletteModal
from briefing.tui.render.event_targets import event_targets
from briefing.tui.render.page_lines import PageLine
from briefing.tui.render.static_pages import render_help
from briefing.tui.render.thread_options import RenderOptions
from briefing.tui.render.thread_row import RowOptions, render_item, render_thread_row
from briefing.tui.render.timeline import timeline_lines
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.symbols import symbols
from briefing.tui.widgets.thread_list import ThreadList

VIEW = RenderOptions(NOW, symbols(False))


def text(page: list[PageLine]) -> str:
    return "\n".join(line.content.plain.rstrip() for line in page)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_cursor_stays_in_the_timeline_where_its_event_was_split_off(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        page = pilot.app.screen
        *_, before_last, last = event_targets(page.thread.timeline)
        await pilot.press("5")
        await walk(pilot, lambda target: target == last)
        await pilot.press("S")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        await pilot.press("enter")
        await until(pilot, lambda: page.cursor_target == before_last)
        await pilot.pause()
        assert page.panes.active_pane.shows_target and any("▌" in line for line in picture(pilot))


async def test_a_split_names_the_source_by_the_title_that_it_has_now(services: FakeServices) -> None:
    split = services.corrections.split_articles

    def split_and_retitle(thread_id: str, articles: Sequence[str], title: str) -> str:
        message = split(thread_id, articles, title)
        thread = services.threads["t-pact"]
        services.threads["t-pact"] = replace(thread, row=replace(thread.row, title="Pact of Varnell"))
        return message

    services.corrections.split_articles = split_and_retitle
    async with reading(services, (160, 36)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        await pilot.press("5")
        await walk(pilot, lambda target: target.kind == "entry")
        await pilot.press("S")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        await pilot.press("enter")
        await until(pilot, lambda: 'no longer in "Pact of Varnell"' in "\n".join(picture(pilot)))


async def test_what_comes_in_above_the_cursor_is_in_sight_in_a_list_shown_from_its_start() -> None:
    services = FakeServices(arrivals=[arrival()])
    async with reading(services, (80, 24)) as pilot:
        threads = pilot.app.screen.query_one(ThreadList)
        await pilot.press("j", "j", "ctrl+r")
        await until(pilot, lambda: pilot.app.listing.pending is not None)
        selected, place = threads.selected_id, threads.cursor
        await pilot.press("u")
        await until(pilot, lambda: any(row.title == "Ferry strike" for row in threads.rows))
        assert threads.selected_id == selected and threads.cursor > place
        assert threads.first_visible_line == 0 and "Ferry strike" in "\n".join(lines_of(threads))


async def test_the_footer_says_that_escape_clears_a_filter(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        assert "Esc clear" not in picture(pilot)[-1]
        await pilot.press("/", *"quake", "enter")
        await until(pilot, lambda: "Esc clear" in picture(pilot)[-1])
        await pilot.press("escape")
        await until(pilot, lambda: "Esc clear" not in picture(pilot)[-1] and not pilot.app.listing.filter_text)


async def test_a_word_of_a_title_finds_our_own_themes_first(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("T", *"ansi")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteModal))
        await until(pilot, lambda: pilot.app.screen.selected.id == "briefing-ansi")


def test_the_help_of_the_feeds_page_has_the_signs_of_feeds() -> None:
    def signs(place) -> str:
        page = text(render_help(symbols(False), COMMANDS, place, lambda _: [], "", 80))
        return page[page.index("SIGNS") : page.index("\n\n", page.index("SIGNS"))]

    feeds, front = signs("feeds page"), signs("front page")
    assert "‖" in feeds and "!" in feeds and "paused" in feeds and "never opened" not in feeds
    assert "never opened" in front and "‖" not in front


def test_the_signs_of_folds_in_ascii_are_no_marks_of_threads() -> None:
    plain = symbols(True)
    marks = {plain.read_state_symbol(state) for state in ("new", "updated", "read", "running")}
    others = {*marks, plain.marks.followed, plain.marks.muted, plain.cursor, "<", ">", plain.paused, plain.failed}
    assert not {plain.folded, plain.unfolded} & others


def test_the_end_of_a_page_of_the_day_names_no_other_time_than_that_of_the_visit() -> None:
    end = ListItem(ItemKind.END, "end")
    (of_day,) = render_item(end, 60, RowOptions(NOW, symbols(False), news_since=ago(hours=1), page_since=ago(days=1)))
    assert line_text(of_day).startswith("── That is the news of the last day ─")
    (of_visit,) = render_item(end, 60, RowOptions(NOW, symbols(False), news_since=ago(days=3), page_since=ago(days=3)))
    assert "That is the news since 13 Dec 09:40" in line_text(of_visit)
    long_ago = RowOptions(NOW, symbols(False), news_since=ago(days=40), page_since=ago(days=14))
    assert line_text(render_item(end, 60, long_ago)[0]).startswith("── That is the news of the last 14 days ─")


def of_a_timeline(main: bool) -> Thread:
    thread = sample_threads()[1]
    return replace(thread, timeline=tuple(replace(entry, main=main) for entry in thread.timeline))


def test_no_more_events_are_counted_where_all_are_shown() -> None:
    thread = of_a_timeline(False)
    for brief in (False, True):
        page = text(timeline_lines(thread, replace(VIEW, all_events=False, brief=brief), Citations({}), 80))
        assert "more event" not in page and all(entry.title in page for entry in thread.timeline)


@pytest.mark.parametrize("width", [40, 50, 80, 120])
def test_reports_of_an_unfolded_event_have_publisher_time_and_whole_headline(width: int) -> None:
    title = "Harbour of Varnell closes for the winter after the storm broke its pier"
    thread = thread_of("one", "Harbour", [(NOW, title, 2)])
    first, second = thread.stories[0].articles
    articles = (first, replace(second, published=ago(days=3)))
    entry = TimelineEntry(NOW.date(), title, publishers=("Sample Wire",), articles=(first.id, second.id))
    view = replace(VIEW, unfolded=frozenset({event_targets((entry,))[0].id}), all_events=True)
    page = timeline_lines(replace(thread, timeline=(entry,)), view, Citations({a.id: a for a in articles}), width)
    below = page[next(n for n, line in enumerate(page) if first.publisher in line.content.plain) :]
    lines = [line.content.plain.partition("│")[2].rstrip() for line in below]
    shown = " ".join(" ".join(lines).split())
    times = (format_time(first.published), "13 Dec")
    assert all(f"{a.publisher} {time} {a.title}" in shown for a, time in zip(articles, times, strict=True))
    assert all(line.content.cell_length <= width for line in page)
    starts = [line.index("Harbour of") for line in lines if "Harbour of" in line]
    assert len(starts) == 2 and len(set(starts)) == 1, "headlines begin in one column"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_pane_shows_its_cursor_as_soon_as_it_has_the_keys_and_no_other_does(
    services: FakeServices, size
) -> None:
    async with reading(services, size) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        assert screen_text(pilot).count("▌") == 2, "the two lines of the first row"
        await pilot.press("tab")
        await until(pilot, lambda: "▌● Senate in Manila concurs" in screen_text(pilot), limit=5)
        assert "▌◐" not in screen_text(pilot)
        await until(pilot, lambda: "[1] Sample Wire" in plain(pilot.app.screen.status_line.left), limit=5)
        await pilot.press("tab")
        await until(pilot, lambda: "▌◐ Japan-Philippines" in screen_text(pilot), limit=5)
        await until(pilot, lambda: "Since your visit" in plain(pilot.app.screen.status_line.left), limit=5)


def test_a_row_says_where_the_words_of_a_filter_stand_if_it_shows_them_nowhere() -> None:
    row = replace(sample_threads()[0].row, title="Singer hosts a show", latest_development="The show is over")
    options = RowOptions(NOW, symbols(False), words=("harbour",))
    assert "found in the text of an article" in line_text(render_thread_row(row, 60, options)[1])
    known = replace(options, found_headlines={row.id: "Show moves to the harbour", "other": "Other harbour"})
    second = render_thread_row(row, 60, known)[1]
    assert line_text(second).strip().startswith("found in: Show moves to the harbour")
    assert [span.text for span in second if span.style == "hit"] == ["harbour"]


@pytest.mark.parametrize("words", [(), ("singer",), ("over",)])
def test_a_row_that_shows_the_words_keeps_its_latest_development(words: tuple[str, ...]) -> None:
    row = replace(sample_threads()[0].row, title="Singer hosts a show", latest_development="The show is over")
    second = render_thread_row(row, 60, RowOptions(NOW, symbols(False), words=words))[1]
    assert line_text(second).strip().startswith("The show is over")
