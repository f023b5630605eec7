"""Bodies of answers, decoded with a bound: a bomb of a few kilobytes must not fill the memory."""

from __future__ import annotations

import zlib
from io import BytesIO

from briefing.errors import FetchError

MAX_BODY = 15 * 1024 * 1024
"""Bytes that a body may have at most, after decoding."""

STEP = 1 << 18
"""Bytes that are decoded at once."""

GZIP = b"\x1f\x8b"
ANY_HEADER = 47  # zlib: 15 bits of window, and either a gzip or a zlib header
NO_HEADER = -15  # "deflate" as some servers understand it


class Body:
    """Takes the pieces of a body as they come and keeps them decoded; FetchError if too much, or not so encoded."""

    def __init__(self, encoding: str, limit: int = MAX_BODY) -> None:
        self._encoding = encoding.strip().lower()
        self._limit = limit
        self._decoded = BytesIO()  # it gives its content away without a copy
        self._start = b""
        self._inflate: zlib._Decompress | None = None
        self._plain = False
        if self._encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"content encoding {self._encoding} is not supported")

    def __len__(self) -> int:
        return self._decoded.tell()

    def feed(self, piece: bytes) -> None:
        """Decode one more piece."""
        if self._inflate is None and not self._plain:
            piece = self._start + piece
            if len(piece) < len(GZIP):
                self._start = piece
                return
            self._begin(piece)
        if self._inflate is None:
            self._keep(piece)
        else:
            self._decode(piece)

    def finish(self) -> tuple[bytes, bool]:
        """Return the body, and whether its code came to an end."""
        if self._start and self._inflate is None and not self._plain:
            self._keep(self._start)
        body, self._decoded = self._decoded.getvalue(), BytesIO()
        return body, self._inflate is None or self._inflate.eof

    def _begin(self, piece: bytes) -> None:
        """Choose by the first two bytes: some servers gzip without saying so."""
        if piece.startswith(GZIP) or self._encoding == "deflate":
            raw = not piece.startswith(GZIP) and (piece[0] & 0x0F != 8 or int.from_bytes(piece[:2], "big") % 31)
            self._inflate = zlib.decompressobj(NO_HEADER if raw else ANY_HEADER)
        elif self._encoding in ("gzip", "x-gzip"):
            raise FetchError("bad content encoding: said to be gzip, but is not")
        else:
            self._plain = True

    def _decode(self, piece: bytes) -> None:
        while self._inflate is not None:
            try:
                decoded = self._inflate.decompress(piece, STEP)
            except zlib.error as error:
                raise FetchError(f"bad content encoding: {error}") from error
            self._keep(decoded)
            if not self._inflate.eof:
                piece = self._inflate.unconsumed_tail
                if not piece and len(decoded) < STEP:
                    return
                continue
            piece = self._inflate.unused_data
            if not piece.startswith(GZIP):
                return  # rubbish behind the end
            self._inflate = zlib.decompressobj(ANY_HEADER)

    def _keep(self, decoded: bytes) -> None:
        if len(self) + len(decoded) > self._limit:
            self._decoded = BytesIO()  # the error's traceback would keep it
            raise too_large(self._limit)
        self._decoded.write(decoded)


def too_large(limit: int) -> FetchError:
    """Return the error for a body of more than `limit` bytes."""
    size = f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit} bytes"
    return FetchError(f"too large: more than {size}", "look for a shorter feed of this site, or disable this one")
