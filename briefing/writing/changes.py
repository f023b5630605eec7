"""What changed in a thread since someone last knew it: new stories, numbers that moved, new names, new sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.articles import Article, Story
from briefing.model.threads import Changes, Sentence, Thread
from briefing.writing.new_names import new_names
from briefing.writing.number_changes import number_changes
from briefing.writing.sampling import sample_stories, stories_in_order
from briefing.writing.summary.quotable_sentences import quotable_sentences
from briefing.writing.summary.thread_summary import ThreadSummarizer

KNOWN_OPENING_SENTENCES = 6  # sentences of an article that its reader is taken to know


def changes_since_read(thread: Thread) -> Changes | None:
    """Return what is new in a thread since a person last read it; None if nobody did, or nothing came."""
    read = thread.row.read
    if read is None or not any(article.seen > read for story in thread.stories for article in story.articles):
        return None
    return changes(thread.stories, read)


def changes(
    stories: Sequence[Story], since: datetime | None = None, delivered_story_ids: Collection[str] | None = None
) -> Changes:
    """Return what is new in a thread.

    An article is new if it came to us after `since`, or, where the ids of `told` stories are given, if its story is
    none of them.
    """
    ordered = stories_in_order(stories)
    fresh = [_select_articles(story, since, delivered_story_ids, new=True) for story in ordered]
    known = [_select_articles(story, since, delivered_story_ids, new=False) for story in ordered]
    new = sample_stories([story for story in fresh if story.articles])
    old = sample_stories([story for story in known if story.articles])
    if not new:
        return Changes(since)
    began = tuple(s for s, before in zip(reversed(ordered), reversed(known), strict=True) if not before.articles)
    names = new_names(_articles_of(old), _articles_of(new)) if old else ()
    return Changes(since, began, number_changes(old, new), names, _new_sentences(old, new))


def _select_articles(
    story: Story, since: datetime | None, delivered_story_ids: Collection[str] | None, *, new: bool
) -> Story:
    """A story with only its new, or its known, articles."""
    untold = delivered_story_ids is not None and story.id not in delivered_story_ids
    kept = [a for a in story.articles if (untold or (since is not None and a.seen > since)) == new]
    return replace(story, articles=tuple(kept))


def _articles_of(stories: Sequence[Story]) -> list[Article]:
    return [article for story in stories for article in story.articles]


def _new_sentences(old: Sequence[Story], new: Sequence[Story]) -> tuple[Sentence, ...]:
    known = [quote.terms for quote in quotable_sentences(_articles_of(old), KNOWN_OPENING_SENTENCES)]
    return ThreadSummarizer(new, known).summarize().paragraph
