"""Citations: articles numbered in the order in which they are first used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.output.spans import NO_BREAK_SPACE, Span, unbreakable

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.threads import Rewrite, Sentence, Thread


def articles_of(stories: Iterable[Story]) -> dict[str, Article]:
    """All articles of stories by their id."""
    return {article.id: article for story in stories for article in story.articles}


def lead_sentences(thread: Thread, max_sentences: int = 2) -> tuple[Sentence, ...]:
    """The first sentences of a thread's paragraph, or of whatever size it has; a headline over it is not said again."""
    summary = thread.summary
    said = (summary.paragraph or summary.line or summary.long)[:max_sentences]
    return tuple(s for s in said if s.text.casefold() != thread.row.title.casefold())


class Citations:
    """Gives out the numbers; an article that is not known gets none, for a number must lead somewhere."""

    def __init__(self, articles: dict[str, Article] | None = None) -> None:
        self.articles = dict(articles or {})
        self.number_by_article: dict[str, int] = {}

    def number(self, article: str) -> int | None:
        """The number of an article id."""
        if article not in self.articles:
            return None
        return self.number_by_article.setdefault(article, len(self.number_by_article) + 1)

    def numbered_sources(self) -> list[tuple[int, Article]]:
        """What was cited so far, in order."""
        return [(number, self.articles[article]) for article, number in self.number_by_article.items()]

    def summary_spans(self, thread: Thread, sentences: Sequence[Sentence]) -> list[Span]:
        """A summary as a model rewrote it, if it did, which is said; else these sentences of it."""
        return self.rewrite_spans(thread.rewrite) if thread.rewrite else self.sentence_spans(sentences)

    def rewrite_spans(self, rewrite: Rewrite) -> list[Span]:
        """Sentences in a model's words as running text, each followed by its citations, with the model's name."""
        spans: list[Span] = []
        for sentence in rewrite.sentences:
            spans.append(Span((" " if spans else "") + sentence.text))
            for article in sentence.articles:
                if number := self.number(article):
                    spans += [Span(NO_BREAK_SPACE), Span(f"[{number}]", "cite", self.articles[article].link)]
        return [*spans, Span(" "), Span(unbreakable(f"(rewritten by {rewrite.model_name})"), "meta")]

    def sentence_spans(self, sentences: Sequence[Sentence]) -> list[Span]:
        """Sentences as running text, each followed by its citation."""
        spans: list[Span] = []
        for place, sentence in enumerate(sentences):
            spans.append(Span((" " if place else "") + sentence.text))
            if number := self.number(sentence.article):
                spans += [Span(NO_BREAK_SPACE), Span(f"[{number}]", "cite", self.articles[sentence.article].link)]
        return spans
