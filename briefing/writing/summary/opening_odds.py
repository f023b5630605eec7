"""How likely an editor prints a sentence first under a title: a logistic model of a few measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from math import log, log1p, sqrt
from typing import NamedTuple

from briefing.writing.sentences.judging_sentences import judges
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stating_titles import MIN_STATING_TERMS
from briefing.writing.summary.fit_judge import FitJudge
from briefing.writing.summary.plans import is_provisional
from briefing.writing.summary.same_facts import main_clauses, new_share
from briefing.writing.summary.stated_news import StatedNews
from briefing.writing.summary.weighed_sentences import WeighedSentence

LEAST_PROBABILITY, MOST_PROBABILITY = 0.02, 0.98
"""Bounds of the probability that a sentence may open."""
LEAST_WEIGHT, LEAST_CONTENT = 0.01, 0.02
"""Added to a weight, and to a relative content, before the logarithm."""
MIN_GAIN_WORDS = 8
"""Length in words below which a sentence is not preferred for being short."""
SHORT_WORDS, LONG_WORDS, WORD_UNIT = 14, 36, 10
"""Lengths in words below and above which a sentence is short and long; the unit in which it is so."""
MIN_NEW_SHARE = 0.5
"""Share of its terms, by rarity, that a sentence has beyond the title, below which it says too little else."""
MIN_EARLIER = timedelta(hours=1)
"""Time before the first report of what the title states from which on an article is earlier: publishers report one
event within the hour."""
MIN_STATED = 0.05
"""Probability that a sentence states the title's news below which it is on something else."""
HOUR = timedelta(hours=1)
_UNNAMED = re.compile(r"\W*(?:The|His|Her|Its|This|These)(?: [^\sA-Z]\S*){5}")
_WORD = re.compile(r"[^\W\d_]{2}|[^\W\d_a-zA-Z]")
"""Matches a word: two letters, or one of another script."""
_SPOKEN = re.compile(r"[\"“](?:[^\s\"”]+\s){3}")
"""Matches the beginning of a quotation of four words or more."""


class OpeningMeasures(NamedTuple):
    """What shows that a sentence is fit to open.

    Attributes:
        weight: The logarithm of its weight.
        content: The logarithm of the weight of its concepts for its length, relative to the largest one in the thread.
        age: The logarithm of the hours from its article to the newest one of the thread.
        older: The logarithm of the hours from its article to the newest one with the title; 0 if it is newer.
        earlier: Whether its article is from before the first report of what the title states.
        stated: The probability that it states the title's news.
        main: The share of the title's terms, by rarity, in its main clause; of what the thread is about now, if the
            title is a mere label.
        opening: The log-odds that it may open a summary, whatever the title is.
        is_near: Whether its article has the title as its headline, or is on the event of the title.
        short: How much shorter it is than most.
        long: How much longer it is than most.
        repeats: How much of it the title says too.
        unnamed: Whether it begins with "the" and gives no name in its first words.
        spoken: Whether it begins with what somebody said.
        hangs: Whether it refers to what nothing before it mentions.
    """

    weight: float
    content: float
    age: float
    older: float
    earlier: float
    stated: float
    main: float
    opening: float
    is_near: float
    short: float
    long: float
    repeats: float
    unnamed: float
    spoken: float
    hangs: float = 0.0


# The weights were fitted by `benchmarks/train_paragraphs.py` on 1,521 sentences of 220 threads of the first days of
# three replayed windows that readers labelled.
BIAS = -0.76
WEIGHTS = OpeningMeasures(
    weight=0.24,
    content=1.37,
    age=-0.23,
    older=-0.17,
    earlier=-0.44,
    stated=0.52,
    main=1.10,
    opening=0.27,
    is_near=1.15,
    short=-2.10,
    long=0.71,
    repeats=-4.50,
    unnamed=-1.13,
    spoken=-1.28,
    hangs=-0.99,
)


