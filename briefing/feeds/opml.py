"""Lists of feeds: OPML, newsboat's `urls` file and plain lists in, OPML out.

A list is only data: nothing in it is run, opened or fetched. OPML is parsed by expat without external entities, and a
document type, the only way to declare entities, is refused.
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
from briefing.model.feeds import Feed
from briefing.text.clean import clean
from briefing.text.feed_names import feed_display_name
from briefing.text.language_tags import valid_language_tag
from briefing.text.urls import absolute_url, canonical_url, has_credentials, host_of
from briefing.web.address_guard import is_private_host

MAX_FEEDS = 50_000
"""Feeds that are taken from one list."""
MAX_TEXT_CHARS = 200
"""Characters of a name, section or unknown attribute that are kept."""
MAX_FOREIGN_ATTRIBUTES = 20
"""Unknown attributes of one feed that are kept for the next export."""
MAX_FOLDER_DEPTH = 3
"""Innermost folders that make the section of a feed."""
NAMESPACE = "briefing"
"""Prefix of the attributes in an exported list that only briefing reads."""
KNOWN_ATTRIBUTES = {"text", "title", "type", "xmlurl", "category", "language", "version"}
COMMAND_ATTRIBUTES = ("filtercmd", "filter-command", "command", "exec")
"""Attributes in which other readers store commands to run."""
BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")
OUTLINE_TAG = re.compile(r"(?=</?outline\b)", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(?<![\w:.-])([\w:.-]{1,60}+)\s{0,9}+=\s{0,9}(\"[^\"]{0,9000}\"|'[^']{0,9000}')")
CREDENTIALS = re.compile(r"//[^/?#\s]*@")
XML_NAME = re.compile(r"[A-Za-z_][\w.-]*")
WEIGHT_VALUE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?")
LINE_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """A part of a list that was not taken, and why; `line` is 0 if the whole file is meant."""

    line: int
    item: str
    reason: str

    def __str__(self) -> str:
        position = f"line {self.line}: " if self.line else ""
        item = f"{self.item[:MAX_TEXT_CHARS]}: " if self.item else ""
        return clean(f"{position}{item}{self.reason}")


@dataclass(slots=True)
class ImportedFeeds:
    """The feeds of a list, each address once, and what was skipped."""

    feeds: list[Feed] = field(default_factory=list)
    skipped: list[SkippedItem] = field(default_factory=list)


def read_feeds(body: bytes, *, section: str = "", allow_private: bool = False) -> ImportedFeeds:
    """Return the feeds of an OPML document, a newsboat `urls` file or a plain list.

    Args:
        body: the file.
        section: replaces the folders of the list.
        allow_private: whether private-network addresses are taken; otherwise they are skipped.

    Raises:
        ParseError: the file is none of these lists.
    """
    collector = _FeedCollector(clean(section), allow_private)
    start = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        _OpmlReader(collector).read(body)
    elif b"\0" in start:
        raise ParseError("neither OPML nor a list of addresses")
    else:
        _read_lines(body.decode("utf-8-sig", "replace"), collector)
    return collector.imported


class _FeedCollector:
    """Collects the feeds of a list, and the reasons for those that are skipped."""

    def __init__(self, section: str, allow_private: bool) -> None:
        self.imported = ImportedFeeds()
        self._section = section
        self._allow_private = None if allow_private else False
        self._line_by_url: dict[str, int] = {}

    def add(self, feed: Feed) -> None:
        """Add `feed`, whose address is as the list gave it, unless there is a reason to skip it."""
        address = absolute_url("", feed.url)
        if reason := self._rejection_reason(feed.url, address):
            self.skip(feed.line, feed.url or feed.name, reason)
            return
        self._line_by_url[canonical_url(address)] = feed.line
        section = self._section or feed.section or "news"
        self.imported.feeds.append(replace(feed, url=address, section=section, allow_private=self._allow_private))

    def skip(self, line: int, item: str, reason: str) -> None:
        """Record why an item is skipped, without the user name and password of its address."""
        self.imported.skipped.append(SkippedItem(line, CREDENTIALS.sub("//", item), reason))

    def _rejection_reason(self, url: str, address: str) -> str:
        if not url:
            return "no address"
        if not address:
            return "not an http(s) address"
        if has_credentials(address):
            return "its address contains a user name or password (add it to feeds.toml, with `auth`)"
        if self._allow_private is False and is_private_host(host_of(address)):
            return "a private-network address (--allow-private accepts it)"
        if first := self._line_by_url.get(canonical_url(address)):
            return f"already listed in line {first}"
        return "" if len(self.imported.feeds) < MAX_FEEDS else f"over the limit of {MAX_FEEDS} feeds"


class _OpmlReader:
    """Reads OPML as a stream without a tree, in linear time however deep or large a hostile document is."""

    def __init__(self, collector: _FeedCollector) -> None:
        self._collector = collector
        self._folders: list[str] = []
        self._root_tag = ""
        self._salvage_line = 0  # the line that is read after expat has given up
        self._parser = parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start_element
        parser.EndElementHandler = self._end_element

    def read(self, body: bytes) -> None:
        """Read a document; from its first XML error on, read the outline tags that can be recognised."""
        if b"\0" not in body[:1000]:
            body = BARE_AMPERSAND.sub(b"&amp;", body)
        try:
            self._parser.Parse(body, True)
        except expat.ExpatError as error:
            if not self._root_tag:
                raise ParseError(f"not OPML: {clean(str(error))}") from error
            cause = expat.ErrorString(error.code).removeprefix("not well-formed ").strip("()")
            self._collector.skip(error.lineno, "", f"not well-formed ({cause}); the rest is read as far as possible")
            lines = body.decode("utf-8", "replace").split("\n")
            self._salvage("\n".join(lines[error.lineno - 1 :]), error.lineno)

    def _salvage(self, rest: str, line: int) -> None:
        for chunk in OUTLINE_TAG.split(rest):
            self._salvage_line = line
            line += chunk.count("\n")
            if chunk.lower().startswith("</outline"):
                self._end_element("outline")
            elif chunk.lower().startswith("<outline"):
                self._start_element(
                    "outline", {name: unescape(value[1:-1]) for name, value in ATTRIBUTE.findall(chunk)}
                )
                if chunk.rstrip().endswith("/>"):
                    self._end_element("outline")

    def _refuse_doctype(self, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        raise ParseError(f"line {line}: the document type declaration could refer to other files: refused")

    def _start_element(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._root_tag:
            self._root_tag = tag.lower()
            if self._root_tag != "opml":
                raise ParseError(f"not OPML: its root element is <{clean(tag)[:40]}>")
        if tag.lower() != "outline":
            return
        values = {name.lower(): content for name, content in attributes.items()}
        name = clean(values.get("title") or values.get("text", ""))[:MAX_TEXT_CHARS]
        self._folders.append("" if "xmlurl" in values else name)
        line = self._salvage_line or self._parser.CurrentLineNumber
        kind = clean(values.get("type", "")).lower()
        if "xmlurl" in values:
            self._add_feed(line, name, values, attributes)
        elif kind in ("rss", "atom"):
            self._collector.skip(line, name, "no address")
        elif kind in ("include", "link") and "url" in values:
            self._collector.skip(line, values["url"], "a link to another document, which is not followed")

    def _end_element(self, tag: str) -> None:
        if tag.lower() == "outline" and self._folders:
            self._folders.pop()

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
        folders = [folder for folder in self._folders[-MAX_FOLDER_DEPTH - 1 :] if folder]
        lang = clean(lowercase_attributes.get("language", ""))
        feed = Feed(
            url=lowercase_attributes["xmlurl"].strip(),
            name=name,
            publisher=clean(lowercase_attributes.get(f"{NAMESPACE}:publisher", ""))[:MAX_TEXT_CHARS] or name,
            section=("/".join(folders) or category)[:MAX_TEXT_CHARS],
            lang=valid_language_tag(lang),
            line=line,
            enabled=lowercase_attributes.get(f"{NAMESPACE}:enabled") != "false",
            opml=_foreign_attributes(attributes),
        )
        weight = lowercase_attributes.get(f"{NAMESPACE}:weight", "")
        seconds = lowercase_attributes.get(f"{NAMESPACE}:interval", "")
        if WEIGHT_VALUE.fullmatch(weight) and 0 < float(weight) <= 100:
            feed = replace(feed, weight=float(weight))
        if seconds.isascii() and seconds.isdigit() and 60 <= int(seconds[:9]) <= 30 * 86400:
            feed = replace(feed, interval=timedelta(seconds=int(seconds[:9])))
        self._collector.add(feed)


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
        (name, text[:MAX_TEXT_CHARS].strip())
        for name, text in foreign[:MAX_FOREIGN_ATTRIBUTES]
        if XML_NAME.fullmatch(name)
    )


def _read_lines(text: str, collector: _FeedCollector) -> None:
    """Read one address per line; newsboat's tags follow it: "~" starts a title, the first other tag is the section."""
    for number, line in enumerate(text.splitlines(), 1):
        words = [quoted or bare for quoted, bare in LINE_WORD.findall(line)]
        if not words or words[0].startswith("#"):
            continue
        url, tags = words[0], [clean(tag)[:MAX_TEXT_CHARS] for tag in words[1:]]
        title = next((tag[1:] for tag in tags if tag.startswith("~")), "")
        section = next((tag for tag in tags if tag[:1] not in ("~", "!", "")), "")
        collector.add(Feed(url, name=title, publisher=title, section=section, line=number))


def write_opml(feeds: Iterable[Feed]) -> str:
    """Return an OPML document of `feeds` with a folder for each section; it never contains headers and secrets."""
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
    name = feed_display_name(feed)
    values = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url, "language": feed.lang}
    defaults = Feed(feed.url)
    if feed.publisher not in ("", feed.name):
        values[f"{NAMESPACE}:publisher"] = feed.publisher
    if feed.weight != defaults.weight:
        values[f"{NAMESPACE}:weight"] = f"{feed.weight:g}"
    if feed.interval != defaults.interval:
        values[f"{NAMESPACE}:interval"] = str(int(feed.interval.total_seconds()))
    if not feed.enabled:
        values[f"{NAMESPACE}:enabled"] = "false"
    foreign = {name: content for name, content in feed.opml if XML_NAME.fullmatch(name) and name not in values}
    return " ".join(f"{name}={_quoted(content)}" for name, content in {**values, **foreign}.items() if content)


def _quoted(value: str) -> str:
    return quoteattr(clean(value))
