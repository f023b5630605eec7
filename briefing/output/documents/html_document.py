"""A document as one HTML file: no script, no address is loaded, light and dark, and made to be printed too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from briefing.output.documents.document import Block, Document, DocumentEntry, ItemList
from briefing.output.documents.further import BRIEF_HEADING, brief_note, further_groups
from briefing.output.formatting import format_headline, format_publisher
from briefing.output.lines import Span
from briefing.text.urls import is_web_url

STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1e; --soft: #5f6368; --line: #d8dade; --page: #fdfdfc; --link: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e3; --soft: #a0a3a8; --line: #3a3c40; --page: #17181a; --link: #8ab8f0; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 42rem; padding: 1.25rem 1rem 3rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 Georgia, "Noto Serif", "Times New Roman", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 .2rem; }
h2 { font-size: 1.1rem; line-height: 1.35; margin: 0; }
h3 { color: var(--soft); font: .85rem/1.45 system-ui, "Segoe UI", "Noto Sans", sans-serif; margin: .8rem 0 0; }
p { margin: .35rem 0; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
h1 a, h2 a { color: inherit; }
.facts, .label, .notes, footer { color: var(--soft); font: .85rem/1.45 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
header { border-bottom: 2px solid var(--ink); padding-bottom: .5rem; margin-bottom: 1.2rem; }
article, section { margin: 0 0 1.4rem; }
section { border-top: 1px solid var(--line); padding-top: .9rem; }
ul, ol { margin: .4rem 0; padding-left: 1.2rem; }
li { margin: .2rem 0; }
.further { columns: 17rem; column-gap: 1.5rem; font-size: .9rem; line-height: 1.4; }
.further li:first-child { margin-top: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: .4rem 0; }
dt { color: var(--soft); white-space: nowrap; }
dd { margin: 0; }
.sources { list-style: none; padding: 0; font: .85rem/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
.cite { font-size: .8em; }
@media (max-width: 30rem) { dl { display: block; } dt { margin-top: .4rem; } }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #999; --page: #fff; --link: #000; }
  html { font-size: 10.5pt; }
  @page { margin: 18mm 16mm; }
  body { max-width: none; padding: 0; line-height: 1.4; }
  article, li, dd { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .sources a::after { content: " " attr(href); color: #444; }
}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load for the page: nothing but its own style."""


def document_html(document: Document) -> str:
    """Return a whole page."""
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">',
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">',
        f"<title>{escape(document.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        f'<header>\n<h1 dir="auto">{escape(document.title)}</h1>',
        f'<p class="facts">{escape(" · ".join(document.facts))}</p>\n</header>\n<main>',
        *map(_article, document.entries),
        *_brief_section(document),
        *_source_section(document),
        "</main>",
        *_footer(document),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def entry_html(entry: DocumentEntry) -> str:
    """Return the text of an entry without its title, for the content of a feed."""
    facts = [f"<p><em>{escape(entry.facts)}</em></p>"] if entry.facts else []
    return "\n".join([*facts, *map(_block, entry.blocks)])


def _article(entry: DocumentEntry) -> str:
    facts = [f'<p class="facts">{escape(entry.facts)}</p>'] if entry.facts else []
    title = [f'<h2 dir="auto">{_link(escape(entry.title), entry.link)}</h2>'] if entry.title else []
    return "\n".join(["<article>", *title, *facts, *map(_block, entry.blocks), "</article>"])


def _block(block: Block) -> str:
    if not isinstance(block, ItemList):
        return f'<p dir="auto">{_spans(block.spans)}</p>'
    rows = [f'<dt>{escape(item.label)}</dt><dd dir="auto">{_spans(item.spans)}</dd>' for item in block.items]
    return "\n".join(["<dl>", *rows, "</dl>"])


def _brief_section(document: Document) -> Iterator[str]:
    if not (document.brief or document.further or document.running):
        return
    note = brief_note(document)
    facts = f' <span class="facts">{escape(note)}</span>' if note else ""
    yield f"<section>\n<h2>{BRIEF_HEADING}{facts}</h2>\n<ul>"
    for entry in document.brief:
        label = f'<span class="label">{escape(entry.label)}:</span> ' if entry.label else ""
        facts = f' <span class="facts">({escape(entry.facts)})</span>' if entry.facts else ""
        text = "".join(_spans(block.spans) for block in entry.blocks if not isinstance(block, ItemList))
        yield f'<li dir="auto">{label}{_link(escape(entry.title), entry.link)}{facts}{text}</li>'
    yield "</ul>"
    for group in further_groups(document.further):
        yield f'<h3>{escape(group.heading)}</h3>\n<ul class="further">'
        for entry in group.entries:
            yield f'<li dir="auto">{_link(escape(entry.title), entry.link)} ({escape(entry.facts)})</li>'
        yield "</ul>"
    if document.running:
        yield f'<p dir="auto"><span class="label">Running:</span> {escape(document.running)}</p>'
    yield "</section>"


def _source_section(document: Document) -> Iterator[str]:
    if not document.sources:
        return
    yield '<section>\n<h2>Sources</h2>\n<ul class="sources">'
    for number, article in document.sources:
        name = escape(format_publisher(article))
        yield f'<li dir="auto">[{number}] {name}: {_link(escape(format_headline(article)), article.link)}</li>'
    yield "</ul>\n</section>"


def _footer(document: Document) -> Iterator[str]:
    if document.notes:
        yield "\n".join(["<footer>", *(f'<p dir="auto">{escape(note)}</p>' for note in document.notes), "</footer>"])


def _spans(spans: Iterable[Span]) -> str:
    pieces = []
    for span in spans:
        text = _link(escape(span.text), span.link)
        pieces.append(f'<span class="cite">{text}</span>' if span.style == "cite" else text)
    return "".join(pieces)


def _link(escaped_text: str, address: str) -> str:
    """Return a link, or only its text if the address is none of the web."""
    return f'<a href="{escape(address)}">{escaped_text}</a>' if is_web_url(address) else escaped_text
