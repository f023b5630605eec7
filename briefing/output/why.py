"""The stored evidence, laid out: what `briefing why` prints."""

from __future__ import annotations

from datetime import datetime

from briefing.grouping.explain import explain
from briefing.model.curation import Why
from briefing.model.grouping import Evidence
from briefing.output.ages import day
from briefing.output.counts import count
from briefing.output.layout import pad
from briefing.output.spans import Line, Span, flow

LABEL = 12  # cells of the column of labels
FIRST = "The story is the first of the thread."
JOINED = "The story began a thread of its own, which was later joined with this one."
EARLIER = 3  # stories of a thread, beside its newest, whose links are told unless all are asked for
INNER = 17  # cells of the column of signals


def why_page(why: Why, now: datetime, width: int, everything: bool = False) -> list[Line]:
    """Why an article is in its story, and the story in its thread, in lines of at most `width` cells.

    Of a thread the last links between its stories follow, with `everything` all of them.
    """
    story = f"{why.story.title} ({count(len(why.story.articles), 'article')})"
    thread = f"{why.thread.title} (since {day(why.thread.first.astimezone(), now)})"
    lines: list[Line] = []
    if why.article is not None:
        lines += _row("article", f"{why.article.title} ({why.article.publisher or 'unknown publisher'})", width)
        lines += _row("in story", story, width)
        lines += _reasons(why.in_story, why, width, "It is the first article of the story.")
    else:
        lines += _row("story", story, width)
    lines += _row("in thread", thread, width)
    first = min((article.published for article in why.story.articles), default=why.thread.first) <= why.thread.first
    lines += _reasons(why.in_thread, why, width, FIRST if first else JOINED)
    shown = why.earlier if everything else why.earlier[:EARLIER]
    for number, (one, evidence) in enumerate(shown, 1):
        lines += _row("before that", f"{one.title} ({count(len(one.articles), 'article')})", width)
        lines += _reasons(evidence, why, width, FIRST if number == len(why.earlier) else JOINED)
    if left := len(why.earlier) - len(shown):
        lines += _row("", f"{count(left, 'more story', 'more stories')}: --all shows them", width, "meta")
    if why.thread.parent:
        lines += _row("part of", why.thread.parent_title, width)
        lines += _reasons(why.in_affair, why, width, "You put it there.")
    return lines


def _row(label: str, words: str, width: int, style: str = "title") -> list[Line]:
    """A labelled line of what the evidence is about."""
    return flow([Span(words, style)], width, " " * LABEL, first=(Span(pad(label, LABEL), "meta"),))


def _reasons(evidence: Evidence | None, why: Why, width: int, founded: str) -> list[Line]:
    """The signals that decided, in words; `founded` if there was nothing to decide."""
    if evidence is None:
        return flow([Span(founded)], width, " " * LABEL)
    lines: list[Line] = []
    for label, words in explain(evidence, why.titles):
        lead = (Span(" " * LABEL), Span(pad(label, INNER), "meta"))
        lines += flow([Span(words)], width, " " * (LABEL + INNER), first=lead)
    return lines
