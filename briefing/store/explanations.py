"""Explanations: the stored evidence of an article, a story or a thread, with the titles of what it names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.store.codecs import json_array
from briefing.store.connection import Repository
from briefing.store.evidence import read_evidence
from briefing.store.lookup import ExplainedSubject, subject_of_explanation
from briefing.store.redirects import resolve
from briefing.store.thread_rows import rows_of
from briefing.store.thread_texts import stories_by_thread
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.model.curation import Explanation
    from briefing.model.grouping import Evidence


class ExplanationRepository(Repository):
    """Reads the table evidence for a person."""

    def explain(self, words: str, terminal: str = "") -> Explanation | None:
        """Return the evidence of an article, a story, or all stories of a thread, by id or title; None if unclear.

        Numbers are those of the last print-out in `terminal`.
        """
        with self._db.reading() as db:
            subject = subject_of_explanation(db, clean(words), terminal)
            return _explanation(db, subject) if subject else None


def _explanation(db: sqlite3.Connection, subject: ExplainedSubject) -> Explanation:
    """Return the evidence of what is explained.

    Raises:
        UnreadableBlob: Evidence is damaged.
    """
    from briefing.model.curation import Explanation

    sql = "SELECT t.id FROM stories s JOIN threads t ON t.n = s.thread WHERE s.id = ?"
    thread = db.execute(sql, (subject.story,)).fetchone()[0]
    stories = stories_by_thread(db, [thread])[thread]
    explained = next(one for one in stories if one.id == subject.story)
    others = [one for one in stories if one.id != subject.story] if subject.is_whole_thread else []
    others.sort(key=lambda one: one.articles[-1].published, reverse=True)
    last = explained.articles[-1].published
    stored = read_evidence(db, [subject.article, subject.story, thread, *(one.id for one in others)])
    evidence = {id: _with_present_refusal(db, one, thread) for id, one in stored.items()}
    named = [subject.article, subject.story, thread]
    for one in evidence.values():
        named += [one.target, one.nearest, one.rival, one.refused]
    return Explanation(
        article=next((article for article in explained.articles if article.id == subject.article), None),
        story=explained,
        thread=rows_of(db, [thread], last, last)[0],
        story_evidence=evidence.get(subject.article),
        thread_evidence=evidence.get(subject.story),
        titles_by_id=_titles(db, named),
        affair_evidence=evidence.get(thread),
        earlier_stories=tuple((one, evidence.get(one.id)) for one in others),
    )


def _with_present_refusal(db: sqlite3.Connection, evidence: Evidence, thread: str) -> Evidence:
    """Return evidence with the present id of the thread that a story of `thread` was kept from; "" if both were joined.

    They are joined by a person, or when later reports join them.
    """
    refused = resolve(db, evidence.refused) if evidence.refused else ""
    if refused == thread:
        return replace(evidence, refused="", refused_probability=0.0)
    return replace(evidence, refused=refused)


def _titles(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return titles by id; an id that ended has the title of its survivor."""
    survivors = {id: resolve(db, id) for id in ids if id}
    titles: dict[str, str] = {}
    for table in ("articles", "stories", "threads"):
        sql = f"SELECT id, title FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
        titles.update(db.execute(sql, (json_array(survivors.values()),)).fetchall())
    return {id: titles[survivor] for id, survivor in survivors.items() if survivor in titles}
