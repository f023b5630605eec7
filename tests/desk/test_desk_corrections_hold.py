"""Whatever a person corrects, in whatever order and whatever comes in between: it holds, and it can be taken back."""

import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config import Config
from briefing.desk import Clock, Desk
from briefing.errors import BriefingError
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.store.store import Store

NOW = datetime(2024, 12, 3, 12, tzinfo=UTC)
TOWNS = ["Omdara", "Beira", "Cusco", "Turin", "Ghent", "Davao"]
ACTS = ["Storm floods", "Court jails mayor of", "Fire destroys market in", "Strike stops buses in"]
ACTIONS = ["merge", "split", "leave", "move", "join", "under", "out", "pin", "refresh", "regroup", "since", "undo"]


def report(n: int) -> Article:
    """The nth report of the sample news: affairs of several towns, told by several publishers, over a month."""
    town, act = TOWNS[n % len(TOWNS)], ACTS[(n // 6 + n // 18) % len(ACTS)]
    when, url = NOW - timedelta(days=40) + timedelta(hours=11 * n), f"https://sample.example/{n}"
    text = f"People in {town} spoke of the worst day they remember, number {n // 12}."
    wire = f"Sample {n % 3}"
    return Article(f"a{n:012x}", f"{act} {town}", text, wire, "f", "asia", "en", url, url, url, "", when, when)


def take_in(desk: Desk, numbers: range) -> None:
    desk._store.save_feed(FeedState("f"), [report(n) for n in numbers])
    desk.refresh()


def homes(desk: Desk) -> dict[str, tuple[str, str]]:
    return desk._store.everything()[1]


def act(desk: Desk, action: str, chance: Random, seen: int) -> None:
    """Do one thing to stories and threads that chance picks."""
    placed = homes(desk)
    article, other = chance.choice(sorted(placed)), chance.choice(sorted(placed))
    (story, thread), (second, there) = placed[article], placed[other]
    if action == "merge":
        desk.merge(thread, there)
    elif action == "split":
        desk.split(thread, story)
    elif action == "leave":
        desk.split(article)
    elif action == "move":
        desk.move(chance.choice([article, story]), there)
    elif action == "join":
        second = chance.choice(sorted({s for s, t in placed.values() if t == thread}))
        desk.merge(story, second)
    elif action == "pin":
        desk.pin(thread)
    elif action == "under":
        desk.under(thread, there)
    elif action == "out":
        desk.under(thread, "")
    elif action == "refresh":
        take_in(desk, range(seen, seen + 6))
    elif action == "undo":
        desk.undo()
    else:
        desk.regroup(NOW - timedelta(days=30) if action == "since" else None)


def parents(desk: Desk) -> dict[str, str]:
    return {row.id: row.parent for row in desk._store.rows(NOW, NOW, all_time=True) if row.parent}


def check(desk: Desk, seen: int) -> None:
    placed, corrections = homes(desk), desk._store.corrections()
    assert len(placed) == seen
    threads = dict(placed.values())
    assert all(threads[story] == thread for story, thread in placed.values())
    for bond in corrections.bonds:
        level = 0 if bond.kind == "story" else 1
        assert len({placed[article][level] for article in bond.articles}) == 1
    for parting in corrections.partings:
        level = 0 if parting.kind == "story" else 1
        assert placed[parting.one][level] != placed[parting.other][level]
    above = parents(desk)
    for thread in above:
        seen_above = [thread]
        while (up := above.get(seen_above[-1])) is not None:
            assert up not in seen_above and up in threads.values()
            seen_above.append(up)
    assert desk._store.unprofiled() == [] and desk._store.unwritten() == []


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(ACTIONS), min_size=3, max_size=9), st.integers(0, 999))
def test_corrections_hold(actions: list[str], seed: int) -> None:
    chance, seen = Random(seed), 24
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.sqlite3"
        with Desk(Config(path, (), ()), Store.open(path), Clock(NOW)) as desk:
            take_in(desk, range(seen))
            for action in actions:
                with suppress(BriefingError):
                    act(desk, action, chance, seen)
                seen += 6 * (action == "refresh")
                check(desk, seen)
            desk.regroup()
            before, above = homes(desk), parents(desk)
            assert desk.regroup().backup == "" and (homes(desk), parents(desk)) == (before, above)
            assert desk.refresh().stories == 0 and (homes(desk), parents(desk)) == (before, above)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(ACTIONS[:7]), min_size=2, max_size=7), st.integers(0, 999))
def test_undo_leads_back_step_by_step(actions: list[str], seed: int) -> None:
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.sqlite3"
        with Desk(Config(path, (), ()), Store.open(path), Clock(NOW)) as desk:
            take_in(desk, range(24))
            states = [(homes(desk), parents(desk), desk._store.corrections())]
            for minutes, action in enumerate(actions):
                desk.clock.set(NOW + timedelta(minutes=minutes))
                with suppress(BriefingError):
                    act(desk, action, chance, 24)
                    states.append((homes(desk), parents(desk), desk._store.corrections()))
            for placed, above, corrections in reversed(states[:-1]):
                assert desk.undo()
                found = desk._store.corrections()
                assert homes(desk) == placed and parents(desk) == above
                assert (set(found.bonds), found.partings) == (set(corrections.bonds), corrections.partings)
                check(desk, 24)
            assert desk.undo() == ""
