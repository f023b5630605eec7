"""Backups are complete or not made; a store that cannot be written is read with its write-ahead log."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import NOW, article, filled, save

from briefing.errors import StoreError
from briefing.model.coverage import ThreadText
from briefing.model.threads import Summary
from briefing.store.database import connection, migrations, store_copies
from briefing.store.restoring import restoring
from briefing.store.store import Store
from briefing.system_errors import os_error_cause


def unwritable(path: Path, **_: object) -> None:
    """As `migrations.prepare` fails where nothing can be written."""
    cause = sqlite3.OperationalError("attempt to write a readonly database")
    cause.sqlite_errorcode = sqlite3.SQLITE_READONLY
    raise StoreError(f"the store {path} cannot be used: it may only be read") from cause


@pytest.fixture
def killed(store: Store, tmp_path: Path) -> Path:
    """A store whose last writer was killed: the star and the second article are in its -wal file only."""
    filled(store, {"t1": {"s1": [article(1)]}})
    store.close()
    with Store.open(store.path) as writer:
        save(writer, article(2))
        writer.marks.set_followed("t1", True, NOW)
        folder = tmp_path / "killed"
        folder.mkdir()
        for suffix in ("", "-wal", "-shm"):
            shutil.copy(f"{store.path}{suffix}", folder / f"news{suffix}")
    assert (folder / "news-wal").stat().st_size
    return folder / "news"


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_store_that_cannot_be_written_is_read_with_its_log(killed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: (killed.parent / name).read_bytes() for name in names(killed.parent)}
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "prepare", unwritable)
        with Store.open(killed) as store:
            assert store.read_only
            assert [row.followed for row in store.threads.rows(NOW, NOW, all_time=True)] == [True]
            assert store.articles.ungrouped() == [article(2)]
            with pytest.raises(StoreError, match="only be read"):
                store.marks.set_followed("t1", False, NOW)
            store.backup(killed.with_name("copy"))
    assert {name: (killed.parent / name).read_bytes() for name in before} == before, "nothing is written beside it"
    with Store.open(killed.with_name("copy")) as copy:
        assert copy.articles.ungrouped() == [article(2)]
        assert [row.followed for row in copy.threads.rows(NOW, NOW, all_time=True)] == [True]


def test_an_older_store_that_cannot_be_written_is_refused_with_both_causes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations.prepare(path, version=9)
    monkeypatch.setattr(migrations, "prepare", unwritable)
    with pytest.raises(StoreError, match=r"older version 9 and cannot be brought up to date: it may only be read"):
        Store.open(path)


def test_the_temporary_copy_is_private_and_goes_when_the_store_is_closed(
    killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setattr(migrations, "prepare", unwritable)
    with Store.open(killed) as store:
        assert store.articles.ungrouped() == [article(2)]
        (folder,) = temporary.iterdir()
        assert folder.stat().st_mode & 0o077 == 0
        assert names(folder) == ["news"]
    assert names(temporary) == []


@pytest.mark.parametrize("cause", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_log_that_cannot_be_read_is_named(killed: Path, monkeypatch: pytest.MonkeyPatch, cause: int) -> None:
    def fail(*_: object) -> None:
        raise OSError(cause, os.strerror(cause))

    monkeypatch.setattr(migrations, "prepare", unwritable)
    monkeypatch.setattr(store_copies, "create_if_missing", fail)
    with pytest.raises(StoreError, match="newest changes") as caught:
        Store.open(killed)
    assert caught.value.hint.endswith(". Check the folder of temporary files (TMPDIR) as well; nothing is lost")
    assert ("the disk is full" in str(caught.value)) == (cause == errno.ENOSPC)


def test_an_interrupted_transaction_of_another_journal_is_rolled_back(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, article(1))
    store.backup(tmp_path / "plain")  # a backup has no write-ahead log but a rollback journal
    with closing(sqlite3.connect(tmp_path / "plain", isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 1")
        db.execute("PRAGMA cache_spill = 1")
        db.execute("BEGIN")
        for n in range(2000):
            db.execute("INSERT INTO views VALUES (?, ?, 1)", (f"view {n}", "word " * 40))
        db.execute("UPDATE articles SET title = 'half written'")
        for suffix in ("", "-journal"):
            shutil.copy(f"{tmp_path / 'plain'}{suffix}", f"{tmp_path / 'hot'}{suffix}")
    assert (tmp_path / "hot-journal").stat().st_size
    monkeypatch.setattr(migrations, "prepare", unwritable)
    with Store.open(tmp_path / "hot") as hot:
        assert hot.articles.ungrouped() == [article(1)]
        assert hot.views.all() == []


def test_a_full_disk_is_called_full_whatever_sqlite_calls_it(
    store: Store, killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "is_disk_full", lambda folder: True)
    monkeypatch.setattr(migrations, "prepare", unwritable)
    with Store.open(killed) as full, pytest.raises(StoreError, match="the disk is full") as caught:
        full.marks.set_followed("t1", False, NOW)
    assert "free some space" in caught.value.hint
    for code in connection.UNWRITABLE_CODES:
        error = sqlite3.OperationalError("some words of SQLite")
        error.sqlite_errorcode = code
        assert "the disk is full" in str(connection.store_error(error, killed))


def test_a_backup_takes_no_name_of_a_stranger_and_leaves_no_file(store: Store, tmp_path: Path) -> None:
    save(store, article(1))
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in ("copy.part", "copy.part-journal", "copy-journal", "copy.tmp"):
        (folder / name).write_text("of a stranger")
    before = names(folder)
    store.backup(folder / "copy")
    assert names(folder) == sorted([*before, "copy"])
    assert {(folder / name).read_text() for name in before} == {"of a stranger"}


@pytest.mark.parametrize(
    "failure",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        OSError(errno.EIO, "Input/output error"),
        KeyboardInterrupt(),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_backup_leaves_the_former_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, step: str
) -> None:
    save(store, article(1))
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "copy").write_text("the former backup")

    def fail(*_: object) -> None:
        raise failure

    with monkeypatch.context() as patch:
        patch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
        with pytest.raises((StoreError, KeyboardInterrupt)) as caught:
            store.backup(folder / "copy")
    if isinstance(failure, OSError):
        assert str(folder / "copy") in str(caught.value)
        assert os_error_cause(failure) in str(caught.value)
    assert names(folder) == ["copy"]
    assert (folder / "copy").read_text() == "the former backup"


def test_a_disk_that_fills_while_a_backup_is_copied(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, *(article(n, text="word " * 500) for n in range(40)))
    real = sqlite3.connect

    def full(path: Path, **options: object) -> sqlite3.Connection:
        db = real(path, **options)
        if str(path).endswith(".tmp"):
            db.execute("PRAGMA max_page_count = 5")
        return db

    monkeypatch.setattr(store_copies.sqlite3, "connect", full)
    with pytest.raises(StoreError, match=r"the backup .*copy cannot be written: the disk is full"):
        store.backup(tmp_path / "copy")
    assert not [name for name in names(tmp_path) if "copy" in name]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_a_backup_has_the_mode_of_the_store(store: Store, tmp_path: Path, mode: int) -> None:
    save(store, article(1))
    store.path.chmod(mode)
    (tmp_path / "old").touch()
    (tmp_path / "old").chmod(0o666)
    for name in ("new", "old"):
        store.backup(tmp_path / name)
        assert (tmp_path / name).stat().st_mode & 0o777 == mode


def test_a_damaged_store_replaces_no_backup(store: Store, tmp_path: Path) -> None:
    save(store, *(article(n, text="word " * 500) for n in range(40)))
    store.backup(tmp_path / "copy")
    sound = (tmp_path / "copy").read_bytes()
    store.close()
    damaged = bytearray(store.path.read_bytes())
    damaged[-6 * 4096 :] = bytes(6 * 4096)
    store.path.write_bytes(damaged)
    with Store.open(store.path) as again, pytest.raises(StoreError, match="damaged") as caught:
        again.backup(tmp_path / "copy")
    assert "briefing restore" in caught.value.hint
    assert (tmp_path / "copy").read_bytes() == sound


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE marks",
        "DROP TABLE article_index",
        "UPDATE articles SET published = -1e18",
        "UPDATE threads SET publishers = '{'",
    ],
)
def test_what_restore_would_refuse_replaces_no_backup(store: Store, tmp_path: Path, damage: str) -> None:
    filled(store, {"t1": {"s1": [article(1)]}})
    store.backup(tmp_path / "copy")
    sound = (tmp_path / "copy").read_bytes()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as db:
        db.execute(damage)
    with Store.open(store.path) as again, pytest.raises(StoreError, match="no backup was written"):
        again.backup(tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == sound


def test_a_damaged_summary_neither_stops_a_backup_nor_its_return(store: Store, tmp_path: Path) -> None:
    filled(store, {"t1": {"s1": [article(1)]}})
    store.thread_texts.save([ThreadText("t1", "Harbour", "", Summary(), (), {})])
    with closing(sqlite3.connect(store.path, isolation_level=None)) as db:
        assert db.execute("UPDATE thread_texts SET summary = '{'").rowcount == 1
    with Store.open(store.path) as again:
        assert "thread_texts.summary" in again.check()[0]
        again.backup(tmp_path / "copy")
    with restoring(tmp_path / "other.sqlite3", tmp_path / "copy", NOW) as content:
        assert content.article_count == 1


def test_a_backup_into_a_folder_or_onto_the_store_is_refused(store: Store, tmp_path: Path) -> None:
    save(store, article(1))
    (tmp_path / "link").symlink_to(store.path)
    (tmp_path / "hard").hardlink_to(store.path)
    for target in (store.path, tmp_path / "link", tmp_path / "hard"):
        with pytest.raises(StoreError, match="the store itself"):
            store.backup(target)
    with pytest.raises(StoreError, match="no file"):
        store.backup(tmp_path)
