"""Undo and redo of a split: affairs of all threads come back; redo acts on the thread that the split makes again."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_services_corrections import BANK, MINE, SHIP, facts, id_of
from test_services_corrections import path as path
from test_services_corrections import services as services

from briefing.model.grouping import Evidence, Placement, Plan
from briefing.services import Services


def make_part(services: Services, thread: str, affair: str) -> None:
    """Let grouping make a thread part of another one."""
    evidence = Evidence(thread, affair, "thread", 0.9)
    services.context.store.groups.apply(Plan(affairs=(Placement(thread, affair, evidence),)))


def articles_of(services: Services, thread: str) -> list[str]:
    return [one.id for story in services.reading.thread(thread).stories for one in story.articles]


def thread_of(services: Services, article: str) -> str:
    return services.reading.explain(article).thread.id


@pytest.mark.parametrize("leaving", [1, 2])
def test_a_thread_stays_part_of_its_affair_however_much_was_split_off(
    services: Services, path: Path, leaving: int
) -> None:
    ship, bank = id_of(services, SHIP), id_of(services, BANK)
    services.corrections.merge(bank, id_of(services, MINE))
    make_part(services, ship, bank)
    before = facts(path)
    services.corrections.split_articles(ship, articles_of(services, ship)[:leaving], "Sample Star")
    services.corrections.undo()
    assert facts(path)["affairs"] == before["affairs"] != []
    assert facts(path) == before


def test_an_affair_that_a_person_set_outlasts_a_split_below_it(services: Services, path: Path) -> None:
    ship, bank, mine = (id_of(services, told) for told in (SHIP, BANK, MINE))
    make_part(services, bank, ship)
    services.corrections.set_affair(ship, mine)
    before = facts(path)
    assert len(before["affairs"]) == 2
    services.corrections.split_articles(ship, articles_of(services, ship)[:2], "Sample Star")
    assert facts(path)["affairs"] != before["affairs"], "the part is larger than its affair"
    services.corrections.undo()
    assert facts(path) == before


def test_redo_acts_on_the_thread_that_the_split_makes_again(services: Services) -> None:
    ship, bank = id_of(services, SHIP), id_of(services, BANK)
    first = articles_of(services, ship)[0]
    services.corrections.split_articles(ship, [first], "Sample Star")
    title = services.reading.thread(ship).row.title
    services.corrections.rename(thread_of(services, first), "Wreck")
    services.curation.follow(thread_of(services, first))
    services.corrections.set_affair(thread_of(services, first), bank)
    for _ in range(4):
        services.corrections.undo()
    assert thread_of(services, first) == ship
    for _ in range(4):
        assert services.corrections.redo_action().message
    new, old = (services.reading.thread(thread).row for thread in (thread_of(services, first), ship))
    assert (new.title, new.followed, new.affair_id) == ("Wreck", True, bank)
    assert (old.title, old.followed, old.affair_id) == (title, False, "")
