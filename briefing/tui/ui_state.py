"""What the reader remembers between two runs: theme, tab, pane sizes. A small JSON file beside the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.config import write_atomic
from briefing.errors import BriefingError
from briefing.model.digests import SummarySize
from briefing.tui.command_names import SIZE_NAMES
from briefing.tui.tabs import ALL_TAB, Tab

NARROWEST_SPLIT, WIDEST_SPLIT, DEFAULT_SPLIT = 5, 17, 11
"""Shares of the left pane, in parts of `WIDTH_SHARES`: the least, the most, and the first one."""
WIDTH_SHARES = 21
"""Parts that the width of the screen is divided into: one step of `wider` moves the border by about 4 cells of 80."""
UI_STATE_SUFFIX = ".reader.json"
"""Appended to the path of the store: the file of the UI state."""


@dataclass(frozen=True, slots=True)
class PaneId:
    """A pane of a screen."""

    screen: str
    pane: str

    @classmethod
    def from_text(cls, text: str) -> PaneId | None:
        """Return the pane that `to_text` wrote; None for any other text."""
        screen, colon, pane = text.partition(":")
        return cls(screen, pane) if colon else None

    def to_text(self) -> str:
        """Return the pane as it is stored: "front page:list"."""
        return f"{self.screen}:{self.pane}"


@dataclass(frozen=True, slots=True)
class UiState:
    """What the reader chose.

    Attributes:
        theme: The name of the theme; "": the first one.
        tab: The tab in sight.
        size: The size of summaries.
        split: The share of the left pane, in parts of `WIDTH_SHARES`.
        hidden: The panes that are not shown.
        zoomed: The pane that fills its screen.
        compact: Whether the list has one line for each thread.
    """

    theme: str = ""
    tab: Tab = ALL_TAB
    size: SummarySize = "paragraph"
    split: int = DEFAULT_SPLIT
    hidden: tuple[PaneId, ...] = ()
    zoomed: PaneId | None = None
    compact: bool = False

    def widened(self, step: int) -> int:
        """Return the share of the left pane after some steps, within its limits."""
        return min(max(self.split + step, NARROWEST_SPLIT), WIDEST_SPLIT)


def load_ui_state(path: Path) -> UiState:
    """Read the file; values that are missing or wrong get their defaults."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return UiState()
    return _ui_state_from_json(table) if isinstance(table, dict) else UiState()


def save_ui_state(path: Path, ui_state: UiState) -> bool:
    """Write the file atomically; return False if it cannot be written."""
    try:
        write_atomic(path, json.dumps(_ui_state_to_json(ui_state), ensure_ascii=False, indent=1) + "\n")
    except BriefingError:
        return False
    return True


def _ui_state_to_json(ui_state: UiState) -> Mapping[str, object]:
    return {
        "theme": ui_state.theme,
        "section": ui_state.tab.to_text(),  # named when all tabs were sections
        "size": SIZE_NAMES[ui_state.size].value,
        "split": ui_state.split,
        "hidden": [pane.to_text() for pane in ui_state.hidden],
        "compact": ui_state.compact,
        "zoomed": ui_state.zoomed.to_text() if ui_state.zoomed else "",
    }


def _ui_state_from_json(table: Mapping[str, object]) -> UiState:
    def text(name: str) -> str:
        value = table.get(name)
        return value if isinstance(value, str) else ""

    split, hidden = table.get("split"), table.get("hidden")
    hidden_texts = [value for value in hidden if isinstance(value, str)] if isinstance(hidden, list) else []
    return UiState(
        theme=text("theme"),
        tab=Tab.from_text(text("section")),
        size=next((size for size, name in SIZE_NAMES.items() if name == text("size")), "paragraph"),
        split=split if isinstance(split, int) and NARROWEST_SPLIT <= split <= WIDEST_SPLIT else DEFAULT_SPLIT,
        hidden=tuple(pane for value in hidden_texts if (pane := PaneId.from_text(value))),
        zoomed=PaneId.from_text(text("zoomed")),
        compact=table.get("compact") is True,
    )
