"""What a reader sees in each state, as whole screens of text: fixed clock, fixed news."""

import re
from dataclasses import replace

import pytest
from fake_services import NOW, FakeServices, ago, arrival
from tui_pilot import picture, reading, screen_text, seen, seen_at_rest, until, walk

from briefing.errors import StoreError
from briefing.model.fetching import RefreshReport
from briefing.model.notes import Note
from briefing.tui.modals.page_modal import HelpModal, PageModal
from briefing.tui.modals.prompts import ChoicePrompt, TextPrompt
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.page import Page


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 48), (200, 60)])
async def test_the_front_page_at_every_size(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        lines = await seen(pilot, r"▌◐ Japan-Philippines", r"^  Enter open  f follow")
        assert len(lines) == size[1]
        assert lines[0].startswith("  All 5  Asia 4")
        assert re.match(r" Since your visit( 15 Dec 09:40)?: 3 new, 2 updated", lines[1])
        assert re.fullmatch(r"─+ 1/27 ─(┬─+( \d+ % ─)?)*", lines[2])
        if size[0] >= 100:
            assert re.fullmatch(r"─+(┴─+)+", lines[-2])
            assert [i for i, c in enumerate(lines[2]) if c == "┬"] == [i for i, c in enumerate(lines[-2]) if c == "┴"]
            assert all(lines[3][i] == "│" for i, c in enumerate(lines[2]) if c == "┬")
        if size[0] >= 100:
            lines = await seen(pilot, "│ TIMELINE", r"40 feeds · 1 failing .F. · next 10:00")
            assert sum("│" in line for line in lines) == size[1] - 5
        if size[0] >= 150:
            await seen(pilot, r"│ ARTICLES +15 articles")


async def test_opening_and_loading(services: FakeServices) -> None:
    services.gate.clear()
    services.arrivals = [arrival()]
    async with reading(services) as pilot:
        await pilot.press("r")
        lines = await seen(pilot, r"fetching 12 of 40 feeds$")
        assert lines[1].startswith(" Since your visit: 3 new")
        services.gate.set()
        lines = await seen(pilot, r"1 thread updated - press u$")
        assert lines[1].startswith(" 1 new article in 1 thread")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_nothing_stored_and_nobody_reached(size) -> None:
    problem = Note("Sample Wire", "the host could not be found")
    services = FakeServices(
        threads={}, report=RefreshReport(feeds=40, failed=(problem,) * 40), failures=(problem,) * 40
    )
    async with reading(services, size) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        lines = await seen(pilot, "▌.x. World", "40 feeds chosen. Enter fetches them", "Enter begin  Space choose")
        assert lines[1] == "    Welcome to briefing"
        await pilot.press("enter")
        lines = await seen(pilot, "None of the 40 feeds could be fetched", "Cause: the host could not be found")
        assert any("They are tried again at" in line for line in lines)
        assert lines[-1].startswith("  Ctrl+r refresh all  F feeds  ? keys  q quit")
        assert sum("the host could not be found" in line for line in lines) == 1, "on the page, and not again above it"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 48)])
