"""How widely a thread is reported, and what is new in it: by how many publishers a digest goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.text.article_kinds import article_kind
from briefing.text.language_tags import primary_language
from briefing.writing.digest.digest_headlines import bare_title, is_news
from briefing.writing.digest.digest_lines import mean_likelihood, printed_headline
from briefing.writing.front_page.front_page import WIDE_PUBLISHERS

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.threads import Thread, ThreadRow

LARGE_PUBLISHERS = 6
"""Independent publishers of a busy thread from which on any event that was not printed can be its line, not only one of
public affairs."""
MIN_NEWS_PUBLISHERS = 2
"""Publishers of what is new in a thread that was delivered: one may repeat, comment or advise."""

MIN_EVENT_LIKELIHOOD = 0.4
"""Likelihood of an event below which an article comments, advises or describes a state."""


def is_newly_reported(thread: Thread) -> bool:
    """Whether a digest has not delivered a thread yet, or two publishers report something new of it."""
    return thread.changes is None or thread.row.followed or thread.news_width >= MIN_NEWS_PUBLISHERS


def is_comment(thread: Thread) -> bool:
    """Whether few publishers have a thread that nobody follows, and none reports an event in it."""
    return not (thread.row.followed or is_wide(thread.row) or reports_event(thread))


def reports_event(thread: Thread) -> bool:
    """Whether articles with the line of a thread, or without one all its articles, are news of an event."""
    line = printed_headline(thread)
    articles = [article for story in thread.stories for article in story.articles]
    titled = [article for article in articles if bare_title(article) == line]
    if not any(map(_is_report, titled or articles)):
        return False
    if any(primary_language(article.lang) not in ("", "en") for article in titled or articles):
        return True  # the likelihood is learned from English headlines
    return max(mean_likelihood(articles), mean_likelihood(titled)) >= MIN_EVENT_LIKELIHOOD


def _is_report(article: Article) -> bool:
    return is_news(article) and article_kind(article.title, article.text, article.link).name != "feature"


def is_quiet(thread: Thread) -> bool:
    """Whether a widely reported thread has nothing new that two publishers report: only its title is named."""
    return is_wide(thread.row) and not is_newly_reported(thread)


def is_wide(row: ThreadRow) -> bool:
    """Whether a thread is widely reported, and not by one house alone."""
    return len(row.publishers) >= WIDE_PUBLISHERS and row.independent_publisher_count > 1
