"""Whether a title is about public affairs: war, harm, the state, justice, society."""

from __future__ import annotations

import re
from functools import cache

from briefing.text.data_files import word_lists

_WORD = re.compile(r"\w+")


def is_public_affair(title: str) -> bool:
    """Return whether a title has a word that names public affairs."""
    return not _words().isdisjoint(_WORD.findall(title.casefold()))


@cache
def _words() -> frozenset[str]:
    return frozenset().union(*word_lists("writing/public_affairs.txt").values())
