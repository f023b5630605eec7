"""The three pipes: JSON lines of articles in, groups, a timeline or a summary out; no store, no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from briefing.errors import ConfigError
from briefing.model.articles import EPOCH, Article
from briefing.text.urls import canonical_url

INVALID_ARTICLE_ERRORS = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the articles of a JSON-lines file ("-": standard input); ConfigError names the line that cannot be read."""
    number, seen = 0, set[str]()
    with click.open_file(str(path), encoding="utf-8-sig") as lines:
        try:
            for line in lines:
                number += 1
                if not line.strip():
                    continue
                article = article_from_json(json.loads(line))
                if article.id in seen:
                    raise ValueError(f"the id {article.id!r} stands twice")
                seen.add(article.id)
                yield article
        except UnicodeDecodeError as error:
            raise ConfigError(f"{path}: the file is not UTF-8: {error.reason}", "Save it as UTF-8.") from error
        except INVALID_ARTICLE_ERRORS as error:
            raise ConfigError(
                f"{path}:{number}: not an article: {error}",
                'each line is an object with "id", "title", "text", "source", "url", "published" and "lang"',
            ) from error


def article_from_json(row: dict[str, Any]) -> Article:
    """Make an article of one JSON object; only `id` is required. Its text stays as it is, for sentences quote it."""
    when = datetime.fromisoformat(row["published"]) if row.get("published") else EPOCH
    when = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    link = row.get("url") or ""
    return Article(
        id=str(row["id"]),
        title=row.get("title") or "",
        text=row.get("text") or "",
        publisher=row.get("source") or "",
        lang=row.get("lang") or "",
        url=canonical_url(link) if link else "",
        link=link,
        published=when,
        seen=when,
    )


@click.command()
@file_argument
def group(file: Path) -> None:
    """Group articles into stories and threads.

    They are taken as if they had arrived in their published order.

    Reads one article per line from FILE: {"id", "title", "text", "source", "url", "published", "lang"};
    writes {"id", "story", "thread"} per line.
    """
    from briefing.grouping.standalone import group_without_store as group_articles

    articles = list(read_articles(file))
    found = group_articles(articles)
    for article in articles:
        story, thread = found[article.id]
        click.echo(json.dumps({"id": article.id, "story": story, "thread": thread}))


@click.command()
@file_argument
@click.option("--dates", type=click.IntRange(1), default=10, show_default=True, help="How many dates.")
@click.option("--per-date", type=click.IntRange(1), default=2, show_default=True, help="Sentences for each date.")
def timeline(file: Path, dates: int, per_date: int) -> None:
    """Write the timeline of the articles of one topic as JSON."""
    from briefing.writing.timeline.topic_timeline import topic_timeline as timeline_of

    entries = [
        {
            "date": entry.date.isoformat(),
            "sentences": [{"text": s.text, "article": s.article} for s in entry.sentences],
        }
        for entry in timeline_of(list(read_articles(file)), dates, per_date)
    ]
    click.echo(json.dumps({"entries": entries}, ensure_ascii=False))


@click.command()
@file_argument
@click.option("--words", type=click.IntRange(1), default=100, show_default=True, help="Length at most, in words.")
def summarize(file: Path, words: int) -> None:
    """Write a summary of the articles of one story as JSON.

    Each sentence stands word for word in the article that it names.
    """
    from briefing.writing.summary.summarize import summarize_story as summary_of

    sentences = summary_of(list(read_articles(file)), words)
    told = [{"text": s.text, "article": s.article} for s in sentences]
    click.echo(json.dumps({"text": " ".join(s.text for s in sentences), "sentences": told}, ensure_ascii=False))
