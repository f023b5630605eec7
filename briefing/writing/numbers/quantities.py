"""The quantities that sentences state: how many of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.model.articles import Article
from briefing.model.threads import Sentence
from briefing.text.dates.dates import find_dates
from briefing.writing.numbers.counted_nouns import Bound, Count, bound_of, counted_noun
from briefing.writing.numbers.number_mentions import NumberMention, find_numbers
from briefing.writing.sentences.quotable_sentences import labelled_sentences
from briefing.writing.sentences.sentence_vectors import bag_of_words

MAX_READ_SENTENCES = 6
"""Number of opening sentences of an article that are read."""
MAX_NUMBERS_OF_SENTENCE = 20
"""Numbers of a sentence above which it is a table, whose numbers have no sentence of their own; bounds the pairs."""
MAX_REMEMBERED = 4096
"""Number of sentences of which is remembered whether they have a word of a toll: those of a long thread."""
TOLL_PATTERNS = {
    "dead": r"kill|dead\b|die[sd]?\b|deaths?\b|fatal|bodies\b|lives\b",
    "hurt": r"injur|wound|hurt\b",
    "missing": r"missing\b|unaccounted",
    "displaced": r"displac|evacuat|homeless|fled\b|uprooted",
    "arrested": r"arrest|detain|in custody",
    "rescued": r"rescue|saved\b",
}
"""For each toll of people: the beginnings of words that name it."""
_TOLL_WORDS = re.compile("|".join(TOLL_PATTERNS.values()), re.IGNORECASE)
_TOLL_REGEXES = {toll: re.compile(rf"\b(?:{words})", re.IGNORECASE) for toll, words in TOLL_PATTERNS.items()}
_GLUED_BEFORE = re.compile(r"[\w.,:/–-]")
_GLUED_AFTER = re.compile(r"[\d:]|[-–]\w|(?:st|nd|rd|th)\b|\.\d")
"""What stands directly before or after a number that counts nothing: "F-16", "3-year-old", "4th", "10:30"."""
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_CLAUSE_BOUNDARY = re.compile(r"[.;:!?]\s|,\s(?!\d)|\s[–—-]\s|\b(?:and|while|but)\b")
_COUNTED_NOUN = re.compile(r"\s+(?:[a-z]+(?:ed|al|ic|ive|ful)\s+)?(?P<noun>[a-z]{3,})\b")
_NON_UNITS = """
people persons others more than the and were was had have has are from for with after who over
"""
_NON_UNIT_WORDS = frozenset(_NON_UNITS.split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence and what it counts.

    Attributes:
        unit: A toll of `TOLL_PATTERNS`, "percent", "money" or the noun after the number.
        as_stated: The number as the sentence words it.
        counted: What stands directly beside the number as counted by it; None if nothing does.
        terms: All terms of the sentence, by which two quantities are compared.
        bound: How exact the number is: "more" than it, "near" to it, "about" it, or "".
    """

    unit: str
    value: float
    as_stated: str
    counted: Count | None
    terms: frozenset[str]
    sentence: Sentence
    bound: Bound = ""

    @property
    def least(self) -> float:
        """The smallest value that the statement allows: a rounded number stands for all that round to it."""
        lowered = {"near": self._rounding, "about": self._rounding / 2}
        return self.value - lowered.get(self.bound, 0.0)

    @property
    def most(self) -> float:
        """The greatest value that the statement allows: "more than 2,000" can be 2,999."""
        raised = {"more": self._rounding - 1, "near": -1.0, "about": self._rounding / 2}
        return self.value + raised.get(self.bound, 0.0)

    @property
    def _rounding(self) -> float:
        """The unit to which a whole number is rounded: 1,000 for 2,000, 10 for 120."""
        digits = f"{self.value:.0f}"
        return float(10 ** (len(digits) - len(digits.rstrip("0"))))

    @property
    def is_toll(self) -> bool:
        """Whether it counts people who came to harm."""
        return self.unit in TOLL_PATTERNS


@lru_cache(maxsize=MAX_REMEMBERED)
def has_toll_word(text: str) -> bool:
    """Whether a text has a word of any toll."""
    return bool(_TOLL_WORDS.search(text))


def quantities(articles: Iterable[Article]) -> list[Quantity]:
    """Return the quantities in the headlines and openings of articles, without dates, ages and scores."""
    quantities: list[Quantity] = []
    for article in articles:
        opening = labelled_sentences(article.text, article.lang)[:MAX_READ_SENTENCES]
        for line in (article.title, *(sentence for sentence, is_notice in opening if not is_notice)):
            quantities += _line_quantities(line, article)
    return quantities


def _line_quantities(line: str, article: Article) -> Iterator[Quantity]:
    mentions = [mention for mention in find_numbers(line, article.lang) if _can_count(mention, line)]
    if not 0 < len(mentions) <= MAX_NUMBERS_OF_SENTENCE:
        return
    dates = [(date.start, date.end) for date in find_dates(line, article.published.date())]
    terms = frozenset(bag_of_words(line, article.lang))
    ends = [_end(mention) for mention in mentions]
    starts = [mention.start for mention in mentions]
    for index, mention in enumerate(mentions):
        if any(start < ends[index] and mention.start < end for start, end in dates) or _is_year(mention, line):
            continue
        before = line[ends[index - 1] if index else 0 : mention.start]
        after = line[ends[index] : starts[index + 1] if index + 1 < len(mentions) else len(line)]
        counted = counted_noun(line, mention.start, ends[index])
        if unit := _unit_of(mention, before, after) or (counted and (counted.toll or counted.noun)):
            as_stated = line[mention.start : mention.number_end] + (" percent" if mention.unit == "%" else "")
            bound = bound_of(line, mention.start, ends[index])
            sentence = Sentence(line, article.id)
            yield Quantity(unit, float(mention.value), as_stated, counted, terms, sentence, bound)


def _can_count(mention: NumberMention, line: str) -> bool:
    return (
        mention.is_cardinal
        and not (mention.start and _GLUED_BEFORE.match(line, mention.start - 1))
        and not _GLUED_AFTER.match(line, _end(mention))
    )


def _end(mention: NumberMention) -> int:
    """The end of a number; currency in words ("5 dollars") is the noun that it counts, not part of it."""
    return mention.end if mention.unit == "%" else mention.number_end


def _is_year(mention: NumberMention, line: str) -> bool:
    return mention.is_bare and bool(_YEAR.fullmatch(line[mention.start : mention.end]))


def _unit_of(mention: NumberMention, before: str, after: str) -> str:
    """What a number counts: percent, money, a toll that its clause names, or the noun after it; "" if unknown."""
    if mention.unit == "%":
        return "percent"
    if mention.symbol:
        return "money"
    clause_after = _CLAUSE_BOUNDARY.split(after, maxsplit=1)[0]
    clause_before = _CLAUSE_BOUNDARY.split(before)[-1]
    if tolls := _tolls_in(clause_after):
        return min(tolls)[1]
    if tolls := _tolls_in(clause_before):
        return max(tolls)[1]
    noun = _COUNTED_NOUN.match(after)
    return noun["noun"] if noun and noun["noun"] not in _NON_UNIT_WORDS else ""


def _tolls_in(clause: str) -> list[tuple[int, str]]:
    """The tolls that a clause names, each with its position."""
    return [(match.start(), toll) for toll, pattern in _TOLL_REGEXES.items() if (match := pattern.search(clause))]
