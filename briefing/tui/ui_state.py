"""What the interface remembers between two runs: colours, tab, sizes of panes. A small JSON file beside the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from briefing.config import write_atomic
from briefing.errors import BriefingError
from briefing.tui.render.thread_common import SummarySize

NARROWEST_SPLIT, WIDEST_SPLIT, DEFAULT_SPLIT = 5, 17, 11
"""Parts of 21 that the left pane may have, and has at first."""
SUMMARY_SIZES: tuple[SummarySize, ...] = ("line", "paragraph", "page")


@dataclass(frozen=True, slots=True)
class UiState:
    """What a reader chose. `split` is the share of the left pane, `hidden` and `zoomed` name panes."""

    theme: str = ""
    section: str = ""
    size: SummarySize = "paragraph"
    split: int = DEFAULT_SPLIT
    hidden: tuple[str, ...] = ()
    zoomed: str = ""

    def widened(self, step: int) -> int:
        """Return the share of the left pane, made wider by some steps as far as it may be."""
        return min(max(self.split + step, NARROWEST_SPLIT), WIDEST_SPLIT)


def load_ui_state(path: Path | None) -> UiState:
    """Return what the file remembers; what it does not hold, or holds wrongly, is as at first."""
    if path is None:
        return UiState()
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return UiState()
    return _ui_state_from_json(table) if isinstance(table, dict) else UiState()


def save_ui_state(path: Path | None, ui_state: UiState) -> bool:
    """Write the file, whole or not at all; False where it cannot be written."""
    if path is None:
        return False
    try:
        write_atomic(path, json.dumps(asdict(ui_state), ensure_ascii=False, indent=1) + "\n")
    except BriefingError:
        return False
    return True


def _ui_state_from_json(table: Mapping[str, object]) -> UiState:
    def word(name: str, usual: str = "") -> str:
        value = table.get(name)
        return value if isinstance(value, str) else usual

    split = table.get("split")
    hidden = table.get("hidden")
    return UiState(
        theme=word("theme"),
        section=word("section"),
        size=next((size for size in SUMMARY_SIZES if size == word("size")), "paragraph"),
        split=split if isinstance(split, int) and NARROWEST_SPLIT <= split <= WIDEST_SPLIT else DEFAULT_SPLIT,
        hidden=tuple(filter(_is_text, hidden)) if isinstance(hidden, list) else (),
        zoomed=word("zoomed"),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)
