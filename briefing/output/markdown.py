"""A briefing as Markdown (CommonMark), in which nothing of the news acts as Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from briefing.model.articles import Article
from briefing.model.feeds import FeedProblem
from briefing.model.threads import Briefing, Retold, Sentence, Thread, TimelineEntry
from briefing.output.ages import day, long_day, moment
from briefing.output.changes import news_spans
from briefing.output.citations import Citations, articles_of, told
from briefing.output.counts import count
from briefing.output.spans import GLUE
from briefing.output.today import newest, problem_words, tallies, worth_showing

INLINE = re.compile(r"([\\`*_\[\]<>&|~#$!{}])")
AT_START = re.compile(r"^(?:([-+=:])|(\d+)([.)]))")
SAFE_IN_LINK = "!$%&'*+,-./:;=?@_~#[]"


def escape(text: str) -> str:
    """The text with every sign escaped that Markdown or HTML could take for its own, at the start of a line too."""
    text = INLINE.sub(r"\\\1", text)
    return AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)


def link(words: str, url: str) -> str:
    """A link, or only its words if there is no address; `words` are escaped already."""
    return f"[{words}](<{quote(url, safe=SAFE_IN_LINK)}>)" if url else words


def briefing_markdown(briefing: Briefing) -> str:
    """The whole briefing: a heading for each thread."""
    counted = ", ".join([count(briefing.total, "thread"), *tallies(briefing)])
    figures = (count(briefing.feeds, "feed"), count(briefing.articles, "article"), counted)
    blocks = [f"# {long_day(briefing.now)}", " · ".join(figures)]
    for number, thread in enumerate(briefing.threads, 1):
        blocks += _thread(f"## {number}. ", thread, briefing)
    if not briefing.threads:
        blocks.append(f"Nothing since {moment(briefing.since, briefing.now)}.")
    blocks += _problems(briefing.problems, briefing)
    return "\n\n".join(block for block in blocks if block) + "\n"


def thread_markdown(thread: Thread, now: datetime) -> str:
    """One thread: title, summary, timeline, sources."""
    blocks = _thread("# ", thread, Briefing(now, thread.row.first, (thread,)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def article_markdown(article: Article, now: datetime) -> str:
    """One article: title, publisher, time, text, address."""
    by = ", ".join(filter(None, (article.publisher, article.author, moment(article.published, now))))
    paragraphs = [escape(paragraph) for paragraph in article.text.split("\n") if paragraph.strip()]
    address = article.link or article.url
    return (
        "\n\n".join([f"# {escape(article.title)}", f"*{escape(by)}*", *paragraphs, link(escape(address), address)])
        + "\n"
    )


def _thread(lead: str, thread: Thread, briefing: Briefing) -> Iterable[str]:
    row = thread.row
    cited = Citations(articles_of(thread.stories))
    figures = f"{count(row.independent, 'publisher')} · {count(row.articles, 'article')}"
    yield f"{lead}{escape(row.title)}"
    yield f"*{row.status} · {figures}*"
    sentences = told(thread)
    for article in [] if sentences else newest(thread, 2):
        cited.number(article.id)
    if thread.rewrite:
        yield " ".join(_retold(sentence, cited) for sentence in thread.rewrite.sentences)
        yield f"*Rewritten by {escape(thread.rewrite.by)}.*"
    else:
        yield " ".join(_sentence(sentence, cited) for sentence in sentences)
    yield _news(thread, cited, briefing.now)
    yield "\n".join(_entry(entry, briefing) for entry in worth_showing(thread))
    yield "Sources: " + " · ".join(
        f"{escape(f'[{number}]')} {link(escape(article.publisher or 'unknown publisher'), article.link)}, "
        f"{moment(article.published, briefing.now)}"
        for number, article in cited.sources()
    )


def _news(thread: Thread, cited: Citations, now: datetime) -> str:
    """What moved in a thread; its citations are links."""
    words = news_spans(thread, cited, now)
    return "".join(link(escape(span.text), span.link) for span in words).replace(GLUE, " ").strip()


def _sentence(sentence: Sentence, cited: Citations) -> str:
    return " ".join([escape(sentence.text), *_numbers((sentence.article,), cited)])


def _retold(sentence: Retold, cited: Citations) -> str:
    return " ".join([escape(sentence.text), *_numbers(sentence.articles, cited)])


def _numbers(articles: Iterable[str], cited: Citations) -> Iterable[str]:
    for article in articles:
        if number := cited.number(article):
            yield link(escape(f"[{number}]"), cited.articles[article].link)


def _entry(entry: TimelineEntry, briefing: Briefing) -> str:
    return f"- **{day(entry.date, briefing.now)}** {escape(entry.title)}"


def _problems(problems: tuple[FeedProblem, ...], briefing: Briefing) -> Iterable[str]:
    if problems:
        yield f"{count(len(problems), 'feed')} failed:"
        yield "\n".join(f"- {escape(problem_words(problem, briefing))}" for problem in problems)
