"""Citations: articles numbered in the order in which they are first used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.output.spans import GLUE, Span, glued

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.threads import Rewrite, Sentence, Thread


def articles_of(stories: Iterable[Story]) -> dict[str, Article]:
    """All articles of stories by their id."""
    return {article.id: article for story in stories for article in story.articles}


def told(thread: Thread, sentences: int = 2) -> tuple[Sentence, ...]:
    """The first sentences of a thread's paragraph, or of whatever size it has; a headline over it is not said again."""
    summary = thread.summary
    said = (summary.paragraph or summary.line or summary.page)[:sentences]
    return tuple(s for s in said if s.text.casefold() != thread.row.title.casefold())


class Citations:
    """Gives out the numbers; an article that is not known gets none, for a number must lead somewhere."""

    def __init__(self, articles: dict[str, Article] | None = None) -> None:
        self.articles = dict(articles or {})
        self.used: dict[str, int] = {}

    def number(self, article: str) -> int | None:
        """The number of an article id."""
        if article not in self.articles:
            return None
        return self.used.setdefault(article, len(self.used) + 1)

    def sources(self) -> list[tuple[int, Article]]:
        """What was cited so far, in order."""
        return [(number, self.articles[article]) for article, number in self.used.items()]

    def summary(self, thread: Thread, sentences: Sequence[Sentence]) -> list[Span]:
        """A summary as a model rewrote it, if it did, which is said; else these sentences of it."""
        return self.retold(thread.rewrite) if thread.rewrite else self.prose(sentences)

    def retold(self, rewrite: Rewrite) -> list[Span]:
        """Sentences in a model's words as running text, each followed by its citations, with the model's name."""
        spans: list[Span] = []
        for sentence in rewrite.sentences:
            spans.append(Span((" " if spans else "") + sentence.text))
            for article in sentence.articles:
                if number := self.number(article):
                    spans += [Span(GLUE), Span(f"[{number}]", "cite", self.articles[article].link)]
        return [*spans, Span(" "), Span(glued(f"(rewritten by {rewrite.by})"), "meta")]

    def prose(self, sentences: Sequence[Sentence]) -> list[Span]:
        """Sentences as running text, each followed by its citation."""
        spans: list[Span] = []
        for place, sentence in enumerate(sentences):
            spans.append(Span((" " if place else "") + sentence.text))
            if number := self.number(sentence.article):
                spans += [Span(GLUE), Span(f"[{number}]", "cite", self.articles[sentence.article].link)]
        return spans
