"""Which publishers are independent of each other.

Publishers of one house (BBC News, BBC Asia) count as one source, and so do copies of one text (a wire report that many
outlets carry). Whoever counts publishers counts independent ones as defined here.

The domain shows the house. A channel on a domain that many publishers share ("Port Times Video" on a video site)
belongs to the house that has its name, apart from words that only say what kind of channel it is. Where that is in
doubt two publishers are two houses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.text.data_files import word_lists
from briefing.text.urls import host_of, registrable_domain

OPENING_LENGTH = 200
"""Number of characters at the beginning of a text that are compared to recognise copies."""
MIN_OPENING_LENGTH = 60
"""Minimum length of a text that is compared: short texts such as "Watch live." agree by chance."""
MIN_NAME_WORDS = 2
"""Least number of words of a name without its channel words, unless it is listed: many publishers are called "Star"."""
_CHANNEL_WORDS = frozenset(("tv", "news", "videos", "video", "online", "channel", "official", "english"))
"""Last words of names that say what kind of channel a publisher has, not who it is."""
_WORDS_OF_NAMES = frozenset(("tv", "news"))
"""Those by which two publishers may differ: "New Sample TV", "New Sample News"."""
_ORDINARY_WORDS = frozenset(("today", "inquirer")) | _CHANNEL_WORDS
"""Names of listed domains that others have too."""
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
    return _house_at(host_of(url)) or house_of_name(publisher)


@lru_cache(maxsize=4096)
def _house_at(host: str) -> str:
    """The house at a host; "" if many publishers share its domain, or nobody registered it."""
    domain = registrable_domain(host)
    houses = _house_by_domain()
    if house := houses.get(host.removeprefix("www.")) or houses.get(domain):
        return house
    return "" if is_shared_host(host) else domain


def is_shared_host(host: str) -> bool:
    """Whether many publishers share the domain of a host, so that it names none of them."""
    return not word_lists(_HOUSE_FILE)[_SHARED_HOSTS].isdisjoint((host, registrable_domain(host)))


def houses_of(publishers: Sequence[tuple[str, str]]) -> list[str]:
    """Return the house of each of some publishers that are given with an address each.

    The domain shows it. One without a domain of its own belongs to the one house among the others that has its name,
    or else to the one that `house_of_name` takes for the same, if there is one.
    """
    domains = [_house_at(host_of(url)) for _, url in publishers]
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    by_named_house: defaultdict[str, set[str]] = defaultdict(set)
    for (publisher, _), domain in zip(publishers, domains, strict=True):
        if publisher and domain:
            by_name[name_key(publisher)].add(domain)
            by_named_house[house_of_name(publisher)].add(domain)
    return [
        domain
        or _only(by_name[name_key(publisher)])
        or _only(by_named_house[house_of_name(publisher)])
        or house_of_name(publisher)
        for (publisher, _), domain in zip(publishers, domains, strict=True)
    ]


def house_of_feed_publisher(publisher: str, feed_url: str) -> str:
    """Return the house of a publisher by the address of its feed, if that is one of a listed house; else its name.

    A feed may lie on a host that many publishers use. This needs no list of public suffixes, whose import is slow.
    """
    labels = host_of(feed_url).split(".")
    houses = _house_by_domain()
    domains = (".".join(labels[start:]) for start in range(len(labels)))
    return next((houses[domain] for domain in domains if domain in houses), "") or house_of_name(publisher)


def _only(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""


@lru_cache(maxsize=4096)
def house_of_name(publisher: str) -> str:
    """Return the house of a publisher by its name alone.

    It is the listed one that has its name, or that with channel words behind it ("cnntv"); else the key of the name
    without the channel words that stand behind at least two others: "The Sun" and "Sun News" are no house.
    """
    if house := _listed_house(name_key(publisher)):
        return house
    words = publisher.split()
    name_start = 1 if words and words[0].casefold() == "the" else 0
    while len(words) - name_start > MIN_NAME_WORDS and words[-1].casefold() in _CHANNEL_WORDS - _WORDS_OF_NAMES:
        words.pop()
    return name_key(" ".join(words))


def is_listed_house(name: str) -> bool:
    """Whether a name is that of a listed house, or of one of its channels."""
    return bool(_listed_house(name_key(name)))


def _listed_house(key: str) -> str:
    """The listed house that has a name, given as a key, or the beginning of it before channel words; "" if none has."""
    if house := _house_by_name().get(key):
        return house
    starts = (key.removesuffix(word) for word in _CHANNEL_WORDS if key.endswith(word))
    return next(filter(None, map(_listed_house, starts)), "")


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


def independent_publisher_numbers(sources: Iterable[ArticleSource]) -> list[int]:
    """Number the independent publishers of articles.

    Args:
        sources: The articles' sources, in the order of publication: a copy counts for the house that was first.

    Returns:
        A number for each article, equal for articles of one house and for copies of one text. Articles without
        publisher and URL are from publishers of their own.
    """
    known = list(sources)
    house_by_opening: dict[str, str] = {}
    number_by_house: dict[str, int] = {}
    numbers = []
    for position, (source, named) in enumerate(zip(known, houses_of([one[:2] for one in known]), strict=True)):
        house = named or f"unknown {position}"
        if opening := opening_key(source.text_opening):
            house = house_by_opening.setdefault(opening, house)
        numbers.append(number_by_house.setdefault(house, len(number_by_house)))
    return numbers


def independent_publishers(sources: Iterable[ArticleSource]) -> int:
    """Return the number of independent publishers of articles, given in the order of publication."""
    return len(set(independent_publisher_numbers(sources)))


@cache
def _house_by_domain() -> dict[str, str]:
    lists = word_lists(_HOUSE_FILE)
    return {domain: house for house, domains in lists.items() if house != _SHARED_HOSTS for domain in domains}


@cache
def _house_by_name() -> dict[str, str]:
    """The listed houses by their names, and by those of their domains: "foxbusiness" is of the house "fox"."""
    labels = {name_key(domain.partition(".")[0]): house for domain, house in _house_by_domain().items()}
    names = {label: house for label, house in labels.items() if label not in _ORDINARY_WORDS}
    return names | {name_key(house): house for house in _house_by_domain().values()}
