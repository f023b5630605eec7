"""How likely a sentence is clearly good as the second one of a paragraph: a logistic model of a few measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from math import log, log1p
from typing import NamedTuple

from briefing.writing.sentences.judging_sentences import judges
from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.sentences.verdicts import MIN_QUOTABILITY
from briefing.writing.summary.clarity_judge import describes
from briefing.writing.summary.contradictions import contradict
from briefing.writing.summary.fit_judge import FitJudge, can_follow
from briefing.writing.summary.opening_odds import begins_with_quotation
from briefing.writing.summary.outline import Outline
from briefing.writing.summary.plans import is_older_plan, is_provisional
from briefing.writing.summary.restatements import MIN_LATER, Statement, restates
from briefing.writing.summary.same_facts import facts_of, new_share
from briefing.writing.summary.sentence_order import continues
from briefing.writing.summary.stated_news import StatedNews
from briefing.writing.summary.unresolved_references import opens_with_age
from briefing.writing.summary.weighed_sentences import WeighedSentence

MIN_ODDS = 0.8
"""Log-odds of being good below which a paragraph has one sentence. Of labelled sentences above it 85 % are good. With
0.2, twice as many paragraphs had a second sentence, and readers called fewer of them fit to print."""
MAX_AGE = timedelta(hours=96)
"""Age, counted from the newest article, up to which a sentence can stand second."""
MIN_AFFAIR = 0.4
"""Share of what the whole thread is about in a sentence and its headline, below which it is on something else if its
article is neither the first one's nor near the title."""
MIN_LATER_AFFAIR = 0.6
"""The same share below which the event of a sentence is no later news of the affair."""
MIN_NEW_SHARE = 0.6
"""Share of its terms, by rarity, that a sentence has beyond the title and the first one, below which it adds little."""
MAX_OVERLAP = 0.5
"""Share of the shorter sentence's words in the other above which the two say the same."""
LEAST_WEIGHT = 0.01
"""Added to a weight before the logarithm."""
HOUR = timedelta(hours=1)
_UNNAMED = re.compile(r"\W*(?:The|His|Her|Its|This|These)(?: [^\sA-Z]\S*){5}")
_DIGIT = re.compile(r"\d")


class SecondMeasures(NamedTuple):
    """What shows that a sentence is fit to stand second.

    Attributes:
        repeats: How much of it the title and the first sentence say too.
        is_near: Whether its article has the title as its headline, or is on the event of the title.
        newer: The logarithm of the hours by which its article is newer than that of the first sentence; 0: it is older.
        older: The same, by which it is older.
        later: Whether it states another main event than the first sentence, which happened since.
        states: Whether it states what the headline of its article states, as most openings of articles do.
        digits: Whether it has a number.
        acts: Whether it states an act that neither the title nor the first sentence states.
        likelihood: How likely its article reports an event, 0 to 1.
        unnamed: Whether it begins with "the" and gives no name in its first words: it goes on about something known.
        weight: The logarithm of its weight.
        describes: Whether it states what something is like rather than what happened.
        follows: Whether it stands directly behind the first sentence in its article.
    """

    repeats: float
    is_near: float
    newer: float
    older: float
    later: float
    states: float
    digits: float
    acts: float
    likelihood: float
    unnamed: float
    weight: float
    describes: float
    follows: float


# The weights were fitted by `benchmarks/train_second_sentences.py` on 568 sentences of 345 threads of the first days
# of three replayed windows that were labelled beside the first sentence; only those that a reader called good are fit.
BIAS = -1.38
WEIGHTS = SecondMeasures(
    repeats=-4.65,
    is_near=0.40,
    newer=0.14,
    older=-0.17,
    later=0.61,
    states=-0.67,
    digits=0.48,
    acts=0.29,
    likelihood=1.09,
    unnamed=0.59,
    weight=0.09,
    describes=-1.85,
    follows=0.97,
)


