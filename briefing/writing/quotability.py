"""How well a sentence stands alone: whole, understandable without its context, and about the news."""

from __future__ import annotations

import re

from briefing.text.data_files import phrase_pattern
from briefing.writing.quotable_sentences import QuotableSentence

MIN_QUOTABILITY = 0.2
"""Quotability from which on a sentence may be printed; chosen by reading sentences of replayed feeds."""
MIN_OPEN_END_WORDS = 12
"""Length in words from which on a sentence without a full stop is a standfirst; a shorter one may be a fragment."""
LONG_SENTENCE_WORDS, VERY_LONG_SENTENCE_WORDS = 40, 60
"""Lengths in words above which a sentence is tiring, and hardly readable."""
MIN_TERMS = 4
"""Number of terms below which a sentence says too little."""

# Factors of quotability, set by reading labelled sentences: below 0.2 a sentence is never printed for that alone.
CUT_FACTOR = 0.02
"""Cut off by the feed."""
STANDFIRST_FACTOR, FRAGMENT_FACTOR = 0.5, 0.1
"""Without a full stop: at least `MIN_OPEN_END_WORDS` long, and shorter."""
QUESTION_FACTOR = TEASER_FACTOR = OFFER_FACTOR = 0.1
"""A question; an announcement of a text; an offer or a caption."""
UNANCHORED_FACTOR = FIRST_PERSON_FACTOR = UNBALANCED_FACTOR = EMPTY_FACTOR = 0.15
"""A reference to another sentence; first person; half a quotation; few terms or an empty subject."""
SINGULAR_FACTOR = 0.3
"""The first person singular ("I saw"); multiplied with `FIRST_PERSON_FACTOR`."""
ADDRESS_FACTOR = 0.4
"""An address to the reader."""
OPENING_QUOTE_FACTOR = 0.6
"""A quotation at the beginning: its speaker is named late or not at all."""
LONG_FACTOR, VERY_LONG_FACTOR = 0.7, 0.3
"""Longer than the lengths above."""

_EMPTY_SUBJECT = re.compile(r"(?:nobody|no one|nothing|everyone|everything|there (?:is|was|are|were))\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|hundreds?|"
    r"thousands?|dozens?|scores|millions?|half|thirds?)\b",
    re.IGNORECASE,
)


def has_number(text: str) -> bool:
    """Whether a text contains a number in digits or words."""
    return bool(_NUMBER.search(text))


def quotability(sentence: QuotableSentence, after_previous: bool = False) -> float:
    """Return how well a sentence stands alone, 0 to 1: a product of factors for its defects.

    Args:
        sentence: The sentence.
        after_previous: Whether the sentence before it in its article is printed before it.
    """
    defects = (
        (sentence.is_question, QUESTION_FACTOR),
        (sentence.is_teaser, TEASER_FACTOR),
        (sentence.is_unanchored and not after_previous, UNANCHORED_FACTOR),
        (sentence.addresses_reader, ADDRESS_FACTOR),
        (sentence.is_first_person, FIRST_PERSON_FACTOR),
        (sentence.is_first_person_singular, SINGULAR_FACTOR),
        (sentence.is_shopping or sentence.is_caption, OFFER_FACTOR),
        (sentence.has_unbalanced_marks, UNBALANCED_FACTOR),
        (sentence.text[:1] in "\"“‘'", OPENING_QUOTE_FACTOR),
        (len(sentence.terms) < MIN_TERMS, EMPTY_FACTOR),
        (LONG_SENTENCE_WORDS < sentence.word_count <= VERY_LONG_SENTENCE_WORDS, LONG_FACTOR),
        (sentence.word_count > VERY_LONG_SENTENCE_WORDS, VERY_LONG_FACTOR),
        (bool(_EMPTY_SUBJECT.match(sentence.text)), EMPTY_FACTOR),
    )
    value = _ending_factor(sentence)
    for is_defect, factor in defects:
        if is_defect:
            value *= factor
    return value


def _ending_factor(sentence: QuotableSentence) -> float:
    if sentence.cut_visibly or sentence.cut_silently:
        return CUT_FACTOR
    if sentence.has_end:
        return 1.0
    return STANDFIRST_FACTOR if sentence.word_count >= MIN_OPEN_END_WORDS else FRAGMENT_FACTOR


def has_relative_time(sentence: QuotableSentence) -> bool:
    """Whether a sentence gives a time that means another day when it is read later ("on Monday", "now")."""
    return bool(phrase_pattern("writing/relative_times.tsv", before=r"\b", after=r"\b").search(sentence.text))


def is_stale(sentence: QuotableSentence) -> bool:
    """Whether a sentence of an older story would mislead today: relative times, plans, news that was overtaken."""
    perishable = phrase_pattern("writing/perishable_news.tsv", before=r"\b", after=r"\b")
    return has_relative_time(sentence) or bool(perishable.search(sentence.text))
