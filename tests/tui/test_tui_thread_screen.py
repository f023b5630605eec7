import re
import threading
from dataclasses import replace

import pytest
from fake_services import FakeServices, ago, thread_of
from tui_pilot import SIZES, picked, plain, reading, screen_text, text_of, until, walk

from briefing.errors import BriefingError
from briefing.model.fetching import RefreshReport
from briefing.model.notes import Note
from briefing.tui.commands import COMMANDS
from briefing.tui.modals.page_modal import PageModal
from briefing.tui.palettes import command_entries
from briefing.tui.render.event_targets import event_at
from briefing.tui.render.thread import LOADING_CHANGES
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.heading_bar import HeadingBar
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.screen_bars import KeyBar


def shown(pilot, page: str = "#detail") -> str:
    return text_of(pilot.app.screen.query_one(page, Page))


async def opened(pilot) -> None:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and "TIMELINE" in shown(pilot))


def footer(pilot) -> str:
    return plain(pilot.app.screen.query_one(KeyBar).render())


def timeline_of(pilot) -> list[str]:
    """The lines of the timeline in sight."""
    lines = [line.strip() for line in shown(pilot).splitlines()]
    start = next(number for number, line in enumerate(lines) if line.startswith("TIMELINE"))
    return lines[start : lines.index("", start) if "" in lines[start:] else None]


@pytest.mark.parametrize("size", SIZES)
async def test_enter_opens_the_thread_and_escape_goes_back(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await opened(pilot)
        assert "SINCE YOU LAST READ (9 Jul" in shown(pilot)
        assert "[" not in "".join(timeline_of(pilot)), "it cites no sentence"
        await until(pilot, lambda: ("read", "t-pact") in services.calls)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, FrontScreen)
        assert pilot.app.listing.row("t-pact").read


@pytest.mark.parametrize("size", [(60, 20), *SIZES, (160, 48)])
async def test_the_first_enter_on_a_page_opens_what_stands_first(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and pilot.app.screen.extras)
        page = pilot.app.screen
        assert page.cursor_target is None
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        first = page.cursor_target
        await pilot.press("escape", "k")
        assert pilot.app.screen is page and page.cursor_target == first, "nothing stands above it"


