"""Search, saved tabs, jumps, the help, and keys that follow fast."""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial

from fake_services import NOW, FakeServices, add_single_reports, sample_threads
from textual import events
from textual.screen import ModalScreen
from textual.widgets import Input
from tui_pilot import lines_of, plain, reading, screen_text, seen, until, walk

from briefing.model.articles import Article
from briefing.model.curation import SearchHit
from briefing.model.pages import FrontPage, PageEntry
from briefing.model.threads import ThreadRow
from briefing.output.citations import Citations
from briefing.tui.commands import COMMANDS
from briefing.tui.list_items import MAX_HITS, ItemKind, filter_counts, page_items, places
from briefing.tui.modals.page_modal import PageModal
from briefing.tui.modals.prompts import TextPrompt
from briefing.tui.render.context_help import context_lines
from briefing.tui.render.list_status import filter_status
from briefing.tui.render.static_pages import render_help
from briefing.tui.render.thread_articles import article_list
from briefing.tui.render.thread_options import RenderOptions
from briefing.tui.render.timeline import timeline_lines
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.jump import JumpModal
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.symbols import symbols
from briefing.tui.tabs import ALL_TAB, Tab
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.widgets.pane_rule import PaneRule
from briefing.tui.widgets.thread_list import ThreadList

SIGNS = symbols(False)


def threads(pilot) -> ThreadList:
    return pilot.app.screen.query_one(ThreadList)


def status(pilot) -> str:
    return plain(pilot.app.screen.status_line.left)


# --- keys that follow each other fast --------------------------------------------------------------------------------


async def test_keys_that_wait_for_a_jump_close_it_once(services: FakeServices) -> None:
    async with reading(services) as pilot:
        front = pilot.app.screen
        await until(pilot, lambda: front.thread)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        page = pilot.app.screen
        await pilot.press(";")
        await until(pilot, lambda: isinstance(pilot.app.screen, JumpModal))
        for key in ("x", "y", "z"):
            pilot.app.screen.post_message(events.Key(key, key))
        await until(pilot, lambda: not isinstance(pilot.app.screen, ModalScreen))
        assert pilot.app.screen is page


async def test_enter_pressed_twice_answers_a_question_once(services: FakeServices) -> None:
    answers: list[str | None] = []
    async with reading(services) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedsScreen))
        pilot.app.push_screen(TextPrompt("Add a feed", "the address"), answers.append)
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        line = pilot.app.focused
        line.value = "wire.example"
        for _ in range(2):
            pilot.app.post_message(events.Key("enter", "\r"))
        await until(pilot, lambda: answers)
        assert answers == ["wire.example"]
        assert isinstance(pilot.app.screen, FeedsScreen)


# --- saved tabs ------------------------------------------------------------------------------------------------------


async def test_a_filter_is_saved_under_its_own_words_and_becomes_the_tab(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"section:science", "enter", "V")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input) and pilot.app.focused.value)
        await seen(pilot, "the name of the view for: section:science", "Enter takes it, Esc cancels")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.listing.tab == Tab.view("section:science"))
        assert services.saved == {"section:science": "section:science"}
        assert pilot.app.listing.filter_text == "" and not pilot.app.screen.filter.is_open
        assert pilot.app.screen.filter.input.value == ""


async def test_undo_shows_the_tab_again_that_was_removed(services: FakeServices) -> None:
    services.saved = {"mine": "section:science"}
    async with reading(services) as pilot:
        pilot.app.listing = replace(pilot.app.listing, tab=Tab.view("mine"))
        await pilot.press("V")
        await until(pilot, lambda: not services.saved and pilot.app.listing.tab == ALL_TAB)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: pilot.app.listing.tab == Tab.view("mine"))


async def test_undo_of_a_mute_shows_no_tab_while_the_views_are_not_loaded(services: FakeServices) -> None:
    services.saved = {"mine": "section:science"}
    async with reading(services) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: services.threads["t-pact"].row.muted)
        pilot.app.listing = replace(pilot.app.listing, view_thread_ids={})  # as before the second load of the start
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not services.threads["t-pact"].row.muted and pilot.app.listing.row("t-pact"))
        await until(pilot, lambda: "Ctrl+z undoes" not in screen_text(pilot))
        assert pilot.app.listing.view_thread_ids and pilot.app.listing.tab == ALL_TAB


# --- the filter ------------------------------------------------------------------------------------------------------


def hits_of(ids: list[str], articles: list[Article]) -> tuple[SearchHit, ...]:
    return tuple(SearchHit(article, id, "") for id, article in zip(ids, articles, strict=True))


