"""A services that keeps its threads in memory: the same methods, sample publishers, a clock that stands."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sample_news import NOW, PUBLISHERS, ago, arrival, sample_threads, thread_of

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model.articles import Article, Story
from briefing.model.curation import Explanation, HiddenThread, MuteRule, SavedView
from briefing.model.feeds import Feed, FeedProblem, FeedState, Progress, RefreshReport
from briefing.model.grouping import Evidence, Signal
from briefing.model.threads import AgendaItem, Briefing, Rewrite, Sentence, Thread, ThreadDetails, ThreadRow
from briefing.services.feed_list import FeedList
from briefing.text.query import Query, parse_query
from briefing.writing.changes import changes_since_read
from briefing.writing.coverage import coverage
from briefing.writing.rewrite.prompt_and_answer import accept_rewrite

__all__ = ["NOW", "FakeServices", "ago", "arrival", "feeds", "sample_threads", "thread_of"]


def feeds(number: int = 40) -> tuple[Feed, ...]:
    """Feeds of three sections."""
    sections = ("world", "asia", "science")
    return tuple(
        Feed(f"https://feed{n}.example/rss", name=f"Sample Feed {n}", section=sections[n % 3], line=1 + n * 4)
        for n in range(number)
    )


@dataclass
class FakeServices:
    """Keeps threads and marks; `gate` holds a refresh up until it is set, `arrivals` come with the next one."""

    threads: dict[str, Thread] = field(default_factory=lambda: {t.row.id: t for t in sample_threads()})
    arrivals: list[Thread] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    config: Config = field(default_factory=lambda: Config(Path("feeds.toml"), feeds()))
    folder: Path | None = None
    transport: None = None
    headlines: dict[str, tuple[tuple[datetime, str], ...]] = field(default_factory=dict)
    report: RefreshReport | None = None
    notes: dict[str, tuple[tuple[datetime, str], ...]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[str, ...]] = field(default_factory=list)
    saved: dict[str, str] = field(default_factory=dict)
    stars: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    mutes: frozenset[str] = frozenset()
    answer: str = ""
    due: datetime | None = NOW + timedelta(minutes=20)

    @property
    def reading(self) -> FakeServices:
        return self

    @property
    def curation(self) -> FakeServices:
        return self

    @property
    def views(self) -> FakeServices:
        return self

    @property
    def corrections(self) -> FakeServices:
        return self

    @property
    def refresher(self) -> FakeServices:
        return self

    @property
    def pipeline(self) -> FakeServices:
        return self

    @property
    def deliveries(self) -> FakeServices:
        return self

    @property
    def feed_health(self) -> FakeServices:
        return self

    @property
    def feed_list(self) -> FeedList:
        return FeedList(self, on_enabled=self.retry_now)

    @property
    def article_texts(self) -> FakeServices:
        return self

    @property
    def rewriter(self) -> FakeServices:
        return self

    def __post_init__(self) -> None:
        self.gate.set()
        self._log: list[tuple[Callable[[], None], str]] = []

    def now(self) -> datetime:
        return NOW

    def path_beside_store(self, suffix: str) -> Path | None:
        return self.folder and self.folder / f"store{suffix}"

    def headline_history(self, article_id: str) -> tuple[tuple[datetime, str], ...]:
        return self.headlines.get(article_id, ())

    def digest(self, name: str = "default") -> Briefing:
        threads = tuple(self.threads.values())[:3]
        return Briefing(NOW, ago(days=1), threads, total=3, new=1, feeds=40, articles=20, digest_name=name)

    def feeds_with_states(self) -> tuple[tuple[Feed, FeedState], ...]:
        last = FeedState("", last_success=ago(minutes=50), next_due=ago(minutes=-10))
        states = [replace(last, url=feed.url) for feed in self.config.feeds]
        if len(states) > 1:
            states[1] = replace(states[1], failures=3, error="timed out after 30 s")
        return tuple(zip(self.config.feeds, states, strict=True))

    def activity(self) -> dict[str, tuple[float, timedelta]]:
        return {feed.url: (12.5, timedelta(minutes=9)) for feed in self.config.feeds[:1]}

    def retry_now(self, feed: Feed) -> None:
        self.calls.append(("ask again", feed.url))

    def full_text(self, article_id: str) -> tuple[Article, str]:
        """Give the text of `pages`, which is then the text of the article everywhere; else why there is none."""
        for id, thread in self.threads.items():
            for story in thread.stories:
                for one in story.articles:
                    if one.id == article_id and article_id in self.pages:
                        read = replace(one, text=self.pages[article_id])
                        articles = tuple(read if a.id == article_id else a for a in story.articles)
                        stories = tuple(replace(s, articles=articles) if s is story else s for s in thread.stories)
                        self.threads[id] = replace(thread, stories=stories)
                        return read, ""
                    if one.id == article_id:
                        return one, "the page asks for consent first"
        raise BriefingError(f"There is no article {article_id}.")

    def rewrite(self, threads, size: str = "paragraph") -> tuple[tuple[Thread, ...], str]:
        """Let the gate judge `answer` as the words of the configured model."""
        (thread,), name = threads, self.config.language_model.name
        self.calls.append(("retell", thread.row.id, size))
        sentences, why = accept_rewrite(self.answer, getattr(thread.summary, size))
        if sentences:
            return (replace(thread, rewrite=Rewrite(name, sentences)),), ""
        return (
            thread,
        ), f"The summary stands in the publishers' own sentences: what {name} wrote was refused, as {why}."

    def refresh(self, *, force: bool = False, progress=None) -> RefreshReport:
        self.calls.append(("refresh", "force") if force else ("refresh",))
        if progress:
            progress(Progress("fetching", 12, 40, "Sample Wire"))
        assert self.gate.wait(10)
        for thread in self.arrivals:
            old = self.threads.get(thread.row.id)
            marks = {"followed": old.row.followed, "read": old.row.read} if old else {}
            self.threads[thread.row.id] = replace(thread, row=replace(thread.row, **marks))
        count = len(self.arrivals)
        self.threads = {t.row.id: t for t in sorted(self.threads.values(), key=lambda t: t not in self.arrivals)}
        self.arrivals = []
        return self.report or RefreshReport(feeds=40, new_data=40, articles=count, threads=count)

    def thread_rows(
        self, *, since=None, section: str = "", muted: bool = False, query: str = ""
    ) -> tuple[ThreadRow, ...]:
        asked = parse_query(query)
        return tuple(t.row for t in self.threads.values() if (muted or not t.row.muted) and self._meant(t, asked))

    def _meant(self, thread: Thread, asked: Query) -> bool:
        sections = asked.values("section")
        text = " ".join([thread.row.title, *(a.text for s in thread.stories for a in s.articles)]).casefold()
        return (not sections or any(part in thread.row.section for part in sections)) and all(
            (term.value.casefold() in text) != term.negated for term in asked.terms if not term.key
        )

    def query_values(self) -> dict[str, tuple[str, ...]]:
        return {"section": self.sections(), "publisher": PUBLISHERS}

    def all(self) -> tuple[SavedView, ...]:
        return tuple(SavedView(name, query) for name, query in self.saved.items())

    def thread_ids(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(row.id for row in self.thread_rows(query=query)) for name, query in self.saved.items()}

    def save(self, name: str, query: str) -> None:
        self._keep("saved", {**self.saved, name: query}, f'removed the view "{name}"')

    def remove(self, name: str) -> None:
        self._keep("saved", {n: q for n, q in self.saved.items() if n != name}, f'saved the view "{name}" again')

    def starred_ids(self) -> frozenset[str]:
        return self.stars

    def star(self, article_id: str, on: bool = True) -> None:
        self._keep("stars", self.stars | {article_id} if on else self.stars - {article_id}, "took the star back")

    def hidden_threads(self) -> tuple[HiddenThread, ...]:
        alone = [HiddenThread(t.row, None, NOW, until_new=True) for t in self.threads.values() if t.row.muted]
        worded = [
            HiddenThread(t.row, MuteRule("word", word, NOW), NOW)
            for word in self.words
            for t in self.threads.values()
            if word in t.row.title
        ]
        return (*alone, *worded)

    def mute_rules(self) -> tuple[MuteRule, ...]:
        words = tuple(MuteRule("word", word, NOW) for word in self.words)
        return (*words, *(MuteRule("publisher", name, NOW) for name in self.mutes))

    def mute_publisher(self, name: str, on: bool = True) -> str:
        found = next(one for one in PUBLISHERS if name.casefold() in one.casefold())
        self._keep("mutes", self.mutes | {found} if on else self.mutes - {found}, f"no longer muted {found}")
        return found

    def mute_words(self, words: str, on: bool = True) -> None:
        self._keep("words", self.words | {words} if on else self.words - {words}, f'no longer muted "{words}"')

    def thread_details(self, id: str, last_read: datetime | None = None) -> ThreadDetails:
        found = self.thread(id)
        found = replace(found, row=replace(found.row, read=last_read)) if last_read else found
        upcoming = tuple(one for one in self.agenda() if one.thread == id)
        found = replace(found, changes=changes_since_read(found))
        return ThreadDetails(found, coverage(found, self.feeds_with_states()), upcoming)

    def history(self, id: str) -> tuple[tuple[datetime, str], ...]:
        return self.notes.get(id, ())

    def agenda(self, days: int = 14) -> tuple[AgendaItem, ...]:
        thread = self.threads.get("t-pact")
        if thread is None:
            return ()
        article = thread.stories[-1].articles[0]
        said = Sentence("The Diet in Tokyo is expected to vote on Friday.", article.id)
        day = NOW.date() + timedelta(days=4)
        return (AgendaItem(day, day, "t-pact", thread.row.title, said, article, PUBLISHERS[:2]),)

    def merge(self, target: str, *others: str) -> str:
        kept, gone = self.threads[target], [self.threads[other] for other in others]
        row = replace(kept.row, story_count=kept.row.story_count + sum(other.row.story_count for other in gone))
        merged = replace(kept, row=row, stories=(*(story for other in gone for story in other.stories), *kept.stories))
        rest = {id: t for id, t in self.threads.items() if id not in others}
        named = ", ".join(f'"{other.row.title}"' for other in gone)
        self._keep("threads", {**rest, target: merged}, f"merged {named} no longer")
        return f'Merged {named} and "{kept.row.title}"'

    def split(self, reference: str, story: str = "") -> str:
        if not story:
            self.calls.append(("split", reference))
            return f"Kept apart {reference}"
        thread = self.threads[reference]
        kept, gone = ([s for s in thread.stories if (s.id == story) == mine] for mine in (False, True))
        title = gone[0].title
        alone = thread_of("alone", title, [(gone[0].articles[0].published, title, len(gone[0].articles))])
        timeline = tuple(e for e in thread.timeline if e.story != story)
        both = {reference: replace(thread, stories=tuple(kept), timeline=timeline), "t-alone": alone}
        self._keep("threads", {**self.threads, **both}, f'put "{title}" back')
        return f'Kept apart "{title}"'

    def move(self, article_or_story: str, target_thread: str) -> str:
        if target_thread not in "Noto quake":
            raise BriefingError(f'No thread is called "{target_thread}".')
        self.calls.append(("move", article_or_story, target_thread))
        quake = self.threads["t-quake"]
        grown = replace(quake, row=replace(quake.row, story_count=quake.row.story_count + 1))
        self._keep("threads", {**self.threads, "t-quake": grown}, "no longer moved")
        return f"Moved {article_or_story} to {target_thread}"

    def set_affair(self, thread: str, affair: str) -> str:
        thread, above = self.threads[thread], self.threads["t-quake"].row if affair else None
        row = replace(thread.row, parent=above.id if above else "", parent_title=above.title if above else "")
        self._keep("threads", {**self.threads, thread: replace(thread, row=row)}, "put back where it was")
        return (
            f'"{row.title}" is part of "{row.affair_title}"' if above else f'"{row.title}" is part of no other thread'
        )

    def pin(self, id: str) -> str:
        row = self.threads[id].row
        self.calls.append(("pin", id))
        self._keep("threads", {**self.threads, id: replace(self.threads[id], row=replace(row, score=2.0))}, "let go")
        return f'Kept together "{row.title}"'

    def rename(self, id: str, title: str) -> None:
        thread = self.threads[id]
        named = replace(thread, row=replace(thread.row, title=title))
        self._keep("threads", {**self.threads, id: named}, f'renamed "{thread.row.title}" again')

    def _keep(self, what: str, value: object, back: str) -> None:
        before = getattr(self, what)
        setattr(self, what, value)
        self._log.append((lambda: setattr(self, what, before), back))

    def thread(self, id: str) -> Thread:
        self.calls.append(("thread", id))
        if id not in self.threads:
            raise BriefingError(f"There is no thread {id}.")
        return self.threads[id]

    def explain(self, reference: str) -> Explanation:
        for thread in self.threads.values():
            for story in thread.stories:
                for article in story.articles:
                    if article.id == reference or thread.row.id == reference:
                        return self._why(thread, story, article)
        raise BriefingError(f'Nothing is stored about "{reference}".')

    def _why(self, thread: Thread, story: Story, article: Article) -> Explanation:
        signal = Signal("title cosine", 0.8, 2.1)
        link = Evidence(article.id, story.id, "story", 0.97, (signal,), ("Philippine Senate",), ("concur",), 0.6)
        upper = Evidence(story.id, thread.row.id, "thread", 0.93, (signal,), ("Japan", "Philippines"))
        return Explanation(article, story, thread.row, link, upper)

    def follow(self, id: str, on: bool = True) -> None:
        self._mark("follow", id, followed=on)

    def mute(self, id: str, on: bool = True, *, until_new: bool = False) -> None:
        self._mark("mute until new" if until_new else "mute", id, muted=on)

    def mark_unread(self, id: str, on: bool = True) -> None:
        last = self.threads[id].row.last
        self._mark("unread" if on else "read", id, read=last - timedelta(seconds=1) if on else NOW)

    def mark_read(self, id: str) -> None:
        self.calls.append(("read", id))
        thread = self.threads[id]
        self.threads[id] = replace(thread, row=replace(thread.row, read=NOW))

    def _mark(self, what: str, id: str, **marks: object) -> None:
        self.calls.append((what, id))
        thread = self.threads[id]
        before = {name: getattr(thread.row, name) for name in marks}
        self.threads[id] = replace(thread, row=replace(thread.row, **marks))

        def back() -> None:
            now = self.threads[id]
            self.threads[id] = replace(now, row=replace(now.row, **before))

        self._log.append((back, f'un{what.split()[0].removesuffix("e")}ed "{thread.row.title}"'))

    def undo(self) -> str:
        if not self._log:
            return ""
        back, words = self._log.pop()
        back()
        return words

    def sections(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(thread.row.section for thread in self.threads.values()))

    def is_store_empty(self) -> bool:
        return not self.threads

    def next_refresh(self) -> datetime | None:
        return self.due

    def problems(self) -> tuple[FeedProblem, ...]:
        return (FeedProblem("Sample Metro", "timed out after 30 s", 3),)