@pytest.mark.parametrize("size", SIZES)
async def test_the_summary_has_three_sizes(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await opened(pilot)
        assert "enters into" in shown(pilot)
        await pilot.press("1")
        await until(pilot, lambda: "enters into" not in shown(pilot))
        assert "by 19 votes" in shown(pilot)
        await pilot.press("3")
        await until(pilot, lambda: "November 2023" in shown(pilot))
        await pilot.press("2")
        await until(pilot, lambda: "November 2023" not in shown(pilot))


async def test_articles_are_rows_to_move_through_and_to_read(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("tab")
        await walk(pilot, lambda target: target.id == "a-pact-3-2" and not target.occurrence)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        assert "Senate in Manila concurs, 19 to 0, says report 3" in shown(pilot)
        assert "It has a second paragraph." in shown(pilot)
        assert "2 of 15 articles" in pilot.app.screen.status_text()
        await pilot.press("n")
        await until(pilot, lambda: "3 of 15 articles" in pilot.app.screen.status_text())
        await pilot.press("p", "p", "p")
        await until(pilot, lambda: "1 of 15 articles" in pilot.app.screen.status_text())
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ThreadScreen)


async def test_a_timeline_entry_unfolds_and_folds(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        assert "Enter open" in footer(pilot)
        await walk(pilot, lambda target: target.kind == "entry")
        await until(pilot, lambda: "Enter unfold" in footer(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: re.search(r"Sample Observer +07:20", shown(pilot)))
        assert "[1]" in "".join(timeline_of(pilot))
        await until(pilot, lambda: "Enter fold" in footer(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "[" not in "".join(timeline_of(pilot)))
        await until(pilot, lambda: "Enter unfold" in footer(pilot))


async def test_a_citation_is_a_key_press_away_from_its_sentence_in_the_article(services: FakeServices) -> None:
    said = services.threads["t-pact"].summary.paragraph[1]
    give_text(services, said.article, f"{'Filler of the report. ' * 300}\n{said.text} More followed.")
    async with reading(services) as pilot:
        await opened(pilot)
        await walk(pilot, lambda target: target.text == said.text)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        page = pilot.app.screen.query_one(Page)
        assert "It enters into force once Japan's Diet" in text_of(page)
        assert page.target.text == said.text
        await pilot.press("escape")
        await walk(pilot, lambda target: target.kind == "entry")
        await pilot.press("enter", "j", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        assert pilot.app.screen.query_one(Page).target is None  # the timeline's sentence is not in its article


async def test_the_status_line_names_the_source_under_the_cursor_and_o_opens_it(
    services: FakeServices, monkeypatch
) -> None:
    browsed: list[str] = []
    monkeypatch.setattr(
        "briefing.tui.controllers.sharing_controller.open_in_browser", lambda url: browsed.append(url) or True
    )
    thread = services.threads["t-pact"]
    second = thread.summary.paragraph[1]
    cited = next(a for story in thread.stories for a in story.articles if a.id == second.article)
    async with reading(services, (80, 24)) as pilot:
        await opened(pilot)
        await walk(pilot, lambda target: target.text == second.text)
        status = str(pilot.app.screen.status_line.left)
        assert status.startswith(f"[2] {cited.publisher}, ")
        assert status.endswith(f": {cited.title}")
        await walk(pilot, lambda target: target.occurrence == "sources")
        assert str(pilot.app.screen.status_line.left).startswith("[1] Sample ")
        await walk(pilot, lambda target: target.kind == "entry")
        shown_entry = event_at(pilot.app.screen.thread, pilot.app.screen.cursor_target)
        first = next(a for s in thread.stories for a in s.articles if a.id == shown_entry.sentences[0].article)
        assert f"{first.publisher}, " in str(pilot.app.screen.status_line.left)
        await pilot.press("o")
        await until(pilot, lambda: browsed == [first.link or first.url])


def give_text(services: FakeServices, article: str, text: str) -> None:
    for id, thread in services.threads.items():
        stories = tuple(
            replace(s, articles=tuple(replace(a, text=text) if a.id == article else a for a in s.articles))
            for s in thread.stories
        )
        services.threads[id] = replace(thread, stories=stories)


async def test_an_article_opens_and_copies_its_links_and_turns_to_the_same_story_elsewhere(
    services: FakeServices, monkeypatch
) -> None:
    opened_links: list[str] = []
    monkeypatch.setattr(
        "briefing.tui.controllers.sharing_controller.open_in_browser", lambda url: opened_links.append(url) or True
    )
    article = services.threads["t-pact"].stories[3].articles[3]
    give_text(services, article.id, "See https://wire.example/more for more.")
    services.headlines[article.id] = ((ago(hours=1), "Senate in Manila postpones its vote"),)
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("tab")
        await walk(pilot, lambda target: target.id == article.id)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        await until(pilot, lambda: "[-postpones its vote-] {+concurs, 19 to 0, says report 4+}" in shown(pilot))
        await pilot.press("2")
        await until(pilot, lambda: opened_links == ["https://wire.example/more"])
        await pilot.press("y")
        assert pilot.app.clipboard == article.url
        await pilot.press("j", "j", "y")
        assert pilot.app.clipboard == "https://wire.example/more"
        await pilot.press("enter")
        await until(pilot, lambda: len(opened_links) == 2)
        await pilot.press("j", "enter")
        await until(pilot, lambda: "says report 3" in shown(pilot).splitlines()[0])
        await pilot.press("G", "space")
        await until(pilot, lambda: "3 of 15 articles" in pilot.app.screen.status_text())
        await pilot.press("3")
        await until(pilot, lambda: "There is no link 3" in screen_text(pilot))


async def test_a_thread_of_one_article_opens_as_that_article_with_its_keys(services: FakeServices) -> None:
    happened = thread_of("one", "A bridge is closed", [(ago(hours=3), "Bridge at Sample Quay is closed", 1)])
    other = thread_of("two", "A ferry is late", [(ago(hours=3), "Ferry to Sample Isle is late", 1)])
    services.threads = {"t-one": happened, "t-two": other, **services.threads}
    article = happened.stories[0].articles[0]
    services.page_texts[article.id] = "The whole report on the bridge."
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        await until(pilot, lambda: ("read", "t-one") in services.calls)
        assert "Bridge at Sample Quay is closed" in shown(pilot)
        assert "The feed has only this. F reads the full text" in " ".join(shown(pilot).split())
        await pilot.press("F")
        await until(pilot, lambda: "The whole report on the bridge." in shown(pilot))
        assert "The feed has only this" not in shown(pilot)
        await pilot.press("n")
        await until(pilot, lambda: "Ferry to Sample Isle" in shown(pilot))
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        assert pilot.app.listing.row("t-two") is None
        await pilot.press("ctrl+z")
        await until(pilot, lambda: pilot.app.listing.row("t-two"))


async def test_from_the_page_of_a_thread_a_key_leads_to_the_article_of_a_thread_of_one(services: FakeServices) -> None:
    single = thread_of("one", "A bridge is closed", [(ago(hours=3), "Bridge at Sample Quay is closed", 1)])
    services.threads = {"t-one": single, **services.threads}
    async with reading(services) as pilot:
        await pilot.press("j")
        await opened(pilot)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        assert "Bridge at Sample Quay is closed" in shown(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))


async def test_space_reads_on_to_the_next_thread(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await until(pilot, lambda: pilot.app.screen.extras)  # they make the page longer
        await pilot.press("G", "space")
        await until(pilot, lambda: "Strait shipping insurance" in shown(pilot))


async def test_a_key_that_comes_before_all_of_a_thread_is_loaded_leads_on(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        page = pilot.app.screen
        page.open("t-pact", page.thread)
        page.action_neighbour(1)
        await until(pilot, lambda: page.extras is not None)
        await pilot.pause()
        assert page.thread.row.id == page.thread_id == "t-strait"


async def test_a_key_on_a_page_that_loads_moves_nothing_on_the_next(services: FakeServices, monkeypatch) -> None:
    async with reading(services, (80, 24)) as pilot:
        await opened(pilot)
        gate, details = threading.Event(), services.reading.thread_details
        monkeypatch.setattr(services.reading, "thread_details", lambda *args: gate.wait(60) and details(*args))
        page = pilot.app.screen
        page.open("t-pact")
        await pilot.press("6", "n")
        gate.set()
        await until(pilot, lambda: page.extras is not None and page.thread.row.id == "t-strait")
        await pilot.pause(0.1)
        assert page.detail_pane.current_heading == "summary"


async def test_a_page_that_cannot_be_read_answers_keys_for_its_headings(services: FakeServices, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise BriefingError("The thread cannot be read.")

    details = services.reading.thread_details
    async with reading(services, (80, 24)) as pilot:
        monkeypatch.setattr(services.reading, "thread_details", fail)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        await until(pilot, lambda: "cannot be read" in screen_text(pilot))
        await pilot.press("6")
        await until(pilot, lambda: 'This page shows no heading "Coverage"' in pilot.app.status_message)
        monkeypatch.setattr(services.reading, "thread_details", details)
        await pilot.press("n")
        page = pilot.app.screen
        await until(pilot, lambda: page.extras is not None and page.thread.row.id == "t-strait")
        await pilot.pause(0.1)
        assert page.detail_pane.current_heading == "summary"


async def test_the_next_thread_is_a_key_away(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("]")
        await until(pilot, lambda: "Strait shipping insurance" in shown(pilot))
        assert "2 of 27 in the list" in screen_text(pilot)
        await pilot.press("p", "p", "p")
        await until(pilot, lambda: "defence pact" in shown(pilot))
        await pilot.press("n", "n", "escape")
        assert pilot.app.screen.thread_id == "t-quake"


async def test_follow_on_the_page_shows_its_star_and_undo_takes_it_back(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("f")
        await until(pilot, lambda: "★" in shown(pilot) and services.threads["t-pact"].row.followed)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "★" not in shown(pilot) and not services.threads["t-pact"].row.followed)


async def test_mute_on_the_page_leaves_it(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrontScreen))
        assert pilot.app.listing.row("t-pact") is None


@pytest.mark.parametrize("size", SIZES)
async def test_why_shows_the_stored_evidence(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await opened(pilot)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
        await until(pilot, lambda: "97 % likely" in text_of(pilot.app.screen.query_one(Page)))
        assert "Philippine Senate" in text_of(pilot.app.screen.query_one(Page))
        await pilot.press("w")
        assert isinstance(pilot.app.screen, ThreadScreen)


async def test_why_without_evidence_is_a_quiet_line(services: FakeServices) -> None:
    async with reading(services) as pilot:
        services.threads.clear()
        await pilot.press("w")
        await until(pilot, lambda: "Nothing is stored about" in screen_text(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_keys_and_clicks_lead_to_the_parts_of_the_page(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await opened(pilot)
        screen = pilot.app.screen
        bar = screen.query_one("#where", HeadingBar)
        await until(pilot, lambda: "6 Coverage 6" in plain(bar.render()))
        order = ["since", "summary", "ahead", "timeline", "coverage", "articles"]
        assert [heading.name for pane in screen.query(Page) if pane.display for heading in pane.headings] == order
        visited = []
        for _ in order:
            visited.append(screen.panes.active_pane.current_heading)
            await pilot.press("}")
        assert visited == order
        assert screen.panes.active_pane.current_heading == "articles", "the last one stays"
        await pilot.press("{")
        assert screen.panes.active_pane.current_heading == "coverage"
        await pilot.press("5")
        assert screen.cursor_target.kind == "entry"
        await pilot.press("7")
        assert screen.cursor_target.kind == "article"
        await pilot.press("3")
        await until(pilot, lambda: screen.panes.active_pane.current_heading == "summary")
        await pilot.click("#where", offset=(plain(bar.render()).index("Timeline") + 1, 0))
        await until(pilot, lambda: screen.panes.active_pane.current_heading == "timeline")


async def test_tab_leads_around_the_parts_where_there_is_one_pane(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await opened(pilot)
        page = pilot.app.screen.query_one("#detail", Page)
        await until(pilot, lambda: "coverage" in [heading.name for heading in page.headings])
        await pilot.press("tab", "tab", "tab")
        assert page.current_heading == "timeline"
        await pilot.press("shift+tab", "shift+tab", "shift+tab", "shift+tab")
        assert page.current_heading == "articles"
        assert pilot.app.screen.thread.row.title not in str(pilot.app.screen.status_line.left)
        await pilot.press("tab")
        assert page.current_heading == "since"
        await pilot.press("pagedown")
        assert str(pilot.app.screen.status_line.left) == "Japan-Philippines defence pact"


@pytest.mark.parametrize(("size", "page"), [((80, 90), "#detail"), ((120, 70), "#sources")])
async def test_coverage_tells_who_was_first_and_who_is_silent(services: FakeServices, size, page) -> None:
    async with reading(services, size) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "COVERAGE" in shown(pilot, page))
        shown_lines = [" ".join(line.split()) for line in shown(pilot, page).splitlines()]
        assert any(line.startswith("COVERAGE 6 publishers") for line in shown_lines)
        assert any(line.startswith("Sample Gazette +20 min") for line in shown_lines)
        assert any(line.startswith("silent: Sample Feed") for line in shown_lines)


async def test_enter_in_the_preview_opens_what_its_cursor_is_on(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press("tab")
        await until(pilot, lambda: "SINCE YOU LAST READ" in screen_text(pilot))
        await pilot.press("j")
        await until(pilot, lambda: pilot.app.screen.cursor_target is not None)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_page_tells_what_lies_ahead_and_at_its_end_what_was_put_right(services: FakeServices, size) -> None:
    services.correction_notes["t-pact"] = tuple((ago(days=n), f'Merged "Affair {n}" and "Pact"') for n in range(5))
    async with reading(services, size) as pilot:
        await opened(pilot)
        lines = [line.content.plain for line in pilot.app.screen.detail_pane._lines]
        first = next(n for n, line in enumerate(lines) if 'Merged "Affair 0" and "Pact" by you, 09:40' in line)
        assert first > next(n for n, line in enumerate(lines) if "TIMELINE" in line)
        assert lines[first + 3] == "and 2 more corrections"
        await walk(pilot, lambda target: target.occurrence == "ahead")
        assert "Fri 20 Dec   The Diet in Tokyo is expected to vote on" in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))


async def test_articles_are_shown_with_what_stands_above_them(services: FakeServices, monkeypatch) -> None:
    """A thread that the front page loaded is painted at once; what comes later moves nothing that is shown."""
    release = threading.Event()
    details = services.reading.thread_details

    def slow(thread_id, since):
        release.wait(30)
        return details(thread_id, since)

    async with reading(services, (120, 70)) as pilot:
        await until(pilot, lambda: not pilot.app.screen.thread.awaits_changes)
        monkeypatch.setattr(services.reading, "thread_details", slow)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        page, aside = pilot.app.screen.detail_pane, pilot.app.screen.articles_pane
        await until(pilot, lambda: "SUMMARY" in text_of(page))
        assert not text_of(aside).strip()
        release.set()
        await until(pilot, lambda: "COVERAGE" in text_of(aside))
        assert "ARTICLES" in text_of(aside)
        assert "SUMMARY" in text_of(page)


async def test_narrow_panes_name_publishers_in_full(services: FakeServices) -> None:
    """Where a column of titles would be too narrow, each title stands below its publisher."""
    async with reading(services, (120, 70)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "COVERAGE" in shown(pilot, "#sources"))
        lines = [line.strip() for line in shown(pilot, "#sources").splitlines()]
        assert any(re.fullmatch(r"Sample Observer +\+40 min", line) for line in lines)
        assert "Senate in Manila concurs, 19 to 0, says report 3" in lines
        title = "Signed in Manila by Teodoro and Kamikawa while"
        assert any(re.fullmatch(rf"{title} +8 Jul", line) for line in lines), "the title of a story is wrapped, not cut"


async def test_every_colour_is_one_of_the_theme(services: FakeServices) -> None:
    """No line is searched for colours of the terminal, so none may have one."""
    async with reading(services) as pilot:
        for keys in ((), ("enter",), ("ctrl+p",)):
            await pilot.press(*keys)
            await until(pilot, lambda: pilot.app.screen.is_current)
            strips = pilot.app.screen._compositor.render_strips()
            colours = {c for strip in strips for s in strip if s.style for c in (s.style.color, s.style.bgcolor) if c}
            assert [colour for colour in colours if colour.triplet is None] == []


async def test_the_full_text_of_an_article_is_read_on_demand(services: FakeServices) -> None:
    said = services.threads["t-pact"].summary.paragraph[1]
    services.page_texts[said.article] = f"The whole report. {said.text} And more."
    async with reading(services) as pilot:
        await opened(pilot)
        await walk(pilot, lambda target: target.text == said.text)
        await pilot.press("F")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        await until(pilot, lambda: "And more." in shown(pilot))
        assert pilot.app.status_message.startswith("The full text: ")
        assert pilot.app.screen.query_one(Page).target.text == said.text
        await pilot.press("n", "t")
        await until(pilot, lambda: "No full text: the page asks for consent first" in screen_text(pilot))
        await pilot.press("p", "F")
        await until(pilot, lambda: "And more." in shown(pilot))


async def test_the_feeds_are_found_by_their_name_where_their_key_reads_a_text(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        offered = {entry.title: entry.note for entry in command_entries(COMMANDS, "thread page")}
        assert offered["Full text"] == "F, t"
        assert offered["Feeds"] == ""
        await pilot.press("ctrl+p", *"feeds", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedsScreen))
        await pilot.press("escape")
        services.report = RefreshReport(feeds=2, new_data=1, failed=(Note("Sample Wire", "timed out"),))
        await pilot.press("r")
        await until(pilot, lambda: "1 feed failed - Ctrl+p feeds shows it" in screen_text(pilot))


async def test_the_evidence_is_that_of_what_the_cursor_is_on(services: FakeServices, monkeypatch) -> None:
    asked, why = [], services.reading.explain
    monkeypatch.setattr(services.reading, "explain", lambda subject: asked.append(subject) or why("t-pact"))
    async with reading(services) as pilot:
        await opened(pilot)
        thread = pilot.app.screen.thread
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
        await pilot.press("escape")
        await walk(pilot, lambda target: target.kind == "sentence")
        said = pilot.app.screen.cursor_target.id
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
        await pilot.press("escape")
        await walk(pilot, lambda target: target.kind == "entry")
        story = event_at(thread, pilot.app.screen.cursor_target).story
        await pilot.press("w")
        await until(pilot, lambda: isinstance(pilot.app.screen, PageModal))
        assert asked == ["t-pact", said, story]


async def test_what_is_known_of_a_thread_is_shown_at_once(services: FakeServices, monkeypatch) -> None:
    gate, details = threading.Event(), services.reading.thread_details
    monkeypatch.setattr(services.reading, "thread_details", lambda *args: gate.wait(60) and details(*args))
    async with reading(services) as pilot:
        await until(pilot, lambda: not pilot.app.screen.thread.awaits_changes)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        await until(pilot, lambda: "TIMELINE" in shown(pilot))
        assert "COVERAGE" not in screen_text(pilot)
        gate.set()
        await until(pilot, lambda: "COVERAGE" in screen_text(pilot))


async def test_a_thread_tells_of_which_larger_affair_it_is_part_and_leads_there(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("P")
        await picked(pilot, *"noto")
        await until(pilot, lambda: "part of: Noto quake" in shown(pilot))
        await walk(pilot, lambda target: target.kind == "thread")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.thread_id == "t-quake")
        await pilot.press("escape", "P")
        await picked(pilot, "down")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and "part of:" not in shown(pilot))


async def test_who_leaves_an_article_while_its_page_is_read_is_told_on_the_thread_page(
    services: FakeServices, monkeypatch
) -> None:
    gate, full_text = threading.Event(), services.article_texts.full_text
    monkeypatch.setattr(services.article_texts, "full_text", lambda id: gate.wait(60) and full_text(id))
    services.page_texts = {a.id: "All of it." for story in services.threads["t-pact"].stories for a in story.articles}
    async with reading(services) as pilot:
        await opened(pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        gate.set()
        await until(pilot, lambda: "The full text: 3 words" in screen_text(pilot))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_is_new_is_shown_once_and_alike_on_both_pages(services: FakeServices, monkeypatch, size) -> None:
    """Nothing of a thread with news for its reader is shown below its title until that is known, and nothing moves."""
    gate, changes, details = threading.Event(), services.reading.changes, services.reading.thread_details
    monkeypatch.setattr(services.reading, "changes", lambda thread: gate.wait(60) and changes(thread))
    monkeypatch.setattr(services.reading, "thread_details", lambda *args: gate.wait(60) and details(*args))
    async with reading(services, size) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        if size[0] > 100:
            await until(pilot, lambda: LOADING_CHANGES in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        await until(pilot, lambda: LOADING_CHANGES in screen_text(pilot))
        assert "SINCE" not in screen_text(pilot) and "SUMMARY" not in screen_text(pilot)
        await pilot.press("5")
        gate.set()
        await until(pilot, lambda: pilot.app.screen.detail_pane.current_heading == "timeline")
        await pilot.press("home")
        page = await seen_since(pilot)
        await pilot.press("escape")
        if size[0] > 100:
            assert await seen_since(pilot) == page


async def seen_since(pilot) -> str:
    """The heading of what is new, once it is in sight, with its figure."""
    await until(pilot, lambda: "SINCE YOU LAST READ" in shown(pilot))
    return re.sub(" +", " ", next(line for line in shown(pilot).splitlines() if "SINCE YOU" in line).strip())
