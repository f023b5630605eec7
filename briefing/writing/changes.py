"""What changed in a thread, read from its articles: new stories, numbers, names and sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.articles import Article, Story
from briefing.model.threads import Changes, Sentence, Thread
from briefing.text.names import find_names
from briefing.writing.number_changes import number_changes
from briefing.writing.quotable_sentences import quotable_sentences
from briefing.writing.stories import articles_of, publisher_numbers, sample_stories, stories_in_order
from briefing.writing.summary.thread_summary import ThreadSummarizer

KNOWN_OPENING_SENTENCES = 6
"""Number of opening sentences that a reader of an article is assumed to know."""
OPENING_CHARACTERS = 600
"""Number of characters of an article that are read for new names."""
MAX_NEW_NAMES = 5
"""Number of new names that are reported: one line."""
MIN_NAME_SOURCES = 2
"""Number of independent publishers that must mention a new name; a headline counts as one more."""
_HEADLINE = -1
"""Stands for "a headline" among the numbers of publishers that mention a name."""


def changes_since_read(thread: Thread) -> Changes | None:
    """Return what is new since a person last read a thread; None if nobody read it or nothing came."""
    read = thread.row.read
    if read is None:
        return None
    articles = articles_of(thread.stories)
    known = {one.id for one in articles if not thread.unread_by_article.get(one.id, one.seen > read)}
    return changes(thread.stories, read, known) if len(known) < len(articles) else None


def changes(
    stories: Sequence[Story], since: datetime | None = None, known_article_ids: Collection[str] | None = None
) -> Changes:
    """Return what is new in a thread.

    Args:
        stories: All stories of the thread.
        since: Articles that were stored after this moment are new, unless `known_article_ids` is given.
        known_article_ids: If given, exactly the other articles are new.
    """
    ordered = stories_in_order(stories)
    new_parts = [_with_articles(story, since, known_article_ids, new=True) for story in ordered]
    known_parts = [_with_articles(story, since, known_article_ids, new=False) for story in ordered]
    new = sample_stories([story for story in new_parts if story.articles])
    known = sample_stories([story for story in known_parts if story.articles])
    if not new:
        return Changes(since)
    new_stories = tuple(
        story for story, part in zip(reversed(ordered), reversed(known_parts), strict=True) if not part.articles
    )
    names = new_names(articles_of(known), articles_of(new)) if known else ()
    return Changes(since, new_stories, number_changes(known, new), names, _new_sentences(known, new))


def _with_articles(
    story: Story, since: datetime | None, known_article_ids: Collection[str] | None, *, new: bool
) -> Story:
    """Return a story with only its new, or only its known, articles."""

    def is_new(article: Article) -> bool:
        if known_article_ids is not None:
            return article.id not in known_article_ids
        return since is not None and article.seen > since

    return replace(story, articles=tuple(article for article in story.articles if is_new(article) == new))


def _new_sentences(known: Sequence[Story], new: Sequence[Story]) -> tuple[Sentence, ...]:
    """Summarize the new articles in sentences that say something else than the known articles."""
    known_terms = [sentence.terms for sentence in quotable_sentences(articles_of(known), KNOWN_OPENING_SENTENCES)]
    return ThreadSummarizer(new, known_terms).summarize().paragraph


def new_names(known: Sequence[Article], new: Sequence[Article]) -> tuple[str, ...]:
    """Find names that no known article contains, the most widely mentioned first.

    A name counts if two independent publishers mention it, or one in a headline.
    """
    known_text = " ".join(f"{article.title} {article.text}" for article in known).casefold()
    sources: dict[str, set[int]] = {}
    texts: dict[str, list[str]] = {}
    for article, publisher in zip(new, publisher_numbers(new), strict=True):
        text, title = article.text[:OPENING_CHARACTERS], article.title.casefold()
        article_names = find_names(article.title, text, article.lang)
        for name in sorted(article_names.name_phrases | article_names.words):
            if name in known_text or name == article.publisher.casefold():
                continue
            sources.setdefault(name, set()).update((publisher, _HEADLINE) if name in title else (publisher,))
            texts.setdefault(name, []).append(text)
    reported = (name for name in sources if len(sources[name]) >= MIN_NAME_SOURCES)
    display_by_name: dict[str, str] = {}
    for name in sorted(reported, key=lambda name: (-len(sources[name]), -len(name), name)):
        if len(display_by_name) == MAX_NEW_NAMES:
            break
        if any(name in other or other in name for other in display_by_name):
            continue
        if display := next((written for text in texts[name] if (written := _name_as_written(name, text))), ""):
            display_by_name[name] = display
    return tuple(display_by_name.values())


def _name_as_written(name: str, text: str) -> str:
    """Return a lower-case name as a text spells it; "" if the text does not use it as a name.

    A single word must stand inside a sentence: capitals at the beginning of a sentence and in headlines prove nothing.
    """
    if name not in text.casefold():
        return ""
    whole = rf"\b{re.escape(name)}\b"
    inside = whole if " " in name else rf"(?<=[a-z,] ){whole}(?![-’']| (?:and |of |for )?(?-i:[A-Z]))"
    match = re.search(inside, text, re.IGNORECASE)
    return match[0] if match and match[0][0].isupper() and match[0].split()[-1][0].isupper() else ""
