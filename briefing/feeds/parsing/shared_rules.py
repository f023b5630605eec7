"""Rules that several readers of feed documents apply: plain text as HTML, the polling interval, the bound on tags."""

from __future__ import annotations

import re
from datetime import timedelta
from html import escape

from briefing.text.urls import absolute_url

PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
HOURS_BY_PERIOD = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
CHARACTER_REFERENCE = re.compile(r"&#(?:[xX]0*+([0-9a-fA-F]++|(?<=0))|0*+([0-9]++|(?<=0)));?")
SURROGATE_PAIR = re.compile(r"([\ud800-\udbff])([\udc00-\udfff])")
MAX_REFERENCE_DIGITS = 8
"""Digits of a character reference that are read; so many are beyond Unicode in any case."""
MAX_DOCTYPE_CHARS = 8_000
"""Characters at the start of a document in which declarations of entities are looked for."""
MAX_ENTITIES = 300
"""Entities of a document; HTML has 253 for Latin-1, signs and Greek."""
ENTITY_DECLARATION = re.compile(
    r"""<!ENTITY\s+(\w{1,40})\s+(?:"((?:[^"&<%]|&#\w{1,8};){0,200})"|'((?:[^'&<%]|&#\w{1,8};){0,200})')\s*>"""
)
"""An entity that stands for a plain text."""
ENTITY_REFERENCE = re.compile(r"&(\w{1,40});")
XML_ENTITIES = frozenset(["amp", "lt", "gt", "quot", "apos"])
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
REPLACEMENT = "\ufffd"
"""The character that stands for a character reference without a character."""
NUMBER = re.compile(r"[0-9]{1,6}")
PAGE_GUID = re.compile(r"[/?]|\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
"""What the address of a page has. RSS takes each guid for one, but "7" or "item-7" is none, not even a relative one."""


def plain_to_html(value: str) -> str:
    """Return plain text as HTML; empty lines separate paragraphs."""
    value = escape(value, quote=False)
    return PARAGRAPH_BREAK.sub("<p>", value) if "\n" in value else value


def address_in_guid(guid: str) -> str:
    """Return the http(s) address that a guid is; it is opened where an entry has an empty link or none."""
    return absolute_url("", guid) if guid.lower().startswith(("http://", "https://")) else ""


def with_declared_entities(text: str) -> str:
    """Return a document in which references to the plain texts that its document type declares are resolved.

    Entities that name files or other entities, and those of long texts, stay as they are written.
    """
    start = text.find("<!ENTITY", 0, MAX_DOCTYPE_CHARS)
    if start < 0:
        return text
    declared = {
        name: double or single
        for name, double, single in ENTITY_DECLARATION.findall(text, start, MAX_DOCTYPE_CHARS)[:MAX_ENTITIES]
        if name not in XML_ENTITIES
    }
    resolved = ENTITY_REFERENCE.sub(lambda match: declared.get(match[1], match[0]), text)
    return resolved if len(resolved) <= 2 * len(text) else text


def repair_references(text: str) -> str:
    """Return a document whose character references all name characters that XML allows.

    Two references to the halves of a surrogate pair become the character that they mean; a single half and a number
    beyond Unicode become U+FFFD. References to control characters are dropped, as control characters are. References
    inside CDATA are repaired too: they are HTML there.
    """
    if "&#" not in text:
        return text
    repaired = CHARACTER_REFERENCE.sub(_repaired_reference, text)
    if repaired is text or repaired.isascii():
        return repaired
    repaired = SURROGATE_PAIR.sub(_joined_pair, repaired)
    return LONE_SURROGATE.sub(REPLACEMENT, repaired)


def _repaired_reference(reference: re.Match[str]) -> str:
    digits = (reference[2] if reference[1] is None else reference[1])[:MAX_REFERENCE_DIGITS] or "0"
    number = int(digits, 10 if reference[1] is None else 16)
    if 0xD800 <= number <= 0xDFFF:
        return chr(number)
    if number < 0x20 and number not in (9, 10, 13):
        return ""
    is_character = number <= 0xFFFD or 0x10000 <= number <= 0x10FFFF
    return reference[0] if is_character else REPLACEMENT


def _joined_pair(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def is_page_guid(guid: str) -> bool:
    """Return whether a guid that nothing declares to be no link may be the address of a page."""
    return PAGE_GUID.search(guid.strip()) is not None


def requested_ttl(minutes: str, period: str, frequency: str) -> timedelta | None:
    """Return the least time between fetches that a channel asks for: its `ttl` or its syndication period."""
    hours = HOURS_BY_PERIOD.get(period.strip().lower(), 0)
    longest = max(_number(minutes), hours * 60 / max(_number(frequency), 1))
    return timedelta(minutes=longest) if longest else None


def first_tags(text: str, count: int) -> str:
    """Return a document up to its first `count` tags; the very same object if it has no more. CDATA holds no tags."""
    if text.count("<") <= count:
        return text
    position, remaining = 0, count
    while remaining:
        position = text.find("<", position)
        if text.startswith("<![CDATA[", position):
            position = text.find("]]>", position)
        else:
            remaining -= 1
        if position < 0:
            return text
        position += 1
    return text[: position - 1]


def _number(value: str) -> int:
    return int(value) if NUMBER.fullmatch(value.strip()) else 0
