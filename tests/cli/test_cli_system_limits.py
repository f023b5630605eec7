"""Limits of the process and the machine: the message names the one that was met, and how to raise it."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.system_errors import is_cause_outside, os_error_cause, os_error_hint, writing_error

CAUSES = {
    errno.ENOSPC: ("the disk is full", "free some space"),
    errno.EDQUOT: ("your quota on the disk is used up", "free some space of yours"),
    errno.EFBIG: ("a file would be larger than this process may write", "ulimit -f"),
    errno.EMFILE: ("this process has as many files open as it may", "ulimit -n"),
    errno.ENFILE: ("the system has too many files open", "close other programs"),
    errno.EROFS: ("the disk may only be read", "choose another place"),
    errno.EACCES: ("Permission denied", "make the file and its folder writable"),
    errno.EIO: ("the disk failed while reading or writing", "check the disk"),
    errno.ENOENT: ("No such file or directory", "check the path"),
}


@pytest.mark.parametrize("number", CAUSES)
def test_each_error_of_the_system_has_its_cause_and_step(number):
    error = OSError(number, os.strerror(number))
    cause, step = CAUSES[number]
    assert os_error_cause(error) == cause and step in os_error_hint(error)
    assert is_cause_outside(error) == (number not in (errno.EACCES, errno.ENOENT))


def limited(limit: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command under a limit of the shell."""
    line = f'ulimit {limit}; exec "$0" -B -m briefing "$@"'  # -B: Python would keep a part of a compiled module
    command = ["bash", "-c", line, sys.executable, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(os.name != "posix", reason="limits of a POSIX shell")
@pytest.mark.parametrize(
    "words",
    ["digest --name limited", "mute --word harbour", "backup FILE", "export --all FILE", "refresh --quiet"],
)
def test_a_limit_of_the_size_of_files_is_named(filled, words):
    result = limited("-f 8", *words.replace("FILE", str(filled / "copy")).split())
    if words.startswith("export"):  # the store need not be written, and the file is small
        assert (result.returncode, result.stderr) == (0, "")
        return
    assert result.returncode == 1, result.stderr
    cause, step = result.stderr.splitlines()
    assert cause.endswith("a file would be larger than this process may write") and "`ulimit -f`" in step
    assert not (filled / "copy").exists()


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="a limit of Linux")
def test_a_limit_of_open_files_is_named(filled):
    result = limited("-n 6", "today")
    assert result.returncode == 1 and "as many files open as it may" in result.stderr and "`ulimit -n`" in result.stderr


def test_doctor_says_why_the_store_cannot_be_written(filled):
    result = limited("-f 8", "doctor")
    assert "can be read but not written: a file would be larger than this process may write" in result.stdout


def test_a_trial_of_a_file_leaves_nothing(tmp_path):
    (folder := tmp_path / "empty").mkdir()
    file = folder / "store"
    assert writing_error(file, 1000) is None
    file.write_bytes(b"news")
    assert writing_error(file) is None
    assert (file.read_bytes(), list(folder.iterdir())) == (b"news", [file])
    refused = writing_error(folder / "missing" / "store")
    assert refused and refused.errno == errno.ENOENT


def test_a_trial_names_a_file_that_may_only_be_read_and_a_folder(tmp_path, monkeypatch):
    (file := tmp_path / "store").write_bytes(b"news")
    monkeypatch.setattr(os, "access", lambda path, mode, **_: (Path(path), mode) != (file, os.W_OK))
    refused = writing_error(file)
    assert refused and refused.errno == errno.EACCES and os_error_cause(refused) == "Permission denied"
    assert writing_error(tmp_path / "new") is None
    refused = writing_error(tmp_path)
    assert refused and refused.errno == errno.EISDIR
