"""Articles without what their publisher prints with many of them: openings, endings, credits, names of columns.

The phrases are learned; see `briefing.text.publishers.house_phrase_learning`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from briefing.model.articles import Article
from briefing.model.house_phrases import HousePhrase, PhrasePlace
from briefing.text.scripts import INDIC_AND_ARABIC_ENDS, UNSPACED_CHARACTERS, unspaced_character

PhrasesByPublisher = Mapping[str, Sequence[HousePhrase]]

MIN_TITLE_WORDS = 2
"""Words of a headline that must remain when a label is taken off; with fewer the label was the headline."""
MIN_REMAINING_WORDS = 3
"""Words of a line from which a phrase was cut; with fewer they were a part of the phrase."""
MAX_COMPILED = 4096
"""Phrases whose pattern is remembered: some for each publisher of a large store."""
BOUNDARY = re.compile(rf"\n|[.!?…:|•·»{INDIC_AND_ARABIC_ENDS}][\"”’')\]]*\s|[。！？]|\s[-–—]\s|[([]")
"""What stands between two sentences, lines or items of a line."""
URL_PATTERN = r"https?://\S+"
ANY_URL = "://"
"""Stands for an address among the words of a phrase: links to the full text differ in it."""
ANY_NAME = "*"
"""Stands for a name among the words of a phrase: that of the author or photographer differs from article to article."""
MAX_NAME_WORDS = 5
"""Words of such a name."""
NAME_PARTICLES = frozenset(
    ["and", "bin", "da", "de", "del", "den", "der", "di", "et", "la", "of", "the", "und", "van", "von", "y"]
)
"""Words without a capital that can stand inside a name."""
_OPENING = r"[(\[{<“„‘«\"'（【「『*_>•·|–—-]*"
_ENCLOSING = r"[^\w\s]*"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
_BETWEEN_WORDS = r"[\W_]+"
_BETWEEN_CHARACTERS = r"[\W_]*"
_BETWEEN_NAMES = r"(?: / |, | |[/-]|(?-i:(?<=[A-Z])\. ))"
_PLAIN_GAPS = frozenset(["", " ", ", "])
_SEPARATOR = re.compile(r"[ \t]*[-–—|•·][ \t]+")
_EMPTY_LINE = re.compile(r"^[\W_]+$")


@cache
def _word() -> re.Pattern[str]:
    spaced = rf"(?:(?![{UNSPACED_CHARACTERS}])[^\W_])+"
    return re.compile(rf"{URL_PATTERN}|[{UNSPACED_CHARACTERS}]|{spaced}(?:['’]{spaced})*")


class WordSpans:
    """The words of a text with the position of each; a character of a script without spaces is a word of its own.

    Attributes:
        words: The words in lower case.
        starts: Where each word starts in the text.
        breaks: Whether a sentence or a line starts at each word; one entry more for the end of the text.
        possible_breaks: Whether a sentence may start at each word, because it has a capital and only a space stands
            before it: feeds lose line breaks.
    """

    __slots__ = ("breaks", "possible_breaks", "starts", "words")

    def __init__(self, text: str) -> None:
        matches = list(_word().finditer(text))
        self.words = [ANY_URL if ANY_URL in match[0] else match[0].lower().replace("’", "'") for match in matches]
        self.starts = [match.start() for match in matches]
        gaps = ["", *(text[one.end() : other.start()] for one, other in pairwise(matches)), ""]
        self.breaks = [gap not in _PLAIN_GAPS and bool(BOUNDARY.search(gap)) for gap in gaps]
        self.breaks[0] = self.breaks[-1] = True
        self.possible_breaks = [gap == " " and match[0][0].isupper() for gap, match in zip(gaps, matches, strict=False)]
        self.possible_breaks.append(False)


def length_in_words(words: Sequence[str]) -> int:
    """Return the length of a phrase; two characters of a script without spaces count as one word."""
    single = sum(len(word) == 1 and bool(unspaced_character().match(word)) for word in words)
    return len(words) - single + single // 2


def without_house_phrases(article: Article, phrases: PhrasesByPublisher) -> Article:
    """Return the article without the phrases of its publisher; where one stood, a line ends.

    A phrase stays where it is a part of a sentence: what remained would not be a sentence any more.
    """
    own = phrases.get(article.publisher)
    if not own:
        return article
    title, text = article.title, article.text
    lowered = text.lower()
    for phrase, longest_word in _longest_first(tuple(own)):
        if phrase.place == "text":
            text = _cut(text, phrase.words) if longest_word in lowered else text
        else:
            title = _without_label(title, phrase)
    if title == article.title and text == article.text:
        return article
    return replace(article, title=title, text=_without_remnants(text, article.text))


@lru_cache(maxsize=MAX_COMPILED)
def _longest_first(phrases: tuple[HousePhrase, ...]) -> Sequence[tuple[HousePhrase, str]]:
    """Return phrases, the longest first, each with a word without which a text does not have it."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase.words), phrase))
    return [(phrase, max(phrase.words.split(" "), key=len).split("'")[0]) for phrase in ordered]


