"""The kinds of the verbs in a headline: acts, which have an end, and states, efforts and views, which have none."""

from __future__ import annotations

import re
from functools import cache

from briefing.text.data_files import word_lists

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*|\d+[-–]\d+\b")
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
"""The result of a match: "Torvane 3-1 Orsina"."""
_QUOTATION = re.compile(r"[\"“][^\"”]*[\"”]|(?<!\w)[‘'][^’']*[’'](?!\w)")
_PLACEHOLDER = " x "


@cache
def _kinds_by_form() -> dict[str, str]:
    lists = word_lists("writing/headline_verbs.txt")
    return {form: kind for kind, forms in sorted(lists.items()) for form in forms}


def verb_kinds(headline: str) -> str:
    """Return the kinds of the verbs after the first word, in order: "act state"; "" if no verb is known.

    What the headline quotes is somebody's statement and counts as no verb of its own; a score counts as an act.
    """
    kinds = _kinds_by_form()
    words = _WORD.findall(_QUOTATION.sub(_PLACEHOLDER, headline))
    found = ("act" if _SCORE.fullmatch(word) else kinds.get(word.lower(), "") for word in words[1:])
    return " ".join(filter(None, found))
