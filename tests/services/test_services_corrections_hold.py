"""Whatever a person corrects, in whatever order and whatever comes in between: it holds, and it can be taken back."""

import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.services import Clock, Services
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


def take_in(services: Services, numbers: range) -> None:
    services.context.store.feeds.save(FeedState("f"), [report(n) for n in numbers])
    services.refresher.refresh()


def homes(services: Services) -> dict[str, tuple[str, str]]:
    return services.context.store.groups.articles_and_homes()[1]


def act(services: Services, action: str, chance: Random, seen: int) -> None:
    """Do one thing to stories and threads that chance picks."""
    placed = homes(services)
    article, other = chance.choice(sorted(placed)), chance.choice(sorted(placed))
    (story, thread), (second, there) = placed[article], placed[other]
    if action == "merge":
        services.corrections.merge(thread, there)
    elif action == "split":
        services.corrections.split(thread, story)
    elif action == "leave":
        services.corrections.split(article)
    elif action == "move":
        services.corrections.move(chance.choice([article, story]), there)
    elif action == "join":
        second = chance.choice(sorted({s for s, t in placed.values() if t == thread}))
        services.corrections.merge(story, second)
    elif action == "pin":
        services.corrections.pin(thread)
    elif action == "under":
        services.corrections.set_affair(thread, there)
    elif action == "out":
        services.corrections.set_affair(thread, "")
    elif action == "refresh":
        take_in(services, range(seen, seen + 6))
    elif action == "undo":
        services.corrections.undo()
    else:
        services.pipeline.regroup(NOW - timedelta(days=30) if action == "since" else None)


def parents(services: Services) -> dict[str, str]:
    return {
        row.id: row.affair_id for row in services.context.store.threads.rows(NOW, NOW, all_time=True) if row.affair_id
    }


def check(services: Services, seen: int) -> None:
    placed, corrections = homes(services), services.context.store.corrections.constraints()
    assert len(placed) == seen
    threads = dict(placed.values())
    assert all(threads[story] == thread for story, thread in placed.values())
    for bond in corrections.must_link:
        level = 0 if bond.kind == "story" else 1
        assert len({placed[article][level] for article in bond.articles}) == 1
    for parting in corrections.cannot_link:
        level = 0 if parting.kind == "story" else 1
        assert placed[parting.removed][level] != placed[parting.remaining][level]
    above = parents(services)
    for thread in above:
        seen_above = [thread]
        while (up := above.get(seen_above[-1])) is not None:
            assert up not in seen_above and up in threads.values()
            seen_above.append(up)
    assert (
        services.context.store.groups.threads_without_profiles() == []
        and services.context.store.thread_texts.outdated_threads() == []
    )


@settings(max_examples=5)
@given(st.lists(st.sampled_from(ACTIONS), min_size=3, max_size=9), st.integers(0, 999))
def test_corrections_hold(actions: list[str], seed: int) -> None:
    chance, seen = Random(seed), 24
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.sqlite3"
        with Services(Config(path, (), ()), Store.open(path), Clock(NOW)) as services:
            take_in(services, range(seen))
            for action in actions:
                with suppress(BriefingError):
                    act(services, action, chance, seen)
                seen += 6 * (action == "refresh")
                check(services, seen)
            services.pipeline.regroup()
            before, above = homes(services), parents(services)
            assert services.pipeline.regroup().backup == "" and (homes(services), parents(services)) == (before, above)
            assert services.refresher.refresh().stories == 0 and (homes(services), parents(services)) == (before, above)


@settings(max_examples=5)
@given(st.lists(st.sampled_from(ACTIONS[:7]), min_size=2, max_size=7), st.integers(0, 999))
def test_undo_leads_back_step_by_step(actions: list[str], seed: int) -> None:
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.sqlite3"
        with Services(Config(path, (), ()), Store.open(path), Clock(NOW)) as services:
            take_in(services, range(24))
            states = [(homes(services), parents(services), services.context.store.corrections.constraints())]
            for minutes, action in enumerate(actions):
                services.clock.set(NOW + timedelta(minutes=minutes))
                with suppress(BriefingError):
                    act(services, action, chance, 24)
                    states.append(
                        (homes(services), parents(services), services.context.store.corrections.constraints())
                    )
            for placed, above, corrections in reversed(states[:-1]):
                assert services.corrections.undo()
                found = services.context.store.corrections.constraints()
                assert homes(services) == placed and parents(services) == above
                assert (set(found.must_link), found.cannot_link) == (
                    set(corrections.must_link),
                    corrections.cannot_link,
                )
                check(services, 24)
            assert services.corrections.undo() == ""
