"""The review of a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sample_briefing import NOW, PACT, TREMOR, briefing

from briefing.model.digests import DigestSettings, SummarySize
from briefing.model.threads import TimelineEntry
from briefing.output.digest.weekly import weekly_document
from briefing.output.documents.text_document import document_lines
from briefing.output.lines import plain_lines


@pytest.mark.parametrize(
    ("total", "notes"),
    [
        (9, ("Not on this page: 6 more threads of several publishers (see `briefing\xa0today\xa0--since\xa07d`).",)),
        (4, ("Not on this page: 1 more thread of several publishers (see `briefing\xa0today\xa0--since\xa07d`).",)),
        (3, ()),
    ],
)
def test_what_a_week_does_not_name_is_counted(total: int, notes: tuple[str, ...]) -> None:
    week = briefing(TREMOR, PACT, shortened_count=1, total=total, running=(TREMOR.row,), since=NOW - timedelta(days=7))
    assert weekly_document(week, DigestSettings()).notes == notes


def test_an_empty_week_says_so() -> None:
    assert weekly_document(briefing(threads=()), DigestSettings()).notes == ("Nothing happened in your feeds.",)


@pytest.mark.parametrize("settings", [{"sections": ("asia",)}, {"query": "ferry"}, {"view": "ships"}])
def test_no_command_is_named_for_what_a_digest_of_some_threads_leaves_out(settings: dict[str, Any]) -> None:
    week = briefing(TREMOR, PACT, shortened_count=1, total=9, since=NOW - timedelta(days=7))
    (note,) = weekly_document(week, DigestSettings(**settings)).notes
    assert note == "Not on this page: 7 more threads of several publishers."


@pytest.mark.parametrize(("size", "events"), [("line", 3), ("paragraph", 5), ("long", 7)])
def test_a_thread_of_a_week_has_events_by_the_size_of_the_review(size: SummarySize, events: int) -> None:
    day = NOW.date() - timedelta(days=6)
    timeline = tuple(
        TimelineEntry(
            day + timedelta(days=n // 2), f"Council meets for session {n}", "s3", "first", ("Sample Wire", "Gazette")
        )
        for n in range(12)
    )
    week = briefing(replace(TREMOR, timeline=timeline), since=NOW - timedelta(days=7))
    text = plain_lines(document_lines(weekly_document(week, DigestSettings(size=size)), 72))
    assert text.count("Council meets for session") == events
