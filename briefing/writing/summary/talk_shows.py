"""Leaves out what hosts of talk and satire say of an affair that is not theirs: a joke about a minister is no news."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.articles import Article
from briefing.text.phrase_search import phrase_search
from briefing.writing.sentences.quotable_sentences import QuotableSentence


def names_talk_show(text: str) -> bool:
    """Whether a text names a host or a programme of talk or satire."""
    return phrase_search("writing/talk_shows.tsv").is_in(text)


def without_talk_shows(
    sentences: Sequence[QuotableSentence], articles: Sequence[Article], title: str
) -> list[QuotableSentence]:
    """Return sentences without those on a talk show, unless the title is on one or nothing else is left.

    Args:
        sentences: Sentences of the articles.
        articles: The articles.
        title: The title of the thread.
    """
    if names_talk_show(title):
        return list(sentences)
    shows = [names_talk_show(article.title) for article in articles]
    others = [one for one in sentences if not (shows[one.article_index] or names_talk_show(one.text))]
    return others or list(sentences)
