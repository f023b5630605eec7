"""Corrections that cannot hit the wrong thread: what is merged, moved or put under an affair."""

import threading
from dataclasses import replace

import pytest
from fake_services import FakeServices
from sample_news import ago, thread_of
from textual.widgets import Input
from tui_pilot import picked, picture, plain, reading, screen_text, text_of, until, walk

from briefing.errors import BriefingError, StoreError
from briefing.model.curation import Proposal
from briefing.model.threads import TimelineEntry
from briefing.tui.controllers.correction_controller import MIN_ALIKE_PARTS, larger_affairs
from briefing.tui.modals.answering import WORKING
from briefing.tui.modals.confirm_prompt import ConfirmPrompt
from briefing.tui.modals.pick_prompt import NOT_CHOSEN, OTHERS, PICK_HINT, PickPrompt
from briefing.tui.modals.prompts import TextPrompt
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.screen_bars import KeyBar
from briefing.tui.widgets.thread_list import ThreadList


def titles(pilot) -> list[str]:
    return [row.title for row in pilot.app.screen.query_one(ThreadList).rows]


async def opened(pilot, screen: type = ThreadScreen) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, screen) and pilot.app.screen.thread)


def prompt_text(pilot) -> str:
    page = pilot.app.screen.query(Page)
    return text_of(page.first()) if isinstance(pilot.app.screen, PickPrompt) and page else ""


async def on_prompt(pilot, prompt: type) -> str:
    await until(pilot, lambda: isinstance(pilot.app.screen, prompt))
    page = pilot.app.screen.query_one(Page)
    await until(pilot, lambda: text_of(page).strip())
    return text_of(page)


# --- merging ---------------------------------------------------------------------------------------------------------


async def test_two_marks_are_exactly_what_is_merged_wherever_the_cursor_is(services: FakeServices) -> None:
    async with reading(services, (160, 48)) as pilot:
        before = dict(services.threads)
        await pilot.press("j", "space")
        await until(pilot, lambda: "1 thread marked - M merges it with the one under the cursor" in screen_text(pilot))
        await pilot.press("space")
        await until(
            pilot,
            lambda: '2 threads marked - M merges just these into "Strait shipping insurance"' in screen_text(pilot),
        )
        marks = [line for line in text_of(pilot.app.screen.query_one(ThreadList)).splitlines() if "✓" in line]
        assert len(marks) == 2 and "✓ Strait" in marks[0] and "✓ Noto quake" in marks[1]
        under_cursor = pilot.app.screen.thread_id
        assert under_cursor not in pilot.app.marked
        await pilot.press("M")
        await until(pilot, lambda: "t-quake" not in services.threads)
        assert services.threads.keys() == before.keys() - {"t-quake"}
        said = 'Merged "Noto quake" into "Strait shipping insurance" - Ctrl+z undoes'
        await until(pilot, lambda: said in screen_text(pilot))
        assert pilot.app.screen.thread_id == under_cursor, "the cursor stays on its thread"
        assert pilot.app.marked == frozenset()
        await pilot.press("ctrl+z")
        await until(pilot, lambda: services.threads == before)
        await until(pilot, lambda: titles(pilot)[1:3] == ["Strait shipping insurance", "Noto quake"])
        assert pilot.app.screen.thread_id == under_cursor


async def test_a_marked_thread_that_leaves_the_list_is_no_longer_marked(services: FakeServices) -> None:
    async with reading(services, (160, 48)) as pilot:
        marked = [row.id for row in pilot.app.listing.visible_rows[:3]]
        await pilot.press("space", "space", "space")
        await until(pilot, lambda: pilot.app.marked == set(marked))
        threads = pilot.app.screen.query_one(ThreadList)
        for gone in marked[:2]:
            threads.select(next(n for n, item in enumerate(threads.items) if item.key == gone))
            await until(pilot, lambda gone=gone: pilot.app.screen.thread_id == gone)
            await pilot.press("m")
            await until(pilot, lambda gone=gone: pilot.app.listing.row(gone) is None)
        assert pilot.app.marked == {marked[2]}
        threads.select(next(n for n, item in enumerate(threads.items) if item.key == marked[2]))
        await until(pilot, lambda: pilot.app.screen.thread_id == marked[2])
        await pilot.press("space")
        await until(pilot, lambda: "0 threads marked" in screen_text(pilot))
        await pilot.press("k", "space")
        await until(pilot, lambda: "1 thread marked - M merges it with" in screen_text(pilot))


