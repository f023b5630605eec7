"""What merging and splitting threads teaches about the names they share: small, and taken back with the correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log

from briefing.grouping.evidence import spelled_out
from briefing.grouping.features import features
from briefing.grouping.vectors import Vector
from briefing.model.articles import Story
from briefing.model.grouping import Signal
from briefing.text.frequencies import background
from briefing.text.names import places

NAMES, RARE = 3, 6.0
"""So many of the rarest names are taught about, if they are so rare: nothing is learned of presidents and capitals."""
MOST = 0.6
"""Log-odds by which all that was taught may move one decision."""
READ = 40
"""So many articles of each side are read for names."""


def shared_names(ones: Sequence[Story], others: Sequence[Story]) -> dict[str, str]:
    """The rarest names that two sides of a correction share, the rarest first, and how they are written."""
    mine, theirs = _names(ones), _names(others)
    rarity = {name: -log(background().rate(name)) for name in mine.keys() & theirs.keys() - places()}
    rare = sorted((name for name in rarity if rarity[name] > RARE), key=lambda name: (-rarity[name], name))
    return {name: mine[name] for name in rare[:NAMES]}


def taught(ties: Mapping[str, float], vectors: Iterable[Vector], names: Iterable[str]) -> float:
    """What was taught about the names that a story shares with a thread, in log-odds for joining."""
    held = {name for vector in vectors for name in vector.features.names if name in ties}
    return max(-MOST, min(MOST, sum(ties[name] for name in sorted(held.intersection(names))))) if held else 0.0


def as_signal(tie: float) -> tuple[Signal, ...]:
    """The same as a reason among others; none if nothing was taught."""
    return (Signal("names you merged or split", 1.0, round(tie, 3)),) if tie else ()


def _names(stories: Sequence[Story]) -> dict[str, str]:
    articles = [article for story in stories for article in story.articles]
    read = [features(article) for article in articles[:READ]]
    return {name: spelled_out(name, one.spelled) for one in read for name in one.names}
