"""What the status line says after a merge or a split, and how the titles in a message are cut so that it fits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.output.cells import cell_width, truncate
from briefing.output.formatting import format_count

MIN_TITLE_CELLS = 12
"""Cells from which a cut title still names its thread; if there is less room, only the remaining title is named."""


_QUOTED = re.compile(r'"([^"]+)"')


def with_cut_titles(message: str, room: int, ellipsis: str = "…") -> str:
    """Return a message with its titles in quotation marks cut so that it fits `room` cells, as far as that goes."""
    titles = _QUOTED.findall(message)
    over = cell_width(message) - room
    if over <= 0 or not titles:
        return message
    cells = max(_fair_cells(titles, sum(map(cell_width, titles)) - over), MIN_TITLE_CELLS)
    return _QUOTED.sub(lambda match: f'"{truncate(match[1], cells, ellipsis)}"', message)


def merge_notice(ended: Sequence[str], former: str, final: str, room: int, ellipsis: str = "…") -> str:
    """Return which threads went into which, in `room` cells, with all titles cut alike.

    Args:
        ended: The titles of the threads that were merged into another one.
        former: The title that the other one had.
        final: The title that it has now.
        room: The cells that there are.
        ellipsis: What stands for the rest of a title.
    """
    titles = [*ended, former, *([final] if final != former else [])]

    def notice(cells: int) -> str:
        quoted = [f'"{truncate(title, cells, ellipsis) if cells else ""}"' for title in titles]
        remaining = ", now ".join(quoted[len(ended) :])
        return f"Merged {', '.join(quoted[: len(ended)])} into {remaining}"

    cells = _fair_cells(titles, room - cell_width(notice(0)))
    if cells >= MIN_TITLE_CELLS:
        return notice(cells)
    begin = f'{format_count(len(ended) + 1, "thread")} are now "'
    return f'{begin}{truncate(final, max(room - cell_width(begin) - 1, MIN_TITLE_CELLS), ellipsis)}"'


def split_notice(title: str, source: str, ellipsis: str, room: int) -> str:
    """Return what became of a story that was split off, and of which thread, if there is room for that.

    Args:
        title: Its title.
        source: The title of the thread that it was in; "": unknown.
        ellipsis: What stands for the rest of a title.
        room: The cells that there are.
    """
    begin, middle = 'Now a thread of its own: "', '", no longer in "'
    cells = _fair_cells([title, source], room - cell_width(begin + middle) - 1)
    if not source or cells < MIN_TITLE_CELLS:
        return f'{begin}{truncate(title, max(room - cell_width(begin) - 1, MIN_TITLE_CELLS), ellipsis)}"'
    return f'{begin}{truncate(title, cells, ellipsis)}{middle}{truncate(source, cells, ellipsis)}"'


def article_split_notice(title: str, move_key: str, ellipsis: str, room: int) -> str:
    """Return what the split of an article changed and what not, with its title if there is room for that.

    The timeline and the coverage go by what happened, so that they may still count both stories as one event.
    """
    rest = f"may stay in its event; {move_key} takes it out"
    begin, end = 'Now a story of its own in ARTICLES: "', f'"; {rest}'
    cells = room - cell_width(begin + end)
    if cells < MIN_TITLE_CELLS:
        return f"Own story in ARTICLES; {rest}"
    return f"{begin}{truncate(title, cells, ellipsis)}{end}"


def _fair_cells(titles: Sequence[str], room: int) -> int:
    """Return the cells that each title may take so that all fit: what short ones leave, long ones get."""
    widths, left = sorted(map(cell_width, titles)), room
    for index, width in enumerate(widths):
        share = left // (len(widths) - index)
        if width > share:
            return max(share, 0)
        left -= width
    return max(widths)
