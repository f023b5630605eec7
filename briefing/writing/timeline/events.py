"""Groups reports into events: one happening on one day, however many articles report it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import log

from briefing.writing.quotable_sentences import overlap
from briefing.writing.sentence_vectors import Vector, bag_of_words, dot_product, normalize
from briefing.writing.timeline.happenings import (
    are_alike,
    are_cause_and_outcome,
    are_different,
    are_other_matches,
    are_other_rounds,
    contained_share,
    kind_of,
    vocabulary,
)
from briefing.writing.timeline.linkage import linked_reports
from briefing.writing.timeline.mentions import DatedSentence, is_retrospective
from briefing.writing.timeline.reports import MIN_SET_SIZE, Report
from briefing.writing.timeline.reviews import joined_reviews

# Constants of this module were compared on the affairs of one replayed window; the cosines on 21 threads of two windows
# whose happenings a reader listed.
MIN_LIKELIHOOD = 0.5
"""Likelihood from which on a report makes an event: others only join or stand apart."""
MAX_GAP = timedelta(days=1)
"""Time between the days of a report and of an event up to which it can join."""
MIN_COSINE_SAME_DAY, MIN_COSINE_NEXT_DAY, MIN_COSINE_LATER = 0.3, 0.35, 0.45
"""Cosines from which on an event is part of a larger one: of the same day, of the next or last one, of other days."""
MIN_COSINE_DECISION = 0.35
"""Cosine from which on an announcement is about what happened on its day: nine in ten such pairs are."""
MIN_HEADLINE_COSINE = 0.5
"""Cosine of headlines from which on an event repeats one of another day that not many more report."""
MIN_CONTAINED = 0.75
"""Mean share of an event's headlines that another one of its kind must hold for the two to be one."""
MAX_SHARE_ABSORBED = 3
"""How many times as many publishers report the larger event if few report the other."""
MAX_REPEAT_GAP = timedelta(days=3)
"""Time between the days of two events up to which they can be the same."""
NAMED_DAY_WEIGHT = 3.0
"""Weight of a report's vote for a day that it names, relative to one for its day of publication."""
MIN_REMEMBERED_TERMS = 0.6
"""Share of a headline's terms, or the sentence's if it has fewer, in a sentence that remembers the event."""
EVENING_HOUR = 16
"""Hour (UTC) from which on a first report is one of the evening, which in America is the afternoon."""
MIN_EVENING_PUBLISHERS = 2
"""Number of publishers that must report an event in the evening if most report it on the next day."""
LATE_HOUR, MAX_NIGHT = 20, timedelta(hours=6)
"""Hour (UTC) from which on another publisher's report within that time shows that it happened before midnight."""
WIDELY_ANNOUNCED = 4
"""Number of publishers from which on an announcement is news of its day even if it comes true on a later one."""
MIN_NAMING_REPORTS = 2
"""Number of reports that must name a day that lies more than one day before the first report."""


@dataclass(slots=True, eq=False)
class Event:
    """A happening, made of its reports.

    Attributes:
        day: The day on which it happened.
        reports: Its reports, in the order of publication.
        retrospective_publishers: The publishers that mention it days later.
        nearest: The highest similarity of one of its reports to a report of another publisher.
    """

    day: date
    reports: list[Report]
    nearest: float = 0.0
    retrospective_publishers: set[int] = field(default_factory=set)
    _vector: Vector = field(default_factory=dict)

    @property
    def likelihood(self) -> float:
        """Return the highest likelihood of its reports."""
        return max(report.likelihood for report in self.reports)

    @property
    def publishers(self) -> set[int]:
        """Return the publishers that report it."""
        return {report.publisher for report in self.reports}

    @property
    def is_preview(self) -> bool:
        """Return whether its reports are about what is to come."""
        return all(report.is_preview for report in self.reports)

    @property
    def is_reaction(self) -> bool:
        """Return whether most of its reports are about how somebody reacts."""
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

    def add(self, reports: Sequence[Report]) -> None:
        """Add reports, and determine the day anew."""
        self.reports = sorted([*self.reports, *reports], key=lambda r: (r.article.published, r.article.id))
        self.day = day_of(self.reports)
        self._vector = {}


def find_events(reports: Sequence[Report]) -> list[Event]:
    """Return the events of reports, which are in the order of publication; the oldest event first.

    Reports of what happened, announcements and comment are apart: they do not make one event. Reviews that several
    publishers have on one day do.
    """
    kinds: tuple[list[Report], list[Report], list[Report]] = ([], [], [])
    reviews = joined_reviews(reports)
    joined = {report.article.id for group in reviews for report in group}
    for report in (report for report in reports if report.article.id not in joined):
        kinds[2 if report.likelihood < MIN_LIKELIHOOD else int(report.is_preview)].append(report)
    distinction = _distinction(reports)
    happened, announced, unlikely = (
        _joined([Event(day_of(c.reports), c.reports, c.nearest) for c in linked_reports(kind)], distinction)
        for kind in kinds
    )
    announced = _without_decisions(announced, happened)
    events = [*(Event(group[0].day, group) for group in reviews), *happened, *announced, *unlikely]
    return sorted(events, key=lambda event: (event.day, event.start))


