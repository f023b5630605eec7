"""Finds upcoming days and months that articles of threads announce: one row per event, with the announcement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from briefing.model.articles import Article
from briefing.model.coverage import AgendaItem
from briefing.model.threads import Sentence, Thread
from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, MONTH_BY_ABBREVIATION, WEEKDAY_BY_NAME
from briefing.text.dates.dates import find_dates
from briefing.text.phrase_search import phrase_search
from briefing.text.titles import classify_headline
from briefing.text.words import stem
from briefing.writing.announced_days import announced_days, called_off_days, says_called_off
from briefing.writing.headlines import headlines
from briefing.writing.named_occasions import named_occasion
from briefing.writing.sentences.quotability import quotability
from briefing.writing.sentences.quotable_sentences import measure_sentence, overlap, quotable_sentences
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY
from briefing.writing.stories import articles_of, publisher_count, publisher_names

AGENDA_ARTICLE_AGE = timedelta(days=30)
"""Age above which articles are not read: their plans are often out of date."""
OPENING_SENTENCES = 8
"""Number of opening sentences that are read of each article."""
MAX_WORDS = 50
"""Length in words above which a sentence is not quoted in a list."""
_DATE_WORDS = frozenset((*WEEKDAY_BY_NAME, *MONTH_BY_ABBREVIATION, *ENGLISH_MONTH_WORDS, "tomorrow", "next"))
"""Words of which an English text that names a day ahead has one."""
_WORD = re.compile(r"[a-z]+")
_OTHER_DATE_HINT = re.compile(r"月|\d\.\d")
_CALENDAR_TERMS = frozenset(
    stem(word.lower(), "en")
    for word in (*WEEKDAY_BY_NAME, *MONTH_BY_ABBREVIATION, *ENGLISH_MONTH_WORDS, "tomorrow", "next", "day", "week")
)
"""Terms that only say when: all announcements of a day share them."""
_OTHER_NEWS = re.compile(
    r"\b(?:court|trial|jury|judge|hearing|verdict|sentenc\w+|lawsuit|charges|police|vot(?:e|es|ing)|elections?|ballot"
    r"|strikes?|talks|parliament|congress|minister|president|regulators?|law|funeral|memorial|protest\w*|layoffs)\b",
    re.IGNORECASE,
)
"""Words of an event that is no release, whatever the headline above it is on: the trial of the star of a film."""
MIN_EVENT_SHARE = 0.5
"""Share of the terms of two headlines or sentences from which on they announce the same event of one day."""
MIN_EVENT_TERMS = 2
"""Number of terms that they share at least: one is often the name of a country."""


@dataclass(frozen=True, slots=True)
class _Announcement:
    """A row with the quotability of its sentence, the terms of the sentence and those of the headline.

    `occasion`: the stems that name an occasion of one day in the sentence; empty if it names none.
    """

    item: AgendaItem
    value: float
    terms: frozenset[str]
    headline_terms: frozenset[str]
    occasion: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Cancellation:
    """A sentence that calls something off.

    Attributes:
        old_days: The days that it names for what does not take place.
        new_days: The days that it announces, to which the event was moved.
    """

    article: Article
    terms: frozenset[str]
    old_days: frozenset[date]
    new_days: frozenset[date]


def agenda(threads: Sequence[Thread], now: datetime, days: int) -> tuple[AgendaItem, ...]:
    """Return the upcoming dates of threads.

    Args:
        threads: Threads with their articles.
        now: The present; "today" is its local day.
        days: Number of days after today that are covered. Months that have begun are left out.

    Returns:
        One item for each event, with the sentence that stands best alone; earliest first, followed and widely reported
        threads first within a day. The starts of films and series, wares and sales come last.
    """
    today = now.astimezone().date()
    until = today + timedelta(days=days)
    rows = [thread.row for thread in threads]
    rank = {r.id: (not r.followed, -r.independent_publisher_count, -r.article_count, r.id) for r in rows}
    announced = [one for thread in threads for one in _thread_announcements(thread, today, until)]
    events: list[list[_Announcement]] = []
    for one in sorted(announced, key=lambda one: (one.item.first, one.item.last, rank[one.item.thread])):
        same = (event for event in reversed(events) if any(_is_same_event(one, other) for other in event))
        if event := next(same, None):
            event.append(one)
        else:
            events.append([one])
    items = map(_event_item, events)
    return tuple(sorted(items, key=lambda item: (item.is_release, item.first, item.last, rank[item.thread])))


def _is_same_event(one: _Announcement, other: _Announcement) -> bool:
    """Whether two announcements of the same day are of one event."""
    if one.item.first != other.item.first:
        return False
    if one.item.thread == other.item.thread and one.item.last == other.item.last:
        return True
    if one.occasion and one.occasion == other.occasion:
        return True
    pairs = ((one.headline_terms, other.headline_terms), (one.terms, other.terms))
    return any(_are_on_one_event(first, second) for first, second in pairs)


def _event_terms(terms: frozenset[str]) -> frozenset[str]:
    """The terms that say what happens, not when."""
    return frozenset(term for term in terms if not term.isdecimal()) - _CALENDAR_TERMS


def _are_on_one_event(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two announcements with these terms are of one event."""
    return len(one & other) >= MIN_EVENT_TERMS and overlap(one, other) >= MIN_EVENT_SHARE


