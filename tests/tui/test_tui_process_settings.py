import gc
import subprocess
import sys

from fake_services import FakeServices
from tui_pilot import reading

from briefing.tui import process_settings
from briefing.tui.process_settings import GC_THRESHOLDS, ProcessSettings, prefer_frame_rate


def test_everything_is_collected_only_while_nobody_types_and_if_it_is_worth_it(monkeypatch) -> None:
    collected: list[int] = []
    clock = [0.0]
    monkeypatch.setattr(process_settings.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(process_settings.gc, "collect", lambda: collected.append(1))
    monkeypatch.setattr(process_settings.gc, "get_count", lambda: (0, 0, 99))
    tidy = ProcessSettings()
    assert not tidy.collect_if_idle()
    clock[0] = 11.0
    assert tidy.collect_if_idle()
    tidy.note_activity()
    assert not tidy.collect_if_idle()
    clock[0] = 22.0
    monkeypatch.setattr(process_settings.gc, "get_count", lambda: (0, 0, 1))
    assert not tidy.collect_if_idle()
    assert collected == [1]


async def test_the_process_is_left_as_it_was(services: FakeServices) -> None:
    before = gc.get_threshold(), sys.getswitchinterval(), gc.get_freeze_count()
    async with reading(services) as pilot:
        assert gc.get_threshold() == GC_THRESHOLDS
        pilot.app.collect_garbage_if_idle()
    assert (gc.get_threshold(), sys.getswitchinterval(), gc.get_freeze_count()) == before


def test_frames_follow_closely_unless_a_reader_wants_otherwise() -> None:
    for own, rate in (({}, "250"), ({"TEXTUAL_FPS": "30"}, "30")):
        environ = dict(own)
        prefer_frame_rate(environ)
        assert environ == {"TEXTUAL_FPS": rate}


def test_importing_the_application_changes_nothing_of_the_process() -> None:
    code = (
        "import gc, os, sys; get = lambda: (dict(os.environ), gc.get_threshold(), sys.getswitchinterval(), "
        "gc.get_freeze_count()); before = get(); import briefing.tui.app; assert get() == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
