"""Random sequences of actions, automatic joins and news: undo goes back through them one by one, exactly.

For longer runs: `python tests/store/test_undo_sequences.py SECONDS [SEED]`.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from store_samples import NOW, article, evidence, plan, save

from briefing.errors import StoreError
from briefing.model.coverage import ThreadText
from briefing.model.grouping import Constraints, Correction, Placement, Plan, Regrouping
from briefing.model.threads import Summary
from briefing.store.store import Store
from briefing.store.undo_log import LoggedCorrection

EPOCH = NOW - timedelta(days=400)
START_THREADS = 5
MUTED_WORDS = ("golf", "chess")


class State(NamedTuple):
    """What is stored before an action; `marks` and `placements` are None if news or a join came after it."""

    unread: dict[str, bool]
    person: tuple[object, ...]
    marks: dict[str, tuple[object, ...]] | None
    placements: dict[str, tuple[str, str]] | None


class Sequence:
    """One sequence on one store; every step takes a minute, and is made in any of the windows that have it open."""

    def __init__(self, windows: list[Store], seed: int) -> None:
        self.windows = windows
        self.window_choice = random.Random(seed)
        self.random = random.Random(seed)
        self.redo_choice = random.Random(seed)
        self.minutes = self.articles = 0
        self.steps: list[str] = []
        self.made: dict[int, Correction] = {}
        for _ in range(START_THREADS):
            self.bring_news()

    @property
    def store(self) -> Store:
        return self.window_choice.choice(self.windows)

    def now(self) -> datetime:
        return NOW + timedelta(minutes=self.minutes)

    def threads(self) -> list[str]:
        return [row.id for row in self.store.threads.rows(self.now(), EPOCH)]

    def any_thread(self) -> str:
        return self.random.choice(sorted(self.threads()))

    def bring_news(self) -> None:
        """What a refresh does: an article for a thread, or a new thread."""
        self.articles += 1
        one = article(self.articles, hours=0, published=self.now(), seen=self.now())
        save(self.store, one)
        story, old = f"s{self.articles}bee", len(self.threads()) >= START_THREADS and self.random.random() < 0.7
        self.store.groups.apply(plan({self.any_thread() if old else f"t{self.articles}bee": {story: [one.id]}}))

    def join(self) -> None:
        """What grouping does when it finds that two threads are one."""
        ended, survivor = self.any_thread(), self.any_thread()
        if ended != survivor:
            self.store.groups.apply(Plan(absorbed=(("thread", ended, survivor),)))

    def correct(self, operation: str) -> None:
        source, target = self.any_thread(), self.any_thread()
        stories = [story.id for story in self.store.threads.stories_of(source)]
        moved = stories if operation == "merged" else [self.random.choice(stories)]
        if operation == "split":
            target = f"t{self.minutes}cab"
            moved = moved if len(stories) > 1 else []
        if moved and source != target:
            placed = tuple(Placement(story, target, evidence(story, target)) for story in moved)
            made = Correction(operation, "thread", "stories", Plan(stories=placed), Constraints())
            self.store.corrections.apply(made, self.now())
            self.made[self.last_correction()] = made

    def last_correction(self) -> int:
        with closing(sqlite3.connect(self.store.path)) as db:
            return int(db.execute("SELECT MAX(n) FROM corrections").fetchone()[0])

    def correct_again(self, store: Store, logged: LoggedCorrection) -> str:
        """Make an undone correction again; "" for a regrouping, and if a thread that it names has ended."""
        made = self.made.get(logged.number)
        if made is None or (made.operation != "split" and made.plan.stories[0].parent not in self.threads()):
            return ""
        store.corrections.apply(made, logged.at, logged.number)
        return "corrected"

    def regroup(self) -> None:
        """Move articles and stories between stories and threads, old and new ones."""
        choose = self.random.choice
        stories = sorted({story for story, _ in self.placements().values()})
        new_stories = [f"s{self.minutes}dad{n}" for n in range(2)]
        places = [*self.threads(), f"t{self.minutes}dad"]
        articles = {article(self.random.randint(1, self.articles)).id for _ in range(3)}
        in_story = tuple(Placement(id, choice) for id in sorted(articles) if (choice := choose(stories + new_stories)))
        used = {place.parent for place in in_story}
        moved = {choose(stories)} | (used & set(new_stories))
        plan = Plan(articles=in_story, stories=tuple(Placement(id, choose(places)) for id in sorted(moved)))
        self.store.corrections.regroup(Regrouping(plan, {}, {}), self.now())

    def placements(self) -> dict[str, tuple[str, str]]:
        return dict(self.store.groups.articles_and_homes()[1])

    def set_affair(self) -> None:
        part, whole = self.any_thread(), self.any_thread()
        if part != whole and not any(row.affair_id for row in self.store.threads.rows(self.now(), EPOCH)):
            self.store.affairs.set_affair(part, whole, self.now())

    def actions(self) -> dict[str, Callable[[], None]]:
        store, on = self.store, self.random.random() < 0.6
        return {
            "read": lambda: store.marks.set_read(self.any_thread(), self.now()),
            "unread": lambda: store.marks.set_unread(self.any_thread(), True, self.now(), EPOCH),
            "follow": lambda: store.marks.set_followed(self.any_thread(), on, self.now()),
            "mute": lambda: store.marks.set_muted(self.any_thread(), on, self.now()),
            "mute until new": lambda: store.marks.set_muted(self.any_thread(), on, self.now(), until_new=True),
            "star": lambda: store.marks.set_starred(article(self.random.randint(1, self.articles)).id, on, self.now()),
            "name": lambda: store.corrections.rename(self.any_thread(), f"Name {self.minutes}" * on, self.now()),
            "affair": self.set_affair,
            "merge": lambda: self.correct("merged"),
            "move": lambda: self.correct("moved"),
            "split": lambda: self.correct("split"),
            "regroup": self.regroup,
            "rule": lambda: store.mute_rules.set_active("word", self.random.choice(MUTED_WORDS), True, self.now()),
            "view": lambda: store.views.save(self.random.choice(["one", "two"]), f"is:new {self.minutes}", self.now()),
        }

    def unread(self) -> dict[str, bool]:
        """Whether each article is unread."""
        states = {}
        for thread in self.store.threads.get_many(self.threads(), self.now(), EPOCH):
            read = thread.row.read
            own = {
                one.id: thread.unread_by_article.get(one.id, read is None or one.published > read)
                for story in thread.stories
                for one in story.articles
            }
            assert thread.row.has_unread == any(own.values()), (thread.row, own)
            states |= own
        return states

    def person(self) -> tuple[object, ...]:
        """What a person set on articles, rules and views."""
        return (
            sorted(self.store.marks.starred_articles()),
            sorted((rule.kind, rule.value) for rule in self.store.mute_rules.all()),
            sorted((view.name, view.query) for view in self.store.views.all()),
        )

    def marks(self) -> dict[str, tuple[object, ...]]:
        """What a person set on each thread, after titles were written."""
        texts = [ThreadText(id, "Plain", "", Summary(), (), {}) for id in self.store.thread_texts.outdated_threads()]
        self.store.thread_texts.save(texts)
        rows = self.store.threads.rows(self.now(), EPOCH)
        named = {row.id: row.title for row in rows if row.title.startswith("Name")}
        return {row.id: (row.followed, row.muted, named.get(row.id), row.affair_id) for row in rows}

    def run(self, length: int) -> None:
        before: list[State] = []
        for _ in range(length):
            self.minutes += self.random.choice([1, 1, 50])
            if self.random.random() < 0.35:
                name, act = self.random.choice([("news", self.bring_news), ("join", self.join)])
                states = self.unread()
                act()
                after = self.unread()
                self.steps.append(name)
                assert {id: after[id] for id in states} == states, f"{name} changed what is unread"
                before = [state._replace(marks=None, placements=None) for state in before]
            elif before and self.random.random() < 0.2:
                self.undo(before.pop())
            else:
                name, act = self.random.choice(list(self.actions().items()))
                state, count = State(self.unread(), self.person(), self.marks(), self.placements()), self.logged()
                self.steps.append(name)
                act()
                if self.logged() > count:
                    before.append(state)
        while before:
            self.undo(before.pop())
        assert self.store.undo_log.undo_last_action(self.now()).message == ""
        assert self.marks() == dict.fromkeys(self.threads(), (False, False, None, ""))
        assert all(self.unread().values())
        assert self.person() == ([], [], [])

    def logged(self) -> int:
        with closing(sqlite3.connect(self.store.path)) as db:
            return int(db.execute("SELECT COUNT(*) FROM undo_log WHERE undone IS NULL").fetchone()[0])

    def redo(self) -> bool:
        """Do again what was just undone; return False for a regrouping."""
        try:
            store = self.store
            assert store.undo_log.redo_last_action(partial(self.correct_again, store)).message
        except StoreError as error:
            assert "made anew" in str(error)
            return False
        self.steps.append("redo")
        return True

    def undo(self, state: State) -> None:
        unread, person, marks, placements = state
        done = (self.unread(), self.person(), self.marks(), self.placements())
        message = self.store.undo_log.undo_last_action(self.now()).message
        if self.redo_choice.random() < 0.3 and self.redo():
            assert (self.unread(), self.person(), self.marks(), self.placements()) == done, f"redo of {message}"
            message = self.store.undo_log.undo_last_action(self.now()).message
        self.steps.append(f"undo: {message}")
        assert message, "an action was skipped"
        now = self.unread()
        changed = {id: (unread[id], now[id]) for id in unread if now[id] != unread[id]}
        assert not changed, f"unread before the action and now: {changed}"
        assert self.person() == person
        assert marks is None or self.marks() == marks, f"{marks} became {self.marks()}"
        assert placements is None or self.placements() == placements, f"{placements} became {self.placements()}"


def run(seed: int, length: int = 30, window_count: int = 1) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(folder) / "news.sqlite3"
        sequence = Sequence([stack.enter_context(Store.open(path)) for _ in range(window_count)], seed)
        try:
            sequence.run(length)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}; steps: {sequence.steps}") from error


@pytest.mark.parametrize(("seed", "length", "windows"), [(1, 12, 2), (24, 30, 1), (34, 30, 1), (6004, 30, 1)])
def test_undo_goes_back_through_a_random_sequence(seed: int, length: int, windows: int) -> None:
    # 24, 34: the survivor of a merge is joined with a third thread; 6004: a regrouping gives articles to an old story
    run(seed, length, windows)


if __name__ == "__main__":
    until, seed = time.monotonic() + float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    first, failures = seed, 0
    started = time.process_time()
    while time.monotonic() < until:
        try:
            run(seed, window_count=1 + seed % 2)
        except Exception as error:
            failures += 1
            sys.stdout.write(f"{type(error).__name__} {str(error)[:1500]}\n")
            sys.stdout.flush()
            if failures >= 5:
                break
        seed += 1
    sys.stdout.write(
        f"{seed - first} sequences, {failures} failures, {time.process_time() - started:.0f} s of CPU time\n"
    )
