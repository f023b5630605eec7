"""Writes the texts of threads, of very many of them half in a second process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from briefing.model.program_fault import ProgramFault
from briefing.program_faults import fault_name, fault_of
from briefing.services.refreshing.child_process import ChildProcess, start_child

if TYPE_CHECKING:
    from briefing.model.articles import Story
    from briefing.model.coverage import FormerText, ThreadText
    from briefing.services.refreshing.child_process import Channel

MIN_ARTICLES = 600
"""Number of articles of the threads to write from which on a second process is worth its start: about two seconds of
work, and the start takes half a second of processor time."""


class ThreadToWrite(NamedTuple):
    """What a thread is written from: the arguments of `write_thread`."""

    thread_id: str
    stories: Sequence[Story]
    avoid_title: str
    previous_title: str
    title_stories: Sequence[Story] = ()
    former: FormerText | None = None
    former_of_others: Sequence[FormerText] = ()


class ThreadWriter:
    """Writes threads; as a context manager it may start a second process, and ends it.

    What it writes is the same with and without that process. If the process fails, all is written in this one.
    """

    def __init__(self, article_count: int = 0) -> None:
        """Prepare for threads that are to be written, with this number of articles in all."""
        self._needs_process = article_count >= MIN_ARTICLES and core_count() > 1
        self._child: ChildProcess | None = None
        self._is_ready = False

    def __enter__(self) -> ThreadWriter:
        if self._needs_process:
            self._child = start_child(serve)
        return self

    def __exit__(self, *_: object) -> None:
        if self._child:
            self._child.end()  # it is idle, or, after an interrupt, writes what nobody takes

    def write(self, threads: Sequence[ThreadToWrite]) -> dict[str, ThreadText | ProgramFault]:
        """Write threads; return their texts, or why they have none, by their ids, in the order of the threads."""
        by_size = sorted(threads, key=lambda thread: sum(len(story.articles) for story in thread.stories))
        mine, others = by_size[::2], by_size[1::2]
        is_sent = self._send(others)
        written = write_all(mine)
        written |= (self._receive() if is_sent else None) or write_all(others)
        return {thread.thread_id: written[thread.thread_id] for thread in threads}

    def _send(self, threads: Sequence[ThreadToWrite]) -> bool:
        """Give threads to the second process; return whether it took them: it may still be starting."""
        if not self._child or not threads:
            return False
        try:
            self._is_ready = self._is_ready or self._child.receive(wait=False) == {}
            if self._is_ready:
                self._child.send(threads)
        except (OSError, ValueError, EOFError):
            self._is_ready = False
        return self._is_ready

    def _receive(self) -> dict[str, ThreadText | ProgramFault] | None:
        """The texts of the threads that the second process took; None if it failed."""
        assert self._child
        try:
            received: dict[str, ThreadText | ProgramFault] = self._child.receive()
        except EOFError:
            self._is_ready = False
            return None
        return received


def write_all(threads: Sequence[ThreadToWrite]) -> dict[str, ThreadText | ProgramFault]:
    """Write threads in this process; return their texts by their ids, and of those that cannot be written why."""
    from briefing.writing.thread_text import write_thread

    written: dict[str, ThreadText | ProgramFault] = {}
    for thread in threads:
        try:
            written[thread.thread_id] = write_thread(*thread)
        except Exception as error:  # one thread must not cost the others their texts
            written[thread.thread_id] = fault_of(fault_name(thread.thread_id), error)
    return written


def serve(channel: Channel) -> None:
    """Write the threads that arrive, until the other end is closed."""
    with suppress(OSError, EOFError):
        channel.send(write_all(()))  # ready, and what writing needs is imported
        while True:
            channel.send(write_all(channel.receive()))


def core_count() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
