"""An article against a story, or a story's article against a thread: the mean of the three members that fit best."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.grouping.group import Group
from briefing.grouping.model import Model
from briefing.grouping.rarity import Rarity
from briefing.grouping.signals import story_signals, thread_signals
from briefing.grouping.vectors import Vector

BEST = 3
HOURS_OF_ONE_PAGE = 20.0
RECURRING = 2.5
"""Extra log-odds asked of fixed features, which look alike every day."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well an article fits a group: log-odds, the best member and the signals between the two."""

    group: Group
    logit: float
    nearest: Vector
    signals: tuple[float, ...]


def judge(vector: Vector, group: Group, model: Model, rarity: Rarity) -> Verdict:
    """Compare an article with every remembered member of a group."""
    signals_of = story_signals if group.kind == "story" else thread_signals
    verdicts: list[tuple[float, Vector, tuple[float, ...]]] = []
    for member in group.members:
        signals = signals_of(vector, member, rarity)
        logit = model.logit(signals) - doubt(vector, member)
        verdicts.append((logit, member, signals))
    verdicts.sort(key=lambda found: -found[0])
    top = verdicts[:BEST]
    mean = sum([found[0] for found in top]) / len(top)
    return Verdict(group, mean, top[0][1], top[0][2])


def doubt(a: Vector, b: Vector) -> float:
    """What is taken off the log-odds of two articles because of the kind of their headlines."""
    forms = {a.features.form, b.features.form}
    if "generic" in forms:
        return 20.0 if not (a.has_lead and b.has_lead) else RECURRING
    if "recurring" in forms:
        return RECURRING if abs(a.hour - b.hour) < HOURS_OF_ONE_PAGE else 20.0
    return 0.0
