"""Chooses the titles of stories and threads among the headlines of their articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from datetime import timedelta
from math import exp, log
from typing import NamedTuple

from briefing.model.articles import EPOCH, Article, Story
from briefing.text.titles import bare_headline
from briefing.writing.headlines import (
    MIN_REPORT_QUALITY,
    Headline,
    best_headline,
    headlines,
    is_announcement,
    is_reaction,
    term_centrality,
)
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stories import articles_of, sample_articles, sample_stories_evenly
from briefing.writing.summary.plans import infinitives, reports_verb
from briefing.writing.timeline.event_headlines import is_preview
from briefing.writing.timeline.reports import Report
from briefing.writing.timeline.thread_timeline import TopicEvents, topic_events
from briefing.writing.titles.overtaken_headlines import houses_for_an_end, is_overtaken, names_passed_hour
from briefing.writing.titles.series_labels import thread_label
from briefing.writing.titles.title_odds import RatedReport, rated_reports

MIN_ALTERNATIVE_QUALITY = 0.8
"""Quality that a headline needs to replace a better one that is used already."""
LONG_THREAD_STORIES = 8
"""Number of stories from which on a label is a better title than any headline."""
MAX_LATER_REPORTS = 100
"""Number of newest reports that are compared with older headlines; bounds the cost of a long thread."""
PASSED_ODDS, COMMENT_ODDS = -3.0, -2.0
"""Log-odds that are added to a headline that later ones show to be over; to one that comments, asks, reacts or
reviews."""
MIN_SHARED_TERM_SHARE = 0.5
"""Share of the terms of an announcement in a report on the same: it names its actors again."""
NAMING_ODDS, NAMING_TERMS = 2.0, 2
"""Log-odds that are added to a headline whose terms all other publishers use, and the number of its most used terms
that count: of 461 threads, titles have .70 of the terms in which readers named the topic, without it .69."""
LEAST_GAIN, GAIN_OF_WIDTH = 0.65, 1.0
"""Log-odds by which a headline must be better than the present title to replace it; what is added for each unit of the
logarithm by which more publishers report the event of the title. Chosen on the same threads, with titles renewed every
twelve hours, of which 37 % change."""
NEWER_NUMBER_DELAY = timedelta(hours=12)
"""Time after a title from which on a headline on its event with another number takes its place."""
SPREAD = 2.0
"""Divisor of log-odds where they are weighed against how surely a sentence states a headline."""
_NUMBER = re.compile(r"\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?)\b")
"""Matches a number in a headline in small letters."""
_REVIEW = re.compile(r"^[^:]{3,60}?\s+(?:review|hands-on)\b(?:\s\([^)]*\))?\s*(?:[:,–—-]|$)", re.IGNORECASE)
"""Matches the headline of a review: "Calder kettle review: hot but small"."""


def story_title(articles: Sequence[Article], avoid_title: str = "") -> str:
    """Return the most central headline of a story, cleaned, if possible not `avoid_title`; "" if there is none."""
    sample = sample_articles(articles)
    candidates = headlines(sample)
    if not candidates:
        return next((title for a in sample if (title := bare_headline(a.title, a.publisher) or a.title)), "")
    centrality = term_centrality(candidates)
    title = best_headline(candidates, centrality).text
    if title == avoid_title:
        avoided = frozenset(bag_of_words(avoid_title))
        others = [h for h in candidates if h.quality >= MIN_ALTERNATIVE_QUALITY and len(h.terms - avoided) > 1]
        return best_headline(others, centrality).text if others else title
    return title


class TitleChoice(NamedTuple):
    """The title of a thread, and the headlines that could be it.

    Attributes:
        title: The title.
        headline: The headline that is the title or, if that is a label, would be it; None: there is none.
        others: The other headlines that may be titles with their scores as shares of its score, the best first.
        is_kept: Whether the title is the one that the thread has had so far.
    """

    title: str
    headline: Headline | None = None
    others: tuple[tuple[float, Headline], ...] = ()
    is_kept: bool = False


def choose_title(
    stories: Sequence[Story], events: TopicEvents, avoid_title: str = "", previous_title: str = ""
) -> TitleChoice:
    """Choose the headline that names the affair of a thread as it stands at its newest article.

    It states the newest main event, or one that is worth more. The previous title stays while no other one is clearly
    better. The title of a long thread is the label of its headlines, if they have one: "Ice war" of "Ice war: day
    three".

    Args:
        stories: The stories of the thread.
        events: Its events.
        avoid_title: The title of the thread's affair, which must not be the thread's too.
        previous_title: The title that the thread has had so far.
    """
    ranking = _TitleRanking(rated_reports(events))
    sample = sample_stories_evenly(stories)
    if not ranking.rated:
        return TitleChoice(next((title for story in sample if (title := story_title(story.articles))), ""))
    best = ranking.best(previous_title)
    label = _label_of(sample, best.report.headline.text, previous_title)
    if avoid_title and avoid_title in (label, best.report.headline.text):
        others = ranking.without(avoid_title)
        if not others.rated:
            return TitleChoice(best.report.headline.text, best.report.headline)
        ranking, label = others, ""
        best = ranking.best(previous_title)
    headline = best.report.headline
    stated = tuple(one for one in ranking.others(best) if one[1].text != avoid_title)
    return TitleChoice(label or headline.text, headline, stated, (label or headline.text) == previous_title)


def best_titled(stories: Sequence[Story], articles: Collection[str]) -> str:
    """Return the id of that article, of some given by their ids, whose headline names all stories best; "" if none of
    them has a headline of use.
    """
    rated = rated_reports(topic_events(articles_of(stories)))
    return next((one.report.article.id for one in rated if one.report.article.id in articles), "")


def _label_of(sample: Sequence[Story], title: str, previous_title: str) -> str:
    """The label of a long thread that replaces a new title; "" if there is none."""
    if len(sample) < LONG_THREAD_STORIES or title == previous_title:
        return ""
    candidates = [h for number, story in enumerate(sample) for h in headlines(story.articles, number)]
    return thread_label(title, candidates, term_centrality(candidates), previous_title)


class _TitleRanking:
    """Ranks the headlines of a thread as its title at the time of its newest article.

    Attributes:
        rated: Its reports, the likeliest title first.
    """

    def __init__(self, rated: Sequence[RatedReport]) -> None:
        ordered = sorted((one.report.headline for one in rated), key=lambda headline: headline.published)
        self._houses_for_an_end = houses_for_an_end(ordered)
        self._news = [one for one in ordered if not _is_comment(one)][-MAX_LATER_REPORTS:]
        self._end = ordered[-1].published if ordered else EPOCH
        self._naming = _naming_shares([one.report for one in rated])
        self._passed = {one.article_id: self._has_passed(one) for one in ordered}
        self.rated = sorted((one._replace(odds=self._odds(one)) for one in rated), key=lambda one: -one.odds)

    def without(self, title: str) -> _TitleRanking:
        """Return the ranking of other headlines than a title, that are of good quality."""
        others = copy(self)
        others.rated = [
            one
            for one in self.rated
            if one.report.headline.quality >= MIN_ALTERNATIVE_QUALITY and one.report.headline.text != title
        ]
        return others

    def best(self, previous_title: str) -> RatedReport:
        """Return the previous title if it may stay, else the likeliest one; in its place one with a newer number."""
        best = self.rated[0]
        previous = next((one for one in self.rated if one.report.headline.text == previous_title), None)
        if previous is not None and best.odds - previous.odds <= _least_gain(previous, best):
            best = previous
        return next((one for one in self.rated if _has_newer_number(one, best)), best)

    def others(self, best: RatedReport) -> Iterator[tuple[float, Headline]]:
        """Yield the headlines that report what is still so and may replace a title, with their odds as shares of its
        odds, the best first.
        """
        for one in self.rated:
            headline = one.report.headline
            if headline.text != best.report.headline.text and not (
                _is_comment(headline) or self._passed[headline.article_id]
            ):
                yield exp((one.odds - best.odds) / SPREAD), headline

    def _odds(self, rated: RatedReport) -> float:
        headline = rated.report.headline
        is_comment = _is_comment(headline) or _REVIEW.match(headline.text) is not None
        has_passed = self._passed[headline.article_id]
        naming = NAMING_ODDS * self._naming[headline.article_id]
        return round(rated.odds + naming + COMMENT_ODDS * is_comment + PASSED_ODDS * has_passed, 9)

    def _has_passed(self, headline: Headline) -> bool:
        """Whether its hour has passed, or later reports state more dead than it, or that what it says rises falls, or
        several houses report on what it announces.
        """
        if names_passed_hour(headline.text, self._end - headline.published):
            return True
        later = [other for other in self._news if other.published > headline.published]
        reporting = {other.house for other in later if _reports_what_is_announced(headline, other)}
        least = self._houses_for_an_end
        return len(reporting) >= least or is_overtaken(headline, later, least)


def _naming_shares(reports: Sequence[Report]) -> dict[str, float]:
    """Return the share of the other publishers that use the terms of a headline which most of them use, by article."""
    users: dict[str, set[int]] = {}
    for report in reports:
        for term in report.headline.terms:
            users.setdefault(term, set()).add(report.publisher)
    others = max(1, len({report.publisher for report in reports}) - 1)
    shares = {}
    for report in reports:
        counts = sorted((len(users[term] - {report.publisher}) for term in report.headline.terms), reverse=True)
        shares[report.article.id] = sum(counts[:NAMING_TERMS]) / NAMING_TERMS / others
    return shares


def _is_comment(headline: Headline) -> bool:
    return headline.quality < MIN_REPORT_QUALITY or is_reaction(headline.text)


def _reports_what_is_announced(headline: Headline, later: Headline) -> bool:
    """Whether a headline announces, fears or has it from rumours, and a later one reports on the same."""
    if later.published <= headline.published or _announces(later) or not _announces(headline):
        return False
    is_on_the_same = len(later.terms & headline.terms) >= MIN_SHARED_TERM_SHARE * len(headline.terms)
    return is_on_the_same or reports_verb(later.text, infinitives(headline.text), is_headline=True)


def _announces(headline: Headline) -> bool:
    return is_announcement(headline.text) or is_preview(headline.text)


def _has_newer_number(later: RatedReport, title: RatedReport) -> bool:
    """Whether a headline is on the event of a title, much later, states a number that the title, which has another one,
    lacks, and is not much less likely.
    """
    if later.event is not title.event or later.odds < title.odds - LEAST_GAIN:
        return False
    one, other = later.report.headline, title.report.headline
    if one.published < other.published + NEWER_NUMBER_DELAY:
        return False
    stated = _numbers_in(other.text)
    return bool(stated) and not _numbers_in(one.text) <= stated


def _numbers_in(headline: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(headline.lower()))


def _least_gain(previous: RatedReport, best: RatedReport) -> float:
    """Return the log-odds by which a headline must be better than the previous title to replace it."""
    if _reports_what_is_announced(previous.report.headline, best.report.headline):
        return 0.0
    return LEAST_GAIN + GAIN_OF_WIDTH * max(0.0, log(len(previous.event.publishers) / len(best.event.publishers)))
