"""Articles into stories: tight, hours to a few days."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.grouping.evidence import evidence
from briefing.grouping.group import Group, found
from briefing.grouping.index import Index
from briefing.grouping.judge import Verdict, judge
from briefing.grouping.model import model
from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector
from briefing.model import Archive, Kind, Placement

WINDOW = 96.0
"""Hours of silence after which a story is closed."""
CANDIDATES = 14


class Stories:
    """The stories of one batch over those of the archive."""

    def __init__(self, archive: Archive, rarity: Rarity) -> None:
        self.placements: list[Placement] = []
        self.absorbed: list[tuple[Kind, str, str]] = []
        self.new: list[Group] = []
        self._index = Index("story", archive, rarity)
        self._rarity = rarity
        self._model = model("story")
        self._by_url: dict[str, str] = {}

    def place(self, vector: Vector) -> None:
        """Put an article into the story it fits best, or let it found one."""
        verdicts = self._judge(vector)
        best = verdicts[0] if verdicts else None
        same = self._index.groups.get(self._by_url.get(vector.features.url, ""))
        if same is not None and (best is None or best.group is not same):
            best = Verdict(same, 9.0, same.members[-1], ())
        if best and best.logit > self._model.threshold:
            best.group.add(vector)
            group = best.group
            rival = next((v for v in verdicts if v.group is not group), None)
            self.placements.append(
                Placement(vector.features.id, group.id, evidence(vector, best, rival, self._model, self._rarity))
            )
        else:
            group = found("story", vector)
            self.new.append(group)
            self.placements.append(Placement(vector.features.id, group.id))
        self._index.touch(group, vector)
        if vector.features.url:
            self._by_url.setdefault(vector.features.url, group.id)

    def changed(self) -> Iterable[Group]:
        """The stories that are new or grew."""
        return (self._index.groups[name] for name in self._index.touched)

    def _judge(self, vector: Vector) -> list[Verdict]:
        near = self._index.find(vector, vector.hour - WINDOW, CANDIDATES)
        verdicts = [judge(vector, group, self._model, self._rarity) for group in near if group.members]
        verdicts.sort(key=lambda verdict: (-verdict.logit, verdict.group.id))
        return verdicts
