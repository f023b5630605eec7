"""How well an article fits a story, and how well two threads fit each other.

A score is the log-odds of the trained model minus penalties for evidence that the model overrates. The penalties were
set by hand on the labelled sets that `benchmarks/train_grouping.py` reads; they apply after the weights are learned.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from itertools import takewhile
from math import fsum, log1p, sqrt

from briefing.grouping.article_vectors import ArticleVector, TermWeights, cosine
from briefing.grouping.average_linkage import product_without_largest
from briefing.grouping.classifier import Classifier
from briefing.grouping.group import Group
from briefing.grouping.headline_claims import claims_conflict
from briefing.grouping.idf import Idf
from briefing.grouping.live_pages import live_pages_conflict
from briefing.grouping.model_names import models_conflict
from briefing.grouping.one_topic import CLEAR_AGREEMENT, MIN_AGREEMENT, has_known_endings, one_topic_odds
from briefing.grouping.serial_numbers import serials_conflict
from briefing.grouping.signals import (
    OFFICE_STEMS,
    rare_shared_idfs,
    sigmoid,
    story_signals,
    titles_conflict,
    titles_name_others,
)
from briefing.grouping.topic_pairs import topic_pair_odds
from briefing.grouping.two_topics import MAX_TWO_TOPICS_PROBABILITY, Topic, two_topics_probability
from briefing.text.places import known_places

BEST_MEMBERS = 3
"""Number of best-fitting members whose mean log-odds decides."""

RECURRING_WINDOW_HOURS = 20.0
"""Hours within which two editions of a publisher's recurring column may be the same edition; less than a day."""
RECURRING_PENALTY = 2.5
"""Log-odds taken off two recurring headlines, which look alike every day."""
CONFLICT_PENALTY = 5.0
"""Log-odds taken off two articles whose headlines conflict."""
VETO_PENALTY = 20.0
"""Log-odds that no other evidence outweighs: a recurring headline beside any other headline."""

MAX_DAYS_APART = 5.0
"""Days between two threads from which on more time says no more: an affair may sleep for months."""
FEW_ARTICLES_PENALTY = 2.8
"""Log-odds taken off, divided by the root of the number of compared pairs: the words of two reports agree by chance.

With it the log-odds are calibrated on pairs of threads of two years that readers labelled:
`benchmarks/thread_calibration.py` prints the table."""
MAX_FEW_STORY_PAIRS = 4
"""Number of pairs of stories of two threads up to which offices do not count between them."""
MAX_PENALIZED_LOGIT = 4.0
"""Log-odds that a thread with a penalty may have before it: less than any penalty, however alike the words are."""
FEWER_WORDS_MARGIN = 0.75
"""Log-odds below the threshold within which two threads are joined if their articles clearly agree on one topic."""
MAX_JOINING_STORIES = 2
"""Number of stories of the smaller of these two threads: two large ones may share a firm and a kind of product."""
MAX_JOINING_ARTICLES = 4
"""Number of its articles: one story of many is a topic of its own. Chosen on labelled pairs of one window, where of 587
pairs of two topics 21 came together instead of 30; on another one, 11 of 616 as before."""
LINK_BONUS = 2.0
"""Log-odds that a link between articles of two houses adds between their threads, the smaller of which is small.

Of 24 such links in six days of captured feeds 22 lead to a report of the same topic, and one to background."""
AGREEMENT_WEIGHT = 0.1
"""Log-odds above the threshold for each of that agreement: threads with more words in common are joined before."""
MIN_STORY_EXTRA_IDF = 6.0
"""Minimum summed IDF that two leads of one story share, excluding places and the single rarest term."""
SINGLE_TERM_PENALTY = 3.0
"""Log-odds taken off two articles below `MIN_STORY_EXTRA_IDF`."""

