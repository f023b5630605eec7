"""One article to read: its text, how its headline was edited, its links, and other reports of its story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from briefing.model.articles import Article, Story
from briefing.output.cells import PUBLISHER_WIDTH, cell_width, fit
from briefing.output.formatting import (
    date_mark,
    format_headline,
    format_long_day,
    format_moment,
    format_published,
    format_time,
)
from briefing.output.lines import Line, Span, StyleName, fit_spans, line_width, wrap_spans
from briefing.tui.render.page_lines import BLANK_LINE, PageLine, Target, heading, page_lines, paragraph
from briefing.tui.render.thread_options import PROSE_WIDTH
from briefing.tui.symbols import Symbols

URL_PATTERN = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
MAX_LINKS = 9
"""Links that are listed: each has a digit as its key."""
FAILURE_MESSAGE = "No full text: {failure}. {browse} opens it in the browser."
LEAD_WORDS = 120
"""Words of a feed's text below which it is hardly the whole article: reports have 300 and more, leads some 20 to 60."""
LEAD_MESSAGE = "The feed has only this. {full} reads the full text from its page, {browse} opens it in the browser."
NO_TEXT_MESSAGE = "The feed gave no text. {full} reads the page of the article, {browse} opens it in the browser."


class PageFailure(NamedTuple):
    """Why there is no full text of an article, and what to do about it, such as a command that installs an extra."""

    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ArticleDisplay:
    """An article and what is shown with it.

    Attributes:
        article: The article.
        now: The present time, from which days without a year are understood.
        symbols: The symbols to draw with.
        cited_text: The sentence that led here, which is marked.
        headline_edits: Earlier headlines, oldest first, each with the time until which it stood.
        story: The story of the article, for other reports of it.
        text_and_browser_keys: The keys that fetch the full text and open the browser.
        has_full_text: Whether the text is that of the article's page, not that of the feed.
        page_failure: Why there is no full text; None: it was not tried.
    """

    article: Article
    now: datetime
    symbols: Symbols
    cited_text: str = ""
    headline_edits: tuple[tuple[datetime, str], ...] = ()
    story: Story | None = None
    text_and_browser_keys: tuple[str, str] = ("F", "o")
    has_full_text: bool = False
    page_failure: PageFailure | None = None

    @property
    def cited_target(self) -> Target:
        """The target of the sentence that led here."""
        return Target("sentence", self.article.id, self.cited_text)


def article_links(article: Article) -> tuple[str, ...]:
    """Return the addresses that an article names, its own first."""
    own = article.link or article.url
    return tuple(dict.fromkeys(filter(None, (own, *URL_PATTERN.findall(article.text)))))[:MAX_LINKS]


def render_article(display: ArticleDisplay, width: int) -> list[PageLine]:
    """Return an article to read: title, publisher, time, edits, text, links, other reports."""
    article = display.article
    width = min(width, PROSE_WIDTH)
    byline = ", ".join(filter(None, (article.publisher, article.author)))
    when = f"{date_mark(article)}{format_long_day(article.published)}, {format_time(article.published)}"
    page = [
        *page_lines(wrap_spans(_mark_cited(format_headline(article), display, "title"), width)),
        *page_lines(wrap_spans([Span(byline, "head"), Span(f"  {when}", "meta")], width)),
        BLANK_LINE,
        *_edit_lines(display, width),
    ]
    for text in filter(str.strip, article.text.split("\n")):
        page += [*page_lines(wrap_spans(_mark_cited(text, display), width)), BLANK_LINE]
    for note in _text_notes(display):
        page += [*paragraph(note, width, "accent"), BLANK_LINE]
    page += _link_lines(article, display.symbols.ellipsis, width)
    return [*page, *_other_report_lines(display, width)]


def _text_notes(display: ArticleDisplay) -> list[str]:
    """Return what stands below the text: why there is no more of it, or that the feed gave little, with the keys."""
    full, browse = display.text_and_browser_keys
    words = len(display.article.text.split())
    if failure := display.page_failure:
        return [FAILURE_MESSAGE.format(failure=failure.reason, browse=browse), *filter(None, [failure.hint])]
    if display.has_full_text or words >= LEAD_WORDS:
        return []
    return [(LEAD_MESSAGE if words else NO_TEXT_MESSAGE).format(full=full, browse=browse)]


def _mark_cited(text: str, display: ArticleDisplay, style: StyleName = "") -> list[Span]:
    """Return a text in which the sentence that led here is highlighted and can be selected; white space may differ."""
    pattern = r"\s+".join(map(re.escape, display.cited_text.split()))
    match = re.search(pattern, text) if pattern else None
    if not match:
        return [Span(text, style)]
    before, cited, after = text[: match.start()], match[0], text[match.end() :]
    return [Span(before, style), Span(cited, "highlight", target=display.cited_target), Span(after, style)]


def _edit_lines(display: ArticleDisplay, width: int) -> list[PageLine]:
    """Return how the headline was edited, oldest first."""
    titles = [*(title for _, title in display.headline_edits), display.article.title]
    edits = [
        (until, before, after)
        for (until, before), after in zip(display.headline_edits, titles[1:], strict=True)
        if before != after
    ]
    if not edits:
        return []
    page = [heading("THE PUBLISHER EDITED THE HEADLINE", width)]
    for until, before, after in edits:
        when = Span(f"{format_moment(until, display.now)}  ", "meta")
        page += page_lines(wrap_spans([when, *headline_diff(before, after)], width, "  ", first_prefix=""))
    return [*page, BLANK_LINE]


def headline_diff(before: str, after: str) -> Line:
    """Return two headlines in one, word by word: "Five [-held-] {+freed+}"."""
    old, new = before.split(), after.split()
    spans: list[Span] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            spans.append(Span(" ".join(old[a:b])))
            continue
        if a < b:
            spans.append(Span(f"[-{' '.join(old[a:b])}-]", "problem"))
        if c < d:
            spans.append(Span(f"{{+{' '.join(new[c:d])}+}}", "added"))
    return tuple(piece for span in spans for piece in (Span(" "), span))[1:]


def _link_lines(article: Article, ellipsis: str, width: int) -> list[PageLine]:
    """Return the links of an article, one line each: a longer address is cut, but opened and copied whole."""
    addresses = article_links(article)
    if not addresses:
        return []
    page = [heading("LINKS", width, "Enter opens, y copies")]
    for number, address in enumerate(addresses, 1):
        prefix = (Span(f"{number}  ", "title"),)
        shown = fit_spans([Span(address, "link")], width - line_width(prefix), ellipsis)
        page.append(PageLine((*prefix, *shown), Target("link", address)))
    return [*page, BLANK_LINE]


def _other_report_lines(display: ArticleDisplay, width: int) -> list[PageLine]:
    """Return the other reports of the story, newest first, with whole headlines."""
    articles = display.story.articles if display.story else ()
    others = [article for article in articles if article.id != display.article.id]
    if not others:
        return []
    ellipsis = display.symbols.ellipsis
    page = [heading("THE SAME STORY ELSEWHERE", width)]
    column = max(len(format_published(other, display.now)) for other in others)
    publishers = min(max(cell_width(other.publisher) for other in others), PUBLISHER_WIDTH)
    for other in sorted(others, key=lambda article: article.published, reverse=True):
        prefix = (
            Span(fit(other.publisher, publishers, ellipsis), "source"),
            Span(f"  {format_published(other, display.now):>{column}}  ", "meta"),
        )
        title = wrap_spans([Span(format_headline(other))], width, " " * line_width(prefix), prefix)
        page += page_lines(title, Target("article", other.id))
    return page
