"""The head of an HTTP response, repaired before h11 reads it: h11 refuses a response for one malformed header.

The status line and the well-formed headers pass unchanged. A header whose name cannot be read is left out, as browsers
do. Pure: bytes in, bytes out; `network_backend` applies it to connections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.errors import FetchError

MAX_HEAD_BYTES = 64 * 1024
"""Bytes of status line and headers; browsers allow 256 KiB, news sites send some 2 KiB."""
MAX_HEADERS = 200
"""Headers of a response; news sites send some 30."""
MAX_INTERIM_HEADS = 20
"""Interim responses (1xx) before the final one; servers send one or two with early hints."""
MAX_REASON_BYTES = 120
"""Bytes that are kept of the phrase after a status code."""

END_OF_HEAD = re.compile(rb"\n\r?\n")
STATUS_LINE = re.compile(rb"(?:HTTP/([0-9])(?:\.([0-9]))?|ICY)[ \t]+([0-9]{3})(?![0-9])(.*)", re.DOTALL)
TOKEN = re.compile(rb"[-!#$%&'*+.^_`|~0-9a-zA-Z]+")
INDENTED_HEADER = re.compile(rb"[A-Za-z][-A-Za-z0-9]*[ \t]*:(?:[ \t]|$)")
"""A header that a server indented: taken as a continuation, it would spoil the one before."""
NOT_IN_VALUES = re.compile(rb"[\x00\n-\r]")
"""Characters that h11 refuses in the value of a header."""
CONTENT_LENGTH = re.compile(rb"[0-9]+(?:[ \t]*,[ \t]*[0-9]+)*")
PATH_OF_LOCATION = re.compile(rb"[^?#]*")
"""The address of a redirect up to its query, in which backslashes are slashes by the URL standard of the WHATWG."""
START = b"HTTP/"


class HeadRepair:
    """Repairs the head of each response on a connection; `expect_head` announces that one begins."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._in_head = False
        self._interim_count = 0

    def expect_head(self) -> None:
        """Take the next bytes as the head of a response."""
        self._in_head = True
        self._interim_count = 0

    def add(self, received: bytes) -> bytes:
        """Return the bytes that can be passed on; b"" means that more are needed, and at the end that none follow.

        Raises:
            FetchError: The head is too large, or too many interim ones come before it.
        """
        if not self._in_head:
            return received
        if not received:
            return self._release()
        searched = max(len(self._head) - 2, 0)
        self._head += received
        passed_on = b""
        while self._in_head and self._head:
            if not is_head_start(self._head):
                return passed_on + self._release()
            end = END_OF_HEAD.search(self._head, searched)
            if (end.end() if end else len(self._head)) > MAX_HEAD_BYTES:
                raise FetchError(f"the headers of its response are too large: more than {MAX_HEAD_BYTES >> 10} KiB")
            if end is None:
                break
            head, searched = bytes(self._head[: end.end()]), 0
            del self._head[: end.end()]
            repaired = repaired_head(head)
            passed_on += repaired
            self._in_head = is_interim(repaired)
            self._interim_count += self._in_head
            if self._interim_count > MAX_INTERIM_HEADS:
                raise FetchError(f"more than {MAX_INTERIM_HEADS} interim responses (1xx) before the final one")
        return passed_on if self._in_head else passed_on + self._release()

    def _release(self) -> bytes:
        rest, self._head, self._in_head = bytes(self._head), bytearray(), False
        return rest


def is_head_start(received: bytes | bytearray) -> bool:
    """Whether bytes may be the start of a response head."""
    start = bytes(received[: len(START)])
    return START.startswith(start) or start.startswith(b"ICY ") or b"ICY ".startswith(start)


def is_interim(head: bytes) -> bool:
    """Whether a repaired head is that of an interim response (1xx), which another head follows; none follows 101."""
    return head[9:10] == b"1" and head[9:12] != b"101"


def repaired_head(head: bytes) -> bytes:
    """Return a head that h11 can read; FetchError if it has too many headers."""
    status_line, *lines = head.rstrip(b"\r\n").split(b"\n")
    headers = repaired_headers([line.removesuffix(b"\r") for line in lines])
    if len(headers) > MAX_HEADERS:
        raise FetchError(f"its response has too many headers: {len(headers)}, at most {MAX_HEADERS} are read")
    fields = (name + b": " + value for name, value in headers)
    return b"\r\n".join([repaired_status_line(status_line.removesuffix(b"\r")), *fields, b"", b""])


def repaired_status_line(line: bytes) -> bytes:
    """Return a status line with a version and a short, printable reason; unchanged if it has no status."""
    status = STATUS_LINE.fullmatch(line)
    if status is None:
        return line[:MAX_HEAD_BYTES]
    major, minor, code, reason = status.groups()
    version = b"1.1" if (major, minor) == (b"1", b"1") else b"1.0"
    phrase = NOT_IN_VALUES.sub(b" ", reason).strip()[:MAX_REASON_BYTES].strip()
    return b"HTTP/" + version + b" " + code + (b" " + phrase if phrase else b"")


def repaired_headers(lines: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    """Return names and values of the headers that can be read.

    Spaces around a name are removed. A line without a colon, or whose name is no token, is left out with its
    continuation lines. A line that starts with a space continues the header before it, unless it reads as a header.
    """
    headers: list[tuple[bytes, list[bytes]]] = []
    continues = False  # whether a continuation line belongs to the last of `headers`
    for number, line in enumerate(lines):
        if line[:1] in (b" ", b"\t") and number and not INDENTED_HEADER.match(line.strip()):
            if continues:
                headers[-1][1].append(line.strip())
            continue
        name, colon, value = line.partition(b":")
        name = name.strip()
        continues = bool(colon) and TOKEN.fullmatch(name) is not None
        if continues:
            headers.append((name, [value.strip()]))
    values = ((name, NOT_IN_VALUES.sub(b" ", b" ".join(parts)).strip()) for name, parts in headers)
    return _with_one_location([(name, value) for name, value in values if not _misstates_length(name.lower(), value)])


def _with_one_location(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return headers with the first Location only, and that as browsers read it: with "/" for each backslash."""
    location = next((value for name, value in headers if name.lower() == b"location"), None)
    if location is None:
        return headers
    target = PATH_OF_LOCATION.sub(lambda path: path[0].replace(b"\\", b"/"), location, count=1)
    return [*(header for header in headers if header[0].lower() != b"location"), (b"Location", target)]


def _misstates_length(name: bytes, value: bytes) -> bool:
    """Whether a header says nothing about the length of the body although that is its purpose."""
    if name == b"content-length":
        return CONTENT_LENGTH.fullmatch(value) is None
    return name == b"transfer-encoding" and value.lower() in (b"", b"identity")
