import os
import signal
import subprocess
import sys

import pytest

from briefing.tui.hangup import is_hung_up

pty = pytest.importorskip("pty")

WAITS_FOR_ITS_END = """
import time
from briefing.tui.hangup import end_if_hung_up
print("ready", flush=True)
for _ in range(3000):
    end_if_hung_up()
    time.sleep(0.01)
"""


def test_a_terminal_is_hung_up_once_its_other_end_is_closed() -> None:
    outer, inner = pty.openpty()
    assert not is_hung_up(inner)
    os.close(outer)
    assert is_hung_up(inner)
    os.close(inner)


def test_a_process_ends_with_its_terminal_although_no_signal_comes() -> None:
    outer, inner = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", WAITS_FOR_ITS_END], stdin=inner, stdout=subprocess.PIPE) as process:
        os.close(inner)
        assert process.stdout and process.stdout.readline() == b"ready\n"
        assert process.poll() is None
        os.close(outer)
        assert process.wait(60) == -signal.SIGHUP
