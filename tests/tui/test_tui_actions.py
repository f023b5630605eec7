import asyncio
import re
import threading
import time
from dataclasses import replace

import pytest
from fake_services import NOW, FakeServices, ago, arrival, thread_of
from textual import events
from textual.widgets import Static
from textual.worker import WorkerFailed
from tui_pilot import SIZES, lines_of, plain, reading, screen_text, seen, text_of, until, walk

from briefing.errors import StoreError
from briefing.model.fetching import RefreshReport
from briefing.model.notes import Note
from briefing.tui.app import BriefingApp
from briefing.tui.controllers.refresh_controller import RefreshCancelledError
from briefing.tui.modals.page_modal import HelpModal
from briefing.tui.modals.palette import PaletteModal
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.screens.jump import HINT, JumpModal
from briefing.tui.widgets.page import Page
from briefing.tui.widgets.screen_bars import KeyBar
from briefing.tui.widgets.thread_list import ThreadList

FAULT = Note("thread t1", "could not be done (KeyError: 'x')")
ADVICE = Note("a fault of the program", "the next refresh tries again")


def threads(pilot) -> ThreadList:
    return pilot.app.screen.query_one(ThreadList)


@pytest.mark.parametrize("size", SIZES)
async def test_follow_and_undo(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: services.threads["t-pact"].row.followed)
        assert "★ Japan-Philippines" in text_of(threads(pilot))
        await pilot.press("p")
        await until(pilot, lambda: [row.id for row in threads(pilot).rows] == ["t-pact"])
        await pilot.press("n", "ctrl+z")
        await until(pilot, lambda: not services.threads["t-pact"].row.followed)
        await until(pilot, lambda: "★" not in text_of(threads(pilot)))
        assert 'Unfollowed "Japan-Philippines defence pact"' in screen_text(pilot)


async def test_follow_twice_follows_no_longer(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("f", "f")
        await until(pilot, lambda: services.calls.count(("follow", "t-pact")) == 2)
        assert not services.threads["t-pact"].row.followed


@pytest.mark.parametrize("size", SIZES)
async def test_mute_leaves_the_list_and_undo_brings_it_back_to_its_place(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("j", "m")
        await until(pilot, lambda: services.threads["t-strait"].row.muted)
        assert threads(pilot).selected_id == "t-quake"
        assert "Muted: Strait shipping insurance" in screen_text(pilot)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: [row.id for row in threads(pilot).rows[:3]] == ["t-pact", "t-strait", "t-quake"])
        await until(pilot, lambda: threads(pilot).selected_id == "t-strait")


async def test_undo_with_nothing_to_undo_says_so(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Nothing to undo" in screen_text(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_stays_usable_during_a_refresh_and_u_takes_its_news_in(services: FakeServices, size) -> None:
    services.gate.clear()
    services.arrivals = [arrival(), thread_of("quake", "Noto quake", [(ago(minutes=60), "A second shock", 5)])]
    async with reading(services, size) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "fetching 12 of 40 feeds" in screen_text(pilot))
        await pilot.press("j", "j")
        assert threads(pilot).selected_id == "t-quake"
        await pilot.press("r")
        services.gate.set()
        await until(pilot, lambda: "2 threads updated - press u" in screen_text(pilot))
        assert services.calls.count(("refresh",)) == 1
        assert threads(pilot).cursor == 2
        assert "Ferry strike" not in text_of(threads(pilot))
        line = threads(pilot).cursor * 2 - threads(pilot).first_visible_line
        await pilot.press("u")
        await until(pilot, lambda: "Ferry strike" in "".join(row.title for row in threads(pilot).rows))
        assert threads(pilot).selected_id == "t-quake"
        assert threads(pilot).cursor * 2 - threads(pilot).first_visible_line <= line
        assert "press u" not in screen_text(pilot)
        await until(pilot, lambda: "A second shock" in screen_text(pilot))
        await pilot.press("u")
        await until(pilot, lambda: "No updates are waiting" in screen_text(pilot))


async def test_a_visit_has_shown_what_its_list_shows_not_what_waits(services: FakeServices) -> None:
    """News that are never taken in are news at the next visit: each list is noted when it is shown."""

    def listed() -> list[str]:
        return [call[1] for call in services.calls if call[0] == "visit" and call[1].startswith("listed")]

    services.arrivals = [arrival()]
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.started and len(listed()) >= 1)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: pilot.app.listing.pending is not None)
        shown = listed()
        await pilot.press("f")
        await until(pilot, lambda: any(row.followed for row in pilot.app.listing.rows))
        assert listed() == shown
        await pilot.press("u")
        await until(pilot, lambda: len(listed()) == len(shown) + 1)
        assert listed()[-1] > shown[-1]


