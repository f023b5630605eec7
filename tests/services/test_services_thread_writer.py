"""Many threads are written in two processes, with the same texts as in one, whatever becomes of the second one."""

import io
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.services.refreshing import thread_writer
from briefing.services.refreshing.thread_writer import ThreadToWrite, ThreadWriter, write_all

START = datetime(2024, 7, 8, 12, tzinfo=UTC)
NEWS = [
    ("Ferry rams pier in Talgarth", "A ferry rammed the pier of Talgarth on Monday. Nobody was hurt."),
    ("Norland's parliament passes budget", "The parliament of Norland passed the budget on Monday by nine votes."),
    ("Storm tears roofs off in Luzon", "A storm tore the roofs off 40 houses in Luzon on Monday."),
    ("Lindqvist wins the stage to Torvane", "Lindqvist won the stage to Torvane by two seconds on Monday."),
    ("Fire closes tunnel under the Ostmark pass", "A fire closed the tunnel under the Ostmark pass on Monday."),
]
LONGEST_START = 60.0
"""Seconds within which the second process is ready, however busy the machine is."""


def thread(number: int, *texts: tuple[str, str]) -> ThreadToWrite:
    articles = tuple(
        Article(
            id=f"a{number}-{place}",
            title=title,
            text=text,
            url=f"https://wire{place}.example/{number}",
            publisher=f"Sample {place}",
            published=START + timedelta(hours=place),
            seen=START + timedelta(hours=place),
            lang="en",
        )
        for place, (title, text) in enumerate(texts)
    )
    return ThreadToWrite(f"t{number}", (Story(f"s{number}", f"t{number}", "", articles),), "", "")


THREADS = [thread(number, text) for number, text in enumerate(NEWS)]


@pytest.fixture
def written_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two cores, a second process from the first article on, and the ids of the threads that this process writes."""
    ids: list[str] = []
    monkeypatch.setattr(thread_writer, "MIN_ARTICLES", 1)
    monkeypatch.setattr(thread_writer, "core_count", lambda: 2)

    def write(threads: list[ThreadToWrite]) -> object:
        ids.extend(thread.thread_id for thread in threads)
        return write_all(threads)

    monkeypatch.setattr(thread_writer, "write_all", write)
    return ids


def write_until_shared(writer: ThreadWriter, written_here: list[str]) -> None:
    """Write the same threads until the second process has started and writes some of them."""
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        written_here.clear()
        assert writer.write(THREADS) == write_all(THREADS)
        if len(written_here) < len(THREADS):
            return
        time.sleep(0.05)
    pytest.fail("the second process never wrote a thread")


def test_a_second_process_writes_half_of_many_threads_and_ends(
    written_here: list[str], started: list[subprocess.Popen[bytes]]
):
    with ThreadWriter(len(THREADS)) as writer:
        write_until_shared(writer, written_here)
        assert len(written_here) == 3
        assert list(writer.write(THREADS)) == [thread.thread_id for thread in THREADS]
    assert [process.poll() is None for process in started] == [False]


class Captured(io.StringIO):
    """What is printed to while an application of Textual runs."""

    def fileno(self) -> int:
        return -1


def test_the_second_process_starts_while_an_application_captures_what_is_printed(
    written_here: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "stderr", Captured())
    with ThreadWriter(len(THREADS)) as writer:
        write_until_shared(writer, written_here)


def test_the_largest_threads_are_shared_out(written_here: list[str]):
    large = [thread(number, *NEWS) for number in (11, 12)]
    with ThreadWriter(len(THREADS)) as writer:
        write_until_shared(writer, written_here)
        written_here.clear()
        writer.write([*large, *THREADS[:2]])
        assert len({"t11", "t12"}.intersection(written_here)) == 1


def test_all_is_written_if_the_second_process_ends_unasked(
    written_here: list[str], started: list[subprocess.Popen[bytes]]
):
    with ThreadWriter(len(THREADS)) as writer:
        write_until_shared(writer, written_here)
        for process in started:
            process.kill()
            process.wait()
        written_here.clear()
        assert writer.write(THREADS) == write_all(THREADS)
        assert sorted(written_here) == [thread.thread_id for thread in THREADS]


def test_all_is_written_if_no_process_can_start(written_here: list[str], monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with ThreadWriter(len(THREADS)) as writer:
        assert writer.write(THREADS) == write_all(THREADS)
    assert len(written_here) == len(THREADS)


@pytest.mark.parametrize(("cores", "count"), [(1, 10_000), (2, 599)])
def test_one_core_or_few_articles_need_no_second_process(
    monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]], cores: int, count: int
):
    monkeypatch.setattr(thread_writer, "core_count", lambda: cores)
    with ThreadWriter(count) as writer:
        assert not started
        assert writer.write(THREADS) == write_all(THREADS)
