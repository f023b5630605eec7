"""What changed in a thread, as running text with citations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.output.formatting import format_moment
from briefing.output.lines import Span, unbreakable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from briefing.model.articles import Article
    from briefing.model.threads import Changes, NumberChange, Sentence, Thread
    from briefing.output.citations import Citations

SELF_EXPLANATORY = frozenset({"percent", "money"})
"""Quantities without a label: their values carry the unit."""
MAX_NUMBER_CHANGES = 2
"""Changed numbers of each thread on a page of many threads: one line has room for two."""
MAX_TITLES = 3
"""Titles of new stories that are listed where no sentence can be quoted: about as long as two sentences."""


def change_prose(changes: Changes, cited: Citations, max_sentences: int) -> list[Span]:
    """Return the sentences that are new, or the titles of new stories where no sentence can be quoted."""
    if changes.sentences:
        return cited.sentence_spans(changes.sentences[:max_sentences])
    spans: list[Span] = []
    for story in changes.stories[:MAX_TITLES]:
        spans += [Span("; " if spans else ""), Span(story.title)]
        if story.articles:
            spans += cited.citation_spans([story.articles[0].id])
    return spans


def change_line(thread: Thread, cited: Citations, now: datetime) -> list[Span]:
    """Return which numbers changed and which names are new in a thread, and since when; nothing if none."""
    changes = thread.changes
    if changes is None or not (changes.number_changes or changes.new_names):
        return []
    since = format_moment(changes.since, now) if changes.since else ""
    since_read = changes.since is not None and changes.since == thread.row.read
    label = f"Since you last read ({since}):" if since_read else f"Since {since}:"
    spans = [Span(unbreakable(label), "meta"), Span(" ")]
    spans += number_change_spans(changes.number_changes[:MAX_NUMBER_CHANGES], cited)
    if changes.new_names:
        spans += [Span(f"{'; n' if changes.number_changes else 'N'}ew names: "), Span(_joined_names(changes))]
    return spans


def number_change_spans(number_changes: Sequence[NumberChange], cited: Citations) -> list[Span]:
    """Return changed numbers with the sources of both values: "dead: 12 [1], now 17 [2]; ..."."""
    spans: list[Span] = []
    for change in number_changes:
        first, second = number_values(change, cited.articles)
        spans += [
            Span(("; " if spans else "") + quantity_label(change) + first.text),
            *cited.citation_spans([first.sentence.article]),
            Span(second.connective + second.text),
            *cited.citation_spans([second.sentence.article]),
        ]
    return spans


class StatedValue(NamedTuple):
    """A value as it is printed, with the text before it and the sentence that states it."""

    connective: str
    text: str
    sentence: Sentence


def number_values(change: NumberChange, articles: Mapping[str, Article]) -> tuple[StatedValue, StatedValue]:
    """Return both values of a change in the order in which they are printed: "12", ", now 17".

    Values on which publishers disagree have their names, the greater one first: "31 (Sample Wire)", ", 28 (...)".
    """
    if not change.is_disagreement:
        return (
            StatedValue("", unbreakable(change.before), change.sentence_before),
            StatedValue(", now ", unbreakable(change.after), change.sentence_after),
        )

    def named(value: str, sentence: Sentence) -> str:
        article = articles.get(sentence.article)
        return unbreakable(f"{value} ({article.publisher})" if article and article.publisher else value)

    return (
        StatedValue("", named(change.after, change.sentence_after), change.sentence_after),
        StatedValue(", ", named(change.before, change.sentence_before), change.sentence_before),
    )


def quantity_label(change: NumberChange) -> str:
    """Return what a changed number counts: "dead: "; nothing where the number itself says it."""
    return "" if change.quantity in SELF_EXPLANATORY else f"{change.quantity}: "


def new_name_spans(changes: Changes) -> list[Span]:
    """Return the names that are new in a thread: "New names: ..."."""
    return [Span(f"New names: {_joined_names(changes)}")] if changes.new_names else []


def _joined_names(changes: Changes) -> str:
    return ", ".join(map(unbreakable, changes.new_names))
