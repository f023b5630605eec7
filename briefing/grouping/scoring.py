"""How well an article fits a story, and how well a story's first article fits a thread.

A score is the log-odds of the trained model minus penalties for evidence that the model overrates. The penalties were
set by hand on the labelled sets that `benchmarks/train_grouping.py` reads; they apply after the weights are learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, log

from briefing.grouping.article_vectors import ArticleVector, cosine, cosine_to_profile
from briefing.grouping.classifier import Classifier
from briefing.grouping.group import Group
from briefing.grouping.idf import Idf
from briefing.grouping.signals import (
    SharedTerms,
    find_shared_terms,
    pair_signals,
    same_event_and_place,
    scaled_time_apart,
    sigmoid,
    story_signals,
    titles_conflict,
)
from briefing.text.places import known_places

BEST_MEMBERS = 3
"""Number of best-fitting members whose mean log-odds decides."""
MAX_COMPARED_MEMBERS = 8
"""Number of members of a thread that an article is compared with; bounds the cost of large threads."""
LOG_SIZE_SCALE = 4.0
"""Divisor that brings ln(stories of a thread) to about 0 to 1; fixed before training."""

RECURRING_WINDOW_HOURS = 20.0
"""Hours within which two editions of a publisher's recurring column may be the same edition; less than a day."""
RECURRING_PENALTY = 2.5
"""Log-odds taken off two recurring headlines, which look alike every day."""
CONFLICT_PENALTY = 5.0
"""Log-odds taken off two articles whose headlines name different actors, or that share too little for a thread."""
VETO_PENALTY = 20.0
"""Log-odds that no other evidence outweighs: a recurring headline beside any other headline."""

MIN_SHARED_IDF = 6.0
"""Minimum summed IDF of shared terms for a thread link, excluding gazetteer places."""
MIN_EXTRA_IDF = 3.0
"""Minimum summed IDF for a thread link, excluding all places and the single rarest term, if a lead is missing."""
MIN_EXTRA_IDF_WITH_LEADS = 8.0
"""The same minimum if both articles have a lead, where coincidences are more frequent."""
DECISIVE_OBJECT_IDF = 6.0
"""IDF above which a shared name of an object (such as a treaty) waives the minimum sums."""
MIN_STORY_EXTRA_IDF = 6.0
"""Minimum summed IDF that two leads of one story share, excluding places and the single rarest term."""
SINGLE_TERM_PENALTY = 3.0
"""Log-odds taken off two articles below `MIN_STORY_EXTRA_IDF`."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well an article fits a group.

    Attributes:
        logit: Log-odds after penalties; comparable with the threshold of the scorer's classifier.
        nearest_member: The member that fits best.
        signal_values: The values of the signals behind `logit`, in the order of the classifier's signal names.
    """

    group: Group
    logit: float
    nearest_member: ArticleVector
    signal_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A trained classifier together with the term weights of one batch."""

    classifier: Classifier
    idf: Idf

    def probability(self, match: Match) -> float:
        """The displayed probability of a match: above one half if it passes the threshold."""
        return round(sigmoid(match.logit - self.classifier.threshold), 4)


@dataclass(frozen=True, slots=True)
class StoryScorer(Scorer):
    """Scores an article against a story."""

    def score(self, vector: ArticleVector, story: Group) -> Match:
        """Score an article by the mean of the members of the story that fit it best."""
        scored: list[tuple[float, ArticleVector, tuple[float, ...]]] = []
        for member in story.members:
            signals = story_signals(vector, member, self.idf)
            logit = self.classifier.logit(signals) - headline_penalty(vector, member)
            if logit > self.classifier.threshold and self._shares_single_term(vector, member):
                logit -= SINGLE_TERM_PENALTY
            scored.append((logit, member, signals))
        scored.sort(key=lambda item: -item[0])
        best = scored[:BEST_MEMBERS]
        return Match(story, sum([logit for logit, *_ in best]) / len(best), best[0][1], best[0][2])

    def _shares_single_term(self, a: ArticleVector, b: ArticleVector) -> bool:
        """Whether two articles with leads share one name or word and little else except places."""
        if not (a.has_lead and b.has_lead):
            return False
        return sum(find_shared_terms(a, b, self.idf).term_idfs[1:]) < MIN_STORY_EXTRA_IDF


@dataclass(frozen=True, slots=True)
class ThreadScorer(Scorer):
    """Scores a story's representative article against a thread.

    `pair_classifier` compares the article with single members; `classifier` combines the best of these with signals of
    the thread as a whole.
    """

    pair_classifier: Classifier

    def score(self, vector: ArticleVector, thread: Group) -> Match:
        """Score an article by the nearest members of a thread and by the thread's profile."""
        scored: list[tuple[float, float, ArticleVector]] = []
        for member in _nearest_members(vector, thread.members):
            shared = find_shared_terms(vector, member, self.idf)
            logit = self.pair_classifier.logit(pair_signals(vector, member, self.idf, shared))
            penalty = headline_penalty(vector, member) + self._thin_overlap_penalty(vector, member, shared)
            scored.append((logit, penalty, member))
        scored.sort(key=lambda item: item[1] - item[0])
        best = scored[:BEST_MEMBERS]
        signals = (
            sum([logit for logit, *_ in best]) / len(best),
            cosine_to_profile(vector.word_vector, thread.word_weights),
            cosine_to_profile(vector.name_vector, thread.name_weights),
            scaled_time_apart(max(0.0, vector.published_hour - thread.last_hour)),
            log(thread.size) / LOG_SIZE_SCALE,
        )
        _, penalty, nearest = best[0]
        return Match(thread, self.classifier.logit(signals) - penalty, nearest, signals)

    def _thin_overlap_penalty(self, a: ArticleVector, b: ArticleVector, shared: SharedTerms) -> float:
        """The penalty for two articles that share only places or a single term, however rare."""
        if shared.object_name_idf > DECISIVE_OBJECT_IDF:
            return 0.0
        if fsum([self.idf[term] for term in shared.words - known_places()]) < MIN_SHARED_IDF:
            return CONFLICT_PENALTY
        if same_event_and_place(a, b):
            return 0.0
        minimum = MIN_EXTRA_IDF_WITH_LEADS if a.has_lead and b.has_lead else MIN_EXTRA_IDF
        return CONFLICT_PENALTY if sum(shared.term_idfs[1:]) < minimum else 0.0


def _nearest_members(vector: ArticleVector, members: list[ArticleVector]) -> list[ArticleVector]:
    """The members most similar in words; all of them if they are few."""
    if len(members) <= MAX_COMPARED_MEMBERS:
        return members
    return sorted(members, key=lambda member: -cosine(vector.word_vector, member.word_vector))[:MAX_COMPARED_MEMBERS]


def headline_penalty(a: ArticleVector, b: ArticleVector) -> float:
    """The log-odds taken off two articles because their headlines are recurring, generic or in conflict."""
    kinds = {a.features.headline_kind, b.features.headline_kind}
    if "generic" in kinds:
        return RECURRING_PENALTY if a.has_lead and b.has_lead else VETO_PENALTY
    if "recurring" in kinds:
        same_edition = (
            a.features.publisher == b.features.publisher
            and abs(a.published_hour - b.published_hour) < RECURRING_WINDOW_HOURS
        )
        return RECURRING_PENALTY if same_edition else VETO_PENALTY
    return CONFLICT_PENALTY if titles_conflict(a, b) else 0.0
