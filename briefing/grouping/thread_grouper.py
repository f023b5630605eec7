"""Groups stories into threads: one topic each, over the whole history.

Average linkage decides: the two most similar threads are joined again and again, as long as their articles agree on the
whole. Each new story begins as a thread of its own; threads of the archive take part as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import heappop, heappush
from typing import NamedTuple

from briefing.grouping.affairs import find_affairs
from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.candidates import CandidateIndex
from briefing.grouping.classifier import load_classifier, with_threshold_offset
from briefing.grouping.constraints import ConstraintChecker
from briefing.grouping.evidence import build_evidence
from briefing.grouping.feedback import name_bonus, name_bonus_signals
from briefing.grouping.group import Group, founded_group_id, new_group_id, new_thread
from briefing.grouping.idf import Idf
from briefing.grouping.scoring import LINK_BONUS, Match, ThreadScorer
from briefing.grouping.story_grouper import Origin
from briefing.grouping.thread_split import SplitFinder, thread_of_stories
from briefing.model.grouping import Archive, Evidence, Placement, Signal

MAX_CANDIDATES = 24
"""Number of threads that the index returns for each new or grown thread; bounds the cost."""
NEIGHBOUR_MARGIN = 3.0
"""Log-odds below the threshold within which two threads are compared again when either has grown."""
CUT_STORY_BONUS = 1.0
"""Log-odds added between a story and the one that it was cut off: of labelled ones 54 of 61 are of one topic."""
CUT_STORY_SIGNAL = Signal("formerly one story", 1.0, CUT_STORY_BONUS)
"""What the evidence says of that bonus."""


class LinkedStories(NamedTuple):
    """A story with those that the links of one of its articles connect it with.

    Attributes:
        story_id: Its id.
        others: The ids of the other stories, each with what connects them, in words.
    """

    story_id: str
    others: tuple[tuple[str, str], ...]


class ThreadGrouper:
    """The threads of one batch, on top of those in the archive.

    Attributes:
        placements: Which thread each story of the batch joined.
        compared_threads: For each thread, the threads it was compared with: one of them may be its affair.
        index: The threads, searchable by their terms.
    """

    def __init__(
        self,
        archive: Archive,
        idf: Idf,
        checker: ConstraintChecker | None = None,
        threshold_offset: float = 0.0,
        name_bonuses: Mapping[str, float] | None = None,
    ) -> None:
        self.compared_threads: dict[str, list[str]] = {}
        self.index = CandidateIndex("thread", archive, idf)
        self._idf = idf
        classifier = with_threshold_offset(load_classifier("thread"), threshold_offset)
        self._scorer = ThreadScorer(classifier, idf)
        self._archive = archive
        self._checker = checker or ConstraintChecker()
        self._name_bonuses = name_bonuses or {}
        self._placement_of: dict[str, Placement] = {}
        """The placement of each story of the batch, by its id."""
        self._founders: dict[str, tuple[Group, ArticleVector]] = {}
        """For each thread that was founded in this batch, the story that founded it and the first article of that."""
        self._new_ids: set[str] = set()
        """The threads that the archive does not have."""
        self._required: dict[str, str] = {}
        """For a founded thread, the thread that a correction joins it with."""
        self._neighbours: dict[str, set[str]] = {}
        """For each thread, those that nearly fit: they are compared again when either has grown."""
        self._refusals: dict[str, list[tuple[float, float, str]]] = {}
        """For a founded thread: log-odds by words, probability of two topics, and id of threads kept apart from it."""
        self._versions: dict[str, int] = {}
        """How often each thread has changed: a queued pair of other versions is out of date."""
        self._queue: list[tuple[float, str, str, int, int]] = []
        """Heap of the pairs that fit: negative log-odds, both ids, and the versions that were compared."""

    def find_affairs(self, archive: Archive) -> tuple[Placement, ...]:
        """Return a placement for each thread that belongs to another affair than by the archive."""
        return find_affairs(self.compared_threads, self.index, archive, self._idf)

    @property
    def placements(self) -> list[Placement]:
        """Which thread each story of the batch joined."""
        founded = {story.id: group_id for group_id, (story, _) in self._founders.items()}
        return [self._with_refusal(one, founded.get(one.child, "")) for one in self._placement_of.values()]

    def _with_refusal(self, placement: Placement, founded: str) -> Placement:
        """Add to the placement of a story the thread from which another topic kept it: the one with the likest words.

        Args:
            placement: The placement.
            founded: The thread that the story founded.
        """
        parent = self.index.resolve_id(placement.parent)
        refusals = [one for one in self._refusals.get(founded, ()) if self.index.resolve_id(one[2]) != parent]
        if not refusals:
            return placement
        _, probability, group_id = max(refusals)
        evidence = placement.evidence or Evidence(placement.child, placement.parent, "thread", 1.0)
        return replace(
            placement, evidence=replace(evidence, refused=group_id, refused_probability=round(probability, 4))
        )

    def put_into_one_thread(self, story: Group, other: Group) -> bool:
        """Whether two stories that are one happening are in one thread; that of one of them alone ends in the other."""
        one, another = (self.index.get(each.thread_id) if each.thread_id else None for each in (story, other))
        if one is None or another is None:
            return False
        if one is not another:
            if min(one.size, another.size) > 1 or not self._may_join(one, another):
                return False
            self._join(one, another)
        return True

    def drop_story(self, story: Group) -> None:
        """Count a story that ended in another one of its thread no more; its articles remain in the thread."""
        thread, first = self.index.resolve(story.thread_id), story.members[0].features.id
        others = [member for member in thread.members if member.features.id != first]
        thread.size = max(1, thread.size - 1)
        thread.set_members(others or thread.members)
        self.index.mark_changed(thread, thread.members[-1])

    def place(
        self,
        new_stories: Sequence[Group],
        grown_stories: Sequence[Group] = (),
        story_index: CandidateIndex | None = None,
        origins: Mapping[str, Origin] | None = None,
        linked: Sequence[LinkedStories] = (),
    ) -> None:
        """Put new stories into threads, join threads that have become one topic, and cut those that hold several.

        Args:
            new_stories: Stories without a thread, oldest first.
            grown_stories: Stories of the archive that have new articles.
            story_index: All stories; without it no thread is cut.
            origins: For each new story that was cut off another one, that other story.
            linked: The stories that links connect.
        """
        for origin in (origins or {}).values():
            self._take_out(origin, story_index)
        touched: dict[str, Group] = {}
        for story in grown_stories:
            if thread := self.index.get(story.thread_id):
                thread.count_articles(story)
                self.index.mark_changed(thread, story.members[-1])
                touched[thread.id] = thread
        for story in new_stories:
            target = self._checker.must_link_target("thread", story.id)
            thread = self._found_thread(story)
            if target:
                self._required[thread.id] = target
            touched[thread.id] = thread
            self._find_neighbours(thread)
        for thread in touched.values():
            if thread.id not in self._founders:
                self._find_neighbours(thread)
        self._join_required()
        if story_index and origins:
            self._join_cut_stories(story_index, origins)
        self._join_queued()
        if story_index and linked:
            self._join_linked(story_index, linked)
        departed = self._split_threads(story_index) if story_index else []
        for story in (*grown_stories, *new_stories, *departed):
            if thread := self.index.get(story.thread_id):
                story.thread_id = thread.id

    def _found_thread(self, story: Group) -> Group:
        vector = ArticleVector(story.members[0].features, self._idf)
        thread = new_thread(story, vector, self._id_of_new_thread(story))
        story.thread_id = thread.id
        self._founders[thread.id] = story, vector
        self._new_ids.add(thread.id)
        self._placement_of[story.id] = Placement(story.id, thread.id)
        self._checker.record_membership("thread", story.id, thread.id)
        for member in story.members:
            self.index.mark_changed(thread, member)
        return thread

    def _id_of_new_thread(self, story: Group) -> str:
        """An unused id for the thread of a new story; its first article may have founded another one before."""
        ids = [member.features.id for member in story.members]
        if story.id == founded_group_id("story", ids[0]):
            return founded_group_id("thread", ids[0])
        return new_group_id("thread", ids, lambda id: self.index.get(id) is not None)

    def _find_neighbours(self, thread: Group) -> None:
        """Compare a thread with those that share its rare words."""
        compared = self.compared_threads.setdefault(thread.id, [])
        for other in self.index.find(thread.word_weights, None, MAX_CANDIDATES + 1):
            if other is not thread:
                compared.append(other.id)
                self._compare(thread, other, self._scorer.classifier.threshold - NEIGHBOUR_MARGIN)

    def _compare(self, one: Group, other: Group, minimum: float) -> None:
        """Make two threads neighbours if they fit well enough, and queue them to be joined if they fit."""
        match = self._scorer.score(one, other)
        if match.two_topics_probability:
            for thread, kept_apart in ((one, other), (other, one)):
                if thread.id in self._founders:
                    refusal = match.logit, match.two_topics_probability, kept_apart.id
                    self._refusals.setdefault(thread.id, []).append(refusal)
        logit = match.logit + self._bonus(one, other)
        if logit > minimum:
            self._neighbours.setdefault(one.id, set()).add(other.id)
            self._neighbours.setdefault(other.id, set()).add(one.id)
        if logit > self._scorer.classifier.threshold:
            versions = (self._versions.get(one.id, 0), self._versions.get(other.id, 0))
            heappush(self._queue, (-logit, one.id, other.id, *versions))

    def _score(self, one: Group, other: Group) -> Match:
        """Score a thread against another, with the bonus of feedback."""
        match = self._scorer.score(one, other)
        return replace(match, logit=match.logit + self._bonus(one, other))

    def _bonus(self, one: Group, other: Group) -> float:
        """The log-odds that feedback adds to two threads for the names that they share."""
        if not self._name_bonuses:
            return 0.0
        smaller, larger = sorted((one, other), key=lambda thread: thread.size)
        return name_bonus(self._name_bonuses, smaller.members, larger.name_weights)

    def _join_required(self) -> None:
        """Join the threads that corrections require."""
        for group_id, target_id in self._required.items():
            own, target = self.index.resolve(group_id), self.index.get(target_id)
            if target and target is not own:
                self._absorb(own, target)

    def _take_out(self, origin: Origin, story_index: CandidateIndex | None) -> None:
        """Take the articles that left a story out of its thread: they count in the thread of their own."""
        if not origin.earlier_articles or not (thread := self.index.get(origin.thread_id)):
            return
        thread.uncount(origin.earlier_articles)
        left_ids = {article.features.id for article in origin.earlier_articles}
        story = story_index.get(origin.story_id) if story_index else None
        if story and any(member.features.id in left_ids for member in thread.members):
            thread.represent_anew(left_ids, ArticleVector(story.members[0].features, self._idf))
        self.index.mark_changed(thread, thread.members[-1])

    def _join_cut_stories(self, story_index: CandidateIndex, origins: Mapping[str, Origin]) -> None:
        """Join the threads of stories that were cut off others with the threads of those others, if they nearly fit."""
        for story_id, cut in origins.items():
            part, origin = story_index.get(story_id), story_index.get(cut.story_id)
            one = self.index.get(part.thread_id) if part else None
            other = self.index.get(origin.thread_id) if origin else None
            if one is None or other is None or one is other or not self._may_join(one, other):
                continue
            if self._score(one, other).logit + CUT_STORY_BONUS > self._scorer.classifier.threshold:
                self._join(one, other, CUT_STORY_SIGNAL)

    def _join_linked(self, story_index: CandidateIndex, linked: Sequence[LinkedStories]) -> None:
        """Join the threads of stories that links connect, if they nearly fit; links to two topics say nothing."""
        for story_id, others in linked:
            own = self._thread_of(story_id, story_index)
            threads = {thread.id: (thread, why) for id, why in others if (thread := self._thread_of(id, story_index))}
            if own is None or len(threads) != 1:
                continue
            ((other, reason),) = threads.values()
            if other is not own and self._may_join(own, other) and self._scorer.can_join_by_link(own, other):
                self._join(own, other, Signal(reason, 1.0, LINK_BONUS))
        self._join_queued()

    def _thread_of(self, story_id: str, story_index: CandidateIndex) -> Group | None:
        story = story_index.get(story_id) if story_id else None
        return self.index.get(story.thread_id) if story and story.thread_id else None

    def _join_queued(self) -> None:
        """Join the two most similar threads, again and again, until none fit."""
        while self._queue:
            self.index.free_unused()
            _, *group_ids, version, other_version = heappop(self._queue)
            if any(group_id in self.index.absorbed_into for group_id in group_ids):
                continue
            if [self._versions.get(group_id, 0) for group_id in group_ids] != [version, other_version]:
                continue
            one, other = (self.index.groups[group_id] for group_id in group_ids)
            if self._may_join(one, other):
                self._join(one, other)

    def _may_join(self, one: Group, other: Group) -> bool:
        """Whether a person's corrections allow two threads to be joined."""
        return self._checker.allows("thread", one.id, other.id) and self._checker.allows("thread", other.id, one.id)

    def _join(self, one: Group, other: Group, *reasons: Signal) -> None:
        """Join two threads; one of the archive keeps its id, else the older one. `reasons`: as in `_add_evidence`."""
        older, newer = sorted((one, other), key=lambda group: (group.id in self._new_ids, group.first_hour, group.id))
        self._absorb(newer, older, *reasons)

    def _absorb(self, newer: Group, older: Group, *reasons: Signal) -> None:
        """Move all stories of a thread into another. `reasons`: as in `_add_evidence`."""
        self._add_evidence(newer, older, *reasons)
        older.absorb(newer)
        self.index.absorb(newer, older)
        self._checker.record_membership("thread", newer.id, older.id)
        self._versions[older.id] = self._versions.get(older.id, 0) + 1
        neighbours = self._neighbours.pop(newer.id, set()) | self._neighbours.get(older.id, set())
        alive = {self.index.resolve_id(group_id) for group_id in neighbours} - {older.id}
        self._neighbours[older.id] = alive
        for group_id in sorted(alive):
            self._compare(older, self.index.groups[group_id], self._scorer.classifier.threshold - NEIGHBOUR_MARGIN)

    def _split_threads(self, story_index: CandidateIndex) -> list[Group]:
        """Split the threads of the archive that got stories in this batch where they hold several topics.

        Returns:
            The stories that left their thread.
        """
        finder = SplitFinder(self.index, self._scorer, self._checker, self._archive, self._name_bonuses)
        departed: list[Group] = []
        for split in finder.splits(list(self._placement_of.values()), story_index):
            self._replace_thread(split.thread_id, split.staying)
            for group_id, part in split.leaving.items():
                self._replace_thread(group_id, part)
            for group_id, part in split.leaving.items():
                self._new_ids.add(group_id)
                for story in part:
                    self._move(story, group_id, split.thread_id, is_founder=story is part[0])
                departed += part
            for group_id in (split.thread_id, *split.leaving):
                if group_id not in self.index.absorbed_into:
                    self._find_neighbours(self.index.groups[group_id])
        for story in departed:
            story_index.mark_moved_story(story)
        self._join_queued()
        return departed

    def _replace_thread(self, thread_id: str, stories: Iterable[Group]) -> None:
        """Put a thread of other stories in the place of the one of this id.

        It keeps the terms by which the archive finds it: those of its stored profile.
        """
        thread = thread_of_stories(thread_id, stories, self._idf)
        if former := self.index.groups.get(thread_id):
            thread.indexed_terms = former.indexed_terms
        self._versions[thread_id] = self._versions.get(thread_id, 0) + 1
        for member in thread.members:
            self.index.mark_changed(thread, member)

    def _move(self, story: Group, thread_id: str, former_id: str, *, is_founder: bool) -> None:
        """Place a story into the thread of the part with which it leaves another thread."""
        evidence = None
        if not is_founder:
            vector = ArticleVector(story.members[0].features, self._idf)
            alone = new_thread(story, vector)
            match, rival = (
                self._scorer.score(alone, self.index.groups[group_id]) for group_id in (thread_id, former_id)
            )
            evidence = replace(build_evidence(vector, match, rival, self._scorer), subject=story.id)
        story.thread_id = thread_id
        self._placement_of[story.id] = Placement(story.id, thread_id, evidence)

    def _add_evidence(self, newer: Group, older: Group, *reasons: Signal) -> None:
        """Record why the story that founded a thread of this batch belongs to another thread.

        Args:
            newer: The thread that the story founded.
            older: The thread that it is in now.
            reasons: What spoke for it beside the words of both and feedback on names.
        """
        if newer.id not in self._founders:
            return
        story, vector = self._founders[newer.id]
        match = self._score(newer, older)
        rivals = [
            self._score(newer, other)
            for group_id in sorted(self._neighbours.get(newer.id, ()))
            if (other := self.index.resolve(group_id)).id not in (newer.id, older.id)
        ]
        rival = max(rivals, key=lambda one: one.logit, default=None)
        decided = replace(match, logit=match.logit + sum(reason.contribution for reason in reasons))
        evidence = build_evidence(vector, decided, rival, self._scorer)
        is_required = newer.id in self._required and self.index.resolve_id(self._required[newer.id]) == older.id
        evidence = replace(
            evidence,
            subject=story.id,
            corrected=self._checker.linked_at("thread", story.id) if is_required else None,
            signals=(*evidence.signals, *name_bonus_signals(self._bonus(newer, older)), *reasons),
        )
        self._placement_of[story.id] = Placement(story.id, older.id, evidence)
