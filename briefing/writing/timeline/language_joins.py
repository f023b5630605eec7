"""Joins the reports of one happening in several languages, whose words have nothing in common.

That two articles in two languages are of one story is known from grouping. Here their clusters are joined if they
began at one time and state one act on one matter, as far as their words are known in English. A joined cluster has
no row of its own, so that a wrong join hides what it says. Where too little is known, they stay apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from briefing.text.languages.cross_language_terms import cross_language_terms
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.timeline.event_kinds import kinds_by_stem, kinds_named, kinds_of_terms
from briefing.writing.timeline.linkage import Clusters, with_joined
from briefing.writing.timeline.reports import ENGLISH, Report

MAX_APART = timedelta(hours=6)
"""Time between the first reports of one happening in two languages; later ones are as often of the next act."""

MIN_SHARED_TERMS = 3
"""English terms, names and numbers in common from which on two clusters of one story can be of one happening."""


@dataclass(frozen=True, slots=True)
class _ClusterFacts:
    """What a cluster of reports is about.

    Attributes:
        place: Its place among the clusters.
        stories: The ids of the stories of its reports.
        languages: The languages of its reports.
        is_preview: Whether a headline is about what is to come.
        reports: Its reports.
        terms: English stems of the headlines and what stands below them, as far as they are known.
        names: Those of them that are names of countries, cities and bodies.
        kinds: The kinds of events that its headlines name.
    """

    place: int
    stories: frozenset[str]
    languages: frozenset[str]
    is_preview: bool
    reports: Sequence[Report]
    terms: frozenset[str]
    names: frozenset[str]
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
    facts = [_facts_of(place, group, stories) for place, group in enumerate(groups)]
    facts.sort(key=lambda one: (-len(one.reports), -max(languages[lang] for lang in one.languages), one.place))
    target_of: dict[int, int] = {}
    languages_of = {one.place: set(one.languages) for one in facts}
    for rank, one in enumerate(facts):
        targets = [
            target
            for target in facts[:rank]
            if target.place not in target_of and not one.languages & languages_of[target.place]
        ]
        targets = [target for target in targets if _are_one_happening(one, target)]
        if target := max(targets, key=lambda target: (_closeness(one, target), -target.place), default=None):
            target_of[one.place] = target.place
            languages_of[target.place] |= one.languages
    return with_joined(clusters, target_of)


def _facts_of(place: int, group: Sequence[Report], stories: Mapping[str, str]) -> _ClusterFacts:
    terms = frozenset[str]().union(*map(_english_terms, group))
    return _ClusterFacts(
        place=place,
        stories=frozenset(stories.get(report.article.id, "") for report in group),
        languages=frozenset(report.language for report in group),
        is_preview=any(report.is_preview for report in group),
        reports=group,
        terms=terms,
        names=frozenset(name for report in group for name in _known_names(report)),
        kinds=frozenset(kind for report in group for kind in _kinds(report)),
    )


def _english_terms(report: Report) -> frozenset[str]:
    """The terms of an English report; of another one those that are known in English, and all in ASCII characters, as
    many names and numbers are written alike.
    """
    headline = report.headline
    terms = headline.terms | headline.lead_terms
    if report.language == ENGLISH:
        return terms
    as_written = frozenset(term for term in terms if term.isascii())
    return as_written | _translated(f"{headline.text} {headline.lead}", report.article.lang)


def _translated(text: str, lang: str) -> frozenset[str]:
    known = cross_language_terms(text, lang)
    return known.words | _name_stems(known.names)


def _known_names(report: Report) -> frozenset[str]:
    """The stems of the countries, cities and bodies that a report in another language than English names."""
    text = f"{report.headline.text} {report.headline.lead}"
    return _name_stems(cross_language_terms(text, report.article.lang).names)


def _name_stems(names: Iterable[str]) -> frozenset[str]:
    return frozenset(bag_of_words(" ".join(sorted(names)), "en"))


def _kinds(report: Report) -> frozenset[str]:
    """The kinds of events that a headline names.

    The hurt count with the dead, as reports of one happening state either, and a meeting counts only where nothing
    else is named, as acts are done at meetings.
    """
    text, lang = report.headline.text, report.article.lang
    named = kinds_named(text, lang) if report.language == ENGLISH else kinds_of_terms(_translated(text, lang))
    kinds = frozenset("death" if kind == "injury" else kind for kind in named)
    return kinds - {"meeting"} or kinds


def _are_one_happening(one: _ClusterFacts, target: _ClusterFacts) -> bool:
    """Whether a cluster reports what `target` does: both are of one story, began within `MAX_APART`, and the headlines
    of `one` name only kinds of events that those of `target` name, too.

    Names and words of the kind in common are not enough: "A strikes B" and "B strikes A" share both.
    """
    is_of_one_story = len(one.stories) == 1 and one.stories <= target.stories - {""}
    if not is_of_one_story or one.is_preview != target.is_preview or abs(_start(one) - _start(target)) > MAX_APART:
        return False
    if not one.kinds or not one.kinds <= target.kinds:
        return False
    shared = one.terms & target.terms
    matter = {term for term in shared - one.names - target.names if term not in kinds_by_stem()}
    return len(shared) >= MIN_SHARED_TERMS and bool(matter)


def _closeness(one: _ClusterFacts, target: _ClusterFacts) -> float:
    """The number of common terms, divided by the root of the number of terms of `target`, so that one with many terms
    is not close to all.
    """
    return round(len(one.terms & target.terms) / sqrt(len(target.terms) or 1), 9)


def _start(one: _ClusterFacts) -> datetime:
    return min(report.article.published for report in one.reports)
