"""The briefing: the ranked threads of a period, as `today` and digests print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.model.digests import DigestForm

if TYPE_CHECKING:
    from briefing.model.notes import Note
    from briefing.model.program_fault import ProgramFault
    from briefing.model.threads import Thread, ThreadRow


@dataclass(frozen=True, slots=True)
class Briefing:
    """The ranked threads of a period, ready to render.

    Attributes:
        now: When it was made.
        since: The start of the period.
        threads: The threads, most important first.
        total: The number of threads before the list was cut.
        new: How many main rows are new.
        updated: How many main rows are updated.
        main: The number of main rows of the front page before the list was cut; parts and single reports are none.
        parts: The parts with news of each affair on the front page, by its id, the most important first.
        singles: The reports of one publisher that the front page folds.
        faults: Faults of the program that left threads of a digest out.
        feeds: The number of known feeds.
        articles: The number of articles in the period.
        failures: Feeds whose last fetch failed.
        running: Threads that a digest lists by title only, because their news was delivered before.
        shortened_count: How many of the threads, the last ones, a digest prints in brief or by title.
        titled_count: How many of those, the last ones, it names by title alone, without a source.
        digest_name: The name of the digest; "": no digest.
        last_run: When the digest last ran; None: never, or no digest.
        last_fetch: When a feed last answered; None: never, or no digest.
        unmoved_count: The number of threads, not among `total`, that got articles but did not move since the digest
            delivered them.
        page_groups: Of a digest, the ids of each main row of the front page and its parts, as far as they have news
            since it last ran; what waits for room since earlier days is not there.
        page_singles: The ids of the single reports with such news that the front page folds.
        sure: The ids of threads that have a place in a digest however few lines it has.
        busy: The ids of those of them that need it most: widely reported threads with many articles in a day, and large
            ones of which many publishers have news.
        form: In which form a digest prints the threads.
    """

    now: datetime
    since: datetime
    threads: tuple[Thread, ...]
    total: int = 0
    new: int = 0
    updated: int = 0
    feeds: int = 0
    articles: int = 0
    failures: tuple[Note, ...] = ()
    running: tuple[ThreadRow, ...] = ()
    digest_name: str = ""
    shortened_count: int = 0
    titled_count: int = 0
    last_run: datetime | None = None
    last_fetch: datetime | None = None
    unmoved_count: int = 0
    page_groups: tuple[frozenset[str], ...] = ()
    page_singles: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()
    busy: frozenset[str] = frozenset()
    form: DigestForm = field(default_factory=DigestForm)
    main: int = 0
    parts: Mapping[str, tuple[ThreadRow, ...]] = field(default_factory=dict)
    singles: tuple[ThreadRow, ...] = ()
    faults: tuple[ProgramFault, ...] = ()

    @property
    def full_threads(self) -> tuple[Thread, ...]:
        """Return the threads that a digest prints in full."""
        return self.threads[: len(self.threads) - self.shortened_count]

    @property
    def brief_threads(self) -> tuple[Thread, ...]:
        """Return the threads that a digest prints in brief."""
        end = len(self.threads) - self.titled_count
        return self.threads[len(self.threads) - self.shortened_count : end]

    @property
    def titled_threads(self) -> tuple[Thread, ...]:
        """Return the threads that a digest names by title alone."""
        return self.threads[len(self.threads) - self.titled_count :]

    @property
    def left_out_count(self) -> int:
        """Return the number of threads with news that are not among `threads`."""
        return max(self.total - len(self.threads), 0)
