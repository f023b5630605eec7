"""How well a sentence stands alone before a reader."""

from __future__ import annotations

import re

from briefing.writing.quotes import Quote

GOOD = 0.2  # from here on a sentence may be printed without excuse
OPEN, SHORTEST_OPEN = 0.5, 12  # a standfirst without a full stop; a shorter one may be what a feed left of a sentence
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_RELATIVE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|yesterday|tomorrow|overnight|now|currently|"
    r"this (?:morning|afternoon|evening|week|weekend|month)|(?:last|next) (?:night|week|weekend|month)|"
    r"(?:hours?|days?|weeks?|months?) (?:ago|earlier|later)|"
    r"(?:recent|past|last|coming) (?:\w+ )?(?:hours|days|weeks)|any (?:more|longer)|so far|yet|still|"
    rf"(?:in|last|next|since|until|by) (?:{_MONTH})(?! (?:\d{{1,2}},? )?\d{{4}}))\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:will|would|is set|are set|set to|due to|plans? to|planned|expected|scheduled|could|may|might|must|"
    r"says?|said to|warns?|claims?|urges?|vows?|threatens?|denies|tells?|confirms?|announces?|according to reports|"
    r"(?:has|have) (?:been |now )?\w+(?:ed|en|nt|t)|(?:is|are) (?:to|expected|being|about)|going to)\b",
    re.IGNORECASE,
)


_EMPTY_SUBJECT = re.compile(r"(?:nobody|no one|nothing|everyone|everything|there (?:is|was|are|were))\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|hundreds?|"
    r"thousands?|dozens?|scores|millions?|half|thirds?)\b",
    re.IGNORECASE,
)


def has_number(text: str) -> bool:
    """Whether a text counts something."""
    return bool(_NUMBER.search(text))


def fitness(quote: Quote, follows: bool = False) -> float:
    """How fit a sentence is to be printed, 0 to 1: whole, anchored, telling, not too long, nobody's aside.

    `follows` says that the sentence before it in its article is printed too.
    """
    value = 1.0
    if quote.cut or quote.broken:
        value *= 0.02
    elif not quote.ends:
        value *= OPEN if quote.words >= SHORTEST_OPEN else 0.1
    if quote.asks:
        value *= 0.1
    if quote.teases:
        value *= 0.1
    if quote.unanchored and not follows:
        value *= 0.15
    if quote.addresses:
        value *= 0.4
    if quote.personal:
        value *= 0.15
    if quote.confides:
        value *= 0.3
    if quote.sells or quote.pictures:
        value *= 0.1
    if quote.unbalanced:
        value *= 0.15
    if quote.text[:1] in "\"“‘'":
        value *= 0.6
    if len(quote.terms) < 4:
        value *= 0.15
    if quote.words > 40:
        value *= 0.7 if quote.words <= 60 else 0.3
    return value * (0.15 if _EMPTY_SUBJECT.match(quote.text) else 1.0)


def is_relative(quote: Quote) -> bool:
    """Whether a sentence says when in words that mean another day today."""
    return bool(_RELATIVE.search(quote.text))


def is_stale(quote: Quote) -> bool:
    """Whether a sentence of an older story would mislead today: relative days, hopes that are past, news grown old."""
    return bool(_RELATIVE.search(quote.text) or _COMING.search(quote.text))
