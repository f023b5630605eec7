"""Writing the index that grouping asks: profiles, their postings, and how common each term is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.store.codecs import json_array, to_micros

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind, Profile


def write_profiles(db: sqlite3.Connection, profiles: Sequence[Profile]) -> None:
    """Store profiles; each takes the place of the one before it with all of its postings."""
    for profile in profiles:
        delete_profile(db, profile.kind, profile.id)
        terms = list(dict.fromkeys(profile.terms))
        cursor = db.execute(
            "INSERT INTO profiles (id, kind, first, last, terms, body) VALUES (?, ?, ?, ?, ?, ?)",
            (
                profile.id,
                profile.kind,
                to_micros(profile.first),
                to_micros(profile.last),
                _terms_json(terms),
                profile.body,
            ),
        )
        postings = ((n, profile.kind, to_micros(profile.last), cursor.lastrowid) for n in _term_numbers(db, terms))
        db.executemany("INSERT INTO postings VALUES (?, ?, ?, ?)", postings)


def delete_profile(db: sqlite3.Connection, kind: GroupKind, id: str) -> None:
    """Forget a profile and its postings, if there is one."""
    row = db.execute("SELECT n, last, terms FROM profiles WHERE kind = ? AND id = ?", (kind, id)).fetchone()
    if row is None:
        return
    n, last, terms = row
    db.execute(
        """DELETE FROM postings WHERE kind = ? AND last = ? AND profile = ?
        AND term IN (SELECT n FROM vocabulary WHERE term IN (SELECT value FROM json_each(?)))""",
        (kind, last, n, terms),
    )
    db.execute("DELETE FROM profiles WHERE n = ?", (n,))


def add_document_counts(db: sqlite3.Connection, frequencies: Mapping[str, int], documents: int) -> None:
    """Add newly grouped articles, and in how many of them each term occurred."""
    db.executemany(
        """INSERT INTO vocabulary (term, documents) VALUES (?, ?)
        ON CONFLICT (term) DO UPDATE SET documents = documents + excluded.documents""",
        frequencies.items(),
    )
    db.execute(
        """INSERT INTO counters VALUES ('documents', ?)
        ON CONFLICT (name) DO UPDATE SET n = n + excluded.n""",
        (documents,),
    )


def _term_numbers(db: sqlite3.Connection, terms: Sequence[str]) -> Iterable[int]:
    """The inner numbers of terms; new ones are given out to those that have none."""
    db.executemany("INSERT OR IGNORE INTO vocabulary (term) VALUES (?)", ((term,) for term in terms))
    sql = "SELECT n FROM vocabulary WHERE term IN (SELECT value FROM json_each(?))"
    return [n for (n,) in db.execute(sql, (json_array(terms),)).fetchall()]


def _terms_json(terms: Sequence[str]) -> str:
    return json.dumps(terms, ensure_ascii=False)
