"""Starts processes that work for this one, with messages through their standard input and output, and ends them.

They begin as new interpreters: a copy of a process with workers may hang. They print nothing, and Ctrl+C is not for
them: they have a session of their own, without a terminal.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Self

import briefing
from briefing.errors import BriefingError
from briefing.store.database import migrations

PATIENCE = 1.0
"""Seconds that a process has to stop by itself, as after Ctrl+C, before it is killed."""
MAX_START = 30.0
"""Seconds that a process may take to start, also on a busy machine, before its work is done here."""
MAX_FIRST_LINE = 100
"""Bytes of the line that a process sends first; more is none of ours."""
START = f"import sys; sys.path[:] = sys.argv[1:]; from {__name__} import serve_parent; serve_parent()"
"""What a process runs first. Its arguments are our module path."""
BEGUN = "begun"
"""The first message of a process, once it has its function and arguments."""


class Channel:
    """Sends and receives messages: any objects that can be pickled."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        self.incoming = incoming
        self.outgoing = outgoing
        self._sending = threading.Lock()

    def send(self, message: object) -> None:
        """Send a message; an OSError or ValueError says that the other end is gone."""
        data = pickle.dumps(message)  # first, so that nothing of a message that cannot be pickled is sent
        with self._sending:
            self.outgoing.write(data)
            self.outgoing.flush()

    def receive(self) -> Any:
        """Wait for a message and return it; an error says that the other end is gone."""
        return pickle.load(self.incoming)  # noqa: S301 - the pipe leads to our own child or parent


