"""One article to read: its text, how its headline was edited, its links, and who else tells the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from textual.content import Content

from briefing.model.articles import Article, Story
from briefing.output.ages import clock, long_day, moment
from briefing.output.layout import breaks
from briefing.tui.paint.line import (
    BLANK,
    HEAD,
    MUTED,
    PRIMARY,
    QUIET,
    STRONG,
    Line,
    Part,
    Target,
    fitted,
    flowing,
    heading,
    lines,
    wrapped,
)
from briefing.tui.paint.view import MEASURE
from briefing.tui.symbols import Symbols

ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
LINKS = 9
"""Links that have a number, and a key."""
NO_TEXT = "The feed gave no text. {full} reads the page of the article, {browse} opens it in the browser."


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it is read: `words` is the sentence that led here, `edits` are (until when, headline before).

    `keys` read its whole text and open it in the browser.
    """

    article: Article
    now: datetime
    symbols: Symbols
    words: str = ""
    edits: tuple[tuple[datetime, str], ...] = ()
    story: Story | None = None
    keys: tuple[str, str] = ("F", "o")

    @property
    def cited(self) -> Target:
        """The place of the sentence that led here."""
        return Target("sentence", self.article.id, self.words)


def links_of(article: Article) -> tuple[str, ...]:
    """Return the addresses an article names, its own first; the first nine have numbers."""
    own = article.link or article.url
    return tuple(dict.fromkeys(filter(None, (own, *ADDRESS.findall(article.text)))))[:LINKS]


def paint_article(reading: Reading, width: int) -> list[Line]:
    """Return an article to read: title, publisher, time, edits, text, links, the same story elsewhere."""
    article = reading.article
    width = min(width, MEASURE)
    when = f"{long_day(article.published)}, {clock(article.published)}"
    by = ", ".join(filter(None, (article.publisher, article.author)))
    title = Content.styled(article.title, STRONG)
    page = [
        *flowing(*_marked(title, reading), width),
        *lines(wrapped(Content.assemble((by, HEAD), (f"  {when}", MUTED)), width)),
        BLANK,
        *_edits(reading, width),
    ]
    paragraphs = [p for p in article.text.split("\n") if p.strip()]
    full, browse = reading.keys
    for paragraph in paragraphs or [NO_TEXT.format(full=full, browse=browse)]:
        page += [*flowing(*_marked(Content(paragraph), reading), width), BLANK]
    page += _links(article, width)
    return [*page, *_elsewhere(reading, width)]


def _marked(content: Content, reading: Reading) -> tuple[Content, list[Part]]:
    """Mark the sentence that led here, where it stands in some text; white space may differ."""
    if not reading.words:
        return content, []
    pattern = r"\s+".join(map(re.escape, reading.words.split()))
    found = re.search(pattern, content.plain)
    if not found:
        return content, []
    return content.stylize(f"bold {PRIMARY}", *found.span()), [(*found.span(), reading.cited)]


def _edits(reading: Reading, width: int) -> list[Line]:
    """Return how the headline was edited, oldest first: what went stands in [-...-], what came in {+...+}."""
    titles = [*(title for _, title in reading.edits), reading.article.title]
    changes = [
        (until, before, after)
        for (until, before), after in zip(reading.edits, titles[1:], strict=True)
        if before != after
    ]
    if not changes:
        return []
    page = [heading("THE PUBLISHER EDITED THE HEADLINE", width)]
    for until, before, after in changes:
        when = Content.styled(f"{moment(until, reading.now)}  ", MUTED)
        first, *more = wrapped(when + difference(before, after), width - 2)
        page += [Line(first), *lines(more, indent="  ")]
    return [*page, BLANK]


def difference(before: str, after: str) -> Content:
    """Return both headlines in one, word by word: [-gone-] {+new+}."""
    old, new = before.split(), after.split()
    parts: list[Content] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Content(" ".join(old[a:b])))
            continue
        if a < b:
            parts.append(Content.styled(f"[-{' '.join(old[a:b])}-]", "$text-error"))
        if c < d:
            parts.append(Content.styled(f"{{+{' '.join(new[c:d])}+}}", "bold $text-success"))
    return Content(" ").join(parts)


def _links(article: Article, width: int) -> list[Line]:
    addresses = links_of(article)
    if not addresses:
        return []
    page = [heading("LINKS", width, "Enter opens, y copies")]
    for number, address in enumerate(addresses, 1):
        first, *more = _broken(address, width - 3)
        target = Target("link", address)
        page.append(Line(Content.assemble((f"{number}  ", STRONG), (first, PRIMARY)), target))
        page += [Line(Content.styled(f"   {rest}", PRIMARY), target) for rest in more]
    return [*page, BLANK]


def _broken(address: str, width: int) -> Iterator[str]:
    for start, end in breaks(address, width):
        yield address[start:end]


def _elsewhere(reading: Reading, width: int) -> list[Line]:
    """Return the other reports of the story, newest first."""
    others: Sequence[Article] = (
        [a for a in reading.story.articles if a.id != reading.article.id] if reading.story else []
    )
    if not others:
        return []
    page = [heading("THE SAME STORY ELSEWHERE", width)]
    for other in sorted(others, key=lambda a: a.published, reverse=True):
        front = Content.assemble(
            fitted(other.publisher, 18, QUIET, reading.symbols.cut),
            (f" {moment(other.published, reading.now)}  ", MUTED),
        )
        text = fitted(other.title, width - front.cell_length, cut=reading.symbols.cut)
        page.append(Line(front + text, Target("article", other.id)))
    return page
