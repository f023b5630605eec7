"""Documents as JSON, so that a digest can be written again in any format."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from briefing.errors import StoreError
from briefing.model.articles import Article
from briefing.output.documents.document import Block, Document, DocumentEntry, ItemList, ListItem, Paragraph
from briefing.output.lines import Span

VERSION = 1
"""Version of the JSON. A change of meaning or shape needs a new one, and the branch of the old one stays."""
JsonObject = dict[str, Any]


def encode_document(document: Document) -> str:
    """Return a document as JSON."""
    encoded = {
        "version": VERSION,
        "title": document.title,
        "facts": document.facts,
        "now": document.now.isoformat(),
        "entries": [_entry(entry) for entry in document.entries],
        "brief": [_entry(entry) for entry in document.brief],
        "further": [_entry(entry) for entry in document.further],
        "runs_on": document.runs_on,
        "running": document.running,
        "sources": [
            [number, article.id, article.title, article.publisher, article.link] for number, article in document.sources
        ],
        "notes": document.notes,
        "id": document.id,
    }
    return json.dumps(encoded, ensure_ascii=False, separators=(",", ":"))


def decode_document(text: str) -> Document:
    """Return the document of a JSON; StoreError if it is damaged."""
    try:
        return _decoded(json.loads(text))
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        hint = "`briefing doctor` describes the damage; the next digest is not concerned"
        raise StoreError("the stored digest is damaged", hint) from error


def _decoded(stored: JsonObject) -> Document:
    return Document(
        title=stored["title"],
        facts=tuple(stored["facts"]),
        now=datetime.fromisoformat(stored["now"]),
        entries=tuple(map(_decoded_entry, stored["entries"])),
        brief=tuple(map(_decoded_entry, stored["brief"])),
        further=tuple(map(_decoded_entry, stored.get("further", ()))),
        runs_on=bool(stored.get("runs_on")),
        running=stored["running"],
        sources=tuple(
            (number, Article(id=id, title=title, publisher=publisher, link=link))
            for number, id, title, publisher, link in stored["sources"]
        ),
        notes=tuple(stored["notes"]),
        id=stored["id"],
    )


def _entry(entry: DocumentEntry) -> JsonObject:
    return {
        "title": entry.title,
        "label": entry.label,
        "facts": entry.facts,
        "id": entry.id,
        "updated": entry.updated.isoformat() if entry.updated else None,
        "link": entry.link,
        "section": entry.section,
        "blocks": [_block(block) for block in entry.blocks],
    }


def _block(block: Block) -> JsonObject:
    if isinstance(block, ItemList):
        return {"items": [[item.label, _spans(item.spans)] for item in block.items]}
    return {"spans": _spans(block.spans)}


def _spans(spans: tuple[Span, ...]) -> list[list[str]]:
    return [[span.text, span.style, span.link] for span in spans]


def _decoded_entry(stored: JsonObject) -> DocumentEntry:
    updated = stored["updated"]
    return DocumentEntry(
        stored["title"],
        stored["label"],
        stored["facts"],
        stored["id"],
        datetime.fromisoformat(updated) if updated else None,
        stored["link"],
        tuple(map(_decoded_block, stored["blocks"])),
        stored.get("section", ""),
    )


def _decoded_block(stored: JsonObject) -> Block:
    if "items" in stored:
        return ItemList(tuple(ListItem(label, _decoded_spans(spans)) for label, spans in stored["items"]))
    return Paragraph(_decoded_spans(stored["spans"]))


def _decoded_spans(stored: list[list[Any]]) -> tuple[Span, ...]:
    return tuple(Span(text, style, link) for text, style, link in stored)
