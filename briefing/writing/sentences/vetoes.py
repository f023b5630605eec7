"""Why a sentence is never quoted, whatever else it says: rules with examples, in `sentence_vetoes.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import category

from briefing.text.data_files import read_data
from briefing.text.phrase_search import PhraseSearch, phrase_search
from briefing.text.sentences import ends_in_abbreviation
from briefing.writing.sentences.signs import Draft, lacks_verb, without_quotations, words_of

MAX_NOTICE_WORDS = 30
"""Length in words above which a sentence that begins like a credit is a credit glued to the first sentence."""
MIN_GLUED_WORDS = 6
"""Length in words of a headline, and of what follows, from which on both in one sentence are two sentences."""
MIN_SPOKEN_WORDS = 2
"""Number of words outside quotation marks below which nobody is named as the speaker."""
LIST_MARKS = tuple("•▪◦‣")
"""Signs before the items of a list."""
_BEGUN_EARLIER = re.compile(r"\W*[a-z]{2,}(?![\w’'.&@/-])")
"""Matches a sentence whose beginning is lost: the first word is in lower case ("ll nine sailors"), unlike "iPhone"."""
_SHOUTED = re.compile(r"^[^a-z]*[A-Z]{3,}[^a-z]*$")
_MONEY = re.compile(r"[$£€%]")
_LOST_WORD = re.compile(
    r" (?:(?:the|an|its|their|our|your)(?:,(?! (?:and|if|or|er|um|uh|shall)\b)|[;.!][\"”’')]*$)"
    r"|(?:of|from|with|by|into|against|between|via), (?:along with|together with|as well as|respectively)\b"
    r"|(?:(?<= the )|(?<=['’]s )|(?<= an )|(?<= a )|(?<= its )|(?<= his )|(?<= her )|(?<= their ))"
    r"(?:alleged|so-called|supposed|purported)[;,.!](?!\.)"
    r"|(?:accused|blamed|sued|urged) (?:(?:Justice|State|Defense|Treasury|Interior|Commerce|Labor|Education|Energy)"
    r" Department|White House|Supreme Court|European Union|Pentagon|Kremlin|Senate) (?:of|for|over|to)\b)"
)
"""Matches a place where a link or a word was lost: an article or a preposition before a comma or the end ("video
streaming of, along with ..."), an adjective that needs a noun there, an office without its article."""
_WORDS = re.compile(r"\w+")


def veto(draft: Draft, title: str) -> str:
    """Return why a sentence must not be quoted: "promotion", "question", "cut", ... or ""."""
    text = draft.text
    words = frozenset(words_of(text.lower()))
    for reason, rule in _rules():
        if rule.forbids(text, words):
            return reason
    is_notice = draft.is_notice and len(text.split()) <= MAX_NOTICE_WORDS
    if is_notice or _is_teaser(text) or _SHOUTED.match(text):
        return "promotion"
    if text.rstrip("\"”’') ").endswith(("?", "？")):
        return "question"
    if draft.is_cut or _BEGUN_EARLIER.match(text) or text.count("(") > text.count(")") or ends_in_abbreviation(text):
        return "cut"
    if phrase_search("writing/captions.tsv").is_in(text):
        return "caption"
    if lacks_verb(text) or _LOST_WORD.search(text) or _is_glued(text, title) or _is_list_item(text):
        return "fragment"
    return "quotation" if _lacks_speaker(text) else ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """The patterns of one reason."""

    opening: PhraseSearch | None
    inner: PhraseSearch | None
    words: frozenset[str]

    def forbids(self, text: str, words: frozenset[str]) -> bool:
        if self.opening and self.opening.begins(text):
            return True
        if self.inner is None:
            return False
        is_worth_a_search = not self.words.isdisjoint(words) or _MONEY.search(text)
        return bool(is_worth_a_search and self.inner.is_in(text))


def _is_teaser(text: str) -> bool:
    """Whether a sentence announces a text or addresses the reader instead of reporting."""
    return phrase_search("writing/teasers.tsv", before=r"^\W*").begins(text)


def _is_list_item(text: str) -> bool:
    """Whether a text is an item of a list without a sign at its end: the link to another article."""
    stripped = text.strip()
    return stripped[:1] in LIST_MARKS and not category(stripped[-1]).startswith("P")


def _is_glued(text: str, title: str) -> bool:
    """Whether a sentence begins with the headline, which a feed put before the first sentence without a full stop."""
    words, start = _WORDS.findall(text), _WORDS.findall(title.lower())
    if len(start) < MIN_GLUED_WORDS or len(words) < len(start) + MIN_GLUED_WORDS:
        return False
    return words[len(start)][0].isupper() and [word.lower() for word in words[: len(start)]] == start


def _lacks_speaker(text: str) -> bool:
    """Whether a sentence is a quotation that names no speaker, or holds half of one."""
    if sum(text.count(mark) for mark in '"“”') % 2:
        return True
    stripped = text.strip()
    return stripped[:1] in '"“„«' and len(words_of(without_quotations(stripped))) < MIN_SPOKEN_WORDS


@cache
def _rules() -> tuple[tuple[str, _Rule], ...]:
    return tuple(
        (reason, _rule(table)) for reason, table in tomllib.loads(read_data("writing/sentence_vetoes.toml")).items()
    )


def _rule(table: Mapping[str, Any]) -> _Rule:
    opening = [pattern for pattern, _ in table.get("opens", ())]
    opening += [rf"(?:{pattern})\W*$" for pattern, _ in table.get("whole", ())]
    inner = [pattern for pattern, _ in table.get("holds", ())]
    return _Rule(
        PhraseSearch(opening, before=r"^\W*") if opening else None,
        PhraseSearch(inner) if inner else None,
        frozenset(table.get("words", "").split()),
    )
