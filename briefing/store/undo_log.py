"""Undo and redo of what a person did: the last action first, also after a restart. action_log.py writes the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from briefing.errors import StoreError
from briefing.model.undone_action import UndoneAction
from briefing.store.action_log import AUTOMATIC, kept_subjects, write_actions
from briefing.store.codecs import from_micros, named_rows, to_micros
from briefing.store.database.connection import Connections, Repository
from briefing.store.database.damage import damaged_store
from briefing.store.json_codecs import decode_undo_value, encode_undo_value
from briefing.store.redirects import resolve
from briefing.store.thread_joins import put_joins_before
from briefing.store.undoable import VIEW_KIND, LoggedAction, UndoableKind


class LoggedCorrection(NamedTuple):
    """A correction that was undone: its number, when it was made, and the value that the log has of it."""

    number: int
    at: datetime
    value: Any


FEED_EDIT = "feed edit"
"""The kind of an edit of a configuration, whose path is the subject. It changes a file, so a service takes it back."""


class UndoLog(Repository):
    """The table undo_log."""

    def __init__(self, connections: Connections, kinds: Sequence[UndoableKind]) -> None:
        super().__init__(connections)
        self._kinds = {kind.name: kind for kind in kinds}

    def log_feed_edit(self, path: str, reverse: Mapping[str, Any], at: datetime) -> None:
        """Log an edit of the configuration at `path` that was made; `reverse` is what its undo gets."""
        sql = "INSERT INTO undo_log (at, kind, subject, before, after) VALUES (?, ?, ?, ?, ?)"
        with self._db.writing() as db:
            db.execute(sql, (to_micros(at), FEED_EDIT, path, encode_undo_value(reverse), encode_undo_value(True)))

    def has_action(self, kind: str, subject: str) -> bool:
        """Whether anybody ever did or undid an action of this kind on a subject."""
        sql = "SELECT 1 FROM undo_log WHERE subject = ? AND kind = ? LIMIT 1"
        with self._db.reading() as db:
            return db.execute(sql, (subject, kind)).fetchone() is not None

    def undo_last_action(self, at: datetime, undo_feed_edit: Callable[[str, Any], str] = lambda *_: "") -> UndoneAction:
        """Undo the last action that is not undone yet; the message is "" if there is none left.

        Automatic actions are left out: one would be undone instead of what a person just did. So are actions whose
        subject does not exist any more. Actions of one batch are undone together.

        Args:
            at: The current moment.
            undo_feed_edit: Takes an edit of a configuration back and returns a message; "" leaves the edit out.
        """
        sql = """SELECT n, kind, subject, before, after, batch FROM undo_log
            WHERE undone IS NULL AND batch IS NOT ? ORDER BY n DESC"""
        with self._db.writing() as db:
            actions = list(named_rows(db, sql, (AUTOMATIC,)))
            moment = _next_undo_moment(db, at)
            for action in actions:
                if action["batch"] is not None:
                    undone = self._undo_batch(db, [one for one in actions if one["batch"] == action["batch"]], moment)
                elif action["kind"] == FEED_EDIT:
                    undone = UndoneAction(undo_feed_edit(action["subject"], decode_undo_value(action["before"])))
                    if undone.message:
                        db.execute("UPDATE undo_log SET undone = ? WHERE n = ?", (moment, action["n"]))
                else:
                    undone = self._undo_action(db, action, moment)
                if undone.message:
                    return undone
        return UndoneAction()

    def _undo_batch(self, db: sqlite3.Connection, batch: Sequence[sqlite3.Row], moment: int) -> UndoneAction:
        """Undo actions that were made together; the message is "" if no subject exists any more."""
        undone = [one for action in batch if (one := self._undo_action(db, action, moment)).message]
        if len(undone) < 2:
            return undone[0] if undone else UndoneAction()
        threads = tuple(thread for one in undone for thread in one.threads)
        if len({action["kind"] for action in batch}) > 1:
            message = f"reverted {len(undone)} actions that were made together"
        else:
            kind = self._kind(batch[0]["kind"])
            message = f"{_state_words(db, kind, threads) or kind.undo_verb} {len(undone)} threads"
        view = next((one.view for one in undone if one.view), "")
        return UndoneAction(message, threads, view)

    def _undo_action(self, db: sqlite3.Connection, action: sqlite3.Row, moment: int) -> UndoneAction:
        """Undo one action; one whose subject does not exist any more counts as undone, and its message is ""."""
        kind = self._kind(action["kind"])
        subject, before = _subject_and_value(db, kind, action)
        label = kind.label(db, subject)
        db.execute("UPDATE undo_log SET undone = ? WHERE n = ?", (moment, action["n"]))
        if label is None:
            return UndoneAction()
        is_view_again = kind.name == VIEW_KIND and before is not None and kind.get(db, subject) is None
        after = decode_undo_value(action["after"])
        _put_below_later_actions(db, kind, action["n"], LoggedAction(kind.name, subject, after, before))
        kind.undo_changes(db, action["n"])
        if before is not None:
            label = kind.label(db, subject) or label  # a title that was given back
        message = _undo_message(db, kind, subject, label, was_set=before is not None)
        return UndoneAction(message, (subject,) if kind.is_of_threads else (), subject if is_view_again else "")

    def redo_last_action(self, redo_correction: Callable[[LoggedCorrection], str] = lambda _: "") -> UndoneAction:
        """Do again what was undone last; the message is "" if nothing was, or if another action was made since.

        Actions whose subject does not exist any more are left out.

        Args:
            redo_correction: Makes a correction again and returns a message; "" if it must be made anew.

        Raises:
            StoreError: It was a correction that must be made anew, or an edit of feeds.toml, or the value that the
                undo set has changed since.
        """
        sql = """SELECT n, at, kind, subject, before, after, batch FROM undo_log WHERE undone IS NOT NULL AND n > (
            SELECT COALESCE(MAX(n), 0) FROM undo_log WHERE undone IS NULL AND batch IS NOT ?)
            ORDER BY undone DESC, n"""
        with self._db.writing() as db:
            undone = list(named_rows(db, sql, (AUTOMATIC,)))
            for action in undone:
                batch = action["batch"]
                together = [action] if batch is None else [one for one in undone if one["batch"] == batch]
                if (redone := self._redo_together(db, together, redo_correction)).message:
                    return redone
        return UndoneAction()

    def _redo_together(
        self,
        db: sqlite3.Connection,
        together: Sequence[sqlite3.Row],
        redo_correction: Callable[[LoggedCorrection], str],
    ) -> UndoneAction:
        """Do actions again that were made together; the message is "" if no subject exists any more."""
        redone = [one for action in together if (one := self._redo_action(db, action, redo_correction)).message]
        if len(redone) < 2:
            return redone[0] if redone else UndoneAction()
        threads = tuple(thread for one in redone for thread in one.threads)
        kinds = [self._kind(action["kind"]) for action in together]
        if len(set(kinds)) > 1:
            return UndoneAction(f"made {len(redone)} actions again", threads)
        verb = _state_words(db, kinds[0], threads) or kinds[0].redo_verb or kinds[0].verb
        return UndoneAction(f"{verb} {len(redone)} threads", threads)

    def _redo_action(
        self, db: sqlite3.Connection, action: sqlite3.Row, redo_correction: Callable[[LoggedCorrection], str]
    ) -> UndoneAction:
        """Do one undone action again; the message is "" if its subject does not exist any more."""
        n, name, subject, value = action["n"], action["kind"], action["subject"], decode_undo_value(action["after"])
        kind = None if name == FEED_EDIT else self._kind(name)
        if kind is None or kind.redo_changes is None:
            logged = LoggedCorrection(int(subject), from_micros(action["at"]), value) if kind else None
            with kept_subjects(db, n):
                message = redo_correction(logged) if logged else ""
            if not message:
                raise StoreError(f"what was undone last ({kind.verb if kind else name}) must be made anew")
            put_joins_before(db, n)
            db.execute("UPDATE undo_log SET undone = NULL WHERE n = ?", (n,))
            return UndoneAction(message)
        if (label := kind.label(db, subject)) is None:
            return UndoneAction()
        before = decode_undo_value(action["before"])
        verb = kind.redo_verb or (kind.undo_verb if value is None else kind.verb)
        if kind.normal(_value_below_later_actions(db, kind, n, subject)) != kind.normal(before):
            raise StoreError(f"what was undone last ({verb} {label}) cannot be done again: its value changed since")
        _put_below_later_actions(db, kind, n, LoggedAction(name, subject, before, value))
        kind.redo_changes(db, n)
        db.execute("UPDATE undo_log SET undone = NULL WHERE n = ?", (n,))
        if value is not None:
            label = kind.label(db, subject) or label  # a title that was given again
        view = subject if kind.name == VIEW_KIND and value is not None else ""
        words = f"{_state_words(db, kind, [subject]) or verb} {label}"
        return UndoneAction(words, (subject,) if kind.is_of_threads else (), view)

    def _kind(self, name: str) -> UndoableKind:
        kind = self._kinds.get(name)
        if kind is None:
            raise damaged_store(f'its undo log has an action of the unknown kind "{name}"')
        return kind


def _undo_message(db: sqlite3.Connection, kind: UndoableKind, subject: str, label: str, *, was_set: bool) -> str:
    """Return what an undo did, by the state that it left if the kind has words for states, else by the kind's verbs.

    Args:
        db: The store, after the undo.
        kind: The kind of the action.
        subject: The subject of the action.
        label: How messages name it.
        was_set: Whether the undo gave it a value; else it took one away.
    """
    if state := _state_words(db, kind, [subject]):
        return f"{state} {label}"
    if was_set:
        return f"{kind.verb} {label}" if kind.says_again else f"{kind.verb} {label} again"
    if kind.rebase and not kind.says_again and kind.get(db, subject) is not None:
        return f"took back what you set on {label}; what a rule set later stays"
    return f"{kind.undo_verb} {label}"


def _state_words(db: sqlite3.Connection, kind: UndoableKind, subjects: Sequence[str]) -> str:
    """Return what a message calls the state of all subjects; "" if they differ, or if the kind has no such words."""
    words = {kind.state_words(db, subject) for subject in subjects} if kind.state_words else set()
    return words.pop() if len(words) == 1 else ""


def _next_undo_moment(db: sqlite3.Connection, at: datetime) -> int:
    """Return when an undo is logged: later than all before it, also if the clock stands still or was set back."""
    last = db.execute("SELECT MAX(undone) FROM undo_log").fetchone()[0]
    return max(to_micros(at), (last or 0) + 1)


def _subject_and_value(db: sqlite3.Connection, kind: UndoableKind, action: sqlite3.Row) -> tuple[str, Any]:
    """Return the subject of an action now and the value that undo gives it.

    Briefing 0.1.0 left some actions under the id of a thread that ended. They are those of its survivor, whose value
    stays if it is not the one that the action set.
    """
    subject, before = action["subject"], decode_undo_value(action["before"])
    if not kind.is_of_threads or kind.label(db, subject) is not None:
        return subject, before
    survivor = resolve(db, subject)
    current = kind.get(db, survivor)
    was_set = kind.normal(current) == kind.normal(decode_undo_value(action["after"]))
    return survivor, before if was_set else current


def _later_actions(db: sqlite3.Connection, kind: UndoableKind, n: int, subject: str) -> dict[int, LoggedAction]:
    """Return the open actions on a subject that follow action `n` and that its undo and redo leave, by number."""
    if kind.rebase is None:
        return {}
    sql = """SELECT n, before, after FROM undo_log
        WHERE n > ? AND kind = ? AND subject = ? AND undone IS NULL ORDER BY n"""
    return {
        later: LoggedAction(kind.name, subject, decode_undo_value(before), decode_undo_value(after))
        for later, before, after in db.execute(sql, (n, kind.name, subject))
    }


def _value_below_later_actions(db: sqlite3.Connection, kind: UndoableKind, n: int, subject: str) -> Any:
    """Return the value of a subject before the open actions that follow action `n`; without such ones the present."""
    if first := next(iter(_later_actions(db, kind, n, subject).values()), None):
        return first.before
    return decode_undo_value(encode_undo_value(kind.get(db, subject)))


def _put_below_later_actions(db: sqlite3.Connection, kind: UndoableKind, n: int, change: LoggedAction) -> None:
    """Change a value as if at the time of action `n`.

    What the open actions after it set holds: each of their logged values, and the present value, is rebased, which
    means that it gets this change too.
    """
    _, subject, old, new = change
    later = _later_actions(db, kind, n, subject)
    if kind.rebase is None or not later:
        kind.put(db, subject, new)
        return
    rebased, value = {}, new
    for number, action in later.items():
        rebased[number] = action._replace(before=value, after=kind.rebase(action.after, old, new))
        value = rebased[number].after
    write_actions(db, rebased)
    present = kind.get(db, subject)
    if (value := kind.rebase(present, old, new)) != present:
        kind.put(db, subject, value)
