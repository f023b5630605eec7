"""Articles into stories: tight, hours to a few days."""

from __future__ import annotations

from dataclasses import replace

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.candidates import CandidateIndex
from briefing.grouping.classifier import load_classifier, with_threshold_offset
from briefing.grouping.constraints import ConstraintChecker
from briefing.grouping.evidence import build_evidence
from briefing.grouping.group import FIRST_KEPT, LATEST_KEPT, Group, founded_group_id, new_group
from briefing.grouping.idf import Idf
from briefing.grouping.scoring import Match, score_story
from briefing.grouping.story_split import MIN_STORY_SIZE, StorySplit, find_story_split
from briefing.model.grouping import Archive, Placement

STORY_WINDOW_HOURS = 96.0
"""Hours of silence after which a story is closed."""
MAX_CANDIDATES = 14
SAME_URL_LOGIT = 9.0
"""Log-odds of an article that stands at the very address of one in the story."""


class StoryGrouper:
    """The stories of one batch over those of the archive."""

    def __init__(
        self, archive: Archive, idf: Idf, checker: ConstraintChecker | None = None, threshold_offset: float = 0.0
    ) -> None:
        self.placements: list[Placement] = []
        self.new_stories: dict[str, Group] = {}
        self.grown_stories: dict[str, Group] = {}
        self.index = CandidateIndex("story", archive, idf)
        self._idf = idf
        self._classifier = with_threshold_offset(load_classifier("story"), threshold_offset)
        self._checker = checker or ConstraintChecker()
        self._story_by_url: dict[str, str] = {}
        self._members_of_grown: dict[str, list[ArticleVector]] = {}

    def place(self, vector: ArticleVector) -> None:
        """Put an article into the story it fits best, or let it found one."""
        verdicts = self._score_candidates(vector)
        if same := self._same_url_match(vector):
            verdicts = [same, *(verdict for verdict in verdicts if verdict.group is not same.group)]
        verdicts = self._checker.filter_allowed("story", vector.features.id, verdicts)
        fitting = [verdict for verdict in verdicts if verdict.logit > self._classifier.threshold]
        bond = self._must_link_match(vector)
        if bond:
            fitting = [bond, *(verdict for verdict in fitting if verdict.group is not bond.group)]
        if fitting:
            best, group = fitting[0], fitting[0].group
            rival = next((verdict for verdict in verdicts if verdict.group is not group), None)
            why = build_evidence(vector, best, rival, self._classifier, self._idf)
            if bond:
                why = replace(why, corrected=self._checker.linked_at("story", vector.features.id))
            self.placements.append(Placement(vector.features.id, group.id, why))
            group.add(vector)
            self._checker.record_membership("story", vector.features.id, group.id)
            for other in fitting[1:]:
                self._merge_if_alike(group, other.group)
            group = self.index.resolve(group.id)
            self.grown_stories[group.id] = group
            if group.size >= MIN_STORY_SIZE:
                self._members_of_grown.setdefault(group.id, [*group.members]).append(vector)
        else:
            group = self.start_story(vector)
        self.index.mark_changed(group, vector)
        if vector.features.url:
            self._story_by_url.setdefault(vector.features.url, group.id)

    def start_story(self, vector: ArticleVector) -> Group:
        """A story that an article founds."""
        group = new_group("story", vector)
        self.new_stories[group.id] = group
        self.placements.append(Placement(vector.features.id, group.id))
        self._checker.record_membership("story", vector.features.id, group.id)
        return group

    def split_stories(self) -> None:
        """Give what left a story a story of its own; what the story began with keeps its id."""
        grew: dict[str, list[ArticleVector]] = {}
        for name, vectors in self._members_of_grown.items():
            grew.setdefault(self.index.resolve(name).id, []).extend(vectors)
        came: dict[str, set[str]] = {name: set() for name in grew}
        for place in self.placements:
            if (name := self.index.resolve(place.parent).id) in came:
                came[name].add(place.child)
        for name, vectors in grew.items():
            group = self.index.groups[name]
            known = {one.features.id: one for one in (*group.members, *vectors)}
            if any(self._checker.is_constrained(id) for id in came[name]):
                continue
            told = sorted(known.values(), key=lambda one: (one.published_hour, one.features.id))
            found = find_story_split(told, came[name], self._classifier, self._idf)
            if found:
                self._split_off(group, told, found)
        self._members_of_grown.clear()

    def _split_off(self, group: Group, members: list[ArticleVector], split: StorySplit) -> None:
        """Found a story of what left another, named by an article whose own story did not end in another before."""
        founder = next(
            (one for one in split.articles if founded_group_id("story", one.features.id) not in self.index.groups), None
        )
        if founder is None:
            return
        gone = {one.features.id for one in split.articles}
        stayed = [one for one in members if one.features.id not in gone]
        group.size -= len(gone)
        group.first_hour, group.last_hour = stayed[0].published_hour, stayed[-1].published_hour
        group.set_members([*stayed[:FIRST_KEPT], *stayed[FIRST_KEPT:][-LATEST_KEPT["story"] :]])
        other = new_group("story", founder)
        for one in split.articles:
            if one is not founder:
                other.add(one)
        self.new_stories[other.id] = other
        links = {}
        for one, here, there in zip(split.articles, split.new_story_matches, split.old_story_matches, strict=True):
            self.index.mark_changed(other, one)
            why = build_evidence(
                one, replace(here, group=other), replace(there, group=group), self._classifier, self._idf
            )
            links[one.features.id] = Placement(one.features.id, other.id, why)
        links[founder.features.id] = Placement(founder.features.id, other.id)
        self.placements = [links.get(place.child, place) for place in self.placements]

    def _score_candidates(self, vector: ArticleVector) -> list[Match]:
        near = self.index.find(vector, vector.published_hour - STORY_WINDOW_HOURS, MAX_CANDIDATES)
        verdicts = [score_story(vector, group, self._classifier, self._idf) for group in near]
        verdicts.sort(key=lambda verdict: (-verdict.logit, verdict.group.id))
        return verdicts

    def _must_link_match(self, vector: ArticleVector) -> Match | None:
        """The story in which a person wants this article, however it fits."""
        name = self._checker.must_link_target("story", vector.features.id)
        group = self.index.get(name) if name else None
        return score_story(vector, group, self._classifier, self._idf) if group else None

    def _same_url_match(self, vector: ArticleVector) -> Match | None:
        name = self._story_by_url.get(vector.features.url)
        if name is None:
            return None
        group = self.index.resolve(name)
        return Match(group, SAME_URL_LOGIT, group.members[-1], ())

    def _merge_if_alike(self, group: Group, rival: Group) -> None:
        """Join two stories that an article fits alike, if their own articles fit each other; the older one stays.

        Only stories of this batch end in another: older ones have threads, and a reader knows them.
        """
        one, other = self.index.resolve(group.id), self.index.resolve(rival.id)
        older, newer = sorted(
            (one, other), key=lambda story: (story.id in self.new_stories, story.first_hour, story.id)
        )
        if one is other or newer.id not in self.new_stories or not self._checker.allows("story", newer.id, older.id):
            return
        logits = [score_story(member, older, self._classifier, self._idf).logit for member in newer.members]
        if sum(logits) / len(logits) > self._classifier.merge_threshold:
            older.absorb(newer)
            del self.new_stories[newer.id]
            self.index.absorb(newer, older)
            self._checker.record_membership("story", newer.id, older.id)


def resolve_placements(placements: list[Placement], index: CandidateIndex) -> tuple[Placement, ...]:
    """The same placements, with groups that ended in another replaced by that; a group is no rival of itself."""
    found_again = []
    for placement in placements:
        parent = index.resolve(placement.parent).id
        why = placement.evidence
        if why:
            rival = index.resolve(why.rival).id if why.rival else ""
            why = replace(why, target=parent, rival=rival)
            if rival == parent:
                why = replace(why, rival="", rival_probability=0.0)
        found_again.append(replace(placement, parent=parent, evidence=why))
    return tuple(found_again)
