"""What grouping asks of the past: the Archive of `model`, answered from an inverted index.

The cost of a question does not grow with the archive: of each term only the newest profiles are looked at.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.grouping import Profile
from briefing.store.codecs import from_micros, json_array, to_micros
from briefing.store.connection import Repository

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind, Profile

PROFILES_PER_TERM = 150
"""How many profiles of one term are looked at, newest first; a term with more of them says little anyway."""


class StoredArchive(Repository):
    """The tables profiles, postings, vocabulary and counters, for reading."""

    def candidates(self, kind: GroupKind, terms: Sequence[str], since: datetime | None, limit: int) -> Sequence[str]:
        """Ids of profiles that share any of `terms`, `last` not before `since`; most shared first, then newest."""
        earliest = -(2**62) if since is None else to_micros(since)
        shared: Counter[tuple[int, int]] = Counter()
        sql = """SELECT last, profile FROM postings WHERE term = ? AND kind = ? AND last >= ?
            ORDER BY last DESC, profile DESC LIMIT ?"""
        with self._db.reading() as db:
            known = "SELECT n FROM vocabulary WHERE term IN (SELECT value FROM json_each(?))"
            for (term,) in db.execute(known, (json_array(dict.fromkeys(terms)),)).fetchall():
                shared.update(db.execute(sql, (term, kind, earliest, PROFILES_PER_TERM)).fetchall())
            best = sorted([(-n, -last, profile) for (last, profile), n in shared.items()])[:limit]
            found = "SELECT p.id FROM json_each(?) b CROSS JOIN profiles p ON p.n = b.value ORDER BY b.key"
            return [id for (id,) in db.execute(found, (json_array(profile for *_, profile in best),))]

    def profiles(self, kind: GroupKind, ids: Sequence[str]) -> Sequence[Profile]:
        """The profiles with these ids, in this order; unknown ids are left out."""
        sql = """SELECT p.id, p.first, p.last, p.terms, p.body FROM json_each(?) i
            CROSS JOIN profiles p ON p.kind = ? AND p.id = i.value ORDER BY i.key"""
        with self._db.reading() as db:
            rows = db.execute(sql, (json_array(ids), kind)).fetchall()
        return [
            Profile(row[0], kind, from_micros(row[1]), from_micros(row[2]), tuple(json.loads(row[3])), row[4])
            for row in rows
        ]

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many grouped articles each term occurred; terms that never did are left out."""
        sql = """SELECT term, documents FROM vocabulary
            WHERE term IN (SELECT value FROM json_each(?)) AND documents > 0"""
        with self._db.reading() as db:
            return dict(db.execute(sql, (json_array(terms),)).fetchall())

    def size(self) -> int:
        """How many articles were grouped so far."""
        with self._db.reading() as db:
            row = db.execute("SELECT n FROM counters WHERE name = 'documents'").fetchone()
        return int(row[0]) if row else 0
