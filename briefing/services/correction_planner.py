"""Plans a correction that was asked for, by the ids of what it concerns: when it is made, and when it is made again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.grouping import correction_plans
from briefing.grouping.feedback import shared_names
from briefing.grouping.group import new_group_id
from briefing.model.grouping import Correction

if TYPE_CHECKING:
    from briefing.model.articles import Story
    from briefing.model.correction_request import CorrectionRequest
    from briefing.model.grouping import Constraints, CorrectionOperation, GroupKind, Plan
    from briefing.store.store import Store

NO_NAMES: Mapping[str, str] = {}
OPERATIONS: Mapping[str, CorrectionOperation] = {"merge": "merged", "split": "split", "move": "moved", "pin": "pinned"}
"""What is done, by the first word of the name of a request."""


class CorrectionPlanner:
    """Plans corrections; a BriefingError says what is in the way, such as a thread that has ended since."""

    def __init__(self, store: Store) -> None:
        """Plan for what a store holds."""
        self._store = store

    def plan(self, request: CorrectionRequest, at: datetime) -> Correction:
        """Return the correction that a request asks for, as of the moment at which a person made it."""
        constraints = self._store.corrections.constraints()
        match request.name:
            case "merge threads":
                return self._merge_threads(request, constraints, at)
            case "merge stories":
                return self._merge_stories(request, constraints, at)
            case "split story":
                return self._split_story(request, constraints, at)
            case "split articles":
                return self._split_articles(request, constraints, at)
            case "split article":
                return self._split_article(request, constraints, at)
            case "move story":
                return self._move_story(request, constraints, at)
            case "move articles":
                return self._move_articles(request, constraints, at)
            case "pin":
                return self._pin(request, constraints, at)

    # --- each of them --------------------------------------------------------------------------------------------

    def _merge_threads(self, request: CorrectionRequest, constraints: Constraints, at: datetime) -> Correction:
        surviving = self._stories_of(request.thread)
        absorbed = [story for other in request.ids for story in self._stories_of(other)]
        evidence = self._store.groups.evidence_of([story.id for story in absorbed])
        planned = correction_plans.merge_threads(surviving, absorbed, constraints, at, evidence)
        titles = self._store.threads.titles(request.ids)
        named = ", ".join(f'"{titles.get(other, other)}"' for other in request.ids)
        description = f'{named} into "{self._title_of(request.thread)}"'
        return _correction(request, "thread", description, planned, -1, shared_names(surviving, absorbed))

    def _merge_stories(self, request: CorrectionRequest, constraints: Constraints, at: datetime) -> Correction:
        target, other = (self._story(id) for id in (request.thread, *request.ids))
        if target.id == other.id or target.thread != other.thread:
            raise BriefingError(
                "These are not two stories of one thread.", "Merge their threads first, or move one of the stories."
            )
        planned = correction_plans.merge_stories(target, other, constraints, at)
        return _correction(request, "story", f'"{other.title}" into "{target.title}"', planned, -1)

    def _split_story(self, request: CorrectionRequest, constraints: Constraints, at: datetime) -> Correction:
        stories = self._stories_of(request.thread)
        story = _member(stories, request.ids[0])
        rest = [one for one in stories if one.id != story.id]
        if not rest:
            named = request.title or story.title
            raise BriefingError(f'The only story of its thread: "{named}".', "Move it into another thread instead.")
        new_thread = self._new_id("thread", _ids([story]))
        planned = correction_plans.split_story(story, rest, new_thread, constraints, at)
        named = request.title or story.title
        description = _named_apart(named, self._title_of(request.thread), "thread", len(story.articles))
        return _correction(request, "thread", description, planned, 1, shared_names([story], rest))

    def _split_articles(self, request: CorrectionRequest, constraints: Constraints, at: datetime) -> Correction:
        leaving, remaining = self._divided(request)
        if not remaining:
            raise BriefingError(f'Already a thread of its own: "{request.title}".')
        new_ids = (self._new_id("story", leaving), self._new_id("thread", leaving))
        planned = correction_plans.split_articles(leaving, remaining, new_ids, constraints, at)
        description = _named_apart(request.title, self._title_of(request.thread), "thread", len(request.ids))
        return _correction(request, "thread", description, planned, 1)

    def _split_article(self, request: CorrectionRequest, constraints: Constraints, at: datetime) -> Correction:
        (id,) = request.ids
        story = next((one for one in self._stories_of(request.thread) if id in _ids([one])), None)
        if story is None or len(story.articles) == 1:
            raise BriefingError(f'Already a story of its own: "{request.title}".')
        planned = correction_plans.split_article(id, story, self._new_id("story", [id]), constraints, at)
        return _correction(request, "story", _named_apart(request.title, story.title, "story", 1), planned, 1)

    def _move_story(self, request: CorrectionRequest, constraints: Constraints, at: datetime) -> Correction:
        stories, target = self._stories_of(request.thread), self._stories_of(request.target)
        story = _member(stories, request.ids[0])
        rest = [one for one in stories if one.id != story.id]
        planned = correction_plans.move_story(story, rest, target, constraints, at)
        return self._move(request, _counted(request.title or story.title, len(story.articles)), planned)

    def _move_articles(self, request: CorrectionRequest, constraints: Constraints, at: datetime) -> Correction:
        leaving, _ = self._divided(request)
        source, target = self._stories_of(request.thread), self._stories_of(request.target)
        new_story = self._new_id("story", leaving)
        planned = correction_plans.move_articles(leaving, source, target, new_story, constraints, at)
        return self._move(request, _counted(request.title, len(request.ids)), planned)

    def _move(self, request: CorrectionRequest, subject: str, planned: tuple[Plan, Constraints]) -> Correction:
        titles = self._store.threads.titles([request.thread, request.target])
        description = f'{subject} from "{titles[request.thread]}" to "{titles[request.target]}"'
        return _correction(request, "thread", description, planned)

    def _pin(self, request: CorrectionRequest, constraints: Constraints, at: datetime) -> Correction:
        stories = self._stories_of(request.thread)
        articles = set(_ids(stories))
        if any(link.kind == "thread" and articles <= link.articles for link in constraints.must_link):
            raise BriefingError(f'Already kept together: "{self._title_of(request.thread)}".')
        planned = correction_plans.pin(stories, constraints, at)
        return _correction(request, "thread", f'"{self._title_of(request.thread)}"', planned)

    # --- what is stored ------------------------------------------------------------------------------------------

    def _stories_of(self, thread: str) -> tuple[Story, ...]:
        if stories := self._store.threads.stories_of(thread):
            return stories
        raise BriefingError(f"The thread {thread} has ended in another one, or it is no longer stored.")

    def _story(self, id: str) -> Story:
        location = self._store.groups.locate(id)
        return _member(self._stories_of(location[2]) if location else (), id)

    def _title_of(self, thread: str) -> str:
        return self._store.threads.titles([thread]).get(thread, thread)

    def _new_id(self, kind: GroupKind, articles: Sequence[str]) -> str:
        return new_group_id(kind, articles, self._store.groups.exists)

    def _divided(self, request: CorrectionRequest) -> tuple[list[str], list[str]]:
        """Return which articles of the thread leave it, and which stay."""
        wanted, present = set(request.ids), _ids(self._stories_of(request.thread))
        leaving = [id for id in present if id in wanted]
        if not leaving:
            raise BriefingError(f'No longer in "{self._title_of(request.thread)}": "{request.title}".')
        return leaving, [id for id in present if id not in wanted]


def _correction(
    request: CorrectionRequest,
    kind: GroupKind,
    description: str,
    planned: tuple[Plan, Constraints],
    feedback_sign: int = 0,
    names: Mapping[str, str] = NO_NAMES,
) -> Correction:
    plan, constraints = planned
    operation = OPERATIONS[request.name.split()[0]]
    return Correction(operation, kind, description, plan, constraints, feedback_sign, names, request)


def _counted(title: str, count: int) -> str:
    """Return how messages name articles that leave a thread: by the headline of their row, and how many they are."""
    return f'"{title}"' if count == 1 else f'"{title}" ({count:,} articles)'


def _named_apart(title: str, source_title: str, source_kind: GroupKind, count: int) -> str:
    """Return how messages name what was split off, and what it was split off from if that has another title."""
    return f"{_counted(title, count)} and " + (f'"{source_title}"' if source_title != title else f"its {source_kind}")


def _member(stories: Collection[Story], id: str) -> Story:
    if story := next((one for one in stories if one.id == id), None):
        return story
    raise BriefingError(f"The story {id} is no longer in this thread.")


def _ids(stories: Collection[Story]) -> list[str]:
    return [article.id for story in stories for article in story.articles]
