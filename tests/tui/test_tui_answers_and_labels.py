"""What keys answer, how long the answer stands, and what the bars call what a key does."""

import re
import threading
from dataclasses import replace

import pytest
from fake_services import FakeServices, ago, sample_threads, thread_of
from tui_pilot import reading, screen_text, text_of, until

from briefing.tui.empty_list import empty_list
from briefing.tui.feed_status import FeedHealthSummary
from briefing.tui.list_items import ItemKind, ListItem
from briefing.tui.modals.page_modal import HelpModal, PageModal
from briefing.tui.modals.prompts import TextPrompt
from briefing.tui.render.empty_pages import render_empty_list, render_folded
from briefing.tui.render.notice_fitting import fit_message
from briefing.tui.render.page_lines import PageHeading
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.jump import JumpModal
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.widgets.heading_bar import HeadingBar
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.screen_bars import KeyBar


def footer(pilot) -> str:
    return pilot.app.screen.query_one(KeyBar).render().plain


async def opened(pilot) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)


@pytest.mark.parametrize("keys", [("n",), ("enter",), ("F",), ("T",), ("question_mark",)])
async def test_an_answer_ends_with_the_page_or_tab_that_it_is_about(services: FakeServices, keys) -> None:
    async with reading(services) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: "Following" in pilot.app.status_message)
        await pilot.press(*keys)
        await until(pilot, lambda: not pilot.app.status_message)


async def test_the_answer_to_the_key_that_leaves_a_page_stands_on_the_next(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        await pilot.pause(0.05)
        assert "Muted: " in pilot.app.status_message


async def test_footers_name_what_a_key_does_now(services: FakeServices) -> None:
    async with reading(services) as pilot:
        assert "f follow" in footer(pilot)
        await pilot.press("f")
        await until(pilot, lambda: "f unfollow" in footer(pilot))
        await opened(pilot)
        assert "f unfollow" in footer(pilot)
        await pilot.press("f")
        await until(pilot, lambda: "f follow" in footer(pilot))
        await pilot.press("escape", "F")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedsScreen) and pilot.app.screen.selected_feed)
        assert "pause" in footer(pilot)
        feeds = pilot.app.screen.feeds
        pilot.app.screen.feeds = tuple(replace(one, feed=replace(one.feed, enabled=False)) for one in feeds)
        pilot.app.screen.show_status()
        assert "fetch again" in footer(pilot) and "pause" not in footer(pilot)


