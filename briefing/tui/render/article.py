"""One article to read: its text, how its headline was edited, its links, and who else tells the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from textual.content import Content

from briefing.model.articles import Article, Story
from briefing.output.layout import line_breaks
from briefing.output.time_format import format_long_day, format_moment, format_time
from briefing.tui.render.line_layout import (
    BLANK_LINE,
    HEADING,
    MUTED,
    PRIMARY,
    SECONDARY,
    STRONG,
    Line,
    Target,
    TargetSpan,
    fit_to_width,
    heading,
    make_lines,
    wrap_content,
    wrap_with_targets,
)
from briefing.tui.render.thread_common import PROSE_WIDTH
from briefing.tui.symbols import Symbols

URL_PATTERN = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
MAX_LINKS = 9
"""Links that have a number, and a key."""
NO_TEXT_MESSAGE = "The feed gave no text. {full} reads the page of the article, {browse} opens it in the browser."


@dataclass(frozen=True, slots=True)
class ArticleDisplay:
    """An article as it is read: `words` is the sentence that led here, `edits` are (until when, headline before).

    `keys` read its whole text and open it in the browser.
    """

    article: Article
    now: datetime
    symbols: Symbols
    cited_text: str = ""
    headline_edits: tuple[tuple[datetime, str], ...] = ()
    story: Story | None = None
    text_and_browser_keys: tuple[str, str] = ("F", "o")

    @property
    def cited_target(self) -> Target:
        """The place of the sentence that led here."""
        return Target("sentence", self.article.id, self.cited_text)


def article_links(article: Article) -> tuple[str, ...]:
    """Return the addresses an article names, its own first; the first nine have numbers."""
    own = article.link or article.url
    return tuple(dict.fromkeys(filter(None, (own, *URL_PATTERN.findall(article.text)))))[:MAX_LINKS]


def render_article(display: ArticleDisplay, width: int) -> list[Line]:
    """Return an article to read: title, publisher, time, edits, text, links, the same story elsewhere."""
    article = display.article
    width = min(width, PROSE_WIDTH)
    when = f"{format_long_day(article.published)}, {format_time(article.published)}"
    by = ", ".join(filter(None, (article.publisher, article.author)))
    title = Content.styled(article.title, STRONG)
    page = [
        *wrap_with_targets(*_highlight_cited(title, display), width),
        *make_lines(wrap_content(Content.assemble((by, HEADING), (f"  {when}", MUTED)), width)),
        BLANK_LINE,
        *_edit_lines(display, width),
    ]
    paragraphs = [p for p in article.text.split("\n") if p.strip()]
    full, browse = display.text_and_browser_keys
    for paragraph in paragraphs or [NO_TEXT_MESSAGE.format(full=full, browse=browse)]:
        page += [*wrap_with_targets(*_highlight_cited(Content(paragraph), display), width), BLANK_LINE]
    page += _link_lines(article, width)
    return [*page, *_other_report_lines(display, width)]


def _highlight_cited(content: Content, display: ArticleDisplay) -> tuple[Content, list[TargetSpan]]:
    """Mark the sentence that led here, where it stands in some text; white space may differ."""
    if not display.cited_text:
        return content, []
    pattern = r"\s+".join(map(re.escape, display.cited_text.split()))
    found = re.search(pattern, content.plain)
    if not found:
        return content, []
    return content.stylize(f"bold {PRIMARY}", *found.span()), [(*found.span(), display.cited_target)]


def _edit_lines(display: ArticleDisplay, width: int) -> list[Line]:
    """Return how the headline was edited, oldest first: what went stands in [-...-], what came in {+...+}."""
    titles = [*(title for _, title in display.headline_edits), display.article.title]
    changes = [
        (until, before, after)
        for (until, before), after in zip(display.headline_edits, titles[1:], strict=True)
        if before != after
    ]
    if not changes:
        return []
    page = [heading("THE PUBLISHER EDITED THE HEADLINE", width)]
    for until, before, after in changes:
        when = Content.styled(f"{format_moment(until, display.now)}  ", MUTED)
        first, *more = wrap_content(when + headline_diff(before, after), width - 2)
        page += [Line(first), *make_lines(more, indent="  ")]
    return [*page, BLANK_LINE]


def headline_diff(before: str, after: str) -> Content:
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


def _link_lines(article: Article, width: int) -> list[Line]:
    addresses = article_links(article)
    if not addresses:
        return []
    page = [heading("LINKS", width, "Enter opens, y copies")]
    for number, address in enumerate(addresses, 1):
        first, *more = _break_address(address, width - 3)
        target = Target("link", address)
        page.append(Line(Content.assemble((f"{number}  ", STRONG), (first, PRIMARY)), target))
        page += [Line(Content.styled(f"   {rest}", PRIMARY), target) for rest in more]
    return [*page, BLANK_LINE]


def _break_address(address: str, width: int) -> Iterator[str]:
    for start, end in line_breaks(address, width):
        yield address[start:end]


def _other_report_lines(display: ArticleDisplay, width: int) -> list[Line]:
    """Return the other reports of the story, newest first."""
    others: Sequence[Article] = (
        [a for a in display.story.articles if a.id != display.article.id] if display.story else []
    )
    if not others:
        return []
    page = [heading("THE SAME STORY ELSEWHERE", width)]
    for other in sorted(others, key=lambda a: a.published, reverse=True):
        front = Content.assemble(
            fit_to_width(other.publisher, 18, SECONDARY, display.symbols.ellipsis),
            (f" {format_moment(other.published, display.now)}  ", MUTED),
        )
        text = fit_to_width(other.title, width - front.cell_length, ellipsis=display.symbols.ellipsis)
        page.append(Line(front + text, Target("article", other.id)))
    return page
