"""What a person's merges and splits of threads teach about names.

A correction of threads with rare names in common raises or lowers the log-odds of threads that share these names.
Undoing the correction removes that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.evidence import display_name
from briefing.grouping.features import extract_features
from briefing.model.articles import Story
from briefing.model.grouping import Signal
from briefing.text.frequencies import background_frequencies
from briefing.text.places import known_places
from briefing.text.word_cases import WordCases

MAX_NAMES = 3
"""Number of shared names that one correction gives a bonus: the rarest."""
MIN_NAME_IDF = 6.0
"""IDF in the background corpus above which a name may get a bonus; excludes presidents and capitals."""
MAX_NAME_BONUS = 0.6
"""Largest change, in log-odds, that all corrections together make to one decision."""
MAX_ARTICLES_READ = 40
"""Number of articles of each side that are read for names; bounds the cost of correcting a long thread."""


def shared_names(one_side: Sequence[Story], other_side: Sequence[Story]) -> dict[str, str]:
    """Find the rarest names that two sides of a correction share, without places and names that are common in news.

    Returns:
        The spelling of each name by its stem, rarest first; at most `MAX_NAMES`.
    """
    names, other_names = _names_by_stem(one_side), _names_by_stem(other_side)
    rarity = {
        name: -log(background_frequencies().document_share(name))
        for name in names.keys() & other_names.keys() - known_places()
    }
    rare = sorted((name for name in rarity if rarity[name] > MIN_NAME_IDF), key=lambda name: (-rarity[name], name))
    return {name: names[name] for name in rare[:MAX_NAMES]}


def name_bonus(name_bonuses: Mapping[str, float], vectors: Iterable[ArticleVector], names: Iterable[str]) -> float:
    """Sum the bonuses of the names that a story shares with a thread.

    Args:
        name_bonuses: Log-odds by name; negative where threads with the name were split.
        vectors: Articles of the story.
        names: Names of the thread.

    Returns:
        Log-odds for joining, between plus and minus `MAX_NAME_BONUS`.
    """
    with_bonus = {name for vector in vectors for name in vector.features.names if name in name_bonuses}
    if not with_bonus:
        return 0.0
    total = sum(name_bonuses[name] for name in sorted(with_bonus.intersection(names)))
    return max(-MAX_NAME_BONUS, min(MAX_NAME_BONUS, total))


def name_bonus_signals(bonus: float) -> tuple[Signal, ...]:
    """A bonus as a signal of the evidence; empty if there is none."""
    return (Signal("names you merged or split", 1.0, round(bonus, 3)),) if bonus else ()


def _names_by_stem(stories: Sequence[Story]) -> dict[str, str]:
    articles = [article for story in stories for article in story.articles]
    articles = articles[:MAX_ARTICLES_READ]
    cases = WordCases(f"{article.title} {article.text}" for article in articles)
    return {
        name: cases.name_form(display_name(name, features.spellings))
        for features in map(extract_features, articles)
        for name in features.names
    }
