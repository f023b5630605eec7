"""Highlights of the words that a search looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.output.lines import Line, Span
from briefing.text.languages.plain_spelling import plain_spelling
from briefing.text.scripts import bigram_run

MIN_PREFIX_LENGTH = 3
"""Characters from which a word is highlighted where it only begins another one: "quake" in "quakes", as a search finds
it."""
_WORD = re.compile(r"\w+(?:['’.&-]\w+)*\.?")


def highlighted(line: Iterable[Span], words: Sequence[str]) -> Line:
    """Return spans in which the words that were looked for have a style of their own; each keeps its link."""
    wanted = [part for word in words for part in plain_spelling(word).split()]
    if not wanted:
        return tuple(line)
    return tuple(piece for span in line for piece in _pieces(span, wanted))


def _pieces(span: Span, wanted: Sequence[str]) -> list[Span]:
    pieces, end = [], 0
    for start, stop in _places(span.text, wanted):
        pieces += [span._replace(text=span.text[end:start])] if start > end else []
        pieces.append(span._replace(text=span.text[start:stop], style="hit"))
        end = stop
    return pieces + ([span._replace(text=span.text[end:])] if end < len(span.text) else [])


def _places(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Return where wanted words stand: whole words of a text; in scripts without spaces any part of it."""
    places: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        word = plain_spelling(match[0])
        if any(_is_meant(word, one) for one in wanted):
            places.append(match.span())
        elif run := bigram_run().search(match[0]):
            places += _places_in_run(text, match.start() + run.start(), match.end(), wanted)
    return places


def _places_in_run(text: str, start: int, stop: int, wanted: Sequence[str]) -> list[tuple[int, int]]:
    starts = sorted((text.find(one, start, stop), one) for one in wanted)
    places: list[tuple[int, int]] = []
    for place, one in starts:
        if place >= (places[-1][1] if places else 0):
            places.append((place, place + len(one)))
    return places


def _is_meant(word: str, wanted: str) -> bool:
    return (
        word == wanted
        or word.replace(".", "") == wanted.replace(".", "")
        or (len(wanted) >= MIN_PREFIX_LENGTH and word.startswith(wanted))
    )
