"""Grouping everything anew with the rules of today; what was there before only lends its ids.

What is decided depends on the articles and the corrections alone, so that regrouping twice changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.grouping.acts import new_id
from briefing.grouping.corrections import Constraints
from briefing.grouping.features import Features, features
from briefing.grouping.group import Group, profile
from briefing.grouping.parents import parents
from briefing.grouping.pipe import Nothing
from briefing.grouping.plan import decide
from briefing.grouping.rarity import THREAD_TRUST, Rarity
from briefing.grouping.rebuild import story_group, thread_group
from briefing.grouping.stories import Stories, settled
from briefing.grouping.threads import Threads
from briefing.grouping.vectors import Vector
from briefing.model.articles import Article
from briefing.model.grouping import Corrections, Evidence, Kind, Placement, Plan, Profile, Regrouping

Homes = Mapping[str, tuple[str, str]]
KEPT = "="
"""Stands before the ids of what stays, while new ids are given out."""


def regroup(
    articles: Sequence[Article],
    before: Homes,
    corrections: Corrections,
    since: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Regrouping:
    """Group all articles anew; `before` tells the story and thread of those that have one.

    Articles published before `since` stay where they are, and no two of their threads become one.
    """
    ordered = sorted(articles, key=lambda article: (article.published, article.id))
    stay = {article.id for article in ordered if since and article.published < since and article.id in before}
    read = [features(article) for article in ordered]
    counts = Counter(term for one in read for term in one.terms)
    stories, threads, rarity = _begin(read, stay, before, corrections, Rarity(counts, len(read)), counts)
    decide([one for one in read if one.id not in stay], stories, threads, rarity, progress)
    return _Result(before, stay, stories, threads).regrouping(read, rarity, counts)


def _begin(
    read: Sequence[Features],
    stay: set[str],
    before: Homes,
    corrections: Corrections,
    rarity: Rarity,
    counts: Mapping[str, int],
) -> tuple[Stories, Threads, Rarity]:
    """Stories and threads as they are made of the articles that stay."""
    homes = {id: (KEPT + before[id][0], KEPT + before[id][1]) for id in stay}
    constraints = Constraints(replace(corrections, homes=homes), frozenset(thread for _, thread in homes.values()))
    thread_rarity = Rarity(counts, len(read), THREAD_TRUST)
    shifts = corrections.shifts
    stories = Stories(Nothing(), rarity, constraints, shifts.get("story", 0.0))
    threads = Threads(Nothing(), thread_rarity, constraints, shifts.get("thread", 0.0), corrections.ties)
    groups: list[Group] = []
    told: dict[str, dict[str, list[Features]]] = {}
    for one in read:
        if one.id in stay:
            story, thread = homes[one.id]
            told.setdefault(thread, {}).setdefault(story, []).append(one)
    for thread, members in told.items():
        firsts = [Vector(found[0], thread_rarity) for found in members.values()]
        groups += [
            story_group(story, thread, [Vector(one, rarity) for one in found]) for story, found in members.items()
        ]
        groups.append(thread_group(thread, firsts))
    latest = [(member.hour, group.id, member, group) for group in groups for member in group.members]
    for _, _, member, group in sorted(latest, key=lambda one: one[:2]):
        (stories if group.kind == "story" else threads).index.touch(group, member)
    return stories, threads, rarity


class _Result:
    """What was decided, under the ids that were there before wherever that can be."""

    def __init__(self, before: Homes, stay: set[str], stories: Stories, threads: Threads) -> None:
        self._before, self._stay = before, stay
        self._stories, self._threads = stories, threads
        self._placed = {place.child: place for place in settled(stories.placements, stories.index)}
        self._joined = {place.child: place for place in settled(threads.placements, threads.index)}
        story_of = {id: KEPT + before[id][0] for id in stay}
        story_of |= {id: place.parent for id, place in self._placed.items()}
        thread_of = {KEPT + before[id][0]: threads.index.current(KEPT + before[id][1]).id for id in stay}
        thread_of |= {story: place.parent for story, place in self._joined.items() if story not in thread_of}
        raw = {id: (story, thread_of[story]) for id, story in story_of.items()}
        self._ids = {**_ids("story", 0, raw, before), **_ids("thread", 1, raw, before)}
        self.homes = {id: (self._ids[story], self._ids[thread]) for id, (story, thread) in raw.items()}
        self._raw_stories = {self._ids[story]: story for story, _ in raw.values()}

    def regrouping(self, read: Sequence[Features], rarity: Rarity, counts: Mapping[str, int]) -> Regrouping:
        """All of it: what moves as a plan, the evidence of what stays."""
        links: dict[str, Evidence | None] = {}
        articles, stories = [], []
        old_threads = dict(self._before.values())
        for id, (story, _) in self.homes.items():
            why = self._link(self._placed.get(id), id)
            if id not in self._before or self._before[id][0] != story:
                articles.append(Placement(id, story, why))
            elif id not in self._stay:
                links[id] = why
        for story, thread in dict(self.homes.values()).items():
            joined = self._joined.get(self._raw_stories[story])
            why = self._link(joined, story)
            if old_threads.get(story) != thread:
                stories.append(Placement(story, thread, why))
            elif not self._raw_stories[story].startswith(KEPT):
                links[story] = why
        plan = Plan(
            articles=tuple(articles),
            stories=tuple(stories),
            absorbed=(*_ended("story", 0, self._before, self.homes), *_ended("thread", 1, self._before, self.homes)),
            parents=self._parents(),
            profiles=self._profiles(rarity),
            frequencies=dict(counts),
            documents=len(read),
        )
        return Regrouping(plan, links, self.homes)

    def _link(self, place: Placement | None, subject: str) -> Evidence | None:
        """The evidence of a placement under the ids there are in the end."""
        why = place.evidence if place else None
        if why is None:
            return None
        index = self._stories.index if why.kind == "story" else self._threads.index
        target, rival = self._ids[why.target], self._ids[index.current(why.rival).id] if why.rival else ""
        if rival == target:
            rival = ""
        return replace(
            why, subject=subject, target=target, rival=rival, rival_probability=why.rival_probability if rival else 0.0
        )

    def _parents(self) -> tuple[Placement, ...]:
        """The affairs that threads with a member that was grouped are part of; of the others among them none."""
        under = {
            self._ids[place.child]: replace(
                place,
                child=self._ids[place.child],
                parent=self._ids[place.parent],
                evidence=place.evidence
                and replace(place.evidence, subject=self._ids[place.child], target=self._ids[place.parent]),
            )
            for place in parents(self._threads.near, self._threads.index)
        }
        moving = {thread for id, (_, thread) in self.homes.items() if id not in self._stay}
        return tuple(under.get(thread) or Placement(thread, "") for thread in sorted(moving))

    def _profiles(self, rarity: Rarity) -> tuple[Profile, ...]:
        """The profiles of all that has a member that was grouped."""
        moving = {home for id, homes in self.homes.items() if id not in self._stay for home in homes}
        groups: list[Group] = []
        for index in (self._stories.index, self._threads.index):
            for name in index.touched:
                group = index.groups[name]
                if self._ids[name] in moving:
                    thread = self._ids[self._threads.index.current(group.thread).id] if group.thread else ""
                    groups.append(replace(group, id=self._ids[name], thread=thread))
        return tuple(profile(group, rarity) for group in groups)


def _ids(kind: Kind, level: int, raw: Homes, before: Homes) -> dict[str, str]:
    """A lasting id for each story or thread: that of the old one with which it shares most articles, or a new one."""
    members: dict[str, list[str]] = {}
    for article, homes in raw.items():
        members.setdefault(homes[level], []).append(article)
    ids = {name: name.removeprefix(KEPT) for name in members if name.startswith(KEPT)}
    taken = set(ids.values())
    shared = Counter(
        (name, before[article][level])
        for name, found in members.items()
        if name not in ids
        for article in found
        if article in before
    )
    for (name, old), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0][1] != pair[0][0], pair[0])):
        if name not in ids and old not in taken:
            ids[name] = old
            taken.add(old)
    taken.update(homes[level] for homes in before.values())
    for name, found in members.items():
        if name not in ids:
            ids[name] = new_id(kind, found, taken.__contains__)
            taken.add(ids[name])
    return ids


def _ended(kind: Kind, level: int, before: Homes, after: Homes) -> list[tuple[Kind, str, str]]:
    """The stories or threads that are no more, and the ones that have most of their articles."""
    alive = {homes[level] for homes in after.values()}
    went: dict[str, Counter[str]] = {}
    for article, homes in before.items():
        if homes[level] not in alive and article in after:
            went.setdefault(homes[level], Counter())[after[article][level]] += 1
    return [(kind, old, min(found, key=lambda new: (-found[new], new))) for old, found in sorted(went.items())]
