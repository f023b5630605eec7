"""An article with its text, laid out: what `briefing fulltext` prints."""

from __future__ import annotations

from datetime import datetime

from briefing.model.articles import Article
from briefing.output.ages import moment
from briefing.output.spans import Line, Span, flow


def article_page(article: Article, now: datetime, width: int) -> list[Line]:
    """Headline, publisher, time, text in paragraphs and address, in lines of at most `width` cells."""
    by = ", ".join(filter(None, (article.publisher, article.author, moment(article.published, now))))
    lines = [*flow([Span(article.title, "title")], width), *flow([Span(by, "meta")], width)]
    for paragraph in filter(None, article.text.split("\n")):
        lines += [(), *flow([Span(paragraph)], width)]
    address = article.link or article.url
    return [*lines, (), (Span(address, "meta", address),)] if address else lines
