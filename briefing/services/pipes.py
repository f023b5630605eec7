"""The pipes: group, summarize, date, judge or parse what the caller brings; no store, no configuration, no network.

Programs outside this project read these results, so their JSON keys stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.errors import VALUE_ERRORS, ConfigError, ParseError
from briefing.model.articles import EPOCH, Article
from briefing.text.dates.moments import exact_utc_text
from briefing.text.html.clean import clean
from briefing.text.languages.language_recognition import recognised_language
from briefing.text.outbound_links import MAX_OUTBOUND_LINKS
from briefing.text.urls import canonical_url

if TYPE_CHECKING:
    from briefing.model.articles import Story
    from briefing.model.fetching import Entry, FeedDocument

MAX_DOCUMENT_SIZE = 64 * 1024 * 1024
"""Bytes of a feed document that `parse_document` accepts: a local file may be larger than what `refresh` downloads."""
PLACEHOLDER_BASE = "http://relative.invalid"
"""Base address for relative links of a document of unknown origin (RFC 2606); removed from the result."""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One feed document under its file name: its entries, or why it could not be parsed."""

    name: str
    document: FeedDocument
    error: str = ""


class TopicArticle(NamedTuple):
    """An article with its place in a thread.

    Attributes:
        story: The id of its story; "" if it is not known.
        doubted: Whether that story is perhaps of another topic than the thread.
    """

    article: Article
    story: str = ""
    doubted: bool = False


def read_articles(lines: Iterable[str], name: str) -> Iterator[Article]:
    """Yield the articles of a JSON-lines file.

    Args:
        lines: The lines of the file; empty ones are skipped.
        name: What errors call the file.

    Raises:
        ConfigError: A line is not UTF-8 or not an article, or two articles have the same id.
    """
    return (one.article for one in read_topic(lines, name))


def read_topic(lines: Iterable[str], name: str) -> Iterator[TopicArticle]:
    """Yield the articles of a JSON-lines file with the stories that its lines name, as `read_articles` does."""
    number, seen = 0, set[str]()
    try:
        for line in lines:
            number += 1
            if not line.strip():
                continue
            row = json.loads(line)
            article = article_from_json(row)
            if article.id in seen:
                raise ValueError(f"the id {article.id!r} stands twice")
            seen.add(article.id)
            yield TopicArticle(article, str(row.get("story") or ""), row.get("doubted") is True)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name}: the file is not UTF-8: {error.reason}", "Save it as UTF-8.") from error
    except VALUE_ERRORS as error:
        raise ConfigError(
            f"{name}:{number}: not an article: {error}",
            'each line is an object with "id", "title", "text", "source", "url", "published" and "lang"',
        ) from error


def article_from_json(row: dict[str, Any]) -> Article:
    """Return the article of one JSON object; only `id` is required. Its text is not cleaned: sentences quote it."""
    when = datetime.fromisoformat(row["published"]) if row.get("published") else EPOCH
    when = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    link = row.get("url") or ""
    title, text = row.get("title") or "", row.get("text") or ""
    return Article(
        id=str(row["id"]),
        title=title,
        text=text,
        publisher=row.get("source") or "",
        lang=recognised_language(title, text, row.get("lang") or ""),
        url=canonical_url(link) if link else "",
        link=link,
        published=when,
        seen=when,
        links=_links_from_json(row.get("links")),
    )


def _links_from_json(links: Any) -> tuple[str, ...]:
    """Return the canonical addresses of a list of links; none if there are too many or it is no list."""
    addresses = {canonical_url(link) for link in links if isinstance(link, str)} if isinstance(links, list) else set()
    return tuple(sorted(addresses - {""})) if len(addresses) <= MAX_OUTBOUND_LINKS else ()


def group_articles(articles: Sequence[Article]) -> list[dict[str, str]]:
    """Group articles as if they had arrived in the order of publication; one row per article, in the given order."""
    from briefing.grouping.standalone import homes_without_store

    homes = homes_without_store(articles)
    return [{"id": article.id} | asdict(homes[article.id]) for article in articles]


