"""How well an article fits a story, or a story's first article a thread."""

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
    story_signals,
    titles_conflict,
)
from briefing.text.names import known_places

BEST_MEMBERS, MAX_COMPARED_MEMBERS = 3, 8
"""How many members decide, and how many of a thread are compared closely."""
RECURRING_WINDOW_HOURS = 20.0
"""Hours within which fixed features of a publisher may be one."""
RECURRING_PENALTY = 2.5
"""Extra log-odds asked of fixed features, which look alike every day."""
CONFLICT_PENALTY = 5.0
"""Extra log-odds asked of titles made alike that name others."""
MIN_SHARED_IDF, MIN_EXTRA_IDF, MIN_EXTRA_IDF_WITH_LEADS = 6.0, 3.0, 8.0
"""What two articles of a thread share besides known places must weigh so much, and so much besides places of any kind
and the rarest coincidence, without leads and with them: a town, a person or one common word is no affair."""
DECISIVE_OBJECT_IDF = 6.0
"""Unless they share the name of a thing that is so rare."""
VETO_PENALTY = 20.0
MIN_STORY_EXTRA_IDF, SINGLE_TERM_PENALTY = 6.0, 3.0
"""What two leads of a story share besides places and their rarest coincidence weighs so much, or that is taken off."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well an article fits a group: log-odds, the best member and the signals that decided."""

    group: Group
    logit: float
    nearest_member: ArticleVector
    signal_values: tuple[float, ...]


def score_story(vector: ArticleVector, story: Group, classifier: Classifier, idf: Idf) -> Match:
    """An article against a story: the mean of the three members that fit best."""
    found: list[tuple[float, ArticleVector, tuple[float, ...]]] = []
    for member in story.members:
        signals = story_signals(vector, member, idf)
        logit = classifier.logit(signals) - headline_penalty(vector, member)
        if logit > classifier.threshold and _shares_single_term(vector, member, idf):
            logit -= SINGLE_TERM_PENALTY
        found.append((logit, member, signals))
    found.sort(key=lambda one: -one[0])
    top = found[:BEST_MEMBERS]
    return Match(story, sum([one[0] for one in top]) / len(top), top[0][1], top[0][2])


def score_thread(
    vector: ArticleVector, thread: Group, pair_classifier: Classifier, thread_classifier: Classifier, idf: Idf
) -> Match:
    """A story's first article against a thread: its nearest members and what the thread as a whole is about."""
    found: list[tuple[float, float, ArticleVector]] = []
    for member in _nearest_members(vector, thread.members):
        ties = find_shared_terms(vector, member, idf)
        logit = pair_classifier.logit(pair_signals(vector, member, idf, ties))
        found.append(
            (logit, headline_penalty(vector, member) + _thin_overlap_penalty(vector, member, idf, ties), member)
        )
    found.sort(key=lambda one: one[1] - one[0])
    top = found[:BEST_MEMBERS]
    signals = (
        sum([one[0] for one in top]) / len(top),
        cosine_to_profile(vector.word_vector, thread.word_weights),
        cosine_to_profile(vector.name_vector, thread.name_weights),
        scaled_time_apart(max(0.0, vector.published_hour - thread.last_hour)),
        log(thread.size) / 4,
    )
    return Match(thread, thread_classifier.logit(signals) - top[0][1], top[0][2], signals)


def _shares_single_term(a: ArticleVector, b: ArticleVector, idf: Idf) -> bool:
    """Whether two articles with leads share one name or word, and little else but places."""
    return a.has_lead and b.has_lead and sum(find_shared_terms(a, b, idf).term_idfs[1:]) < MIN_STORY_EXTRA_IDF


def _nearest_members(vector: ArticleVector, members: list[ArticleVector]) -> list[ArticleVector]:
    """The members most like an article in all words, of those that are many."""
    if len(members) <= MAX_COMPARED_MEMBERS:
        return members
    return sorted(members, key=lambda member: -cosine(vector.word_vector, member.word_vector))[:MAX_COMPARED_MEMBERS]


def headline_penalty(a: ArticleVector, b: ArticleVector) -> float:
    """What is taken off the log-odds of two articles because of the kind of their headlines."""
    forms = {a.features.headline_kind, b.features.headline_kind}
    if "generic" in forms:
        return RECURRING_PENALTY if a.has_lead and b.has_lead else VETO_PENALTY
    if "recurring" in forms:
        same = (
            a.features.publisher == b.features.publisher
            and abs(a.published_hour - b.published_hour) < RECURRING_WINDOW_HOURS
        )
        return RECURRING_PENALTY if same else VETO_PENALTY
    return CONFLICT_PENALTY if titles_conflict(a, b) else 0.0


def _thin_overlap_penalty(a: ArticleVector, b: ArticleVector, idf: Idf, shared_terms: SharedTerms) -> float:
    """What is taken off where a single coincidence, however rare, or only places speak for one affair."""
    if shared_terms.object_name_idf > DECISIVE_OBJECT_IDF:
        return 0.0
    if fsum([idf[term] for term in shared_terms.words - known_places()]) < MIN_SHARED_IDF:
        return CONFLICT_PENALTY
    if same_event_and_place(a, b):
        return 0.0
    least = MIN_EXTRA_IDF_WITH_LEADS if a.has_lead and b.has_lead else MIN_EXTRA_IDF
    return CONFLICT_PENALTY if sum(shared_terms.term_idfs[1:]) < least else 0.0
