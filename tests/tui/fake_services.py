"""Services that keep sample threads in memory, with a clock that stands. Type-checked against the app's protocols."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sample_news import NOW, PUBLISHERS, ago, arrival, sample_threads, thread_of

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model.articles import Article, Story
from briefing.model.briefings import Briefing
from briefing.model.coverage import AgendaItem, ThreadDetails
from briefing.model.curation import Explanation, HiddenThread, MuteRule, Proposal, SavedView, SearchHit
from briefing.model.feeds import Feed, FeedHouses, FeedState
from briefing.model.fetching import Progress, RefreshReport
from briefing.model.grouping import Evidence, Signal
from briefing.model.notes import Note
from briefing.model.reading_times import Arrivals, unread_state
from briefing.model.threads import Changes, Rewrite, Sentence, Thread, ThreadRow
from briefing.model.undone_action import UndoneAction
from briefing.services.config_edits import ConfigEdit, reverse_of
from briefing.services.fault_record import FaultRecord
from briefing.services.feed_list import FeedList
from briefing.services.front_pages import ReaderRows
from briefing.services.protocols import AppServices
from briefing.text.query import Query, parse_query
from briefing.tui.read_sessions import read_before_after
from briefing.writing.changes import changes_since_read
from briefing.writing.coverage import coverage
from briefing.writing.rewrite.prompt_and_answer import accept_rewrite

__all__ = ["NOW", "FakeServices", "add_single_reports", "ago", "arrival", "feeds", "sample_threads", "thread_of"]


def feeds(number: int = 40) -> tuple[Feed, ...]:
    """Feeds of three sections."""
    sections = ("world", "asia", "science")
    return tuple(
        Feed(f"https://feed{n}.example/rss", name=f"Sample Feed {n}", section=sections[n % 3], line=1 + n * 4)
        for n in range(number)
    )


UNDOABLE_FIELDS = ("threads", "saved", "stars", "words", "muted_publishers")
"""What an undo of the fakes changes, and a redo puts back."""


@dataclass
class FakeServices:
    """The state that all fakes share.

    A refresh brings `early_arrivals`, waits for `gate` and brings `arrivals`; every write raises `write_error` if it is
    set. `calls` records calls of interest.
    """

    threads: dict[str, Thread] = field(default_factory=lambda: {t.row.id: t for t in sample_threads()})
    arrivals: list[Thread] = field(default_factory=list)
    arrived: list[Article] = field(default_factory=list)
    ended_in: dict[str, str] = field(default_factory=dict)
    early_arrivals: list[Thread] = field(default_factory=list)
    early_stage: Literal["fetching", "writing"] = "fetching"
    unwritten_note: str = ""
    gate: threading.Event = field(default_factory=threading.Event)
    config: Config = field(default_factory=lambda: Config(Path("feeds.toml"), feeds()))
    folder: Path = Path("no-such-folder")
    transport: None = None
    headlines: dict[str, tuple[tuple[datetime, str], ...]] = field(default_factory=dict)
    report: RefreshReport | None = None
    failures: tuple[Note, ...] = (Note("Sample Metro", "timed out after 30 s", 3),)
    correction_notes: dict[str, tuple[tuple[datetime, str], ...]] = field(default_factory=dict)
    page_texts: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[str, ...]] = field(default_factory=list)
    saved: dict[str, str] = field(default_factory=dict)
    stars: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    muted_publishers: frozenset[str] = frozenset()
    answer: str = ""
    page_since: datetime = NOW - timedelta(days=40)
    news_since: datetime = NOW - timedelta(days=1)
    visited: bool = True
    houses: FeedHouses = field(default_factory=FeedHouses)
    list_loads: int = 0
    due: datetime | None = NOW + timedelta(minutes=20)
    write_error: Exception | None = None
    undo_log: list[tuple[Callable[[], object], str]] = field(default_factory=list)
    redo_log: list[dict[str, object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()
        self.names = FakeNames(self)
        self.reading = FakeReading(self)
        self.pages = FakePages(self)
        self.curation = FakeCuration(self)
        self.views = FakeSavedViews(self)
        self.corrections = FakeCorrections(self)
        self.proposals = FakeProposals(self)
        self.refresh_process = FakeRefresher(self)
        self.feed_health = FakeFeedHealth(self)
        self.feed_list = FeedList(self, self.feed_health.retry_now, self.log_feed_edit)
        self.article_texts = FakeArticleTexts(self)
        self.rewriter = FakeRewriter(self)
        self.deliveries = FakeDeliveries(self)
        self.visits = FakeVisits(self)
        self.damaged_threads, self.damaged_texts = FaultRecord(), FaultRecord()

    def log_feed_edit(self, edit: ConfigEdit) -> None:
        path, reverse = str(self.config.path.resolve()), reverse_of(edit)
        self.undo_log.append((lambda: self.feed_list.undo(path, reverse), edit.undone_message))

    def now(self) -> datetime:
        return NOW

    def path_beside_store(self, suffix: str) -> Path:
        return self.folder / f"store{suffix}"

    def check_writable(self) -> None:
        if self.write_error:
            raise self.write_error

    def change(self, name: str, value: object, undone: str) -> None:
        """Replace a field; undo puts the former value back and returns `undone`."""
        self.check_writable()
        before = getattr(self, name)
        setattr(self, name, value)
        self.undo_log.append((lambda: setattr(self, name, before), undone))

    def change_row(self, call: str, id: str, change: Callable[[ThreadRow], ThreadRow]) -> None:
        """Record a call and change the row of a thread; undo puts the former row back."""
        self.check_writable()
        self.calls.append((call, id))
        before = self.threads[id].row
        self.threads[id] = replace(self.threads[id], row=change(before))

        def undo() -> None:
            self.threads[id] = replace(self.threads[id], row=before)

        self.undo_log.append((undo, f'un{call.split()[0].removesuffix("e")}ed "{before.title}"'))


class FakeReading:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def thread_rows(
        self, *, since: datetime | None = None, section: str = "", muted: bool = False, query: Query | str = ""
    ) -> tuple[ThreadRow, ...]:
        parsed = parse_query(query) if isinstance(query, str) else query
        threads = [t for t in self._state.threads.values() if muted or not t.row.muted]
        return tuple(t.row for t in threads if section in ("", t.row.section) and _matches(t, parsed))

    def threads_with_id(self, text: str) -> tuple[ThreadRow, ...]:
        return tuple(thread.row for id, thread in self._state.threads.items() if id == text.strip())

    def thread(self, thread_id: str) -> Thread:
        self._state.calls.append(("thread", thread_id))
        if thread_id not in self._state.threads:
            thread_id = self._state.ended_in.get(thread_id, thread_id)
        if thread_id not in self._state.threads:
            raise BriefingError(f"There is no thread {thread_id}.")
        return self._state.threads[thread_id]

    def changes(self, thread: Thread) -> Changes | None:
        return changes_since_read(thread)

    def thread_details(self, thread_id: str, last_read: datetime | None = None) -> ThreadDetails:
        thread = self.thread(thread_id)
        thread = replace(thread, row=replace(thread.row, read=last_read)) if last_read else thread
        thread = replace(thread, changes=changes_since_read(thread))
        upcoming = tuple(item for item in self.agenda() if item.thread == thread_id)
        return ThreadDetails(thread, coverage(thread, self._state.feed_health.feeds_with_states()), upcoming)

    def agenda(self, days: int = 14) -> tuple[AgendaItem, ...]:
        thread = self._state.threads.get("t-pact")
        if thread is None:
            return ()
        article = thread.stories[-1].articles[0]
        sentence = Sentence("The Diet in Tokyo is expected to vote on Friday.", article.id)
        day = NOW.date() + timedelta(days=4)
        return (AgendaItem(day, day, "t-pact", thread.row.title, sentence, article, PUBLISHERS[:2]),)

    def search(
        self, query: Query | str, limit: int = 20, *, threads: Collection[str] | None = None
    ) -> tuple[SearchHit, ...]:
        wanted = [word.casefold() for word in parse_query(str(query)).wanted_words()]
        ids = self._state.threads if threads is None else threads
        listed = [t for t in self._state.threads.values() if not t.row.muted and t.row.id in ids]
        articles = [(a, t) for t in listed for s in t.stories for a in s.articles]
        return tuple(
            SearchHit(article, thread.row.id, thread.row.title)
            for article, thread in articles
            if all(word in f"{article.title} {article.text}".casefold() for word in wanted)
        )[:limit]

    def explain(self, reference: str) -> Explanation:
        for thread in self._state.threads.values():
            for story in thread.stories:
                for article in story.articles:
                    if article.id == reference or thread.row.id == reference:
                        return _explanation(thread, story, article)
        raise BriefingError(f'Nothing is stored about "{reference}".')

    def feed_articles(self, url: str) -> tuple[SearchHit, ...]:
        return tuple(
            SearchHit(article, thread.row.id, thread.row.title)
            for thread in self._state.threads.values()
            for story in thread.stories
            for article in story.articles
            if article.feed == url
        )

    def headline_history(self, article_id: str) -> tuple[tuple[datetime, str], ...]:
        return self._state.headlines.get(article_id, ())

    def is_store_empty(self) -> bool:
        return not self._state.threads

    def newest_articles(self, limit: int) -> tuple[Article, ...]:
        return tuple(self._state.arrived[:limit])


class FakeNames:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def query_values(self) -> dict[str, tuple[str, ...]]:
        return {"section": self.sections(), "publisher": PUBLISHERS}

    def survivors(self, thread_ids: Sequence[str]) -> dict[str, str]:
        return {id: self._state.ended_in[id] for id in thread_ids if id in self._state.ended_in}

    def sections(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(thread.row.section for thread in self._state.threads.values()))


class FakePages:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def reader_rows(self, *, with_older: bool = True) -> ReaderRows:
        state = self._state
        rows = [row for row in state.reading.thread_rows() if with_older or row.last >= state.page_since]
        rows = [row for row in rows if row.followed or not any(word in row.title.casefold() for word in state.words)]
        rows.sort(key=lambda row: row.last < state.page_since)
        state.list_loads += 1
        arrivals = Arrivals(NOW + timedelta(minutes=state.list_loads))
        return ReaderRows(
            tuple(rows), state.page_since, state.news_since, state.houses, arrivals=arrivals, visited=state.visited
        )


def _matches(thread: Thread, query: Query) -> bool:
    sections = query.values("section")
    text = " ".join([thread.row.title, *(a.text for s in thread.stories for a in s.articles)]).casefold()
    in_brackets = (
        any(_matches(thread, one) for one in bracket.alternatives) != bracket.negated for bracket in query.brackets
    )
    return (
        (not sections or any(part in thread.row.section for part in sections))
        and all((term.value.casefold() in text) != term.negated for term in query.terms if not term.key)
        and all(in_brackets)
    )


def _explanation(thread: Thread, story: Story, article: Article) -> Explanation:
    signal = Signal("same title words", 0.8, 2.1)
    link = Evidence(article.id, story.id, "story", 0.97, (signal,), ("Philippine Senate",), ("concur",), 0.6)
    upper = Evidence(story.id, thread.row.id, "thread", 0.93, (signal,), ("Japan", "Philippines"))
    return Explanation(article, story, thread.row, link, upper)


class FakeVisits:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def begin(self) -> datetime | None:
        self._state.calls.append(("visit", "begin"))
        return None

    def extend(self) -> None:
        self._state.calls.append(("visit", "extend"))

    def note_listed(self, arrivals: Arrivals) -> None:
        self._state.calls.append(("visit", f"listed {arrivals.at:%H:%M}"))


class FakeCuration:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def follow(self, thread_id: str, on: bool = True) -> None:
        self._state.change_row("follow", thread_id, lambda row: replace(row, followed=on))

    def mute(self, thread_id: str, on: bool = True, *, until_new: bool = False) -> None:
        call = "mute until new" if until_new else "mute"
        self._state.change_row(call, thread_id, lambda row: replace(row, muted=on))

    def set_tags(self, thread_id: str, tags: Sequence[str]) -> None:
        if any(not tag.isalnum() for tag in tags):
            raise BriefingError("no tag")
        self._state.change_row("set_tags", thread_id, lambda row: replace(row, tags=tuple(tags)))

    def star(self, article_id: str, on: bool = True) -> None:
        stars = self._state.stars | {article_id} if on else self._state.stars - {article_id}
        self._state.change("stars", stars, "took the star back")

    def starred_ids(self) -> frozenset[str]:
        return self._state.stars

    def mark_read(self, thread_id: str) -> None:
        self._state.check_writable()
        self._state.calls.append(("read", thread_id))
        thread = self._state.threads[thread_id]
        before = read_before_after(thread.row, NOW)
        self._state.threads[thread_id] = replace(
            thread, row=replace(thread.row, read=NOW, read_before=before, unread=None)
        )

    def mark_unread(self, thread_id: str, on: bool = True, *, listed: datetime | None = None) -> None:
        def change(row: ThreadRow) -> ThreadRow:
            if not on:
                return replace(row, read=NOW, read_before=read_before_after(row, NOW), unread=None)
            state = unread_state(False, row.read, row.read_before, row.newest, NOW)
            return replace(row, read=state.read, read_before=state.read, unread=state.is_marked or None)

        self._state.change_row("unread" if on else "read", thread_id, change)
        self._note_listed(listed)

    def mark_all_read(self, thread_ids: Sequence[str], listed: datetime | None = None) -> None:
        before = {id: self._state.threads[id].row for id in thread_ids}
        read = {id: replace(self._state.threads[id], row=replace(row, read=NOW)) for id, row in before.items()}
        self._state.change("threads", self._state.threads | read, f"unread again: {len(read)} threads")
        self._note_listed(listed)

    def _note_listed(self, listed: datetime | None) -> None:
        if listed:
            self._state.calls.append(("marked", f"as listed {listed:%H:%M}"))

    def mute_words(self, words: str, on: bool = True) -> None:
        muted = self._state.words | {words} if on else self._state.words - {words}
        self._state.change("words", muted, f'no longer muted "{words}"')

    def mute_publisher(self, name: str, on: bool = True) -> str:
        found = next(publisher for publisher in PUBLISHERS if name.casefold() in publisher.casefold())
        muted = self._state.muted_publishers
        self._state.change("muted_publishers", muted | {found} if on else muted - {found}, f"no longer muted {found}")
        return found

    def mute_rules(self) -> tuple[MuteRule, ...]:
        words = tuple(MuteRule("word", word, NOW) for word in self._state.words)
        return (*words, *(MuteRule("publisher", name, NOW) for name in self._state.muted_publishers))

    def hidden_threads(self) -> tuple[HiddenThread, ...]:
        threads = self._state.threads.values()
        muted = [HiddenThread(t.row, None, NOW, until_new=True) for t in threads if t.row.muted]
        by_word = [
            HiddenThread(t.row, MuteRule("word", word, NOW), NOW)
            for word in self._state.words
            for t in threads
            if word in t.row.title
        ]
        return (*muted, *by_word)


class FakeSavedViews:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def all(self) -> tuple[SavedView, ...]:
        return tuple(SavedView(name, query) for name, query in self._state.saved.items())

    def thread_ids(self) -> dict[str, frozenset[str]]:
        reading = self._state.reading
        return {v.name: frozenset(row.id for row in reading.thread_rows(query=v.query)) for v in self.all()}

    def save(self, name: str, query: Query | str) -> None:
        self._state.change("saved", {**self._state.saved, name: str(query)}, f'removed the view "{name}"')

    def remove(self, name: str) -> None:
        others = {other: query for other, query in self._state.saved.items() if other != name}
        self._state.change("saved", others, f'saved the view "{name}" again')


def _without(thread: Thread, leaving: Collection[str]) -> Thread:
    """The thread without some articles, also in its timeline; one that would be empty stays."""
    left = {story.id: tuple(one for one in story.articles if one.id not in leaving) for story in thread.stories}
    stories = tuple(replace(story, articles=left[story.id]) for story in thread.stories if left[story.id])
    entries = (
        replace(entry, articles=tuple(id for id in entry.articles if id not in leaving)) for entry in thread.timeline
    )
    timeline = tuple(entry for entry in entries if entry.articles or not entry.story)
    return replace(thread, stories=stories, timeline=timeline) if stories else thread


class FakeCorrections:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def take_unwritten_note(self) -> str:
        note, self._state.unwritten_note = self._state.unwritten_note, ""
        return note

    def merge(self, target: str, *others: str) -> str:
        threads = self._state.threads
        kept, merged = threads[target], [threads[other] for other in others]
        row = replace(kept.row, story_count=kept.row.story_count + sum(other.row.story_count for other in merged))
        stories = (*(story for other in merged for story in other.stories), *kept.stories)
        rest = {id: thread for id, thread in threads.items() if id not in others}
        names = ", ".join(f'"{other.row.title}"' for other in merged)
        threads = {**rest, target: replace(kept, row=row, stories=stories)}
        self._state.change("threads", threads, f"merged {names} no longer")
        self._state.ended_in |= dict.fromkeys(others, target)
        return f'Merged {names} and "{kept.row.title}"'

    def split_articles(self, thread: str, articles: Sequence[str], title: str) -> str:
        self._state.check_writable()
        self._state.calls.append(("split", thread, title, *articles))
        alone = thread_of("alone", title, [(NOW, title, len(articles))])
        both = {thread: _without(self._state.threads[thread], articles), "t-alone": alone}
        self._state.change("threads", {**self._state.threads, **both}, f'put "{title}" back')
        return f'Kept apart "{title}"'

    def move_articles(self, thread: str, articles: Sequence[str], target_thread: str, title: str) -> str:
        self._state.check_writable()
        if target_thread not in self._state.threads:
            raise BriefingError(f'No thread is called "{target_thread}".')
        self._state.calls.append(("move", thread, target_thread, title, *articles))
        threads = {**self._state.threads, thread: _without(self._state.threads[thread], articles)}
        target = threads[target_thread]
        grown = replace(target, row=replace(target.row, story_count=target.row.story_count + 1))
        self._state.change("threads", {**threads, target_thread: grown}, "no longer moved")
        return f"Moved {title} to {target_thread}"

    def set_affair(self, thread: str, affair: str) -> str:
        changed, parent = self._state.threads[thread], self._state.threads[affair].row if affair else None
        row = replace(changed.row, affair_id=parent.id if parent else "", affair_title=parent.title if parent else "")
        threads = {**self._state.threads, thread: replace(changed, row=row)}
        self._state.change("threads", threads, "affair as before")
        return f'"{row.title}" is now part of ' + (f'"{row.affair_title}"' if parent else "no other thread")

    def pin(self, reference: str) -> str:
        thread = self._state.threads[reference]
        pinned = replace(thread, row=replace(thread.row, score=2.0))
        self._state.change("threads", {**self._state.threads, reference: pinned}, "let go")
        self._state.calls.append(("pin", reference))
        return f'Kept together "{thread.row.title}"'

    def rename(self, thread_id: str, title: str) -> None:
        thread = self._state.threads[thread_id]
        renamed = replace(thread, row=replace(thread.row, title=title))
        threads = {**self._state.threads, thread_id: renamed}
        self._state.change("threads", threads, f'renamed "{thread.row.title}" again')

    def redo_action(self) -> UndoneAction:
        self._state.check_writable()
        if not self._state.redo_log:
            return UndoneAction()
        for name, value in self._state.redo_log.pop().items():
            setattr(self._state, name, value)
        return UndoneAction("did it again")

    def undo_action(self) -> UndoneAction:
        self._state.check_writable()
        if not self._state.undo_log:
            return UndoneAction()
        before = {id: thread.row for id, thread in self._state.threads.items()}
        views = self._state.saved
        undo, message = self._state.undo_log.pop()
        self._state.redo_log.append({name: copy(getattr(self._state, name)) for name in UNDOABLE_FIELDS})
        undo()
        after = {id: thread.row for id, thread in self._state.threads.items()}
        changed = tuple(id for id, row in after.items() if id in before and row != before[id])
        return UndoneAction(message, changed, next((name for name in self._state.saved if name not in views), ""))

    def history(self, thread_id: str) -> tuple[tuple[datetime, str], ...]:
        return self._state.correction_notes.get(thread_id, ())


class FakeProposals:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def near_thread(self, thread: str, *, loosely: bool = False) -> tuple[Proposal, ...]:
        if loosely:
            return tuple(Proposal(id, "shares only common words") for id in self._state.threads if id != thread)
        return (Proposal("t-budget", "shares Manila"),) if thread != "t-budget" else ()

    def near_story(self, article_or_story: str) -> tuple[Proposal, ...]:
        self._state.calls.append(("near", article_or_story))
        return (Proposal("t-chips", "grouping's other choice"), Proposal("t-budget", "shares Manila"))


class FakeRefresher:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def refresh(self, *, force: bool = False, on_progress: Callable[[Progress], None] | None = None) -> RefreshReport:
        state = self._state
        state.calls.append(("refresh", "force") if force else ("refresh",))
        if on_progress:
            on_progress(Progress("fetching", 12, 40, "Sample Wire"))
        if state.early_arrivals:
            state.threads |= {thread.row.id: thread for thread in state.early_arrivals}
            if on_progress:
                on_progress(Progress(state.early_stage, 39, 40, threads=len(state.early_arrivals)))
        assert state.gate.wait(60)
        for thread in state.arrivals:
            if old := state.threads.get(thread.row.id):
                thread = replace(thread, row=replace(thread.row, followed=old.row.followed, read=old.row.read))
            state.threads[thread.row.id] = thread
        new_ids = [thread.row.id for thread in state.arrivals]
        ranked = sorted(state.threads.values(), key=lambda thread: thread.row.id not in new_ids)
        state.threads = {thread.row.id: thread for thread in ranked}
        state.arrivals = []
        return state.report or RefreshReport(feeds=40, new_data=40, articles=len(new_ids), threads=len(new_ids))


class FakeFeedHealth:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def failures(self) -> tuple[Note, ...]:
        return self._state.failures

    def next_refresh(self) -> datetime | None:
        return self._state.due

    def feeds_with_states(self) -> tuple[tuple[Feed, FeedState], ...]:
        last = FeedState("", last_success=ago(minutes=50), next_due=ago(minutes=-10))
        states = [replace(last, url=feed.url) for feed in self._state.config.feeds]
        if len(states) > 1:
            states[1] = replace(states[1], failures=3, error="timed out after 30 s")
        return tuple(zip(self._state.config.feeds, states, strict=True))

    def activity(self) -> dict[str, tuple[float, timedelta]]:
        return {feed.url: (12.5, timedelta(minutes=9)) for feed in self._state.config.feeds[:1]}

    def retry_now(self, feed: Feed) -> None:
        self._state.calls.append(("ask again", feed.url))


class FakeArticleTexts:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def full_text(self, article_id: str, *, again: bool = False) -> tuple[Article, str]:
        """Store the text of `pages` as the text of the article; without one, return why there is none."""
        for id, thread in self._state.threads.items():
            for story in thread.stories:
                for article in story.articles:
                    if article.id == article_id and article_id in self._state.page_texts:
                        full = replace(article, text=self._state.page_texts[article_id])
                        articles = tuple(full if a.id == article_id else a for a in story.articles)
                        stories = tuple(replace(s, articles=articles) if s is story else s for s in thread.stories)
                        self._state.threads[id] = replace(thread, stories=stories)
                        return full, ""
                    if article.id == article_id:
                        return article, "the page asks for consent first"
        raise BriefingError(f"There is no article {article_id}.")


class FakeRewriter:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def rewrite(
        self, threads: Sequence[Thread], size: Literal["paragraph", "long", "news"] = "paragraph"
    ) -> tuple[tuple[Thread, ...], str]:
        """Check `answer` as if the configured model had given it."""
        (thread,), model = threads, self._state.config.language_model
        assert model
        self._state.calls.append(("rewrite", thread.row.id, size))
        published = thread.summary.long if size == "long" else thread.summary.paragraph
        sentences, refusal = accept_rewrite(self._state.answer, published)
        if sentences:
            return (replace(thread, rewrite=Rewrite(model.name, sentences)),), ""
        kept = "The summary stands in the publishers' own sentences"
        return (thread,), f"{kept}: what {model.name} wrote was refused, as {refusal}."


class FakeDeliveries:
    def __init__(self, state: FakeServices) -> None:
        self._state = state

    def digest(self, name: str = "default", since: datetime | None = None) -> Briefing:
        threads = tuple(self._state.threads.values())[:3]
        return Briefing(NOW, ago(days=1), threads, total=3, new=1, feeds=40, articles=20, digest_name=name)


def check_types(services: FakeServices) -> AppServices:
    """Make the type checker compare the fakes with the protocols, so that no signature can drift."""
    return services


def add_single_reports(services: FakeServices, count: int) -> None:
    """Add a section that has single reports only, of two publishers."""
    first = next(iter(services.threads.values()))
    for number in range(count):
        row = replace(
            first.row,
            id=f"t-single{number}",
            title=f"Pier {number} of Varnell is painted",
            section="harbour",
            publishers=(PUBLISHERS[number % 2],),
            independent_count=1,
            followed=False,
            read=None,
            first=ago(hours=2),
            last=ago(hours=2),
        )
        services.threads[row.id] = replace(first, row=row)
