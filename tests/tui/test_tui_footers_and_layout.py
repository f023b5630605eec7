"""Footers, marks and tabs of the list, and how pages are laid out at several sizes of the terminal."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fake_services import NOW, FakeServices, ago, sample_threads, thread_of
from textual.widgets import Static
from tui_pilot import lines_of, plain, reading, screen_text, text_of, until, walk

from briefing.config import load_config
from briefing.model.notes import Note
from briefing.model.threads import Changes
from briefing.output.lines import line_text, line_width
from briefing.output.thread import thread_figures, wrap_figures
from briefing.tui.feed_status import FeedHealthSummary
from briefing.tui.render.article import ArticleDisplay, render_article
from briefing.tui.render.cited_lines import number_citations, sources_of
from briefing.tui.render.empty_pages import Welcome, render_welcome
from briefing.tui.render.page_lines import Target
from briefing.tui.render.thread import render_thread
from briefing.tui.render.thread_options import RenderOptions
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.symbols import symbols
from briefing.tui.tabs import ALL_TAB, Tab, TabKind
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.screen_bars import KeyBar, SectionTabs
from briefing.tui.widgets.thread_list import ThreadList

SIGNS = symbols(False)
TWO_FEEDS = """
[[feeds]]
url = "https://wire.example/world.rss"
section = "world"

