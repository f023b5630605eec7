"""Pairs of reports by the kind of their difference, in near_miss_kinds.toml, and reworded reports of one happening."""

import tomllib
from pathlib import Path

import pytest
from samples import article

from briefing.grouping.serial_numbers import serial_numbers, serials_conflict
from briefing.grouping.standalone import group_without_store

PAIRS = tomllib.loads(Path(__file__).with_name("near_miss_kinds.toml").read_text(encoding="utf-8"))
KNOWN_FAILURES = frozenset([
    "Nordbank cuts 400 jobs",
    "Actor Dan Rowe wins best actor at Sample Film Awards",
    "Senator Nina Hale demands inquiry into prison deaths",
    "Pop singer Lila Moreno cancels tour after injury",
    "Ovanta unveils folding phone",
])  # fmt: skip
"""First headlines of near misses that are joined by mistake."""
KNOWN_SPLITS = frozenset(["Okoro trial, day 3: accountant describes payments"])
"""First headlines of pairs that are kept apart by mistake."""


def marked(pairs, known):
    return [
        pytest.param(
            pair,
            marks=[pytest.mark.xfail(strict=True)] if pair["a"][0] in known else [],
            id=f"{pair.get('kind', 'same')}, {pair['level']}: {pair['b'][0]}",
        )
        for pair in pairs
    ]


def joined(pair):
    first = article(*pair["a"])
    second = article(*pair["b"], hours=pair.get("hours", 3), publisher="Sample Gazette")
    found = group_without_store([first, second])
    level = ("story", "thread").index(pair["level"])
    return found[first.id][level] == found[second.id][level]


@pytest.mark.parametrize("pair", marked(PAIRS["apart"], KNOWN_FAILURES))
def test_near_misses_of_each_kind_stay_apart(pair):
    assert not joined(pair)


@pytest.mark.parametrize("pair", marked(PAIRS["join"], KNOWN_SPLITS))
def test_reworded_reports_are_joined(pair):
    assert joined(pair)


def numbers(headline):
    return serial_numbers(headline.lower().split(), "en")


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ("12th package of sanctions", "13th package of sanctions", True),
        ("third vote fails", "fourth vote fails", True),
        ("stage 4 goes to Ferrante", "stage 7 goes to Ferrante", True),
        ("12th package of sanctions", "sanctions package agreed", False),
        ("12th package after 3rd round", "12th package and 4th summit", False),
        ("magnitude 6.3 quake", "magnitude 6.1 quake", False),
        ("magnitude 6.3 quake", "magnitude 4.9 quake", True),
        ("9 dead in flood", "12 dead in flood", False),
        ("after stage 4 crash rider wins stage 5", "rider wins stage 5", False),
        ("after stage 4 crash rider wins stage 5", "rider wins stage 6", True),
    ],
)
def test_numbers_of_a_series_conflict_only_if_they_count_the_same_thing(one, other, conflict):
    assert serials_conflict(numbers(one), numbers(other)) is conflict
