"""What characters standard output takes: those of the locale, also where Python would write UTF-8 in spite of it."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Mapping

from briefing.text.languages.transliteration import transliterate

TEXT_ERRORS, CELL_ERRORS = "briefing-text", "briefing-cells"
"""Names of the error handlers for running text, and for a screen on which each character keeps its cells."""
PLAIN_ASCII = "plain-ascii"
"""ASCII under another name: click replaces a stream that calls itself "ascii" by one that writes UTF-8."""
SHORT_SIGNS = {"£": "L", "€": "E", "¥": "Y", "₹": "R", "₽": "R", "₩": "W"}
"""What stands on a screen for signs of currencies, whose names need more than their cell."""
ASCII_LOCALES = frozenset({"C", "POSIX"})


def is_ascii_locale(environ: Mapping[str, str], *, utf8_mode: bool) -> bool:
    """Whether the environment asks for ASCII: its locale is C or POSIX by name.

    Python writes UTF-8 in these (PEP 538 and 540). No locale at all, as in cron and containers, asks for nothing.

    Args:
        environ: The environment; Python may have set LC_CTYPE in it to C.UTF-8.
        utf8_mode: Whether Python's UTF-8 mode is on.
    """
    if environ.get("PYTHONIOENCODING") or environ.get("PYTHONUTF8") == "1":
        return False
    set_by_python = utf8_mode and not environ.get("LC_ALL")
    names = ("LC_ALL", "LANG") if set_by_python else ("LC_ALL", "LC_CTYPE", "LANG")
    return next((environ[name] for name in names if environ.get(name)), "") in ASCII_LOCALES


def encoding_for(stream_encoding: str, *, ascii: bool) -> str:
    """Return the encoding that a stream is to have, which Python opened with another."""
    return PLAIN_ASCII if ascii or codecs.lookup(stream_encoding).name == "ascii" else stream_encoding


def register_error_handlers() -> None:
    """Let streams with the errors `TEXT_ERRORS` or `CELL_ERRORS` transliterate what their encoding lacks."""
    codecs.register(_find_plain_ascii)
    codecs.register_error(TEXT_ERRORS, _replace_text)
    codecs.register_error(CELL_ERRORS, _replace_cells)


def draw_in_ascii() -> None:
    """Let Textual, which draws on the original standard error, write nothing but ASCII."""
    if sys.__stderr__ is not None and hasattr(sys.__stderr__, "reconfigure"):
        sys.__stderr__.reconfigure(encoding="ascii", errors=CELL_ERRORS)


def _find_plain_ascii(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != PLAIN_ASCII:
        return None
    base = codecs.lookup("ascii")
    return codecs.CodecInfo(
        base.encode, base.decode, base.streamreader, base.streamwriter,
        base.incrementalencoder, base.incrementaldecoder, name=PLAIN_ASCII,
    )  # fmt: skip


def _replace_text(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return transliterate(error.object[error.start : error.end], error.encoding), error.end


def _replace_cells(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from briefing.output.cells import cell_width

    characters = error.object[error.start : error.end]
    return "".join(_of_cells(one, cell_width(one), error.encoding) for one in characters), error.end


def _of_cells(character: str, cells: int, encoding: str) -> str:
    """Return what stands for a character in as many cells: the start of what is too long, but of no number."""
    text = SHORT_SIGNS.get(character) or transliterate(character, encoding)
    is_cut_number = len(text) > cells and text[0].isdigit()
    return "?" * cells if is_cut_number else text[:cells].ljust(cells, "?")
