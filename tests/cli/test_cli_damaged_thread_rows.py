"""A damaged value in any column of a thread's row costs lists that thread alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from filled_store import NOW, SENATE

from briefing.config import Config
from briefing.services import Clock, Services
from briefing.store.database.column_values import COUNT_COLUMNS, MOMENT_COLUMNS
from briefing.store.store import Store
from briefing.tui.queries import load_feed_health, load_first_page, load_front_page

BAD, SOUND = "t01ac7", "t02dead"
COLUMNS = (
    *("id", "title", "latest_development", "section", "first", "last", "first_news", "last_news"),
    *("newest_story_start", "article_count", "story_count", "weight", "publishers", "outdated", "given_title"),
    *("independent_count", "excluded", "written_title", "deaths", "affair_name"),
)
UNLISTED = {"outdated", "given_title", "written_title", "affair_name"}
"""What no list reads: the thread is listed."""
IMPOSSIBLE = [
    *((column, value) for column in COLUMNS if column in MOMENT_COLUMNS for value in (2**62, -(2**62))),
    *((column, value) for column in COLUMNS if column in COUNT_COLUMNS for value in (2**62, -1)),
]
"""Whole numbers that a column cannot have."""


def test_a_thread_whose_id_ends_early_is_left_out_and_named(filled: Path, run) -> None:
    with closing(sqlite3.connect(filled / "news.sqlite3")) as db:
        db.execute("UPDATE threads SET id = 'a' || char(0) || 'b' WHERE id = ?", (BAD,))
        db.commit()
    result = run("today")
    assert (result.exit_code, "Quake" in result.stdout) == (3, True)
    assert "of the store: is left out of the list (the store is damaged: a value in the column id" in result.stderr
    result = run("why", SENATE.id)
    assert result.exit_code == 1 and "the store is damaged" in result.stderr


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("articles", "text", ("fulltext", SENATE.id)),
        ("threads", "title", ("search", "senate")),
        *(
            ("articles", "title", words)
            for words in (("search", "senate"), ("fulltext", SENATE.id), ("why", SENATE.id))
        ),
    ],
)
def test_a_message_names_the_column_and_no_sql(
    filled: Path, run, table: str, column: str, words: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(filled / "news.sqlite3")) as db:
        db.execute("DROP TRIGGER IF EXISTS articles_update")
        db.execute(f"UPDATE {table} SET {column} = CAST(x'ff41' AS TEXT) WHERE id IN (?, ?)", (SENATE.id, BAD))
        db.commit()
    message = run(*words).stderr
    assert "COALESCE" not in message and "(t." not in message
    assert column in message, message


@pytest.fixture(params=[*((column, "x'ff'") for column in COLUMNS), *IMPOSSIBLE], ids=str)
def damaged(filled: Path, request: pytest.FixtureRequest) -> tuple[Path, str]:
    """A store with a thread of which one column is damaged, and the column."""
    path, (column, value) = filled / "news.sqlite3", request.param
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"UPDATE threads SET {column} = {value} WHERE id = ?", (BAD,))
        db.commit()
    return path, column


def test_the_columns_are_those_of_the_store(filled: Path) -> None:
    with closing(sqlite3.connect(filled / "news.sqlite3")) as db:
        assert {row[1] for row in db.execute("PRAGMA table_info(threads)")} == {"n", *COLUMNS}


@pytest.mark.parametrize(
    "words",
    [
        *(("today",), ("today", "--json"), ("threads",), ("threads", "--json"), ("threads", "--section", "world")),
        *(("digest",), ("agenda",), ("search", "quake"), ("threads", "--query", "is:unread OR section:a")),
    ],
)
def test_commands_that_list_threads_go_on(damaged: tuple[Path, str], run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code in (0, 3), result.stderr
    if words[0] in ("today", "digest", "search"):
        assert "Quake" in result.stdout
    if words[0] != "agenda" and "--section" not in words and damaged[1] not in UNLISTED:
        assert (result.exit_code, ": is left out" in result.stderr) == (3, True)
        assert damaged[1] in result.stderr


def test_the_reader_lists_the_sound_thread(damaged: tuple[Path, str]) -> None:
    path, column = damaged
    config = path.with_name("reader.toml")
    config.write_text("")
    with Services(Config(config), Store.open(path), Clock(NOW)) as services:
        first, _ = load_first_page(services)
        data = load_front_page(services)
        load_feed_health(services)
        for page in (first, data.page):
            assert {row.id for row in page.rows} == ({BAD, SOUND} if column in UNLISTED else {SOUND})
        assert data.sections
