"""Whether two sentences contradict each other: other tolls, means or levels, or a plan beside its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefing.text.data_files import word_lists
from briefing.writing.numbers.quantities import Quantity, has_toll_word
from briefing.writing.numbers.stated_tolls import exceeds, is_smaller_toll, state_other_tolls, tolls_of
from briefing.writing.numbers.toll_words import TOLL_STATES
from briefing.writing.overtaking import are_on_the_same
from briefing.writing.sentences.quotable_sentences import QuotableSentence
from briefing.writing.sentences.signs import words_of
from briefing.writing.summary.later_reports import states_outcome
from briefing.writing.summary.passing_levels import is_of_other_level, levels_in
from briefing.writing.summary.passing_states import OF_ONE_PERSON, states_in
from briefing.writing.summary.plans import MIN_LATER, announced_verbs
from briefing.writing.summary.weighed_sentences import WeighedSentence

MAX_TOLL_SENTENCES = 120
"""Number of newest sentences about harm whose tolls are compared; bounds the cost."""
MAX_REMEMBERED = 4096
"""Number of sentences whose tolls and means are remembered: each is compared with every chosen one."""
_IS = r"(?: (?:was|were|is|are|has|have|had|been|being))"
_NOBODY_DEAD = re.compile(
    rf"\b(?:(?:nobody|no one|none(?: of (?:them|those))?){_IS}*|none of the \w+{_IS}+) (?:{TOLL_STATES['dead']})\b"
    r"|\bno (?:deaths|fatalities)\b",
    re.IGNORECASE,
)
"""Matches what denies all deaths: "none of them dead", "no deaths were reported"."""


def contradict(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences cannot stand in one summary: different tolls, means or levels, a plan or state beside
    its end.
    """
    if any(differ(one, other) for differ in (tolls_differ, _deaths_denied, _means_differ, _levels_differ)):
        return True
    return any(
        states_outcome(
            second.text,
            second.terms,
            False,
            first.terms,
            announced_verbs(first.text),
            states_in(first.text) - OF_ONE_PERSON,
        )
        for first, second in ((one, other), (other, one))
    )


def _deaths_denied(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether one of two sentences counts dead, and the other says that nobody died."""
    return any(
        any(toll.unit == "dead" for toll in _tolls(first)) and _NOBODY_DEAD.search(second.text)
        for first, second in ((one, other), (other, one))
    )


def _levels_differ(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences on the same state two levels of what has one at a time: five and seven days in a row."""
    is_near = are_on_the_same(one.terms, other.terms)
    return is_near and is_of_other_level(levels_in(one.text), [levels_in(other.text)])


def _means_differ(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences about one attack say that it was made in different ways: a shooting, a ramming."""
    means = [_attack_means(sentence.text) for sentence in (one, other)]
    return all(means) and means[0].isdisjoint(means[1]) and are_on_the_same(one.terms, other.terms)


@lru_cache(maxsize=MAX_REMEMBERED)
def _attack_means(text: str) -> frozenset[str]:
    words = {word.lower() for word in words_of(text)}
    lists = word_lists("writing/attack_means.txt")
    return frozenset(means for means, names in lists.items() if not words.isdisjoint(names))


def without_tolls_below(title: str, sentences: Sequence[WeighedSentence]) -> list[WeighedSentence]:
    """Return sentences without those that count fewer dead of the same event than the title does."""
    if not tolls_of(title):
        return list(sentences)
    return [one for one in sentences if not is_smaller_toll(one.sentence.text, title, one.day)]


def without_old_tolls(sentences: Sequence[WeighedSentence]) -> list[WeighedSentence]:
    """Return sentences without those that state a smaller toll than a later article does."""
    newest = sorted((one for one in sentences if has_toll_word(one.sentence.text)), key=lambda one: one.age)
    tolls = [(one, toll) for one in newest[:MAX_TOLL_SENTENCES] for toll in _tolls(one.sentence)]
    old = {
        id(one)
        for one, toll in tolls
        if any(
            later.unit == toll.unit and exceeds(later, toll) and one.age - other.age >= MIN_LATER
            for other, later in tolls
        )
    }
    return [one for one in sentences if id(one) not in old]


def tolls_differ(one: QuotableSentence, other: QuotableSentence) -> bool:
    """Whether two sentences state different tolls of the same kind."""
    return state_other_tolls(one.text, other.text)


def _tolls(sentence: QuotableSentence) -> tuple[Quantity, ...]:
    return tolls_of(sentence.text)
