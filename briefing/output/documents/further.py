"""Entries that a document names by title alone, in groups: those of one section below each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing.output.documents.document import Document, DocumentEntry
from briefing.writing.digest.digest_layout import MAX_OWN_LINES

MIN_GROUPED = 6
"""Entries from which on they stand in groups: a few titles are read without headings."""
MIN_OF_SECTION = 3
"""Entries of a section from which on it has a group of its own: a heading for each title would double the lines."""
FURTHER = "Further"
"""What the entries by title are called in all formats."""
OTHER_SECTIONS = "other sections"
"""Stands in the heading of the entries of small sections."""
QUIET = "Quiet"
"""Label of entries with new articles, but nothing new that two publishers report."""
OTHERS_HEADING = "Also in the news"
"""Heading of the entries with news for which there is no line of their own."""
QUIET_HEADING = "More articles, but nothing new that two publishers report"
"""Heading of the quiet entries."""


BRIEF_HEADING, BRIEF_NOTE = "In brief", "(number of publishers)"
"""The heading of entries in brief, and what explains the number in brackets behind a title."""


def brief_note(document: Document) -> str:
    """Return what is said behind the heading of the entries in brief; "" if none of them has a bare number."""
    has_number = any(entry.facts.isdigit() for entry in (*document.brief, *document.further))
    return BRIEF_NOTE if has_number else ""


class FurtherGroup(NamedTuple):
    """Entries of one section, or of all sections with few of them.

    Attributes:
        heading: What stands above them: "Further in world".
        entries: The entries, in the order of the document.
        runs_on: Whether their titles run on in text: nothing is new of them.
    """

    heading: str
    entries: tuple[DocumentEntry, ...]
    runs_on: bool = False


def further_groups(entries: Sequence[DocumentEntry]) -> list[FurtherGroup]:
    """Return the groups in which entries are printed: by section, that of the first entry first, then the rest of
    small sections; last those beyond `MAX_OWN_LINES` and the quiet ones, whose titles run on.
    """
    quiet = tuple(entry for entry in entries if entry.label == QUIET)
    with_news = [entry for entry in entries if entry.label != QUIET]
    run_on = ((OTHERS_HEADING, tuple(with_news[MAX_OWN_LINES:])), (QUIET_HEADING, quiet))
    last = [FurtherGroup(heading, own, runs_on=True) for heading, own in run_on if own]
    return [*_by_section(with_news[:MAX_OWN_LINES]), *last]


def _by_section(entries: Sequence[DocumentEntry]) -> list[FurtherGroup]:
    """Return the groups of entries that stand in lines of their own."""
    if not entries:
        return []
    sections: dict[str, list[DocumentEntry]] = {}
    for entry in entries:
        sections.setdefault(entry.section, []).append(entry)
    large = {name: own for name, own in sections.items() if name and len(own) >= MIN_OF_SECTION}
    if len(entries) < MIN_GROUPED or len(sections) == 1 or not large:
        return [FurtherGroup(FURTHER, tuple(entries))]
    groups = [FurtherGroup(f"{FURTHER} in {name}", tuple(own)) for name, own in large.items()]
    rest = tuple(entry for entry in entries if entry.section not in large)
    return [*groups, FurtherGroup(f"{FURTHER} in {OTHER_SECTIONS}", rest)] if rest else groups
