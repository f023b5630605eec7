"""What each digest already told, so that it tells nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from briefing.store.connection import Concern
from briefing.store.values import micros, optional_moment


class Ledger(Concern):
    """The tables digests and ledger."""

    def told(self, digest: str) -> dict[str, frozenset[str]]:
        """The stories that a digest told, by thread."""
        stories: defaultdict[str, set[str]] = defaultdict(set)
        with self._db.reading() as db:
            for thread, story in db.execute("SELECT thread, story FROM ledger WHERE digest = ?", (digest,)):
                stories[thread].add(story)
        return {thread: frozenset(found - {""}) for thread, found in stories.items()}

    def tell(self, digest: str, stories: Mapping[str, Sequence[str]], at: datetime) -> None:
        """Record that a digest ran at a moment, and the stories it told, by thread."""
        told = [(digest, thread, story, micros(at)) for thread, found in stories.items() for story in found or ("",)]
        with self._db.writing() as db:
            db.execute("INSERT OR REPLACE INTO digests VALUES (?, ?)", (digest, micros(at)))
            db.executemany("INSERT OR IGNORE INTO ledger VALUES (?, ?, ?, ?)", told)

    def last_told(self, digest: str) -> datetime | None:
        """When a digest last ran; None if it never did."""
        with self._db.reading() as db:
            row = db.execute("SELECT at FROM digests WHERE name = ?", (digest,)).fetchone()
        return optional_moment(row[0]) if row else None
