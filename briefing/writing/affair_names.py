"""Whether a reader sees two threads as one affair: they share a name of their own, beside the link of their affair.

Threads are linked by what they have in common, which may be a firm, a war or a head of state that much else has too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.text.names import find_names
from briefing.text.titles import bare_headline
from briefing.writing.sentence_vectors import bag_of_words

if TYPE_CHECKING:
    from briefing.model.threads import Thread

MAX_HEADLINES = 60
"""Newest headlines of a thread in which its names are counted; bounds the cost of a long one."""
MIN_NAME_SHARE = 0.25
"""Share of the headlines of a thread that have a name which is its own."""
MAX_OTHERS = 1
"""Other affairs with a name from which on it says nothing: heads of state and large firms are in many."""


class AffairNames:
    """The names that are a thread's own, among the threads of one digest."""

    def __init__(self, threads: Sequence[Thread]) -> None:
        """Count the names of threads, and of how many affairs each is."""
        self._own = {thread.row.id: _own_names(thread) for thread in threads}
        self._affair = {thread.row.id: thread.row.affair_id or thread.row.id for thread in threads}

    def are_one(self, one: str, other: str) -> bool:
        """Return whether the threads with two ids share a name that hardly any other affair has."""
        affairs = {self._affair[one], self._affair[other], one, other}
        shared = self._own[one] & self._own[other]
        outside = Counter(
            name for id, own in self._own.items() if self._affair[id] not in affairs for name in own & shared
        )
        return any(outside[name] <= MAX_OTHERS for name in shared)


def _own_names(thread: Thread) -> frozenset[str]:
    """Return the names that many headlines of a thread have; the words of its title, if it has none."""
    articles = sorted(
        (article for story in thread.stories for article in story.articles), key=lambda one: one.published, reverse=True
    )[:MAX_HEADLINES]
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(find_names(bare_headline(article.title, article.publisher), "", article.lang).words)
    own = {name for name, count in counts.items() if count >= MIN_NAME_SHARE * len(articles)}
    return frozenset(own | find_names(thread.row.title).words) or frozenset(bag_of_words(thread.row.title))
