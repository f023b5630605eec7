"""Articles into stories: tight, hours to a few days."""

from __future__ import annotations

from dataclasses import replace

from briefing.grouping.corrections import Constraints
from briefing.grouping.drift import LEAST, Drift, drift
from briefing.grouping.evidence import evidence
from briefing.grouping.group import FIRST, LAST, Group, found, named
from briefing.grouping.index import Index
from briefing.grouping.judge import Verdict, fits_story
from briefing.grouping.model import model, shifted
from briefing.grouping.rarity import Rarity
from briefing.grouping.vectors import Vector
from briefing.model.grouping import Archive, Placement

WINDOW = 96.0
"""Hours of silence after which a story is closed."""
CANDIDATES = 14
SURE = 9.0
"""Log-odds of an article that stands at the very address of one in the story."""


class Stories:
    """The stories of one batch over those of the archive."""

    def __init__(
        self, archive: Archive, rarity: Rarity, constraints: Constraints | None = None, shift: float = 0.0
    ) -> None:
        self.placements: list[Placement] = []
        self.new: dict[str, Group] = {}
        self.grown: dict[str, Group] = {}
        self.index = Index("story", archive, rarity)
        self._rarity = rarity
        self._model = shifted(model("story"), shift)
        self._constraints = constraints or Constraints()
        self._by_url: dict[str, str] = {}
        self._grew: dict[str, list[Vector]] = {}

    def place(self, vector: Vector) -> None:
        """Put an article into the story it fits best, or let it found one."""
        verdicts = self._judge(vector)
        if same := self._at_same_address(vector):
            verdicts = [same, *(verdict for verdict in verdicts if verdict.group is not same.group)]
        verdicts = self._constraints.allowed("story", vector.features.id, verdicts)
        fitting = [verdict for verdict in verdicts if verdict.logit > self._model.threshold]
        bond = self._bond(vector)
        if bond:
            fitting = [bond, *(verdict for verdict in fitting if verdict.group is not bond.group)]
        if fitting:
            best, group = fitting[0], fitting[0].group
            rival = next((verdict for verdict in verdicts if verdict.group is not group), None)
            why = evidence(vector, best, rival, self._model, self._rarity)
            if bond:
                why = replace(why, corrected=self._constraints.since("story", vector.features.id))
            self.placements.append(Placement(vector.features.id, group.id, why))
            group.add(vector)
            self._constraints.put("story", vector.features.id, group.id)
            for other in fitting[1:]:
                self._look_again(group, other.group)
            group = self.index.current(group.id)
            self.grown[group.id] = group
            if group.size >= LEAST:
                self._grew.setdefault(group.id, [*group.members]).append(vector)
        else:
            group = self.new_story(vector)
        self.index.touch(group, vector)
        if vector.features.url:
            self._by_url.setdefault(vector.features.url, group.id)

    def new_story(self, vector: Vector) -> Group:
        """A story that an article founds."""
        group = found("story", vector)
        self.new[group.id] = group
        self.placements.append(Placement(vector.features.id, group.id))
        self._constraints.put("story", vector.features.id, group.id)
        return group

    def split_drifted(self) -> None:
        """Give what left a story a story of its own; what the story began with keeps its id."""
        grew: dict[str, list[Vector]] = {}
        for name, vectors in self._grew.items():
            grew.setdefault(self.index.current(name).id, []).extend(vectors)
        came: dict[str, set[str]] = {name: set() for name in grew}
        for place in self.placements:
            if (name := self.index.current(place.parent).id) in came:
                came[name].add(place.child)
        for name, vectors in grew.items():
            group = self.index.groups[name]
            known = {one.features.id: one for one in (*group.members, *vectors)}
            if any(self._constraints.concerns(id) for id in came[name]):
                continue
            told = sorted(known.values(), key=lambda one: (one.hour, one.features.id))
            found = drift(told, came[name], self._model, self._rarity)
            if found:
                self._part(group, told, found)
        self._grew.clear()

    def _part(self, group: Group, known: list[Vector], left: Drift) -> None:
        """Found a story of what left another, named by an article whose own story did not end in another before."""
        founder = next((one for one in left.articles if named("story", one.features.id) not in self.index.groups), None)
        if founder is None:
            return
        gone = {one.features.id for one in left.articles}
        stayed = [one for one in known if one.features.id not in gone]
        group.size -= len(gone)
        group.first, group.last = stayed[0].hour, stayed[-1].hour
        group.hold([*stayed[:FIRST], *stayed[FIRST:][-LAST["story"] :]])
        other = found("story", founder)
        for one in left.articles:
            if one is not founder:
                other.add(one)
        self.new[other.id] = other
        links = {}
        for one, here, there in zip(left.articles, left.here, left.there, strict=True):
            self.index.touch(other, one)
            why = evidence(one, replace(here, group=other), replace(there, group=group), self._model, self._rarity)
            links[one.features.id] = Placement(one.features.id, other.id, why)
        links[founder.features.id] = Placement(founder.features.id, other.id)
        self.placements = [links.get(place.child, place) for place in self.placements]

    def _judge(self, vector: Vector) -> list[Verdict]:
        near = self.index.find(vector, vector.hour - WINDOW, CANDIDATES)
        verdicts = [fits_story(vector, group, self._model, self._rarity) for group in near]
        verdicts.sort(key=lambda verdict: (-verdict.logit, verdict.group.id))
        return verdicts

    def _bond(self, vector: Vector) -> Verdict | None:
        """The story in which a person wants this article, however it fits."""
        name = self._constraints.home("story", vector.features.id)
        group = self.index.get(name) if name else None
        return fits_story(vector, group, self._model, self._rarity) if group else None

    def _at_same_address(self, vector: Vector) -> Verdict | None:
        name = self._by_url.get(vector.features.url)
        if name is None:
            return None
        group = self.index.current(name)
        return Verdict(group, SURE, group.members[-1], ())

    def _look_again(self, group: Group, rival: Group) -> None:
        """Join two stories that an article fits alike, if their own articles fit each other; the older one stays.

        Only stories of this batch end in another: older ones have threads, and a reader knows them.
        """
        one, other = self.index.current(group.id), self.index.current(rival.id)
        older, newer = sorted((one, other), key=lambda story: (story.id in self.new, story.first, story.id))
        if one is other or newer.id not in self.new or not self._constraints.allows("story", newer.id, older.id):
            return
        logits = [fits_story(member, older, self._model, self._rarity).logit for member in newer.members]
        if sum(logits) / len(logits) > self._model.together:
            older.take(newer)
            del self.new[newer.id]
            self.index.absorb(newer, older)
            self._constraints.put("story", newer.id, older.id)


def settled(placements: list[Placement], index: Index) -> tuple[Placement, ...]:
    """The same placements, with groups that ended in another replaced by that; a group is no rival of itself."""
    found_again = []
    for placement in placements:
        parent = index.current(placement.parent).id
        why = placement.evidence
        if why:
            rival = index.current(why.rival).id if why.rival else ""
            why = replace(why, target=parent, rival=rival)
            if rival == parent:
                why = replace(why, rival="", rival_probability=0.0)
        found_again.append(replace(placement, parent=parent, evidence=why))
    return tuple(found_again)
