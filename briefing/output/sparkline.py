"""A row of tiny bars: articles a day."""

from __future__ import annotations

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
MIN_PEAK = 4  # so that a single article does not stand as high as a busy day


def sparkline(counts: Sequence[int], ascii: bool = False) -> str:
    """One character a day: block characters scaled to the busiest day, or digits (9 for nine and more)."""
    if ascii:
        return "".join(str(min(max(count, 0), 9)) for count in counts)
    peak = max([*counts, MIN_PEAK])
    # Ceiling division: a day with any article never looks like a day with none.
    return "".join(BLOCKS[-(-max(count, 0) * (len(BLOCKS) - 1) // peak)] for count in counts)
