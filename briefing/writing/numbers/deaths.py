"""How many deaths the newest headlines of a thread state: what costs lives ranks higher."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from briefing.model.articles import Article
from briefing.writing.numbers.counted_nouns import counted_noun
from briefing.writing.numbers.number_mentions import find_numbers
from briefing.writing.stories import publisher_numbers

MAX_AGE = timedelta(hours=36)
"""Time before the newest article of a thread within which a headline counts: what follows a disaster is other news."""
MIN_PUBLISHERS = 2
"""Number of independent publishers that must state as many deaths or more."""
MAX_STATED = 100_000_000
"""Largest number of deaths that a headline can state; a garbled larger one is cut to it, which the store can hold."""


def stated_deaths(articles: Sequence[Article]) -> int:
    """Return the largest number of deaths that the headlines of two publishers reach; feared deaths do not count."""
    if not articles:
        return 0
    oldest = max(article.published for article in articles) - MAX_AGE
    newest = [article for article in articles if article.published >= oldest]
    by_publisher: dict[int, int] = {}
    for number, article in zip(publisher_numbers(newest), newest, strict=True):
        by_publisher[number] = max(by_publisher.get(number, 0), deaths_in(article.title, article.lang))
    tolls = sorted(by_publisher.values(), reverse=True)
    return tolls[MIN_PUBLISHERS - 1] if len(tolls) >= MIN_PUBLISHERS else 0


def deaths_in(headline: str, lang: str, *, feared: bool = False) -> int:
    """Return the largest number of deaths that a headline states; with `feared`, also of those that it calls feared."""
    deaths = 0
    for number in find_numbers(headline, lang):
        count = counted_noun(headline, number.start, number.end) if isinstance(number.value, float) else None
        if count and count.toll == "dead" and (feared or not count.is_feared):
            deaths = max(deaths, min(MAX_STATED, int(number.value)))
    return deaths
