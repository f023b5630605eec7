"""Summarizes one story in a given number of words: for `briefing summarize`."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.articles import Article
from briefing.model.threads import Sentence
from briefing.writing.sentences.quotable_sentences import QuotableSentence, measure_sentence, quotable_sentences
from briefing.writing.summary.maximum_coverage import MaximumCoverage
from briefing.writing.summary.salience import (
    LONG_PAIR_WEIGHT,
    LONG_WEIGHTS,
    WEIGHTS,
    concept_weights,
    salience,
    story_statistics,
)

MIN_WORDS = 8
"""Length in words below which a sentence is rarely worth quoting."""
SHORT_SUMMARY_WORDS = 66
"""Length in words of the human summaries of NeuS, on which short summaries were tuned."""
LONG_SUMMARY_WORDS = 250
"""Length in words from which on the exponent of salience no longer grows."""
LONG_SUMMARY_FROM = 150
"""Budget in words from which on a summary is long: it has its own weights."""
LONG_SALIENCE_EXPONENT = 3.0
"""Exponent of salience in a long summary; chosen on Multi-News."""
MIN_SALIENCE_EXPONENT, MAX_SALIENCE_EXPONENT = 0.5, 2.0
"""Range of the exponent of salience in short summaries; chosen on NeuS and Multi-News."""
INCOMPLETE_FACTOR = 0.3
"""Factor of the worth of a very short or cut sentence."""


def summarize_story(articles: Sequence[Article], word_budget: int) -> tuple[Sentence, ...]:
    """Summarize the articles of one story.

    Args:
        articles: The articles; their titles stand in if they have no text.
        word_budget: Maximum number of words of the summary.

    Returns:
        Sentences of the articles, by their position in the articles.
    """
    pool = quotable_sentences(articles, judged=False)
    if not pool:
        pool = [
            measure_sentence(article.title, article, i) for i, article in enumerate(articles) if article.title.strip()
        ]
    statistics = story_statistics(articles, pool)
    weights, pair_weight = (LONG_WEIGHTS, LONG_PAIR_WEIGHT) if word_budget >= LONG_SUMMARY_FROM else (WEIGHTS, 1.0)
    exponent = _salience_exponent(word_budget)
    factors = [salience(one, statistics, weights) ** exponent * _completeness_factor(one) for one in pool]
    selection = MaximumCoverage(
        pool, lambda sentence: concept_weights(sentence, statistics, pair_weight), factors, word_budget
    )
    ordered = sorted(selection.solve(), key=lambda i: (pool[i].position, pool[i].article_index))
    return tuple(Sentence(pool[i].text, pool[i].article_id) for i in ordered)


def _salience_exponent(word_budget: int) -> float:
    """The exponent of salience: shared concepts decide a short summary, the quality of each sentence a long one."""
    if word_budget >= LONG_SUMMARY_FROM:
        return LONG_SALIENCE_EXPONENT
    share = (word_budget - SHORT_SUMMARY_WORDS) / (LONG_SUMMARY_WORDS - SHORT_SUMMARY_WORDS)
    return MIN_SALIENCE_EXPONENT + (MAX_SALIENCE_EXPONENT - MIN_SALIENCE_EXPONENT) * min(1.0, max(0.0, share))


def _completeness_factor(sentence: QuotableSentence) -> float:
    return INCOMPLETE_FACTOR if sentence.word_count < MIN_WORDS or sentence.cut_visibly else 1.0