@pytest.mark.parametrize("answer", ["enter", "escape"])
async def test_one_mark_and_the_cursor_are_merged_after_a_question_that_names_both(services, answer: str) -> None:
    async with reading(services) as pilot:
        await pilot.press("j", "space", "j", "M")
        text = await on_prompt(pilot, ConfirmPrompt)
        first, second = (line for line in text.splitlines() if line.strip().endswith(("stays", "goes into it")))
        assert text.index("Strait shipping insurance") < text.index(first) < text.index("Markup [/ and")
        assert "its title stays" in first and "goes into it" in second
        assert "t-hostile" in services.threads
        await pilot.press(answer)
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        if answer == "enter":
            await until(pilot, lambda: "t-hostile" not in services.threads)
            await until(pilot, lambda: pilot.app.screen.thread_id == "t-strait"), "the one under the cursor ended in it"
            assert "t-quake" in services.threads, "the row between the two is not touched"
        else:
            await pilot.pause(0.05)
            assert "t-hostile" in services.threads and pilot.app.marked == {"t-strait"}


async def test_a_name_that_a_person_gave_stays_in_a_merge_with_a_larger_thread(services: FakeServices) -> None:
    quake = services.threads["t-quake"]
    services.threads["t-quake"] = replace(quake, row=replace(quake.row, title="My quake", is_named=True))
    async with reading(services) as pilot:
        await pilot.press("j", "space", "space")
        await until(pilot, lambda: 'into "My quake"' in pilot.app.status_message)
        await pilot.press("M")
        await until(pilot, lambda: "t-strait" not in services.threads and "t-quake" in services.threads)


async def test_without_a_mark_the_thread_to_merge_into_is_picked(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("M")
        await until(pilot, lambda: "shares Manila" in prompt_text(pilot))
        text = prompt_text(pilot)
        assert text.splitlines()[0].strip("▌ ").startswith("Budget in Manila")
        assert "Japan-Philippines" not in text, "a thread is not merged with itself"
        await picked(pilot, *"quake")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmPrompt))
        await pilot.press("enter")
        await until(pilot, lambda: services.threads.keys() & {"t-pact", "t-quake"} == {"t-pact"})
        await until(pilot, lambda: 'Merged "Noto quake" into "Japan' in screen_text(pilot))
        await until(pilot, lambda: pilot.app.screen.thread_id == "t-pact")


async def test_a_picked_thread_is_merged_only_after_the_question_whose_title_stays(services: FakeServices) -> None:
    quake = services.threads["t-quake"]
    services.threads["t-quake"] = replace(quake, row=replace(quake.row, title="My quake", is_named=True))
    async with reading(services) as pilot:
        await pilot.press("M")
        await picked(pilot, *"quake")
        text, calls = await on_prompt(pilot, ConfirmPrompt), list(services.calls)
        assert text.index("My quake") < text.index("its title stays") < text.index("goes into it")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        assert {"t-pact", "t-quake"} <= services.threads.keys() and services.calls == calls
        await pilot.press("M")
        await picked(pilot, *"quake")
        await on_prompt(pilot, ConfirmPrompt)
        await pilot.press("enter")
        await until(pilot, lambda: "t-pact" not in services.threads and "t-quake" in services.threads)
        await until(pilot, lambda: pilot.app.screen.thread_id == "t-quake")


# --- the pick list ---------------------------------------------------------------------------------------------------


