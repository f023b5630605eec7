"""What changed in a thread, as running text with citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.output.spans import Span, unbreakable
from briefing.output.time_format import format_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from briefing.model.threads import Changes, NumberChange, Thread
    from briefing.output.citations import Citations

LABEL_BY_UNIT = {"percent": "", "money": ""}  # these numbers say themselves what they are
MAX_NUMBER_CHANGES = 2  # numbers that moved on a page of many threads
MAX_TITLES = 3  # headlines of new stories where nothing can be quoted


def change_prose(changes: Changes, cited: Citations, max_sentences: int) -> list[Span]:
    """What is new, in at most so many sentences; the headlines of new stories where none can be quoted."""
    if changes.sentences:
        return cited.sentence_spans(changes.sentences[:max_sentences])
    spans: list[Span] = []
    for story in changes.stories[:MAX_TITLES]:
        spans += [Span("; " if spans else ""), Span(story.title)]
        if story.articles:
            spans += _citation(story.articles[0].id, cited)
    return spans


def change_line(thread: Thread, cited: Citations, now: datetime) -> list[Span]:
    """In a line, which numbers moved and which names came up in a thread, and since when; nothing if none did."""
    new = thread.changes
    if new is None or not (new.number_changes or new.new_names):
        return []
    since = format_moment(new.since, now) if new.since else ""
    read = new.since is not None and new.since == thread.row.read
    spans = [Span(unbreakable(f"Since you last read ({since}):" if read else f"Since {since}:"), "meta"), Span(" ")]
    spans += number_change_spans(new.number_changes[:MAX_NUMBER_CHANGES], cited)
    if new.new_names:
        spans += [
            Span(f"{'; n' if new.number_changes else 'N'}ew names: "),
            Span(", ".join(map(unbreakable, new.new_names))),
        ]
    return spans


def number_change_spans(number_changes: Sequence[NumberChange], cited: Citations) -> list[Span]:
    """Numbers that moved: "dead: 12 [1], now 17 [2]; ..."."""
    spans: list[Span] = []
    for one in number_changes:
        label = LABEL_BY_UNIT.get(one.quantity, f"{one.quantity}: ")
        spans += [
            Span(("; " if spans else "") + label + unbreakable(one.before)),
            *_citation(one.sentence_before.article, cited),
        ]
        spans += [Span(f", now {unbreakable(one.after)}"), *_citation(one.sentence_after.article, cited)]
    return spans


def new_name_spans(changes: Changes) -> list[Span]:
    """The names that came up: "New names: ..."."""
    return [Span("New names: " + ", ".join(map(unbreakable, changes.new_names)))] if changes.new_names else []


def _citation(article: str, cited: Citations) -> list[Span]:
    number = cited.number(article)
    return [Span(unbreakable(" ")), Span(f"[{number}]", "cite", cited.articles[article].link)] if number else []
