"""Finds events that articles mention but that no article reports: days, months and years on which sources agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt
from typing import NamedTuple

from briefing.model.articles import Article
from briefing.model.threads import Precision
from briefing.text.dates.dates import DateMention
from briefing.text.names import find_names
from briefing.writing.sentences.quotability import MIN_QUOTABILITY, quotability
from briefing.writing.sentences.quotable_sentences import QuotableSentence, judged_sentences, overlap
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stories import publisher_numbers
from briefing.writing.timeline.mentions import DatedSentence, is_retrospective
from briefing.writing.timeline.stated_dates import states_when, words_from_verb

MIN_SHARED_TERMS, MIN_TERM_OVERLAP = 2, 0.2
"""Number of terms, and share of the shorter sentence's terms, that two sentences on one event have in common."""
ENOUGH_SHARED_TERMS = 4
"""Number of terms in common from which on they can be names: with fewer, two acts of one month share those too."""
MIN_SOURCES = 2
"""Number of publishers, or of articles of one publisher, that must mention an event."""
MIN_THEME_TERMS, TOPIC_SHARE = 2, 0.2
"""Number of terms of an event that are the topic's, if it names nobody of it; share of the articles that open with a
term of the topic, two at least, or whose headline has a name of it."""
OPENING_LENGTH = 200
"""Characters of a text that show, with the headline, what it is about."""
FAR_BACK = timedelta(days=400)
"""Time before the first report from which on an event must name somebody or a place of the headlines: of what is older
much is another affair that is compared with this one."""
MIN_LENGTH_NORM = 5
"""Number of terms below which a sentence gains nothing by being short."""
VERB_DISTANCE = 8
"""Number of words between a verb and its date that halves the worth of a sentence: others may own the date."""
MAX_SENTENCES_PER_DATE = 40
"""Number of sentences on one date that are compared."""

_LOOKS_AHEAD = re.compile(
    r"\b(?:will|expect\w*|await\w*|upcoming|ahead of|prepar\w+|likely|intend\w*)\b", re.IGNORECASE
)
_POSSESSIVE_WEEKDAY = re.compile(r"\w+day['’]s\b", re.IGNORECASE)
_WEEKDAY_ALONE = re.compile(r"\w+day", re.IGNORECASE)
MAX_WEEKDAY_AGE = timedelta(days=5)
"""Time before publication within which a weekday alone is the last one: that of six days ago is rather tomorrow's,
named where that has begun already."""
_BIOGRAPHY = re.compile(r"\b(?:born|graduated|studied|career|joined\sthe\s(?:board|company|firm|group))\b")
"""Words of somebody's life: "was born in 1962", "began her career in 1979"."""


@dataclass(frozen=True, slots=True)
class MentionedEvent:
    """An event that several articles mention.

    Attributes:
        day: Its day, or the first day of its month or year.
        sentences: The sentence that names the date and agrees most with the others, then the others.
        publisher_count: The number of independent publishers that mention it.
    """

    day: date
    precision: Precision
    sentences: tuple[QuotableSentence, ...]
    publisher_count: int


class _Mention(NamedTuple):
    """A date that a sentence names, and whether it says when that happened which the sentence states."""

    line: DatedSentence
    when: DateMention
    is_statement: bool


def mentioned_events(
    articles: Sequence[Article], sentences: Sequence[DatedSentence], first: date, reported: Collection[date]
) -> list[MentionedEvent]:
    """Return the events that articles mention in retrospect, but do not report.

    Args:
        articles: The articles.
        sentences: Their sentences.
        first: The day of the first report; months and years count only before it.
        reported: The days on which events are reported.
    """
    mentions = [
        _Mention(line, when, when.granularity != "week" and states_when(line.text, line.mentions, when))
        for line in sentences
        if line.published
        for when in line.mentions
        if _is_past(line, when, first, reported)
    ]
    if not any(mention.is_statement for mention in mentions):
        return []
    reader = _Reader(articles)
    dates = {(m.when.first_day, m.when.last_day) for m in mentions if m.is_statement}
    events: list[MentionedEvent] = []
    for begin, end in sorted(dates, key=lambda days: (days[1] - days[0], days[0])):
        event = reader.most_supported(begin, end, mentions)
        if event and not any(_is_same(event, other) for other in events):
            events.append(event)
    return sorted(events, key=lambda event: event.day)


def _is_past(line: DatedSentence, when: DateMention, first: date, reported: Collection[date]) -> bool:
    """Whether a date can be that of an event before the reports, or of one among them that none reports."""
    if when.granularity != "day":
        return when.last_day < first
    day = when.first_day
    if _LOOKS_AHEAD.search(line.text) and _POSSESSIVE_WEEKDAY.match(line.text, when.start):
        return False  # "what to expect of Sunday's vote"
    is_old = line.published is not None and line.published - day > MAX_WEEKDAY_AGE
    if is_old and _WEEKDAY_ALONE.fullmatch(line.text, when.start, when.end):
        return False
    return day in line.days and day not in reported and (day < first or is_retrospective(line, day))


