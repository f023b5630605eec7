"""Proposals: the threads that are nearest to one that a person corrects, by what grouping stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING

from briefing.model.curation import Proposal
from briefing.services.context import Context
from briefing.text.words import stem, tokenize

if TYPE_CHECKING:
    from briefing.model.grouping import Evidence, GroupKind, Profile

MAX_PROPOSALS = 24
"""Threads that are proposed at most; whoever shows them leaves out those that make no sense for the correction."""
MAX_CANDIDATES = 60
"""Threads that are compared, those that share most terms: enough for the few proposals, and read in one query."""
MAX_SHOWN_WORDS = 3
"""Shared words that a reason names, the rarest first."""
MIN_SHARED_TERMS = 2
"""Terms that must be shared: a single common word is a coincidence."""

_WORD = re.compile(r"\w[\w'’-]*")


class Proposals:
    """Finds the threads that a correction may mean. It writes nothing."""

    def __init__(self, context: Context) -> None:
        self._store = context.store

    def near_thread(self, thread: str) -> tuple[Proposal, ...]:
        """Return the threads that a thread may belong to: other choices of grouping, then those that are alike."""
        stories = [story.id for story in self._store.threads.stories_of(thread)]
        return self._near("thread", thread, [*stories, thread], thread)

    def near_story(self, article_or_story: str) -> tuple[Proposal, ...]:
        """Return the threads in which a story, or the story of an article, may belong instead."""
        location = self._store.groups.locate(article_or_story)
        if location is None:
            return ()
        _, story, thread = location
        return self._near("story", story, [story], thread)

    def _near(self, kind: GroupKind, subject: str, placed: Sequence[str], own: str) -> tuple[Proposal, ...]:
        """Return proposals for a group, from the evidence of what was placed and from shared terms."""
        evidence = self._store.groups.evidence_of(placed)
        reasons: dict[str, str] = {}
        for thread, probability in sorted(second_choice_threads(evidence).items(), key=lambda item: -item[1]):
            reasons[thread] = f"grouping's other choice, {probability:.0%}"
        profile = next(iter(self._store.archive.profiles(kind, [subject])), None)
        if profile:
            for thread, words in self._alike(profile, own):
                known = f"{reasons[thread]}; " if thread in reasons else ""
                reasons[thread] = known + (f"shares {', '.join(words)}" if words else "similar words")
        titles = self._store.threads.titles(list(reasons))
        return tuple(Proposal(id, reason) for id, reason in reasons.items() if id in titles and id != own)[
            :MAX_PROPOSALS
        ]

    def _alike(self, profile: Profile, own: str) -> list[tuple[str, list[str]]]:
        """Return the threads that share most rare terms with a group, and those terms as its titles spell them."""
        archive = self._store.archive
        candidates = [id for id in archive.candidates("thread", profile.terms, None, MAX_CANDIDATES) if id != own]
        frequencies, size = archive.frequencies(profile.terms), max(archive.size(), 1)
        weights = {term: log(1 + size / frequencies.get(term, 1)) for term in profile.terms}
        shared = {
            other.id: sorted(set(other.terms) & weights.keys(), key=lambda term: (-weights[term], term))
            for other in archive.profiles("thread", candidates)
        }
        shared = {id: terms for id, terms in shared.items() if len(terms) >= MIN_SHARED_TERMS and id != own}
        best = sorted(shared, key=lambda id: (-sum(weights[term] for term in shared[id]), id))[:MAX_PROPOSALS]
        spelled = spelling_by_stem(self._store.threads.titles([own, *best]).values())
        return [(id, [spelled[term] for term in shared[id] if term in spelled][:MAX_SHOWN_WORDS]) for id in best]


def second_choice_threads(evidence: Mapping[str, Evidence]) -> dict[str, float]:
    """Return the threads that were second in a decision, each with its highest probability; stories are left out."""
    chances: dict[str, float] = {}
    for one in evidence.values():
        if one.rival.startswith("t"):
            chances[one.rival] = max(one.rival_probability, chances.get(one.rival, 0.0))
    return chances


def spelling_by_stem(titles: Iterable[str]) -> dict[str, str]:
    """Return how titles spell the stems that occur in them: the first spelling counts."""
    spelled: dict[str, str] = {}
    for title in titles:
        for word in _WORD.findall(title):
            for token in tokenize(word):
                spelled.setdefault(stem(token), word.removesuffix("'s").removesuffix("’s"))
    return spelled
