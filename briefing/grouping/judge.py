"""How well an article fits a story, or a story's first article a thread."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, log

from briefing.grouping.group import Group
from briefing.grouping.model import Model
from briefing.grouping.rarity import Rarity
from briefing.grouping.signals import (
    Ties,
    days_apart,
    opposed,
    pair_signals,
    same_scene,
    shared_ties,
    story_signals,
)
from briefing.grouping.vectors import Vector, cosine, likeness
from briefing.text.names import places

BEST, LOOKED_AT = 3, 8
"""How many members decide, and how many of a thread are compared closely."""
ONE_PAGE = 20.0
"""Hours within which fixed features of a publisher may be one."""
RECURRING = 2.5
"""Extra log-odds asked of fixed features, which look alike every day."""
OPPOSED = 5.0
"""Extra log-odds asked of titles made alike that name others."""
LEAST_SHARED, LEAST_MORE, LEAST_IN_LEADS = 6.0, 3.0, 8.0
"""What two articles of a thread share besides known places must weigh so much, and so much besides places of any kind
and the rarest coincidence, without leads and with them: a town, a person or one common word is no affair."""
THING = 6.0
"""Unless they share the name of a thing that is so rare."""
NEVER = 20.0
LEAST_IN_STORY, LONE = 6.0, 3.0
"""What two leads of a story share besides places and their rarest coincidence weighs so much, or that is taken off."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well an article fits a group: log-odds, the best member and the signals that decided."""

    group: Group
    logit: float
    nearest: Vector
    signals: tuple[float, ...]


def fits_story(vector: Vector, story: Group, model: Model, rarity: Rarity) -> Verdict:
    """An article against a story: the mean of the three members that fit best."""
    found: list[tuple[float, Vector, tuple[float, ...]]] = []
    for member in story.members:
        signals = story_signals(vector, member, rarity)
        logit = model.logit(signals) - doubt(vector, member)
        if logit > model.threshold and _lone(vector, member, rarity):
            logit -= LONE
        found.append((logit, member, signals))
    found.sort(key=lambda one: -one[0])
    top = found[:BEST]
    return Verdict(story, sum([one[0] for one in top]) / len(top), top[0][1], top[0][2])


def fits_thread(vector: Vector, thread: Group, pairs: Model, model: Model, rarity: Rarity) -> Verdict:
    """A story's first article against a thread: its nearest members and what the thread as a whole is about."""
    found: list[tuple[float, float, Vector]] = []
    for member in _nearest(vector, thread.members):
        ties = shared_ties(vector, member, rarity)
        logit = pairs.logit(pair_signals(vector, member, rarity, ties))
        found.append((logit, doubt(vector, member) + _hollow(vector, member, rarity, ties), member))
    found.sort(key=lambda one: one[1] - one[0])
    top = found[:BEST]
    signals = (
        sum([one[0] for one in top]) / len(top),
        likeness(vector.words, thread.words),
        likeness(vector.names, thread.names),
        days_apart(max(0.0, vector.hour - thread.last)),
        log(thread.size) / 4,
    )
    return Verdict(thread, model.logit(signals) - top[0][1], top[0][2], signals)


def _lone(a: Vector, b: Vector, rarity: Rarity) -> bool:
    """Whether two articles with leads share one name or word, and little else but places."""
    return a.has_lead and b.has_lead and sum(shared_ties(a, b, rarity).coincidences[1:]) < LEAST_IN_STORY


def _nearest(vector: Vector, members: list[Vector]) -> list[Vector]:
    """The members most like an article in all words, of those that are many."""
    if len(members) <= LOOKED_AT:
        return members
    return sorted(members, key=lambda member: -cosine(vector.words, member.words))[:LOOKED_AT]


def doubt(a: Vector, b: Vector) -> float:
    """What is taken off the log-odds of two articles because of the kind of their headlines."""
    forms = {a.features.form, b.features.form}
    if "generic" in forms:
        return RECURRING if a.has_lead and b.has_lead else NEVER
    if "recurring" in forms:
        same = a.features.publisher == b.features.publisher and abs(a.hour - b.hour) < ONE_PAGE
        return RECURRING if same else NEVER
    return OPPOSED if opposed(a, b) else 0.0


def _hollow(a: Vector, b: Vector, rarity: Rarity, ties: Ties) -> float:
    """What is taken off where a single coincidence, however rare, or only places speak for one affair."""
    if ties.thing > THING:
        return 0.0
    if fsum([rarity[term] for term in ties.words - places()]) < LEAST_SHARED:
        return OPPOSED
    if same_scene(a, b):
        return 0.0
    least = LEAST_IN_LEADS if a.has_lead and b.has_lead else LEAST_MORE
    return OPPOSED if sum(ties.coincidences[1:]) < least else 0.0
