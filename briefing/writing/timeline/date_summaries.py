"""Selects the sentences for a day: close to the centroid of the day and to the topic, without repetition.

Source: centroid with maximal marginal relevance (Carbonell and Goldstein 1998), as in DATEWISE (Gholipour Ghalandari
and Ifrim 2020), over sentences that name the day and the openings of what was published on it or the day after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.writing.sentences.sentence_vectors import Vector, bag_of_words, dot_product, idf, normalize, tf_idf_vector
from briefing.writing.timeline.mentions import DatedSentence

# Constants of this module were chosen on the Timeline17 development topics.
OPENING_SENTENCES = 5
"""Number of opening sentences of an article that report on its own day."""
SAME_DAY_WEIGHT, NEXT_DAY_WEIGHT = 0.5, 0.35
"""Weights of openings published on the day and on the day after, relative to a sentence that mentions the day."""
TOPIC_WEIGHT = 0.3
"""Weight of the similarity to the topic, relative to that to the day."""
MAX_TOPIC_WORDS = 20
"""Number of words that identify the topic; a sentence needs one of them."""
MIN_WORDS, MAX_WORDS = 5, 60
"""Range of the length in words of a sentence that can be selected."""
LONG_SENTENCE_WORDS, SHORT_SENTENCE_WORDS = 30, 10
"""Lengths in words above and below which a sentence is less suitable."""
LONG_SENTENCE_FACTOR, SHORT_SENTENCE_FACTOR, QUESTION_FACTOR = 0.85, 0.8, 0.8
"""Factors of the score of a long sentence, a short one and a question."""
REDUNDANCY_PENALTY = 0.8
"""Subtracted from a score for each unit of similarity to a selected sentence (maximal marginal relevance)."""
OPENING_FACTOR = 1.35
"""Factor of the score of an opening published on the day or the day after."""
MAX_SIMILARITY_SAME_DAY, MAX_SIMILARITY_OTHER_DAY = 0.6, 0.8
"""Cosines above which two sentences say the same, on one day and on different days."""
MAX_CANDIDATES = 150
"""Number of best sentences of a day that are compared; bounds the cost."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that can be selected, with its tf-idf vector."""

    sentence: DatedSentence
    word_count: int
    vector: Vector


class DateSummarizer:
    """Selects sentences for days among all sentences of a topic."""

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
        """Return up to `per_date` sentences for each day; days without sentences are left out."""
        pools = self._candidates_by_date(frozenset(days))
        selected_before: list[Candidate] = []
        sentences_by_day: dict[date, list[DatedSentence]] = {}
        for day in sorted(pools):
            if selected := self._select_candidates(pools[day], per_date, selected_before):
                sentences_by_day[day] = [candidate.sentence for candidate in selected]
                selected_before += selected
        return sentences_by_day

    def _candidates_by_date(self, days: frozenset[date]) -> dict[date, list[tuple[float, Candidate]]]:
        pools: dict[date, list[tuple[float, Candidate]]] = {day: [] for day in sorted(days)}
        """The sentences that can be selected for each day, each with its weight."""
        for sentence, words in self._sentences_with_words:
            weights = dict.fromkeys(sentence.days & days, 1.0)
            if sentence.published and sentence.position < OPENING_SENTENCES:
                weights.setdefault(sentence.published, SAME_DAY_WEIGHT)
                if not sentence.days:
                    weights.setdefault(sentence.published - _ONE_DAY, NEXT_DAY_WEIGHT)
            requested = [(day, weight) for day, weight in weights.items() if day in days]
            if requested:
                candidate = Candidate(sentence, len(sentence.text.split()), tf_idf_vector(words, self._idf))
                for day, weight in requested:
                    pools[day].append((weight, candidate))
        return pools

    def _select_candidates(
        self, weighted_candidates: Sequence[tuple[float, Candidate]], limit: int, selected_before: Sequence[Candidate]
    ) -> list[Candidate]:
        """The best sentences of a day that do not repeat each other or sentences of other days."""
        total: dict[str, float] = {}
        for weight, candidate in weighted_candidates:
            for word, value in candidate.vector.items():
                total[word] = total.get(word, 0.0) + weight * value
        centroid = normalize(total)
        scored: dict[str, tuple[float, Candidate]] = {}
        for weight, candidate in weighted_candidates:
            opening_factor = OPENING_FACTOR if weight < 1.0 else 1.0
            scored.setdefault(candidate.sentence.text, (self._score(candidate, centroid) * opening_factor, candidate))
        best_first = sorted(scored.values(), key=lambda pair: (-pair[0], pair[1].sentence.text))[:MAX_CANDIDATES]
        remaining = [
            (score, candidate)
            for score, candidate in best_first
            if all(dot_product(candidate.vector, o.vector) <= MAX_SIMILARITY_OTHER_DAY for o in selected_before)
        ]
        selected: list[Candidate] = []
        while remaining and len(selected) < limit:
            similarities = [
                max((dot_product(candidate.vector, other.vector) for other in selected), default=0.0)
                for _, candidate in remaining
            ]
            allowed = [i for i, similarity in enumerate(similarities) if similarity <= MAX_SIMILARITY_SAME_DAY]
            if not allowed:
                break
            best = max(allowed, key=lambda i: (remaining[i][0] - REDUNDANCY_PENALTY * similarities[i], -i))
            selected.append(remaining.pop(best)[1])
        return selected

    def _score(self, candidate: Candidate, centroid: Vector) -> float:
        score = dot_product(candidate.vector, centroid) + TOPIC_WEIGHT * dot_product(
            candidate.vector, self._topic_vector
        )
        score *= LONG_SENTENCE_FACTOR if candidate.word_count > LONG_SENTENCE_WORDS else 1.0
        score *= SHORT_SENTENCE_FACTOR if candidate.word_count < SHORT_SENTENCE_WORDS else 1.0
        return score * (QUESTION_FACTOR if candidate.sentence.text.rstrip("\"”'’ ").endswith("?") else 1.0)