async def test_an_empty_store_says_so_fetches_what_was_chosen_and_shows_what_comes() -> None:
    services = FakeServices(threads={}, arrivals=[arrival()])
    services.gate.clear()
    async with reading(services) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "Nothing here yet" in screen_text(pilot))
        await until(pilot, lambda: "Fetching 40 feeds for the first time" in screen_text(pilot))
        await pilot.press("j", "enter", "tab", "escape", "f", "m", "o", "w")
        services.gate.set()
        await until(pilot, lambda: "Ferry strike" in text_of(threads(pilot)))
        await until(pilot, lambda: "Enter opens this thread, ? lists all keys" in screen_text(pilot))
        assert threads(pilot).display
        assert threads(pilot).has_focus


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_newcomer_with_a_narrow_terminal_is_shown_the_list_at_the_end(size: tuple[int, int]) -> None:
    services = FakeServices(threads={}, arrivals=[arrival()])
    async with reading(services, size) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "Enter opens this thread, ? lists all keys" in screen_text(pilot))
        assert "Ferry strike" in text_of(threads(pilot))
        await until(pilot, lambda: threads(pilot).has_focus)
        assert not pilot.app.screen.has_class("-reading")


async def test_a_focus_that_is_told_when_the_last_screen_is_gone_disturbs_no_end(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        app, focused = pilot.app, threads(pilot)
    assert not app.screen_stack
    await app.on_event(events.DescendantFocus(focused))


async def test_work_that_asks_for_a_screen_when_the_last_one_is_gone_disturbs_no_end(services: FakeServices) -> None:
    asked = asyncio.Event()

    async def ask_for_the_screen() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            asked.set()
            pilot.app.screen.refresh()

    async with reading(services, (80, 24)) as pilot:
        pilot.app.run_in_background(ask_for_the_screen(), "test")
        await pilot.pause()
    await asyncio.wait_for(asked.wait(), 10)


async def test_work_that_asks_for_a_widget_that_does_not_exist_is_an_error_while_the_reader_runs(
    services: FakeServices,
) -> None:
    async def ask_for_a_widget() -> None:
        pilot.app.screen.query_one("#no-such-widget")

    with pytest.raises(WorkerFailed):
        async with reading(services, (80, 24)) as pilot:
            pilot.app.run_in_background(ask_for_a_widget(), "test")
            await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_store_and_no_network_name_the_way_on(size) -> None:
    problem = Note("Sample Wire", "the host could not be found")
    services = FakeServices(
        threads={}, report=RefreshReport(feeds=40, failed=(problem,) * 40), failures=(problem,) * 40, due=ago(minutes=9)
    )
    async with reading(services, size) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "None of the 40 feeds could be fetched" in screen_text(pilot))
        await until(pilot, lambda: "Cause: the host could not be found." in screen_text(pilot))
        assert re.search(r"They are tried again at 09:4[45]\.", screen_text(pilot)), "a time that lies ahead"
        for step in ("Ctrl+r  ", "F       ", "briefing doctor", "briefing demo"):
            assert step in screen_text(pilot)
        await pilot.press("r")
        await until(pilot, lambda: services.calls.count(("refresh",)) == 2)


