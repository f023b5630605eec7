"""Starts processes that work for this one, each with a pipe to it, and ends them.

They begin as new interpreters: a copy of a process with workers may hang.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess


SAFE_PATH = "PYTHONSAFEPATH"
"""The variable with which Python imports no modules from the working folder."""


@dataclass(frozen=True, slots=True)
class ChildProcess:
    """A process that works for this one, and ends with it; as a context manager it ends at the end of the block.

    Attributes:
        connection: This end of the pipe.
    """

    connection: Connection
    _process: SpawnProcess

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End the process at once, whatever it does: each write to the store is one transaction."""
        self.connection.close()
        self._process.kill()
        self._process.join()
        atexit.unregister(self._process.kill)


def start_child(serve: Callable[..., None], *arguments: object) -> ChildProcess | None:
    """Start a process that runs `serve`; return None if the system allows no other process.

    Args:
        serve: A function of a module, which gets the other end of the pipe. Where this process is killed, nobody ends
            that one: it ends itself once the pipe is closed.
        arguments: Its other arguments, which can be pickled.
    """
    from multiprocessing import get_context

    context = get_context("spawn")
    connection, others_end = context.Pipe()
    process = context.Process(target=_serve, args=(os.environ.get(SAFE_PATH), serve, others_end, *arguments))
    try:
        with others_end, _interrupts_held_back(), _working_folder_left_out():
            _start_resource_tracker()
            process.start()
    except (OSError, ValueError):  # ValueError: the system cannot pass a descriptor on
        connection.close()
        return None
    atexit.register(process.kill)  # else the interpreter would wait for its end
    return ChildProcess(connection, process)


def _serve(safe_path: str | None, serve: Callable[..., None], *arguments: object) -> None:
    """Run what the child is for; an interrupt from the keyboard is for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _set_safe_path(safe_path)  # else commands that the child runs would have it, too
    serve(*arguments)


def _start_resource_tracker() -> None:
    """Start the process that each process of `multiprocessing` needs, with the standard error of this one.

    It takes the descriptor of `sys.stderr`, which is none while the reader runs: Textual captures what is printed.
    """
    if os.name == "posix":
        from multiprocessing.resource_tracker import ensure_running

        with redirect_stderr(sys.__stderr__):
            ensure_running()


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
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


@contextmanager
def _working_folder_left_out() -> Iterator[None]:
    """Let processes that start meanwhile import no modules of the working folder, before they take over our path.

    They start as `python -c`, which would: a file "pickle.py" among somebody's downloads would run.
    """
    former = os.environ.get(SAFE_PATH)
    _set_safe_path("1")
    try:
        yield
    finally:
        _set_safe_path(former)


def _set_safe_path(value: str | None) -> None:
    if value is None:
        os.environ.pop(SAFE_PATH, None)
    else:
        os.environ[SAFE_PATH] = value
