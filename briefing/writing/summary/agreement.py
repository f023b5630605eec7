"""Whether two sentences of a summary agree: no plan beside the report that it was carried out, no two tolls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache

from briefing.model.articles import EPOCH, Article
from briefing.text.data_files import phrase_pattern, word_lists
from briefing.text.dates import find_dates
from briefing.text.words import stem
from briefing.writing.lead_story import LEAD_WINDOW
from briefing.writing.numbers.quantities import TOLL_WORDS, Quantity, quantities
from briefing.writing.quotable_sentences import QuotableSentence
from briefing.writing.sentences.signs import without_quotations, words_of
from briefing.writing.summary.passing_levels import is_of_other_level, levels_in
from briefing.writing.summary.passing_states import OF_ONE_PERSON, is_unsaid, reports_end, states_in
from briefing.writing.summary.weighed_sentences import LaterReport, WeighedSentence

MIN_SHARED_TERMS = 2
"""Number of terms beside the verb that a plan and the report of its end share."""
MIN_LATER = timedelta(hours=1)
"""Time between the articles from which on the later one may report what the earlier one announced."""
MIN_PASSED = timedelta(hours=6)
"""Age of an announcement from which on its day has come, if the newest article is of that day."""
PROVISIONAL_SPAN = timedelta(hours=10)
"""Age, counted from the newest article, from which on what was to come or not yet known is no longer so."""
COUNTED_DAY_SPAN = timedelta(hours=24)
"""The same age of a sentence that counts the day ("the war enters its seventh day")."""
BACKGROUND_SPAN = timedelta(days=3)
"""Time before an article from which on a day that it names is background."""
MAX_ANNOUNCED_VERBS = 4
"""Number of announced verbs of a sentence that are looked for."""
MAX_TOLL_SENTENCES = 120
"""Number of newest sentences about harm whose tolls are compared; bounds the cost."""
MIN_RISE = 1.2
"""Factor by which a toll exceeds an older lower bound that it replaces."""
MAX_REMEMBERED = 4096
"""Number of sentences whose tolls are remembered: each is compared with every chosen one."""
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
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|told|announced|confirmed|declared|decided|revealed|agreed|promised|vowed|warned|voted|ruled)"
    r"(?: \w+){0,2},? (?:late |early )?(?:on )?$"
)
"""Matches what stands before the day on which somebody spoke, not that of what he announced."""
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
_WEEK = timedelta(days=7)
"""A weekday of an announcement that was read as the last one means the next one."""
_WORD = re.compile(r"[^\W\d_]+")


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


class LaterReports:
    """What the articles of a thread report, by which older sentences are known to be overtaken."""

    def __init__(self, sentences: Iterable[WeighedSentence], headlines: Iterable[LaterReport]) -> None:
        """Take the sentences and the headlines of a thread."""
        read = list(sentences)
        self._newest_day = max((one.day for one in read), default=EPOCH.date())
        self._sentences = [LaterReport(one.sentence.text, one.sentence.terms, one.age) for one in read]
        self._headlines = list(headlines)

    def overtake(self, one: WeighedSentence) -> bool:
        """Whether the day of what a sentence announces has passed, or a later article reports that, the end of a state
        or another level.
        """
        if announces_past_day(one, self._newest_day) or self._has_other_level(one):
            return True
        verbs, states = announced_verbs(one.sentence.text), states_in(one.sentence.text) - OF_ONE_PERSON
        return self._is_answered(one, verbs, states)

    def carry_out(self, headline: WeighedSentence) -> bool:
        """Whether a later article reports what a headline announces: "Minister to sign pact"."""
        return self._is_answered(headline, infinitives(headline.sentence.text), frozenset())

    def _has_other_level(self, one: WeighedSentence) -> bool:
        """Whether the newest later article that states a level of the same kind states another one."""
        levels = levels_in(one.sentence.text)
        if not levels:
            return False
        later = [
            report
            for report in (*self._headlines, *self._sentences)
            if one.age - report.age >= MIN_LATER and len(report.terms & one.sentence.terms) >= MIN_SHARED_TERMS
        ]
        later.sort(key=lambda report: report.age)
        return is_of_other_level(levels, (levels_in(report.text) for report in later))

    def _is_answered(self, one: WeighedSentence, verbs: frozenset[str], states: frozenset[str]) -> bool:
        """Whether a later article reports one of some verbs, or the end of one of some states, of a sentence."""
        if not verbs and not states:
            return False
        return any(
            one.age - report.age >= MIN_LATER and _answers(report, is_headline, one.sentence.terms, verbs, states)
            for reports, is_headline in ((self._headlines, True), (self._sentences, False))
            for report in reports
        )


def announces_past_day(one: WeighedSentence, newest_day: date) -> bool:
    """Whether a sentence announces something for a day that has come by the newest article ("is to appear Wednesday").

    Args:
        one: The sentence.
        newest_day: The day of the newest article.
    """
    if one.age < MIN_PASSED or not _AHEAD.search(one.sentence.text):
        return False
    text = one.sentence.text
    mentions = [m for m in find_dates(text, one.day) if m.granularity == "day"]
    days = [m.first_day for m in mentions if not _SAID_BEFORE.search(text[: m.start])]
    ahead = [day if day >= one.day else day + _WEEK for day in days if one.day - day < _WEEK]
    return bool(ahead) and max(ahead) <= newest_day


def is_provisional_text(text: str) -> bool:
    """Whether a text states what is to come or is not known yet: "the two are set to meet", "no deaths so far"."""
    pattern = phrase_pattern("writing/provisional_news.tsv", before=r"\b", after=r"\b")
    return bool(pattern.search(without_quotations(text)))


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
    return one.age >= newer.age + MIN_LATER and _is_ahead(one) and not _is_ahead(newer)


def _is_ahead(one: WeighedSentence) -> bool:
    text = one.sentence.text
    return any(pattern.search(text) for pattern in (_AHEAD, _ANNOUNCED, _IS_TO_COME))


def looks_back(one: WeighedSentence) -> bool:
    """Whether all days that a sentence names lie at least `BACKGROUND_SPAN` before its article."""
    days = [mention.first_day for mention in find_dates(one.sentence.text, one.day) if mention.granularity == "day"]
    return bool(days) and max(days) <= one.day - BACKGROUND_SPAN


def _answers(
    report: LaterReport, is_headline: bool, terms: frozenset[str], verbs: frozenset[str], states: frozenset[str]
) -> bool:
    """Whether a report is about the same as a sentence with these terms and states the end of its plans or states."""
    if len((terms & report.terms) - verbs) < MIN_SHARED_TERMS:
        return False
    return (bool(verbs) and reports_verb(report.text, verbs, is_headline=is_headline)) or any(
        reports_end(report.text, kind) for kind in states
    )


def contradict(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences cannot stand in one summary: different tolls, means or levels, a plan or state beside
    its end.
    """
    if tolls_differ(one, other) or _means_differ(one, other) or _levels_differ(one, other):
        return True
    return any(
        _answers(
            LaterReport(second.text, second.terms, timedelta(0)),
            False,
            first.terms,
            announced_verbs(first.text),
            states_in(first.text) - OF_ONE_PERSON,
        )
        for first, second in ((one, other), (other, one))
    )