def test_a_tab_lists_the_articles_of_its_threads_only() -> None:
    rows = tuple(thread.row for thread in sample_threads())
    business = next(row for row in rows if row.section == "business")
    other = next(row for row in rows if row.section != "business")
    articles = sample_threads()[0].stories[0].articles
    hits = hits_of([business.id, other.id], [articles[0], articles[1]])
    listing = ThreadListing(rows=rows, filter_text="oil", matched_text="oil", hits=hits, matching_ids=frozenset())
    assert listing.shown_hits == hits
    assert replace(listing, tab=Tab.section("business")).shown_hits == hits[:1]


def test_a_number_of_articles_that_is_cut_is_not_given_as_the_number_that_match() -> None:
    article = sample_threads()[0].stories[0].articles[0]
    hits = hits_of(["t"] * MAX_HITS, [article] * MAX_HITS)
    listing = ThreadListing(filter_text="oil", matched_text="oil", hits=hits, matching_ids=frozenset())
    assert f"{MAX_HITS} best articles with" in filter_status(listing, SIGNS, 80)
    fewer = replace(listing, hits=hits[1:])
    assert f", {MAX_HITS - 1} articles with" in filter_status(fewer, SIGNS, 80)
    assert filter_status(fewer, SIGNS, 30) == f"0 threads, {MAX_HITS - 1} articles", "the line below has the words"


async def test_what_a_key_of_a_query_takes_is_cut_with_a_sign(services: FakeServices) -> None:
    async with reading(services, (60, 20)) as pilot:
        await pilot.press("/", "down")
        completions = pilot.app.screen.filter.input.completions
        await until(pilot, lambda: completions.is_open)
        await until(pilot, lambda: any("unopened, " in line and "…" in line for line in lines_of(completions.page)))


# --- numbers that agree ----------------------------------------------------------------------------------------------


async def test_the_position_in_the_list_counts_threads_as_the_page_of_a_thread_does(services: FakeServices) -> None:
    async with reading(services) as pilot:
        rule = pilot.app.screen.query(PaneRule).first()
        total = len(pilot.app.listing.visible_rows)
        assert any(item.row is None for item in threads(pilot).items)
        assert f" 1/{total} " in plain(rule.render())
        await pilot.press("end", "k")
        assert f" {total}/{total} " in plain(rule.render())


def test_each_position_is_one_of_the_numbers_that_the_page_counts() -> None:
    def row_of(id: str) -> ThreadRow:
        return replace(sample_threads()[0].row, id=id)

    part, other = row_of("t2"), row_of("t3")
    page = FrontPage(NOW, (PageEntry(row_of("t1"), (part, other)), PageEntry(row_of("t4"))), (row_of("t5"),))
    items = page_items(
        page, (row_of("t6"), row_of("t7")), frozenset((ItemKind.SINGLES.value, ItemKind.END.value)), is_filtered=False
    )
    numbered = {item.thread_id: place for item, place in zip(items, places(items), strict=True) if item.row}
    assert numbered == {
        **dict.fromkeys(("t1", "t2", "t3"), (1, 2)),
        "t4": (2, 2),
        "t5": (1, 1),
        "t6": (1, 2),
        "t7": (2, 2),
    }, "a part is where its affair is"
    filtered = page_items(page.with_ids({"t2", "t4", "t5"}), (), frozenset(), is_filtered=True)
    assert [place for item, place in zip(filtered, places(filtered), strict=True) if item.row] == [
        (0, 0),
        (1, 1),
        (1, 1),
    ]
    assert filter_counts(filtered) == "1 thread, 1 part, 1 single report"


async def test_the_line_of_the_single_reports_above_all_threads_is_at_no_position(services: FakeServices) -> None:
    add_single_reports(services, 4)
    async with reading(services) as pilot:
        pilot.app.listing = replace(pilot.app.listing, tab=Tab.section("harbour"))
        await until(pilot, lambda: threads(pilot).items[0].kind is ItemKind.SINGLES)
        await pilot.press("home")
        assert (threads(pilot).cursor, threads(pilot).position) == (0, "")
        await pilot.press("j")
        assert threads(pilot).position == "1/4"


def test_the_bar_counts_the_events_that_the_timeline_shows() -> None:
    thread = sample_threads()[0]
    entries = (replace(thread.timeline[0], main=False), *thread.timeline[1:])
    thread, total = replace(thread, timeline=entries), len(entries)

    def label(all_events: bool) -> str:
        options = RenderOptions(NOW, SIGNS, all_events=all_events, all_events_key="a")
        heading = timeline_lines(thread, options, Citations(()), 78)[0].heading
        return heading.label if heading else ""

    assert label(False).endswith(f"/{total}") and label(True) == f"Timeline {total}"


