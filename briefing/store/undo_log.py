"""The log of what a person did. Each action can be undone, the last one first, also after a restart.

An action sets one value of one subject, such as "followed" of a thread. The log keeps the values before and after it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from briefing.errors import StoreError
from briefing.model.undone_action import UndoneAction
from briefing.store.codecs import json_array, named_rows, to_micros
from briefing.store.connection import Connections, Repository
from briefing.store.damage import damaged_store
from briefing.store.json_codecs import decode_undo_value, encode_undo_value
from briefing.store.redirects import resolve

FEED_EDIT = "feed edit"
"""The kind of an edit of a configuration, whose path is the subject. It changes a file, so a service takes it back."""

AUTOMATIC = 0
"""The batch of actions that no key made: undo leaves them out. Other batches are numbered from 1."""

VIEW_KIND = "view"
"""The kind of what is done to a saved view, whose name is the subject."""


class UndoableKind(NamedTuple):
    """One kind of action. A value of None means that nothing is set.

    Attributes:
        name: The name of the kind in the log.
        verb: What the action did, for messages: "followed". One with a colon at its end says "again" itself.
        undo_verb: What its undo does: "unfollowed".
        label: Returns how a message names a subject; None if the subject does not exist any more.
        get: Returns the current value of a subject.
        put: Sets the value of a subject.
        combine: For subjects that are threads: returns the value of a thread in which another one ended, from the
            thread's id, its own value and the value of the ended thread. None: subjects are no threads.
        undo_changes: Reverts what an action, of this number in the log, changed beside the value of its subject.
        redo_verb: What its redo does, for kinds whose `verb` says that something is as before.
        redo_changes: Changes that again; None: an action of this kind is more than its value, and must be made anew.
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
    combine: Callable[[sqlite3.Connection, str, Any, Any], Any] | None = None
    undo_changes: Callable[[sqlite3.Connection, int], None] = lambda *_: None
    redo_verb: str = ""
    redo_changes: Callable[[sqlite3.Connection, int], None] | None = lambda *_: None
    rebase: Callable[[Any, Any, Any], Any] | None = None
    normal: Callable[[Any], Any] = lambda value: value


class LoggedAction(NamedTuple):
    """An action on a subject, with the decoded values before and after it."""

    kind: str
    subject: str
    before: Any
    after: Any


