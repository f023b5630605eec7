"""How a message that names threads or articles is worded and cut, so that it fits and its names stay apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from briefing.output.cells import cell_width, truncate

LEGIBLE_CELLS = 20
"""Cells of a cut name, some three words: a wording that leaves fewer gives way to one with fewer names."""
MIN_NAME_CELLS = 12
"""Cells that a name keeps at least, also where the message then exceeds its room."""
_QUOTED = re.compile(r'"([^"]+)"')
_FROM, _TO = '" from "', '" to "'


class Notice(NamedTuple):
    """A message with names in it: one piece of text more than names, which stand between the pieces."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]


Wordings = tuple[Notice, ...]
"""The same message in different words, the fullest first."""
StatusMessage = str | Wordings
"""A message of the status line; one that is a text has names in quotation marks."""


def naming(text: str, *names: str) -> Notice:
    """Return a message in which each "{}" stands for a name, which is shown in quotation marks."""
    begin, *rest = text.split("{}")
    if not rest:
        return Notice((begin,), ())
    *middle, end = rest
    return Notice((f'{begin}"', *(f'"{piece}"' for piece in middle), f'"{end}'), names)


def wordings_of(message: str) -> Wordings:
    """Return a message that has names in quotation marks, and shorter wordings with fewer of them.

    Of what was moved the place that it left is named last; of what an undo took back only what comes first is needed.
    """
    begin, *rest = _QUOTED.split(message)
    if not rest:
        return (Notice((message,), ()),)
    pieces, names = [begin + '"', *(f'"{piece}"' for piece in rest[1:-1:2]), '"' + rest[-1]], rest[::2]
    wordings = [Notice(tuple(pieces), tuple(names))]
    if (_FROM, _TO) in pairwise(pieces):
        at = list(pairwise(pieces)).index((_FROM, _TO))
        wordings.append(Notice((*pieces[:at], *pieces[at + 1 :]), (*names[:at], *names[at + 1 :])))
    if len(names) > 1 and pieces[0].endswith(': "'):
        wordings.append(Notice((pieces[0], '"'), (names[0],)))
    return tuple(wordings)


def fit_notice(wordings: Wordings, room: int, ellipsis: str = "…") -> str:
    """Return the first wording whose names fit `room` cells, whole or cut to at least `LEGIBLE_CELLS`.

    If none does, it is the last one, as far as names can be cut.
    """
    for pieces, names in wordings:
        widest = max(map(cell_width, names), default=0)
        cells = _fair_cells(names, room - sum(map(cell_width, pieces)))
        if cells >= min(LEGIBLE_CELLS, widest):
            break
    begin, *rest = pieces
    cut = _cut_apart(names, max(cells, MIN_NAME_CELLS), ellipsis)
    return begin + "".join(f"{name}{piece}" for name, piece in zip(cut, rest, strict=True))


def fit_message(message: StatusMessage, room: int, ellipsis: str = "…") -> str:
    """Return a message worded and cut so that it fits `room` cells, as far as that goes."""
    return fit_notice(wordings_of(message) if isinstance(message, str) else message, room, ellipsis)


def _fair_cells(names: Sequence[str], room: int) -> int:
    """Return the cells that each name may take so that all fit: what short ones leave, long ones get."""
    widths, left = sorted(map(cell_width, names)), room
    for index, width in enumerate(widths):
        share = left // (len(widths) - index)
        if width > share:
            return max(share, 0)
        left -= width
    return max(widths, default=0) if left >= 0 else -1


def _cut_apart(names: Sequence[str], cells: int, ellipsis: str) -> list[str]:
    """Return names cut to some cells; those that begin alike for more than half of these lose that beginning."""
    cut = []
    for name in names:
        shared = max((_shared_beginning(name, other) for other in names if other != name), key=len, default="")
        is_alike = cell_width(name) > cells and cell_width(shared) > cells // 2
        cut.append(truncate(ellipsis + name.removeprefix(shared) if is_alike else name, cells, ellipsis))
    return cut


def _shared_beginning(name: str, other: str) -> str:
    """Return the words with which both names begin."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(name.split(" "), other.split(" "), strict=False))
    return "".join(f"{word} " for word, _ in alike)
