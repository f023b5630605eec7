"""Compares a thread with a larger one that may be its affair: do both agree as wholes?

The trained model weighs what they have in common. Before it, a pair is left out that shares names and nothing else,
only one that fills the news, or hardly any of the names that the affair is about: much is said of one head of state.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set

from briefing.grouping.article_vectors import TermWeights, cosine, unit_vector
from briefing.grouping.false_links import false_link_probability, link_signals
from briefing.grouping.group import Group
from briefing.grouping.idf import Idf
from briefing.grouping.two_topics import Topic

MIN_AFFAIR_STORIES = 4
"""Number of stories of a thread from which on the trained model may take it for an affair: what is smaller gives a part
no context. A smaller one is an affair only by a rare name in the headlines, as below."""
MAX_SILENCE_HOURS = 90 * 24.0
"""Hours between two threads after which they are no longer connected."""
MIN_SHARED_WORDS = 2
"""Number of words of names shared with an affair that need no other word: one country is part of many topics."""

# The limits below were chosen on 341 links of captured feeds of May 2020 and March 2026, of which readers of the
# headlines took 86 for false: they leave out 33 of these and 12 of the others.
MIN_NAME_WEIGHT = 0.25
"""Least weight of a name that an affair is about, as a share of that of its strongest name."""
MIN_NAME_COVERAGE = 0.15
"""Least share of the weight of these names that a part has too."""
COMMON_IDF = 2.5
"""IDF in the reader's own news below which a name is common: one article in twelve has it."""
FULL_COVERAGE = 0.4
"""Share from which on one name says enough, but for places: hardly anything else is about a person of whom an affair
is."""
MIN_NAMELESS_COSINE = 0.02
"""Least cosine of the words that are names of neither, if one name is shared that does not say enough."""

# Two threads of any size, of which half of the headlines have a name that is rare in the reader's news, are of one
# affair: the larger becomes that of the smaller. The limits were chosen on pairs of threads of the same feeds.

MIN_HEADLINE_NAME_IDF = 4.75
"""Least IDF of the name in the reader's own news: one article in 115 has it."""
MIN_COSINE_WITH_NAME = 0.24
"""Least cosine of all words of the two."""
MIN_NAMELESS_COSINE_WITH_NAME = 0.04
"""Least cosine of those words that are names of neither."""
MAX_SILENCE_HOURS_WITH_NAME = 12.0
"""Hours without a report between the two, at most: they are reported side by side."""
MIN_ARTICLES_WITH_NAME = 1.5
"""Least number of articles of each, of which older ones count less: one headline names much."""

STAY_SHARE = 0.75
"""Share of these limits that is enough for a part to stay in its affair, so that it does not come and go."""

MAX_FALSE_LINK = 0.5
"""Probability of a false link up to which a thread becomes part of an affair."""
MAX_FALSE_LINK_OF_PART = 0.6
"""Probability of a false link up to which it stays part of it."""

MAX_VECTORS = 300
"""Number of threads whose vectors are remembered, about 20 kB each; then they are computed again."""
MAX_TOPICS = 50
"""Number of affairs whose topics are remembered, about 40 kB each; then they are weighed again."""

AffairSignals = tuple[float, ...]
"""The values of `AFFAIR_SIGNALS`."""


class _Profile:
    """What is compared of a thread: its unit vectors, and its names of several words."""

    def __init__(self, thread: Group) -> None:
        self.words, self.names = unit_vector(thread.word_weights), unit_vector(thread.name_weights)
        self.phrases = frozenset(phrase for member in thread.members for phrase in member.name_phrases)
        self.headline_names = _headline_names(thread)


