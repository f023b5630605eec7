"""What changed in a thread since someone last knew it: new stories, numbers that moved, new names, new sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.articles import Article, Story
from briefing.model.threads import Changes, Sentence, Thread
from briefing.writing.compose import Composer
from briefing.writing.moved import moved
from briefing.writing.newcomers import newcomers
from briefing.writing.quotes import quotes
from briefing.writing.reading import bounded, in_order

KNOWN_OPENING = 6  # sentences of an article that its reader is taken to know


def since_read(thread: Thread) -> Changes | None:
    """Return what is new in a thread since a person last read it; None if nobody did, or nothing came."""
    read = thread.row.read
    if read is None or not any(article.seen > read for story in thread.stories for article in story.articles):
        return None
    return changes(thread.stories, read)


def changes(stories: Sequence[Story], since: datetime | None = None, told: Collection[str] | None = None) -> Changes:
    """Return what is new in a thread.

    An article is new if it came to us after `since`, or, where the ids of `told` stories are given, if its story is
    none of them.
    """
    ordered = in_order(stories)
    fresh = [_part(story, since, told, new=True) for story in ordered]
    known = [_part(story, since, told, new=False) for story in ordered]
    new = bounded([story for story in fresh if story.articles])
    old = bounded([story for story in known if story.articles])
    if not new:
        return Changes(since)
    began = tuple(s for s, before in zip(reversed(ordered), reversed(known), strict=True) if not before.articles)
    names = newcomers(_articles(old), _articles(new)) if old else ()
    return Changes(since, began, moved(old, new), names, _said(old, new))


def _part(story: Story, since: datetime | None, told: Collection[str] | None, *, new: bool) -> Story:
    """A story with only its new, or its known, articles."""
    untold = told is not None and story.id not in told
    kept = [a for a in story.articles if (untold or (since is not None and a.seen > since)) == new]
    return replace(story, articles=tuple(kept))


def _articles(stories: Sequence[Story]) -> list[Article]:
    return [article for story in stories for article in story.articles]


def _said(old: Sequence[Story], new: Sequence[Story]) -> tuple[Sentence, ...]:
    known = [quote.terms for quote in quotes(_articles(old), KNOWN_OPENING)]
    return Composer(new, known).summary().paragraph