async def test_the_footer_of_a_thread_page_is_of_the_thread_in_sight(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("f")
        await until(pilot, lambda: "f unfollow" in footer(pilot))
        await pilot.press("n")
        await until(pilot, lambda: pilot.app.screen.thread.row.id == "t-strait")
        assert "f follow" in footer(pilot)
        await pilot.press("p")
        await until(pilot, lambda: pilot.app.screen.thread.row.id == "t-pact")
        assert "f unfollow" in footer(pilot)


async def test_down_leads_from_the_filter_to_what_it_found(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("slash", *"noto")
        await until(pilot, lambda: pilot.app.listing.matched_text == "noto")
        await pilot.press("down")
        await until(pilot, lambda: pilot.app.screen.thread_list.has_focus)
        assert pilot.app.screen.thread_id == "t-quake" and pilot.app.listing.filter_text == "noto"


@pytest.mark.parametrize(("key", "verb"), [("v", "move"), ("S", "split")])
async def test_the_list_says_where_stories_are_corrected(services: FakeServices, key, verb) -> None:
    async with reading(services) as pilot:
        await pilot.press(key)
        assert f"To {verb} an event, open its thread (Enter)" in pilot.app.status_message


async def test_in_the_coverage_the_key_of_all_events_shows_all_of_it(services: FakeServices) -> None:
    days = [(ago(days=9 - n), f"Step {n} of the inquiry", 2) for n in range(5)]
    services.threads = {"t-ferry": thread_of("ferry", "Ferry", days)}

    def shown(pilot) -> str:
        return text_of(pilot.app.screen.articles_pane).split("ARTICLES")[0]

    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("6")
        await until(pilot, lambda: "and 2 more: a here shows all" in shown(pilot))
        assert "Step 0" not in shown(pilot)
        await pilot.press("a")
        await until(pilot, lambda: "Step 0" in shown(pilot))
        assert "TIMELINE · main" not in screen_text(pilot), "all of its events are main ones"
        await until(pilot, lambda: "The coverage has all events now" in pilot.app.status_message)
        await pilot.press(*"jjjjjjj", "a")
        await until(pilot, lambda: "The coverage has the main events now" in pilot.app.status_message)
        assert pilot.app.screen.moves.current == "coverage", "not at the articles behind it"
        await pilot.press("a")
        await until(pilot, lambda: "Step 0" in shown(pilot))


async def test_all_events_are_announced_where_the_timeline_is_out_of_sight(services: FakeServices) -> None:
    thread = services.threads["t-pact"]
    minor = replace(thread.timeline[0], main=False)
    services.threads["t-pact"] = replace(thread, timeline=(minor, *thread.timeline[1:]))
    async with reading(services, (80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("7", "a")
        await until(pilot, lambda: f"The timeline has all {len(thread.timeline)} events now" in screen_text(pilot))
        await pilot.press("a")
        await until(pilot, lambda: "The timeline has the main events now" in screen_text(pilot))
        await pilot.press("5", "a")
        assert "The timeline has" not in pilot.app.status_message


async def test_a_cut_title_keeps_its_quotation_marks(services: FakeServices) -> None:
    async with reading(services, (60, 20)) as pilot:
        long = "A title of more words than any status line of sixty cells can hold"
        pilot.app.show_done(f'Kept together "{long}"')
        assert re.fullmatch(r'Kept together "A title .*…" - Ctrl\+z undoes', pilot.app.status_message)


def test_a_line_says_what_it_folds() -> None:
    rows = tuple(thread.row for thread in sample_threads()[:2])
    for kind, noun in [(ItemKind.END, "2 older threads"), (ItemKind.SINGLES, "2 single reports")]:
        lines = render_folded(ListItem(kind, "x", folded=rows), ago(), "Enter", 60)
        assert lines[0].content.plain == f"{noun}. Enter shows them."


async def test_a_narrow_bar_never_shows_the_keys_of_sizes_without_their_heading(services: FakeServices) -> None:
    async with reading(services, (60, 20)) as pilot:
        await opened(pilot)
        bar = pilot.app.screen.query_one(HeadingBar)
        assert re.search(r"Summary 1 2 3", bar.render().plain)
        headings = [PageHeading(name, f"{name.title()} 10") for name in ("since", "summary", "timeline", "coverage")]
        headings.append(PageHeading("articles", "Articles 127"))
        bar.show(headings, "articles", "paragraph", {"line": "1", "paragraph": "2", "page": "3"})
        assert "1 2 3" not in bar.render().plain


async def test_a_larger_affair_under_the_cursor_says_that_it_opens(services: FakeServices) -> None:
    pact = services.threads["t-pact"]
    row = replace(pact.row, affair_id="t-quake", affair_title="Noto quake")
    services.threads["t-pact"] = replace(pact, row=row)
    async with reading(services, (80, 24)) as pilot:
        pilot.app.open_thread("t-pact")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        await pilot.press("j")
        await until(pilot, lambda: pilot.app.screen.cursor_target.kind == "thread")
        assert "Enter opens this thread" in screen_text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.thread_id == "t-quake")


async def test_a_page_over_the_list_keeps_its_columns_in_every_theme(services: FakeServices) -> None:
    async with reading(services) as pilot:
        cells = set()
        for theme in ("briefing-dark", "briefing-ansi-light"):
            pilot.app.theme = theme
            await pilot.press("question_mark")
            await until(pilot, lambda: isinstance(pilot.app.screen, HelpModal))
            page = pilot.app.screen.query_one(Page)
            await pilot.pause(0.1)
            cells.add((page.content_cells, page.content_region.x))
            await pilot.press("escape")
        assert len(cells) == 1


async def test_a_pane_to_jump_to_bears_the_heading_that_it_begins_with(services: FakeServices) -> None:
    async with reading(services, (160, 48)) as pilot:
        await opened(pilot)
        await pilot.press("semicolon")
        await until(pilot, lambda: isinstance(pilot.app.screen, JumpModal))
        labels = [str(label.render()) for label in pilot.app.screen.query(".jump-label")]
        assert labels[:2] == [" a  thread ", " s  coverage "]


async def test_a_page_that_loads_shows_its_title_at_once(services: FakeServices, monkeypatch) -> None:
    gate, details = threading.Event(), services.reading.thread_details
    async with reading(services, (80, 24)) as pilot:
        monkeypatch.setattr(services.reading, "thread_details", lambda *args: gate.wait(60) and details(*args))
        pilot.app.open_thread("t-strait")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        await until(pilot, lambda: "Strait shipping insurance" in screen_text(pilot))
        assert "TIMELINE" not in screen_text(pilot)
        gate.set()
        await until(pilot, lambda: "TIMELINE" in screen_text(pilot))


async def test_muting_a_word_says_how_many_of_the_threads_were_not_on_the_page(services: FakeServices) -> None:
    services.page_since = ago(days=5)
    async with reading(services) as pilot:
        listing = pilot.app.listing
        on_page = {row.id for row in (*listing.page.flat_rows(), *listing.page.singles)}
        meant = {row.id for row in listing.rows if "affair" in row.title}
        older = len(meant - on_page)
        await pilot.press("W")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        await pilot.press(*"affair", "enter")
        await until(pilot, lambda: f'"affair": {len(meant)} threads' in pilot.app.status_message)
        assert 0 < older < len(meant) and f", {older} older" in pilot.app.status_message


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_the_answer_of_a_mute_is_whole_in_every_size(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("W")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        await pilot.press(*"affair", "enter")
        await until(pilot, lambda: "Muted titles" in pilot.app.status_message)
        assert "…" not in pilot.app.status_message and " threads" in pilot.app.status_message


async def test_two_mutes_at_once_count_their_own_threads(services: FakeServices) -> None:
    curation, shown = services.curation, []
    async with reading(services) as pilot:
        end = pilot.app.show_done
        pilot.app.show_done = lambda message: (shown.append(fit_message(message, 80)), end(message))
        await pilot.press("W")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        gate, mute = threading.Event(), curation.mute_words
        curation.mute_words = lambda words: gate.wait(60) and mute(words)
        await pilot.press(*"quake", "enter", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        await pilot.press("W")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        await pilot.press(*"Budget", "enter")
        gate.set()
        await until(pilot, lambda: len(shown) == 2)
        assert shown == [
            'Muted titles with "quake": 1 thread, 2 articles',
            'Muted titles with "Budget": 1 thread, 3 articles',
        ]


async def test_a_digest_that_is_ready_while_something_is_typed_waits_for_its_key(services: FakeServices) -> None:
    gate, digest, calls = threading.Event(), services.deliveries.digest, []

    def written(*args, **options):
        calls.append("digest")
        assert gate.wait(60)
        return digest(*args, **options)

    services.deliveries.digest = written
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: calls)
        await pilot.press("/", *"pact")
        gate.set()
        await until(pilot, lambda: pilot.app.status_message == "The digest is ready - d shows it")
        assert isinstance(pilot.app.screen, FrontScreen)
        await pilot.press("escape", "d")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
        assert calls == ["digest"], "it is not written again"


@pytest.mark.parametrize(("filter_text", "has_hint"), [("is:muted", True), ("nasa -is:muted", False), ("nasa", False)])
def test_a_filter_for_muted_threads_says_which_key_shows_them(filter_text: str, has_hint: bool) -> None:
    empty = empty_list(ThreadListing(filter_text=filter_text), (), FeedHealthSummary())
    page = render_empty_list(empty, lambda name: {"hidden": "H"}.get(name, "?"), 78)
    hint = "No list has muted threads: H shows what is hidden, and why."
    assert (hint in [line.content.plain for line in page]) == has_hint


async def test_the_pane_beside_a_line_that_folds_says_what_its_key_does_now(services: FakeServices) -> None:
    services.page_since = ago(days=5)
    async with reading(services) as pilot:
        await until(pilot, lambda: any(item.folded for item in pilot.app.screen.thread_list.items))
        items = pilot.app.screen.thread_list.items
        line = next(index for index, item in enumerate(items) if item.row is None and item.folded)
        pilot.app.screen.thread_list.select(line)
        await until(pilot, lambda: "Enter shows them" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Enter folds them" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Enter shows them" in screen_text(pilot))


async def test_a_list_that_was_hidden_comes_back_with_its_cursor_and_the_keys(services: FakeServices) -> None:
    async with reading(services) as pilot:
        listed = pilot.app.screen.thread_list
        await pilot.press("end", "k", "k")
        await until(pilot, lambda: listed.first_visible_line > 0 and pilot.app.screen.thread is not None)
        key, line = listed.selected_key, listed.first_visible_line
        await pilot.press("x")
        await until(pilot, lambda: pilot.app.focused is pilot.app.screen.detail_pane)
        await pilot.press("x")
        await until(pilot, lambda: pilot.app.focused is listed)
        await until(pilot, lambda: (listed.selected_key, listed.first_visible_line) == (key, line))


async def test_a_mistake_in_a_filter_that_is_cut_leaves_its_example(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("/", *"until:soon", "enter")
        await until(pilot, lambda: "Write it as" in str(pilot.app.screen.status_line.left))
        assert "…" not in pilot.app.screen.status_line.render().plain
