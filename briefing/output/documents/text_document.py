"""A document as lines: for mail as plain text, and on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.articles import Article
from briefing.output.cells import PUBLISHER_WIDTH, cell_width, pad
from briefing.output.documents.document import Document, DocumentEntry, ItemList
from briefing.output.documents.further import BRIEF_HEADING, brief_note, further_groups
from briefing.output.formatting import format_headline, format_publisher
from briefing.output.lines import Line, Span, unbreakable, wrap_spans

PUBLISHER_SHARE = 4
"""What part of a line the column of publishers takes at most, so that more of the addresses fit beside it."""
LABEL_WIDTH = 24
"""Cells at most of the column of labels of a list."""
INDENT = "  "
"""What stands before the text below a title."""


def document_lines(document: Document, width: int) -> list[Line]:
    """Return a document in lines of at most `width` cells, except that addresses are never broken."""
    lines = wrap_spans([Span(document.title, "head")], width)
    if document.facts:
        lines += _fact_lines(document.facts, width)
    for entry in document.entries:
        lines += [(), *_entry_lines(entry, width)]
    if document.brief or document.further or document.running:
        note = brief_note(document)
        lines += [(), (Span(BRIEF_HEADING.upper(), "head"), *([Span(f" {note}", "meta")] if note else []))]
    for entry in document.brief:
        lines += _brief_lines(entry, width)
    lines += _further_lines(document, width)
    if document.running:
        lines += wrap_spans([Span("Running: ", "running"), Span(document.running)], width, INDENT * 2, INDENT)
    lines += source_list_lines(document.sources, width)
    for note in document.notes:
        lines += [(), *wrap_spans([Span(note)], width)]
    return lines


def _fact_lines(facts: Sequence[str], width: int) -> list[Line]:
    """Return the facts of a page, as many in a line as have room, with a dot between two of one line."""
    rows: list[str] = []
    for fact in facts:
        longer = f"{rows[-1]} · {fact}" if rows else ""
        if longer and cell_width(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(fact)
    return [line for row in rows for line in wrap_spans([Span(row, "meta")], width)]


def _further_lines(document: Document, width: int) -> list[Line]:
    """Return entries by title and facts, by section: each in lines of its own, or, if they are too many, run on."""
    lines: list[Line] = []
    for group in further_groups(document.further):
        heading = Span(f"{group.heading}:", "meta")
        titles = [
            [Span(entry.title, "", entry.link), Span(" "), Span(unbreakable(f"({entry.facts})"), "meta")]
            for entry in group.entries
        ]
        if document.runs_on or group.runs_on:
            run_on = [span for spans in titles for span in (Span("; "), *spans)][1:]
            lines += wrap_spans([heading, Span(" "), *run_on, Span(".")], width, INDENT * 2, INDENT)
        else:
            lines += wrap_spans([heading], width, INDENT)
            lines += [line for spans in titles for line in wrap_spans(spans, width, INDENT * 3, INDENT * 2)]
    return lines


def _entry_lines(entry: DocumentEntry, width: int) -> list[Line]:
    spans = [Span(entry.title, "title", entry.link)] if entry.title else []
    spans += [Span(" "), Span(unbreakable(f"({entry.facts})"), "meta")] if entry.facts else []
    lines = wrap_spans(spans, width, INDENT, first_prefix="") if spans else []
    for block in entry.blocks:
        if isinstance(block, ItemList):
            lines += _list_lines(block, width)
        else:
            lines += wrap_spans(block.spans, width, INDENT)
    return lines


def _list_lines(items: ItemList, width: int) -> list[Line]:
    column = min(max((cell_width(item.label) for item in items.items), default=0), LABEL_WIDTH)
    lines: list[Line] = []
    for item in items.items:
        prefix = (Span(INDENT + pad(item.label, column) + INDENT, "date"),)
        lines += wrap_spans(item.spans, width, " " * (column + 2 * len(INDENT)), first_prefix=prefix)
    return lines


def _brief_lines(entry: DocumentEntry, width: int) -> list[Line]:
    label = [Span(f"{entry.label}: ", "meta")] if entry.label else []
    facts = [Span(" "), Span(unbreakable(f"({entry.facts})"), "meta")] if entry.facts else []
    spans = [*label, Span(entry.title, "title", entry.link), *facts]
    for block in entry.blocks:
        if not isinstance(block, ItemList):
            spans += block.spans
    return wrap_spans(spans, width, INDENT * 2, INDENT)


def source_list_lines(sources: Sequence[tuple[int, Article]], width: int) -> list[Line]:
    """Lay out the cited articles with their addresses, which start in one column and stay whole: those that are longer
    than the rest of their line exceed the width. A name that is wider than its column stands above its address.
    """
    if not sources:
        return []
    lines: list[Line] = [()]
    margin = cell_width(f"[{len(sources)}] ")
    names = {number: format_publisher(article) for number, article in sources}
    most = min(PUBLISHER_WIDTH, max(width // PUBLISHER_SHARE, 1))
    column = max((cells for name in names.values() if (cells := cell_width(name)) <= most), default=0)
    start = margin + column + len(INDENT) if column else margin
    for number, article in sources:
        prefix = (Span(pad(f"[{number}]", margin), "cite"),)
        if cell_width(names[number]) <= column:
            first: Line = (*prefix, Span(pad(names[number], column) + INDENT, "source"))
        else:
            lines += wrap_spans([Span(names[number], "source")], width, " " * margin, first_prefix=prefix)
            first = (Span(" " * start),)
        if article.link:
            lines.append((*first, Span(article.link)))
        else:
            lines += wrap_spans([Span(format_headline(article))], width, " " * start, first_prefix=first)
    return lines
