"""The sentence that states what a cited headline states: a summary quotes it instead, since it says more, in prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from briefing.writing.quotability import MIN_QUOTABILITY
from briefing.writing.quotable_sentences import overlap
from briefing.writing.summary.same_facts import are_in_the_same_words, facts_of, facts_of_headline, new_share
from briefing.writing.summary.weighed_sentences import WeighedSentence

# The constants below were chosen by reading the long summaries of the first days of two replayed windows.
MIN_STATED, MIN_STATED_BY_OWN = 0.55, 0.38
"""Shares of a headline's terms, by rarity, in a sentence that states it; in one with which its own article opens."""
MAX_NEW_SHARE = 0.35
"""Share of a headline's terms, by rarity, beyond the sentences before it, up to which it adds nothing to them."""

MayStand = Callable[[WeighedSentence, Sequence[WeighedSentence]], bool]


class HeadlineSentences:
    """Finds the sentences that state what headlines of a thread state."""

    def __init__(self, sentences: Iterable[WeighedSentence], may_stand: MayStand) -> None:
        """Take what may be quoted instead of a headline.

        Args:
            sentences: The sentences of a thread.
            may_stand: Whether a sentence may stand after others.
        """
        self._sentences = [one for one in sentences if one.quotability >= MIN_QUOTABILITY and one.sentence.has_end]
        self._may_stand = may_stand

    def replace(
        self, cited: Sequence[WeighedSentence], quoted: Sequence[WeighedSentence]
    ) -> tuple[list[WeighedSentence], list[WeighedSentence]]:
        """Return the headlines that stay, and the sentences that take the place of others.

        One that adds nothing, whose article opens with what a quoted sentence states, is in neither list.

        Args:
            cited: The headlines of a summary.
            quoted: Its sentences.
        """
        stay: list[WeighedSentence] = []
        instead: list[WeighedSentence] = []
        for headline in cited:
            stating = [one for one in self._sentences if _states(one, headline)]
            read = [*quoted, *instead]
            openings = [one for one in stating if _is_opening(one, headline)]
            if _adds_nothing(headline, read) and any(_repeats(one, other) for one in openings for other in read):
                continue
            beside = [*read, *(one for one in cited if one is not headline)]
            fitting = [one for one in stating if _is_new(one, beside) and self._may_stand(one, read)]
            if fitting:
                instead.append(max(fitting, key=lambda one: _rank(one, headline)))
            else:
                stay.append(headline)
        return stay, instead


def _states(one: WeighedSentence, headline: WeighedSentence) -> bool:
    """Whether a sentence states what a headline states: its numbers and most of its terms, or some and its act."""
    share = 1 - new_share(headline.sentence.terms, one.sentence.terms)
    facts, own = facts_of_headline(headline.sentence.text), facts_of(one.sentence.text)
    is_opening = _is_opening(one, headline) and not facts.acts.isdisjoint(own.acts)
    return share >= (MIN_STATED_BY_OWN if is_opening else MIN_STATED) and facts.numbers <= own.numbers


def _is_opening(one: WeighedSentence, headline: WeighedSentence) -> bool:
    """Whether the article of a headline opens with a sentence."""
    is_own = one.sentence.article_id == headline.sentence.article_id
    return is_own and not one.sentence.position


def _is_new(one: WeighedSentence, beside: Sequence[WeighedSentence]) -> bool:
    return not any(are_in_the_same_words(one.sentence, other.sentence) for other in beside)


def _adds_nothing(headline: WeighedSentence, read: Sequence[WeighedSentence]) -> bool:
    known = frozenset[str]().union(*(one.sentence.terms for one in read))
    return new_share(headline.sentence.terms, known) <= MAX_NEW_SHARE


def _repeats(one: WeighedSentence, other: WeighedSentence) -> bool:
    """Whether a reader takes two sentences on one event for the same."""
    is_one_event = one.happening is not None and one.happening == other.happening
    return is_one_event and are_in_the_same_words(one.sentence, other.sentence)


def _rank(one: WeighedSentence, headline: WeighedSentence) -> tuple[bool, float, int]:
    """How good a sentence is for a headline: the first of its own article, much of it, and well put."""
    stated = overlap(headline.sentence.terms, one.sentence.terms)
    return _is_opening(one, headline), stated * one.quotability, -one.order
