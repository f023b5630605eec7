"""The exit codes of every command for every kind of fault; docs/troubleshooting.md has the table."""

import pytest

from briefing.cli import MODULE_OF_COMMAND, root
from briefing.cli.exit_codes import EXIT_FAILED, EXIT_SOME_FAILED, EXIT_UNUSABLE
from briefing.cli.refresh import exit_code
from briefing.model.fetching import RefreshReport
from briefing.model.notes import Note

THREAD_COMMANDS = ["show", "why", "coverage", "follow", "unfollow", "mute", "unmute", "rename", "pin"]
UNKNOWN = [
    *([command, name] for command in THREAD_COMMANDS for name in ("nowhere at all", "t0dead0dead", "99", "")),
    *(["merge", *pair] for pair in (("nowhere", "t02dead"), ("t02dead", "nowhere"))),
    *(["set-affair", *pair] for pair in (("nowhere", "t02dead"), ("t02dead", "nowhere"))),
    ["split", "nowhere"],
    ["split", "t01ac7", "nowhere"],
    ["move", "nowhere", "--to", "t02dead"],
    ["move", "a000000000001", "--to", "nowhere"],
    *([command, name] for command in ("star", "unstar", "fulltext") for name in ("nowhere", "a0dead0dead", "99")),
    *([command, name] for command in ("enable", "disable", "remove") for name in ("nowhere", "99")),
    *([command, "--section", "nowhere"] for command in ("today", "threads")),
    *([command, "--view", "nowhere"] for command in ("today", "threads")),
    *([command, "--query", query] for command in ("today", "threads") for query in ("section:nowhere", "odd:x")),
    ["search", "publisher:nowhere"],
    ["view", "nowhere"],
    ["view", "nowhere", "--remove"],
    ["mute", "--publisher", "nowhere"],
]  # fmt: skip
AMBIGUOUS = [[command, "pact"] for command in ("star", "unstar", "fulltext")]
FILES_TO_READ = [
    [command, "no/such/file"] for command in ("import", "group", "timeline", "summarize", "sentences", "kinds")
]


@pytest.mark.parametrize("words", [*UNKNOWN, *AMBIGUOUS, *FILES_TO_READ], ids=" ".join)
def test_a_name_of_nothing_is_2_in_every_command(filled, run, words):
    result = run(*words)
    assert result.exit_code == EXIT_UNUSABLE, result.output
    assert result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize("target", ["no/such/folder/file", "feeds.toml/file"])
@pytest.mark.parametrize("words", [["backup"], ["export"], ["digest", "--output"]], ids=" ".join)
def test_a_file_that_cannot_be_written_is_1_in_every_command(filled, run, words, target):
    result = run(*words, str(filled / target))
    assert (result.exit_code, target.split("/")[-1] in result.stderr) == (EXIT_FAILED, True), result.output


@pytest.mark.parametrize("words", [["backup"], ["export"]], ids=" ".join)
def test_a_file_that_exists_is_2(filled, run, words):
    assert run(*words, filled / "feeds.toml").exit_code == EXIT_UNUSABLE


@pytest.mark.parametrize("command", [*MODULE_OF_COMMAND, ""])
def test_an_unknown_option_is_2(filled, run, command):
    assert run(*([command] if command else []), "--no-such-option").exit_code == EXIT_UNUSABLE


@pytest.mark.parametrize("command", [*MODULE_OF_COMMAND, ""])
def test_help_is_0(filled, run, command):
    assert run(*([command] if command else []), "--help").exit_code == 0


NOTHING = [
    "search volcano",
    "threads --query volcano",
    "today --query volcano",
    "hidden",
    "views",
    "undo",
    "redo",
    "threads --since 1m",
]


@pytest.mark.parametrize("words", NOTHING)
def test_nothing_found_is_0(filled, run, words):
    assert run(*words.split()).exit_code == 0


@pytest.mark.parametrize(
    "command", ["today", "threads", "show pact", "search pact", "digest", "doctor", "undo", "hidden"]
)
def test_an_unusable_store_is_1(filled, run, command):
    (filled / "news.sqlite3").write_bytes(b"no database at all, but a text of some length" * 40)
    assert run(*command.split()).exit_code == EXIT_FAILED


@pytest.mark.parametrize("command", ["today", "threads", "show pact", "digest", "feeds", "check", "refresh", "export"])
def test_an_unusable_configuration_is_2(filled, run, command):
    (filled / "feeds.toml").write_text("[[feeds]\n")
    assert run(*command.split()).exit_code == EXIT_UNUSABLE


def test_interrupted_is_130(filled, run, monkeypatch):
    def interrupt(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("briefing.services.reading.Reading.thread_rows", interrupt)
    assert run("threads").exit_code == 130


FAILED = (Note("Wire", "https://wire.example/rss", "down", 1, None),)


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (RefreshReport(feeds=1, failed=FAILED), EXIT_FAILED),
        (RefreshReport(feeds=1, not_due=1, backing_off=1), EXIT_FAILED),
        (RefreshReport(feeds=2, failed=FAILED, not_due=1, backing_off=1), EXIT_FAILED),
        (RefreshReport(feeds=2, failed=FAILED, not_due=1), EXIT_SOME_FAILED),
        (RefreshReport(feeds=2, not_due=2, backing_off=1), EXIT_SOME_FAILED),
        (RefreshReport(feeds=2, unchanged=1, not_due=1, backing_off=1), EXIT_SOME_FAILED),
        (RefreshReport(feeds=2, not_due=2), 0),
        (RefreshReport(feeds=1, new_data=1), 0),
        (RefreshReport(busy=True), 0),
    ],
)
def test_a_failing_feed_counts_whether_it_was_due_or_not(report, code):
    assert exit_code(report) == code


def test_every_command_is_listed():
    assert root.list_commands(None) == list(MODULE_OF_COMMAND)
