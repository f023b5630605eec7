import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from briefing.lock import file_lock

HOLD = """
import sys
from pathlib import Path
from briefing.lock import file_lock
with file_lock(Path(sys.argv[1])) as held:
    print(held, flush=True)
    sys.stdin.readline()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdout.readline() == "True\n"
    return process


def test_a_lock_is_held_by_one_caller_at_a_time(tmp_path):
    path = tmp_path / "lock"
    with file_lock(path) as first, file_lock(path) as second:
        assert (first, second) == (True, False)
    with file_lock(path) as again:
        assert again


def test_another_process_is_waited_for(tmp_path):
    path = tmp_path / "lock"
    with holder(path) as process:
        with file_lock(path) as held:
            assert not held
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
        with file_lock(path, timeout=30) as held:
            assert held


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    path = tmp_path / "lock"
    with holder(path) as process:
        process.kill()
        process.wait()
        with file_lock(path) as held:
            assert held


def test_the_lock_is_released_after_an_error(tmp_path):
    path = tmp_path / "lock"
    with pytest.raises(KeyError), file_lock(path):
        raise KeyError
    with file_lock(path) as held:
        assert held


def test_another_worker_may_leave_the_block(tmp_path):
    path = tmp_path / "lock"
    block = file_lock(path)
    assert block.__enter__()
    worker = Thread(target=block.__exit__, args=(None, None, None))
    worker.start()
    worker.join()
    with file_lock(path) as held:
        assert held


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(OSError, match="No such file"), file_lock(tmp_path / "none" / "lock"):
        pass
