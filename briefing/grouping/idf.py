"""Inverse document frequencies (IDF): how rare a term is in the news at large and in the reader's own articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import log

from briefing.text.frequencies import background_frequencies

STORY_PRIOR_COUNT = 1000.0
"""Pseudo-count, in articles, of the background corpus (a Dirichlet prior) when articles are grouped into stories.

It is low because within a topic that fills the news only the other words distinguish stories."""
THREAD_PRIOR_COUNT = 10_000.0
"""The same pseudo-count for the articles that represent a thread, where the names of the topic itself should weigh."""
MIN_TOPIC_ARTICLES = 4500.0
"""Fewest articles, background included, from which the rarity of the words of a topic is taken.

In a small collection one affair can fill a fifth of all articles; its own words must still join them."""
MIN_IDF = 0.1
"""Lower bound of an IDF: no term is quite without weight."""
MIN_PLACE_USES = 2
"""Fewest articles that must use a name as a place ("in Torvane") before each of its uses is taken as a place."""
MIN_PLACE_SHARE = 0.2
"""Least share of the articles with a name that must use it as a place, for the same purpose."""


def place_usage_term(name: str) -> str:
    """The term under which uses of a name as a place are counted."""
    return f"in {name}"


class Idf(dict[str, float]):
    """The IDF by term for one batch; computed when a term is first looked up.

    An IDF is -ln of the share of articles that contain the term. The share is that of the reader's own articles,
    smoothed with the background corpus as a prior. A word that fills the reader's news ("olympics" in July) loses
    weight.
    """

    def __init__(
        self, document_frequencies: Mapping[str, int], document_count: int, prior_count: float = STORY_PRIOR_COUNT
    ) -> None:
        """Set up the frequencies.

        Args:
            document_frequencies: Number of the reader's articles that contain each term.
            document_count: Number of the reader's articles.
            prior_count: Pseudo-count of the background corpus, in articles.
        """
        super().__init__()
        self._document_frequencies = document_frequencies
        self._document_count = document_count
        self._prior_count = prior_count
        self._for_topics: Idf | None = None
        self._in_the_news: Idf | None = None
        self._place_usage: dict[str, bool] = {}
        self._background = background_frequencies()

    def __missing__(self, term: str) -> float:
        value = self[term] = self._value(term, self._document_frequencies.get(term, 0))
        return value

    def _value(self, term: str, document_frequency: int) -> float:
        prior = self._prior_count * self._background.document_share(term)
        share = (document_frequency + prior) / (self._document_count + self._prior_count)
        return max(MIN_IDF, -log(share))

    @property
    def for_topics(self) -> Idf:
        """The IDF with a background that makes up at least `MIN_TOPIC_ARTICLES` with the articles.

        In a small store it keeps the weight of the words of its largest topic.
        """
        prior_count = MIN_TOPIC_ARTICLES - self._document_count
        if prior_count <= self._prior_count:
            return self
        if self._for_topics is None:
            self._for_topics = Idf(self._document_frequencies, self._document_count, prior_count)
        return self._for_topics

    @property
    def in_the_news(self) -> Idf:
        """The IDF with the small background of stories: a name that fills the reader's news is common in it."""
        if self._in_the_news is None:
            self._in_the_news = Idf(self._document_frequencies, self._document_count, STORY_PRIOR_COUNT)
        return self._in_the_news

    def add_frequencies(self, terms: Collection[str], read: Callable[[Sequence[str]], Mapping[str, int]]) -> None:
        """Read the frequencies of those of some terms that have none yet, before one of them is looked up."""
        if unknown := sorted(term for term in terms if term not in self and term not in self._document_frequencies):
            counts = read(unknown)
            self.update((term, self._value(term, counts.get(term, 0))) for term in unknown)

    def is_used_as_place(self, name: str) -> bool:
        """Whether the reader's articles often use a name as a place ("in Torvane"), in whichever article it is now."""
        is_place = self._place_usage.get(name)
        if is_place is None:
            uses = self._document_frequencies.get(place_usage_term(name), 0)
            is_place = self._place_usage[name] = (
                uses >= MIN_PLACE_USES and uses >= MIN_PLACE_SHARE * self._document_frequencies.get(name, 0)
            )
        return is_place


class GrowingIdf(Idf):
    """The IDF of articles that are counted one batch after another, as refreshes count them."""

    def __init__(self, prior_count: float = STORY_PRIOR_COUNT) -> None:
        """Begin without articles. `prior_count`: as for `Idf`."""
        self._counts: Counter[str] = Counter()
        super().__init__(self._counts, 0, prior_count)

    def count_articles(self, terms_of_articles: Iterable[Iterable[str]]) -> None:
        """Count more articles, each given by its terms; every IDF is computed anew when it is looked up."""
        for terms in terms_of_articles:
            self._counts.update(terms)
            self._document_count += 1
        self._for_topics = self._in_the_news = None
        self._place_usage.clear()
        self.clear()
