"""What a language model answered, kept by a digest of what it was asked: the same question costs nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from briefing.store.connection import Concern
from briefing.store.values import many, micros

_KEPT = timedelta(days=30)


class Answers(Concern):
    """The table answers."""

    def answers(self, digests: Iterable[str]) -> dict[str, str]:
        """The answers there are, by digest."""
        sql = "SELECT digest, answer FROM answers WHERE digest IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            return dict(db.execute(sql, (many(digests),)).fetchall())

    def save_answers(self, answers: Mapping[str, str], at: datetime) -> None:
        """Keep answers; those of more than 30 days ago are dropped."""
        with self._db.writing() as db:
            db.execute("DELETE FROM answers WHERE at < ?", (micros(at - _KEPT),))
            rows = [(digest, micros(at), answer) for digest, answer in answers.items()]
            db.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)
