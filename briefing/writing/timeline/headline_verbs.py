"""The kinds of the verbs in a headline: acts, which have an end, and states, efforts and views, which have none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from briefing.text.data_files import word_lists

MAX_REMEMBERED = 4096
"""Number of headlines, and of parts of them, whose verbs are remembered: those of a long thread."""
_WORD = re.compile(r"\d{1,3}[-–]\d{1,3}\b|[A-Za-z][A-Za-z’'-]*")
"""A score, or a word."""
_QUOTATION = re.compile(r"[\"“][^\"”]*[\"”]|(?<!\w)[‘'][^’']*[’'](?!\w)")
_PLACEHOLDER = " x "
"""What stands for a quotation: no verb."""
_CLAUSE = re.compile(
    r" (?:as|after|while|when|because|before|despite|if|amid|who|which|that|following|until|since) .*", re.IGNORECASE
)
_BEFORE_VERB = re.compile(r"[a-z-]*[a-rt]s|people|police|men|women|children|to|will|won[’']t")
"""A plural noun, or a word that makes the next one a verb."""


@cache
def _kinds_by_form(after_plural: bool) -> dict[str, str]:
    lists = word_lists("writing/headline_verbs.txt")
    names = {kind: f"{kind}-after-plural" if after_plural else kind for kind in ("act", "state")}
    return {form: kind for kind, name in names.items() for form in lists[name]}


@lru_cache(maxsize=MAX_REMEMBERED)
def verb_kinds(headline: str) -> tuple[str, ...]:
    """Return the kinds of the verbs after the first word of a headline's main clause, in order: "act", "state".

    The first word is its subject or a label, seldom its verb. What the headline quotes is somebody's statement and
    counts as no verb of its own; a score counts as an act.
    """
    clause = _CLAUSE.sub("", _QUOTATION.sub(_PLACEHOLDER, headline))
    return tuple(kind for _, kind in _verbs([word.lower() for word in _WORD.findall(clause)]))


@lru_cache(maxsize=MAX_REMEMBERED)
def verbs_of_acts(headline: str) -> frozenset[str]:
    """Return the verbs of acts after the first word of a headline, in lower case, those of its side clauses too."""
    words = [word.lower() for word in _WORD.findall(_QUOTATION.sub(_PLACEHOLDER, headline))]
    return frozenset(word for word, kind in _verbs(words) if kind == "act" and not word[0].isdigit())


def _verbs(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the verbs after the first of some words, each with its kind."""
    for before, word in pairwise(words):
        if before.endswith(("'s", "’s")):  # "within arm's reach"
            continue
        kind = "act" if word[0].isdigit() else _kinds_by_form(after_plural=False).get(word)
        if kind is None and _BEFORE_VERB.fullmatch(before):
            kind = _kinds_by_form(after_plural=True).get(word)
        if kind:
            yield word, kind
