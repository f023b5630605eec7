"""Which stories of a thread are perhaps of another topic: they stay in it, but do not speak for it.

Of the stories of a thread about one in ten belongs elsewhere, and most of these share as much with the others as those
that belong there. A small logistic model looks for how much closer the others are to each other than to a story, for
what the headlines of the one say in the articles of the others, and for whether the stories of the store that are most
like it are in its thread. What matters to the thread, or what a person has confirmed, is never doubted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import fsum, log

from briefing.grouping.article_vectors import ArticleVector, TermWeights
from briefing.grouping.average_linkage import add_weights, inner_product
from briefing.grouping.constraints import ConstraintChecker
from briefing.grouping.group import FIRST_KEPT, LATEST_KEPT, Group, group_from_profile
from briefing.grouping.idf import THREAD_PRIOR_COUNT, Idf
from briefing.grouping.signals import sigmoid
from briefing.grouping.thread_split import whole_story
from briefing.grouping.two_topics import Topic
from briefing.model.articles import Story
from briefing.model.grouping import Archive, Profile
from briefing.text.publishers.publishers import houses_of

# The weights, in log-odds, were fitted on 2,101 stories of captured feeds of May 2020, September 2023 and March 2026.
# Readers took 234 of them for another topic than that of their thread; `benchmarks/train_story_doubts.py` fits them.
OTHER_TOPIC_BIAS = 0.4
"""Log-odds of a story of another topic, without any of the following."""
CLOSER_WEIGHT = 2.3
"""Weight of the logarithm by which the other stories are closer to each other than to a story."""
SHARE_WEIGHT = -2.95
"""Weight of the share of the headlines, by rarity, that stands in the articles of the other side, on the side where it
is larger."""
NEIGHBOUR_WEIGHT = -2.85
"""Weight of the share of the stories most like a story that are in its thread, of as many as can be."""
OTHER_TOPIC_WEIGHTS = (CLOSER_WEIGHT, SHARE_WEIGHT, NEIGHBOUR_WEIGHT)
MAX_OTHER_TOPIC_PROBABILITY = 0.3
"""Probability of another topic above which a story is doubted.

