"""What a thread is about now: the terms of its title and of its newest headlines, weighted by their publishers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache, lru_cache
from math import fsum, log

from briefing.model.articles import Article
from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, WEEKDAY_BY_NAME
from briefing.text.frequencies import background_frequencies
from briefing.text.titles import bare_headline
from briefing.text.words import stem
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stories import houses_of_articles, publisher_numbers

PHASE_SPAN = timedelta(hours=24)
"""Age, counted from the newest article, up to which headlines say what a thread is about now."""
MIN_PHASE_HOUSES = 3
"""Number of houses that the newest phase of a thread has, if the thread has as many."""
TITLE_WEIGHT = 1.0
"""Weight of a term of the title; the most widely used term of the newest headlines has 1 too."""
MIN_SHARE = 0.15
"""Share of the publishers that must use a term of headlines."""
MIN_TERM_PUBLISHERS = 2
"""Number of publishers that must use a term of headlines if more report: one alone may be about a side topic."""
FULL_RARITY = 5.0
"""Negative logarithm of the share of all news with a term, from which on it counts in full."""
FOCUS_TERMS = 6
"""Number of heaviest terms that a sentence must contain to be wholly about the focus."""

MAX_REMEMBERED = 16_384
"""Number of terms whose rarity is remembered: those of the news of some weeks."""

Focus = Mapping[str, float]


def phase_articles(articles: Sequence[Article]) -> list[Article]:
    """Return the articles of the last `PHASE_SPAN`, newest first, and older ones until enough houses report."""
    newest_first = sorted(articles, key=lambda article: (article.published, article.id), reverse=True)
    houses: set[str] = set()
    phase: list[Article] = []
    for article, house in zip(newest_first, houses_of_articles(newest_first), strict=True):
        is_recent = newest_first[0].published - article.published <= PHASE_SPAN
        if not is_recent and len(houses) >= MIN_PHASE_HOUSES:
            break
        phase.append(article)
        houses.add(house)
    return phase


def focus_of(articles: Sequence[Article], title: str = "") -> dict[str, float]:
    """Return the weights of the terms that a thread is about now.

    Args:
        articles: The articles of the thread's newest phase, at least one.
        title: The title of the thread, if it is known.
    """
    publishers_by_term: dict[str, set[int]] = defaultdict(set)
    numbers = publisher_numbers(articles)
    for number, article in zip(numbers, articles, strict=True):
        for term in bag_of_words(bare_headline(article.title, article.publisher), article.lang):
            publishers_by_term[term].add(number)
    for word in _calendar_stems():
        publishers_by_term.pop(word, None)
    total = len(set(numbers))
    shares = {
        term: len(publishers) / total
        for term, publishers in publishers_by_term.items()
        if len(publishers) >= min(MIN_TERM_PUBLISHERS, total - 1)
    }
    top = max(shares.values(), default=1.0)
    focus = {term: share / top for term, share in shares.items() if share >= MIN_SHARE}
    for term in bag_of_words(title, articles[0].lang):
        focus[term] = focus.get(term, 0.0) + TITLE_WEIGHT
    # squared, since a side topic often shares the names that fill the month's news
    return {term: weight * term_rarity(term) ** 2 for term, weight in focus.items()}


@lru_cache(maxsize=MAX_REMEMBERED)
def term_rarity(term: str) -> float:
    """Return how much a term says, 0 to 1: "covid" in full, "new" a third."""
    return min(1.0, -log(background_frequencies().document_share(term)) / FULL_RARITY)


@cache
def _calendar_stems() -> frozenset[str]:
    return frozenset(stem(word, "en") for word in (*WEEKDAY_BY_NAME, *ENGLISH_MONTH_WORDS))


def relevance(terms: frozenset[str], focus: Focus) -> float:
    """Return how much of a focus some terms hold, 0 to 1."""
    heaviest = sum(sorted(focus.values(), reverse=True)[:FOCUS_TERMS])
    return min(1.0, fsum(focus.get(term, 0.0) for term in terms) / heaviest) if heaviest else 0.0
