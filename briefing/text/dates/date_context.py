"""What the words around a date show: whether it is announced or past, names an attack, or belongs to a list of events.

Patterns named `..._BEFORE` are searched in the text before the mention and end where it begins; those named
`..._AFTER` are tried where it ends.
"""

from __future__ import annotations

import re

CONTEXT_LENGTH = 80
"""Characters around a mention in which a verb says whether it is announced or past."""

_ATTRIBUTION = re.compile(
    r"(?<!\bbe )\b(?:sa(?:id|ys)|told|announced|reported|added|wrote|warned|confirmed|posted|statement|interview|during"
    r"|following|invited)\b"
)
"""Who said something when: in "will resign, she said on Monday" the date is that of the statement."""
_FUTURE_VERBS = (
    r"\b(?:will|shall|would(?!\s(?:have|not))|must|(?<!\bthan\s)(?<!\bas\s)(?:expected|scheduled|planned|slated)|set\s(?:to|for)|plans?\sto"
    r"|ha(?:s|ve)\s(?:to|until)|given\suntil|going\sto|due(?!\sto)|due\sto\s(?:be|meet|vote|hold|begin|start|open|visit"
    r"|speak|appear|return|arrive|take|face|travel|play|leave|sign|go|resume|end|decide|rule|release|publish|launch)"
    r"|(?<!failed\s)(?<!refused\s)(?<!gathered\s)(?<!managed\s)to\s(?:meet|vote|hold|begin|start|open|visit))\b"
)
"""Verbs that announce something."""
_FUTURE_BEFORE = re.compile(
    rf"(?:(?<!-)(?i:{_FUTURE_VERBS})(?!\sto\shave\b)(?P<rest>[^.;]{{0,60}})"
    r"|\b(?:[Bb]egins?|[Ss]tarts?|[Oo]pens|[Rr]esumes?|[Ee]nds|[Ee]xpires)\s(?:on\s)?|\bas\s(?:early|soon)\sas\s)$"
)
"""An announcement that a date after it belongs to; `rest` is what stands between the verb and the date."""
_FUTURE_AFTER = re.compile(r"(?P<rest>[^.;,]{0,50}?)\b(?:will|is\s(?:set|due|expected|scheduled)\sto)\b")
"""An announcement after a date: "on Friday it will"; `rest` is what stands between."""
_CLAUSE_START = re.compile(r"(?:^|[.!?,;:—]\s|\b(?:that|and|but)\s)(?:[Oo]n\s)?$")
"""The start of a clause right before a date."""
_PAST_VERB = re.compile(
    r"\b(?:was|were|had|died|won|lost|met|began|came|went|left|took|held|made|fell|rose|gave|got|shot|led"
    r"|(?!(?:hundr|ne|spe|inde|exce|proce|succe|fe|ble|se|bre|ne|announc|report|add|warn|confirm|post|schedul|plann"
    r"|expect)ed\b)[a-z]{2,}ed)\b"
)
"""A verb in the past tense, except verbs of statements and plans, and other words with its ending."""
_NOT_GOVERNED = re.compile(
    r"\b(?:to\s(?!the\b|a\b)\w+|be|will|would|ahead|before|until|till|through|for|by|\w+ing|next|coming)\b"
    r"|\bto\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Words between a verb in the past and a date to come: "adjourned until March 20", "unveiled a plan to open in May"."""
_ATTACK_AFTER = re.compile(
    r"\s(?:[A-Za-z]+\s)?(?:attacks?|massacre|riot(?:s|er|ers)?|insurrection(?:ist|ists)?|memorial|defendants?|hijack\w*)\b"
)
"""What makes a date the name of an attack or of what it led to."""
_YEAR_AFTER = re.compile(r",?\s(?:of\s)?(?P<step>last|this|next)\syear\b")
"""Words that give the year of a date: "last year"."""
SENTENCE_START = re.compile(r"(?:^|[.!?:\"“”'‘(\n]\s*|[-–—|]\s)$")
"""What stands before the first word of a sentence, a line or a quotation."""


def is_announced(match: re.Match[str]) -> bool:
    """Whether the words around a mention announce something: "the chamber will vote on", "on Friday it will"."""
    before = match.string[max(0, match.start() - CONTEXT_LENGTH) : match.start()]
    place = 0
    while words := _FUTURE_BEFORE.search(before, place):
        if not _ATTRIBUTION.search(words["rest"] or ""):
            return True
        place = words.start() + 1
    ahead = _FUTURE_AFTER.match(match.string, match.end(), match.end() + CONTEXT_LENGTH)
    return ahead is not None and bool(_CLAUSE_START.search(before)) and not _ATTRIBUTION.search(ahead["rest"])


def is_past(match: re.Match[str]) -> bool:
    """Whether a verb in the past tense governs a mention, and nothing announces it."""
    before = re.split(r"[.;]\s", match.string[max(0, match.start() - CONTEXT_LENGTH) : match.start()])[-1]
    if is_announced(match):
        return False
    verbs = [
        verb.end() for verb in _PAST_VERB.finditer(before) if not before[: verb.start()].endswith((" be ", " to "))
    ]
    if verbs:
        return not _NOT_GOVERNED.search(before, verbs[-1])
    after = re.split(r"[.;]\s", match.string[match.end() : match.end() + CONTEXT_LENGTH])[0]
    return bool(_CLAUSE_START.search(before) and _PAST_VERB.search(after))


def names_attack(match: re.Match[str]) -> bool:
    """Whether a date is the name of an attack, often of an earlier year: "September 11 attacks"."""
    return bool(_ATTACK_AFTER.match(match.string, match.end()))


def is_chronicle(match: re.Match[str]) -> bool:
    """Whether a date opens an entry of a list of events: "May 2 - The minister visits the coast"."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return bool(SENTENCE_START.search(before) and re.match(r"\s?[-–—:]\s", after))


def year_step(match: re.Match[str]) -> int | None:
    """How many years after that of publication a date is by the words after it: "8 January last year" is -1."""
    words = _YEAR_AFTER.match(match.string, match.end())
    return {"last": -1, "this": 0, "next": 1}[words.group("step")] if words else None
