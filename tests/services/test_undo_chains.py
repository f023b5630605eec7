"""Chains of actions on threads with affairs: undo of all goes back state by state, and redo of all forward again."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from test_services_corrections import BANK, MINE, SHIP, facts, id_of
from test_services_corrections import path as path
from test_services_corrections import services as services
from test_undo_of_splits import articles_of, make_part

from briefing.errors import BriefingError
from briefing.services import Services

CHAIN_LENGTH = 6
"""Number of actions that are tried: some change nothing, or are refused."""


def actions(services: Services, choice: random.Random) -> list[Callable[[], object]]:
    threads = sorted(row.id for row in services.reading.thread_rows(muted=True))
    one, other = choice.choice(threads), choice.choice(threads)
    articles = articles_of(services, one)
    some = choice.sample(articles, choice.randint(1, len(articles)))
    corrections, curation = services.corrections, services.curation
    return [
        lambda: corrections.split_articles(one, some, "Some of it"),
        lambda: corrections.split_articles(one, some, "Some of it"),
        lambda: corrections.move_articles(one, some, other, "Some of it"),
        lambda: corrections.merge(one, other),
        lambda: corrections.set_affair(one, other),
        lambda: corrections.rename(one, f"Name {choice.random():.3f}"),
        lambda: curation.follow(one, True),
        lambda: curation.tag(one, "harbour"),
        lambda: curation.mute(one, True),
    ]


@pytest.mark.parametrize("seed", range(16))
def test_each_state_of_a_chain_comes_back_by_undo_and_by_redo(services: Services, path: Path, seed: int) -> None:
    choice = random.Random(seed)
    make_part(services, id_of(services, BANK), id_of(services, SHIP))
    make_part(services, id_of(services, MINE), id_of(services, BANK))
    states = [facts(path)]
    for _ in range(CHAIN_LENGTH):
        try:
            choice.choice(actions(services, choice))()
        except BriefingError:
            continue
        if (state := facts(path)) != states[-1]:
            states.append(state)
    assert len(states) > 1
    for state in reversed(states[:-1]):
        services.corrections.undo()
        assert facts(path) == state
    for state in states[1:]:
        services.corrections.redo_action()
        assert facts(path) == state
