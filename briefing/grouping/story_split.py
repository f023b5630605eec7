"""A second look at stories that grew: what came later may tell of something else than what they began with.

Each article joined those most like it, so a chain of small steps can lead from one happening to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.classifier import Classifier
from briefing.grouping.group import FIRST_KEPT, Group
from briefing.grouping.idf import Idf
from briefing.grouping.scoring import Match, score_story

MIN_STORY_SIZE, MIN_SPLIT_SIZE = 6, 3
"""A story is looked at again when it has so many articles, and split when so many of them stand apart."""
MAX_LATEST_COMPARED = 60
"""Of longer stories only so many of the latest articles are looked at."""
SPLIT_MARGIN = 1.0
"""Log-odds below the threshold at which articles do not belong to what a story began with."""


@dataclass(frozen=True, slots=True)
class StorySplit:
    """Articles that left a story, oldest first, with how well each fits the others of them and the story it was in."""

    articles: tuple[ArticleVector, ...]
    new_story_matches: tuple[Match, ...]
    old_story_matches: tuple[Match, ...]


def find_story_split(
    members: Sequence[ArticleVector], movable_ids: set[str], classifier: Classifier, idf: Idf
) -> StorySplit | None:
    """What left a story whose articles, oldest first, are `members`; only `movable` ones can."""
    if len(members) < MIN_STORY_SIZE:
        return None
    members = [*members[:FIRST_KEPT], *members[FIRST_KEPT:][-MAX_LATEST_COMPARED:]]
    core = members[:FIRST_KEPT]
    left = [
        one
        for one in members[FIRST_KEPT:]
        if one.features.id in movable_ids and _margin_above_threshold(one, core, classifier, idf) < -SPLIT_MARGIN
    ]
    if len(left) < MIN_SPLIT_SIZE:
        return None
    stayed = [one for one in members if one not in left]
    for _ in range(2):  # those in between go where they fit better
        left = [
            one
            for one in members[FIRST_KEPT:]
            if one.features.id in movable_ids and _fits_split_better(one, left, stayed, classifier, idf)
        ]
        stayed = [one for one in members if one not in left]
        if len(left) < MIN_SPLIT_SIZE:
            return None
    here = [_match(one, [other for other in left if other is not one], classifier, idf) for one in left]
    there = [_match(one, stayed, classifier, idf) for one in left]
    inside = sum([one.logit for one in here]) / len(here)
    across = sum([_margin_above_threshold(one, core, classifier, idf) for one in left]) / len(left)
    outside = sum([one.logit for one in there]) / len(there)
    if inside < classifier.merge_threshold or across > -SPLIT_MARGIN or outside > classifier.threshold:
        return None
    return StorySplit(tuple(left), tuple(here), tuple(there))


def _fits_split_better(
    article: ArticleVector,
    split_off: Sequence[ArticleVector],
    staying: Sequence[ArticleVector],
    classifier: Classifier,
    idf: Idf,
) -> bool:
    others = [other for other in split_off if other is not article]
    rest = [other for other in staying if other is not article]
    return bool(others) and _margin_above_threshold(article, others, classifier, idf) > _margin_above_threshold(
        article, rest, classifier, idf
    )


def _margin_above_threshold(
    article: ArticleVector, members: Sequence[ArticleVector], classifier: Classifier, idf: Idf
) -> float:
    """How well an article fits some others, in log-odds above the threshold."""
    return _match(article, members, classifier, idf).logit - classifier.threshold


def _match(article: ArticleVector, members: Sequence[ArticleVector], classifier: Classifier, idf: Idf) -> Match:
    group = Group("", "story", members[0].published_hour, members[-1].published_hour)
    group.set_members(members)
    return score_story(article, group, classifier, idf)
