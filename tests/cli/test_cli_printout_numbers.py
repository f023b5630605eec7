"""Numbers of print-outs: what "3" means changes only with the next numbered print-out of the same terminal."""

import os
import pty
import subprocess
import sys

import pytest

from briefing.cli.terminal_facts import is_numbered_output

PACT, QUAKE = "Japan-Philippines defence pact", "Quake on the peninsula"


@pytest.fixture
def terminal(monkeypatch):
    """Let commands run in a terminal session of this name, their output on the terminal or in a pipe."""

    def enter(name, *, piped=False):
        monkeypatch.setattr("briefing.cli.setup.terminal_session", lambda: name)
        monkeypatch.setattr("briefing.cli.shared_steps.is_numbered_output", lambda: not piped)

    return enter


def title_of(run, number):
    return run("show", number).stdout.splitlines()[0].split("  ")[0]


OTHER_COMMANDS = [
    ["today", "--limit", "1", "--json"],
    ["today", "--limit", "1", "--format", "json"],
    ["today", "--limit", "1", "--format", "markdown"],
    ["threads", "--section", "asia", "--json"],
    ["threads", "--query", "no such words"],
    ["hidden"],
    ["hidden", "--json"],
    ["search", "pact"],
    ["digest"],
    ["show", "2"],
    ["coverage", "1"],
    ["agenda"],
    ["why", "2"],
    ["follow", "2"],
    ["views"],
    ["feeds"],
    ["doctor"],
]


@pytest.mark.parametrize("command", OTHER_COMMANDS, ids=" ".join)
def test_other_commands_and_formats_leave_the_numbers(filled, run, terminal, command):
    terminal("window 1")
    run("threads")
    first, second = title_of(run, 1), title_of(run, 2)
    assert {first, second} == {PACT, QUAKE}
    run(*command)
    assert (title_of(run, 1), title_of(run, 2)) == (first, second)


@pytest.mark.parametrize("command", [["today"], ["threads"], ["today", "--limit", "1"], ["threads", "--limit", "1"]])
def test_a_pipe_shows_ids_and_leaves_the_numbers_of_the_terminal(filled, run, terminal, command):
    terminal("window 1")
    run("today")
    first, second = title_of(run, 1), title_of(run, 2)
    terminal("window 1", piped=True)
    printed = run(*command).stdout
    assert "t01ac7" in printed or "t02dead" in printed
    assert not any(line.startswith(("1  ", "1 J", "1 Q")) for line in printed.splitlines())
    assert (title_of(run, 1), title_of(run, 2)) == (first, second)


def test_each_terminal_has_its_own_numbers(filled, run, terminal):
    terminal("window 1")
    run("threads", "--section", "asia")
    terminal("window 2")
    assert title_of(run, 1) == PACT, "a terminal without a print-out uses the newest of another one"
    run("threads", "--section", "world")
    assert title_of(run, 1) == QUAKE
    terminal("window 1")
    assert title_of(run, 1) == PACT
    assert run("show", "2").stderr.startswith("briefing: The last print-out has no number 2.\n")
    terminal("window 3")
    assert title_of(run, 1) == QUAKE


@pytest.mark.parametrize("command", [["today"], ["today", "--all"], ["threads"]])
def test_what_runs_without_a_terminal_has_ids_and_numbers_nothing(filled, run, monkeypatch, command):
    monkeypatch.setattr("briefing.cli.shared_steps.is_numbered_output", is_numbered_output)
    printed = run(*command).stdout
    assert "t01ac7" in printed
    assert not any(line.startswith(("1  ", "1 J", "1 Q")) for line in printed.splitlines())
    assert run("show", "1").stderr.splitlines() == [
        "briefing: The last print-out has no number 1.",
        "`briefing today` on a terminal numbers threads anew; ids (`--ids`) always work.",
    ]


def test_ids_are_shown_and_accepted(filled, run):
    for command in (["today"], ["threads"]):
        assert "t01ac7" in run(*command).stdout
        assert "t01ac7" not in run(*command, "--no-ids").stdout
    assert "· t01ac7" in run("show", "pact").stdout
    page = run("show", "pact", "--ids").stdout
    assert "s01" in page and "a000000000001" in page
    assert ", a000000000002" in run("search", "senate", "tokyo").stdout
    for words in (
        ["show", "t01ac7"],
        ["coverage", "s01"],
        ["why", "s02"],
        ["why", "a000000000002"],
        ["star", "a000000000002"],
    ):
        assert run(*words).exit_code == 0, words


@pytest.mark.parametrize("reference", ["2", "t02dead"])
@pytest.mark.parametrize(
    "command", ["show", "why", "coverage", "follow", "unfollow", "mute", "unmute", "rename", "pin"]
)
def test_every_command_takes_a_number_and_an_id(filled, run, command, reference):
    run("threads", "--section", "asia")
    run("threads")
    number = reference if reference != "2" or title_of(run, 2) == QUAKE else "1"
    result = run(command, number)
    assert result.exit_code == 0, result.stderr
    assert PACT not in result.stdout


def test_a_pipe_on_a_real_terminal_shows_ids(filled):
    """Standard input is a terminal, standard output a pipe: `briefing threads | less`."""
    mine, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "threads"], stdin=theirs, capture_output=True, text=True, check=True
    )
    os.close(mine), os.close(theirs)
    assert all(line.startswith("t0") for line in done.stdout.splitlines())
