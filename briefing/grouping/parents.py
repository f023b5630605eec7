"""The larger affair that a thread is part of without being it: "Kupiansk offensive" under a war."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefing.grouping.evidence import spelled_out
from briefing.grouping.group import Group
from briefing.grouping.index import Index
from briefing.grouping.model import rules
from briefing.grouping.signals import probability
from briefing.grouping.vectors import Weights, likeness, unit
from briefing.model.grouping import Evidence, Placement, Signal

LARGE, TIMES = 16, 3
"""An affair has at least so many stories, and so many times those of its part."""
CORE = 6
"""So many of its heaviest names are what an affair is about."""
ASLEEP = 90 * 24.0
"""Hours of silence after which an affair takes nothing under itself."""
INTERCEPT, NAMES, HELD, TITLED = -3.5, 4.0, 2.0, 1.5
"""Log-odds, set by hand on a fortnight of news: likeness in names, names of the core held, headlines that name it."""


@dataclass(frozen=True)
class Affair:
    """A large thread as its parts see it."""

    thread: Group

    @cached_property
    def names(self) -> Weights:
        """Its names, of length one."""
        return unit(self.thread.names)

    @cached_property
    def core(self) -> tuple[str, ...]:
        """Its heaviest names, the heaviest first."""
        return tuple(sorted(self.names, key=lambda name: (-self.names[name], name))[:CORE])


def parents(near: Mapping[str, Iterable[str]], index: Index) -> tuple[Placement, ...]:
    """The affairs that threads are part of, as far as there is one; `near` are threads that each was compared with."""
    found: dict[str, set[str]] = {}
    for child, others in near.items():
        found.setdefault(index.current(child).id, set()).update(index.current(other).id for other in others)
    affairs: dict[str, Affair] = {}
    placed = []
    for child, others in found.items():
        thread = index.current(child)
        links = []
        for name in others - {child}:
            group = index.current(name)
            if group.size >= max(LARGE, TIMES * thread.size) and abs(thread.last - group.last) < ASLEEP:
                links.append(_link(thread, affairs.setdefault(name, Affair(group))))
        best = max((link for link in links if link), key=lambda link: (link.probability, link.target), default=None)
        if best:
            placed.append(Placement(child, best.target, best))
    return tuple(placed)


def _link(thread: Group, affair: Affair) -> Evidence | None:
    """Why a thread is part of an affair; None if it is not: what the affair is named by must be in its headlines."""
    if not affair.core:
        return None
    members = thread.members
    held = Counter(name for one in members for name in one.features.names | one.features.countries)
    titled = sum(affair.core[0] in one.subjects or affair.core[0] in one.lands for one in members) / len(members)
    core = [name for name in affair.core if held[name] and 3 * held[name] >= len(members)]
    if len(core) < 2 or titled < 0.5:
        return None
    alike = likeness(affair.names, thread.names)
    values = (("names of both", alike, NAMES), ("names of the affair held", min(4, len(core)) / 4, HELD),
              ("headlines that name the affair", titled, TITLED))  # fmt: skip
    logit = INTERCEPT + sum(value * weight for _, value, weight in values)
    if logit <= 0:
        return None
    nearest = max(members, key=lambda one: (len(core_of(one.features.names, core)), -one.hour))
    return Evidence(
        subject=thread.id,
        target=affair.thread.id,
        kind="thread",
        probability=round(probability(logit), 4),
        signals=tuple(Signal(name, round(value, 3), round(value * weight, 3)) for name, value, weight in values),
        names=tuple(spelled_out(name, nearest.features.spelled) for name in core),
        hours=round(max(0.0, thread.first - affair.thread.first), 2),
        nearest=nearest.features.id,
        rules=rules(),
    )


def core_of(names: Iterable[str], core: Iterable[str]) -> set[str]:
    """Those of an affair's names that an article has."""
    return set(names).intersection(core)
