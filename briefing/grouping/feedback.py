"""What merging and splitting threads teaches about the names they share: small, and taken back with the correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

from briefing.grouping.article_vectors import ArticleVector
from briefing.grouping.evidence import display_name
from briefing.grouping.features import extract_features
from briefing.model.articles import Story
from briefing.model.grouping import Signal
from briefing.text.frequencies import background_frequencies
from briefing.text.names import known_places

MAX_NAMES, MIN_NAME_IDF = 3, 6.0
"""So many of the rarest names are taught about, if they are so rare: nothing is learned of presidents and capitals."""
MAX_NAME_BONUS = 0.6
"""Log-odds by which all that was taught may move one decision."""
MAX_ARTICLES_READ = 40
"""So many articles of each side are read for names."""


def shared_names(one_side: Sequence[Story], other_side: Sequence[Story]) -> dict[str, str]:
    """The rarest names that two sides of a correction share, the rarest first, and how they are written."""
    mine, theirs = _names_by_stem(one_side), _names_by_stem(other_side)
    rarity = {
        name: -log(background_frequencies().document_share(name))
        for name in mine.keys() & theirs.keys() - known_places()
    }
    rare = sorted((name for name in rarity if rarity[name] > MIN_NAME_IDF), key=lambda name: (-rarity[name], name))
    return {name: mine[name] for name in rare[:MAX_NAMES]}


def name_bonus(name_bonuses: Mapping[str, float], vectors: Iterable[ArticleVector], names: Iterable[str]) -> float:
    """What was taught about the names that a story shares with a thread, in log-odds for joining."""
    held = {name for vector in vectors for name in vector.features.names if name in name_bonuses}
    return (
        max(-MAX_NAME_BONUS, min(MAX_NAME_BONUS, sum(name_bonuses[name] for name in sorted(held.intersection(names)))))
        if held
        else 0.0
    )


def name_bonus_signals(bonus: float) -> tuple[Signal, ...]:
    """The same as a reason among others; none if nothing was taught."""
    return (Signal("names you merged or split", 1.0, round(bonus, 3)),) if bonus else ()


def _names_by_stem(stories: Sequence[Story]) -> dict[str, str]:
    articles = [article for story in stories for article in story.articles]
    read = [extract_features(article) for article in articles[:MAX_ARTICLES_READ]]
    return {name: display_name(name, one.spellings) for one in read for name in one.names}
