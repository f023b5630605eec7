"""Which publishers are independent of each other.

Publishers of one house (BBC News, BBC Asia) count as one source, and so do copies of one text (a wire report that many
outlets carry). Whoever counts publishers counts independent sources as defined here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.text.data_files import word_lists
from briefing.text.urls import host_of, registrable_domain

OPENING_LENGTH = 200
"""Number of characters at the beginning of a text that are compared to recognise copies."""
MIN_OPENING_LENGTH = 60
"""Minimum length of a text that is compared: short texts such as "Watch live." agree by chance."""
_HOUSE_FILE, _SHARED_HOSTS = "publishers.txt", "hosts"


class ArticleSource(NamedTuple):
    """The parts of an article that show its source.

    Attributes:
        publisher: Name of the publisher; "" if unknown.
        url: Address of the publisher's site, else of the article; "" if unknown.
        text_opening: At least twice `OPENING_LENGTH` characters from the beginning of its text, if it is that long.
    """

    publisher: str
    url: str
    text_opening: str


def house_of(publisher: str, url: str) -> str:
    """Return the house of a publisher: from the domain of an article, else from the publisher's name.

    Domains that many publishers share, such as substack.com, show no house.
    """
    return _house_at(publisher, host_of(url))


@lru_cache(maxsize=4096)
def _house_at(publisher: str, host: str) -> str:
    domain = registrable_domain(host)
    houses = _house_by_domain()
    if house := houses.get(host.removeprefix("www.")) or houses.get(domain):
        return house
    is_shared = {host, domain} & word_lists(_HOUSE_FILE)[_SHARED_HOSTS]
    return domain if domain and not is_shared else name_key(publisher)


def publisher_house(publisher: str, feed_url: str) -> str:
    """Return the house of a publisher by the address of its feed, if that is one of a listed house; else its name.

    A feed may lie on a host that many publishers use. This needs no list of public suffixes, whose import is slow.
    """
    labels = host_of(feed_url).split(".")
    houses = _house_by_domain()
    domains = (".".join(labels[start:]) for start in range(len(labels)))
    return next((houses[domain] for domain in domains if domain in houses), name_key(publisher))


@lru_cache(maxsize=4096)
def name_key(publisher: str) -> str:
    """Return the name of a publisher in a form that is equal for its spellings: "The Port-Times", "Port Times"."""
    key = "".join(filter(str.isalnum, publisher.casefold().removeprefix("the ")))
    return key or publisher.casefold()


@lru_cache(maxsize=4096)
def opening_key(text: str) -> str:
    """Return the normalized opening of a text, which is equal for copies; "" if the text is too short."""
    start = " ".join(text[: 2 * OPENING_LENGTH].split()).casefold()[:OPENING_LENGTH]
    return start if len(start) >= MIN_OPENING_LENGTH else ""


def source_numbers(sources: Iterable[ArticleSource]) -> list[int]:
    """Number the independent sources of articles.

    Args:
        sources: The articles' sources, in the order of publication: a copy counts for the house that was first.

    Returns:
        A number for each article, equal for articles of one house and for copies of one text. All feeds of one name
        are one house, whatever their domains. Articles without publisher and URL are sources of their own.
    """
    house_by_publisher: dict[str, str] = {}
    house_by_opening: dict[str, str] = {}
    number_by_house: dict[str, int] = {}
    numbers = []
    for position, source in enumerate(sources):
        house = house_of(source.publisher, source.url) or f"unknown {position}"
        if source.publisher:
            house = house_by_publisher.setdefault(name_key(source.publisher), house)
        if opening := opening_key(source.text_opening):
            house = house_by_opening.setdefault(opening, house)
        numbers.append(number_by_house.setdefault(house, len(number_by_house)))
    return numbers


def independent_publishers(sources: Iterable[ArticleSource]) -> int:
    """Return the number of independent sources of articles, given in the order of publication."""
    return len(set(source_numbers(sources)))


@cache
def _house_by_domain() -> dict[str, str]:
    lists = word_lists(_HOUSE_FILE)
    return {domain: house for house, domains in lists.items() if house != _SHARED_HOSTS for domain in domains}
