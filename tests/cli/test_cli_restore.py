"""`briefing restore`: a checked backup takes the place of the store, which is moved away and never deleted."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from filled_store import NOW

from briefing.store import restoring
from briefing.store.database import migrations
from briefing.store.store import Store

SUFFIXES = ("", "-wal", "-shm", "-journal")
OLD_STORE = Path(__file__).parents[1] / "store" / "store_of_version_0_1_0.sqlite3.gz"


@pytest.fixture
def saved(filled, run):
    """A folder with a store and its backup; the store was changed since."""
    assert run("backup", filled / "good.db").exit_code == 0
    assert run("follow", "quake").exit_code == 0
    return filled


def files(folder):
    """All files of a store's folder but locks, with their bytes."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file() and file.suffix != ".lock"}


def followed(run, *words):
    result = run("threads", "--query", "is:followed", *words)
    assert result.exit_code == 0, result.stderr
    return "Quake" in result.stdout


def leave_log(folder):
    """Leave a store with a -wal file beside it, as a killed process does."""
    store = folder / "news.sqlite3"
    with Store.open(store) as writer:
        writer.marks.set_followed("t01ac7", True, NOW)
        for suffix in SUFFIXES[:3]:
            shutil.copy(f"{store}{suffix}", f"{folder / 'killed'}{suffix}")
    for suffix in SUFFIXES[:3]:
        (folder / f"killed{suffix}").replace(f"{store}{suffix}")
    assert (folder / "news.sqlite3-wal").stat().st_size


def test_a_backup_takes_the_place_of_the_store(saved, run):
    assert followed(run)
    good = (saved / "good.db").read_bytes()
    result = run("restore", saved / "good.db", "--yes")
    assert result.exit_code == 0, result.stderr
    former = saved / "news.sqlite3.20241216-184000.old"
    assert result.stdout == (
        f"Restored {saved / 'news.sqlite3'} from {saved / 'good.db'}: 4 articles, the newest of 18:00.\n"
        f"The store as it was before is {former}.\n"
    )
    assert not followed(run)
    assert followed(run, "--store", former), "the former store is whole"
    assert (saved / "good.db").read_bytes() == good
    assert not list(saved.glob(".*.tmp*"))
    assert run("restore", former, "--yes").exit_code == 0, "and can be restored itself"
    assert followed(run)
    assert (saved / "news.sqlite3.20241216-184000-2.old").exists(), "a second one has another name"


@pytest.mark.parametrize("damage", ["none", "head", "pages", "empty", "text", "short"])
def test_a_log_that_a_killed_process_left_does_not_reach_the_backup(saved, run, damage):
    leave_log(saved)
    store = saved / "news.sqlite3"
    sound = store.read_bytes()
    store.write_bytes(
        {
            "none": sound,
            "head": bytes(4096) + sound[4096:],
            "pages": sound[: 8 * 4096] + bytes(len(sound) - 8 * 4096),
            "empty": b"",
            "text": b"Dear diary, " * 400,
            "short": sound[: len(sound) // 2 + 7],
        }[damage]
    )
    log = (saved / "news.sqlite3-wal").read_bytes()
    result = run("restore", saved / "good.db", "--yes")
    assert result.exit_code == 0, result.stderr
    former = saved / "news.sqlite3.20241216-184000.old"
    assert former.exists()
    assert Path(f"{former}-wal").read_bytes() == log, "kept, also where SQLite would delete it"
    with Store.open(store) as restored, Store.open(saved / "good.db") as good:
        assert restored.check() == []
        assert [row.id for row in restored.threads.rows(NOW, NOW, all_time=True)] == [
            row.id for row in good.threads.rows(NOW, NOW, all_time=True)
        ]
    assert not followed(run)


@pytest.mark.parametrize("content", [b"", b"garbage " * 1000, bytes(32), bytes(70000)])
def test_files_beside_the_store_that_mean_nothing_are_moved_too(saved, run, content):
    for suffix in SUFFIXES[1:]:
        Path(f"{saved / 'news.sqlite3'}{suffix}").write_bytes(content)
    assert run("restore", saved / "good.db", "--yes").exit_code == 0
    former = saved / "news.sqlite3.20241216-184000.old"
    assert all(Path(f"{former}{suffix}").read_bytes() == content for suffix in SUFFIXES[1:])
    assert not followed(run)


def test_without_a_store_only_its_left_over_files_are_moved(saved, run):
    leave_log(saved)
    (saved / "news.sqlite3").unlink()
    assert run("restore", saved / "good.db", "--yes").exit_code == 0
    assert (saved / "news.sqlite3.20241216-184000.old-wal").exists()
    assert not followed(run)
    fresh = saved / "new" / "folder" / "news.sqlite3"
    result = run("restore", saved / "good.db", "--yes", "--store", fresh)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)
    assert sorted(file.name for file in fresh.parent.iterdir() if file.suffix != ".lock") == ["news.sqlite3"]


