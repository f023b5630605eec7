"""Makes timeline entries of events: a headline and up to two sentences, quoted word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from math import sqrt

from briefing.model.articles import Article
from briefing.model.threads import Sentence, TimelineEntry
from briefing.writing.sentences.quotability import quotability
from briefing.writing.sentences.quotable_sentences import QuotableSentence, overlap, quotable_sentences
from briefing.writing.sentences.sentence_vectors import Vector
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY
from briefing.writing.stories import publisher_names
from briefing.writing.timeline.background import MentionedEvent
from briefing.writing.timeline.event_terms import weighted_share
from briefing.writing.timeline.event_titles import reports_act, stated_toll, titled_beside
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.reports import Report

# Constants of this module were chosen by reading timelines of replayed feeds.
OPENING_SENTENCES = 3
"""Number of opening sentences of an article that can be quoted."""
MAX_SENTENCES = 2
"""Number of sentences of an entry."""
MAX_QUOTED_REPORTS = 4
"""Number of reports of a main event, the most central ones, whose sentences are read; others have a title only."""
MAX_READ_REPORTS = 12
"""Number of reports that are read for a sentence if the most central ones have none."""
MAX_DELAY = timedelta(hours=24)
"""Time between the publication of a title and of a sentence below it."""
MIN_SHARED_TERMS, MIN_TITLE_SHARE = 2, 0.2
"""Number of terms, and share of the title's terms by rarity, that a sentence must have."""
OPENING_SHARE = 0.5
"""Share that counts for the first sentence of the title's article even if it has less."""
FORTHCOMING_FACTOR = 0.5
"""Factor of a sentence of another article that calls planned what the title reports."""
MIN_BELOW_HEADLINE = 0.75
"""Quotability below its own headline, whose names it may refer to, of an opening where no sentence stands alone."""
MAX_FURTHER_OVERLAP = 0.5
"""Share of its terms in the title or a chosen sentence above which one of a less central report adds too little."""
MIN_LENGTH_NORM = 5
"""Number of terms below which a sentence gains nothing by being short."""
MIN_LONE_TITLE_QUALITY = 0.55
"""Quality of a headline that stands for a main event without a sentence."""
MIN_LATER = timedelta(hours=12)
"""Time from the first report of an event to the first one that states the act of the title, from which on that may be
of the next day."""
_FORTHCOMING = re.compile(r"\b(?:planned|expected|upcoming|scheduled|anticipated|will|set to|due to)\b", re.IGNORECASE)


def reported_entry(event: Event, is_main: bool, avoid_title: str, stories: Mapping[str, str]) -> TimelineEntry:
    """Return the entry of an event.

    Args:
        event: An event.
        is_main: Whether it is a main event, which has sentences.
        avoid_title: The title of the thread, which the entry does not repeat if it has another good headline.
        stories: The ids of the stories by the ids of their articles.
    """
    articles = [report.article for report in event.reports]
    best, *others = titled_beside(event, avoid_title)
    sentences = _sentences(_in_accord(others, best), event.vector) if is_main else ()
    owners = Counter(stories[article.id] for article in articles if article.id in stories)
    return TimelineEntry(
        date=_date(event, best),
        title=best.headline.text,
        story=max(owners, key=lambda story: (owners[story], story), default=""),
        publishers=publisher_names(articles),
        articles=tuple(article.id for article in articles),
        sentences=sentences,
        main=bool(sentences) or (is_main and best.headline.quality >= MIN_LONE_TITLE_QUALITY),
    )


def _date(event: Event, titled: Report) -> date:
    """The day of an event; that of the first report that states the act of the title, if that is of a later day.

    Reports of one night are of one day, unless one names the day. The title is published on the day or after it.
    """
    stating = [report for report in event.reports if report is titled or reports_act(report, titled)]
    day = min(report.day for report in stating)
    is_day_named = any(report.is_day_named and report.day == event.day for report in event.reports)
    is_later = is_day_named or stating[0].article.published - event.reports[0].article.published >= MIN_LATER
    if titled.day_reported < event.day or (event.day < day <= titled.day and is_later):
        return min(day, titled.day_reported)
    return event.day


def _in_accord(others: Sequence[Report], best: Report) -> Sequence[Report]:
    """The reports with the chosen one first; if that states a toll, without those before it of other tolls."""
    if toll := stated_toll(best):
        start = best.article.published
        others = [report for report in others if report.article.published >= start or stated_toll(report) == toll]
    return [best, *others]