def _cut(text: str, words: str) -> str:
    spans: WordSpans | None = None
    cut, end = [], 0
    for match in _pattern("text", words).finditer(text):
        spans = spans or WordSpans(text)
        first = bisect_left(spans.starts, match.start("words"))
        last = bisect_left(spans.starts, match.end("words"))
        in_address = spans.starts[first : first + 1] != [match.start("words")]
        ends = ((first, words.startswith(ANY_NAME)), (last, words.endswith(ANY_NAME)))
        if not in_address and all(_is_end(spans, place, in_name=in_name) for place, in_name in ends):
            cut.append(text[end : match.start()])
            end = match.end()
            if separator := _SEPARATOR.match(text, end):
                end = separator.end()
    if not cut:
        return text
    lines = "\n".join([*cut, text[end:]]).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip() and not _EMPTY_LINE.match(line))


def _is_end(spans: WordSpans, place: int, *, in_name: bool) -> bool:
    """Whether a phrase can end at a word; where a name ends, a capital behind a space can be its next word."""
    return spans.breaks[place] or (not in_name and spans.possible_breaks[place])


def _without_remnants(text: str, original: str) -> str:
    """Return a text without the lines of a few words that were cut off from their sentence ("(ABC).")."""
    if text == original:
        return text
    whole = set(original.split("\n"))
    lines = text.split("\n")
    return "\n".join(line for line in lines if line in whole or len(_word().findall(line)) >= MIN_REMAINING_WORDS)


def _without_label(title: str, phrase: HousePhrase) -> str:
    rest = _pattern(phrase.place, phrase.words).sub("", title)
    return rest if rest != title and length_in_words(WordSpans(rest).words) >= MIN_TITLE_WORDS else title


@lru_cache(maxsize=MAX_COMPILED)
def _pattern(place: PhrasePlace, words: str) -> re.Pattern[str]:
    parts: list[str] = []
    for word in words.split(" "):
        if parts:
            unspaced = unspaced_character().match(word) or unspaced_character().match(parts[-1][-1])
            parts.append(_BETWEEN_CHARACTERS if unspaced else _BETWEEN_WORDS)
        parts.append(_word_pattern(word))
    before = "" if unspaced_character().match(words[0]) else _START
    after = "" if unspaced_character().match(words[-1]) or words.endswith(ANY_URL) else _END
    phrase = f"(?P<words>{before}{''.join(parts)}{after})"
    separator = r"\s*(?:[:|•·：｜]|\s[-–—]\s)\s*"
    if place == "title start":
        return re.compile(rf"^{_ENCLOSING}{phrase}(?:[\])】]\s*|{separator})", re.IGNORECASE)
    if place == "title end":
        return re.compile(rf"(?:{separator}|\s*[\[(【]){phrase}{_ENCLOSING}$", re.IGNORECASE)
    return re.compile(rf"{_OPENING}{phrase}{_ENCLOSING}", re.IGNORECASE)


def _word_pattern(word: str) -> str:
    """Return the pattern of one word of a phrase."""
    if word == ANY_URL:
        return URL_PATTERN
    if word == ANY_NAME:
        capital = rf"(?-i:[{_capitals()}])[^\W_]*(?:['’][^\W_]+)*"
        particle = rf"(?:{'|'.join(sorted(NAME_PARTICLES))})"
        return rf"{capital}(?:{_BETWEEN_NAMES}(?:{particle}|{capital})){{0,{MAX_NAME_WORDS - 1}}}"
    return re.escape(word).replace("'", "['’]")


@cache
def _capitals() -> str:
    """Return the capitals of all scripts that have them; those beyond this range are not in use."""
    return "".join(filter(str.isupper, map(chr, range(0x2000))))
