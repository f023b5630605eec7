"""The numbers that sentences state: how many of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.model.articles import Article
from briefing.model.threads import Sentence
from briefing.text.dates import find_dates
from briefing.text.number_words import MULTIPLIER_BY_WORD, NUMBER_BY_WORD
from briefing.writing.summary.quotable_sentences import labelled_sentences
from briefing.writing.summary.sentence_vectors import bag_of_words

OPENING_SENTENCES = 6  # sentences of an article that are read
TOLL_PATTERNS = {
    "dead": r"kill|dead\b|die[sd]?\b|deaths?\b|fatal|bodies\b|lives\b",
    "hurt": r"injur|wound|hurt\b",
    "missing": r"missing\b|unaccounted",
    "displaced": r"displac|evacuat|homeless|fled\b|uprooted",
    "arrested": r"arrest|detain|in custody",
    "rescued": r"rescue|saved\b",
}
_TOLL_REGEXES = {what: re.compile(rf"\b(?:{words})", re.IGNORECASE) for what, words in TOLL_PATTERNS.items()}
_QUANTITY = re.compile(
    rf"""(?<![\w.,:/–-])(?P<said>(?P<money>[$€£¥])?
      (?:(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)|(?P<word>(?:{"|".join(NUMBER_BY_WORD)})\b))
      (?:\s?(?P<scale>thousand|million|billion|trillion|bn|m|k)\b)?)
      (?P<percent>\s?(?:per\s?cent\b|%))?
      (?![\d:]|[-–]\d|[-–]\w+|(?:st|nd|rd|th)\b|\.\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_CLAUSE_BOUNDARY = re.compile(r"[.;:!?]\s|,\s(?!\d)|\s[–—-]\s|\b(?:and|while|but)\b")
_COUNTED_NOUN = re.compile(r"\s+(?:[a-z]+(?:ed|al|ic|ive|ful)\s+)?(?P<noun>[a-z]{3,})\b")
_NON_UNITS = """
people persons others more than the and were was had have has are from for with after who over
"""
_NON_UNIT_WORDS = frozenset(_NON_UNITS.split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence: of what, its value, how it is said, and the other terms of the sentence."""

    unit: str
    value: float
    as_stated: str
    terms: frozenset[str]
    sentence: Sentence

    @property
    def is_toll(self) -> bool:
        """Whether it counts people who came to harm."""
        return self.unit in TOLL_PATTERNS


def quantities(articles: Iterable[Article]) -> list[Quantity]:
    """The numbers in the headlines and openings of articles, without dates, ages and scores."""
    found: list[Quantity] = []
    for article in articles:
        opening = [
            line
            for line, is_notice in labelled_sentences(article.text, article.lang)[:OPENING_SENTENCES]
            if not is_notice
        ]
        for line in (article.title, *opening):
            found += _line_quantities(line, article)
    return found


def _line_quantities(line: str, article: Article) -> Iterator[Quantity]:
    matches = list(_QUANTITY.finditer(line))
    if not matches:
        return
    dates = [(m.start, m.end) for m in find_dates(line, article.published.date())]
    terms = frozenset(bag_of_words(line, article.lang))
    for place, match in enumerate(matches):
        start, end = match.span()
        if any(a < end and start < b for a, b in dates) or _is_year(match):
            continue
        before = line[matches[place - 1].end() if place else 0 : start]
        after = line[end : matches[place + 1].start() if place + 1 < len(matches) else len(line)]
        if what := _unit_of(match, before, after):
            said = match["said"] + (" percent" if match["percent"] else "")
            yield Quantity(what, _value(match), said, terms, Sentence(line, article.id))


def _is_year(match: re.Match[str]) -> bool:
    plain = match["number"] and not (match["money"] or match["scale"] or match["percent"])
    return bool(plain and re.fullmatch(r"(?:1[6-9]|20)\d\d", match["number"]))


def _value(match: re.Match[str]) -> float:
    number = (
        float(match["number"].replace(",", "")) if match["number"] else float(NUMBER_BY_WORD[match["word"].lower()])
    )
    return number * MULTIPLIER_BY_WORD.get((match["scale"] or "").lower(), 1.0)


def _unit_of(match: re.Match[str], before: str, after: str) -> str:
    """What a number counts: a toll that its clause names, percent, money, or the noun after it."""
    if match["percent"]:
        return "percent"
    if match["money"]:
        return "money"
    clause = _CLAUSE_BOUNDARY.split(after, maxsplit=1)[0]
    lead = _CLAUSE_BOUNDARY.split(before)[-1]
    for words in (clause, lead):
        named = [(found.start(), what) for what, pattern in _TOLL_REGEXES.items() if (found := pattern.search(words))]
        if named:
            return (min if words is clause else max)(named)[1]
    noun = _COUNTED_NOUN.match(after)
    return noun["noun"] if noun and noun["noun"] not in _NON_UNIT_WORDS else ""
