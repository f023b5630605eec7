"""The meaning of the elements of feeds: from a tag, in any of the namespaces in use, to a part of an entry.

The table follows feedparser, so that both XML readers agree. An element without influence on an entry means "". One
that feedparser reads, but of which an entry keeps nothing, means "aside". One whose effect only feedparser knows means
"doubt".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

CORE = "core"
"""The namespaces of RSS and Atom in all their versions, and none at all."""

NAMESPACES = {
    **dict.fromkeys(
        [
            "",
            "http://blogs.law.harvard.edu/tech/rss",
            "http://purl.org/rss/1.0/",
            "http://my.netscape.com/rdf/simple/0.9/",
            "http://purl.org/atom/ns#",
            "http://www.w3.org/2005/atom",
            "http://purl.org/rss/1.0/modules/rss091#",
        ],
        CORE,
    ),
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    # Namespaces without influence on an entry.
    **dict.fromkeys(
        [
            "http://madskills.com/public/xml/rss/module/trackback/",
            "http://purl.org/rss/1.0/modules/slash/",
            "http://purl.org/rss/1.0/modules/threading/",
            "http://webns.net/mvcb/",
            "http://wellformedweb.org/commentapi/",
            "http://www.georss.org/georss",
            "http://www.w3.org/2003/01/geo/wgs84_pos#",
            "http://xmlns.com/foaf/0.1/",
        ],
        "none",
    ),
}
USERLAND_NAMESPACE = "backend.userland.com/rss"

DC_DATES = {"created": "created", "issued": "published", "modified": "updated"}
"""Dates of the Dublin Core terms, which feeds also write with the older namespace of its elements."""

MEANINGS: dict[str, dict[str, str]] = {
    CORE: {
        **{
            name: name
            for name in ("title", "description", "summary", "abstract", "content", "link", "source", "enclosure")
        },
        **{name: name for name in ("image", "textinput", "item", "channel", "language", "ttl", "created")},
        **dict.fromkeys(["guid", "id"], "id"),
        **dict.fromkeys(["published", "issued", "pubdate"], "published"),
        **dict.fromkeys(["updated", "modified", "lastbuilddate"], "updated"),
        **dict.fromkeys(["author", "managingeditor"], "author"),
        **dict.fromkeys(["contributor", "rights", "copyright", "subtitle", "tagline", "info"], "aside"),
        "entry": "item",
        # Names that feedparser uses for its own data, or that change how it reads the following elements.
        **dict.fromkeys(["rss", "feed", "body", "fullitem", "svg", "math", "date", "links", "authors"], "doubt"),
    },
    "dc": {
        **{name: name for name in ("title", "description", "language")},
        **dict.fromkeys(["creator", "author"], "author"),
        **dict.fromkeys(["contributor", "publisher", "rights"], "aside"),
        "date": "updated",
        **DC_DATES,
    },
    "dcterms": {**DC_DATES, "date": "updated"},
    "content": {"encoded": "encoded"},
    "feedburner": {"origlink": "origlink", "browserfriendly": "aside"},
    "sy": {"updateperiod": "updateperiod", "updatefrequency": "updatefrequency"},
    "media": {"title": "mediatitle", "description": "description"},
    "itunes": {"title": "itunestitle", "author": "author", "summary": "summary", "subtitle": "aside", "owner": "aside"},
}
FEEDPARSER_NAME = re.compile(r"^(?:dc|dcterms|sy|media|itunes|content|xhtml|feedburner|cc)_|_(?:detail|parsed)$")
"""Names without a prefix that feedparser confuses with names of its own."""
KNOWN_NAMES = frozenset(name for names in MEANINGS.values() for name in names)
ATOM_NAMESPACE = "http://www.w3.org/2005/atom"
OLD_RSS_NAMESPACES = {"http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"}

UnknownNamespaces = tuple[tuple[str, str], ...]
"""Pairs (address, prefix) of namespaces that the table lacks, as a document declares them."""


@lru_cache(2048)
def element_meaning(tag: str, unknown_namespaces: UnknownNamespaces = ()) -> str:
    """Return the meaning of an element; `tag` is "namespace}name" or a name alone."""
    space, name = split_tag(tag)
    if not space:
        # Feedparser then takes a common prefix for the namespace that usually has it.
        address = tag.rpartition("}")[0].lower()
        space = dict(unknown_namespaces).get(address, "")
        if not space:
            return "doubt" if name in KNOWN_NAMES else ""
    if space == "xhtml" or (space == CORE and FEEDPARSER_NAME.search(name)):
        return "doubt"
    return MEANINGS.get(space, {}).get(name, "")


def split_tag(tag: str) -> tuple[str, str]:
    """Return the namespace key of a tag, "" if it is unknown, and its name in lower case."""
    address, _, name = tag.lower().rpartition("}")
    return (CORE if USERLAND_NAMESPACE in address else NAMESPACES.get(address, "")), name


def find_unknown_namespaces(declared: Iterable[tuple[str | None, str]]) -> UnknownNamespaces:
    """Return the unknown namespaces among those declared, as (address, prefix), whose prefix is a known one."""
    pairs = {(address.lower(), prefix) for prefix, address in declared if prefix}
    prefixes_of = Counter(address for address, _ in pairs)
    return tuple(sorted(pair for pair in pairs if not split_tag(f"{pair[0]}}}")[0] and prefixes_of[pair[0]] == 1))
