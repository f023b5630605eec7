"""Reads the feeds of an OPML document.

A document type, the only way to declare entities, is left out before expat parses the document (`opml_text`), so that
references to entities stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from xml.parsers import expat

from briefing.errors import ParseError
from briefing.feeds.address_lists import MAX_NAME_CHARS
from briefing.feeds.collected_feeds import FeedCollector
from briefing.feeds.opml_attributes import NAMESPACE, XML_NAME
from briefing.model.feeds import MAX_INTERVAL, MAX_WEIGHT, MIN_INTERVAL, Feed
from briefing.text.html.clean import clean, repair_surrogates
from briefing.text.language_tags import valid_language_tag
from briefing.text.urls import canonical_url, is_web_url

MAX_ATTRIBUTE_CHARS = 2_000
"""Characters of an unknown attribute that are kept; most of these attributes are addresses."""
MAX_FOREIGN_ATTRIBUTES = 20
"""Unknown attributes of one feed that are kept for the next export."""
MAX_FOLDER_DEPTH = 3
"""Outermost folders that make the section of a feed; folders inside of them add nothing to it."""
MAX_ESCAPES = 3
"""How often a name may have been escaped beside the escapes of XML."""
KNOWN_ATTRIBUTES = {"text", "title", "type", "xmlurl", "category", "language", "version"}
"""Attributes of an outline that briefing reads or writes itself, in lower case."""
COMMAND_ATTRIBUTES = ("filtercmd", "filter-command", "command", "exec")
"""Attributes in which other readers store commands to run."""
FEED_ROOTS = ("rss", "feed", "rdf")
"""Root elements of feeds, in lower case."""
FEED_HINT = "this is a feed, no list of feeds: `briefing add URL` adds it by its address"
BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")
OUTLINE_TAG = re.compile(r"(?=</?outline\b)", re.IGNORECASE)
_VALUE_GOES_ON = r"(?!\s{0,9}(?:/?>|$|[\w:.-]{1,60}\s{0,9}=))"
ATTRIBUTE = re.compile(
    r"(?<![\w:.-])([\w:.-]{1,60}+)\s{0,9}+=(?:"
    rf'\s{{0,9}}+"([^"]{{0,9000}}+(?:"{_VALUE_GOES_ON}[^"]{{0,300}}+){{0,8}}+)"'
    rf"|\s{{0,9}}+'([^']{{0,9000}}+(?:'{_VALUE_GOES_ON}[^']{{0,300}}+){{0,8}}+)'"
    r"|([^\s\"'<>][^\s<>]{0,9000}?)(?=\s|/?>|$))"
)
"""An attribute of a malformed tag: in quotation marks, which may stand in the value too (text="Say "hi""), or bare."""
WEIGHT_VALUE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,20})?")


@dataclass(slots=True)
class _Outline:
    """An open outline.

    Attributes:
        name: Its name, "" if it is a feed or has none.
        path: The names of the outermost folders that lead to it, with its own.
        items: The number of feeds and folders that are directly in it.
    """

    name: str = ""
    path: tuple[str, ...] = ()
    items: int = 0

    def opened(self, name: str) -> _Outline:
        """Return an outline that is opened inside of this one."""
        self.items += 1
        return _Outline(name, (*self.path, name)[:MAX_FOLDER_DEPTH] if name else self.path)


@dataclass(frozen=True, slots=True)
class _ListedFeed:
    """A feed as listed, whose section is known when its folder is complete."""

    feed: Feed
    folder: _Outline
    parent: _Outline

    def with_section(self) -> Feed:
        """Return the feed with its folders as section, or else with the section that it has.

        Thunderbird puts each feed into a folder of its own name. Such a folder is no section.
        """
        repeats_name = self.folder.items == 1 and self.folder.name.casefold() == self.feed.name.casefold()
        path = self.parent.path if repeats_name else self.folder.path
        return replace(self.feed, section=("/".join(path) or self.feed.section)[:MAX_NAME_CHARS])


class OpmlReader:
    """Reads OPML as a stream without a tree, in linear time however deep or large a hostile document is."""

    def __init__(self, collector: FeedCollector) -> None:
        self._collector = collector
        self._outlines = [_Outline()]
        self._listed: list[_ListedFeed] = []
        self._root_tag = ""
        self._is_own_export = False
        self._last_tag_index = -1  # where the last start tag that expat has read begins
        self._salvage_line = 0  # the line that is read after expat has given up
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start_element
        parser.EndElementHandler = self._end_element

    def read(self, document: str) -> None:
        """Read a document; from its first XML error on, read the outline tags that can be recognised."""
        document = BARE_AMPERSAND.sub("&amp;", document)
        body = repair_surrogates(document).encode()
        try:
            self._parser.Parse(body, True)
        except expat.ExpatError as error:
            if not self._root_tag:
                raise ParseError(f"not OPML: {clean(str(error))}") from error
            cause = expat.ErrorString(error.code).removeprefix("not well-formed ").strip("()")
            self._collector.skip(error.lineno, "", f"not well-formed ({cause}); the rest is read as far as possible")
            rest = body[self._rest_start(body, self._parser.ErrorByteIndex) :].decode("utf-8", "replace")
            self._salvage(rest, error.lineno)
        for listed in self._listed:
            if self._is_own_export:
                self._collector.add(listed.feed, exact_address=True)
            else:
                self._collector.add(listed.with_section())

    def _rest_start(self, body: bytes, error_index: int) -> int:
        """Return where the unread rest of a malformed document begins: at the error, or at the tag in which it is."""
        tag = body.lower().rfind(b"<outline", 0, error_index + 1)
        return tag if tag > self._last_tag_index else error_index

    def _salvage(self, rest: str, line: int) -> None:
        for chunk in OUTLINE_TAG.split(rest):
            self._salvage_line = line
            line += chunk.count("\n")
            if chunk.lower().startswith("</outline"):
                self._end_element("outline")
            elif chunk.lower().startswith("<outline"):
                values_by_name = ATTRIBUTE.findall(chunk)
                self._start_element("outline", {name: unescape("".join(values)) for name, *values in values_by_name})
                if chunk.rstrip().endswith("/>"):
                    self._end_element("outline")

    def _start_element(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if not self._salvage_line:
            self._last_tag_index = self._parser.CurrentByteIndex
        if not self._root_tag:
            self._root_tag = tag.lower()
            if self._root_tag != "opml":
                hint = FEED_HINT if self._root_tag in FEED_ROOTS else ""
                raise ParseError(f"not OPML: its root element is <{clean(tag)[:40]}>", hint)
            self._is_own_export = attributes.get(f"xmlns:{NAMESPACE}") == f"urn:{NAMESPACE}"
        if tag.lower() != "outline":
            return
        values = {name.lower(): content for name, content in attributes.items()}
        kind = clean(values.get("type", "")).lower()
        if kind in ("rss", "atom") and "url" in values:
            values.setdefault("xmlurl", values["url"])
        name = self._name(values)
        self._outlines.append(self._outlines[-1].opened("" if "xmlurl" in values else name))
        line = self._salvage_line or self._parser.CurrentLineNumber
        if "xmlurl" in values:
            self._add_feed(line, name, values, attributes)
        elif kind in ("rss", "atom"):
            self._collector.skip(line, name, "no address")
        elif "url" in values:
            self._collector.skip(line, values["url"], "a link to another document, which is not followed")

    def _end_element(self, tag: str) -> None:
        if tag.rpartition(":")[2].lower() == "outline" and len(self._outlines) > 1:
            self._outlines.pop()

    def _name(self, values: Mapping[str, str]) -> str:
        """Return the name of an outline, "" if it has none; other programs often escape names twice."""
        name = values.get("title") or values.get("text", "")
        if self._is_own_export:
            return "" if values.get(f"{NAMESPACE}:named") == "false" else clean(name)
        for _ in range(MAX_ESCAPES):
            name = unescape(name)
        is_address = is_web_url(name) and canonical_url(name) == canonical_url(values.get("xmlurl", ""))
        return "" if is_address else clean(name)[:MAX_NAME_CHARS]

    def _add_feed(
        self, line: int, name: str, lowercase_attributes: Mapping[str, str], attributes: Mapping[str, str]
    ) -> None:
        if lowercase_attributes.get("iscomment", "").lower() == "true":
            return
        for key in lowercase_attributes.keys() & COMMAND_ATTRIBUTES:
            self._collector.skip(
                line, name or lowercase_attributes["xmlurl"], f"its command in `{key}` is dropped and never run"
            )
        category = clean(lowercase_attributes.get("category", "").split(",")[0]).strip("/")
        folder, parent = self._outlines[-2], self._outlines[max(len(self._outlines) - 3, 0)]
        lang = clean(lowercase_attributes.get("language", ""))
        feed = Feed(
            url=lowercase_attributes["xmlurl"].strip(),
            name=name,
            publisher=clean(lowercase_attributes.get(f"{NAMESPACE}:publisher", ""))[:MAX_NAME_CHARS] or name,
            section=folder.name if self._is_own_export else category[:MAX_NAME_CHARS],
            lang=valid_language_tag(lang),
            line=line,
            enabled=lowercase_attributes.get(f"{NAMESPACE}:enabled") != "false",
            full_text=lowercase_attributes.get(f"{NAMESPACE}:fulltext") == "true",
            opml=_foreign_attributes(attributes),
        )
        weight = lowercase_attributes.get(f"{NAMESPACE}:weight", "")
        seconds = lowercase_attributes.get(f"{NAMESPACE}:interval", "")
        if WEIGHT_VALUE.fullmatch(weight) and 0 < float(weight) <= MAX_WEIGHT:
            feed = replace(feed, weight=float(weight))
        interval = timedelta(seconds=int(seconds[:9]) if seconds.isascii() and seconds.isdigit() else 0)
        if MIN_INTERVAL <= interval <= MAX_INTERVAL:
            feed = replace(feed, interval=interval)
        self._listed.append(_ListedFeed(feed, folder, parent))


def _foreign_attributes(attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the attributes that briefing does not use, so that an export gives them back to other readers."""
    foreign = [
        (name, text)
        for name, content in attributes.items()
        if name.lower() not in KNOWN_ATTRIBUTES | {*COMMAND_ATTRIBUTES}
        and not name.lower().startswith(f"{NAMESPACE}:")
        and (text := clean(content))
    ]
    return tuple(
        (name, text[:MAX_ATTRIBUTE_CHARS].strip())
        for name, text in foreign[:MAX_FOREIGN_ATTRIBUTES]
        if XML_NAME.fullmatch(name)
    )
