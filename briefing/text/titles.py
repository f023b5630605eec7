"""Headlines without their publishers' additions, and kinds of headline that name no event.

The phrases and words are in `text/data/`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from briefing.text.calendar_words import (
    ENGLISH_MONTH_WORDS,
    MONTH_BY_ABBREVIATION,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAY_BY_NAME,
)
from briefing.text.data_files import phrases, word_lists
from briefing.text.late_patterns import late_pattern
from briefing.text.phrase_search import phrase_search

HeadlineKind = Literal["", "generic", "rolling", "recurring"]

NEWSLETTER_OPENING_LENGTH = 300
"""Characters at the start of a text in which a newsletter says that it is one."""
MAX_PUBLISHER_WORDS = 5
"""Words of a publisher's name behind a headline; a longer tail belongs to the headline."""
MIN_HEADLINE_WORDS = 2
"""Words that must remain when a publisher is taken off."""
MIN_SECTION_FREE_WORDS = 3
"""Words from which a part between bars is the headline rather than the name of a section."""
MAX_AFFIXES = 3
"""Labels and tags that are taken off one headline."""
MAX_CACHED_HEADLINES = 8192
"""Headlines whose result is remembered: about those of one refresh."""
_WORD_FILE = "headline_words.txt"

_PIPE_SEPARATOR = late_pattern(r"\s+[|¦•]\s+|\s*\|\s+")
_DASH_SEPARATOR = late_pattern(r"\s+[-–—]{1,2}\s+")
_WORD = late_pattern(r"[^\W_]+")
_DOMAIN = late_pattern(r"(?:[\w-]+\.)+(?:com|org|net|co|uk|au|in|de|fr|jp|ph|io|tv|news)", re.IGNORECASE)
_NAME_JOINERS = frozenset(["of", "the", "and", "in", "for"])
_WORDLIKE_SIGNS = (
    "\u25b2-\u25b5\u25bc-\u25bf\u2665\u2705\u2764\u274c\u274e\u2b06\u2b07\U0001f3f4\U0001f44d\U0001f44e\U0001f4c8\U0001f4c9"
    "\U0001f53a-\U0001f53d\U0001f947-\U0001f949"
)
"""Signs that say something: up and down, hearts, right and wrong, medals, and the flag from which others are made."""
_SIGNS = f"(?![{_WORDLIKE_SIGNS}])[\u23e9-\u23fa\u25a0-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff][\ufe0f\u200d]*"
"""Emoji and signs; flags of countries, which can stand for a name, are not among them."""
# Wire services number their versions: "UPDATE 2-", "WRAPUP 1-".
_WIRE_VERSION = r"(?:update|wrapup|refile|corrected|rpt|exclusive)[ -]?\d*-"


@lru_cache(maxsize=MAX_CACHED_HEADLINES)
def bare_headline(title: str, publisher: str = "") -> str:
    """Return the headline without the publisher, section, label or tag around it ("Live:", "| Sample Wire", "- video").

    Args:
        title: A headline as published.
        publisher: The name of its publisher, which is taken off wherever it stands behind a dash.
    """
    headline = _without_publisher_before(_without_publisher(title.strip(), publisher), publisher)
    for _ in range(MAX_AFFIXES):
        shorter = _tag_pattern().sub("", _without_label(headline)).strip()
        if not shorter or shorter == headline:
            break
        headline = shorter
    return headline


def without_own_publisher(title: str, publisher: str) -> str:
    """Return a headline without the name of its own publisher behind it: "Ferry aground | Sample Wire"."""
    ends = [match for pattern in (_PIPE_SEPARATOR, _DASH_SEPARATOR) for match in pattern.finditer(title)]
    end = max(ends, key=lambda match: match.start(), default=None)
    if end is None or not _is_own_publisher(title[end.end() :], publisher):
        return title
    return title[: end.start()].rstrip() if _word_count(title[: end.start()]) >= MIN_HEADLINE_WORDS else title


def classify_headline(title: str, text: str = "") -> HeadlineKind:
    """Return the kind of a headline; "" for one that names an event.

    Args:
        title: A headline.
        text: The text below it, in which a newsletter says that it is one.

    Returns:
        "generic" if it could stand over anything; "rolling" for a live page or a list of events, which belongs to an
        affair but to no single story; "recurring" for a fixed feature (horoscope, deals, round-up), which looks alike
        every day although the articles have nothing to do with each other.
    """
    kind = _kind_by_title(title)
    if kind or not text:
        return kind
    is_newsletter = phrase_search("newsletter_phrases.tsv", before=r"\b").is_in(text[:NEWSLETTER_OPENING_LENGTH])
    return "recurring" if is_newsletter else ""


@lru_cache(maxsize=MAX_CACHED_HEADLINES)
def is_generic(title: str) -> bool:
    """Whether a headline could stand over anything: "Live updates", "Morning briefing", a bare date, or nothing."""
    words = _WORD.findall(title.lower().replace("'s", "").replace("’s", ""))
    generic_words = _generic_words()
    return all(word in generic_words or word.isdigit() for word in words)


