"""The links of an HTML page, found by a scan of its tags in linear time.

An HTML parser builds a tree, which takes a time that is quadratic in the depth of the page, in one call that cannot be
interrupted. Links to feeds need no tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

MAX_HTML_CHARS = 4_000_000
"""Characters of a page that are scanned: its head and, on all but extreme pages, its body."""
MAX_LINK_TAGS = 20_000
"""`link`, `a`, `base` and `meta` tags that are read; large front pages have some thousand."""
MAX_TAG_CHARS = 5_000
"""Characters of one tag that are read."""
MAX_ANCHOR_CHARS = 200
"""Characters of the markup in an anchor that are read; longer ones are headlines, not labels."""
ANCHOR_END = re.compile("</a|<a[ >]", re.IGNORECASE)

# Comments, scripts and styles are skipped. Each alternative ends at its first end mark, or at the end of the page.
LINK_OR_HIDDEN = re.compile(
    r"<(?:(?P<hidden>!--|(?:script|style)(?=[\s/>]))|(?P<tag>link|a|base|meta)(?=[\s/]))", re.IGNORECASE
)
HIDDEN_ENDS = {
    "!--": re.compile("-->"),
    "script": re.compile("</script", re.IGNORECASE),
    "style": re.compile("</style", re.IGNORECASE),
}
ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]{1,50})(?:\s{0,20}=\s{0,20}(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>"']+)))?"""
    r"|(?P<end>>)"
)
REFRESH_TARGET = re.compile(
    r"\s{0,20}[\d.]{1,20}\s{0,20}[;,]\s{0,20}(?:url\s{0,20}=\s{0,20})?[\"']?([^\"'\s]+)[\"']?\s*", re.IGNORECASE
)
"""The content of a `meta` tag that sends browsers to another address after some seconds."""


@dataclass(frozen=True, slots=True)
class LinkTag:
    """A `link`, `a`, `base` or `meta` tag: its name, its attributes (names in lower case), the markup in an anchor."""

    name: str
    attributes: dict[str, str]
    text: str = ""


def link_tags(html: str) -> Iterator[LinkTag]:
    """Yield the `link`, `a` and `base` tags of a page that have an `href`, in their order.

    A `meta` tag that sends browsers to another address is one more, with that address as its `href`.
    """
    html = html[:MAX_HTML_CHARS]
    position, count = 0, 0
    while count < MAX_LINK_TAGS and (start := LINK_OR_HIDDEN.search(html, position)):
        position = start.end()
        if start["hidden"]:
            end = HIDDEN_ENDS[start["hidden"].lower()].search(html, position)
            if end is None:
                return
            position = end.end()
            continue
        count += 1
        attributes, position = _attributes(html, position)
        name = start["tag"].lower()
        if name == "meta":
            refresh = REFRESH_TARGET.fullmatch(attributes.get("content", ""))
            if refresh and attributes.get("http-equiv", "").lower() == "refresh":
                yield LinkTag(name, {"href": refresh[1]})
        elif "href" in attributes:
            yield LinkTag(name, attributes, _anchor_markup(html, position) if name == "a" else "")


def _anchor_markup(html: str, start: int) -> str:
    """Return the start of what stands in an anchor, with its tags: the label of an image is one of their attributes."""
    return ANCHOR_END.split(html[start : start + MAX_ANCHOR_CHARS], maxsplit=1)[0]


def _attributes(html: str, start: int) -> tuple[dict[str, str], int]:
    """Return the attributes of the tag whose name ends at `start`, and where the tag ends."""
    attributes: dict[str, str] = {}
    limit = min(len(html), start + MAX_TAG_CHARS)
    position = start
    for part in ATTRIBUTE.finditer(html, start, limit):
        position = part.end()
        if part["end"]:
            break
        value = part["double"] or part["single"] or part["bare"] or ""
        attributes.setdefault(part["name"].lower(), unescape(value))
    return attributes, position
