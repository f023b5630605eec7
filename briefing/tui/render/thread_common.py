"""How a thread is shown, and its cited sentences as lines whose sentences can be selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Literal

from briefing.model.articles import Article
from briefing.model.threads import Rewrite, Sentence, Thread
from briefing.output.citations import Citations, articles_of, rewrite_note
from briefing.output.formatting import date_mark, format_count, format_moment
from briefing.output.lines import NO_BREAK_SPACE, Line, Span, line_width, unbreakable, wrap_spans
from briefing.tui.render.page_lines import PageLine, Target, page_lines
from briefing.tui.symbols import Symbols

if TYPE_CHECKING:
    from briefing.model.coverage import AgendaItem, Coverage

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
    """Number the articles that are cited anywhere on the page, so that a number holds for all sizes.

    Those of the summary come first, then what changed, the main timeline and the other events.
    """
    citations = Citations(articles_of(thread.stories))
    summary, changes = thread.summary, thread.changes
    new_values = [change.sentence_after for change in changes.number_changes] if changes else []
    events = sorted(thread.timeline, key=lambda entry: not entry.main)
    for sentence in chain(
        summary.paragraph,
        summary.line,
        summary.long,
        summary.headlines,
        new_values,
        changes.sentences if changes else (),
        chain.from_iterable(entry.sentences for entry in events),
    ):
        citations.number(sentence.article)
    citations.end_numbering()
    return citations


def sources_of(article_ids: Iterable[str], citations: Citations, now: datetime, width: int) -> list[PageLine]:
    """Return the number, publisher and time of cited articles; each leads to its article."""
    numbers = {id: number for id in article_ids if (number := citations.number(id))}
    spans = [Span("SOURCES", "head")]
    for id, number in sorted(numbers.items(), key=lambda item: item[1]):
        article = citations.articles[id]
        when = f"{date_mark(article)}{format_moment(article.published, now)}"
        pieces = (
            Span(f"[{number}]{NO_BREAK_SPACE}", "cite"),
            Span(unbreakable(article.publisher), "source"),
            Span(NO_BREAK_SPACE + unbreakable(when), "meta"),
        )
        spans += [Span("  "), *with_target(pieces, Target("article", id, occurrence="sources"))]
    return page_lines(wrap_spans(spans[2:], width, " " * line_width(spans[:2]), tuple(spans[:2]))) if numbers else []


def source_line(thread: Thread, target: Target | None, now: datetime) -> str:
    """Return which article a cited sentence or an event is from: number, publisher, time, headline; "" for others."""
    if target is None or target.kind not in ("sentence", "article", "entry"):
        return ""
    citations = number_citations(thread)
    article = target_article(thread, target, citations)
    if article is None:
        return ""
    label = citations.labels((article.id,))
    when = f"{date_mark(article)}{format_moment(article.published, now)}"
    return f"{label + ' ' if label else ''}{article.publisher}, {when}: {article.title}"


def target_article(thread: Thread, target: Target, citations: Citations) -> Article | None:
    """Return the article of a sentence, an article row, or of the first sentence of an event that has one."""
    if target.kind != "entry":
        return citations.articles.get(target.id)
    index = int(target.id)
    if index >= len(thread.timeline):
        return None
    entry = thread.timeline[index]
    ids = (*(sentence.article for sentence in entry.sentences), *entry.articles)
    return next((citations.articles[id] for id in ids if id in citations.articles), None)


def article_at(thread: Thread, target: Target | None) -> Article | None:
    """Return the article that a target stands for, else the first that the summary cites, else the newest."""
    citations = number_citations(thread)
    if target and target.kind in ("article", "sentence", "entry"):
        return target_article(thread, target, citations)
    newest = thread.stories[-1].articles[-1] if thread.stories else None
    return next((citations.articles[id] for id in citations.number_by_article), newest)


def article_link(article: Article | None) -> str:
    """Return the address of an article as its publisher gives it; "" without an article."""
    return article.link or article.url if article else ""


def cited_prose(
    sentences: Sequence[Sentence],
    citations: Citations,
    width: int,
    occurrence: str,
    indent: Line = (),
    label: Line = (),
    headlines: Sequence[Sentence] = (),
) -> list[PageLine]:
    """Return sentences, then headlines, as running text in which each leads to its article, perhaps after a label."""
    spans = list(label)
    for index, sentence in enumerate((*sentences, *headlines)):
        target = Target("sentence", sentence.article, sentence.text, occurrence)
        known = sentence.article in citations.articles
        is_headline = index >= len(sentences)
        own = citations.headline_spans(sentence) if is_headline else citations.sentence_spans([sentence])
        spans += [Span(" ")] if spans else []
        spans += with_target(own, target if known else None)
    return page_lines(wrap_spans(spans, width, indent))


def rewritten_summary(rewrite: Rewrite, thread: Thread, citations: Citations, width: int) -> list[PageLine]:
    """Return a summary that a language model rewrote; each sentence leads to the first sentence it is made from."""
    summary = thread.summary
    originals = {one.article: one.text for one in reversed((*summary.paragraph, *summary.line, *summary.long))}
    spans: list[Span] = []
    for index, sentence in enumerate(rewrite.sentences):
        first = sentence.articles[0]
        target = Target("sentence", first, originals.get(first, ""), f"rewritten {index}")
        pieces = [Span(sentence.text), *citations.citation_spans(sentence.articles)]
        spans += [*with_target(pieces, target if first in citations.articles else None), Span(" ")]
    return page_lines(wrap_spans([*spans, rewrite_note(rewrite)], width))


def with_target(spans: Iterable[Span], target: Target | None) -> list[Span]:
    """Return spans that select a target."""
    return [span._replace(target=target) for span in spans]


def remainder_line(number: int, singular: str, plural: str = "", key: str = "") -> list[PageLine]:
    """Return a line that says how much is left out, if anything, and which key shows it; "": that of its page.

    The noun says "more" if something of the kind stands above it.
    """
    text = f"     {'and ' if 'more' in singular else ''}{format_count(number, singular, plural)}"
    text += f": {key} shows all" if key else " on its page"
    return [PageLine((Span(text, "meta"),))] if number > 0 else []


def title_in(thread: Thread | None, story_or_article_id: str) -> str:
    """Return the title of a story of a thread, or of one of its articles; the id itself if it has neither."""
    stories = thread.stories if thread else ()
    titles = {story.id: story.title for story in stories}
    titles |= {article.id: article.title for story in stories for article in story.articles}
    return titles.get(story_or_article_id, story_or_article_id)
