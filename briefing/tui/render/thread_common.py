"""How a thread is looked at, and which number each cited article has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Literal

from textual.content import Content

from briefing.model.articles import Article
from briefing.model.threads import AgendaItem, Coverage, Rewrite, Sentence, Thread
from briefing.output.number_format import format_count
from briefing.output.spans import NO_BREAK_SPACE
from briefing.tui.render.line_layout import EMPTY_CONTENT, MUTED, PRIMARY, Line, Target, TargetSpan, wrap_with_targets
from briefing.tui.symbols import Symbols

SummarySize = Literal["line", "paragraph", "page"]

PROSE_WIDTH = 92
"""Cells beyond which a line of prose is hard to read."""
DAY_WIDTH = 6
"""Cells of a day: "16 Dec"."""
MAX_ENTRIES, MAX_STORIES, MAX_ARTICLES_PER_STORY = 8, 6, 5
"""Timeline entries, stories, and articles of each that a brief page shows."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How to show a thread: entries from `since` are new, and `told` gives each a sentence.

    `brief` bounds what stands beside the list: the thread page has all. `aside` leaves the articles to another page.
    """

    now: datetime
    since: datetime
    symbols: Symbols
    summary_size: SummarySize = "paragraph"
    unfolded: frozenset[str] = frozenset()
    show_sentences: bool = False
    brief: bool = False
    articles_aside: bool = False
    starred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ThreadExtras:
    """What the page of a thread tells beside it: who reports it, what lies ahead, what a person put right in it.

    `refused` says why its summary is not in the words of a model that was asked.
    """

    coverage: Coverage | None = None
    upcoming: tuple[AgendaItem, ...] = ()
    correction_notes: tuple[tuple[datetime, str], ...] = ()
    rewrite_refusal: str = ""


@dataclass(frozen=True, slots=True)
class CitationNumbers:
    """The articles of a thread and their numbers as citations, in the order in which the summary uses them."""

    articles: dict[str, Article] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def labels(self, article_ids: Iterable[str]) -> str:
        """Return the citations of some articles: "[1] [3]"."""
        return " ".join(f"[{number}]" for number in sorted({self.numbers[i] for i in article_ids if i in self.numbers}))


def number_citations(thread: Thread) -> CitationNumbers:
    """Number the articles that any size of the summary cites; the numbers hold for all sizes."""
    articles = {article.id: article for story in thread.stories for article in story.articles}
    summary, changes = thread.summary, thread.changes.sentences if thread.changes else ()
    said = chain(summary.paragraph, summary.line, summary.long, changes)
    used = dict.fromkeys(one.article for one in said if one.article in articles)
    return CitationNumbers(articles, {article: number for number, article in enumerate(used, 1)})


def cited_sentence(sentence: Sentence, citations: CitationNumbers) -> Content:
    """Return a sentence with its citation, which never stands alone on a line."""
    citation = citations.labels((sentence.article,))
    return Content.assemble(sentence.text, (NO_BREAK_SPACE + citation if citation else "", PRIMARY))


def cited_prose(
    sentences: Sequence[Sentence],
    citations: CitationNumbers,
    width: int,
    occurrence: str,
    indent: Content = EMPTY_CONTENT,
) -> list[Line]:
    """Return sentences as running text, each of which leads to its article."""
    content, parts = EMPTY_CONTENT, list[TargetSpan]()
    for one in sentences:
        content = content + " " if content else content
        start = len(content.plain)
        content += cited_sentence(one, citations)
        if one.article in citations.articles:
            parts.append((start, len(content.plain), Target("sentence", one.article, one.text, occurrence)))
    return wrap_with_targets(content, parts, width, indent)


def rewritten_summary(rewrite: Rewrite, thread: Thread, citations: CitationNumbers, width: int) -> list[Line]:
    """Return a summary in a model's words, with its name; a sentence leads to the first that it retells."""
    summary = thread.summary
    said = {one.article: one.text for one in reversed((*summary.paragraph, *summary.line, *summary.long))}
    content, parts = EMPTY_CONTENT, list[TargetSpan]()
    for place, one in enumerate(rewrite.sentences):
        start = len(content.plain)
        content += Content.assemble(
            one.text, (NO_BREAK_SPACE + NO_BREAK_SPACE.join(citations.labels(one.articles).split()), PRIMARY)
        )
        first = one.articles[0]
        if first in citations.articles:
            parts.append((start, len(content.plain), Target("sentence", first, said.get(first, ""), f"retold {place}")))
        content += " "
    by = Content.styled(f"(rewritten by {rewrite.model_name})".replace(" ", NO_BREAK_SPACE), MUTED)
    return wrap_with_targets(content + by, parts, width)


def remainder_line(number: int, one: str, many: str = "") -> list[Line]:
    """Return a line that tells how much is left to the thread page, if anything is."""
    text = f"     and {format_count(number, one, many)}: Enter shows all"
    return [Line(Content.styled(text, MUTED))] if number > 0 else []
