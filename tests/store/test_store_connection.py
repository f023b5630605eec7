from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import FEED, NOW, article, filled, save

from briefing.errors import StoreError
from briefing.model.feeds import FeedState
from briefing.store.database import migrations
from briefing.store.database.connection import UNWRITABLE_CODES, Connections, store_error
from briefing.store.store import Store

HAMMER = Path(__file__).with_name("store_hammer.py")


@pytest.fixture
def connections(path: Path) -> Iterator[Connections]:
    """The connections of the fixture `store`."""
    migrations.prepare(path)
    opened = Connections(path)
    yield opened
    opened.close()


@pytest.fixture
def store(connections: Connections) -> Store:
    return Store(connections)


def open_files(path: Path) -> int:
    """How many descriptors of this process are open on the file."""
    return sum(Path(link).resolve() == path.resolve() for link in Path("/proc/self/fd").iterdir() if link.exists())


def hammer(path: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, str(HAMMER), str(path), *words], stdout=subprocess.PIPE, text=True)


def test_a_full_disk_is_reported_and_harms_nothing(store: Store, connections: Connections) -> None:
    save(store, article(1))
    with connections.reading() as db:
        db.execute("PRAGMA max_page_count = 1")  # the file may not grow any further, as on a full disk
    with pytest.raises(StoreError, match="disk is full") as caught:
        save(store, *(article(n, text="word " * 2000) for n in range(2, 60)))
    assert str(store.path) in str(caught.value) and "free some space" in caught.value.hint
    assert store.articles.ungrouped() == [article(1)]
    with connections.reading() as db:
        db.execute("PRAGMA max_page_count = 1000000")
    assert save(store, article(2)) == 1


@pytest.mark.parametrize("code", UNWRITABLE_CODES)
def test_naming_the_cause_of_a_failed_write_loses_no_later_change(store: Store, code: int) -> None:
    save(store, article(1))
    error = sqlite3.OperationalError("some words of SQLite")
    error.sqlite_errorcode = code
    assert str(store.path) in str(store_error(error, store.path))
    other = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); "
        "db.execute('UPDATE articles SET author = ?', ('Other process',)); db.commit(); db.close()"
    )
    subprocess.run([sys.executable, "-c", other, str(store.path)], check=True, timeout=60)
    assert save(store, article(2)) == 1
    count = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('SELECT COUNT(*) FROM articles'))"
    read = subprocess.run([sys.executable, "-c", count, str(store.path)], capture_output=True, text=True, timeout=60)
    assert read.stdout == "(2,)\n", "another process sees what was stored after the failure"


def test_a_store_that_may_only_be_read_can_be_read(store: Store, connections: Connections) -> None:
    filled(store, {"t1": {"s1": [article(1)]}})
    with connections.reading() as db:
        db.execute("PRAGMA query_only = ON")
    assert len(store.threads.rows(NOW, NOW, all_time=True)) == 1
    with pytest.raises(StoreError, match="only be read") as caught:
        store.marks.set_followed("t1", True, NOW)
    assert "writable" in caught.value.hint


def test_a_store_that_another_program_keeps_locked_is_reported(store: Store) -> None:
    impatient = Store(Connections(store.path, timeout=0.05))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="keeps it locked"):
            save(impatient, article(1))
        assert impatient.threads.rows(NOW, NOW, all_time=True) == [], "reading always works"
        other.execute("ROLLBACK")
    assert save(impatient, article(1)) == 1
    impatient.close()


def test_a_place_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "store", tmp_path):
        with pytest.raises(StoreError, match=str(path.parent if path != tmp_path else path)) as caught:
            Store.open(path)
        assert "--store" in caught.value.hint


def test_an_error_without_a_code_is_passed_on_in_its_own_words() -> None:
    assert "something odd" in str(store_error(sqlite3.ProgrammingError("something odd"), Path("store")))


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.articles.ungrouped()


def test_only_one_may_refresh(store: Store) -> None:
    with store.refresh_lock() as mine:
        assert mine
        with store.refresh_lock() as again:
            assert not again
        other = hammer(store.path, "lock")
        assert other.communicate(timeout=60)[0].strip() == "False"
    with store.refresh_lock() as mine:
        assert mine


