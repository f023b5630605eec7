"""Choose sentences that together hold the most of what is told, within a budget, nothing twice.

Maximum coverage of weighted concepts (Gillick and Favre 2009; Lin and Bilmes 2011): each concept counts once, in the
best sentence that holds it; greedy by gain per length, then exchanges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from briefing.writing.quotes import Concept, Quote, overlap

REPEATS = 0.6  # two sentences that share more of the shorter one's words say the same
WIDE = 120  # candidates that greedy looks at
NARROW = 40  # candidates that exchanges look at
ROUNDS = 6
_EXPONENTS = (0.5, 1.0)


class Choice:
    """A selection problem: sentences, the worth of concepts, a factor for each sentence, and how much fits."""

    def __init__(
        self,
        quotes: Sequence[Quote],
        weight: Callable[[Quote], Mapping[Concept, float]],
        factors: Sequence[float],
        words: int,
        most: int = 0,
    ) -> None:
        self.quotes, self.factors, self.words, self.most = quotes, factors, words, most
        self.worth = [weight(quote) for quote in quotes]
        alone = [
            f * sum(w.values()) / max(1, q.words) ** 0.5 for f, w, q in zip(factors, self.worth, quotes, strict=True)
        ]
        fitting = [i for i, quote in enumerate(quotes) if quote.words <= words and alone[i] > 0]
        self.order = sorted(fitting, key=lambda i: (-alone[i], i))[:WIDE]

    def solve(self) -> list[int]:
        """Return the indices of the chosen sentences."""
        tries = [self._fill([], exponent) for exponent in _EXPONENTS]
        best = max(tries, key=self._value)
        for _ in range(ROUNDS):
            better = self._exchange(best)
            if better is None:
                break
            best = better
        return self._fill(best, _EXPONENTS[0])

    def _fill(self, start: Sequence[int], exponent: float) -> list[int]:
        """Add sentences by gain per length until none fits."""
        chosen = list(start)
        used = sum(self.quotes[i].words for i in chosen)
        covered = self._covered(chosen)
        left = [i for i in self.order if i not in start and not self._repeats(i, chosen)]
        while left and not (self.most and len(chosen) >= self.most):
            top, best = -1, 0.0
            for i in left:
                if used + self.quotes[i].words <= self.words:
                    gain = self._gain(i, covered) / max(1, self.quotes[i].words) ** exponent
                    if gain > best:
                        top, best = i, gain
            if top < 0:
                break
            chosen.append(top)
            used += self.quotes[top].words
            self._cover(top, covered)
            left = [i for i in left if i != top and overlap(self.quotes[i].bag, self.quotes[top].bag) <= REPEATS]
        return chosen

    def _exchange(self, chosen: list[int]) -> list[int] | None:
        """Return the first better selection with one sentence exchanged, or None."""
        now = self._value(chosen)
        for out in chosen:
            rest = [i for i in chosen if i != out]
            room = self.words - sum(self.quotes[i].words for i in rest)
            covered = self._covered(rest)
            base = self._total(covered)
            for i in self.order[:NARROW]:
                if i in chosen or self.quotes[i].words > room:
                    continue
                if base + self._gain(i, covered) > now * (1 + 1e-9) and not self._repeats(i, rest):
                    return [*rest, i]
        return None

    def _repeats(self, i: int, chosen: Sequence[int]) -> bool:
        bag = self.quotes[i].bag
        return any(overlap(bag, self.quotes[j].bag) > REPEATS for j in chosen)

    def _gain(self, i: int, covered: Mapping[Concept, tuple[float, float]]) -> float:
        factor = self.factors[i]
        gain = 0.0
        for concept, worth in self.worth[i].items():
            held = covered.get(concept)
            if held is None:
                gain += worth * factor
            elif held[0] < factor:
                gain += worth * (factor - held[0])
        return gain

    def _cover(self, i: int, covered: dict[Concept, tuple[float, float]]) -> None:
        factor = self.factors[i]
        for concept, worth in self.worth[i].items():
            held = covered.get(concept)
            if held is None or held[0] < factor:
                covered[concept] = (factor, worth)

    def _covered(self, chosen: Sequence[int]) -> dict[Concept, tuple[float, float]]:
        covered: dict[Concept, tuple[float, float]] = {}
        for i in chosen:
            self._cover(i, covered)
        return covered

    @staticmethod
    def _total(covered: Mapping[Concept, tuple[float, float]]) -> float:
        return sum(factor * worth for factor, worth in covered.values())

    def _value(self, chosen: Sequence[int]) -> float:
        return self._total(self._covered(chosen))
