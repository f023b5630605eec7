"""Write a changed thread once, so that reading only ranks and renders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.model.articles import Story
from briefing.model.threads import Written
from briefing.text.titles import bare
from briefing.writing.headline import series, story_title, thread_title, without_label
from briefing.writing.lead import latest
from briefing.writing.reading import bounded, in_order
from briefing.writing.summary import summary
from briefing.writing.timeline import thread_timeline


def write(thread: str, stories: Sequence[Story], besides: str = "") -> Written:
    """Return what is written of a thread; of a very long one the first, newest and most supported stories are read.

    Its title is not `besides`, that of the larger affair it is part of.
    """
    read = bounded(stories)
    titles = {story.id: story.title or bare(story.articles[0].title) for story in in_order(stories)}
    titles |= {story.id: title for story in read if (title := story_title(story.articles))}
    title = thread_title(stories, besides)
    labels = series(read, title)
    timeline = thread_timeline(read, title)
    return Written(
        thread=thread,
        title=title,
        latest=without_label(latest(read, title), labels),
        summary=summary(read),
        timeline=tuple(replace(entry, title=without_label(entry.title, labels)) for entry in timeline),
        story_titles={id: without_label(told, labels) for id, told in titles.items()},
    )
