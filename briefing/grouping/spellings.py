"""Writes the names and stems of stored evidence as articles do: "Anthrop" becomes "Anthropic", "Openai" "OpenAI".

Evidence on groups of the archive has stems, because their profiles do not store how words are spelled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.model.articles import Article
from briefing.model.grouping import Evidence
from briefing.text.word_cases import WordCases
from briefing.text.words import stem, tokenize

MAX_ARTICLES = 60
"""Number of articles that are read for spellings; bounds the cost for a long thread."""
MAX_CHARACTERS = 600
"""Characters of the text of an article that are read: names stand in its opening."""


class Spellings:
    """The words of some articles by their stems."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._counts: dict[str, Counter[str]] = {}
        texts = [(f"{one.title} {one.text[:MAX_CHARACTERS]}", one.lang) for one in articles[:MAX_ARTICLES]]
        for text, lang in texts:
            for word in tokenize(text):
                self._counts.setdefault(stem(word, lang), Counter())[word] += 1
        self._cases = WordCases(text for text, _ in texts)

    def spelled(self, evidence: Evidence) -> Evidence:
        """Return evidence whose names and terms are words instead of stems."""
        names = [self._cases.name_form(" ".join(map(self._spelled_word, name.split()))) for name in evidence.names]
        return replace(evidence, names=tuple(names), terms=tuple(map(self._spelled_word, evidence.terms)))

    def _spelled_word(self, word: str) -> str:
        """Return the most frequent word with this stem, in the case of the stem; a word of the articles stays."""
        counts: Mapping[str, int] = self._counts.get(word.casefold(), {})
        if not counts or word.casefold() in counts:
            return word
        spelling = min(counts, key=lambda one: (-counts[one], one))
        return spelling if word.islower() else spelling.capitalize()
