from dataclasses import replace
from datetime import datetime, timedelta

from fake_services import NOW, FakeServices, ago, sample_threads
from tui_pilot import reading, screen_text, until

from briefing.model.reading_times import READ_SESSION_GAP, UnreadState, unread_state
from briefing.model.threads import ThreadRow
from briefing.tui.read_sessions import previously_read, read_before_after
from briefing.tui.screens import read_timer
from briefing.tui.screens.thread_screen import ThreadScreen
from briefing.tui.widgets.thread_list import ThreadList

ROW = next(iter(sample_threads())).row


def read_at(row: ThreadRow, moment: datetime) -> ThreadRow:
    return replace(row, read=moment, read_before=read_before_after(row, moment))


def test_what_was_new_at_first_stays_so_during_a_session() -> None:
    row = read_at(read_at(read_at(ROW, ago(days=1)), NOW), NOW + READ_SESSION_GAP)
    assert previously_read(row, NOW + READ_SESSION_GAP) == ago(days=1)
    assert previously_read(row, NOW + READ_SESSION_GAP * 2 + timedelta(seconds=1)) is None


def test_a_later_session_begins_where_the_one_before_ended() -> None:
    row = read_at(read_at(ROW, NOW), NOW + READ_SESSION_GAP * 3)
    assert previously_read(row, NOW + READ_SESSION_GAP * 3) == NOW


def test_what_comes_after_the_first_look_at_a_thread_stays_new_for_the_session() -> None:
    """Opened for the first time, it has nothing to compare with; what comes then is new at every later look."""
    minute = timedelta(minutes=1)
    row = read_at(replace(ROW, read=None, first=ago(hours=9), last=ago(hours=9)), NOW)
    assert read_at(row, NOW + minute).read_before is None, "nothing came"
    came = replace(row, last=NOW + minute)
    row = read_at(came, NOW + 2 * minute)
    assert previously_read(row, NOW + 3 * minute) == NOW
    assert read_at(row, NOW + 4 * minute).read_before == NOW, "nor does a third look change it"


def test_an_unread_thread_is_as_it_was_before_the_last_session() -> None:
    two_days, later = ago(days=2), NOW + READ_SESSION_GAP * 3
    assert unread_state(True, NOW, None, NOW, NOW) == UnreadState(None), "it was new"
    for was_new in (True, False):
        assert unread_state(was_new, NOW, two_days, NOW, NOW) == UnreadState(two_days)
    for read in (None, NOW):
        assert unread_state(False, read, None, ago(hours=1), NOW) == UnreadState(None, is_marked=True), "never before"
    assert unread_state(False, NOW, None, ago(hours=1), later) == UnreadState(NOW, is_marked=True)
    for was_new in (True, False):
        assert unread_state(was_new, NOW, two_days, ago(days=3), NOW) == UnreadState(two_days, is_marked=True)


async def test_a_thread_that_was_never_read_and_is_marked_as_unread_tells_no_news_since_a_reading(
    services: FakeServices,
) -> None:
    services.threads = {"t-budget": services.threads["t-budget"], **services.threads}
    async with reading(services) as pilot:
        threads = pilot.app.screen.query_one(ThreadList)
        await until(pilot, lambda: "· Budget in Manila" in threads.render_line(0).text)
        await pilot.press("U")
        await until(pilot, lambda: "◐ Budget in Manila" in threads.render_line(0).text)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen) and "SOURCES" in screen_text(pilot))
        await until(pilot, lambda: ("read", "t-budget") in services.calls)
        assert "SINCE YOU LAST READ" not in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "○ Budget in Manila" in threads.render_line(0).text)


async def test_a_thread_that_was_read_in_the_pane_still_tells_on_its_page_what_is_new(
    services: FakeServices, monkeypatch
) -> None:
    monkeypatch.setattr(read_timer, "SECONDS_IN_SIGHT", 0.01)
    thread = services.threads["t-pact"]
    services.threads["t-pact"] = replace(thread, row=replace(thread.row, read=ago(days=100)))
    async with reading(services) as pilot:
        await pilot.press("j", "k")
        await until(pilot, lambda: ("read", "t-pact") in services.calls)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        await until(pilot, lambda: "SINCE YOU LAST READ (7 Sep" in screen_text(pilot))
        await pilot.press("escape", "j", "k")
        await until(pilot, lambda: "SINCE YOU LAST READ (7 Sep" in screen_text(pilot))


async def test_what_was_new_survives_quitting(services: FakeServices) -> None:
    thread = services.threads["t-pact"]
    services.threads["t-pact"] = replace(thread, row=replace(thread.row, read=ago(days=100)))
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: ("read", "t-pact") in services.calls)
    async with reading(services) as pilot:
        await until(pilot, lambda: "SINCE YOU LAST READ (7 Sep" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        await until(pilot, lambda: "SINCE YOU LAST READ (7 Sep" in screen_text(pilot))


async def test_an_undone_read_mark_stays_undone_on_the_open_page(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: ("read", "t-pact") in services.calls)
        services.calls.clear()
        pilot.app.correction_count += 1
        await until(pilot, lambda: ("thread", "t-pact") in services.calls)
        await pilot.pause(0.05)
        assert ("read", "t-pact") not in services.calls


async def test_what_is_read_merely_in_sight_leaves_the_key_that_undoes(services: FakeServices, monkeypatch) -> None:
    monkeypatch.setattr(read_timer, "SECONDS_IN_SIGHT", 0.01)
    async with reading(services) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: pilot.app.status_message.endswith("Ctrl+z undoes"))
        await pilot.press("j")
        await until(pilot, lambda: any(call[0] == "read" for call in services.calls))
        await pilot.pause(0.05)
        assert pilot.app.status_message.endswith("Ctrl+z undoes"), "it still takes back the following"


async def test_opening_a_thread_does_not_stand_between_a_mute_and_its_undo(services: FakeServices) -> None:
    async with reading(services) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: pilot.app.status_message.endswith("Ctrl+z undoes"))
        await pilot.press("enter")
        await until(pilot, lambda: any(call[0] == "read" for call in services.calls))
        opened = next(call[1] for call in services.calls if call[0] == "read")
        await pilot.press("escape", "ctrl+z")
        await until(pilot, lambda: pilot.app.listing.row("t-pact") is not None)
        assert pilot.app.listing.row(opened).read is not None, "what was read stays read"
