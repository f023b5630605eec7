"""Taking all that a person did and read from one store to another."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing import __version__
from briefing.model.fetching import ProgressCallback
from briefing.model.grouping import Correction
from briefing.model.personal_data import SCHEMA, ExportedThread, ImportCount, ImportReport, PersonalData
from briefing.services.context import Context
from briefing.services.house_phrases import HousePhrases
from briefing.services.refreshing.refresh_wait import without_refresh
from briefing.text.dates.moments import utc_text
from briefing.text.url_secrets import without_secrets

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.model.articles import Article
    from briefing.services.refreshing.pipeline import Pipeline

SECRET_FEED_KEYS = {"headers", "auth"}
"""Keys of a feed that hold passwords and tokens, which no export holds."""


class PersonalDataExchange:
    """Exports and imports marks, stars, names, rules, views, corrections and delivery logs."""

    def __init__(self, context: Context, pipeline: Pipeline) -> None:
        self._context = context
        self._store = context.store
        self._pipeline = pipeline

    def export(self) -> Iterator[str]:
        """Yield the lines of an export: a record of the export itself, then all others."""
        header = {"type": "export", "schema": SCHEMA, "program": __version__, "at": utc_text(self._context.now())}
        for record in (header, *self._configured(), *self._store.personal_data.records()):
            yield json.dumps(record, ensure_ascii=False) + "\n"

    def touched_threads(self) -> list[str]:
        """Return the ids of the threads that a person did something with, the newest first."""
        return self._store.personal_data.touched_threads()

    def _configured(self) -> Iterator[dict[str, Any]]:
        """Yield records of the feeds, rules and digests of feeds.toml, without passwords and tokens."""
        from briefing.config.toml_editing import read_config_text

        table = tomllib.loads(read_config_text(self._context.config.path))
        for feed in table.get("feeds", []):
            public = {key: value for key, value in feed.items() if key not in SECRET_FEED_KEYS}
            yield {"type": "feed", "table": _plain(public | {"url": without_secrets(str(feed.get("url", "")))})}
        for rule in table.get("rules", []):
            yield {"type": "rule", "table": _plain(rule)}
        for name, digest in table.get("digests", {}).items():
            yield {"type": "digest settings", "name": name, "table": _plain(digest)}

    def import_data(
        self, data: PersonalData, name: str, *, dry_run: bool = False, on_progress: ProgressCallback | None = None
    ) -> ImportReport:
        """Add what an export holds to this store, in one transaction, then write the changed threads.

        Importing twice changes nothing. What the person did in this store stays. The feeds, rules and digests of the
        export are not added: they belong into feeds.toml.

        Args:
            data: The records.
            name: What the undo of imported corrections calls their origin.
            dry_run: Report what would change, and change nothing.
            on_progress: Called on this worker after each step.

        Raises:
            BriefingError: A refresh does not end in time.
        """
        with without_refresh(self._store):
            try:
                with self._store.transaction():
                    before = self._store.corrections.constraints()
                    report = _Import(self._context, data, name).run()
                    if dry_run:
                        raise _DryRunError(report)
                    self._pipeline.rebuild_profiles(self._store.groups.threads_without_profiles())
                    linked = self._store.corrections.constraints().threads_with_changed_links(before)
                    self._store.thread_texts.mark_outdated(linked)
            except _DryRunError as end:
                return end.report
            self._pipeline.write_changed(on_progress or (lambda _: None))
        return report

    def import_newsboat(self, cache: Path, *, dry_run: bool = False) -> ReadMarkImport:
        """Count the articles as read that newsboat marked as read; StoreError if the file is no cache of it."""
        from briefing.store.newsboat_cache import read_items

        items = read_items(cache)
        matched, unread = self._store.read_marks.mark_read(items, "newsboat", self._context.now(), dry_run=dry_run)
        return ReadMarkImport(len(items), matched, unread)


class _DryRunError(Exception):
    """Ends the transaction of an import that was only to be tried."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__("dry run")
        self.report = report


class ReadMarkImport(NamedTuple):
    """The read marks of another program: all, those of articles in this store, and how many of these were unread."""

    item_count: int
    matched_count: int
    unread_count: int


