"""What a page or a mail says, in plain values: the one model that text, Markdown, HTML and Atom are written from.

A document is made of spans, whose texts are unescaped and whose links are addresses; each writer lays them out and
escapes its own syntax.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.model.articles import Article
from briefing.output.lines import Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """A row of a list: its label, such as a day or a publisher, and its text."""

    label: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """Rows whose labels form a column."""

    items: tuple[ListItem, ...]


Block = Paragraph | ItemList


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A part of a document with a title of its own: a thread of a digest, or a section of a page. No entry of a feed.

    Attributes:
        title: Its title; "": the text belongs to the document as a whole.
        label: A word before the title of a brief entry: "New".
        facts: Figures after the title: "updated, 14 publishers".
        id: The id of the thread, story or event; "" for a section of a page.
        updated: When its newest article was published.
        link: Address of its newest article.
        blocks: Its text.
        section: The section of the thread; "" if that is not stated.
    """

    title: str
    label: str = ""
    facts: str = ""
    id: str = ""
    updated: datetime | None = None
    link: str = ""
    blocks: tuple[Block, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A page or a mail.

    Attributes:
        title: Its heading.
        facts: Its period and figures, for the line below the heading.
        now: When it was made.
        entries: Its parts, in their order.
        brief: Entries that are one line each, below the others.
        running: The titles of the threads whose status is running, joined into one text.
        sources: The cited articles with their numbers.
        notes: What it does not say, and what failed; the last one stands at the end.
        id: What it is, the same at each run: "digest morning", or the id of a thread.
        further: Entries that are named by title and facts alone, below the brief ones.
        runs_on: Whether these run on as text, because its lines have no room for a line each.
    """

    title: str
    facts: tuple[str, ...]
    now: datetime
    entries: tuple[DocumentEntry, ...] = ()
    brief: tuple[DocumentEntry, ...] = ()
    running: str = ""
    sources: tuple[tuple[int, Article], ...] = ()
    notes: tuple[str, ...] = ()
    id: str = ""
    further: tuple[DocumentEntry, ...] = ()
    runs_on: bool = False
