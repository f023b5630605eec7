"""Whether a sentence surely adds to what a reader has read: it is about the title and says something new."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.sentences.sentence_vectors import bag_of_words
from briefing.writing.stating_titles import MIN_COMPARED_TERMS
from briefing.writing.summary.named_people import NamedPeople
from briefing.writing.summary.same_facts import facts_of, new_share
from briefing.writing.summary.weighed_sentences import WeighedSentence

# The constants below were chosen on further sentences of two windows that a reader labelled, each checked on the other.
MIN_TITLE_SHARE = 0.1
"""Share of the terms of the title, by rarity, that a sentence has."""
MAX_OVERLAP = 0.25
"""Share of the terms of the shorter of two sentences in the other, above which a sentence needs a new number, or must
share with the other only terms of the title."""
STRANGER_FACTOR = 0.7
"""Factor of a sentence about somebody whom neither the title nor several headlines name."""


class AdditionJudge:
    """Judges whether sentences surely add to the title of a thread and to chosen sentences."""

    def __init__(self, title: str, people: NamedPeople, *, is_single_report: bool) -> None:
        """Take the title of a thread, whom it names, and whether it is one article, which is about its title."""
        self._people = people
        self._is_single_report = is_single_report
        self._title_terms = frozenset(bag_of_words(title, "en"))
        self._title_numbers = facts_of(title).numbers

    def factor(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> float:
        """Return the factor of a sentence after chosen ones: 0 if it does not surely add to them; 1 for a first one."""
        if not selection:
            return 1.0
        if not self._is_about_title(one) or not self._is_new(one, selection):
            return 0.0
        return self.stranger_factor(one)

    def stranger_factor(self, one: WeighedSentence) -> float:
        """Return the factor of a sentence by whether it is about somebody whom the thread names."""
        return STRANGER_FACTOR if self._people.leave_out_subject(one.sentence.text) else 1.0

    def _is_about_title(self, one: WeighedSentence) -> bool:
        if self._is_single_report or len(self._title_terms) < MIN_COMPARED_TERMS:
            return True
        return 1 - new_share(self._title_terms, one.sentence.terms) >= MIN_TITLE_SHARE

    def _is_new(self, one: WeighedSentence, selection: Sequence[WeighedSentence]) -> bool:
        """Whether a sentence shares few terms with each chosen one, or only those of the title, or has a new number."""
        if all(self._is_other(one.sentence.terms, other.sentence.terms) for other in selection):
            return True
        known = self._title_numbers.union(*(facts_of(other.sentence.text).numbers for other in selection))
        return not facts_of(one.sentence.text).numbers <= known

    def _is_other(self, terms: frozenset[str], other_terms: frozenset[str]) -> bool:
        return overlap(terms, other_terms) <= MAX_OVERLAP or terms & other_terms <= self._title_terms
