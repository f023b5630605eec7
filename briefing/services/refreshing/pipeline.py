"""Grouping new articles or all of them, and writing the texts of changed threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing.model.fetching import Progress, ProgressCallback
from briefing.model.grouping import RegroupMove, RegroupReport
from briefing.model.program_fault import ProgramFault
from briefing.program_faults import fault_name, fault_of
from briefing.services.context import Context
from briefing.services.fault_record import FaultRecord
from briefing.services.house_phrases import HousePhrases
from briefing.services.refreshing.affair_naming import name_affairs
from briefing.services.refreshing.doubts_after_correction import doubts_after_correction
from briefing.services.refreshing.thread_writer import ThreadToWrite, ThreadWriter, write_all

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.coverage import FormerText, ThreadText
    from briefing.model.grouping import Homes, Regrouping

TRANSACTION_BATCH = 50
"""Threads written in one transaction: few enough that a person's mark never waits long for the writer."""
MAX_LEFT = 200
"""Threads at most that an earlier refresh left unwritten and that are written before anything else: some seconds."""
MAX_REPORTED_MOVES = 10
"""Moves between threads that a regroup report lists, the largest first: about half a screen."""
MAX_ADDED_AGE = timedelta(days=30)
"""For how long what a person added to a thread does not name it: older headlines hardly become titles in any case. It
bounds how many corrections are read."""
NO_TEXTS: Mapping[str, FormerText] = MappingProxyType({})
NO_TITLES: Mapping[str, str] = MappingProxyType({})
MAX_UNGROUPED_FAULTS = 5
"""Articles that fail alone in a row, from which on the cause is taken to be the program, not the articles: groups that
fail are no longer halved, and their articles wait for the next refresh."""


