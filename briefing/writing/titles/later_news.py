"""What the reports of a thread say of its older headlines: that they are overtaken, or carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from briefing.writing.headlines import MIN_REPORT_QUALITY, Headline, is_announcement, is_reaction
from briefing.writing.timeline.event_headlines import is_preview
from briefing.writing.titles.overtaken_headlines import (
    houses_for_an_end,
    is_outcome_stated,
    is_overtaken,
    names_passed_day,
    names_passed_hour,
)

MIN_LATER_REPORTS = 2
"""Number of houses whose later reports show that what a headline announces is carried out."""
MAX_LATER_REPORTS = 100
"""Number of newest reports that are compared with announcements; bounds the cost of a long thread."""
MIN_SHARED_TERM_SHARE = 0.3
"""Share of the terms of an announcement in a report on the same: it names its actors again."""
MIN_EVENT_LIKELIHOOD = 0.5
"""Likelihood of an event from which on an article alone can state how an occasion turned out."""


class LaterNews:
    """Knows the headlines of a thread that report, and which older ones they overtake."""

    def __init__(self, candidates: Sequence[Headline], likelihoods: Mapping[str, float], end: datetime) -> None:
        """Take the headlines of a thread.

        Args:
            candidates: Its headlines.
            likelihoods: How likely the article of each, given by its id, reports an event.
            end: When its newest article was published.
        """
        self._end = end
        self._overtaken: dict[str, bool] = {}
        self._stated: dict[str, bool] = {}
        self._houses_for_an_end = houses_for_an_end(candidates)
        news = (h for h in candidates if h.quality >= MIN_REPORT_QUALITY and not is_reaction(h.text))
        self._news = sorted(news, key=lambda h: h.published)[-MAX_LATER_REPORTS:]
        self._reports = [h for h in self._news if not is_announcement(h.text)]
        self._events = [
            h for h in self._reports if likelihoods[h.article_id] >= MIN_EVENT_LIKELIHOOD and not is_preview(h.text)
        ]

    def overtakes(self, headline: Headline) -> bool:
        """Whether the time that a headline names has passed, or later reports show that it no longer holds."""
        if headline.article_id not in self._overtaken:
            later = [other for other in self._news if other.published > headline.published]
            self._overtaken[headline.article_id] = (
                names_passed_hour(headline.text, self._end - headline.published)
                or names_passed_day(headline, self._end)
                or self.states_outcome_of(headline)
                or is_overtaken(headline, later, self._houses_for_an_end)
            )
        return self._overtaken[headline.article_id]

    def states_outcome_of(self, headline: Headline) -> bool:
        """Whether a later report states how what a headline announces turned out."""
        if headline.article_id not in self._stated:
            self._stated[headline.article_id] = is_outcome_stated(headline, self._events)
        return self._stated[headline.article_id]

    def carries_out(self, headline: Headline) -> bool:
        """Whether several houses reported on the same after a headline that announces."""
        return len(self.houses_on(headline)) >= MIN_LATER_REPORTS

    def houses_on(self, headline: Headline) -> set[str]:
        """Return the houses that reported on the same after a headline."""
        return {
            report.house
            for report in self._reports
            if report.published > headline.published and is_report_on(headline, report)
        }


def is_report_on(announcement: Headline, report: Headline) -> bool:
    """Whether a headline has `MIN_SHARED_TERM_SHARE` of the terms of one that announces."""
    return len(report.terms & announcement.terms) >= MIN_SHARED_TERM_SHARE * len(announcement.terms)
