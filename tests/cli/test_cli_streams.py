"""Closed and full standard streams: at most one line, a documented exit code, never a traceback."""

import subprocess
import sys

import pytest

COMMANDS = ["--help", "--version", "today", "digest --name twice", "feeds", "doctor"]
"""One command of each kind of output: click's own, that of the store, of a delivery, of a list, of a check."""


def shell(words, redirection, **options):
    line = f'"{sys.executable}" -m briefing {words} {redirection}'
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, **options)


@pytest.mark.parametrize("words", COMMANDS)
def test_closed_output_is_reported_in_one_line(filled, words):
    result = shell(words, ">&-")
    assert result.returncode in (0, 1) and (result.returncode == 0 or words == "doctor")
    (line,) = result.stderr.splitlines()
    assert line.startswith("briefing: standard output is closed")


@pytest.mark.parametrize("words", COMMANDS)
def test_full_output_is_reported_in_one_line(filled, words):
    result = shell(words, ">/dev/full")
    assert (result.returncode, result.stderr) == (1, "briefing: the output cannot be written: the disk is full\n")


@pytest.mark.parametrize("words", ["--version", "today", ""])
def test_closed_input_and_error_change_nothing(filled, words):
    expected = shell(words, "</dev/null")
    for redirection in ("2>&-", "2>/dev/full", "<&-", "<&- 2>&-"):
        result = shell(words, redirection)
        assert (result.returncode, result.stdout) == (expected.returncode, expected.stdout), redirection
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize("words", ["nonsense", "today --nonsense", "show no-such-thread"])
def test_the_exit_code_of_an_error_stays_without_a_place_for_its_message(filled, words):
    expected = shell(words, "").returncode
    for redirection in ("2>&-", "2>/dev/full", ">&- 2>&- <&-"):
        result = shell(words, redirection)
        assert (result.returncode, result.stdout, result.stderr) == (expected, "", ""), redirection


def test_a_digest_without_an_output_is_not_delivered(filled):
    shell("digest --name morning", ">&-")
    assert shell("digest --name morning", "").stdout == shell("digest --name other", "").stdout


def test_an_import_from_closed_input_fails_in_one_line(filled):
    result = shell("import -", "<&-")
    assert result.returncode in (1, 2) and "Traceback" not in result.stderr
