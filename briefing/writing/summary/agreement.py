"""Whether two sentences of a summary agree: no plan beside the report that it was carried out, no two tolls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from briefing.model.articles import Article
from briefing.text.words import stem
from briefing.writing.quantities import TOLL_PATTERNS, Quantity, quantities
from briefing.writing.quotable_sentences import QuotableSentence
from briefing.writing.summary.weighed_sentences import WeighedSentence

MIN_SHARED_TERMS = 2
"""Number of terms beside the verb that a plan and the report of its end share."""
MIN_LATER = timedelta(hours=1)
"""Time between the articles from which on the later one may report what the earlier one announced."""
MAX_ANNOUNCED_VERBS = 4
"""Number of announced verbs of a sentence that are looked for."""
MAX_TOLL_SENTENCES = 40
"""Number of newest sentences about harm whose tolls are compared; bounds the cost."""
MIN_STEM = 3
"""Length of a stem below which a verb says too little ("be", "do")."""

_ANNOUNCED = re.compile(
    r"\b(?:(?:is|are|was|were) (?:\w+ly )?(?:set|expected|due|scheduled|about|likely|poised|ready|slated|going)"
    r"|plans?|planned|planning|hopes?|aims?|intends?|prepar(?:es?|ing)|will|would|may|could|ahead of|before)"
    r" (?:to |be )?(\w+)",
    re.IGNORECASE,
)
_TOLL_WORDS = re.compile("|".join(TOLL_PATTERNS.values()), re.IGNORECASE)
_UNSAID = re.compile(r"\b(?:to|will|would|may|could|might|not|never|set|expected)\s+(?:be )?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def announced_verbs(text: str) -> frozenset[str]:
    """Return the stems of what a sentence says is still to come: "is expected to sign" gives "sign"."""
    stems = [stem(match[1].lower(), "en") for match in _ANNOUNCED.finditer(text)]
    return frozenset(one for one in stems[:MAX_ANNOUNCED_VERBS] if len(one) >= MIN_STEM)


def reports_verb(text: str, verbs: frozenset[str]) -> bool:
    """Whether a sentence says that one of the verbs has happened: in the past tense, not as a plan itself."""
    for match in _WORD.finditer(text):
        word = match[0].lower()
        is_past = word.endswith("ed") or word in _PAST_FORMS
        if is_past and _PAST_FORMS.get(word, stem(word, "en")) in verbs and not _UNSAID.search(text[: match.start()]):
            return True
    return False


def is_overtaken(one: WeighedSentence, others: Iterable[WeighedSentence]) -> bool:
    """Whether a later article reports that what a sentence announces has happened."""
    verbs = announced_verbs(one.sentence.text)
    return bool(verbs) and any(
        one.age - other.age >= MIN_LATER
        and len((one.sentence.terms & other.sentence.terms) - verbs) >= MIN_SHARED_TERMS
        and reports_verb(other.sentence.text, verbs)
        for other in others
    )


def without_old_tolls(sentences: Sequence[WeighedSentence]) -> list[WeighedSentence]:
    """Return sentences without those that state a smaller toll than a later article does."""
    read = sorted((one for one in sentences if _TOLL_WORDS.search(one.sentence.text)), key=lambda one: one.age)
    tolls = [(one, toll) for one in read[:MAX_TOLL_SENTENCES] for toll in _tolls(one.sentence)]
    old = {
        id(one)
        for one, toll in tolls
        if any(
            later.unit == toll.unit and later.least > toll.most and one.age - other.age >= MIN_LATER
            for other, later in tolls
        )
    }
    return [one for one in sentences if id(one) not in old]


def tolls_differ(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences state different tolls of the same kind."""
    first, second = _tolls(one), _tolls(other)
    return any(a.unit == b.unit and not (a.least <= b.most and b.least <= a.most) for a in first for b in second)


def _tolls(sentence: QuotableSentence) -> list[Quantity]:
    if not any(character.isdigit() for character in sentence.text):
        return []
    return [one for one in quantities([Article(sentence.article_id, "", sentence.text)]) if one.is_toll]


_PAST_FORMS = {
    "met": "meet",
    "won": "win",
    "lost": "lose",
    "began": "begin",
    "left": "leav",
    "bought": "buy",
    "sold": "sell",
    "struck": "strike",
    "spoke": "speak",
    "gave": "give",
    "took": "take",
    "went": "go",
    "came": "come",
    "fell": "fall",
    "rose": "rise",
    "held": "hold",
    "cut": "cut",
    "hit": "hit",
    "became": "becom",
    "made": "make",
    "sent": "send",
    "chose": "choos",
    "sworn": "swear",
}
"""Stems of verbs by their irregular past forms."""