def _common_terms(term_sets: Sequence[Collection[str]], least: int) -> frozenset[str]:
    """The terms that many of the articles have."""
    counts = Counter(term for terms in term_sets for term in terms)
    return frozenset(term for term, count in counts.items() if count >= max(least, TOPIC_SHARE * len(term_sets)))


class _Reader:
    """Reads the sentences of the articles of a topic for events."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = {article.id: article for article in articles}
        self._publishers = {a.id: number for a, number in zip(articles, publisher_numbers(articles), strict=True)}
        openings = [(f"{article.title}\n{article.text[:OPENING_LENGTH]}", article.lang) for article in articles]
        self._theme = _common_terms([bag_of_words(*opening).keys() for opening in openings], least=2)
        names = [find_names(article.title, "", article.lang) for article in articles]
        self._names = _common_terms([one.words | one.countries for one in names], least=1)
        self._first = min(article.published for article in articles).date()

    def most_supported(self, begin: date, end: date, mentions: Sequence[_Mention]) -> MentionedEvent | None:
        """The event of a date that most sources mention in similar words; None if too few do.

        A part of the date, or a longer time that holds it, supports it: "in January" that of "8 January".
        """
        near = [
            m
            for m in mentions
            if (begin <= m.when.first_day and m.when.last_day <= end)
            or (m.when.first_day <= begin and end <= m.when.last_day)
        ]
        if len({mention.line.article_id for mention in near}) < MIN_SOURCES:
            return None
        near.sort(key=lambda m: (not m.is_statement, (m.when.first_day, m.when.last_day) != (begin, end)))
        read = [(mention, self._judged(mention.line)) for mention in near[:MAX_SENTENCES_PER_DATE]]
        best: tuple[float, int, list[QuotableSentence]] | None = None
        for mention, sentence in read:
            if not mention.is_statement or (mention.when.first_day, mention.when.last_day) != (begin, end):
                continue
            if not self._is_on_topic(sentence, end):
                continue
            group = [sentence, *(other for _, other in read if self._supports(other, sentence))]
            sources = {other.article_id for other in group}
            closeness = VERB_DISTANCE / (VERB_DISTANCE + words_from_verb(mention.line.text, mention.when))
            value = round(quotability(sentence) * closeness * _centrality(group), 9)
            if len(sources) >= MIN_SOURCES and (best is None or value > best[0]):
                best = value, len({self._publishers[id] for id in sources}), group
        precision: Precision = "day" if begin == end else "month" if (end - begin).days < 31 else "year"
        return MentionedEvent(begin, precision, tuple(best[2]), best[1]) if best else None

    def _is_on_topic(self, sentence: QuotableSentence, day: date) -> bool:
        """Whether a sentence can be quoted and is about the topic: long ago, about somebody or a place of it."""
        if quotability(sentence) < MIN_QUOTABILITY or _BIOGRAPHY.search(sentence.text):
            return False
        names = find_names("", sentence.text, self._articles[sentence.article_id].lang)
        is_named = not self._names.isdisjoint(names.words | names.countries)
        is_recent = self._first - day < FAR_BACK
        return is_named or (is_recent and len(sentence.terms & self._theme) >= MIN_THEME_TERMS)

    def _judged(self, line: DatedSentence) -> QuotableSentence:
        """Judge a sentence; the words of its dates are no terms: they do not show what happened."""
        article = self._articles[line.article_id]
        judged = judged_sentences(article, limit=line.position + 1)[-1]
        date_words = (line.text[mention.start : mention.end] for mention in line.mentions)
        return replace(judged, terms=judged.terms - bag_of_words(" ".join(date_words), article.lang).keys())

    def _supports(self, other: QuotableSentence, sentence: QuotableSentence) -> bool:
        """Whether another article mentions the same event, and is no copy by the same publisher."""
        if other.article_id == sentence.article_id or not _agree(sentence, other):
            return False
        is_own = self._publishers[other.article_id] == self._publishers[sentence.article_id]
        return not (is_own and other.text == sentence.text)


def _agree(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences are about the same event: they share terms, and not names alone."""
    shared = one.terms & other.terms
    if len(shared) < MIN_SHARED_TERMS or overlap(one.terms, other.terms) < MIN_TERM_OVERLAP:
        return False
    if len(shared) >= ENOUGH_SHARED_TERMS:
        return True
    small = frozenset(bag_of_words(" ".join(word for word in one.text.split() if word == word.lower())))
    return bool(shared & small)


def _centrality(group: Sequence[QuotableSentence]) -> float:
    """How much of the first sentence of a group the others say too, for its length."""
    first, *others = group
    shared = sum(len(first.terms & other.terms) for other in others)
    return shared / sqrt(len(others) * max(MIN_LENGTH_NORM, len(first.terms))) if others else 0.0


def _is_same(event: MentionedEvent, other: MentionedEvent) -> bool:
    """Whether an event is another one that is dated more precisely."""
    year, month = event.day.year, event.day.month
    if event.precision == other.precision or other.day.year != year:
        return False
    return (event.precision == "year" or other.day.month == month) and _agree(event.sentences[0], other.sentences[0])