def timeline_of_topic(
    topic: Sequence[TopicArticle], max_dates: int | None, sentences_per_date: int, title: str = ""
) -> dict[str, Any]:
    """Return the timeline of articles about one topic, oldest date first.

    Args:
        topic: The articles.
        max_dates: Maximum number of dates; None: those of the default timeline of a thread.
        sentences_per_date: Maximum number of sentences of each date.
        title: The title that such a thread has had so far, which its timeline follows.
    """
    from briefing.writing.timeline.topic_timeline import days_of_main_events, topic_timeline

    if max_dates is None:
        from briefing.writing.thread_text import write_thread

        entries = days_of_main_events(write_thread("", _stories_of(topic), "", title).timeline, sentences_per_date)
    else:
        entries = topic_timeline([one.article for one in topic], max_dates, sentences_per_date)
    return {
        "entries": [
            {
                "date": entry.date.isoformat(),
                "precision": entry.precision,
                "background": entry.background,
                "sentences": [{"text": s.text, "article": s.article} for s in entry.sentences],
            }
            for entry in entries
        ]
    }


def _stories_of(topic: Sequence[TopicArticle]) -> list[Story]:
    """Return the stories of articles, oldest article first: those that are known, and those that grouping makes."""
    from briefing.grouping.standalone import group_without_store
    from briefing.model.articles import Story

    homes = group_without_store([one.article for one in topic if not one.story])
    stories: dict[str, list[TopicArticle]] = {}
    for one in sorted(topic, key=lambda one: (one.article.published, one.article.id)):
        stories.setdefault(one.story or homes[one.article.id].story, []).append(one)
    return [
        Story(id, "", "", tuple([one.article for one in members]), any(one.doubted for one in members))
        for id, members in stories.items()
    ]


def summary_of_story(articles: Sequence[Article], word_budget: int) -> dict[str, Any]:
    """Return a summary of articles about one story, of at most `word_budget` words."""
    from briefing.writing.summary.story_summary import summarize_story

    sentences = summarize_story(articles, word_budget)
    return {
        "text": " ".join(s.text for s in sentences),
        "sentences": [{"text": s.text, "article": s.article} for s in sentences],
    }


def sentences_of_article(article: Article) -> dict[str, Any]:
    """Return the sentences of an article: whether each may be quoted, whether it may open a summary, and why not."""
    from briefing.writing.sentences.quotable_sentences import judged_sentences

    return {
        "id": article.id,
        "sentences": [
            {
                "text": one.text,
                "quotable": one.verdict.is_quotable,
                "opens": one.verdict.opens,
                "why": one.verdict.why,
            }
            for one in judged_sentences(article)
        ],
    }


def kind_of_article(article: Article) -> dict[str, Any]:
    """Return the kind of an article, whether the front page leaves it out, and why."""
    from briefing.text.article_kinds import article_kind

    kind = article_kind(article.title, article.text, article.link or article.url)
    return {"id": article.id, "kind": kind.name, "excluded": kind.is_excluded, "why": kind.reason}


def parse_document(name: str, body: bytes, url: str = "") -> ParsedDocument:
    """Parse one feed document; a failure is a value.

    Args:
        name: File name of the document, for the result.
        body: At most `MAX_DOCUMENT_SIZE` bytes; a longer body is an error.
        url: Address that relative links are resolved against; "" leaves them relative.
    """
    from briefing.feeds.parsing.parser import parse_feed
    from briefing.model.fetching import FeedDocument

    if len(body) > MAX_DOCUMENT_SIZE:
        return ParsedDocument(name, FeedDocument(), f"larger than {MAX_DOCUMENT_SIZE // 1024 // 1024} MB")
    try:
        return ParsedDocument(name, parse_feed(body, {}, url or f"{PLACEHOLDER_BASE}/"))
    except ParseError as error:
        return ParsedDocument(name, FeedDocument(), clean(str(error)))


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as a JSON object whose texts are safe to show."""
    from briefing.text.article_from_entry import title_and_text

    title, text = title_and_text(entry)
    when = entry.published or entry.updated
    return {
        "id": clean(entry.guid).removeprefix(PLACEHOLDER_BASE),
        "title": title,
        "link": entry.link.removeprefix(PLACEHOLDER_BASE),
        "published": exact_utc_text(when) if when else None,
        "summary": text,
        "date_flag": "unsure" if entry.unsure_date else None,
    }
