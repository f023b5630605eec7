"""Decides whether a story that grew has come to hold a second happening.

Each article joined the story most similar to it, so a chain of small steps can lead from one happening to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.group import FIRST_KEPT, Group
from briefing.grouping.scoring import Match, StoryScorer

MIN_STORY_SIZE = 6
"""Minimum number of articles of a story that is tested for a split."""
MIN_SPLIT_SIZE = 3
"""Minimum number of articles that are split off."""
MAX_LATEST_COMPARED = 60
"""Number of latest articles of a long story that are tested; bounds the cost, which is quadratic."""
SPLIT_MARGIN = 1.0
"""Log-odds below the threshold at which an article no longer fits the first articles of its story."""
REASSIGNMENT_ROUNDS = 2
"""Rounds in which articles between the two sides move to the side that they fit better."""


@dataclass(frozen=True, slots=True)
class StorySplit:
    """The articles to split off a story, oldest first.

    Attributes:
        new_story_matches: For each article, its match with the other articles that are split off.
        old_story_matches: For each article, its match with the articles that stay.
    """

    articles: tuple[ArticleVector, ...]
    new_story_matches: tuple[Match, ...]
    old_story_matches: tuple[Match, ...]


def find_story_split(members: Sequence[ArticleVector], movable_ids: set[str], scorer: StoryScorer) -> StorySplit | None:
    """Find the articles of a story about another event than its first articles.

    Args:
        members: All known articles of the story, oldest first.
        movable_ids: Ids of the articles that may leave the story.
        scorer: Scores an article against a set of others.

    Returns:
        The split, or None if the story is one happening.
    """
    if len(members) < MIN_STORY_SIZE:
        return None
    members = [*members[:FIRST_KEPT], *members[FIRST_KEPT:][-MAX_LATEST_COMPARED:]]
    core = members[:FIRST_KEPT]
    movable = [article for article in members[FIRST_KEPT:] if article.features.id in movable_ids]
    leaving = [article for article in movable if _margin(article, core, scorer) < -SPLIT_MARGIN]
    if len(leaving) < MIN_SPLIT_SIZE:
        return None
    staying = [article for article in members if article not in leaving]
    for _ in range(REASSIGNMENT_ROUNDS):
        leaving = [article for article in movable if _fits_better(article, leaving, staying, scorer)]
        staying = [article for article in members if article not in leaving]
        if len(leaving) < MIN_SPLIT_SIZE:
            return None
    new_matches = [_match(article, _without(article, leaving), scorer) for article in leaving]
    old_matches = [_match(article, staying, scorer) for article in leaving]
    cohesion = sum([match.logit for match in new_matches]) / len(new_matches)
    margin_to_core = sum([_margin(article, core, scorer) for article in leaving]) / len(leaving)
    fit_to_staying = sum([match.logit for match in old_matches]) / len(old_matches)
    if (
        cohesion < scorer.classifier.merge_threshold
        or margin_to_core > -SPLIT_MARGIN
        or fit_to_staying > scorer.classifier.threshold
    ):
        return None
    return StorySplit(tuple(leaving), tuple(new_matches), tuple(old_matches))


def _fits_better(
    article: ArticleVector, leaving: Sequence[ArticleVector], staying: Sequence[ArticleVector], scorer: StoryScorer
) -> bool:
    """Whether an article fits the leaving articles better than the staying ones."""
    others = _without(article, leaving)
    return bool(others) and _margin(article, others, scorer) > _margin(article, _without(article, staying), scorer)


def _margin(article: ArticleVector, members: Sequence[ArticleVector], scorer: StoryScorer) -> float:
    """How well an article fits some others, in log-odds above the threshold."""
    return _match(article, members, scorer).logit - scorer.classifier.threshold


def _match(article: ArticleVector, members: Sequence[ArticleVector], scorer: StoryScorer) -> Match:
    group = Group("", "story", members[0].published_hour, members[-1].published_hour)
    group.set_members(members)
    return scorer.score(article, group)


def _without(article: ArticleVector, members: Sequence[ArticleVector]) -> list[ArticleVector]:
    return [other for other in members if other is not article]
