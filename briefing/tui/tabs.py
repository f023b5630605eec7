"""The tabs of the front page: all threads, followed ones, sections and saved views."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

FOLLOWED_TEXT = "★"
VIEW_PREFIX = "⌕"
"""First character of the tab of a saved view in the stored UI state, where ★ alone is the tab of followed threads."""


class TabKind(Enum):
    """What a tab of the front page selects."""

    ALL = "all"
    FOLLOWED = "followed"
    SECTION = "section"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the front page; `name` is the section or the saved view."""

    kind: TabKind
    name: str = ""

    @classmethod
    def section(cls, name: str) -> Tab:
        """Return the tab of a section."""
        return cls(TabKind.SECTION, name)

    @classmethod
    def view(cls, name: str) -> Tab:
        """Return the tab of a saved view."""
        return cls(TabKind.VIEW, name)

    @classmethod
    def from_text(cls, text: str) -> Tab:
        """Return the tab that `to_text` wrote."""
        if not text:
            return ALL_TAB
        if text == FOLLOWED_TEXT:
            return FOLLOWED_TAB
        return cls.view(text.removeprefix(VIEW_PREFIX)) if text.startswith(VIEW_PREFIX) else cls.section(text)

    def to_text(self) -> str:
        """Return the tab as the UI state stores it: "" (all), "★" (followed), "asia" (section), "⌕pacts" (view)."""
        match self.kind:
            case TabKind.ALL:
                return ""
            case TabKind.FOLLOWED:
                return FOLLOWED_TEXT
            case TabKind.SECTION:
                return self.name
            case TabKind.VIEW:
                return VIEW_PREFIX + self.name


ALL_TAB = Tab(TabKind.ALL)
FOLLOWED_TAB = Tab(TabKind.FOLLOWED)
