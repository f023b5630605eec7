import gc
import os
import subprocess
import sys

from fake_services import FakeServices
from tui_pilot import reading

from briefing.tui import gc_policy
from briefing.tui.gc_policy import GC_THRESHOLDS, GcPolicy


def test_everything_is_collected_only_while_nobody_types_and_if_it_is_worth_it(monkeypatch) -> None:
    collected: list[int] = []
    clock = [0.0]
    monkeypatch.setattr(gc_policy.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(gc_policy.gc, "collect", lambda: collected.append(1))
    monkeypatch.setattr(gc_policy.gc, "get_count", lambda: (0, 0, 99))
    tidy = GcPolicy()
    assert not tidy.collect_if_idle()
    clock[0] = 11.0
    assert tidy.collect_if_idle()
    tidy.note_activity()
    assert not tidy.collect_if_idle()
    clock[0] = 22.0
    monkeypatch.setattr(gc_policy.gc, "get_count", lambda: (0, 0, 1))
    assert not tidy.collect_if_idle()
    assert collected == [1]


async def test_the_process_is_left_as_it_was(services: FakeServices) -> None:
    before = gc.get_threshold(), sys.getswitchinterval(), gc.get_freeze_count()
    async with reading(services) as pilot:
        assert gc.get_threshold() == GC_THRESHOLDS
        pilot.app.collect_garbage_if_idle()
    assert (gc.get_threshold(), sys.getswitchinterval(), gc.get_freeze_count()) == before


def test_frames_follow_closely_unless_a_reader_wants_otherwise() -> None:
    code = "import briefing.tui.app, textual.constants; print(textual.constants.MAX_FPS)"
    rest = {name: value for name, value in os.environ.items() if name != "TEXTUAL_FPS"}
    for own, frames in (({}, "250"), ({"TEXTUAL_FPS": "30"}, "30")):
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env={**rest, **own}, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == frames
