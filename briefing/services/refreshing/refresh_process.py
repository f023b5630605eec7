"""Refreshes in a process of their own: the memory that they take is free again at their end, and keys need not wait."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from briefing.errors import BriefingError
from briefing.model.fetching import Progress, ProgressCallback, RefreshReport
from briefing.services.refreshing.child_process import start_child

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from briefing.clock import Clock
    from briefing.config import Config
    from briefing.services.context import Context
    from briefing.services.refreshing.refresher import Refresher

Message: TypeAlias = "Progress | logging.LogRecord | RefreshReport | Exception"
"""What the process of a refresh sends: at its end the report, or the error that ended it."""
YOUNG_OBJECTS = 20_000
"""New objects after which garbage is looked for in that process, as in the commands."""


class RefreshProcess:
    """Refreshes the store in another process, for a program that goes on meanwhile and afterwards."""

    def __init__(self, context: Context, refresher: Callable[[], Refresher]) -> None:
        """Prepare refreshes; `refresher` gives what refreshes in this process, where there can be no other one."""
        self._context = context
        self._refresher = refresher

    def refresh(self, *, force: bool = False, on_progress: ProgressCallback | None = None) -> RefreshReport:
        """Do what `Refresher.refresh` does. Blocks, so call it on a worker; an error of `on_progress` ends the refresh.

        A given transport answers in this process only.

        Raises:
            BriefingError: The process ended early. What it had stored stays.
        """
        context = self._context
        child = None
        if context.transport is None:
            child = start_child(serve_refresh, context.config, context.store.path, context.clock, force)
        if child is None:
            return self._refresher().refresh(force=force, on_progress=on_progress)
        with child:
            return _report_from(child.connection, on_progress or (lambda _: None))


def _report_from(connection: Connection, on_progress: ProgressCallback) -> RefreshReport:
    """Pass on what a refresh sends, and return its report or raise its error."""
    while True:
        try:
            message: Message = connection.recv()
        except (EOFError, OSError) as error:
            hint = "what it had stored stays; if that happens again, start briefing anew, or try `briefing refresh`"
            raise BriefingError("The refresh ended early", hint) from error
        if isinstance(message, RefreshReport):
            return message
        if isinstance(message, Exception):
            raise message
        if isinstance(message, Progress):
            on_progress(message)
        else:
            logging.getLogger(message.name).handle(message)


def serve_refresh(connection: Connection, config: Config, store_path: Path, clock: Clock, force: bool) -> None:
    """Refresh a store, and send progress, log and outcome; end at once if nobody takes them."""
    import gc
    from threading import Lock, Thread

    from briefing.program_faults import safe_traceback

    gc.set_threshold(YOUNG_OBJECTS)
    _print_nothing()
    sending = Lock()

    def send(message: Message) -> None:
        with sending:
            connection.send(message)

    Thread(target=_end_with_reader, args=(connection,), daemon=True).start()
    logging.getLogger("briefing").addHandler(_Forwarding(send))
    try:
        report = _refresh(config, store_path, clock, force, send)
    except Exception as error:
        error.add_note(safe_traceback(error))
        send(error)
    else:
        send(report)


def _refresh(
    config: Config, store_path: Path, clock: Clock, force: bool, on_progress: ProgressCallback
) -> RefreshReport:
    from briefing.services.context import Context
    from briefing.services.feed_health import FeedHealth
    from briefing.services.refreshing.article_texts import ArticleTexts
    from briefing.services.refreshing.pipeline import Pipeline
    from briefing.services.refreshing.refresher import Refresher
    from briefing.store.store import Store

    with Store.open(store_path) as store:
        context = Context(config, store, clock)
        pipeline = Pipeline(context)
        refresher = Refresher(context, pipeline, ArticleTexts(context, pipeline), FeedHealth(context))
        return refresher.refresh(force=force, on_progress=on_progress)


class _Forwarding(logging.Handler):
    """Gives what is logged here to the process that has the log."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        super().__init__()
        self._send = send

    def emit(self, record: logging.LogRecord) -> None:
        self._send(record)


def _print_nothing() -> None:
    """Let nothing that this process, or one that it starts, prints reach the terminal, which shows the reader."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)


def _end_with_reader(connection: Connection) -> None:
    """End this process once the other end of the pipe is closed, also because the reader was killed."""
    import os

    try:
        connection.recv()
    except (EOFError, OSError):
        os._exit(1)
