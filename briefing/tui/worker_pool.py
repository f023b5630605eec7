"""Pools of daemon workers for blocking calls: the UI loop never waits, and neither does leaving the application."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from functools import partial
from queue import SimpleQueue
from threading import Thread as OsThread
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from weakref import finalize

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker

T = TypeVar("T")
P = ParamSpec("P")


def start_task(
    node: DOMNode, work: Coroutine[None, None, None], group: str, *, exclusive: bool = False
) -> Worker[None]:
    """Start a coroutine as a task, which Textual calls a worker.

    If it is cancelled before it starts, it is closed without a warning.
    """
    task = node.run_worker(work, group=group, exclusive=exclusive)
    finalize(task, work.close)
    return task


_Jobs = SimpleQueue[Callable[[], None] | None]
"""Calls in the order in which they are to run; None ends one worker."""


class WorkerPool:
    """Workers that take calls in order; a pool of one never reorders them.

    It does not use concurrent.futures, because the interpreter joins those workers before it exits.
    """

    def __init__(self, name: str, size: int = 1) -> None:
        self._name = name
        self._size = size
        self._jobs: _Jobs = SimpleQueue()
        self._started = False

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function on a worker and return its result; a call that was cancelled still runs to its end."""
        if not self._started:
            self._start_workers()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(partial(_run_job, partial(call, *args, **kwargs), loop, future))
        return await future

    async def wait_for_earlier_calls(self) -> None:
        """Return once a pool of one has made the calls that it was given before."""
        await self.run(lambda: None)

    def _start_workers(self) -> None:
        self._started = True
        for number in range(self._size):
            OsThread(target=_run_jobs, args=(self._jobs,), name=f"{self._name}-{number}", daemon=True).start()
            finalize(self, self._jobs.put, None)  # a worker ends after its pool, when nobody can give it work


class WorkPools:
    """The pools of the application, one for each kind of work, so that slow work never delays quick work."""

    def __init__(self) -> None:
        self.readers = WorkerPool("reading", 2)
        """Reads the store; one slow query does not delay the next."""
        self.writer = WorkerPool("writing")
        """Writes marks, corrections and configuration, in the order in which they were made."""
        self.refresher = WorkerPool("refreshing")
        """Fetches and groups."""
        self.page_fetcher = WorkerPool("pages")
        """Fetches article pages."""
        self.rewriter = WorkerPool("rewriting")
        """Waits for the language model."""


def _run_jobs(jobs: _Jobs) -> None:
    while job := jobs.get():
        job()
        del job  # what it refers to must not live until the next one comes


def _run_job(job: Callable[[], T], loop: asyncio.AbstractEventLoop, future: asyncio.Future[T]) -> None:
    """Run a job and hand its result or its exception to the waiting future."""
    settle: Callable[[], None]
    try:
        settle = partial(future.set_result, job())
    except BaseException as error:
        settle = partial(future.set_exception, error)

    def hand_over() -> None:
        if not future.done():
            settle()

    with contextlib.suppress(RuntimeError):  # the loop is closed, so nobody waits any more
        loop.call_soon_threadsafe(hand_over)
