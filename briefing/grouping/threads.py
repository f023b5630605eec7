"""Stories into threads: loose, over the whole history."""

from __future__ import annotations

from dataclasses import replace

from briefing.grouping.evidence import evidence
from briefing.grouping.group import Group, found
from briefing.grouping.index import Index
from briefing.grouping.judge import Verdict, fits_thread
from briefing.grouping.model import model
from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector, likeness
from briefing.model import Archive, Placement

CANDIDATES, JUDGED = 24, 8
"""So many threads are found by rare words, and so many of them, the most like in all words, judged closely."""
CORE = 6
BRIDGE = 1.0
"""A story that fits a second thread nearly as well (in log-odds below the threshold) makes us compare the two."""


class Threads:
    """The threads of one batch over those of the archive."""

    def __init__(self, archive: Archive, rarity: Rarity) -> None:
        self.placements: list[Placement] = []
        self.index = Index("thread", archive, rarity)
        self._rarity = rarity
        self._pairs, self._model = model("pair"), model("thread")
        self._bridges: dict[tuple[str, str], None] = {}

    def place(self, story: Group) -> None:
        """Put a new story into the thread it fits best, or let it found one."""
        vector = Vector(story.members[0].features, self._rarity)
        verdicts = self._judge(vector)
        if verdicts and verdicts[0].logit > self._model.threshold:
            best, group = verdicts[0], verdicts[0].group
            why = evidence(vector, best, verdicts[1] if len(verdicts) > 1 else None, self._model, self._rarity)
            self.placements.append(Placement(story.id, group.id, replace(why, subject=story.id)))
            group.add(vector)
            near = (verdict.group.id for verdict in verdicts[1:] if verdict.logit > self._model.threshold - BRIDGE)
            self._bridges.update({(group.id, name): None for name in near})
        else:
            group = found("thread", vector)
            self.placements.append(Placement(story.id, group.id))
        self.index.touch(group, vector)

    def look_again(self) -> None:
        """Join threads that stories of this batch stand between, if as wholes they agree; the older one stays."""
        for names in self._bridges:
            one, other = (self.index.current(name) for name in names)
            if one is other or min(one.size, other.size) < 2 or self._apart(one, other):
                continue
            older, newer = sorted((one, other), key=lambda group: (group.first, group.id))
            older.take(newer)
            self.index.absorb(newer, older)

    def _judge(self, vector: Vector) -> list[Verdict]:
        near = self.index.find(vector, None, CANDIDATES)
        near.sort(key=lambda group: (-likeness(vector.words, group.words), group.id))
        verdicts = [fits_thread(vector, group, self._pairs, self._model, self._rarity) for group in near[:JUDGED]]
        verdicts.sort(key=lambda verdict: (-verdict.logit, verdict.group.id))
        return verdicts

    def _apart(self, one: Group, other: Group) -> bool:
        """Whether the latest stories of two threads would not, on the average, fit the other thread."""
        logits = [
            fits_thread(member, there, self._pairs, self._model, self._rarity).logit
            for here, there in ((one, other), (other, one))
            for member in here.members[-CORE:]
        ]
        return sum(logits) / len(logits) <= self._model.together
