"""Every value of the store that is damaged is reported as damage, whatever reads it; nothing ends with a traceback."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from filled_store import FEEDS, NOW, QUAKE, SENATE, fill

from briefing.cli.command_group import VALUE_ERRORS
from briefing.clock import Clock
from briefing.config import parse_config
from briefing.errors import BriefingError
from briefing.model.articles import EPOCH
from briefing.output.json_format import briefing_json
from briefing.services import Services
from briefing.services.front_pages import PageChoice
from briefing.services.maintenance import damage_error
from briefing.store.content_check import DECODERS, content_problems
from briefing.store.database.column_values import (
    COUNT_COLUMNS,
    INTEGER_COLUMNS,
    KEY_COLUMNS,
    MOMENT_COLUMNS,
    NULLABLE_COLUMNS,
    REAL_COLUMNS,
    TEXT_COLUMNS,
)
from briefing.store.database.connection import connect

PACT, TREMOR = "t01ac7", "t02dead"
TABLES = [
    *(
        "affairs",
        "article_links",
        "article_pages",
        "articles",
        "cannot_link",
        "corrections",
        "counters",
        "delivered_articles",
    ),
    *("delivered_documents", "delivered_lines"),
    *("delivery_log", "digests", "edits", "evidence", "feed_entries", "feeds", "host_waits", "marks", "model_answers"),
    *(
        "feed_printout",
        "thinned_articles",
        "house_phrases",
        "house_readings",
        "must_link",
        "mute_rules",
        "postings",
        "printout",
    ),
    *("profiles", "read_changes", "refresh_clocks"),
    *("read_exceptions", "redirects", "reported_problems", "robots_txt", "thread_joins"),
    *("stars", "stories", "thread_texts", "threads", "undo_log", "views", "visits", "vocabulary"),
]
DAMAGED_TEXTS = ("CAST(x'ff41' AS TEXT)", "x'ff00'", "'[[1, null]]'", '\'{"version": 1, "value": [7]}\'')
DAMAGED_NUMBERS = ("'not a number'", str(2**62), str(-(2**62)), "1e300")
OPERATIONS: dict[str, Callable[[Services], object]] = {
    "today": lambda services: list(briefing_json(services.pages.briefing(PageChoice(since=EPOCH)))),
    "show": lambda services: services.reading.thread_details(PACT),
    "coverage": lambda services: services.reading.coverage(PACT),
    "agenda": lambda services: services.reading.agenda(30),
    "why": lambda services: [services.reading.explain(reference) for reference in (PACT, SENATE.id)],
    "history": lambda services: services.reading.headline_history(SENATE.id),
    "search": lambda services: services.reading.search("pact is:starred"),
    "hidden": lambda services: services.curation.hidden_threads(),
    "views": lambda services: (services.views.all(), services.views.thread_ids()),
    "feeds": lambda services: (services.feed_health.feeds_with_states(), services.feed_health.activity()),
    "numbers": lambda services: services.feed_list.resolve("1"),
    "due": lambda services: (services.feed_health.next_refresh(), services.feed_health.failures()),
    "digest": lambda services: list(briefing_json(services.deliveries.digest("default"))),
    "other digest": lambda services: services.deliveries.mark_delivered(services.deliveries.digest("other")),
    "feedback": lambda services: (services.corrections.feedback(), services.corrections.history(PACT)),
    "follow": lambda services: services.curation.follow(TREMOR),
    "undo": lambda services: [services.corrections.undo() for _ in range(4)],
    "split": lambda services: services.corrections.split(SENATE.id),
    "regroup": lambda services: services.pipeline.regroup(),
}


def services_of(path: Path) -> Services:
    return Services.open(parse_config(FEEDS, path.with_name("feeds.toml")), path, Clock(NOW))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with rows in every table."""
    path = tmp_path_factory.mktemp("sound") / "news.sqlite3"
    fill(path)
    with services_of(path) as services:
        services.deliveries.mark_delivered(services.deliveries.digest("default"))
        services.names.remember_printout([PACT, TREMOR])
        services.feed_health.remember_numbers(services.config.feeds)
        services.curation.mute_words("tennis")
        services.curation.star(SENATE.id)
        services.views.save("asia", "section:asia")
        services.corrections.rename(PACT, "The pact")
        services.corrections.set_affair(TREMOR, PACT)
        services.corrections.pin(TREMOR)
        services.curation.follow(PACT)
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO cannot_link VALUES ('thread', ?, ?)", (SENATE.id, QUAKE.id))
        snapshot = '{"version": 1, "values": [["muted", "t0", null]], "actions": [[1, "muted", "t0", null, null]]}'
        db.execute("INSERT INTO thread_joins VALUES (1, 99, 't0', ?, ?)", (TREMOR, snapshot))
        for table in TABLES:
            if not db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]:
                kinds = [row[2] for row in db.execute(f"PRAGMA table_info({table})")]
                values = ("1" if kind == "INTEGER" else "'{}'" for kind in kinds)
                db.execute(f"INSERT INTO {table} VALUES ({', '.join(values)})")
        db.commit()
        db.execute("PRAGMA journal_mode = DELETE")
    return path