class SecondOdds:
    """Knows how likely each sentence of a thread is fit to stand second in its paragraph."""

    def __init__(self, titles: tuple[str, str], stated: StatedNews, fit: FitJudge, outline: Outline) -> None:
        """Take what sentences are held against.

        Args:
            titles: The title of the thread, and the headline that says what its summary begins with.
            stated: Judges which of them are near the news of that headline.
            fit: Judges which of them are overtaken.
            outline: The events of the thread.
        """
        self._stated, self._fit, self._events = stated, fit, outline.events
        self._title_terms = frozenset(term for title in titles for term in bag_of_words(title, "en"))
        self._title_acts = facts_of(titles[1]).acts

    def best(
        self, first: WeighedSentence, sentences: Iterable[WeighedSentence], word_limit: int
    ) -> WeighedSentence | None:
        """Return the sentence that is likeliest fit to stand second, or None if none is.

        Args:
            first: The first sentence.
            sentences: The sentences of the thread.
            word_limit: Maximum number of words of both.
        """
        candidates = self.candidates(first, sentences, word_limit)
        rated = [(odds_of(self.measures(one, first)), one) for one in candidates]
        likely = sorted((pair for pair in rated if pair[0] >= MIN_ODDS), key=lambda pair: (-pair[0], pair[1].order))
        return next((one for _, one in likely if not self.is_barred(one, first)), None)

    def candidates(
        self, first: WeighedSentence, sentences: Iterable[WeighedSentence], word_limit: int
    ) -> Iterator[WeighedSentence]:
        """Yield the sentences that are recent and short enough and can be quoted behind a first one; none if that one
        lacks its full stop.
        """
        if not first.sentence.has_end:
            return
        room = word_limit - first.sentence.word_count
        for one in sentences:
            sentence = one.sentence
            is_whole = sentence.has_end and not sentence.is_beginning
            if one is first or not is_whole or one.age > MAX_AGE or sentence.word_count > room:
                continue
            if can_follow(one, [first], MIN_QUOTABILITY):
                yield one

    def measures(self, one: WeighedSentence, first: WeighedSentence) -> SecondMeasures:
        """Return the measures of a sentence behind a first one."""
        sentence, text = one.sentence, one.sentence.text
        known = self._title_terms | first.sentence.terms
        acts = facts_of(text).acts - facts_of(first.sentence.text).acts - self._title_acts
        return SecondMeasures(
            repeats=max(0.0, MIN_NEW_SHARE - new_share(sentence.terms, known)),
            is_near=self._stated.is_near(one),
            newer=log1p(max(0.0, (first.age - one.age) / HOUR)),
            older=log1p(max(0.0, (one.age - first.age) / HOUR)),
            later=self._happened_since(one, first),
            states=one.states_event,
            digits=bool(_DIGIT.search(text)),
            acts=bool(acts),
            likelihood=one.event_likelihood,
            unnamed=bool(_UNNAMED.match(text)),
            weight=log(LEAST_WEIGHT + one.weight),
            describes=describes(text),
            follows=continues(one, [first]),
        )

    def is_barred(self, one: WeighedSentence, first: WeighedSentence) -> bool:
        """Whether a sentence hangs, is overtaken, not certain, what somebody said or thinks, or without a fact; on
        something else, the first one again or in conflict with it.
        """
        sentence, other = one.sentence, first.sentence
        if begins_with_quotation(sentence.text) or judges(sentence.text) or not _states_fact(one):
            return True
        if overlap(sentence.surface_words, other.surface_words) > MAX_OVERLAP or self._is_restated(one, first):
            return True
        if self._is_beside(one, first):
            return True
        if is_provisional(one) or is_older_plan(one, first) or self._fit.is_overtaken(one):
            return True
        return contradict(sentence, other) or self._fit.hangs(one, [first])

    def _is_restated(self, one: WeighedSentence, first: WeighedSentence) -> bool:
        statements = (Statement(each.text, each.terms, each.article_id) for each in (one.sentence, first.sentence))
        return restates(*statements, happened_since=self._happened_since(one, first))

    def _is_beside(self, one: WeighedSentence, first: WeighedSentence) -> bool:
        if one.sentence.article_id == first.sentence.article_id:
            return False
        return opens_with_age(one.sentence.text) or (one.affair_share < MIN_AFFAIR and not self._stated.is_near(one))

    def _happened_since(self, one: WeighedSentence, first: WeighedSentence) -> bool:
        event = one.canonical_event
        if event is None or event == first.canonical_event or not self._events[event].is_main:
            return False
        is_of_affair = one.states_event and one.affair_share >= MIN_LATER_AFFAIR
        return is_of_affair and first.age - one.age >= MIN_LATER


def _states_fact(one: WeighedSentence) -> bool:
    """Whether a sentence has a name or a number, or states an act that is to the point."""
    facts = facts_of(one.sentence.text)
    return bool(facts.names or _DIGIT.search(one.sentence.text) or (facts.acts and not one.is_colour))


def odds_of(measures: SecondMeasures) -> float:
    """Return the log-odds that a sentence with some measures is fit to stand second."""
    return BIAS + sum(weight * value for weight, value in zip(WEIGHTS, measures, strict=True))
