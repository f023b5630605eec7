"""Why a request failed, in words for a person."""

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
}
OFFLINE_ERRNOS = (errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.ENETDOWN)


def describe_status(code: int, reason: str = "") -> str:
    """Return a status as in "HTTP 404 Not Found"; `reason` is what the server called it."""
    if not reason.strip():
        reason = next((known.phrase for known in HTTPStatus if known == code), "")
    return f"HTTP {code} {reason.strip()}".strip()


def describe(error: BaseException) -> str:
    """Return the cause behind an exception of a connection, as specific as its chain of causes allows."""
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
    return str(error) or type(error).__name__


def is_transient(error: BaseException) -> bool:
    """Tell whether to try again at once may help: nothing was wrong with network, name, certificate or address."""
    return not is_offline(error) and not any(isinstance(c, ssl.SSLError | ValueError) for c in _cause_chain(error))


def is_offline(error: BaseException) -> bool:
    """Tell whether the request came to no server at all, for want of a network or of a known name."""
    causes = list(_cause_chain(error))
    return any(isinstance(c, socket.gaierror) or (isinstance(c, OSError) and c.errno in OFFLINE_ERRNOS) for c in causes)


def _cause_chain(error: BaseException | None, depth: int = 12) -> Iterator[BaseException]:
    """Yield an exception and those behind it, the members of groups too."""
    if error is None or depth == 0:
        return
    yield error
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield from _cause_chain(member, depth - 1)
    yield from _cause_chain(error.__cause__ or error.__context__, depth - 1)
