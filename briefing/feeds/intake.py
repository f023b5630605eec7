"""What a feed's answer comes to: its new state and its articles. Pure, so that the store has only to write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from briefing.errors import ParseError
from briefing.feeds.fetching.schedule import content_hash, next_state
from briefing.feeds.parsing.parser import MAX_ENTRIES, parse_feed
from briefing.model.articles import Article
from briefing.model.feeds import Feed, FeedState, FetchFailure, NotModified, Response
from briefing.text.article_from_entry import article_from_entry
from briefing.text.clean import clean

BROKEN_OFF_NOTE = "it broke off: the rest is fetched next time"
TOO_MANY_ENTRIES_NOTE = f"it has more than {MAX_ENTRIES:,} entries: only the first of them were read"
PARTIAL_NOTE = "only a part of it could be read"
ENTRY_END = re.compile(rb"</(?:\w{1,20}:)?(?:item|entry)\s*>")


@dataclass(frozen=True, slots=True)
class Intake:
    """What to store after a feed was asked; `note` is what a person should know although nothing failed."""

    status: Literal["new", "unchanged", "failed"]
    state: FeedState
    articles: tuple[Article, ...] = ()
    note: str = ""


def intake_of(feed: Feed, state: FeedState, outcome: Response | NotModified | FetchFailure, now: datetime) -> Intake:
    """Return what `outcome` comes to; a body that is known already is not parsed again."""
    document = None
    if isinstance(outcome, Response) and content_hash(outcome.body) != state.content_hash:
        try:
            body = outcome.body if outcome.complete else up_to_last_entry(outcome.body)
            document = parse_feed(body, outcome.headers, outcome.url)
        except ParseError as error:
            outcome = FetchFailure(feed.url, str(error) if outcome.complete else f"broke off: {error}")
        else:
            document = document if outcome.complete else replace(document, partial=True)
    later = next_state(feed, state, outcome, document, now)
    if isinstance(outcome, FetchFailure):
        return Intake("failed", later)
    note = permanent_move_note(feed, state, later)
    if document and document.partial:
        torn = isinstance(outcome, Response) and not outcome.complete
        note = note or (
            BROKEN_OFF_NOTE if torn else TOO_MANY_ENTRIES_NOTE if len(document.entries) == MAX_ENTRIES else PARTIAL_NOTE
        )
    if document is None:
        return Intake("unchanged", later, note=note)
    return Intake(
        "new", later, tuple(article_from_entry(entry, feed, later.title, now) for entry in document.entries), note
    )


def up_to_last_entry(body: bytes) -> bytes:
    """Return what came of a document that broke off, up to the end of its last complete entry."""
    ends = [found.end() for found in ENTRY_END.finditer(body)]
    return body[: ends[-1]] if ends else body


def permanent_move_note(feed: Feed, old_state: FeedState, new_state: FeedState) -> str:
    """Return in words that a feed moved for good, once: "" if that is known already."""
    if not new_state.permanent_url or new_state.permanent_url in (old_state.permanent_url, feed.url):
        return ""
    return clean(f"moved for good to {new_state.permanent_url}; it is followed there")
