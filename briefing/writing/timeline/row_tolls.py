"""The rows of one day beside title and summary: none counts fewer dead of an event than another text of that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from briefing.model.articles import Article
from briefing.model.threads import Sentence, Summary, TimelineEntry
from briefing.writing.headlines import Headline, headlines, is_report
from briefing.writing.numbers.stated_tolls import counts_dead, is_smaller_toll, state_other_tolls
from briefing.writing.sentences.quotability import quotability
from briefing.writing.sentences.quotable_sentences import overlap, quotable_sentences
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY

MIN_SHARED_TERM_SHARE = 0.3
"""Share of the terms of a row's title in another headline of its event that takes its place."""
OPENING_SENTENCES = 3
"""Number of sentences of its article that are read for one below it."""


def with_newest_tolls(
    entries: Sequence[TimelineEntry],
    articles: Sequence[Article],
    title: str,
    summary: Summary,
    unchanged: Collection[tuple[str, ...]] = (),
) -> tuple[TimelineEntry, ...]:
    """Return the entries of a thread; the main ones without tolls that a text of their day exceeds.

    A sentence with such a toll goes, a title gives way to another headline of its event. Without one the entry is no
    main one if another main one of the day has the greater toll.

    Args:
        entries: The entries.
        articles: The articles of the thread.
        title: The title of the thread.
        summary: Its summary.
        unchanged: The ids of the articles of each entry that a correction leaves as it is, whatever others count.
    """
    by_id = {article.id: article for article in articles}
    greater: defaultdict[date, list[tuple[int, str]]] = defaultdict(list)
    titled = max((one for one in articles if title and title in one.title), key=lambda one: one.published, default=None)
    headline = (Sentence(title, titled.id),) if titled else ()
    for one in (*headline, *summary.paragraph):
        if one.article in by_id and counts_dead(one.text):
            greater[by_id[one.article].published.date()].append((-1, one.text))
    for number, entry in enumerate(entries):
        if entry.main and not entry.background:
            texts = filter(counts_dead, (entry.title, *(one.text for one in entry.sentences)))
            greater[entry.date] += ((number, text) for text in texts)
    changing = (entry.main and bool(greater.get(entry.date)) and entry.articles not in unchanged for entry in entries)
    return tuple(
        _with_newest(entry, number, greater[entry.date], by_id) if may_change else entry
        for number, (entry, may_change) in enumerate(zip(entries, changing, strict=True))
    )


def _with_newest(
    entry: TimelineEntry, number: int, counted: Sequence[tuple[int, str]], articles: Mapping[str, Article]
) -> TimelineEntry:
    """Return an entry, given its number, without tolls that one of the texts of its day exceeds."""
    reports = [articles[id] for id in entry.articles if id in articles]
    of_day = (one.title for one in reports if entry.story and one.published.date() == entry.date)
    texts = [*(text for _, text in counted), *filter(counts_dead, of_day)]
    is_exceeded = partial(_is_exceeded, others=texts, day=entry.date)
    sentences = tuple(one for one in entry.sentences if not is_exceeded(one.text))
    if not is_exceeded(entry.title):
        return entry if len(sentences) == len(entry.sentences) else replace(entry, sentences=sentences)
    measured = headlines(reports)
    titled = next((one for one in measured if one.text == entry.title), None)
    others = [one for one in measured if titled and _may_replace(one, titled) and not is_exceeded(one.text)]
    if titled and others:
        best = max(others, key=lambda one: (counts_dead(one.text), overlap(one.terms, titled.terms), one.published))
        below = sentences or _sentence_below(articles[best.article_id], is_exceeded)
        return replace(entry, title=best.text, sentences=below)
    agreeing = tuple(one for one in entry.sentences if not state_other_tolls(one.text, entry.title))
    of_other_rows = [text for row, text in counted if row not in (-1, number)]
    return replace(entry, sentences=agreeing, main=not _is_exceeded(entry.title, of_other_rows, entry.date))


def _sentence_below(article: Article, is_exceeded: Callable[[str], bool]) -> tuple[Sentence, ...]:
    """The first sentence of an article that may be quoted and has no toll that another text exceeds."""
    sentences = quotable_sentences([article], OPENING_SENTENCES)
    good = (one for one in sentences if quotability(one) >= MIN_QUOTABILITY and not is_exceeded(one.text))
    return tuple(Sentence(one.text, one.article_id) for one in good)[:1]


def _is_exceeded(text: str, others: Iterable[str], day: date) -> bool:
    return any(is_smaller_toll(text, other, day) for other in others)


def _may_replace(one: Headline, titled: Headline) -> bool:
    is_alike = overlap(one.terms, titled.terms) >= MIN_SHARED_TERM_SHARE
    return one.text != titled.text and is_alike and is_report(one.text)