class UndoLog(Repository):
    """The table undo_log."""

    def __init__(self, connections: Connections, kinds: Sequence[UndoableKind]) -> None:
        super().__init__(connections)
        self._kinds = {kind.name: kind for kind in kinds}

    def log_feed_edit(self, path: str, reverse: dict[str, Any], at: datetime) -> None:
        """Log an edit of the configuration at `path` that was made; `reverse` is what `undo_last` passes on."""
        sql = "INSERT INTO undo_log (at, kind, subject, before, after) VALUES (?, ?, ?, ?, ?)"
        with self._db.writing() as db:
            db.execute(sql, (to_micros(at), FEED_EDIT, path, encode_undo_value(reverse), encode_undo_value(True)))

    def has_action(self, kind: str, subject: str) -> bool:
        """Return whether anybody ever did or undid an action of this kind on a subject."""
        sql = "SELECT 1 FROM undo_log WHERE subject = ? AND kind = ? LIMIT 1"
        with self._db.reading() as db:
            return db.execute(sql, (subject, kind)).fetchone() is not None

    def undo_last(self, at: datetime) -> str:
        """Undo the last action as `undo_last_action` does, and return its message."""
        return self.undo_last_action(at).message

    def undo_last_action(self, at: datetime, undo_feed_edit: Callable[[str, Any], str] = lambda *_: "") -> UndoneAction:
        """Undo the last action that is not undone yet; the message is "" if there is none left.

        What no key made is left out: it would be undone instead of what a person just did. So are actions whose subject
        does not exist any more. Actions of one batch are undone together.

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
        if len({action["kind"] for action in batch}) > 1:
            message = f"reverted {len(undone)} actions that were made together"
        else:
            message = f"{self._kind(batch[0]['kind']).undo_verb} {len(undone)} threads"
        view = next((one.view for one in undone if one.view), "")
        return UndoneAction(message, tuple(thread for one in undone for thread in one.threads), view)

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
        has_own_message = kind.verb.endswith(":")
        if before is None and kind.rebase and not has_own_message and kind.get(db, subject) is not None:
            message = f"took back what you set on {label}; what a rule set later stays"
        elif before is None:
            message = f"{kind.undo_verb} {label}"
        else:
            message = f"{kind.verb} {label}" if has_own_message else f"{kind.verb} {label} again"
        return UndoneAction(message, (subject,) if kind.combine else (), subject if is_view_again else "")

    def redo_last_action(self) -> UndoneAction:
        """Do again what was undone last; the message is "" if nothing was, or if another action was made since.

        Actions whose subject does not exist any more are left out.

        Raises:
            StoreError: It was a correction or an edit of feeds.toml, which must be made anew, or the value that the
                undo set has changed since.
        """
        sql = """SELECT n, kind, subject, before, after, batch FROM undo_log WHERE undone IS NOT NULL AND n > (
            SELECT COALESCE(MAX(n), 0) FROM undo_log WHERE undone IS NULL AND batch IS NOT ?)
            ORDER BY undone DESC, n"""
        with self._db.writing() as db:
            undone = list(named_rows(db, sql, (AUTOMATIC,)))
            for action in undone:
                batch = action["batch"]
                together = [action] if batch is None else [one for one in undone if one["batch"] == batch]
                if (redone := self._redo_together(db, together)).message:
                    return redone
        return UndoneAction()

    def _redo_together(self, db: sqlite3.Connection, together: Sequence[sqlite3.Row]) -> UndoneAction:
        """Do actions again that were made together; the message is "" if no subject exists any more."""
        redone = [one for action in together if (one := self._redo_action(db, action)).message]
        if len(redone) < 2:
            return redone[0] if redone else UndoneAction()
        threads = tuple(thread for one in redone for thread in one.threads)
        kinds = [self._kind(action["kind"]) for action in together]
        verbs = {kind.redo_verb or kind.verb for kind in kinds}
        if len(verbs) > 1:
            return UndoneAction(f"made {len(redone)} actions again", threads)
        return UndoneAction(f"{verbs.pop()} {len(redone)} threads", threads)

    def _redo_action(self, db: sqlite3.Connection, action: sqlite3.Row) -> UndoneAction:
        """Do one undone action again; the message is "" if its subject does not exist any more."""
        name, subject = action["kind"], action["subject"]
        kind = None if name == FEED_EDIT else self._kind(name)
        if kind is None or kind.redo_changes is None:
            raise StoreError(f"what was undone last ({kind.verb if kind else name}) must be made anew")
        label, value = kind.label(db, subject), decode_undo_value(action["after"])
        if label is None:
            return UndoneAction()
        n, before = action["n"], decode_undo_value(action["before"])
        verb = kind.redo_verb or (kind.undo_verb if value is None else kind.verb)
        if kind.normal(_value_below_later_actions(db, kind, n, subject)) != kind.normal(before):
            raise StoreError(f"what was undone last ({verb} {label}) cannot be done again: its value changed since")
        _put_below_later_actions(db, kind, n, LoggedAction(name, subject, before, value))
        kind.redo_changes(db, n)
        db.execute("UPDATE undo_log SET undone = NULL WHERE n = ?", (n,))
        view = subject if kind.name == VIEW_KIND and value is not None else ""
        return UndoneAction(f"{verb} {label}", (subject,) if kind.combine else (), view)

    def _kind(self, name: str) -> UndoableKind:
        kind = self._kinds.get(name)
        if kind is None:
            raise damaged_store(f'its undo log has an action of the unknown kind "{name}"')
        return kind


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
    if kind.combine is None or kind.label(db, subject) is not None:
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
    for later in _later_actions(db, kind, n, subject).values():
        return later.before
    return decode_undo_value(encode_undo_value(kind.get(db, subject)))


def _put_below_later_actions(db: sqlite3.Connection, kind: UndoableKind, n: int, change: LoggedAction) -> None:
    """Carry out a change of a value as if it was made at the time of action `n`: what was set later holds."""
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


def record(db: sqlite3.Connection, kind: UndoableKind, subject: str, value: Any, at: datetime) -> int | None:
    """Set a value and log it; return the number of the action, None if the value was set already."""
    before = kind.get(db, subject)
    if before == value:
        return None
    kind.put(db, subject, value)
    sql = "INSERT INTO undo_log (at, kind, subject, before, after) VALUES (?, ?, ?, ?, ?)"
    row = (to_micros(at), kind.name, subject, encode_undo_value(before), encode_undo_value(value))
    return db.execute(sql, row).lastrowid


def move_value(db: sqlite3.Connection, kind: UndoableKind, subject: str, value: Any) -> None:
    """Move a value on without an action, as if the last action had set the new one.

    The log follows: the last open action on the subject leads to the new value, and the undone one that redo would do
    next starts from it. So redo does not take the move for a change by somebody else.
    """
    old = kind.normal(decode_undo_value(encode_undo_value(kind.get(db, subject))))
    kind.put(db, subject, value)
    sql = """SELECT n, after FROM undo_log WHERE kind = ? AND subject = ? AND undone IS NULL
        ORDER BY n DESC LIMIT 1"""
    last, after = db.execute(sql, (kind.name, subject)).fetchone() or (0, None)
    if last and kind.normal(decode_undo_value(after)) == old:
        db.execute("UPDATE undo_log SET after = ? WHERE n = ?", (encode_undo_value(value), last))
    sql = """SELECT n, before FROM undo_log WHERE kind = ? AND subject = ? AND undone IS NOT NULL AND n > ?
        ORDER BY undone DESC, n LIMIT 1"""
    following, before = db.execute(sql, (kind.name, subject, last)).fetchone() or (0, None)
    if following and kind.normal(decode_undo_value(before)) == old:
        db.execute("UPDATE undo_log SET before = ? WHERE n = ?", (encode_undo_value(value), following))


def join_batch(db: sqlite3.Connection, after: int) -> None:
    """Make the actions that were logged after number `after` one batch."""
    db.execute("UPDATE undo_log SET batch = ?1 + 1 WHERE n > ?1", (after,))


def mark_automatic(db: sqlite3.Connection, action: int | None) -> None:
    """Note that no key made an action, of this number in the log."""
    db.execute("UPDATE undo_log SET batch = ? WHERE n = ?", (AUTOMATIC, action))


def take_over_automatic(db: sqlite3.Connection, kind: UndoableKind, subject: str, at: datetime) -> None:
    """Make the last action of a kind on a subject the last one of a key, if no key made it."""
    sql = "SELECT n, batch FROM undo_log WHERE kind = ? AND subject = ? AND undone IS NULL ORDER BY n DESC LIMIT 1"
    n, batch = db.execute(sql, (kind.name, subject)).fetchone() or (None, None)
    if batch != AUTOMATIC:
        return
    sql = """INSERT INTO undo_log (at, kind, subject, before, after)
        SELECT ?, kind, subject, before, after FROM undo_log WHERE n = ?"""
    number = db.execute(sql, (to_micros(at), n)).lastrowid
    db.execute("UPDATE read_changes SET action = ? WHERE action = ?", (number, n))
    db.execute("DELETE FROM undo_log WHERE n = ?", (n,))


def last_action(db: sqlite3.Connection) -> int:
    """Return the number of the last logged action, 0 if there is none."""
    return int(db.execute("SELECT COALESCE(MAX(n), 0) FROM undo_log").fetchone()[0])


def combine_values(db: sqlite3.Connection, kinds: Sequence[UndoableKind], ended: str, survivor: str) -> None:
    """Give a surviving thread the values and the log of a thread that ends in it.

    The log is rewritten as if all its actions had been made on the survivor: each action's values before and after are
    those of both threads combined at that time. So undo finds every action, in the order in which they were made.
    """
    for kind in kinds:
        combine = kind.combine
        if combine is None:
            continue
        values = {ended: kind.get(db, ended), survivor: kind.get(db, survivor)}
        own = values[survivor]
        combined = combine(db, survivor, own, values[ended])
        if combined != own:
            kind.put(db, survivor, combined)
        sql = """SELECT n, subject, before, after FROM undo_log WHERE kind = ? AND undone IS NULL
            AND subject IN (SELECT value FROM json_each(?))"""
        actions = {
            row["n"]: LoggedAction(
                kind.name, row["subject"], decode_undo_value(row["before"]), decode_undo_value(row["after"])
            )
            for row in named_rows(db, sql, (kind.name, json_array([ended, survivor])))
        }
        write_actions(db, joined_actions(db, kind, actions, values, survivor))
        db.execute("UPDATE undo_log SET subject = ? WHERE kind = ? AND subject = ?", (survivor, kind.name, ended))


def joined_actions(
    db: sqlite3.Connection,
    kind: UndoableKind,
    actions: Mapping[int, LoggedAction],
    values: Mapping[str, Any],
    survivor: str,
) -> dict[int, LoggedAction]:
    """Return the actions on two threads as if they had been made on the survivor.

    Args:
        db: The connection.
        kind: The kind of the actions.
        actions: The open actions of that kind, by number.
        values: The value of each of the two threads.
        survivor: The id of the thread in which the other one ends.
    """
    combine = kind.combine
    if combine is None:
        return {}
    current, joined = dict(values), {}
    (ended,) = values.keys() - {survivor}
    for n, action in sorted(actions.items(), reverse=True):
        after = combine(db, survivor, current[survivor], current[ended])
        current[action.subject] = action.before
        before = combine(db, survivor, current[survivor], current[ended])
        joined[n] = LoggedAction(kind.name, survivor, before, after)
    return joined


def write_actions(db: sqlite3.Connection, actions: Mapping[int, LoggedAction]) -> None:
    """Give logged actions, by number, another subject and other values."""
    db.executemany(
        "UPDATE undo_log SET subject = ?, before = ?, after = ? WHERE n = ?",
        [
            (action.subject, encode_undo_value(action.before), encode_undo_value(action.after), n)
            for n, action in actions.items()
        ],
    )


def thread_label(db: sqlite3.Connection, id: str) -> str | None:
    """Return a thread's title in quotation marks; None for an unknown id."""
    row = db.execute("SELECT title FROM threads WHERE id = ?", (id,)).fetchone()
    return f'"{row[0]}"' if row else None


def article_label(db: sqlite3.Connection, id: str) -> str | None:
    """Return an article's title in quotation marks; None for an unknown id."""
    row = db.execute("SELECT title FROM articles WHERE id = ?", (id,)).fetchone()
    return f'"{row[0]}"' if row else None
