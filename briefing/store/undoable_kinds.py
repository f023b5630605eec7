"""All kinds of actions that can be undone."""

from __future__ import annotations

from briefing.store.corrections import CORRECTION_KINDS, FORGOTTEN
from briefing.store.following_tables import THREAD_KINDS
from briefing.store.marks import STARRED
from briefing.store.mute_rules import MUTE_RULE_KINDS
from briefing.store.read_marks import READ_ELSEWHERE
from briefing.store.undoable import UndoableKind
from briefing.store.views import VIEW

UNDOABLE: tuple[UndoableKind, ...] = (
    *THREAD_KINDS,
    STARRED,
    *MUTE_RULE_KINDS.values(),
    VIEW,
    *CORRECTION_KINDS.values(),
    FORGOTTEN,
    READ_ELSEWHERE,
)
"""A new kind is added here."""
