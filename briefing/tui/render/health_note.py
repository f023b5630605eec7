"""The state of the feeds in a few words, for the bars."""

from __future__ import annotations

from datetime import datetime

from briefing.output.feed_health import common_causes
from briefing.output.formatting import format_count, format_time
from briefing.tui.feed_status import FeedHealthSummary

DOCTOR = "`briefing doctor`"
"""The command that tests the network, in a shell."""


def health_note(health: FeedHealthSummary, now: datetime, dot: str, feeds_key: str, *, is_fetching: bool) -> str:
    """Return how many feeds there are, what is wrong with them, and when they are fetched next.

    Args:
        health: The state of the feeds.
        now: The present time: a moment that has passed is not named.
        dot: What separates the parts.
        feeds_key: The key of the feeds page, named where something is wrong.
        is_fetching: Whether they are fetched now.
    """
    if not health.feeds:
        return f"no feed is fetched ({feeds_key})"
    parts = [format_count(health.feeds, "feed")]
    if health.failures:
        parts.append(failing_note(health, feeds_key))
    if is_fetching:
        parts.append("fetching")
    elif health.next_attempt and health.next_attempt > now:
        parts.append(f"next {format_time(health.next_attempt)}")
    return f" {dot} ".join(parts)


def failing_note(health: FeedHealthSummary, feeds_key: str) -> str:
    """Return how many feeds fail, with the key of the feeds page; "" if none does."""
    return f"{len(health.failures)} failing ({feeds_key})" if health.failures else ""


def outage_notes(health: FeedHealthSummary, now: datetime, feeds_key: str) -> tuple[str, ...]:
    """Return that no feed could be fetched, why, when they are tried again, and what tests it, the longest first.

    Nothing if one could be fetched.
    """
    if not health.is_unreachable:
        return ()
    cause, key = f"No feed fetched: {common_causes(health.failures)}", f" ({feeds_key})"
    again = _next_try(health, now)
    return f"{cause}{again}{key}; {DOCTOR}", cause + again + key, cause + key, f"No feed fetched{key}"


def outage_causes(health: FeedHealthSummary, now: datetime) -> tuple[str, ...]:
    """Return what `outage_notes` says below a line that says already that no feed could be fetched, and the key."""
    if not health.is_unreachable:
        return ()
    cause, again = common_causes(health.failures), _next_try(health, now)
    return f"{cause}{again}; {DOCTOR}", cause + again, cause


def _next_try(health: FeedHealthSummary, now: datetime) -> str:
    due = health.next_attempt
    return f", next try {format_time(due)}" if due and due > now else ""
