"""Names that come up in a thread for the first time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model.articles import Article
from briefing.text.names import find_names
from briefing.writing.summary.quotable_sentences import publisher_numbers

OPENING_CHARACTERS = 600  # characters of an article that are read
MAX_NAMES = 5


def new_names(old: Sequence[Article], new: Sequence[Article]) -> tuple[str, ...]:
    """The names that no old article holds and that a new headline, or two voices, do; most often heard first."""
    known = " ".join(f"{a.title} {a.text}" for a in old).casefold()
    heard: dict[str, set[int]] = {}
    texts: dict[str, list[str]] = {}
    for article, voice in zip(new, publisher_numbers(new), strict=True):
        text, title = article.text[:OPENING_CHARACTERS], article.title.casefold()
        found = find_names(article.title, text, article.lang)
        for name in sorted(found.name_phrases | found.words):
            if name in known or name == article.publisher.casefold():
                continue
            heard.setdefault(name, set()).update((voice, -1) if name in title else (voice,))
            texts.setdefault(name, []).append(text)
    often = sorted((name for name in heard if len(heard[name]) > 1), key=lambda n: (-len(heard[n]), -len(n), n))
    shown: dict[str, str] = {}
    for name in often:
        if len(shown) == MAX_NAMES:
            break
        if any(name in other or other in name for other in shown):
            continue
        if display := next((written for text in texts[name] if (written := _name_as_written(name, text))), ""):
            shown[name] = display
    return tuple(shown.values())


def _name_as_written(name: str, text: str) -> str:
    """A lower-case name in the letters of a text; "" if it does not stand there as a name, one word within a sentence.

    Headlines In Title Case prove nothing of a single word.
    """
    if name not in text.casefold():
        return ""
    whole = rf"\b{re.escape(name)}\b"
    alone = whole if " " in name else rf"(?<=[a-z,] ){whole}(?![-’']| (?:and |of |for )?(?-i:[A-Z]))"
    found = re.search(alone, text, re.IGNORECASE)
    return found[0] if found and found[0][0].isupper() and found[0].split()[-1][0].isupper() else ""
