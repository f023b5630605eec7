"""Whatever a refresh, a correction, a re-cut or an undo does: what is unread is what counting anew gives."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from store_samples import DAY, NOW, article, evidence, filled, plan, save

from briefing.clock import period_start
from briefing.model.grouping import Constraints, Correction, Placement, Plan
from briefing.store.store import Store
from briefing.text.query import parse_query
from briefing.tui.list_items import is_unread
from briefing.writing.front_page.front_page import without_late_news

HOUR = timedelta(hours=1)
STEPS = 25
DELAYS = [timedelta(minutes=5), timedelta(hours=20), timedelta(days=3)]
"""Times between the publication of an article and its arrival; after the longest it is no news."""


class Desk:
    """A store, and what is unread in it by the rules that a reader is told."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.random, self.at = store, Random(seed), NOW
        self.unread: dict[str, bool] = {}
        self.came_read: set[str] = set()
        """The articles that were no news as they came into a thread that was read: only its moment makes them read."""
        self.actions: list[set[str]] = []
        """The articles that each action made read, those of corrections among them: none."""

    # --- what there is -------------------------------------------------------------------------------------------

    def homes(self) -> dict[str, tuple[str, str]]:
        return self.store.groups.articles_and_homes()[1]

    def threads(self) -> list[str]:
        return sorted({thread for _, thread in self.homes().values()})

    def stories(self) -> list[str]:
        return sorted({story for story, _ in self.homes().values()})

    def any_thread(self) -> str:
        return self.random.choice([*self.threads(), self.new_id("t")])

    def new_id(self, kind: str) -> str:
        return f"{kind}{self.random.getrandbits(40):010x}"

    # --- what happens --------------------------------------------------------------------------------------------

    def step(self) -> str:
        self.at += self.random.choice([HOUR, 7 * HOUR])
        actions = [self.refresh, self.refresh, self.read, self.correct, self.recut, self.undo, self.undo]
        action = self.random.choice(actions if self.unread else [self.refresh])
        action()
        return action.__name__

    def refresh(self) -> None:
        number, delay = len(self.unread) + 1, self.random.choice(DELAYS)
        new = article(number, published=self.at - delay, seen=self.at)
        thread = self.any_thread()
        stories = [story for story, home in self.homes().values() if home == thread]
        story = self.random.choice([*stories, self.new_id("s")])
        read = self.read_moment(thread)
        is_first = self.random.random() < 0.2
        filled_at = None if is_first else self.at
        if is_first:
            save(self.store, new, feed=f"https://other.example/{number}")
            self.store.groups.apply(plan({thread: {story: [new.id]}}), self.at)
        else:
            filled(self.store, {thread: {story: [new]}}, filled_at)
        news_at = new.published if is_first or delay > 2 * DAY else self.at
        self.unread[new.id] = read is None or news_at > read
        self.came_read |= set() if self.unread[new.id] else {new.id}

    def read_moment(self, thread: str) -> datetime | None:
        found = self.store.threads.get(thread, self.at, self.at - DAY)
        return found.row.read if found else None

    def read(self) -> None:
        thread = self.random.choice(self.threads())
        made_read = {id for id, (_, home) in self.homes().items() if home == thread and self.unread[id]}
        before = self.read_moment(thread)
        self.store.marks.set_read(thread, self.at)
        self.unread.update(dict.fromkeys(made_read, False))
        if made_read or before is None:
            self.actions.append(made_read)

    def a_move(self) -> Plan:
        """A plan that moves a story or an article, or lets a thread end in another one."""
        kind = self.random.choice(["story", "article", "thread"])
        if kind == "story":
            story, thread = self.random.choice(self.stories()), self.any_thread()
            return Plan(stories=(Placement(story, thread, evidence(story, thread)),))
        if kind == "article":
            moved, story = self.random.choice(sorted(self.unread)), self.random.choice(self.stories())
            return Plan(articles=(Placement(moved, story, evidence(moved, story)),))
        ended, survivor = self.random.choice(self.threads()), self.random.choice(self.threads())
        stories = {story for story, home in self.homes().values() if home == ended}
        return Plan(stories=tuple(Placement(one, survivor, evidence(one, survivor)) for one in sorted(stories)))

    def correct(self) -> None:
        self.store.corrections.apply(Correction("moved", "thread", "a move", self.a_move(), Constraints()), self.at)
        self.actions.append(set())

    def recut(self) -> None:
        if self.random.random() < 0.3 and len(self.threads()) > 1:
            ended, survivor = self.random.sample(self.threads(), 2)
            self.store.groups.apply(Plan(absorbed=(("thread", ended, survivor),)), self.at)
        elif self.random.random() < 0.4 and len(self.stories()) > 1:
            ended, survivor = self.random.sample(self.stories(), 2)
            self.store.groups.apply(Plan(absorbed=(("story", ended, survivor),)), self.at)
        else:
            self.store.groups.apply(self.a_move(), self.at)

    def undo(self) -> None:
        done = self.store.undo_log.undo_last_action(self.at).message
        if self.actions:
            assert done
            made_read = self.actions.pop()
            self.unread.update(dict.fromkeys(made_read, True))
            if made_read:
                self.unread.update({id: state for id, state in self.states().items() if id in self.came_read})

    def states(self) -> dict[str, bool]:
        """Whether each article is unread, by the store."""
        states = {}
        for id in self.threads():
            thread = self.store.threads.get(id, self.at, self.at - DAY)
            assert thread is not None
            read = thread.row.read
            for one in (one for story in thread.stories for one in story.articles):
                states[one.id] = thread.unread_by_article.get(one.id, read is None or one.news_at > read)
        return states

    # --- what must hold ------------------------------------------------------------------------------------------

    def check(self) -> None:
        since = period_start(self.at)
        unread_threads: set[str] = set()
        states = self.states()
        assert states == self.unread
        for id in self.threads():
            thread = self.store.threads.get(id, self.at, since)
            assert thread is not None
            row, articles = thread.row, [one for story in thread.stories for one in story.articles]
            moments = [one.news_at for one in articles]
            assert (row.first_news, row.last_news) == (min(moments), max(moments))
            is_opened = row.read is not None or row.unread is not None
            if any(states[one.id] for one in articles) if is_opened else row.last >= since:
                unread_threads.add(id)  # nothing came late before the reader was opened a second time
        rows = map(without_late_news, self.store.threads.rows(self.at, since, all_time=True))
        assert {row.id for row in rows if is_unread(row, since)} == unread_threads
        found = self.store.threads.rows(self.at, since, all_time=True, query=parse_query("is:unread"))
        assert {row.id for row in found} == unread_threads


@pytest.mark.parametrize("seed", range(12))
def test_unread_is_what_recounting_gives(store: Store, seed: int) -> None:
    desk = Desk(store, seed)
    for _ in range(STEPS):
        desk.step()
        desk.check()
