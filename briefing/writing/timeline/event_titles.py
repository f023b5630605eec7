"""Chooses the headline of an event: central, a plain report of its day, well made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import sqrt

from briefing.writing.headlines import is_announcement
from briefing.writing.numbers.counted_nouns import counted_noun
from briefing.writing.numbers.number_mentions import find_numbers
from briefing.writing.sentences.sentence_vectors import dot_product
from briefing.writing.timeline.event_terms import weighted_share
from briefing.writing.timeline.events import MIN_EVENT_LIKELIHOOD, Event
from briefing.writing.timeline.headline_acts import acts_in, acts_of_terms
from briefing.writing.timeline.reports import Report
from briefing.writing.timeline.tolls import is_on_new_toll

# Constants of this module were chosen by reading timelines of replayed feeds.
MAX_TITLE_DELAY = timedelta(days=1)
"""Days after an event on which a report can give the title, if there is one: later headlines may know more."""
MIN_OF_DAY_SCORE = 0.6
"""Share of the best title's score that one published by the day of its event needs to come before later ones: those may
state what happened since."""
CENTRALITY_BASE = 0.15
"""Added to the cosine of a headline to its event, so that a clear headline beats a slightly more central one."""
PREVIEW_MISMATCH_FACTOR = 0.5
"""Factor of a headline about what is to come if the event happened, and of one about what happened if the event is only
announced."""
ANNOUNCING_WORDS_FACTOR = 0.7
"""Factor of a headline in which `is_announcement` finds words of what is to come, feared or rumoured."""
REACTION_FACTOR = 0.6
"""Factor of a headline about a reaction."""
OTHER_DAY_FACTOR = 0.8
"""Factor of a headline about another day."""
MIN_HAPPENED_SHARE = 0.34
"""Number of publishers that report what happened, relative to those that announce it, below which it is announced."""
ENOUGH_LIKELIHOOD = 0.8
"""Likelihood of an event, that of the upper quarter of articles, from which on headlines count the same."""
MIN_TOLL_SCORE = 0.5
"""Share of the best title's score that another headline needs to replace it: one with the latest toll, or, if the best
is on a toll that grew later, one of the first day."""
MIN_OTHER_TITLE_SCORE = 0.7
"""Share of the best title's score that another one needs to stand in for the title of the thread."""
MIN_OTHER_TITLE_SHARE = 0.4
"""Share of its terms, by rarity, that such a title has: it states the same, not another side of the event. With less,
readers missed the event that the thread is named after."""
MIN_ACT_GAP = timedelta(hours=3)
"""Time between two reports from which on the later one can be of another act than the earlier one."""
MIN_ACT_SHARE = 0.5
"""Least share of a title's terms, by rarity, that a report has if it states the title's act."""
MIN_OTHER_ACT_SHARE = 0.8
"""The same for a report whose words for what is done differ from the title's."""


def _best_report(event: Event, title: str = "") -> Report:
    """Return the report whose headline stands best for an event of a topic with a title."""
    scores = _title_scores(event)
    ranked = _of_the_day_first(_ranked(event, scores, title), event.day, _first_day(event), scores)
    return _with_latest_toll(_not_taken_over(ranked, scores), scores)


def titled_beside(event: Event, avoid_title: str) -> list[Report]:
    """Return the reports of an event, the one with its headline first, then those whose headlines stand best for it.

    Args:
        event: An event.
        avoid_title: The title of the thread. If the event has it, its headline is one that states the same in other
            words, or else that title, unless that is a later act than the one that the event is known by.
    """
    scores, first_day = _title_scores(event), _first_day(event)
    ranked, best = _ranked(event, scores, avoid_title), _best_report(event, avoid_title)
    titled = next((report for report in ranked if report.headline.text == avoid_title), None)
    if titled and (best is titled or not (_toll(best) or _is_later_toll(titled, first_day))):
        others = [report for report in ranked if not _is_later_toll(report, first_day)]
        if _not_taken_over([titled, *ranked], scores)[0] is titled:
            best = _in_place_of_title(titled, others, scores)
    return [best, *(report for report in ranked if report is not best)]


