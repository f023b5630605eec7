"""Which article or story a target of a thread's page stands for, and what names it."""

from __future__ import annotations

from datetime import datetime

from briefing.model.articles import Article
from briefing.model.threads import Thread
from briefing.output.citations import Citations
from briefing.output.formatting import date_mark, format_headline, format_moment
from briefing.tui.render.cited_lines import number_citations
from briefing.tui.render.event_targets import event_at
from briefing.tui.render.page_lines import Target


def source_line(thread: Thread, target: Target | None, now: datetime) -> str:
    """Return which article a cited sentence or an event is from: number, publisher, time, headline; "" for others."""
    if target is None or target.kind not in ("sentence", "article", "entry"):
        return ""
    citations = number_citations(thread)
    article = target_article(thread, target, citations)
    if article is None:
        return ""
    label = citations.labels((article.id,))
    when = f"{date_mark(article)}{format_moment(article.published, now)}"
    return f"{label + ' ' if label else ''}{article.publisher}, {when}: {format_headline(article)}"


def target_article(thread: Thread, target: Target, citations: Citations) -> Article | None:
    """Return the article of a sentence, an article row, or of the first sentence of an event that has one."""
    if target.kind != "entry":
        return citations.articles.get(target.id)
    entry = event_at(thread, target)
    if entry is None:
        return None
    ids = (*(sentence.article for sentence in entry.sentences), *entry.articles)
    return next((citations.articles[id] for id in ids if id in citations.articles), None)


def article_at(thread: Thread, target: Target | None) -> Article | None:
    """Return the article that a target stands for, else the first that the summary cites, else the newest."""
    citations = number_citations(thread)
    if target and target.kind in ("article", "sentence", "entry"):
        return target_article(thread, target, citations)
    newest = thread.listed_stories[0].articles[-1] if thread.stories else None
    return next((citations.articles[id] for id in citations.number_by_article), newest)


def article_link(article: Article | None) -> str:
    """Return the address of an article as its publisher gives it; "" without an article."""
    return article.link or article.url if article else ""


def evidence_subject(thread: Thread | None, target: Target | None) -> str:
    """Return the id of the article or story that a target stands for; "" for others."""
    if target and target.kind in ("article", "sentence"):
        return target.id
    event = event_at(thread, target)
    return event.story if event else ""
