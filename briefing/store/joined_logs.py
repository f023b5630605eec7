"""The logs of two threads that become one: undo still finds each action, with the values of both threads combined."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.store.action_log import write_actions
from briefing.store.codecs import json_array, named_rows
from briefing.store.json_codecs import decode_undo_value
from briefing.store.undoable import LoggedAction, UndoableKind


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
        combined = combine(db, survivor, ended, own, values[ended])
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
        after = combine(db, survivor, ended, current[survivor], current[ended])
        current[action.subject] = action.before
        before = combine(db, survivor, ended, current[survivor], current[ended])
        joined[n] = LoggedAction(kind.name, survivor, before, after)
    return joined
