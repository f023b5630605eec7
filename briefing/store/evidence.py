"""The table evidence: why articles are in their stories, stories in their threads, and threads in their affairs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from briefing.store.codecs import json_array
from briefing.store.json_codecs import decode_evidence, encode_evidence

if TYPE_CHECKING:
    from briefing.model.grouping import Evidence


def read_evidence(db: sqlite3.Connection, subjects: Iterable[str]) -> dict[str, Evidence]:
    """Return the evidence of these articles, stories or threads by id; those without any are left out."""
    sql = "SELECT subject, body FROM evidence WHERE subject IN (SELECT value FROM json_each(?))"
    return {subject: decode_evidence(body) for subject, body in db.execute(sql, (json_array(subjects),))}


def write_evidence(db: sqlite3.Connection, subject: str, evidence: Evidence | None) -> None:
    """Store the evidence of a placement in place of former one; None for the founder of a group, which has none."""
    if evidence is None:
        delete_evidence(db, subject)
    else:
        db.execute("INSERT OR REPLACE INTO evidence VALUES (?, ?)", (subject, encode_evidence(evidence)))


def delete_evidence(db: sqlite3.Connection, subject: str) -> None:
    """Delete the evidence of an article, a story or a thread, if there is any."""
    db.execute("DELETE FROM evidence WHERE subject = ?", (subject,))
