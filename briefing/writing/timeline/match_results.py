"""The results of matches that headlines name: scores and the rounds that are reached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from briefing.writing.timeline.reports import Report

_T = TypeVar("_T")
_SCORE = re.compile(r"(?<![\w.-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\w.-])")
_REACHED = re.compile(
    r"\b(?:reach(?:es|ed)?|into)\s(?:(?!into\b|and\b)[\w’'-]+\s){0,4}?(quarter|semi|final)", re.IGNORECASE
)


def pairs_of_matches(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Yield the places of each two reports of two matches.

    Both have scores in their headlines and none in common, and each names somebody that the other one does not: one
    match has a score at half-time, on penalties and over two legs. Or both say on two days that a round is reached, and
    no round is in common.
    """
    scores = _known(reports, _scores_in)
    names = {place: reports[place].headline.names for place in scores}
    for one, two in combinations(scores, 2):
        if scores[one].isdisjoint(scores[two]) and names[one] - names[two] and names[two] - names[one]:
            yield one, two
    rounds = _known(reports, _rounds_in)
    for one, two in combinations(rounds, 2):
        if reports[one].day != reports[two].day and rounds[one].isdisjoint(rounds[two]):
            yield one, two


def _known(reports: Sequence[Report], read: Callable[[str], frozenset[_T]]) -> dict[int, frozenset[_T]]:
    """What is read in headlines, by place, where there is something."""
    return {place: values for place, report in enumerate(reports) if (values := read(report.headline.text))}


def _rounds_in(headline: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _REACHED.findall(headline))


def _scores_in(headline: str) -> frozenset[frozenset[str]]:
    """The scores in a headline, whichever side is named first: "27-10" and "10-27" are one."""
    return frozenset(frozenset(score) for score in _SCORE.findall(headline))
