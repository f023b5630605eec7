"""What a sentence says is still to come or not yet known, and whether its time has passed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from briefing.text.data_files import word_lists
from briefing.text.dates.dates import find_dates
from briefing.text.phrase_search import phrase_search
from briefing.text.words import stem
from briefing.writing.lead_story import LEAD_WINDOW
from briefing.writing.sentences.signs import without_quotations
from briefing.writing.summary.passing_states import is_unsaid
from briefing.writing.summary.weighed_sentences import WeighedSentence

MIN_LATER = timedelta(hours=1)
"""Time between the articles from which on the later one may report what the earlier one announced."""
MIN_PASSED = timedelta(hours=6)
"""Age of an announcement from which on its day has come, if the newest article is of that day."""
PROVISIONAL_SPAN = timedelta(hours=10)
"""Age, counted from the newest article, from which on what was to come or not yet known is no longer so."""
COUNTED_DAY_SPAN = timedelta(hours=24)
"""The same age of a sentence that counts the day ("the war enters its seventh day")."""
MAX_ANNOUNCED_VERBS = 4
"""Number of announced verbs of a sentence that are looked for."""
MAX_REMEMBERED = 4096
"""Number of sentences whose announced verbs are remembered: each is compared with every chosen one."""
MIN_STEM = 3
"""Length of a stem below which a verb says too little ("be", "do")."""

_TO_COME = (
    r"(?:is|are|was|were) (?:\w+ly )?(?:set|expected|due|scheduled|about|likely|poised|ready|slated|going)"
    r"|plans?|planned|planning|hopes?|aims?|intends?|prepar(?:es?|ing)|will|would"
)
_ANNOUNCED = re.compile(rf"\b(?:{_TO_COME}|may|could|ahead of|before) (?:to |be )?(\w+)", re.IGNORECASE)
"""Matches a plan; its group is the verb."""
_WAS_TO_COME = re.compile(
    r"\b(?:was|were) (?:\w+ly )?(?:set|expected|due|scheduled|poised|slated|about) (?:to|for)\b", re.IGNORECASE
)
"""Matches what was still to come when an article was written, and is not known to have come."""
_AHEAD = re.compile(
    rf"\b(?:{_TO_COME}|(?:is|are) to|approaching|upcoming|looming|nearing|deadline"
    r"|(?:begins?|starts?|opens?|kicks? off) (?:on|this|next))\b",
    re.IGNORECASE,
)
"""Matches what a sentence says is to come, with a verb or without one."""
_SAID = (
    "said|says|told|announced|confirmed|declared|decided|revealed|agreed|promised|vowed|warned|voted|ruled|wrote|heard"
)
_SAID_BEFORE = re.compile(
    rf"\b(?:{_SAID})"
    r"(?:(?: \w+){0,2}| \w+ in \w+| (?:in|at|during) (?:a |an |the )?\w+(?: \w+)?),? (?:late |early )?(?:on )?$"
)
"""Matches what stands before the day on which somebody spoke, not that of what he announced."""
_SAID_AFTER = re.compile(rf"\b(?:{_SAID})(?: [\w’'-]+){{0,4}}? (?:that\b[^,;]*|it|he|she|they) $")
"""Matches what stands between such a day and what is announced: ", Arden announced that it "."""
_COUNTED_DAY = re.compile(
    r"\b(?:enter(?:s|ed|ing)?|reach(?:es|ed|ing)?|mark(?:s|ed|ing)?) (?:its|the|a|their) \w+ "
    r"(?:straight |consecutive )?(?:day|night)\b",
    re.IGNORECASE,
)
_IS_TO_COME = re.compile(r"\b(?:is|are) to \w+|\b(?:expected|scheduled|slated|poised) to\b", re.IGNORECASE)
_DECIDED = re.compile(
    r"\b(?:announced|confirmed|decided|agreed|ordered|approved|voted|ruled)(?: \w+){0,4} (?:would|will|to) \w+"
)
"""Matches what somebody decided: it stays true for a day, though it is to come, until a report says otherwise."""
_INFINITIVE = re.compile(r"\b(?:to|will) (?:be )?([a-z]{3,})")
"""Matches a verb that a headline announces."""
WEEK = timedelta(days=7)
"""A weekday of an announcement that was read as the last one means the next one."""
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=MAX_REMEMBERED)
def announced_verbs(text: str) -> frozenset[str]:
    """Return the stems of what a sentence says is still to come: "is expected to sign" gives "sign"."""
    stems = [stem(match[1].lower(), "en") for match in _ANNOUNCED.finditer(text)]
    return frozenset(one for one in stems[:MAX_ANNOUNCED_VERBS] if len(one) >= MIN_STEM)


def infinitives(headline: str) -> frozenset[str]:
    """Return the stems of the verbs that a headline announces: "Minister to sign pact" gives "sign"."""
    return frozenset(stem(match[1].lower(), "en") for match in _INFINITIVE.finditer(headline))


def reports_verb(text: str, verbs: frozenset[str], *, is_headline: bool = False) -> bool:
    """Whether a text says that one of the verbs has happened: in the past tense, in a headline also in the present."""
    for match in _WORD.finditer(text):
        word = match[0].lower()
        reports = _is_past(word) or (is_headline and _is_present_verb(word))
        if reports and _past_forms().get(word, stem(word, "en")) in verbs and not is_unsaid(text, match.start()):
            return True
    return False


def _is_present_verb(word: str) -> bool:
    """Whether a word of a headline is a verb: "signs", but not "strikes", which may be a noun."""
    return (
        word.endswith("s")
        and not word.endswith("ss")
        and word not in word_lists("writing/headline_nouns.txt")["verbs-too"]
    )


def announces_past_day(one: WeighedSentence, newest_day: date) -> bool:
    """Whether a sentence announces something for a day that has come by the newest article ("is to appear Wednesday").

    Args:
        one: The sentence.
        newest_day: The day of the newest article.
    """
    text = one.sentence.text
    plan = _AHEAD.search(text) if one.age >= MIN_PASSED else None
    if plan is None:
        return False
    mentions = [m for m in find_dates(text, one.day) if m.granularity == "day"]
    days = [
        m.first_day
        for m in mentions
        if not (_SAID_BEFORE.search(text[: m.start]) or _SAID_AFTER.search(text[m.end : plan.start()]))
    ]
    ahead = [day if day >= one.day else day + WEEK for day in days if one.day - day < WEEK]
    return bool(ahead) and max(ahead) <= newest_day


def is_provisional_text(text: str) -> bool:
    """Whether a text states what is to come or is not known yet: "the two are set to meet", "no deaths so far"."""
    return phrase_search("writing/provisional_news.tsv", before=r"\b", after=r"\b").is_in(without_quotations(text))


def is_provisional(one: WeighedSentence) -> bool:
    """Whether a sentence states what was to come, or, if it is not new, what is to come or was not known yet."""
    text = one.sentence.text
    if one.age <= LEAD_WINDOW:
        text = _DECIDED.sub(" ", text)
    if _WAS_TO_COME.search(text) or (one.age >= COUNTED_DAY_SPAN and _COUNTED_DAY.search(text)):
        return True
    return one.age >= PROVISIONAL_SPAN and is_provisional_text(text)


def is_older_plan(one: WeighedSentence, newer: WeighedSentence) -> bool:
    """Whether a sentence states a plan, and a newer one what happened."""
    return one.age >= newer.age + MIN_LATER and is_ahead(one) and not is_ahead(newer)


def is_ahead(one: WeighedSentence) -> bool:
    """Whether a sentence states what is to come."""
    text = one.sentence.text
    return any(pattern.search(text) for pattern in (_AHEAD, _ANNOUNCED, _IS_TO_COME))


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in _past_forms()


@cache
def _past_forms() -> dict[str, str]:
    """The stems of verbs by their irregular past forms."""
    return {form: verb for verb, forms in word_lists("writing/past_forms.txt").items() for form in forms}