class Pipeline:
    """Groups articles and writes the texts of changed threads.

    A thread that cannot be written keeps its former text, an article that cannot be grouped stays ungrouped: `faults`
    has why, and both are tried again.
    """

    def __init__(self, context: Context) -> None:
        self.faults = FaultRecord()
        self._context = context
        self._store = context.store
        self._house_phrases = HousePhrases(context.store)
        self._has_unnamed = False
        """Whether threads were written since the affairs were named last."""

    def regroup(
        self, since: datetime | None = None, *, dry_run: bool = False, on_progress: ProgressCallback | None = None
    ) -> RegroupReport:
        """Group all articles anew with the present rules and corrections; back up the store before it changes.

        Args:
            since: Articles published before stay where they are; None: all may move.
            dry_run: Report what would change, and change nothing.
            on_progress: Called on this worker after each step.
        """
        on_progress = on_progress or (lambda _: None)
        with self._store.refresh_lock() as acquired:
            if not acquired:
                return RegroupReport(busy=True)
            report = self.regroup_locked(since, on_progress, dry_run=dry_run, undoable=True)
            if report.backup:
                self.write_changed(on_progress)
        return report

    def regroup_locked(
        self,
        since: datetime | None,
        on_progress: ProgressCallback,
        *,
        dry_run: bool = False,
        undoable: bool = False,
    ) -> RegroupReport:
        """Do what `regroup` does, for a caller that holds the lock for refreshing and writes the changed texts.

        With `undoable` it is an action of a person, and can be undone if it moves anything.
        """
        from briefing.grouping.regroup import regroup

        while True:
            corrections = self._store.corrections.constraints()
            articles, before = self._store.groups.articles_and_homes()
            regrouping = regroup(
                self._house_phrases.without(articles),
                before,
                corrections,
                since,
                lambda done, total: on_progress(Progress("grouping", done, total)),
            )
            report = self._regroup_report(articles, before, regrouping)
            if dry_run or not self._store.groups.would_change(regrouping):
                return report
            backup = self._store.path.with_name(self._store.path.name + ".regroup.bak")
            self._store.backup(backup)
            with self._store.transaction():
                if self._store.corrections.version() == corrections.version:
                    if undoable and self._store.groups.would_move(regrouping):
                        self._store.corrections.regroup(regrouping, self._context.now())
                    else:
                        self._store.groups.apply_regrouping(regrouping)
                    return replace(report, backup=str(backup))

    def rebuild_profiles(self, thread_ids: Sequence[str]) -> None:
        """Build the profiles of these threads and their stories again."""
        if not thread_ids:
            return
        from briefing.grouping.profile_rebuild import rebuild_profiles

        for thread in thread_ids:
            profiles = rebuild_profiles(self._stories_of(thread), self._store.archive)
            self._store.groups.save_profiles(profiles)

    def _stories_of(self, thread_id: str) -> tuple[Story, ...]:
        """Return the stories of a thread without what publishers print with many articles."""
        return self._house_phrases.without_in(self._store.threads.stories_of(thread_id))

    def _regroup_report(
        self, articles: Sequence[Article], homes_before: Homes, regrouping: Regrouping
    ) -> RegroupReport:
        """Count the articles that change place, and name the largest moves by thread titles."""
        flows = Counter(
            (old.thread, regrouping.homes[id].thread)
            for id, old in homes_before.items()
            if old.thread != regrouping.homes[id].thread
        )
        headlines = {
            article.id: article.title for article in sorted(articles, key=lambda one: one.published, reverse=True)
        }
        title_by_thread = {regrouping.homes[id].thread: title for id, title in headlines.items()}
        biggest = sorted(flows.items(), key=lambda flow: (-flow[1], flow[0]))[:MAX_REPORTED_MOVES]
        titles = {**title_by_thread, **self._store.threads.titles([id for flow, _ in biggest for id in flow])}
        return RegroupReport(
            articles=len(articles),
            articles_in_other_story=sum(old.story != regrouping.homes[id].story for id, old in homes_before.items()),
            articles_in_other_thread=sum(flows.values()),
            stories=(
                len({home.story for home in homes_before.values()}),
                len({home.story for home in regrouping.homes.values()}),
            ),
            threads=(
                len({home.thread for home in homes_before.values()}),
                len({home.thread for home in regrouping.homes.values()}),
            ),
            moves=tuple(RegroupMove(n, titles.get(old, old), titles.get(new, new)) for (old, new), n in biggest),
        )

    def group_new(self, now: datetime, on_progress: ProgressCallback) -> int:
        """Group the ungrouped articles; return the number of new stories."""
        articles = [one for one in self._store.articles.ungrouped() if not self.faults.has(article_name(one))]
        if not articles:
            return 0
        on_progress(Progress("grouping", 0, len(articles)))
        with self.faults.guard("phrases of publishers"):
            self._house_phrases.learn(articles)
        # Another start each hour: behind `MAX_UNGROUPED_FAULTS` failures not all is tried, and it must not be the same
        # rest each time.
        start = (now.toordinal() + now.hour) % len(articles)
        return self._group_halving([*articles[start:], *articles[:start]], on_progress, [])

    def _group_halving(
        self, articles: Sequence[Article], on_progress: ProgressCallback, failed_in_row: list[Article]
    ) -> int:
        """Group articles, and each half alone if that fails, so that only those that cause it stay ungrouped.

        Args:
            articles: The articles.
            on_progress: Called after each step.
            failed_in_row: Filled by the calls: the articles that failed alone since a group last succeeded.
        """
        try:
            count = self._group(articles, on_progress)
        except Exception as error:
            fault = fault_of(article_name(articles[0]), error)
        else:
            failed_in_row.clear()
            return count
        if len(articles) == 1:
            self.faults.add(fault)
            failed_in_row.extend(articles)
            return 0
        if len(failed_in_row) >= MAX_UNGROUPED_FAULTS:
            return 0
        middle = len(articles) // 2
        halves = (articles[:middle], articles[middle:])
        return sum(self._group_halving(half, on_progress, failed_in_row) for half in halves)

    def _group(self, articles: Sequence[Article], on_progress: ProgressCallback) -> int:
        """Group articles; a correction that is made meanwhile discards the plan, and grouping starts over."""
        from briefing.grouping.plan import make_plan

        articles = self._house_phrases.without(articles)
        while True:
            corrections = self._store.corrections.constraints()
            plan = make_plan(
                articles,
                self._store.archive,
                lambda done, total: on_progress(Progress("grouping", done, total)),
                corrections,
            )
            with self._store.transaction():
                if self._store.corrections.version() == corrections.version:
                    return self._store.groups.apply(plan, self._context.now()).new_story_count

    def write_changed(
        self, on_progress: ProgressCallback, *, without_text: bool = False, limit: int | None = None
    ) -> Sequence[str]:
        """Write title, summary and timeline of changed threads; return the ids of those that were written.

        When all are written, affairs are named.

        Args:
            on_progress: Called on this worker after each step.
            without_text: Write only the threads that have no text yet.
            limit: Write only this many, those of the most articles; None: all.
        """
        ids = self._store.thread_texts.outdated_threads(without_text=without_text)[:limit]
        written: list[str] = []
        with ThreadWriter(self._store.thread_texts.article_count(ids)) as writer:
            for start in range(0, len(ids), TRANSACTION_BATCH):
                on_progress(Progress("writing", start, len(ids), threads=len(written)))
                batch = None
                while batch is None:
                    batch = self._write_threads(ids[start : start + TRANSACTION_BATCH], writer)
                written += batch
        self._has_unnamed = self._has_unnamed or bool(written)
        if self._has_unnamed and limit is None and not without_text:
            with self.faults.guard("names of affairs"):
                name_affairs(self._context)
                self._has_unnamed = False
        return written

    def write_threads(
        self,
        thread_ids: Sequence[str],
        former: Mapping[str, FormerText] = NO_TEXTS,
        first_titles: Mapping[str, str] = NO_TITLES,
    ) -> None:
        """Write the texts of these threads, for a caller whose transaction keeps corrections out.

        Args:
            thread_ids: The threads.
            former: What was written, before a correction, of the threads that it concerns.
            first_titles: The headlines under which a person split new threads off, which are their titles if they can.
        """
        self._write_threads(thread_ids, ThreadWriter(), former, first_titles)

    def _write_threads(
        self,
        thread_ids: Sequence[str],
        writer: ThreadWriter,
        former: Mapping[str, FormerText] = NO_TEXTS,
        first_titles: Mapping[str, str] = NO_TITLES,
    ) -> list[str] | None:
        """Write the texts of threads; return the ids of those that were written, None if a correction was made."""
        version = self._store.corrections.version()
        stories_by_thread: dict[str, tuple[Story, ...]] = {}
        for thread in thread_ids:
            with self.faults.guard(fault_name(thread)):
                stories_by_thread |= {thread: stories} if (stories := self._stories_of(thread)) else {}
        previous_titles = {**self._store.thread_texts.written_titles(list(stories_by_thread)), **first_titles}
        stories_by_thread = self._with_doubts(stories_by_thread, previous_titles, former)
        title_stories = self._title_stories(stories_by_thread)
        threads = [
            ThreadToWrite(
                thread,
                stories,
                "",
                previous_titles.get(thread, ""),
                title_stories.get(thread, ()),
                former.get(thread),
                _former_of_others(thread, stories, former),
            )
            for thread, stories in stories_by_thread.items()
        ]
        written = self._without_faults(writer.write(threads))
        for thread, (affair, stored_title) in self._store.affairs.of_threads(list(written)).items():
            affair_title = written[affair].title if affair in written else stored_title
            if written[thread].title == affair_title:  # a part needs a title of its own
                written |= self._written_again(threads, thread, affair_title)
        for thread in first_titles:
            written |= self._with_titles_apart(threads, written, thread)
        with self._store.transaction():
            if self._store.corrections.version() != version:
                return None
            self._store.thread_texts.save(list(written.values()))
        return list(written)

    def _written_again(self, threads: Sequence[ThreadToWrite], thread: str, avoid_title: str) -> dict[str, ThreadText]:
        """Write one of some threads again, with another title if it has one."""
        another = next(one for one in threads if one.thread_id == thread)._replace(avoid_title=avoid_title)
        return self._without_faults(write_all([another]))

    def _with_titles_apart(
        self, threads: Sequence[ThreadToWrite], written: Mapping[str, ThreadText], new: str
    ) -> dict[str, ThreadText]:
        """Return what is written anew so that a thread that was split off bears no title of another one.

        It gets another title if it has one; else the one that it left does.
        """
        texts = dict(written)
        for other in written.keys() - {new}:
            for thread in (new, other):
                if new in texts and texts[new].title.casefold() == texts[other].title.casefold():
                    texts |= self._written_again(threads, thread, texts[thread].title)
        return texts

    def _with_doubts(
        self,
        stories_by_thread: Mapping[str, tuple[Story, ...]],
        titles: Mapping[str, str],
        former: Mapping[str, FormerText],
    ) -> dict[str, tuple[Story, ...]]:
        """Return the stories of threads, each with whether it is perhaps of another topic; as before if that fails.

        A correction raises no doubt about what was written before it, and settles none by itself: a story that was set
        aside stays so, unless articles came that support it.
        """
        from briefing.grouping.constraints import ConstraintChecker
        from briefing.grouping.story_doubts import doubted_stories

        checker = ConstraintChecker(self._store.corrections.constraints())
        judged = dict(stories_by_thread)
        for thread, stories in stories_by_thread.items():
            with self.faults.guard(f"doubts about stories of {fault_name(thread)}"):
                doubted = doubted_stories(stories, titles.get(thread, ""), self._store.archive, checker)
                if thread in former:
                    confirmed = {story.id for story in stories if checker.linked_at("thread", story.id)}
                    doubted = doubts_after_correction(stories, doubted, former, thread, confirmed)
                judged[thread] = tuple(replace(story, doubted=story.id in doubted) for story in stories)
        return judged

    def _title_stories(self, stories_by_thread: Mapping[str, Sequence[Story]]) -> dict[str, tuple[Story, ...]]:
        """Return the stories that the titles of threads are chosen from, of those to which a person added something."""
        from briefing.writing.titles.title_stories import title_stories

        linked = {id for link in self._store.corrections.constraints().must_link for id in link.articles}
        threads = [
            thread
            for thread, stories in stories_by_thread.items()
            if any(article.id in linked for story in stories for article in story.articles)
        ]
        if not threads:
            return {}
        added = self._store.corrections.added(threads, self._context.now() - MAX_ADDED_AGE)
        return {thread: title_stories(stories_by_thread[thread], added) for thread in threads} if added else {}

    def _without_faults(self, written: Mapping[str, ThreadText | ProgramFault]) -> dict[str, ThreadText]:
        """Return the texts of threads; record why others have none: these keep the former text, and stay outdated."""
        for text in written.values():
            if isinstance(text, ProgramFault):
                self.faults.add(text)
        return {thread: text for thread, text in written.items() if not isinstance(text, ProgramFault)}


def _former_of_others(
    thread: str, stories: Sequence[Story], former: Mapping[str, FormerText]
) -> tuple[FormerText, ...]:
    """Return the former texts of the other threads that some articles of a thread were in."""
    if not former:
        return ()
    own = {article.id for story in stories for article in story.articles}
    return tuple(text for other, text in former.items() if other != thread and not own.isdisjoint(text.articles))


def article_name(article: Article) -> str:
    """Return how a fault names an article."""
    return f"article {article.id}"
