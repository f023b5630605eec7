"""All services over one context: the only door of both front ends to data."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from briefing.services.context import Context
from briefing.services.curation import Curation
from briefing.services.deliveries import Deliveries
from briefing.services.feed_health import FeedHealth
from briefing.services.front_pages import FrontPages
from briefing.services.known_names import KnownNames
from briefing.services.reading import Reading
from briefing.services.saved_views import SavedViews

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from briefing.clock import Clock
    from briefing.config import Config
    from briefing.feeds.fetching.host_pacing import HostPacing
    from briefing.services.config_edits import ConfigEdit
    from briefing.services.corrections import Corrections
    from briefing.services.feed_list import FeedList
    from briefing.services.mailer import Mailer
    from briefing.services.personal_data_exchange import PersonalDataExchange
    from briefing.services.proposals import Proposals
    from briefing.services.reader_visits import Visits
    from briefing.services.refreshing.article_texts import ArticleTexts
    from briefing.services.refreshing.pipeline import Pipeline
    from briefing.services.refreshing.refresh_process import RefreshProcess
    from briefing.services.refreshing.refresher import Refresher
    from briefing.services.retention import Retention
    from briefing.services.rewriter import Rewriter
    from briefing.store.store import Store
    from briefing.web.fake_transport import Responder


class Services:
    """The services of one configuration and one store. Closes the store on exit.

    Services that a print-out does not need are made, and their modules imported, at their first use.
    """

    def __init__(
        self, config: Config, store: Store, clock: Clock, transport: Any = None, *, terminal: str = ""
    ) -> None:
        self.context = context = Context(config, store, clock, transport, terminal)
        self.damaged_threads = context.damaged_threads
        self.damaged_texts = context.damaged_texts
        self.feed_health = FeedHealth(context)
        self.names = KnownNames(context)
        self.reading = Reading(context, self.feed_health, self.names)
        self.pages = FrontPages(context, self.reading, self.names)
        self.curation = Curation(context, self.reading, self.names)
        self.views = SavedViews(context, self.reading, self.names)
        self.deliveries = Deliveries(context, self.reading, self.names)

    @classmethod
    def open(
        cls,
        config: Config,
        store_path: Path,
        clock: Clock,
        respond: Responder | None = None,
        *,
        terminal: str = "",
    ) -> Self:
        """Open the store and return the services over it.

        Args:
            config: The feeds to use.
            store_path: The store; it is created if it does not exist.
            clock: The clock of all services.
            respond: Answers requests instead of the network, for the demo.
            terminal: The terminal session whose print-out numbers are meant, "" without a terminal.

        Raises:
            StoreError: The store cannot be opened.
        """
        from briefing.store.store import Store

        transport = None
        if respond is not None:
            from briefing.web.fake_transport import fake_transport

            transport = fake_transport(respond)
        return cls(config, Store.open(store_path), clock, transport, terminal=terminal)

    @cached_property
    def feed_list(self) -> FeedList:
        """Edits of the configured feeds."""
        from briefing.services.feed_list import FeedList

        return FeedList(
            self.context,
            self.feed_health.retry_now,
            self.log_feed_edit,
            self.feed_health.numbered_urls,
            self.host_pacing,
        )

    def host_pacing(self) -> AbstractContextManager[HostPacing]:
        """Return a block with the state of the hosts, whose new waits are stored at its end."""
        from briefing.services.host_state import host_pacing

        return host_pacing(self.context, self.now())

    def log_feed_edit(self, edit: ConfigEdit) -> None:
        """Log an edit of feeds.toml, so that it can be undone in its turn."""
        from briefing.services.config_edits import reverse_of

        path = str(self.config.path.resolve())
        self.context.store.undo_log.log_feed_edit(path, reverse_of(edit), self.now())

    @cached_property
    def pipeline(self) -> Pipeline:
        """Grouping and writing."""
        from briefing.services.refreshing.pipeline import Pipeline

        return Pipeline(self.context)

    @cached_property
    def corrections(self) -> Corrections:
        """Corrections of stories and threads, and undo."""
        from briefing.services.corrections import Corrections

        return Corrections(self.context, self.names, self.pipeline, lambda *edit: self.feed_list.undo(*edit))

    @cached_property
    def proposals(self) -> Proposals:
        """Proposals of threads that a correction may mean."""
        from briefing.services.proposals import Proposals

        return Proposals(self.context, self.names)

    @cached_property
    def article_texts(self) -> ArticleTexts:
        """Full texts of articles."""
        from briefing.services.refreshing.article_texts import ArticleTexts

        return ArticleTexts(self.context, self.pipeline)

    @cached_property
    def refresher(self) -> Refresher:
        """Refreshes of the store."""
        from briefing.services.refreshing.refresher import Refresher

        return Refresher(self.context, self.pipeline, self.article_texts, self.feed_health)

    @cached_property
    def refresh_process(self) -> RefreshProcess:
        """Refreshes of the store for the reader, in a process of their own."""
        from briefing.services.refreshing.refresh_process import RefreshProcess

        return RefreshProcess(self.context, self.feed_health, lambda: self.refresher)

    @cached_property
    def personal_data(self) -> PersonalDataExchange:
        """Exports and imports of all that a person did and read."""
        from briefing.services.personal_data_exchange import PersonalDataExchange

        return PersonalDataExchange(self.context, self.pipeline)

    @cached_property
    def retention(self) -> Retention:
        """Thinning of old articles."""
        from briefing.services.retention import Retention

        return Retention(self.context, self.pipeline)

    @cached_property
    def visits(self) -> Visits:
        """When the reader is open."""
        from briefing.services.reader_visits import Visits

        return Visits(self.context)

    @cached_property
    def rewriter(self) -> Rewriter:
        """Summaries in the wording of the language model."""
        from briefing.services.rewriter import Rewriter

        return Rewriter(self.context)

    @cached_property
    def mailer(self) -> Mailer:
        """Mail, as [mail] in feeds.toml says."""
        from briefing.services.mailer import Mailer

        return Mailer(self.context)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.context.store.close()

    @property
    def config(self) -> Config:
        """The configuration in use."""
        return self.context.config

    @property
    def clock(self) -> Clock:
        """The clock in use."""
        return self.context.clock

    def now(self) -> datetime:
        """Return the current moment in UTC."""
        return self.context.now()

    def path_beside_store(self, suffix: str) -> Path:
        """Return the path of a file next to the store: the path of the store with `suffix` appended."""
        path = self.context.store.path
        return path.with_name(path.name + suffix)
