"""The language of a text, recognised by its stop words: many feeds name no language, and some name a wrong one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from briefing.text.data_files import word_lists
from briefing.text.language_tags import primary_language
from briefing.text.publishers.boilerplate import without_addresses
from briefing.text.words import tokenize

READ_CHARACTERS = 600
"""Characters of a text that are read: enough for some ninety words."""
MIN_WORDS = 12
"""Words below which a text is too short to show its language."""
MIN_SHARE = 0.15
"""Share of the words that must be stop words of another language. News in English have .25 to .5 English ones."""
MIN_LEAD = 3.0
"""How many times as many words must be of that language as of the declared one; languages share short words."""
MIN_LEAD_OF_OTHERS = 1.2
"""The same over every other language: of two that are close none is clear."""
MIN_DISTINCT_WORDS = 4
"""Different stop words of the language: "de" in the names of a race is one."""


def recognised_language(title: str, text: str, declared: str = "") -> str:
    """Return the language of an article: the declared one, unless its words clearly show another.

    The headline and the first line are read; notices in another language stand below them.

    Args:
        title: Its headline.
        text: Its text.
        declared: A language tag; "" is taken for English, and returned if no other language is clear.
    """
    base = primary_language(declared) or "en"
    if base not in word_lists("stopwords.txt"):
        return declared
    opening = without_addresses(text[:READ_CHARACTERS]).partition("\n")[0]
    words = tokenize(f"{title}\n{opening}")
    if len(words) < MIN_WORDS:
        return declared
    languages_by_word = _languages_by_word()
    counts = Counter(language for word in words for language in languages_by_word.get(word, ()))
    (language, count), (_, next_count) = [*counts.most_common(2), (base, 0), (base, 0)][:2]
    distinct = sum(language in languages_by_word.get(word, ()) for word in set(words))
    is_clear = (
        count >= MIN_SHARE * len(words)
        and count >= MIN_LEAD * counts[base]
        and count >= MIN_LEAD_OF_OTHERS * next_count
        and distinct >= MIN_DISTINCT_WORDS
    )
    return language if is_clear else declared


@cache
def _languages_by_word() -> Mapping[str, tuple[str, ...]]:
    """Return the languages of which each word is a stop word."""
    languages: dict[str, list[str]] = {}
    for language, words in sorted(word_lists("stopwords.txt").items()):
        for word in words:
            languages.setdefault(word, []).append(language)
    return {word: tuple(some) for word, some in languages.items()}
