"""Whether a title is about public affairs: war, harm, the state, justice, society."""

from __future__ import annotations

import re
from functools import cache

from briefing.text.data_files import word_lists

_WORD = re.compile(r"\w+")
_OBITUARY = re.compile(
    r"\b(?:dies|died|dead|death)(?=:| (?:at|aged) (?:the age of )?\d)|\b(?:dies|died)(?= .*\bwas \d{2,3}$)",
    re.IGNORECASE,
)
_OTHER_SENSES = re.compile(
    r"\bcrash(?:es|ed)(?= (?:[\w’'-]+ ){0,3}[\w-]+[’']s\b)"  # a party, a show
    r"|\bstr(?:ikes?|uck)(?= (?:[\w’'-]+ ){0,3}(?:deals?|pose|balance|chord|gold)\b)",
    re.IGNORECASE,
)
"""Matches words of the lists that mean something else there."""
_QUOTED = re.compile(r"‘([^‘]{1,60}?)’(?!\w)|“([^“]{1,60}?)”|(?<!\w)'([^']{1,60}?)'(?!\w)")
_WORK_WORD = r"(?:[A-Z0-9]\S*|an?|and|for|in|of|on|the|to|with|&)"
_WORK = re.compile(rf"{_WORK_WORD}(?: {_WORK_WORD})*")
"""Matches the name of a work: all its words begin with a capital, but for the shortest."""


def is_public_affair(title: str) -> bool:
    """Whether a title has a word that names public affairs.

    The name of a work has none, and the obituary of somebody only if it names an office.
    """
    text = _OTHER_SENSES.sub(" ", _QUOTED.sub(_without_work, title))
    words = _WORD.findall(text)
    folded = frozenset(map(str.casefold, words))
    if not _acronyms().isdisjoint(words):
        return True
    if _OBITUARY.search(text) and _offices().isdisjoint(folded):
        folded = frozenset(map(str.casefold, _WORD.findall(_OBITUARY.sub(" ", text))))
    return not _words().isdisjoint(folded)


def _without_work(quoted: re.Match[str]) -> str:
    """What is quoted, "" if it is the name of a work."""
    return "" if _WORK.fullmatch(quoted[0][1:-1]) else quoted[0]


@cache
def _words() -> frozenset[str]:
    lists = word_lists("writing/public_affairs.txt")
    return frozenset[str]().union(*(words for name, words in lists.items() if name not in ("acronyms", "offices")))


@cache
def _offices() -> frozenset[str]:
    return word_lists("writing/public_affairs.txt")["offices"]


@cache
def _acronyms() -> frozenset[str]:
    return word_lists("writing/public_affairs.txt")["acronyms"]