def _reports_of_earlier_act(titled: Report, reports: Sequence[Report]) -> list[Report]:
    """The reports of what happened, in the language of `titled`, that came at least `MIN_ACT_GAP` before it; [] if one
    of them states its act.
    """
    start = titled.article.published - MIN_ACT_GAP
    early = [
        report
        for report in reports
        if report.article.published <= start and not report.is_preview and report.likelihood >= MIN_EVENT_LIKELIHOOD
        if report.language == titled.language
    ]
    return [] if any(reports_act(report, titled) for report in early) else early


def _not_taken_over(ranked: Sequence[Report], scores: Mapping[str, float]) -> Sequence[Report]:
    """The ranked reports.

    If only the first one's publisher states its act, and several state an earlier act, the best report of the earlier
    act is put first.
    """
    early = _reports_of_earlier_act(ranked[0], ranked)
    before = max(early, key=lambda report: scores[report.article.id], default=None)
    if before is None or _width(ranked[0], ranked) > 1 or _width(before, ranked) == 1:
        return ranked
    return [before, *(report for report in ranked if report is not before)]


def _width(titled: Report, reports: Sequence[Report]) -> int:
    """The number of publishers that state the act of a report."""
    return len({one.publisher_number for one in reports if one is titled or reports_act(one, titled)})


def _ranked(event: Event, scores: Mapping[str, float], avoid_title: str = "") -> list[Report]:
    readable = _in_main_language(event.reports, avoid_title)
    early = [report for report in readable if report.day_reported - event.day <= MAX_TITLE_DELAY]
    return sorted(early or readable, key=lambda report: -scores[report.article.id])


def _in_main_language(reports: Sequence[Report], title: str) -> list[Report]:
    """The reports in the language of most of them, else in that of the title, else of the first: one is quoted."""
    languages = Counter(report.language for report in reports)
    of_title = {report.language for report in reports if report.headline.text == title}
    main = max(languages, key=lambda language: (languages[language], language in of_title))
    return [report for report in reports if report.language == main]


def _first_day(event: Event) -> date:
    return min((report.day for report in event.reports if not report.is_preview), default=event.day)


def reports_act(report: Report, titled: Report) -> bool:
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
        score *= PREVIEW_MISMATCH_FACTOR if report.is_preview != is_announced else 1.0
        score *= ANNOUNCING_WORDS_FACTOR if is_announcement(report.headline.text) else 1.0
        score *= REACTION_FACTOR if report.is_reaction else 1.0
        score *= OTHER_DAY_FACTOR if report.day not in (event.day, busiest) else 1.0
        scores[report.article.id] = round(score, 9)
    return scores


def _of_the_day_first(
    ranked: Sequence[Report], day: date, first_day: date, scores: Mapping[str, float]
) -> list[Report]:
    """Reports, with good ones of the best one's act that were published by a day before all others.

    A toll that grew later is no act of its own: before it comes what happened on the first day.
    """
    best = ranked[0]
    is_later_toll = _is_later_toll(best, first_day)
    least = (MIN_TOLL_SCORE if is_later_toll else MIN_OF_DAY_SCORE) * scores[best.article.id]

    def is_of_the_day(report: Report) -> bool:
        if scores[report.article.id] < least:
            return False
        if is_later_toll:
            return report.day_reported <= first_day and not report.is_preview
        return report.day_reported <= day and (report is best or reports_act(report, best))

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


def _toll(report: Report) -> str:
    """The toll that a headline states: "dead" in "Storm kills 12 in Torvane"; "" if it states none."""
    stated = stated_toll(report)
    return stated[0] if stated else ""


def _is_later_toll(report: Report, first_day: date) -> bool:
    """Whether a report of a later day than the first one of its event is on a toll that grew: it says no more.

    Deaths alone are none: "Ferry sinks, killing 14" can be the first report of what became of a missing ferry.
    """
    return report.day_reported > first_day and is_on_new_toll(report.headline.text)


def stated_toll(report: Report) -> tuple[str, float | str] | None:
    """The toll that a headline states, and its number; None if it states none."""
    text = report.headline.text
    for number in find_numbers(text, report.article.lang):
        count = counted_noun(text, number.start, number.end)
        if count and count.toll:
            return count.toll, number.value
    return None
