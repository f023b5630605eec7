"""The quick way to read RSS, RDF and Atom: well-formed documents of the usual kind, with the XML parser of Python.

It gives what reading by feedparser gives, in a tenth of the time or less. Wherever it cannot be sure of that it
gives None, so that feedparser is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from briefing.feeds.constructs import Doubt, Place, construct, leaf
from briefing.feeds.elements import ATOM, CORE, OLD_RSS, Prefixes, meaning, odd, split
from briefing.feeds.forms import ttl
from briefing.feeds.quickentry import BASES, ItemReader, refuse_meaning, resolved
from briefing.model.feeds import Document
from briefing.text.clean import clean
from briefing.text.html import plain

XML = "http://www.w3.org/XML/1998/namespace}"
ASKED = {"language", "ttl", "updateperiod", "updatefrequency"}
PARTS_OF_IMAGE = {"title", "link", "description", ""}
MAX_NAMESPACES = 50
MAX_REMEMBERED = 1_000
"""Tags remembered between documents; feeds of news have some hundred."""
MOVES = BASES | {"href", "lastmod"}
"""Attributes with which an item or a channel says more than what it contains."""


def read(text: str, lang: str, url: str) -> Document | None:
    """Return the document in `text`, found at `url` and said to be in `lang`; None if it takes a closer look."""
    try:
        root, declared = _tree(text)
        return _document(root, declared, lang, url)
    except (expat.ExpatError, Doubt):
        return None
    finally:
        if meaning.cache_info().currsize > MAX_REMEMBERED:
            meaning.cache_clear()


def _tree(text: str) -> tuple[Element, list[tuple[str | None, str]]]:
    """Return the root of a document and the namespaces it declares; one with a DOCTYPE is refused at once."""
    builder = TreeBuilder()  # its methods are called by expat with no Python between
    parser = expat.ParserCreate("utf-8", "}")
    declared: list[tuple[str | None, str]] = []
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartNamespaceDeclHandler = lambda prefix, address: declared.append((prefix, address or ""))
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(text.encode("utf-8", "replace"), True)
    return builder.close(), declared


def _refuse(*_: object) -> None:
    raise Doubt


def _document(root: Element, declared: list[tuple[str | None, str]], lang: str, url: str) -> Document:
    addresses = {address.lower() for _, address in declared}
    prefixes = odd(declared)
    if len(prefixes) > MAX_NAMESPACES:
        raise Doubt
    kind = split(root.tag)
    if kind == (CORE, "feed") and addresses.isdisjoint(OLD_RSS):
        channel, items = root, [child for child in root if meaning(child.tag, prefixes) == "item"]
    elif kind == (CORE, "rss") or (kind == ("rdf", "rdf") and ATOM not in addresses):
        channel, items = _channel(root, prefixes)
    else:
        raise Doubt
    place = Place(_base(root, url), url, atom=kind[1] == "feed", wraps=ATOM in addresses, prefixes=prefixes)
    said = _said(channel, place)
    own = (root.get(f"{XML}lang", root.get("lang")) or "").replace("_", "-") if kind[1] != "rdf" else ""
    entries = tuple(ItemReader(item, place).entry() for item in items)
    if not entries:
        raise Doubt
    return Document(
        title=plain(said.get("title", "")).replace("\n", " "),
        lang=clean(said.get("language", own or lang)),
        entries=entries,
        ttl=ttl(*(said.get(name, "") for name in ("ttl", "updateperiod", "updatefrequency"))),
    )


def _channel(root: Element, prefixes: Prefixes) -> tuple[Element, list[Element]]:
    """Return the one channel of an RSS document and the items within it and beside it, in order."""
    channels, items = list[Element](), list[Element]()
    for child in root:
        what = meaning(child.tag, prefixes)
        if what == "channel":
            channels.append(child)
            items += [inner for inner in child if meaning(inner.tag, prefixes) == "item"]
        elif what == "item":
            items.append(child)
        elif what not in ("", "image", "textinput"):
            raise Doubt
    if len(channels) != 1 or not MOVES.isdisjoint(channels[0].attrib):
        raise Doubt
    return channels[0], items


def _base(root: Element, url: str) -> str:
    """Return the address that links are relative to."""
    base = root.get(f"{XML}base", root.get("base", ""))
    if not base:
        return url
    base = resolved(url, base)
    if not base.startswith(("http://", "https://")):
        raise Doubt
    return base


def _said(channel: Element, place: Place) -> dict[str, str]:
    """Return what a channel says of itself: its title as HTML, its language, how often it wants to be asked."""
    said: dict[str, str] = {}
    for child in channel:
        what = meaning(child.tag, place.prefixes)
        if not BASES.isdisjoint(child.attrib) or what in ("doubt", "channel", "mediatitle"):
            raise Doubt
        if what == "item":
            continue
        if what == "title":
            if "title" in said:
                raise Doubt
            said["title"] = construct(child, place, "text/plain")
        elif what in ASKED:
            if child.attrib and what != "language":
                raise Doubt
            said[what] = leaf(child)
        elif what in ("image", "textinput"):
            if not PARTS_OF_IMAGE.issuperset(_meanings(child, place)) or any(len(part) for part in child):
                raise Doubt
        elif len(child):
            refuse_meaning(child, place.prefixes)
    return said


def _meanings(parent: Element, place: Place) -> Iterator[str]:
    return (meaning(part.tag, place.prefixes) for part in parent)
