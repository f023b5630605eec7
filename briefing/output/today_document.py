"""The briefing of a period as a document: what `briefing today --format markdown`, html and atom print."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from briefing.model.briefings import Briefing
from briefing.model.threads import Thread, ThreadRow, TimelineEntry
from briefing.output.changes import change_line
from briefing.output.citations import Citations, articles_of
from briefing.output.digest.digest_entries import title_link
from briefing.output.documents.document import Block, Document, DocumentEntry, ItemList, ListItem, Paragraph
from briefing.output.feed_health import describe_failure
from briefing.output.formatting import format_count, format_long_day, format_moment
from briefing.output.guarded_drawing import OnFault, drawn
from briefing.output.lines import Span
from briefing.output.timeline import background_note, entry_day, shown_entries
from briefing.output.today import MAX_NAMED_FAILURES, parts_text, prose_spans, status_counts


def briefing_document(briefing: Briefing, with_singles: bool = False, on_fault: OnFault = None) -> Document:
    """Return the threads of a period, and the reports of one publisher each or their number.

    `on_fault` takes the fault of a thread that cannot be written in full.
    """
    cited = Citations()
    for thread in briefing.threads:
        cited.articles |= articles_of(thread.stories)
    write = partial(_entry, briefing=briefing, cited=cited)
    entries = tuple(drawn(thread, write, on_fault) for thread in briefing.threads)
    counted = ", ".join([format_count(briefing.main, "thread"), *status_counts(briefing)])
    return Document(
        format_long_day(briefing.now),
        (
            f"since {format_moment(briefing.since, briefing.now)}",
            format_count(briefing.feeds, "feed"),
            format_count(briefing.articles, "article"),
            counted,
        ),
        briefing.now,
        entries,
        tuple(map(_single_entry, briefing.singles if with_singles else ())),
        sources=tuple(cited.numbered_sources()),
        notes=tuple(_notes(briefing, with_singles)),
        id="today",
    )


def _entry(thread: Thread, briefing: Briefing, cited: Citations) -> DocumentEntry:
    row = thread.row
    facts = (
        row.status,
        format_count(row.independent_publisher_count, "publisher"),
        format_count(row.article_count, "article"),
        *(f"#{tag}" for tag in row.tags),
        row.id,
    )
    blocks = tuple(_blocks(thread, briefing, cited))
    return DocumentEntry(row.title, row.status.title(), ", ".join(facts), row.id, row.last, title_link(thread), blocks)


def _blocks(thread: Thread, briefing: Briefing, cited: Citations) -> Iterator[Block]:
    """Yield the summary or the newest headline, what changed, the latest events, the parts and the affair."""
    for spans in (prose_spans(thread, cited, briefing.now), change_line(thread, cited, briefing.now)):
        if spans:
            yield Paragraph(tuple(spans))
    if entries := shown_entries(thread):
        yield ItemList(tuple(_event_item(entry, briefing) for entry in entries))
    if parts := briefing.parts.get(thread.row.id):
        yield Paragraph((Span(parts_text(thread.row, parts), "meta"),))
    if thread.row.affair_id:
        yield Paragraph((Span(f"part of: {thread.row.affair}", "meta"),))


def _event_item(entry: TimelineEntry, briefing: Briefing) -> ListItem:
    note = background_note(entry)
    mark = (Span(f" ({note})", "meta"),) if note else ()
    return ListItem(entry_day(entry, briefing.now), (Span(entry.title), *mark))


def _single_entry(row: ThreadRow) -> DocumentEntry:
    return DocumentEntry(row.title, "", ", ".join((*row.publishers, row.id)), row.id, row.last)


def _notes(briefing: Briefing, with_singles: bool) -> Iterator[str]:
    if not briefing.threads:
        yield f"Nothing since {format_moment(briefing.since, briefing.now)}."
    if briefing.threads and briefing.main > len(briefing.threads):
        yield f"{format_count(briefing.main - len(briefing.threads), 'more thread')}: `briefing today --all`"
    if briefing.singles:
        hint = "" if with_singles else " (`briefing today --singles`)"
        yield f"Also reported by one publisher each: {len(briefing.singles)}{hint}"
    if briefing.failures:
        named = [describe_failure(failure, briefing.now) for failure in briefing.failures[:MAX_NAMED_FAILURES]]
        more = len(briefing.failures) - len(named)
        named += [f"and {more} more (`briefing feeds` lists them)"] if more > 0 else []
        yield f"{format_count(len(briefing.failures), 'feed')} failed: {'; '.join(named)}"
