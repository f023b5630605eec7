"""`briefing export --all`, its import on another machine, and the read marks of newsboat."""

import json
import sqlite3
from contextlib import closing

import pytest
from filled_store import ALLOWS, QUAKE, SENATE

NEWSBOAT = """CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
    title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
    feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
    unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), flags VARCHAR(52),
    deleted INTEGER(1) NOT NULL DEFAULT 0)"""
INSERT = """INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread)
    VALUES (?, '', '', ?, ?, 0, '', ?)"""


def newsboat_cache(path, items):
    with closing(sqlite3.connect(path)) as db:
        db.execute(NEWSBOAT)
        db.executemany(INSERT, items)
        db.commit()
    return path


def test_everything_goes_to_another_machine_and_only_once(filled, run):
    run("follow", "pact")
    run("star", "Quake shakes")
    run("mute", "--word", "golf")
    run("tag", "energy", "pact")
    export = filled / "all.jsonl"
    result = run("export", "--all", export)
    assert result.output.startswith("Exported ")
    assert (export.stat().st_mode & 0o777) == 0o600
    other = ("--store", filled / "other.sqlite3", "--config", filled / "other.toml")
    (filled / "other.toml").write_text("")
    dry = run("import", export, "--dry-run", *other)
    assert dry.output == (
        "Would import 4 new articles, 1 followed thread, 1 tagged thread, 1 star, 1 mute rule, 2 feeds.\n"
    )
    assert run("import", export, *other).output == dry.output.replace("Would import", "Imported")
    assert run("import", export, *other).output == "Nothing to import: all of it is here already.\n"
    assert "Sample Wire" in (filled / "other.toml").read_text()
    assert "★" in run("threads", *other).output


def test_an_export_in_a_new_home_says_which_feeds_came_with_the_program(filled, run, monkeypatch):
    export = filled / "all.jsonl"
    run("export", "--all", export)
    monkeypatch.delenv("BRIEFING_CONFIG")
    first = run("import", export, "--store", filled / "other.sqlite3")
    assert "2 feeds." in first.stdout and "that came with it, too: `briefing remove FEED`" in first.stderr
    assert "came with it" not in run("import", export, "--store", filled / "third.sqlite3").stderr


def test_an_export_to_standard_output_is_json_lines_without_secrets(filled, run):
    (filled / "feeds.toml").write_text(
        '[[feeds]]\nurl = "https://wire.example/rss?token=abc123"\nheaders = { Authorization = "hidden-word" }\n'
    )
    output = run("export", "--all").stdout
    records = [json.loads(line) for line in output.splitlines()]
    assert records[0]["schema"] == "briefing-export/1"
    assert "hidden-word" not in output
    assert "abc123" not in output


def test_markdown_is_written_per_thread(filled, run):
    run("follow", "pact")
    result = run("export", "--markdown", filled / "md")
    assert result.stderr == f"Wrote 1 thread to {filled / 'md'}.\n"
    assert result.stdout == ""
    (file,) = (filled / "md").iterdir()
    assert file.name == "t01ac7-japan-philippines-defence-pact.md"
    assert "# Japan\\-Philippines defence pact" in file.read_text() or "# Japan-Philippines" in file.read_text()


def test_an_existing_file_is_not_replaced(filled, run):
    (filled / "all.jsonl").write_text("mine")
    result = run("export", "--all", filled / "all.jsonl")
    assert (result.exit_code, (filled / "all.jsonl").read_text()) == (2, "mine")


def test_a_private_address_of_an_export_is_not_configured(filled, run):
    export = filled / "all.jsonl"
    rows = [
        {"type": "export", "schema": "briefing-export/1"},
        {"type": "feed", "table": {"url": "http://127.0.0.1:9000/rss", "name": "Inside"}},
        {"type": "rule", "table": {"do": "dance", "word": "x"}},
    ]
    export.write_text("\n".join(map(json.dumps, rows)))
    result = run("import", export)
    assert "feed Inside: a private-network address (--allow-private accepts it)" in result.stderr
    assert "`do` must be" in result.stderr
    assert "127.0.0.1" not in (filled / "feeds.toml").read_text()


def test_a_private_address_that_is_configured_already_is_no_problem(filled, run):
    (filled / "feeds.toml").write_text('[[feeds]]\nurl = "http://127.0.0.1:9000/rss"\nname = "Inside"\n')
    run("export", "--all", filled / "all.jsonl")
    assert "Inside" not in run("import", filled / "all.jsonl").stderr


def test_read_marks_of_newsboat_are_taken_over_and_undone(filled, run):
    cache = newsboat_cache(
        filled / "cache.db",
        [
            (SENATE.guid, SENATE.link, SENATE.feed, 0),
            ("another guid", f"{ALLOWS.link}?utm_source=rss", "https://mirror.example/feed", 0),
            (QUAKE.guid, QUAKE.link, QUAKE.feed, 1),
            ("gone", "https://gone.example/1", "https://gone.example/rss", 0),
        ],
    )
    dry = run("import", cache, "--dry-run")
    assert dry.output == (
        "Would mark 2 articles as read; newsboat's cache has 3 read items, of which 1 are not in your store.\n"
    )
    assert run("import", cache).output.startswith("Marked 2 articles as read;")
    assert run("import", cache).output.startswith("Marked 0 articles as read;")
    assert run("undo").output == "Undone: forgot what was read in newsboat\n"
    assert run("import", cache).output.startswith("Marked 2 articles as read;")


@pytest.mark.parametrize("kind", ["other database", "view", "damaged", "store"])
def test_databases_that_are_no_cache_are_refused(filled, run, kind):
    path = filled / "cache.db"
    if kind == "damaged":
        path.write_bytes(b"SQLite format 3\0" + b"x" * 4000)
    elif kind == "store":
        path = filled / "news.sqlite3"
    else:
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE other (x)")
            if kind == "view":
                db.execute("CREATE VIEW rss_item AS SELECT 'g' AS guid, 'u' AS url, 'f' AS feedurl, 0 AS unread")
            db.commit()
    result = run("import", path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"briefing: {path} ")


def test_a_fault_in_writing_what_was_imported_is_printed(filled, run, monkeypatch):
    def fail(*_):
        raise KeyError("no such word")

    run("follow", "pact")
    export = filled / "all.jsonl"
    run("export", "--all", export)
    (filled / "other.toml").write_text("")
    monkeypatch.setattr("briefing.writing.thread_text.write_thread", fail)
    result = run("import", export, "--store", filled / "other.sqlite3", "--config", filled / "other.toml")
    assert result.exit_code == 3 and result.stdout.startswith("Imported ")
    assert "could not be done (KeyError: 'no such word')\n" in result.stderr
