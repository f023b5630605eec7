"""Stories into threads: loose, over the whole history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import log

from briefing.grouping.article_vectors import ArticleVector, cosine, cosine_to_profile, unit_vector
from briefing.grouping.candidates import CandidateIndex
from briefing.grouping.classifier import load_classifier, with_threshold_offset
from briefing.grouping.constraints import ConstraintChecker
from briefing.grouping.evidence import build_evidence
from briefing.grouping.feedback import name_bonus, name_bonus_signals
from briefing.grouping.group import Group, new_group
from briefing.grouping.idf import Idf
from briefing.grouping.scoring import Match, score_thread
from briefing.model.grouping import Archive, Placement

MAX_CANDIDATES, MAX_SCORED = 16, 8
"""So many threads are found by rare words, and so many of them, the most like in all words, judged closely."""
LATEST_COMPARED, MAX_REPRESENTATIVES = 6, 3
SMALL_THREAD_SIZE = 4
"""A story that grew is looked at again while its thread has no more stories than this."""
MERGE_SIZE_PENALTY, LARGER_THREAD_BONUS = 0.15, 0.3
"""Log-odds by the log of size: asked for joining two threads, and given to the larger of the threads that fit."""
SAME_NAMES_COSINE, SAME_WORDS_COSINE = 0.7, 0.4
"""Cosines of what two threads are about above which they are one affair."""
RIVAL_MARGIN = 1.0
"""A story that fits a second thread nearly as well (in log-odds below the threshold) makes us compare the two."""


class ThreadGrouper:
    """The threads of one batch over those of the archive."""

    def __init__(
        self,
        archive: Archive,
        idf: Idf,
        checker: ConstraintChecker | None = None,
        threshold_offset: float = 0.0,
        name_bonuses: Mapping[str, float] | None = None,
    ) -> None:
        self.placements: list[Placement] = []
        self.compared_threads: dict[str, set[str]] = {}
        self.index = CandidateIndex("thread", archive, idf)
        self._idf = idf
        self._pair_classifier, self._thread_classifier = (
            load_classifier("pair"),
            with_threshold_offset(load_classifier("thread"), threshold_offset),
        )
        self._checker = checker or ConstraintChecker()
        self._name_bonuses = name_bonuses or {}
        self._merge_candidates: dict[tuple[str, str], None] = {}

    def place(self, story: Group) -> None:
        """Put a new story into the thread it fits best, or let it found one."""
        vectors = self._representatives(story)
        verdicts = self._score_candidates(story, vectors)
        best = verdicts[0] if verdicts else None
        if bond := self._must_link_match(story, vectors[0]):
            self._add_to_thread(story, vectors[0], bond, [one for one in verdicts if one.group is not bond.group])
        elif best and best.logit > self._thread_classifier.threshold:
            self._add_to_thread(story, vectors[0], best, verdicts[1:])
        else:
            thread = new_group("thread", vectors[0])
            story.thread_id = thread.id
            self.placements.append(Placement(story.id, thread.id))
            self._checker.record_membership("thread", story.id, thread.id)
            self.index.mark_changed(thread, vectors[0])
        self._record_compared(story.thread_id, verdicts)

    def reconsider(self, story: Group) -> None:
        """Look again at a story that grew, if its thread is small: later reports may show where it belongs."""
        own = self.index.get(story.thread_id)
        if own is None or own.size > SMALL_THREAD_SIZE:
            return
        vectors = self._representatives(story)
        verdicts = [verdict for verdict in self._score_candidates(own, vectors) if verdict.group is not own]
        self._record_compared(own.id, verdicts)
        if own.size > 1:
            self._add_rivals_as_candidates(own, verdicts)
        elif verdicts and verdicts[0].logit > self._thread_classifier.threshold:
            self._place_with_evidence(story, vectors[0], verdicts[0], verdicts[1:])
            self._merge(own, verdicts[0].group)

    def merge_candidates(self) -> None:
        """Join threads that stories of this batch stand between, if as wholes they agree; the older one stays."""
        for names in self._merge_candidates:
            one, other = (self.index.resolve(name) for name in names)
            if one is not other and min(one.size, other.size) > 1 and not self._are_separate(one, other):
                self._merge(one, other)

    def add_merge_candidate(self, thread_id: str, other_id: str) -> None:
        """Have two threads compared when all stories of the batch are placed."""
        self._merge_candidates[thread_id, other_id] = None

    def _merge(self, one: Group, other: Group) -> None:
        if not self._checker.allows("thread", one.id, other.id):
            return
        older, newer = sorted((one, other), key=lambda group: (group.first_hour, group.id))
        older.absorb(newer)
        self.index.absorb(newer, older)
        self._checker.record_membership("thread", newer.id, older.id)

    def _add_to_thread(self, story: Group, vector: ArticleVector, best: Match, rivals: list[Match]) -> None:
        self._place_with_evidence(story, vector, best, rivals)
        thread = best.group
        story.thread_id = thread.id
        thread.add(vector)
        self._checker.record_membership("thread", story.id, thread.id)
        self.index.mark_changed(thread, vector)
        self._add_rivals_as_candidates(thread, rivals)

    def _record_compared(self, thread_id: str, matches: list[Match]) -> None:
        """Keep with which threads one was compared: of a large one among them it may be part."""
        self.compared_threads.setdefault(thread_id, set()).update([verdict.group.id for verdict in matches])

    def _add_rivals_as_candidates(self, thread: Group, rivals: list[Match]) -> None:
        near = (
            verdict.group.id for verdict in rivals if verdict.logit > self._thread_classifier.threshold - RIVAL_MARGIN
        )
        for name in near:
            self.add_merge_candidate(thread.id, name)

    def _place_with_evidence(self, story: Group, vector: ArticleVector, best: Match, rivals: list[Match]) -> None:
        why = build_evidence(vector, best, rivals[0] if rivals else None, self._thread_classifier, self._idf)
        bonded = self._checker.must_link_target("thread", story.id) == best.group.id
        corrected = self._checker.linked_at("thread", story.id) if bonded else None
        tie = name_bonus_signals(name_bonus(self._name_bonuses, [vector], best.group.name_weights))
        why = replace(why, subject=story.id, corrected=corrected, signals=(*why.signals, *tie))
        self.placements.append(Placement(story.id, best.group.id, why))

    def _representatives(self, story: Group) -> list[ArticleVector]:
        """The articles that speak for a story: its first, and its latest."""
        members = [*story.members[:1], *story.members[1:][1 - MAX_REPRESENTATIVES :]]
        return [ArticleVector(member.features, self._idf) for member in members]

    def _must_link_match(self, story: Group, vector: ArticleVector) -> Match | None:
        """The thread in which a person wants this story, however it fits."""
        name = self._checker.must_link_target("thread", story.id)
        group = self.index.get(name) if name else None
        return score_thread(vector, group, self._pair_classifier, self._thread_classifier, self._idf) if group else None

    def _score_candidates(self, child: Group, vectors: list[ArticleVector]) -> list[Match]:
        """Threads by how well a story fits them: the mean of those that speak for it, each found by all of them."""
        found_near = {group.id: group for vector in vectors for group in self.index.find(vector, None, MAX_CANDIDATES)}
        near = list(found_near.values())
        near.sort(
            key=lambda group: (
                -sum([cosine_to_profile(one.word_vector, group.word_weights) for one in vectors]),
                group.id,
            )
        )
        verdicts = []
        for group in near[:MAX_SCORED]:
            each = [
                score_thread(vector, group, self._pair_classifier, self._thread_classifier, self._idf)
                for vector in vectors
            ]
            mean = sum([one.logit for one in each]) / len(each)
            best = max(each, key=lambda one: one.logit)
            tie = name_bonus(self._name_bonuses, vectors, group.name_weights) if self._name_bonuses else 0.0
            verdicts.append(replace(best, logit=(best.logit + mean) / 2 + tie))
        verdicts.sort(key=self._preference_key)
        return self._checker.filter_allowed("thread", child.id, verdicts)

    def _preference_key(self, match: Match) -> tuple[bool, float, str]:
        """What fits goes first; among threads that fit, a small lead does not draw a story from its main affair."""
        fits = match.logit > self._thread_classifier.threshold
        return not fits, -match.logit - (LARGER_THREAD_BONUS * log(match.group.size) if fits else 0.0), match.group.id

    def _are_separate(self, one: Group, other: Group) -> bool:
        """Whether the latest stories of two threads would not, on the average, fit the other thread.

        More is asked of large threads, lest an affair that fills the news swallow its neighbours, unless they are about
        the same as wholes: an affair that fills the news can begin in several places at once.
        """
        if (
            cosine(unit_vector(one.name_weights), unit_vector(other.name_weights)) > SAME_NAMES_COSINE
            and cosine(unit_vector(one.word_weights), unit_vector(other.word_weights)) > SAME_WORDS_COSINE
        ):
            return False
        logits = [
            score_thread(member, there, self._pair_classifier, self._thread_classifier, self._idf).logit
            for here, there in ((one, other), (other, one))
            for member in here.members[-LATEST_COMPARED:]
        ]
        asked = self._thread_classifier.merge_threshold + MERGE_SIZE_PENALTY * log(min(one.size, other.size) / 2)
        return sum(logits) / len(logits) <= asked
