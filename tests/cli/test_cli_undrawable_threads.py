"""One thread that cannot be read or drawn: it is named with exit code 3, the log has why, and the rest is printed."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from filled_store import ALLOWS, NOW, QUAKE, SENATE

from briefing.store.store import Store

BAD, SOUND = "t01ac7", "t02dead"
ADVICE = "`briefing doctor` checks the store"


def fail_for(monkeypatch: pytest.MonkeyPatch, target: str, is_bad: Callable[..., object]) -> None:
    """Let a function fail for some arguments."""
    import importlib

    module, name = target.rsplit(".", 1)
    real = getattr(importlib.import_module(module), name)

    def fail_or_do(*args, **kwargs):
        if is_bad(*args):
            raise KeyError("no such word")
        return real(*args, **kwargs)

    monkeypatch.setattr(target, fail_or_do)


def damage_article(store: Path, id: str, column: str = "published", value: object = 900000000000000000) -> None:
    with closing(sqlite3.connect(store)) as db:
        db.execute(f"UPDATE articles SET {column} = ? WHERE id = ?", (value, id))
        db.commit()


def announce(store: Path, id: str, day: str) -> None:
    """Let an article announce a day, with a sentence that can be quoted."""
    with closing(sqlite3.connect(store)) as db:
        text = f"The chamber in Manila will vote on the pact with Tokyo on {day}."
        db.execute("UPDATE articles SET text = ? WHERE id = ?", (text, id))
        db.commit()


def is_of_bad_thread(thread, *_) -> bool:
    return thread.row.id == BAD and bool(thread.timeline or thread.stories)


@pytest.fixture
def undrawable(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of whose first thread the timeline and the articles cannot be drawn in any format."""
    for target in ("briefing.output.today.shown_entries", "briefing.output.today_document.shown_entries"):
        fail_for(monkeypatch, target, is_of_bad_thread)
    fail_for(monkeypatch, "briefing.output.json_format._thread", is_of_bad_thread)
    return filled


@pytest.mark.parametrize("words", [(), ("--format", "markdown"), ("--format", "html"), ("--json",)])
def test_today_prints_the_rest(undrawable: Path, run, words: tuple[str, ...]) -> None:
    result = run("today", *words)
    assert result.exit_code == 3
    assert "Quake" in result.stdout and "pact" in result.stdout.lower(), "the title of the thread stands in its place"
    assert f"thread {BAD}: could not be shown in full (KeyError: 'no such word')" in result.stderr
    assert ADVICE in result.stderr and "Traceback" not in result.stderr
    if "--json" in words:
        assert [one["id"] for one in json.loads(result.stdout)["threads"]] == [BAD, SOUND]


def test_the_log_has_the_traceback(undrawable: Path, run, tmp_path: Path) -> None:
    log = tmp_path / "briefing.log"
    assert run("--log", log, "today").exit_code == 3
    assert f"thread {BAD}: a fault of the program" in log.read_text() and "fail_or_do" in log.read_text()


def test_a_sound_page_says_nothing_of_faults(filled: Path, run) -> None:
    for words in (["today"], ["show", BAD], ["threads", "--json"], ["today", "--json"]):
        result = run(*words)
        assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("words", [("today",), ("today", "--json"), ("threads", "--json"), ("show", BAD)])
def test_a_damaged_article_costs_its_thread_alone(filled: Path, run, words: tuple[str, ...]) -> None:
    damage_article(filled / "news.sqlite3", SENATE.id)
    result = run(*words)
    assert result.exit_code == 3
    assert "pact" in result.stdout.lower()
    assert words[0] == "show" or QUAKE.title in result.stdout
    assert (
        f"thread {BAD}: could not be shown in full (the store is damaged: the value 900000000000000000 in the column"
        in result.stderr
    )
    assert "a damaged value: `briefing doctor` checks the store; `briefing restore FILE`" in result.stderr
    assert "fault of the program" not in result.stderr and "bug report" not in result.stderr


@pytest.mark.parametrize("column", ["published", "seen", "arrived", "feed_date"])
@pytest.mark.parametrize("value", ["no date", 9 * 10**18])
@pytest.mark.parametrize("words", [("coverage", BAD), ("why", SENATE.id), ("fulltext", SENATE.id)])
def test_a_message_on_a_damaged_date_names_the_article(
    filled: Path, run, words: tuple[str, ...], value: object, column: str
) -> None:
    damage_article(filled / "news.sqlite3", SENATE.id, column, value)
    result = run(*words)
    assert (result.exit_code, f"in the column {column} of {SENATE.id} is " in result.stderr) == (1, True), result.stderr


