"""Briefings, threads and articles as CommonMark, in which no text from the news acts as Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from briefing.model.articles import Article
from briefing.model.feeds import FeedProblem
from briefing.model.threads import Briefing, RewrittenSentence, Sentence, Thread, TimelineEntry
from briefing.output.changes import change_line
from briefing.output.citations import Citations, articles_of, lead_sentences
from briefing.output.feed_health import describe_problem
from briefing.output.formatting import format_count, format_long_day, format_moment, format_published
from briefing.output.lines import NO_BREAK_SPACE
from briefing.output.thread_list import article_byline
from briefing.output.timeline import BACKGROUND_MARK, entry_day, shown_entries
from briefing.output.today import newest_articles, parts_text, status_counts

INLINE_SYNTAX = re.compile(r"([\\`*_\[\]<>&|~#$!{}])")
"""Characters that mean something anywhere in a line of Markdown or HTML."""
LINE_START_SYNTAX = re.compile(r"^(?:([-+=:])|(\d+)([.)]))")
"""What begins a list, a heading or a definition at the start of a line."""
URL_SAFE_CHARACTERS = "!$%&'*+,-./:;=?@_~#[]"
"""Characters of addresses that are not percent-encoded: none of them ends a link target in angle brackets."""


def escape_markdown(text: str) -> str:
    """Return the text with every character escaped that Markdown or HTML could interpret."""
    text = INLINE_SYNTAX.sub(r"\\\1", text)
    return LINE_START_SYNTAX.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", text)


def markdown_link(escaped_text: str, url: str) -> str:
    """Return a link, or only its text if there is no address."""
    return f"[{escaped_text}](<{quote(url, safe=URL_SAFE_CHARACTERS)}>)" if url else escaped_text


def briefing_markdown(briefing: Briefing, with_singles: bool = False) -> str:
    """Return a whole briefing, with a heading for each thread, and the single reports or their number."""
    counted = ", ".join([format_count(briefing.main, "thread"), *status_counts(briefing)])
    since = f"since {format_moment(briefing.since, briefing.now)}"
    figures = (since, format_count(briefing.feeds, "feed"), format_count(briefing.articles, "article"), counted)
    blocks = [f"# {format_long_day(briefing.now)}", " · ".join(figures)]
    for number, thread in enumerate(briefing.threads, 1):
        blocks += _thread_blocks(f"## {number}. ", thread, briefing)
    if not briefing.threads:
        blocks.append(f"Nothing since {format_moment(briefing.since, briefing.now)}.")
    if briefing.singles:
        count = f"Also reported by one publisher each: {len(briefing.singles)}."
        items = [
            f"- {escape_markdown(row.title)} ({escape_markdown(', '.join(row.publishers))})" for row in briefing.singles
        ]
        blocks += [count, *(["\n".join(items)] if with_singles else [])]
    blocks += _problem_blocks(briefing.problems, briefing)
    return "\n\n".join(block for block in blocks if block) + "\n"


def thread_markdown(thread: Thread, now: datetime) -> str:
    """Return a thread: title, summary, timeline, sources."""
    blocks = _thread_blocks("# ", thread, Briefing(now, thread.row.first, (thread,)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def article_markdown(article: Article, now: datetime) -> str:
    """Return an article: title, publisher, time, text, address."""
    paragraphs = [escape_markdown(paragraph) for paragraph in article.text.split("\n") if paragraph.strip()]
    address = article.link or article.url
    blocks = (
        f"# {escape_markdown(article.title)}",
        f"*{escape_markdown(article_byline(article, now))}*",
        *paragraphs,
        markdown_link(escape_markdown(address), address),
    )
    return "\n\n".join(blocks) + "\n"


def _thread_blocks(heading: str, thread: Thread, briefing: Briefing) -> Iterable[str]:
    row = thread.row
    cited = Citations(articles_of(thread.stories))
    figures = (
        f"{format_count(row.independent_publisher_count, 'publisher')} · {format_count(row.article_count, 'article')}"
    )
    yield f"{heading}{escape_markdown(row.title)}"
    yield f"*{row.status} · {figures} · {row.id}*"
    sentences = lead_sentences(thread)
    for article in [] if sentences else newest_articles(thread, 2):
        cited.number(article.id)
    if thread.rewrite:
        yield " ".join(_rewritten_sentence(sentence, cited) for sentence in thread.rewrite.sentences)
        yield f"*Rewritten by {escape_markdown(thread.rewrite.model_name)}.*"
    else:
        yield " ".join(_sentence(sentence, cited) for sentence in sentences)
    yield _change_line(thread, cited, briefing.now)
    yield "\n".join(_timeline_item(entry, briefing) for entry in shown_entries(thread))
    if parts := briefing.parts.get(row.id):
        yield escape_markdown(f"parts: {parts_text(parts)}")
    yield "Sources: " + " · ".join(
        f"{escape_markdown(f'[{number}]')} "
        f"{markdown_link(escape_markdown(article.publisher or 'unknown publisher'), article.link)}, "
        f"{format_published(article, briefing.now)}"
        for number, article in cited.numbered_sources()
    )


def _change_line(thread: Thread, cited: Citations, now: datetime) -> str:
    """Return what changed in a thread, with its citations as links."""
    links = (markdown_link(escape_markdown(span.text), span.link) for span in change_line(thread, cited, now))
    return "".join(links).replace(NO_BREAK_SPACE, " ").strip()


def _sentence(sentence: Sentence, cited: Citations) -> str:
    return " ".join([escape_markdown(sentence.text), *_citation_links((sentence.article,), cited)])


def _rewritten_sentence(sentence: RewrittenSentence, cited: Citations) -> str:
    return " ".join([escape_markdown(sentence.text), *_citation_links(sentence.articles, cited)])


def _citation_links(articles: Iterable[str], cited: Citations) -> Iterable[str]:
    for article in articles:
        if number := cited.number(article):
            yield markdown_link(escape_markdown(f"[{number}]"), cited.articles[article].link)


def _timeline_item(entry: TimelineEntry, briefing: Briefing) -> str:
    mark = f" ({BACKGROUND_MARK})" if entry.background else ""
    return f"- **{entry_day(entry, briefing.now)}** {escape_markdown(entry.title)}{mark}"


def _problem_blocks(problems: tuple[FeedProblem, ...], briefing: Briefing) -> Iterable[str]:
    if problems:
        yield f"{format_count(len(problems), 'feed')} failed:"
        yield "\n".join(f"- {escape_markdown(describe_problem(problem, briefing.now))}" for problem in problems)
