"""A printed document as JSON of the schema "briefing/1", for `digest --again --json` and `digest --diff --json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefing.output.documents.document import Document, DocumentEntry, ItemList
from briefing.output.json_format import json_document, utc_time
from briefing.output.lines import Span

JsonObject = dict[str, Any]


def document_json(document: Document) -> str:
    """Return what was printed: threads in full and in brief with their paragraphs and rows, and the sources."""
    printed = {
        "id": document.id,
        "title": document.title,
        "facts": list(document.facts),
        "threads": [_entry(entry) for entry in document.entries],
        "brief": [_entry(entry) for entry in document.brief],
        "further": [_entry(entry) for entry in document.further],
        "running": document.running or None,
        "sources": [
            {
                "number": number,
                "article": article.id,
                "title": article.title,
                "publisher": article.publisher,
                "link": article.link,
            }
            for number, article in document.sources
        ],
        "notes": list(document.notes),
    }
    return json_document(document.now, printed=printed)


def _entry(entry: DocumentEntry) -> JsonObject:
    paragraphs = [_text(block.spans) for block in entry.blocks if not isinstance(block, ItemList)]
    items = [item for block in entry.blocks if isinstance(block, ItemList) for item in block.items]
    return {
        "id": entry.id or None,
        "title": entry.title,
        "status": entry.label.lower() or None,
        "facts": entry.facts or None,
        "section": entry.section or None,
        "updated": utc_time(entry.updated),
        "link": entry.link or None,
        "paragraphs": [text for text in paragraphs if text],
        "rows": [{"label": item.label, "text": _text(item.spans)} for item in items],
    }


def _text(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans).strip()