MIN_HEADLINE_SUPPORT = 0.15
"""Least share of what two articles of one publisher have in common that stands in a headline of either.

Read on 107 threads and 178 stories of two articles: of 27 below it about 25 were of two topics."""
MIN_REPRINT = 0.9
"""Cosine from which on two articles are prints of one text, whatever their headlines say."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well an article fits a group.

    Attributes:
        logit: Log-odds after penalties; comparable with the threshold of the scorer's classifier.
        nearest_member: The member that fits best.
        signal_values: The values of the signals behind `logit`, in the order of the classifier's signal names.
        two_topics_probability: Of two threads whose words agree: that of two topics, if they are apart for it; else 0.
        agreement: The log-odds of one topic that join two threads whose words alone would not; else 0.
    """

    group: Group
    logit: float
    nearest_member: ArticleVector
    signal_values: tuple[float, ...]
    two_topics_probability: float = 0.0
    agreement: float = 0.0


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
        names_item = bool(vector.title_models or vector.features.serials or vector.features.claims)
        for member in story.members:
            signals = story_signals(vector, member, self.idf)
            logit = self.classifier.logit(signals) - headline_penalty(vector, member)
            if (names_item or member.features.claims) and _names_another_item(vector, member):
                logit -= CONFLICT_PENALTY
            if logit > self.classifier.threshold and _share_only_texts(
                vector, member, vector.word_vector, member.word_vector
            ):
                logit -= CONFLICT_PENALTY
            if logit > self.classifier.threshold and self._shares_single_term(vector, member):
                logit -= SINGLE_TERM_PENALTY
            scored.append((logit, member, signals))
        scored.sort(key=lambda item: -item[0])
        best = scored[:BEST_MEMBERS]
        mean = sum([logit for logit, *_ in best]) / len(best)
        if mean > self.classifier.threshold and live_pages_conflict([vector], story.members, self.idf):
            mean -= CONFLICT_PENALTY
        return Match(story, mean, best[0][1], best[0][2])

    def _shares_single_term(self, a: ArticleVector, b: ArticleVector) -> bool:
        """Whether two articles with leads share one name or word and little else except places."""
        if not (a.has_lead and b.has_lead):
            return False
        return sum(rare_shared_idfs(a, b, self.idf)[1:]) < MIN_STORY_EXTRA_IDF


