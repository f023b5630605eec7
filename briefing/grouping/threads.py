"""Stories into threads: loose, over the whole history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import log

from briefing.grouping.corrections import Constraints
from briefing.grouping.evidence import evidence
from briefing.grouping.group import Group, found
from briefing.grouping.index import Index
from briefing.grouping.judge import Verdict, fits_thread
from briefing.grouping.lessons import as_signal, taught
from briefing.grouping.model import model, shifted
from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector, cosine, likeness, unit
from briefing.model.grouping import Archive, Placement

CANDIDATES, JUDGED = 16, 8
"""So many threads are found by rare words, and so many of them, the most like in all words, judged closely."""
CORE, VOICES = 6, 3
SMALL = 4
"""A story that grew is looked at again while its thread has no more stories than this."""
STRICTER, LARGER = 0.15, 0.3
"""Log-odds by the log of size: asked for joining two threads, and given to the larger of the threads that fit."""
SAME_NAMES, SAME_WORDS = 0.7, 0.4
"""Cosines of what two threads are about above which they are one affair."""
BRIDGE = 1.0
"""A story that fits a second thread nearly as well (in log-odds below the threshold) makes us compare the two."""


class Threads:
    """The threads of one batch over those of the archive."""

    def __init__(
        self,
        archive: Archive,
        rarity: Rarity,
        constraints: Constraints | None = None,
        shift: float = 0.0,
        ties: Mapping[str, float] | None = None,
    ) -> None:
        self.placements: list[Placement] = []
        self.near: dict[str, set[str]] = {}
        self.index = Index("thread", archive, rarity)
        self._rarity = rarity
        self._pairs, self._model = model("pair"), shifted(model("thread"), shift)
        self._constraints = constraints or Constraints()
        self._ties = ties or {}
        self._bridges: dict[tuple[str, str], None] = {}

    def place(self, story: Group) -> None:
        """Put a new story into the thread it fits best, or let it found one."""
        vectors = self._voices(story)
        verdicts = self._judge(story, vectors)
        best = verdicts[0] if verdicts else None
        if bond := self._bond(story, vectors[0]):
            self._join(story, vectors[0], bond, [one for one in verdicts if one.group is not bond.group])
        elif best and best.logit > self._model.threshold:
            self._join(story, vectors[0], best, verdicts[1:])
        else:
            thread = found("thread", vectors[0])
            story.thread = thread.id
            self.placements.append(Placement(story.id, thread.id))
            self._constraints.put("thread", story.id, thread.id)
            self.index.touch(thread, vectors[0])
        self._remember(story.thread, verdicts)

    def reconsider(self, story: Group) -> None:
        """Look again at a story that grew, if its thread is small: later reports may show where it belongs."""
        own = self.index.get(story.thread)
        if own is None or own.size > SMALL:
            return
        vectors = self._voices(story)
        verdicts = [verdict for verdict in self._judge(own, vectors) if verdict.group is not own]
        self._remember(own.id, verdicts)
        if own.size > 1:
            self._suspect(own, verdicts)
        elif verdicts and verdicts[0].logit > self._model.threshold:
            self._explain(story, vectors[0], verdicts[0], verdicts[1:])
            self._unite(own, verdicts[0].group)

    def look_again(self) -> None:
        """Join threads that stories of this batch stand between, if as wholes they agree; the older one stays."""
        for names in self._bridges:
            one, other = (self.index.current(name) for name in names)
            if one is not other and min(one.size, other.size) > 1 and not self._apart(one, other):
                self._unite(one, other)

    def bridge(self, one: str, other: str) -> None:
        """Have two threads compared when all stories of the batch are placed."""
        self._bridges[one, other] = None

    def _unite(self, one: Group, other: Group) -> None:
        if not self._constraints.allows("thread", one.id, other.id):
            return
        older, newer = sorted((one, other), key=lambda group: (group.first, group.id))
        older.take(newer)
        self.index.absorb(newer, older)
        self._constraints.put("thread", newer.id, older.id)

    def _join(self, story: Group, vector: Vector, best: Verdict, rivals: list[Verdict]) -> None:
        self._explain(story, vector, best, rivals)
        thread = best.group
        story.thread = thread.id
        thread.add(vector)
        self._constraints.put("thread", story.id, thread.id)
        self.index.touch(thread, vector)
        self._suspect(thread, rivals)

    def _remember(self, thread: str, verdicts: list[Verdict]) -> None:
        """Keep with which threads one was compared: of a large one among them it may be part."""
        self.near.setdefault(thread, set()).update([verdict.group.id for verdict in verdicts])

    def _suspect(self, thread: Group, rivals: list[Verdict]) -> None:
        near = (verdict.group.id for verdict in rivals if verdict.logit > self._model.threshold - BRIDGE)
        for name in near:
            self.bridge(thread.id, name)

    def _explain(self, story: Group, vector: Vector, best: Verdict, rivals: list[Verdict]) -> None:
        why = evidence(vector, best, rivals[0] if rivals else None, self._model, self._rarity)
        bonded = self._constraints.home("thread", story.id) == best.group.id
        corrected = self._constraints.since("thread", story.id) if bonded else None
        tie = as_signal(taught(self._ties, [vector], best.group.names))
        why = replace(why, subject=story.id, corrected=corrected, signals=(*why.signals, *tie))
        self.placements.append(Placement(story.id, best.group.id, why))

    def _voices(self, story: Group) -> list[Vector]:
        """The articles that speak for a story: its first, and its latest."""
        members = [*story.members[:1], *story.members[1:][1 - VOICES :]]
        return [Vector(member.features, self._rarity) for member in members]

    def _bond(self, story: Group, vector: Vector) -> Verdict | None:
        """The thread in which a person wants this story, however it fits."""
        name = self._constraints.home("thread", story.id)
        group = self.index.get(name) if name else None
        return fits_thread(vector, group, self._pairs, self._model, self._rarity) if group else None

    def _judge(self, child: Group, vectors: list[Vector]) -> list[Verdict]:
        """Threads by how well a story fits them: the mean of those that speak for it, each found by all of them."""
        found_near = {group.id: group for vector in vectors for group in self.index.find(vector, None, CANDIDATES)}
        near = list(found_near.values())
        near.sort(key=lambda group: (-sum([likeness(one.words, group.words) for one in vectors]), group.id))
        verdicts = []
        for group in near[:JUDGED]:
            each = [fits_thread(vector, group, self._pairs, self._model, self._rarity) for vector in vectors]
            mean = sum([one.logit for one in each]) / len(each)
            best = max(each, key=lambda one: one.logit)
            tie = taught(self._ties, vectors, group.names) if self._ties else 0.0
            verdicts.append(replace(best, logit=(best.logit + mean) / 2 + tie))
        verdicts.sort(key=self._preference)
        return self._constraints.allowed("thread", child.id, verdicts)

    def _preference(self, verdict: Verdict) -> tuple[bool, float, str]:
        """What fits goes first; among threads that fit, a small lead does not draw a story from its main affair."""
        fits = verdict.logit > self._model.threshold
        return not fits, -verdict.logit - (LARGER * log(verdict.group.size) if fits else 0.0), verdict.group.id

    def _apart(self, one: Group, other: Group) -> bool:
        """Whether the latest stories of two threads would not, on the average, fit the other thread.

        More is asked of large threads, lest an affair that fills the news swallow its neighbours, unless they are about
        the same as wholes: an affair that fills the news can begin in several places at once.
        """
        if (
            cosine(unit(one.names), unit(other.names)) > SAME_NAMES
            and cosine(unit(one.words), unit(other.words)) > SAME_WORDS
        ):
            return False
        logits = [
            fits_thread(member, there, self._pairs, self._model, self._rarity).logit
            for here, there in ((one, other), (other, one))
            for member in here.members[-CORE:]
        ]
        asked = self._model.together + STRICTER * log(min(one.size, other.size) / 2)
        return sum(logits) / len(logits) <= asked
