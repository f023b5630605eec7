"""Cited sentences and their sources as lines whose sentences can be selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from briefing.model.threads import Rewrite, Sentence, Thread
from briefing.output.citations import Citations, articles_of, rewrite_note
from briefing.output.formatting import date_mark, format_moment
from briefing.output.lines import NO_BREAK_SPACE, Line, Span, line_width, unbreakable, wrap_spans
from briefing.tui.render.page_lines import PageLine, Target, page_lines


def number_citations(thread: Thread) -> Citations:
    """Number the articles that are cited anywhere on the page, so that a number holds for all sizes.

    Those of the summary come first, in reading order, then what changed, the main timeline and the other events.
    """
    citations = Citations(articles_of(thread.stories))
    summary, changes = thread.summary, thread.changes
    new_values = [change.sentence_after for change in changes.number_changes] if changes else []
    events = sorted(thread.timeline, key=lambda entry: not entry.main)
    for sentence in chain(
        summary.paragraph,
        summary.line,
        chain.from_iterable((*part.sentences, *part.headlines) for part in thread.summary_paragraphs),
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
