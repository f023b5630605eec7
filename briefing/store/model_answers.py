"""Answers of the language model, kept by a hash of the request: the same request costs nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from briefing.store.codecs import json_array, to_micros
from briefing.store.database.connection import Repository
from briefing.store.json_codecs import decode_model_answer, encode_model_answer

_LIFETIME = timedelta(days=30)
"""How long an answer is kept; after a month hardly any thread still has the sentences that were rewritten."""


class ModelAnswerRepository(Repository):
    """The table model_answers."""

    def get(self, hashes: Iterable[str]) -> dict[str, str]:
        """Return the stored answers, by the hash of their request; damaged ones are left out."""
        sql = "SELECT request_hash, answer FROM model_answers WHERE request_hash IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            decoded = {key: decode_model_answer(answer) for key, answer in db.execute(sql, (json_array(hashes),))}
        return {key: answer for key, answer in decoded.items() if answer is not None}

    def save(self, answers: Mapping[str, str], at: datetime) -> None:
        """Store answers, by the hash of their request, and drop those older than `_LIFETIME`."""
        with self._db.writing() as db:
            db.execute("DELETE FROM model_answers WHERE at < ?", (to_micros(at - _LIFETIME),))
            rows = [(key, to_micros(at), encode_model_answer(answer)) for key, answer in answers.items()]
            db.executemany("INSERT OR REPLACE INTO model_answers VALUES (?, ?, ?)", rows)
