"""The larger affair that a thread is part of without being it: "Kupiansk offensive" under a war."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefing.grouping.article_vectors import TermWeights, cosine_to_profile, unit_vector
from briefing.grouping.candidates import CandidateIndex
from briefing.grouping.classifier import rules_version
from briefing.grouping.evidence import display_name
from briefing.grouping.group import Group
from briefing.grouping.signals import sigmoid
from briefing.model.grouping import Evidence, Placement, Signal

MIN_AFFAIR_STORIES, MIN_SIZE_RATIO = 16, 3
"""An affair has at least so many stories, and so many times those of its part."""
MAX_CORE_NAMES = 6
"""So many of its heaviest names are what an affair is about."""
MAX_SILENCE_HOURS = 90 * 24.0
"""Hours of silence after which an affair takes nothing under itself."""
INTERCEPT, SIMILARITY_WEIGHT, CORE_NAMES_WEIGHT, HEADLINES_WEIGHT = -3.5, 4.0, 2.0, 1.5
"""Log-odds, set by hand on a fortnight of news: likeness in names, names of the core held, headlines that name it."""


@dataclass(frozen=True)
class AffairCandidate:
    """A large thread as its parts see it."""

    thread: Group

    @cached_property
    def name_vector(self) -> TermWeights:
        """Its names, of length one."""
        return unit_vector(self.thread.name_weights)

    @cached_property
    def core_names(self) -> tuple[str, ...]:
        """Its heaviest names, the heaviest first."""
        return tuple(sorted(self.name_vector, key=lambda name: (-self.name_vector[name], name))[:MAX_CORE_NAMES])


def find_affairs(compared_threads: Mapping[str, Iterable[str]], index: CandidateIndex) -> tuple[Placement, ...]:
    """The affairs that threads are part of, as far as there is one; `near` are threads that each was compared with."""
    found: dict[str, set[str]] = {}
    for child, others in compared_threads.items():
        found.setdefault(index.resolve(child).id, set()).update(index.resolve(other).id for other in others)
    affairs: dict[str, AffairCandidate] = {}
    placed = []
    for child, others in found.items():
        thread = index.resolve(child)
        links = []
        for name in others - {child}:
            group = index.resolve(name)
            if (
                group.size >= max(MIN_AFFAIR_STORIES, MIN_SIZE_RATIO * thread.size)
                and abs(thread.last_hour - group.last_hour) < MAX_SILENCE_HOURS
            ):
                links.append(_affair_evidence(thread, affairs.setdefault(name, AffairCandidate(group))))
        best = max((link for link in links if link), key=lambda link: (link.probability, link.target), default=None)
        if best:
            placed.append(Placement(child, best.target, best))
    return tuple(placed)


def _affair_evidence(thread: Group, affair: AffairCandidate) -> Evidence | None:
    """Why a thread is part of an affair; None if it is not: what the affair is named by must be in its headlines."""
    if not affair.core_names:
        return None
    members = thread.members
    held = Counter(name for one in members for name in one.features.names | one.features.countries)
    titled = sum(
        affair.core_names[0] in one.title_names or affair.core_names[0] in one.title_countries for one in members
    ) / len(members)
    core = [name for name in affair.core_names if held[name] and 3 * held[name] >= len(members)]
    if len(core) < 2 or titled < 0.5:
        return None
    alike = cosine_to_profile(affair.name_vector, thread.name_weights)
    values = (("names of both", alike, SIMILARITY_WEIGHT), ("names of the affair held", min(4, len(core)) / 4, CORE_NAMES_WEIGHT),
              ("headlines that name the affair", titled, HEADLINES_WEIGHT))  # fmt: skip
    logit = INTERCEPT + sum(value * weight for _, value, weight in values)
    if logit <= 0:
        return None
    nearest = max(members, key=lambda one: (len(shared_core_names(one.features.names, core)), -one.published_hour))
    return Evidence(
        subject=thread.id,
        target=affair.thread.id,
        kind="thread",
        probability=round(sigmoid(logit), 4),
        signals=tuple(Signal(name, round(value, 3), round(value * weight, 3)) for name, value, weight in values),
        names=tuple(display_name(name, nearest.features.spellings) for name in core),
        hours=round(max(0.0, thread.first_hour - affair.thread.first_hour), 2),
        nearest=nearest.features.id,
        rules=rules_version(),
    )


def shared_core_names(names: Iterable[str], core_names: Iterable[str]) -> set[str]:
    """Those of an affair's names that an article has."""
    return set(names).intersection(core_names)
