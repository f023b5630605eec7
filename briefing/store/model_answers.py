"""What a language model answered, kept by a digest of what it was asked: the same question costs nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from briefing.store.codecs import json_array, to_micros
from briefing.store.connection import Repository

_LIFETIME = timedelta(days=30)


class ModelAnswerRepository(Repository):
    """The table answers."""

    def get(self, hashes: Iterable[str]) -> dict[str, str]:
        """The answers there are, by digest."""
        sql = "SELECT digest, answer FROM answers WHERE digest IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            return dict(db.execute(sql, (json_array(hashes),)).fetchall())

    def save(self, answers: Mapping[str, str], at: datetime) -> None:
        """Keep answers; those of more than 30 days ago are dropped."""
        with self._db.writing() as db:
            db.execute("DELETE FROM answers WHERE at < ?", (to_micros(at - _LIFETIME),))
            rows = [(digest, to_micros(at), answer) for digest, answer in answers.items()]
            db.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)
