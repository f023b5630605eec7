"""Finds events that articles mention but that no article reports: days and months on which sources agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from briefing.model.articles import Article
from briefing.model.threads import Precision
from briefing.text.dates.dates import DateMention
from briefing.writing.sentences.quotability import MIN_QUOTABILITY, quotability
from briefing.writing.sentences.quotable_sentences import QuotableSentence, judged_sentences, overlap
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stories import publisher_numbers
from briefing.writing.timeline.mentions import DatedSentence, is_retrospective

MIN_SHARED_TERMS, MIN_TERM_OVERLAP = 2, 0.25
"""Number of terms, and share of the shorter sentence's terms, that two sentences on one event have in common."""
MIN_SOURCES = 2
"""Number of publishers, or of articles of one publisher, that must mention an event."""
MIN_THEME_TERMS, THEME_SHARE = 2, 0.2
"""Number of terms of an event that are the topic's, and share of the articles, two at least, that open with one."""
OPENING_LENGTH = 200
"""Characters of a text that show, with the headline, what it is about."""
MAX_SENTENCES_PER_DAY = 40
"""Number of sentences on one day that are compared."""

_LOOKS_AHEAD = re.compile(
    r"\b(?:will|expect\w*|await\w*|upcoming|ahead of|prepar\w+|likely|intend\w*)\b", re.IGNORECASE
)
_IN_PRESENT = re.compile(
    r"\b(?:is|are|has|have|says?|remains?)\b|['’](?:s|re|ve) (?:\w+ing|been|likely)\b", re.IGNORECASE
)
"""A statement on the present, beside which a date is that of something else: "is on her way after the vote in May"."""
_OTHER_CLAUSE = re.compile(
    r"\b(?:after|before|following|since|until|when|while|because|despite|who(?!['’])|which|whose|whom|where"
    r"|as\s(?:it|he|she|they))\b",
    re.IGNORECASE,
)
"""What begins a clause that a date may belong to instead of to the event: "Sara, who died last month"."""
_ASIDE = re.compile(r",\s(?:who|whose|which)\s[^,]{3,80},\s|(?:^|\s)while\s\w+ing\s", re.IGNORECASE)
"""What a sentence says in passing of its subject, or as going on meanwhile: "Sara, who is a nurse, left on Friday"."""
_PARTICIPLE = re.compile(
    r"\w\s(?:the|an?|its|his|her|their|this)\s(?:(?!was\b|were\b|had\b|and\s\w+ed\s)[\w'’-]+\s){1,4}"
    r"\w+ed\s(?:\w+\s)?(?:on|in|last|late|early)?\s*$"
)
"""What describes an object by a date: "implements the agreement hastily announced on Friday"."""
_REFERS_BACK = re.compile(r"\b(?:also|too|another|the others?)\b", re.IGNORECASE)
"""Words of a sentence that adds to one before it and does not stand alone."""
_STATISTIC = re.compile(
    r"\b(?:rose|fell|grew|climbed|dropped|jumped|slipped|slowed|eased|edged|shrank|gained|accelerated|increased|decreased"
    r"|declined|surged|dipped|rates?|index|inflation|sales|prices|percent)\b|%",
    re.IGNORECASE,
)
"""A statement on figures, of which a month is the period and not the time: "prices rose in May"."""
_MEASURE = re.compile(
    r"\b(?:was|were)\s(?:(?:about|some|nearly|over)\s)?[\d,.]+\s?"
    r"(?:miles?|mi|kilomet(?:er|re)s?|km|met(?:er|re)s?|feet|mph|km/h|knots|degrees?|per\s?cent|percent|%|points?)(?!\w)",
    re.IGNORECASE,
)
"""What was measured at a time, and is no event: "the storm was 700 miles off the coast on Thursday"."""
_PART_OF_NAME = re.compile(r"\b(?:the|its|his|her|their)\s+$", re.IGNORECASE)
"""What stands before a date that names something: "the Jan. 6 attack"."""
_HEDGE = re.compile(r"\b(?:about|around|roughly|nearly|almost|some|over|more than)\s+$", re.IGNORECASE)
_POSSESSIVE_WEEKDAY = re.compile(r"\w+day['’]s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MentionedEvent:
    """An event that several articles mention.

    Attributes:
        day: Its day, or the first day of its month.
        sentences: The sentence that names the day and agrees most with the others, then the others.
        publisher_count: The number of independent publishers that mention it.
    """

    day: date
    precision: Precision
    sentences: tuple[QuotableSentence, ...]
    publisher_count: int


class _Mention(NamedTuple):
    """A sentence that names a day, and whether it says that its event happened then: others only support it."""

    sentence: QuotableSentence
    is_statement: bool


def mentioned_events(
    articles: Sequence[Article], sentences: Sequence[DatedSentence], first: date, reported: Collection[date]
) -> list[MentionedEvent]:
    """Return the events that articles mention in retrospect, but do not report.

    Args:
        articles: The articles.
        sentences: Their sentences.
        first: The day of the first report; months count only before it.
        reported: The days on which events are reported.
    """
    by_id = {article.id: article for article in articles}
    numbers = {a.id: number for a, number in zip(articles, publisher_numbers(articles), strict=True)}
    by_date: dict[tuple[date, Precision], list[DatedSentence]] = {}
    for line in sentences:
        dates: list[tuple[date, Precision]] = [
            (day, "day")
            for day in _certain_days(line)
            if day not in reported and (day < first or is_retrospective(line, day))
        ]
        dates += [(month, "month") for month in line.months if month < first.replace(day=1)]
        for when in dates if line.published else ():
            by_date.setdefault(when, []).append(line)
    events: list[MentionedEvent] = []
    theme = _theme(articles) if by_date else frozenset()
    for (day, precision), named in sorted(by_date.items(), key=lambda item: (item[0][1], item[0][0])):
        event = _most_supported(day, precision, _mentions(named, by_id), numbers)
        is_on_topic = event and len(event.sentences[0].terms & theme) >= MIN_THEME_TERMS
        if event and is_on_topic and not any(_same_month(event, other) for other in events):
            events.append(event)
    return events


def _mentions(lines: Sequence[DatedSentence], articles: Mapping[str, Article]) -> list[_Mention]:
    """The sentences that name a day, statements first, judged; none if they cannot make an event: that saves time."""
    states = [(line, states_when(line.text, line.mentions)) for line in lines]
    if not any(is_statement for _, is_statement in states) or len({line.article_id for line in lines}) < MIN_SOURCES:
        return []
    states.sort(key=lambda pair: not pair[1])
    return [
        _Mention(_without_date_words(line, articles[line.article_id]), is_statement)
        for line, is_statement in states[:MAX_SENTENCES_PER_DAY]
    ]


def _theme(articles: Sequence[Article]) -> frozenset[str]:
    """The terms with which many of the articles open."""
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(bag_of_words(f"{article.title}\n{article.text[:OPENING_LENGTH]}", article.lang).keys())
    return frozenset(term for term, count in counts.items() if count >= max(2, THEME_SHARE * len(articles)))


def states_when(text: str, mentions: Sequence[DateMention]) -> bool:
    """Return whether the only date of a sentence says when its event happened: in doubt it does not."""
    dates = [mention for mention in mentions if mention.granularity in ("day", "month")]
    if len(dates) != 1 or (dates[0].granularity == "month" and _STATISTIC.search(text)):
        return False
    before, after = _ASIDE.sub(" ", text[: dates[0].start]), text[dates[0].start :]
    if _IN_PRESENT.search(before) or _IN_PRESENT.search(after) or _REFERS_BACK.search(text) or _MEASURE.search(before):
        return False
    return is_of_main_clause(text, dates[0])


def is_of_main_clause(text: str, mention: DateMention) -> bool:
    """Return whether a date can belong to what a sentence states, and is no part of a name or of another clause."""
    before = _ASIDE.sub(" ", text[: mention.start])
    return not any(pattern.search(before) for pattern in (_OTHER_CLAUSE, _PARTICIPLE, _PART_OF_NAME, _HEDGE))


def _certain_days(line: DatedSentence) -> list[date]:
    """The days that a sentence mentions, without weekdays to come: "what to expect of Sunday's vote"."""
    if not _LOOKS_AHEAD.search(line.text):
        return sorted(line.days)
    coming = [m.first_day for m in line.mentions if _POSSESSIVE_WEEKDAY.match(line.text, m.start)]
    return sorted(line.days.difference(coming))


def _without_date_words(line: DatedSentence, article: Article) -> QuotableSentence:
    """Judge a sentence; the words of its dates are no terms: they do not show what happened."""
    measured = judged_sentences(article, limit=line.position + 1)[-1]
    date_words = (line.text[mention.start : mention.end] for mention in line.mentions)
    return replace(measured, terms=measured.terms - bag_of_words(" ".join(date_words), article.lang).keys())


def _most_supported(
    day: date, precision: Precision, mentions: Sequence[_Mention], publishers: Mapping[str, int]
) -> MentionedEvent | None:
    """The event on a date that most sources mention in similar words; None if too few do.

    Sentences that name a month in passing support nothing: many things of a month are in similar words.
    """
    best: tuple[tuple[int, int, float], list[QuotableSentence]] | None = None
    sentences = [mention.sentence for mention in mentions if mention.is_statement or precision == "day"]
    for sentence in (mention.sentence for mention in mentions if mention.is_statement):
        value = quotability(sentence)
        if value < MIN_QUOTABILITY:
            continue
        group = [sentence, *(other for other in sentences if other is not sentence and _agree(sentence, other))]
        sources = {other.article_id for other in group}
        key = (len({publishers[id] for id in sources}), len(sources), value)
        if len(sources) >= MIN_SOURCES and (best is None or key > best[0]):
            best = key, group
    return MentionedEvent(day, precision, tuple(best[1]), best[0][0]) if best else None


def _agree(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences are about the same event."""
    return len(one.terms & other.terms) >= MIN_SHARED_TERMS and overlap(one.terms, other.terms) >= MIN_TERM_OVERLAP


def _same_month(event: MentionedEvent, other: MentionedEvent) -> bool:
    """Whether one is the month of what the other dates to the day."""
    return (
        event.precision != other.precision
        and (event.day.year, event.day.month) == (other.day.year, other.day.month)
        and _agree(event.sentences[0], other.sentences[0])
    )
