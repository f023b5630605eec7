"""How `briefing` starts and ends, seen from outside: imports, exit codes, closed pipes, interrupts, terminals."""

import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from briefing import __version__
from briefing.cli import MODULE_OF_COMMAND
from briefing.cli.command_group import FORMER_NAMES

HEAVY = (
    "asyncio",
    "textual",
    "httpx",
    "feedparser",
    "nupunkt",
    "selectolax",
    "Stemmer",
    "publicsuffixlist",
    "tomlkit",
    "filelock",
)
SLOW_TO_IMPORT = (
    "platformdirs",
    "briefing.model.curation",
    "briefing.text.words",
    "briefing.writing.digest.digest_selection",
)
"""What `today` does without, so that it starts within twice the time of its libraries (benchmarks/startup.py)."""


def python(*words, **options):
    options = {"capture_output": True, "text": True, "timeout": 60, **options}
    return subprocess.run([sys.executable, *words], **options)


def test_reading_the_store_imports_nothing_heavy(filled):
    """One process runs the commands after each other; a module that one of them imports is named with it."""
    code = f"""
import sys
from briefing.cli import main
for line in ("today", "--help", "today --json", "threads", "show pact", "search pact", "feeds", "why pact", "digest"):
    sys.argv = ["briefing", *line.split()]
    try:
        main()
    except SystemExit as end:
        assert not end.code, (line, end.code)
    imported = [name for name in ("rich", *{HEAVY!r}) if name in sys.modules]
    if line == "today" and sys.platform == "linux":
        imported += [name for name in {SLOW_TO_IMPORT!r} if name in sys.modules]
    if line == "why pact":  # it writes words for stored stems
        imported = [name for name in imported if name != "Stemmer"]
    if line == "digest":  # it locks out other digests, compares the news of publishers, and quotes sentences of stories
        allowed = ("filelock", "Stemmer", "publicsuffixlist", "nupunkt")
        imported = [name for name in imported if name not in allowed]
    assert not imported, (line, imported)
"""
    result = python("-c", code)
    assert result.returncode == 0, result.stderr


def test_help_lists_every_command_whole(run):
    text = run("--help").stdout
    assert all(f"  {name} " in text for name in MODULE_OF_COMMAND)
    assert not any(line.endswith("...") for line in text.splitlines()[1:])


@pytest.mark.parametrize("name", MODULE_OF_COMMAND)
def test_every_command_explains_itself(run, name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: briefing {name}")


@pytest.mark.parametrize(("former", "name"), FORMER_NAMES.items())
def test_former_names_of_commands_still_work_but_are_not_listed(filled, run, former, name):
    assert f"  {former} " not in run("--help").stdout
    former_help, help_text = run(former, "--help").stdout, run(name, "--help").stdout
    assert former_help.replace(f"briefing {former}", f"briefing {name}") == help_text


def test_the_version(run):
    assert run("--version").stdout == f"briefing, version {__version__}\n"


def test_a_mistyped_command_names_the_nearest(run):
    result = run("tody")
    assert result.exit_code == 2
    assert "No such command 'tody'. Did you mean 'today'?" in result.stderr


def test_a_closed_pipe_is_quiet(filled):
    for words in (["today"], ["threads", "--json"], ["digest"]):
        reading, writing = os.pipe()
        os.close(reading)
        result = subprocess.run(
            [sys.executable, "-m", "briefing", *words], stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60
        )
        os.close(writing)
        assert (result.returncode, result.stderr) == (0, "")


def test_a_digest_for_a_closed_pipe_is_delivered_again(filled):
    test_a_closed_pipe_is_quiet(filled)
    assert "Quake on the peninsula (new, 1 publisher)" in python("-m", "briefing", "digest").stdout


def test_an_interrupt_ends_quietly_with_130(filled, run, monkeypatch):

    def interrupted(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("briefing.services.front_pages.FrontPages.briefing_with_late_threads", interrupted)
    result = run("today")
    assert (result.exit_code, result.output) == (130, "")


def test_output_that_knows_no_unicode_is_no_reason_to_fail(filled):
    result = python("-m", "briefing", "today", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.isascii()


def terminal(words, **environment):
    """What `briefing` writes to a terminal of 80 columns."""
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "briefing", *words], stdin=follower, stdout=follower, stderr=subprocess.PIPE, env=env
    )
    os.close(follower)
    written = b""
    while True:
        try:
            some = os.read(leader, 65536)
        except OSError:  # how Linux says that the other side has closed
            break
        if not some:
            break
        written += some
    os.close(leader)
    assert process.wait(60) == 0, process.stderr.read()
    process.stderr.close()
    return written.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colour_and_links(filled):
    text = terminal(["today"])
    assert "\x1b[1m" in text
    assert "\x1b]8;" in text
    assert "https://wire.example/a000000000002" in text


def test_no_color_and_dumb_terminals_are_honoured(filled):
    coloured = ("\x1b[3", "\x1b[1;3", "\x1b[9")
    assert not any(code in terminal(["today"], NO_COLOR="1") for code in coloured)
    assert "\x1b" not in terminal(["today"], TERM="dumb")
    assert terminal([], TERM="dumb") == terminal(["today"], TERM="dumb")


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("pause", [0.03, 0.06, 0.1, 0.15, 0.2])
def test_an_interrupt_during_start_up_prints_no_traceback(filled, pause):
    process = subprocess.Popen(
        [sys.executable, "-c", "from briefing.__main__ import main; print(flush=True); main()", "today"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout and process.stdout.readline()
    time.sleep(pause)
    process.send_signal(signal.SIGINT)
    assert "Traceback" not in process.communicate(timeout=30)[1]


def test_an_interrupt_in_a_destructor_exits_without_a_traceback():
    code = """
import briefing.cli
from briefing.__main__ import main

class Interrupted:
    def __del__(self):
        raise KeyboardInterrupt

briefing.cli.main = lambda: [Interrupted(), None][1] or print("went on")
main()
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stdout, result.stderr) == (130, "", "")


def test_an_interrupt_while_a_class_is_made_exits_quietly(monkeypatch):
    from briefing import __main__ as program

    class Interrupted:
        def __set_name__(self, *_):
            raise KeyboardInterrupt

    def run():
        type("Example", (), {"name": Interrupted()})

    monkeypatch.setattr("briefing.cli.main", run)
    monkeypatch.setattr("sys.unraisablehook", sys.unraisablehook)
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == program.INTERRUPTED


def test_an_error_of_another_kind_is_not_taken_for_an_interrupt(monkeypatch):
    from briefing import __main__ as program

    def run():
        raise RuntimeError("odd")

    monkeypatch.setattr("briefing.cli.main", run)
    monkeypatch.setattr("sys.unraisablehook", sys.unraisablehook)
    with pytest.raises(RuntimeError, match="odd"):
        program.main()
