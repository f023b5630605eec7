"""The store: everything that outlives a run, in one SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from briefing import lock
from briefing.errors import StoreError
from briefing.store import migrations
from briefing.store.actions import Actions
from briefing.store.activity import Activity
from briefing.store.answers import Answers
from briefing.store.apply import Grouping
from briefing.store.archive import ArchiveTables
from briefing.store.articles import Articles
from briefing.store.connection import Connections
from briefing.store.corrections import Correcting
from briefing.store.find import Finding
from briefing.store.ledger import Ledger
from briefing.store.marks import Marks
from briefing.store.pages import Pages
from briefing.store.parents import Parents
from briefing.store.reading import Reading
from briefing.store.regrouping import RegroupingTables
from briefing.store.rules import Rules
from briefing.store.views import Views
from briefing.store.written import WrittenTables


class Store(
    Articles,
    ArchiveTables,
    Grouping,
    WrittenTables,
    Reading,
    Finding,
    Marks,
    Rules,
    Views,
    Actions,
    Ledger,
    Activity,
    Pages,
    Answers,
    Correcting,
    Parents,
    RegroupingTables,
):
    """All concerns over one file. Any worker may use it; each call is one transaction, and failures are StoreErrors."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the store, make it if it is not there, bring an older one up to date after backing it up.

        Where nothing can be written (a full disk, a folder that may only be read), what is stored can still be read.
        """
        try:
            migrations.prepare(path)
        except StoreError as error:
            if not migrations.is_readable(path, error):
                raise
            return cls(Connections(path, frozen=True))
        return cls(Connections(path))

    @property
    def frozen(self) -> bool:
        """Whether the store can only be read."""
        return self._db.frozen

    @property
    def path(self) -> Path:
        """Where the store is."""
        return self._db.path

    @contextmanager
    def refresh_lock(self) -> Iterator[bool]:
        """Hold the right to refresh inside the block; False if another process, or another worker, has it."""
        path = self.path.with_name(self.path.name + ".lock")
        with ExitStack() as stack:
            try:
                mine = stack.enter_context(lock.held(path))
            except OSError as error:
                message = f"the lock {path} cannot be used: {error.strerror}"
                raise StoreError(message, "make the folder writable, or choose another --store") from error
            yield mine

    def backup(self, target: Path) -> None:
        """Copy the store, also while it is in use, to `target`."""
        migrations.backup(self.path, target, frozen=self.frozen)

    def check(self) -> list[str]:
        """What SQLite finds damaged in the file, in its words; empty if all is well. Reads all of it."""
        with self._db.reading() as db:
            found = [str(row[0]) for row in db.execute("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found

    def close(self) -> None:
        """Close all connections; a write that has begun is finished first."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