async def test_a_preparation_shows_its_progress_in_the_frame_before_the_news() -> None:
    services, proceed = FakeServices(threads={}), threading.Event()

    def prepare(on_step) -> None:
        on_step(1, 4)
        assert proceed.wait(60)
        services.threads = {arrival().row.id: arrival()}
        on_step(4, 4)

    app = BriefingApp(services, preparation=prepare)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Reading the sample news" in screen_text(pilot))
        await until(pilot, lambda: "━" * 10 + "─" * 30 in screen_text(pilot))
        await pilot.press("j", "enter", "f")
        proceed.set()
        await until(pilot, lambda: "Ferry strike" in screen_text(pilot))
        assert app.screen.query_one(ThreadList).has_focus


async def test_leaving_ends_a_preparation_at_its_next_step() -> None:
    services, begun, proceed, steps = FakeServices(threads={}), threading.Event(), threading.Event(), []

    def prepare(on_step) -> None:
        on_step(0, 2)
        begun.set()
        assert proceed.wait(60)
        with pytest.raises(RefreshCancelledError):
            on_step(1, 2)
        steps.append("ended")

    app = BriefingApp(services, preparation=prepare)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Reading the sample news" in screen_text(pilot) and begun.is_set())
        app.controllers.refresh.stop()
        proceed.set()
        await until(pilot, lambda: steps)


async def test_feeds_that_failed_at_the_first_start_are_tried_again_by_themselves() -> None:
    problem = Note("Sample Wire", "the host could not be found")
    services = FakeServices(
        threads={}, report=RefreshReport(feeds=40, failed=(problem,) * 40), failures=(problem,) * 40, due=ago(minutes=9)
    )
    async with reading(services) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        pilot.app.controllers.refresh.check_for_due_feeds()
        await pilot.press("enter")
        await until(pilot, lambda: "tried again at" in screen_text(pilot))
        assert services.calls.count(("refresh",)) == 1, "nothing is fetched before the reader chose"
        pilot.app.controllers.refresh._last_refresh_end -= 300
        pilot.app.controllers.refresh.check_for_due_feeds()
        await until(pilot, lambda: services.calls.count(("refresh",)) == 2)


async def test_a_refresh_that_fails_is_a_quiet_line(services: FakeServices, monkeypatch) -> None:
    def fail(**_: object) -> RefreshReport:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(services.refresh_process, "refresh", fail)
    async with reading(services) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "The disk is full." in screen_text(pilot))
        assert pilot.app.progress is None


async def test_a_mark_that_cannot_be_written_is_a_quiet_line(services: FakeServices, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("The store is read-only.")

    monkeypatch.setattr(services.curation, "mute", fail)
    monkeypatch.setattr(services.corrections, "undo_action", fail)
    async with reading(services) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: "The store is read-only." in screen_text(pilot))
        pilot.app.status_message = ""
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "The store is read-only." in screen_text(pilot))


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (RefreshReport(feeds=40, not_due=40), "No feed is due before 10:00, 1 feed failing - Ctrl+r fetches all now"),
        (RefreshReport(feeds=40, unchanged=40), "No new articles"),
        (
            RefreshReport(feeds=40, not_due=38, failed=(Note("Sample Wire", "timed out"),) * 2),
            "None of the 2 feeds due could be reached - F shows them",
        ),
        (
            RefreshReport(feeds=40, not_due=39, failed=(Note("Sample Wire", "timed out"),)),
            "The only feed due could not be reached - F shows it",
        ),
        (
            RefreshReport(feeds=40, unchanged=39, failed=(Note("Sample Wire", "timed out"),)),
            "No new articles, 1 feed failed - F shows it",
        ),
        (
            RefreshReport(feeds=40, unchanged=40, notes=(Note("Sample Wire", "has moved to wire.example/new"),)),
            "No new articles, Sample Wire has moved to wire.example/new",
        ),
        (
            RefreshReport(feeds=4, new_data=4, articles=9, threads=2, notes=(Note("Sample Wire", "moved"),) * 2),
            "9 new articles in 2 threads, 2 notes on feeds - F shows them",
        ),
        (
            RefreshReport(
                feeds=4, new_data=4, articles=9, threads=2, notes=(FAULT, ADVICE), faults=1, fault_notes=(FAULT, ADVICE)
            ),
            "9 new articles in 2 threads, 1 fault of the program - F shows them",
        ),
    ],
)
async def test_what_a_refresh_did_is_one_line(services: FakeServices, report: RefreshReport, told: str) -> None:
    services.report = report
    async with reading(services) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: pilot.app.status_message)
        assert pilot.app.status_message == told


