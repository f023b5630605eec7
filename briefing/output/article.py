"""An article with its text, laid out: what `briefing fulltext` prints."""

from __future__ import annotations

from datetime import datetime

from briefing.model.articles import Article
from briefing.output.spans import Line, Span, wrap_spans
from briefing.output.time_format import format_moment


def article_page(article: Article, now: datetime, width: int) -> list[Line]:
    """Headline, publisher, time, text in paragraphs and address, in lines of at most `width` cells."""
    by = ", ".join(filter(None, (article.publisher, article.author, format_moment(article.published, now))))
    lines = [*wrap_spans([Span(article.title, "title")], width), *wrap_spans([Span(by, "meta")], width)]
    for paragraph in filter(None, article.text.split("\n")):
        lines += [(), *wrap_spans([Span(paragraph)], width)]
    address = article.link or article.url
    return [*lines, (), (Span(address, "meta", address),)] if address else lines
