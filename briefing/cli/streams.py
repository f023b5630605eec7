"""Standard streams that are closed or cannot be written, as under cron, systemd or on a full disk."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

from briefing.cli.output_encoding import TEXT_ERRORS, encoding_for, is_ascii_locale, register_error_handlers

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _ClosedOutput(io.FileIO):
    """Standard output that is closed: it takes everything, and remembers whether something was lost."""

    lost = False

    def write(self, data: ReadableBuffer, /) -> int:
        """Discard `data`."""
        self.lost = True
        return memoryview(data).nbytes


class _ErrorOutput(io.FileIO):
    """Standard error: messages that cannot be written are dropped, because no place is left to report that."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write `data`, or drop it."""
        try:
            return super().write(data) or 0
        except OSError:
            return memoryview(data).nbytes


def prepare_streams() -> None:
    """Give every standard stream a file, so that commands need not know which of them are closed.

    The null device takes the place of a closed stream; no file opened later, such as the store, gets its number.
    Characters that a stream does not take are transliterated; a locale that is C by name takes ASCII.
    """
    register_error_handlers()
    ascii = is_ascii_locale(os.environ, utf8_mode=bool(sys.flags.utf8_mode))
    for number in range(3):
        _open_if_closed(number)
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = _text_stream(_ClosedOutput(1, "wb", closefd=False), "utf-8")
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding_for(sys.stdout.encoding, ascii=ascii), errors=TEXT_ERRORS)
    if sys.stderr is None or sys.stderr is sys.__stderr__:
        encoding = encoding_for(sys.stderr.encoding if sys.stderr else "utf-8", ascii=ascii)
        sys.stderr = _text_stream(_ErrorOutput(2, "wb", closefd=False), encoding)


def is_output_closed() -> bool:
    """Whether standard output was closed before the start, so that nothing printed reaches anybody."""
    return isinstance(_raw_output(), _ClosedOutput)


def report_lost_output() -> None:
    """Say in one line on standard error that printed text was lost."""
    raw = _raw_output()
    if isinstance(raw, _ClosedOutput):
        sys.stdout.flush()
        if raw.lost:
            sys.stderr.write("briefing: standard output is closed: nothing was printed; redirect it to a file\n")


def discard_stdout() -> None:
    """Redirect standard output to the null device: its reader has gone, and Python flushes once more at exit."""
    null_device = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null_device, sys.stdout.fileno())
    os.close(null_device)


def _raw_output() -> object:
    return getattr(getattr(sys.stdout, "buffer", None), "raw", None)


def _open_if_closed(number: int) -> None:
    try:
        os.fstat(number)
    except OSError:
        opened = os.open(os.devnull, os.O_RDWR)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)


def _text_stream(raw: io.FileIO, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding=encoding, errors=TEXT_ERRORS, line_buffering=True)