@pytest.mark.parametrize("column", ["published", "seen", "arrived", "feed_date"])
@pytest.mark.parametrize("value", ["no date", b"\xff", 9 * 10**18, -9 * 10**18])
@pytest.mark.parametrize("words", [("today",), ("threads", "--json"), ("show", BAD), ("agenda",), ("search", "quake")])
def test_a_damaged_date_of_an_article_costs_its_thread_alone(
    filled: Path, run, words: tuple[str, ...], value: object, column: str
) -> None:
    store = filled / "news.sqlite3"
    announce(store, QUAKE.id, "20 December")
    announce(store, ALLOWS.id, "19 December")
    damage_article(store, SENATE.id, column, value)
    result = run(*words)
    assert result.exit_code == (0 if words[0] == "search" else 3)
    sound = {"today": QUAKE.title, "threads": QUAKE.title, "search": QUAKE.title, "agenda": "Fri 20 Dec", "show": ""}
    assert sound[words[0]] in result.stdout
    assert words[0] == "search" or f"thread {BAD}: could not be shown in full (the store is damaged:" in result.stderr


@pytest.mark.parametrize(
    ("column", "value", "cause"),
    [
        ("publishers", "no list", "the stored list of publishers is not valid JSON"),
        ("last", "no number", f"a value in the column last of {BAD} is a text"),
        ("title", b"\xff\x00", f"a value in the column title of {BAD} is binary"),
        ("title", "CAST(x'ff41' AS TEXT)", f"a value in the column title of {BAD} is binary"),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        ("today",),
        ("threads",),
        ("threads", "--json"),
        ("today", "--json"),
        ("digest",),
    ],
)
def test_a_thread_whose_row_is_damaged_is_left_out_of_lists(
    filled: Path, run, words: tuple[str, ...], column: str, value: object, cause: str
) -> None:
    with closing(sqlite3.connect(filled / "news.sqlite3")) as db:
        if isinstance(value, str) and value.startswith("CAST"):
            db.execute(f"UPDATE threads SET {column} = {value} WHERE id = ?", (BAD,))
        else:
            db.execute(f"UPDATE threads SET {column} = ? WHERE id = ?", (value, BAD))
        db.commit()
    result = run(*words)
    assert result.exit_code == 3
    assert "Quake" in result.stdout
    assert f"thread {BAD}: is left out of the list (the store is damaged: {cause})" in result.stderr
    assert result.stderr.count("is left out") == 1 and ADVICE in result.stderr
    if "--json" in words and words[0] != "digest":
        assert [one["id"] for one in json.loads(result.stdout)["threads"]] == [SOUND]


@pytest.mark.parametrize("words", [("search", "senate OR quake"), ("threads", "--query", "is:unread"), ("hidden",)])
def test_a_thread_whose_row_is_damaged_is_named_by_commands_that_look_at_all(
    filled: Path, run, words: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(filled / "news.sqlite3")) as db:
        db.execute("UPDATE threads SET last = 'no number' WHERE id = ?", (BAD,))
        db.commit()
    result = run(*words)
    assert result.exit_code == 3
    assert "Quake" in result.stdout or words == ("hidden",)
    assert f"thread {BAD}: is left out of the list" in result.stderr


def test_the_worst_exit_code_of_several_parts_is_that_of_the_command(undrawable: Path, run, monkeypatch) -> None:
    monkeypatch.setattr("briefing.cli.today._refresh_if_needed", lambda *_: 1)
    assert run("today").exit_code == 1, "no feed could be reached"
    monkeypatch.setattr("briefing.cli.today._refresh_if_needed", lambda *_: 3)
    assert run("today").exit_code == 3


def test_a_digest_leaves_out_a_thread_with_a_damaged_article(filled: Path, run) -> None:
    damage_article(filled / "news.sqlite3", SENATE.id)
    result = run("digest")
    assert result.exit_code == 3
    assert QUAKE.title in result.stdout
    assert "pact" not in result.stdout.lower(), "it comes with a later digest"
    assert f"thread {BAD}: could not be done (the store is damaged:" in result.stderr


@pytest.mark.parametrize("words", [(), ("--json",), ("--format", "markdown")])
def test_show_prints_what_can_be_drawn(filled: Path, run, monkeypatch: pytest.MonkeyPatch, words) -> None:
    fail_for(monkeypatch, "briefing.output.thread._timeline_lines", lambda *_: True)
    fail_for(
        monkeypatch, "briefing.output.documents.page_documents._timeline_blocks", lambda thread, *_: thread.timeline
    )
    fail_for(monkeypatch, "briefing.output.json_format._timeline_entry", lambda *_: True)
    result = run("show", BAD, *words)
    assert result.exit_code == 3
    assert "TIMELINE" not in result.stdout and SENATE.title in result.stdout
    assert f"thread {BAD}: could not be shown in full" in result.stderr


def test_an_article_whose_text_cannot_be_laid_out_shows_its_headline(
    filled: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Senators voted for the pact. " * 40
    with Store.open(filled / "news.sqlite3") as store:
        store.article_pages.save(SENATE.id, text, "", NOW, None)
    fail_for(monkeypatch, "briefing.output.thread_list.wrap_spans", lambda spans, *_: "voted" in spans[0].text)
    result = run("fulltext", SENATE.id)
    assert result.exit_code == 3 and SENATE.title in result.stdout
    assert f"article {SENATE.id}: could not be shown in full" in result.stderr
