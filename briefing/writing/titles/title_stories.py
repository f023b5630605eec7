"""Which stories of a thread its title is chosen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from briefing.model.articles import Story


def title_stories(stories: Sequence[Story], added: Mapping[str, datetime]) -> tuple[Story, ...]:
    """Return the stories of a thread without the articles that do not name it: a merge or a move renames no thread.

    Those are the articles that a person put into it and that were published before. What is published later in an
    added story may name the thread. If nothing else is left, all articles do.

    Args:
        stories: The stories of the thread.
        added: When a person put articles into it, by their ids.
    """
    naming = []
    for story in stories:
        articles = tuple(
            article for article in story.articles if article.id not in added or article.published > added[article.id]
        )
        if articles:
            naming.append(replace(story, articles=articles))
    return tuple(naming or stories)
