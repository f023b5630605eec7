"""One item or entry of a well-formed document to an Entry, in the order and with the precedence of feedparser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import escape
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from briefing.feeds.constructs import HTML, KINDS, PLAIN, XHTML, Doubt, Place, attributes, construct, leaf, mended
from briefing.feeds.dates import moment
from briefing.feeds.elements import CORE, Prefixes, meaning, split
from briefing.model.feeds import Entry
from briefing.text.urls import USUAL, absolute

BASES = frozenset({"http://www.w3.org/XML/1998/namespace}base", "base"})
ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
MAX_DEPTH = 20
"""How far an item is looked into; a deeper one is left to feedparser."""

MAX_LINKS = 20

SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)/+")
STRAY_ENTITY = re.compile("&([A-Za-z0-9_]+);")


class ItemReader:
    """Reads one item; what it found so far decides what the next element means, as in feedparser."""

    __slots__ = (
        "alternates",
        "author",
        "content",
        "created",
        "has_content",
        "has_summary",
        "id",
        "item",
        "link",
        "origin",
        "place",
        "published",
        "summary",
        "title",
        "title_at",
        "title_depth",
        "updated",
    )

    def __init__(self, item: Element, place: Place) -> None:
        self.item = item
        self.place = place
        self.id = self.title = self.summary = self.content = self.author = self.origin = ""
        self.link: str | None = None
        self.alternates: list[str] = []
        self.has_summary = self.has_content = False
        self.title_depth = -1
        self.title_at = MAX_DEPTH
        self.published: datetime | None = None
        self.updated: datetime | None = None
        self.created: datetime | None = None

    def entry(self) -> Entry:
        """Return what the item tells; Doubt where that is not clear."""
        if self.item.attrib:
            if not {name.lower() for name in self.item.attrib}.isdisjoint({"href", "lastmod", *BASES}):
                raise Doubt
            self.id = self.item.get(ABOUT, "")
        self._walk(self.item, 1)
        url = self.place.url
        addresses = (self.origin, self.link or "", *self.alternates)
        link = next(filter(None, (absolute(url, address) for address in addresses if address)), "")
        return Entry(
            guid=self.id or link,
            link=link,
            title=self.title,
            summary=self.summary,
            content=self.content,
            author=escape(self.author, quote=False),
            published=self.published or self.created,
            updated=self.updated,
        )

    def _walk(self, parent: Element, depth: int) -> None:
        prefixes = self.place.prefixes
        for element in parent:
            what = meaning(element.tag, prefixes)
            if element.attrib and what not in TEXTS and not BASES.isdisjoint(element.attrib):
                raise Doubt
            if what:
                read = READERS.get(what)
                if read is None or (depth > 1 and what not in NESTED):
                    raise Doubt
                read(self, element, depth)
            elif len(element):
                if depth > MAX_DEPTH:
                    raise Doubt
                self._walk(element, depth + 1)

    def _title(self, element: Element, depth: int) -> None:
        html = construct(element, self.place, PLAIN)
        if not -1 < self.title_depth <= depth:
            if depth > self.title_at and self.title:
                raise Doubt
            self.title = html
            self.title_at = min(depth, self.title_at)
        if html:
            self.title_depth = depth

    def _media_title(self, element: Element, depth: int) -> None:
        depth_before = self.title_depth
        self._title(element, depth)
        self.title_depth = depth_before

    def _description(self, element: Element, depth: int) -> None:
        self._summary(element, depth, HTML)

    def _abstract(self, element: Element, _: int) -> None:
        self.summary = construct(element, self.place, PLAIN)
        self.has_summary = True

    def _summary(self, element: Element, depth: int, kind: str = PLAIN) -> None:
        if self.has_summary and not self.has_content:
            self._content(element, depth)
        else:
            self.summary = construct(element, self.place, kind)
            self.has_summary = True

    def _content(self, element: Element, _: int, kind: str = PLAIN) -> None:
        self.has_content = self.has_summary = True
        self.content = max(self.content, construct(element, self.place, kind), key=len)

    def _encoded(self, element: Element, depth: int) -> None:
        self._content(element, depth, HTML)

    def _identity(self, element: Element, _: int) -> None:
        is_link = attributes(element).get("ispermalink", "true") == "true"
        value = leaf(element)
        self.id = mended(resolved(self.place.base, value) if is_link else value)
        if is_link and self.link is None:
            self.link = self.id

    def _link(self, element: Element, _: int) -> None:
        names = attributes(element)
        rel = names.get("rel", "alternate").lower()
        if "href" in names:
            address = resolved(self.place.base, names["href"])
            if not names["href"] or len(element):
                raise Doubt
            kind = names.get("type", HTML).lower()
            if rel == "alternate" and KINDS.get(kind) in (HTML, XHTML):
                self.link = address
        else:
            address = mended(resolved(self.place.base, leaf(element))).replace("&amp;", "&")
            self.link = address = STRAY_ENTITY.sub(r"&\1", address)
        if address and rel in ("", "alternate") and len(self.alternates) < MAX_LINKS:
            self.alternates.append(address)

    def _origin(self, element: Element, _: int) -> None:
        if element.attrib:
            raise Doubt
        self.origin = mended(leaf(element))

    def _author(self, element: Element, _: int) -> None:
        if not len(element):
            self.author = mended(leaf(element))
            return
        parts = {split(part.tag): leaf(part) for part in element}
        name, mail = parts.get((CORE, "name"), ""), parts.get((CORE, "email"), "")
        known = {(CORE, part) for part in ("name", "email", "uri", "url", "homepage")}
        # An author without a name inherits from the one before.
        if (element.text or "").strip() or not name or "@" in self.author or len(parts) < len(element):
            raise Doubt
        if any(space == CORE and (space, part) not in known for space, part in parts):
            raise Doubt
        self.author = f"{name} ({mail})" if mail else name

    def _published(self, element: Element, _: int) -> None:
        self.published = when(element)

    def _updated(self, element: Element, _: int) -> None:
        self.updated = when(element)

    def _created(self, element: Element, _: int) -> None:
        self.created = when(element)

    def _source(self, element: Element, depth: int) -> None:
        """Skip what is told of another feed; only that it had a title counts."""
        self.title_depth = -1
        for part in element:
            what = meaning(part.tag, self.place.prefixes)
            if what == "title":
                self.title_depth = depth + 1 if leaf(part) else self.title_depth
            elif what not in BESIDE:
                raise Doubt
            elif len(part):
                refuse_meaning(part, self.place.prefixes)

    def _image(self, element: Element, _: int) -> None:
        self.title_depth = -1
        leaf(element)

    def _aside(self, element: Element, _: int) -> None:
        refuse_meaning(element, self.place.prefixes)


READERS: dict[str, Callable[[ItemReader, Element, int], None]] = {
    "title": ItemReader._title,
    "mediatitle": ItemReader._media_title,
    "description": ItemReader._description,
    "abstract": ItemReader._abstract,
    "summary": ItemReader._summary,
    "content": ItemReader._content,
    "encoded": ItemReader._encoded,
    "id": ItemReader._identity,
    "link": ItemReader._link,
    "origlink": ItemReader._origin,
    "author": ItemReader._author,
    "published": ItemReader._published,
    "updated": ItemReader._updated,
    "created": ItemReader._created,
    "source": ItemReader._source,
    "image": ItemReader._image,
    **dict.fromkeys(["aside", "language", "ttl", "updateperiod", "updatefrequency"], ItemReader._aside),
}
TEXTS = {"title", "description", "abstract", "summary", "content", "encoded", "aside"}
"""Elements in which no address is completed, so that a base of their own does not count."""
NESTED = {"title", "mediatitle", "description", "aside"}
BESIDE = {"", "id", "link", "published", "updated", "created", "author", "aside", "language", "ttl"}


def refuse_meaning(parent: Element, prefixes: Prefixes) -> None:
    """Doubt an element within which something stands that tells of the entry, or of its own look."""
    if any(meaning(part.tag, prefixes) for part in parent.iter() if part is not parent):
        raise Doubt


def when(element: Element) -> datetime | None:
    """Return the date in an element, None if it is empty; Doubt one that is not understood."""
    value = leaf(element)
    found = moment(value)
    if value and found is None:
        raise Doubt
    return found


def resolved(base: str, address: str) -> str:
    """Return an address completed by `base`, as feedparser does it."""
    if not address or USUAL.fullmatch(address):
        return address
    try:
        return urljoin(base, SLASHES.sub(r"\1", address))
    except ValueError:
        return ""
