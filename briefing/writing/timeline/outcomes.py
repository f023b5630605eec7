"""Whether one event is what another one led to: an offer and its answer, a death and an arrest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.writing.timeline.event_kinds import kinds_named
from briefing.writing.timeline.reports import Report

MIN_KIND_SHARE = 0.34
"""Share of an event's headlines that must name the same kind."""

ANSWERS = frozenset({"refusal", "approval", "signing", "sale"})
"""Kinds of events that end an offer; they are reported in the words of the offer, so likeness says nothing."""

OUTCOMES = frozenset({"arrest", "charge", "lawsuit", "resignation", "sentence"})
"""Kinds of events that follow from a death, and from each other, reported in the words of what they follow from:
"four officers fired after man dies"."""


def kind_of(reports: Sequence[Report]) -> str:
    """Return the kind of event that most headlines name: "arrest", "death", ...; "" if too few name one."""
    counts = Counter(kind for kind in map(_kind_of_headline, reports) if kind)
    if not counts:
        return ""
    kind = max(sorted(counts), key=lambda kind: counts[kind])
    return kind if counts[kind] >= MIN_KIND_SHARE * len(reports) else ""


def are_offer_and_answer(kind: str, other_kind: str) -> bool:
    """Return whether of two kinds of events one is an offer, and the other what ended it."""
    kinds = {kind, other_kind}
    return "offer" in kinds and bool(kinds & ANSWERS)


def is_outcome(report: Report, other: Report, *, is_same_day: bool) -> bool:
    """Whether one of two headlines names what followed from what the other one names: a death, then dismissals."""
    kinds = (_kind_of_headline(report), _kind_of_headline(other))
    return are_cause_and_outcome((report,), (other,), kinds, is_same_day=is_same_day)


def are_cause_and_outcome(
    reports: Sequence[Report], others: Sequence[Report], kinds_of_both: tuple[str, str], *, is_same_day: bool
) -> bool:
    """Whether one of two events is what followed from the other one: a death, then an arrest, then a charge.

    On one day only what follows from a death counts: an arrest and a charge can be one report. Events whose headlines
    both name both count as one: "three killed, gunman arrested".

    Args:
        reports: The reports of one event.
        others: Those of the other one.
        kinds_of_both: Their kinds by `kind_of`, which callers that compare many pairs know.
        is_same_day: Whether both are of one day.
    """
    kinds = set(kinds_of_both)
    outcomes = kinds & OUTCOMES
    follows = (len(outcomes) == 2 and not is_same_day) or (len(outcomes) == 1 and "death" in kinds)
    return follows and not (kinds <= _all_kinds_of(reports) and kinds <= _all_kinds_of(others))


def _all_kinds_of(reports: Sequence[Report]) -> frozenset[str]:
    """The kinds of events that enough headlines name, in whatever place."""
    named = (set(kinds_named(report.headline.text, report.article.lang)) for report in reports)
    counts = Counter(kind for kinds in named for kind in kinds)
    return frozenset(kind for kind, count in counts.items() if count >= MIN_KIND_SHARE * len(reports))


def _kind_of_headline(report: Report) -> str:
    """The kind that the first such word names, after a label ("Death of Sara: ...") if one follows.

    It is the verb of the main clause most often.
    """
    return next(iter(kinds_named(report.headline.text, report.article.lang)), "")
