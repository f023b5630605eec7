"""How well an article fits a story, and how well two threads fit each other.

A score is the log-odds of the trained model minus penalties for evidence that the model overrates. The penalties were
set by hand on the labelled sets that `benchmarks/train_grouping.py` reads; they apply after the weights are learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, log1p

from briefing.grouping.article_vectors import ArticleVector, cosine
from briefing.grouping.average_linkage import inner_product
from briefing.grouping.classifier import Classifier
from briefing.grouping.group import Group
from briefing.grouping.idf import Idf
from briefing.grouping.serial_numbers import serials_conflict
from briefing.grouping.signals import (
    SharedTerms,
    find_shared_terms,
    pair_signals,
    same_event_and_place,
    sigmoid,
    story_signals,
    titles_conflict,
)
from briefing.text.places import known_places

BEST_MEMBERS = 3
"""Number of best-fitting members whose mean log-odds decides."""
MAX_PAIR_CHECK_MARGIN = 1.0
"""Log-odds below the threshold under which the nearest members of two threads are not compared: nothing can help."""

RECURRING_WINDOW_HOURS = 20.0
"""Hours within which two editions of a publisher's recurring column may be the same edition; less than a day."""
RECURRING_PENALTY = 2.5
"""Log-odds taken off two recurring headlines, which look alike every day."""
CONFLICT_PENALTY = 5.0
"""Log-odds taken off two articles whose headlines conflict, or that share too little for a thread."""
VETO_PENALTY = 20.0
"""Log-odds that no other evidence outweighs: a recurring headline beside any other headline."""

MIN_SHARED_IDF = 6.0
"""Minimum summed IDF of shared terms for a thread link, excluding gazetteer places."""
MIN_EXTRA_IDF = 3.0
"""Minimum summed IDF for a thread link, excluding all places and the single rarest term, if a lead is missing."""
MIN_EXTRA_IDF_WITH_LEADS = 8.0
"""The same minimum if both articles have a lead, where coincidences are more frequent."""
PAIR_THRESHOLD = -1.7
"""Log-odds of the pair model from which on a single story and the nearest member of a small thread fit."""
MAX_SMALL_SIZE = 4
"""Number of stories up to which a thread is small: a single story must also fit the nearest of its members."""
MAX_DAYS_APART = 5.0
"""Days between two threads from which on more time says no more: an affair may sleep for months."""
THIN_OVERLAP_PENALTY = 1.0
"""Log-odds taken off a single story that shares only places or one term with the nearest member of a large thread."""
MAX_PENALIZED_LOGIT = 4.0
"""Log-odds that a thread with a penalty may have before it: less than any penalty, however alike the words are."""
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
            if serials_conflict(vector.features.serials, member.features.serials):
                logit -= CONFLICT_PENALTY
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
    """Scores two threads against each other: do their articles agree on the whole?

    `pair_classifier` compares a thread of one story with the nearest member of a small thread: the few words of some
    reports can agree by chance.
    """

    pair_classifier: Classifier

    def score(self, one: Group, other: Group) -> Match:
        """Score a thread against another by the mean cosine of their articles and the time between them."""
        days = _days_apart(one, other)
        weight = one.article_weight * other.article_weight
        cosine_of_all = inner_product(one.word_weights, other.word_weights) / weight if weight else 0.0
        signals = (cosine_of_all, log1p(min(days, MAX_DAYS_APART)))
        logit = self.classifier.logit(signals)
        nearest = other.members[0]
        if logit > self.classifier.threshold - MAX_PAIR_CHECK_MARGIN:
            article, nearest = _nearest_members(one, other)
            if min(one.size, other.size) == 1 and max(one.size, other.size) <= MAX_SMALL_SIZE:
                logit = min(logit, self._pair_logit(article, nearest))
            elif min(one.size, other.size) == 1:
                logit = self._penalized(logit, article, nearest)
        return Match(other, logit, nearest, signals)

    def _penalized(self, logit: float, a: ArticleVector, b: ArticleVector) -> float:
        """The log-odds of a single story and a large thread, less penalties of the nearest articles."""
        if penalty := headline_penalty(a, b):
            logit = min(logit, MAX_PENALIZED_LOGIT) - penalty
        return logit - (THIN_OVERLAP_PENALTY if self._is_thin_overlap(a, b, find_shared_terms(a, b, self.idf)) else 0.0)

    def _pair_logit(self, a: ArticleVector, b: ArticleVector) -> float:
        """The log-odds, above the threshold of pairs, that two articles share a thread, less penalties."""
        shared = find_shared_terms(a, b, self.idf)
        logit = self.pair_classifier.logit(pair_signals(a, b, self.idf, shared)) - PAIR_THRESHOLD
        return logit - headline_penalty(a, b) - (CONFLICT_PENALTY if self._is_thin_overlap(a, b, shared) else 0.0)

    def _is_thin_overlap(self, a: ArticleVector, b: ArticleVector, shared: SharedTerms) -> bool:
        """Whether two articles share only places or a single term, however rare."""
        if shared.object_name_idf > DECISIVE_OBJECT_IDF:
            return False
        if fsum([self.idf[term] for term in shared.words - known_places()]) < MIN_SHARED_IDF:
            return True
        if same_event_and_place(a, b):
            return False
        minimum = MIN_EXTRA_IDF_WITH_LEADS if a.has_lead and b.has_lead else MIN_EXTRA_IDF
        return sum(shared.term_idfs[1:]) < minimum


def _days_apart(one: Group, other: Group) -> float:
    """Days between two threads; a single story is compared with the member of the other that is nearest in time."""
    if min(one.size, other.size) > 1:
        return max(0.0, max(one.first_hour, other.first_hour) - min(one.last_hour, other.last_hour)) / 24
    single, thread = sorted((one, other), key=lambda group: group.size)
    hours = [member.published_hour for member in thread.members]
    return min([max(0.0, hour - single.last_hour, single.first_hour - hour) for hour in hours]) / 24


def _nearest_members(one: Group, other: Group) -> tuple[ArticleVector, ArticleVector]:
    """The two most similar members of two threads; of the larger thread all, of the smaller the first."""
    if one.size <= other.size:
        return one.members[0], max(other.members, key=lambda each: cosine(one.members[0].word_vector, each.word_vector))
    return max(one.members, key=lambda each: cosine(other.members[0].word_vector, each.word_vector)), other.members[0]


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
