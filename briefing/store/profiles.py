"""Writing the inverted index of the archive: profiles, their postings, and how common each term is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.store.codecs import json_array, json_text, to_micros

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind, Profile


def write_profiles(db: sqlite3.Connection, profiles: Sequence[Profile]) -> None:
    """Store profiles; each replaces the one with its id, with all postings.

    Of profiles with one id the last is stored. The postings are inserted in the order of their table, which is faster.
    """
    unique = {(profile.kind, profile.id): profile for profile in profiles}
    numbers = _term_numbers(db, {term: None for profile in unique.values() for term in profile.terms})
    postings: list[tuple[int, str, int, int]] = []
    for profile in unique.values():
        delete_profile(db, profile.kind, profile.id)
        terms = list(dict.fromkeys(profile.terms))
        cursor = db.execute(
            "INSERT INTO profiles (id, kind, first, last, terms, body) VALUES (?, ?, ?, ?, ?, ?)",
            (
                profile.id,
                profile.kind,
                to_micros(profile.first),
                to_micros(profile.last),
                json_text(terms),
                profile.body,
            ),
        )
        last = to_micros(profile.last)
        postings += [(numbers[term], profile.kind, last, int(cursor.lastrowid or 0)) for term in terms]
    db.executemany("INSERT INTO postings VALUES (?, ?, ?, ?)", sorted(postings))


def delete_profile(db: sqlite3.Connection, kind: GroupKind, id: str) -> None:
    """Delete a profile with its postings, if there is one."""
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


def add_document_counts(db: sqlite3.Connection, frequencies: Mapping[str, int], document_count: int) -> None:
    """Add the number of newly grouped articles, and the number of those in which each term occurs."""
    db.executemany(
        """INSERT INTO vocabulary (term, document_count) VALUES (?, ?)
        ON CONFLICT (term) DO UPDATE SET document_count = document_count + excluded.document_count""",
        frequencies.items(),
    )
    db.execute(
        """INSERT INTO counters VALUES ('documents', ?)
        ON CONFLICT (name) DO UPDATE SET n = n + excluded.n""",
        (document_count,),
    )


def _term_numbers(db: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """Return the inner numbers of terms; unknown terms are inserted."""
    wanted = list(terms)
    db.executemany("INSERT OR IGNORE INTO vocabulary (term) VALUES (?)", ((term,) for term in wanted))
    sql = "SELECT term, n FROM vocabulary WHERE term IN (SELECT value FROM json_each(?))"
    return dict(db.execute(sql, (json_array(wanted),)).fetchall())
