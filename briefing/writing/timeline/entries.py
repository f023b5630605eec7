"""Makes timeline entries of events: a headline and up to two sentences, quoted word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from math import sqrt

from briefing.model.articles import Article
from briefing.model.threads import Sentence, TimelineEntry
from briefing.writing.headlines import is_announcement
from briefing.writing.numbers.counted_nouns import counted_noun
from briefing.writing.numbers.number_mentions import find_numbers
from briefing.writing.sentences.quotability import quotability
from briefing.writing.sentences.quotable_sentences import QuotableSentence, overlap, quotable_sentences
from briefing.writing.sentences.sentence_vectors import Vector, dot_product
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY
from briefing.writing.stories import publisher_names
from briefing.writing.timeline.background import MentionedEvent
from briefing.writing.timeline.event_terms import weighted_share
from briefing.writing.timeline.events import Event
from briefing.writing.timeline.headline_acts import acts_in, acts_of_terms
from briefing.writing.timeline.reports import Report
from briefing.writing.timeline.tolls import is_on_new_toll

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
MAX_TITLE_DELAY = timedelta(days=1)
"""Days after an event on which a report can give the title, if there is one: later headlines may know more."""
MIN_OF_DAY_SCORE = 0.6
"""Share of the best title's score that one published by the day of its event needs to come before later ones: those may
state what happened since."""
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
CENTRALITY_BASE = 0.15
"""Added to the cosine of a headline to its event, so that a clear headline beats a slightly more central one."""
ANNOUNCEMENT_FACTOR = 0.5
"""Factor of a headline about what is to come."""
UNSETTLED_FACTOR = 0.7
"""Factor of a headline in words of what is to come or not certain."""
REACTION_FACTOR = 0.6
"""Factor of a headline about a reaction."""
OTHER_DAY_FACTOR = 0.8
"""Factor of a headline about another day."""
MIN_HAPPENED_SHARE = 0.34
"""Number of publishers that report what happened, relative to those that announce it, below which it is announced."""
ENOUGH_LIKELIHOOD = 0.8
"""Likelihood of an event, that of the upper quarter of articles, from which on headlines count the same."""
MIN_TOLL_SCORE = 0.5
"""Share of the best title's score that a later one with a newer toll needs, or what happened before a later toll."""
MIN_LONE_TITLE_QUALITY = 0.55
"""Quality of a headline that stands for a main event without a sentence."""
MIN_OTHER_TITLE_SCORE = 0.7
"""Share of the best title's score that another one needs to stand in for the title of the thread."""
MIN_OTHER_TITLE_SHARE = 0.4
"""Share of its terms, by rarity, that such a title has: it states the same, not another side of the event. With less,
readers missed the event that the thread is named after."""
MIN_LATER = timedelta(hours=12)
"""Time from the first report of an event to the first one that states the act of the title, from which on that may be
of the next day."""
MIN_ACT_SHARE = 0.5
"""Least share of a title's terms, by rarity, in a report of its act."""
MIN_OTHER_ACT_SHARE = 0.8
"""The same if both name other acts."""
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
    scores = _title_scores(event)
    early = [report for report in event.reports if report.day_reported - event.day <= MAX_TITLE_DELAY]
    ranked = sorted(early or event.reports, key=lambda report: -scores[report.article.id])
    begin = min((report.day for report in event.reports if not report.is_preview), default=event.day)
    best = _with_latest_toll(_of_the_day_first(ranked, event.day, begin, scores), scores)
    titled = next((report for report in ranked if report.headline.text == avoid_title), None)
    if titled and (best is titled or not (_toll(best) or _is_later_toll(titled, begin))):
        best = _in_place_of_title(titled, [r for r in ranked if not _is_later_toll(r, begin)], scores)
    sentences = _sentences(_in_accord(ranked, best), event.vector) if is_main else ()
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
    stating = [report for report in event.reports if report is titled or _reports_act(report, titled)]
    day = min(report.day for report in stating)
    is_day_named = any(report.is_day_named and report.day == event.day for report in event.reports)
    is_later = is_day_named or stating[0].article.published - event.reports[0].article.published >= MIN_LATER
    if titled.day_reported < event.day or (event.day < day <= titled.day and is_later):
        return min(day, titled.day_reported)
    return event.day


def _reports_act(report: Report, titled: Report) -> bool:
    """Whether a report states the act of a title, and not only what led to it: "talks begin", "pact agreed"."""
    share = weighted_share(titled, report.headline.terms | report.headline.lead_terms)
    act, own = acts_in(titled.headline.text), acts_in(report.headline.text)
    is_other = act and own and act.isdisjoint(own | acts_of_terms(report.headline.lead_terms))
    return share >= (MIN_OTHER_ACT_SHARE if is_other else MIN_ACT_SHARE)


