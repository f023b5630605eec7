"""Mute rules: they keep threads out of lists, by words of their titles or by their publishers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.errors import StoreError
from briefing.store.action_log import record
from briefing.store.codecs import DISTANT_PAST, from_micros, optional_from_micros, optional_to_micros, to_micros
from briefing.store.configured_rules import RuleSubject
from briefing.store.database.connection import Repository
from briefing.store.json_codecs import decode_text_list
from briefing.store.undoable import UndoableKind
from briefing.text.html.clean import clean
from briefing.text.languages.plain_spelling import plain_spelling
from briefing.text.title_words import term_patterns

if TYPE_CHECKING:
    from briefing.model.curation import MuteRule, MuteRuleKind


class MuteRuleRepository(Repository):
    """The table mute_rules."""

    def set_active(
        self,
        kind: MuteRuleKind,
        value: str,
        on: bool,
        at: datetime,
        *,
        until: datetime | None = None,
        reason: str = "",
    ) -> None:
        """Hide threads with these words in their title, or all of whose publishers are muted; or stop hiding them.

        Args:
            kind: Whether `value` is a word or a publisher.
            value: The words, or the name.
            on: Whether to hide the threads.
            at: The current moment.
            until: When the rule ends; None: never. A rule that exists gets this end and reason.
            reason: Why the person wants it, as the list of rules shows it.

        Raises:
            StoreError: The rule to remove does not exist.
        """
        value = clean(value)
        undoable = MUTE_RULE_KINDS[kind]
        with self._db.writing() as db:
            known = stored_spelling(read_mute_rules(db), kind, value)
            if not on and not known:
                raise StoreError(f'no rule mutes the {kind} "{value}"', "`briefing hidden` lists the rules")
            if not on:
                record(db, undoable, known, None, at)
            elif not known or until or reason:
                ends = optional_to_micros(until)
                new = [to_micros(at), ends, clean(reason)] if ends is not None or reason else to_micros(at)
                record(db, undoable, known or value, new, at)

    def all(self) -> list[MuteRule]:
        """Return all rules, the oldest first."""
        with self._db.reading() as db:
            return read_mute_rules(db)


def read_mute_rules(db: sqlite3.Connection, now: datetime | None = None) -> list[MuteRule]:
    """Return all rules, the oldest first; with `now` only those that have not ended."""
    sql = """SELECT kind, value, at, until, reason FROM mute_rules WHERE until IS NULL OR until > ?
        ORDER BY at, kind, value"""
    rows = db.execute(sql, (DISTANT_PAST if now is None else to_micros(now),)).fetchall()
    if not rows:
        return []
    from briefing.model.curation import MuteRule

    return [
        MuteRule(kind, value, from_micros(at), optional_from_micros(until), reason)
        for kind, value, at, until, reason in rows
    ]


def stored_spelling(rules: Iterable[MuteRule], kind: MuteRuleKind, value: str) -> str:
    """Return the value of the rule of a kind that mutes `value` in this or another spelling; "" if none does."""
    plain = plain_spelling(value)
    alike = [rule.value for rule in rules if rule.kind == kind and plain_spelling(rule.value) == plain]
    return value if value in alike else next(iter(alike), "")


def mute_rule_matcher(rules: Sequence[MuteRule]) -> Callable[[RuleSubject], MuteRule | None]:
    """Return a function that gives the rule that hides a thread, or None. Rules never hide followed threads."""
    words = {plain_spelling(rule.value): rule for rule in rules if rule.kind == "word"}
    publishers = {plain_spelling(rule.value): rule for rule in rules if rule.kind == "publisher"}
    tests = [(term_patterns(rule.value), rule) for rule in words.values()]
    any_first = re.compile("|".join(terms[0].pattern for terms, _ in tests if terms) or "(?!)")  # most titles have none

    def hiding_rule(thread: RuleSubject) -> MuteRule | None:
        if thread.followed is not None:
            return None
        title = plain_spelling(thread.title) if words else ""
        if words and any_first.search(title):
            for terms, rule in tests:
                if terms and all(term.search(title) for term in terms):
                    return rule
        return _publisher_rule(thread.publishers, publishers) if publishers else None

    return hiding_rule


def _publisher_rule(publishers_json: str, muted: Mapping[str, MuteRule]) -> MuteRule | None:
    """Return the rule of the first publisher, if all publishers are muted."""
    names = [plain_spelling(name) for name in decode_text_list(publishers_json, "list of publishers")]
    return muted[names[0]] if names and all(name in muted for name in names) else None


RuleValue = int | list[Any] | None
"""Since when a rule mutes, in microseconds, or that with its end and reason; None: there is no such rule."""


def _undoable_rule(kind: MuteRuleKind) -> UndoableKind:
    def get(db: sqlite3.Connection, value: str) -> RuleValue:
        sql = "SELECT at, until, reason FROM mute_rules WHERE kind = ? AND value = ?"
        row = db.execute(sql, (kind, value)).fetchone()
        return (list(row) if row[1] is not None or row[2] else int(row[0])) if row else None

    def put(db: sqlite3.Connection, value: str, stored: RuleValue) -> None:
        if stored is None:
            db.execute("DELETE FROM mute_rules WHERE kind = ? AND value = ?", (kind, value))
        else:
            at, until, reason = stored if isinstance(stored, list) else (stored, None, "")
            db.execute("INSERT OR REPLACE INTO mute_rules VALUES (?, ?, ?, ?, ?)", (kind, value, at, until, reason))

    return UndoableKind(
        name=kind,
        verb="muted",
        undo_verb="unmuted",
        label=lambda _, value: f'the {kind} "{value}"',
        get=get,
        put=put,
    )


MUTE_RULE_KINDS: Mapping[MuteRuleKind, UndoableKind] = {
    "word": _undoable_rule("word"),
    "publisher": _undoable_rule("publisher"),
}
