"""Repair of the references of an XML document: to characters that XML does not allow, and to entities it declares."""

from __future__ import annotations

import re

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
