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
from briefing.store.affairs import AffairRepository
from briefing.store.archive import StoredArchive
from briefing.store.article_pages import ArticlePageRepository
from briefing.store.articles import ArticleRepository, FeedRepository
from briefing.store.connection import Connections
from briefing.store.corrections import CorrectionRepository
from briefing.store.deliveries import DeliveryLog
from briefing.store.groups import GroupRepository
from briefing.store.marks import MarkRepository
from briefing.store.model_answers import ModelAnswerRepository
from briefing.store.printout import PrintoutRepository
from briefing.store.rules import RuleRepository
from briefing.store.search import SearchRepository
from briefing.store.thread_texts import ThreadTextRepository
from briefing.store.threads import ThreadRepository
from briefing.store.undo_log import UndoLog
from briefing.store.views import ViewRepository


class Store:
    """All repositories over one file. Any worker may use it; each call is one transaction, failures are StoreErrors."""

    def __init__(self, connections: Connections) -> None:
        self._db = connections
        self.feeds = FeedRepository(connections)
        self.articles = ArticleRepository(connections)
        self.article_pages = ArticlePageRepository(connections)
        self.archive = StoredArchive(connections)
        self.groups = GroupRepository(connections)
        self.thread_texts = ThreadTextRepository(connections)
        self.threads = ThreadRepository(connections)
        self.search = SearchRepository(connections)
        self.marks = MarkRepository(connections)
        self.printout = PrintoutRepository(connections)
        self.rules = RuleRepository(connections)
        self.views = ViewRepository(connections)
        self.undo_log = UndoLog(connections)
        self.deliveries = DeliveryLog(connections)
        self.model_answers = ModelAnswerRepository(connections)
        self.corrections = CorrectionRepository(connections)
        self.affairs = AffairRepository(connections)

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
            return cls(Connections(path, read_only=True))
        return cls(Connections(path))

    @property
    def read_only(self) -> bool:
        """Whether the store can only be read."""
        return self._db.read_only

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
                mine = stack.enter_context(lock.file_lock(path))
            except OSError as error:
                message = f"the lock {path} cannot be used: {error.strerror}"
                raise StoreError(message, "make the folder writable, or choose another --store") from error
            yield mine

    def backup(self, target: Path) -> None:
        """Copy the store, also while it is in use, to `target`."""
        migrations.backup(self.path, target, read_only=self.read_only)

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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make one transaction of all calls inside the block."""
        with self._db.writing():
            yield
