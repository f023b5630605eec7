"""Sentences and lines that the texts of one publisher repeat but for a name: "By Ann Person, Harbour Correspondent"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from briefing.text.publishers.house_phrases import ANY_NAME, BOUNDARY, MAX_NAME_WORDS, NAME_PARTICLES, WordSpans
from briefing.text.publishers.repeated_phrases import Words

OUTER_SENTENCES = 3
"""Sentences at the start and at the end of a text that are read: a credit stands above or below the news."""
MAX_WORDS = 14
"""Words of a sentence that can be a credit; one that also says something is longer."""
MIN_FIXED_WORDS = 2
"""Words beside the name. "By Ann Person" alone has one, and is known without learning."""
MIN_NAMES = 3
"""Different names in the same place; with fewer the sentences can be news about one of them."""


def repeated_credits(texts: Sequence[str], min_texts: float) -> Mapping[Words, frozenset[int]]:
    """Return the sentences that differ by a name only, ANY_NAME in its place, with the numbers of their texts.

    Of two such sentences with texts in common the one with more words in all its texts is returned. Names are runs of
    words with capitals, so a script without capitals has none.

    Args:
        texts: Openings and endings of texts.
        min_texts: Texts that must have a sentence.
    """
    names_by_credit: dict[Words, dict[int, set[Words]]] = defaultdict(lambda: defaultdict(set))
    for number, text in enumerate(texts):
        for sentence in _outer_sentences(text):
            for credit, name in _readings(sentence):
                names_by_credit[credit][number].add(name)
    frequent = {
        credit: frozenset(names)
        for credit, names in names_by_credit.items()
        if len(names) >= min_texts and len(set().union(*names.values())) >= MIN_NAMES
    }
    chosen: dict[Words, frozenset[int]] = {}
    used: set[int] = set()
    for credit, numbers in sorted(frequent.items(), key=lambda item: (-len(item[1]) * len(item[0]), item[0])):
        if len(left := numbers - used) >= min_texts:
            chosen[credit] = left
            used |= left
    return chosen


def _outer_sentences(text: str) -> Iterator[str]:
    sentences = [sentence for sentence in BOUNDARY.split(text) if sentence.strip()]
    outer = sentences if len(sentences) <= 2 * OUTER_SENTENCES else None
    outer = outer or [*sentences[:OUTER_SENTENCES], *sentences[-OUTER_SENTENCES:]]
    return (sentence for sentence in outer if MIN_FIXED_WORDS < len(sentence.split()) <= MAX_WORDS)


def _readings(sentence: str) -> Iterator[tuple[Words, Words]]:
    """Yield each way to read a name in a sentence: the sentence with ANY_NAME in its place, and the name."""
    spans = WordSpans(sentence)
    words = tuple(spans.words)
    if not MIN_FIXED_WORDS < len(words) <= MAX_WORDS:
        return
    capitals = [sentence[start].isupper() for start in spans.starts]
    for start, is_capital in enumerate(capitals):
        if not is_capital:
            continue
        for end in range(start + 1, min(len(words), start + MAX_NAME_WORDS) + 1):
            if capitals[end - 1]:
                if len(words) - (end - start) >= MIN_FIXED_WORDS:
                    yield (*words[:start], ANY_NAME, *words[end:]), words[start:end]
            elif words[end - 1] not in NAME_PARTICLES:
                break
