"""Finds events that articles mention but that no article reports: days, months and years on which sources agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import sqrt
from typing import NamedTuple

from briefing.model.articles import Article
from briefing.model.threads import Precision, Sentence
from briefing.text.dates.dates import DateMention
from briefing.text.names import find_names
from briefing.writing.sentences.quotability import quotability
from briefing.writing.sentences.quotable_sentences import judged_sentences
from briefing.writing.sentences.sentence_vectors import bag_of_words, common_terms
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY
from briefing.writing.stories import publisher_numbers
from briefing.writing.timeline.dated_clauses import dated_clause
from briefing.writing.timeline.main_clause_dates import clause_states_no_event, states_when, words_from_verb
from briefing.writing.timeline.mentions import DatedSentence, is_retrospective
from briefing.writing.timeline.second_sources import DatedTerms, are_of_one_act, is_on_same_act, share_words

MIN_SOURCES = 2
"""Number of publishers, or of articles of one publisher, that must mention an event."""
MIN_THEME_TERMS = 2
"""Number of terms of the theme that an event must have if its sentence has no name of the thread."""
THEME_SHARE, MIN_THEME_ARTICLES = 0.2, 2
"""Share, and number, of articles from which on a term of their openings is the theme; of a name in headlines one
article is enough."""
OPENING_LENGTH = 200
"""Characters of a text that show, with the headline, what it is about."""
FAR_BACK = timedelta(days=400)
"""Time before the first report from which on an event that names nobody and no place of the headlines may name no
others: of what is older much is another affair that is compared with this one."""
MIN_LENGTH_NORM = 5
"""Number of terms below which a sentence gains nothing by being short."""
CLAUSE_FACTOR = 0.5
"""Factor of a clause beside a whole sentence."""
VERB_DISTANCE = 8
"""Number of words between a verb and its date that halves the worth of a sentence: others may own the date."""
MAX_SENTENCES_PER_DATE = 40
"""Number of sentences on one date that are compared."""
UNDATED_SENTENCES = 8
"""Number of opening sentences of an article that can confirm an event without its date: those with its news."""

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
        title: What happened: a sentence that names the date, or behind "…" a clause of it.
        sentence: That sentence.
        terms: The terms of the title without those of its date.
        articles: The ids of the articles that mention it, that of the sentence first.
        publisher_count: The number of independent publishers that mention it.
    """

    day: date
    precision: Precision
    title: str
    sentence: Sentence
    terms: frozenset[str]
    articles: tuple[str, ...]
    publisher_count: int


