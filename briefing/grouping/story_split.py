"""Decides whether a story that grew holds several happenings, and cuts it.

Each article joined the story most similar to it, so a chain of small steps can lead from one happening to another. The
articles of the story are compared again by words that are rare within the story: what all of them share says nothing
about which of two happenings an article reports. Average linkage makes the parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from math import exp, log, log1p

from briefing.grouping.article_vectors import TITLE_BOOST, ArticleVector, TermWeights, unit_vector
from briefing.grouping.average_linkage import Cluster, link_clusters
from briefing.grouping.group import FIRST_KEPT, Group
from briefing.grouping.idf import Idf
from briefing.grouping.scoring import Match, StoryScorer

MIN_STORY_SIZE = 3
"""Minimum number of articles of a story that is tested for a cut."""
MAX_LATEST_COMPARED = 60
"""Number of latest articles of a long story that are compared; bounds the cost, which is quadratic."""
LOCAL_PRIOR_COUNT = 20.0
"""Pseudo-count, in articles, of the reader's news at large beside the articles of the story, for the local IDF."""
MIN_LOCAL_IDF = 0.05
"""Lower bound of a local IDF."""
MIN_LOCAL_COSINE = 0.045
"""Mean cosine in local weights, less the time penalty, from which on two parts are one happening.

Chosen on five labelled sets with `SILENCE_PENALTY`: no set is worse with these two values than with others near them,
and those that the other four sets choose for a set of events made to be confused are better for it too."""
DAY_PENALTY = 0.05
"""Cosine taken off for ln(1 + days) between the middles of two parts; chosen in the same way."""
SILENCE_PENALTY = 0.25
"""Cosine taken off for ln(1 + days) without a report between two parts, beyond `FREE_SILENCE_DAYS`.

A report after days of silence is usually about a new happening. Values from 0.2 to 0.5 gave the same on labelled
articles of two years."""
FREE_SILENCE_DAYS = 0.5
"""Days without a report that mean nothing: a night."""


@dataclass(frozen=True, slots=True)
class StorySplit:
    """The articles of one part to split off a story, oldest first.

    Attributes:
        new_story_matches: For each article, its match with the other articles of the part; with itself if it is alone.
        old_story_matches: For each article, its match with the articles that stay.
    """

    articles: tuple[ArticleVector, ...]
    new_story_matches: tuple[Match, ...]
    old_story_matches: tuple[Match, ...]


def find_story_splits(
    members: Sequence[ArticleVector], fixed_ids: Set[str], earlier_ids: Set[str], scorer: StoryScorer
) -> tuple[StorySplit, ...]:
    """Find the articles of a story about other happenings than those that keep its id.

    Args:
        members: All known articles of the story, oldest first.
        fixed_ids: Ids of the articles that stay in the story, together.
        earlier_ids: Ids of the articles of earlier batches: the part with most of them stays, else the first one.
        scorer: Scores an article against a set of others, for the evidence.

    Returns:
        The parts to split off; none if the story is one happening.
    """
    if len(members) < MIN_STORY_SIZE:
        return ()
    _, *others = _parts(_compared(members), fixed_ids, earlier_ids, scorer.idf)
    leaving = {article for part in others for article in part}
    staying = [article for article in members if article not in leaving]
    return tuple(
        StorySplit(
            tuple(part),
            tuple([_match(article, _without(article, part) or part, scorer) for article in part]),
            tuple([_match(article, staying, scorer) for article in part]),
        )
        for part in others
    )


def is_one_happening(members: Sequence[ArticleVector], idf: Idf) -> bool:
    """Whether a story of these articles, given oldest first, would not be cut."""
    return len(_parts(_compared(members), frozenset(), frozenset(), idf)) == 1


def _compared(members: Sequence[ArticleVector]) -> list[ArticleVector]:
    return [*members[:FIRST_KEPT], *members[FIRST_KEPT:][-MAX_LATEST_COMPARED:]]


def _parts(
    members: Sequence[ArticleVector], fixed_ids: Set[str], earlier_ids: Set[str], idf: Idf
) -> list[list[ArticleVector]]:
    """Cut articles into happenings; the part that keeps the id of the story is the first."""
    vectors = _local_vectors(members, idf)
    fixed = [n for n, article in enumerate(members) if article.features.id in fixed_ids]
    movable = [n for n, article in enumerate(members) if article.features.id not in fixed_ids]
    clusters = [Cluster.of([(vectors[n], members[n].published_hour)], [n]) for n in movable]
    if fixed:
        rows = [(vectors[n], members[n].published_hour) for n in fixed]
        clusters.insert(0, Cluster.of(rows, fixed))
    earlier = {n for n, article in enumerate(members) if article.features.id in earlier_ids}
    parts = link_clusters(clusters, _similarity, MIN_LOCAL_COSINE)
    ordered = sorted(parts, key=lambda part: (set(fixed).isdisjoint(part), -len(earlier.intersection(part)), min(part)))
    return [[members[n] for n in sorted(part)] for part in ordered]


def _similarity(one: Cluster, other: Cluster) -> float:
    """Mean cosine of the articles of two parts, less penalties for the time and the silence between them."""
    days = abs(one.middle_hour - other.middle_hour) / 24
    silent_days = max(0.0, one.hours_to(other) / 24 - FREE_SILENCE_DAYS)
    return one.mean_product(other) - DAY_PENALTY * log1p(days) - SILENCE_PENALTY * log1p(silent_days)


def _local_vectors(members: Sequence[ArticleVector], idf: Idf) -> list[TermWeights]:
    """The word vectors of articles, weighted by how rare each word is among these articles."""
    counts = Counter(term for member in members for term in member.word_vector)
    total = len(members) + LOCAL_PRIOR_COUNT
    local_idf = {
        term: max(MIN_LOCAL_IDF, -log((count + LOCAL_PRIOR_COUNT * exp(-idf[term])) / total))
        for term, count in counts.items()
    }
    return [
        unit_vector(
            {
                term: local_idf[term] * (TITLE_BOOST if _is_in_title_and_lead(term, member) else 1.0)
                for term in member.word_vector
            }
        )
        for member in members
    ]


def _is_in_title_and_lead(term: str, member: ArticleVector) -> bool:
    features = member.features
    return term in member.title_vector and (term in features.lead_stems or term in features.names)


def _match(article: ArticleVector, members: Sequence[ArticleVector], scorer: StoryScorer) -> Match:
    group = Group("", "story", members[0].published_hour, members[-1].published_hour)
    group.set_members(members)
    return scorer.score(article, group)


def _without(article: ArticleVector, members: Sequence[ArticleVector]) -> list[ArticleVector]:
    return [other for other in members if other is not article]
