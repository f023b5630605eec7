"""--json of the commands on the program itself, and that every reading command has it."""

from __future__ import annotations

import json

import click
import pytest

from briefing.cli import MODULE_OF_COMMAND, root

NO_JSON = {
    *("demo", "refresh", "add", "remove", "enable", "disable", "import", "export", "backup", "restore"),
    *("follow", "unfollow", "mute", "unmute", "star", "unstar", "view", "undo", "redo", "schedule", "completion"),
    *("merge", "split", "move", "pin", "set-affair", "rename", "prune", "tag", "untag"),
}
"""Commands that change something, print a file or open the reader."""
PIPES = {"group", "timeline", "summarize", "sentences", "kinds"}
"""Commands that print JSON lines in any case."""


@pytest.mark.parametrize(
    ("words", "key", "code"),
    [
        (["check"], "mistakes", 0),
        (["doctor"], "results", 0),
        (["paths"], "paths", 0),
        (["keys"], "keys", 0),
        (["feedback"], "feedback", 0),
        (["regroup", "--dry-run"], "regrouping", 0),
    ],
)
def test_each_prints_one_documented_object(filled, run, words, key, code):
    run("merge", "t01ac7", "t02dead")
    result = run(*words, "--json")
    assert result.exit_code == code, result.output
    document = json.loads(result.stdout)
    assert document["schema"] == "briefing/1" and key in document


def test_problems_have_their_lines_and_exit_codes(filled, run):
    config = filled / "feeds.toml"
    config.write_text(config.read_text() + '\n[[feeds]]\nurl = "https://odd.example/rss"\nwieght = 2\n')
    result = run("check", "--json")
    (problem,) = json.loads(result.stdout)["mistakes"]
    assert (result.exit_code, problem["line"]) == (3, config.read_text().splitlines().index("wieght = 2") + 1)
    paths = json.loads(run("paths", "--json").stdout)["paths"]
    assert paths["store"] == {"path": str(filled / "news.sqlite3"), "exists": True}


def test_every_reading_command_has_json():
    with click.Context(root) as ctx:
        commands = {name: root.get_command(ctx, name) for name in MODULE_OF_COMMAND}
    without = {
        name for name, command in commands.items() if command and not any("--json" in p.opts for p in command.params)
    }
    assert without == NO_JSON | PIPES
