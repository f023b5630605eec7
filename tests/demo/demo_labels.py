"""The labels of the sample items: which affair and which story of it each belongs to (the pipeline ignores them)."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree

from briefing.model.feeds import Feed
from briefing.output.demo.sample_feeds import ATOM_NAMESPACE, FEEDS, document


@dataclass(frozen=True)
class Label:
    """An item's address with its affair (a thread) and its story."""

    link: str
    title: str
    affair: str
    story: str
    feed: Feed


def labels() -> list[Label]:
    """Return the label of every item of the bundled documents."""
    found = []
    for feed in FEEDS:
        root = ElementTree.XML(document(feed.url))
        for item in [*root.iter("item"), *root.iter(f"{{{ATOM_NAMESPACE}}}entry")]:
            words = _words(item)
            found.append(Label(words["link"], words["title"], words["affair"], words["story"], feed))
    return found


def _words(item: ElementTree.Element) -> dict[str, str]:
    words = {}
    for child in item:
        name = child.tag.removeprefix(f"{{{ATOM_NAMESPACE}}}")
        name = child.get("domain") or child.get("scheme") or name if name == "category" else name
        words[name] = child.get("href") or child.get("term") or child.text or ""
    return words
