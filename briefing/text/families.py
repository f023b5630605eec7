"""Whose an article is: publishers of one house, and copies of one wire's text, are no independent voices."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import NamedTuple

from briefing.text.urls import host, registrable

OPENING, LEAST = 200, 60
"""So many characters of a text tell copies apart, if it has so many."""


class Copy(NamedTuple):
    """What is compared of an article: whose it is by name, where it stands, how its text begins."""

    publisher: str
    url: str
    opening: str


def family(publisher: str, url: str) -> str:
    """The house that an article comes from: by the registered name in its address, else its publisher's name."""
    name = registrable(host(url))
    named = "." in name and not name[-1].isdigit() and name not in _hosts()
    return _houses().get(name) or (name if named else publisher.casefold())


def opening(text: str) -> str:
    """How a text begins, to tell copies by; "" if it is too short for that."""
    start = " ".join(text[: 2 * OPENING].split()).casefold()[:OPENING]
    return start if len(start) >= LEAST else ""


def voices(articles: Iterable[Copy]) -> int:
    """How many independent publishers tell something: each house once, and only the first that has a text.

    `articles` come in the order of their publication. Feeds of one name are one publisher, wherever they stand.
    """
    houses: dict[str, str] = {}
    owners: dict[str, str] = {}
    heard = set()
    for one in articles:
        house = houses.setdefault(one.publisher.casefold(), family(one.publisher, one.url))
        begins = opening(one.opening)
        heard.add(owners.setdefault(begins, house) if begins else house)
    return len(heard)


@cache
def _houses() -> dict[str, str]:
    return {name: house for house, names in _table() if house != "hosts" for name in names}


@cache
def _hosts() -> frozenset[str]:
    return frozenset(name for house, names in _table() if house == "hosts" for name in names)


@cache
def _table() -> list[tuple[str, list[str]]]:
    text = resources.files("briefing.text").joinpath("families.txt").read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines() if not line.startswith("#"))
    return [(house, names.split()) for house, _, names in lines]