async def test_muting_a_word_says_how_many_threads_it_hides(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("W")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press(*"quake", "enter")
        await until(pilot, lambda: 'titles with "quake": 1 thread' in status(pilot))


# --- the page of a thread --------------------------------------------------------------------------------------------


async def test_the_source_of_a_sentence_takes_the_place_of_a_message(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        await walk(pilot, lambda target: target.kind == "sentence")
        pilot.app.notify_status("Nothing could be fetched: host not found")
        assert status(pilot).startswith("Nothing could be fetched")
        await pilot.press("j")
        assert "Nothing could be fetched" not in status(pilot) and status(pilot) == pilot.app.screen.source_text()


def test_an_article_of_today_that_stands_alone_has_its_time() -> None:
    thread = sample_threads()[0]
    article = replace(thread.stories[0].articles[0], published=NOW - timedelta(hours=3))
    story = replace(thread.stories[0], articles=(article,))
    options = RenderOptions(NOW, SIGNS)
    lines = [line.content.plain for line in article_list(replace(thread, stories=(story,)), options, Citations(()), 78)]
    assert any(f"{article.published:%H:%M}" in line for line in lines)


# --- help and jumps --------------------------------------------------------------------------------------------------


def test_the_help_leaves_what_keys_do_its_room() -> None:
    def context(width: int):
        return context_lines("row", lambda name: {"mark": "Space"}.get(name, "m"), width)

    lines = [line.content.plain for line in render_help(SIGNS, COMMANDS, "front page", context, "", 56)]
    widest = max(len(command.key_names) for command in COMMANDS)
    down = next(line for line in lines if line.startswith("j, Down"))
    assert down.index("Next row") == widest + 2
    meanings = [line.index(text) for line in lines for text in ("opens its page", "marks it;") if text in line]
    assert len(meanings) == 2 and len(set(meanings)) == 1


async def test_the_letters_of_a_jump_hide_no_title(services: FakeServices) -> None:
    for size in ((60, 20), (160, 48)):
        async with reading(services, size) as pilot:
            rule = pilot.app.screen.query(PaneRule).first().region.y
            await pilot.press(";")
            lines = await seen(pilot, " a  list .* s  thread")
            assert " a  list " in lines[rule]
            assert lines[-1].strip() == "a letter goes to its pane, any other key leaves"


async def test_a_search_for_feeds_that_failed_leaves_no_message_that_it_goes_on(services, monkeypatch) -> None:
    from briefing.errors import FetchError

    def fail(*_: object):
        raise FetchError("https://wire.example: HTTP 404 Not Found")

    monkeypatch.setattr("briefing.services.feed_list.FeedList.find", fail)
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("F")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedsScreen) and pilot.app.screen.feeds)
        await pilot.press("a", *"wire.example", "enter")
        await seen(pilot, "HTTP 404")
        assert "Looking for feeds" not in pilot.app.status_message
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        assert "Looking for feeds" not in screen_text(pilot)


async def test_a_key_that_follows_enter_at_once_acts_on_the_list(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"a")
        await until(pilot, lambda: len(threads(pilot).rows) > 1)
        for key, character in (("enter", "\r"), ("j", "j")):
            pilot.app.post_message(events.Key(key, character))
        await until(pilot, lambda: threads(pilot).cursor == 1)
        assert pilot.app.screen.filter.input.value == "a"


async def test_the_keys_do_not_wait_while_a_digest_is_written(services: FakeServices, monkeypatch) -> None:
    written_on: list[threading.Thread] = []

    def note_thread(briefing, *_: object):
        written_on.append(threading.current_thread())
        return briefing

    monkeypatch.setattr("briefing.tui.controllers.modal_page_controller.fit_digest", note_thread)
    async with reading(services) as pilot:
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
    assert written_on and threading.main_thread() not in written_on


async def test_enter_pressed_twice_runs_a_command_of_the_palette_once(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        page, followed = pilot.app.screen, services.threads["t-pact"].row.followed
        await pilot.press("ctrl+p", *"follow")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input) and pilot.app.focused.value == "follow")
        for _ in range(2):
            pilot.app.focused.post_message(Input.Submitted(pilot.app.focused, "follow"))
        await until(pilot, lambda: pilot.app.screen is page)
        await until(pilot, lambda: services.threads["t-pact"].row.followed != followed)
        assert pilot.app.screen is page


def test_help_explains_signs_where_there_are_any() -> None:
    context = partial(context_lines, "", str)
    pages = {
        screen: [line.content.plain for line in render_help(SIGNS, COMMANDS, screen, context, "", 56)]
        for screen in ("front page", "thread page", "feeds page", "article page")
    }
    assert {screen for screen, lines in pages.items() if any(line.startswith("SIGNS") for line in lines)} == (
        pages.keys() - {"article page"}
    )
    assert all(line for line in pages["article page"][:1]), "no blank line stands where they stood"
