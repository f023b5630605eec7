"""Turns stored evidence into rows of text for a reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from briefing.grouping.calibration import level_of, shown_probability, shown_rival_probability
from briefing.grouping.one_topic import AGREEMENT_REASON
from briefing.model.grouping import Evidence
from briefing.text.data_files import word_lists
from briefing.text.words import stem

MIN_SHOWN_CONTRIBUTION = 0.5
"""Log-odds from which on a reason is named; smaller ones decide nothing alone."""
MAX_SHOWN_REASONS = 4
"""Number of reasons for a placement, and against it, that are named: those that weigh most."""
_REASONS = {
    "words in common": ("same words", "words of both"),
    "all words of both, compared as wholes": ("words of both as wholes",),
    "headlines alike": (
        *("same title words", "title overlap", "same title words, with leads", "title overlap, with leads"),
        "title words in the other lead",
    ),
    "rare words in common": (
        *("rarest shared word", "second rarest shared word", "second rarest shared word, with leads"),
        "third rarest shared word, with leads",
    ),
    "names in common": ("same names", "names of both"),
    "a number in common": ("same number",),
    "other countries": ("other countries",),
    "other names in the headlines": ("other names in titles",),
    "time between them": ("time apart", "time apart, same words", "time apart, with leads", "time between them"),
}
"""What a reader reads of each reason, and the signals that measure it; other signals are called by their names."""
_NO_REASON = frozenset({"leads compared"})
"""Signals that weigh alike whatever two articles say."""
_QUESTIONS = {"story": "to be one happening", "thread": "to be one topic", "affair": "to be part of it"}
"""What the probability of each kind of group is of."""
_COMPANIONS = {"story": "reports", "thread": "stories", "affair": "threads"}
"""What is placed in each kind of group."""

NOTHING_DISTINCTIVE = "no name or word that is rare in the news"
"""What is said where two share only words of many articles."""

_TIME_UNITS = (
    (60 * 24, "month", 30.4 * 24),
    (48, "day", 24),
    (1.5, "hour", 1),
    (0.01, "minute", 1 / 60),
)
"""For each unit: the hours from which on it is used, its name, its length in hours."""


def explanation_rows(evidence: Evidence, titles_by_id: Mapping[str, str]) -> list[tuple[str, str]]:
    """Explain a placement.

    Args:
        evidence: The stored evidence of the placement.
        titles_by_id: Titles of articles, stories and threads; a missing article is left out, a missing group is
            called by its id.

    Returns:
        Rows of a label and a text: what is shared, the time between, what speaks for it and against it, the probability
        and the nearest rival.
    """
    if evidence.is_only_refusal:
        return _refusal_rows(evidence, titles_by_id)
    rows = []
    if evidence.corrected:
        rows.append(("corrected", f"you put it here on {_local_date(evidence.corrected)}"))
        if not evidence.signals:
            return rows
    if evidence.terms:
        events = [word for word in evidence.terms if stem(word) in _event_stems()]
        others = [word for word in evidence.terms if word not in events]
        if events:
            rows.append(("event words", ", ".join(events)))
        if others:
            rows.append(("same words", ", ".join(others)))
    if evidence.names:
        rows.append(("same names", ", ".join(evidence.names)))
    if not (evidence.names or evidence.terms):
        rows.append(("in common", NOTHING_DISTINCTIVE))
    nearest_title = titles_by_id.get(evidence.nearest, "")
    rows.append(("time", time_apart(evidence.hours) + (f' from "{nearest_title}"' if nearest_title else "")))
    rows += _reason_rows(evidence)
    rows.append(("probability", _probability_text(evidence, titles_by_id)))
    return rows + _refusal_rows(evidence, titles_by_id)


@cache
def _event_stems() -> frozenset[str]:
    """The stems that denote a kind of event ("quak"); most denote none."""
    return frozenset(event_stem for stems in word_lists("grouping/event_kinds.txt").values() for event_stem in stems)


def _reason_rows(evidence: Evidence) -> list[tuple[str, str]]:
    """Return the reasons for a placement and those against it in words, those that weigh most first."""
    reason_of = {signal: reason for reason, signals in _REASONS.items() for signal in signals}
    weights: dict[str, float] = {}
    for signal in evidence.signals:
        if signal.name not in _NO_REASON:
            reason = reason_of.get(signal.name, signal.name)
            weights[reason] = weights.get(reason, 0.0) + signal.contribution
    ordered = sorted(weights, key=lambda reason: -abs(weights[reason]))
    rows = []
    for label, sign in (("for it", 1), ("against it", -1)):
        named = [reason for reason in ordered if weights[reason] * sign >= MIN_SHOWN_CONTRIBUTION]
        if weights.get(AGREEMENT_REASON, 0.0) * sign > 0:
            named = [AGREEMENT_REASON, *(reason for reason in named if reason != AGREEMENT_REASON)]
        rows += [(label, ", ".join(named[:MAX_SHOWN_REASONS]))] if named else []
    return rows


def _refusal_rows(evidence: Evidence, titles_by_id: Mapping[str, str]) -> list[tuple[str, str]]:
    """Say which thread with like words a story was kept from, because it is about something else.

    How likely that is is not said: the scores of these decisions do not show it.
    """
    if not evidence.refused:
        return []
    title = titles_by_id.get(evidence.refused, evidence.refused)
    return [("kept apart", f'"{title}": like words, but seemingly another topic')]


def _probability_text(evidence: Evidence, titles_by_id: Mapping[str, str]) -> str:
    """Say how likely a placement is; one with a low score was made for others with which it left its rival.

    How likely another thread was is not said: the scores of threads that were not chosen do not show it.
    """
    level, probability = level_of(evidence), shown_probability(evidence)
    text = f"{percent(probability)} likely {_QUESTIONS[level]}"
    if not evidence.rival:
        return text
    rival = f'"{titles_by_id.get(evidence.rival, evidence.rival)}"'
    if level == "story":
        rival += f" ({percent(shown_rival_probability(evidence))})"
    if evidence.probability < 0.5 and not evidence.corrected:
        by_itself = "by itself " if probability < 0.5 else ""
        return f"{by_itself}{text}; it came with like {_COMPANIONS[level]} out of {rival}"
    return f"{text}; nearest other {level}: {rival}"


def percent(probability: float) -> str:
    """Return a probability as readers write it: "97 %"; what is nearly sure is not said to be sure."""
    if probability > 0.99:
        return "over 99 %"
    return f"{probability:.0%}".replace("%", " %") if probability >= 0.01 else "under 1 %"


def _local_date(moment: datetime) -> str:
    """A day in local time, for example "3 Dec 2024"."""
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y}"


def time_apart(hours: float) -> str:
    """Describe a distance in time, for example "38 minutes apart", "3 hours apart" or "7 months apart"."""
    for minimum_hours, unit, unit_hours in _TIME_UNITS:
        if hours >= minimum_hours:
            number = max(1, round(hours / unit_hours))
            return f"{number} {unit}{'s' if number > 1 else ''} apart"
    return "at the same time"