def _sentences(ranked: Sequence[Report], vector: Vector) -> tuple[Sentence, ...]:
    """Up to two quotable sentences: what the first title says, and what the reports add to it.

    The first one is of the best reports, or of the next ones if those have none, else the opening below the title.
    """
    starts = range(0, min(len(ranked), MAX_READ_REPORTS), MAX_QUOTED_REPORTS)
    openings = (_opening_sentence(ranked[n : n + MAX_QUOTED_REPORTS], ranked[0], vector) for n in starts)
    if first := next(filter(None, openings), None):
        stated = first.terms | ranked[0].headline.terms
        further = _further_sentence(ranked[:MAX_READ_REPORTS], ranked[0], stated, vector)
        return tuple(Sentence(one.text, one.article_id) for one in (first, further) if one)
    return _opening_below_title(ranked[0])


def _opening_below_title(titled: Report) -> tuple[Sentence, ...]:
    """The first sentence of the report whose headline is the title, if it reads well below it: "The tool gives ..."."""
    opening = quotable_sentences((titled.article,), 1)
    good = [one for one in opening if quotability(one, after_previous=True) >= MIN_BELOW_HEADLINE]
    return tuple(Sentence(one.text, one.article_id) for one in good[:1])


def _opening_sentence(reports: Sequence[Report], titled: Report, vector: Vector) -> QuotableSentence | None:
    """The sentence of reports with most of an event's terms that is on what a title says."""
    return _best_sentence(reports, titled, vector, lambda sentence: _accord(sentence, titled))


def _further_sentence(
    reports: Sequence[Report], titled: Report, stated: frozenset[str], vector: Vector
) -> QuotableSentence | None:
    """The sentence of reports that says more of what a title says, else the one with most of an event's other terms.

    A row states less than half of it.
    """

    def adds(sentence: QuotableSentence) -> bool:
        return overlap(sentence.terms, stated) < MAX_FURTHER_OVERLAP

    def addition(sentence: QuotableSentence) -> float:
        is_late = not titled.is_preview and _FORTHCOMING.search(sentence.text)
        is_linked = not sentence.terms.isdisjoint(stated)
        return (FORTHCOMING_FACTOR if is_late else 1.0) if is_linked and adds(sentence) else 0.0

    more = _best_sentence(reports, titled, vector, lambda one: _accord(one, titled) if adds(one) else 0.0)
    other_terms = {term: weight for term, weight in vector.items() if term not in stated}
    return more or _best_sentence(reports, titled, other_terms, addition)


def _best_sentence(
    reports: Sequence[Report], titled: Report, vector: Vector, factor: Callable[[QuotableSentence], float]
) -> QuotableSentence | None:
    """The quotable sentence of reports of the time of a title with most of some terms; None: the factor of all is 0."""
    likelihood = {report.article.id: report.likelihood for report in reports if _is_of_one_time(report, titled)}
    articles = [report.article for report in reports if report.article.id in likelihood]
    scored: list[tuple[float, QuotableSentence]] = []
    for sentence in quotable_sentences(articles, OPENING_SENTENCES):
        value = quotability(sentence) if (accord := factor(sentence)) else 0.0
        if value >= MIN_QUOTABILITY:
            central = sum(vector.get(term, 0.0) for term in sorted(sentence.terms))
            norm = sqrt(max(MIN_LENGTH_NORM, len(sentence.terms)))
            scored.append((round(central / norm * value * accord * likelihood[sentence.article_id], 9), sentence))
    return min(scored, key=lambda pair: (-pair[0], pair[1].text))[1] if scored else None


def _is_of_one_time(report: Report, titled: Report) -> bool:
    return abs(report.article.published - titled.article.published) <= MAX_DELAY


def _accord(sentence: QuotableSentence, titled: Report) -> float:
    """How much a sentence says of what a title says, 0 to 1; 0: it is not about the same act."""
    share = weighted_share(titled, sentence.terms)
    is_own = sentence.article_id == titled.article.id
    if is_own and not sentence.position:
        share = max(share, OPENING_SHARE)
    elif share < MIN_TITLE_SHARE or len(sentence.terms & titled.headline.terms) < MIN_SHARED_TERMS:
        return 0.0
    is_late = not is_own and not titled.is_preview and _FORTHCOMING.search(sentence.text)
    return sqrt(share) * (FORTHCOMING_FACTOR if is_late else 1.0)


def mentioned_entry(event: MentionedEvent, articles: Mapping[str, Article], is_background: bool) -> TimelineEntry:
    """Return the entry of an event that articles mention: what the sentence says that names its date, quoted."""
    return TimelineEntry(
        date=event.day,
        title=event.title,
        publishers=publisher_names([articles[id] for id in event.articles]),
        articles=event.articles,
        sentences=(event.sentence,),
        precision=event.precision,
        background=is_background,
    )
