"""Temporary copies that a killed migration left beside the store."""

import os
import time
from pathlib import Path

from briefing.store.database.migrations import prepare

HOUR = 3600


def make(path: Path, hours: float) -> Path:
    path.write_bytes(b"half a store")
    changed = time.time() - hours * HOUR
    os.utime(path, (changed, changed))
    return path


def test_the_next_start_removes_what_a_killed_migration_left(tmp_path):
    store = tmp_path / "news.sqlite3"
    prepare(store)
    left = tmp_path / ".news.sqlite3.v10.bak.0123456789ab.tmp"
    files = [make(tmp_path / f"{left.name}{suffix}", 2) for suffix in ("", "-wal", "-shm", "-journal")]
    prepare(store)
    assert not [file for file in files if file.exists()]


def test_a_long_name_of_a_store_is_cut_in_the_names_of_its_temporary_files(tmp_path):
    store = tmp_path / ("n" * 50)
    prepare(store)
    left = make(tmp_path / f".{'n' * 40}.0123456789ab.tmp", 2)
    prepare(store)
    assert not left.exists()


def test_copies_in_progress_and_files_of_others_stay(tmp_path):
    store = tmp_path / "news.sqlite3"
    prepare(store)
    young = make(tmp_path / ".news.sqlite3.v10.bak.0123456789ab.tmp", 0.1)
    names = (
        "news.sqlite3.v10.bak",
        ".news.sqlite3.v10.bak.tmp",
        ".news.sqlite3.v10.bak.0123456789ab.tmp-old",
        ".other.sqlite3.v10.bak.0123456789ab.tmp",
        ".news.sqlite3.v10.bak.0123456789zz.tmp",
    )
    strangers = [make(tmp_path / name, 48) for name in names]
    linked = tmp_path / ".news.sqlite3.v9.bak.0123456789ab.tmp"
    linked.symlink_to(strangers[0])
    prepare(store)
    assert all(file.exists() for file in (young, linked, *strangers))
