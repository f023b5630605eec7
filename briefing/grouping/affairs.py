"""Finds the affair that a thread belongs to: the offensive at Kupiansk belongs to a war."""

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

MIN_AFFAIR_STORIES = 16
"""Minimum number of stories of an affair."""
MIN_SIZE_RATIO = 3
"""Minimum ratio of the stories of an affair to those of a thread that belongs to it."""
MAX_CORE_NAMES = 6
"""Number of heaviest names of an affair that identify it."""
MIN_CORE_NAMES = 2
"""Number of these that a thread must share."""
MIN_NAMED_HEADLINES = 0.5
"""Share of a thread's headlines that must contain the heaviest name of the affair."""
CORE_NAMES_SCALE = 4
"""Number of shared core names that gives the full signal."""
MAX_SILENCE_HOURS = 90 * 24.0
"""Hours between the latest stories of thread and affair after which they are no longer connected."""
INTERCEPT = -3.5
"""Log-odds before any signal. This and the weights below were set by hand on two weeks of news."""
SIMILARITY_WEIGHT = 4.0
"""Log-odds for the cosine of the name profiles."""
CORE_NAMES_WEIGHT = 2.0
"""Log-odds for the share of core names that the thread has."""
HEADLINES_WEIGHT = 1.5
"""Log-odds for the share of headlines that contain the heaviest name."""


@dataclass(frozen=True)
class AffairCandidate:
    """A large thread that other threads may belong to."""

    thread: Group

    @cached_property
    def name_vector(self) -> TermWeights:
        """Unit vector of its names."""
        return unit_vector(self.thread.name_weights)

    @cached_property
    def core_names(self) -> tuple[str, ...]:
        """The names that identify it, heaviest first."""
        return tuple(sorted(self.name_vector, key=lambda name: (-self.name_vector[name], name))[:MAX_CORE_NAMES])


def find_affairs(compared_threads: Mapping[str, Iterable[str]], index: CandidateIndex) -> tuple[Placement, ...]:
    """Find the affairs of threads.

    Args:
        compared_threads: For each thread, the threads that it was compared with.
        index: All threads involved.

    Returns:
        A placement for each thread that belongs to an affair.
    """
    compared: dict[str, set[str]] = {}
    for child, others in compared_threads.items():
        compared.setdefault(index.resolve(child).id, set()).update(index.resolve(other).id for other in others)
    affairs: dict[str, AffairCandidate] = {}
    placements = []
    for child, others in compared.items():
        thread = index.resolve(child)
        candidates = []
        for name in others - {child}:
            group = index.resolve(name)
            if _could_be_affair(group, thread):
                candidates.append(_affair_evidence(thread, affairs.setdefault(name, AffairCandidate(group))))
        best = max((one for one in candidates if one), key=lambda one: (one.probability, one.target), default=None)
        if best:
            placements.append(Placement(child, best.target, best))
    return tuple(placements)


def _could_be_affair(group: Group, thread: Group) -> bool:
    """Whether a thread is large and recent enough to be the affair of another."""
    return (
        group.size >= max(MIN_AFFAIR_STORIES, MIN_SIZE_RATIO * thread.size)
        and abs(thread.last_hour - group.last_hour) < MAX_SILENCE_HOURS
    )


def _affair_evidence(thread: Group, affair: AffairCandidate) -> Evidence | None:
    """The evidence that a thread belongs to an affair; None if it does not."""
    if not affair.core_names:
        return None
    members = thread.members
    uses = Counter(name for one in members for name in one.features.names | one.features.countries)
    heaviest = affair.core_names[0]
    named_share = sum(heaviest in one.title_names or heaviest in one.title_countries for one in members) / len(members)
    core = [name for name in affair.core_names if uses[name] and 3 * uses[name] >= len(members)]
    if len(core) < MIN_CORE_NAMES or named_share < MIN_NAMED_HEADLINES:
        return None
    values = (
        ("names of both", cosine_to_profile(affair.name_vector, thread.name_weights), SIMILARITY_WEIGHT),
        ("names of the affair held", min(CORE_NAMES_SCALE, len(core)) / CORE_NAMES_SCALE, CORE_NAMES_WEIGHT),
        ("headlines that name the affair", named_share, HEADLINES_WEIGHT),
    )
    logit = INTERCEPT + sum(value * weight for _, value, weight in values)
    if logit <= 0:
        return None
    nearest = max(members, key=lambda one: (len(one.features.names.intersection(core)), -one.published_hour))
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
