"""Refreshes in a process of their own: the memory that they take is free again at their end, and keys need not wait."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from logging import Handler, LogRecord
from typing import TYPE_CHECKING, TypeAlias

from briefing.errors import BriefingError
from briefing.model.fetching import Progress, ProgressCallback, RefreshReport
from briefing.program_faults import program_log, safe_traceback
from briefing.services.refreshing.child_process import PATIENCE, ChildProcess, start_child, stop_with_parent

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.clock import Clock
    from briefing.config import Config
    from briefing.services.context import Context
    from briefing.services.feed_health import FeedHealth
    from briefing.services.refreshing.child_process import Channel
    from briefing.services.refreshing.refresher import Refresher

Message: TypeAlias = "Progress | LogRecord | RefreshReport | Exception"
"""What the process of a refresh sends: at its end the report, or the error that ended it."""


class RefreshProcess:
    """Refreshes the store in another process, for a program that goes on meanwhile and afterwards."""

    def __init__(self, context: Context, feed_health: FeedHealth, refresher: Callable[[], Refresher]) -> None:
        """Prepare refreshes; `refresher` gives what refreshes in this process, where no other one is of use."""
        self._context = context
        self._feed_health = feed_health
        self._refresher = refresher

    def refresh(self, *, force: bool = False, on_progress: ProgressCallback | None = None) -> RefreshReport:
        """Do what `Refresher.refresh` does. Blocks, so call it on a worker; an error of `on_progress` ends the refresh.

        Raises:
            BriefingError: The process ended early, what it had stored stays; or briefing was updated meanwhile.
        """
        if child := self._start(force):
            with child:
                if child.begins():
                    return _report_from(child, on_progress or (lambda _: None))
                program_log().warning("The refresh runs in the reader, its own process is of no use: %s", _cause(child))
        return self._refresher().refresh(force=force, on_progress=on_progress)

    def _start(self, force: bool) -> ChildProcess | None:
        """Start the process; None if it cannot start, or if this process is the right one.

        That is so where no feed is due, which takes less time than a process; where a transport is given, which answers
        here only; and where the store can only be read: this process would not see what another one stores.
        """
        context = self._context
        if context.transport is not None or context.store.read_only or not (force or self._is_due()):
            return None
        return start_child(serve_refresh, context.config, context.store.path, context.clock, force, patience=PATIENCE)

    def _is_due(self) -> bool:
        due = self._feed_health.next_refresh()
        return due is not None and due <= self._context.now()


def _cause(child: ChildProcess) -> str:
    """Return why a process that was started does not begin."""
    try:
        child.receive(wait=False)
    except EOFError as error:
        return str(error)
    return "it does not begin in time"


def _report_from(child: ChildProcess, on_progress: ProgressCallback) -> RefreshReport:
    """Pass on what a refresh sends, and return its report or raise its error."""
    while True:
        try:
            message: Message = child.receive()
        except EOFError as error:
            hint = "what it had stored stays; if that happens again, start briefing anew, or try `briefing refresh`"
            raise BriefingError(f"The refresh ended early ({error})", hint) from error
        if isinstance(message, RefreshReport):
            return message
        if isinstance(message, Exception):
            raise message
        if isinstance(message, Progress):
            on_progress(message)
        else:
            program_log().handle(message)


def serve_refresh(channel: Channel, config: Config, store_path: Path, clock: Clock, force: bool) -> None:
    """Refresh a store, and send progress, log and outcome; stop if our parent closes the channel."""
    stop_with_parent(channel)
    program_log().addHandler(_Forwarding(channel.send))
    try:
        report = _refresh(config, store_path, clock, force, channel.send)
    except Exception as error:
        channel.send(_sendable(error))
    else:
        channel.send(report)


def _sendable(error: Exception) -> Exception:
    """Return an error with its traceback, or, if it cannot be made anew from what is sent, one that says the same."""
    traceback = safe_traceback(error)
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - what we just pickled
    except Exception:
        if isinstance(error, BriefingError):
            error = BriefingError(str(error), error.hint, error.suggestions)
        else:
            error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(traceback)
    return error


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


class _Forwarding(Handler):
    """Sends what is logged here, as text, to the process that has the log."""

    def __init__(self, send: Callable[[LogRecord], None]) -> None:
        super().__init__()
        self._send = send

    def emit(self, record: LogRecord) -> None:
        text = self.format(record)
        record.msg, record.args, record.exc_info, record.exc_text = text, None, None, None
        self._send(record)