def make_unusable(name, folder):
    """Make a file that is no backup; returns its path."""
    path, good = folder / name, folder / "good.db"
    shutil.copy(good, path)
    statements = {
        "newer": "PRAGMA user_version = 99",
        "negative": "PRAGMA user_version = -3",
        "unnumbered": "PRAGMA user_version = 0",
        "foreign": "PRAGMA application_id = 7",
        "no-table": "DROP TABLE marks",
        "no-column": "ALTER TABLE marks DROP COLUMN read",
        "no-index": "DROP INDEX threads_last_news",
        "trigger": "CREATE TRIGGER t AFTER INSERT ON marks BEGIN DELETE FROM marks; END",
        "references": "UPDATE stories SET thread = 999",
    }
    if name in statements:
        with closing(sqlite3.connect(path)) as db:
            db.execute(statements[name])
            db.commit()
    elif name == "no-tables":
        path.unlink()
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 0")
            db.execute("VACUUM")
    else:
        sound = good.read_bytes()
        path.write_bytes(
            {"empty": b"", "text": b"Dear diary, " * 400, "short": sound[:9000], "pages": sound[:-24576]}[name]
        )
    return path


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("newer", "update briefing, or name another backup"),
        ("negative", "damaged: it has tables, but the version -3"),
        ("unnumbered", "damaged: it has tables, but the version 0"),
        ("foreign", "another program\nname another backup"),
        ("no-table", "the table marks is missing"),
        ("no-column", "the column marks.read is missing"),
        ("no-index", "the index threads_last_news is missing"),
        ("trigger", "the trigger t is unknown"),
        ("references", "refer to missing rows"),
        ("no-tables", ""),
        ("empty", "is empty"),
        ("text", "is no store"),
        ("short", "damaged"),
        ("pages", "damaged"),
    ],
)
def test_what_is_no_sound_backup_changes_nothing(saved, run, name, words):
    path = make_unusable(name, saved)
    before = files(saved)
    result = run("restore", path, "--yes")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 2), result.stderr
    assert words in result.stderr and str(path) in result.stderr
    assert files(saved) == before
    assert followed(run)


def test_files_that_cannot_be_a_backup(saved, run):
    (saved / "link").symlink_to(saved / "news.sqlite3")
    for path in (saved / "news.sqlite3", saved / "link"):
        result = run("restore", path, "--yes")
        assert (result.exit_code, "the store itself" in result.stderr) == (1, True)
    for path in (saved, saved / "nowhere", ""):
        assert run("restore", path, "--yes").exit_code == 2
    if hasattr(os, "mkfifo"):
        os.mkfifo(saved / "pipe")
        assert run("restore", saved / "pipe", "--yes").exit_code == 1
    assert followed(run)


def test_a_store_in_use_is_not_replaced(saved, run):
    before = (saved / "good.db").read_bytes()
    with Store.open(saved / "news.sqlite3") as store:
        assert store.articles.ungrouped() == []
        opened = run("restore", saved / "good.db", "--yes")
        with store.refresh_lock():
            refreshing = run("restore", saved / "good.db", "--yes")
        with store.delivery_lock(0.0):
            delivering = run("restore", saved / "good.db", "--yes")
        store.marks.set_followed("t01ac7", True, NOW)
    for result, user in ((opened, "another briefing"), (refreshing, "a refresh"), (delivering, "a digest")):
        assert (result.exit_code, f"in use by {user}" in result.stderr) == (1, True)
        assert "close the reader" in result.stderr
    assert not list(saved.glob("*.old*")) and (saved / "good.db").read_bytes() == before
    assert followed(run)
    assert run("restore", saved / "good.db", "--yes").exit_code == 0


