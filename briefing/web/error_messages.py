"""Messages for failed requests, and which failures may pass."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus

ERRNO_MESSAGES = {
    errno.ECONNREFUSED: "connection refused",
    errno.ECONNRESET: "connection lost",
    errno.EPIPE: "connection lost",
    errno.ENETUNREACH: "network unreachable",
    errno.EHOSTUNREACH: "host unreachable",
    errno.ETIMEDOUT: "timed out while connecting",
    errno.EADDRNOTAVAIL: "network unreachable",
    errno.EMFILE: "this process has as many files open as it may",
    errno.ENFILE: "the system has too many files open",
}
OFFLINE_ERRNOS = (errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.ENETDOWN, errno.EMFILE, errno.ENFILE)
"""Errors of a computer without a network, or without room for a connection, for which no server is to blame."""
PROTOCOL_MESSAGES = (
    ("illegal status line", "the response is not HTTP/1.1: the server may speak only HTTP/2, or another protocol"),
    ("illegal request line", "the response is not HTTP/1.1: the server may speak only HTTP/2, or another protocol"),
    ("illegal header line", "a header of the response cannot be read"),
    ("disconnected without sending", "the server closed the connection without a response"),
)
"""What the messages of the HTTP library mean, by a part of them."""
MAX_MESSAGE_LENGTH = 200
"""Characters of any other message; some quote the bytes that a server sent."""
MAX_CAUSES = 12
"""Depth of a chain of exceptions that is followed."""


def describe_status(code: int, reason: str = "") -> str:
    """Return a status as in "HTTP 404 Not Found"; `reason` is the phrase that the server sent."""
    if not reason.strip():
        reason = next((status.phrase for status in HTTPStatus if status == code), "")
    return f"HTTP {code} {reason.strip()}".strip()


def describe(error: BaseException) -> str:
    """Return a message for an exception of a connection, from the most specific of its causes."""
    causes = list(_cause_chain(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"TLS certificate not valid: {cause.verify_message or cause.reason}"
        if isinstance(cause, socket.gaierror):
            return "host not found"
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "reason", None) or str(cause)
            return f"TLS failed: {reason.replace('_', ' ').lower()}"
        if isinstance(cause, OSError) and cause.errno in ERRNO_MESSAGES:
            return ERRNO_MESSAGES[cause.errno]
    message = str(error) or type(error).__name__
    return next((words for part, words in PROTOCOL_MESSAGES if part in message), message[:MAX_MESSAGE_LENGTH])


def is_transient(error: BaseException) -> bool:
    """Whether a second attempt may succeed at once: network, name, certificate, address are not the cause."""
    return not is_offline(error) and not any(
        isinstance(cause, ssl.SSLError | ValueError) for cause in _cause_chain(error)
    )


def is_offline(error: BaseException) -> bool:
    """Whether no server was reached, because there is no network or the host name is unknown."""
    return any(
        isinstance(cause, socket.gaierror) or (isinstance(cause, OSError) and cause.errno in OFFLINE_ERRNOS)
        for cause in _cause_chain(error)
    )


def _cause_chain(error: BaseException | None, depth: int = MAX_CAUSES) -> Iterator[BaseException]:
    """Yield an exception and its causes; of a group also the members and their causes."""
    if error is None or depth == 0:
        return
    yield error
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield from _cause_chain(member, depth - 1)
    yield from _cause_chain(error.__cause__ or error.__context__, depth - 1)
