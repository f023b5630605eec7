"""Sentences and lines that the texts of one publisher repeat but for a name: "By Ann Person, Harbour Correspondent"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from briefing.text.data_files import word_lists
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


def repeated_credits(
    texts: Sequence[str], min_texts: float, publisher: Collection[str], stopwords: Collection[str]
) -> Mapping[Words, frozenset[int]]:
    """Return the credits that differ by a name only, ANY_NAME in its place, with the numbers of their texts.

    Of two such sentences with texts in common the one with more words in all its texts is returned. Names are runs of
    words with capitals, so a script without capitals has none.

    Args:
        texts: Openings and endings of texts.
        min_texts: Texts that must have a sentence.
        publisher: The words of the publisher's name.
        stopwords: Words of its language that say nothing.
    """
    names_by_credit: dict[Words, dict[int, set[Words]]] = defaultdict(lambda: defaultdict(set))
    for number, text in enumerate(texts):
        for sentence in _outer_sentences(text):
            for credit, name in _readings(sentence, publisher, stopwords):
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


def _readings(sentence: str, publisher: Collection[str], stopwords: Collection[str]) -> Iterator[tuple[Words, Words]]:
    """Yield each way to read a sentence as a credit: its words with ANY_NAME for the name, and the name."""
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
                fixed = (*words[:start], *words[end:])
                in_lower_case = [word for word, capital in zip(words, capitals, strict=True) if not capital]
                if len(fixed) >= MIN_FIXED_WORDS and _is_credit(fixed, in_lower_case, publisher, stopwords):
                    yield (*words[:start], ANY_NAME, *words[end:]), words[start:end]
            elif words[end - 1] not in NAME_PARTICLES:
                break


def _is_credit(
    words: Words, in_lower_case: Collection[str], publisher: Collection[str], stopwords: Collection[str]
) -> bool:
    """Whether words around a name say who made something; words with a capital can name a section or a programme.

    A sentence of news can stand in several texts but for a name too: "Ann Person has died."
    """
    lists = word_lists("service_words.txt")
    if not lists["maker"].isdisjoint(words):
        return True
    allowed = {*lists["making"], *publisher, *stopwords}
    says_who = not lists["making"].isdisjoint(words) or (bool(publisher) and {*publisher}.issubset(words))
    return says_who and all(word in allowed for word in in_lower_case)
