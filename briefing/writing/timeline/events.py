"""Groups reports into events: one happening on one day, however many articles report it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from briefing.writing.quotable_sentences import overlap
from briefing.writing.sentence_vectors import Vector, bag_of_words, normalize
from briefing.writing.timeline.mentions import DatedSentence, is_retrospective
from briefing.writing.timeline.reports import MAX_REPORT_DELAY, MIN_SHARED_TERMS, Report, rarity

# Constants of this module were compared on the affairs of one replayed window, without a second one as a check.
MIN_SIMILARITY = 0.3
"""Mean cosine to the reports of an event from which on a report joins it."""
MAX_GAP = timedelta(days=1)
"""Time between the days of a report and of an event up to which it can join."""
MIN_HEADLINE_SHARE, MIN_HEADLINE_SHARE_SAME_DAY = 0.6, 0.35
"""Share of the lighter headline's weighted terms in another headline from which on both are on one event: on different
days, and on one day."""
MIN_HEADLINE_TERMS = 2
"""Number of terms that two such headlines share at least."""
MAX_REPEAT_GAP = timedelta(days=3)
"""Time between the days of two events up to which they can be the same."""
NAMED_DAY_WEIGHT = 2.0
"""Weight of a report's vote for a day that it names, relative to one for its day of publication."""
MIN_NAMING_REPORTS = 2
"""Number of reports that must name a day that lies more than one day before the first report."""


@dataclass(slots=True, eq=False)
class Event:
    """A happening, made of its reports.

    Attributes:
        day: The day on which it happened.
        reports: Its reports, in the order of publication.
        retrospective_publishers: The publishers that mention it days later.
    """

    day: date
    reports: list[Report]
    retrospective_publishers: set[int] = field(default_factory=set)
    _vector: Vector = field(default_factory=dict)

    @property
    def likelihood(self) -> float:
        """Return the highest likelihood of its reports."""
        return max(report.likelihood for report in self.reports)

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

    def add(self, reports: Sequence[Report]) -> None:
        """Add reports, and determine the day anew."""
        self.reports = sorted([*self.reports, *reports], key=lambda r: (r.article.published, r.article.id))
        self.day = day_of(self.reports)
        self._vector = {}


class _EventIndex:
    """The terms of events, so that a report is compared only with events that share some.

    Events that ended long before a report are forgotten: the cost of a report does not grow with the thread.
    """

    def __init__(self) -> None:
        self._events_by_term: dict[str, dict[Event, float]] = {}
        self._newest = date.min

    def add(self, report: Report, event: Event) -> None:
        for term, value in report.vector.items():
            weights = self._events_by_term.setdefault(term, {})
            weights[event] = weights.get(event, 0.0) + value

    def nearest(self, report: Report) -> tuple[float, Event | None]:
        """Return the event with the highest mean cosine of its reports to a report, and that cosine."""
        self._forget_events_before(report.article.published.date())
        sums: dict[Event, float] = {}
        for term, value in report.vector.items():
            for event, weight in self._events_by_term.get(term, {}).items():
                sums[event] = sums.get(event, 0.0) + value * weight
        scored = [
            (round(total / len(event.reports), 9), event.start, event)
            for event, total in sums.items()
            if abs(event.day - report.day) <= MAX_GAP
        ]
        similarity, _, best = max(scored, key=lambda item: item[:2], default=(0.0, None, None))
        return similarity, best

    def _forget_events_before(self, day: date) -> None:
        if day == self._newest:
            return
        self._newest, oldest = day, day - MAX_REPORT_DELAY - MAX_GAP
        for term, weights in list(self._events_by_term.items()):
            recent = {event: weight for event, weight in weights.items() if event.day >= oldest}
            if recent:
                self._events_by_term[term] = recent
            else:
                del self._events_by_term[term]


def find_events(reports: Sequence[Report]) -> list[Event]:
    """Return the events of reports, which are in the order of publication; the oldest event first."""
    events: list[Event] = []
    index = _EventIndex()
    for report in reports:
        similarity, event = index.nearest(report)
        if event is None or similarity < MIN_SIMILARITY:
            event = Event(report.day, [report])
            event.add(())
            events.append(event)
        else:
            event.add([report])
        index.add(report, event)
    return sorted(_merge_repeated(events), key=lambda event: (event.day, event.start))


def _merge_repeated(events: Sequence[Event]) -> list[Event]:
    """Merge events of which two headlines say the same: later reports of one happening."""
    weights = rarity(report.headline.terms for event in events for report in event.reports)
    heaviness = {
        report.article.id: sum(weights[term] for term in sorted(report.headline.terms))
        for event in events
        for report in event.reports
    }
    merged: list[Event] = []
    for event in sorted(events, key=lambda event: event.start):
        near = [other for other in merged if abs(event.day - other.day) <= MAX_REPEAT_GAP]
        scored = [
            (share, -number)
            for number, other in enumerate(near)
            if (share := _headline_share(event, other, weights, heaviness))
            >= (MIN_HEADLINE_SHARE_SAME_DAY if event.day == other.day else MIN_HEADLINE_SHARE)
        ]
        if scored:
            near[-max(scored)[1]].add(event.reports)
        else:
            merged.append(event)
    return merged


def _headline_share(event: Event, other: Event, weights: Mapping[str, float], heaviness: Mapping[str, float]) -> float:
    """The highest share of the lighter headline's weighted terms that two headlines of the events have in common.

    `heaviness` is the weight of all terms of a headline by the id of its article.
    """
    best = 0.0
    for one in event.reports:
        for two in other.reports:
            shared = one.headline.terms & two.headline.terms
            if len(shared) >= MIN_HEADLINE_TERMS:
                lighter = min(heaviness[one.article.id], heaviness[two.article.id])
                best = max(best, sum(weights[term] for term in sorted(shared)) / lighter)
    return best


def day_of(reports: Sequence[Report]) -> date:
    """Return the day of an event, for which its reports vote: each publisher once for a day, by likelihood.

    A day before the first report needs two reports that name it; for the day before, one is enough.
    """
    first = min(report.article.published for report in reports).date()
    votes: dict[date, dict[int, float]] = {}
    for report in reports:
        by_publisher = votes.setdefault(report.day, {})
        vote = report.likelihood * (NAMED_DAY_WEIGHT if report.is_day_named else 1.0)
        by_publisher[report.publisher] = max(by_publisher.get(report.publisher, 0.0), vote)
    namings = Counter(report.day for report in reports if report.is_day_named)
    allowed = [day for day in votes if first - day <= MAX_GAP or namings[day] >= MIN_NAMING_REPORTS]
    return max(allowed, key=lambda day: (round(sum(votes[day].values()), 9), -day.toordinal()), default=first)


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
            if any(overlap(terms, report.headline.terms) >= MIN_SHARED_TERMS for report in event.reports):
                event.retrospective_publishers.add(publishers[sentence.article_id])