def test_a_reader_in_another_process_is_noticed(saved, run):
    code = "import sys; from briefing.store.store import Store; from pathlib import Path\n"
    code += "store = Store.open(Path(sys.argv[1])); print(len(store.feeds.states()), flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(saved / "news.sqlite3")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout.readline().strip() == "2"
        assert "in use" in run("restore", saved / "good.db", "--yes").stderr
        reader.communicate("")
    assert run("restore", saved / "good.db", "--yes").exit_code == 0


def test_it_asks_and_takes_no_for_an_answer(saved, run, monkeypatch):
    before = files(saved)
    unasked = run("restore", saved / "good.db")
    assert (unasked.exit_code, "--yes" in unasked.stderr) == (2, True)
    monkeypatch.setattr("briefing.cli.backups.can_ask_user", lambda: True)
    from click.testing import CliRunner

    from briefing.cli import root

    refused = CliRunner().invoke(root, ["restore", str(saved / "good.db")], input="n\n")
    assert refused.exit_code == 1 and "4 articles" in refused.stdout
    assert files(saved) == before
    assert CliRunner().invoke(root, ["restore", str(saved / "good.db")], input="y\n").exit_code == 0
    assert not followed(run)


def test_an_older_backup_is_migrated(saved, run):
    import gzip

    old = saved / "old.db"
    old.write_bytes(gzip.decompress(OLD_STORE.read_bytes()))
    before = old.read_bytes()
    result = run("restore", old, "--yes")
    assert result.exit_code == 0, result.stderr
    assert old.read_bytes() == before
    with closing(sqlite3.connect(saved / "news.sqlite3")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
    with Store.open(saved / "news.sqlite3") as store:
        assert store.check() == []
        assert store.threads.rows(NOW, NOW, all_time=True)
    assert not list(saved.glob("*.bak")) and not list(saved.glob(".*.tmp*"))


def test_a_backup_with_a_log_of_its_own_is_read_with_it(saved, run):
    leave_log(saved)
    for suffix in SUFFIXES[:2]:
        shutil.copy(f"{saved / 'news.sqlite3'}{suffix}", f"{saved / 'copied.db'}{suffix}")
    assert run("restore", saved / "copied.db", "--yes").exit_code == 0
    assert len(run("threads", "--query", "is:followed", "--json").stdout.split('"id"')) >= 3


@pytest.mark.parametrize("step", ["copy", "move", "replace"])
def test_a_disk_that_is_full_changes_nothing(saved, run, monkeypatch, step):
    leave_log(saved)
    before = files(saved)

    def fail(*_):
        raise OSError(28, "No space left on device")

    target = {
        "copy": (restoring, "copy_unused_store"),
        "move": (restoring, "_link_or_copy"),
        "replace": (Path, "replace"),
    }[step]
    with monkeypatch.context() as patch:
        patch.setattr(*target, fail)
        result = run("restore", saved / "good.db", "--yes")
    assert (result.exit_code, "the disk is full" in result.stderr) == (1, True), result.stderr
    after = files(saved)
    assert after.keys() == before.keys()
    assert followed(run)


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_the_restored_store_has_the_mode_of_the_former_one(saved, run, mode):
    (saved / "news.sqlite3").chmod(mode)
    assert run("restore", saved / "good.db", "--yes").exit_code == 0
    assert (saved / "news.sqlite3").stat().st_mode & 0o777 == mode


def test_a_store_that_is_a_link_stays_one(saved, run):
    (saved / "disk").mkdir()
    (saved / "news.sqlite3").rename(saved / "disk" / "real.db")
    (saved / "news.sqlite3").symlink_to(saved / "disk" / "real.db")
    assert run("restore", saved / "good.db", "--yes").exit_code == 0
    assert (saved / "news.sqlite3").is_symlink()
    assert (saved / "disk" / "real.db.20241216-184000.old").exists()
    assert not followed(run)
