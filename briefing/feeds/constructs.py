"""The texts in a well-formed document, made HTML as feedparser makes it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from html.entities import entitydefs
from xml.etree.ElementTree import Element

from briefing.feeds.elements import CORE, Prefixes, split
from briefing.feeds.forms import as_html

PLAIN, HTML, XHTML = "text/plain", "text/html", "application/xhtml+xml"
KINDS = {
    **dict.fromkeys(["text", "plain", PLAIN], PLAIN),
    **dict.fromkeys(["html", HTML], HTML),
    **dict.fromkeys(["xhtml", XHTML], XHTML),
}
MAX_DEPTH = 20
"""How deep markup may be; deeper is left to feedparser."""

# Text that is not said to be HTML but must be: it has end tags or entities, all of them of HTML.
END_TAG_OR_ENTITY = re.compile(r"</\w+>|&#?\w+;")
TAG = re.compile(r"</?(\w+)")
ENTITY = re.compile(r"&(\w+);")
TAGS = re.compile(
    "a|abbr|b|big|blockquote|br|cite|code|del|div|em|font|h[1-6r]|i|img|ins|li|ol|p|pre|q|s|small|span|strike|strong|su[bp]|"
    "table|tbody|td|th|tr|tt|ul?",
    re.IGNORECASE,
)
CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")  # in UTF-8, where they are found quickest
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


class Doubt(Exception):
    """The document needs a closer look than this module takes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where items stand: the base of their links, the document's address, and of what kind it is."""

    base: str
    url: str
    atom: bool
    wraps: bool
    """Markup is wrapped in a div that does not belong to it."""
    prefixes: Prefixes


def construct(element: Element, place: Place, kind: str) -> str:
    """Return a text construct as HTML; `kind` is what it is unless it says otherwise."""
    if element.attrib:
        names = attributes(element)
        found = KINDS.get(names.get("type", kind).lower())
        if found is None or names.get("mode") == "base64":
            raise Doubt
        kind = found
    if len(element):
        if kind != XHTML:
            raise Doubt
        return mended(_inner(_wrapped(element) if place.wraps else element).strip())
    value = (element.text or "").strip()
    if kind == XHTML:
        value = escape(value, quote=False)
    elif kind == PLAIN and not (not place.atom and ("&" in value or "<" in value) and _looks_like_html(value)):
        return as_html(mended(value))
    return mended(value)


def leaf(element: Element) -> str:
    """Return the text of an element that has no others within."""
    if len(element):
        raise Doubt
    return (element.text or "").strip()


def attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element by their names in lower case."""
    if not element.attrib:
        return {}
    names = {name.lower(): value for name, value in element.attrib.items()}
    if "url" in names or "uri" in names or any(name.endswith(("}type", "}href", "}rel", "}mode")) for name in names):
        raise Doubt
    return names


def mended(text: str) -> str:
    """Return text with what was UTF-8 but taken for latin-1 set right, and Windows' characters in their places."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("latin-1").decode("utf-8")
    return text.translate(WINDOWS) if CONTROLS.search(text.encode()) else text


def _looks_like_html(text: str) -> bool:
    if not END_TAG_OR_ENTITY.search(text):
        return False
    if not all(TAGS.fullmatch(tag) for tag in TAG.findall(text)):
        raise Doubt
    return all(entity in entitydefs for entity in ENTITY.findall(text))


def _wrapped(element: Element) -> Element:
    """Return the div that is all an element holds, else the element."""
    alone = len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
    return element[0] if alone and split(element[0].tag)[1] == "div" else element


def _inner(element: Element, depth: int = 0) -> str:
    """Return the markup within an element as feedparser writes it."""
    if depth > MAX_DEPTH:
        raise Doubt
    pieces = [escape(element.text or "", quote=False)]
    for part in element:
        space, name = split(part.tag)
        if (space != "xhtml" and (space != CORE or "}" in part.tag)) or any("}" in key for key in part.attrib):
            raise Doubt
        marks = "".join(f' {key.lower()}="{_quoted(key.lower(), value)}"' for key, value in part.attrib.items())
        pieces += [f"<{name}{marks}>", _inner(part, depth + 1), f"</{name}>", escape(part.tail or "", quote=False)]
    return "".join(pieces)


def _quoted(name: str, value: str) -> str:
    value = value.lower() if name in ("rel", "type") else value
    return escape(value, quote=False).replace('"', "&quot;")
