"""Groups stories into threads: one topic each, over the whole history."""

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
from briefing.grouping.scoring import Match, ThreadScorer
from briefing.model.grouping import Archive, Placement

MAX_CANDIDATES = 16
"""Number of threads that the index returns for each representative article of a story."""
MAX_SCORED = 8
"""Number of these, the most similar in words, that are scored; bounds the cost of a story."""
MAX_REPRESENTATIVES = 3
"""Number of articles that represent a story: its first and its latest."""
LATEST_COMPARED = 6
"""Number of latest stories of each thread that are compared when two threads may be merged."""
SMALL_THREAD_SIZE = 4
"""Maximum number of stories of a thread whose stories are placed again when they grow."""
MERGE_SIZE_PENALTY = 0.15
"""Log-odds per ln(stories of the smaller thread / 2) added to the merge threshold; chosen on the labelled sets."""
LARGER_THREAD_BONUS = 0.3
"""Log-odds per ln(stories) that favour the larger of several fitting threads; chosen on the labelled sets."""
SAME_NAMES_COSINE = 0.7
"""Cosine of the name profiles from which on two threads have one topic, if the words agree too."""
SAME_WORDS_COSINE = 0.4
"""Cosine of the word profiles from which on two threads have one topic, if the names agree too."""
RIVAL_MARGIN = 1.0
"""Log-odds below the threshold within which a rival thread is queued as a merge candidate."""


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
        self.placements: list[Placement] = []
        self.compared_threads: dict[str, set[str]] = {}
        self.index = CandidateIndex("thread", archive, idf)
        self._idf = idf
        classifier = with_threshold_offset(load_classifier("thread"), threshold_offset)
        self._scorer = ThreadScorer(classifier, idf, load_classifier("pair"))
        self._checker = checker or ConstraintChecker()
        self._name_bonuses = name_bonuses or {}
        self._merge_candidates: dict[tuple[str, str], None] = {}

    def place(self, story: Group) -> None:
        """Put a new story into the thread that it fits best, or found a thread with it."""
        vectors = self._representatives(story)
        matches = self._score_candidates(story, vectors)
        best = matches[0] if matches else None
        if required := self._must_link_match(story, vectors[0]):
            rivals = [match for match in matches if match.group is not required.group]
            self._add_to_thread(story, vectors[0], required, rivals)
        elif best and best.logit > self._scorer.classifier.threshold:
            self._add_to_thread(story, vectors[0], best, matches[1:])
        else:
            thread = new_group("thread", vectors[0])
            story.thread_id = thread.id
            self.placements.append(Placement(story.id, thread.id))
            self._checker.record_membership("thread", story.id, thread.id)
            self.index.mark_changed(thread, vectors[0])
        self._record_compared(story.thread_id, matches)

    def reconsider(self, story: Group) -> None:
        """Place a story again that grew in this batch, if its thread is small: later reports may fit another thread."""
        own = self.index.get(story.thread_id)
        if own is None or own.size > SMALL_THREAD_SIZE:
            return
        vectors = self._representatives(story)
        matches = [match for match in self._score_candidates(own, vectors) if match.group is not own]
        self._record_compared(own.id, matches)
        if own.size > 1:
            self._queue_rivals(own, matches)
        elif matches and matches[0].logit > self._scorer.classifier.threshold:
            self._place_with_evidence(story, vectors[0], matches[0], matches[1:])
            self._merge(own, matches[0].group)

    def merge_candidates(self) -> None:
        """Merge the queued pairs of threads whose stories fit the other thread; the older thread keeps its id."""
        for names in self._merge_candidates:
            one, other = (self.index.resolve(name) for name in names)
            if one is not other and min(one.size, other.size) > 1 and not self._are_separate(one, other):
                self._merge(one, other)

    def add_merge_candidate(self, thread_id: str, other_id: str) -> None:
        """Queue two threads for comparison after all stories of the batch are placed."""
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
        self._queue_rivals(thread, rivals)

    def _record_compared(self, thread_id: str, matches: list[Match]) -> None:
        self.compared_threads.setdefault(thread_id, set()).update([match.group.id for match in matches])

    def _queue_rivals(self, thread: Group, rivals: list[Match]) -> None:
        """Queue the rivals that a story fits nearly as well as its thread."""
        for match in rivals:
            if match.logit > self._scorer.classifier.threshold - RIVAL_MARGIN:
                self.add_merge_candidate(thread.id, match.group.id)

    def _place_with_evidence(self, story: Group, vector: ArticleVector, best: Match, rivals: list[Match]) -> None:
        evidence = build_evidence(vector, best, rivals[0] if rivals else None, self._scorer)
        is_required = self._checker.must_link_target("thread", story.id) == best.group.id
        corrected = self._checker.linked_at("thread", story.id) if is_required else None
        bonus = name_bonus_signals(name_bonus(self._name_bonuses, [vector], best.group.name_weights))
        evidence = replace(evidence, subject=story.id, corrected=corrected, signals=(*evidence.signals, *bonus))
        self.placements.append(Placement(story.id, best.group.id, evidence))

    def _representatives(self, story: Group) -> list[ArticleVector]:
        """The articles that represent a story: its first and its latest."""
        members = [*story.members[:1], *story.members[1:][1 - MAX_REPRESENTATIVES :]]
        return [ArticleVector(member.features, self._idf) for member in members]

    def _must_link_match(self, story: Group, vector: ArticleVector) -> Match | None:
        """The match with the thread that a correction requires, however well the story fits it."""
        name = self._checker.must_link_target("thread", story.id)
        group = self.index.get(name) if name else None
        return self._scorer.score(vector, group) if group else None

    def _score_candidates(self, child: Group, vectors: list[ArticleVector]) -> list[Match]:
        """Score candidate threads, best first: half the best representative's log-odds, half the mean of all."""
        candidates = {group.id: group for vector in vectors for group in self.index.find(vector, None, MAX_CANDIDATES)}
        nearest = sorted(
            candidates.values(),
            key=lambda group: (
                -sum([cosine_to_profile(vector.word_vector, group.word_weights) for vector in vectors]),
                group.id,
            ),
        )
        matches = []
        for group in nearest[:MAX_SCORED]:
            scored = [self._scorer.score(vector, group) for vector in vectors]
            mean = sum([match.logit for match in scored]) / len(scored)
            best = max(scored, key=lambda match: match.logit)
            bonus = name_bonus(self._name_bonuses, vectors, group.name_weights) if self._name_bonuses else 0.0
            matches.append(replace(best, logit=(best.logit + mean) / 2 + bonus))
        matches.sort(key=self._preference_key)
        return self._checker.filter_allowed("thread", child.id, matches)

    def _preference_key(self, match: Match) -> tuple[bool, float, str]:
        """Sort threads that fit first; among these, a small lead in log-odds does not outweigh a much larger thread."""
        fits = match.logit > self._scorer.classifier.threshold
        return not fits, -match.logit - (LARGER_THREAD_BONUS * log(match.group.size) if fits else 0.0), match.group.id

    def _are_separate(self, one: Group, other: Group) -> bool:
        """Whether the latest stories of two threads do not, on average, fit the other thread.

        The threshold grows with the size of the threads, so that a large thread does not absorb its neighbours. It is
        not applied to threads whose profiles agree: a large topic can begin in several places at once.
        """
        if (
            cosine(unit_vector(one.name_weights), unit_vector(other.name_weights)) > SAME_NAMES_COSINE
            and cosine(unit_vector(one.word_weights), unit_vector(other.word_weights)) > SAME_WORDS_COSINE
        ):
            return False
        logits = [
            self._scorer.score(member, target).logit
            for source, target in ((one, other), (other, one))
            for member in source.members[-LATEST_COMPARED:]
        ]
        size_penalty = MERGE_SIZE_PENALTY * log(min(one.size, other.size) / 2)
        return sum(logits) / len(logits) <= self._scorer.classifier.merge_threshold + size_penalty
