"""The numbers that sentences state: how many of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.model.articles import Article
from briefing.model.threads import Sentence
from briefing.text.dates import mentions
from briefing.writing.quotes import split
from briefing.writing.vectors import bag

OPENING = 6  # sentences of an article that are read
TOLLS = {
    "dead": r"kill|dead\b|die[sd]?\b|deaths?\b|fatal|bodies\b|lives\b",
    "hurt": r"injur|wound|hurt\b",
    "missing": r"missing\b|unaccounted",
    "displaced": r"displac|evacuat|homeless|fled\b|uprooted",
    "arrested": r"arrest|detain|in custody",
    "rescued": r"rescue|saved\b",
}
_TOLLS = {what: re.compile(rf"\b(?:{words})", re.IGNORECASE) for what, words in TOLLS.items()}
_NAMES = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety
"""
_WORDS = {word: n if n <= 20 else 10 * (n - 18) for n, word in enumerate(_NAMES.split(), 1)}
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_FIGURE = re.compile(
    rf"""(?<![\w.,:/–-])(?P<said>(?P<money>[$€£¥])?
      (?:(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)|(?P<word>(?:{"|".join(_WORDS)})\b))
      (?:\s?(?P<scale>thousand|million|billion|trillion|bn|m|k)\b)?)
      (?P<percent>\s?(?:per\s?cent\b|%))?
      (?![\d:]|[-–]\d|[-–]\w+|(?:st|nd|rd|th)\b|\.\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_CLAUSE = re.compile(r"[.;:!?]\s|,\s(?!\d)|\s[–—-]\s|\b(?:and|while|but)\b")
_NOUN = re.compile(r"\s+(?:[a-z]+(?:ed|al|ic|ive|ful)\s+)?(?P<noun>[a-z]{3,})\b")
_NO_NOUNS = """
people persons others more than the and were was had have has are from for with after who over
"""
_EMPTY = frozenset(_NO_NOUNS.split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence: of what, its value, how it is said, and the other terms of the sentence."""

    what: str
    value: float
    said: str
    terms: frozenset[str]
    sentence: Sentence

    @property
    def is_toll(self) -> bool:
        """Whether it counts people who came to harm."""
        return self.what in TOLLS


def figures(articles: Iterable[Article]) -> list[Figure]:
    """The numbers in the headlines and openings of articles, without dates, ages and scores."""
    found: list[Figure] = []
    for article in articles:
        opening = [line for line, is_notice in split(article.text, article.lang)[:OPENING] if not is_notice]
        for line in (article.title, *opening):
            found += _of(line, article)
    return found


def _of(line: str, article: Article) -> Iterator[Figure]:
    matches = list(_FIGURE.finditer(line))
    if not matches:
        return
    dates = [(m.start, m.end) for m in mentions(line, article.published.date())]
    terms = frozenset(bag(line, article.lang))
    for place, match in enumerate(matches):
        start, end = match.span()
        if any(a < end and start < b for a, b in dates) or _is_year(match):
            continue
        before = line[matches[place - 1].end() if place else 0 : start]
        after = line[end : matches[place + 1].start() if place + 1 < len(matches) else len(line)]
        if what := _what(match, before, after):
            said = match["said"] + (" percent" if match["percent"] else "")
            yield Figure(what, _value(match), said, terms, Sentence(line, article.id))


def _is_year(match: re.Match[str]) -> bool:
    plain = match["number"] and not (match["money"] or match["scale"] or match["percent"])
    return bool(plain and re.fullmatch(r"(?:1[6-9]|20)\d\d", match["number"]))


def _value(match: re.Match[str]) -> float:
    number = float(match["number"].replace(",", "")) if match["number"] else float(_WORDS[match["word"].lower()])
    return number * _SCALES.get((match["scale"] or "").lower(), 1.0)


def _what(match: re.Match[str], before: str, after: str) -> str:
    """What a number counts: a toll that its clause names, percent, money, or the noun after it."""
    if match["percent"]:
        return "percent"
    if match["money"]:
        return "money"
    clause = _CLAUSE.split(after, maxsplit=1)[0]
    lead = _CLAUSE.split(before)[-1]
    for words in (clause, lead):
        named = [(found.start(), what) for what, pattern in _TOLLS.items() if (found := pattern.search(words))]
        if named:
            return (min if words is clause else max)(named)[1]
    noun = _NOUN.match(after)
    return noun["noun"] if noun and noun["noun"] not in _EMPTY else ""
