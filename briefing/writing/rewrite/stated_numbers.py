"""The numbers of a rewritten sentence and of its sources, in forms that can be compared."""

from __future__ import annotations

import re

from briefing.model.articles import Article
from briefing.text.words import stopwords
from briefing.writing.numbers.number_mentions import find_numbers
from briefing.writing.numbers.quantities import quantities

Number = tuple[float | str, str]
"""A value, or digits that are no single number ("10:30", "4-1"), with its unit."""

_RELATION_WORDS = frozenset(["from", "to", "by", "than", "above", "below", "under", "over", "until", "since"])
_WORD_BEFORE = re.compile(r"([^\W\d_]{2,})\W{0,3}$")
_WORD_AFTER = re.compile(r"\W{0,2}([^\W\d_]{2,})")


def numbers_in_text(text: str) -> dict[Number, str]:
    """Return the numbers of a text, each with its first wording."""
    wordings: dict[Number, str] = {}
    for mention in find_numbers(text):
        wordings.setdefault((mention.value, mention.unit), text[mention.start : mention.end].strip())
    return wordings


def values_with_units(text: str) -> set[tuple[float, str]]:
    """Return the values of a text with what they count ("dead", "percent", "ships"), where the words around say so."""
    return {(figure.value, figure.unit) for line in text.split("\n") for figure in quantities([Article("", line)])}


def numbers_with_context(text: str, lang: str = "") -> set[tuple[str, Number]]:
    """Return each number of a text with the word before and the word after it ("from ...", "... votes")."""
    stops = stopwords(lang)
    contexts: set[tuple[str, Number]] = set()
    for mention in find_numbers(text):
        number = (mention.value, mention.unit)
        before, after = _WORD_BEFORE.search(text[: mention.start]), _WORD_AFTER.match(text, mention.end)
        if before and ((word := before[1].lower()) in _RELATION_WORDS or word not in stops):
            contexts.add((f"{word} …", number))
        if after and (word := after[1].lower()) not in stops:
            contexts.add((f"… {word}", number))
    return contexts
