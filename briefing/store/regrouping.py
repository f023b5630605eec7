"""Grouping everything anew: what it needs of the store, and writing what it made of it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.store.apply import write_plan
from briefing.store.connection import Concern
from briefing.store.parents import parents_differ
from briefing.store.profiles import count_documents
from briefing.store.redirects import revive
from briefing.store.values import ARTICLE, article_from, evidence_json, many

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.grouping import Evidence, Regrouping


class RegroupingTables(Concern):
    """The tables that grouping writes, all at once."""

    def everything(self) -> tuple[list[Article], dict[str, tuple[str, str]]]:
        """All articles, and the story and thread of those that have one."""
        sql = f"""SELECT s.id, t.id, {ARTICLE} FROM articles a
            LEFT JOIN stories s ON s.n = a.story LEFT JOIN threads t ON t.n = s.thread"""
        articles, homes = [], {}
        with self._db.reading() as db:
            for story, thread, *row in db.execute(sql):
                found = article_from(tuple(row))
                articles.append(found)
                if story:
                    homes[found.id] = (story, thread)
        return articles, homes

    def differs(self, made: Regrouping) -> bool:
        """Whether anything would change by writing this: what is where, or what grouping remembers of it."""
        if made.plan.articles or made.plan.stories or made.plan.absorbed:
            return True
        sql = "SELECT kind, id, terms, body FROM profiles WHERE id IN (SELECT value FROM json_each(?))"
        with self._db.reading() as db:
            rows = db.execute(sql, (many(profile.id for profile in made.plan.profiles),))
            kept = {(kind, id): (json.loads(terms), body) for kind, id, terms, body in rows}
            if parents_differ(db, made.plan.parents):
                return True
        return any(kept.get((p.kind, p.id)) != (list(dict.fromkeys(p.terms)), p.body) for p in made.plan.profiles)

    def regroup(self, made: Regrouping) -> None:
        """Write what grouping everything anew made, in one transaction; only threads that changed are unwritten."""
        plan = made.plan
        with self._db.writing() as db:
            parents = {place.parent for place in (*plan.articles, *plan.stories)}
            revive(db, parents)
            write_plan(db, replace(plan, frequencies={}, documents=0))
            for subject, link in made.links.items():
                _relink(db, subject, link)
            db.execute("UPDATE vocabulary SET documents = 0 WHERE documents <> 0")
            db.execute("DELETE FROM counters WHERE name = 'documents'")
            count_documents(db, plan.frequencies, plan.documents)


def _relink(db: sqlite3.Connection, subject: str, link: Evidence | None) -> None:
    """Put newer evidence in the place of older; where something was founded, only what a person did is still said."""
    if link is not None:
        db.execute("INSERT OR REPLACE INTO evidence VALUES (?, ?)", (subject, evidence_json(link)))
    else:
        sql = "DELETE FROM evidence WHERE subject = ? AND json_extract(body, '$.corrected') IS NULL"
        db.execute(sql, (subject,))
