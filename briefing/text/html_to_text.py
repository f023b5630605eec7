"""HTML fragments from feeds as plain text."""

from __future__ import annotations

import re
from html import unescape

from briefing.text.clean import clean_lines, repair_surrogates

MAX_TAGS = 5_000
"""Tags of a fragment that are parsed. Parsing is quadratic in depth, so a flood of tags is cut before; no article
comes near it."""
MAX_LENGTH = 500_000
"""Characters of a fragment that are read; no article comes near it."""
INVISIBLE_ELEMENTS = [
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "select",
    "button",
    "head",
]

BLOCK_ELEMENTS = (
    "address|article|aside|blockquote|br|center|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|"
    "hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
BLOCK_TAG = re.compile(rf"</?(?:{BLOCK_ELEMENTS})\b", re.IGNORECASE)

# Frequent tags whose nesting does not matter for the text, so that they can be replaced without a parser.
TAG_REST = r"""(?:\s++[a-z][\w:.-]*+(?:\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'=<>`]++))?)*+\s*+/?>"""
SIMPLE_BLOCK_TAG = re.compile(
    rf"</?(?:article|blockquote|br|center|div|figcaption|figure|h[1-6]|hr|li|ol|p|section|ul){TAG_REST}", re.IGNORECASE
)
SIMPLE_INLINE_TAG = re.compile(
    rf"</?(?:a|abbr|b|big|cite|code|em|font|i|img|mark|q|s|small|span|strong|su[bp]|time|u){TAG_REST}", re.IGNORECASE
)
TAG = re.compile("<[a-zA-Z]")
TABLE_CELL_TAG = re.compile(r"<t[dh]\b", re.IGNORECASE)
# Markup that was escaped twice: tags and entities that no article mentions as such.
ESCAPED_TAG = re.compile(r"</?(?:a|b|blockquote|br|div|em|figure|h[1-6]|i|img|li|ol|p|span|strong|ul)(?:\s[^<>]*)?/?>")
ESCAPED_ENTITY = re.compile(
    r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|amp|quot|apos|nbsp|[nm]dash|hellip|[lr][sd]quo|euro|pound|yen|[A-Za-z]"
    r"(?:acute|grave|uml|circ|tilde|cedil));"
)


def html_to_text(html: str) -> str:
    """Return the clean text of an HTML fragment, each block element on a line of its own, without scripts and styles.

    Entities are decoded once, and a second time where the fragment or its punctuation was escaped twice.
    """
    html = repair_surrogates(html[:MAX_LENGTH])
    if "<" not in html and "&" not in html:
        return clean_lines(html)
    text = _text_without_parsing(html) or _parsed_text(html)
    if not TAG.search(html) and ESCAPED_TAG.search(text):
        text = _parsed_text(text)
    return clean_lines(ESCAPED_ENTITY.sub(lambda entity: unescape(entity.group()), text))


def _text_without_parsing(html: str) -> str:
    """Return the text of `html` if it has only frequent tags; "" if it must be parsed."""
    html = " ".join(html.splitlines())
    if "<" in html:
        html = SIMPLE_INLINE_TAG.sub(
            "\0", SIMPLE_BLOCK_TAG.sub("\n", html)
        )  # \0 keeps "&" and "lt;" around a tag apart
    return "" if "<" in html else unescape(html).replace("\0", "")


def _parsed_text(html: str) -> str:
    """Return the text of `html` as a parser reads it, with "\\n" only around block elements."""
    from selectolax.lexbor import LexborHTMLParser

    if html.count("<") >= MAX_TAGS:
        html = "<".join(html.split("<", MAX_TAGS)[:MAX_TAGS])
    html = BLOCK_TAG.sub(r"\n\g<0>", " ".join(html.splitlines()))
    tree = LexborHTMLParser(TABLE_CELL_TAG.sub(r" \g<0>", html))
    tree.strip_tags(INVISIBLE_ELEMENTS)
    return tree.body.text() if tree.body else ""
