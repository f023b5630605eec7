"""Explanations: the stored evidence of an article, a story or a thread, with the titles of what it names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.store.codecs import json_array
from briefing.store.database.connection import Repository
from briefing.store.database.damage import damaged_store
from briefing.store.evidence import read_evidence
from briefing.store.lookup import ExplainedSubject, subject_of_explanation
from briefing.store.redirects import resolve
from briefing.store.thread_rows import rows_of
from briefing.store.thread_texts import stories_by_thread
from briefing.text.html.clean import clean

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
        DamageError: Evidence is damaged.
    """
    from briefing.model.curation import Explanation

    sql = "SELECT t.id FROM stories s JOIN threads t ON t.n = s.thread WHERE s.id = ?"
    thread = db.execute(sql, (subject.story,)).fetchone()[0]
    stories = stories_by_thread(db, [thread]).get(thread)
    if not stories:  # SQLite ends a text of JSON at a zero character
        raise damaged_store(f"a thread has the id {thread!r}")
    explained = next(one for one in stories if one.id == subject.story)
    others = [one for one in stories if one.id != subject.story] if subject.is_whole_thread else []
    others.sort(key=lambda one: one.articles[-1].published, reverse=True)
    last = explained.articles[-1].published
    stored = read_evidence(db, [subject.article, subject.story, thread, *(one.id for one in others)])
    evidence = {id: _present_evidence(db, one, thread) for id, one in stored.items()}
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


def _present_evidence(db: sqlite3.Connection, evidence: Evidence, thread: str) -> Evidence:
    """Return evidence with the present ids of the other groups that it names, without those joined with its own since.

    They are joined by a person, or when later reports join them. `thread` is where the stories are that are explained.
    """
    own = {"", thread, resolve(db, evidence.target)}
    rival, refused = (resolve(db, id) for id in (evidence.rival, evidence.refused))
    if rival in own:
        evidence = replace(evidence, rival="", rival_probability=0.0)
    if refused in own:
        evidence = replace(evidence, refused="", refused_probability=0.0)
    return replace(evidence, rival=evidence.rival and rival, refused=evidence.refused and refused)


def _titles(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return titles by id; an id that ended has the title of its survivor."""
    survivors = {id: resolve(db, id) for id in ids if id}
    titles: dict[str, str] = {}
    for table in ("articles", "stories", "threads"):
        sql = f"SELECT id, title FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
        titles.update(db.execute(sql, (json_array(survivors.values()),)).fetchall())
    return {id: titles[survivor] for id, survivor in survivors.items() if survivor in titles}
