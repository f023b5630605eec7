"""The signs by which an editor judges a sentence: its words, its opening, its marks, its place and its article.

A sign has a name and a value from 0 to 1. Patterns are in `sentence_signs.toml`, words in `editor_words.txt`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from briefing.text.data_files import read_data, word_lists
from briefing.text.phrase_search import PhraseSearch, PhraseTable, phrase_search

Signs = dict[str, float]

# The limits here, and the divisors below that bring a sign to a value from 0 to 1, are those with which the weights of
# `verdicts` were learned: a change needs new weights.
MAX_COUNTED_WORDS = 4
"""Number of words of one list from which on more of them say no more."""
READ_CHARACTERS = 2_000
"""Length in characters of the beginning of an article that shows how it speaks."""
MIN_TOKENS = 20
"""Length in words that a shorter text counts as, so that one word does not decide how it speaks."""
LENGTH_STEPS = (6, 9, 12)
"""Lengths in words below which a sentence is tiny, short and rather short."""
LONG_STEPS = (20, 30)
"""Lengths in words above which a sentence is rather long and long."""
MIN_TERMS = 4
"""Number of terms below which a sentence says too little."""
FAR_POSITION = 6
"""Position in the article from which on all are alike."""
MANY_NAMES = 6
"""Number of capitalised words from which on more of them say no more."""
ARTICLE_LISTS = ("judging", "talking", "reporting", "wares")
"""Word lists that are counted in the headline and in the whole text too."""
MARKS = {
    "semicolon": (";",),
    "ellipsis": ("…", "..."),
    "colon": (": ",),
    "dash": (" – ", "—", " - "),
    "parenthesis": ("(",),
    "exclamation": ("!",),
    "quotation": ('"', "“", "„", "«"),
}
"""Marks that are signs by themselves."""

MAX_FRAGMENT_WORDS = 16
"""Number of words up to which a text without a known verb has none: a long one has a verb that is not known."""
_PRONOUNS = frozenset({"he", "she", "his", "her", "they", "their", "them"})
_NO_PRONOUN = "US"
"""The country, which is no "us"."""
_AFTER_NOUN = frozenset({"of", "for", "and", "with", "on", "from", "to", "in", "at", "by"})
"""English words that stand after a noun: a sentence of which they are the first in lower case begins with no verb."""
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,]*")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]")
_DEFINITE = re.compile(r"\W*the ((?:[a-z][\w'’-]* ){0,3}[a-z][\w'’-]*)", re.IGNORECASE)
_NAMED_OPENING = re.compile(r"\W*(?:[A-Z][\w.’'&-]*) ")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence before it is judged.

    Attributes:
        terms: Its stems without stop words.
        leans: Whether it opens with a reference to another sentence.
        is_cut: Whether it was cut off.
        is_notice: Whether it is or begins with boilerplate.
    """

    text: str
    terms: frozenset[str]
    leans: bool
    is_cut: bool
    is_notice: bool = False


def words_of(text: str) -> list[str]:
    """Return the words of a text as written."""
    return _TOKEN.findall(text)


def lacks_verb(text: str) -> bool:
    """Whether a short English text has no verb, not even a word that could be one: "Ferries on the new line"."""
    spoken = words_of(text)
    second = next((word for word in spoken[1:] if word.islower()), "")
    if len(spoken) > MAX_FRAGMENT_WORDS or second not in _AFTER_NOUN:
        return False
    if not word_lists("writing/headline_verbs.txt")["act"].isdisjoint(word for word in spoken if word.islower()):
        return False
    may_be_verb = (word for word in spoken if word.islower() and word.endswith(("ed", "s")) and not word.endswith("ss"))
    return not _count_lists(spoken)["verbs"] and not any(len(word) > len("has") for word in may_be_verb)


def without_quotations(text: str) -> str:
    """Return a text without what stands between quotation marks."""
    return _QUOTED.sub(" ", text)


def article_signs(title: str, address: str, text: str) -> Signs:
    """Return the signs that all sentences of an article share: of its headline, its address and the way it speaks."""
    signs = {f"headline {name}": 1.0 for name in _signs_in(title, "headline")}
    path = urlsplit(address).path.lower()
    signs |= {f"address {name}": 1.0 for name in _signs_in(path, "address")}
    title_words = words_of(title)
    counts = _count_lists(title_words)
    signs |= {f"headline words {name}": min(1.0, counts[name] / 3) for name in ARTICLE_LISTS}
    spoken = words_of(without_quotations(text[:READ_CHARACTERS]))
    length = max(MIN_TOKENS, len(spoken))
    counts = _count_lists(spoken)
    signs |= {f"article {name}": min(1.0, counts[name] * 8 / length) for name in ARTICLE_LISTS}
    signs |= {f"article {name}": min(1.0, counts[name] * 20 / length) for name in ("second-person", "first-person")}
    signs["article asks"] = float("?" in text[:READ_CHARACTERS])
    signs["article length"] = min(1.0, len(spoken) / 200)
    signs["headline length"] = min(1.0, len(title_words) / 20)
    return signs


def sentence_signs(draft: Draft, position: int, draft_count: int, publisher: str, before: TermsBefore) -> Signs:
    """Return the signs of one sentence, apart from those of its article.

    Args:
        draft: The sentence.
        position: Its index in the article.
        draft_count: Number of sentences of the article.
        publisher: Name of the publisher.
        before: The terms of the headline and the sentences before it.
    """
    text = draft.text
    spoken = words_of(without_quotations(text))
    signs = _word_signs(spoken)
    signs |= dict.fromkeys(_signs_in(text, "sentence"), 1.0)
    if phrase_search("writing/shopping.tsv", before=r"\b", after=r"\b").is_in(text):
        signs["shopping"] = 1.0
    signs |= {name: 1.0 for name, marks in MARKS.items() if any(mark in text for mark in marks)}
    signs |= _shape_signs(text, spoken)
    signs |= _place_signs(position, draft_count)
    signs |= _overlap_signs(draft, before)
    first = publisher.split(" ")[0]
    signs["names its publisher"] = float(len(first) > 2 and first in text)
    leans = draft.leans or any(name in signs for name in ("opens pronoun", "ordinal opening"))
    signs["leans"] = float(leans)
    signs["leans at once"] = float(leans and position == 0)
    if not any(word[0].isupper() for word in spoken[1:]) and _has_pronoun(spoken):
        signs["pronoun without name"] = 1.0
    return signs


