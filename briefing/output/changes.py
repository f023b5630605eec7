"""What changed in a thread, as running text with citations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.output.citations import articles_of
from briefing.output.formatting import format_count, format_headline, format_moment
from briefing.output.lines import Span, unbreakable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from briefing.model.articles import Article
    from briefing.model.threads import Changes, NumberChange, Sentence, Thread, TimelineEntry
    from briefing.output.citations import Citations

SELF_EXPLANATORY = frozenset({"percent", "money"})
"""Quantities without a label: their values carry the unit."""
MAX_NUMBER_CHANGES = 2
"""Changed numbers of each thread on a page of many threads: one line has room for two."""
MAX_TITLES = 3
"""New headlines that are listed where no sentence can be quoted: about as long as two sentences."""


class NewReport(NamedTuple):
    """The headline that says what is new of an event, or a new one that is in no event, and its article."""

    headline: str
    article: str


class NewReports(NamedTuple):
    """What came since a thread was last read: events with new reports, and articles that are in no event.

    `article_count` is the number of all articles that came.
    """

    events: tuple[NewReport, ...] = ()
    others: tuple[NewReport, ...] = ()
    article_count: int = 0

    @property
    def every(self) -> tuple[NewReport, ...]:
        """Return all of it, in the order in which it is listed."""
        return (*self.events, *self.others)


def new_reports(thread: Thread) -> NewReports:
    """Return what came since a thread was last read, the main events first, the newest of both first."""
    changes = thread.changes
    if changes is None:
        return NewReports()
    new = {id: one for id, one in articles_of(thread.undoubted_stories).items() if id in changes.article_ids}
    news = [(entry, thread.news_of(entry)) for entry in thread.timeline]
    by_event = [(entry, [new[id] for id in entry.articles if id in ids and id in new]) for entry, ids in news]
    by_event.sort(key=lambda pair: not pair[0].main)
    in_events = {article.id for _, articles in by_event for article in articles}
    others = sorted((one for one in new.values() if one.id not in in_events), key=_published, reverse=True)
    return NewReports(
        tuple(_new_report(entry, articles) for entry, articles in by_event if articles),
        tuple(NewReport(format_headline(one), one.id) for one in others),
        len(new),
    )


def _new_report(entry: TimelineEntry, articles: Sequence[Article]) -> NewReport:
    """Return the title of an event if a new report has it, else the headline of the newest one."""
    newest = max(articles, key=_published)
    titled = next((one for one in articles if entry.title in (one.title, format_headline(one))), None)
    titled = titled or (newest if len(articles) == len(entry.articles) else None)
    return NewReport(entry.title, titled.id) if titled else NewReport(format_headline(newest), newest.id)


def _published(article: Article) -> datetime:
    return article.published


def new_report_figure(reports: NewReports) -> str:
    """Return how much came since a thread was last read, so that the number of listed rows is named."""
    events, others = len(reports.events), len(reports.others)
    if events + others == reports.article_count:
        return format_count(reports.article_count, "article")
    rest = format_count(others, "other article") if others else format_count(reports.article_count, "article")
    return f"{format_count(events, 'event')}, {rest}"


def change_prose(thread: Thread, changes: Changes, cited: Citations, max_sentences: int) -> list[Span]:
    """Return the sentences that are new in a thread, or the newest headlines where no sentence can be quoted."""
    if changes.sentences:
        return cited.sentence_spans(changes.sentences[:max_sentences])
    spans: list[Span] = []
    for headline, article in new_reports(thread).every[:MAX_TITLES]:
        spans += [Span("; " if spans else ""), Span(headline), *cited.citation_spans([article])]
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
