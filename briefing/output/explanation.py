"""The stored evidence, laid out: what `briefing why` prints."""

from __future__ import annotations

from datetime import datetime

from briefing.grouping.explain import explanation_rows
from briefing.model.curation import Explanation
from briefing.model.grouping import Evidence
from briefing.output.layout import pad
from briefing.output.number_format import format_count
from briefing.output.spans import Line, Span, wrap_spans
from briefing.output.time_format import format_day

LABEL_WIDTH = 12  # cells of the column of labels
FIRST_STORY_TEXT = "The story is the first of the thread."
JOINED_THREAD_TEXT = "The story began a thread of its own, which was later joined with this one."
MAX_EARLIER_STORIES = 3  # stories of a thread, beside its newest, whose links are told unless all are asked for
SIGNAL_WIDTH = 17  # cells of the column of signals


def explanation_page(explanation: Explanation, now: datetime, width: int, all_stories: bool = False) -> list[Line]:
    """Why an article is in its story, and the story in its thread, in lines of at most `width` cells.

    Of a thread the last links between its stories follow, with `everything` all of them.
    """
    story = f"{explanation.story.title} ({format_count(len(explanation.story.articles), 'article')})"
    thread = f"{explanation.thread.title} (since {format_day(explanation.thread.first.astimezone(), now)})"
    lines: list[Line] = []
    if explanation.article is not None:
        lines += _labelled_lines(
            "article", f"{explanation.article.title} ({explanation.article.publisher or 'unknown publisher'})", width
        )
        lines += _labelled_lines("in story", story, width)
        lines += _evidence_lines(
            explanation.story_evidence, explanation, width, "It is the first article of the story."
        )
    else:
        lines += _labelled_lines("story", story, width)
    lines += _labelled_lines("in thread", thread, width)
    first = (
        min((article.published for article in explanation.story.articles), default=explanation.thread.first)
        <= explanation.thread.first
    )
    lines += _evidence_lines(
        explanation.thread_evidence, explanation, width, FIRST_STORY_TEXT if first else JOINED_THREAD_TEXT
    )
    shown = explanation.earlier_stories if all_stories else explanation.earlier_stories[:MAX_EARLIER_STORIES]
    for number, (one, evidence) in enumerate(shown, 1):
        lines += _labelled_lines("before that", f"{one.title} ({format_count(len(one.articles), 'article')})", width)
        lines += _evidence_lines(
            evidence,
            explanation,
            width,
            FIRST_STORY_TEXT if number == len(explanation.earlier_stories) else JOINED_THREAD_TEXT,
        )
    if left := len(explanation.earlier_stories) - len(shown):
        lines += _labelled_lines(
            "", f"{format_count(left, 'more story', 'more stories')}: --all shows them", width, "meta"
        )
    if explanation.thread.affair_id:
        lines += _labelled_lines("part of", explanation.thread.affair_title, width)
        lines += _evidence_lines(explanation.affair_evidence, explanation, width, "You put it there.")
    return lines


def _labelled_lines(label: str, words: str, width: int, style: str = "title") -> list[Line]:
    """A labelled line of what the evidence is about."""
    return wrap_spans(
        [Span(words, style)], width, " " * LABEL_WIDTH, first_prefix=(Span(pad(label, LABEL_WIDTH), "meta"),)
    )


def _evidence_lines(
    evidence: Evidence | None, explanation: Explanation, width: int, no_evidence_text: str
) -> list[Line]:
    """The signals that decided, in words; `founded` if there was nothing to decide."""
    if evidence is None:
        return wrap_spans([Span(no_evidence_text)], width, " " * LABEL_WIDTH)
    lines: list[Line] = []
    for label, words in explanation_rows(evidence, explanation.titles_by_id):
        lead = (Span(" " * LABEL_WIDTH), Span(pad(label, SIGNAL_WIDTH), "meta"))
        lines += wrap_spans([Span(words)], width, " " * (LABEL_WIDTH + SIGNAL_WIDTH), first_prefix=lead)
    return lines
