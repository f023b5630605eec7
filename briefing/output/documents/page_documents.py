"""A thread, its coverage, and an article, as documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from briefing.model.articles import Article
from briefing.model.coverage import Coverage, HappeningCoverage
from briefing.model.threads import Thread, ThreadRow, TimelineEntry
from briefing.output.changes import change_prose, new_name_spans, number_change_spans
from briefing.output.citations import Citations, articles_of
from briefing.output.coverage import report_headline, widely_reported
from briefing.output.documents.document import Block, Document, DocumentEntry, ItemList, ListItem, Paragraph
from briefing.output.formatting import format_count, format_day, format_delay, format_headline, format_moment
from briefing.output.lines import Span
from briefing.output.thread import MAX_CHANGE_SENTENCES
from briefing.output.thread_list import article_byline
from briefing.output.timeline import BACKGROUND_MARK, background_note, entry_day, part_note


def thread_document(thread: Thread, now: datetime, *, all_events: bool = False) -> Document:
    """Return a thread: what is new since it was last read, its summary, its main events or all, and its sources."""
    row, cited = thread.row, Citations(articles_of(thread.stories))
    parts = [
        ("Since you last read", tuple(_change_paragraphs(thread, cited))),
        ("Summary", tuple(_summary_paragraphs(thread, cited, now, all_events))),
        ("Timeline", _timeline_blocks(thread, cited, now, all_events)),
    ]
    return Document(
        row.title,
        (row.status, *_figures(row, now)),
        now,
        tuple(DocumentEntry(title, blocks=blocks) for title, blocks in parts if blocks),
        sources=tuple(cited.numbered_sources()),
        notes=(f"Part of: {row.affair}",) if row.affair_id else (),
        id=row.id,
    )


def thread_feed(thread: Thread, now: datetime, *, all_events: bool = False) -> Document:
    """Return a thread whose entries are its events, newest first, for a feed."""
    cited = Citations(articles_of(thread.stories))
    return Document(
        thread.row.title,
        _figures(thread.row, now),
        now,
        tuple(_event_entry(thread, entry, cited, now) for entry in _events(thread, all_events)),
        id=thread.row.id,
    )


def coverage_document(coverage: Coverage, now: datetime, *, all_happenings: bool = False) -> Document:
    """Return who reports the events of a thread, what only one publisher has, and who does not report it."""
    row = coverage.thread
    shown = coverage.happenings if all_happenings else widely_reported(coverage)
    silent = f"Silent in {row.section}: {', '.join(coverage.silent_publishers)}"
    more = len(coverage.happenings) - len(shown)
    hidden = f"{more} more: `briefing coverage {row.id} --all`"
    return Document(
        f"Coverage: {row.title}",
        _figures(row, now),
        now,
        tuple(_happening_entry(one, now) for one in shown),
        notes=tuple(note for note, is_shown in ((silent, coverage.silent_publishers), (hidden, more)) if is_shown),
        id=f"coverage {row.id}",
    )


def article_document(article: Article, now: datetime) -> Document:
    """Return an article: its headline, publisher and time, its text and its address."""
    paragraphs = [Paragraph((Span(text),)) for text in article.text.split("\n") if text.strip()]
    if address := article.link or article.url:
        paragraphs.append(Paragraph((Span(address, "link", address),)))
    entry = DocumentEntry("", blocks=tuple(paragraphs))
    return Document(format_headline(article), (article_byline(article, now),), now, (entry,), id=article.id)


def _figures(row: ThreadRow, now: datetime) -> tuple[str, ...]:
    return (
        f"since {format_day(row.first.astimezone(), now)}",
        format_count(row.independent_publisher_count, "publisher"),
        format_count(row.article_count, "article"),
        *(f"#{tag}" for tag in row.tags),
    )


def _change_paragraphs(thread: Thread, cited: Citations) -> Iterator[Paragraph]:
    changes = thread.changes
    if changes:
        for spans in (
            number_change_spans(changes.number_changes, cited),
            change_prose(thread, changes, cited, MAX_CHANGE_SENTENCES),
            new_name_spans(changes),
        ):
            if spans:
                yield Paragraph(tuple(spans))


def _summary_paragraphs(thread: Thread, cited: Citations, now: datetime, is_long: bool) -> Iterator[Paragraph]:
    if thread.rewrite:
        yield Paragraph(tuple(cited.rewrite_spans(thread.rewrite)))
        return
    for paragraph in thread.summary_paragraphs if is_long else thread.short_summary:
        yield Paragraph(tuple(cited.paragraph_spans(paragraph, now)))


def _events(thread: Thread, all_events: bool) -> tuple[TimelineEntry, ...]:
    return thread.timeline if all_events else thread.page_timeline


def _timeline_blocks(thread: Thread, cited: Citations, now: datetime, all_events: bool) -> tuple[Block, ...]:
    items = []
    for event in _events(thread, all_events):
        note = background_note(event) or _part_source(event)
        mark = [Span(f" ({note})", "meta")] if note else []
        spans = (Span(event.title), *mark, *cited.citation_spans(event.articles[:1]))
        items.append(ListItem(entry_day(event, now), spans))
    return (ItemList(tuple(items)),) if items else ()


def _part_source(event: TimelineEntry) -> str:
    """Return the part that has an event, and who reports it there; "" for an event of the thread itself."""
    return f"{part_note(event)}; {', '.join(event.publishers)}" if event.part else ""


def _event_entry(thread: Thread, event: TimelineEntry, cited: Citations, now: datetime) -> DocumentEntry:
    """Return an event as an entry: the sentences that describe it, dated by its newest article."""
    articles = [cited.articles[id] for id in event.articles if id in cited.articles]
    facts = [entry_day(event, now)]
    facts += [BACKGROUND_MARK] if event.background else []
    facts += [format_count(len(event.publishers), "publisher")] if event.publishers else []
    spans = tuple(Span(("" if index == 0 else " ") + one.text) for index, one in enumerate(event.sentences))
    return DocumentEntry(
        event.title,
        facts=", ".join(facts),
        id=f"{thread.row.id} {event.date.isoformat()} {event.title}",
        updated=max((article.published for article in articles), default=None),
        link=articles[0].link if articles else "",
        blocks=(Paragraph(spans),) if spans else (),
    )


def _happening_entry(coverage: HappeningCoverage, now: datetime) -> DocumentEntry:
    """Return a happening: its publishers with their headlines, first to last, and what only one of them has."""
    reports, happening = coverage.publisher_reports, coverage.happening
    links = {article.id: article for article in happening.articles}
    items = []
    for index, report in enumerate(reports):
        delay = format_delay(report.delay) if index else format_moment(report.article.published, now)
        items.append(ListItem(f"{report.publisher}, {delay}", tuple(report_headline(report))))
    for fact in coverage.exclusive_facts:
        link = links[fact.sentence.article].link if fact.sentence.article in links else ""
        items.append(ListItem(f"only {fact.publisher}", (Span(fact.sentence.text, "", link),)))
    return DocumentEntry(
        happening.title,
        facts=format_count(coverage.independent_count or len(reports), "publisher"),
        id=happening.id,
        updated=max((article.published for article in happening.articles), default=None),
        link=reports[0].article.link if reports else "",
        blocks=(ItemList(tuple(items)),) if items else (),
    )
