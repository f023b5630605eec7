from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import NOW, article, filled, save

from briefing.errors import StoreError
from briefing.store.database import migrations
from briefing.store.store import Store

STEP = """-- A step of the future.
CREATE TABLE moods (thread TEXT PRIMARY KEY, mood TEXT NOT NULL);
CREATE TRIGGER mooded AFTER INSERT ON moods BEGIN DELETE FROM moods WHERE mood = 'none; at all'; END;
INSERT INTO moods SELECT id, 'calm' FROM threads;
"""


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    folder = tmp_path / "steps"
    shutil.copytree(migrations.FOLDER, folder)
    (folder / f"{migrations.VERSION + 1:04}_moods.sql").write_text(STEP, "utf-8")
    return folder


def test_the_newest_migration_is_the_version(path: Path) -> None:
    assert list(migrations.scripts()) == list(range(1, migrations.VERSION + 1))
    assert len(migrations.scripts()) == len(list(migrations.FOLDER.glob("*.sql"))), "two files have one number"
    Store.open(path).close()
    assert ask(path, "PRAGMA user_version") == [(migrations.VERSION,)]
    assert ask(path, "PRAGMA application_id") == [(migrations.APPLICATION_ID,)]
    assert ask(path, "PRAGMA journal_mode") == [("wal",)]


def test_no_two_migrations_have_one_number() -> None:
    assert len(list(migrations.FOLDER.glob("*.sql"))) == len(migrations.scripts()) == migrations.VERSION


def test_a_new_store_makes_its_folder_and_no_back_up(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "briefing.sqlite3"
    Store.open(path).close()
    assert not list(path.parent.glob("*.bak"))


def test_an_older_store_is_backed_up_and_brought_up_to_date(store: Store, steps: Path) -> None:
    filled(store, {"t1": {"s1": [article(1)]}})
    store.close()
    migrations.prepare(store.path, folder=steps, version=migrations.VERSION + 1)
    assert ask(store.path, "SELECT * FROM moods") == [("t1", "calm")]
    backup = store.path.with_name(f"{store.path.name}.v{migrations.VERSION}.bak")
    assert ask(backup, "PRAGMA user_version") == [(migrations.VERSION,)]
    with Store.open(backup) as old:
        assert len(old.threads.rows(NOW, NOW, all_time=True)) == 1


def test_several_steps_make_one_back_up_of_the_store_as_it_was(path: Path) -> None:
    migrations.prepare(path, version=3)
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO threads (n, id, title) VALUES (1, 't1', 'Ferry')")
        db.commit()
    migrations.prepare(path)
    assert [backup.name for backup in path.parent.glob("*.bak")] == [f"{path.name}.v3.bak"]
    assert ask(path.with_name(f"{path.name}.v3.bak"), "PRAGMA user_version") == [(3,)]
    assert ask(path, "SELECT id, title, given_title FROM threads") == [("t1", "Ferry", "")]


def test_an_old_store_stays_as_it_is_if_the_last_of_several_steps_fails(path: Path, steps: Path) -> None:
    migrations.prepare(path, version=3)
    step = next(steps.glob("*_moods.sql"))
    step.write_text("INSERT INTO nowhere VALUES (1);\n", "utf-8")
    with pytest.raises(StoreError, match="nowhere"):
        migrations.prepare(path, folder=steps, version=migrations.VERSION + 1)
    assert ask(path, "PRAGMA user_version") == [(3,)]
    assert ask(path, "SELECT name FROM sqlite_master WHERE name = 'affairs'") == []


def test_a_step_that_fails_changes_nothing(store: Store, steps: Path) -> None:
    save(store, article(1))
    store.close()
    step = next(steps.glob("*_moods.sql"))
    step.write_text(STEP + "INSERT INTO nowhere VALUES (1);\n", "utf-8")
    with pytest.raises(StoreError, match="nowhere"):
        migrations.prepare(store.path, folder=steps, version=migrations.VERSION + 1)
    with Store.open(store.path) as again:
        assert again.articles.ungrouped() == [article(1)]
    assert ask(store.path, "SELECT name FROM sqlite_master WHERE name = 'moods'") == []


def test_a_newer_store_is_refused_and_left_alone(store: Store) -> None:
    store.close()
    with closing(sqlite3.connect(store.path)) as db:
        db.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match=r"newer briefing") as caught:
        Store.open(store.path)
    assert "update briefing" in caught.value.hint
    assert store.path.read_bytes() == before


def test_what_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_bytes(b"Dear diary, " * 500)
    with pytest.raises(StoreError, match="damaged") as caught:
        Store.open(path)
    assert str(path) in str(caught.value) and "backup" in caught.value.hint
    assert path.read_bytes() == b"Dear diary, " * 500


def test_the_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)
    assert path.read_bytes() == before


def test_damage_inside_is_reported(store: Store) -> None:
    filled(store, {f"t{n}": {f"s{n}": [article(n, text="word " * 400)]} for n in range(40)})
    store.close()
    content = bytearray(store.path.read_bytes())
    content[4096:] = bytes(byte ^ 0x5A for byte in content[4096:])
    store.path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), Store.open(store.path) as damaged:
        damaged.threads.rows(NOW, NOW, all_time=True)


def test_a_back_up_can_be_made_while_the_store_is_open(store: Store, tmp_path: Path) -> None:
    filled(store, {"t1": {"s1": [article(1)]}})
    store.backup(tmp_path / "copy")
    save(store, article(2))
    with Store.open(tmp_path / "copy") as copy:
        assert [row.id for row in copy.threads.rows(NOW, NOW, all_time=True)] == ["t1"]
        assert copy.articles.ungrouped() == []
    with pytest.raises(StoreError, match=r"^the backup .*nowhere/copy cannot be written: No such file or directory$"):
        store.backup(tmp_path / "nowhere" / "copy")


@pytest.mark.parametrize("version", [1, migrations.VERSION - 1])
def test_a_store_whose_version_is_not_that_of_its_tables_is_damaged(store: Store, version: int) -> None:
    save(store, article(1))
    store.close()
    with closing(sqlite3.connect(store.path)) as db:
        db.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(StoreError, match=f"it is damaged: it says version {version}, but its tables") as caught:
        Store.open(store.path)
    assert "briefing restore" in caught.value.hint
    assert ask(store.path, "SELECT COUNT(*) FROM articles") == [(1,)]
