"""What each digest already told, so that it tells nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from briefing.store.codecs import optional_from_micros, to_micros
from briefing.store.connection import Repository


class DeliveryLog(Repository):
    """The tables digests and ledger."""

    def delivered_stories(self, digest: str) -> dict[str, frozenset[str]]:
        """The stories that a digest told, by thread."""
        stories: defaultdict[str, set[str]] = defaultdict(set)
        with self._db.reading() as db:
            for thread, story in db.execute("SELECT thread, story FROM ledger WHERE digest = ?", (digest,)):
                stories[thread].add(story)
        return {thread: frozenset(found - {""}) for thread, found in stories.items()}

    def mark_delivered(self, digest: str, stories: Mapping[str, Sequence[str]], at: datetime) -> None:
        """Record that a digest ran at a moment, and the stories it told, by thread."""
        told = [(digest, thread, story, to_micros(at)) for thread, found in stories.items() for story in found or ("",)]
        with self._db.writing() as db:
            db.execute("INSERT OR REPLACE INTO digests VALUES (?, ?)", (digest, to_micros(at)))
            db.executemany("INSERT OR IGNORE INTO ledger VALUES (?, ?, ?, ?)", told)

    def last(self, digest: str) -> datetime | None:
        """When a digest last ran; None if it never did."""
        with self._db.reading() as db:
            row = db.execute("SELECT at FROM digests WHERE name = ?", (digest,)).fetchone()
        return optional_from_micros(row[0]) if row else None
