"""Proposals: the threads that are nearest to one that a person corrects, by what grouping stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from math import fsum, log, sqrt
from typing import TYPE_CHECKING

from briefing.model.curation import Proposal
from briefing.services.context import Context
from briefing.services.explanations import distinctive_words, headlines_of
from briefing.services.known_names import KnownNames

if TYPE_CHECKING:
    from briefing.model.grouping import Evidence, GroupKind, Profile

MAX_PROPOSALS = 24
"""Threads that are proposed at most; whoever shows them leaves out those that make no sense for the correction."""
MAX_CANDIDATES = 60
"""Threads that are compared, those that share most terms: enough for the few proposals, and read in one query."""
MAX_HEADLINES = 20
"""Newest headlines of a thread in which shared words are looked for; bounds the cost of a long one."""
MIN_SHARED_TERMS = 2
"""Terms that must be shared: a single common word is a coincidence."""
MIN_COSINE = 0.1
"""Least cosine of the terms of two groups: below it, in two stores that were read, words are shared by chance."""
LIKELY = 0.5
"""Probability of another choice of grouping from which on it is proposed whatever words are shared."""
MIN_RIVAL_PROBABILITY = 0.2
"""Least probability of another choice of grouping: below it, it was refused clearly."""
NOTHING_DISTINCTIVE = "shares only common words"


class Proposals:
    """Finds the threads that a correction may mean. It writes nothing."""

    def __init__(self, context: Context, names: KnownNames) -> None:
        self._context = context
        self._names = names
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
        choices = second_choice_threads(evidence)
        ordered = sorted(choices, key=lambda thread: -choices[thread])
        profile = next(iter(self._store.archive.profiles(kind, [subject])), None)
        near = list(dict.fromkeys([*ordered, *(self._alike(profile, own, min_cosine) if profile else ())]))
        words = self._distinctive_words(profile, near) if profile else {}
        titles = self._store.threads.titles(near)
        proposals = []
        for thread in (one for one in near if one in titles and one != own):
            if min_cosine and not helps(choices.get(thread, 0.0), words.get(thread, ())):
                continue
            choice = ["grouping's other choice"] if thread in choices else []
            shared = f"shares {', '.join(words[thread])}" if words.get(thread) else NOTHING_DISTINCTIVE
            proposals.append(Proposal(thread, "; ".join([*choice, shared])))
        return tuple(proposals[:MAX_PROPOSALS])

    def _alike(self, profile: Profile, own: str, min_cosine: float) -> list[str]:
        """Return the threads that are most like a group."""
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
        return sorted(best, key=lambda id: (-cosines[id], id))[:MAX_PROPOSALS]

    def _distinctive_words(self, profile: Profile, threads: Sequence[str]) -> dict[str, list[str]]:
        """Return the distinctive words that a group shares with each of some threads."""
        terms, distinctive = set(profile.terms), distinctive_words(self._context, self._names)
        headlines = self._store.threads.headlines([profile.id, *threads], MAX_HEADLINES)
        own_headlines = headlines_of(headlines.get(profile.id, ()))
        return {
            one.id: [
                word.text
                for word in distinctive.of(
                    terms.intersection(one.terms), [*own_headlines, *headlines_of(headlines.get(one.id, ()))]
                )
            ]
            for one in self._store.archive.profiles("thread", threads)
        }

    def _weights(self, terms: Set[str]) -> dict[str, float]:
        """Return the IDF of terms."""
        archive = self._store.archive
        frequencies, size = archive.frequencies(sorted(terms)), max(archive.size(), 1)
        return {term: log(1 + size / frequencies.get(term, 1)) for term in terms}


def helps(probability: float, shared: Sequence[str]) -> bool:
    """Whether evidence helps to choose: a likely choice of grouping, or one that shares rare words.

    A thread that was no choice of grouping must share a name of several words, or a name and another word: a single
    word, or two that are no names, are shared by chance. A word of a script without cases may be a name.
    """
    if probability:
        return probability >= LIKELY or bool(shared)
    names = [word for word in shared if word != word.lower() or word == word.upper()]
    return any(" " in name for name in names) or (bool(names) and len(shared) > 1)


def _cosine(terms: Set[str], others: Set[str], weights: Mapping[str, float]) -> float:
    """Return the cosine of two sets of weighted terms."""

    def square(those: Set[str]) -> float:
        return fsum(weights[term] ** 2 for term in those)

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
