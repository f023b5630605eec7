"""The order in which chosen sentences are read, and which of them follow one another in one article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.writing.summary.weighed_sentences import WeighedSentence

_CONNECTIVE = re.compile(
    r"\W*(?:but|and|or|so|yet|however|meanwhile|instead|then|though|although|plus|still)\b", re.IGNORECASE
)


def continues(one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
    """Whether a sentence goes on, without "but" or "however", where a chosen one ends."""
    return preceding(one, selection) is not None and not _CONNECTIVE.match(one.sentence.text)


def preceding(one: WeighedSentence, selection: Sequence[WeighedSentence]) -> WeighedSentence | None:
    """Return the chosen sentence that stands directly before another in its article; None if none does."""
    before = (one.sentence.article_index, one.sentence.position - 1)
    return next(
        (other for other in selection if (other.sentence.article_index, other.sentence.position) == before), None
    )


def with_context(first: Sequence[WeighedSentence], rest: Sequence[WeighedSentence]) -> list[WeighedSentence]:
    """Return the first sentences, then the rest, an unanchored one directly after that before it in its article."""
    ordered = [*first, *rest]
    for one in rest:
        before = preceding(one, ordered)
        if one.sentence.is_unanchored and before is not None:
            ordered.remove(one)
            ordered.insert(ordered.index(before) + 1, one)
    return ordered


def reading_order(one: WeighedSentence) -> tuple[int, int, int, int]:
    """Return the key that sorts sentences by day, newest first, then by story."""
    return -one.day.toordinal(), one.story_number, one.sentence.position, one.sentence.article_index
