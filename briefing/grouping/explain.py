"""Turns stored evidence into rows of text for a reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from briefing.grouping.features import event_kinds_of
from briefing.model.grouping import Evidence
from briefing.text.words import stem

MIN_SHOWN_CONTRIBUTION = 0.5
"""Log-odds from which on a signal is shown; smaller ones decide nothing alone."""
MAX_SHOWN_SIGNALS = 4
"""Number of signals that are shown, those with the largest contribution."""

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
        Rows of a label and a text: what is shared, the time between, the deciding signals, the probability and the
        nearest rival.
    """
    if evidence.is_of_founder:
        return _refusal_rows(evidence, titles_by_id)
    rows = []
    if evidence.corrected:
        rows.append(("corrected", f"you put it here on {_local_date(evidence.corrected)}"))
        if not evidence.signals:
            return rows
    if evidence.terms:
        acts = [word for word in evidence.terms if event_kinds_of(stem(word))]
        others = [word for word in evidence.terms if word not in acts]
        if acts:
            rows.append(("same act", ", ".join(acts)))
        if others:
            rows.append(("same words", ", ".join(others)))
    if evidence.names:
        rows.append(("same names", ", ".join(evidence.names)))
    nearest_title = titles_by_id.get(evidence.nearest, "")
    rows.append(("time", time_apart(evidence.hours) + (f' from "{nearest_title}"' if nearest_title else "")))
    deciding = [signal for signal in evidence.signals if abs(signal.contribution) >= MIN_SHOWN_CONTRIBUTION]
    if deciding := deciding[:MAX_SHOWN_SIGNALS]:
        rows.append(("decided by", ", ".join(f"{signal.name} {signal.contribution:+.1f}" for signal in deciding)))
    rows.append(("probability", _probability_text(evidence, titles_by_id)))
    return rows + _refusal_rows(evidence, titles_by_id)


def _refusal_rows(evidence: Evidence, titles_by_id: Mapping[str, str]) -> list[tuple[str, str]]:
    """Say which thread with like words a story was kept from, because its headlines are about something else."""
    if not evidence.refused:
        return []
    title = titles_by_id.get(evidence.refused, evidence.refused)
    text = f'"{title}": like words, but headlines about another topic (probability {evidence.refused_probability:.2f})'
    return [("kept apart", text)]


def _probability_text(evidence: Evidence, titles_by_id: Mapping[str, str]) -> str:
    text = f"{evidence.probability:.2f}"
    if evidence.rules:
        text += f" (rules {evidence.rules})"
    if evidence.rival:
        rival = titles_by_id.get(evidence.rival, evidence.rival)
        text += f'; nearest other {evidence.kind}: "{rival}" {evidence.rival_probability:.2f}'
    return text


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
