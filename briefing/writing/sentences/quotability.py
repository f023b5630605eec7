"""How well a sentence stands alone: whole, understandable without its context, and about the news."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.text.phrase_search import phrase_search
from briefing.writing.sentences.quotable_sentences import QuotableSentence

LONG_SENTENCE_WORDS, VERY_LONG_SENTENCE_WORDS = 40, 60
"""Lengths in words above which a sentence is tiring, and hardly readable."""
LONG_FACTOR, VERY_LONG_FACTOR = 0.7, 0.3
"""Factors of the quotability of sentences that are longer than that; set by reading."""
UNANCHORED_FACTOR = 0.5
"""Factor of a sentence that refers to the one before it ("The company ..."): it passes below a headline, but not beside
sentences of other articles."""
SHOPPING_FACTOR = 0.5
"""The same for a price or an offer."""
SOCIAL_FACTOR = 0.5
"""Factor of a sentence with marks of social media ("#ferry", "@sample"): it passes if there is no other."""
LAST_RESORT = 0.01
"""Quotability of what may not be quoted: it is chosen only if there is nothing else."""

MAX_REMEMBERED = 4096
"""Number of sentences of which is remembered whether they have a number: the sentences of a long thread."""
_SOCIAL_MARK = re.compile(r"(?<![\w&/])[#@][A-Za-z]\w+")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|hundreds?|"
    r"thousands?|dozens?|scores|millions?|half|thirds?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=MAX_REMEMBERED)
def has_number(text: str) -> bool:
    """Whether a text contains a number in digits or words."""
    return bool(_NUMBER.search(text))


def quotability(sentence: QuotableSentence, after_previous: bool = False) -> float:
    """Return how well a sentence can be quoted, 0 to 1; see `briefing.writing.sentences.verdicts`.

    Args:
        sentence: The sentence.
        after_previous: Whether the sentence before it in its article is printed before it.
    """
    value = sentence.verdict.following if after_previous else sentence.verdict.quotable
    defects = (
        (sentence.is_unanchored and not after_previous, UNANCHORED_FACTOR),
        (sentence.is_shopping, SHOPPING_FACTOR),
        (_has_social_mark(sentence.text), SOCIAL_FACTOR),
        (LONG_SENTENCE_WORDS < sentence.word_count <= VERY_LONG_SENTENCE_WORDS, LONG_FACTOR),
        (sentence.word_count > VERY_LONG_SENTENCE_WORDS, VERY_LONG_FACTOR),
    )
    for is_defect, factor in defects:
        if is_defect:
            value *= factor
    return max(value, LAST_RESORT)


def _has_social_mark(text: str) -> bool:
    return ("#" in text or "@" in text) and bool(_SOCIAL_MARK.search(text))


def has_relative_time(sentence: QuotableSentence) -> bool:
    """Whether a sentence gives a time that means another day when it is read later ("on Monday", "now")."""
    return phrase_search("writing/relative_times.tsv", before=r"\b", after=r"\b").is_in(sentence.text)


def is_stale(sentence: QuotableSentence) -> bool:
    """Whether a sentence of an older story would mislead today: relative times, plans, news that was overtaken."""
    perishable = phrase_search("writing/perishable_news.tsv", before=r"\b", after=r"\b")
    return has_relative_time(sentence) or bool(perishable.is_in(sentence.text))
