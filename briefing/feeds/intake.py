"""The result of a fetch as the store needs it: the new state of the feed and its articles. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from briefing.errors import ParseError
from briefing.feeds.fetching.schedule import content_hash, next_state
from briefing.feeds.parsing.parser import MAX_ENTRIES, parse_feed
from briefing.feeds.parsing.shared_rules import ITEM_START
from briefing.model.articles import Article
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import Entry, FeedDocument, FetchFailure, NotModified, Postponed, Response
from briefing.model.program_fault import ProgramFault
from briefing.program_faults import fault_of
from briefing.text.article_from_entry import article_from_entry, is_collection
from briefing.text.html.clean import clean
from briefing.text.url_secrets import without_secrets

BROKEN_OFF = "the download broke off"
BROKEN_OFF_NOTE = f"{BROKEN_OFF}: the rest is fetched next time"
TOO_MANY_ENTRIES_NOTE = f"it has more than {MAX_ENTRIES:,} entries: only the first {MAX_ENTRIES:,} were read"
PARTIAL_NOTE = "only part of it could be read"
DOCUMENT_END = re.compile(rb"</(?:\w{1,20}:)?(?:rss|rdf|feed|channel)\s*>", re.IGNORECASE)
END_BYTES = 2000
"""Bytes at the end of a document in which its last end tag is looked for; scripts may append something."""
ENTRY_END = re.compile(rb"</(?:\w{1,20}:)?(?:item|entry)\s*>")


@dataclass(frozen=True, slots=True)
class Intake:
    """What to store after a fetch; `note` is what a person should know although the fetch succeeded.

    `faults` are those of the program that left an entry out.
    """

    status: Literal["new", "unchanged", "failed", "postponed"]
    state: FeedState
    articles: tuple[Article, ...] = ()
    note: str = ""
    faults: tuple[ProgramFault, ...] = ()


def intake_of(
    feed: Feed,
    state: FeedState,
    outcome: Response | NotModified | FetchFailure | Postponed,
    now: datetime,
    *,
    was_collection: bool = False,
) -> Intake:
    """Return what to store for `outcome`; a body that has not changed since the last fetch is not parsed.

    Args:
        feed: The configured feed.
        state: Its state.
        outcome: Of the fetch.
        now: When the refresh began.
        was_collection: Whether articles of this feed are stored with the site of their link as their publisher.
    """
    if isinstance(outcome, Postponed):
        return Intake("postponed", replace(state, url=feed.url, retry_after=outcome.until, next_due=outcome.next_try))
    document = None
    if isinstance(outcome, Response) and content_hash(outcome.body) != state.content_hash:
        try:
            document = _parsed(outcome)
        except ParseError as error:
            outcome = FetchFailure(feed.url, str(error) if outcome.is_complete else f"{BROKEN_OFF}: {error}")
    new_state = next_state(feed, state, outcome, document, now)
    if isinstance(outcome, FetchFailure):
        return Intake("failed", new_state)
    note = permanent_move_note(feed, state, new_state)
    if document is None:
        return Intake("unchanged", new_state, note=note)
    articles, faults = _articles_of(document.entries, feed, new_state.title, now, was_collection)
    new_state = replace(new_state, without_room=0)  # it is counted anew when the articles are stored
    if faults:  # the next fetch reads the document again, although it is the same
        new_state = replace(new_state, etag=state.etag, modified=state.modified, content_hash=state.content_hash)
    return Intake("new", new_state, articles, note or _partial_note(outcome, document), faults)


def _articles_of(
    entries: Sequence[Entry], feed: Feed, title: str, now: datetime, was_collection: bool
) -> tuple[tuple[Article, ...], tuple[ProgramFault, ...]]:
    """Return the articles of entries, and why others have none."""
    articles: list[Article] = []
    faults: list[ProgramFault] = []
    from_collection = is_collection(entries, feed, title, was_collection=was_collection)
    for number, entry in enumerate(entries, 1):
        try:
            articles.append(article_from_entry(entry, feed, title, now, from_collection=from_collection))
        except Exception as error:  # one entry must not cost the others their place
            faults.append(fault_of(f"entry {number} of {without_secrets(feed.url)}", error))
    return tuple(articles), tuple(faults)


def _parsed(response: Response) -> FeedDocument:
    if response.is_complete and not ends_within_entry(response.body):
        return parse_feed(response.body, response.headers, response.url)
    return replace(parse_feed(up_to_last_entry(response.body), response.headers, response.url), partial=True)


def _partial_note(outcome: Response | NotModified, document: FeedDocument) -> str:
    """Return why a document is only partly read, "" if it is read completely."""
    if not document.partial:
        return ""
    if isinstance(outcome, Response) and not outcome.is_complete:
        return BROKEN_OFF_NOTE
    return TOO_MANY_ENTRIES_NOTE if len(document.entries) == MAX_ENTRIES else PARTIAL_NOTE


def up_to_last_entry(body: bytes) -> bytes:
    """Return an incomplete document up to the end of its last complete entry."""
    ends = [end.end() for end in ENTRY_END.finditer(body)]
    return body[: ends[-1]] if ends else body


def ends_within_entry(body: bytes) -> bool:
    """Whether a document stops in its last entry, although others end as they should.

    A server sends it so whose program stopped while writing, or that stored a download which broke off. Title, address
    and date of the entry may be cut.
    """
    if DOCUMENT_END.search(body, max(0, len(body) - END_BYTES)):
        return False
    ends = [end.end() for end in ENTRY_END.finditer(body)]
    return bool(ends) and ITEM_START.search(body, ends[-1]) is not None


def permanent_move_note(feed: Feed, old_state: FeedState, new_state: FeedState) -> str:
    """Return a note that a feed moved permanently; "" if it did not, or if that was reported before."""
    if not new_state.permanent_url or new_state.permanent_url in (old_state.permanent_url, feed.url):
        return ""
    return clean(f"moved permanently to {new_state.permanent_url}; it is fetched from there")
