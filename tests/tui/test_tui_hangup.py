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


ENDS_AT_START = """
from briefing.tui.hangup import end_with_terminal
print("ready", flush=True)
end_with_terminal()
print("reads", flush=True)
"""


def test_a_process_whose_terminal_is_gone_at_its_start_ends() -> None:
    outer, inner = pty.openpty()
    os.close(outer)
    with subprocess.Popen([sys.executable, "-c", ENDS_AT_START], stdin=inner, stdout=subprocess.PIPE) as process:
        os.close(inner)
        assert process.stdout and process.stdout.read() == b"ready\n"
        assert process.wait(60) == -signal.SIGHUP


def test_a_process_that_reads_a_closed_pipe_goes_on() -> None:
    words = [sys.executable, "-c", ENDS_AT_START]
    done = subprocess.run(words, input=b"", stdout=subprocess.PIPE, check=True, timeout=60)
    assert done.stdout == b"ready\nreads\n"
