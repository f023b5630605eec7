"""Notation that HTML gives by elements, written in characters: exponents, indices, quotation marks, lines of code."""

from __future__ import annotations

import re
from html import unescape

from briefing.text.html.reference_marks import is_reference_mark

MAX_SCRIPT_LENGTH = 100
"""Characters of a superscript or subscript with its tags; the bound keeps the search linear."""
MAX_SCRIPT_DEPTH = 3
"""Depth of superscripts in superscripts that is written out."""

SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
SCRIPT_NUMBER = re.compile(r"[(]?[+−-]?\d+[+−-]?[)]?|n|[+−-]|[(]?n[+−-]\d+[)]?", re.ASCII)
"""What has superscript characters of its own."""
EXPONENT_LETTERS = frozenset("kmxyzt")
"""Letters that are exponents when they stand alone; other raised letters end ordinals and abbreviations (21st, 2e)."""

DEGREE_UNIT = re.compile(r"(?:\s|&nbsp;)?[CF]\b")
"""The unit behind a raised "o" or "0" that stands for the sign of degrees."""
PRICE_BEFORE_CENTS = re.compile(r"(?:[$€£]|&(?:euro|pound);)\s?(?:\d{1,3}[,.])*\d{1,3}$")
"""A price whose raised two digits are cents: "$9<sup>99</sup>"."""
MAX_PRICE_LENGTH = 20
"""Characters of such a price."""

_TAG_END = r"(?:\s[^<>]*)?>"
_SCRIPT_ELEMENT = re.compile(
    rf"<(su[bp]){_TAG_END}((?:[^<]|<(?!/?su[bp]\b)){{0,{MAX_SCRIPT_LENGTH}}}?)</\1\s*>", re.IGNORECASE
)
_STYLED_SCRIPT = re.compile(
    rf"<span\s[^<>]*vertical-align\s*:\s*(super|sub)[^<>]*>([^<]{{0,{MAX_SCRIPT_LENGTH}}})</span\s*>", re.IGNORECASE
)
_OPEN_SCRIPT_BEFORE_NUMBER = re.compile(rf"(?<=\d)<(su[bp]){_TAG_END}(?=\s*[\d+−-])", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_QUOTE_TAG = re.compile(rf"<(/?)q{_TAG_END}", re.IGNORECASE)
_QUOTATION_MARKS = ('"', "“", "”", "„", "«", "»", "‘", "’", "'", "&quot;", "&ldquo;", "&rdquo;", "&laquo;", "&raquo;")
_READING = re.compile(rf"<rt{_TAG_END}([^<]{{1,200}})(?:</rt\s*>)?", re.IGNORECASE)
_PRE_TAG = re.compile(rf"(</?pre{_TAG_END})", re.IGNORECASE)


def write_notation(html: str) -> str:
    """Return `html` with superscripts, indices, readings, `<q>` and lines of `<pre>` in characters and `<br>`."""
    lower = html.lower()
    if "vertical-align" in lower:
        html = _STYLED_SCRIPT.sub(lambda match: f"<sup>{match[2]}</sup>" if len(match[1]) > 3 else _sub(match[2]), html)
        lower = html.lower()
    if "<su" in lower:
        html = _write_scripts(html)
    if "<rt" in lower:
        html = _write_readings(html)
    if "<q" in lower:
        html = _QUOTE_TAG.sub(_quotation_mark, html)
    return _keep_lines(html) if "<pre" in lower else html


def superscript(value: str) -> str:
    """Return raised text in characters: 6 as ⁶, 1.5 as ^1.5; the end of an ordinal (21st) stays as it is.

    A mark that refers to a note is left out.
    """
    if is_reference_mark(value):
        return ""
    if SCRIPT_NUMBER.fullmatch(value):
        return value.translate(SUPERSCRIPTS)
    is_exponent = any(map(str.isnumeric, value)) and "[" not in value and not re.search("[^\\W\\d_]{3}", value)
    if not is_exponent and value not in EXPONENT_LETTERS:
        return value
    return f"^{value}" if len(value) == 1 or re.fullmatch(r"[\w.,]+", value) else f"^({value})"


def subscript(value: str, before: str, after: str) -> str:
    """Return lowered text in characters; between letters it stays as it is (CO2), as most articles write it."""
    if before.isalpha() and not after.isdigit():
        return value
    return value.translate(SUBSCRIPTS) if SCRIPT_NUMBER.fullmatch(value) else f"_{value}" if value else ""


def _sub(value: str) -> str:
    return f"<sub>{value}</sub>"


def _write_scripts(html: str) -> str:
    for _ in range(MAX_SCRIPT_DEPTH):
        written = _SCRIPT_ELEMENT.sub(_script_text, html)
        if written == html:
            break
        html = written
    return _OPEN_SCRIPT_BEFORE_NUMBER.sub(lambda match: "^" if match[1].lower() == "sup" else "_", html)


def _script_text(match: re.Match[str]) -> str:
    value = unescape(_ANY_TAG.sub("", match[2])).strip()
    if match[1].lower() == "sup":
        written = _raised(value, match.string[max(0, match.start() - MAX_PRICE_LENGTH) : match.start()], match)
    else:
        written = subscript(
            value, match.string[max(0, match.start() - 1) : match.start()], match.string[match.end() : match.end() + 1]
        )
    return written.replace("&", "&amp;").replace("<", "&lt;") + (" " if match[2][-1:].isspace() else "")


def _raised(value: str, before: str, element: re.Match[str]) -> str:
    """Return the text of a `<sup>` element as it is written behind `before`."""
    if value in ("o", "0") and DEGREE_UNIT.match(element.string, element.end()):
        return "°"
    is_cents = re.fullmatch("[0-9]{2}", value) and PRICE_BEFORE_CENTS.search(before)
    return f".{value}" if is_cents else superscript(value)


def _write_readings(html: str) -> str:
    """Return `html` with the readings of characters (ruby) in parentheses, where it has none already."""
    if "<rp" in html.lower():
        return html
    return _READING.sub(r"(\1)", html)


def _quotation_mark(match: re.Match[str]) -> str:
    """Return the mark that a `<q>` tag stands for; "" where the text has one already."""
    if match[1]:
        return (
            "" if match.string[max(0, match.start() - 8) : match.start()].rstrip().endswith(_QUOTATION_MARKS) else "”"
        )
    return "" if match.string[match.end() : match.end() + 8].lstrip().startswith(_QUOTATION_MARKS) else "“"


def _keep_lines(html: str) -> str:
    """Return `html` with "<br>" for each line break inside `<pre>`."""
    pieces = _PRE_TAG.split(html)
    depth = 0
    for number, piece in enumerate(pieces):
        if number % 2:
            depth = max(0, depth + (-1 if piece.startswith("</") else 1))
        elif depth:
            pieces[number] = "<br>".join(piece.splitlines())
    return "".join(pieces)
