"""The texts in a well-formed document, made HTML as feedparser makes it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from html.entities import entitydefs
from xml.etree.ElementTree import Element

from briefing.feeds.parsing.feed_common import plain_to_html
from briefing.feeds.parsing.vocabulary import CORE, UnknownNamespaces, split_tag

PLAIN, HTML, XHTML = "text/plain", "text/html", "application/xhtml+xml"
CONTENT_TYPES = {
    **dict.fromkeys(["text", "plain", PLAIN], PLAIN),
    **dict.fromkeys(["html", HTML], HTML),
    **dict.fromkeys(["xhtml", XHTML], XHTML),
}
MAX_MARKUP_DEPTH = 20
"""How deep markup may be; deeper is left to feedparser."""

# Text that is not said to be HTML but must be: it has end tags or entities, all of them of HTML.
END_TAG_OR_ENTITY = re.compile(r"</\w+>|&#?\w+;")
TAG_NAME = re.compile(r"</?(\w+)")
ENTITY = re.compile(r"&(\w+);")
HTML_TAGS = re.compile(
    "a|abbr|b|big|blockquote|br|cite|code|del|div|em|font|h[1-6r]|i|img|ins|li|ol|p|pre|q|s|small|span|strike|strong|su[bp]|"
    "table|tbody|td|th|tr|tt|ul?",
    re.IGNORECASE,
)
C1_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")  # in UTF-8, where they are found quickest
CP1252_CHARACTERS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


class NeedsFeedparser(Exception):
    """The document needs a closer look than this module takes."""


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """Where items stand: the base of their links, the document's address, and of what kind it is."""

    base_url: str
    document_url: str
    is_atom: bool
    wraps_markup: bool
    """Markup is wrapped in a div that does not belong to it."""
    unknown_namespaces: UnknownNamespaces


def construct_html(element: Element, context: DocumentContext, default_type: str) -> str:
    """Return a text construct as HTML; `kind` is what it is unless it says otherwise."""
    if element.attrib:
        names = lowercase_attributes(element)
        found = CONTENT_TYPES.get(names.get("type", default_type).lower())
        if found is None or names.get("mode") == "base64":
            raise NeedsFeedparser
        default_type = found
    if len(element):
        if default_type != XHTML:
            raise NeedsFeedparser
        return repair_encoding(_inner_markup(_without_wrapper(element) if context.wraps_markup else element).strip())
    value = (element.text or "").strip()
    if default_type == XHTML:
        value = escape(value, quote=False)
    elif default_type == PLAIN and not (
        not context.is_atom and ("&" in value or "<" in value) and _looks_like_html(value)
    ):
        return plain_to_html(repair_encoding(value))
    return repair_encoding(value)


def leaf_text(element: Element) -> str:
    """Return the text of an element that has no others within."""
    if len(element):
        raise NeedsFeedparser
    return (element.text or "").strip()


def lowercase_attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element by their names in lower case."""
    if not element.attrib:
        return {}
    names = {name.lower(): value for name, value in element.attrib.items()}
    if "url" in names or "uri" in names or any(name.endswith(("}type", "}href", "}rel", "}mode")) for name in names):
        raise NeedsFeedparser
    return names


def repair_encoding(text: str) -> str:
    """Return text with what was UTF-8 but taken for latin-1 set right, and Windows' characters in their places."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("latin-1").decode("utf-8")
    return text.translate(CP1252_CHARACTERS) if C1_CONTROLS.search(text.encode()) else text


def _looks_like_html(text: str) -> bool:
    if not END_TAG_OR_ENTITY.search(text):
        return False
    if not all(HTML_TAGS.fullmatch(tag) for tag in TAG_NAME.findall(text)):
        raise NeedsFeedparser
    return all(entity in entitydefs for entity in ENTITY.findall(text))


def _without_wrapper(element: Element) -> Element:
    """Return the div that is all an element holds, else the element."""
    alone = len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
    return element[0] if alone and split_tag(element[0].tag)[1] == "div" else element


def _inner_markup(element: Element, depth: int = 0) -> str:
    """Return the markup within an element as feedparser writes it."""
    if depth > MAX_MARKUP_DEPTH:
        raise NeedsFeedparser
    pieces = [escape(element.text or "", quote=False)]
    for part in element:
        space, name = split_tag(part.tag)
        if (space != "xhtml" and (space != CORE or "}" in part.tag)) or any("}" in key for key in part.attrib):
            raise NeedsFeedparser
        marks = "".join(
            f' {key.lower()}="{_quoted_attribute(key.lower(), value)}"' for key, value in part.attrib.items()
        )
        pieces += [
            f"<{name}{marks}>",
            _inner_markup(part, depth + 1),
            f"</{name}>",
            escape(part.tail or "", quote=False),
        ]
    return "".join(pieces)


def _quoted_attribute(name: str, value: str) -> str:
    value = value.lower() if name in ("rel", "type") else value
    return escape(value, quote=False).replace('"', "&quot;")
