"""Whether events in similar words are one happening: what kind it is, and how much of one event another one holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from briefing.text.words import stem, tokenize
from briefing.writing.timeline.happening_kinds import kinds_by_stem
from briefing.writing.timeline.reports import Report

MIN_KIND_SHARE = 0.34
"""Share of an event's headlines that must name the same kind of happening."""
MANY_REPORTS = 4
"""Number of reports of an event from which on a term counts as its own only if two of them use it."""

ANSWERS = frozenset({"refusal", "approval", "signing", "sale"})
"""Kinds of happenings that end an offer; they are reported in the words of the offer, so likeness says nothing."""

OUTCOMES = frozenset({"arrest", "charge", "lawsuit", "resignation", "sentence"})
"""Kinds of happenings that follow from a death, and from each other, reported in the words of what they follow from:
"four officers fired after man dies"."""

_SCORE = re.compile(r"(?<![\w.-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\w.-])")

MAX_CACHED = 4096
"""Headlines whose kinds are remembered: those of one refresh."""
_FIREARM = (
    r"(?:artillery|bullets?|drones?|flares?|(?:tear|pepper) gas|guns?|missiles?|mortars?|projectiles?|rockets?|rounds"
    r"|shells|shots|(?:a|one|single|fatal|warning) shot|torpedo(?:es)?)"
)
_BEFORE_REASON = r"(?:(?!(?:after|amid|as|because|by|during|following|for|in|over(?! \d)|when|while)\b)[^\s,;:]+ ){0,4}"
_SHOOTING = re.compile(
    rf"\b{_FIREARM} (?:(?:are|been|being|had|has|have|is|was|were) ){{0,2}}fired\b"
    rf"|\bfired {_BEFORE_REASON}{_FIREARM}\b",
    re.IGNORECASE,
)
"""Matches "fired" of weapons, not of people for a reason that names one: "fired over drone video"."""
_FIRED = re.compile(r"(?<![\w-])fired\b(?! (?:at|back|from|into|on|towards?|up|upon)\b)", re.IGNORECASE)
"""Matches "fired" of people, in a headline without `_SHOOTING`: its stem is that of a fire."""
_DISMISSED = re.compile(
    r"^(?!.*\b(?:appeal|case|charges?|claims?|complaint|lawsuit|suit)\b)"
    r"(.*\b(?:ambassador|boss|chief|coach|commander|doctor|employee|guard|manager|minister|nurse|officer|official"
    r"|soldier|teacher|worker)s? (?:(?:are|been|has|have|is|was|were) ){0,2})"
    r"dismissed (?=(?:after|for(?! \d)|from|over)\b)",
    re.IGNORECASE,
)
"""Matches "dismissed" of people by those who employ them, not of cases and batters."""
_DEATH_SENTENCE = re.compile(r"\bdeath (?:penalty|row|sentences?)\b", re.IGNORECASE)
_REACHED = re.compile(
    r"\b(?:reach(?:es|ed)?|into)\s(?:(?!into\b|and\b)[\w’'-]+\s){0,4}?(quarter|semi|final)", re.IGNORECASE
)


def kind_of(reports: Sequence[Report]) -> str:
    """Return the kind of happening that most headlines name: "arrest", "death", ...; "" if too few name one."""
    counts = Counter(kind for kind in map(_kind_of_headline, reports) if kind)
    if not counts:
        return ""
    kind = max(sorted(counts), key=lambda kind: counts[kind])
    return kind if counts[kind] >= MIN_KIND_SHARE * len(reports) else ""


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


def are_offer_and_answer(kind: str, other_kind: str) -> bool:
    """Whether of two kinds of happenings one is an offer, and the other what ended it."""
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
    """The kinds of happenings that enough headlines name, in whatever place."""
    named = (set(kinds_named(report.headline.text, report.article.lang)) for report in reports)
    counts = Counter(kind for kinds in named for kind in kinds)
    return frozenset(kind for kind, count in counts.items() if count >= MIN_KIND_SHARE * len(reports))


def _kind_of_headline(report: Report) -> str:
    """The kind that the first such word names, after a label ("Death of Sara: ...") if one follows.

    It is the verb of the main clause most often.
    """
    return next(iter(kinds_named(report.headline.text, report.article.lang)), "")


@lru_cache(maxsize=MAX_CACHED)
def kinds_named(headline: str, lang: str) -> tuple[str, ...]:
    """Return the kinds that words of a headline name, in their order, those of its label last."""
    text = _DEATH_SENTENCE.sub("sentence", headline)
    text = text if _SHOOTING.search(text) else _FIRED.sub("sacked", text)
    text = _DISMISSED.sub(r"\1sacked ", text)
    label, _, rest = text.rpartition(": ")
    stems = [stem(word, lang) for part in (rest, label) for word in tokenize(part)]
    return tuple(kind for term in stems if (kind := kinds_by_stem().get(term)))


def vocabulary(reports: Sequence[Report]) -> frozenset[str]:
    """Return the terms of an event's headlines and openings."""
    counts = Counter(term for r in reports for term in r.headline.terms | r.headline.lead_terms)
    least = 2 if len(reports) >= MANY_REPORTS else 1
    return frozenset(term for term, count in counts.items() if count >= least)


def weighted_share(report: Report, terms: frozenset[str]) -> float:
    """Return the share of a headline's terms, weighted by rarity, that are among some terms."""
    weights = {term: report.vector.get(term, 0.0) for term in sorted(report.headline.terms)}
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in terms) / total if total else 0.0


def mean_share(reports: Sequence[Report], terms: frozenset[str]) -> float:
    """Return the mean share of the headlines of reports, weighted by rarity, that terms of another event hold."""
    return sum(weighted_share(report, terms) for report in reports) / len(reports)
