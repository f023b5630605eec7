"""Writes the texts of threads, of very many of them half in a second process."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, suppress
from typing import TYPE_CHECKING, NamedTuple

from briefing.model.program_fault import ProgramFault
from briefing.program_faults import fault_name, fault_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from briefing.model.articles import Story
    from briefing.model.coverage import ThreadText

MIN_THREADS = 300
"""Number of threads from which on a second process is worth its start, about a second of work."""


class ThreadToWrite(NamedTuple):
    """What a thread is written from: the arguments of `write_thread`."""

    thread_id: str
    stories: Sequence[Story]
    avoid_title: str
    previous_title: str


class ThreadWriter:
    """Writes threads; as a context manager it may start a second process, and ends it.

    What it writes is the same with and without that process. If the process fails, all is written in this one.
    """

    def __init__(self, thread_count: int = 0) -> None:
        """Prepare for a number of threads that are to be written in all."""
        self._needs_process = thread_count >= MIN_THREADS and core_count() > 1
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_ready = False

    def __enter__(self) -> ThreadWriter:
        if self._needs_process:
            self._start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process and self._connection:
            self._connection.close()
            self._process.kill()  # it is idle, or, after an interrupt, writes what nobody takes
            self._process.join()

    def _start(self) -> None:
        """Start the second process, if the system allows another one."""
        from multiprocessing import get_context

        context = get_context("spawn")  # a copy of a process with workers may hang
        connection, others_end = context.Pipe()
        process = context.Process(target=serve, args=(others_end,), daemon=True)
        try:
            with others_end, _without_interrupts():
                _start_resource_tracker()
                process.start()
        except (OSError, ValueError):  # ValueError: the system cannot pass a descriptor on
            connection.close()
        else:
            self._process, self._connection = process, connection

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
        if not self._connection or not threads:
            return False
        try:
            self._is_ready = self._is_ready or (self._connection.poll() and self._connection.recv() == {})
            if self._is_ready:
                self._connection.send(threads)
        except (OSError, EOFError):
            self._is_ready = False
        return self._is_ready

    def _receive(self) -> dict[str, ThreadText | ProgramFault] | None:
        """The texts of the threads that the second process took; None if it failed."""
        assert self._connection
        try:
            received: dict[str, ThreadText | ProgramFault] = self._connection.recv()
        except (OSError, EOFError):
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


def serve(connection: Connection) -> None:
    """Write the threads that arrive, until the other end is closed; an interrupt from the keyboard is for the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, EOFError):
        connection.send(write_all(()))  # ready, and what writing needs is imported
        while True:
            connection.send(write_all(connection.recv()))


def _start_resource_tracker() -> None:
    """Start the process that each process of `multiprocessing` needs, with the standard error of this one.

    It takes the descriptor of `sys.stderr`, which is none while the reader runs: Textual captures what is printed.
    """
    if os.name == "posix":
        from multiprocessing.resource_tracker import ensure_running

        with redirect_stderr(sys.__stderr__):
            ensure_running()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold back interrupts from the keyboard, here for as long as this lasts; a process that starts meanwhile has none.

    Where the system cannot do that, an interrupt in the first second ends that process with a message of Python.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


def core_count() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
