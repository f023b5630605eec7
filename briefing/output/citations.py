"""Citations: articles numbered in the order in which they are first used, and the sentences that cite them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import category

from briefing.output.formatting import format_day
from briefing.output.lines import NO_BREAK_SPACE, Span, unbreakable
from briefing.text.scripts import INDIC_AND_ARABIC_ENDS, unspaced_character
from briefing.text.urls import without_tracking

OMISSION = " …"
"""Mark of what a quotation leaves out of its sentence."""
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "]", *INDIC_AND_ARABIC_ENDS)
"""Ends of sentences, and of marks of a cut by a feed."""
CLOSING_QUOTES = "'\"’”“‘«»‹›」』〉》) \N{NO-BREAK SPACE}"
"""What can stand behind the sign at the end of a sentence, in any language."""
NO_STOPS = "%‰"
"""Signs that count as punctuation and end no sentence."""

if TYPE_CHECKING:
    from datetime import datetime

    from briefing.model.articles import Article, Story
    from briefing.model.threads import Rewrite, Sentence, SummaryParagraph, Thread


def articles_of(stories: Iterable[Story]) -> dict[str, Article]:
    """Return all articles of stories by their id."""
    return {article.id: article for story in stories for article in story.articles}


def opening_sentences(thread: Thread, max_sentences: int = 2) -> tuple[Sentence, ...]:
    """Return the first sentences of a thread's summary, without one that repeats its title."""
    summary = thread.summary
    sentences = (summary.paragraph or summary.line)[:max_sentences]
    return tuple(sentence for sentence in sentences if sentence.text.casefold() != thread.row.title.casefold())


def ended(text: str) -> str:
    """Return text with a sign at its end, so that it never runs into what follows: standfirsts and titles have none."""
    last = text.rstrip(CLOSING_QUOTES)[-1:]
    has_end = last not in NO_STOPS and category(last).startswith("P")
    return text if not last or has_end or unspaced_character().match(last) else f"{text}."


class Citations:
    """Numbers articles as they are cited. An unknown article gets no number, because a number must lead to a source."""

    def __init__(self, articles: dict[str, Article] | None = None) -> None:
        self.articles = dict(articles or {})
        self.number_by_article: dict[str, int] = {}
        self._complete = False

    def number(self, article_id: str) -> int | None:
        """Return the number of an article, a new one if it has none yet; None if it is unknown or numbering ended."""
        if article_id not in self.articles:
            return None
        if self._complete:
            return self.number_by_article.get(article_id)
        return self.number_by_article.setdefault(article_id, len(self.number_by_article) + 1)

    def end_numbering(self) -> None:
        """Give no further numbers: what is cited later has one already, or gets none."""
        self._complete = True

    def numbered_sources(self) -> list[tuple[int, Article]]:
        """Return the articles that are cited so far, with their numbers, in order; their links say nothing of us."""
        cited = ((number, self.articles[article_id]) for article_id, number in self.number_by_article.items())
        return [(number, replace(article, link=without_tracking(article.link))) for number, article in cited]

    def labels(self, article_ids: Iterable[str]) -> str:
        """Return the citations of articles that have a number already: "[1] [3]"."""
        numbers = {self.number_by_article[id] for id in article_ids if id in self.number_by_article}
        return " ".join(f"[{number}]" for number in sorted(numbers))

    def citation_spans(self, article_ids: Iterable[str]) -> list[Span]:
        """Return the citations of articles in the order of their numbers; none is separated from the text before it."""
        numbers = {number: id for id in article_ids if (number := self.number(id))}
        spans: list[Span] = []
        for number, id in sorted(numbers.items()):
            spans += [Span(NO_BREAK_SPACE), Span(f"[{number}]", "cite", without_tracking(self.articles[id].link))]
        return spans

    def summary_spans(self, thread: Thread, sentences: Sequence[Sentence]) -> list[Span]:
        """Return the summary that a language model rewrote, if there is one, else these sentences."""
        return self.rewrite_spans(thread.rewrite) if thread.rewrite else self.sentence_spans(sentences)

    def paragraph_spans(self, paragraph: SummaryParagraph, now: datetime) -> list[Span]:
        """Return a paragraph of a long summary: the day of its articles, if it is new, its sentences and headlines."""
        day = None if paragraph.continues else paragraph.day
        label = [Span(f"{format_day(day, now)}: ", "meta")] if day else []
        spans = [*label, *self.sentence_spans(paragraph.sentences)]
        for index, headline in enumerate(paragraph.headlines):
            separator = [Span(" ")] if index or paragraph.sentences else []
            spans += [*separator, *self.headline_spans(headline)]
        return spans

    def headline_spans(self, headline: Sentence) -> list[Span]:
        """Return a headline as a sentence that gives the words of its publisher, with its citation."""
        article = self.articles.get(headline.article)
        opening, closing = "‘’" if "“" in headline.text or '"' in headline.text else "“”"
        by_line = f", {article.publisher} reports." if article and article.publisher else "."
        return [Span(f"{opening}{headline.text}{closing}{by_line}"), *self.citation_spans([headline.article])]

    def rewrite_spans(self, rewrite: Rewrite) -> list[Span]:
        """Return rewritten sentences as running text with their citations, then the name of the language model."""
        spans: list[Span] = []
        for sentence in rewrite.sentences:
            spans += [Span(sentence.text), *self.citation_spans(sentence.articles), Span(" ")]
        return [*spans, rewrite_note(rewrite)]

    def sentence_spans(self, sentences: Sequence[Sentence]) -> list[Span]:
        """Return sentences as running text, each followed by its citation."""
        spans: list[Span] = []
        for sentence in sentences:
            separator = [Span(" ")] if spans else []
            if self._is_headline(sentence):
                spans += [*separator, *self.headline_spans(sentence)]
                continue
            text = f"{sentence.text}{OMISSION}" if self._goes_on(sentence) else ended(sentence.text)
            spans += [*separator, Span(text), *self.citation_spans([sentence.article])]
        return spans

    def _is_headline(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in the headline of its article and not in its text."""
        article = self.articles.get(sentence.article)
        return article is not None and sentence.text in article.title and sentence.text not in article.text

    def _goes_on(self, sentence: Sentence) -> bool:
        """Whether a sentence goes on in its article where the quotation ends."""
        article = self.articles.get(sentence.article)
        if article is None or not sentence.text or sentence.text.rstrip(CLOSING_QUOTES).endswith(SENTENCE_ENDS):
            return False
        _, quotation, rest = article.text.partition(sentence.text)
        return bool(quotation) and bool(rest.split("\n")[0].strip())


def rewrite_note(rewrite: Rewrite) -> Span:
    """Return the note that names the language model which rewrote a summary."""
    return Span(unbreakable(f"(rewritten by {rewrite.model_name})"), "meta")