async def test_feeds_that_fail_again_are_told_to_who_asks_and_else_counted(services: FakeServices) -> None:
    again = (Note("Sample Wire", "timed out", 31), Note("Sample Metro", "HTTP 401 Unauthorized", 2))
    services.report, services.due = RefreshReport(feeds=40, unchanged=38, failed=again), NOW
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: ("refresh",) in services.calls and pilot.app.progress is None)
        assert pilot.app.status_message == ""
        await seen(pilot, r"\? keys +1 failing \(F\)")
        await pilot.press("r")
        await until(pilot, lambda: pilot.app.status_message == "No new articles, 2 feeds failed - F shows them")


async def test_what_a_refresh_brought_names_its_key_before_what_failed(services: FakeServices) -> None:
    failed = tuple(Note(f"Sample {n}", "timed out") for n in range(6))
    services.report = RefreshReport(feeds=40, new_data=34, articles=3, threads=1, failed=failed)
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("j", "k")
        services.arrivals = [arrival()]
        await pilot.press("ctrl+r")
        wanted = "3 new articles in 1 thread (u shows them), 6 feeds failed - F shows them"
        await until(pilot, lambda: pilot.app.status_message == wanted)


async def test_on_the_page_of_feeds_no_message_names_its_key(services: FakeServices) -> None:
    services.report = RefreshReport(feeds=40, not_due=39, failed=(Note("Sample Wire", "timed out"),))
    async with reading(services) as pilot:
        await pilot.press("F")
        await seen(pilot, "Sample Feed 1")
        await pilot.press("r")
        await until(pilot, lambda: pilot.app.status_message == "The only feed due could not be reached")


async def test_all_feeds_are_fetched_on_demand(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("ctrl+r")
        await until(pilot, lambda: ("refresh", "force") in services.calls and pilot.app.progress is None)
        services.gate.clear()
        await pilot.press("r", "ctrl+r")
        await until(pilot, lambda: "A refresh is already running" in screen_text(pilot))
        services.gate.set()


async def test_news_can_be_read_while_slow_feeds_are_waited_for(services: FakeServices) -> None:
    services.early_arrivals = [arrival()]
    services.gate.clear()
    async with reading(services) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "1 thread updated - press u" in screen_text(pilot))
        assert "fetching" in screen_text(pilot)
        await pilot.press("u")
        await until(pilot, lambda: "Ferry strike" in "".join(row.title for row in threads(pilot).rows))
        assert pilot.app.progress is not None
        services.gate.set()
        await until(pilot, lambda: pilot.app.progress is None)


async def test_a_refresh_elsewhere_is_told(services: FakeServices) -> None:
    services.report = RefreshReport(busy=True)
    async with reading(services) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: "Another briefing is refreshing" in screen_text(pilot))


async def test_feeds_that_are_due_are_fetched_without_being_asked_for_but_not_again_and_again(
    services: FakeServices,
) -> None:
    services.due = NOW
    async with reading(services) as pilot:
        await until(pilot, lambda: ("refresh",) in services.calls and pilot.app.progress is None)
        pilot.app.controllers.refresh.check_for_due_feeds()
        await pilot.app.workers.wait_for_complete()
        assert services.calls.count(("refresh",)) == 1


async def test_what_another_process_fetched_waits_too(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.health.next_refresh)
        new = arrival()
        services.threads[new.row.id] = new
        services.due = ago(minutes=-60)
        pilot.app.controllers.refresh.check_for_due_feeds()
        await until(pilot, lambda: "1 thread updated - press u" in screen_text(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_o_opens_the_first_cited_article_or_the_one_under_the_cursor(
    services: FakeServices, size, monkeypatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "briefing.tui.controllers.sharing_controller.open_in_browser", lambda url: opened.append(url) or True
    )
    async with reading(services, size) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press("o")
        await until(pilot, lambda: opened == ["https://wire.example/pact/3/0"])
        await until(pilot, lambda: "Opened https://wire.example/pact/3/0" in screen_text(pilot))
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, Page))
        await pilot.press("G", "o")
        await until(pilot, lambda: opened[1:] == ["https://wire.example/pact/0/0"])


