"""How a thread is looked at, and which number each cited article has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Literal

from textual.content import Content

from briefing.model.articles import Article
from briefing.model.threads import Coming, Coverage, Rewrite, Sentence, Thread
from briefing.output.counts import count
from briefing.output.spans import GLUE
from briefing.tui.paint.line import EMPTY, MUTED, PRIMARY, Line, Part, Target, flowing
from briefing.tui.symbols import Symbols

Size = Literal["line", "paragraph", "page"]

MEASURE = 92
"""Cells beyond which a line of prose is hard to read."""
DAY = 6
"""Cells of a day: "16 Dec"."""
ENTRIES, STORIES, PER_STORY = 8, 6, 5
"""Timeline entries, stories, and articles of each that a brief page shows."""


@dataclass(frozen=True, slots=True)
class View:
    """How to show a thread: entries from `since` are new, and `told` gives each a sentence.

    `brief` bounds what stands beside the list: the thread page has all. `aside` leaves the articles to another page.
    """

    now: datetime
    since: datetime
    symbols: Symbols
    size: Size = "paragraph"
    unfolded: frozenset[str] = frozenset()
    told: bool = False
    brief: bool = False
    aside: bool = False
    starred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class More:
    """What the page of a thread tells beside it: who reports it, what lies ahead, what a person put right in it.

    `refused` says why its summary is not in the words of a model that was asked.
    """

    coverage: Coverage | None = None
    ahead: tuple[Coming, ...] = ()
    notes: tuple[tuple[datetime, str], ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """The articles of a thread and their numbers as citations, in the order in which the summary uses them."""

    articles: dict[str, Article] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def marks(self, ids: Iterable[str]) -> str:
        """Return the citations of some articles: "[1] [3]"."""
        return " ".join(f"[{number}]" for number in sorted({self.numbers[i] for i in ids if i in self.numbers}))


def cited(thread: Thread) -> Cited:
    """Number the articles that any size of the summary cites; the numbers hold for all sizes."""
    articles = {article.id: article for story in thread.stories for article in story.articles}
    summary, changes = thread.summary, thread.changes.sentences if thread.changes else ()
    said = chain(summary.paragraph, summary.line, summary.page, changes)
    used = dict.fromkeys(one.article for one in said if one.article in articles)
    return Cited(articles, {article: number for number, article in enumerate(used, 1)})


def sentence(said: Sentence, numbered: Cited) -> Content:
    """Return a sentence with its citation, which never stands alone on a line."""
    citation = numbered.marks((said.article,))
    return Content.assemble(said.text, (GLUE + citation if citation else "", PRIMARY))


def prose(said: Sequence[Sentence], numbered: Cited, width: int, at: str, indent: Content = EMPTY) -> list[Line]:
    """Return sentences as running text, each of which leads to its article."""
    content, parts = EMPTY, list[Part]()
    for one in said:
        content = content + " " if content else content
        start = len(content.plain)
        content += sentence(one, numbered)
        if one.article in numbered.articles:
            parts.append((start, len(content.plain), Target("sentence", one.article, one.text, at)))
    return flowing(content, parts, width, indent)


def retold(rewrite: Rewrite, thread: Thread, numbered: Cited, width: int) -> list[Line]:
    """Return a summary in a model's words, with its name; a sentence leads to the first that it retells."""
    summary = thread.summary
    said = {one.article: one.text for one in reversed((*summary.paragraph, *summary.line, *summary.page))}
    content, parts = EMPTY, list[Part]()
    for place, one in enumerate(rewrite.sentences):
        start = len(content.plain)
        content += Content.assemble(one.text, (GLUE + GLUE.join(numbered.marks(one.articles).split()), PRIMARY))
        first = one.articles[0]
        if first in numbered.articles:
            parts.append((start, len(content.plain), Target("sentence", first, said.get(first, ""), f"retold {place}")))
        content += " "
    by = Content.styled(f"(rewritten by {rewrite.by})".replace(" ", GLUE), MUTED)
    return flowing(content + by, parts, width)


def rest_line(number: int, one: str, many: str = "") -> list[Line]:
    """Return a line that tells how much is left to the thread page, if anything is."""
    text = f"     and {count(number, one, many)}: Enter shows all"
    return [Line(Content.styled(text, MUTED))] if number > 0 else []
