"""Rules that keep threads out of lists, by words of their titles or by whose they are; and why a thread is hidden."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from briefing.errors import StoreError
from briefing.model.curation import MuteRule
from briefing.store import undo_log
from briefing.store.codecs import from_micros, to_micros
from briefing.store.connection import Repository
from briefing.text.clean import clean
from briefing.text.scripts import BIGRAM_CHARACTER

if TYPE_CHECKING:
    from briefing.model.curation import MuteRule, MuteRuleKind


class RuleSubject(Protocol):
    """What rules look at: a thread's title, its publishers as JSON, and since when it is followed."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def publishers(self) -> str:
        """The names of its publishers, as JSON."""

    @property
    def followed(self) -> int | None:
        """Since when it is followed; None if it is not."""


class RuleRepository(Repository):
    """The table rules."""

    def set_active(self, kind: MuteRuleKind, value: str, on: bool, at: datetime) -> None:
        """Hide threads with these words in their title, or told by this publisher alone; or no longer.

        StoreError if a rule to end is not there.
        """
        value = clean(value)
        with self._db.writing() as db:
            known = {rule.value.casefold(): rule.value for rule in read_rules(db) if rule.kind == kind}
            if not on and value.casefold() not in known:
                raise StoreError(f'no rule mutes the {kind} "{value}"', "`briefing hidden` lists the rules")
            if not on or value.casefold() not in known:
                undo_log.record(db, kind, known.get(value.casefold(), value), to_micros(at) if on else None, at)

    def all(self) -> list[MuteRule]:
        """All rules, the oldest first."""
        with self._db.reading() as db:
            return read_rules(db)


def read_rules(db: sqlite3.Connection) -> list[MuteRule]:
    """All rules, the oldest first."""
    rows = db.execute("SELECT kind, value, at FROM rules ORDER BY at, kind, value")
    return [MuteRule(kind, value, from_micros(at)) for kind, value, at in rows]


def rule_matcher(rules: Sequence[MuteRule]) -> Callable[[RuleSubject], MuteRule | None]:
    """A function that tells which rule hides a thread, None if none does. Rules never hide what is followed."""
    words = {rule.value.casefold(): rule for rule in rules if rule.kind == "word"}
    publishers = {rule.value.casefold(): rule for rule in rules if rule.kind == "publisher"}
    pattern = re.compile("|".join(f"({_word_pattern(word)})" for word in words) or "(?!)")
    by_group = list(words.values())

    def hides(thread: RuleSubject) -> MuteRule | None:
        if thread.followed is not None:
            return None
        if words and (found := pattern.search(" ".join(thread.title.casefold().split()))):
            return by_group[(found.lastindex or 1) - 1]
        return _publisher_rule(thread.publishers, publishers) if publishers else None

    return hides


def _publisher_rule(publishers_json: str, muted: Mapping[str, MuteRule]) -> MuteRule | None:
    """The rule for the first of the publishers, if each of them is muted."""
    names = [name.casefold() for name in json.loads(publishers_json)]
    return muted[names[0]] if names and all(name in muted for name in names) else None


def _word_pattern(word: str) -> str:
    """A pattern for whole words; where a script puts no spaces between them, for any part."""
    before = "" if BIGRAM_CHARACTER.match(word[0]) else r"(?<!\w)"
    after = "" if BIGRAM_CHARACTER.match(word[-1]) else r"(?!\w)"
    return f"{before}{re.escape(word)}{after}"


def _undoable_rule(kind: MuteRuleKind) -> undo_log.UndoableKind:
    def get(db: sqlite3.Connection, value: str) -> int | None:
        row = db.execute("SELECT at FROM rules WHERE kind = ? AND value = ?", (kind, value)).fetchone()
        return int(row[0]) if row else None

    def put(db: sqlite3.Connection, value: str, at: int | None) -> None:
        if at is None:
            db.execute("DELETE FROM rules WHERE kind = ? AND value = ?", (kind, value))
        else:
            db.execute("INSERT OR REPLACE INTO rules VALUES (?, ?, ?)", (kind, value, at))

    return undo_log.UndoableKind("muted", "unmuted", lambda _, value: f'the {kind} "{value}"', get, put)


undo_log.UNDOABLE.update(word=_undoable_rule("word"), publisher=_undoable_rule("publisher"))