async def test_an_empty_tab_and_a_filter_without_threads_say_what_to_press(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("p")
        await seen(pilot, "You follow no thread yet", "f on", "n shows the next tab")
        await pilot.press("n", "/", *"nowhere")
        lines = await seen(
            pilot, "0 threads with", "No thread here matches: nowhere", "Esc clears the", "^ / nowhere", "Esc clear "
        )
        if size[0] >= 100:
            assert any("The articles of the thread" in line or "Summary and timeline of" in line for line in lines)


async def test_a_filter_without_unread_threads_names_the_query_of_those_never_opened(services: FakeServices) -> None:
    services.names.sections = lambda: ()
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("/", *"section:nowhere ")
        await seen(pilot, "No thread here matches: section:nowhere")
        assert "is:unopened" not in screen_text(pilot)
        await pilot.press(*"is:unread ")
        await seen(pilot, "No thread here matches: section:nowhere is:unread", "never opened: is:unopened")


async def test_an_empty_section_names_its_feeds(services: FakeServices) -> None:
    services.names.sections = lambda: ("asia", "world", "nowhere", "science")
    services.threads = {id: thread for id, thread in services.threads.items() if thread.row.section == "asia"}
    services.failures = (Note("Sample Feed 3", "timed out", 1, None, "https://feed3.example/rss"),)
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("]", "]")
        await seen(pilot, "No news in World", "1 of its 14 feeds failed. F shows why; r fetches what is due.")
        await pilot.press("]")
        await seen(pilot, "No news in Nowhere", "No feed of this section is fetched. F shows the feeds")
        await pilot.press("/", *"pact")
        await seen(pilot, "No thread here matches: pact", "The tab All has 1 thread with it")


async def test_no_network_later_is_named_beside_the_keys(services: FakeServices) -> None:
    services.failures = (Note("Sample Wire", "host not found"),) * 40
    async with reading(services, (80, 24)) as pilot:
        await seen(
            pilot,
            "All .* No feed fetched .F. · ",
            "^ 3 new, 2 updated +host not found, next try 10:00; `briefing doctor`",
        )
    async with reading(services) as pilot:
        since, outage = "^ Since .* publishers   7 days", "No feed fetched: host not found, next try 10:00 .F."
        await seen(pilot, f"{since} +{outage}", "40 failing .F. · next 10:00")


async def test_an_error_of_the_store_is_one_quiet_line(services: FakeServices) -> None:
    async with reading(services) as pilot:
        del services.threads["t-strait"]
        await pilot.press("j")
        await seen(pilot, r"09:40  There is no thread t-strait")


async def test_the_thread_page_with_coverage(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        lines = await seen(pilot, "SINCE YOU LAST READ .9 Jul 00:00.", "COVERAGE", r"\+20 min")
        sizes, parts = (
            "Summary 1 line  2 paragraph  3 page ",
            r"4 Ahead 1  5 Timeline \d+  6 Coverage 6  7 Articles 15 ",
        )
        assert re.match(rf"  Since \d+  {sizes}  {parts}", lines[0])
        assert lines[0].endswith(" Mon 16 Dec 09:40")
        assert lines[1] == " 1 of 27 in the list · Asia · t-pact"
        assert lines[-1].startswith("  Esc back  Enter open  } heading  f follow  w why  n next  o browser  ? keys")


async def test_evidence_on_a_modal_page(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
        await seen(
            pilot,
            "Why is it here.   Esc closes",
            "Philippine Senate",
            "for it +headlines alike",
            r"probability +85 % likely to be one topic",
        )


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_the_feeds_and_how_they_are(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("F")
        lines = await seen(pilot, "^ 40 feeds, 1 failing · https://feed0.example/rss", "▌· Sample Feed 0 ")
        assert lines[0].startswith(" Feeds  feeds.toml")
        assert lines[-1].startswith("  Esc back  Enter open  a add  Space pause  ")
        wanted = "World +a day +last +lag +next" if size[0] >= 100 else "World +14 feeds"
        await seen(pilot, wanted, "fine", "12.5" if size[0] >= 100 else "next 09:50")
        await walk(pilot, lambda target: target.id == "https://feed1.example/rss")
        await seen(pilot, "▌! Sample Feed 1( |$)", "failed 3 times: timed o")


async def test_an_article_with_its_edits_links_and_rivals(services: FakeServices) -> None:
    article = services.threads["t-pact"].stories[3].articles[0]
    services.headlines[article.id] = ((ago(hours=1), "Senate in Manila postpones"),)
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread)
        await pilot.press("tab")
        await until(pilot, lambda: pilot.app.screen.detail_pane.has_focus)
        await walk(pilot, lambda target: target.kind == "sentence" and target.id == article.id)
        await pilot.press("enter")
        lines = await seen(pilot, "THE PUBLISHER EDITED THE HEADLINE", r"\[-postpones-\]", "^ LINKS", "ELSEWHERE")
        assert re.match(r" Asia · \d+ of 15 articles", lines[1])
        assert lines[-1].startswith("  Esc back  F full text  o browser  * star  w why  n next  ? keys")


async def test_the_digest_over_the_list(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("d")
        await seen(
            pilot, "The digest, as cron would print it now   Esc closes", "^  BRIEFING, Monday 16 December 2024, 09:40"
        )


async def test_a_search_with_its_proposals(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("/", *"section:")
        await until(pilot, lambda: pilot.app.screen.filter.input.query_values)
        await pilot.press("down")
        lines = await seen(pilot, "section:science", "^ / section:", "Enter keep  Esc clear  Tab take  Down list")
        assert any("Chip export rules" in line for line in lines), "results stay in sight below it"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 48)])
async def test_a_pick_list_with_its_proposals(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("M")
        lines = await seen(
            pilot,
            "Merge with which thread.   Japan-",
            "^[^▌]* Budget in Manila +3 articles . 2d",
            "^[^▌]*  shares Manila",
        )
        assert len(lines) == size[1] and any("Down goes to a thread, Enter" in line for line in lines)
        await pilot.press("down")
        await seen(pilot, "▌Budget in Manila +3 articles . 2d", "▌  shares Manila")
        await pilot.press(*"noto")
        await seen(pilot, "▌Noto quake +2 articles")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 48)])
