"""Faults of what is stored, one test for each."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fault_site import NOW, FeedSite, Request, answer, item, rss

from briefing.cli import root
from briefing.config import load_config
from briefing.config.toml_editing import edit_config, with_feeds_added
from briefing.errors import FileError, StoreError
from briefing.model.feeds import Feed
from briefing.output.formatting import format_age, format_moment
from briefing.services import period_start
from briefing.services.front_pages import PageChoice
from briefing.store.database import migrations
from briefing.store.store import Store

KILL = Path(__file__).parents[2] / "benchmarks" / "kill.py"


def run(feed_site: FeedSite, *words: str) -> Result:
    """Run `briefing` on the store of a feed site."""
    config = feed_site.store.with_name("feeds.toml")
    settings = ["--store", str(feed_site.store), "--config", str(config), "--now", feed_site.clock.now().isoformat()]
    return CliRunner().invoke(root, [*words, *settings], prog_name="briefing")


def configure(feed_site: FeedSite, *urls: str) -> Path:
    """Write a configuration with these feeds."""
    config = feed_site.store.with_name("feeds.toml")
    config.write_text("\n".join(f'[[feeds]]\nurl = "{url}"\nname = "Sample {n}"\n' for n, url in enumerate(urls, 1)))
    return config


def test_f41_two_entries_with_one_guid(feed_site: FeedSite) -> None:
    body = rss(item(1, guid="same"), item(2, guid="same"))
    url = feed_site.route("feed", body)
    assert feed_site.refresh(url).articles == 2
    feed_site.route("feed", body + b"<!-- again -->")
    assert feed_site.refresh(url, hours=2).articles == 0
    assert len(feed_site.articles()) == 2


def test_f42_a_feed_whose_guids_all_change(feed_site: FeedSite) -> None:
    def issue(scheme: str, slash: str) -> bytes:
        links = [f"{scheme}://wire.example/news/{n}{slash}" for n in range(6)]
        return rss(*(item(n, guid=link, link=link) for n, link in enumerate(links)))

    url = feed_site.route("feed", issue("http", ""))
    assert feed_site.refresh(url).articles == 6
    known = {article.id for article in feed_site.articles()}
    for scheme, slash in (("https", ""), ("https", "/"), ("http", "/")):
        feed_site.route("feed", issue(scheme, slash))
        assert feed_site.refresh(url, hours=2).articles == 0
    assert {article.id for article in feed_site.articles()} == known


def test_f43_an_edited_entry(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", rss(item(1, "Live: harbour fire spreads"), item(2)))
    feed_site.refresh(url)
    with feed_site.services() as services:
        for row in services.reading.thread_rows():
            services.curation.mark_read(row.id)
    feed_site.route("feed", rss(item(1, "Live: harbour fire is out"), item(2)))
    report = feed_site.refresh(url, hours=2)
    assert (report.articles, report.threads) == (0, 1)
    (edited,) = [article for article in feed_site.articles() if "fire" in article.title]
    assert edited.title == "Live: harbour fire is out"
    with Store.open(feed_site.store) as store:
        assert [title for _, title, _ in store.articles.edits(edited.id)] == ["Live: harbour fire spreads"]
    with feed_site.services() as services:
        assert all(row.read for row in services.reading.thread_rows()), "an edit leaves a thread read"


def test_f44_an_entry_that_leaves_and_comes_back(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", rss(item(1), item(2)))
    feed_site.refresh(url)
    with feed_site.services() as services:
        for row in services.reading.thread_rows():
            services.curation.mark_read(row.id)
    feed_site.route("feed", rss(item(2)))
    feed_site.refresh(url, days=1)
    assert len(feed_site.articles()) == 2
    feed_site.route("feed", rss(item(1), item(2)))
    assert feed_site.refresh(url, days=1).articles == 0
    with feed_site.services() as services:
        assert all(row.read for row in services.reading.thread_rows())


def test_f45_one_article_in_three_feeds(feed_site: FeedSite) -> None:
    link = "https://wire.example/news/pact"
    items = [
        item(
            n,
            "Pact signed in Sampletown",
            link=f"{link}?utm_source={n}",
            description="The pact was signed in Sampletown.",
        )
        for n in range(3)
    ]
    feeds = [
        Feed(feed_site.route(f"feed{n}", rss(items[n])), name=f"Wire {n}", publisher="Sample Wire") for n in range(3)
    ]
    assert feed_site.refresh(*feeds).articles == 1
    assert feed_site.titles() == ["Pact signed in Sampletown"]
    with closing(sqlite3.connect(feed_site.store)) as db:
        assert db.execute("SELECT COUNT(DISTINCT feed) FROM feed_entries").fetchone() == (3,)
    with feed_site.services() as services:
        assert [row.publishers for row in services.reading.thread_rows()] == [("Sample Wire",)]


def test_f46_kill_9_and_f47_two_at_once() -> None:
    """The short form of benchmarks/kill.py: whole refreshes are killed, then two processes share a store."""
    done = subprocess.run(
        [sys.executable, str(KILL), "--kills", "2", "--seconds", "1", "--seed", str(os.getpid())],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("nothing was lost\n")


def test_f47_a_second_refresh_says_so_and_reading_works(feed_site: FeedSite) -> None:
    configure(feed_site, feed_site.route("feed", rss(item(1))))
    assert run(feed_site, "refresh").exit_code == 0
    with (
        Store.open(feed_site.store) as store,
        store.refresh_lock() as is_locked,
        closing(sqlite3.connect(feed_site.store)) as writer,
    ):
        assert is_locked
        writer.execute("BEGIN IMMEDIATE")
        second = run(feed_site, "refresh")
        assert (second.exit_code, second.stdout.startswith("Another refresh is running")) == (0, True)
        for command in ("threads", "feeds", "check", "search harbour"):
            result = run(feed_site, *command.split())
            assert result.exit_code == 0
            assert "locked" not in result.output


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
from briefing.cli import main
main()
"""


