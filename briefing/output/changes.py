"""What changed in a thread, as running text with citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.output.ages import moment
from briefing.output.spans import Span, glued

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from briefing.model.threads import Changes, Moved, Thread
    from briefing.output.citations import Citations

LABELS = {"percent": "", "money": ""}  # these numbers say themselves what they are
MOVED = 2  # numbers that moved on a page of many threads
TITLES = 3  # headlines of new stories where nothing can be quoted


def change_prose(changes: Changes, cited: Citations, sentences: int) -> list[Span]:
    """What is new, in at most so many sentences; the headlines of new stories where none can be quoted."""
    if changes.sentences:
        return cited.prose(changes.sentences[:sentences])
    spans: list[Span] = []
    for story in changes.stories[:TITLES]:
        spans += [Span("; " if spans else ""), Span(story.title)]
        if story.articles:
            spans += _cite(story.articles[0].id, cited)
    return spans


def news_spans(thread: Thread, cited: Citations, now: datetime) -> list[Span]:
    """In a line, which numbers moved and which names came up in a thread, and since when; nothing if none did."""
    new = thread.changes
    if new is None or not (new.moved or new.names):
        return []
    since = moment(new.since, now) if new.since else ""
    read = new.since is not None and new.since == thread.row.read
    spans = [Span(glued(f"Since you last read ({since}):" if read else f"Since {since}:"), "meta"), Span(" ")]
    spans += moved_spans(new.moved[:MOVED], cited)
    if new.names:
        spans += [Span(f"{'; n' if new.moved else 'N'}ew names: "), Span(", ".join(map(glued, new.names)))]
    return spans


def moved_spans(moved: Sequence[Moved], cited: Citations) -> list[Span]:
    """Numbers that moved: "dead: 12 [1], now 17 [2]; ..."."""
    spans: list[Span] = []
    for one in moved:
        label = LABELS.get(one.what, f"{one.what}: ")
        spans += [Span(("; " if spans else "") + label + glued(one.before)), *_cite(one.said_before.article, cited)]
        spans += [Span(f", now {glued(one.after)}"), *_cite(one.said_after.article, cited)]
    return spans


def names_span(changes: Changes) -> list[Span]:
    """The names that came up: "New names: ..."."""
    return [Span("New names: " + ", ".join(map(glued, changes.names)))] if changes.names else []


def _cite(article: str, cited: Citations) -> list[Span]:
    number = cited.number(article)
    return [Span(glued(" ")), Span(f"[{number}]", "cite", cited.articles[article].link)] if number else []
