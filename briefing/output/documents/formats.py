"""The formats that documents are written in; JSON is written from the values that documents are made of."""

from __future__ import annotations

from briefing.output.documents.document import Document


def write_document(document: Document, output_format: str, width: int) -> str:
    """Return a document as "text" (lines of `width` cells), "markdown", "html" or "atom"."""
    if output_format == "markdown":
        from briefing.output.documents.markdown_document import document_markdown

        return document_markdown(document)
    if output_format == "html":
        from briefing.output.documents.html_document import document_html

        return document_html(document)
    if output_format == "atom":
        from briefing.output.documents.atom_document import document_atom

        return document_atom(document)
    from briefing.output.documents.text_document import document_lines
    from briefing.output.lines import plain_lines

    return plain_lines(document_lines(document, width))
