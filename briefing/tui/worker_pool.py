"""Blocking work off the UI's loop, on daemon workers: leaving the application never waits for a slow server."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from functools import partial
from queue import SimpleQueue
from threading import Thread as Worker
from typing import TYPE_CHECKING, TypeVar
from weakref import finalize

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker as Awaiting

T = TypeVar("T")


def start_worker(
    node: DOMNode, work: Coroutine[None, None, None], group: str, *, exclusive: bool = False
) -> Awaiting[None]:
    """Run a coroutine beside what the reader does; one that is cancelled before it begins is closed without a word."""
    worker = node.run_worker(work, group=group, exclusive=exclusive)
    finalize(worker, work.close)
    return worker


class WorkerPool:
    """A few workers that take jobs in the order in which they came; a crew of one never mixes two up.

    concurrent.futures is no choice here: the interpreter joins its workers before it ends.
    """

    def __init__(self, name: str, size: int = 1) -> None:
        self._name = name
        self._size = size
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._started = False

    async def run(self, job: Callable[[], T]) -> T:
        """Return what `work` returns, or raise what it raises; when cancelled, the work still runs to its end."""
        if not self._started:
            self._start_workers()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(partial(_run_job, job, loop, future))
        return await future

    def _start_workers(self) -> None:
        self._started = True
        for number in range(self._size):
            Worker(target=self._run_jobs, name=f"{self._name}-{number}", daemon=True).start()

    def _run_jobs(self) -> None:
        while True:
            self._jobs.get()()


def _run_job(job: Callable[[], T], loop: asyncio.AbstractEventLoop, future: asyncio.Future[T]) -> None:
    """Do the work and hand its result, or whatever it raised, to the one who waits."""
    settle: Callable[[], None]
    try:
        settle = partial(future.set_result, job())
    except BaseException as error:
        settle = partial(future.set_exception, error)

    def hand_over() -> None:
        if not future.done():
            settle()

    with contextlib.suppress(RuntimeError):  # the loop has ended: nobody waits any more
        loop.call_soon_threadsafe(hand_over)
