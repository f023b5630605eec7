"""How well a sentence stands alone before a reader."""

from __future__ import annotations

import re

from briefing.text.calendar_words import ENGLISH_MONTH_WORDS, WEEKDAY_BY_NAME
from briefing.text.number_words import NUMBER_BY_WORD
from briefing.writing.summary.quotable_sentences import QuotableSentence

MIN_QUOTABILITY = 0.2  # from here on a sentence may be printed without excuse
OPEN_END_FACTOR, MIN_OPEN_END_WORDS = (
    0.5,
    12,
)  # a standfirst without a full stop; a shorter one may be what a feed left of a sentence
_RELATIVE_TIME = re.compile(
    rf"\b(?:{'|'.join(WEEKDAY_BY_NAME)}|today|tonight|yesterday|tomorrow|overnight|now|currently|"
    r"this (?:morning|afternoon|evening|week|weekend|month)|(?:last|next) (?:night|week|weekend|month)|"
    r"(?:hours?|days?|weeks?|months?) (?:ago|earlier|later)|"
    r"(?:recent|past|last|coming) (?:\w+ )?(?:hours|days|weeks)|any (?:more|longer)|so far|yet|still|"
    rf"(?:in|last|next|since|until|by) (?:{'|'.join(ENGLISH_MONTH_WORDS)})(?! (?:\d{{1,2}},? )?\d{{4}}))\b",
    re.IGNORECASE,
)
_PERISHABLE_NEWS = re.compile(
    r"\b(?:will|would|is set|are set|set to|due to|plans? to|planned|expected|scheduled|could|may|might|must|"
    r"says?|said to|warns?|claims?|urges?|vows?|threatens?|denies|tells?|confirms?|announces?|according to reports|"
    r"(?:has|have) (?:been |now )?\w+(?:ed|en|nt|t)|(?:is|are) (?:to|expected|being|about)|going to)\b",
    re.IGNORECASE,
)


_EMPTY_SUBJECT = re.compile(r"(?:nobody|no one|nothing|everyone|everything|there (?:is|was|are|were))\b", re.IGNORECASE)
_NUMBER = re.compile(
    rf"\d|\b(?:{'|'.join(word for word in NUMBER_BY_WORD if word != 'one')}|hundreds?|"
    r"thousands?|dozens?|scores|millions?|half|thirds?)\b",
    re.IGNORECASE,
)


def has_number(text: str) -> bool:
    """Whether a text counts something."""
    return bool(_NUMBER.search(text))


def quotability(sentence: QuotableSentence, after_previous: bool = False) -> float:
    """How fit a sentence is to be printed, 0 to 1: whole, anchored, telling, not too long, nobody's aside.

    `follows` says that the sentence before it in its article is printed too.
    """
    value = 1.0
    if sentence.cut_visibly or sentence.cut_silently:
        value *= 0.02
    elif not sentence.has_end:
        value *= OPEN_END_FACTOR if sentence.word_count >= MIN_OPEN_END_WORDS else 0.1
    if sentence.is_question:
        value *= 0.1
    if sentence.is_teaser:
        value *= 0.1
    if sentence.is_unanchored and not after_previous:
        value *= 0.15
    if sentence.addresses_reader:
        value *= 0.4
    if sentence.is_first_person:
        value *= 0.15
    if sentence.is_first_person_singular:
        value *= 0.3
    if sentence.is_shopping or sentence.is_caption:
        value *= 0.1
    if sentence.has_unbalanced_marks:
        value *= 0.15
    if sentence.text[:1] in "\"“‘'":
        value *= 0.6
    if len(sentence.terms) < 4:
        value *= 0.15
    if sentence.word_count > 40:
        value *= 0.7 if sentence.word_count <= 60 else 0.3
    return value * (0.15 if _EMPTY_SUBJECT.match(sentence.text) else 1.0)


def has_relative_time(sentence: QuotableSentence) -> bool:
    """Whether a sentence says when in words that mean another day today."""
    return bool(_RELATIVE_TIME.search(sentence.text))


def is_stale(sentence: QuotableSentence) -> bool:
    """Whether a sentence of an older story would mislead today: relative days, hopes that are past, news grown old."""
    return bool(_RELATIVE_TIME.search(sentence.text) or _PERISHABLE_NEWS.search(sentence.text))
