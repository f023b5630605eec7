"""A damaged summary or timeline costs its thread these texts; the thread is named, and the next refresh writes them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

BAD = "t01ac7"


@pytest.mark.parametrize("words", [("today",), ("today", "--json"), ("show", BAD), ("digest",)])
@pytest.mark.parametrize("value", ["'[1'", "'{}'", "x'ff00'", "'null'"])
@pytest.mark.parametrize("column", ["summary", "timeline"])
def test_a_thread_without_its_damaged_texts_is_named(
    filled: Path, run, column: str, value: str, words: tuple[str, ...]
) -> None:
    store = filled / "news.sqlite3"
    with closing(sqlite3.connect(store)) as db:
        db.execute(
            f"UPDATE thread_texts SET {column} = {value} WHERE thread = (SELECT n FROM threads WHERE id = '{BAD}')"
        )
        db.commit()
    result = run(*words)
    assert (result.exit_code, "pact" in result.stdout) == (3, True), result.stderr
    assert f"thread {BAD}: could not be shown in full (the store is damaged: " in result.stderr
    with closing(sqlite3.connect(store)) as db:
        assert db.execute("SELECT id FROM threads WHERE outdated").fetchall() == [(BAD,)]
