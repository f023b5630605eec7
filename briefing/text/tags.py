"""Tags: words that a person, or a rule, attaches to threads."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.text.html.clean import clean

MAX_LENGTH = 40
"""Characters of a tag at most: lists have a title beside it."""
TAG = re.compile(r"[\w-]*\w[\w-]*")


def normal_tag(text: str) -> str:
    """Return a tag in its one spelling: without "#", in lower case.

    Raises:
        ValueError: It is no word of letters, digits, "-" and "_", or too long.
    """
    tag = clean(text).removeprefix("#").lower()
    if not TAG.fullmatch(tag) or len(tag) > MAX_LENGTH:
        raise ValueError(f'"{clean(text)}" is no tag: one word of letters, digits, "-" or "_", as in energy-prices')
    return tag


def tag_labels(tags: Iterable[str]) -> str:
    """Return tags as pages show them: "#energy #harbour"."""
    return " ".join(f"#{tag}" for tag in tags)
