"""Which sentences tell a day: close to what all say of it, close to the topic, and nothing twice.

Centroid with maximal marginal relevance (Carbonell and Goldstein 1998), as in DATEWISE (Gholipour Ghalandari and Ifrim
2020), over sentences that name the day and the openings of what was published on it or the day after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.writing.sentence_vectors import Vector, bag_of_words, dot_product, idf, normalize, tf_idf_vector
from briefing.writing.timeline.date_selection import OPENING_SENTENCES, DatedSentence

SAME_DAY_WEIGHT, NEXT_DAY_WEIGHT = 0.5, 0.35  # weight of openings, to a sentence that names the day
TOPIC_WEIGHT = 0.3  # weight of closeness to the topic
MAX_TOPIC_WORDS = 20
MIN_WORDS, MAX_WORDS, LONG_SENTENCE_WORDS = 5, 60, 30  # words
LONG_SENTENCE_FACTOR, SHORT_SENTENCE_FACTOR, QUESTION_FACTOR = 0.85, 0.8, 0.8
REDUNDANCY_PENALTY = 0.8
OPENING_FACTOR = 1.35  # how much better the opening of a report of the day tells it than a mention elsewhere
MAX_SIMILARITY_SAME_DAY = 0.6  # sentences closer than this say the same on one day, and
MAX_SIMILARITY_OTHER_DAY = 0.8  # on different days
MAX_CANDIDATES = 150
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be told, with its vector."""

    sentence: DatedSentence
    word_count: int
    vector: Vector


class DateSummarizer:
    """Knows all sentences of a topic and picks those that tell a day."""

    def __init__(self, sentences: Sequence[DatedSentence]) -> None:
        used = [line for line in sentences if line.position <= OPENING_SENTENCES or line.days]
        bags = [bag_of_words(line.text) for line in used]
        by_article: dict[str, set[str]] = {}
        topic: Counter[str] = Counter()
        for line, words in zip(used, bags, strict=True):
            by_article.setdefault(line.article_id, set()).update(words)
            if line.position <= OPENING_SENTENCES:
                topic.update(words)
        self._idf = idf(by_article[key] for key in sorted(by_article))
        self._topic_vector = normalize({word: count * self._idf[word] for word, count in topic.items()})
        self._topic_words = frozenset(
            sorted(self._topic_vector, key=lambda word: (-self._topic_vector[word], word))[:MAX_TOPIC_WORDS]
        )
        self._sentences_with_words = [
            (line, words)
            for line, words in zip(used, bags, strict=True)
            if MIN_WORDS <= len(line.text.split()) <= MAX_WORDS and not self._topic_words.isdisjoint(words)
        ]

    def summarize_dates(self, days: Iterable[date], per_date: int) -> dict[date, list[DatedSentence]]:
        """Return up to `most` sentences for each day; days that nothing tells are left out."""
        pools = self._candidates_by_date(frozenset(days))
        said: list[Candidate] = []
        found: dict[date, list[DatedSentence]] = {}
        for day in sorted(pools):
            if chosen := self._select_candidates(pools[day], per_date, said):
                found[day] = [line.sentence for line in chosen]
                said += chosen
        return found

    def _candidates_by_date(self, days: frozenset[date]) -> dict[date, list[tuple[float, Candidate]]]:
        pools: dict[date, list[tuple[float, Candidate]]] = {day: [] for day in sorted(days)}
        for told, words in self._sentences_with_words:
            weights = dict.fromkeys(told.days & days, 1.0)
            if told.published and told.position < OPENING_SENTENCES:
                weights.setdefault(told.published, SAME_DAY_WEIGHT)
                if not told.days:
                    weights.setdefault(told.published - _ONE_DAY, NEXT_DAY_WEIGHT)
            wanted = [(day, weight) for day, weight in weights.items() if day in days]
            if wanted:
                line = Candidate(told, len(told.text.split()), tf_idf_vector(words, self._idf))
                for day, weight in wanted:
                    pools[day].append((weight, line))
        return pools

    def _select_candidates(
        self, weighted_candidates: Sequence[tuple[float, Candidate]], limit: int, selected_before: Sequence[Candidate]
    ) -> list[Candidate]:
        """The sentences that tell a day, apart from what was `said` of other days."""
        heart: dict[str, float] = {}
        for weight, line in weighted_candidates:
            for word, value in line.vector.items():
                heart[word] = heart.get(word, 0.0) + weight * value
        centre = normalize(heart)
        known: dict[str, tuple[float, Candidate]] = {}
        for weight, line in weighted_candidates:
            opens = OPENING_FACTOR if weight < 1.0 else 1.0
            known.setdefault(line.sentence.text, (self._score(line, centre) * opens, line))
        best_first = sorted(known.values(), key=lambda pair: (-pair[0], pair[1].sentence.text))[:MAX_CANDIDATES]
        left = [
            (score, line)
            for score, line in best_first
            if all(dot_product(line.vector, o.vector) <= MAX_SIMILARITY_OTHER_DAY for o in selected_before)
        ]
        chosen: list[Candidate] = []
        while left and len(chosen) < limit:
            alike = [max((dot_product(line.vector, other.vector) for other in chosen), default=0.0) for _, line in left]
            open_ = [i for i, value in enumerate(alike) if value <= MAX_SIMILARITY_SAME_DAY]
            if not open_:
                break
            best = max(open_, key=lambda i: (left[i][0] - REDUNDANCY_PENALTY * alike[i], -i))
            chosen.append(left.pop(best)[1])
        return chosen

    def _score(self, candidate: Candidate, centroid: Vector) -> float:
        score = dot_product(candidate.vector, centroid) + TOPIC_WEIGHT * dot_product(
            candidate.vector, self._topic_vector
        )
        score *= LONG_SENTENCE_FACTOR if candidate.word_count > LONG_SENTENCE_WORDS else 1.0
        score *= SHORT_SENTENCE_FACTOR if candidate.word_count < 10 else 1.0
        return score * (QUESTION_FACTOR if candidate.sentence.text.rstrip("\"”'’ ").endswith("?") else 1.0)