def limited(feed_site: FeedSite, size: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `briefing` where no file may grow beyond `size` bytes, as on a full disk or under a quota."""
    pytest.importorskip("resource")
    config = feed_site.store.with_name("feeds.toml")
    settings = ["--store", str(feed_site.store), "--config", str(config), "--now", feed_site.clock.now().isoformat()]
    command = [sys.executable, "-c", LIMITED, str(size), *words, *settings]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_f48_a_full_disk(feed_site: FeedSite) -> None:
    config = configure(feed_site, feed_site.route("feed", rss(item(1))))
    assert run(feed_site, "refresh").exit_code == 0
    feed_site.route("feed", rss(*(item(n, description=f"quay {n} " * 800) for n in range(2, 14))))
    feed_site.clock.set(NOW + timedelta(hours=2))
    full = limited(feed_site, 1 << 16, "refresh")
    assert full.returncode == 1
    assert f"briefing: the store {feed_site.store} cannot be used: " in full.stderr
    assert "Traceback" not in full.stderr
    for command in ("threads", "today"):
        reading = limited(feed_site, 0, command)
        assert (reading.returncode, "Harbour number 1" in reading.stdout) == (0, True), "what was stored can be read"
    before = config.read_bytes()
    refused = limited(feed_site, 0, "disable", "1")
    assert (refused.returncode, "cannot write" in refused.stderr) == (1, True)
    assert config.read_bytes() == before
    assert run(feed_site, "refresh", "--force").exit_code == 0, "the next one brings the rest"
    assert len(feed_site.articles()) == 13


def test_f48_a_read_only_folder(feed_site: FeedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(feed_site, feed_site.route("feed", rss(item(1))))
    assert run(feed_site, "refresh").exit_code == 0

    def refuse(path: Path) -> None:
        cause = sqlite3.OperationalError("attempt to write a readonly database")
        cause.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise StoreError(f"the store {path} cannot be used: it may only be read") from cause

    monkeypatch.setattr(migrations, "prepare", refuse)
    monkeypatch.setattr("briefing.cli.setup.terminal_session", lambda: "window 1")
    monkeypatch.setattr("briefing.cli.shared_steps.is_numbered_output", lambda: True)
    for command in ("today", "threads", "search harbour", "feeds"):
        result = run(feed_site, *command.split())
        assert result.exit_code == 0, command
        assert "could not be stored" in result.stderr or command not in ("today", "threads")
    refused = run(feed_site, "mute", "harbour")
    assert refused.exit_code == 1
    assert str(feed_site.store) in refused.stderr and "writable" in refused.stderr
    copy = feed_site.store.with_name("copy")
    assert run(feed_site, "backup", str(copy)).exit_code == 0
    monkeypatch.undo()
    with Store.open(copy) as store:
        assert not store.read_only and len(store.threads.rows(NOW, NOW, all_time=True)) == 1


def test_f49_a_damaged_or_newer_store(feed_site: FeedSite) -> None:
    configure(feed_site, feed_site.route("feed", rss(*map(item, range(40)))))
    assert run(feed_site, "refresh").exit_code == 0
    sound = feed_site.store.read_bytes()
    for damage, words in (
        (sound[:100] + bytes(byte ^ 0x5A for byte in sound[100:]), "damaged"),
        (sound[:60] + (99).to_bytes(4, "big") + sound[64:], "newer briefing"),
        (b"Dear diary, " * 400, "damaged"),
    ):
        feed_site.store.write_bytes(damage)
        for command in ("threads", "refresh"):
            result = run(feed_site, command)
            first, hint = result.stderr.splitlines()
            assert result.exit_code == 1
            assert words in first and str(feed_site.store) in first
            assert "move it" in hint or "update briefing" in hint
        assert feed_site.store.read_bytes() == damage, "never overwritten"


def test_f49_an_older_store_is_backed_up_before_it_is_changed(feed_site: FeedSite) -> None:
    with closing(sqlite3.connect(feed_site.store)) as db:
        db.executescript(migrations.scripts()[1].read_text("utf-8"))
        db.execute(
            "INSERT INTO feeds VALUES (?, ?, ?, '', '', 1, 2, 3, NULL, 0, '', '')",
            ("https://wire.example/feed", "Sample Wire", '"1"'),
        )
        db.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    state = feed_site.state("https://wire.example/feed")
    assert (state.title, state.etag, state.document_url) == ("Sample Wire", '"1"', "")
    assert (state.requested_interval, state.skip_hours, state.gone) == (timedelta(), frozenset(), False)
    with closing(sqlite3.connect(feed_site.store.with_name("news.sqlite3.v1.bak"))) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT title FROM feeds").fetchone() == ("Sample Wire",)


@pytest.mark.parametrize("back", [datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)])
def test_f50_a_clock_that_jumps_back(feed_site: FeedSite, back: datetime) -> None:
    url = feed_site.route("feed", rss(item(1), item(2)))
    feed_site.refresh(url)
    before = [article.id for article in feed_site.articles()]
    feed_site.clock.set(back)
    feed_site.route("feed", rss(item(1), item(2), item(3)))
    assert feed_site.refresh(url).articles == 1, "polled although the last time lies in the future"
    with feed_site.services(Feed(url)) as services:
        for row in services.reading.thread_rows():
            assert format_age(services.now(), row.last) == "now"
            assert row.first <= row.last
        assert services.pages.briefing(PageChoice(since=back - timedelta(days=1))).total == len(
            services.reading.thread_rows()
        )
    assert [article.id for article in feed_site.articles() if article.id in before] == before
    feed_site.clock.set(NOW + timedelta(hours=3))
    assert feed_site.refresh(url).failed == ()


def test_f38_the_day_when_the_clocks_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        evening = datetime(2026, 11, 2, 4, 30, tzinfo=UTC)  # 23:30 on the day of 25 hours
        assert period_start(evening) == datetime(2026, 11, 1, 4, 0, tzinfo=UTC), "local midnight, 24.5 hours before"
        first, second = datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
        assert format_moment(first, evening) == format_moment(second, evening) == "01:30"
        spring = datetime(2026, 3, 9, 3, 30, tzinfo=UTC)  # 23:30 on the day of 23 hours
        assert period_start(spring) == spring - timedelta(hours=24)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_f51_a_write_that_is_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "feeds.toml"
    old = '[[feeds]]\nurl = "https://wire.example/feed"\n'
    new = with_feeds_added(old, [Feed("https://gazette.example/feed")])
    for step in ("fsync", "replace"):
        path.write_text(old)

        def broken(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), broken)
            with pytest.raises(FileError, match=r"cannot write .*: the disk is full"):
                edit_config(path, lambda _: new)
        assert path.read_text() == old
        assert list(tmp_path.glob(".*.tmp")) == [], "no half file is left behind"
    edit_config(path, lambda _: new)
    assert len(load_config(path).feeds) == 2


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
def test_f59_interrupted_in_the_middle_of_a_refresh(feed_site: FeedSite, sent: signal.Signals) -> None:
    def slow(_: Request):
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        yield 600.0

    configure(feed_site, feed_site.route("feed", rss(item(1), item(2))), feed_site.route("slow", slow))
    settings = ["--store", str(feed_site.store), "--config", str(feed_site.store.with_name("feeds.toml"))]
    command = [sys.executable, "-m", "briefing", "refresh", *settings]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    limit = time.monotonic() + 60
    while not (feed_site.store.exists() and feed_site.requests_for("slow") and feed_site.articles()):
        assert time.monotonic() < limit and process.poll() is None, "the refresh never came to the slow feed"
        time.sleep(0.05)
    process.send_signal(sent)
    _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors
    assert process.returncode == (130 if sent is signal.SIGINT else -sent)
    assert len(feed_site.articles()) == 2, "finished feeds are saved"
    feed_site.route("slow", answer(body=rss(item(3))))
    assert run(feed_site, "refresh", "--force").exit_code == 0
    assert len(feed_site.articles()) == 3