@dataclass(frozen=True, slots=True)
class ThreadScorer(Scorer):
    """Scores two threads against each other: do their articles agree on the whole?

    Attributes:
        topic_odds: The log-odds that two articles, by their ids, are about one topic, as far as they were asked for.
    """

    topic_odds: dict[tuple[str, str], float] = field(default_factory=dict)

    def probability(self, match: Match) -> float:
        """The displayed probability of a match; of one by agreement that of one topic."""
        if match.agreement and match.logit > self.classifier.threshold:
            return round(sigmoid(match.agreement), 4)
        return super(ThreadScorer, self).probability(match)

    def score(self, one: Group, other: Group) -> Match:
        """Score a thread against another by the words that their articles share and the time between them."""
        pair_weight = one.article_weight * other.article_weight
        product = product_without_largest(one.word_weights, other.word_weights, *_uninformative_terms(one, other))
        pair_count = _known_articles(one) * _known_articles(other)
        mean_product = product / pair_weight if pair_weight else 0.0
        signals, logit = self.weigh_product(mean_product, pair_count, _days_apart(one, other))
        nearest, two_topics, joining, threshold = other.members[0], 0.0, 0.0, self.classifier.threshold
        if logit > threshold - FEWER_WORDS_MARGIN:
            article, nearest = _nearest_members(one, other)
            penalty = self._penalty(one, other, article, nearest)
            apart, agreement = (0.0, 0.0) if penalty else self._compare_topics(one, other)
            if apart and logit > threshold:
                penalty, two_topics = CONFLICT_PENALTY, apart
            elif agreement > CLEAR_AGREEMENT and _can_join_by_agreement(one, other):
                joining = agreement if logit <= threshold else 0.0
                logit = max(logit, threshold + AGREEMENT_WEIGHT * agreement)
            if penalty:
                logit = min(logit, MAX_PENALIZED_LOGIT) - penalty
        return Match(other, logit, nearest, signals, two_topics, joining)

    def can_join_by_link(self, one: Group, other: Group) -> bool:
        """Whether a link between articles of two threads makes up for words that nearly agree: the smaller thread is
        small, both share words, and nothing says that they are two topics.
        """
        if not _can_join_by_agreement(one, other):
            return False
        match = self.score(one, other)
        shares_words = match.signal_values[0] > 0
        fits = match.logit + LINK_BONUS > self.classifier.threshold
        return shares_words and fits and not match.two_topics_probability

    def _penalty(self, one: Group, other: Group, article: ArticleVector, nearest: ArticleVector) -> float:
        """The log-odds taken off two threads that fit each other by their words, whose nearest members are given."""
        if penalty := _thread_penalty(one, other, article, nearest):
            return penalty
        if live_pages_conflict(one.members, other.members, self.idf):
            return CONFLICT_PENALTY
        a, b = one.members[0], other.members[0]
        if one.size == other.size == 1 and _share_only_texts(a, b, a.topic_vector, b.topic_vector):
            return CONFLICT_PENALTY
        return 0.0

    def _compare_topics(self, one: Group, other: Group) -> tuple[float, float]:
        """The probability that two threads are about two topics, 0 if it is too low to keep them apart, and the
        log-odds that they are about one, 0 if that is not known; offers have no topic.
        """
        if not (one.word_weights and other.word_weights):
            return 0.0, 0.0
        topic, other_topic = Topic.of(one, self.idf), Topic.of(other, self.idf)
        if not topic.shares_language(other_topic):
            return 0.0, 0.0
        probability = two_topics_probability(topic, other_topic)
        if probability > MAX_TWO_TOPICS_PROBABILITY:
            return probability, 0.0
        if not (has_known_endings(one) and has_known_endings(other)):
            return 0.0, 0.0
        agreement = one_topic_odds(one, other, self._topic_odds)
        return (sigmoid(-agreement) if agreement < MIN_AGREEMENT else 0.0), agreement

    def _topic_odds(self, a: ArticleVector, b: ArticleVector) -> float:
        """The log-odds that two articles are about one topic; the same two are often asked for as threads grow."""
        first, second = sorted((a.features.id, b.features.id))
        odds = self.topic_odds.get((first, second))
        if odds is None:
            odds = self.topic_odds[first, second] = topic_pair_odds(a, b, self.idf)
        return odds

    def compare_words(
        self, words: TermWeights, other_words: TermWeights, pair_count: int, days_apart: float
    ) -> tuple[tuple[float, ...], float]:
        """The signals and the log-odds of two sets of articles.

        Args:
            words: The sum of the word vectors of one set.
            other_words: That of the other.
            pair_count: The number of pairs of their articles.
            days_apart: Days between the two.
        """
        return self.weigh_product(product_without_largest(words, other_words) / pair_count, pair_count, days_apart)

    def weigh_product(
        self, mean_product: float, pair_count: float, days_apart: float
    ) -> tuple[tuple[float, ...], float]:
        """The signals and the log-odds of two sets of articles whose words have a mean product.

        Args:
            mean_product: The mean inner product of their word vectors, without the largest term.
            pair_count: The number of pairs of their articles.
            days_apart: Days between the two.
        """
        signals = (mean_product, log1p(min(days_apart, MAX_DAYS_APART)))
        penalty = FEW_ARTICLES_PENALTY / sqrt(pair_count) if pair_count else 0.0
        return signals, self.classifier.logit(signals) - penalty


def _known_articles(thread: Group) -> float:
    """The number of articles that say what a thread is about: those in its sum, or one a story where they decayed."""
    return max(thread.article_weight, thread.size)


def _can_join_by_agreement(one: Group, other: Group) -> bool:
    """Whether the smaller of two threads is so small that it needs fewer words if their articles agree on one topic."""
    articles = min(_known_articles(one), _known_articles(other))
    return min(one.size, other.size) <= MAX_JOINING_STORIES and articles <= MAX_JOINING_ARTICLES