[[feeds]]
url = "https://gazette.example/asia.rss"
section = "asia"
"""
VIEW = RenderOptions(NOW, SIGNS)


def threads(pilot) -> ThreadList:
    return pilot.app.screen.query_one(ThreadList)


def footer(pilot) -> str:
    return plain(pilot.app.screen.query_one(KeyBar).render()).rstrip()


async def open_first(pilot) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.thread)


@pytest.mark.parametrize("width", [40, 60, 80])
async def test_the_key_that_lists_all_keys_stands_in_every_footer(services: FakeServices, width: int) -> None:
    async with reading(services, (width, 20)) as pilot:
        assert "? keys" in footer(pilot)
        await open_first(pilot)
        assert "? keys" in footer(pilot)


async def test_the_footer_says_that_enter_unfolds_a_row_of_the_timeline_beside_the_list(services: FakeServices) -> None:
    async with reading(services, (160, 48)) as pilot:
        await until(pilot, lambda: "TIMELINE" in screen_text(pilot))
        await pilot.press("tab")
        await walk(pilot, lambda target: target.kind == "entry")
        await until(pilot, lambda: "Enter unfold" in footer(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Enter fold" in footer(pilot))
        await pilot.press("tab")
        await until(pilot, lambda: "Enter open" in footer(pilot))


async def test_the_footer_of_a_thread_names_the_keys_that_lead_on(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await open_first(pilot)
        assert footer(pilot).split("  ")[1:4] == ["Esc back", "Enter open", "} heading"]
        assert "n next" in footer(pilot) and "o browser" in footer(pilot)


async def test_marks_take_the_place_of_the_read_state_and_escape_takes_them_away(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("space")
        await until(pilot, lambda: "Esc unmark" in footer(pilot))
        assert lines_of(threads(pilot))[0].startswith(" ✓ Japan-Philippines defence pact")
        await pilot.press("escape")
        await until(pilot, lambda: "unmark" not in footer(pilot))
        assert "✓" not in text_of(threads(pilot))


async def test_the_time_stands_where_the_tabs_leave_no_room_for_the_date(services: FakeServices) -> None:
    async with reading(services, (60, 20)) as pilot:
        tabs = plain(pilot.app.screen.query_one(SectionTabs).render())
        assert len(tabs) == 60 and tabs.endswith(f" {NOW:%H:%M} ")
        assert " All " in tabs


async def test_what_the_signs_mean_stands_on_the_first_page_of_the_help(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: "SIGNS" in screen_text(pilot))
        assert "new to you" in screen_text(pilot)


async def test_a_new_tab_is_shown_at_once(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"section:science", "enter", "V", *"mine", "enter")
        await until(pilot, lambda: pilot.app.listing.tab == Tab(TabKind.VIEW, "mine"))
        assert "Saved the view: mine" in screen_text(pilot)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not services.saved and pilot.app.listing.tab == ALL_TAB)


async def test_undo_of_a_mute_leaves_the_list_at_its_height(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("j", "j", "m")
        await until(pilot, lambda: "Muted" in screen_text(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: threads(pilot).selected_id == "t-quake")
        assert threads(pilot).first_visible_line == 0 and threads(pilot).cursor == 2


async def test_the_first_part_and_the_first_sentence_bring_the_title_along(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await open_first(pilot)
        page = pilot.app.screen.query_one("#detail", Page)
        await pilot.press("right_curly_bracket", "right_curly_bracket")
        await until(pilot, lambda: page.first_visible_line > 0)
        while page.current_heading != "since":
            await pilot.press("left_curly_bracket")
        assert page.first_visible_line == 0
        await pilot.press("pagedown", *["k"] * 20)
        assert page.first_visible_line == 0


def test_sources_stand_below_each_other() -> None:
    thread = sample_threads()[0]
    citations = number_citations(thread)
    first, second, *_ = (line.content.plain for line in sources_of(citations.number_by_article, citations, NOW, 40))
    assert first.index("[1]") == second.index("[2]") > len("SOURCES")


@pytest.mark.parametrize("width", range(24, 60))
def test_no_line_of_figures_ends_with_a_dot(width: int) -> None:
    figures = thread_figures(sample_threads()[0].row, NOW, SIGNS.marks)
    lines = wrap_figures(figures, SIGNS.marks.dot, width)
    assert not [line for line in lines if line_text(line).endswith("·")]
    assert max(map(line_width, lines)) <= width


def test_what_came_since_is_named_by_its_headline_and_counted() -> None:
    thread = thread_of("pact", "Pact", [(ago(days=9), "Signed", 2), (ago(hours=2), "Ratified at last", 2)])
    came = frozenset(article.id for article in thread.stories[-1].articles)
    read = replace(thread, row=replace(thread.row, read=NOW), changes=Changes(ago(days=1), article_ids=came))
    page = render_thread(read, VIEW, 78)
    since = next(line.heading for line in page if line.heading and line.heading.name == "since")
    assert since.label == "Since 1", "two articles of one event"
    named = next(one for one in thread.stories[-1].articles if one.title == thread.timeline[0].title)
    assert any(line.target and line.target.id == named.id and named.title in line.content.plain for line in page)


def test_other_headlines_are_whole_and_an_address_takes_one_line() -> None:
    thread = sample_threads()[0]
    story = thread.stories[-1]
    long = replace(story.articles[0], title="A headline of many words " * 5, link="https://wire.example/" + "a" * 90)
    story = replace(story, articles=(long, *story.articles[1:]))
    own = render_article(ArticleDisplay(long, NOW, SIGNS, story=story), 60)
    assert len([line for line in own if line.target and line.target.kind == "link"]) == 1
    other = render_article(ArticleDisplay(story.articles[1], NOW, SIGNS, story=story), 60)
    shown = " ".join(line.content.plain for line in other if line.target and line.target.id == long.id)
    assert " ".join(shown.split()).count("headline of many words") == 5


async def test_an_article_does_not_name_itself_as_the_source_of_its_sentence(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await open_first(pilot)
        await walk(pilot, lambda target: target.kind == "sentence")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        assert "[1]" not in str(pilot.app.screen.status_line.left)
        assert "articles" in str(pilot.app.screen.status_line.left)
        page = pilot.app.screen.detail_pane
        page.target = Target("sentence", pilot.app.screen.article.id, "A sentence of it.")
        assert "articles" in str(pilot.app.screen.status_line.left)
        await pilot.press("question_mark")
        await until(pilot, lambda: "The sentence that led here." in screen_text(pilot))


async def test_a_page_that_cannot_be_read_names_the_way_on(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await open_first(pilot)
        await pilot.press("t")
        await until(pilot, lambda: "No full text: the page asks for consent first" in screen_text(pilot))
        assert "o opens it in the browser" in screen_text(pilot)


async def test_the_first_start_keeps_its_width_and_counts_what_was_chosen(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(TWO_FEEDS, encoding="utf-8")
    services = FakeServices(threads={}, config=load_config(path))
    services.gate.clear()
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        await pilot.press("question_mark", "escape", "l")
        await until(pilot, lambda: "▾" in screen_text(pilot))
        assert pilot.app.screen.page.size.width < 80
        await pilot.press("space", "enter")
        await until(pilot, lambda: "Fetching 1 feed for the first time" in screen_text(pilot))
        services.gate.set()


def test_offline_each_step_stands_in_its_column() -> None:
    health = FeedHealthSummary(1, (Note("Sample Wire", "host not found"),))
    lines = [line.content.plain for line in render_welcome(Welcome(health, NOW), str, SIGNS, 60)]
    behind = lines[[line.startswith("feeds") for line in lines].index(True) + 1]
    assert behind.startswith(" " * 17) and behind.strip()


async def test_in_ascii_one_pane_has_no_edge_and_the_columns_have_titles(services: FakeServices) -> None:
    async with reading(services, (80, 24), ascii=True) as pilot:
        assert "publishers   7 days" in screen_text(pilot)
        await open_first(pilot)
        assert pilot.app.screen.query_one("#detail", Page).styles.border_left[0] == ""


async def test_a_hidden_list_leaves_no_edge_behind(services: FakeServices) -> None:
    async with reading(services) as pilot:
        detail = pilot.app.screen.query_one("#detail", Page)
        assert detail.styles.border_left[0]
        await pilot.press("x")
        await until(pilot, lambda: not threads(pilot).display)
        await until(pilot, lambda: detail.styles.border_left[0] == "")


async def test_of_three_panes_the_list_is_the_widest(services: FakeServices) -> None:
    async with reading(services, (160, 48)) as pilot:
        panes = [pilot.app.screen.query_one(f"#{name}") for name in ("list", "detail", "sources")]
        await until(pilot, lambda: all(pane.region.width for pane in panes))
        first, *others = (pane.region.width for pane in panes)
        assert first >= 62 and max(others) < first


async def test_the_question_for_a_word_fits_and_names_publishers(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("W")
        await until(pilot, lambda: pilot.app.screen.query("#modal-title"))
        title = plain(pilot.app.screen.query_one("#modal-title", Static).render())
        assert "publisher:NAME" in title and len(title) < 78


async def test_nothing_is_counted_that_is_not_there(services: FakeServices) -> None:
    services.news_since = NOW - timedelta(minutes=1)
    async with reading(services) as pilot:
        status = str(pilot.app.screen.status_line.left)
        assert " 0 new" not in status and " 0 updated" not in status