def _without_decisions(announced: Sequence[Event], happened: Sequence[Event]) -> list[Event]:
    """Join announcements to what happened on their day if they are about the same, and return the others.

    "Torvane to ban ferries" and "Torvane bans ferries" are one decision.
    """
    apart = []
    cores = [(event.day, event.vector) for event in happened]
    for event in announced:
        scored = [
            (round(dot_product(event.vector, vector), 9), -number)
            for number, (day, vector) in enumerate(cores)
            if day == event.day
        ]
        similarity, place = max(scored, default=(0.0, 0))
        if similarity >= MIN_COSINE_DECISION:
            happened[-place].add(event.reports)
        else:
            apart.append(event)
    return apart


@dataclass(frozen=True, slots=True)
class _Core:
    """What an event was before others joined it: it must not drift."""

    event: Event
    day: date
    reports: tuple[Report, ...]
    publisher_count: int
    vector: Vector
    headline_vector: Vector

    def holds(self, reports: Sequence[Report]) -> float:
        """Return the mean share of headlines of other reports that this event has in its words."""
        return contained_share(reports, vocabulary(self.reports))


def _joined(events: Sequence[Event], distinction: Mapping[str, float]) -> list[Event]:
    """Join events to larger ones that they are a part or a repetition of.

    Args:
        events: The events.
        distinction: How much a term of a headline distinguishes events.
    """
    cores: list[_Core] = []
    single: list[Event] = []
    for event in sorted(events, key=lambda event: (-len(event.publishers), -len(event.reports), event.start)):
        headline_vector = _headline_vector(event.reports, distinction)
        core = _Core(event, event.day, tuple(event.reports), len(event.publishers), event.vector, headline_vector)
        scored = [
            (round(similarity, 9), -number)
            for number, larger in enumerate(cores)
            if abs(core.day - larger.day) <= MAX_REPEAT_GAP
            and (similarity := dot_product(core.vector, larger.vector)) >= MIN_COSINE_SAME_DAY
            and _is_part(core, larger, similarity)
        ]
        if scored:
            cores[-max(scored)[1]].event.add(event.reports)
        elif len(event.reports) > 1:
            cores.append(core)
        else:
            single.append(event)
    return [*(core.event for core in cores), *single]


def _is_part(one: _Core, larger: _Core, similarity: float) -> bool:
    """Whether an event is part of a larger one, or repeats it, by the cosine of their reports."""
    days = abs(one.day - larger.day)
    if are_other_matches(one.reports, larger.reports):
        return False
    kinds = (kind_of(one.reports), kind_of(larger.reports))
    if are_cause_and_outcome(one.reports, larger.reports, kinds, is_same_day=not days):
        return False
    if not days:
        return True
    if are_different(one.reports, larger.reports) or are_other_rounds(one.reports, larger.reports):
        return False
    if MAX_SHARE_ABSORBED * one.publisher_count <= larger.publisher_count:
        return similarity >= (MIN_COSINE_NEXT_DAY if days <= MAX_GAP else MIN_COSINE_LATER)
    if dot_product(one.headline_vector, larger.headline_vector) >= MIN_HEADLINE_COSINE:
        return True
    is_alike = similarity >= MIN_COSINE_LATER and are_alike(one.reports, larger.reports)
    return is_alike and larger.holds(one.reports) >= MIN_CONTAINED


def _headline_vector(reports: Sequence[Report], distinction: Mapping[str, float]) -> Vector:
    weights: Vector = {}
    for report in reports:
        for term in report.headline.terms:
            weights[term] = weights.get(term, 0.0) + distinction[term]
    return normalize(weights)


def _distinction(reports: Sequence[Report]) -> dict[str, float]:
    """How much a term of a headline distinguishes events: nothing if all headlines have it."""
    counts = Counter(term for report in reports for term in report.headline.terms)
    return {term: log(max(len(reports), MIN_SET_SIZE) / count) for term, count in counts.items()}


def day_of(reports: Sequence[Report]) -> date:
    """Return the day of an event, for which its reports vote: each publisher once for a day, by likelihood.

    A day before the first report needs two reports that name it; for the day before, one is enough. What several
    publishers report in the evening happened on that day, however many report it on the next one.
    """
    first = min(report.article.published for report in reports).date()
    votes: dict[date, dict[int, float]] = {}
    for report in reports:
        by_publisher = votes.setdefault(report.day, {})
        vote = report.likelihood * (NAMED_DAY_WEIGHT if report.is_day_named else 1.0)
        by_publisher[report.publisher] = max(by_publisher.get(report.publisher, 0.0), vote)
    namings = Counter(report.day for report in reports if report.is_day_named)
    allowed = [day for day in votes if first - day <= MAX_GAP or namings[day] >= MIN_NAMING_REPORTS]
    day = max(allowed, key=lambda day: (round(sum(votes[day].values()), 9), -day.toordinal()), default=first)
    return first if day - first == MAX_GAP and _is_known_by_night(reports, first) else day


def _is_known_by_night(reports: Sequence[Report], day: date) -> bool:
    """Whether the first report is of the evening of a day (UTC), and others report it before the next day.

    If it is of the late evening, others can report it in the night, unless one names the next day.
    """
    first = min(reports, key=lambda report: (report.article.published, report.article.id))
    start = first.article.published
    others = [report for report in reports if report.publisher != first.publisher]
    by_evening = {report.publisher for report in others if report.article.published.date() == day}
    is_next_day_named = any(report.is_day_named and report.day > day for report in reports)
    by_night = not is_next_day_named and any(report.article.published - start <= MAX_NIGHT for report in others)
    is_late = start.hour >= EVENING_HOUR
    return (is_late and len(by_evening) + 1 >= MIN_EVENING_PUBLISHERS) or (start.hour >= LATE_HOUR and by_night)


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
