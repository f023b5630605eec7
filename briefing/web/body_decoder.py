"""Content decoding of response bodies with a bound on memory, so that a compression bomb does no harm."""

from __future__ import annotations

import re
import zlib
from io import BytesIO

from briefing.errors import FetchError

MAX_BODY_BYTES = 15 * 1024 * 1024
"""Bytes of a body after decoding; the largest news feeds have some 5 MiB."""

DECODE_STEP = 1 << 18
"""Bytes that are decoded in one step, so that the bound is checked before the memory is used."""

GZIP, DEFLATE = "gzip", "deflate"
COMPRESSIONS = {
    "gzip": GZIP,
    "x-gzip": GZIP,
    "deflate": DEFLATE,
}
UNSUPPORTED_COMPRESSIONS = frozenset(
    {
        "br",
        "compress",
        "x-compress",
        "zstd",
        "bzip2",
        "x-bzip2",
        "bz2",
        "xz",
        "lzma",
        "lz4",
        "snappy",
        "dcb",
        "dcz",
        "pack200-gzip",
        "exi",
        "sdch",
    }
)
"""Registered and customary codings that change the bytes; other tokens ("utf-8", "none", "aws-chunked") do not."""

GZIP_MAGIC = b"\x1f\x8b"
DOCUMENT_START = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]{0,99}[<{]")
"""The start of a document that a server or a proxy has unpacked although its header still names gzip."""
GZIP_OR_ZLIB_WBITS = 47  # zlib: 15 bits of window, and either a gzip or a zlib header
RAW_DEFLATE_WBITS = -15  # "deflate" without the zlib header, as some servers send it


class BodyDecoder:
    """Decodes a body piece by piece; FetchError if it is too large or not encoded as declared."""

    def __init__(self, encoding: str, max_bytes: int = MAX_BODY_BYTES) -> None:
        self._encoding = compression_of(encoding)
        self._max_bytes = max_bytes
        self._decoded = BytesIO()  # getvalue() does not copy
        self._undecided = b""
        self._inflater: zlib._Decompress | None = None
        self._is_plain = False

    def __len__(self) -> int:
        return self._decoded.tell()

    def add(self, chunk: bytes) -> None:
        """Decode one more piece."""
        if self._inflater is None and not self._is_plain:
            chunk = self._undecided + chunk
            if len(chunk) < len(GZIP_MAGIC):
                self._undecided = chunk
                return
            self._choose_encoding(chunk)
        if self._inflater is None:
            self._append(chunk)
        else:
            self._decode(chunk)

    def finish(self) -> tuple[bytes, bool]:
        """Return the body, and whether its compressed stream is complete."""
        if self._undecided and self._inflater is None and not self._is_plain:
            self._append(self._undecided)
        body, self._decoded = self._decoded.getvalue(), BytesIO()
        return body, self._inflater is None or self._inflater.eof

    def _choose_encoding(self, chunk: bytes) -> None:
        """Choose the decoder by the first two bytes, because some servers send gzip without declaring it."""
        if chunk.startswith(GZIP_MAGIC) or self._encoding == DEFLATE:
            is_raw = not chunk.startswith(GZIP_MAGIC) and (
                chunk[0] & 0x0F != 8 or int.from_bytes(chunk[:2], "big") % 31
            )
            self._inflater = zlib.decompressobj(RAW_DEFLATE_WBITS if is_raw else GZIP_OR_ZLIB_WBITS)
        elif self._encoding == GZIP and not DOCUMENT_START.match(chunk):
            raise FetchError("bad content encoding: declared as gzip, but is not")
        else:
            self._is_plain = True

    def _decode(self, chunk: bytes) -> None:
        while self._inflater is not None:
            try:
                decoded = self._inflater.decompress(chunk, DECODE_STEP)
            except zlib.error as error:
                raise FetchError(f"bad content encoding: {error}") from error
            self._append(decoded)
            if not self._inflater.eof:
                chunk = self._inflater.unconsumed_tail
                if not chunk and len(decoded) < DECODE_STEP:
                    return
                continue
            chunk = self._inflater.unused_data
            if not chunk.startswith(GZIP_MAGIC):
                return  # bytes after the end of the stream are ignored
            self._inflater = zlib.decompressobj(GZIP_OR_ZLIB_WBITS)

    def _append(self, decoded: bytes) -> None:
        if len(self) + len(decoded) > self._max_bytes:
            self._decoded = BytesIO()  # frees the memory, which the traceback of the error would keep
            raise too_large_error(self._max_bytes)
        self._decoded.write(decoded)


def compression_of(content_encoding: str) -> str:
    """Return the compression that a Content-Encoding names, "" if it names none.

    Some servers put a charset or a word such as "none" there; the body is then read as it is, as browsers do.

    Raises:
        FetchError: The body is compressed in another way, or twice.
    """
    tokens = [token.strip(" \t\"'").lower() for token in content_encoding.split(",")]
    compressions = [token for token in tokens if token in COMPRESSIONS or token in UNSUPPORTED_COMPRESSIONS]
    if len(compressions) > 1 or UNSUPPORTED_COMPRESSIONS.intersection(compressions):
        raise FetchError(f"content encoding {', '.join(compressions)[:60]} is not supported")
    return COMPRESSIONS[compressions[0]] if compressions else ""


def too_large_error(max_bytes: int) -> FetchError:
    """Return the error for a body of more than `max_bytes` bytes."""
    size = f"{max_bytes >> 20} MiB" if max_bytes >= 1 << 20 else f"{max_bytes} bytes"
    return FetchError(f"too large: more than {size}", "look for a shorter feed of this site, or disable this one")
