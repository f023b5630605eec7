"""The reader refreshes in a process of its own, which does what a refresh here does and never outlives the reader."""

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import briefing
from briefing.config import parse_config
from briefing.errors import BriefingError, StoreError
from briefing.feeds.fetching.host_pacing import HostWaitError
from briefing.model.fetching import Progress, RefreshReport
from briefing.services import Clock, Services
from briefing.services.refreshing import refresh_process
from briefing.services.refreshing.child_process import Channel, start_child
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
    """Answers with a feed, as long as `answers` is set; else the request waits, except for "steady.xml"."""

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
        if not self.path.endswith("steady.xml"):
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


def assert_that_nothing_runs(services: Services, started: list[subprocess.Popen[bytes]]) -> None:
    assert started
    assert all(process.poll() is not None for process in started)
    with services.context.store.refresh_lock() as acquired:
        assert acquired


def test_it_stores_and_reports_what_a_refresh_here_does(
    services: Services, tmp_path: Path, server: Server, started: list[subprocess.Popen[bytes]]
):
    steps: list[Progress] = []
    with services_in(tmp_path / "other", server) as here:
        expected = here.refresher.refresh()
        report = services.refresh_process.refresh(on_progress=steps.append)
        assert report == expected
        assert report.articles == 2
        assert services.reading.thread_rows() == here.reading.thread_rows()
        assert [row.title for row in services.reading.thread_rows()]
    assert {"fetching", "grouping", "writing"} <= {step.stage for step in steps}
    assert_that_nothing_runs(services, started)
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


def test_an_error_of_the_reader_ends_it_at_once(
    services: Services, server: Server, started: list[subprocess.Popen[bytes]]
):
    server.answers.clear()

    def leave(_: Progress) -> None:
        raise LeavingError("The reader leaves.")

    with pytest.raises(LeavingError):
        services.refresh_process.refresh(on_progress=leave)
    assert_that_nothing_runs(services, started)
    server.answers.set()
    assert services.refresh_process.refresh().articles == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_process_that_is_killed_is_an_error_with_a_message(
    services: Services, server: Server, started: list[subprocess.Popen[bytes]]
):
    server.answers.clear()

    def kill(_: Progress) -> None:
        started[0].kill()

    with pytest.raises(BriefingError, match=r"ended early .*SIGKILL"):
        services.refresh_process.refresh(on_progress=kill)
    assert_that_nothing_runs(services, started)


def test_an_error_of_the_store_arrives_with_its_hint(services: Services):
    path = services.context.store.path
    services.context.store.close()
    path.write_bytes(b"no store" * 1000)
    with pytest.raises(StoreError) as here:
        Store.open(path)
    with pytest.raises(StoreError) as there:
        services.refresh_process.refresh(force=True)
    assert (str(there.value), there.value.hint) == (str(here.value), here.value.hint)
    assert here.value.hint


def test_a_fault_is_logged_here(services: Services, caplog: pytest.LogCaptureFixture):
    services.refresh_process.refresh()
    with sqlite3.connect(services.context.store.path) as db:
        db.execute("UPDATE articles SET title = X'00' WHERE id = (SELECT min(id) FROM articles)")
        db.execute("UPDATE threads SET outdated = 1")
    db.close()
    with caplog.at_level(logging.ERROR, "briefing"):
        report = services.refresh_process.refresh(force=True)
    assert report.faults == 1
    assert len(caplog.records) == 1


