"""Making text from outside safe to store, compare and show. Each text passes `clean` once, on its way in."""

from __future__ import annotations

import re
import unicodedata

MAX_MARKS = 4
"""Combining marks in a row that are kept; no language stacks more, and stacks of them cover other lines."""
JOINERS = "\u200c\u200d"

# Characters that no reader sees, but that a terminal obeys or that hide text.
REMOVED_CHARACTERS = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls that are not white space: ESC, BEL, CSI, ...
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, grapheme joiner, fillers
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # zero width space, bidirectional controls, invisible operators
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"  # fillers, variation selectors, byte order mark, annotations
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and musical controls
    "\U000e0000-\U000e0fff"  # tags and further variation selectors
    "]+"
)
# Characters that need no cleaning in any number and order: no controls, no marks, composed (NFC).
# Latin with its punctuation; Greek, Cyrillic, Hebrew, Arabic; Chinese, Japanese, Korean.
ALREADY_CLEAN = re.compile(
    "["
    " -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20ac\u2122"
    "\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff\u0400-\u0481\u048a-\u052f\u05d0-\u05ea\u0621-\u064a"
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e"
    "]*"
)
JOINER_RUN = re.compile(f"([{JOINERS}])[{JOINERS}]+")
# Combining marks are neither word characters nor white space, so only such runs need a closer look.
POSSIBLE_MARK_RUN = re.compile(rf"[^\w\s\x00-\x7f]{{{MAX_MARKS + 1},}}")


def clean(value: str) -> str:
    """Return `value` as one line of safe text: NFC, no control, bidirectional or invisible characters, single spaces.

    Joiners (ZWJ, ZWNJ) stay, because Persian, Indic scripts and emoji need them. Lone surrogates become U+FFFD. Of a
    run of combining marks the first `MAX_MARKS` are kept. Cleaning twice changes nothing.
    """
    if ALREADY_CLEAN.fullmatch(value):
        return " ".join(value.split())
    value = unicodedata.normalize("NFC", REMOVED_CHARACTERS.sub("", repair_surrogates(value)))
    if not value.isascii():
        value = POSSIBLE_MARK_RUN.sub(_limit_marks, value)
        value = JOINER_RUN.sub(r"\1", value)
    return " ".join(value.split()).strip(" " + JOINERS)


def clean_lines(value: str) -> str:
    """Return `value` cleaned line by line, without empty lines, so that "\\n" still separates paragraphs."""
    return "\n".join(line for line in map(clean, value.splitlines()) if line)


def repair_surrogates(value: str) -> str:
    """Return `value` with surrogate pairs joined and lone surrogates as U+FFFD, so that it can be encoded."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def _limit_marks(run: re.Match[str]) -> str:
    characters: list[str] = []
    marks = 0
    for character in run.group():
        if character in JOINERS:
            characters.append(character)
            continue
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= MAX_MARKS:
            characters.append(character)
    return "".join(characters)
