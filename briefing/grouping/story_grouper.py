"""Groups articles into stories: one happening each, reported within hours to a few days."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace
from typing import NamedTuple

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.candidates import CandidateIndex
from briefing.grouping.classifier import load_classifier, with_threshold_offset
from briefing.grouping.constraints import ConstraintChecker
from briefing.grouping.evidence import build_evidence
from briefing.grouping.group import FIRST_KEPT, LATEST_KEPT, Group, new_group_id, new_story
from briefing.grouping.idf import Idf
from briefing.grouping.scoring import Match, StoryScorer
from briefing.grouping.story_split import MIN_STORY_SIZE, StorySplit, find_story_splits, is_one_happening
from briefing.model.grouping import Archive, LinkedArticle, Placement

STORY_WINDOW_HOURS = 96.0
"""Hours without a new article after which a story is closed."""
MAX_CANDIDATES = 14
"""Number of candidate stories scored for each article; chosen on the labelled sets for speed against recall."""
SAME_URL_LOGIT = 9.0
"""Log-odds of an article whose URL is already in the story: certain for every threshold in use."""


class Origin(NamedTuple):
    """The story that another one was cut off.

    Attributes:
        story_id: Its id.
        thread_id: Its thread; "" if it has none yet.
        earlier_articles: The articles of earlier batches that left it.
    """

    story_id: str
    thread_id: str
    earlier_articles: tuple[ArticleVector, ...]


class StoryGrouper:
    """The stories of one batch, on top of those in the archive.

    Attributes:
        placements: Which story each article of the batch joined.
        new_stories: Stories founded in this batch, by id.
        grown_stories: Stories that an article of this batch joined, by id.
        origins: For each story that was cut off another one in this batch, that other story.
        index: The stories, searchable by their terms.
    """

    def __init__(
        self,
        archive: Archive,
        idf: Idf,
        checker: ConstraintChecker | None = None,
        threshold_offset: float = 0.0,
        *,
        moves_earlier: bool = True,
    ) -> None:
        """Create a grouper.

        Args:
            archive: The stories so far.
            idf: The weights of terms.
            checker: The corrections of a person.
            threshold_offset: Added to the log-odds from which on an article joins a story.
            moves_earlier: Whether articles of earlier batches may leave their stories.
        """
        self.placements: list[Placement] = []
        self.new_stories: dict[str, Group] = {}
        self.grown_stories: dict[str, Group] = {}
        self.origins: dict[str, Origin] = {}
        self.index = CandidateIndex("story", archive, idf)
        self._scorer = StoryScorer(with_threshold_offset(load_classifier("story"), threshold_offset), idf)
        self._checker = checker or ConstraintChecker()
        self._story_by_url: dict[str, str] = {}
        self._members_of_grown: dict[str, list[ArticleVector]] = {}
        self._bridged: dict[tuple[str, str], None] = {}
        """Pairs of stories of earlier batches that an article of this one fits both (an ordered set)."""
        self._moves_earlier = moves_earlier
        self._placed: dict[str, str] | None = None
        """The story of each placed article; made when it is first asked for."""

    def place(self, vector: ArticleVector) -> None:
        """Put an article into the story that it fits best, or found a story with it."""
        matches = self._score_candidates(vector)
        if same_url := self._same_url_match(vector):
            matches = [same_url, *(match for match in matches if match.group is not same_url.group)]
        matches = self._checker.filter_allowed("story", vector.features.id, matches)
        fitting = [match for match in matches if match.logit > self._scorer.classifier.threshold]
        required = self._must_link_match(vector)
        if required:
            fitting = [required, *(match for match in fitting if match.group is not required.group)]
        if fitting:
            group = self._join(vector, fitting, matches, is_required=required is not None)
        else:
            group = self._found_story(vector)
        self.index.mark_changed(group, vector)
        if vector.features.url:
            self._story_by_url.setdefault(vector.features.url, group.id)

    def _join(self, vector: ArticleVector, fitting: list[Match], matches: list[Match], *, is_required: bool) -> Group:
        """Add an article to the best of the fitting stories and merge other fitting stories with it."""
        best, group = fitting[0], fitting[0].group
        rival = next((match for match in matches if match.group is not group), None)
        evidence = build_evidence(vector, best, rival, self._scorer)
        if is_required:
            evidence = replace(evidence, corrected=self._checker.linked_at("story", vector.features.id))
        self.placements.append(Placement(vector.features.id, group.id, evidence))
        group.add(vector)
        self._checker.record_membership("story", vector.features.id, group.id)
        for other in fitting[1:]:
            self._merge_if_alike(group, other.group)
        group = self.index.resolve(group.id)
        self.grown_stories[group.id] = group
        if group.size >= MIN_STORY_SIZE:
            self._members_of_grown.setdefault(group.id, [*group.members]).append(vector)
        return group

    def _found_story(self, vector: ArticleVector) -> Group:
        group = new_story(vector)
        self.new_stories[group.id] = group
        self.placements.append(Placement(vector.features.id, group.id))
        self._checker.record_membership("story", vector.features.id, group.id)
        return group

    def join_earlier_stories(self, put_into_one_thread: Callable[[Group, Group], bool]) -> list[Group]:
        """Join stories of earlier batches that are one happening, as articles of this batch show: those that fit both.

        They would be one story if all their articles had come together. Their articles fit each other, and the story of
        both would not be cut. Stories with corrected articles are not joined.

        Args:
            put_into_one_thread: Whether two stories are in one thread, or can be and are now.

        Returns:
            The stories that ended.
        """
        pairs = [(self.index.resolve(one), self.index.resolve(other)) for one, other in self._bridged]
        ended: list[Group] = []
        for one, other in pairs:
            older, newer = sorted((self.index.resolve(one.id), self.index.resolve(other.id)), key=_by_first_report)
            if older is newer or not self._are_one_happening(older, newer) or not put_into_one_thread(older, newer):
                continue
            founder = newer.members[0]
            evidence = build_evidence(founder, self._scorer.score(founder, older), None, self._scorer)
            self.placements.append(Placement(founder.features.id, older.id, evidence))
            self._absorb(older, newer)
            self.grown_stories.pop(newer.id, None)
            self.grown_stories[older.id] = older
            ended.append(newer)
        self._bridged.clear()
        return ended

    def _are_one_happening(self, older: Group, newer: Group) -> bool:
        """Whether two stories of earlier batches are one."""
        if any(self._checker.is_constrained(story.id) for story in (older, newer)) or not self._fit(newer, older):
            return False
        members = sorted([*older.members, *newer.members], key=lambda one: (one.published_hour, one.features.id))
        return is_one_happening(members, self._scorer.idf)

    def story_of(self, article: LinkedArticle) -> str:
        """Return the id of the story of an article, of this batch or of the archive, after all were placed."""
        if self._placed is None:
            self._placed = {placement.child: placement.parent for placement in self.placements}
        return self.index.resolve_id(self._placed.get(article.id, article.story))

    def split_stories(self) -> None:
        """Cut stories that grew in this batch where they hold several happenings.

        Articles of earlier batches take part. The part with most of them keeps the id of the story, else the one with
        the first article. Stories with corrected articles are not split.
        """
        members: dict[str, list[ArticleVector]] = {}
        for story_id, vectors in self._members_of_grown.items():
            members.setdefault(self.index.resolve_id(story_id), []).extend(vectors)
        new_ids: dict[str, set[str]] = {story_id: set() for story_id in members}
        for placement in self.placements:
            if (story_id := self.index.resolve_id(placement.parent)) in new_ids:
                new_ids[story_id].add(placement.child)
        for story_id, vectors in members.items():
            group = self.index.groups[story_id]
            known = {vector.features.id: vector for vector in (*group.members, *vectors)}
            ordered = sorted(known.values(), key=lambda vector: (vector.published_hour, vector.features.id))
            if self._checker.is_constrained(story_id) or any(self._checker.is_constrained(one) for one in known):
                continue
            earlier_ids = known.keys() - new_ids[story_id]
            fixed_ids = earlier_ids - self._movable_earlier(group, ordered)
            for split in find_story_splits(ordered, fixed_ids, earlier_ids, self._scorer):
                leaving = {vector.features.id for vector in split.articles}
                ordered = [vector for vector in ordered if vector.features.id not in leaving]
                self._split_off(group, ordered, earlier_ids, split)
        self._members_of_grown.clear()

    def _movable_earlier(self, group: Group, members: list[ArticleVector]) -> set[str]:
        """The articles of a story, given oldest first, that may leave it though they may be of an earlier batch.

        They are those of the last days; of a story with articles that are not known the first ones stay with these.
        """
        if not self._moves_earlier:
            return set()
        candidates = members if group.size == len(members) else members[FIRST_KEPT:]
        since = members[-1].published_hour - STORY_WINDOW_HOURS
        return {member.features.id for member in candidates if member.published_hour >= since}

    def _split_off(self, group: Group, staying: list[ArticleVector], earlier_ids: Set[str], split: StorySplit) -> None:
        """Found a story of the articles that leave another one; no story has or had its id."""
        article_ids = [one.features.id for one in split.articles]
        other_id = new_group_id("story", article_ids, lambda id: self.index.get(id) is not None)
        group.size -= len(split.articles)
        group.first_hour, group.last_hour = staying[0].published_hour, staying[-1].published_hour
        group.count_anew([vector for vector in staying if vector.features.id not in earlier_ids])
        group.set_members([*staying[:FIRST_KEPT], *staying[FIRST_KEPT:][-LATEST_KEPT["story"] :]])
        founder, *others = split.articles
        other = new_story(founder, other_id)
        for vector in others:
            other.add(vector)
        self.new_stories[other.id] = other
        self.origins[other.id] = Origin(
            group.id, group.thread_id, tuple([one for one in split.articles if one.features.id in earlier_ids])
        )
        placements = {}
        for vector, new, old in zip(split.articles, split.new_story_matches, split.old_story_matches, strict=True):
            self.index.mark_changed(other, vector)
            evidence = build_evidence(vector, replace(new, group=other), replace(old, group=group), self._scorer)
            placements[vector.features.id] = Placement(vector.features.id, other.id, evidence)
        placements[founder.features.id] = Placement(founder.features.id, other.id)
        self.placements = [placements.pop(placement.child, placement) for placement in self.placements]
        self.placements += placements.values()

    def _score_candidates(self, vector: ArticleVector) -> list[Match]:
        candidates = self.index.find(vector.word_vector, vector.published_hour - STORY_WINDOW_HOURS, MAX_CANDIDATES)
        matches = [self._scorer.score(vector, group) for group in candidates]
        matches.sort(key=lambda match: (-match.logit, match.group.id))
        return matches

    def _must_link_match(self, vector: ArticleVector) -> Match | None:
        """The match with the story that a correction requires, however well the article fits it."""
        story_id = self._checker.must_link_target("story", vector.features.id)
        group = self.index.get(story_id) if story_id else None
        return self._scorer.score(vector, group) if group else None

    def _same_url_match(self, vector: ArticleVector) -> Match | None:
        story_id = self._story_by_url.get(vector.features.url)
        if story_id is None:
            return None
        group = self.index.resolve(story_id)
        return Match(group, SAME_URL_LOGIT, group.members[-1], ())

    def _merge_if_alike(self, group: Group, rival: Group) -> None:
        """Merge two stories that an article fits, if their own articles fit each other; the older id stays.

        Only a story of this batch is absorbed at once; those of earlier ones, which readers may have seen, need more.
        """
        one, other = self.index.resolve(group.id), self.index.resolve(rival.id)
        older, newer = sorted(
            (one, other), key=lambda story: (story.id in self.new_stories, story.first_hour, story.id)
        )
        if one is other or not self._checker.allows("story", newer.id, older.id):
            return
        if newer.id not in self.new_stories:
            if self._moves_earlier:
                self._bridged[newer.id, older.id] = None
        elif self._fit(newer, older):
            self._absorb(older, newer)
            del self.new_stories[newer.id]

    def _fit(self, newer: Group, older: Group) -> bool:
        """Whether the articles of a story fit another one on the whole."""
        logits = [self._scorer.score(member, older).logit for member in newer.members]
        return sum(logits) / len(logits) > self._scorer.classifier.merge_threshold

    def _absorb(self, older: Group, newer: Group) -> None:
        """Move all articles of a story into another."""
        older.absorb(newer)
        self.index.absorb(newer, older)
        self._checker.record_membership("story", newer.id, older.id)


def _by_first_report(story: Group) -> tuple[float, str]:
    return story.first_hour, story.id


def resolve_placements(placements: list[Placement], index: CandidateIndex) -> tuple[Placement, ...]:
    """Replace absorbed groups in placements and their evidence by the groups that absorbed them."""
    resolved = []
    for placement in placements:
        parent = index.resolve_id(placement.parent)
        evidence = placement.evidence
        if evidence:
            rival = index.resolve_id(evidence.rival) if evidence.rival else ""
            refused = index.resolve_id(evidence.refused) if evidence.refused else ""
            evidence = replace(evidence, target=parent, rival=rival, refused=refused)
            if rival == parent:
                evidence = replace(evidence, rival="", rival_probability=0.0)
        resolved.append(replace(placement, parent=parent, evidence=evidence))
    return tuple(resolved)
