"""The text constructs of a well-formed document as HTML, exactly as feedparser returns them."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from html.entities import entitydefs
from xml.etree.ElementTree import Element

from briefing.feeds.parsing.fast_vocabulary import CORE, UnknownNamespaces, split_tag
from briefing.feeds.parsing.shared_rules import plain_to_html

PLAIN, HTML, XHTML = "text/plain", "text/html", "application/xhtml+xml"
CONTENT_TYPES = {
    **dict.fromkeys(["text", "plain", PLAIN], PLAIN),
    **dict.fromkeys(["html", HTML], HTML),
    **dict.fromkeys(["xhtml", XHTML], XHTML),
}
MAX_MARKUP_DEPTH = 20
"""Depth of markup in a text; deeper markup is left to feedparser."""

# Text that is not declared as HTML but is: it has end tags or entities, and all of them are of HTML.
END_TAG_OR_ENTITY = re.compile(r"</\w+>|&#?\w+;")
TAG_NAME = re.compile(r"</?(\w+)")
ENTITY = re.compile(r"&(\w+);")
HTML_TAGS = re.compile(
    "a|abbr|b|big|blockquote|br|cite|code|del|div|em|font|h[1-6r]|i|img|ins|li|ol|p|pre|q|s|small|span|strike|strong|su[bp]|"
    "table|tbody|td|th|tr|tt|ul?",
    re.IGNORECASE,
)
C1_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")  # in UTF-8, which is the fastest to search
CP1252_CHARACTERS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


class NeedsFeedparser(Exception):
    """The fast reader cannot be sure to agree with feedparser on this document, so feedparser must read it."""


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What the items of a document share: the base of their links, the document's address and its format."""

    base_url: str
    document_url: str
    is_atom: bool
    wraps_markup: bool
    """XHTML texts are wrapped in a div that is not part of the text (Atom)."""
    unknown_namespaces: UnknownNamespaces


def construct_html(element: Element, context: DocumentContext, default_type: str) -> str:
    """Return a text construct as HTML; `default_type` is its content type unless its attributes name one."""
    if element.attrib:
        names = lowercase_attributes(element)
        declared_type = CONTENT_TYPES.get(names.get("type", default_type).lower())
        if declared_type is None or names.get("mode") == "base64":
            raise NeedsFeedparser
        default_type = declared_type
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
    """Return the text of an element; NeedsFeedparser if it has children."""
    if len(element):
        raise NeedsFeedparser
    return (element.text or "").strip()


def lowercase_attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element, names in lower case."""
    if not element.attrib:
        return {}
    names = {name.lower(): value for name, value in element.attrib.items()}
    if "url" in names or "uri" in names or any(name.endswith(("}type", "}href", "}rel", "}mode")) for name in names):
        raise NeedsFeedparser
    return names


def repair_encoding(text: str) -> str:
    """Return text with double-encoded UTF-8 decoded, and C1 controls replaced by the windows-1252 characters meant."""
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
    """Return the div that is the only content of an element, else the element."""
    is_only = len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
    return element[0] if is_only and split_tag(element[0].tag)[1] == "div" else element


def _inner_markup(element: Element, depth: int = 0) -> str:
    """Return the content of an element as markup, in the form of feedparser."""
    if depth > MAX_MARKUP_DEPTH:
        raise NeedsFeedparser
    pieces = [escape(element.text or "", quote=False)]
    for part in element:
        namespace, name = split_tag(part.tag)
        if (namespace != "xhtml" and (namespace != CORE or "}" in part.tag)) or any("}" in key for key in part.attrib):
            raise NeedsFeedparser
        attributes = "".join(
            f' {key.lower()}="{_quoted_attribute(key.lower(), value)}"' for key, value in part.attrib.items()
        )
        pieces += [
            f"<{name}{attributes}>",
            _inner_markup(part, depth + 1),
            f"</{name}>",
            escape(part.tail or "", quote=False),
        ]
    return "".join(pieces)


def _quoted_attribute(name: str, value: str) -> str:
    value = value.lower() if name in ("rel", "type") else value
    return escape(value, quote=False).replace('"', "&quot;")
