"""Summaries: sentences that stand word for word in articles, chosen so that together they tell the most."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.articles import Article, Story
from briefing.model.threads import Sentence, Summary
from briefing.writing.compose import Composer
from briefing.writing.quotes import Quote, quote, quotes
from briefing.writing.reading import bounded
from briefing.writing.salience import LONG_WEIGHTS, PAIRS, WEIGHTS, field, salience, worth
from briefing.writing.select import Choice

SHORTEST = 8  # words of a sentence worth quoting in a full summary
SHORT_BUDGET, LONG_BUDGET = 66, 250  # words
LONG = 150  # words from which on a summary is a long one
SHARP = 3.0  # exponent of salience in a long one


def summarize(articles: Sequence[Article], words: int) -> tuple[Sentence, ...]:
    """Return sentences of the articles of one story that fill `words` words, by their place in the articles."""
    pool = quotes(articles)
    if not pool:
        pool = [quote(a.title, a, i) for i, a in enumerate(articles) if a.title.strip()]
    common = field(articles, pool)
    weights, pairs = (LONG_WEIGHTS, PAIRS) if words >= LONG else (WEIGHTS, 1.0)
    factors = [salience(q, common, weights) ** _sharpness(words) * _soundness(q) for q in pool]
    chosen = Choice(pool, lambda q: worth(q, common, pairs), factors, words).solve()
    ordered = sorted(chosen, key=lambda i: (pool[i].rank, pool[i].source))
    return tuple(Sentence(pool[i].text, pool[i].article) for i in ordered)


def summary(stories: Sequence[Story]) -> Summary:
    """Return the summary of a thread in three sizes: its newest development first, in sentences that stand alone."""
    read = bounded(stories)
    return Composer(read).summary() if read else Summary()


def _sharpness(words: int) -> float:
    """The exponent of salience: what is shared decides a short summary, how good each sentence is a long one."""
    if words >= LONG:
        return SHARP
    share = (words - SHORT_BUDGET) / (LONG_BUDGET - SHORT_BUDGET)
    return 0.5 + 1.5 * min(1.0, max(0.0, share))


def _soundness(quote: Quote) -> float:
    if quote.words < SHORTEST:
        return 0.3
    return 0.3 if quote.cut else 1.0
