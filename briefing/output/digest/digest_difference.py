"""What one digest has that another one of the same name does not."""

from __future__ import annotations

from dataclasses import replace

from briefing.output.documents.document import Document, DocumentEntry
from briefing.output.formatting import format_long_day, format_time


def difference_document(earlier: Document, later: Document) -> Document:
    """Return the threads that came, that were reported again and that were not, in the order of the digests.

    A digest compared with itself has a note in their place.
    """
    if earlier.now == later.now:
        return Document(
            later.title, (), later.now, notes=("Both times name this digest.",), id=f"{later.id} difference"
        )
    before, after = _entries(earlier), _entries(later)
    came = [replace(entry, label="New") for id, entry in after.items() if id not in before]
    again = [replace(entry, label="Again") for id, entry in after.items() if id in before]
    left = [replace(entry, label="No longer") for id, entry in before.items() if id not in after]
    moments = [f"{format_long_day(one.now)}, {format_time(one.now)}" for one in (earlier, later)]
    return Document(
        f"FROM {moments[0]} TO {moments[1]}",
        (f"{len(came)} new, {len(again)} again, {len(left)} no longer",),
        later.now,
        brief=tuple(map(_without_numbers, (*came, *again, *left))),
        id=f"{later.id} difference",
    )


def _entries(document: Document) -> dict[str, DocumentEntry]:
    """Return all threads of a digest by id, parts of affairs only within their entries."""
    return {entry.id: entry for entry in (*document.entries, *document.brief, *document.further)}


def _without_numbers(entry: DocumentEntry) -> DocumentEntry:
    """Return an entry as its title: numbers of citations mean nothing without the sources."""
    return replace(entry, blocks=())
