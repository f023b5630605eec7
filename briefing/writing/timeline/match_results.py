"""The results of matches that headlines name: scores and the rounds that are reached."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.writing.timeline.reports import Report

_SCORE = re.compile(r"(?<![\w.-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\w.-])")
_REACHED = re.compile(
    r"\b(?:reach(?:es|ed)?|into)\s(?:(?!into\b|and\b)[\w’'-]+\s){0,4}?(quarter|semi|final)", re.IGNORECASE
)


def are_other_matches(reports: Sequence[Report], others: Sequence[Report]) -> bool:
    """Whether the headlines of two events have scores, none of them in common: two matches of a day."""
    scores, other_scores = scores_of(reports), scores_of(others)
    return bool(scores and other_scores) and scores.isdisjoint(other_scores)


def are_other_rounds(reports: Sequence[Report], others: Sequence[Report]) -> bool:
    """Whether the headlines of two events say that rounds are reached, none of them in common: semi-finals, a final."""
    rounds, other_rounds = _rounds_of(reports), _rounds_of(others)
    return bool(rounds and other_rounds) and rounds.isdisjoint(other_rounds)


def _rounds_of(reports: Sequence[Report]) -> frozenset[str]:
    return frozenset(round.lower() for report in reports for round in _REACHED.findall(report.headline.text))


def scores_of(reports: Sequence[Report]) -> frozenset[frozenset[str]]:
    """Return the scores in headlines, whichever side is named first: "27-10" and "10-27" are one."""
    return frozenset(frozenset(score) for report in reports for score in _SCORE.findall(report.headline.text))
