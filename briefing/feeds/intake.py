"""What a feed's answer comes to: its new state and its articles. Pure, so that the store has only to write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from briefing.errors import ParseError
from briefing.feeds.parse import MAX_ENTRIES, parse
from briefing.feeds.schedule import after, digest
from briefing.model.articles import Article
from briefing.model.feeds import Failure, Feed, FeedState, NotModified, Response
from briefing.text.article import article_of
from briefing.text.clean import clean

TORN = "it broke off: the rest is fetched next time"
LONG = f"it has more than {MAX_ENTRIES:,} entries: only the first of them were read"
PARTLY = "only a part of it could be read"
ENTRY_END = re.compile(rb"</(?:\w{1,20}:)?(?:item|entry)\s*>")


@dataclass(frozen=True, slots=True)
class Intake:
    """What to store after a feed was asked; `note` is what a person should know although nothing failed."""

    kind: Literal["new", "unchanged", "failed"]
    state: FeedState
    articles: tuple[Article, ...] = ()
    note: str = ""


def take_in(feed: Feed, state: FeedState, outcome: Response | NotModified | Failure, now: datetime) -> Intake:
    """Return what `outcome` comes to; a body that is known already is not parsed again."""
    document = None
    if isinstance(outcome, Response) and digest(outcome.body) != state.digest:
        try:
            body = outcome.body if outcome.whole else complete(outcome.body)
            document = parse(body, outcome.headers, outcome.url)
        except ParseError as error:
            outcome = Failure(feed.url, str(error) if outcome.whole else f"broke off: {error}")
        else:
            document = document if outcome.whole else replace(document, partial=True)
    later = after(feed, state, outcome, document, now)
    if isinstance(outcome, Failure):
        return Intake("failed", later)
    note = moved(feed, state, later)
    if document and document.partial:
        torn = isinstance(outcome, Response) and not outcome.whole
        note = note or (TORN if torn else LONG if len(document.entries) == MAX_ENTRIES else PARTLY)
    if document is None:
        return Intake("unchanged", later, note=note)
    return Intake("new", later, tuple(article_of(entry, feed, later.title, now) for entry in document.entries), note)


def complete(body: bytes) -> bytes:
    """Return what came of a document that broke off, up to the end of its last complete entry."""
    ends = [found.end() for found in ENTRY_END.finditer(body)]
    return body[: ends[-1]] if ends else body


def moved(feed: Feed, before: FeedState, later: FeedState) -> str:
    """Return in words that a feed moved for good, once: "" if that is known already."""
    if not later.location or later.location in (before.location, feed.url):
        return ""
    return clean(f"moved for good to {later.location}; it is followed there")
