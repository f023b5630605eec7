"""Finds upcoming days and months that articles of threads mention, each with the sentence that mentions it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from briefing.model.articles import Article
from briefing.model.coverage import AgendaItem
from briefing.model.threads import Sentence, Thread
from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, MONTH_BY_ABBREVIATION, WEEKDAY_BY_NAME
from briefing.text.data_files import phrase_pattern
from briefing.text.dates import DateMention, Granularity, find_dates
from briefing.text.titles import classify_headline
from briefing.writing.headlines import headlines
from briefing.writing.quotability import MIN_QUOTABILITY, quotability
from briefing.writing.quotable_sentences import quotable_sentences
from briefing.writing.stories import articles_of

MAX_ARTICLE_AGE = timedelta(days=30)
"""Age above which articles are not read: their plans are often out of date."""
OPENING_SENTENCES = 8
"""Number of opening sentences that are read of each article."""
MAX_WORDS = 50
"""Length in words above which a sentence is not quoted in a list."""
# Only texts that match this cheap pattern are split into sentences and searched for dates.
_DATE_HINT = re.compile(
    rf"\b(?:{'|'.join((*WEEKDAY_BY_NAME, *MONTH_BY_ABBREVIATION, *ENGLISH_MONTH_WORDS))}|tomorrow|next)\b|月|\d\.\d",
    re.IGNORECASE,
)


_CALLED_OFF = re.compile(r"\b(?:postponed?|cancell?ed|called off|scrapped|abandoned)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|said|\w{2,}ed|took|held|won|lost|met|began|came|went|left|died)\b")
_COMING = re.compile(
    r"\b(?:will|shall|due|set to|set for|scheduled|expected|plan(?:s|ned)?|to be|is|are|would|going to|deadline|until"
    r"|by|begins?|starts?|opens?|ends?|votes?|meets?|resumes?|takes? place|hears?|elects?|returns?|visits?)\b"
)
_DATE_OF_MONTH = re.compile(r"[A-Za-z]+\.?\s\d|\d+\s[A-Za-z]")
_BEFORE_DATE = re.compile(
    r"(?:^|[,:;(–—-]\s?|\b(?:on|by|from|until|till|for|in|to|and|or|of|is|are|be|before|after|since|between|said|says|next"
    r"|this|\w+day)\s)$",
    re.IGNORECASE,
)
"""What stands before a date: other words make it part of a name, as in "the Jan 6 panel" and "Room 12 December"."""


def agenda(threads: Sequence[Thread], now: datetime, days: int) -> tuple[AgendaItem, ...]:
    """Return the upcoming dates of threads.

    Args:
        threads: Threads with their articles.
        now: The present; "today" is its local day.
        days: Number of days after today that are covered. Months that have begun are left out.

    Returns:
        One item for each date of a thread, with the sentence that stands best alone; earliest first, followed and
        widely reported threads first within a day.
    """
    today = now.astimezone().date()
    until = today + timedelta(days=days)
    by_date: dict[tuple[str, date, date], list[tuple[float, AgendaItem]]] = {}
    for thread in threads:
        for value, item in _thread_items(thread, today, until):
            by_date.setdefault((thread.row.id, item.first, item.last), []).append((value, item))
    rank = {t.row.id: (not t.row.followed, -len(t.row.publishers), -t.row.article_count, t.row.id) for t in threads}
    return tuple(sorted(map(_best_item, by_date.values()), key=lambda item: (item.first, item.last, rank[item.thread])))


def _best_item(rated_items: Sequence[tuple[float, AgendaItem]]) -> AgendaItem:
    """The item with the most quotable sentence about one date, with all publishers that mention the date."""
    _, best = max(rated_items, key=lambda rated: (rated[0], rated[1].article.published, rated[1].article.id))
    publishers = dict.fromkeys(name for _, item in rated_items for name in item.publishers)
    return replace(best, publishers=tuple(publishers))


def _thread_items(thread: Thread, today: date, until: date) -> Iterator[tuple[float, AgendaItem]]:
    """Yield an item with its quotability for each sentence of a thread that mentions an upcoming date."""
    for article in articles_of(thread.stories):
        day = article.published.date()
        if day < today - MAX_ARTICLE_AGE or not _DATE_HINT.search(article.text):
            continue
        if not _upcoming_dates(article.text, day, today, until) or _is_not_news(article):
            continue
        publishers = (article.publisher,) if article.publisher else ()
        for sentence in quotable_sentences([article], OPENING_SENTENCES):
            value = quotability(sentence)
            if value < MIN_QUOTABILITY or sentence.word_count > MAX_WORDS or is_advert(sentence.text):
                continue
            if _PAST.search(sentence.text) and not _COMING.search(sentence.text):
                continue
            quote = Sentence(sentence.text, article.id)
            for first, last in _upcoming_dates(sentence.text, day, today, until):
                yield value, AgendaItem(first, last, thread.row.id, thread.row.title, quote, article, publishers)


def _is_name(text: str, mention: DateMention) -> bool:
    """Whether a day of a month is part of a name: "the Jan 6 panel", "March 4 Justice"."""
    if not _DATE_OF_MONTH.match(text, mention.start):
        return False
    before, after = text[: mention.start], text[mention.end :]
    return not _BEFORE_DATE.search(before) or (not before.strip() and bool(re.match(r"\s[A-Z]", after)))


def is_advert(text: str) -> bool:
    """Return whether a headline or a sentence advertises an offer; its dates are no events."""
    return bool(phrase_pattern("writing/adverts.tsv", before=r"\b", after=r"\b").search(text))


def _is_not_news(article: Article) -> bool:
    is_column = classify_headline(article.title) in ("recurring", "generic")
    return is_column or is_advert(article.title) or not headlines([article])


def _upcoming_dates(text: str, published: date, today: date, until: date) -> list[tuple[date, date]]:
    """The first and last day of each day and month in a text that begins after today."""
    if _CALLED_OFF.search(text):
        return []
    granularities: tuple[Granularity, ...] = ("day", "month")
    return [
        (mention.first_day, mention.last_day)
        for mention in find_dates(text, published)
        if mention.granularity in granularities and today < mention.first_day <= until
        if not _is_name(text, mention)
    ]
