"""The delivery log: what each digest already printed, so that it prints nothing twice."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.store.codecs import optional_from_micros, to_micros
from briefing.store.connection import Repository

if TYPE_CHECKING:
    from briefing.model.grouping import GroupKind


class DeliveryLog(Repository):
    """The tables digests and delivery_log. A digest is known by its name."""

    def delivered_stories(self, digest: str) -> dict[str, frozenset[str]]:
        """Return the ids of the stories that a digest delivered, by thread; a thread may have none."""
        stories: defaultdict[str, set[str]] = defaultdict(set)
        with self._db.reading() as db:
            for thread, story in db.execute("SELECT thread, story FROM delivery_log WHERE digest = ?", (digest,)):
                stories[thread].add(story)
        return {thread: frozenset(delivered - {""}) for thread, delivered in stories.items()}

    def mark_delivered(self, digest: str, stories: Mapping[str, Sequence[str]], at: datetime) -> None:
        """Record that a digest ran at a moment, and the stories that it delivered, by thread."""
        rows = [
            (digest, thread, story, to_micros(at))
            for thread, delivered in stories.items()
            for story in delivered or ("",)
        ]
        with self._db.writing() as db:
            db.execute("INSERT OR REPLACE INTO digests VALUES (?, ?)", (digest, to_micros(at)))
            db.executemany("INSERT OR IGNORE INTO delivery_log VALUES (?, ?, ?, ?)", rows)

    def last(self, digest: str) -> datetime | None:
        """Return when a digest last ran; None if it never did."""
        with self._db.reading() as db:
            row = db.execute("SELECT last_run FROM digests WHERE name = ?", (digest,)).fetchone()
        return optional_from_micros(row[0]) if row else None


def follow_delivery_log(db: sqlite3.Connection, kind: GroupKind, ended: str, survivor: str) -> None:
    """Let what was delivered of a story or thread that ends count for its survivor."""
    if kind == "thread":
        db.execute("UPDATE OR REPLACE delivery_log SET thread = ? WHERE thread = ?", (survivor, ended))
    else:
        db.execute("UPDATE OR REPLACE delivery_log SET story = ? WHERE story = ?", (survivor, ended))


def move_deliveries(db: sqlite3.Connection, stories: Iterable[str], thread: str) -> None:
    """Let what was delivered of these stories count for another thread, into which they move."""
    db.executemany(
        "UPDATE OR REPLACE delivery_log SET thread = ? WHERE story = ?", [(thread, story) for story in stories]
    )
