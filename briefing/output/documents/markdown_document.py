"""A document as CommonMark, in which no text from the news acts as Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from briefing.output.documents.document import Block, Document, DocumentEntry, ItemList
from briefing.output.documents.further import BRIEF_HEADING, brief_note, further_groups
from briefing.output.formatting import format_headline, format_publisher
from briefing.output.lines import NO_BREAK_SPACE, Span
from briefing.text.languages.plain_spelling import plain_spelling
from briefing.text.urls import is_web_url

INLINE_SYNTAX = re.compile(r"([\\`*_\[\]<>&|~#$!{}])")
"""Characters that mean something anywhere in a line of Markdown or HTML."""
LINE_START_SYNTAX = re.compile(r"^(?:([-+=:])|(\d+)([.)]))")
"""What begins a list, a heading or a definition at the start of a line."""
URL_SAFE_CHARACTERS = "!$%&'*+,-./:;=?@_~#[]"
"""Characters of addresses that are not percent-encoded: none of them ends a link target in angle brackets."""
NOT_PLAIN = re.compile(r"[^a-z0-9]+")
MAX_NAME_LENGTH = 60
"""Characters of the title in the name of a file."""


def escape_markdown(text: str) -> str:
    """Return the text with every character escaped that Markdown or HTML could interpret."""
    text = INLINE_SYNTAX.sub(r"\\\1", text)
    return LINE_START_SYNTAX.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", text)


def markdown_link(escaped_text: str, url: str) -> str:
    """Return a link, or only its text if there is no address."""
    return f"[{escaped_text}](<{quote(url, safe=URL_SAFE_CHARACTERS)}>)" if url else escaped_text


def document_markdown(document: Document) -> str:
    """Return a document with a heading for each of its entries."""
    blocks = [f"# {_text(document.title)}", _text(" · ".join(document.facts))]
    for entry in document.entries:
        blocks += _entry_blocks(entry)
    if document.brief or document.further or document.running:
        blocks += [
            " ".join(filter(None, (f"## {BRIEF_HEADING}", brief_note(document)))),
            "\n".join(map(_brief_item, document.brief)),
        ]
    for group in further_groups(document.further):
        blocks += [f"{_text(group.heading)}:", "\n".join(map(_brief_item, group.entries))]
    if document.running:
        blocks.append(f"Running: {_text(document.running)}")
    if document.sources:
        blocks += ["## Sources", "\n".join(_source_items(document))]
    blocks += map(_text, document.notes)
    return "\n\n".join(block for block in blocks if block) + "\n"


def markdown_file_name(document: Document) -> str:
    """Return a name for the file of a document that any file system takes: its id and words of its title."""
    words = NOT_PLAIN.sub("-", plain_spelling(document.title)).strip("-")[:MAX_NAME_LENGTH].rstrip("-")
    return f"{document.id}-{words}.md" if words else f"{document.id}.md"


def _entry_blocks(entry: DocumentEntry) -> Iterator[str]:
    yield f"## {_link(_text(entry.title), entry.link)}" if entry.title else ""
    yield f"*{_text(entry.facts)}*" if entry.facts else ""
    yield from map(_block, entry.blocks)


def _block(block: Block) -> str:
    if not isinstance(block, ItemList):
        return _spans(block.spans)
    return "\n".join(f"- **{_text(item.label)}** {_spans(item.spans)}" for item in block.items)


def _brief_item(entry: DocumentEntry) -> str:
    label = f"{_text(entry.label)}: " if entry.label else ""
    facts = f" ({_text(entry.facts)})" if entry.facts else ""
    spans = [span for block in entry.blocks if not isinstance(block, ItemList) for span in block.spans]
    text = _spans(spans)
    separator = " " if text and not spans[0].text.startswith((":", " ")) else ""
    return f"- {label}{_link(_text(entry.title), entry.link)}{facts}{separator}{text}"


def _source_items(document: Document) -> Iterator[str]:
    for number, article in document.sources:
        name = _link(_text(format_publisher(article)), article.link)
        yield f"- {_text(f'[{number}]')} {name}: {_text(format_headline(article))}"


def _spans(spans: Iterable[Span]) -> str:
    return "".join(_link(_text(span.text), span.link) if span.link else _text(span.text) for span in spans).strip()


def _link(escaped_text: str, address: str) -> str:
    """Return a link, or only its text if the address is none of the web."""
    return markdown_link(escaped_text, address if is_web_url(address) else "")


def _text(text: str) -> str:
    return escape_markdown(text.replace(NO_BREAK_SPACE, " "))
