"""Mute rules: they keep threads out of lists, by words of their titles or by their publishers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.errors import StoreError
from briefing.store.codecs import from_micros, to_micros
from briefing.store.configured_rules import RuleSubject, spelled_pattern
from briefing.store.connection import Repository
from briefing.store.json_codecs import decode_text_list
from briefing.store.undo_log import UndoableKind, record
from briefing.text.clean import clean
from briefing.text.plain_spelling import plain_spelling

if TYPE_CHECKING:
    from briefing.model.curation import MuteRule, MuteRuleKind


class RuleRepository(Repository):
    """The table mute_rules."""

    def set_active(self, kind: MuteRuleKind, value: str, on: bool, at: datetime) -> None:
        """Hide threads with these words in their title, or reported by this publisher alone; or stop hiding them.

        Raises:
            StoreError: The rule to remove does not exist.
        """
        value = clean(value)
        undoable = RULE_KINDS[kind]
        with self._db.writing() as db:
            known = same_rule((rule.value for rule in read_rules(db) if rule.kind == kind), value)
            if not on and not known:
                raise StoreError(f'no rule mutes the {kind} "{value}"', "`briefing hidden` lists the rules")
            if not on or not known:
                record(db, undoable, known or value, to_micros(at) if on else None, at)

    def all(self) -> list[MuteRule]:
        """Return all rules, the oldest first."""
        with self._db.reading() as db:
            return read_rules(db)


def read_rules(db: sqlite3.Connection) -> list[MuteRule]:
    """Return all rules, the oldest first."""
    rows = db.execute("SELECT kind, value, at FROM mute_rules ORDER BY at, kind, value").fetchall()
    if not rows:
        return []
    from briefing.model.curation import MuteRule

    return [MuteRule(kind, value, from_micros(at)) for kind, value, at in rows]


def same_rule(values: Iterable[str], value: str) -> str:
    """Return `value` if a rule has it, else the first value of a rule with the same plain spelling, else ""."""
    alike = [one for one in values if plain_spelling(one) == plain_spelling(value)]
    return value if value in alike else next(iter(alike), "")


def rule_matcher(rules: Sequence[MuteRule]) -> Callable[[RuleSubject], MuteRule | None]:
    """Return a function that gives the rule that hides a thread, or None. Rules never hide followed threads."""
    words = {plain_spelling(rule.value): rule for rule in rules if rule.kind == "word"}
    publishers = {plain_spelling(rule.value): rule for rule in rules if rule.kind == "publisher"}
    pattern = re.compile("|".join(f"({spelled_pattern(rule.value)})" for rule in words.values()) or "(?!)")
    by_group = list(words.values())

    def hiding_rule(thread: RuleSubject) -> MuteRule | None:
        if thread.followed is not None:
            return None
        match = pattern.search(plain_spelling(thread.title)) if words else None
        if match:
            return by_group[(match.lastindex or 1) - 1]
        return _publisher_rule(thread.publishers, publishers) if publishers else None

    return hiding_rule


def _publisher_rule(publishers_json: str, muted: Mapping[str, MuteRule]) -> MuteRule | None:
    """Return the rule of the first publisher, if all publishers are muted."""
    names = [plain_spelling(name) for name in decode_text_list(publishers_json, "list of publishers")]
    return muted[names[0]] if names and all(name in muted for name in names) else None


def _undoable_rule(kind: MuteRuleKind) -> UndoableKind:
    def get(db: sqlite3.Connection, value: str) -> int | None:
        row = db.execute("SELECT at FROM mute_rules WHERE kind = ? AND value = ?", (kind, value)).fetchone()
        return int(row[0]) if row else None

    def put(db: sqlite3.Connection, value: str, at: int | None) -> None:
        if at is None:
            db.execute("DELETE FROM mute_rules WHERE kind = ? AND value = ?", (kind, value))
        else:
            db.execute("INSERT OR REPLACE INTO mute_rules VALUES (?, ?, ?)", (kind, value, at))

    return UndoableKind(kind, "muted", "unmuted", lambda _, value: f'the {kind} "{value}"', get, put)


RULE_KINDS: Mapping[MuteRuleKind, UndoableKind] = {
    "word": _undoable_rule("word"),
    "publisher": _undoable_rule("publisher"),
}
