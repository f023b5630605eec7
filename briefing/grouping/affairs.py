"""Finds the affair that a thread belongs to: the offensive at Kupiansk belongs to a war.

An affair is a large thread; the smaller threads that a trained model takes for parts of it nest under it, and so do
threads of any size whose headlines share a rare name with a larger one, which is then their affair. A part is always
compared with the affair itself, never with another part alone, so no chain of parts can grow into an affair of
everything. Here the larger of two has more stories. Where a part has more articles than its affair, the store lets
the two change places, and they are compared as they are stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log

from briefing.grouping.affair_comparer import MIN_AFFAIR_STORIES, AffairComparer
from briefing.grouping.candidates import CandidateIndex
from briefing.grouping.classifier import load_classifier, rules_version
from briefing.grouping.evidence import display_name
from briefing.grouping.group import Group
from briefing.grouping.idf import Idf
from briefing.grouping.signals import sigmoid
from briefing.model.grouping import Archive, Evidence, Placement

STAY_MARGIN = 1.0
"""Log-odds below the threshold down to which a part stays in its affair, so that it does not come and go."""
HEADLINE_NAME_LOGIT = 1.2
"""Log-odds above the threshold of two threads whose headlines share a rare name: of 17 pairs read in feeds of three
years, 13 were of one affair."""
MAX_SHOWN_NAMES = 6
"""Number of shared names that the evidence lists."""


@dataclass(frozen=True, slots=True)
class _Match:
    """How well a thread fits a larger one, its affair.

    Attributes:
        signal_values: Of the model, if it alone decides; () of threads whose headlines share a rare name, and of those
            that fit a part of an affair.
    """

    part: Group
    affair: Group
    logit: float
    signal_values: tuple[float, ...] = ()


def find_affairs(
    compared_threads: Mapping[str, Iterable[str]], index: CandidateIndex, archive: Archive, idf: Idf
) -> tuple[Placement, ...]:
    """Find the affairs of threads.

    Args:
        compared_threads: For each thread of a batch, the threads that it was compared with.
        index: All threads involved.
        archive: Knows the affairs that threads are part of by now.
        idf: The rarity of terms.

    Returns:
        A placement for each thread that belongs to another affair than by now, or to none: then in "".
    """
    return tuple(_AffairFinder(compared_threads, index, archive, idf).placements())


class _AffairFinder:
    """Finds the affairs of the threads of one batch."""

    def __init__(
        self, compared_threads: Mapping[str, Iterable[str]], index: CandidateIndex, archive: Archive, idf: Idf
    ) -> None:
        self._classifier = load_classifier("affair")
        self._index = index
        self._compared: dict[str, set[str]] = {}
        for thread, others in compared_threads.items():
            own = self._compared.setdefault(index.resolve_id(thread), set())
            own.update(index.resolve_id(other) for other in others)
        known = {thread for own, others in self._compared.items() for thread in (own, *others)}
        self._affair_of = {
            thread: affair.id
            for thread, stored_affair in archive.affairs(sorted(known)).items()
            if (affair := index.get(stored_affair)) and affair.id != thread
        }
        self._decided = archive.decided_affairs(sorted({*known, *self._affair_of.values()}))
        self._comparer = AffairComparer(idf, archive.frequencies)

    def placements(self) -> Iterator[Placement]:
        """Yield a placement for each thread that belongs to another affair than by now, large threads first."""
        candidates: dict[str, set[str]] = {}
        orders: dict[str, tuple[int, float, str]] = {}  # the threads themselves would take much memory
        for one, other in self._pairs():
            candidates.setdefault(one.id, set()).add(other.id)
            orders[one.id] = size_order(one)
        for part in sorted(orders, key=lambda thread_id: orders[thread_id], reverse=True):
            self._index.free_unused()
            thread = self._index.groups[part]
            if thread.id in self._decided:
                continue
            former = self._affair_of.get(thread.id)
            whole = {other for other in candidates[thread.id] if other not in self._affair_of}
            matches = [self._match(thread, self._index.groups[other]) for other in sorted(whole)]
            parts = candidates[thread.id] - whole
            matches += [self._match_beside(thread, self._index.groups[other]) for other in sorted(parts)]
            if former and (former not in whole or self._stays(matches, former)):
                continue  # not in `whole`: not compared this time, so nothing speaks against it
            fitting = [match for match in matches if match and self._fits(match)]
            if best := max(fitting, key=_choice_order, default=None):
                self._affair_of[thread.id] = best.affair.id
                yield _placement_of(best)
            elif former:
                del self._affair_of[thread.id]
                yield Placement(thread.id, "")

    def _pairs(self) -> Iterator[tuple[Group, Group]]:
        """Yield pairs of threads: those compared, and each with the affair of the other.

        The smaller is the first of them, unless it is the affair of the other by now: then the part is first.
        Pairs of which the larger is too small for an affair are left out, unless their headlines share a rare name.
        """
        for own, others in self._compared.items():
            self._index.free_unused()
            affairs = {self._affair_of[one] for one in (own, *others) if one in self._affair_of}
            for other_id in sorted(others | affairs):
                if (other := self._index.get(other_id)) and other.id != own:
                    smaller, larger = sorted((self._index.groups[own], other), key=size_order)
                    if self._is_part_of(larger, smaller):
                        smaller, larger = larger, smaller
                    if larger.size >= MIN_AFFAIR_STORIES or self._agree_by_headline_name(smaller, larger):
                        yield smaller, larger

    def _stays(self, matches: list[_Match | None], former: str) -> bool:
        """Whether a thread still fits the affair that it is part of."""
        minimum = self._classifier.threshold - STAY_MARGIN
        return any(
            match.logit > minimum and not self._comparer.is_false_link(match.part, match.affair, stays=True)
            for match in matches
            if match and match.affair.id == former
        )

    def _fits(self, match: _Match) -> bool:
        """Whether a thread becomes part of an affair."""
        return match.logit > self._classifier.threshold and not self._comparer.is_false_link(match.part, match.affair)

    def _match(self, part: Group, affair: Group) -> _Match | None:
        """Compare a thread with a larger one; None if that cannot be its affair."""
        values = self._comparer.signals(part, affair, stays=self._is_part_of(part, affair))
        if values and (logit := self._classifier.logit(values)) > self._classifier.threshold:
            return _Match(part, affair, logit, values)
        if self._agree_by_headline_name(part, affair):
            return _Match(part, affair, self._classifier.threshold + HEADLINE_NAME_LOGIT)
        return _Match(part, affair, logit, values) if values else None

    def _agree_by_headline_name(self, part: Group, affair: Group) -> bool:
        return self._comparer.agree_by_headline_name(part, affair, stays=self._is_part_of(part, affair))

    def _is_part_of(self, part: Group, affair: Group) -> bool:
        return self._affair_of.get(part.id) == affair.id

    def _match_beside(self, thread: Group, part: Group) -> _Match | None:
        """Compare a thread with a part of an affair and with the affair itself; None if that cannot be its affair."""
        affair = self._index.get(top_affair(part.id, self._affair_of))
        if affair is None or affair.id == thread.id or size_order(affair) < size_order(thread):
            return None
        near, values = self._match(thread, part), self._comparer.signals(thread, affair)
        if not near or not values:
            return None
        far_logit = self._classifier.logit(values)
        if far_logit <= self._classifier.threshold - STAY_MARGIN:
            return None  # it would not stay there
        return _Match(thread, affair, (near.logit + far_logit) / 2)


def top_affair(thread: str, affairs: Mapping[str, str]) -> str:
    """Return the affair that a thread is part of, directly or through others; the thread itself if it is part of none.

    Args:
        thread: The id of the thread.
        affairs: The affair of each thread that is part of one; a damaged store may have circles.
    """
    seen: set[str] = set()
    while thread in affairs and thread not in seen:
        seen.add(thread)
        thread = affairs[thread]
    return thread


def size_order(thread: Group) -> tuple[int, float, str]:
    """The key that sorts small threads before large ones; of two equal ones the older is the larger."""
    return thread.size, -thread.first_hour, thread.id


def _choice_order(match: _Match) -> tuple[float, str]:
    """The key by which the best of several affairs is the last: a larger affair has more parts."""
    return match.logit + log(match.affair.size), match.affair.id


def _placement_of(match: _Match) -> Placement:
    """The placement of a thread in its affair, with the evidence."""
    part, affair = match.part, match.affair
    classifier = load_classifier("affair")
    shared = {name: weight * affair.name_weights.get(name, 0.0) for name, weight in part.name_weights.items()}
    names = [name for name in sorted(shared, key=lambda name: (-shared[name], name)) if shared[name]]
    names = names[:MAX_SHOWN_NAMES]
    nearest = max(part.members, key=lambda one: (len(one.features.names.intersection(names)), -one.published_hour))
    evidence = Evidence(
        subject=part.id,
        target=affair.id,
        kind="thread",
        probability=round(sigmoid(match.logit - classifier.threshold), 4),
        signals=classifier.contributions(match.signal_values) if match.signal_values else (),
        names=tuple(display_name(name, nearest.features.spellings) for name in names),
        hours=round(max(0.0, part.first_hour - affair.first_hour), 2),
        nearest=nearest.features.id,
        rules=rules_version(),
    )
    return Placement(part.id, affair.id, evidence)
