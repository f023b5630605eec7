"""Reads articles as reports: what each one reports, how likely it is an event, and on which day it happened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log

from briefing.model.articles import Article
from briefing.text.dates.dates import DateMention, find_dates
from briefing.text.dates.evenings import day_of_report, is_night
from briefing.writing.headlines import LEAD_CHARACTERS, Headline, headlines, is_reaction
from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.sentences.sentence_vectors import Vector, bag_of_words, normalize
from briefing.writing.stories import publisher_numbers
from briefing.writing.timeline.background import is_of_main_clause
from briefing.writing.timeline.event_headlines import event_likelihood, is_preview
from briefing.writing.timeline.headline_verbs import verb_kinds
from briefing.writing.timeline.mentions import DatedSentence

DAY_SENTENCES = 2
"""Number of opening sentences that can name the day of an event."""
MAX_REPORT_DELAY = timedelta(days=3)
"""Time before publication within which a day that a report names is the day of its event."""
ONE_DAY = timedelta(days=1)
MIN_SHARED_TERMS = 0.4
"""Share of the headline's terms, or the sentence's if it has fewer, that a sentence with the day must share."""
LEAD_WEIGHT = 0.5
"""Weight of a term of the opening, relative to one of the headline."""
MIN_SET_SIZE = 30
"""Number of reports from which on the rarity of terms is taken from the set alone."""
_OTHER_EVENT_BEFORE = re.compile(
    r"\b(?:(?:since|until|till|after|following|from|despite|amid|in the wake of)\s(?:[\w'’-]+\s){0,2}"
    r"|(?:before|ahead of)\s(?:[\w'’-]+\s){0,6}|by\s)$",
    re.IGNORECASE,
)
_RELATIVE_CLAUSE_BEFORE = re.compile(
    r"(?:,\s(?:which|who|whose|where)\s[^,]*|\w\sthat\s(?:(?:was|were|had)\s)?(?:\w+ed|struck|hit|began|broke|shook|left|swept)"
    r"\s[^,;]*)$",
    re.IGNORECASE,
)
"""A clause on the past of what the sentence is about: "a town, which on Friday was hit", "the storm that struck on Friday"."""
_DATED_SUBJECT_BEFORE = re.compile(
    r"\b(?:death|killing|murder|shooting|stabbing|attack|assault|kidnapping|abduction|rape|robbery|arrest)\b"
    r"(?: (?:of|in|at|near) [^,.;]{2,50})? on\s(?:late\s|early\s)?$",
    re.IGNORECASE,
)
_VERB_AFTER = re.compile(r"[^,.;]{0,60}?\b(?:was|were|is|has|had|sparked|led|prompted|triggered|caused)\b")
"""Match a sentence on what followed from something earlier: "the death of the man on Monday was investigated"."""
_CAUSE = re.compile(
    r" (?:after|amid|following|despite|in the face of) (?:[\w’'-]+ ){0,4}"
    r"(?:backlash|outrage|uproar|outcry|fury|criticism)\b.*",
    re.IGNORECASE,
)
"""Why somebody acted: "withdraws the fee after a backlash" is an act and no reaction."""
_SIDE_CLAUSE = re.compile(r" (?:after|amid|following|despite|because) ")
"""Matches what begins a cause: "officers fired after video shows arrest" is an act and no reaction."""
_POSSESSIVE_AFTER = re.compile(r"['’]s?\s")
_PAIR_BEFORE, _PAIR_AFTER = re.compile(r"day and $"), re.compile(r" and \w{3,6}day\b")
"""Two days of something longer: "on Saturday and Sunday"."""
_NIGHT_OF_AFTER = re.compile(r"\s(?:morning|afternoon|evening|night)['’]s?\s")


@dataclass(frozen=True, slots=True)
class Report:
    """What one article reports.

    Attributes:
        publisher: Number of its independent publisher.
        likelihood: The probability that it reports an event.
        told: The day on which it was published, where it happened.
        day: The day of the event: one that the report names, else `told`.
        is_day_named: Whether the report names it.
        is_preview: Whether the headline is about what is to come.
        is_reaction: Whether it is about how somebody reacts.
        vector: Its terms, weighted by rarity and scaled to length 1.
    """

    article: Article
    publisher: int
    headline: Headline
    likelihood: float
    told: date
    day: date
    is_day_named: bool
    vector: Vector
    is_preview: bool
    is_reaction: bool


def read_reports(articles: Sequence[Article], sentences: Sequence[DatedSentence]) -> list[Report]:
    """Return the reports of articles that have a headline, in the order of publication.

    Args:
        articles: The articles.
        sentences: Their sentences, of which the first ones can name the day.
    """
    opening: dict[str, list[DatedSentence]] = {}
    for sentence in sentences:
        if sentence.position < DAY_SENTENCES:
            opening.setdefault(sentence.article_id, []).append(sentence)
    ordered = sorted(articles, key=lambda article: (article.published, article.id))
    reports = []
    for article, publisher in zip(ordered, publisher_numbers(ordered), strict=True):
        for headline in headlines((article,)):
            named = _named_day(article, headline, opening.get(article.id, ()))
            told = article.published.date()
            if named != told:
                told = day_of_report(article.published, f"{headline.text}. {article.text[:LEAD_CHARACTERS]}")
            likelihood = event_likelihood(article)
            kinds = (
                is_preview(headline.text, article.text[:LEAD_CHARACTERS]),
                is_reaction(_without_cause(headline.text)),
            )
            reports.append(
                Report(article, publisher, headline, likelihood, told, named or told, named is not None, {}, *kinds)
            )
    idf_by_term = rarity(report.headline.terms | report.headline.lead_terms for report in reports)
    return [replace(report, vector=_vector(report.headline, idf_by_term)) for report in reports]


def _without_cause(headline: str) -> str:
    """The part of a headline that says what happened, if it names an act; else the headline."""
    headline = _CAUSE.sub("", headline)
    before = _SIDE_CLAUSE.split(headline, maxsplit=1)[0]
    return before if "act" in verb_kinds(before).split() else headline


def rarity(bags: Iterable[frozenset[str]]) -> dict[str, float]:
    """The inverse document frequency of terms; in a small set as if it were larger, where chance words count less."""
    counts: Counter[str] = Counter()
    size = 0
    for terms in bags:
        counts.update(terms)
        size += 1
    return {term: log(1 + max(size, MIN_SET_SIZE) / count) for term, count in counts.items()}


def _vector(headline: Headline, idf_by_term: dict[str, float]) -> Vector:
    weights = dict.fromkeys(headline.lead_terms, LEAD_WEIGHT)
    weights |= {term: 1.0 + weights.get(term, 0.0) for term in headline.terms}
    return normalize({term: weight * idf_by_term[term] for term, weight in sorted(weights.items())})


def _named_day(article: Article, headline: Headline, opening: Sequence[DatedSentence]) -> date | None:
    """The recent day that the headline or an opening sentence names as that of the event.

    A day before the eve needs a sentence that shares the terms of the headline and has no other clause.
    """
    published = article.published.date()
    lines = [(headline.text, find_dates(headline.text, published)), *((one.text, one.mentions) for one in opening)]
    named = [
        (line, mention)
        for line, mentions in lines
        for mention in mentions
        if is_day_of_event(line, mention, published) and not (is_night(article.published) and _is_this_day(line, mention))
    ]
    for line, mention in named:
        if mention.first_day == published:
            return published
        share = _shared(line, headline, article.lang)
        is_eve = mention.first_day == published - ONE_DAY and not _NIGHT_OF_AFTER.match(line, mention.end)
        if (is_eve and share > 0) or (share >= MIN_SHARED_TERMS and is_of_main_clause(line, mention)):
            return mention.first_day
    return None


def _shared(line: str, headline: Headline, lang: str) -> float:
    """The share of the terms of a headline, or of a line if it has fewer, that the other one has."""
    return overlap(frozenset(bag_of_words(line, lang)), headline.terms)


def _is_this_day(line: str, mention: DateMention) -> bool:
    """Whether a mention is that of the day on which it is written, whichever that is: "today", "this evening"."""
    return line[mention.start : mention.end].lower().startswith(("today", "tonight", "this"))


def is_day_of_event(line: str, mention: DateMention, published: date) -> bool:
    """Whether a mention can be the day of what the line reports, and not that of another event."""
    before, after = line[: mention.start], line[mention.end :]
    return (
        mention.granularity == "day"
        and timedelta(0) <= published - mention.first_day <= MAX_REPORT_DELAY
        and not _POSSESSIVE_AFTER.match(after)
        and not (_PAIR_BEFORE.search(before) or _PAIR_AFTER.match(after))
        and not _OTHER_EVENT_BEFORE.search(before)
        and not _RELATIVE_CLAUSE_BEFORE.search(before)
        and not (_DATED_SUBJECT_BEFORE.search(before) and _VERB_AFTER.match(after))
    )
