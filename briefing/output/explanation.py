"""The stored evidence, laid out: what `briefing why` prints."""

from __future__ import annotations

from datetime import datetime

from briefing.grouping.explain import explanation_rows
from briefing.model.articles import Story
from briefing.model.curation import Explanation
from briefing.model.grouping import Evidence
from briefing.output.cells import pad
from briefing.output.formatting import format_count, format_day, format_headline, format_publisher
from briefing.output.lines import Line, Span, StyleName, unbreakable, wrap_spans

LABEL_WIDTH = 12
"""Cells of the column of labels: "before that" and a space."""
SIGNAL_WIDTH = 17
"""Cells of the column of signals: the longest label and a space."""
MAX_EARLIER_STORIES = 3
"""Stories of the thread, beside the newest, whose evidence is shown unless all are asked for: about a screen."""
FIRST_ARTICLE_TEXT = "It is the first article of the story."
FIRST_STORY_TEXT = "The story is the first of the thread."
JOINED_THREAD_TEXT = "The story began a thread of its own, which was later joined with this one."
OWN_AFFAIR_TEXT = "You put it there."


def explanation_page(explanation: Explanation, now: datetime, width: int, all_stories: bool = False) -> list[Line]:
    """Lay out why an article is in its story, the story in its thread, and the thread in its affair.

    Earlier stories of the thread follow with their evidence: the last few, or with `all_stories` all of them.
    """
    story, thread = explanation.story, explanation.thread
    lines: list[Line] = []
    if explanation.article is not None:
        article = explanation.article
        lines += _labelled_lines("article", f"{format_headline(article)} ({format_publisher(article)})", width)
        lines += _labelled_lines("in story", _story_words(story), width)
        lines += _evidence_lines(explanation.story_evidence, explanation, width, FIRST_ARTICLE_TEXT)
    else:
        lines += _labelled_lines("story", _story_words(story), width)
    since = f"since {format_day(thread.first.astimezone(), now)}"
    lines += _labelled_lines("in thread", f"{thread.title} ({since})", width)
    start = min((article.published for article in story.articles), default=thread.first)
    text = FIRST_STORY_TEXT if start <= thread.first else JOINED_THREAD_TEXT
    lines += _evidence_lines(explanation.thread_evidence, explanation, width, text)
    lines += _earlier_story_lines(explanation, width, None if all_stories else MAX_EARLIER_STORIES)
    if thread.affair_id:
        lines += _labelled_lines("part of", thread.affair, width)
        lines += _evidence_lines(explanation.affair_evidence, explanation, width, OWN_AFFAIR_TEXT)
    return lines


def _earlier_story_lines(explanation: Explanation, width: int, limit: int | None) -> list[Line]:
    """Lay out the stories before the explained one with their evidence, and how many are left out."""
    earlier = explanation.earlier_stories
    shown = earlier[:limit]
    lines: list[Line] = []
    for number, (story, evidence) in enumerate(shown, 1):
        lines += _labelled_lines("before that", _story_words(story), width)
        text = FIRST_STORY_TEXT if number == len(earlier) else JOINED_THREAD_TEXT
        lines += _evidence_lines(evidence, explanation, width, text)
    if omitted := len(earlier) - len(shown):
        note = f"{format_count(omitted, 'more story', 'more stories')}: --all shows them"
        lines += _labelled_lines("", note, width, "meta")
    return lines


def _story_words(story: Story) -> str:
    return f"{story.title} ({format_count(len(story.articles), 'article')})"


def _labelled_lines(label: str, text: str, width: int, style: StyleName = "title") -> list[Line]:
    """Lay out a text in the column after its label."""
    prefix = (Span(pad(label, LABEL_WIDTH), "meta"),)
    return wrap_spans([Span(text, style)], width, " " * LABEL_WIDTH, first_prefix=prefix)


def _evidence_lines(
    evidence: Evidence | None, explanation: Explanation, width: int, no_evidence_text: str
) -> list[Line]:
    """Lay out the signals that decided, or `no_evidence_text` if there was nothing to decide."""
    lines: list[Line] = []
    if evidence is None or evidence.is_only_refusal:
        lines += wrap_spans([Span(no_evidence_text)], width, " " * LABEL_WIDTH)
    if evidence is None:
        return lines
    for label, text in explanation_rows(evidence, explanation.titles_by_id):
        prefix = (Span(" " * LABEL_WIDTH), Span(pad(label, SIGNAL_WIDTH), "meta"))
        words = Span(text.replace(" %", unbreakable(" %")))
        lines += wrap_spans([words], width, " " * (LABEL_WIDTH + SIGNAL_WIDTH), first_prefix=prefix)
    return lines
