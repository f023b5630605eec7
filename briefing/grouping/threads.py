"""Stories into threads: loose, over the whole history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefing.grouping.evidence import evidence
from briefing.grouping.group import Group, found
from briefing.grouping.index import Index
from briefing.grouping.judge import judge
from briefing.grouping.model import model
from briefing.grouping.rarity import Rarity
from briefing.model import Archive, Kind, Placement

CANDIDATES = 16


class Threads:
    """The threads of one batch over those of the archive."""

    def __init__(self, archive: Archive, rarity: Rarity) -> None:
        self.placements: list[Placement] = []
        self.absorbed: list[tuple[Kind, str, str]] = []
        self._index = Index("thread", archive, rarity)
        self._rarity = rarity
        self._model = model("thread")

    def place(self, story: Group) -> str:
        """Put a new story into the thread it fits best, or let it found one; return that thread's id."""
        vector = story.members[0]
        near = self._index.find(vector, None, CANDIDATES)
        verdicts = [judge(vector, group, self._model, self._rarity) for group in near]
        verdicts.sort(key=lambda verdict: (-verdict.logit, verdict.group.id))
        best = verdicts[0] if verdicts else None
        if best and best.logit > self._model.threshold:
            group = best.group
            group.add(vector)
            rival = next((v for v in verdicts if v.group is not group), None)
            why = evidence(vector, best, rival, self._model, self._rarity)
            self.placements.append(Placement(story.id, group.id, replace(why, subject=story.id)))
        else:
            group = found("thread", vector)
            self.placements.append(Placement(story.id, group.id))
        self._index.touch(group, vector)
        return group.id

    def changed(self) -> Iterable[Group]:
        """The threads that are new or grew."""
        return (self._index.groups[name] for name in self._index.touched)
