"""Events: one happening on one day, however many articles report it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from briefing.writing.sentences.quotable_sentences import overlap
from briefing.writing.sentences.sentence_vectors import Vector, bag_of_words, normalize
from briefing.writing.timeline.event_days import best_day
from briefing.writing.timeline.mentions import DatedSentence, is_retrospective
from briefing.writing.timeline.reports import Report

MIN_EVENT_LIKELIHOOD = 0.4
"""Likelihood from which on an article is taken for a report of an event and not for comment: of 20,000 labelled
headlines, by weights that had not seen their window, 85 % of the events have it and 27 % of the others."""
MIN_REPEATED = 0.35
"""Likeness from which on an event can repeat another one: of labelled pairs of reports of such events, which are not
alike enough to be joined, half are of one happening or follow up on it."""
MIN_REMEMBERED_TERMS = 0.6
"""Share of a headline's terms, or the sentence's if it has fewer, in a sentence that remembers the event."""


@dataclass(slots=True, eq=False)
class Event:
    """A happening, made of its reports.

    Attributes:
        day: The day on which it happened.
        reports: Its reports, in the order of publication.
        retrospective_publishers: The publishers that mention it days later.
        likeness: How alike it and other events are; of those left out, nothing is.
        odds: The log-odds that it is worth a row of the default timeline, if it repeats none.
        named_odds: The same where a headline that stands over the topic names it, however many report the topic.
    """

    day: date
    reports: list[Report]
    odds: float = 0.0
    named_odds: float = 0.0
    retrospective_publishers: set[int] = field(default_factory=set)
    likeness: dict[Event, float] = field(default_factory=dict, repr=False)
    _vector: Vector = field(default_factory=dict)

    @property
    def likelihood(self) -> float:
        """Return the highest likelihood of its reports."""
        return max(report.likelihood for report in self.reports)

    @property
    def publishers(self) -> set[int]:
        """Return the numbers of the independent publishers that report it."""
        return {report.publisher_number for report in self.reports}

    @property
    def is_preview(self) -> bool:
        """Whether its reports are about what is to come."""
        return all(report.is_preview for report in self.reports)

    @property
    def is_reaction(self) -> bool:
        """Whether most of its reports are about how somebody reacts."""
        return 2 * sum(report.is_reaction for report in self.reports) > len(self.reports)

    @property
    def vector(self) -> Vector:
        """Return the sum of the vectors of its reports, scaled to length 1."""
        if not self._vector:
            total: Vector = {}
            for report in self.reports:
                for term, value in report.vector.items():
                    total[term] = total.get(term, 0.0) + value
            self._vector = normalize(total)
        return self._vector

    @property
    def start(self) -> tuple[datetime, str]:
        """Return when its first report was published, and the id of that article."""
        return self.reports[0].article.published, self.reports[0].article.id


def day_of(reports: Sequence[Report]) -> date:
    """Return the day of an event by its reports."""
    return best_day(plain_reports(reports)[0], reports)


def plain_reports(reports: Sequence[Report]) -> list[Report]:
    """Return the reports of what happened; without any, those that do not announce it; without any, all."""
    reported = [report for report in reports if not report.is_preview]
    return [report for report in reported if report.likelihood >= MIN_EVENT_LIKELIHOOD] or reported or list(reports)


def add_retrospect(events: Sequence[Event], sentences: Sequence[DatedSentence], publishers: Mapping[str, int]) -> None:
    """Note in each event the publishers whose later articles mention its day in the words of one of its headlines.

    Args:
        events: The events.
        sentences: Sentences of all articles.
        publishers: The number of the independent publisher of each article, by the article's id.
    """
    by_day: dict[date, list[Event]] = {}
    for event in events:
        by_day.setdefault(event.day, []).append(event)
    for sentence in sentences:
        known = [day for day in sentence.days if day in by_day and is_retrospective(sentence, day)]
        terms = frozenset(bag_of_words(sentence.text)) if known else frozenset()
        for event in (event for day in known for event in by_day[day]):
            if any(overlap(terms, report.headline.terms) >= MIN_REMEMBERED_TERMS for report in event.reports):
                event.retrospective_publishers.add(publishers[sentence.article_id])
