"""From one item of a well-formed document to an Entry, with the order and precedence of feedparser."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from briefing.feeds.parsing.entry_dates import DateTexts
from briefing.feeds.parsing.fast_text import (
    CONTENT_TYPES,
    HTML,
    PLAIN,
    XHTML,
    DocumentContext,
    NeedsFeedparser,
    construct_html,
    leaf_text,
    lowercase_attributes,
    repair_encoding,
)
from briefing.feeds.parsing.fast_vocabulary import CORE, UnknownNamespaces, element_meaning, split_tag
from briefing.feeds.parsing.shared_rules import MAX_LINKS, address_in_guid, is_page_guid, plain_to_html
from briefing.model.fetching import Entry
from briefing.text.urls import REGULAR_URL, absolute_url

BASE_ATTRIBUTES = frozenset({"http://www.w3.org/XML/1998/namespace}base", "base"})
"""Attributes that change how the addresses in an element are resolved, as ElementTree names them."""
RDF_ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
"""The attribute with the id of an item of RSS 1.0, as ElementTree names it."""
MAX_DEPTH = 20
"""Depth of elements in an item; a deeper item is left to feedparser."""
EXTRA_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)/+")
"""Slashes after those of the scheme of an address, which feedparser drops."""
STRAY_ENTITY = re.compile("&([A-Za-z0-9_]+);")
"""An entity in an address: its semicolon is dropped, as feedparser does it."""


class ItemReader:
    """Reads one item; as in feedparser, the elements read so far decide how the next one counts."""

    __slots__ = (
        "alternates",
        "author",
        "content",
        "context",
        "created",
        "enclosure",
        "has_content",
        "has_summary",
        "id",
        "item",
        "itunes_title",
        "link",
        "origin",
        "published",
        "source_name",
        "source_url",
        "summary",
        "title",
        "title_depth",
        "updated",
        "used_title_depth",
    )

    def __init__(self, item: Element, context: DocumentContext) -> None:
        self.item = item
        self.context = context
        self.id = self.title = self.summary = self.content = self.author = self.origin = ""
        self.link: str | None = None
        self.alternates: list[str] = []
        self.has_summary = self.has_content = False
        self.title_depth = -1  # of the last title with a text, -1 for none; a deeper title does not replace it
        self.used_title_depth = MAX_DEPTH  # the least depth of the titles that were used
        self.published = self.updated = self.created = ""
        self.source_name = self.source_url = self.enclosure = self.itunes_title = ""

    def entry(self) -> Entry:
        """Return the entry without dates; NeedsFeedparser where feedparser might read the item differently."""
        if self.item.attrib:
            if not {name.lower() for name in self.item.attrib}.isdisjoint({"href", "lastmod", *BASE_ATTRIBUTES}):
                raise NeedsFeedparser
            self.id = self.item.get(RDF_ABOUT, "")
        self._read_children(self.item, 1)
        url = self.context.document_url
        addresses = (self.origin, self.link or "", *self.alternates, self.enclosure)
        link = next(filter(None, (absolute_url(url, address) for address in addresses if address)), "")
        link = link or address_in_guid(self.id)
        return Entry(
            guid=self.id or link,
            link=link,
            title=self.title or self.itunes_title,
            summary=self.summary,
            content=self.content,
            author=escape(self.author, quote=False),
            source_name=self.source_name,
            source_url=absolute_url(url, self.source_url) if self.source_url else "",
        )

    def dates(self) -> DateTexts:
        """Return the dates of the item that was read."""
        return DateTexts(self.published, self.created, self.updated)

    def _read_children(self, parent: Element, depth: int) -> None:
        """Read the elements below another one, in their order; those in elements without a meaning count too."""
        unknown_namespaces = self.context.unknown_namespaces
        for element in parent:
            meaning = element_meaning(element.tag, unknown_namespaces)
            if element.attrib and meaning not in TEXT_ELEMENTS and not BASE_ATTRIBUTES.isdisjoint(element.attrib):
                raise NeedsFeedparser
            if meaning:
                read = ELEMENT_READERS.get(meaning)
                if read is None or (depth > 1 and meaning not in ALLOWED_NESTED):
                    raise NeedsFeedparser
                read(self, element, depth)
            elif is_source_name(element.tag) and not self.source_name:
                self.source_name = escape(repair_encoding(leaf_text(element)), quote=False)
            elif len(element):
                if depth > MAX_DEPTH:
                    raise NeedsFeedparser
                self._read_children(element, depth + 1)

    def _title(self, element: Element, depth: int) -> None:
        """Read a title: it replaces the one before, unless that had a text and was not deeper in the item."""
        html = construct_html(element, self.context, PLAIN)
        if not -1 < self.title_depth <= depth:
            if depth > self.used_title_depth and self.title:
                raise NeedsFeedparser
            self.title = html
            self.used_title_depth = min(depth, self.used_title_depth)
        if html:
            self.title_depth = depth

    def _media_title(self, element: Element, depth: int) -> None:
        """Read the title of a medium, after which a title of the item counts as if this one were not there."""
        depth_before = self.title_depth
        self._title(element, depth)
        self.title_depth = depth_before

    def _description(self, element: Element, depth: int) -> None:
        """Read a summary whose text is HTML unless it says otherwise."""
        self._summary(element, depth, HTML)

    def _abstract(self, element: Element, _: int) -> None:
        """Read a summary, whatever was read before."""
        self.summary = construct_html(element, self.context, PLAIN)
        self.has_summary = True

    def _summary(self, element: Element, depth: int, default_type: str = PLAIN) -> None:
        """Read a summary; a second one counts as the content of an item that has none."""
        if self.has_summary and not self.has_content:
            self._content(element, depth)
        else:
            self.summary = construct_html(element, self.context, default_type)
            self.has_summary = True

    def _content(self, element: Element, _: int, default_type: str = PLAIN) -> None:
        """Read a content; the longest one stays."""
        self.has_content = self.has_summary = True
        self.content = max(self.content, construct_html(element, self.context, default_type), key=len)

    def _encoded_content(self, element: Element, depth: int) -> None:
        self._content(element, depth, HTML)

    def _guid(self, element: Element, _: int) -> None:
        """Read the guid; if it is the address of a page, it is also the link of an item that has none yet."""
        value = leaf_text(element)
        is_link = lowercase_attributes(element).get("ispermalink", "true") == "true" and is_page_guid(value)
        self.id = repair_encoding(resolve_url(self.context.base_url, value) if is_link else value)
        if is_link and self.link is None:
            self.link = self.id

    def _link(self, element: Element, _: int) -> None:
        """Read the address of the page, of another form of it, or of an attached file."""
        names = lowercase_attributes(element)
        rel = names.get("rel", "alternate").lower()
        if "href" in names:
            address = resolve_url(self.context.base_url, names["href"])
            if not names["href"] or len(element):
                raise NeedsFeedparser
            content_type = names.get("type", HTML).lower()
            if rel == "alternate" and CONTENT_TYPES.get(content_type) in (HTML, XHTML):
                self.link = address
        else:
            address = repair_encoding(resolve_url(self.context.base_url, leaf_text(element))).replace("&amp;", "&")
            self.link = address = STRAY_ENTITY.sub(r"&\1", address)
        if address and rel == "enclosure":
            self.enclosure = self.enclosure or address
        if address and rel in ("", "alternate") and len(self.alternates) < MAX_LINKS:
            self.alternates.append(address)

    def _enclosure(self, element: Element, _: int) -> None:
        """Read the address of an attached file: it is opened where the item has no page."""
        self.enclosure = self.enclosure or repair_encoding(resolve_url(self.context.base_url, element.get("url", "")))

    def _itunes_title(self, element: Element, _: int) -> None:
        self.itunes_title = plain_to_html(repair_encoding(leaf_text(element)))

    def _original_link(self, element: Element, _: int) -> None:
        if element.attrib:
            raise NeedsFeedparser
        self.origin = repair_encoding(leaf_text(element))

    def _author(self, element: Element, _: int) -> None:
        if not len(element):
            self.author = repair_encoding(leaf_text(element))
            return
        parts = {split_tag(part.tag): leaf_text(part) for part in element}
        name, email = parts.get((CORE, "name"), ""), parts.get((CORE, "email"), "")
        known = {(CORE, part) for part in ("name", "email", "uri", "url", "homepage")}
        # In feedparser an author without a name takes that of the author before.
        if (element.text or "").strip() or not name or "@" in self.author or len(parts) < len(element):
            raise NeedsFeedparser
        if any(namespace == CORE and (namespace, part) not in known for namespace, part in parts):
            raise NeedsFeedparser
        self.author = f"{name} ({email})" if email else name

    def _published(self, element: Element, _: int) -> None:
        self.published = leaf_text(element)

    def _updated(self, element: Element, _: int) -> None:
        self.updated = leaf_text(element)

    def _created(self, element: Element, _: int) -> None:
        self.created = leaf_text(element)

    def _source(self, element: Element, depth: int) -> None:
        """Read which feed or outlet the item comes from; a title in it matters for the title of the item."""
        self.title_depth = -1
        names = {name.lower(): value for name, value in element.attrib.items()}
        self.source_url = repair_encoding(names.get("url", "") or names.get("href", ""))
        self.source_name = escape(repair_encoding((element.text or "").strip()), quote=False) or self.source_name
        for part in element:
            meaning = element_meaning(part.tag, self.context.unknown_namespaces)
            if meaning == "title":
                self.title_depth = depth + 1 if leaf_text(part) else self.title_depth
                self.source_name = escape(repair_encoding(leaf_text(part)), quote=False)
            elif (
                meaning == "link" and not self.source_url and part.get("rel", "alternate").lower() in ("", "alternate")
            ):
                self.source_url = repair_encoding(part.get("href", "") or leaf_text(part))
            elif meaning not in ALLOWED_IN_SOURCE:
                raise NeedsFeedparser
            elif len(part):
                require_meaningless(part, self.context.unknown_namespaces)

    def _image(self, element: Element, _: int) -> None:
        self.title_depth = -1
        leaf_text(element)

    def _ignored(self, element: Element, _: int) -> None:
        require_meaningless(element, self.context.unknown_namespaces)


ELEMENT_READERS: dict[str, Callable[[ItemReader, Element, int], None]] = {
    "title": ItemReader._title,
    "mediatitle": ItemReader._media_title,
    "description": ItemReader._description,
    "abstract": ItemReader._abstract,
    "summary": ItemReader._summary,
    "content": ItemReader._content,
    "encoded": ItemReader._encoded_content,
    "id": ItemReader._guid,
    "link": ItemReader._link,
    "origlink": ItemReader._original_link,
    "author": ItemReader._author,
    "published": ItemReader._published,
    "updated": ItemReader._updated,
    "created": ItemReader._created,
    "source": ItemReader._source,
    "image": ItemReader._image,
    "enclosure": ItemReader._enclosure,
    "itunestitle": ItemReader._itunes_title,
    **dict.fromkeys(["aside", "language", "ttl", "updateperiod", "updatefrequency"], ItemReader._ignored),
}
"""How each element with a meaning is read; an element of any other meaning is left to feedparser."""
TEXT_ELEMENTS = {"title", "description", "abstract", "summary", "content", "encoded", "aside"}
"""Elements whose content has no addresses to resolve, so that an `xml:base` on them does not matter."""
ALLOWED_NESTED = {"title", "mediatitle", "description", "aside"}
"""Elements that may stand inside an element without a meaning; how feedparser reads others there is in doubt."""
ALLOWED_IN_SOURCE = {"", "id", "link", "published", "updated", "created", "author", "aside", "language", "ttl"}
"""Elements of the source of an item that do not change the item."""


def is_source_name(tag: str) -> bool:
    """Whether an element of another namespace names the outlet of an entry, as `News:Source` and `dc:source` do."""
    return tag.lower().endswith("}source")


def require_meaningless(parent: Element, unknown_namespaces: UnknownNamespaces) -> None:
    """Raise NeedsFeedparser if an element has a descendant with a meaning for the entry."""
    if any(element_meaning(part.tag, unknown_namespaces) for part in parent.iter() if part is not parent):
        raise NeedsFeedparser


def resolve_url(base_url: str, address: str) -> str:
    """Return `address` resolved against `base_url`, as feedparser does it."""
    if not address or REGULAR_URL.fullmatch(address):
        return address
    try:
        return urljoin(base_url, EXTRA_SLASHES.sub(r"\1", address))
    except ValueError:
        return ""
