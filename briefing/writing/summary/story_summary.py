"""Summaries: sentences that stand word for word in articles, chosen so that together they tell the most."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.articles import Article, Story
from briefing.model.threads import Sentence, Summary
from briefing.writing.stories import sample_stories
from briefing.writing.summary.quotable_sentences import QuotableSentence, measure_sentence, quotable_sentences
from briefing.writing.summary.salience import (
    LONG_PAIR_WEIGHT,
    LONG_WEIGHTS,
    WEIGHTS,
    concept_weights,
    salience,
    story_statistics,
)
from briefing.writing.summary.sentence_selection import SentenceSelection
from briefing.writing.summary.thread_summary import ThreadSummarizer

MIN_WORDS = 8  # words of a sentence worth quoting in a full summary
SHORT_SUMMARY_WORDS, LONG_SUMMARY_WORDS = 66, 250  # words
LONG_SUMMARY_FROM = 150  # words from which on a summary is a long one
LONG_SALIENCE_EXPONENT = 3.0  # exponent of salience in a long one


def summarize_story(articles: Sequence[Article], word_budget: int) -> tuple[Sentence, ...]:
    """Return sentences of the articles of one story that fill `words` words, by their place in the articles."""
    pool = quotable_sentences(articles)
    if not pool:
        pool = [measure_sentence(a.title, a, i) for i, a in enumerate(articles) if a.title.strip()]
    common = story_statistics(articles, pool)
    weights, pairs = (LONG_WEIGHTS, LONG_PAIR_WEIGHT) if word_budget >= LONG_SUMMARY_FROM else (WEIGHTS, 1.0)
    factors = [salience(q, common, weights) ** _salience_exponent(word_budget) * _completeness_factor(q) for q in pool]
    chosen = SentenceSelection(pool, lambda q: concept_weights(q, common, pairs), factors, word_budget).solve()
    ordered = sorted(chosen, key=lambda i: (pool[i].position, pool[i].article_index))
    return tuple(Sentence(pool[i].text, pool[i].article_id) for i in ordered)


def summarize_thread(stories: Sequence[Story]) -> Summary:
    """Return the summary of a thread in three sizes: its newest development first, in sentences that stand alone."""
    read = sample_stories(stories)
    return ThreadSummarizer(read).summarize() if read else Summary()


def _salience_exponent(word_budget: int) -> float:
    """The exponent of salience: what is shared decides a short summary, how good each sentence is a long one."""
    if word_budget >= LONG_SUMMARY_FROM:
        return LONG_SALIENCE_EXPONENT
    share = (word_budget - SHORT_SUMMARY_WORDS) / (LONG_SUMMARY_WORDS - SHORT_SUMMARY_WORDS)
    return 0.5 + 1.5 * min(1.0, max(0.0, share))


def _completeness_factor(sentence: QuotableSentence) -> float:
    if sentence.word_count < MIN_WORDS:
        return 0.3
    return 0.3 if sentence.cut_visibly else 1.0
