"""Selects sentences that together cover the largest weight of concepts within a budget, without repetition.

Source: maximum coverage of weighted concepts (Gillick and Favre 2009; Lin and Bilmes 2011). Each concept counts once,
in the best sentence that contains it; the search is greedy by gain per length, then exchanges single sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum

from briefing.writing.sentences.quotable_sentences import Concept, QuotableSentence, overlap

MAX_OVERLAP = 0.6
"""Share of the shorter sentence's words in another above which the two repeat each other."""
GREEDY_CANDIDATES = 120
"""Number of best single sentences among which the greedy search selects; bounds the cost."""
EXCHANGE_CANDIDATES = 40
"""Number of best single sentences that are tried in exchanges; bounds the cost."""
MAX_EXCHANGE_ROUNDS = 6
"""Number of exchanges; further ones hardly ever improve a selection."""
_LENGTH_EXPONENTS = (0.5, 1.0)
"""Exponents of the length by which gains are divided; the better of two greedy selections is taken."""


class MaximumCoverage:
    """The problem of selecting sentences within a budget, and its solution."""

    def __init__(
        self,
        sentences: Sequence[QuotableSentence],
        weigh_concepts: Callable[[QuotableSentence], Mapping[Concept, float]],
        factors: Sequence[float],
        word_budget: int,
        sentence_limit: int = 0,
    ) -> None:
        """Set up a problem.

        Args:
            sentences: The sentences to select from.
            weigh_concepts: Gives the weights of the concepts of a sentence.
            factors: For each sentence, the factor of the weights of its concepts.
            word_budget: Maximum number of words of the selection.
            sentence_limit: Maximum number of sentences; 0 for no limit.
        """
        self.sentences = sentences
        self.factors = factors
        self.word_budget = word_budget
        self.sentence_limit = sentence_limit
        self.concept_weights = [weigh_concepts(sentence) for sentence in sentences]
        single_values = [
            factor * fsum(weights.values()) / max(1, sentence.word_count) ** 0.5
            for factor, weights, sentence in zip(factors, self.concept_weights, sentences, strict=True)
        ]
        fitting = [i for i, one in enumerate(sentences) if one.word_count <= word_budget and single_values[i] > 0]
        self.candidates = sorted(fitting, key=lambda i: (-single_values[i], i))[:GREEDY_CANDIDATES]

    def solve(self) -> list[int]:
        """Return the indices of the selected sentences."""
        tries = [self._add_greedily([], exponent) for exponent in _LENGTH_EXPONENTS]
        best = max(tries, key=self._selection_value)
        for _ in range(MAX_EXCHANGE_ROUNDS):
            better = self._exchange_one(best)
            if better is None:
                break
            best = better
        return self._add_greedily(best, _LENGTH_EXPONENTS[0])

    def _add_greedily(self, start: Sequence[int], length_exponent: float) -> list[int]:
        """Add the sentence with the largest gain per length until none fits."""
        chosen = list(start)
        used = sum(self.sentences[i].word_count for i in chosen)
        covered = self._coverage_of(chosen)
        remaining = [i for i in self.candidates if i not in start and not self._is_redundant(i, chosen)]
        while remaining and not (self.sentence_limit and len(chosen) >= self.sentence_limit):
            top, best = -1, 0.0
            for i in remaining:
                if used + self.sentences[i].word_count <= self.word_budget:
                    gain = self._gain(i, covered) / max(1, self.sentences[i].word_count) ** length_exponent
                    if gain > best:
                        top, best = i, gain
            if top < 0:
                break
            chosen.append(top)
            used += self.sentences[top].word_count
            self._add_coverage(top, covered)
            remaining = [
                i
                for i in remaining
                if i != top
                and overlap(self.sentences[i].surface_words, self.sentences[top].surface_words) <= MAX_OVERLAP
            ]
        return chosen

    def _exchange_one(self, chosen: list[int]) -> list[int] | None:
        """Return the first better selection with one sentence exchanged, or None."""
        now = self._selection_value(chosen)
        for out in chosen:
            rest = [i for i in chosen if i != out]
            room = self.word_budget - sum(self.sentences[i].word_count for i in rest)
            covered = self._coverage_of(rest)
            base = self._coverage_value(covered)
            for i in self.candidates[:EXCHANGE_CANDIDATES]:
                if i in chosen or self.sentences[i].word_count > room:
                    continue
                if base + self._gain(i, covered) > now * (1 + 1e-9) and not self._is_redundant(i, rest):
                    return [*rest, i]
        return None

    def _is_redundant(self, i: int, chosen: Sequence[int]) -> bool:
        bag = self.sentences[i].surface_words
        return any(overlap(bag, self.sentences[j].surface_words) > MAX_OVERLAP for j in chosen)

    def _gain(self, i: int, covered: Mapping[Concept, tuple[float, float]]) -> float:
        factor = self.factors[i]
        gain = 0.0
        for concept, worth in self.concept_weights[i].items():
            held = covered.get(concept)
            if held is None:
                gain += worth * factor
            elif held[0] < factor:
                gain += worth * (factor - held[0])
        return gain

    def _add_coverage(self, i: int, covered: dict[Concept, tuple[float, float]]) -> None:
        factor = self.factors[i]
        for concept, worth in self.concept_weights[i].items():
            held = covered.get(concept)
            if held is None or held[0] < factor:
                covered[concept] = (factor, worth)

    def _coverage_of(self, chosen: Sequence[int]) -> dict[Concept, tuple[float, float]]:
        covered: dict[Concept, tuple[float, float]] = {}
        for i in chosen:
            self._add_coverage(i, covered)
        return covered

    @staticmethod
    def _coverage_value(covered: Mapping[Concept, tuple[float, float]]) -> float:
        return fsum(factor * worth for factor, worth in covered.values())

    def _selection_value(self, chosen: Sequence[int]) -> float:
        return self._coverage_value(self._coverage_of(chosen))