def damage(path: Path, table: str, column: str, value: str) -> bool:
    """Put a value into a column, also where its table forbids it; return whether the table can hold it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        (definition,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        sql = "UPDATE sqlite_master SET sql = ? WHERE name = ?"
        db.execute("PRAGMA writable_schema = ON")
        db.execute(sql, (definition.replace(" NOT NULL", ""), table))
        db.execute("PRAGMA writable_schema = RESET")
        try:
            db.execute(f'UPDATE {table} SET "{column}" = {value}')
        except sqlite3.Error:
            return False
        db.execute("PRAGMA writable_schema = ON")
        db.execute(sql, (definition, table))
    return True


def columns_of(path: Path, table: str) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as db:
        return [(row[1], row[2]) for row in db.execute(f"PRAGMA table_info({table})")]


def failures(path: Path, label: str) -> list[str]:
    """Return the operations that end with anything but a result or a message with a hint."""
    failed = []
    try:
        services = services_of(path)
    except BriefingError:
        return []
    with services:
        for name, operation in OPERATIONS.items():
            try:
                operation(services)
            except BriefingError as error:
                if "is damaged" in str(error) and "briefing restore" not in error.hint:
                    failed.append(f"{label}, {name}: no way back: {error}")
            except VALUE_ERRORS as error:
                if damage_error(path) is None:  # what commands report instead
                    failed.append(f"{label}, {name}: {error!r}")
    return failed


def test_the_columns_are_declared_as_in_the_schema(sound: Path) -> None:
    kinds: dict[str, set[str]] = {}
    nullable = set()
    with closing(sqlite3.connect(sound)) as db:
        for table in TABLES:
            for _, name, kind, required, _, key in db.execute(f"PRAGMA table_info({table})"):
                kinds.setdefault(name, set()).add(kind)
                nullable |= set() if required or key else {name}
    declared = {"TEXT": TEXT_COLUMNS, "INTEGER": INTEGER_COLUMNS, "REAL": REAL_COLUMNS}
    for kind, names in declared.items():
        assert names == {name for name, found in kinds.items() if found == {kind}}
    assert {name for name, found in kinds.items() if len(found) > 1} == KEY_COLUMNS
    assert nullable == NULLABLE_COLUMNS
    assert kinds.keys() >= MOMENT_COLUMNS | COUNT_COLUMNS


IMPOSSIBLE = {
    "INTEGER": ("'no number'", "1.5", "x'00'", "1e300", str(2**62), str(-(2**62))),
    "REAL": ("'no number'", "x'00'", "9e999", "-9e999", "-1.0"),
    "TEXT": ("x'ff00'", "CAST(x'ff41' AS TEXT)"),
}
"""Values that no column of a type may hold."""
ANY_WHOLE_NUMBER = {"action", "affair", "article", "batch", "n", "profile", "story", "term", "thread"}
"""Numbers of rows, which may be any."""


def test_doctor_finds_every_impossible_value_of_every_table(sound: Path, tmp_path: Path) -> None:
    """Also NULL where it is forbidden, and a negative count; each stands alone in the store."""
    path, missed = tmp_path / "news.sqlite3", []
    shutil.copy(sound, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = REPLACE(sql, ' NOT NULL', '') WHERE type = 'table'")
        db.execute("PRAGMA writable_schema = RESET")
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
    with closing(connect(path)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        assert content_problems(db) == []
        for table in TABLES:
            for column, kind in columns_of(path, table):
                values = [*IMPOSSIBLE[kind], *(() if column in NULLABLE_COLUMNS else ("NULL",))]
                values += ["-1"] if column in COUNT_COLUMNS else []
                for value in values:
                    if column in ANY_WHOLE_NUMBER and value.lstrip("-").isdigit():
                        continue
                    db.execute("BEGIN")
                    try:
                        db.execute(f'UPDATE {table} SET "{column}" = {value}')
                        (stored,) = db.execute(f'SELECT typeof("{column}") FROM {table}').fetchone()
                        if stored != "integer" or kind == "INTEGER":
                            missed += [] if content_problems(db) else [f"{table}.{column} = {value} ({stored})"]
                    except sqlite3.Error:  # the table cannot hold it
                        pass
                    finally:
                        db.execute("ROLLBACK")
    assert "\n".join(missed) == ""


ANY_JSON = {
    *(("profiles", "body"), ("delivered_documents", "document")),
    *(("undo_log", "before"), ("undo_log", "after")),  # former versions stored bare values
}
UNREADABLE = [
    (*column, value)
    for column in DECODERS
    for value in ("[1", *(() if column in ANY_JSON else ("null", "7", "[[1, null]]", '{"version": 99}')))
]


@pytest.mark.parametrize(("table", "column", "value"), UNREADABLE)
def test_doctor_finds_json_that_cannot_be_read(
    sound: Path, tmp_path: Path, table: str, column: str, value: str
) -> None:
    path = tmp_path / "news.sqlite3"
    shutil.copy(sound, path)
    assert damage(path, table, column, f"'{value}'")
    error = damage_error(path)
    assert error and f"{table}.{column}" in str(error)


def test_the_sound_store_is_sound(sound: Path, tmp_path: Path) -> None:
    shutil.copy(sound, tmp_path / "news.sqlite3")
    assert damage_error(tmp_path / "news.sqlite3") is None
    assert failures(tmp_path / "news.sqlite3", "sound") == []


def test_every_table_is_tried(sound: Path) -> None:
    with closing(sqlite3.connect(sound)) as db:
        names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {name for name in names if not name.startswith(("sqlite_", "article_index"))} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_damaged_values_are_reported(sound: Path, tmp_path: Path, table: str) -> None:
    failed = []
    for position, (column, kind) in enumerate(columns_of(sound, table)):
        values = DAMAGED_TEXTS if kind == "TEXT" else DAMAGED_NUMBERS
        for value in (values[position % len(values)], *(["NULL"] if position % 2 else [])):
            path = tmp_path / "news.sqlite3"
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            shutil.copy(sound, path)
            if damage(path, table, column, value):
                failed += failures(path, f"{table}.{column} = {value}")
    assert failed == []


@pytest.mark.parametrize(
    "words",
    ["today", "threads --json", "show pact", "search pact", "why pact", "coverage pact", "agenda", "feeds", "doctor"],
)
def test_commands_name_the_damage_and_the_way_back(sound: Path, place: Path, run, words: str) -> None:
    for table, column, value in (
        ("articles", "title", "x'ff00'"),
        ("articles", "published", str(2**62)),
        ("threads", "first", "NULL"),
        ("threads", "article_count", "-7"),
        ("threads", "publishers", "'[1'"),
        ("feeds", "last_try", "'never'"),
        ("feeds", "title", "CAST(x'ff41' AS TEXT)"),
    ):
        for suffix in ("", "-wal", "-shm"):
            (place / f"news.sqlite3{suffix}").unlink(missing_ok=True)
        shutil.copy(sound, place / "news.sqlite3")
        assert damage(place / "news.sqlite3", table, column, value)
        result = run(*words.split())
        assert result.exception is None or isinstance(result.exception, SystemExit), (words, table, column)
        if result.exit_code or words == "doctor":
            assert result.exit_code in (1, 3)  # 3: what can be read is printed
            assert "is damaged" in result.output and "briefing restore FILE" in result.output, (table, column)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"threads_outdated ON", b"threads_outdat\xff\xfe ON"),
        (b"CREATE TABLE threads", b"CREATE TABLE thr\xe4ads"),
        (b" WHERE ", b" W\x8cERE "),
    ],
)
def test_a_schema_that_is_no_utf8_is_damage_with_a_way_back(
    sound: Path, place: Path, run, old: bytes, new: bytes
) -> None:
    store, backup = place / "news.sqlite3", place / "sound.db"
    shutil.copy(sound, backup)
    content = sound.read_bytes()
    assert old in content and len(old) == len(new)
    store.write_bytes(content.replace(old, new))
    for command in ("today", "follow 1", "doctor", "refresh", "backup copy.db"):
        result = run(*command.split())
        assert result.exit_code == 1 and isinstance(result.exception, SystemExit), command
        assert "is damaged" in result.output and "briefing restore FILE" in result.output, command
    assert run("restore", store, "--store", place / "other.db", "--yes").exit_code == 1
    assert run("restore", backup, "--yes").exit_code == 0
    assert run("today").exit_code == 0
