"""Which articles a split or a move of a row takes out of a thread: exactly those that the row shows."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.articles import Article
from briefing.model.threads import Thread
from briefing.output.formatting import format_count
from briefing.tui.render.event_targets import event_at
from briefing.tui.render.page_lines import Target


@dataclass(frozen=True, slots=True)
class Leaving:
    """Articles that are about to leave a thread.

    Attributes:
        thread: The thread.
        title: The headline of the row: of an event, or of an article.
        articles: The ids of the articles that the row shows.
        near: The id of the story or article by which other threads are proposed.
        publishers: How many publishers the row counts.
    """

    thread: Thread
    title: str
    articles: tuple[str, ...]
    near: str
    publishers: int = 1

    @property
    def count(self) -> int:
        """How many articles leave."""
        return len(self.articles)

    @property
    def remaining_count(self) -> int:
        """How many articles stay."""
        return sum(len(story.articles) for story in self.thread.stories) - self.count

    @property
    def size(self) -> str:
        """How many articles leave, as the row counts them."""
        articles = format_count(self.count, "article")
        return f"{articles} by {format_count(self.publishers, 'publisher')}" if self.count > 1 else articles


def leaving_of_row(thread: Thread | None, target: Target | None) -> Leaving | None:
    """Return the articles that a row of a thread's page shows; None if it is no event of it and no article.

    Corrections are about what has a row of its own: not about the article of a sentence.
    """
    if thread is None or target is None:
        return None
    if target.kind == "article":
        return leaving_article(thread, target.id)
    event = event_at(thread, target)
    if event is None or not event.story:
        return None
    present = {article.id for story in thread.stories for article in story.articles}
    articles = tuple(id for id in event.articles if id in present)
    return Leaving(thread, event.title, articles, event.story, len(event.publishers)) if articles else None


def leaving_article(thread: Thread, article_id: str) -> Leaving | None:
    """Return an article of a thread as what leaves it; None if it is not in the thread."""
    articles: dict[str, Article] = {article.id: article for story in thread.stories for article in story.articles}
    article = articles.get(article_id)
    return Leaving(thread, article.title, (article.id,), article.id) if article else None
