"""The reader refreshes in a process of its own, which does what a refresh here does and never outlives the reader."""

import logging
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from briefing.config import parse_config
from briefing.errors import BriefingError, StoreError
from briefing.model.fetching import Progress, RefreshReport
from briefing.services import Clock, Services
from briefing.store.store import Store

NOW = datetime(2024, 12, 17, 12, tzinfo=UTC)
RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Sample Wire</title>
<item><guid>w1</guid><title>Ferry rams pier in Talgarth</title>
<link>https://wire.example/1</link><pubDate>Mon, 16 Dec 2024 16:00:00 GMT</pubDate>
<description>A ferry rammed the pier of Talgarth on Monday. Nobody was hurt.</description>
</item>
<item><guid>w2</guid><title>Old bridge over the Orrel closes for repairs</title>
<link>https://wire.example/2</link><pubDate>Mon, 16 Dec 2024 15:00:00 GMT</pubDate>
<description>The old bridge over the Orrel closed on Monday for repairs that will last until June.</description>
</item>
</channel></rss>"""
LONGEST_WAIT = 60.0
"""Seconds within which a process ends that ends at once, however busy the machine is."""


class Server(ThreadingHTTPServer):
    """Answers with a feed, as long as `answers` is set; else the request waits."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.answers = threading.Event()
        self.answers.set()
        self.asked = threading.Event()


class Answer(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.set()
        self.server.answers.wait()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(RSS)))
        self.end_headers()
        self.wfile.write(RSS)

    def log_message(self, *_: object) -> None:
        pass

    def finish(self) -> None:
        with suppress(ConnectionError):  # who asked has ended
            super().finish()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as served:
        worker = threading.Thread(target=served.serve_forever, args=(0.01,))
        worker.start()
        yield served
        served.answers.set()
        served.shutdown()
        worker.join()


def feeds_of(server: Server) -> str:
    return f'[[feeds]]\nurl = "http://127.0.0.1:{server.server_port}/wire.xml"\nname = "Sample Wire"\n'


def services_in(folder: Path, server: Server) -> Services:
    folder.mkdir(exist_ok=True)
    (folder / "feeds.toml").write_text(feeds_of(server))
    return Services.open(parse_config(feeds_of(server), folder / "feeds.toml"), folder / "store", Clock(NOW))


@pytest.fixture
def services(tmp_path: Path, server: Server) -> Iterator[Services]:
    with services_in(tmp_path, server) as opened:
        yield opened


def assert_that_nothing_runs(services: Services) -> None:
    assert not multiprocessing.active_children()
    with services.context.store.refresh_lock() as acquired:
        assert acquired


def test_it_stores_and_reports_what_a_refresh_here_does(services: Services, tmp_path: Path, server: Server):
    steps: list[Progress] = []
    with services_in(tmp_path / "other", server) as here:
        expected = here.refresher.refresh()
        report = services.refresh_process.refresh(on_progress=steps.append)
        assert report == expected
        assert report.articles == 2
        assert services.reading.thread_rows() == here.reading.thread_rows()
        assert [row.title for row in services.reading.thread_rows()]
    assert {"fetching", "grouping", "writing"} <= {step.stage for step in steps}
    assert_that_nothing_runs(services)
    assert services.refresh_process.refresh() == here_again(tmp_path / "other", server)


def here_again(folder: Path, server: Server) -> RefreshReport:
    with services_in(folder, server) as here:
        return here.refresher.refresh()


def test_force_is_passed_on(services: Services):
    assert services.refresh_process.refresh().new_data == 1
    assert services.refresh_process.refresh().not_due == 1
    assert services.refresh_process.refresh(force=True).not_due == 0


class LeavingError(BriefingError):
    """The reader leaves."""


def test_an_error_of_the_reader_ends_it_at_once(services: Services, server: Server):
    server.answers.clear()

    def leave(_: Progress) -> None:
        raise LeavingError("The reader leaves.")

    with pytest.raises(LeavingError):
        services.refresh_process.refresh(on_progress=leave)
    assert_that_nothing_runs(services)
    server.answers.set()
    assert services.refresh_process.refresh().articles == 2


def test_a_process_that_is_killed_is_an_error_with_a_message(services: Services, server: Server):
    server.answers.clear()

    def kill(_: Progress) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    with pytest.raises(BriefingError, match="ended early"):
        services.refresh_process.refresh(on_progress=kill)
    assert_that_nothing_runs(services)


def test_an_error_of_the_store_arrives_with_its_hint(services: Services):
    path = services.context.store.path
    services.context.store.close()
    path.write_bytes(b"no store" * 1000)
    with pytest.raises(StoreError) as here:
        Store.open(path)
    with pytest.raises(StoreError) as there:
        services.refresh_process.refresh()
    assert (str(there.value), there.value.hint) == (str(here.value), here.value.hint)
    assert here.value.hint


def test_a_fault_is_logged_here(services: Services, caplog: pytest.LogCaptureFixture):
    services.refresh_process.refresh()
    with sqlite3.connect(services.context.store.path) as db:
        db.execute("UPDATE articles SET title = X'00' WHERE id = (SELECT min(id) FROM articles)")
        db.execute("UPDATE threads SET outdated = 1")
    db.close()
    with caplog.at_level(logging.ERROR, "briefing"):
        report = services.refresh_process.refresh()
    assert report.faults == 1
    assert len(caplog.records) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_from_the_keyboard_is_not_for_it(services: Services):
    interrupted: list[int] = []

    def interrupt(_: Progress) -> None:
        for process in multiprocessing.active_children() if not interrupted else ():
            assert process.pid
            interrupted.append(process.pid)
            os.kill(process.pid, signal.SIGINT)

    assert services.refresh_process.refresh(on_progress=interrupt).articles == 2
    assert interrupted


def test_without_another_process_this_one_refreshes(services: Services, monkeypatch: pytest.MonkeyPatch):
    def refuse(self: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refuse)
    assert services.refresh_process.refresh().articles == 2


def test_a_given_transport_answers_in_this_process(tmp_path: Path, server: Server):
    config = parse_config(feeds_of(server), tmp_path / "feeds.toml")
    asked: list[str] = []

    def respond(url: str, _: object) -> tuple[int, dict[str, str], bytes]:
        asked.append(url)
        return 200, {"Content-Type": "application/rss+xml"}, RSS

    with Services.open(config, tmp_path / "store", Clock(NOW), respond) as services:
        assert services.refresh_process.refresh().articles == 2
    assert asked == [config.feeds[0].url]


READER = """
import sys, threading
from pathlib import Path
from briefing.config import load_config
from briefing.services import Clock, Services

folder = Path(sys.argv[1])
services = Services.open(load_config(folder / "feeds.toml", {}), folder / "store", Clock())
worker = threading.Thread(target=services.refresh_process.refresh, daemon=True)
worker.start()
sys.stdin.read()
"""


@pytest.mark.parametrize("is_killed", [False, True])
def test_it_ends_with_the_reader(services: Services, tmp_path: Path, server: Server, is_killed: bool):
    server.answers.clear()
    command = [sys.executable, "-c", READER, str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as reader:
        assert server.asked.wait(LONGEST_WAIT)
        if is_killed:
            reader.kill()
        printed, _ = reader.communicate("", timeout=LONGEST_WAIT)
    with services.context.store.refresh_lock(LONGEST_WAIT) as acquired:
        assert acquired
    assert not server.answers.is_set()
    assert printed == ""