class ChildProcess:
    """A process that works for this one, and ends with it; as a context manager it ends at the end of the block.

    After an error in the block it may stop by itself for up to `patience` seconds.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], work: tuple[Callable[..., None], *tuple[object, ...]], patience: float
    ) -> None:
        assert process.stdin
        assert process.stdout
        self._process = process
        self._work = work
        self._patience = patience
        self._channel = Channel(process.stdout, process.stdin)
        self._received: SimpleQueue[Any] = SimpleQueue()
        self._outcome_of_start: BriefingError | bool = False
        self._has_begun = threading.Event()
        self._is_exit = False
        self._reader = threading.Thread(target=self._read, name="messages of a process", daemon=True)
        self._reader.start()
        atexit.register(self._end_at_exit)  # it ends itself, too, but later

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        self.end(self._patience if error else 0)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def begins(self) -> bool:
        """Wait for its start; return whether it works: if not in `MAX_START`, it is of no use.

        Raises:
            BriefingError: It is of another version than this process, and does nothing.
        """
        self._has_begun.wait(MAX_START)
        if isinstance(self._outcome_of_start, BriefingError):
            raise self._outcome_of_start
        return self._outcome_of_start

    def send(self, message: object) -> None:
        """Send it a message; an OSError or ValueError says that it has ended."""
        self._channel.send(message)

    def receive(self, *, wait: bool = True) -> Any:
        """Return its next message, without `wait` None if there is none yet.

        Raises:
            EOFError: It has ended; the error says how.
        """
        try:
            message = self._received.get(wait)
        except Empty:
            return None
        if isinstance(message, EOFError):
            self._received.put(message)
            raise message
        return message

    def end(self, patience: float = 0) -> None:
        """End the process, at the latest in `patience` seconds, whatever it does: each write is one transaction.

        What it sent is read for up to `PATIENCE` more, since what it started may hold its pipe.
        """
        if patience and self._outcome_of_start is True:
            with suppress(OSError):
                self._channel.outgoing.close()  # asks it to stop
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)
        self._process.kill()
        self._process.wait()
        self._reader.join(PATIENCE)
        with suppress(OSError):  # what is still to be written has no reader
            self._channel.outgoing.close()
        atexit.unregister(self._end_at_exit)

    def _end_at_exit(self) -> None:
        """End the process while this one ends; workers that wait for it wait on, and report nothing."""
        self._is_exit = True
        self.end(self._patience)

    def _read(self) -> None:
        """Send its function and arguments, once it is there, and take its messages until it ends: it never waits."""
        end = "something else is printed at its start, or it ends there"
        try:
            if self._is_like_us():
                self._channel.send(self._work)
                self._outcome_of_start = self._channel.receive() == BEGUN
                self._has_begun.set()
                while True:
                    self._received.put(self._channel.receive())
        except Exception as error:  # whatever it sends or fails to send, it is of no use from here on
            end = self._cause_of_end(error)
        if not self._is_exit:
            self._received.put(EOFError(end))
            self._has_begun.set()
        with suppress(OSError):
            self._channel.incoming.close()

    def _is_like_us(self) -> bool:
        """Wait for its first line, and return whether it names our version."""
        line = self._channel.incoming.readline(MAX_FIRST_LINE)
        if line.startswith(b"briefing ") and line != version_line():
            self._outcome_of_start = BriefingError(
                "briefing was updated while it was open", "leave it and start it anew"
            )
        return line == version_line()

    def _cause_of_end(self, error: Exception) -> str:
        """Return how it ended: by which signal, else with which exit code, or why it cannot be understood."""
        if not isinstance(error, EOFError | OSError | ValueError | pickle.UnpicklingError):
            return f"{type(error).__name__}: {error}"
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(PATIENCE)
            with suppress(ValueError):
                return f"killed by {signal.Signals(-code).name}"
            return f"exit code {code}"
        return "it sends nothing"


def start_child(serve: Callable[..., None], *arguments: object, patience: float = 0) -> ChildProcess | None:
    """Start a process that runs `serve`; return None if the system allows no other process.

    Args:
        serve: A function of a module, which gets a `Channel` to this process. Where this process is killed, nobody
            ends that one: it ends itself once nothing can be received.
        arguments: Its other arguments, which can be pickled.
        patience: Seconds for which it may stop by itself after an error here or at our end.
    """
    package_folder = str(Path(briefing.__file__).parent.parent)
    path = [*filter(None, sys.path), package_folder]  # "" is the working folder, whose modules are not ours
    try:
        process = subprocess.Popen(  # noqa: S603 - Python itself, with our code
            [sys.executable or "", "-P", "-c", START, *path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **_apart_from_terminal(),
        )
    except (OSError, ValueError):  # ValueError: the system cannot pass a pipe on
        return None
    return ChildProcess(process, (serve, *arguments), patience)


def _apart_from_terminal() -> dict[str, Any]:
    """Return the arguments of `Popen` that keep the terminal from a process, and from what it starts.

    Ctrl+C is not for it, and a command that asks for a password on the terminal fails: it would wait for an answer
    that nobody can give while the reader has the screen.
    """
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def version_line() -> bytes:
    """What a process sends first: it and its parent exchange objects, and open the store, only if they are alike."""
    return f"briefing {briefing.__version__} {migrations.VERSION}\n".encode()


def serve_parent() -> None:
    """Run, in a process that `start_child` started, what it is for."""
    import gc

    signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever our parent ignores
    gc.set_threshold(briefing.YOUNG_OBJECTS)
    channel = _channel_to_parent()
    channel.outgoing.write(version_line())
    channel.outgoing.flush()
    with suppress(EOFError):  # our parent is gone, or of another version
        serve, *arguments = channel.receive()
        channel.send(BEGUN)
        serve(channel, *arguments)


def _channel_to_parent() -> Channel:
    """Return the channel of standard input and output; what is printed, also by what we start, is not part of it."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nowhere, descriptor)
    return Channel(incoming, outgoing)


def stop_with_parent(channel: Channel) -> None:
    """Watch, from a process that receives nothing more, until its parent stops it or is gone; then stop what runs.

    What runs gets an interrupt, as by Ctrl+C, and a second to store what it has.
    """

    def watch() -> None:
        with suppress(OSError):
            os.read(channel.incoming.fileno(), 1)
        _interrupt_main_thread()
        time.sleep(PATIENCE)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _interrupt_main_thread() -> None:
    """Interrupt the main thread, also while it waits for the network, where `interrupt_main` alone wakes nobody."""
    if hasattr(signal, "pthread_kill"):
        main = threading.main_thread().ident
        assert main
        signal.pthread_kill(main, signal.SIGINT)
    else:
        from _thread import interrupt_main

        interrupt_main()
