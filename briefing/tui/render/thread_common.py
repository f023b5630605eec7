"""How a thread is shown, and its cited sentences as lines whose sentences can be selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Literal

from briefing.model.coverage import AgendaItem, Coverage
from briefing.model.threads import Rewrite, Sentence, Thread
from briefing.output.citations import Citations, articles_of, rewrite_note
from briefing.output.formatting import format_count
from briefing.output.lines import Line, Span, wrap_spans
from briefing.tui.render.page_lines import PageLine, Target, page_lines
from briefing.tui.symbols import Symbols

SummarySize = Literal["line", "paragraph", "page"]

PROSE_WIDTH = 92
"""Cells beyond which a line of prose is hard to read."""
MAX_ENTRIES, MAX_STORIES, MAX_ARTICLES_PER_STORY = 8, 6, 5
"""Timeline entries, stories, and articles of each story on a brief page: together about a screen of 36 lines."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to show a thread.

    Attributes:
        now: The present time, from which days without a year are understood.
        since: Timeline entries from this time on are marked as new.
        symbols: The symbols to draw with.
        summary_size: Which size of the summary to show.
        unfolded: The indexes of unfolded timeline entries, as text, and unfolded months: "2024-03".
        show_sentences: Whether each timeline entry has a sentence.
        all_events: Whether the timeline has all events, instead of the main ones.
        all_events_key: The key that changes that.
        brief: Whether long lists are cut, as beside the list of threads.
        articles_aside: Whether the articles are left to a page of their own.
        starred: The ids of starred articles.
    """

    now: datetime
    since: datetime
    symbols: Symbols
    summary_size: SummarySize = "paragraph"
    unfolded: frozenset[str] = frozenset()
    show_sentences: bool = False
    all_events: bool = False
    all_events_key: str = ""
    brief: bool = False
    articles_aside: bool = False
    starred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ThreadExtras:
    """What the page of a thread shows in addition: coverage, upcoming days and the corrections of a person.

    `rewrite_refusal` says why a language model that was asked did not rewrite the summary.
    """

    coverage: Coverage | None = None
    upcoming: tuple[AgendaItem, ...] = ()
    correction_notes: tuple[tuple[datetime, str], ...] = ()
    rewrite_refusal: str = ""


def number_citations(thread: Thread) -> Citations:
    """Number the articles that any size of the summary cites, so that a number holds for all sizes."""
    citations = Citations(articles_of(thread.stories))
    summary, changes = thread.summary, thread.changes.sentences if thread.changes else ()
    for sentence in chain(summary.paragraph, summary.line, summary.long, changes):
        citations.number(sentence.article)
    citations.end_numbering()
    return citations


def cited_prose(
    sentences: Sequence[Sentence],
    citations: Citations,
    width: int,
    occurrence: str,
    indent: Line = (),
    label: Line = (),
) -> list[PageLine]:
    """Return sentences as running text in which each leads to its article, perhaps after a label."""
    spans = list(label)
    for sentence in sentences:
        target = Target("sentence", sentence.article, sentence.text, occurrence)
        known = sentence.article in citations.articles
        spans += [Span(" ")] if spans else []
        spans += with_target(citations.sentence_spans([sentence]), target if known else None)
    return page_lines(wrap_spans(spans, width, indent))


def rewritten_summary(rewrite: Rewrite, thread: Thread, citations: Citations, width: int) -> list[PageLine]:
    """Return a summary that a language model rewrote; each sentence leads to the first sentence it is made from."""
    summary = thread.summary
    originals = {one.article: one.text for one in reversed((*summary.paragraph, *summary.line, *summary.long))}
    spans: list[Span] = []
    for place, sentence in enumerate(rewrite.sentences):
        first = sentence.articles[0]
        target = Target("sentence", first, originals.get(first, ""), f"rewritten {place}")
        pieces = [Span(sentence.text), *citations.citation_spans(sentence.articles)]
        spans += [*with_target(pieces, target if first in citations.articles else None), Span(" ")]
    return page_lines(wrap_spans([*spans, rewrite_note(rewrite)], width))


def with_target(spans: Iterable[Span], target: Target | None) -> list[Span]:
    """Return spans that select a target."""
    return [span._replace(target=target) for span in spans]


def remainder_line(number: int, singular: str, plural: str = "", key: str = "Enter") -> list[PageLine]:
    """Return a line that says how much is left out, if anything, and which key shows it."""
    text = f"     and {format_count(number, singular, plural)}: {key} shows all"
    return [PageLine((Span(text, "meta"),))] if number > 0 else []
