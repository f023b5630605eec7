from dataclasses import replace
from datetime import timedelta

from fake_desk import NOW, FakeDesk, ago
from tui_pilot import reading, screen_text, until

from briefing.tui.screens import front
from briefing.tui.screens.thread import ThreadPage
from briefing.tui.visits import VISIT, before_visit, visited


def test_what_was_new_at_first_stays_so_during_a_visit() -> None:
    visits = visited({}, "t", ago(days=1), NOW)
    again = visited(visits, "t", NOW, NOW + VISIT)
    assert before_visit(again, "t", NOW + VISIT) == ago(days=1)
    assert before_visit(again, "t", NOW + VISIT * 2 + timedelta(seconds=1)) is None


def test_a_later_visit_begins_where_the_one_before_ended() -> None:
    visits = visited({}, "t", ago(days=1), NOW)
    later = visited(visits, "t", NOW, NOW + VISIT * 3)
    assert before_visit(later, "t", NOW + VISIT * 3) == NOW


async def test_a_thread_that_was_read_in_the_pane_still_tells_on_its_page_what_is_new(
    desk: FakeDesk, monkeypatch
) -> None:
    monkeypatch.setattr(front, "DWELL", 0.01)
    thread = desk.threads["t-pact"]
    desk.threads["t-pact"] = replace(thread, row=replace(thread.row, read=ago(days=100)))
    async with reading(desk) as pilot:
        await until(pilot, lambda: ("read", "t-pact") in desk.calls)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThreadPage))
        await until(pilot, lambda: "SINCE YOU LAST READ (7 Sep" in screen_text(pilot))
        await pilot.press("escape", "j", "k")
        await until(pilot, lambda: "SINCE YOU LAST READ (7 Sep" in screen_text(pilot))