async def test_a_question_before_two_threads_are_merged(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("space", "M")
        await seen(
            pilot, "Merge these two.   Enter merges them, Esc does not", "Japan-Philippines defence", "Strait shipping"
        )


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (160, 48)])
async def test_a_filter_with_articles_below_the_threads(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("/", *"premiums")
        await seen(pilot, "1 thread, 6 articles with", "Articles, the best match", "Sample Wire +1h")


async def test_a_prompt_that_failed_keeps_what_was_typed(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("R")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        services.write_error = StoreError("The store is read-only.")
        await pilot.press(*" now", "enter")
        await seen(pilot, "^ Japan-Philippines defence pact now", "^ The store is read-only.")


async def test_help_that_searches(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("?")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpModal))
        await seen(pilot, "All keys   type to search, Esc closes", "^ +SIGNS", "new to you")
        await pilot.press("pagedown")
        await seen(pilot, r"ON THE FRONT PAGE +here", "j, Down")
        await pilot.press(*"undo")
        await seen(pilot, r"Ctrl\+z +Undo your last action")


async def test_a_modal_of_choices(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        await seen(pilot, "What lies ahead   Enter opens the thread", "▌Fri 20 Dec  Senate in Manila concurs")


async def test_the_light_theme_has_the_same_words(services: FakeServices) -> None:
    async with reading(services) as pilot:
        dark = await seen_at_rest(pilot, "│ TIMELINE")
        pilot.app.theme = "briefing-light"
        await pilot.pause()
        assert await seen_at_rest(pilot, "│ TIMELINE") == dark


@pytest.mark.parametrize(
    "keys", [(), ("enter",), ("F",), ("?",), ("w",), ("g",), ("d",), ("ctrl+p",), ("T",), ("tab", "j", "enter")]
)
async def test_ascii_draws_everything_with_plain_characters(keys) -> None:
    services = FakeServices()
    services.threads = {id: services.threads[id] for id in ("t-pact", "t-strait", "t-quake")}
    async with reading(services, ascii=True) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        front = pilot.app.screen
        for key in keys:
            await pilot.press(key)
        if keys == ("ctrl+p",):
            await seen(pilot, "Mark the thread as unread|Announced dates of the next days")
        elif keys == ("T",):
            await seen(pilot, "briefing-light")
        elif keys:
            await until(pilot, lambda: pilot.app.screen is not front)
            await until(pilot, lambda: any(page._lines for page in pilot.app.screen.query(Page)))
        text = "\n".join(picture(pilot))
        assert text.isascii(), sorted({character for character in text if not character.isascii()})


async def test_wide_characters_keep_columns_and_bars_aligned(services: FakeServices) -> None:
    thread = services.threads["t-wide"]
    services.threads = {
        "t-wide": thread,
        "t-arabic": renamed(thread, "اتفاقية الدفاع بين اليابان والفلبين"),
        **services.threads,
    }
    async with reading(services) as pilot:
        await seen(pilot, "日本と")
        strips = pilot.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {120}


def renamed(thread, title: str):
    return replace(thread, row=replace(thread.row, id="t-arabic", title=title, last=NOW))
