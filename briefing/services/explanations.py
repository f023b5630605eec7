"""The words of explanations: evidence names stems, readers want the words that their articles have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.articles import Story
    from briefing.model.curation import Explanation


def spelled_explanation(explanation: Explanation, stories: Sequence[Story]) -> Explanation:
    """Return an explanation whose evidence has words instead of stems.

    Args:
        explanation: The stored explanation.
        stories: The stories of its thread, oldest first, whose articles have the words.
    """
    from briefing.grouping.spellings import Spellings

    own = [explanation.article] if explanation.article else []
    newest = [article for story in reversed(stories) for article in story.articles]
    spelled = Spellings([*own, *explanation.story.articles, *newest]).spelled
    return replace(
        explanation,
        story_evidence=explanation.story_evidence and spelled(explanation.story_evidence),
        thread_evidence=explanation.thread_evidence and spelled(explanation.thread_evidence),
        affair_evidence=explanation.affair_evidence and spelled(explanation.affair_evidence),
        earlier_stories=tuple((story, one and spelled(one)) for story, one in explanation.earlier_stories),
    )
