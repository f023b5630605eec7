"""Where imported articles belong: in the groups that the other store made, as far as this store does not differ.

Pure. What this store grouped already stays; what it does not know joins the group here that holds most of the same
group there, or becomes a group with the id that it had there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from briefing.grouping.group import new_group_id
from briefing.model.grouping import GroupKind, Homes, Placement, Plan
from briefing.model.personal_data import ExportedThread


class PlannedImport(NamedTuple):
    """The plan that places imported articles, and the thread here of each imported thread by its id there."""

    plan: Plan
    thread_by_id: Mapping[str, str]


def plan_imported(threads: Iterable[ExportedThread], current: Homes, is_taken: Callable[[str], bool]) -> PlannedImport:
    """Place the articles of threads that have no story yet.

    Args:
        threads: The threads; their articles have the ids of this store, and each article is stored.
        current: Where those of their articles are that this store has grouped.
        is_taken: Whether an id of a story or thread is in use, or leads to another one.
    """
    chosen: set[str] = set()
    articles: list[Placement] = []
    stories: list[Placement] = []
    thread_by_id: dict[str, str] = {}

    def free_id(kind: GroupKind, wanted: str, members: Sequence[str]) -> str:
        if wanted and wanted not in chosen and not is_taken(wanted):
            return wanted
        return new_group_id(kind, members, lambda id: id in chosen or is_taken(id))

    for thread in threads:
        members = [article for _, of_story in thread.stories for article in of_story]
        if not members:
            continue
        threads_here = Counter(current[article].thread for article in members if article in current)
        thread_id = threads_here.most_common(1)[0][0] if threads_here else free_id("thread", thread.id, members)
        chosen.add(thread_id)
        thread_by_id[thread.id] = thread_id
        for story_id, of_story in thread.stories:
            new = [article for article in of_story if article not in current]
            if not new:
                continue
            grouped = [current[article] for article in of_story if article in current]
            stories_here = Counter(home.story for home in grouped if home.thread == thread_id)
            story_here = stories_here.most_common(1)[0][0] if stories_here else free_id("story", story_id, new)
            if not stories_here:
                chosen.add(story_here)
                stories.append(Placement(story_here, thread_id))
            articles += [Placement(article, story_here) for article in new]
    return PlannedImport(Plan(articles=tuple(articles), stories=tuple(stories)), thread_by_id)
