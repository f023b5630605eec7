"""Decides whether a thread holds several topics, and makes threads of the parts.

Two threads that fitted each other when both were small may turn out to be two topics. The stories of the thread are
joined again, the two most similar parts first, as if they were new; what then stays apart are its topics.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.average_linkage import Cluster, link_clusters
from briefing.grouping.group import Group
from briefing.grouping.idf import Idf
from briefing.grouping.profile_rebuild import build_story_group, build_thread_group
from briefing.grouping.scoring import ThreadScorer

MIN_STORIES = 3
"""Minimum number of stories of a thread that is tested."""
MAX_LATEST_STORIES = 120
"""Number of latest stories of a long thread that are compared; bounds the cost, which is quadratic."""
MIN_PART_ARTICLES = 2
"""Minimum number of articles that leave a thread together: a single report would go back and forth."""

CUT_MARGIN = 0.3
"""Log-odds below the threshold of joining down to which parts stay together: a thread is not cut and joined again."""
SAME_TIME = 0.0
"""Days between two parts: an affair may sleep for months, so time is no reason to cut what was one thread."""


def find_thread_parts(stories: Sequence[Group], scorer: ThreadScorer) -> list[list[Group]]:
    """Divide the stories of a thread, given oldest first, by topic.

    Returns:
        The parts, oldest story first in each: first what stays together, then each part that leaves.
    """
    if len(stories) < MIN_STORIES:
        return [list(stories)]
    long_ago, latest = stories[:-MAX_LATEST_STORIES], stories[-MAX_LATEST_STORIES:]
    parts = [[latest[n] for n in sorted(part)] for part in _link(latest, scorer)]
    parts.sort(key=lambda part: (-_article_count(part), part[0].first_hour, part[0].id))
    leaving = [part for part in parts[1:] if _article_count(part) >= MIN_PART_ARTICLES]
    departed = {story.id for part in leaving for story in part}
    return [[*long_ago, *(story for story in latest if story.id not in departed)], *leaving]


def thread_of_stories(thread_id: str, stories: Iterable[Group], idf: Idf) -> Group:
    """Build a thread from stories, given oldest first, whose kept members stand for all their articles."""
    rows = ((whole_story(story, thread_id), ArticleVector(story.members[0].features, idf)) for story in stories)
    return build_thread_group(thread_id, rows)


def whole_story(story: Group, thread_id: str) -> Group:
    """Build a story whose kept members stand for all its articles."""
    whole = build_story_group(story.id, thread_id, story.members)
    whole.multiply_weights(story.size / len(story.members))
    return whole


def _article_count(stories: Sequence[Group]) -> int:
    return sum([story.size for story in stories])


def _link(stories: Sequence[Group], scorer: ThreadScorer) -> list[set[int]]:
    """Join the two most similar parts again and again, as long as they fit; return the numbers of their stories."""
    clusters = [_cluster(story, number) for number, story in enumerate(stories)]

    def logit(one: Cluster, other: Cluster) -> float:
        pair_count = len(one.members) * len(other.members)
        return scorer.compare_words(one.words, other.words, pair_count, SAME_TIME)[1]

    minimum = scorer.classifier.threshold - CUT_MARGIN
    return [set(members) for members in link_clusters(clusters, logit, minimum)]


def _cluster(story: Group, number: int) -> Cluster:
    """The articles of a story that have a topic, under its number."""
    topical = [member for member in story.members if not member.features.is_offer] or story.members[:1]
    rows = [(member.topic_vector, member.published_hour) for member in topical]
    cluster = Cluster.of(rows, [number] * len(rows))
    story.forget_computed()  # of some hundred stories that are only compared it would take much memory
    return cluster