def _without_publisher(title: str, publisher: str) -> str:
    parts = [part for part in _PIPE_SEPARATOR.split(title) if part.strip()]
    if len(parts) > 1:
        title = max(parts, key=lambda part: (_word_count(part) >= MIN_SECTION_FREE_WORDS, len(part))).strip()
    while True:
        separators = list(_DASH_SEPARATOR.finditer(title))
        if not separators:
            return title
        head, tail = title[: separators[-1].start()], title[separators[-1].end() :]
        if not _is_publisher(tail, publisher) or _word_count(head) < MIN_HEADLINE_WORDS:
            return title
        title = head.rstrip()


def _without_publisher_before(title: str, publisher: str) -> str:
    """Return a headline without the whole name of its publisher before a colon: "Sample Wire: Ferry runs aground"."""
    head, _, rest = title.partition(": ")
    is_name = bool(publisher) and _name_words(head) == _name_words(publisher)
    return rest.strip() if is_name and _word_count(rest) >= MIN_SECTION_FREE_WORDS else title


def _is_publisher(tail: str, publisher: str) -> bool:
    """Whether the end of a headline is its publisher's name, or looks like that of any publisher."""
    if _is_own_publisher(tail, publisher):
        return True
    words = _WORD.findall(tail)
    if not words or len(words) > MAX_PUBLISHER_WORDS or tail.rstrip()[-1:] in ".?!":
        return False
    is_name = all(word[0].isupper() or word in _NAME_JOINERS for word in words)
    return is_name and words[-1].lower() in word_lists(_WORD_FILE)["media"]


def _is_own_publisher(tail: str, publisher: str) -> bool:
    """Whether the end of a headline is its publisher's name, or that with additions: "Sample News" of Sample.

    One word that many publishers have may be the headline's own: a "review" in World Politics Review.
    """
    words = _name_words(tail)
    if len(words) == 1 and words[0] in word_lists(_WORD_FILE)["media"]:
        return [word for word in _name_words(publisher) if word != "the"] == words
    return not _name_forms(publisher).isdisjoint(_name_forms(tail))


def _name_forms(name: str) -> set[str]:
    """Return a name without its spaces, a domain without its ending, and both without words like "News"."""
    name = name.strip()
    words = _name_words(name.rpartition(".")[0] if _DOMAIN.fullmatch(name) else name)
    additions = word_lists(_WORD_FILE)["addition"]
    return {"".join(words), "".join([word for word in words if word not in additions] or words)} - {""}


def _name_words(name: str) -> list[str]:
    return _WORD.findall(name.lower())


def _word_count(text: str) -> int:
    return len(_WORD.findall(text))


@lru_cache(maxsize=MAX_CACHED_HEADLINES)
def _kind_by_title(title: str) -> HeadlineKind:
    if is_generic(title):
        return "generic"
    if phrase_search("recurring_headlines.tsv", before=r"\b", after=r"\b").is_in(title):
        return "recurring"
    return "rolling" if phrase_search("rolling_headlines.tsv").is_in(title) else ""


def _without_label(headline: str) -> str:
    """Return a headline without a label before it, or without signs.

    A sign before a small word stands for a word, unless a name begins there: "eBay", "van der Berg".
    """
    label = _label_pattern().match(headline)
    rest = headline[label.end() :] if label else headline
    first = next(iter(rest.split(maxsplit=1)), "")
    begins_name = first not in ("of", "the") and first in word_lists("name_words.txt")["particles"]
    is_small = first.islower() and not begins_name
    is_word = label and label["signs"] and is_small and not _label_pattern().match(rest)
    return headline if is_word else rest


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = "|".join(phrase.pattern for phrase in phrases("headline_labels.tsv"))
    kinds = rf"(?:{labels})\s*(?:[:|•]|[-–—]\s)|\((?:{labels})\)|\[(?:{labels})\]|{_WIRE_VERSION}"
    return re.compile(rf"^(?:(?P<signs>(?:{_SIGNS}\s*)+)|(?:{kinds})\s*)", re.IGNORECASE)


@cache
def _tag_pattern() -> re.Pattern[str]:
    tags = "|".join(phrase.pattern for phrase in phrases("headline_tags.tsv"))
    return re.compile(rf"\s*(?:\s[-–—|]\s(?:{tags})|[([](?:{tags}|updated?)[)\]])\s*$", re.IGNORECASE)


@cache
def _generic_words() -> frozenset[str]:
    calendar_words = (*WEEKDAY_BY_NAME, *WEEKDAY_ABBREVIATIONS, *ENGLISH_MONTH_WORDS, *MONTH_BY_ABBREVIATION)
    return word_lists(_WORD_FILE)["generic"].union(calendar_words)