def test_without_a_log_a_fault_is_printed_nowhere(
    services: Services, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    services.refresh_process.refresh()
    with sqlite3.connect(services.context.store.path) as db:
        db.execute("UPDATE articles SET title = X'00' WHERE id = (SELECT min(id) FROM articles)")
        db.execute("UPDATE threads SET outdated = 1")
    db.close()
    monkeypatch.setattr(logging.getLogger("briefing"), "handlers", [])
    monkeypatch.setattr(logging.getLogger("briefing"), "propagate", False)  # pytest has a log above ours
    assert services.refresh_process.refresh(force=True).faults == 1
    assert capsys.readouterr() == ("", "")


def test_without_another_process_this_one_refreshes(services: Services, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert services.refresh_process.refresh().articles == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a program of POSIX")
def test_where_it_does_not_begin_this_one_refreshes_and_the_log_says_so(
    tmp_path: Path,
    server: Server,
    started: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    feeds = "".join(
        f'[[feeds]]\nurl = "http://wire.example/{number}.xml"\nname = "Wire {number}"\nenabled = false\n'
        for number in range(1000)
    )
    config = parse_config(feeds_of(server) + feeds, tmp_path / "feeds.toml")
    monkeypatch.setattr(sys, "executable", "false")  # as an interpreter whose modules an upgrade has removed
    with Services.open(config, tmp_path / "store", Clock(NOW)) as services, caplog.at_level("WARNING", "briefing"):
        assert services.refresh_process.refresh().articles == 2
    assert started
    assert "its own process is of no use: something else is printed at its start, or it ends there" in caplog.text


def test_after_an_update_nothing_is_opened_and_the_reader_says_so(
    services: Services, server: Server, monkeypatch: pytest.MonkeyPatch
):
    services.refresh_process.refresh()
    server.asked.clear()
    monkeypatch.setattr(briefing, "__version__", "0.0.7")
    with pytest.raises(BriefingError, match="briefing was updated") as updated:
        services.refresh_process.refresh(force=True)
    assert "start it anew" in updated.value.hint
    assert not server.asked.is_set()


def test_a_store_that_can_only_be_read_is_not_written_behind_it(
    services: Services, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Store, "read_only", True)
    services.refresh_process.refresh()
    assert not started


def test_no_process_is_started_while_nothing_is_due(services: Services, started: list[subprocess.Popen[bytes]]):
    services.refresh_process.refresh()
    services.refresh_process.refresh()
    assert len(started) == 1
    services.refresh_process.refresh(force=True)
    assert len(started) == 2


def test_a_refresh_that_is_left_keeps_the_states_of_feeds_without_news(tmp_path: Path, server: Server):
    steady = f"http://localhost:{server.server_port}/steady.xml"
    feeds = feeds_of(server) + f'[[feeds]]\nurl = "{steady}"\nname = "Steady"\n'
    config = parse_config(feeds, tmp_path / "feeds.toml")
    with Services.open(config, tmp_path / "store", Clock(NOW)) as services:
        services.refresh_process.refresh()
        server.answers.clear()
        later = services.context.clock = Clock(NOW + timedelta(days=1))

        def leave(progress: Progress) -> None:
            if progress.done:
                time.sleep(0.5)  # it waits for the other feed, which never answers
                raise LeavingError("The reader leaves.")

        with pytest.raises(LeavingError):
            services.refresh_process.refresh(force=True, on_progress=leave)
        tries = {url: state.last_try for url, state in services.context.store.feeds.states().items()}
    assert tries == {config.feeds[0].url: NOW, steady: later.now()}


class UnusualError(Exception):
    """Cannot be pickled, as it holds a lock."""

    def __init__(self) -> None:
        super().__init__("no such ferry")
        self.lock = threading.Lock()


def send_errors(channel: Channel) -> None:
    for error in (
        HostWaitError("wire.example", NOW),
        UnusualError(),
        StoreError("the store is full", "free some space"),
    ):
        channel.send(refresh_process._sendable(error))


def test_each_error_arrives_with_its_text_and_traceback():
    child = start_child(send_errors)
    assert child
    with child:
        wait, unusual, full = (child.receive() for _ in range(3))
    assert isinstance(wait, BriefingError)
    assert str(wait) == "wire.example asked us to wait"
    assert str(unusual) == "UnusualError: no such ferry"
    assert isinstance(full, StoreError)
    assert full.hint == "free some space"
    assert all("Error: " in "".join(error.__notes__) for error in (wait, unusual, full))


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
SCRIPT = """
import signal, sys
from pathlib import Path
from briefing.config import load_config
from briefing.services import Clock, Services

signal.signal(signal.SIGINT, lambda *_: None)
folder = Path(sys.argv[1])
services = Services.open(load_config(folder / "feeds.toml", {}), folder / "store", Clock())
print("ready", flush=True)
print(services.refresh_process.refresh().articles)
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


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_interrupts_of_the_terminal_are_not_for_it_and_a_script_needs_no_guard(services: Services, tmp_path: Path):
    (tmp_path / "script.py").write_text(SCRIPT)
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "script.py"), str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as script:
        assert script.stdout
        assert script.stdout.readline() == "ready\n"
        while script.poll() is None:
            os.killpg(script.pid, signal.SIGINT)
            time.sleep(0.02)
        assert script.stdout.read() == "2\n"
