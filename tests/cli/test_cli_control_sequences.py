"""No command prints a control sequence that stands in the store or the configuration: a terminal would obey it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_cli_examples import NETWORK, PREPARED, write_articles

import briefing.cli
from briefing.cli import MODULE_OF_COMMAND, root
from briefing.cli.examples import EXAMPLES

OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Matches what no output may have."""
HOSTILE = "marked\x1b]0;owned\x07\x1b[2J\x9b31m\x7f\u202e\rrewritten "
"""A title of the window, a cleared screen, a colour, a reversed line, a line written over."""
FREE_TEXTS = (
    *(
        "affair_name",
        "author",
        "cause",
        "description",
        "error",
        "feed_text",
        "given_title",
        "latest_development",
        "line",
        "old",
    ),
    *("phrase", "publisher", "query", "reason", "text", "title", "value", "written_title"),
)
"""Names of columns that hold text in words."""
NAMES_IN_JSON = ("publishers", "tags", "texts", "summary", "timeline")
"""Names of columns that hold such texts in JSON."""
MAIL = """
[mail]
from = "reader@example.org"
to = ["reader@example.org"]
"""
NAMED = {"undo_log": ("description",), "views": (), "counters": (), "mute_rules": ("reason",)}
"""The free texts of tables in which others choose what a command does."""


@pytest.fixture(scope="session")
def hostile_demo(kept_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's store with a control sequence before every text that is words."""
    folder = tmp_path_factory.mktemp("hostile") / "demo"
    shutil.copytree(kept_demo, folder)
    with closing(sqlite3.connect(folder / "briefing.db")) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = {row[1] for row in db.execute(f"PRAGMA table_info('{table}')")}
            if "fts" in table:
                continue
            for column in columns.intersection(NAMED.get(table, FREE_TEXTS)):
                db.execute(f"UPDATE {table} SET {column} = ? || {column} WHERE {column} <> ''", (HOSTILE,))
            for column in columns.intersection(NAMES_IN_JSON):
                for (value,) in db.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''").fetchall():
                    db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (with_hostile(value), value))
        db.commit()
    return folder


def with_hostile(value: str) -> str:
    """JSON with the control sequence before each of its texts that is more than one word."""

    def changed(part: object) -> object:
        if isinstance(part, list):
            return [changed(one) for one in part]
        if isinstance(part, dict):
            return {key: changed(one) for key, one in part.items()}
        return f"{HOSTILE}{part}" if isinstance(part, str) and " " in part else part

    return json.dumps(changed(json.loads(value)))


@pytest.fixture
def trial(hostile_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the hostile store, in which commands may change anything."""
    folder = tmp_path / "trial"
    shutil.copytree(hostile_demo, folder)
    (folder / "feed.xml").write_text("<rss version='2.0'><channel><title>Gazette</title></channel></rss>")
    with (folder / "feeds.toml").open("a", encoding="utf-8") as file:
        file.write(MAIL)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("BRIEFING_STORE", str(folder / "briefing.db"))
    monkeypatch.setenv("BRIEFING_CONFIG", str(folder / "feeds.toml"))
    monkeypatch.setenv("BRIEFING_NOW", "2026-01-15T18:30:00Z")
    return folder


def printed(line: str, exit_code: int = 0) -> str:
    """What a command prints, on both streams; it ends with this exit code."""
    words, _, _ = line.partition(" > ")
    words, _, source = words.partition(" < ")
    given = Path(source).read_text() if source else None
    result = CliRunner().invoke(root, shlex.split(words.removeprefix("briefing ")), input=given, prog_name="briefing")
    assert result.exit_code == exit_code, f"{line}: {result.output} {result.exception!r}"
    return result.stdout + result.stderr


FURTHER = [
    *(
        "briefing today --singles",
        "briefing today --json",
        "briefing threads",
        "briefing feeds",
        "briefing feeds --json",
    ),
    *(f"briefing digest --format {name}" for name in ("text", "markdown", "html", "json", "atom", "mail")),
    *(f"briefing show belmora --format {name}" for name in ("text", "markdown", "html", "json", "atom")),
    *(
        "briefing show belmora --full",
        "briefing coverage belmora --json",
        "briefing agenda --json",
    ),
    *("briefing doctor", "briefing why belmora", "briefing feedback", "briefing undo"),
]
"""Calls beside the examples: other formats and options."""


@pytest.mark.parametrize("name", sorted(MODULE_OF_COMMAND.keys() - NETWORK - {"demo"}))
def test_no_command_prints_what_a_terminal_obeys(trial: Path, name: str) -> None:
    if any("articles.jsonl" in call for call, _ in EXAMPLES[name]):
        write_articles(trial)
        assert HOSTILE in json.loads((trial / "articles.jsonl").read_text().splitlines()[0])["title"]
    for line in PREPARED.get(name, ()):
        assert not OBEYED.search(printed(f"briefing {line}"))
    for call, _ in EXAMPLES[name]:
        assert not (found := OBEYED.search(printed(call))), (call, found)


@pytest.mark.parametrize("call", FURTHER)
def test_no_format_has_what_a_terminal_obeys(trial: Path, call: str) -> None:
    assert not (found := OBEYED.search(printed(call))), (call, found)


def test_errors_and_questions_have_none(trial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = trial / f"{HOSTILE.strip()}.db"
    shutil.copy(trial / "briefing.db", copy)
    monkeypatch.setattr("briefing.cli.backups.can_ask_user", lambda: True)
    question = CliRunner().invoke(root, ["restore", str(copy)], input="n\n", prog_name="briefing")
    assert "in the place of" in question.output and not OBEYED.search(question.output)
    for words in (
        ["show", "japan"],
        [HOSTILE],
        ["show", HOSTILE],
        ["restore", HOSTILE],
        ["today", "--format", HOSTILE],
    ):
        result = CliRunner().invoke(root, words, prog_name="briefing")
        assert result.output and result.exit_code == 2 and not OBEYED.search(result.output), words


def test_the_texts_themselves_are_printed(trial: Path) -> None:
    for call in ("today", "threads", "show belmora", "coverage belmora", "digest", "why belmora", "search senate"):
        assert "marked" in printed(f"briefing {call}"), call


def test_json_has_the_text_as_it_is_stored(trial: Path) -> None:
    threads = json.loads(printed("briefing today --json"))["threads"]
    assert all(thread["title"].startswith(HOSTILE) for thread in threads) and threads


def test_every_module_prints_through_the_one_function_that_cleans() -> None:
    modules = Path(briefing.cli.__file__).parent.glob("*.py")
    prints = re.compile(r"click\.(s?echo|confirm|prompt|pause|getchar)\(|\bprint\(")
    assert [module.name for module in modules if prints.search(module.read_text("utf-8"))] == ["echo.py"]
