"""What a kind of action must give so that it can be undone, and how messages name the subjects of actions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple

VIEW_KIND = "view"
"""The kind of what is done to a saved view, whose name is the subject."""


class UndoableKind(NamedTuple):
    """One kind of action. A value of None means that nothing is set.

    Attributes:
        name: The name of the kind in the log.
        verb: What the action did, for messages: "followed". One that says "again" itself ends with a colon.
        undo_verb: What its undo does: "unfollowed".
        label: Returns how a message names a subject; None if the subject does not exist any more.
        get: Returns the current value of a subject.
        put: Sets the value of a subject.
        combine: For subjects that are threads: returns the value of a thread in which another one ended, from the
            ids of the two, the thread's own value and the value of the ended thread. None: subjects are no threads.
        undo_changes: Reverts what an action, of this number in the log, changed beside the value of its subject.
        redo_verb: What its redo does, for kinds whose `verb` says that something is as before.
        state_words: Returns what a message calls the state that an undo or a redo left, for kinds of which one value
            may mean one state or the other; it stands in the place of the verbs.
        redo_changes: Changes that again; None: an action of this kind is more than its value. A service does it again.
        rebase: For kinds of which an automatic action may follow one that is undone or redone: returns a value that was
            set later, with the change of that action from one value to another. None: no value is set later.
        normal: Returns the one form in which a value is compared, for kinds whose values have several.
    """

    name: str
    verb: str
    undo_verb: str
    label: Callable[[sqlite3.Connection, str], str | None]
    get: Callable[[sqlite3.Connection, str], Any]
    put: Callable[[sqlite3.Connection, str, Any], None]
    combine: Callable[[sqlite3.Connection, str, str, Any, Any], Any] | None = None
    undo_changes: Callable[[sqlite3.Connection, int], None] = lambda *_: None
    redo_verb: str = ""
    state_words: Callable[[sqlite3.Connection, str], str] | None = None
    redo_changes: Callable[[sqlite3.Connection, int], None] | None = lambda *_: None
    rebase: Callable[[Any, Any, Any], Any] | None = None
    normal: Callable[[Any], Any] = lambda value: value

    @property
    def is_of_threads(self) -> bool:
        """Whether the subjects are threads."""
        return self.combine is not None

    @property
    def says_again(self) -> bool:
        """Whether the verb says "again" itself: "read again:"."""
        return self.verb.endswith(":")


class LoggedAction(NamedTuple):
    """An action on a subject, with the decoded values before and after it."""

    kind: str
    subject: str
    before: Any
    after: Any


def thread_label(db: sqlite3.Connection, id: str) -> str | None:
    """Return a thread's title in quotation marks; None for an unknown id."""
    row = db.execute("SELECT title FROM threads WHERE id = ?", (id,)).fetchone()
    return f'"{row[0]}"' if row else None


def article_label(db: sqlite3.Connection, id: str) -> str | None:
    """Return an article's title in quotation marks; None for an unknown id."""
    row = db.execute("SELECT title FROM articles WHERE id = ?", (id,)).fetchone()
    return f'"{row[0]}"' if row else None
