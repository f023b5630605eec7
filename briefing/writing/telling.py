"""Which sentences tell a day: close to what all say of it, close to the topic, and nothing twice.

Centroid with maximal marginal relevance (Carbonell and Goldstein 1998), as in DATEWISE (Gholipour Ghalandari and Ifrim
2020), over sentences that name the day and the openings of what was published on it or the day after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.writing.days import OPENING, Told
from briefing.writing.vectors import Vector, bag, dot, rarity, unit, vector

SAME_DAY, NEXT_DAY = 0.5, 0.35  # weight of openings, to a sentence that names the day
TOPIC = 0.3  # weight of closeness to the topic
TOPIC_WORDS = 20
SHORTEST, LONGEST, LONG = 5, 60, 30  # words
TOO_LONG, TOO_SHORT, ASKS = 0.85, 0.8, 0.8
NOVELTY = 0.8
OPENS = 1.35  # how much better the opening of a report of the day tells it than a mention elsewhere
TWICE = 0.6  # sentences closer than this say the same on one day, and
AGAIN = 0.8  # on different days
CANDIDATES = 150
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that may be told, with its vector."""

    told: Told
    words: int
    vector: Vector


class Teller:
    """Knows all sentences of a topic and picks those that tell a day."""

    def __init__(self, told: Sequence[Told]) -> None:
        used = [line for line in told if line.rank <= OPENING or line.days]
        bags = [bag(line.text) for line in used]
        by_article: dict[str, set[str]] = {}
        topic: Counter[str] = Counter()
        for line, words in zip(used, bags, strict=True):
            by_article.setdefault(line.article, set()).update(words)
            if line.rank <= OPENING:
                topic.update(words)
        self._rare = rarity(by_article[key] for key in sorted(by_article))
        self._topic = unit({word: count * self._rare[word] for word, count in topic.items()})
        self._core = frozenset(sorted(self._topic, key=lambda word: (-self._topic[word], word))[:TOPIC_WORDS])
        self._lines = [
            (line, words)
            for line, words in zip(used, bags, strict=True)
            if SHORTEST <= len(line.text.split()) <= LONGEST and not self._core.isdisjoint(words)
        ]

    def tell(self, days: Iterable[date], most: int) -> dict[date, list[Told]]:
        """Return up to `most` sentences for each day; days that nothing tells are left out."""
        pools = self._pools(frozenset(days))
        said: list[Line] = []
        found: dict[date, list[Told]] = {}
        for day in sorted(pools):
            if chosen := self._pick(pools[day], most, said):
                found[day] = [line.told for line in chosen]
                said += chosen
        return found

    def _pools(self, days: frozenset[date]) -> dict[date, list[tuple[float, Line]]]:
        pools: dict[date, list[tuple[float, Line]]] = {day: [] for day in sorted(days)}
        for told, words in self._lines:
            weights = dict.fromkeys(told.days & days, 1.0)
            if told.published and told.rank < OPENING:
                weights.setdefault(told.published, SAME_DAY)
                if not told.days:
                    weights.setdefault(told.published - _DAY, NEXT_DAY)
            wanted = [(day, weight) for day, weight in weights.items() if day in days]
            if wanted:
                line = Line(told, len(told.text.split()), vector(words, self._rare))
                for day, weight in wanted:
                    pools[day].append((weight, line))
        return pools

    def _pick(self, pool: Sequence[tuple[float, Line]], most: int, said: Sequence[Line]) -> list[Line]:
        """The sentences that tell a day, apart from what was `said` of other days."""
        heart: dict[str, float] = {}
        for weight, line in pool:
            for word, value in line.vector.items():
                heart[word] = heart.get(word, 0.0) + weight * value
        centre = unit(heart)
        known: dict[str, tuple[float, Line]] = {}
        for weight, line in pool:
            opens = OPENS if weight < 1.0 else 1.0
            known.setdefault(line.told.text, (self._score(line, centre) * opens, line))
        best_first = sorted(known.values(), key=lambda pair: (-pair[0], pair[1].told.text))[:CANDIDATES]
        left = [(score, line) for score, line in best_first if all(dot(line.vector, o.vector) <= AGAIN for o in said)]
        chosen: list[Line] = []
        while left and len(chosen) < most:
            alike = [max((dot(line.vector, other.vector) for other in chosen), default=0.0) for _, line in left]
            open_ = [i for i, value in enumerate(alike) if value <= TWICE]
            if not open_:
                break
            best = max(open_, key=lambda i: (left[i][0] - NOVELTY * alike[i], -i))
            chosen.append(left.pop(best)[1])
        return chosen

    def _score(self, line: Line, centre: Vector) -> float:
        score = dot(line.vector, centre) + TOPIC * dot(line.vector, self._topic)
        score *= TOO_LONG if line.words > LONG else 1.0
        score *= TOO_SHORT if line.words < 10 else 1.0
        return score * (ASKS if line.told.text.rstrip("\"”'’ ").endswith("?") else 1.0)
