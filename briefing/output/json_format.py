"""The JSON of every reading command: schema "briefing/1", described in docs/json.md.

Every answer is an object with `schema` and `now`. Times are UTC ("2024-12-16T10:40:00Z"), days local ("2024-12-16").
Ids in a thread resolve within it: sentences to its `articles`, timeline entries to its `stories`. Keys may be added
within a version of the schema, never removed or given another meaning.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from briefing.model.articles import Article, Story
from briefing.model.briefings import Briefing
from briefing.model.coverage import AgendaItem, Coverage, PublisherReport
from briefing.model.curation import Explanation, HiddenThread, LimitedFeed, MuteRule, SavedView, SearchHit
from briefing.model.feeds import Feed, FeedState
from briefing.model.grouping import Evidence
from briefing.model.notes import Note
from briefing.model.threads import Changes, NumberChange, Rewrite, Sentence, Thread, ThreadRow, TimelineEntry
from briefing.output.citations import articles_of
from briefing.output.guarded_drawing import OnFault, drawn
from briefing.text.dates.moments import utc_text
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_given_name

SCHEMA = "briefing/1"
NO_THREADS = '"threads": []'
"""The empty list of threads in a document; within a string its quotation marks are escaped."""
JsonObject = dict[str, Any]


def briefing_json(
    briefing: Briefing, threads: Iterable[Thread] | None = None, on_fault: OnFault = None
) -> Iterator[str]:
    """Yield the pieces of the briefing of `today` or of a digest; `threads`, if given, replace its own.

    `on_fault` takes the fault of a thread that cannot be written in full.
    """
    document = json_document(
        briefing.now,
        since=utc_time(briefing.since),
        threads=[],
        total=briefing.total,
        unmoved=briefing.unmoved_count,
        singles=[{"id": row.id, "title": row.title} for row in briefing.singles],
        running=[{"id": row.id, "title": row.title} for row in briefing.running],
        problems=[_failure(failure) for failure in briefing.failures],
    )
    yield from _with_threads(document, briefing.threads if threads is None else threads, on_fault)


def threads_json(threads: Iterable[Thread], now: datetime, on_fault: OnFault = None) -> Iterator[str]:
    """Yield the pieces of a list of threads; `on_fault` takes the fault of one that cannot be written in full."""
    yield from _with_threads(json_document(now, threads=[]), threads, on_fault)


def _with_threads(document: str, threads: Iterable[Thread], on_fault: OnFault) -> Iterator[str]:
    """Yield a document with its empty list of threads filled, so that a long list is never in memory as a whole."""
    head, tail = document.split(NO_THREADS, 1)
    yield head + NO_THREADS.removesuffix("]")
    separator = "\n    "
    for thread in threads:
        yield separator + drawn(thread, _listed_thread, on_fault)
        separator = ",\n    "
    yield ("\n  ]" if separator.startswith(",") else "]") + tail


def _listed_thread(thread: Thread) -> str:
    item = json.dumps(_thread(thread, thread.summary.paragraph, thread.main_timeline), ensure_ascii=False, indent=2)
    return item.replace("\n", "\n    ")


def thread_json(thread: Thread, now: datetime, all_events: bool = False) -> str:
    """Return a thread with its longest summary, and with its main events or all of them."""
    entries = thread.timeline if all_events else thread.main_timeline
    summary = thread.summary
    return json_document(now, thread=_thread(thread, summary.long or summary.paragraph, entries, summary.headlines))


def article_json(article: Article, now: datetime) -> str:
    """Return an article with its text."""
    return json_document(now, article={**_article(article), "text": article.text})


def hits_json(hits: Sequence[SearchHit], now: datetime) -> str:
    """Return the articles that a search found, best first."""
    items = [
        {
            "article": _article(hit.article),
            "thread": {"id": hit.thread, "title": hit.thread_title} if hit.thread else None,
            "snippet": clean(hit.snippet),
        }
        for hit in hits
    ]
    return json_document(now, hits=items)


def explanation_json(explanation: Explanation, now: datetime) -> str:
    """Return the stored evidence of an article or a story; null where it began its story or thread."""
    return json_document(
        now,
        article=_article(explanation.article) if explanation.article else None,
        story={"id": explanation.story.id, "title": explanation.story.title},
        thread={"id": explanation.thread.id, "title": explanation.thread.title},
        in_story=_evidence(explanation.story_evidence),
        in_thread=_evidence(explanation.thread_evidence),
        kept_apart=_refusal(explanation.thread_evidence),
        part_of=_affair(explanation.thread),
        in_affair=_evidence(explanation.affair_evidence),
        earlier=[
            {"id": story.id, "title": story.title, "in_thread": _evidence(evidence)}
            for story, evidence in explanation.earlier_stories
        ],
        titles=dict(explanation.titles_by_id),
    )


def coverage_json(coverage: Coverage, now: datetime) -> str:
    """Return who reports a thread, for all of its events and what is in none of them."""
    happenings = [
        {
            "story": {"id": one.happening.story, "title": one.happening.title},
            "voices": [_publisher_report(report) for report in one.publisher_reports],
            "only": [
                {"publisher": fact.publisher, "fact": fact.fact, "sentence": _sentence(fact.sentence)}
                for fact in one.exclusive_facts
            ],
        }
        for one in coverage.happenings
    ]
    thread = {"id": coverage.thread.id, "title": coverage.thread.title}
    return json_document(now, thread=thread, coverage=happenings, silent=list(coverage.silent_publishers))


def agenda_json(items: Sequence[AgendaItem], now: datetime) -> str:
    """Return the upcoming days of threads."""
    agenda = [
        {
            "first": item.first.isoformat(),
            "last": item.last.isoformat(),
            "thread": {"id": item.thread, "title": item.title},
            "sentence": _sentence(item.sentence),
            "article": _article(item.article),
            "publishers": list(item.publishers),
            "release": item.is_release,
        }
        for item in items
    ]
    return json_document(now, agenda=agenda)


def feeds_json(feeds: Sequence[tuple[Feed, FeedState]], now: datetime) -> str:
    """Return each configured feed with its health."""
    listed = [
        {
            "url": feed.url,
            "name": feed_given_name(feed, state.title),
            "section": feed.section,
            "enabled": feed.enabled,
            "last_success": utc_time(state.last_success),
            "next_due": None if state.gone else utc_time(state.next_try),
            "failures": state.failures,
            "gone": state.gone,
            "error": clean(state.error),
        }
        for feed, state in feeds
    ]
    return json_document(now, feeds=listed)


def saved_views_json(views: Sequence[SavedView], now: datetime) -> str:
    """Return the saved views."""
    return json_document(now, views=[{"name": view.name, "query": view.query} for view in views])


def tags_json(counts: Mapping[str, int], now: datetime) -> str:
    """Return the tags with the number of their threads."""
    return json_document(now, tags=[{"name": tag, "threads": number} for tag, number in counts.items()])


def hidden_threads_json(
    hidden_threads: Sequence[HiddenThread], rules: Sequence[MuteRule], feeds: Sequence[LimitedFeed], now: datetime
) -> str:
    """Return the mute rules, the threads that lists leave out, and what feeds.toml leaves out of feeds."""
    left_out = [
        {
            "thread": {"id": one.row.id, "title": one.row.title},
            "rule": _mute_rule(one.rule) if one.rule else None,
            "until_new": one.until_new,
            "muted": utc_time(one.since),
        }
        for one in hidden_threads
    ]
    limited = [
        {
            "name": feed.name,
            "url": feed.url,
            "line": feed.line,
            "today": feed.today,
            "max_per_day": feed.max_per_day or None,
            "threads": [{"id": row.id, "title": row.title} for row in feed.threads],
            "without_room": feed.without_room,
        }
        for feed in feeds
    ]
    muted = [{**_mute_rule(rule), "muted": utc_time(rule.since)} for rule in rules]
    return json_document(now, rules=muted, hidden=left_out, limited_feeds=limited)


def _publisher_report(report: PublisherReport) -> JsonObject:
    return {
        "publisher": report.publisher,
        "article": _article(report.article),
        "minutes_later": int(report.delay.total_seconds() // 60),
        "count": report.article_count,
        "copies": report.copied_from or None,
        "same_house": report.sibling or None,
    }


def _mute_rule(rule: MuteRule) -> JsonObject:
    return {
        "kind": rule.kind,
        "value": rule.value,
        "until": utc_time(rule.until),
        "reason": rule.reason or None,
        "line": rule.line or None,
    }


def json_document(now: datetime, **content: Any) -> str:
    """Return a document of the schema with this content."""
    return json.dumps({"schema": SCHEMA, "now": utc_time(now), **content}, ensure_ascii=False, indent=2) + "\n"


def utc_time(when: datetime | None) -> str | None:
    """Return a moment as all documents write it; None for None."""
    return utc_text(when) if when else None


def _thread(
    thread: Thread,
    sentences: Sequence[Sentence],
    entries: Sequence[TimelineEntry],
    headlines: Sequence[Sentence] = (),
) -> JsonObject:
    row = thread.row
    articles = articles_of(thread.stories)
    stories = {story.id for story in thread.stories}
    return {
        "id": row.id,
        "title": row.title,
        "status": row.status,
        "section": row.section,
        "first": utc_time(row.first),
        "last": utc_time(row.last),
        "followed": row.followed,
        "tags": list(row.tags),
        "excluded": row.excluded or None,
        "part_of": _affair(row),
        "affair_name": row.own_affair_name or None,
        "publishers": list(row.publishers),
        "independent": row.independent_publisher_count,
        "stories": [_story(story) for story in thread.stories],
        "articles": [_article(article) for article in articles.values()],
        "summary": {
            "sentences": [_sentence(s) for s in sentences if s.article in articles],
            "paragraphs": _summary_paragraphs(thread, (*sentences, *headlines), articles),
        },
        "timeline": [_timeline_entry(entry, stories, articles) for entry in entries],
        "changes": _changes(thread.changes),
        "rewrite": _rewrite(thread.rewrite),
    }


def _summary_paragraphs(thread: Thread, shown: Sequence[Sentence], articles: Container[str]) -> list[JsonObject]:
    """What is shown of a summary in paragraphs; `day` is null for the first one, which says where the thread stands."""
    paragraphs: list[JsonObject] = []
    for part in thread.summary_paragraphs:
        sentences, headlines = (
            [_sentence(one) for one in quoted if one in shown and one.article in articles]
            for quoted in (part.sentences, part.headlines)
        )
        if sentences or headlines:
            day = part.day.isoformat() if part.day else None
            paragraphs.append({"day": day, "sentences": sentences, "headlines": headlines})
    return paragraphs


def _timeline_entry(entry: TimelineEntry, story_ids: Container[str], article_ids: Container[str]) -> JsonObject:
    return {
        "date": entry.date.isoformat(),
        "precision": entry.precision,
        "background": entry.background,
        "title": entry.title,
        "story": entry.story if entry.story in story_ids else None,
        "publishers": list(entry.publishers),
        "kind": entry.kind,
        "part": {"id": entry.part, "title": entry.part_title} if entry.part else None,
        "articles": [id for id in entry.articles if id in article_ids],
        "sentences": [_sentence(sentence) for sentence in entry.sentences if sentence.article in article_ids],
    }


def _affair(row: ThreadRow) -> JsonObject | None:
    """Return the affair that a thread is part of; `name` is null where the title stands for it."""
    if not row.affair_id:
        return None
    return {"id": row.affair_id, "title": row.affair_title, "name": row.affair_name or None}


def _rewrite(rewrite: Rewrite | None) -> JsonObject | None:
    if rewrite is None:
        return None
    return {
        "by": rewrite.model_name,
        "sentences": [{"text": one.text, "articles": list(one.articles)} for one in rewrite.sentences],
    }


def _changes(changes: Changes | None) -> JsonObject | None:
    if changes is None:
        return None
    return {
        "since": utc_time(changes.since),
        "stories": [story.id for story in changes.stories],
        "sentences": [_sentence(sentence) for sentence in changes.sentences],
        "moved": [_number_change(change) for change in changes.number_changes],
        "names": list(changes.new_names),
    }


def _number_change(change: NumberChange) -> JsonObject:
    return {
        "what": change.quantity,
        "before": change.before,
        "after": change.after,
        "said_before": _sentence(change.sentence_before),
        "said_after": _sentence(change.sentence_after),
        "disagreement": change.is_disagreement,
    }


def _sentence(sentence: Sentence) -> JsonObject:
    return {"text": sentence.text, "article": sentence.article}


def _story(story: Story) -> JsonObject:
    articles = [article.id for article in story.articles]
    return {"id": story.id, "title": story.title, "articles": articles, "doubted": story.doubted}


def _article(article: Article) -> JsonObject:
    return {
        "id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": utc_time(article.published),
        "date_flag": article.date_flag or None,
        "link": article.link,
    }


def _failure(failure: Note) -> JsonObject:
    return {
        "feed": clean(failure.subject),
        "cause": clean(failure.text),
        "failures": failure.failures,
        "next_try": utc_time(failure.next_try),
    }


def _refusal(evidence: Evidence | None) -> JsonObject | None:
    """The thread that a story was kept apart from."""
    return {"id": evidence.refused} if evidence and evidence.refused else None


def _evidence(evidence: Evidence | None) -> JsonObject | None:
    from briefing.grouping.calibration import shown_probability, shown_rival_probability

    if evidence is None or evidence.is_only_refusal:
        return None
    return {
        "probability": shown_probability(evidence),
        "signals": [{"name": s.name, "value": s.value, "contribution": s.contribution} for s in evidence.signals],
        "names": list(evidence.names),
        "terms": list(evidence.terms),
        "hours": round(evidence.hours, 2),
        "nearest": evidence.nearest or None,
        "rival": evidence.rival or None,
        "rival_probability": shown_rival_probability(evidence),
        "rules": evidence.rules,
        "corrected": utc_time(evidence.corrected),
    }
