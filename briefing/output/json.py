"""The JSON of every reading command: schema "briefing/1", described in docs/json.md.

Every answer is an object with `schema` and `now`. Times are UTC ("2024-12-16T10:40:00Z"), days local ("2024-12-16").
Ids in a thread resolve within it: sentences to its `articles`, timeline entries to its `stories`. Keys may be added
within a version of the schema, never removed or given another meaning.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from briefing.model.articles import Article, Story
from briefing.model.curation import Hidden, Hit, Rule, View, Why
from briefing.model.feeds import Feed, FeedProblem, FeedState
from briefing.model.grouping import Evidence
from briefing.model.threads import Briefing, Changes, Coming, Coverage, Rewrite, Sentence, Thread, ThreadRow
from briefing.output.citations import articles_of
from briefing.text.clean import clean

SCHEMA = "briefing/1"
Object = dict[str, Any]


def briefing_json(briefing: Briefing) -> str:
    """The briefing of `today` or of a digest."""
    return _dump(
        briefing.now,
        since=_time(briefing.since),
        threads=[_thread(thread, thread.summary.paragraph) for thread in briefing.threads],
        total=briefing.total,
        running=[{"id": row.id, "title": row.title} for row in briefing.running],
        problems=[_problem(problem) for problem in briefing.problems],
    )


def threads_json(threads: Sequence[Thread], now: datetime) -> str:
    """A list of threads."""
    return _dump(now, threads=[_thread(thread, thread.summary.paragraph) for thread in threads])


def thread_json(thread: Thread, now: datetime) -> str:
    """One thread, with the longest summary there is."""
    return _dump(now, thread=_thread(thread, thread.summary.page or thread.summary.paragraph))


def article_json(article: Article, now: datetime) -> str:
    """One article, with its text."""
    return _dump(now, article={**_article(article), "text": article.text})


def hits_json(hits: Sequence[Hit], now: datetime) -> str:
    """Articles found by searching, best first."""
    found = [
        {
            "article": _article(hit.article),
            "thread": {"id": hit.thread, "title": hit.thread_title} if hit.thread else None,
            "snippet": clean(hit.snippet),
        }
        for hit in hits
    ]
    return _dump(now, hits=found)


def why_json(why: Why, now: datetime) -> str:
    """The stored evidence of an article or a story; null where something was founded rather than joined."""
    return _dump(
        now,
        article=_article(why.article) if why.article else None,
        story={"id": why.story.id, "title": why.story.title},
        thread={"id": why.thread.id, "title": why.thread.title},
        in_story=_evidence(why.in_story),
        in_thread=_evidence(why.in_thread),
        part_of=_parent(why.thread),
        in_affair=_evidence(why.in_affair),
        earlier=[{"id": one.id, "title": one.title, "in_thread": _evidence(found)} for one, found in why.earlier],
        titles=dict(why.titles),
    )


def coverage_json(coverage: Coverage, now: datetime) -> str:
    """Who reports a thread, all stories."""
    stories = [
        {
            "story": {"id": one.story.id, "title": one.story.title},
            "voices": [
                {
                    "publisher": voice.publisher,
                    "article": _article(voice.article),
                    "minutes_later": int(voice.delay.total_seconds() // 60),
                    "count": voice.articles,
                    "copies": voice.copies or None,
                }
                for voice in one.voices
            ],
            "only": [{"publisher": o.publisher, "fact": o.fact, "sentence": _sentence(o.sentence)} for o in one.only],
        }
        for one in coverage.stories
    ]
    thread = {"id": coverage.thread.id, "title": coverage.thread.title}
    return _dump(now, thread=thread, coverage=stories, silent=list(coverage.silent))


def agenda_json(items: Sequence[Coming], now: datetime) -> str:
    """What is to come."""
    agenda = [
        {
            "first": item.first.isoformat(),
            "last": item.last.isoformat(),
            "thread": {"id": item.thread, "title": item.title},
            "sentence": _sentence(item.sentence),
            "article": _article(item.article),
            "publishers": list(item.publishers),
        }
        for item in items
    ]
    return _dump(now, agenda=agenda)


def feeds_json(feeds: Sequence[tuple[Feed, FeedState]], now: datetime) -> str:
    """Each configured feed with its health."""
    listed = [
        {
            "url": feed.url,
            "name": clean(feed.name or state.title),
            "section": feed.section,
            "enabled": feed.enabled,
            "last_success": _time(state.last_success),
            "next_due": None if state.gone else _time(state.next_due),
            "failures": state.failures,
            "gone": state.gone,
            "error": clean(state.error),
        }
        for feed, state in feeds
    ]
    return _dump(now, feeds=listed)


def views_json(views: Sequence[View], now: datetime) -> str:
    """The saved views."""
    return _dump(now, views=[{"name": view.name, "query": view.query} for view in views])


def hidden_json(hidden: Sequence[Hidden], rules: Sequence[Rule], now: datetime) -> str:
    """What is muted: the rules, and the threads that lists leave out."""
    left_out = [
        {
            "thread": {"id": one.row.id, "title": one.row.title},
            "rule": _rule(one.rule) if one.rule else None,
            "until_new": one.until_new,
            "muted": _time(one.since),
        }
        for one in hidden
    ]
    return _dump(now, rules=[{**_rule(rule), "muted": _time(rule.since)} for rule in rules], hidden=left_out)


def _rule(rule: Rule) -> Object:
    return {"kind": rule.kind, "value": rule.value}


def _dump(now: datetime, **content: Any) -> str:
    return json.dumps({"schema": SCHEMA, "now": _time(now), **content}, ensure_ascii=False, indent=2) + "\n"


def _time(when: datetime | None) -> str | None:
    return f"{when:%Y-%m-%dT%H:%M:%SZ}" if when else None


def _thread(thread: Thread, sentences: Sequence[Sentence]) -> Object:
    row = thread.row
    articles = articles_of(thread.stories)
    stories = {story.id for story in thread.stories}
    return {
        "id": row.id,
        "title": row.title,
        "status": row.status,
        "section": row.section,
        "first": _time(row.first),
        "last": _time(row.last),
        "followed": row.followed,
        "part_of": _parent(row),
        "publishers": list(row.publishers),
        "independent": row.independent,
        "stories": [_story(story) for story in thread.stories],
        "articles": [_article(article) for article in articles.values()],
        "summary": {"sentences": [_sentence(s) for s in sentences if s.article in articles]},
        "timeline": [
            {
                "date": entry.date.isoformat(),
                "title": entry.title,
                "story": entry.story if entry.story in stories else None,
                "publishers": list(entry.publishers),
                "kind": entry.kind,
                "articles": [id for id in entry.articles if id in articles],
                "sentences": [_sentence(sentence) for sentence in entry.sentences if sentence.article in articles],
            }
            for entry in thread.timeline
        ],
        "changes": _changes(thread.changes),
        "rewrite": _rewrite(thread.rewrite),
    }


def _parent(row: ThreadRow) -> Object | None:
    return {"id": row.parent, "title": row.parent_title} if row.parent else None


def _rewrite(rewrite: Rewrite | None) -> Object | None:
    if rewrite is None:
        return None
    return {
        "by": rewrite.by,
        "sentences": [{"text": one.text, "articles": list(one.articles)} for one in rewrite.sentences],
    }


def _changes(changes: Changes | None) -> Object | None:
    if changes is None:
        return None
    return {
        "since": _time(changes.since),
        "stories": [story.id for story in changes.stories],
        "sentences": [_sentence(sentence) for sentence in changes.sentences],
        "moved": [
            {
                "what": one.what,
                "before": one.before,
                "after": one.after,
                "said_before": _sentence(one.said_before),
                "said_after": _sentence(one.said_after),
            }
            for one in changes.moved
        ],
        "names": list(changes.names),
    }


def _sentence(sentence: Sentence) -> Object:
    return {"text": sentence.text, "article": sentence.article}


def _story(story: Story) -> Object:
    return {"id": story.id, "title": story.title, "articles": [article.id for article in story.articles]}


def _article(article: Article) -> Object:
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": _time(article.published),
        "link": article.link,
    }


def _problem(problem: FeedProblem) -> Object:
    return {
        "feed": clean(problem.name),
        "cause": clean(problem.cause),
        "failures": problem.failures,
        "next_try": _time(problem.next_try),
    }


def _evidence(evidence: Evidence | None) -> Object | None:
    if evidence is None:
        return None
    return {
        "probability": round(evidence.probability, 4),
        "signals": [{"name": s.name, "value": s.value, "contribution": s.contribution} for s in evidence.signals],
        "names": list(evidence.names),
        "terms": list(evidence.terms),
        "hours": round(evidence.hours, 2),
        "nearest": evidence.nearest or None,
        "rival": evidence.rival or None,
        "rival_probability": round(evidence.rival_probability, 4),
        "rules": evidence.rules,
        "corrected": _time(evidence.corrected),
    }
