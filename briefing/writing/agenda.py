"""What is to come: days and months ahead that the articles of threads speak of, with the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from briefing.model.articles import Article
from briefing.model.threads import Coming, Sentence, Thread
from briefing.text.dates import Granularity, mentions
from briefing.text.titles import form
from briefing.writing.headline import headlines
from briefing.writing.quotes import quotes
from briefing.writing.readable import GOOD, fitness

LOOKS_BACK = timedelta(days=30)  # older articles know too little of what is still to come
OPENING = 8  # sentences of an article that are read
LONGEST = 50  # words
# Cheap first look: only texts that could name a day or a month to come are split into sentences.
_HINT = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|"
    r"january|february|march|april|june|july|august|september|october|november|december)\b|月|\d\.\d",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"\b(?:sale|deals?|discounts?|coupons?|promo|subscri\w+|pre-?orders?|free shipping|tickets? on sale|gift cards?)\b",
    re.IGNORECASE,
)


def agenda(threads: Sequence[Thread], now: datetime, days: int) -> tuple[Coming, ...]:
    """Return what the threads say of the `days` local days after today, earliest first, important threads first.

    Months that have begun are left out. The same day of a thread is told once, in the sentence that stands best alone.
    """
    today = now.astimezone().date()
    until = today + timedelta(days=days)
    found: dict[tuple[str, date, date], list[tuple[float, Coming]]] = {}
    for thread in threads:
        for value, coming in _of(thread, today, until):
            found.setdefault((thread.row.id, coming.first, coming.last), []).append((value, coming))
    weight = {t.row.id: (not t.row.followed, -len(t.row.publishers), -t.row.articles, t.row.id) for t in threads}
    return tuple(sorted(map(_told, found.values()), key=lambda c: (c.first, c.last, weight[c.thread])))


def _told(items: Sequence[tuple[float, Coming]]) -> Coming:
    """The best sentence of those about one day, with all publishers that speak of it."""
    _, best = max(items, key=lambda item: (item[0], item[1].article.published, item[1].article.id))
    publishers = dict.fromkeys(name for _, item in items for name in item.publishers)
    return Coming(best.first, best.last, best.thread, best.title, best.sentence, best.article, tuple(publishers))


def _of(thread: Thread, today: date, until: date) -> Iterator[tuple[float, Coming]]:
    since = today - LOOKS_BACK
    for story in thread.stories:
        for article in story.articles:
            day = article.published.date()
            if day < since or not _HINT.search(article.text) or not _coming(article.text, day, today, until):
                continue
            if _is_feature(article):
                continue
            for quote in quotes([article], OPENING):
                value = fitness(quote)
                if value < GOOD or quote.words > LONGEST or _ADVERT.search(quote.text):
                    continue
                for first, last in _coming(quote.text, day, today, until):
                    said = Sentence(quote.text, article.id)
                    publishers = (article.publisher,) if article.publisher else ()
                    yield value, Coming(first, last, thread.row.id, thread.row.title, said, article, publishers)


def _is_feature(article: Article) -> bool:
    return (
        form(article.title) in ("recurring", "generic")
        or bool(_ADVERT.search(article.title))
        or not headlines([article])
    )


def _coming(text: str, published: date, today: date, until: date) -> list[tuple[date, date]]:
    """The days and months in a sentence that lie ahead."""
    wanted: tuple[Granularity, ...] = ("day", "month")
    return [
        (m.first, m.last) for m in mentions(text, published) if m.granularity in wanted and today < m.first <= until
    ]