def _levels_differ(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences on the same state two levels of what has one at a time: five and seven days in a row."""
    is_near = len(one.terms & other.terms) >= MIN_SHARED_TERMS
    return is_near and is_of_other_level(levels_in(one.text), [levels_in(other.text)])


def _means_differ(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences about one attack say that it was made in different ways: a shooting, a ramming."""
    means = [_attack_means(sentence.text) for sentence in (one, other)]
    return all(means) and means[0].isdisjoint(means[1]) and len(one.terms & other.terms) >= MIN_SHARED_TERMS


def _attack_means(text: str) -> frozenset[str]:
    words = {word.lower() for word in words_of(text)}
    lists = word_lists("writing/attack_means.txt")
    return frozenset(means for means, names in lists.items() if not words.isdisjoint(names))


def without_old_tolls(sentences: Sequence[WeighedSentence]) -> list[WeighedSentence]:
    """Return sentences without those that state a smaller toll than a later article does."""
    read = sorted((one for one in sentences if TOLL_WORDS.search(one.sentence.text)), key=lambda one: one.age)
    tolls = [(one, toll) for one in read[:MAX_TOLL_SENTENCES] for toll in _tolls(one.sentence)]
    old = {
        id(one)
        for one, toll in tolls
        if any(
            later.unit == toll.unit and _exceeds(later, toll) and one.age - other.age >= MIN_LATER
            for other, later in tolls
        )
    }
    return [one for one in sentences if id(one) not in old]


def _exceeds(later: Quantity, toll: Quantity) -> bool:
    """Whether a later toll is higher; much higher, if the older one is given as a lower bound ("more than 2,000")."""
    return later.least > toll.most or later.least >= MIN_RISE * toll.least


def tolls_differ(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences state different tolls of the same kind."""
    first, second = _tolls(one), _tolls(other)
    return any(a.unit == b.unit and not (a.least <= b.most and b.least <= a.most) for a in first for b in second)


def _tolls(sentence: QuotableSentence) -> tuple[Quantity, ...]:
    return _tolls_of(sentence.text)


@lru_cache(maxsize=MAX_REMEMBERED)
def _tolls_of(text: str) -> tuple[Quantity, ...]:
    if not any(character.isdigit() for character in text):
        return ()
    return tuple(one for one in quantities([Article("", "", text)]) if one.is_toll)


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in _past_forms()


@cache
def _past_forms() -> dict[str, str]:
    """The stems of verbs by their irregular past forms."""
    return {form: verb for verb, forms in word_lists("writing/past_forms.txt").items() for form in forms}