class AffairComparer:
    """Compares threads with larger ones; remembers their vectors and the topics of the larger ones."""

    def __init__(
        self, idf: Idf, read_frequencies: Callable[[Sequence[str]], Mapping[str, int]] = lambda _names: {}
    ) -> None:
        """Set up the comparer.

        Args:
            idf: The rarity of the terms of a batch.
            read_frequencies: Returns in how many articles before the batch each of some names occurred.
        """
        self._idf = idf
        self._read_frequencies = read_frequencies
        self._profiles: dict[str, _Profile] = {}
        self._topics: dict[str, Topic] = {}

    def signals(self, part: Group, affair: Group, *, stays: bool = False) -> AffairSignals | None:
        """The values of `AFFAIR_SIGNALS` for a thread and a larger one; None if that cannot be its affair.

        A part that stays in its affair needs less.
        """
        if affair.size < MIN_AFFAIR_STORIES or not affair.article_weight:
            return None
        if _silence_hours(part, affair) > MAX_SILENCE_HOURS:
            return None
        shared_name_words = part.name_weights.keys() & affair.name_weights.keys()
        if not shared_name_words:
            return None
        topic = self._topic(affair)
        if len(shared_name_words) < MIN_SHARED_WORDS and not any(topic.has_headline_word(one) for one in part.members):
            return None
        names = self._shared_names(shared_name_words, part, affair)
        return self._values(part, affair) if self._agree(part, affair, names, _needed_share(stays)) else None

    def agree_by_headline_name(self, one: Group, other: Group, *, stays: bool = False) -> bool:
        """Whether two threads of any size are of one affair, as a rare name in the headlines of both shows."""
        needed = _needed_share(stays)
        if not (one.name_weights.keys() & other.name_weights.keys()):
            return False
        if min(one.article_weight, other.article_weight) < needed * MIN_ARTICLES_WITH_NAME:
            return False
        if _silence_hours(one, other) > MAX_SILENCE_HOURS_WITH_NAME / needed:
            return False
        a, b = self._profile(one), self._profile(other)
        names = a.headline_names & b.headline_names
        news_idf = self._idf_in_the_news(names)
        if not any(news_idf[name] >= needed * MIN_HEADLINE_NAME_IDF for name in names):
            return False
        nameless_cosine = self._nameless_cosine(one, other)
        return (
            cosine(a.words, b.words) >= needed * MIN_COSINE_WITH_NAME
            and nameless_cosine >= needed * MIN_NAMELESS_COSINE_WITH_NAME
        )

    def is_false_link(self, part: Group, affair: Group, *, stays: bool = False) -> bool:
        """Whether a thread that fits an affair by its words and names is about something else all the same."""
        return false_link_probability(self.signals_of_link(part, affair)) > (
            MAX_FALSE_LINK_OF_PART if stays else MAX_FALSE_LINK
        )

    def signals_of_link(self, part: Group, affair: Group) -> tuple[float, ...]:
        """Return the signals by which a thread can be about something else than an affair."""
        shared_name_words = part.name_weights.keys() & affair.name_weights.keys()
        names = self._shared_names(shared_name_words, part, affair)
        headline_names = self._profile(part).headline_names & self._profile(affair).headline_names
        return link_signals(part, affair, self._topic(affair), len(names), len(headline_names), self._idf)

    def _values(self, part: Group, affair: Group) -> AffairSignals:
        a, b = self._profile(part), self._profile(affair)
        likeness = cosine(a.words, b.words), cosine(a.names, b.names)
        return (*likeness, self._topic(affair).headline_fit(part.members))

    def _agree(self, part: Group, affair: Group, names: Collection[Set[str]], needed: float) -> bool:
        """Whether the names that a thread and a larger one share show one affair.

        They carry enough of the weight of the names of the affair, and are several; or one that alone carries
        `FULL_COVERAGE` of it and is no place; or one that is rare, or a place of `FULL_COVERAGE`, if the words that are
        no names agree too.
        """
        coverage = self._name_coverage(part, affair) / needed
        if coverage < MIN_NAME_COVERAGE:
            return False
        if len(names) > 1:
            return True
        (name,) = names
        if coverage < FULL_COVERAGE and self._is_common(name, needed):
            return False
        if coverage >= FULL_COVERAGE and not self._is_place(name, affair):
            return True
        return not part.word_weights or self._nameless_cosine(part, affair) >= needed * MIN_NAMELESS_COSINE

    def _is_common(self, name: Set[str], needed: float) -> bool:
        """Whether all words of a name are common in the reader's news."""
        idf = self._idf_in_the_news(name)
        return all(idf[word] < needed * COMMON_IDF for word in name)

    def _idf_in_the_news(self, names: Collection[str]) -> Idf:
        """The rarity of names in all of the reader's news, also of those that no article of the batch has."""
        idf = self._idf.in_the_news
        idf.add_frequencies(names, self._read_frequencies)
        return idf

    def _is_place(self, name: Set[str], affair: Group) -> bool:
        """Whether a name is that of a place in most articles of an affair that have it."""
        having = [member for member in affair.members if not name.isdisjoint(member.features.names)]
        return 2 * sum(not name.isdisjoint(member.place_names) for member in having) > len(having)

    def _name_coverage(self, part: Group, affair: Group) -> float:
        """The share of the weight of the names that an affair is about which a part has too."""
        weights = affair.name_weights
        names = {name: max(weights[word] for word in name) for name in self._shared_names(weights.keys(), part, affair)}
        least = MIN_NAME_WEIGHT * max(names.values())
        main = {name: weight for name, weight in names.items() if weight >= least}
        covered = [weight for name, weight in main.items() if not name.isdisjoint(part.name_weights)]
        total = sum(sorted(main.values()))
        return sum(sorted(covered)) / total if total > 0 else 0.0  # the weights of older profiles can be 0

    def _nameless_cosine(self, one: Group, other: Group) -> float:
        """The cosine of the words of two threads, of those that are names of neither."""
        a, b = self._profile(one).words, self._profile(other).words
        shared = (a.keys() & b.keys()) - one.name_weights.keys() - other.name_weights.keys()
        return cosine(_only(a, shared), b)

    def _shared_names(self, words: Iterable[str], one: Group, other: Group) -> list[frozenset[str]]:
        """The names that some words make up in two threads, each with its words: "Anna Berg" is one name."""
        return _whole_names(words, self._profile(one).phrases | self._profile(other).phrases)

    def _profile(self, thread: Group) -> _Profile:
        if thread.id not in self._profiles:
            if len(self._profiles) >= MAX_VECTORS:
                self._profiles.clear()
            self._profiles[thread.id] = _Profile(thread)
        return self._profiles[thread.id]

    def _topic(self, affair: Group) -> Topic:
        """What the articles of an affair have in common."""
        if affair.id not in self._topics:
            if len(self._topics) >= MAX_TOPICS:
                self._topics.clear()
            self._topics[affair.id] = Topic.of(affair, self._idf)
        return self._topics[affair.id]


def _needed_share(stays: bool) -> float:
    """The share of a limit that must be reached."""
    return STAY_SHARE if stays else 1.0


def _silence_hours(one: Group, other: Group) -> float:
    return max(one.first_hour, other.first_hour) - min(one.last_hour, other.last_hour)


def _only(weights: TermWeights, terms: Iterable[str]) -> TermWeights:
    return {term: weights[term] for term in terms}


def _headline_names(thread: Group) -> frozenset[str]:
    """The words of names that at least half of the headlines of a thread have."""
    counts = Counter(name for member in thread.members for name in member.title_names)
    return frozenset(name for name, count in counts.items() if 2 * count >= len(thread.members))


def _whole_names(words: Iterable[str], phrases: Collection[frozenset[str]]) -> list[frozenset[str]]:
    """Make whole names of words, given names of several words, the longest first."""
    left = set(words)
    names = []
    for phrase in sorted((phrase & left for phrase in phrases), key=lambda one: (-len(one), sorted(one))):
        if len(phrase) > 1 and phrase <= left:
            names.append(phrase)
            left -= phrase
    return [*names, *(frozenset([word]) for word in sorted(left))]
