"""Whether a title is about public affairs: war, harm, the state, justice, society."""

from __future__ import annotations

import re
from functools import cache

from briefing.text.data_files import word_lists

_WORD = re.compile(r"\w+")


def is_public_affair(title: str) -> bool:
    """Whether a title has a word that names public affairs."""
    words = _WORD.findall(title)
    return not _words().isdisjoint(map(str.casefold, words)) or not _acronyms().isdisjoint(words)


@cache
def _words() -> frozenset[str]:
    lists = word_lists("writing/public_affairs.txt")
    return frozenset[str]().union(*(words for name, words in lists.items() if name != "acronyms"))


@cache
def _acronyms() -> frozenset[str]:
    return word_lists("writing/public_affairs.txt")["acronyms"]
