"""Writes feeds as an OPML document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from briefing.feeds.opml_attributes import NAMESPACE, XML_NAME
from briefing.model.feeds import Feed
from briefing.text.html.clean import clean
from briefing.text.url_secrets import without_secrets
from briefing.text.urls import host_of

NOT_IN_XML = re.compile("[\ufffe\uffff]")
"""Characters that no XML document may contain, and that `clean` keeps."""


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
