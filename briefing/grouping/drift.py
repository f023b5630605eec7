"""A second look at stories that grew: what came later may tell of something else than what they began with.

Each article joined those most like it, so a chain of small steps can lead from one happening to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.grouping.group import FIRST, Group
from briefing.grouping.judge import Verdict, fits_story
from briefing.grouping.model import Model
from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector

LEAST, APART = 6, 3
"""A story is looked at again when it has so many articles, and split when so many of them stand apart."""
MOST = 60
"""Of longer stories only so many of the latest articles are looked at."""
MARGIN = 1.0
"""Log-odds below the threshold at which articles do not belong to what a story began with."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Articles that left a story, oldest first, with how well each fits the others of them and the story it was in."""

    articles: tuple[Vector, ...]
    here: tuple[Verdict, ...]
    there: tuple[Verdict, ...]


def drift(members: Sequence[Vector], movable: set[str], model: Model, rarity: Rarity) -> Drift | None:
    """What left a story whose articles, oldest first, are `members`; only `movable` ones can."""
    if len(members) < LEAST:
        return None
    members = [*members[:FIRST], *members[FIRST:][-MOST:]]
    core = members[:FIRST]
    left = [one for one in members[FIRST:] if one.features.id in movable and _fit(one, core, model, rarity) < -MARGIN]
    if len(left) < APART:
        return None
    stayed = [one for one in members if one not in left]
    for _ in range(2):  # those in between go where they fit better
        left = [
            one for one in members[FIRST:] if one.features.id in movable and _leaves(one, left, stayed, model, rarity)
        ]
        stayed = [one for one in members if one not in left]
        if len(left) < APART:
            return None
    here = [_verdict(one, [other for other in left if other is not one], model, rarity) for one in left]
    there = [_verdict(one, stayed, model, rarity) for one in left]
    inside = sum([one.logit for one in here]) / len(here)
    across = sum([_fit(one, core, model, rarity) for one in left]) / len(left)
    outside = sum([one.logit for one in there]) / len(there)
    if inside < model.together or across > -MARGIN or outside > model.threshold:
        return None
    return Drift(tuple(left), tuple(here), tuple(there))


def _leaves(one: Vector, left: Sequence[Vector], stayed: Sequence[Vector], model: Model, rarity: Rarity) -> bool:
    others = [other for other in left if other is not one]
    rest = [other for other in stayed if other is not one]
    return bool(others) and _fit(one, others, model, rarity) > _fit(one, rest, model, rarity)


def _fit(one: Vector, members: Sequence[Vector], model: Model, rarity: Rarity) -> float:
    """How well an article fits some others, in log-odds above the threshold."""
    return _verdict(one, members, model, rarity).logit - model.threshold


def _verdict(one: Vector, members: Sequence[Vector], model: Model, rarity: Rarity) -> Verdict:
    group = Group("", "story", members[0].hour, members[-1].hour)
    group.hold(members)
    return fits_story(one, group, model, rarity)
