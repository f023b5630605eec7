"""Evidence in words that a reader of news understands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from briefing.grouping.features import event_kinds_of
from briefing.model.grouping import Evidence
from briefing.text.words import stem


def explanation_rows(evidence: Evidence, titles_by_id: Mapping[str, str]) -> list[tuple[str, str]]:
    """Rows of a label and words: what is shared, the time between, the probability and the nearest rival.

    `titles` names articles, stories and threads by their ids; what it lacks is left out or called by its id.
    """
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
    near = titles_by_id.get(evidence.nearest, "")
    rows.append(("time", time_apart(evidence.hours) + (f' from "{near}"' if near else "")))
    if weighty := [s for s in evidence.signals if abs(s.contribution) >= 0.5][:4]:
        rows.append(("decided by", ", ".join(f"{s.name} {s.contribution:+.1f}" for s in weighty)))
    words = f"{evidence.probability:.2f} (rules {evidence.rules})" if evidence.rules else f"{evidence.probability:.2f}"
    if evidence.rival:
        rival = titles_by_id.get(evidence.rival, evidence.rival)
        words += f'; nearest other {evidence.kind}: "{rival}" {evidence.rival_probability:.2f}'
    rows.append(("probability", words))
    return rows


def _local_date(moment: datetime) -> str:
    """A local day as a person writes it: "3 Dec 2024"."""
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y}"


def time_apart(hours: float) -> str:
    """A length of time in words: "38 minutes apart", "3 hours apart", "12 days apart", "7 months apart"."""
    for least, unit, size in (
        (60 * 24, "month", 30.4 * 24),
        (48, "day", 24),
        (1.5, "hour", 1),
        (0.01, "minute", 1 / 60),
    ):
        if hours >= least:
            number = max(1, round(hours / size))
            return f"{number} {unit}{'s' if number > 1 else ''} apart"
    return "at the same time"
