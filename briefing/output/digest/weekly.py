"""The week: what each big thread did day by day, what began and what ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from math import ceil

from briefing.model.briefings import Briefing
from briefing.model.digests import DEFAULT_NAME, SENTENCES_BY_SIZE, DigestSettings, SummarySize
from briefing.model.threads import Thread, ThreadRow, TimelineEntry
from briefing.output.citations import Citations, articles_of, opening_sentences
from briefing.output.digest.digest_entries import title_link
from briefing.output.documents.document import Block, Document, DocumentEntry, ItemList, ListItem, Paragraph
from briefing.output.formatting import format_count, format_day, format_long_day
from briefing.output.lines import Span, unbreakable
from briefing.output.timeline import condense_by_day, entry_day
from briefing.output.today import newest_articles, status_counts

MAX_EVENTS: Mapping[SummarySize, int] = {"line": 3, "paragraph": 5, "long": 7}
"""Events of each thread by the size of the review: so that it has six to three threads in full, and with the longest an
event for each day."""


def weekly_document(briefing: Briefing, settings: DigestSettings) -> Document:
    """Return the document of a week: the threads in full are the big ones, those in brief began or went on, the
    running ended.
    """
    cited = Citations()
    for thread in briefing.threads:
        cited.articles |= articles_of(thread.stories)
    began = [
        replace(_brief_entry("Began" if thread.row.status == "new" else "Went on", thread.row), link=title_link(thread))
        for thread in briefing.brief_threads
    ]
    ended = [
        _brief_entry("Ended", row, f", last {format_day(row.last.astimezone(), briefing.now)}")
        for row in briefing.running
    ]
    return Document(
        f"THE WEEK TO {format_long_day(briefing.now)}",
        (
            f"since {format_day(briefing.since.astimezone(), briefing.now)}",
            *status_counts(briefing),
        ),
        briefing.now,
        tuple(_entry(thread, briefing, cited, settings.size) for thread in briefing.full_threads),
        (*began, *ended),
        sources=tuple(cited.numbered_sources()),
        notes=_notes(briefing, settings),
        id=f"weekly {briefing.digest_name or DEFAULT_NAME}",
    )


def _notes(briefing: Briefing, settings: DigestSettings) -> tuple[str, ...]:
    """Return how many threads of the week the review does not name, and the command that lists them.

    No command lists those of a digest that selects some threads.
    """
    if not briefing.threads:
        return ("Nothing happened in your feeds.",)
    left_out = briefing.left_out_count - len(briefing.running)
    if left_out <= 0:
        return ()
    others = f"Not on this page: {format_count(left_out, 'more thread')} of several publishers"
    if settings.sections or settings.query or settings.view:
        return (f"{others}.",)
    days = ceil((briefing.now - briefing.since) / timedelta(days=1))
    command = unbreakable(f"`briefing today --since {days}d`")
    return (f"{others} (see {command}).",)


def _entry(thread: Thread, briefing: Briefing, cited: Citations, size: SummarySize) -> DocumentEntry:
    """Return a big thread: where it stands, and its events of the week, newest first."""
    row = thread.row
    blocks: list[Block] = []
    if spans := cited.summary_spans(thread, opening_sentences(thread, SENTENCES_BY_SIZE[size])):
        blocks.append(Paragraph(tuple(spans)))
    start = briefing.since.astimezone().date()
    week = condense_by_day(
        [one for one in thread.main_timeline if one.date >= start and not one.background], MAX_EVENTS[size]
    )
    items = [ListItem(entry_day(one, briefing.now), (_event_span(one, cited),)) for one in week]
    blocks += [ItemList(tuple(items))] if items else []
    facts = f"{row.status}, {format_count(row.independent_publisher_count, 'publisher')}"
    link = next((article.link for article in newest_articles(thread, 1)), "")
    return DocumentEntry(row.title, row.status.title(), facts, row.id, row.last, link, tuple(blocks))


def _event_span(event: TimelineEntry, cited: Citations) -> Span:
    """Return the title of an event with the address of its first article; numbers for all would double the sources."""
    first = next((cited.articles[id] for id in event.articles if id in cited.articles), None)
    return Span(event.title, "", first.link if first else "")


def _brief_entry(label: str, row: ThreadRow, rest: str = "") -> DocumentEntry:
    facts = f"{format_count(row.independent_publisher_count, 'publisher')}{rest}"
    return DocumentEntry(row.title, label, facts, row.id, row.last)