class _Mention(NamedTuple):
    """A date that a sentence names.

    Attributes:
        title: What happened then, if the sentence says it; else "".
        terms: The terms of the title without those of dates: they do not show what happened.
        sentence_terms: Those of the whole sentence.
    """

    sentence: DatedSentence
    when: DateMention
    title: str
    terms: frozenset[str]
    sentence_terms: frozenset[str]

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last day of the date."""
        return self.when.first_day, self.when.last_day

    @property
    def is_whole(self) -> bool:
        """Whether the title is the whole sentence."""
        return self.title == self.sentence.text


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
    languages = {article.id: article.lang for article in articles}
    mentions = [
        _mention(sentence, when, languages[sentence.article_id])
        for sentence in sentences
        if sentence.published
        for when in sentence.mentions
        if _may_be_unreported(sentence, when, first, reported)
    ]
    if not any(mention.title for mention in mentions):
        return []
    finder = _EventFinder(articles, sentences)
    dates = {mention.days for mention in mentions if mention.title}
    events: list[MentionedEvent] = []
    quoted_whole: set[str] = set()
    # The most precise dates come first, so that a month does not take what is said of one of its days.
    for begin, end in sorted(dates, key=lambda days: (days[1] - days[0], days[0])):
        group = finder.most_supported(begin, end, mentions)
        if not group or (group[0].is_whole and group[0].sentence.text in quoted_whole):
            continue
        event = finder.event(group)
        if not any(_is_same(event, other) for other in events):
            events.append(event)
            quoted_whole |= {mention.sentence.text for mention in group} if group[0].is_whole else set()
    return sorted(events, key=lambda event: event.day)


def _may_be_unreported(sentence: DatedSentence, when: DateMention, first: date, reported: Collection[date]) -> bool:
    """Whether a date can be that of an event before the reports, or of one among them that none reports."""
    if when.granularity != "day":
        return when.last_day < first
    day = when.first_day
    if _LOOKS_AHEAD.search(sentence.text) and _POSSESSIVE_WEEKDAY.match(sentence.text, when.start):
        return False  # "what to expect of Sunday's vote"
    is_old = sentence.published is not None and sentence.published - day > MAX_WEEKDAY_AGE
    if is_old and _WEEKDAY_ALONE.fullmatch(sentence.text, when.start, when.end):
        return False
    return day in sentence.days and day not in reported and (day < first or is_retrospective(sentence, day))


def _mention(sentence: DatedSentence, when: DateMention, lang: str) -> _Mention:
    """What a sentence says of a date."""
    title = ""
    if when.granularity != "week":
        title = (
            sentence.text if states_when(sentence.text, sentence.mentions, when) else dated_clause(sentence.text, when)
        )
    date_words = " ".join(sentence.text[mention.start : mention.end] for mention in sentence.mentions)
    of_dates = bag_of_words(date_words, lang).keys()
    terms, sentence_terms = (frozenset(bag_of_words(text, lang).keys() - of_dates) for text in (title, sentence.text))
    return _Mention(sentence, when, title if title in ("", sentence.text) else f"… {title}", terms, sentence_terms)


class _EventFinder:
    """Finds events in what the articles of a topic mention."""

    def __init__(self, articles: Sequence[Article], sentences: Sequence[DatedSentence]) -> None:
        self._articles = {article.id: article for article in articles}
        self._sentences = sentences
        self._publishers = {a.id: number for a, number in zip(articles, publisher_numbers(articles), strict=True)}
        openings = [(f"{article.title}\n{article.text[:OPENING_LENGTH]}", article.lang) for article in articles]
        opening_terms = [bag_of_words(*opening).keys() for opening in openings]
        self._theme = common_terms(opening_terms, THEME_SHARE, least=MIN_THEME_ARTICLES)
        names = [find_names(article.title, "", article.lang) for article in articles]
        self._names = common_terms([one.words | one.countries for one in names], THEME_SHARE)
        self._first = min(article.published for article in articles).date()

    def most_supported(self, begin: date, end: date, mentions: Sequence[_Mention]) -> list[_Mention]:
        """The mentions of the event of a date that most sources mention in similar words; none if too few do.

        A part of the date, or a longer time that holds it, supports it: "in January" that of "8 January".
        """
        near = [m for m in mentions if _holds(m.days, (begin, end)) or _holds((begin, end), m.days)]
        near.sort(key=lambda mention: (not mention.title, mention.days != (begin, end)))
        near = near[:MAX_SENTENCES_PER_DATE]
        candidates: list[tuple[float, list[_Mention]]] = []
        for mention in (one for one in near if one.title and one.days == (begin, end)):
            group = [mention, *(other for other in near if self._supports(other, mention))]
            if len({other.sentence.article_id for other in group}) >= MIN_SOURCES and self._is_on_topic(mention):
                candidates.append((_worth(group), group))
        candidates = candidates or self._confirmed(one for one in near if one.title and one.days == (begin, end))
        candidates.sort(key=lambda candidate: -candidate[0])
        best: tuple[float, list[_Mention]] | None = None
        for worth, group in candidates:  # judging costs most: the best ones are judged first
            if best and worth <= best[0]:
                break
            value = worth * self._quotability(group[0].sentence)
            if value > (best[0] if best else 0.0):
                best = value, group
        return best[1] if best else []

    def _confirmed(self, mentions: Iterable[_Mention]) -> list[tuple[float, list[_Mention]]]:
        """The mentions of a day that a sentence of another article confirms without a date, each with it, by worth."""
        candidates = []
        for mention in mentions:
            if mention.when.granularity != "day" or not self._is_on_topic(mention):
                continue
            dated = self._dated(mention, mention.terms)
            confirming = [
                _Mention(sentence, mention.when, "", frozenset(), terms)
                for sentence, terms in self._undated
                if self._publishers[sentence.article_id] != self._publishers[mention.sentence.article_id]
                and is_on_same_act(dated, sentence, terms)
            ]
            if confirming:
                group = [mention, *confirming]
                candidates.append((_worth(group), group))
        return candidates

    @cached_property
    def _undated(self) -> list[tuple[DatedSentence, frozenset[str]]]:
        """The opening sentences that name no date, with their terms."""
        return [
            (one, frozenset(bag_of_words(one.text, self._articles[one.article_id].lang)))
            for one in self._sentences
            if not one.mentions and one.position < UNDATED_SENTENCES
        ]

    def event(self, group: Sequence[_Mention]) -> MentionedEvent:
        """The event of mentions, of which the first one states what happened."""
        sentence, when, title, terms, _ = group[0]
        precision: Precision = "day"
        if when.granularity != "day":
            precision = "month" if when.granularity == "month" else "year"
        ids = tuple(dict.fromkeys(mention.sentence.article_id for mention in group))
        quoted = Sentence(sentence.text, sentence.article_id)
        return MentionedEvent(
            when.first_day, precision, title, quoted, terms, ids, len({self._publishers[id] for id in ids})
        )

    def _is_on_topic(self, mention: _Mention) -> bool:
        """Whether what happened is of the topic: if it was long ago, its sentence names nobody else alone."""
        if _BIOGRAPHY.search(mention.title):
            return False
        of_sentence = find_names("", mention.sentence.text, self._articles[mention.sentence.article_id].lang)
        names = of_sentence.words | of_sentence.countries
        if not self._names.isdisjoint(names):
            return True
        is_recent = self._first - mention.when.last_day < FAR_BACK
        return (is_recent or not names) and len(mention.terms & self._theme) >= MIN_THEME_TERMS

    def _quotability(self, sentence: DatedSentence) -> float:
        """How well a sentence can be quoted; 0 if it may not be."""
        judged = judged_sentences(self._articles[sentence.article_id], limit=sentence.position + 1)[-1]
        value = quotability(judged)
        return value if value >= MIN_QUOTABILITY else 0.0

    def _supports(self, other: _Mention, mention: _Mention) -> bool:
        """Whether another article mentions the same event, and is no copy by the same publisher.

        Of one day the same words are enough; of a month or a year, or if one date holds the other, the act counts too.
        """
        sentence, other_sentence = mention.sentence, other.sentence
        if sentence.article_id == other_sentence.article_id:
            return False
        if not share_words(mention.terms, other.sentence_terms, mention.title):
            return False
        if clause_states_no_event(other_sentence.text, other.when):
            return False
        is_one_day = mention.when.granularity == "day" and mention.days == other.days
        if not is_one_day:
            one, two = self._dated(mention, mention.terms), self._dated(other, other.sentence_terms)
            if not are_of_one_act(one, two):
                return False
        publishers = {self._publishers[id] for id in (sentence.article_id, other_sentence.article_id)}
        return len(publishers) > 1 or sentence.text != other_sentence.text

    def _dated(self, mention: _Mention, terms: frozenset[str]) -> DatedTerms:
        return DatedTerms(mention.sentence, mention.when, terms, self._articles[mention.sentence.article_id].lang)


def _holds(days: tuple[date, date], others: tuple[date, date]) -> bool:
    return days[0] <= others[0] and others[1] <= days[1]


def _worth(group: Sequence[_Mention]) -> float:
    """How much of what the first one says the others say too, for its length; less if its date is far from its verb."""
    first, *others = group
    shared = sum(len(first.terms & other.sentence_terms) for other in others)
    central = shared / sqrt(len(others) * max(MIN_LENGTH_NORM, len(first.terms)))
    distance = words_from_verb(first.sentence.text, first.when)
    return round(central * VERB_DISTANCE / (VERB_DISTANCE + distance) * (1.0 if first.is_whole else CLAUSE_FACTOR), 9)


def _is_same(event: MentionedEvent, other: MentionedEvent) -> bool:
    """Whether an event is another one that is dated more precisely."""
    year, month = event.day.year, event.day.month
    if event.precision == other.precision or other.day.year != year:
        return False
    is_within = event.precision == "year" or other.day.month == month
    return is_within and share_words(event.terms, other.terms, event.title)