async def test_o_opens_nothing_that_is_not_of_the_web(services: FakeServices, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "briefing.tui.controllers.sharing_controller.open_in_browser", lambda url: opened.append(url) or True
    )
    thread = services.threads["t-quake"]
    story = thread.stories[0]
    articles = tuple(replace(article, url="file:///etc/passwd") for article in story.articles)
    services.threads = {"t-quake": replace(thread, stories=(replace(story, articles=articles),))}
    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press("o")
        await until(pilot, lambda: "No browser opened" in screen_text(pilot))
        assert opened == []


@pytest.mark.parametrize("size", SIZES)
async def test_help_lists_the_keys_of_this_screen_first(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("?")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpModal))
        page = pilot.app.screen.query_one(Page)
        await until(pilot, lambda: "UNDER THE CURSOR" in lines_of(page)[0])
        assert "A thread of the list" in text_of(page)
        assert "Enter  opens its page" in text_of(page)
        if "ON THE FRONT PAGE" not in text_of(page):
            await pilot.press("pagedown")
        await until(pilot, lambda: "ON THE FRONT PAGE" in text_of(page))
        assert next(line for line in lines_of(page) if "ON THE FRONT PAGE" in line).split()[-1] == "here"
        await pilot.press("pageup", "down", "up", *"mute")
        await until(pilot, lambda: "Remove the thread from" in text_of(page) and "Follow" not in text_of(page))
        await pilot.press("x")
        await until(pilot, lambda: "No command is about: mutex" in text_of(page))
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, HelpModal)


async def test_help_explains_what_the_cursor_is_on(services: FakeServices) -> None:
    async def explained(*keys: str) -> str:
        await pilot.press(*keys, "?")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpModal))
        text = text_of(pilot.app.screen.query_one(Page))
        await pilot.press("escape")
        return text

    async with reading(services) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread)
        assert "A thread of the list" in await explained()
        folding = await explained("G")
        assert "A line that folds others" in folding
        assert re.search("Left +folds it again", folding)
        assert re.search("M +merges exactly the marked ones", await explained("home", "space"))
        await pilot.press("escape", "home")
        front = pilot.app.screen
        await until(pilot, lambda: front.thread and front.thread.row.id == front.thread_id)
        await pilot.press("tab")
        await walk(pilot, lambda target: target.kind == "sentence")
        assert "Enter  opens the article at this sentence" in await explained()
        await walk(pilot, lambda target: target.kind == "entry")
        assert "An event of the timeline" in await explained()
        await pilot.press("escape", "p")
        assert "Nothing is listed here" in await explained()