class OpeningOdds:
    """Knows how likely each sentence of a thread is fit to open its paragraph."""

    def __init__(
        self,
        titles: tuple[str, str],
        sentences: Sequence[WeighedSentence],
        stated: StatedNews,
        fit: FitJudge,
        ages: tuple[timedelta, timedelta],
    ) -> None:
        """Take what sentences are held against.

        Args:
            titles: The title of the thread, and the headline that says what its summary begins with.
            sentences: The sentences of the thread.
            stated: Judges which of them state the news of that headline.
            fit: Judges which of them hang or are overtaken.
            ages: The age of the newest article with that headline, and of the first report of what it states.
        """
        title, lead = titles
        self._stated, self._fit = stated, fit
        self._title_terms = frozenset(bag_of_words(title, "en"))
        self._lead_terms = frozenset(bag_of_words(lead, "en"))
        self._title_age, news_age = ages
        self.has_few_terms = len(self._lead_terms) < MIN_STATING_TERMS
        self._most_age = timedelta.max if self.has_few_terms else news_age + MIN_EARLIER
        self._most_content = max(map(_content, sentences), default=0.0) or 1.0

    def best(self, sentences: Sequence[WeighedSentence]) -> tuple[WeighedSentence | None, float]:
        """Return the sentence that is likeliest fit to open, and its log-odds; None if there is none.

        What is overtaken, not certain, a paper's judgement, without a word, or surely on something else than the title
        is not.
        """
        near = [(one, self.measures_of_words(one)) for one in sentences]
        bounds = [(_odds(m), m, one) for one, m in near if self.has_few_terms or m.is_near or m.stated >= MIN_STATED]
        best, best_odds = None, float("-inf")
        for bound, measures, one in sorted(bounds, key=lambda entry: (-entry[0], entry[2].order)):
            if bound <= best_odds:  # that it hangs, which is costly to find out, only lowers the odds
                break
            odds = _odds(measures._replace(hangs=self._fit.hangs(one, [])))
            if odds > best_odds and not self._is_barred(one):
                best, best_odds = one, odds
        return best, best_odds

    def measures(self, one: WeighedSentence) -> OpeningMeasures:
        """Return all measures of a sentence."""
        return self.measures_of_words(one)._replace(hangs=self._fit.hangs(one, []))

    def measures_of_words(self, one: WeighedSentence) -> OpeningMeasures:
        """Return the measures of a sentence without `hangs`, which is costly."""
        sentence = one.sentence
        may_open = min(MOST_PROBABILITY, max(LEAST_PROBABILITY, sentence.verdict.opening))
        return OpeningMeasures(
            weight=log(LEAST_WEIGHT + one.weight),
            content=log(LEAST_CONTENT + _content(one) / self._most_content),
            age=log1p(one.age / HOUR),
            older=log1p(max(0.0, (one.age - self._title_age) / HOUR)),
            earlier=one.age > self._most_age,
            stated=self._stated.probability(one),
            main=one.relevance if self.has_few_terms else self._main_share(sentence.text),
            opening=log(may_open / (1 - may_open)),
            is_near=self._stated.is_near(one),
            short=max(0.0, (SHORT_WORDS - sentence.word_count) / WORD_UNIT),
            long=max(0.0, (sentence.word_count - LONG_WORDS) / WORD_UNIT),
            repeats=max(0.0, MIN_NEW_SHARE - new_share(sentence.terms, self._title_terms)),
            unnamed=bool(_UNNAMED.match(sentence.text)),
            spoken=begins_with_quotation(sentence.text),
        )

    def _main_share(self, text: str) -> float:
        return 1 - new_share(self._lead_terms, frozenset(bag_of_words(main_clauses(text), "en")))

    def _is_barred(self, one: WeighedSentence) -> bool:
        text = one.sentence.text
        return not _WORD.search(text) or judges(text) or is_provisional(one) or self._fit.is_overtaken(one)


def begins_with_quotation(text: str) -> bool:
    """Whether a sentence begins with what somebody said, in several words."""
    return bool(_SPOKEN.match(text))


def _odds(measures: OpeningMeasures) -> float:
    return BIAS + sum(weight * value for weight, value in zip(WEIGHTS, measures, strict=True))


def _content(one: WeighedSentence) -> float:
    """The weight of the concepts of a sentence, by its length."""
    return one.concept_weight / sqrt(max(MIN_GAIN_WORDS, one.sentence.word_count))
