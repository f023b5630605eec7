"""Finds the events of reports: the reports of one happening make an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefing.writing.timeline.event_titles import best_titled
from briefing.writing.timeline.events import Event, day_of
from briefing.writing.timeline.language_joins import joined_across_languages
from briefing.writing.timeline.later_acts import take_out_later_act
from briefing.writing.timeline.linkage import clusters_of
from briefing.writing.timeline.report_pairs import same_event_probabilities
from briefing.writing.timeline.reports import Report, with_event_clock
from briefing.writing.timeline.row_odds import row_measures, row_odds


def find_events(reports: Sequence[Report], stories: Mapping[str, str] | None = None) -> list[Event]:
    """Return the events of reports, the oldest first.

    Args:
        reports: The reports, in the order of publication.
        stories: The ids of the stories by the ids of their articles, if there are stories.
    """
    clusters = clusters_of(same_event_probabilities(reports))
    clusters = joined_across_languages(clusters, reports, stories) if stories else clusters
    groups = [with_event_clock([reports[place] for place in places]) for places in clusters.members]
    events = [Event(day_of(group), group) for group in groups]
    for event, likeness in zip(events, clusters.likeness, strict=True):
        event.likeness = {events[place]: value for place, value in likeness.items()}
    later_events = [take_out_later_act(event, best_titled(event)) for event in events]
    events += [event for event in later_events if event]
    note_odds(events)
    return sorted(events, key=lambda event: (event.day, event.start))


def with_events_of(headlines: Iterable[str], events: Sequence[Event]) -> list[Event]:
    """Return the events of a topic, and one for each headline of a later act that one of them has; it is changed."""
    every = list(events)
    for headline in headlines:
        for event in events:
            titled = next((report for report in event.reports if report.headline.text == headline), None)
            if titled and (later_event := take_out_later_act(event, titled)):
                every.append(later_event)
    if len(every) > len(events):
        note_odds(every)
    return every


def note_odds(events: Sequence[Event]) -> None:
    """Note in each event of a topic the odds that it is worth a row."""
    for event, measures in zip(events, row_measures(events), strict=True):
        event.odds, event.named_odds = row_odds(measures), row_odds(measures.in_small_topic())
