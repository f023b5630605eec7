"""Thinning of old articles to what summaries and timelines quote of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from briefing.model.fetching import Progress, ProgressCallback
from briefing.services.context import Context
from briefing.services.refreshing.refresh_wait import without_refresh

if TYPE_CHECKING:
    from briefing.services.refreshing.pipeline import Pipeline

BACKUP_SUFFIX = ".prune.bak"
"""Appended to the name of the store: the store as it was before the last thinning."""


@dataclass(frozen=True, slots=True)
class PruneReport:
    """What thinning changed, or would change.

    Attributes:
        before: The articles published before this moment were thinned.
        article_count: How many of them had more text than is quoted, or former texts.
        thread_count: In how many threads they are.
        text_size: The characters by which their texts became shorter, without former texts.
        freed: Bytes by which the store became smaller.
        backup: The path of the store as it was; "" if nothing was removed.
    """

    before: datetime
    article_count: int = 0
    thread_count: int = 0
    text_size: int = 0
    freed: int = 0
    backup: str = ""


class Retention:
    """Thins old articles. The store is copied first, and the copy restores it."""

    def __init__(self, context: Context, pipeline: Pipeline) -> None:
        self._context = context
        self._store = context.store
        self._pipeline = pipeline

    def prune(
        self, keep: timedelta, *, dry_run: bool = False, on_progress: ProgressCallback | None = None
    ) -> PruneReport:
        """Thin the articles that are older than `keep`; articles with a star, threads and timelines stay as they are.

        Args:
            keep: How long articles keep their whole text.
            dry_run: Report what would change, and change nothing.
            on_progress: Called on this worker after each step.

        Raises:
            BriefingError: A refresh does not end in time.
            StoreError: The store, or its copy, cannot be written.
        """
        on_progress = on_progress or (lambda _: None)
        with without_refresh(self._store):
            if not dry_run:
                self._pipeline.write_changed(on_progress)
            return self._prune(self._context.now() - keep, dry_run, on_progress)

    def _prune(self, before: datetime, dry_run: bool, on_progress: ProgressCallback) -> PruneReport:
        retention, size = self._store.retention, self._store.path.stat().st_size
        threads = retention.threads_with_old_articles(before)
        article_count = thread_count = text_size = 0
        backup = self._store.path.with_name(self._store.path.name + BACKUP_SUFFIX)
        is_copied = False
        for done, thread in enumerate(threads):
            on_progress(Progress("thinning", done, len(threads)))
            articles = retention.old_articles(thread, before)
            shortened = [article for article in articles if article.is_shortened]
            article_count += len(shortened)
            thread_count += bool(shortened)
            text_size += sum(len(article.text) - len(article.remaining) for article in shortened)
            if articles and not dry_run:
                if shortened and not is_copied:
                    self._store.backup(backup)
                    is_copied = True
                retention.thin(articles, self._context.now())
        if is_copied:
            retention.shrink()
        freed = max(size - self._store.path.stat().st_size, 0)
        return PruneReport(before, article_count, thread_count, text_size, freed, str(backup) if is_copied else "")