def _title_scores(event: Event) -> dict[str, float]:
    """How well each headline stands for an event, by article: central, a plain report of its day, well made."""
    scores = {}
    days = {report.day for report in event.reports if not report.is_preview} or {event.day}
    announcing = {report.publisher_number for report in event.reports if report.is_preview}
    reporting = {report.publisher_number for report in event.reports if not report.is_preview}
    publishers = {day: len({r.publisher_number for r in event.reports if r.day == day}) for day in days}
    busiest = max(days, key=lambda day: (publishers[day], day == event.day, -day.toordinal()))
    is_announced = len(reporting) < MIN_HAPPENED_SHARE * len(announcing)
    for report in event.reports:
        score = dot_product(report.vector, event.vector) + CENTRALITY_BASE
        score *= min(report.likelihood, ENOUGH_LIKELIHOOD) * sqrt(report.headline.quality)
        score *= ANNOUNCEMENT_FACTOR if report.is_preview != is_announced else 1.0
        score *= UNSETTLED_FACTOR if is_announcement(report.headline.text) else 1.0
        score *= REACTION_FACTOR if report.is_reaction else 1.0
        score *= OTHER_DAY_FACTOR if report.day not in (event.day, busiest) else 1.0
        scores[report.article.id] = round(score, 9)
    return scores


def _of_the_day_first(ranked: Sequence[Report], day: date, begin: date, scores: Mapping[str, float]) -> list[Report]:
    """Reports, with good ones of the best one's act that were published by a day before all others.

    A toll that grew later is no act of its own: before it comes what happened on the first day.
    """
    best = ranked[0]
    is_later_toll = _is_later_toll(best, begin)
    least = (MIN_TOLL_SCORE if is_later_toll else MIN_OF_DAY_SCORE) * scores[best.article.id]

    def is_of_the_day(report: Report) -> bool:
        if scores[report.article.id] < least:
            return False
        if is_later_toll:
            return report.day_reported <= begin and not report.is_preview
        return report.day_reported <= day and (report is best or _reports_act(report, best))

    return sorted(ranked, key=lambda report: not is_of_the_day(report))


def _with_latest_toll(ranked: Sequence[Report], scores: Mapping[str, float]) -> Report:
    """The best report; if its headline states a toll, the latest good one of its day that states it."""
    best = ranked[0]
    toll = _toll(best)
    if not toll:
        return best
    least = MIN_TOLL_SCORE * scores[best.article.id]
    good = [report for report in ranked if report.day == best.day and scores[report.article.id] >= least]
    return max((report for report in good if _toll(report) == toll), key=lambda report: report.article.published)


def _in_place_of_title(titled: Report, ranked: Sequence[Report], scores: Mapping[str, float]) -> Report:
    """The best report that states what the title of the thread states in other words, else the one with that title.

    A label ("Laughter from 1924: ...") stands in for no plain title.
    """
    limit = MIN_OTHER_TITLE_SCORE * scores[titled.article.id]
    others = (
        report
        for report in ranked
        if report.headline.text != titled.headline.text
        and (": " in titled.headline.text or ": " not in report.headline.text)
        and scores[report.article.id] >= limit
        and weighted_share(titled, report.headline.terms) >= MIN_OTHER_TITLE_SHARE
    )
    return next(others, titled)


def _in_accord(ranked: Sequence[Report], best: Report) -> Sequence[Report]:
    """The reports with the chosen one first; if that states a toll, without those before it of other tolls."""
    if toll := _stated_toll(best):
        start = best.article.published
        ranked = [report for report in ranked if report.article.published >= start or _stated_toll(report) == toll]
    return [best, *(report for report in ranked if report is not best)]


def _toll(report: Report) -> str:
    """The toll that a headline states: "dead" in "Storm kills 12 in Torvane"; "" if it states none."""
    stated = _stated_toll(report)
    return stated[0] if stated else ""


def _is_later_toll(report: Report, begin: date) -> bool:
    """Whether a report of a later day than the first one of its event is on a toll that grew: it says no more.

    Deaths alone are none: "Ferry sinks, killing 14" can be the first report of what became of a missing ferry.
    """
    return report.day_reported > begin and is_on_new_toll(report.headline.text)


def _stated_toll(report: Report) -> tuple[str, float | str] | None:
    """The toll that a headline states, and its number; None if it states none."""
    text = report.headline.text
    for number in find_numbers(text, report.article.lang):
        count = counted_noun(text, number.start, number.end)
        if count and count.toll:
            return count.toll, number.value
    return None


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
