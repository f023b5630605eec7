"""A document as an Atom feed (RFC 4287): each of its entries is one of the feed, for a feed reader."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from briefing.output.documents.document import Document, DocumentEntry
from briefing.output.documents.html_document import entry_html
from briefing.output.lines import NO_BREAK_SPACE
from briefing.text.dates.moments import utc_text
from briefing.text.urls import is_web_url


def document_atom(document: Document) -> str:
    """Return a feed with the entries of a document, those in brief included."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <title>{_text(document.title)}</title>",
        f"  <id>{_uuid(document.id)}</id>",
        f"  <updated>{utc_text(document.now)}</updated>",
        "  <author><name>briefing</name></author>",
        "  <generator>briefing</generator>",
    ]
    for entry in (*document.entries, *document.brief, *document.further):
        lines += _entry_lines(entry, document)
    return "\n".join([*lines, "</feed>", ""])


def _entry_lines(entry: DocumentEntry, document: Document) -> list[str]:
    updated = utc_text(entry.updated or document.now)
    link = [f"    <link href={quoteattr(entry.link)}/>"] if is_web_url(entry.link) else []
    return [
        "  <entry>",
        f"    <title>{_text(entry.title)}</title>",
        f"    <id>{_uuid(f'{document.id} {entry.id or entry.title} {updated}')}</id>",
        f"    <updated>{updated}</updated>",
        *link,
        f'    <content type="html">{_text(entry_html(entry))}</content>',
        "  </entry>",
    ]


def _uuid(name: str) -> str:
    """Return the id of a feed or an entry.

    A reader sees an entry as new when its thread has a newer article, and not before, in the feed of each digest.
    """
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'briefing:{name}')}"


def _text(text: str) -> str:
    return escape(text.replace(NO_BREAK_SPACE, " "))