With it, and weights of the other two windows, 62 of 286 reports of other topics are set aside in 461 threads that
readers edited, and 79 of 4,650 others, of which 31 report an event. Of 91 threads with one such report in ten, 80 have
as many left. With 0.25 these are 74, 108, 42 and 78; with 0.35 they are 52, 65, 29 and 81."""

MIN_STORIES = 4
"""Number of stories of a thread from which on they show what it is about."""
MAX_JUDGED = 60
"""Number of latest stories of a thread that are judged, and judged by: bounds the cost. Earlier ones stay as judged."""
NEIGHBOUR_COUNT = 10
"""Number of stories of the store, those that share most rare terms with a story, that are asked for their thread."""
MIN_WEIGHT = 1e-9
"""Weight below which only rounding is left of a term."""
MIN_PAIR_WEIGHT = 0.5
"""Least weight of pairs of articles that have a mean cosine: two articles, each with the other, weigh 2."""
COSINE_FLOOR = 0.01
"""Added to a mean cosine before it is compared with another one: below it, differences are chance."""
MIN_SAFE_PUBLISHERS = 3
"""Number of publishers from which on a story matters too much to be doubted."""
MIN_SAFE_NEWEST_PUBLISHERS = 2
"""The same for the newest story of a thread, which may be its turn."""


def doubted_stories(
    stories: Sequence[Story], title: str, archive: Archive, checker: ConstraintChecker
) -> frozenset[str]:
    """Return the ids of those stories of a thread that are perhaps of another topic.

    Args:
        stories: All its stories, oldest first, with their articles.
        title: Its title so far; the story that bears it is not doubted.
        archive: The stories of all threads, with this one.
        checker: A person's corrections; what they put into the thread is not doubted.
    """
    if len(stories) < MIN_STORIES:
        return frozenset()
    earlier, latest = stories[:-MAX_JUDGED], stories[-MAX_JUDGED:]
    former = {story.id for story in earlier if story.doubted}
    profiles = archive.profiles("story", [story.id for story in latest])
    terms = {profile.id: profile.terms for profile in profiles}
    in_thread, safe = frozenset(story.id for story in stories), _safe_stories(latest, title)
    beside = StoriesBesideOthers(*_stories_with_idf(profiles, archive))

    def is_doubted(id: str) -> bool:
        measures = beside.measures(id)
        if not measures or other_topic_probability(measures) <= MAX_OTHER_TOPIC_PROBABILITY:
            return False  # the share of its neighbours in the thread can only lower it
        neighbour_share = _neighbour_share(id, terms[id], in_thread, archive)
        return other_topic_probability(measures, neighbour_share) > MAX_OTHER_TOPIC_PROBABILITY

    judged = {id for id in beside.ids if id not in safe and is_doubted(id)}
    return frozenset(id for id in former | judged if not checker.linked_at("thread", id))


def other_topic_probability(measures: Sequence[float], neighbour_share: float = 0.0) -> float:
    """Return the probability that a story is of another topic than the others of its thread, by its measures."""
    weighted = zip(OTHER_TOPIC_WEIGHTS, (*measures, neighbour_share), strict=True)
    return sigmoid(OTHER_TOPIC_BIAS + fsum([weight * value for weight, value in weighted]))


def _safe_stories(stories: Sequence[Story], title: str) -> set[str]:
    """The ids of stories that matter to a thread: of many publishers, the largest, the newest, that of the title."""
    counts = {story.id: _publisher_count(story) for story in stories}
    largest = max(stories, key=lambda story: (counts[story.id], len(story.articles), story.id))
    safe = {id for id, count in counts.items() if count >= MIN_SAFE_PUBLISHERS} | {largest.id}
    if counts[stories[-1].id] >= MIN_SAFE_NEWEST_PUBLISHERS:
        safe.add(stories[-1].id)
    return safe | {story.id for story in stories if any(title in article.title for article in story.articles if title)}


def _publisher_count(story: Story) -> int:
    return len(set(houses_of([(one.publisher, one.publisher_url or one.url) for one in story.articles])))


def _stories_with_idf(profiles: Sequence[Profile], archive: Archive) -> tuple[list[Group], Idf]:
    """The stories of profiles, and the rarity of their terms in the archive."""
    stories = [group_from_profile(profile, Idf({}, 0)) for profile in profiles]
    terms = {term for story in stories for member in story.members for term in member.features.terms}
    idf = Idf(archive.frequencies(sorted(terms)), archive.size(), THREAD_PRIOR_COUNT)
    for story in stories:
        story.set_members([ArticleVector(member.features, idf) for member in story.members])
    return [story for story in stories if story.members], idf


def _neighbour_share(id: str, terms: Sequence[str], in_thread: Collection[str], archive: Archive) -> float:
    """The share of the stories most like a story that are in its thread, of as many as can be."""
    candidates = archive.candidates("story", terms, None, NEIGHBOUR_COUNT + 1)
    nearest = [other for other in candidates if other != id][:NEIGHBOUR_COUNT]
    return sum(other in in_thread for other in nearest) / min(NEIGHBOUR_COUNT, len(in_thread) - 1)


class StoriesBesideOthers:
    """Stories of a thread, each beside the others.

    Attributes:
        ids: Their ids.
    """

    def __init__(self, stories: Sequence[Group], idf: Idf) -> None:
        """Compare stories, given oldest first, each with members."""
        self._idf = idf
        self._stories = {story.id: story for story in stories}
        self._wholes = {story.id: whole_story(story, "") for story in stories}
        self._words: TermWeights = {}
        for whole in self._wholes.values():
            add_weights(self._words, whole.word_weights)
        self._square = inner_product(self._words, self._words)
        self._article_weight = fsum([whole.article_weight for whole in self._wholes.values()])
        self._self_weight = fsum(map(self._self_weight_of, stories))
        self.ids = tuple(self._stories)

    def measures(self, id: str) -> tuple[float, ...]:
        """Return the measures by which a story can be of another topic than the others: the first two of
        `OTHER_TOPIC_WEIGHTS`; () if it cannot be judged.
        """
        story, others = self._topic_of(id), self._topic_of_others(id)
        if not (story and others and others.speaks_as(story)):
            return ()
        return self._closer_to_each_other(id), max(others.headline_shares(story))

    def _closer_to_each_other(self, id: str) -> float:
        """The logarithm by which the other stories are closer to each other than to a story.

        Closeness is the mean cosine of two articles.
        """
        own, count = self._wholes[id].word_weights, self._wholes[id].article_weight
        others = self._article_weight - count
        square, shared = inner_product(own, own), inner_product(own, self._words)
        to_story = (shared - square) / (count * others)
        self_weight = self._self_weight - self._self_weight_of(self._stories[id])
        pair_weight = others * others - self_weight
        if pair_weight < MIN_PAIR_WEIGHT:
            return 0.0
        to_each_other = (self._square - 2 * shared + square - self_weight) / pair_weight
        return log((max(0.0, to_each_other) + COSINE_FLOOR) / (max(0.0, to_story) + COSINE_FLOOR))

    def _self_weight_of(self, story: Group) -> float:
        """The weight of the pairs of an article and itself among the pairs of all articles of a story, for which its
        members stand.
        """
        return self._wholes[story.id].article_weight * story.size / len(story.members)

    def _topic_of(self, id: str) -> Topic | None:
        whole = self._wholes[id]
        if not whole.word_weights:
            return None
        return Topic(whole.word_weights, whole.article_weight, self._stories[id].members[:1], self._idf)

    def _topic_of_others(self, id: str) -> Topic | None:
        """What the other stories have in common; None if they have no topic."""
        own, words = self._wholes[id], dict(self._words)
        for term, weight in own.word_weights.items():
            words[term] -= weight
            if words[term] < MIN_WEIGHT:
                del words[term]
        if not words:
            return None
        first = [story.members[0] for other, story in self._stories.items() if other != id]
        members = [*first[:FIRST_KEPT], *first[FIRST_KEPT:][-LATEST_KEPT["thread"] :]]
        return Topic(words, self._article_weight - own.article_weight, members, self._idf)
