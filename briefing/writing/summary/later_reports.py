"""Whether a sentence is overtaken: a later article reports what it announces, the end of a state that it names, or
another level.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from briefing.model.articles import EPOCH
from briefing.writing.headlines import informs, is_announcement
from briefing.writing.overtaking import are_on_the_same
from briefing.writing.summary.occasion_outcomes import states_outcome_of
from briefing.writing.summary.passing_levels import is_of_other_level, levels_in
from briefing.writing.summary.passing_states import OF_ONE_PERSON, reports_end, states_in
from briefing.writing.summary.plans import (
    MIN_LATER,
    announced_verbs,
    announces_past_day,
    infinitives,
    is_ahead,
    reports_verb,
)
from briefing.writing.summary.weighed_sentences import LaterReport, WeighedSentence


class LaterReports:
    """Knows what the articles of a thread report, and which older sentences that overtakes."""

    def __init__(self, sentences: Iterable[WeighedSentence], headlines: Iterable[LaterReport]) -> None:
        """Take the sentences and the headlines of a thread."""
        known = list(sentences)
        self._newest_day = max((one.day for one in known), default=EPOCH.date())
        self._sentences = [LaterReport(one.sentence.text, one.sentence.terms, one.age) for one in known]
        self._headlines = list(headlines)
        self._least_age = min((one.age for one in (*self._headlines, *self._sentences)), default=timedelta.max)

    def is_overtaken(self, one: WeighedSentence) -> bool:
        """Whether a sentence is overtaken: its announced day is past, or a later article reports what it announces, the
        end of the state that it names, or another level.
        """
        if announces_past_day(one, self._newest_day):
            return True
        if one.age - self._least_age < MIN_LATER:
            return False
        if self._has_other_level(one) or self._is_outcome_stated(one):
            return True
        verbs, states = announced_verbs(one.sentence.text), states_in(one.sentence.text) - OF_ONE_PERSON
        return self._has_outcome(one, verbs, states)

    def is_carried_out(self, headline: WeighedSentence) -> bool:
        """Whether a later article reports what a headline announces: "Minister to sign pact"."""
        return self._has_outcome(headline, infinitives(headline.sentence.text), frozenset())

    def _is_outcome_stated(self, one: WeighedSentence) -> bool:
        """Whether a later headline states how what a sentence states as to come turned out."""
        return is_ahead(one) and any(
            one.age - report.age >= MIN_LATER
            and informs(report.text)
            and not is_announcement(report.text)
            and states_outcome_of(one.sentence.text, one.sentence.terms, report.text, report.terms)
            for report in self._headlines
        )

    def _has_other_level(self, one: WeighedSentence) -> bool:
        """Whether the newest later article that states a level of the same kind states another one."""
        levels = levels_in(one.sentence.text)
        if not levels:
            return False
        later = [
            report
            for report in (*self._headlines, *self._sentences)
            if one.age - report.age >= MIN_LATER and are_on_the_same(report.terms, one.sentence.terms)
        ]
        later.sort(key=lambda report: report.age)
        return is_of_other_level(levels, (levels_in(report.text) for report in later))

    def _has_outcome(self, one: WeighedSentence, verbs: frozenset[str], states: frozenset[str]) -> bool:
        """Whether a later article reports one of some verbs, or the end of one of some states, of a sentence."""
        if not verbs and not states:
            return False
        return any(
            one.age - report.age >= MIN_LATER
            and states_outcome(report.text, report.terms, is_headline, one.sentence.terms, verbs, states)
            for reports, is_headline in ((self._headlines, True), (self._sentences, False))
            for report in reports
        )


def states_outcome(
    text: str,
    own_terms: frozenset[str],
    is_headline: bool,
    terms: frozenset[str],
    verbs: frozenset[str],
    states: frozenset[str],
) -> bool:
    """Whether a text is on the same as a sentence beside its verbs, and states the end of what that announces or names.

    Args:
        text: The text.
        own_terms: Its terms.
        is_headline: Whether it is a headline.
        terms: The terms of the sentence.
        verbs: The verbs of what it announces.
        states: The states that it names.
    """
    if not are_on_the_same(own_terms, terms - verbs):
        return False
    return (bool(verbs) and reports_verb(text, verbs, is_headline=is_headline)) or any(
        reports_end(text, kind) for kind in states
    )
