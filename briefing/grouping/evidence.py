"""The reasons of a decision, kept with it."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.grouping.judge import Verdict
from briefing.grouping.model import Model, rules
from briefing.grouping.rarity import Rarity
from briefing.grouping.signals import probability
from briefing.grouping.vectors import Vector
from briefing.model.grouping import Evidence
from briefing.text.names import places

MOST = 6


def evidence(vector: Vector, best: Verdict, rival: Verdict | None, model: Model, rarity: Rarity) -> Evidence:
    """Why an article was put where it was: signals, what is shared with the nearest member, and the next best group."""
    a, b = vector.features, best.nearest.features
    runs = a.runs & b.runs
    covered = {word for run in runs for word in run.split()}
    names = [*sorted(runs), *_rarest((a.names & b.names) - covered, rarity)]
    terms = _rarest((vector.words.keys() & best.nearest.words.keys()) - a.names - covered, rarity)
    spelled = {**b.spelled, **a.spelled}
    return Evidence(
        subject=a.id,
        target=best.group.id,
        kind=best.group.kind,
        probability=_sure(best, model),
        signals=model.explain(best.signals) if best.signals else (),
        names=tuple(spelled_out(name, spelled) for name in names[:MOST]),
        terms=tuple(spelled.get(term, term) for term in terms[:MOST]),
        hours=round(abs(vector.hour - best.nearest.hour), 2),
        nearest=b.id,
        rival=rival.group.id if rival else "",
        rival_probability=_sure(rival, model) if rival else 0.0,
        rules=rules(),
    )


def _sure(verdict: Verdict, model: Model) -> float:
    """How sure the model is that it belongs there: what is above one half is joined."""
    return round(probability(verdict.logit - model.threshold), 4)


def spelled_out(name: str, spelled: Mapping[str, str]) -> str:
    """A name as a reader writes it: stems spelled out, with capitals ("united-states": United States)."""
    words = name.split()
    return " ".join(_spelled_out(word, spelled, alone=len(words) == 1) for word in words)


def _spelled_out(word: str, spelled: Mapping[str, str], *, alone: bool) -> str:
    if word in places():
        return word.replace("-", " ").title()
    word = spelled.get(word, word)
    return word.upper() if len(word) < 4 and alone else word.capitalize()


def _rarest(terms: set[str] | frozenset[str], rarity: Rarity) -> list[str]:
    return sorted(terms, key=lambda term: (-rarity[term], term))