@pytest.mark.parametrize("size", SIZES)
async def test_a_jump_leads_to_the_pane_whose_letter_is_pressed(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        front = pilot.app.screen
        await until(pilot, lambda: front.thread)
        await pilot.press(";")
        await until(pilot, lambda: isinstance(pilot.app.screen, JumpModal))
        labels = [plain(label.content) for label in pilot.app.screen.query(Static)]
        assert labels == [" a  list ", " s  thread ", f" {HINT} "]
        await pilot.press("s")
        await until(pilot, lambda: front.detail_pane.has_focus)
        await pilot.press(";", "a")
        await until(pilot, lambda: front.thread_list.has_focus)
        await pilot.press(";", "x")
        assert pilot.app.screen is front
        assert front.thread_list.has_focus


async def test_a_jump_reaches_a_hidden_pane_and_keeps_a_zoom(services: FakeServices) -> None:
    async with reading(services, (160, 48)) as pilot:
        front = pilot.app.screen
        await until(pilot, lambda: front.thread)
        await pilot.press("tab", "x")
        await until(pilot, lambda: not front.detail_pane.display or front.detail_pane.has_class("-away"))
        await pilot.press(";", "s")
        await until(pilot, lambda: front.detail_pane.has_focus and front.detail_pane.region.width)
        assert pilot.app.ui_state.hidden == ()
        await pilot.press("z", ";", "d")
        await until(pilot, lambda: front.articles_pane.has_focus and front.articles_pane.region.width > 100)


@pytest.mark.parametrize("size", SIZES)
async def test_a_compact_list_has_one_line_for_each_thread(services: FakeServices, size) -> None:
    async with reading(services, size) as pilot:
        await pilot.press("j", "j", "C")
        lines = lines_of(threads(pilot))
        assert re.match(r" ◐ Japan-Philippines defence pact +2h +6 ", lines[0])
        assert re.match(r" ◐ Strait shipping insurance +now +6 ", lines[1])
        assert lines[2].startswith("▌● Noto quake")
        await pilot.press("j")
        assert lines_of(threads(pilot))[3].startswith("▌")
        await pilot.press("C")
        assert "Senate in Manila concurs, 19 to 0" in text_of(threads(pilot))
        assert threads(pilot).cursor == 3


async def test_the_palette_runs_commands(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteModal))
        palette = pilot.app.screen
        await pilot.press(*"follow")
        assert palette.selected.title == "Follow"
        await pilot.press(*" xyzzy")
        assert "Nothing has these words" in screen_text(pilot)
        assert palette.selected is None
        await pilot.press("enter", *["backspace"] * 6, "enter")
        await until(pilot, lambda: services.threads["t-pact"].row.followed)
        await pilot.press("ctrl+p", "up", "enter")
        await until(pilot, lambda: not pilot.app.is_running)


async def test_a_theme_is_shown_while_the_cursor_is_on_it_and_escape_brings_the_former_back(
    services: FakeServices,
) -> None:
    async with reading(services) as pilot:
        await pilot.press("T")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteModal))
        await pilot.press("down")
        assert pilot.app.theme == "briefing-light"
        await pilot.press("down")
        assert pilot.app.theme == "briefing-ansi"
        await pilot.press("escape")
        assert pilot.app.theme == "briefing-dark"
        await pilot.press("T", *"gruv", "enter")
        await until(pilot, lambda: pilot.app.theme == "gruvbox")


async def test_a_click_on_a_key_is_like_the_key(services: FakeServices) -> None:
    async with reading(services) as pilot:
        at = str(pilot.app.screen.query_one(KeyBar).render()).index("follow")
        await pilot.click(KeyBar, offset=(at, 0))
        await until(pilot, lambda: services.threads["t-pact"].row.followed)


async def test_quit_waits_for_marks_but_not_for_a_refresh(services: FakeServices) -> None:
    services.gate.clear()
    async with reading(services) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: ("refresh",) in services.calls)
        await pilot.press("f", "q")
        await asyncio.wait_for(_ended(pilot), 60)
        assert services.threads["t-pact"].row.followed
    services.gate.set()


async def _ended(pilot) -> None:
    while pilot.app.is_running:
        await asyncio.sleep(0.005)


async def test_leaving_stops_a_refresh_at_its_next_step(services: FakeServices, monkeypatch) -> None:
    stopped = threading.Event()
    real = services.refresh_process.refresh

    def refresh(*, force: bool, on_progress) -> RefreshReport:
        try:
            while True:
                real(on_progress=on_progress)
                time.sleep(0.01)
        except RefreshCancelledError:
            stopped.set()
            raise

    monkeypatch.setattr(services.refresh_process, "refresh", refresh)
    async with reading(services) as pilot:
        await pilot.press("r")
        await until(pilot, lambda: ("refresh",) in services.calls)
        await pilot.press("q")
        await until(pilot, stopped.is_set)


async def test_themes_of_our_own(services: FakeServices) -> None:
    async with reading(services) as pilot:
        assert pilot.app.theme == "briefing-dark"
        pilot.app.theme = "briefing-light"
        await until(pilot, lambda: not pilot.app.current_theme.dark)
        assert "Japan-Philippines" in text_of(threads(pilot))
