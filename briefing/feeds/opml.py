"""Lists of feeds: OPML and plain lists in, OPML out.

A list is only data: nothing in it is run, opened or fetched. A document type, the only way to declare entities, is
skipped before expat parses OPML, so that references to entities stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from briefing.errors import ParseError
from briefing.feeds.address_lists import MAX_NAME_CHARS, listed_feeds
from briefing.feeds.opml_text import decode_list, opml_document
from briefing.model.feeds import DEFAULT_SECTION, Feed
from briefing.text.html.clean import clean, repair_surrogates
from briefing.text.language_tags import valid_language_tag
from briefing.text.url_secrets import without_secrets
from briefing.text.urls import (
    absolute_url,
    canonical_url,
    has_credentials,
    host_of,
    is_web_url,
    without_feed_scheme,
)
from briefing.web.address_guard import is_private_host

MAX_FEEDS = 50_000
"""Feeds that are taken from one list."""
MAX_SKIPPED = 10_000
"""Reasons for skipped items that are kept of one list."""
MAX_ATTRIBUTE_CHARS = 2_000
"""Characters of an unknown attribute that are kept; most of these attributes are addresses."""
MAX_FOREIGN_ATTRIBUTES = 20
"""Unknown attributes of one feed that are kept for the next export."""
MAX_FOLDER_DEPTH = 3
"""Outermost folders that make the section of a feed; folders inside of them add nothing to it."""
MAX_ESCAPES = 3
"""How often a name may have been escaped beside the escapes of XML."""
NAMESPACE = "briefing"
"""Prefix of the attributes in an exported list that only briefing reads."""
KNOWN_ATTRIBUTES = {"text", "title", "type", "xmlurl", "category", "language", "version"}
"""Attributes of an outline that briefing reads or writes itself, in lower case."""
COMMAND_ATTRIBUTES = ("filtercmd", "filter-command", "command", "exec")
"""Attributes in which other readers store commands to run."""
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
CREDENTIALS = re.compile(r"(?<=//)[^/?#\s]*@|(?<![^\s/])[^/?#\s:@]*:[^/?#\s@]+@")
"""User and password of an address, also of one that is mistyped ("u:p@wire.example", "http:/u:p@wire.example")."""
XML_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
"""Names of attributes that are kept; XML allows further letters, but not all that `str` takes for letters."""
WEIGHT_VALUE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,20})?")
NOT_IN_XML = re.compile("[\ufffe\uffff]")
"""Characters that no XML document may contain, and that `clean` keeps."""


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """A part of a list that was not taken, and why; `line` is 0 if the whole file is meant."""

    line: int
    item: str
    reason: str

    def __str__(self) -> str:
        position = f"line {self.line}: " if self.line else ""
        item = f"{self.item[:MAX_NAME_CHARS]}: " if self.item else ""
        return clean(f"{position}{item}{self.reason}")


@dataclass(slots=True)
class ImportedFeeds:
    """The feeds of a list, each address once, and what was skipped."""

    feeds: list[Feed] = field(default_factory=list)
    skipped: list[SkippedItem] = field(default_factory=list)


def read_feeds(body: bytes, *, section: str = "", allow_private: bool = False) -> ImportedFeeds:
    """Return the feeds of an OPML document, a newsboat `urls` file, a table (CSV) or a plain list.

    Args:
        body: The file.
        section: Replaces the folders of the list.
        allow_private: Whether private-network addresses are taken; otherwise they are skipped.

    Raises:
        ParseError: the file is none of these lists.
    """
    collector = _FeedCollector(clean(section), allow_private)
    text = decode_list(body)
    document = opml_document(text)
    if document is not None:
        _OpmlReader(collector).read(document)
    elif "\0" in text[:1000]:
        raise ParseError("neither OPML nor a list of addresses")
    else:
        for feed in listed_feeds(text):
            collector.add(feed)
    collector.imported.skipped.sort(key=lambda skipped: skipped.line)
    return collector.imported


class _FeedCollector:
    """Collects the feeds of a list, and the reasons for those that are skipped."""

    def __init__(self, section: str, allow_private: bool) -> None:
        self.imported = ImportedFeeds()
        self._section = section
        self._allow_private = None if allow_private else False
        self._feed_by_url: dict[str, Feed] = {}

    def add(self, feed: Feed, *, exact_address: bool = False) -> None:
        """Add `feed`, whose address is as the list gave it, unless there is a reason to skip it.

        Args:
            feed: A feed of the list.
            exact_address: Keep an http(s) address as it is, although parts of it could be escaped.
        """
        section = self._section or feed.section or DEFAULT_SECTION
        address = feed.url
        if not (exact_address and is_web_url(address)):
            address = absolute_url("", without_feed_scheme(address))
        if reason := self._rejection_reason(feed.url, address, section):
            self.skip(feed.line, feed.url or feed.name, reason)
            return
        imported = replace(feed, url=address, section=section, allow_private=self._allow_private)
        self._feed_by_url[canonical_url(address)] = imported
        self.imported.feeds.append(imported)

    def skip(self, line: int, item: str, reason: str) -> None:
        """Record why an item is skipped, without the user names and passwords of addresses."""
        skipped = self.imported.skipped
        if len(skipped) < MAX_SKIPPED:
            skipped.append(SkippedItem(line, CREDENTIALS.sub("", item), CREDENTIALS.sub("", reason)))
        elif len(skipped) == MAX_SKIPPED:
            skipped.append(SkippedItem(line, "", "more was skipped from here on, without a message for each"))

    def _rejection_reason(self, url: str, address: str, section: str) -> str:
        if not url:
            return "no address"
        if not address:
            return "not an http(s) address"
        if has_credentials(address):
            return "its address contains a user name or password (add it to feeds.toml, with `auth`)"
        if self._allow_private is False and is_private_host(host_of(address)):
            return "a private-network address (--allow-private accepts it)"
        if first := self._feed_by_url.get(canonical_url(address)):
            elsewhere = f" in section {first.section}, so not in {section} too" if section != first.section else ""
            return f"already listed in line {first.line}{elsewhere}"
        return "" if len(self.imported.feeds) < MAX_FEEDS else f"over the limit of {MAX_FEEDS} feeds"


@dataclass(slots=True)
class _Folder:
    """An open outline.

    Attributes:
        name: Its name, "" if it is a feed or has none.
        path: The names of the outermost folders that lead to it, with its own.
        items: The number of feeds and folders that are directly in it.
    """

    name: str = ""
    path: tuple[str, ...] = ()
    items: int = 0

    def opened(self, name: str) -> _Folder:
        """Return a folder inside of this one."""
        self.items += 1
        return _Folder(name, (*self.path, name)[:MAX_FOLDER_DEPTH] if name else self.path)


@dataclass(frozen=True, slots=True)
class _ListedFeed:
    """A feed as listed, whose section is known when its folder is complete."""

    feed: Feed
    folder: _Folder
    parent: _Folder

    def with_section(self) -> Feed:
        """Return the feed with its folders as section, or else with the section that it has.

        Thunderbird puts each feed into a folder of its own name. Such a folder is no section.
        """
        repeats_name = self.folder.items == 1 and self.folder.name.casefold() == self.feed.name.casefold()
        path = self.parent.path if repeats_name else self.folder.path
        return replace(self.feed, section=("/".join(path) or self.feed.section)[:MAX_NAME_CHARS])


class _OpmlReader:
    """Reads OPML as a stream without a tree, in linear time however deep or large a hostile document is."""

    def __init__(self, collector: _FeedCollector) -> None:
        self._collector = collector
        self._folders = [_Folder()]
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
                raise ParseError(f"not OPML: its root element is <{clean(tag)[:40]}>")
            self._is_own_export = attributes.get(f"xmlns:{NAMESPACE}") == f"urn:{NAMESPACE}"
        if tag.lower() != "outline":
            return
        values = {name.lower(): content for name, content in attributes.items()}
        kind = clean(values.get("type", "")).lower()
        if kind in ("rss", "atom") and "url" in values:
            values.setdefault("xmlurl", values["url"])
        name = self._name(values)
        self._folders.append(self._folders[-1].opened("" if "xmlurl" in values else name))
        line = self._salvage_line or self._parser.CurrentLineNumber
        if "xmlurl" in values:
            self._add_feed(line, name, values, attributes)
        elif kind in ("rss", "atom"):
            self._collector.skip(line, name, "no address")
        elif "url" in values:
            self._collector.skip(line, values["url"], "a link to another document, which is not followed")

    def _end_element(self, tag: str) -> None:
        if tag.rpartition(":")[2].lower() == "outline" and len(self._folders) > 1:
            self._folders.pop()

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
        folder, parent = self._folders[-2], self._folders[max(len(self._folders) - 3, 0)]
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
        if WEIGHT_VALUE.fullmatch(weight) and 0 < float(weight) <= 100:
            feed = replace(feed, weight=float(weight))
        if seconds.isascii() and seconds.isdigit() and 60 <= int(seconds[:9]) <= 30 * 86400:
            feed = replace(feed, interval=timedelta(seconds=int(seconds[:9])))
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


def write_opml(feeds: Iterable[Feed]) -> str:
    """Return an OPML document of `feeds` with a folder for each section, without headers, passwords and tokens."""
    sections: dict[str, list[Feed]] = {}
    for feed in feeds:
        sections.setdefault(feed.section, []).append(feed)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<opml version="2.0" xmlns:{NAMESPACE}="urn:{NAMESPACE}">']
    lines += ["  <head><title>Feeds of briefing</title></head>", "  <body>"]
    for section, members in sections.items():
        lines.append(f"    <outline text={_quoted(section)} title={_quoted(section)}>")
        lines += [f"      <outline {_outline_attributes(feed)}/>" for feed in members]
        lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _outline_attributes(feed: Feed) -> str:
    name = feed.name or host_of(feed.url)
    values = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url, "language": feed.lang}
    defaults = Feed(feed.url)
    if not feed.name:
        values[f"{NAMESPACE}:named"] = "false"
    if feed.publisher not in ("", feed.name):
        values[f"{NAMESPACE}:publisher"] = feed.publisher
    if feed.weight != defaults.weight:
        values[f"{NAMESPACE}:weight"] = f"{feed.weight:.20f}".rstrip("0").rstrip(".")
    if feed.interval != defaults.interval:
        values[f"{NAMESPACE}:interval"] = str(int(feed.interval.total_seconds()))
    if feed.full_text:
        values[f"{NAMESPACE}:fullText"] = "true"
    if not feed.enabled:
        values[f"{NAMESPACE}:enabled"] = "false"
    foreign = {name: content for name, content in feed.opml if XML_NAME.fullmatch(name) and name not in values}
    return " ".join(f"{name}={_quoted(content)}" for name, content in {**values, **foreign}.items() if content)


def _quoted(value: str) -> str:
    return quoteattr(NOT_IN_XML.sub("", without_secrets(clean(value))))