async def test_the_pick_list_proposes_by_evidence_and_narrows_while_words_are_typed(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await opened(pilot)
        await walk(pilot, lambda target: target.kind == "entry")
        await pilot.press("v")
        await until(pilot, lambda: "other choice" in prompt_text(pilot))
        text = prompt_text(pilot)
        lines = [line.strip("▌ ") for line in text.splitlines() if line.strip()]
        assert lines[0].startswith("Chip export rules") and lines[1] == "grouping's other choice"
        assert lines[2].startswith("Budget in Manila") and lines[3] == "shares Manila"
        assert ("near", "s-pact-3") in services.calls
        page = pilot.app.screen.query_one(Page)
        await pilot.press(*"affair 1")
        await until(pilot, lambda: "Sample affair number 1 of" in text_of(page) and "Chip" not in text_of(page))
        await pilot.press("down", "down", "up")
        await until(pilot, lambda: page.target and page.target.id == "t-filler10")
        await pilot.press(*" xyzzy")
        await until(pilot, lambda: "No thread matches" in text_of(page))
        await pilot.press("enter", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        assert not any(call[0] == "move" for call in services.calls)


async def test_enter_picks_no_thread_that_nothing_speaks_for(services: FakeServices) -> None:
    services.proposals.near_story = lambda _: ()
    async with reading(services, (80, 24)) as pilot:
        await opened(pilot)
        await walk(pilot, lambda target: target.kind == "entry")
        await pilot.press("v")
        await on_prompt(pilot, PickPrompt)
        assert OTHERS not in prompt_text(pilot)
        await pilot.press("enter")
        note = pilot.app.screen.note
        await until(pilot, lambda: plain(note.render()) == NOT_CHOSEN)
        assert not any(call[0] == "move" for call in services.calls)
        await pilot.press("down", "enter")
        await on_prompt(pilot, ConfirmPrompt)
        await pilot.press("enter")
        await until(pilot, lambda: any(call[0] == "move" for call in services.calls))


@pytest.mark.parametrize("key", ["v", "M"])
async def test_enter_picks_no_proposal_before_one_is_gone_to(services: FakeServices, key: str) -> None:
    async with reading(services, (80, 24)) as pilot:
        await opened(pilot)
        await walk(pilot, lambda target: target.kind == "entry")
        await pilot.press(key)
        await until(pilot, lambda: "shares Manila" in prompt_text(pilot))
        prompt, before = pilot.app.screen, list(services.calls)
        assert plain(prompt.note.render()) == PICK_HINT
        first = prompt.list.entries[0]
        shown = [line for line in picture(pilot) if first.title[:20] in line]
        assert shown and "▌" not in "".join(shown), "the cursor is on no thread"
        await pilot.press("enter")
        await until(pilot, lambda: plain(prompt.note.render()) == NOT_CHOSEN)
        await pilot.press("x", "backspace", "enter")
        await until(pilot, lambda: plain(prompt.note.render()) == NOT_CHOSEN)
        assert pilot.app.screen is prompt and services.calls == before
        await pilot.press("down")
        assert prompt.list.selected == first
        await until(pilot, lambda: any("▌" in line and first.title[:20] in line for line in picture(pilot)))
        await pilot.press("up", "down", "enter")
        await until(pilot, lambda: pilot.app.screen is not prompt)
        await on_prompt(pilot, ConfirmPrompt)
        await pilot.press("enter")
        await until(pilot, lambda: services.calls != before)


async def test_the_pick_list_says_where_its_proposals_end(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("M")
        await until(pilot, lambda: "shares Manila" in prompt_text(pilot))
        lines = [line.strip("▌ ") for line in prompt_text(pilot).splitlines()]
        assert lines[lines.index("shares Manila") + 1] == OTHERS
        await pilot.press(*"manila")
        await until(pilot, lambda: OTHERS not in prompt_text(pilot))


async def test_the_footer_of_a_prompt_offers_no_cancel_while_the_change_is_made(
    services: FakeServices, monkeypatch
) -> None:
    gate, set_affair = threading.Event(), services.corrections.set_affair
    monkeypatch.setattr(services.corrections, "set_affair", lambda *ids: gate.wait(60) and set_affair(*ids))
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("P")
        await picked(pilot, *"quake")
        prompt = pilot.app.screen
        await until(pilot, lambda: plain(prompt.note.render()) == WORKING)
        footer = pilot.app.screen_stack[0].query_one(KeyBar)
        assert "cancel" not in plain(footer.render()) and "Esc close" in plain(footer.render())
        gate.set()
        await until(pilot, lambda: services.threads["t-pact"].row.affair_id == "t-quake")


def test_affairs_of_threads_alike_are_proposed_before_larger_threads() -> None:
    rows = [thread_of(f"part{n}", f"Part {n}", [(ago(days=1), f"Part {n}", 1)]).row for n in range(MIN_ALIKE_PARTS)]
    parts = [replace(row, affair_id="t-whole") for row in rows]
    whole = thread_of("whole", "The whole", [(ago(days=1), "The whole", 1)]).row
    large = replace(thread_of("large", "Large", [(ago(days=1), "Large", 1)]).row, article_count=9)
    own = thread_of("own", "Own", [(ago(days=1), "Own", 1)]).row
    listed, alike = [*parts, whole, large, own], [Proposal(row.id, "shares only common words") for row in parts]
    near = [Proposal(large.id, "shares Manila"), Proposal(parts[0].id, "shares Cebu")]
    assert [one.thread for one in larger_affairs(own, near, alike, listed)] == [whole.id, large.id]
    assert [one.thread for one in larger_affairs(own, near, alike[1:], listed)] == [large.id], "too few say it"
    member = replace(own, affair_id=whole.id)
    assert [one.thread for one in larger_affairs(member, near, alike, listed)] == [large.id], "it is in there already"


async def test_ids_and_other_spellings_are_picked_too(services: FakeServices) -> None:
    services.threads["t9c0ffee"] = thread_of("cafe", "Café O’Brien burns down", [(ago(days=2), "Fire in the Café", 2)])
    services.threads["t9c0ffee"] = replace(
        services.threads["t9c0ffee"], row=replace(services.threads["t9c0ffee"].row, id="t9c0ffee")
    )
    async with reading(services) as pilot:
        for words in ("cafe o'brien", "t9c0"):
            await pilot.press("P")
            await until(pilot, lambda: isinstance(pilot.app.screen, PickPrompt))
            page = pilot.app.screen.query_one(Page)
            await pilot.press(*words)
            await until(pilot, lambda page=page: page.target and page.target.id == "t9c0ffee")
            await pilot.press("escape")


async def test_only_larger_threads_are_proposed_as_affairs(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("j", "j", "P")
        await until(pilot, lambda: "shares Manila" in prompt_text(pilot))
        await pilot.press("escape", "home", "P")
        await until(pilot, lambda: "11 articles" in prompt_text(pilot))
        await pilot.pause(0.1)
        assert "shares Manila" not in prompt_text(pilot), "the budget has fewer articles than the pact"


async def test_a_thread_is_made_part_of_an_affair_and_of_none_again(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("P")
        await picked(pilot, *"quake")
        await until(pilot, lambda: services.threads["t-pact"].row.affair_id == "t-quake")
        await until(pilot, lambda: 'is now part of "Noto quake"' in screen_text(pilot))
        await pilot.press("P")
        text = await on_prompt(pilot, PickPrompt)
        assert "No larger affair" in text and 'no longer part of "Noto quake"' in text
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert services.threads["t-pact"].row.affair_id == "t-quake", "it is first, but was not chosen"
        await pilot.press("down", "enter")
        await until(pilot, lambda: services.threads["t-pact"].row.affair_id == "")
        await until(pilot, lambda: "is now part of no other thread" in screen_text(pilot))


# --- prompts that fail -----------------------------------------------------------------------------------------------


async def test_a_pick_that_fails_says_why_and_keeps_what_was_typed(services: FakeServices, monkeypatch) -> None:
    def refuse(thread: str, affair: str) -> str:
        raise BriefingError("It would be part of itself.", "Take the other thread out first.")

    monkeypatch.setattr(services.corrections, "set_affair", refuse)
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("P")
        await picked(pilot, *"quake")
        note = pilot.app.screen.note
        await until(pilot, lambda: "part of itself. Take the other thread out first." in plain(note.render()))
        assert isinstance(pilot.app.screen, PickPrompt) and pilot.app.screen.query_one(Input).value == "quake"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))


@pytest.mark.parametrize(("key", "words"), [("R", "The pact of Manila"), ("W", "cricket"), ("V", "lab")])
async def test_a_text_that_cannot_be_stored_stays_in_the_prompt(services: FakeServices, key: str, words: str) -> None:
    async with reading(services) as pilot:
        if key == "V":
            await pilot.press("/", *"section:science", "enter")
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        line = pilot.app.screen.query_one(Input)
        line.value = words
        services.write_error = StoreError("The store is read-only.")
        if key != "V":  # views are written by another fake
            await pilot.press("enter")
            note = pilot.app.screen.note
            await until(pilot, lambda: "The store is read-only." in plain(note.render()))
            assert isinstance(pilot.app.screen, TextPrompt) and line.value == words
        services.write_error = None
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        await until(pilot, lambda: "Ctrl+z undoes" in screen_text(pilot))


# --- the page of the only article of a thread ------------------------------------------------------------------------


async def test_a_single_report_is_moved_from_its_page(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("j", "j", "j")
        await opened(pilot, ArticleScreen)
        await pilot.press("S")
        await until(pilot, lambda: "alone in its thread already - v moves it" in screen_text(pilot))
        await pilot.press("v")
        await picked(pilot, *"quake")
        title = services.threads["t-hostile"].stories[0].articles[0].title
        await until(pilot, lambda: ("move", "t-hostile", "t-quake", title, "a-hostile-0-0") in services.calls)
        await until(pilot, lambda: 'to "Noto quake"' in screen_text(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: services.threads["t-quake"].row.story_count == 1)


async def test_an_article_gets_a_thread_of_its_own_from_its_page(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("tab")
        await walk(pilot, lambda target: target.kind == "article")
        await opened(pilot, ArticleScreen)
        article, title = pilot.app.screen.article.id, pilot.app.screen.article.title
        await pilot.press("S")
        await until(pilot, lambda: ("split", "t-pact", title, article) in services.calls)
        await until(pilot, lambda: "Now a thread of its own: " in pilot.app.status_message)


# --- exactly the articles of a row -----------------------------------------------------------------------------------


def asked(pilot) -> str:
    return plain(pilot.app.screen.title_line.render())


async def on_event(pilot, services: FakeServices) -> TimelineEntry:
    """Open the page of the first thread, and go to its first event."""
    await opened(pilot)
    await until(pilot, lambda: pilot.app.screen.extras)
    await walk(pilot, lambda target: target.kind == "entry")
    return services.threads["t-pact"].timeline[0]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_a_move_of_an_event_says_how_many_articles_go_where_and_moves_just_these(services, size) -> None:
    async with reading(services, size) as pilot:
        event = await on_event(pilot, services)
        before = dict(services.threads)
        await pilot.press("v")
        await until(pilot, lambda: "Move 4 articles to which thread?" in asked(pilot))
        await picked(pilot, *"quake")
        text = await on_prompt(pilot, ConfirmPrompt)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert lines == [
            event.title,
            "4 articles by 4 publishers go to",
            "Noto quake",
            "2 articles, then 6",
            "Japan-Philippines defence pact",
            "11 articles stay in it",
        ]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        assert services.threads == before
        await pilot.press("v")
        await picked(pilot, *"quake")
        await on_prompt(pilot, ConfirmPrompt)
        await pilot.press("enter")
        await until(pilot, lambda: ("move", "t-pact", "t-quake", event.title, *event.articles) in services.calls)
        await until(pilot, lambda: "Moved 4 articles" in pilot.app.status_message)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: services.threads["t-quake"].row.story_count == 1)


async def test_an_article_below_an_event_is_moved_alone_and_without_a_question(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        event = await on_event(pilot, services)
        await pilot.press("enter")
        await walk(pilot, lambda target: target.kind == "article" and target.id in event.articles)
        article = pilot.app.screen.cursor_target.id
        await pilot.press("v")
        await until(pilot, lambda: "Move 1 article to which thread?" in asked(pilot))
        await picked(pilot, *"quake")
        await until(pilot, lambda: [call[4:] for call in services.calls if call[0] == "move"] == [(article,)])


async def test_a_split_of_an_event_asks_with_the_numbers_of_the_row_and_of_one_article_it_does_not(services) -> None:
    async with reading(services, (80, 24)) as pilot:
        event = await on_event(pilot, services)
        await pilot.press("S")
        text = await on_prompt(pilot, ConfirmPrompt)
        assert "4 articles by 4 publishers become a thread of their own" in text and "11 articles stay in it" in text
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        one = services.threads["t-pact"]
        timeline = (replace(one.timeline[0], articles=event.articles[:1]), *one.timeline[1:])
        services.threads["t-pact"] = pilot.app.screen.thread = replace(one, timeline=timeline)
        await walk(pilot, lambda target: target.kind == "entry")
        await pilot.press("S")
        await until(pilot, lambda: ("split", "t-pact", event.title, event.articles[0]) in services.calls)


async def test_what_is_all_of_its_thread_is_not_split_but_can_be_moved(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await on_event(pilot, services)
        thread = services.threads["t-pact"]
        everything = tuple(article.id for story in thread.stories for article in story.articles)
        pilot.app.screen.thread = replace(thread, timeline=(replace(thread.timeline[0], articles=everything),))
        await walk(pilot, lambda target: target.kind == "entry")
        await pilot.press("S")
        await until(
            pilot, lambda: "This is the only event of its thread - v moves it to another one" in screen_text(pilot)
        )
        await pilot.press("v")
        await picked(pilot, *"quake")
        assert "it ends there" in await on_prompt(pilot, ConfirmPrompt)


async def test_esc_takes_the_marks_away_and_the_line_says_so(services: FakeServices) -> None:
    async with reading(services, (60, 20)) as pilot:
        await pilot.press("space")
        await until(pilot, lambda: "1 marked - M merges it with the one under the cursor" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.marked == frozenset())
        await until(pilot, lambda: "1 marked" not in screen_text(pilot))
        assert "No thread is marked" in screen_text(pilot)


async def test_titles_that_begin_alike_are_told_apart_in_the_pick_list(services: FakeServices) -> None:
    begin = "Vesmark Robotics ferry strikes the pier of Varnell in a storm and"
    for id, end in {"t-quake": "sinks", "t-strait": "is towed off"}.items():
        thread = services.threads[id]
        services.threads[id] = replace(thread, row=replace(thread.row, title=f"{begin} {end}"))
    async with reading(services, (60, 20)) as pilot:
        await pilot.press("M")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickPrompt))
        await pilot.press(*"vesmark")
        await until(pilot, lambda: "sinks" in prompt_text(pilot) and "towed off" in prompt_text(pilot))


# --- undo -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["m", "N"])
async def test_undo_of_mute_puts_the_cursor_back_where_the_thread_is(services: FakeServices, key: str) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("j", "j", key)
        await until(pilot, lambda: services.threads["t-quake"].row.muted)
        await until(pilot, lambda: pilot.app.screen.thread_id == "t-hostile")
        await pilot.press("j", "j", "ctrl+z")
        await until(pilot, lambda: pilot.app.screen.thread_id == "t-quake")
        assert not services.threads["t-quake"].row.muted
        await pilot.press(key)
        await until(pilot, lambda: services.threads["t-quake"].row.muted), "the same thread, not its neighbour"


async def test_undo_unfolds_the_line_that_the_thread_comes_back_to(services: FakeServices) -> None:
    services.page_since = ago(days=1)
    async with reading(services) as pilot:
        await pilot.press("end", "end", "j")
        await until(pilot, lambda: pilot.app.screen.thread_id)
        muted = pilot.app.screen.thread_id
        await pilot.press("m")
        await until(pilot, lambda: services.threads[muted].row.muted)
        pilot.app.listing = replace(pilot.app.listing, toggled=frozenset())
        await pilot.press("home", "ctrl+z")
        await until(pilot, lambda: pilot.app.screen.thread_id == muted)
