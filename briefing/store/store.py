"""The store: all data that outlives a run, in one SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from briefing.errors import DamageError, StoreError
from briefing.store.articles import ArticleRepository
from briefing.store.database import migrations
from briefing.store.database.connection import Connections
from briefing.store.database.damage import RESTORE_HINT
from briefing.store.database.store_copies import backup, damage_of
from briefing.store.database.store_locks import DELIVERY_LOCK_SUFFIX, REFRESH_LOCK_SUFFIX, store_lock
from briefing.store.feeds import FeedRepository
from briefing.store.lookup import LookupRepository
from briefing.store.marks import MarkRepository
from briefing.store.mute_rules import MuteRuleRepository
from briefing.store.printout import PrintoutRepository
from briefing.store.search import SearchRepository
from briefing.store.thread_tags import TagRepository
from briefing.store.thread_texts import ThreadTextRepository
from briefing.store.threads import ThreadRepository
from briefing.store.views import ViewRepository

if TYPE_CHECKING:
    from briefing.model.thread_rules import Rule
    from briefing.store.affairs import AffairRepository
    from briefing.store.archive import StoredArchive
    from briefing.store.article_dates import ArticleDateRepository
    from briefing.store.article_pages import ArticlePageRepository
    from briefing.store.corrections import CorrectionRepository
    from briefing.store.deliveries import DeliveryLog
    from briefing.store.explanations import ExplanationRepository
    from briefing.store.groups import GroupRepository
    from briefing.store.house_phrases import HousePhraseRepository
    from briefing.store.model_answers import ModelAnswerRepository
    from briefing.store.named_affairs import AffairNameRepository
    from briefing.store.personal_data_export import PersonalDataExport
    from briefing.store.personal_data_import import PersonalDataImport
    from briefing.store.read_marks import ReadMarkRepository
    from briefing.store.refresh_clocks import RefreshClockRepository
    from briefing.store.refresh_records import RefreshRecordRepository
    from briefing.store.thinned_articles import RetentionRepository
    from briefing.store.undo_log import UndoLog
    from briefing.store.visits import VisitRepository


class Store:
    """The repositories over one file.

    Every worker may use it. Each call is one transaction; failures are StoreErrors. Repositories that a print-out does
    not need are made, and their modules imported, at their first use.
    """

    def __init__(self, connections: Connections) -> None:
        self._db = connections
        self.feeds = FeedRepository(connections)
        self.articles = ArticleRepository(connections)
        self.thread_texts = ThreadTextRepository(connections)
        self.threads = ThreadRepository(connections, self.thread_texts)
        self.search = SearchRepository(connections)
        self.lookup = LookupRepository(connections)
        self.marks = MarkRepository(connections)
        self.tags = TagRepository(connections)
        self.printout = PrintoutRepository(connections)
        self.mute_rules = MuteRuleRepository(connections)
        self.views = ViewRepository(connections)

    @cached_property
    def deliveries(self) -> DeliveryLog:
        """What digests have delivered."""
        from briefing.store.deliveries import DeliveryLog

        return DeliveryLog(self._db)

    @cached_property
    def article_pages(self) -> ArticlePageRepository:
        """Pages of articles, fetched for their full text."""
        from briefing.store.article_pages import ArticlePageRepository

        return ArticlePageRepository(self._db)

    @cached_property
    def refresh_records(self) -> RefreshRecordRepository:
        """Until when hosts want no request, and reported problems."""
        from briefing.store.refresh_records import RefreshRecordRepository

        return RefreshRecordRepository(self._db)

    @cached_property
    def article_dates(self) -> ArticleDateRepository:
        """Dates of articles that a wrong clock may have replaced."""
        from briefing.store.article_dates import ArticleDateRepository

        return ArticleDateRepository(self._db)

    @cached_property
    def refresh_clocks(self) -> RefreshClockRepository:
        """What the clock of the machine showed at refreshes."""
        from briefing.store.refresh_clocks import RefreshClockRepository

        return RefreshClockRepository(self._db)

    @cached_property
    def archive(self) -> StoredArchive:
        """What grouping reads of earlier articles."""
        from briefing.store.archive import StoredArchive

        return StoredArchive(self._db)

    @cached_property
    def groups(self) -> GroupRepository:
        """Memberships of stories and threads."""
        from briefing.store.groups import GroupRepository

        return GroupRepository(self._db)

    @cached_property
    def house_phrases(self) -> HousePhraseRepository:
        """What publishers print with many articles."""
        from briefing.store.house_phrases import HousePhraseRepository

        return HousePhraseRepository(self._db)

    @cached_property
    def explanations(self) -> ExplanationRepository:
        """Why articles, stories and threads are where they are."""
        from briefing.store.explanations import ExplanationRepository

        return ExplanationRepository(self._db)

    @cached_property
    def undo_log(self) -> UndoLog:
        """What a person did, and its undo."""
        from briefing.store.undo_log import UndoLog
        from briefing.store.undoable_kinds import UNDOABLE

        return UndoLog(self._db, UNDOABLE)

    @cached_property
    def visits(self) -> VisitRepository:
        """When the reader was open."""
        from briefing.store.visits import VisitRepository

        return VisitRepository(self._db)

    @cached_property
    def model_answers(self) -> ModelAnswerRepository:
        """Answers of the language model."""
        from briefing.store.model_answers import ModelAnswerRepository

        return ModelAnswerRepository(self._db)

    @cached_property
    def corrections(self) -> CorrectionRepository:
        """Corrections of a person."""
        from briefing.store.corrections import CorrectionRepository

        return CorrectionRepository(self._db)

    @cached_property
    def affairs(self) -> AffairRepository:
        """Larger topics that threads are part of."""
        from briefing.store.affairs import AffairRepository

        return AffairRepository(self._db)

    @cached_property
    def affair_names(self) -> AffairNameRepository:
        """Names of larger topics."""
        from briefing.store.named_affairs import AffairNameRepository

        return AffairNameRepository(self._db)

    @cached_property
    def personal_data(self) -> PersonalDataExport:
        """All that a person did and read, for another store."""
        from briefing.store.personal_data_export import PersonalDataExport

        return PersonalDataExport(self._db)

    @cached_property
    def personal_data_import(self) -> PersonalDataImport:
        """What a person did and read in another store."""
        from briefing.store.personal_data_import import PersonalDataImport

        return PersonalDataImport(self._db)

    @cached_property
    def read_marks(self) -> ReadMarkRepository:
        """Read states that other programs know."""
        from briefing.store.read_marks import ReadMarkRepository

        return ReadMarkRepository(self._db)

    @cached_property
    def retention(self) -> RetentionRepository:
        """Thinning of old articles."""
        from briefing.store.thinned_articles import RetentionRepository

        return RetentionRepository(self._db)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the store at `path`. A missing one is created; an older one is backed up and migrated.

        Where nothing can be written (a full disk, a read-only folder), the store is opened for reading only.

        Raises:
            StoreError: The file is damaged, foreign, or written by a newer briefing.
        """
        try:
            migrations.prepare(path)
        except StoreError as error:
            from briefing.store.database.read_only import open_read_only

            return cls(open_read_only(path, error))
        return cls(Connections(path))

    def use_rules(self, configured: Callable[[], Sequence[Rule]]) -> None:
        """Apply the rules that `configured` returns, at each reading, to lists of threads."""
        self._db.configured_rules = configured

    def report_damage(
        self, of_row: Callable[[str, DamageError], None], of_texts: Callable[[str, DamageError], None]
    ) -> None:
        """Call these with the id of a thread and the damage.

        Args:
            of_row: For each thread that a list leaves out, as its row is damaged.
            of_texts: For each thread that is loaded without summary and timeline, as one of them is damaged.
        """
        self._db.on_damaged_thread, self._db.on_damaged_texts = of_row, of_texts

    @property
    def read_only(self) -> bool:
        """Whether the store can only be read."""
        return self._db.read_only_content is not None

    @property
    def path(self) -> Path:
        """Return the path of the file."""
        return self._db.path

    @contextmanager
    def refresh_lock(self, timeout: float = 0.0) -> Iterator[bool]:
        """Hold the lock for refreshing inside the block; yield False if it is still held after `timeout` seconds."""
        with store_lock(self.path, REFRESH_LOCK_SUFFIX, timeout) as acquired:
            yield acquired

    @contextmanager
    def delivery_lock(self, timeout: float) -> Iterator[bool]:
        """Hold the lock for delivering a digest; yield False if it is still held after `timeout` seconds."""
        with store_lock(self.path, DELIVERY_LOCK_SUFFIX, timeout) as acquired:
            yield acquired

    def backup(self, target: Path) -> None:
        """Copy the store, also while it is in use, to `target`; StoreError if `restore` would refuse the copy."""
        from briefing.store.content_check import WRITTEN_AGAIN

        if damage := self._damage_of_schema_and_values(but=WRITTEN_AGAIN):
            raise StoreError(f"the store {self.path} is damaged: {damage[0]}; no backup was written", RESTORE_HINT)
        backup(self.path, target, content=self._db.read_only_content)

    def check(self) -> list[str]:
        """Return the damage of the file, of its schema and of its values, as phrases. Reads the whole file."""
        with self._db.reading() as db:
            damage = damage_of(db)
        return damage or self._damage_of_schema_and_values()

    def _damage_of_schema_and_values(self, but: Collection[str] = ()) -> list[str]:
        from briefing.store.content_check import content_problems
        from briefing.store.database.schema_check import schema_problems

        with self._db.reading() as db:
            return schema_problems(db, migrations.VERSION) or content_problems(db, but)

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
        """Make all calls inside the block one transaction."""
        with self._db.writing():
            yield
