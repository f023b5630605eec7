"""Joins the reports of one happening in several languages, whose words have nothing in common.

That two articles in two languages are of one story is known from grouping. Here their clusters are joined if they are
of one day, unless they report two acts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from math import sqrt

from briefing.text.languages.cross_language_terms import cross_language_terms
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.timeline.event_kinds import kinds_named, kinds_of_terms
from briefing.writing.timeline.events import day_of
from briefing.writing.timeline.linkage import Clusters, with_joined
from briefing.writing.timeline.reports import ENGLISH, Report

MAX_APART = timedelta(hours=12)
"""Time between two reports that are of one day by their publication: calendars of the world differ by as much."""

MIN_SHARED_TERMS = 3
"""English terms, names and numbers in common from which on two clusters of one story can be of one happening; fewer may
be the name of what the whole story is about."""


@dataclass(frozen=True, slots=True)
class _ClusterFacts:
    """What a cluster of reports in one language is about.

    Attributes:
        place: Its place among the clusters.
        stories: The ids of the stories of its reports.
        terms: English stems of the headlines and what stands below them, as far as they are known.
        kinds: The kinds of events that its headlines name.
    """

    place: int
    stories: frozenset[str]
    lang: str
    reports: Sequence[Report]
    terms: frozenset[str]
    kinds: frozenset[str]


def joined_across_languages(clusters: Clusters, reports: Sequence[Report], stories: Mapping[str, str]) -> Clusters:
    """Return clusters of reports of which those of one happening in several languages are one.

    Args:
        clusters: The clusters of the reports.
        reports: The reports of a topic.
        stories: The ids of the stories by the ids of their articles.
    """
    languages = Counter(report.language for report in reports)
    if len(languages) < 2:
        return clusters
    groups = [[reports[place] for place in places] for places in clusters.members]
    facts = [one for place, group in enumerate(groups) if (one := _facts_of(place, group, stories))]
    facts.sort(key=lambda one: (-len(one.reports), -languages[one.lang], one.place))
    home_of: dict[int, int] = {}
    joined_languages = set[tuple[int, str]]()
    for rank, one in enumerate(facts):
        homes = [
            home
            for home in facts[:rank]
            if home.place not in home_of and (home.place, one.lang) not in joined_languages
        ]
        homes = [home for home in homes if _are_one_happening(one, home)]
        if home := max(homes, key=lambda home: (_closeness(one, home), -home.place), default=None):
            home_of[one.place] = home.place
            joined_languages.add((home.place, one.lang))
    return with_joined(clusters, home_of)


def _facts_of(place: int, group: Sequence[Report], stories: Mapping[str, str]) -> _ClusterFacts | None:
    """Return what a cluster is about; None if its reports are in several languages."""
    langs = {report.language for report in group}
    if len(langs) > 1:
        return None
    owners = frozenset(stories.get(report.article.id, "") for report in group)
    terms = frozenset[str]().union(*map(_english_terms, group))
    kinds = frozenset(kind for report in group for kind in _kinds(report))
    return _ClusterFacts(place, owners, langs.pop(), group, terms, kinds)


def _english_terms(report: Report) -> frozenset[str]:
    """The terms of an English report; of another one those that are known in English, and names in Latin letters."""
    headline = report.headline
    terms = headline.terms | headline.lead_terms
    if report.language == ENGLISH:
        return terms
    names = frozenset(term for term in terms if term.isascii())
    return names | _translated(f"{headline.text} {headline.lead}", report.article.lang)


def _translated(text: str, lang: str) -> frozenset[str]:
    known = cross_language_terms(text, lang)
    return known.words | frozenset(bag_of_words(" ".join(sorted(known.names)), "en"))


def _kinds(report: Report) -> frozenset[str]:
    text, lang = report.headline.text, report.article.lang
    if report.language == ENGLISH:
        return frozenset(kinds_named(text, lang))
    return kinds_of_terms(_translated(text, lang))


def _are_one_happening(one: _ClusterFacts, home: _ClusterFacts) -> bool:
    """Whether all reports of a cluster are of a story of another one, in two languages, on one day, and of one act.

    They report two acts if their headlines name kinds of events of which none is the same, or if they have too
    little in common of what is known in English.
    """
    is_of_one_story = len(one.stories) == 1 and one.stories <= home.stories - {""}
    if not is_of_one_story or one.lang == home.lang or not _are_of_one_day(one.reports, home.reports):
        return False
    if one.kinds and home.kinds and one.kinds.isdisjoint(home.kinds):
        return False
    return len(one.terms & home.terms) >= min(MIN_SHARED_TERMS, len(one.terms))


def _closeness(one: _ClusterFacts, home: _ClusterFacts) -> float:
    """The number of common terms, relative to how many the larger cluster has."""
    return round(len(one.terms & home.terms) / sqrt(len(home.terms) or 1), 9)


def _are_of_one_day(reports: Sequence[Report], others: Sequence[Report]) -> bool:
    pairs = product(reports, others)
    return day_of(reports) == day_of(others) or any(
        abs(one.article.published - other.article.published) <= MAX_APART for one, other in pairs
    )
