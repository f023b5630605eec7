"""The words by which a person can judge why articles, stories and threads were compared or joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.text.titles import bare_headline

if TYPE_CHECKING:
    from briefing.grouping.distinctive_words import DistinctiveWords, Headline
    from briefing.model.articles import Article, Story
    from briefing.model.curation import Explanation
    from briefing.model.grouping import Evidence
    from briefing.services.context import Context
    from briefing.services.known_names import KnownNames

MAX_ARTICLES = 60
"""Number of articles that are read for the spelling of evidence; bounds the cost for a long thread."""
OPENING_CHARACTERS = 300
"""Characters of the text of an article that are read where a word is in no headline: its first sentences."""


def distinctive_words(context: Context, names: KnownNames) -> DistinctiveWords:
    """Return what chooses the distinctive words of the groups of a store."""
    from briefing.grouping.distinctive_words import DistinctiveWords

    archive = context.store.archive
    sources = [*context.store.articles.publishers(), *names.feed_names().values()]
    return DistinctiveWords(archive.frequencies, archive.size(), sources)


def headlines_of(headlines: Iterable[tuple[str, str, str]]) -> list[Headline]:
    """Return headlines without their publishers; each is given with its publisher and the tag of its language."""
    from briefing.grouping.distinctive_words import Headline

    return [Headline(bare_headline(title, publisher), lang) for title, publisher, lang in headlines]


def explanation_with_distinctive_words(
    explanation: Explanation, stories: Sequence[Story], distinctive: DistinctiveWords
) -> Explanation:
    """Return an explanation whose evidence has only distinctive words, as the articles print them.

    Args:
        explanation: The stored explanation.
        stories: The stories of its thread, oldest first, without the phrases of their publishers.
        distinctive: Chooses the words.
    """
    articles = {article.id: article for story in reversed(stories) for article in reversed(story.articles)}
    own = [id for id in (explanation.article and explanation.article.id, *_ids(explanation.story)) if id in articles]
    first = [articles[id] for id in dict.fromkeys([*own, *articles])][:MAX_ARTICLES]
    headlines = list(_headlines(first))

    def with_distinctive(evidence: Evidence | None) -> Evidence | None:
        from briefing.grouping.distinctive_words import terms_of

        if evidence is None:
            return None
        words = distinctive.of(terms_of([*evidence.names, *evidence.terms]), headlines)
        return replace(
            evidence,
            names=tuple(word.text for word in words if word.is_name),
            terms=tuple(word.text for word in words if not word.is_name),
        )

    return replace(
        explanation,
        story_evidence=with_distinctive(explanation.story_evidence),
        thread_evidence=with_distinctive(explanation.thread_evidence),
        affair_evidence=with_distinctive(explanation.affair_evidence),
        earlier_stories=tuple((story, with_distinctive(one)) for story, one in explanation.earlier_stories),
    )


def _ids(story: Story) -> list[str]:
    return [article.id for article in story.articles]


def _headlines(articles: Sequence[Article]) -> Iterator[Headline]:
    """Yield the headlines of articles, then the openings of their texts."""
    yield from headlines_of((one.title, one.publisher, one.lang) for one in articles)
    yield from headlines_of((one.text[:OPENING_CHARACTERS], "", one.lang) for one in articles)
