"""House phrases: learned from the store when new articles come, and taken out of what is grouped and quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from briefing.text.publishers.house_phrases import PhrasesByPublisher, without_house_phrases

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.house_phrases import HousePhrase
    from briefing.model.threads import Thread
    from briefing.store.store import Store

READ_ARTICLES = 200
"""Latest articles of a publisher from which its phrases are learned."""
OTHER_ARTICLES = 1000
"""Latest articles of all publishers in which a phrase is looked for before it is taken for one of a house."""
MAX_PHRASES = 100
"""Phrases of one publisher; each costs time with every article that is read."""


class HousePhrases:
    """Learns the phrases of publishers, and removes them from articles."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def learn(self, new_articles: Sequence[Article]) -> None:
        """Learn the phrases of the publishers of new, stored articles, of each when enough have come."""
        due = self._store.house_phrases.count_new(Counter(one.publisher for one in new_articles if one.publisher))
        if not due:
            return
        from briefing.text.publishers.house_phrase_learning import texts_by_house

        known = self._store.house_phrases.by_publisher()
        text_by_house = cache(lambda: texts_by_house(self._store.house_phrases.latest_articles(OTHER_ARTICLES)))
        for publisher in due:
            self._learn_publisher(publisher, known.get(publisher, ()), text_by_house)

    def without(self, articles: Sequence[Article]) -> list[Article]:
        """Return articles without the phrases of their publishers."""
        phrases = self._store.house_phrases.by_publisher()
        return [without_house_phrases(article, phrases) for article in articles] if phrases else list(articles)

    def without_in(self, stories: Sequence[Story]) -> tuple[Story, ...]:
        """Return stories, their articles without the phrases of their publishers."""
        phrases = self._store.house_phrases.by_publisher()
        return tuple(_story_without(story, phrases) for story in stories) if phrases else tuple(stories)

    def without_in_threads(self, threads: Sequence[Thread]) -> list[Thread]:
        """Return threads, their articles without the phrases of their publishers."""
        phrases = self._store.house_phrases.by_publisher()
        return [
            replace(thread, stories=tuple(_story_without(story, phrases) for story in thread.stories))
            for thread in threads
        ]

    def _learn_publisher(
        self, publisher: str, known: Sequence[HousePhrase], text_by_house: Callable[[], Mapping[str, str]]
    ) -> None:
        """Learn the phrases of one publisher; former ones stay if nothing in its latest articles speaks against them.

        Args:
            publisher: The publisher.
            known: Its phrases so far.
            text_by_house: What all houses printed; asked for only if there is a phrase.
        """
        from briefing.text.publishers.house_phrase_learning import (
            find_house_phrases,
            still_valid_phrases,
            without_common_phrases,
        )

        articles = self._store.house_phrases.latest_articles(READ_ARTICLES, publisher)
        repeated = find_house_phrases(articles)
        accepted = without_common_phrases(repeated, articles, text_by_house()) if repeated else ()
        former = still_valid_phrases([one for one in known if one not in repeated], repeated, articles)
        phrases = [*accepted, *former][:MAX_PHRASES]
        changes = {publisher: sorted(set(phrases).symmetric_difference(known))}
        changed = [one.id for one in articles if without_house_phrases(one, changes) != one]
        self._store.house_phrases.save(publisher, phrases, changed)


def _story_without(story: Story, phrases: PhrasesByPublisher) -> Story:
    articles = tuple(without_house_phrases(article, phrases) for article in story.articles)
    return replace(story, articles=articles)