def test_a_killed_refresh_leaves_no_lock(store: Store) -> None:
    holder = hammer(store.path, "hold")
    assert holder.stdout is not None and holder.stdout.readline().strip() == "True"
    with store.refresh_lock() as mine:
        assert not mine
    holder.kill()
    holder.communicate()
    with store.refresh_lock() as mine:
        assert mine


def test_a_lock_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    store = Store(Connections(tmp_path / "nowhere" / "store"))
    with pytest.raises(StoreError, match="nowhere"), store.refresh_lock():
        pass


def test_several_workers_read_and_write_at_once(store: Store) -> None:
    failures: list[BaseException] = []

    def work(worker: int) -> None:
        try:
            feed = f"{FEED}/{worker}"
            for n in range(15):
                mine = article(1000 * worker + n, feed=feed)
                assert store.feeds.save(FeedState(feed), [mine]) == 1
                assert mine in store.articles.ungrouped()
        except BaseException as failure:  # reported by the test itself
            failures.append(failure)

    workers = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert len(store.articles.ungrouped()) == 60
    assert open_files(store.path) <= 5
    store.threads.rows(NOW, NOW)
    fresh = threading.Thread(target=store.articles.ungrouped)
    fresh.start()
    fresh.join()
    assert open_files(store.path) <= 2, "the connections of workers that ended are closed"


def test_what_is_read_inside_one_view_does_not_change(store: Store, connections: Connections) -> None:
    save(store, article(1))
    with connections.reading():
        assert len(store.articles.ungrouped()) == 1
        writer = threading.Thread(target=save, args=(store, article(2)))
        writer.start()
        writer.join()
        assert len(store.articles.ungrouped()) == 1
    assert len(store.articles.ungrouped()) == 2


def test_two_processes_write_and_read_without_a_locked_database(path: Path) -> None:
    both = [hammer(path, "loop", name, "20") for name in ("cron", "tui")]  # they also race to make the store
    for process in both:
        lines = process.communicate(timeout=120)[0].splitlines()
        assert process.returncode == 0
        assert len(lines) == 40, "every write of both, whoever has to wait for whom"
    with Store.open(path) as store:
        assert store.check() == []
        assert store.articles.ungrouped() == []


@pytest.mark.parametrize("seconds", [0.03, 0.11, 0.24, 0.4])
def test_kill_9_loses_nothing_that_was_committed(path: Path, seconds: float) -> None:
    process = hammer(path, "loop", "kill", "100000")
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    reports = [line.split() for line in (first + process.communicate()[0]).splitlines() if line.endswith(" .")]
    saved, grouped = ({id for verb, id, _ in reports if verb == wanted} for wanted in ("saved", "grouped"))
    assert saved
    with Store.open(path) as store:
        assert store.check() == []
        threads = [row.id for row in store.threads.rows(NOW, NOW, all_time=True)]
        kept = {one.id for thread in threads for story in store.threads.stories_of(thread) for one in story.articles}
        assert grouped <= kept
        assert saved <= kept | {one.id for one in store.articles.ungrouped()}
        with store.refresh_lock() as mine:
            assert mine
        assert save(store, article(10**9)) == 1


def test_a_close_interrupts_what_other_workers_read_before_it_closes_their_connections(
    connections: Connections,
) -> None:
    started, errors = threading.Event(), []

    def read() -> None:
        try:
            with connections.reading() as db:
                started.set()
                for _ in range(1000):
                    db.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT MAX(x) FROM n")
        except StoreError as error:
            errors.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    assert started.wait(10)
    time.sleep(0.2)  # the query has no end
    connections.close()
    reader.join(10)
    assert not reader.is_alive()
    assert len(errors) == 1


def test_a_close_leaves_a_connection_that_is_read_without_a_query(connections: Connections, monkeypatch) -> None:
    monkeypatch.setattr("briefing.store.database.connection.CLOSE_TIMEOUT", 0.1)
    started, ended, values = threading.Event(), threading.Event(), []

    def read() -> None:
        with connections.reading() as db:
            started.set()
            assert ended.wait(10)
            values.append(db.execute("SELECT 1").fetchone()[0])

    reader = threading.Thread(target=read)
    reader.start()
    assert started.wait(10)
    connections.close()
    ended.set()
    reader.join(10)
    assert values == [1]
