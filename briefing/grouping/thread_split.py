"""Finds threads that hold several topics, and makes threads of the parts.

Two threads that fitted each other when both were small may turn out to be two topics. The stories of the thread are
joined again, the two most similar parts first, as if they were new; what then stays apart are its topics.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from typing import NamedTuple

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.average_linkage import Cluster, link_clusters
from briefing.grouping.candidates import CandidateIndex
from briefing.grouping.constraints import ConstraintChecker
from briefing.grouping.group import Group, new_group_id
from briefing.grouping.idf import Idf
from briefing.grouping.profile_rebuild import build_story_group, build_thread_group
from briefing.grouping.scoring import ThreadScorer
from briefing.model.grouping import Archive, Placement

MIN_STORIES = 3
"""Minimum number of stories of a thread that is tested."""
MAX_LATEST_STORIES = 120
"""Number of latest stories of a long thread that are compared; bounds the cost, which is quadratic."""
MIN_PART_ARTICLES = 2
"""Minimum number of articles that leave a thread together: a single report would go back and forth."""
READ_BATCH = 100
"""Number of stories of a long thread that are read at a time when it is split: bounds the memory."""
SPLIT_MARGIN = 0.3
"""Log-odds below the threshold of joining down to which parts stay together: a thread is not split and joined again."""
SAME_TIME = 0.0
"""Days between two parts: an affair may sleep for months, so time is no reason to split what was one thread."""


class ThreadSplit(NamedTuple):
    """How a thread is split.

    Attributes:
        thread_id: The thread; what stays keeps this id.
        staying: The stories that stay, oldest first; those of long ago are read while it is iterated.
        leaving: The stories of each part that leaves, oldest first, by the id of its new thread.
    """

    thread_id: str
    staying: Iterable[Group]
    leaving: Mapping[str, Sequence[Group]]


class SplitFinder:
    """Finds how the threads of the archive that got stories in a batch are split."""

    def __init__(
        self,
        threads: CandidateIndex,
        scorer: ThreadScorer,
        checker: ConstraintChecker,
        archive: Archive,
        name_bonuses: Mapping[str, float],
    ) -> None:
        self._threads = threads
        self._scorer = scorer
        self._checker = checker
        self._archive = archive
        self._name_bonuses = name_bonuses

    def splits(self, placements: Iterable[Placement], stories: CandidateIndex) -> Iterator[ThreadSplit]:
        """Yield how each thread is split that holds several topics; carry out each split before the next is asked for.

        Args:
            placements: The placements of the stories of the batch.
            stories: All stories.
        """
        batch: dict[str, list[str]] = {}
        for placement in placements:
            batch.setdefault(self._threads.resolve_id(placement.parent), []).append(placement.child)
        all_archived = self._threads.archived_ids()
        stored = self._archive.stories_of([old for thread_id in batch for old in all_archived.get(thread_id, ())])
        for thread_id, new_ids in batch.items():
            former = [stored.get(old, ()) for old in all_archived.get(thread_id, ())]
            if former and (split := self._split_of(thread_id, new_ids, former, stories)):
                yield split

    def _split_of(
        self, thread_id: str, new_ids: Sequence[str], former: Sequence[Sequence[str]], stories: CandidateIndex
    ) -> ThreadSplit | None:
        """How a thread is split; None if it stays whole, as all do that corrections concern.

        Args:
            thread_id: The thread.
            new_ids: Its stories of the batch.
            former: The ids of the stories of each of the threads that it was in the archive, oldest first; those that
                are not among the latest are read only if it is split.
            stories: All stories.
        """
        if len(new_ids) + sum(map(len, former)) < MIN_STORIES:
            return None
        latest = _oldest_first(stories.read([*new_ids, *(id for ids in former for id in ids[-MAX_LATEST_STORIES:])]))
        known = {story.id for story in latest}
        if self._is_corrected(thread_id, known.union(*former)):
            return None
        parts = find_thread_parts(latest, self._scorer)[1:]
        if not parts:
            return None
        departed = {story.id for part in parts for story in part}
        long_ago = (_read_in_batches([id for id in ids if id not in known], stories) for ids in former)
        staying = [story for story in latest if story.id not in departed]
        leaving = {self._unused_id(part): part for part in parts}
        return ThreadSplit(thread_id, merge(staying, *long_ago, key=_by_first_report), leaving)

    def _is_corrected(self, thread_id: str, story_ids: Iterable[str]) -> bool:
        """Whether a person's corrections concern a thread, or names that it has."""
        names = self._threads.groups[thread_id].name_weights
        return any(name in names for name in self._name_bonuses) or any(
            self._checker.is_constrained(id) for id in (thread_id, *story_ids)
        )

    def _unused_id(self, stories: Sequence[Group]) -> str:
        """An id for a thread of some stories that no thread has or had."""
        articles = [member.features.id for story in stories for member in story.members]
        return new_group_id("thread", articles, lambda id: self._threads.get(id) is not None)


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

    minimum = scorer.classifier.threshold - SPLIT_MARGIN
    return [set(members) for members in link_clusters(clusters, logit, minimum)]


def _cluster(story: Group, number: int) -> Cluster:
    """The articles of a story that have a topic, under its number."""
    topical = [member for member in story.members if not member.features.is_offer] or story.members[:1]
    rows = [(member.topic_vector, member.published_hour) for member in topical]
    cluster = Cluster.of(rows, [number] * len(rows))
    story.forget_computed()  # of some hundred stories that are only compared it would take much memory
    return cluster


def _oldest_first(stories: Iterable[Group]) -> list[Group]:
    return sorted(stories, key=_by_first_report)


def _by_first_report(story: Group) -> tuple[float, str]:
    return story.first_hour, story.id


def _read_in_batches(ids: Sequence[str], index: CandidateIndex) -> Iterator[Group]:
    """Read stories, given oldest first, while they are asked for."""
    for start in range(0, len(ids), READ_BATCH):
        yield from _oldest_first(index.read(ids[start : start + READ_BATCH]))
