"""What is new of a thread for a digest, and what its readers know: what it delivered and printed of the thread."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.writing.country_terms import terms_of
from briefing.writing.digest.digest_headlines import NewHeadline, bare_title, newest_headlines
from briefing.writing.headline_terms import Terms, theme_of
from briefing.writing.headlines import is_announcement, is_report
from briefing.writing.reports_again import repeats_report
from briefing.writing.stating_titles import is_label

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.deliveries import DeliveredLine
    from briefing.model.threads import Thread

MAX_KNOWN_READ = 400
"""Newest delivered headlines of a thread that are compared: those of some days."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new of a thread for a digest, and what the digest delivered and printed of it.

    Attributes:
        new: The articles that it has not delivered, by id.
        fresh: Those since it last ran; all of them if there are none.
        new_headlines: The headlines of the fresh ones that report no act again, the newest first.
        stories: The ids of the articles of each story all of whose articles are new, by each of these ids.
        known_terms: The terms of each delivered headline.
        printed_terms: The terms of each printed text.
        theme: The theme of the delivered headlines.
        announced_terms: The terms of each delivered headline or printed line that only announces.
        reported: The delivered headlines and printed texts that report.
    """

    new: Mapping[str, Article]
    fresh: Mapping[str, Article]
    new_headlines: Sequence[NewHeadline]
    stories: Mapping[str, Collection[str]]
    known_terms: Sequence[Terms]
    printed_terms: Sequence[Terms]
    theme: Terms
    announced_terms: Collection[Terms] = frozenset()
    reported: Sequence[str] = ()

    @property
    def all_known(self) -> list[Terms]:
        """Return the terms of all that a reader may know."""
        return [*self.known_terms, *self.printed_terms]


def news_of(
    thread: Thread,
    known: Sequence[Article],
    delivered: Collection[str],
    since: datetime,
    last_run: datetime | None,
    printed: Sequence[DeliveredLine],
) -> News:
    """Return what is new of a thread, and what readers of a digest know of it.

    Args:
        thread: The thread.
        known: Its articles that the digest delivered.
        delivered: The ids of all articles that the digest delivered.
        since: Start of the digest's period.
        last_run: When the digest was last made.
        printed: What the digest printed of the thread before, the last first.
    """
    newest_known = sorted(known, key=lambda one: one.published, reverse=True)[:MAX_KNOWN_READ]
    known_headlines = [*map(bare_title, newest_known)]
    known_lines = [*known_headlines, *(one.line for one in printed)]
    known_terms = [*map(terms_of, known_headlines)]
    articles = [article for story in thread.stories for article in story.articles]
    new = {one.id: one for one in articles if one.published >= since and one.id not in delivered}
    fresh = {id: one for id, one in new.items() if last_run and one.published >= last_run} or new
    texts = dict.fromkeys(text for one in printed for text in (one.line, *one.texts))
    label = terms_of(thread.row.title) if is_label(thread.row.title) else frozenset()
    reported = [text for text in dict.fromkeys((*known_lines, *texts)) if is_report(text)]
    return News(
        new=new,
        fresh=fresh,
        new_headlines=[one for one in newest_headlines(fresh.values()) if not repeats_report(one.text, reported)],
        stories=_new_stories(thread, new),
        known_terms=known_terms,
        printed_terms=[terms for text in texts if (terms := terms_of(text)) != label],
        theme=theme_of(known_terms),
        announced_terms=frozenset(terms_of(text) for text in known_lines if is_announcement(text)),
        reported=reported,
    )


def _new_stories(thread: Thread, new: Mapping[str, Article]) -> dict[str, frozenset[str]]:
    """Return the ids of the articles of each story all of whose articles are new, by each of these ids."""
    stories = [frozenset(article.id for article in story.articles) for story in thread.stories]
    return {id: ids for ids in stories if ids <= new.keys() for id in ids}
