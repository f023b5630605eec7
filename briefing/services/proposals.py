"""Proposals: the threads that are nearest to one that a person corrects, by what grouping stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from math import log, sqrt
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
MIN_COSINE = 0.1
"""Least cosine of the terms of two groups: below it, in two stores that were read, words are shared by chance."""
MIN_RIVAL_PROBABILITY = 0.2
"""Least probability of another choice of grouping: below it, it was refused clearly."""
MIN_WORD_LETTERS = 3
"""Letters of a shared word that a reason names: a number or "No" says little."""

_WORD = re.compile(r"\w[\w'’-]*")


class Proposals:
    """Finds the threads that a correction may mean. It writes nothing."""

    def __init__(self, context: Context) -> None:
        self._store = context.store

    def near_thread(self, thread: str, *, loosely: bool = False) -> tuple[Proposal, ...]:
        """Return the threads that a thread may belong to: other choices of grouping, then those that are alike.

        `loosely` adds those that are hardly alike: one says nothing, many of one affair do.
        """
        stories = [story.id for story in self._store.threads.stories_of(thread)]
        return self._near("thread", thread, [*stories, thread], thread, 0.0 if loosely else MIN_COSINE)

    def near_story(self, article_or_story: str) -> tuple[Proposal, ...]:
        """Return the threads in which a story, or the story of an article, may belong instead."""
        location = self._store.groups.locate(article_or_story)
        if location is None:
            return ()
        _, story, thread = location
        return self._near("story", story, [story], thread)

    def _near(
        self, kind: GroupKind, subject: str, placed: Sequence[str], own: str, min_cosine: float = MIN_COSINE
    ) -> tuple[Proposal, ...]:
        """Return proposals for a group, from the evidence of what was placed and from shared terms."""
        evidence = self._store.groups.evidence_of(placed)
        reasons: dict[str, str] = {}
        for thread, probability in sorted(second_choice_threads(evidence).items(), key=lambda item: -item[1]):
            reasons[thread] = f"grouping's other choice, {probability:.0%}"
        profile = next(iter(self._store.archive.profiles(kind, [subject])), None)
        if profile:
            for thread, words in self._alike(profile, own, min_cosine):
                known = f"{reasons[thread]}; " if thread in reasons else ""
                reasons[thread] = known + (f"shares {', '.join(words)}" if words else "similar words")
        titles = self._store.threads.titles(list(reasons))
        return tuple(Proposal(id, reason) for id, reason in reasons.items() if id in titles and id != own)[
            :MAX_PROPOSALS
        ]

    def _alike(self, profile: Profile, own: str, min_cosine: float) -> list[tuple[str, list[str]]]:
        """Return the threads that are most like a group, and the rare terms of both as their titles spell them."""
        archive = self._store.archive
        candidates = [id for id in archive.candidates("thread", profile.terms, None, MAX_CANDIDATES) if id != own]
        others = {one.id: set(one.terms) for one in archive.profiles("thread", candidates) if one.id != own}
        terms = set(profile.terms)
        weights = self._weights(terms.union(*others.values()))
        cosines = {
            id: _cosine(terms, of_other, weights)
            for id, of_other in others.items()
            if len(terms & of_other) >= MIN_SHARED_TERMS
        }
        best = [id for id in cosines if cosines[id] >= min_cosine]
        best = sorted(best, key=lambda id: (-cosines[id], id))[:MAX_PROPOSALS]
        spelled = spelling_by_stem(self._store.threads.titles([own, *best]).values())
        rarest = {id: sorted(terms & others[id], key=lambda term: (-weights[term], term)) for id in best}
        return [(id, [spelled[term] for term in rarest[id] if term in spelled][:MAX_SHOWN_WORDS]) for id in best]

    def _weights(self, terms: Set[str]) -> dict[str, float]:
        """Return the IDF of terms."""
        archive = self._store.archive
        frequencies, size = archive.frequencies(sorted(terms)), max(archive.size(), 1)
        return {term: log(1 + size / frequencies.get(term, 1)) for term in terms}


def _cosine(terms: Set[str], others: Set[str], weights: Mapping[str, float]) -> float:
    """Return the cosine of two sets of weighted terms."""

    def square(those: Set[str]) -> float:
        return sum(weights[term] ** 2 for term in those)

    return square(terms & others) / sqrt(square(terms) * square(others))


def second_choice_threads(evidence: Mapping[str, Evidence]) -> dict[str, float]:
    """Return the threads that were second in a decision, each with its highest probability.

    Stories are left out, and what was refused clearly.
    """
    chances: dict[str, float] = {}
    for one in evidence.values():
        if one.rival.startswith("t") and one.rival_probability >= MIN_RIVAL_PROBABILITY:
            chances[one.rival] = max(one.rival_probability, chances.get(one.rival, 0.0))
    return chances


def spelling_by_stem(titles: Iterable[str]) -> dict[str, str]:
    """Return how titles spell the stems of their words: the first spelling counts; what says little is left out."""
    spelled: dict[str, str] = {}
    for title in titles:
        for word in _WORD.findall(title):
            shown = word.removesuffix("'s").removesuffix("’s").rstrip("'’-")
            if sum(map(str.isalpha, shown)) >= MIN_WORD_LETTERS or not shown.isascii():
                for token in tokenize(word):
                    spelled.setdefault(stem(token), shown)
    return spelled
