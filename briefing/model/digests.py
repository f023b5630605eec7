"""What a person wants of a digest: the table [digests.NAME] of feeds.toml, and the options of `briefing digest`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

SummarySize = Literal["line", "paragraph", "long"]
"""The sizes of a summary: of each thread in full, one sentence, two, or as many as a long one has."""
SENTENCES_BY_SIZE: Mapping[SummarySize, int] = {"line": 1, "paragraph": 2, "long": 6}
"""Sentences at most of each thread in full, by the size of a digest; its entries seldom have more than two on news."""
PageFormat = Literal["text", "markdown", "html", "json", "atom"]
"""How a digest, a thread or its coverage is written."""
DigestFormat = PageFormat | Literal["mail"]
"""How a digest is written; mail: a whole message with text and HTML, for a program such as sendmail."""
DigestOrder = Literal["importance", "newest", "section"]
"""importance: the highest ranked first; newest: the latest article first; section: by section, each by importance."""
SIZES: tuple[str, ...] = get_args(SummarySize)
PAGE_FORMATS: tuple[str, ...] = get_args(PageFormat)
FORMATS = (*PAGE_FORMATS, "mail")
ORDERS: tuple[str, ...] = get_args(DigestOrder)

DEFAULT_NAME = "default"
"""Name of the digest that is meant if none is named."""
DEFAULT_SIZE: SummarySize = "paragraph"
"""Size of a digest that is not configured."""
MAX_THREADS = 60
"""Threads of a digest at most: about two screens of titles."""
DEFAULT_LINES = 120
"""Lines of a digest unless another number is asked for: two to three screens, sources included."""
MIN_LINES = 20
"""Lines that a digest may be limited to at least: fewer have no room for a thread with its sources."""
MAX_LINES = 10_000
"""Lines that a digest may be limited to at most; the limit only catches mistakes."""

FullForm = Literal["whole", "one sentence", "short"]
"""How a digest prints its threads in full. whole: with the sentences of its size; one sentence: with a single one, two
other happenings at most and no reminder of what was printed before, in brief neither, so that more threads have room;
short: also without other happenings, earlier events and its affair."""
TitleForm = Literal["with report", "bare", "run on"]
"""How it prints its threads by title. with report: the first ones with what is new and who reports it; bare: all as
titles alone; run on: as titles in running text."""


@dataclass(frozen=True, slots=True)
class DigestForm:
    """The form in which a digest prints its threads, chosen by the lines it has.

    Attributes:
        full: That of its threads in full; those in brief are short with them.
        titles: That of its threads by title.
        names_running: Whether its last line names threads without news; it has no such line where news need the room.
    """

    full: FullForm = "whole"
    titles: TitleForm = "with report"
    names_running: bool = True

    @property
    def is_short(self) -> bool:
        """Whether threads in full and in brief have their shorter form."""
        return self.full == "short"

    @property
    def has_one_sentence(self) -> bool:
        """Whether threads in full have a single sentence, whatever the size of the digest."""
        return self.full != "whole"


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """What a digest selects and how it is written.

    Attributes:
        name: Its name; each name has its own delivery log.
        query: Only threads that match this query.
        view: Only threads of this saved view.
        sections: Only threads of these sections; empty: of all.
        period: Length of the period before each run; None: since its last run.
        limit: Number of threads at most.
        lines: Number of lines at most, as text of 72 columns.
        size: How much is printed of each thread in full.
        format: How it is written.
        output: File that it is written to, as configured; "": it is printed.
        is_mailed: Whether it is sent by mail instead of being printed.
        recipients: Who gets it by mail; empty: those whom [mail] names.
        order: The order of its threads.
    """

    name: str = DEFAULT_NAME
    query: str = ""
    view: str = ""
    sections: tuple[str, ...] = ()
    period: timedelta | None = None
    limit: int = MAX_THREADS
    lines: int = DEFAULT_LINES
    size: SummarySize = DEFAULT_SIZE
    format: DigestFormat = "text"
    output: str = ""
    order: DigestOrder = "importance"
    is_mailed: bool = False
    recipients: tuple[str, ...] = ()
