"""The name of a digest in ids of mails and in names of units: lower-case ASCII, and another one for each digest."""

from __future__ import annotations

import re
from hashlib import sha256

from briefing.text.languages.plain_spelling import plain_spelling

UNNAMED = "digest"
"""What stands for the digest that is meant if none is named."""
MAX_PLAIN_NAME = 24
"""Characters of a short name at most: the id that the mails of a month answer has room for them."""
DIGITS = 8
"""Hexadecimal digits that set apart two names of one plain form: a person has some ten digests."""
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def plain_name(name: str) -> str:
    """Return a name in lower-case letters, digits and hyphens; one that loses something by that has digits of its own.

    So "late news" and "late-news" differ.
    """
    if not name:
        return UNNAMED
    plain = _NOT_PLAIN.sub("-", plain_spelling(name)).strip("-")
    return plain if plain == name != UNNAMED else f"{plain}-{_digits(name)}".strip("-")


def short_name(name: str) -> str:
    """Return the plain name of a digest; a long one is cut, with digits of its own."""
    plain = plain_name(name)
    if len(plain) <= MAX_PLAIN_NAME:
        return plain
    digits = _digits(name)
    return f"{plain[: MAX_PLAIN_NAME - len(digits) - 1].strip('-')}-{digits}"


def _digits(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:DIGITS]