def _uninformative_terms(one: Group, other: Group) -> tuple[Set[str], ...]:
    """The stems that do not count between two threads of few stories.

    They are those of offices; between two single stories also those of places; of one publisher also those with which
    both titles begin, since these may name a column, and those of a lead that it prints below two titles.
    """
    if one.size * other.size > MAX_FEW_STORY_PAIRS:
        return ()
    if one.size > 1 or other.size > 1:
        return (OFFICE_STEMS,)
    a, b = one.members[0].features, other.members[0].features
    if a.publisher != b.publisher or a.title_stems == b.title_stems:
        return OFFICE_STEMS, known_places()
    pairs = zip(a.title_stems, b.title_stems, strict=False)
    label = {stem for stem, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)}
    return OFFICE_STEMS, known_places(), label, a.lead_stems if a.lead_stems == b.lead_stems else frozenset()


def _share_only_texts(a: ArticleVector, b: ArticleVector, words: TermWeights, other_words: TermWeights) -> bool:
    """Whether two articles of a publisher share hardly anything that either headline says.

    What stands below headlines on different topics is a credit, the caption of one picture or a notice.
    """
    if a.features.publisher != b.features.publisher or not (a.has_lead and b.has_lead):
        return False
    shared = words.keys() & other_words.keys()
    headlines = {*a.features.title_stems, *b.features.title_stems}
    products = {term: words[term] * other_words[term] for term in shared}
    likeness = fsum(products.values())
    supported = fsum([products[term] for term in shared & headlines])
    return likeness < MIN_REPRINT and supported < MIN_HEADLINE_SUPPORT * likeness


def _thread_penalty(one: Group, other: Group, a: ArticleVector, b: ArticleVector) -> float:
    """The log-odds taken off two threads whose most similar members are given."""
    smaller, larger = sorted((one.size, other.size))
    if smaller > 1:
        return 0.0
    in_conflict = models_conflict(a.title_models, b.title_models) or (
        larger == 1 and (titles_conflict(a, b) or titles_name_others(a, b))
    )
    return _recurrence_penalty(a, b) or (CONFLICT_PENALTY if in_conflict else 0.0)


def _days_apart(one: Group, other: Group) -> float:
    """Days between two threads; a single story is compared with the member of the other that is nearest in time."""
    if min(one.size, other.size) > 1:
        return max(0.0, max(one.first_hour, other.first_hour) - min(one.last_hour, other.last_hour)) / 24
    single, thread = (one, other) if one.size <= other.size else (other, one)
    first, last = single.first_hour, single.last_hour
    nearest = float("inf")
    for member in thread.members:
        hour = member.published_hour
        gap = hour - last if hour > last else first - hour
        if gap <= 0:
            return 0.0
        if gap < nearest:
            nearest = gap
    return nearest / 24


def _nearest_members(one: Group, other: Group) -> tuple[ArticleVector, ArticleVector]:
    """The two most similar members of two threads; of the larger thread all, of the smaller the first."""
    if one.size <= other.size:
        return one.members[0], max(other.members, key=lambda each: cosine(one.members[0].word_vector, each.word_vector))
    return max(one.members, key=lambda each: cosine(other.members[0].word_vector, each.word_vector)), other.members[0]


def _names_another_item(a: ArticleVector, b: ArticleVector) -> bool:
    """Whether two headlines name different ones of a series or different models, or claim opposite things."""
    if models_conflict(a.title_models, b.title_models):
        return True
    one, other = a.features, b.features
    return serials_conflict(one.serials, other.serials) or claims_conflict(one.claims, other.claims)


def headline_penalty(a: ArticleVector, b: ArticleVector) -> float:
    """The log-odds taken off two articles because their headlines are recurring, generic or in conflict."""
    return _recurrence_penalty(a, b) or (CONFLICT_PENALTY if titles_conflict(a, b) else 0.0)


def _recurrence_penalty(a: ArticleVector, b: ArticleVector) -> float:
    """The log-odds taken off two articles because their headlines are recurring or generic."""
    kinds = a.features.headline_kind, b.features.headline_kind
    if kinds == ("", ""):
        return 0.0
    if "generic" in kinds:
        return RECURRING_PENALTY if a.has_lead and b.has_lead else VETO_PENALTY
    if "recurring" not in kinds:
        return 0.0
    hours = abs(a.published_hour - b.published_hour)
    same_edition = a.features.publisher == b.features.publisher and hours < RECURRING_WINDOW_HOURS
    return RECURRING_PENALTY if same_edition else VETO_PENALTY
