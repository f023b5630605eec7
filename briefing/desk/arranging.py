"""Grouping what is new, or everything anew, and writing what changed: a part of the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from briefing.desk.curating import Curation
from briefing.model.feeds import Progress
from briefing.model.grouping import Move, RegroupReport

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.feeds import Progress
    from briefing.model.grouping import Regrouping, RegroupReport

Report: TypeAlias = "Callable[[Progress], None]"
BATCH = 50
"""Threads written in one transaction."""
MOVES = 10
"""So many of the biggest changes are told after regrouping."""


class Arranging(Curation):
    """Has articles grouped and threads written; a correction made meanwhile is not overlooked."""

    # --- grouping anew -----------------------------------------------------------------------------------------------

    def regroup(
        self, since: datetime | None = None, *, dry_run: bool = False, progress: Report | None = None
    ) -> RegroupReport:
        """Group all articles by the rules and corrections of today, those before `since` staying where they are.

        The store is backed up before anything changes; with `dry_run` nothing does.
        """
        from briefing.grouping.regroup import regroup

        tell = progress or (lambda _: None)
        with self._store.refresh_lock() as mine:
            if not mine:
                return RegroupReport(busy=True)
            while True:
                corrections = self._store.corrections()
                articles, before = self._store.everything()
                made = regroup(
                    articles,
                    before,
                    corrections,
                    since,
                    lambda done, total: tell(Progress("grouping", done, total)),
                )
                report = self._moved(articles, before, made)
                if dry_run or not self._store.differs(made):
                    return report
                backup = self._store.path.with_name(self._store.path.name + ".regroup.bak")
                self._store.backup(backup)
                with self._store.whole():
                    if self._store.corrected() == corrections.version:
                        self._store.regroup(made)
                        break
            self._write(tell)
        return replace(report, backup=str(backup))

    def _moved(
        self, articles: Sequence[Article], before: Mapping[str, tuple[str, str]], made: Regrouping
    ) -> RegroupReport:
        """Count what moves, and name the biggest moves by the titles of threads."""
        flows = Counter((old[1], made.homes[id][1]) for id, old in before.items() if old[1] != made.homes[id][1])
        titles = {
            article.id: article.title for article in sorted(articles, key=lambda one: one.published, reverse=True)
        }
        first = {made.homes[id][1]: title for id, title in titles.items()}
        biggest = sorted(flows.items(), key=lambda flow: (-flow[1], flow[0]))[:MOVES]
        called = {**first, **self._store.titles_of([id for flow, _ in biggest for id in flow])}
        return RegroupReport(
            articles=len(articles),
            restoried=sum(old[0] != made.homes[id][0] for id, old in before.items()),
            rethreaded=sum(flows.values()),
            stories=(len({story for story, _ in before.values()}), len({story for story, _ in made.homes.values()})),
            threads=(len({thread for _, thread in before.values()}), len({t for _, t in made.homes.values()})),
            moves=tuple(Move(n, called.get(old, old), called.get(new, new)) for (old, new), n in biggest),
        )

    # --- grouping and writing ----------------------------------------------------------------------------------------

    def _group(self, now: datetime, tell: Report) -> int:
        """Group what is ungrouped; return the number of new stories. A correction made meanwhile is not overlooked."""
        articles = self._store.ungrouped()
        if not articles:
            return 0
        from briefing.grouping.plan import plan

        tell(Progress("grouping", 0, len(articles)))
        while True:
            corrections = self._store.corrections()
            decided = plan(
                articles,
                self._store,
                now,
                lambda done, total: tell(Progress("grouping", done, total)),
                corrections,
            )
            with self._store.whole():
                if self._store.corrected() == corrections.version:
                    return self._store.apply(decided).stories_new

    def _write(self, tell: Report) -> int:
        """Write title, summary and timeline of every changed thread; return how many there were."""
        ids = self._store.unwritten()
        for start in range(0, len(ids), BATCH):
            tell(Progress("writing", start, len(ids)))
            while not self._save_written(ids[start : start + BATCH]):
                pass
        return len(ids)

    def _save_written(self, threads: Sequence[str]) -> bool:
        """Write some threads; False, and nothing is stored, if something was corrected meanwhile."""
        from briefing.writing.write import write

        version = self._store.corrected()
        told = {thread: stories for thread in threads if (stories := self._store.stories_of(thread))}
        written = {thread: write(thread, stories) for thread, stories in told.items()}
        for thread, (parent, called) in self._store.parents_of(list(written)).items():
            besides = written[parent].title if parent in written else called
            if written[thread].title == besides:
                written[thread] = write(thread, told[thread], besides)
        with self._store.whole():
            current = self._store.corrected() == version
            if current:
                self._store.save_written(list(written.values()))
        return current
