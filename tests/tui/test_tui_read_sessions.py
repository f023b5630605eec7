from dataclasses import replace
from datetime import timedelta

from fake_services import NOW, FakeServices, ago
from tui_pilot import reading, screen_text, until

from briefing.tui.read_sessions import SESSION_GAP, read_before_session, with_read
from briefing.tui.screens import front_screen
from briefing.tui.screens.thread_screen import ThreadScreen


def test_what_was_new_at_first_stays_so_during_a_visit() -> None:
    visits = with_read({}, "t", ago(days=1), NOW)
    again = with_read(visits, "t", NOW, NOW + SESSION_GAP)
    assert read_before_session(again, "t", NOW + SESSION_GAP) == ago(days=1)
    assert read_before_session(again, "t", NOW + SESSION_GAP * 2 + timedelta(seconds=1)) is None


def test_a_later_visit_begins_where_the_one_before_ended() -> None:
    visits = with_read({}, "t", ago(days=1), NOW)
    later = with_read(visits, "t", NOW, NOW + SESSION_GAP * 3)
    assert read_before_session(later, "t", NOW + SESSION_GAP * 3) == NOW


async def test_a_thread_that_was_read_in_the_pane_still_tells_on_its_page_what_is_new(
    services: FakeServices, monkeypatch
) -> None:
    monkeypatch.setattr(front_screen, "DWELL_SECONDS", 0.01)
    thread = services.threads["t-pact"]
    services.threads["t-pact"] = replace(thread, row=replace(thread.row, read=ago(days=100)))
    async with reading(services) as pilot:
        await until(pilot, lambda: ("read", "t-pact") in services.calls)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadScreen))
        await until(pilot, lambda: "SINCE YOU LAST READ (7 Sep" in screen_text(pilot))
        await pilot.press("escape", "j", "k")
        await until(pilot, lambda: "SINCE YOU LAST READ (7 Sep" in screen_text(pilot))
