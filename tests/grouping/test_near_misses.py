"""Pairs that must and must not be joined, in near_misses.toml."""

import tomllib
from pathlib import Path

import pytest
from samples import article

from briefing.grouping.standalone import group_without_store

PAIRS = tomllib.loads(Path(__file__).with_name("near_misses.toml").read_text(encoding="utf-8"))


def joined(pair):
    lang, publisher = pair.get("lang", "en"), pair.get("publisher", "Sample Gazette")
    first = article(*pair["a"], lang=lang)
    other = pair.get("other_lang", lang)
    second = article(*pair["b"], lang=other, hours=pair.get("hours", 3), publisher=publisher)
    found = group_without_store([first, second])
    level = ("story", "thread").index(pair["level"])
    return found[first.id][level] == found[second.id][level]


def name(pair):
    return f"{pair['level']}: {pair['a'][0]} / {pair['b'][0]}"


@pytest.mark.parametrize("pair", PAIRS["join"], ids=name)
def test_what_belongs_together_is_joined(pair):
    assert joined(pair)


@pytest.mark.parametrize("pair", PAIRS["apart"], ids=name)
def test_near_misses_stay_apart(pair):
    assert not joined(pair)
