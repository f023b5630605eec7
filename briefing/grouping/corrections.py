"""What a person decided, as constraints that outrank the model: what is bonded stays together, what is parted apart.

Corrections are kept in articles, for these keep their ids. While grouping runs, every article, story and
thread carries the labels of the corrections that concern it; a label stands for a bond, or for one parted
article. A story may hold one label that some thread must or must not have, or several that are merely the
other side of a parting: so no story can come to stand between threads that a person decided about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from briefing.grouping.judge import Verdict
from briefing.model.grouping import Bond, Corrections, Kind, Parting

Label = tuple[Kind, str]
NOTHING: frozenset[Label] = frozenset()
UNCORRECTED = Corrections()


def bonded(
    corrections: Corrections, kind: Kind, articles: Collection[str], at: datetime, among: Collection[str]
) -> Corrections:
    """The corrections with `articles` in one story or thread for ever; whatever parted `among`, all in it now, ends."""
    bonds, joined = _bond(corrections.bonds, kind, articles, at)
    near = joined.union(among)
    ending = {"thread"} if kind == "thread" else {"story", "thread"}
    partings = {p for p in corrections.partings if not (p.kind in ending and p.one in near and p.other in near)}
    return replace(corrections, bonds=bonds, partings=frozenset(partings))


def parted(
    corrections: Corrections, kind: Kind, ones: Collection[str], others: Collection[str], at: datetime
) -> Corrections:
    """The corrections with `ones`, who stay together, never again in one story or thread with any of `others`."""
    bonds: list[Bond] = []
    partings = set(corrections.partings)
    for bond in corrections.bonds:
        off, rest = bond.articles.intersection(ones), bond.articles.difference(ones)
        if bond.kind != kind or not off or not rest:
            bonds.append(bond)
            continue
        bonds += [replace(bond, articles=side) for side in (off, rest) if len(side) > 1]
        for side in (off, rest):  # what parted the whole bond goes on to part each side
            for p in corrections.partings:
                if p.kind == kind and p.one in bond.articles:
                    partings.add(Parting(kind, min(side), p.other))
                elif p.kind == kind and p.other in bond.articles:
                    partings.add(Parting(kind, p.one, min(side)))
    kept = tuple(bonds)
    if len(ones) > 1:
        kept, _ = _bond(kept, kind, ones, at)
    partings |= {Parting(kind, min(ones), other) for other in others}
    return replace(corrections, bonds=kept, partings=frozenset(partings))


def _bond(
    bonds: Iterable[Bond], kind: Kind, articles: Collection[str], at: datetime
) -> tuple[tuple[Bond, ...], frozenset[str]]:
    """The bonds with a new one, that takes in those it touches; and the articles of the new one."""
    joined = frozenset(articles)
    kept = []
    for bond in bonds:
        if bond.kind == kind and not bond.articles.isdisjoint(articles):
            joined |= bond.articles
        else:
            kept.append(bond)
    return (*kept, Bond(kind, joined, at)), joined


class Constraints:
    """The corrections while grouping runs. No two of the `settled` threads may become one."""

    def __init__(self, corrections: Corrections = UNCORRECTED, settled: frozenset[str] = frozenset()) -> None:
        self._settled = settled
        self._any = bool(corrections.bonds or corrections.partings or settled)
        self._held: dict[str, frozenset[Label]] = {}
        self._since: dict[Label, datetime] = {}
        self._strict: set[Label] = set()
        self._foes: defaultdict[Label, set[Label]] = defaultdict(set)
        self._home: dict[Label, str] = {}
        self._thread_of: dict[str, str] = {}
        self._label(corrections)
        for article, (story, thread) in corrections.homes.items():
            self.put("story", article, story)
            self.put("thread", story, thread)

    def allows(self, kind: Kind, child: str, group: str) -> bool:
        """Whether a child (an article, a story), or another group of this kind, may join a group."""
        if child in self._settled and group in self._settled:
            return False
        mine = self._held.get(child, NOTHING)
        if not mine:
            return True
        if not self._agree(kind, mine, self._held.get(group, NOTHING)):
            return False
        thread = self._thread_of.get(group) if kind == "story" else None
        return thread is None or (
            self.home("thread", child) in ("", thread) and self._agree("thread", mine, self._held.get(thread, NOTHING))
        )

    def concerns(self, child: str) -> bool:
        """Whether a person decided anything about a child."""
        return bool(self._held.get(child))

    def allowed(self, kind: Kind, child: str, verdicts: list[Verdict]) -> list[Verdict]:
        """The verdicts on groups that a child may join."""
        return [one for one in verdicts if self.allows(kind, child, one.group.id)] if self._any else verdicts

    def home(self, kind: Kind, child: str) -> str:
        """The story or thread in which others of the child's bond are; "" if it has none, or none of them is placed."""
        for label in self._held.get(child, ()):
            if label[0] == kind and label in self._since and label in self._home:
                return self._home[label]
        return ""

    def since(self, kind: Kind, child: str) -> datetime | None:
        """When a person made the bond of the child; None if it has none."""
        moments = [
            self._since[label] for label in self._held.get(child, ()) if label[0] == kind and label in self._since
        ]
        return max(moments, default=None)

    def put(self, kind: Kind, child: str, group: str) -> None:
        """Remember that a child, or another group that ended, is in a group now."""
        if not self._any:
            return
        if kind == "thread":
            self._thread_of[child] = group
        mine = {label for label in self._held.get(child, ()) if kind == "story" or label[0] == "thread"}
        if mine:
            self._held[group] = self._held.get(group, NOTHING) | mine
            self._home.update({label: group for label in mine if label[0] == kind})
            if kind == "story" and group in self._thread_of:
                self.put("thread", group, self._thread_of[group])

    def _label(self, corrections: Corrections) -> None:
        """Give every article concerned its labels. Who shares a story for ever also shares a thread."""
        labels: dict[Kind, dict[str, str]] = {"story": {}, "thread": {}}
        for kind, named in labels.items():
            bonds = [bond for bond in corrections.bonds if kind in ("thread", bond.kind)]
            for bond, whole in zip(bonds, _merged(bonds), strict=True):
                label = min(whole)
                named.update(dict.fromkeys(bond.articles, label))
                self._since[kind, label] = max(bond.at, self._since.get((kind, label), bond.at))
                self._strict.add((kind, label))
        for parting in corrections.partings:
            kind, named = parting.kind, labels[parting.kind]
            one, other = ((kind, named.setdefault(article, article)) for article in (parting.one, parting.other))
            self._strict.add(one)
            if one != other:
                self._foes[one].add(other)
                self._foes[other].add(one)
        for kind, named in labels.items():
            for article, label in named.items():
                self._held[article] = self._held.get(article, NOTHING) | {(kind, label)}

    def _agree(self, kind: Kind, one: frozenset[Label], other: frozenset[Label]) -> bool:
        """Whether those with these labels may share a story or a thread."""
        for label in one:
            if (kind == "story" or label[0] == "thread") and not other.isdisjoint(self._foes.get(label, ())):
                return False
        threads = {label for label in one | other if label[0] == "thread"}
        return kind == "thread" or not other or len(threads) < 2 or threads.isdisjoint(self._strict)


def _merged(bonds: Iterable[Bond]) -> list[frozenset[str]]:
    """For each bond all articles that it and the bonds it touches, directly or through others, put together."""
    whole: dict[str, set[str]] = {}
    for bond in bonds:
        touched = {id(whole[article]): whole[article] for article in bond.articles if article in whole}
        joined = set(bond.articles).union(*touched.values())
        whole.update(dict.fromkeys(joined, joined))
    return [frozenset(whole[min(bond.articles)]) for bond in bonds]
