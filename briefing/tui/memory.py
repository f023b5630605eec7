"""What the interface remembers between two runs: colours, tab, sizes of panes. A small JSON file beside the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from briefing.config import write_atomic
from briefing.errors import BriefingError
from briefing.tui.paint.view import Size

NARROWEST, WIDEST, EVEN = 5, 17, 11
"""Parts of 21 that the left pane may have, and has at first."""
SIZES: tuple[Size, ...] = ("line", "paragraph", "page")


@dataclass(frozen=True, slots=True)
class Memory:
    """What a reader chose. `split` is the share of the left pane, `hidden` and `zoomed` name panes."""

    theme: str = ""
    section: str = ""
    size: Size = "paragraph"
    split: int = EVEN
    hidden: tuple[str, ...] = ()
    zoomed: str = ""

    def sized(self, step: int) -> int:
        """Return the share of the left pane, made wider by some steps as far as it may be."""
        return min(max(self.split + step, NARROWEST), WIDEST)


def recalled(path: Path | None) -> Memory:
    """Return what the file remembers; what it does not hold, or holds wrongly, is as at first."""
    if path is None:
        return Memory()
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Memory()
    return _memory(table) if isinstance(table, dict) else Memory()


def remember(path: Path | None, memory: Memory) -> bool:
    """Write the file, whole or not at all; False where it cannot be written."""
    if path is None:
        return False
    try:
        write_atomic(path, json.dumps(asdict(memory), ensure_ascii=False, indent=1) + "\n")
    except BriefingError:
        return False
    return True


def _memory(table: Mapping[str, object]) -> Memory:
    def word(name: str, usual: str = "") -> str:
        value = table.get(name)
        return value if isinstance(value, str) else usual

    split = table.get("split")
    hidden = table.get("hidden")
    return Memory(
        theme=word("theme"),
        section=word("section"),
        size=next((size for size in SIZES if size == word("size")), "paragraph"),
        split=split if isinstance(split, int) and NARROWEST <= split <= WIDEST else EVEN,
        hidden=tuple(filter(_is_word, hidden)) if isinstance(hidden, list) else (),
        zoomed=word("zoomed"),
    )


def _is_word(value: object) -> bool:
    return isinstance(value, str)
