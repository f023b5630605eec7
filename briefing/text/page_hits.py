"""Where words stand in lines that were wrapped for a screen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from briefing.text.languages.plain_spelling import plain_spelling
from briefing.text.scripts import unspaced_character

RULES = "│|"
"""The vertical lines of a page, which interrupt a sentence that goes on in the next line."""
_COMBINING_ACCENTS = re.compile("[\u0300-\u036f]")


class LinePart(NamedTuple):
    """A part of one line: its number, and from which character to which."""

    line: int
    start: int
    end: int


Hit = tuple[LinePart, ...]
"""Where words stand: the parts of one hit, more than one if it goes on in the next line."""


class WrappedText:
    """Lines in which words are looked for as a search reads them: without case, accents and the breaks of lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Take the lines; they are read at the first search."""
        self._lines = lines

    @cached_property
    def _characters(self) -> tuple[str, list[tuple[int, int]]]:
        """The plain spelling of all lines, a space for any run of spaces, and the line and index of each character."""
        plain: list[str] = []
        origins: list[tuple[int, int]] = []
        for number, line in enumerate(self._lines):
            for index, character in enumerate(line):
                piece = " " if character.isspace() or character in RULES else _plain_character(character)
                if piece == " " and (not plain or plain[-1] in " \n"):
                    continue
                plain += piece
                origins += [(number, index)] * len(piece)
            if plain and plain[-1] == " ":
                plain[-1] = "\n"
            elif plain and plain[-1] != "\n":
                plain.append("\n")
                origins.append((number, len(line)))
        return "".join(plain), origins

    def hits(self, words: str) -> tuple[Hit, ...]:
        """Return where the words stand next to each other, from top to bottom; also within longer words."""
        wanted = "".join(map(_plain_character, plain_spelling(words)))
        if not wanted.strip():
            return ()
        text, origins = self._characters
        matches = re.finditer(_pattern(wanted.strip()), text)
        ranges = (range(*match.span()) for match in matches)
        return tuple(tuple(_line_parts([origins[i] for i in one if text[i] != "\n"])) for one in ranges)


@lru_cache(maxsize=1024)
def _plain_character(character: str) -> str:
    """Return a character as a search reads it: lower case without accents, perhaps several; any white space is one."""
    if character.isascii():
        return " " if character.isspace() else character.lower()
    return _COMBINING_ACCENTS.sub("", unicodedata.normalize("NFD", plain_spelling(character) or character))


def _pattern(wanted: str) -> str:
    """Return the pattern of words, between which a line may end; it may within a word of a script without spaces."""
    pieces: list[str] = []
    for index, character in enumerate(wanted):
        if character == " ":
            pieces.append("[ \n]")
            continue
        breaks = index and all(map(unspaced_character().match, wanted[index - 1 : index + 1]))
        pieces.append(("\n?" if breaks else "") + re.escape(character))
    return "".join(pieces)


def _line_parts(origins: Sequence[tuple[int, int]]) -> Iterator[LinePart]:
    """Yield the parts of the lines that characters come from."""
    for number in sorted({line for line, _ in origins}):
        indexes = [index for line, index in origins if line == number]
        yield LinePart(number, indexes[0], indexes[-1] + 1)
