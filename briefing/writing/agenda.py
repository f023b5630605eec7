"""What is to come: days and months ahead that the articles of threads speak of, with the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from briefing.model.articles import Article
from briefing.model.threads import AgendaItem, Sentence, Thread
from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, MONTH_BY_ABBREVIATION, WEEKDAY_BY_NAME
from briefing.text.dates import Granularity, find_dates
from briefing.text.titles import classify_headline
from briefing.writing.summary.quotability import MIN_QUOTABILITY, quotability
from briefing.writing.summary.quotable_sentences import quotable_sentences
from briefing.writing.thread_titles import headlines

MAX_ARTICLE_AGE = timedelta(days=30)  # older articles know too little of what is still to come
OPENING_SENTENCES = 8  # sentences of an article that are read
MAX_WORDS = 50  # words
# Cheap first look: only texts that could name a day or a month to come are split into sentences.
_DATE_HINT = re.compile(
    rf"\b(?:{'|'.join((*WEEKDAY_BY_NAME, *MONTH_BY_ABBREVIATION, *ENGLISH_MONTH_WORDS))}|tomorrow|next)\b|月|\d\.\d",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"\b(?:sale|deals?|discounts?|coupons?|promo|subscri\w+|pre-?orders?|free shipping|tickets? on sale|gift cards?)\b",
    re.IGNORECASE,
)


def agenda(threads: Sequence[Thread], now: datetime, days: int) -> tuple[AgendaItem, ...]:
    """Return what the threads say of the `days` local days after today, earliest first, important threads first.

    Months that have begun are left out. The same day of a thread is told once, in the sentence that stands best alone.
    """
    today = now.astimezone().date()
    until = today + timedelta(days=days)
    found: dict[tuple[str, date, date], list[tuple[float, AgendaItem]]] = {}
    for thread in threads:
        for value, coming in _thread_items(thread, today, until):
            found.setdefault((thread.row.id, coming.first, coming.last), []).append((value, coming))
    weight = {t.row.id: (not t.row.followed, -len(t.row.publishers), -t.row.article_count, t.row.id) for t in threads}
    return tuple(sorted(map(_best_item_of_day, found.values()), key=lambda c: (c.first, c.last, weight[c.thread])))


def _best_item_of_day(items: Sequence[tuple[float, AgendaItem]]) -> AgendaItem:
    """The best sentence of those about one day, with all publishers that speak of it."""
    _, best = max(items, key=lambda item: (item[0], item[1].article.published, item[1].article.id))
    publishers = dict.fromkeys(name for _, item in items for name in item.publishers)
    return AgendaItem(best.first, best.last, best.thread, best.title, best.sentence, best.article, tuple(publishers))


def _thread_items(thread: Thread, today: date, until: date) -> Iterator[tuple[float, AgendaItem]]:
    since = today - MAX_ARTICLE_AGE
    for story in thread.stories:
        for article in story.articles:
            day = article.published.date()
            if (
                day < since
                or not _DATE_HINT.search(article.text)
                or not _upcoming_dates(article.text, day, today, until)
            ):
                continue
            if _is_not_news(article):
                continue
            for quote in quotable_sentences([article], OPENING_SENTENCES):
                value = quotability(quote)
                if value < MIN_QUOTABILITY or quote.word_count > MAX_WORDS or _ADVERT.search(quote.text):
                    continue
                for first, last in _upcoming_dates(quote.text, day, today, until):
                    said = Sentence(quote.text, article.id)
                    publishers = (article.publisher,) if article.publisher else ()
                    yield value, AgendaItem(first, last, thread.row.id, thread.row.title, said, article, publishers)


def _is_not_news(article: Article) -> bool:
    return (
        classify_headline(article.title) in ("recurring", "generic")
        or bool(_ADVERT.search(article.title))
        or not headlines([article])
    )


def _upcoming_dates(text: str, published: date, today: date, until: date) -> list[tuple[date, date]]:
    """The days and months in a sentence that lie ahead."""
    wanted: tuple[Granularity, ...] = ("day", "month")
    return [
        (m.first_day, m.last_day)
        for m in find_dates(text, published)
        if m.granularity in wanted and today < m.first_day <= until
    ]