class TermsBefore:
    """What a reader knows when a sentence begins: the terms of the headline and of the sentences before it."""

    def __init__(self, title_terms: frozenset[str]) -> None:
        """Begin with the terms of the headline."""
        self.title_terms = title_terms
        self.terms: set[str] = set(title_terms)

    def add(self, draft: Draft) -> None:
        """Add a sentence that has been read."""
        self.terms |= draft.terms


def _word_signs(spoken: Sequence[str]) -> Signs:
    counts = _count_lists(spoken)
    signs: Signs = {}
    for name, count in counts.items():
        signs[f"words {name}"] = min(1.0, count / MAX_COUNTED_WORDS)
        signs[f"any {name}"] = 1.0
    first = _plain(spoken[0]) if spoken else ""
    for name in _openings().get(first, ()):
        signs[f"opens {name}"] = 1.0
    if not counts["verbs"] and not any(word.endswith("ed") for word in spoken):
        signs["no verb"] = 1.0
    return signs


def _shape_signs(text: str, spoken: Sequence[str]) -> Signs:
    length = len(spoken)
    names = sum(word[0].isupper() for word in spoken[1:])
    stripped = text.rstrip("\"”’'») ")
    signs = {
        "length": min(1.0, length / 50),
        "names": min(1.0, names / MANY_NAMES),
        "no name": float(not names),
        "question": float(stripped.endswith("?")),
        "no end": float(not stripped.endswith((".", "!", "?", "。"))),
        "opens with quotation": float(text[:1] in "\"“„«‘'"),
        "opens in lower case": float(text[:1].islower()),
        "number": float(any(word[0].isdigit() for word in spoken)),
        "year": float(any(len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") for word in spoken)),
    }
    signs |= {f"under {step} words": float(length < step) for step in LENGTH_STEPS}
    signs |= {f"over {step} words": float(length > step) for step in LONG_STEPS}
    if _NAMED_OPENING.match(text) and spoken and _plain(spoken[0]) not in _openings() and _plain(spoken[0]) != "the":
        signs["opens with name"] = 1.0
    return signs


def _place_signs(position: int, draft_count: int) -> Signs:
    return {
        "first": float(position == 0),
        "second": float(position == 1),
        "position": min(1.0, position / FAR_POSITION),
        "alone": float(draft_count == 1),
        "last": float(position == draft_count - 1),
    }


def _overlap_signs(draft: Draft, before: TermsBefore) -> Signs:
    shared = draft.terms & before.title_terms
    of_sentence = len(shared) / max(1, len(draft.terms))
    of_title = len(shared) / max(1, len(before.title_terms))
    signs = {
        "tells headline": of_title,
        "headline share": of_sentence,
        "no word of headline": float(not shared),
        "repeats headline": float(of_sentence > 0.8 and of_title > 0.8),
        "known words": len(draft.terms & before.terms) / max(1, len(draft.terms)),
        "few terms": float(len(draft.terms) < MIN_TERMS),
    }
    if match := _DEFINITE.match(draft.text):
        is_known = any(stem.startswith(word[:4].lower()) for word in match[1].split() for stem in before.terms)
        signs["opens with known thing" if is_known else "opens with unknown thing"] = 1.0
    return signs


def _has_pronoun(spoken: Sequence[str]) -> bool:
    return any(_plain(word) in _PRONOUNS for word in spoken[:6])


def _count_lists(spoken: Iterable[str]) -> Counter[str]:
    """Count the words of each list."""
    lists = _lists_by_word()
    return Counter(name for word in spoken if word != _NO_PRONOUN for name in lists.get(_plain(word), ()))


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


@cache
def _lists_by_word() -> Mapping[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    for name, words in sorted(word_lists("writing/editor_words.txt").items()):
        if not name.startswith("opening-"):
            for word in words:
                lists[word] = (*lists.get(word, ()), name)
    return lists


@cache
def _openings() -> Mapping[str, tuple[str, ...]]:
    """The kinds of opening by the first word of a sentence."""
    openings: dict[str, tuple[str, ...]] = {}
    for name, words in sorted(word_lists("writing/editor_words.txt").items()):
        if name.startswith("opening-") or name == "inviting":
            for word in words:
                openings[word] = (*openings.get(word, ()), name.removeprefix("opening-"))
    return openings


@cache
def sign_patterns(group: str) -> tuple[tuple[str, PhraseSearch], ...]:
    """Return the patterns of a table of `sentence_signs.toml`, by the name of the sign."""
    table = tomllib.loads(read_data("writing/sentence_signs.toml"))[group]
    return tuple(
        (name.replace("_", " "), PhraseSearch(pattern for pattern, _ in entries)) for name, entries in table.items()
    )


def _signs_in(text: str, group: str) -> list[str]:
    """The signs of a group whose patterns match in a text."""
    names, table = _sign_table(group)
    return [names[place] for place in table.indexes_in(text)]


@cache
def _sign_table(group: str) -> tuple[tuple[str, ...], PhraseTable]:
    names, searches = zip(*sign_patterns(group), strict=True)
    return names, PhraseTable(searches)