class _Import:
    """One import, inside the transaction that stores it."""

    def __init__(self, context: Context, data: PersonalData, name: str) -> None:
        self._store, self._now, self._data, self._name = context.store, context.now(), data, name
        self._import = context.store.personal_data_import
        self._counts: Counter[ImportCount] = Counter()
        self._unmatched = [f"{number} records of the unknown type {kind}" for kind, number in data.unknown.items()]

    def run(self) -> ImportReport:
        """Store all records; one undo of the actions reverts them."""
        start = self._import.last_action()
        ids, new = self._save_articles()
        threads, thread_ids = self._place_articles(ids, new)
        self._mark(threads, thread_ids, ids, new)
        self._constrain(ids)
        data = self._data
        self._counts["corrections"] += self._import.add_corrections(data.corrections)
        self._counts["mute rules"] += self._import.add_mutes(data.mutes, self._now)
        added, others = self._import.add_views(data.views, self._now)
        self._counts["views"] += added
        self._unmatched += [f'the view "{view}" has another query here and stays as it is' for view in others]
        for digest in data.digests:
            if missing := self._import.add_deliveries(digest, ids, thread_ids):
                self._unmatched.append(f'{missing} articles that the digest "{digest.name}" delivered are not here')
        if data.visit:
            self._import.add_visit(*data.visit)
        self._import.join_actions(start)
        return ImportReport({what: number for what, number in self._counts.items() if number}, tuple(self._unmatched))

    def _save_articles(self) -> tuple[Mapping[str, str], frozenset[str]]:
        """Store the articles; return the id in this store of each id in the export, and the ids of the new ones."""
        before = self._import.article_count()
        ids = self._import.save_articles(self._data.articles)
        grouped = self._import.homes(ids.values())
        self._counts["articles"] += self._import.article_count() - before
        return ids, frozenset(id for id in ids.values() if id not in grouped)

    def _place_articles(
        self, ids: Mapping[str, str], new: frozenset[str]
    ) -> tuple[list[ExportedThread], Mapping[str, str]]:
        """Place the new articles in groups.

        Returns:
            The threads with article ids of this store, and the id in this store of each of their ids in the export.
        """
        from briefing.grouping.features import extract_features
        from briefing.grouping.imported_groups import plan_imported

        threads = [_with_ids(thread, ids) for thread in self._data.threads]
        planned = plan_imported(threads, self._import.homes(ids.values()), self._import.is_id_in_use)
        placed = {placement.child for placement in planned.plan.articles}
        articles: list[Article] = [
            replace(article, id=ids[article.id]) for article in self._data.articles if ids[article.id] in placed & new
        ]
        features = [extract_features(article) for article in HousePhrases(self._store).without(articles)]
        frequencies = Counter(term for one in features for term in one.terms)
        if placed:
            self._import.place(replace(planned.plan, frequencies=dict(frequencies), document_count=len(features)))
        return threads, planned.thread_by_id

    def _mark(
        self,
        threads: list[ExportedThread],
        thread_ids: Mapping[str, str],
        ids: Mapping[str, str],
        new: frozenset[str],
    ) -> None:
        """Add what the person did with threads, what was read of them, and the stars."""
        read = {ids[article.id]: article.id in self._data.read for article in self._data.articles}
        for thread in threads:
            own_id = thread_ids.get(thread.id)
            if own_id is None:
                self._unmatched.append(f'the thread "{thread.title}" has no article in the file')
                continue
            self._counts += self._import.mark(own_id, thread, self._now)
            self._counts["read"] += self._import.mark_read(own_id, thread, read, new, self._now)
            if thread.affair_decided and (not thread.affair or thread.affair in thread_ids):
                affair = thread_ids.get(thread.affair, "")
                self._counts["affairs"] += self._import.set_affair(own_id, affair, thread.affair_decided, self._now)
        for article, since in self._data.starred.items():
            self._counts["stars"] += self._import.star(ids[article], since, self._now)

    def _constrain(self, ids: Mapping[str, str]) -> None:
        """Add the constraints, and carry out those that do not hold in this store yet."""
        from briefing.grouping.imported_constraints import plan_constrained, with_imported_links

        must_links = [
            replace(link, articles=frozenset(ids.get(a, a) for a in link.articles)) for link in self._data.must_links
        ]
        cannot_links = [
            replace(
                pair, removed=ids.get(pair.removed, pair.removed), remaining=ids.get(pair.remaining, pair.remaining)
            )
            for pair in self._data.cannot_links
        ]
        before = self._store.corrections.constraints()
        constraints, refused = with_imported_links(before, must_links, cannot_links)
        if refused:
            self._unmatched.append(f"{refused} links of articles contradict corrections that were made here")
        if (constraints.must_link, constraints.cannot_link) == (before.must_link, before.cannot_link):
            return
        named = {article for link in constraints.must_link for article in link.articles}
        named.update(article for pair in constraints.cannot_link for article in (pair.removed, pair.remaining))
        threads = {home.thread for home in self._import.homes(named).values()}
        current = self._import.homes_in_threads(threads)
        plan = plan_constrained(constraints, current, self._now, self._import.is_id_in_use)
        correction = Correction("imported", "thread", f"corrections of {self._name}", plan, constraints)
        self._store.corrections.apply(correction, self._now)
        self._counts["constraints"] += len(constraints.must_link) + len(constraints.cannot_link)
        self._counts["constraints"] -= len(before.must_link) + len(before.cannot_link)


def _with_ids(thread: ExportedThread, ids: Mapping[str, str]) -> ExportedThread:
    """Return a thread whose articles have the ids of this store, without those that the file does not hold."""
    stories = ((story, tuple(ids[one] for one in articles if one in ids)) for story, articles in thread.stories)
    return replace(thread, stories=tuple((story, articles) for story, articles in stories if articles))


def _plain(value: Any) -> Any:
    """Return a value of TOML as JSON has it: moments as text, which feeds.toml accepts too."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value
