"""Redo of merges, splits, moves and pins: the same correction again, exactly, also after a restart."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from test_services_corrections import (
    BANK,
    MINE,
    NOW,
    SHIP,
    facts,
    id_of,
    reports,
    take_in,
    threads,
    titled,
    unconstrained_move,
)
from test_services_corrections import path as path
from test_services_corrections import services as services

from briefing.errors import BriefingError
from briefing.services import Clock, Services
from briefing.store.store import Store


def article_ids(services: Services, thread: str) -> list[str]:
    return [one.id for story in services.reading.thread(thread).stories for one in story.articles]


Act = Callable[[Services, str, str, str], str]
CORRECTIONS: dict[str, Act] = {
    "merge": lambda s, ship, bank, mine: s.corrections.merge(ship, bank, mine),
    "split of a story": lambda s, ship, bank, mine: s.corrections.split(ship, SHIP[2][0]),
    "split of an article off its story": lambda s, ship, bank, mine: s.corrections.split(BANK[1][0]),
    "split of an article off its thread": lambda s, ship, bank, mine: s.corrections.split(
        bank, article_ids(s, bank)[1]
    ),
    "split of an event": lambda s, ship, bank, mine: s.corrections.split_articles(
        ship, article_ids(s, ship)[::2], SHIP[0][0]
    ),
    "move of a story": lambda s, ship, bank, mine: s.corrections.move(s.reading.thread(bank).stories[0].id, ship),
    "move of an article": lambda s, ship, bank, mine: s.corrections.move(BANK[1][0], mine),
    "move of an event": lambda s, ship, bank, mine: s.corrections.move_articles(
        ship, article_ids(s, ship)[::2], bank, SHIP[0][0]
    ),
    "pin": lambda s, ship, bank, mine: s.corrections.pin(ship),
}


def ids(services: Services) -> tuple[str, str, str]:
    return id_of(services, SHIP), id_of(services, BANK), id_of(services, MINE)


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_is_done_again_exactly_also_after_a_restart(services: Services, path: Path, name: str) -> None:
    ship, bank, mine = ids(services)
    services.curation.follow(bank)
    services.curation.mark_read(ship)
    before = facts(path)
    said = CORRECTIONS[name](services, ship, bank, mine)
    after = facts(path)
    assert after != before
    services.clock.set(NOW + timedelta(minutes=5))
    for _ in range(2):
        assert services.corrections.undo()
        assert facts(path) == before
        with Services(services.config, Store.open(path), Clock(NOW + timedelta(minutes=9))) as again:
            assert again.corrections.redo_action().message == said[0].lower() + said[1:].split("; its title")[0]
            assert again.corrections.redo_action().message == ""
        found = facts(path)
        for table, rows in after.items():
            assert set(found[table]) ^ set(rows) == set(), table


def test_corrections_and_marks_between_them_are_done_again_in_their_order(services: Services, path: Path) -> None:
    ship, bank, mine = ids(services)
    states = [facts(path)]
    for act in (
        lambda: services.corrections.merge(ship, bank),
        lambda: services.curation.follow(ship),
        lambda: services.corrections.split(ship, BANK[0][0][:20]),
        lambda: services.corrections.rename(mine, "The strike"),
        lambda: services.corrections.move(SHIP[2][0], mine),
    ):
        act()
        states.append(facts(path))
    for turn in range(2):
        for n, state in reversed(list(enumerate(states[:-1]))):
            said = services.corrections.undo()
            assert said
            assert facts(path) == state, (turn, n, said)
        for state in states[1:]:
            assert services.corrections.redo_action().message
            assert facts(path) == state
    assert services.corrections.redo_action().message == ""


def test_a_merge_that_is_done_again_takes_in_what_came_meanwhile(services: Services) -> None:
    ship, bank, _ = ids(services)
    services.corrections.merge(ship, bank)
    services.corrections.undo()
    title = "Quarzo central bank holds rates at five percent"
    take_in(services, reports([(title, BANK[0][1])], "wire", 55))
    assert services.corrections.redo_action().message.startswith("merged ")
    assert threads(services)[ship] == titled(SHIP, BANK) | {title}
    services.corrections.undo()
    assert threads(services)[bank] == titled(BANK) | {title} and threads(services)[ship] == titled(SHIP)


def test_redo_says_why_it_cannot_where_a_thread_has_ended_and_changes_nothing(services: Services, path: Path) -> None:
    ship, bank, mine = ids(services)
    services.corrections.merge(ship, bank)
    services.corrections.undo()
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "UPDATE stories SET thread = (SELECT n FROM threads WHERE id = ?) "
            "WHERE thread = (SELECT n FROM threads WHERE id = ?)",
            (mine, bank),
        )
        db.execute("DELETE FROM threads WHERE id = ?", (bank,))
        db.commit()
    before = facts(path)
    with pytest.raises(BriefingError, match=r"^It cannot be done again: the thread .* has ended in another one"):
        services.corrections.redo_action()
    assert facts(path) == before


def test_what_an_older_version_logged_must_be_made_anew(services: Services, path: Path) -> None:
    ship, bank, _ = ids(services)
    services.corrections.merge(ship, bank)
    with closing(sqlite3.connect(path)) as db:
        db.execute("""UPDATE undo_log SET after = '{"version": 1, "value": true}' WHERE kind = 'merged'""")
        db.commit()
    services.corrections.undo()
    with pytest.raises(BriefingError, match="must be made anew"):
        services.corrections.redo_action()


def test_a_regrouping_must_be_made_anew(services: Services) -> None:
    unconstrained_move(services)
    services.pipeline.regroup()
    assert services.corrections.undo() == "no longer regrouped: all articles"
    with pytest.raises(BriefingError, match=r"\(regrouped\) must be made anew"):
        services.corrections.redo_action()


def test_another_action_ends_the_redo_of_a_correction(services: Services) -> None:
    ship, bank, mine = ids(services)
    services.corrections.merge(ship, bank)
    services.corrections.undo()
    services.curation.follow(mine)
    assert services.corrections.redo_action().message == ""
