"""Whose an article is: publishers of one house, and copies of one wire's text, are no independent voices."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import NamedTuple

from briefing.text.urls import host_of, registrable_domain

OPENING_LENGTH, MIN_OPENING_LENGTH = 200, 60
"""So many characters of a text tell copies apart, if it has so many."""


class ArticleSource(NamedTuple):
    """What is compared of an article: whose it is by name, where it stands, how its text begins."""

    publisher: str
    url: str
    text_opening: str


def house_of(publisher: str, url: str) -> str:
    """The house that an article comes from: by the registered name in its address, else its publisher's name."""
    host = host_of(url)
    domain = registrable_domain(host)
    houses = _house_by_domain()
    house = houses.get(host.removeprefix("www.")) or houses.get(domain)
    if house:
        return house
    return domain if domain and domain not in _hosting_domains() else publisher.casefold()


def opening_key(text: str) -> str:
    """How a text begins, to tell copies by; "" if it is too short for that."""
    start = " ".join(text[: 2 * OPENING_LENGTH].split()).casefold()[:OPENING_LENGTH]
    return start if len(start) >= MIN_OPENING_LENGTH else ""


def independent_publishers(sources: Iterable[ArticleSource]) -> int:
    """How many independent publishers tell something: each house once, and only the first that has a text.

    `articles` come in the order of their publication. Feeds of one name are one publisher, wherever they stand.
    """
    houses: dict[str, str] = {}
    owners: dict[str, str] = {}
    heard = set()
    for one in sources:
        house = houses.setdefault(one.publisher.casefold(), house_of(one.publisher, one.url))
        begins = opening_key(one.text_opening)
        heard.add(owners.setdefault(begins, house) if begins else house)
    return len(heard)


@cache
def _house_by_domain() -> dict[str, str]:
    return {name: house for house, names in _house_table() if house != "hosts" for name in names}


@cache
def _hosting_domains() -> frozenset[str]:
    return frozenset(name for house, names in _house_table() if house == "hosts" for name in names)


@cache
def _house_table() -> list[tuple[str, list[str]]]:
    text = resources.files("briefing.text").joinpath("publishers.txt").read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines() if not line.startswith("#"))
    return [(house, names.split()) for house, _, names in lines]