def _event_item(event: Sequence[_Announcement]) -> AgendaItem:
    """The row of an event: the best sentence of the thread with the most publishers of it, and all its publishers.

    What a headline names goes before what other news mention beside theirs.
    """
    named = [one for one in event if one.occasion and named_occasion(one.item.article.title) == one.occasion] or event
    by_thread: dict[str, list[Article]] = {}
    for one in named:
        by_thread.setdefault(one.item.thread, []).append(one.item.article)
    widest = max(by_thread, key=lambda thread: publisher_count(by_thread[thread]))
    candidates = [one for one in named if one.item.thread == widest]
    best = max(candidates, key=lambda one: (one.value, one.item.article.published, one.item.article.id)).item
    return replace(best, publishers=publisher_names([one.item.article for one in event]))


def _thread_announcements(thread: Thread, today: date, until: date) -> list[_Announcement]:
    """The announcements of a thread that no later article calls off."""
    recent = [a for a in articles_of(thread.undoubted_stories) if a.published.date() >= today - AGENDA_ARTICLE_AGE]
    announced: list[_Announcement] = []
    for article in recent:
        if _names_day_ahead(article.text, article.published.date(), today, until) and not _is_not_news(article):
            announced += _article_announcements(thread, article, today, until)
    called_off = [one for article in recent for one in _cancellations(article)] if announced else []
    return [one for one in announced if not any(_calls_off(word, one) for word in called_off)]


def names_day_ahead(text: str, published: date, now: datetime, days: int) -> bool:
    """Whether an article names one of the `days` after today; few do, and only their threads have an agenda.

    Args:
        text: The text of the article.
        published: The day of its publication.
        now: The present; "today" is its local day.
        days: Number of days after today.
    """
    today = now.astimezone().date()
    return _names_day_ahead(text, published, today, today + timedelta(days=days))


def _names_day_ahead(text: str, published: date, today: date, until: date) -> bool:
    if not _may_name_day(text):
        return False
    return any(today < one.last_day and one.first_day <= until for one in find_dates(text, published))


def _may_name_day(text: str) -> bool:
    """Whether a text has a word or a sign without which no day is named; what takes longer is asked of these alone."""
    return not _DATE_WORDS.isdisjoint(_WORD.findall(text.lower())) or bool(_OTHER_DATE_HINT.search(text))


def _article_announcements(thread: Thread, article: Article, today: date, until: date) -> Iterator[_Announcement]:
    """Yield an announcement for each day to come that an opening sentence of an article announces."""
    publishers = (article.publisher,) if article.publisher else ()
    headline_terms = _event_terms(measure_sentence(article.title, article).terms)
    for sentence in quotable_sentences([article], OPENING_SENTENCES):
        value = quotability(sentence)
        if value < MIN_QUOTABILITY or sentence.word_count > MAX_WORDS or is_advert(sentence.text):
            continue
        quote = Sentence(sentence.text, article.id)
        for first, last in announced_days(sentence.text, article.published):
            if today < first <= until:
                row, released = thread.row, _is_of_release(article.title, sentence.text)
                item = AgendaItem(first, last, row.id, row.title, quote, article, publishers, released)
                terms, occasion = _event_terms(sentence.terms), named_occasion(sentence.text)
                yield _Announcement(item, value, terms, headline_terms, occasion)


def _cancellations(article: Article) -> Iterator[_Cancellation]:
    """Yield what the headline and the opening sentences of an article call off."""
    if not (says_called_off(article.title) or says_called_off(article.text)):
        return
    sentences = quotable_sentences([article], OPENING_SENTENCES, judged=False)
    for sentence in (measure_sentence(article.title, article), *sentences):
        if says_called_off(sentence.text):
            old = called_off_days(sentence.text, article.published.date())
            new = announced_days(sentence.text, article.published)
            terms = _event_terms(sentence.terms)
            yield _Cancellation(article, terms, frozenset(d for d, _ in old), frozenset(d for d, _ in new))


def _calls_off(cancellation: _Cancellation, one: _Announcement) -> bool:
    """Whether a report that is not older calls off an announced event: on its day, or whatever its day is."""
    article, day = cancellation.article, one.item.first
    if article.published < one.item.article.published or day in cancellation.new_days:
        return False
    if day in cancellation.old_days:
        return len(cancellation.terms & one.terms) >= MIN_EVENT_TERMS
    is_other = article.id != one.item.article.id and not cancellation.old_days
    return is_other and _are_on_one_event(cancellation.terms, one.terms)


def is_release(text: str) -> bool:
    """Whether a sentence announces the start of a film or a series, of a ware or of a sale."""
    return phrase_search("writing/releases.tsv", before=r"\b", after=r"\b").is_in(text)


def _is_of_release(headline: str, text: str) -> bool:
    """Whether a sentence announces a release, or stands below the headline of one and reports no other news."""
    return is_release(text) or (is_release(headline) and not _OTHER_NEWS.search(text))


def is_advert(text: str) -> bool:
    """Whether a headline or a sentence advertises an offer; its dates are no events."""
    return phrase_search("writing/adverts.tsv", before=r"\b", after=r"\b").is_in(text)


def _is_not_news(article: Article) -> bool:
    is_column = classify_headline(article.title) in ("recurring", "generic")
    return is_column or is_advert(article.title) or not headlines([article])
