"""Corrections of stories and threads: merge, split, move, pin, rename, set the affair; and undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.errors import BriefingError, ConfigError, StoreError
from briefing.model.grouping import Correction
from briefing.services.config_edits import ConfigChangedError
from briefing.services.context import Context
from briefing.services.known_names import KnownNames
from briefing.services.refreshing.pipeline import Pipeline
from briefing.text.html.clean import clean

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.coverage import FormerText
    from briefing.model.grouping import Constraints, CorrectionOperation, Feedback, GroupKind, Plan
    from briefing.model.undone_action import UndoneAction

NO_NAMES: Mapping[str, str] = {}
ACTION_LABELS = {"merged": "Merged", "split": "Kept apart", "moved": "Moved", "pinned": "Kept together"}
MIN_ID_PREFIX = 3
"""Characters of an id that name a story: a shorter word is rather a word of its title."""
MAX_SUGGESTIONS = 8
"""Stories that an error suggests at most."""


class Corrections:
    """Corrects groups. A correction is a constraint that outranks the grouping for ever, and can be undone."""

    def __init__(
        self,
        context: Context,
        names: KnownNames,
        pipeline: Pipeline,
        undo_feed_edit: Callable[[str, dict[str, Any]], str] = lambda *_: "",
    ) -> None:
        """Correct the groups of a store; `undo_feed_edit` takes an edit of feeds.toml back and returns a message."""
        self._context = context
        self._store = context.store
        self._names = names
        self._pipeline = pipeline
        self._undo_feed_edit = undo_feed_edit
        self._former: dict[str, FormerText] = {}
        """What was written of the threads that the present correction concerns, before it."""

    # --- what a person can do ------------------------------------------------------------------------------------

    def merge(self, target: str, *others: str) -> str:
        """Merge threads into one, or two stories of one thread into one story; this is one correction.

        The thread that remains keeps its title until later articles change it.

        Args:
            target: Reference of the thread, or id of the story, that remains.
            others: References of the threads, or the id of the story, to merge into it.

        Returns:
            A message that says what was done, as `split`, `move`, `pin` and `set_affair` return it too.

        Raises:
            BriefingError: A reference is unknown or ambiguous, or there is nothing to merge.
        """
        with self._correction_transaction():
            first, second = self._story_by_id(target), self._story_by_id(others[0])
            if first and second and len(others) == 1:
                return self._merge_stories(first, second)
            thread = self._names.resolve_thread(target)
            title = self._title_of(thread)
            message = self._merge_threads(thread, others)
        final = self._title_of(thread)
        return message if final == title else f'{message}; its title is now "{final}"'

    def split(self, reference: str, story: str = "") -> str:
        """Split a story off its thread, or an article off its story.

        Args:
            reference: The thread; or, without `story`, the article that gets a story of its own.
            story: Id of a story of the thread, or words of its title; it gets a thread of its own.
        """
        with self._correction_transaction():
            return self._split_story(reference, story) if story else self._split_article(reference)

    def split_event(self, thread: str, articles: Sequence[str], title: str) -> str:
        """Give the articles of one event of a timeline a thread of their own; all others stay where they are.

        Args:
            thread: Reference of the thread.
            articles: The ids of the articles of the event, which may be a part of a story, or of several stories.
            title: The headline of the event, which names it in the message.
        """
        with self._correction_transaction():
            return self._split_event(self._names.resolve_thread(thread), frozenset(articles), title)

    def move(self, article_or_story: str, target_thread: str) -> str:
        """Move an article or a story into another thread, and keep it out of its present one."""
        from briefing.grouping.correction_plans import move_article, move_story
        from briefing.grouping.group import new_group_id

        with self._correction_transaction():
            constraints, now = self._store.corrections.constraints(), self._context.now()
            target = self._stories_of(self._names.resolve_thread(target_thread))
            article: Article | None = None
            story = self._story_by_id(article_or_story)
            if story is None:
                article, story = self._article_and_story(article_or_story)
            source = self._stories_of(story.thread)
            title = article.title if article else story.title
            if story.thread == target[0].thread:
                raise BriefingError(f'Already in this thread: "{title}".')
            if article is None or len(story.articles) == 1:
                planned = move_story(story, [one for one in source if one.id != story.id], target, constraints, now)
            else:
                new_story = new_group_id("story", [article.id], self._store.groups.exists)
                planned = move_article(article.id, source, target, new_story, constraints, now)
            description = f'"{title}" from "{self._title_of(source[0].thread)}" to "{self._title_of(target[0].thread)}"'
            return self._apply_correction("moved", "thread", description, planned)

    def pin(self, reference: str) -> str:
        """Keep the present articles of a thread together; new articles are grouped as before."""
        from briefing.grouping.correction_plans import pin

        with self._correction_transaction():
            constraints = self._store.corrections.constraints()
            stories = self._stories_of(self._names.resolve_thread(reference))
            articles = {article.id for story in stories for article in story.articles}
            if any(link.kind == "thread" and articles <= link.articles for link in constraints.must_link):
                raise BriefingError(f'Already kept together: "{self._title_of(stories[0].thread)}".')
            planned = pin(stories, constraints, self._context.now())
            return self._apply_correction("pinned", "thread", f'"{self._title_of(stories[0].thread)}"', planned)

    def rename(self, thread_id: str, title: str) -> None:
        """Give a thread a title that later articles do not change; "" goes back to the automatic title."""
        with self._correction_transaction():
            self._store.corrections.rename(thread_id, clean(title), self._context.now())

    def set_affair(self, thread: str, affair: str) -> str:
        """Make a thread part of a larger affair, another thread; "" makes it part of none."""
        part_id = self._names.resolve_thread(thread)
        affair_id = self._names.resolve_thread(affair) if affair else ""
        titles = self._store.threads.titles([part_id, affair_id])
        relation = f'part of "{titles[affair_id]}"' if affair_id else "part of no other thread"
        try:
            self._store.affairs.set_affair(part_id, affair_id, self._context.now())
        except StoreError as error:
            message = f"{str(error).capitalize()}."
            raise BriefingError(message, "Merge them, or first take the other thread out of its affair.") from error
        return f'"{titles[part_id]}" is now {relation}'

    def undo(self) -> str:
        """Undo the last action as `undo_action` does, and return what was undone, "" if there is nothing to undo."""
        return self.undo_action().message

    def undo_action(self) -> UndoneAction:
        """Undo the last action that was not undone yet.

        Raises:
            ConfigChangedError: It was an edit of feeds.toml, which was changed since. The file stays as it is, and the
                next undo reverts the action before.
        """
        refusals: list[ConfigChangedError] = []

        def undo_feed_edit(path: str, reverse: dict[str, Any]) -> str:
            try:
                return self._undo_feed_edit(path, reverse)
            except ConfigChangedError as error:
                refusals.append(error)
                return str(error)

        with self._correction_transaction():
            undone = self._store.undo_log.undo_last_action(self._context.now(), undo_feed_edit)
        if refusals:
            raise refusals[0]
        return undone

    def redo_action(self) -> UndoneAction:
        """Do again what was undone last, unless another action was made since.

        Raises:
            BriefingError: It was a correction or an edit of feeds.toml, or the value changed since the undo.
        """
        with self._correction_transaction():
            try:
                return self._store.undo_log.redo_last_action()
            except StoreError as error:
                raise BriefingError(f"{str(error).capitalize()}.") from error

    def take_unwritten_note(self) -> str:
        """Return which thread a fault of the program left with its former text since the last call, "" if none."""
        faults = self._pipeline.faults.take()
        if not faults:
            return ""
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        first = faults[0]
        cause = first.cause if first.is_damage else f"a fault of the program ({first.cause})"
        return f"{first.subject}{more} could not be written: {cause}; the next refresh tries again"

    def history(self, thread_id: str) -> tuple[tuple[datetime, str], ...]:
        """Return the corrections of a thread, newest first: when each was made, and what it did."""
        return tuple(
            (at, f"{ACTION_LABELS[action]} {description}" if action in ACTION_LABELS else "Renamed")
            for at, action, description in self._store.corrections.of_thread(thread_id)
        )

    def feedback(self) -> tuple[Feedback, ...]:
        """Return what grouping learned from corrections."""
        return tuple(self._store.corrections.feedback())

    def forget_feedback(self) -> None:
        """Forget what grouping learned from the corrections so far; the corrections themselves stay."""
        self._store.corrections.forget_feedback(self._context.now())

    # --- how it is done ------------------------------------------------------------------------------------------

    def _merge_stories(self, target: Story, other: Story) -> str:
        from briefing.grouping.correction_plans import merge_stories

        if target.id == other.id or target.thread != other.thread:
            raise BriefingError(
                "These are not two stories of one thread.", "Merge their threads first, or move one of the stories."
            )
        planned = merge_stories(target, other, self._store.corrections.constraints(), self._context.now())
        return self._apply_correction("merged", "story", f'"{other.title}" into "{target.title}"', planned, -1)

    def _merge_threads(self, thread: str, others: Sequence[str]) -> str:
        from briefing.grouping.correction_plans import merge_threads
        from briefing.grouping.feedback import shared_names

        target_stories = self._stories_of(thread)
        other_ids = list(dict.fromkeys(map(self._names.resolve_thread, others)))
        if thread in other_ids:
            raise BriefingError(f'Already one thread: "{self._title_of(thread)}".')
        merged = [story for other in other_ids for story in self._stories_of(other)]
        evidence = self._store.groups.evidence_of([story.id for story in merged])
        constraints = self._store.corrections.constraints()
        planned = merge_threads(target_stories, merged, constraints, self._context.now(), evidence)
        titles = self._store.threads.titles(other_ids)
        named = ", ".join(f'"{titles.get(other, other)}"' for other in other_ids)
        description = f'{named} into "{self._title_of(thread)}"'
        return self._apply_correction(
            "merged", "thread", description, planned, -1, shared_names(target_stories, merged)
        )

    def _split_story(self, thread_reference: str, story_reference: str) -> str:
        from briefing.grouping.correction_plans import split_story
        from briefing.grouping.feedback import shared_names
        from briefing.grouping.group import new_group_id

        stories = self._stories_of(self._names.resolve_thread(thread_reference))
        story = _resolve_story(stories, story_reference)
        rest = [one for one in stories if one.id != story.id]
        if not rest:
            raise BriefingError(f'The only story of its thread: "{story.title}".')
        new_thread = new_group_id("thread", [article.id for article in story.articles], self._store.groups.exists)
        planned = split_story(story, rest, new_thread, self._store.corrections.constraints(), self._context.now())
        description = _named_apart(story.title, self._title_of(stories[0].thread), "thread")
        return self._apply_correction("split", "thread", description, planned, 1, shared_names([story], rest))

    def _split_event(self, thread: str, wanted: frozenset[str], title: str) -> str:
        from briefing.grouping.correction_plans import split_articles
        from briefing.grouping.group import new_group_id

        stories = self._stories_of(thread)
        present = [article.id for story in stories for article in story.articles]
        leaving = [id for id in present if id in wanted]
        remaining = [id for id in present if id not in wanted]
        if not leaving or not remaining:
            raise BriefingError(f'The only event of its thread: "{title}".')
        whole = [story for story in stories if {article.id for article in story.articles} == wanted]
        if whole:
            return self._split_story(thread, whole[0].id)
        new_ids = tuple(new_group_id(kind, leaving, self._store.groups.exists) for kind in ("story", "thread"))
        constraints = self._store.corrections.constraints()
        planned = split_articles(leaving, remaining, (new_ids[0], new_ids[1]), constraints, self._context.now())
        return self._apply_correction(
            "split", "thread", _named_apart(title, self._title_of(thread), "thread"), planned, 1
        )

    def _split_article(self, reference: str) -> str:
        from briefing.grouping.correction_plans import split_article
        from briefing.grouping.group import new_group_id

        article, story = self._article_and_story(reference)
        if len(story.articles) == 1:
            raise BriefingError(
                f'The only article of its story: "{article.title}".', "Split the story off its thread instead."
            )
        new_story = new_group_id("story", [article.id], self._store.groups.exists)
        constraints = self._store.corrections.constraints()
        planned = split_article(article.id, story, new_story, constraints, self._context.now())
        return self._apply_correction("split", "story", _named_apart(article.title, story.title, "story"), planned, 1)

    def _apply_correction(
        self,
        operation: CorrectionOperation,
        group_kind: GroupKind,
        description: str,
        planned: tuple[Plan, Constraints],
        feedback_sign: int = 0,
        names: Mapping[str, str] = NO_NAMES,
    ) -> str:
        """Store a planned correction; return a message that says what was done."""
        plan, constraints = planned
        placed = [id for one in (*plan.articles, *plan.stories) for id in (one.child, one.parent)]
        relinked = constraints.articles_with_changed_links(self._store.corrections.constraints())
        self._former |= self._store.thread_texts.former_texts([*placed, *relinked])
        correction = Correction(operation, group_kind, description, plan, constraints, feedback_sign, names)
        self._store.corrections.apply(correction, self._context.now())
        return f"{ACTION_LABELS[operation]} {description}"

    @contextmanager
    def _correction_transaction(self) -> Iterator[None]:
        """Hold one transaction; before it ends, rebuild missing profiles and write the threads that were changed."""
        with self._store.transaction():
            self._former = {}
            outdated_before = set(self._store.thread_texts.outdated_threads())
            yield
            changed = [id for id in self._store.thread_texts.outdated_threads() if id not in outdated_before]
            self._pipeline.rebuild_profiles(self._store.groups.threads_without_profiles())
            if changed:
                self._pipeline.write_threads(changed, self._former)

    # --- what a person names -------------------------------------------------------------------------------------

    def _stories_of(self, thread_id: str) -> tuple[Story, ...]:
        return self._store.threads.stories_of(thread_id)

    def _title_of(self, thread: str) -> str:
        return self._store.threads.titles([thread]).get(thread, thread)

    def _story_by_id(self, story_id: str) -> Story | None:
        """Return the story with this id; None if it is the id of something else, or of nothing."""
        location = self._store.groups.locate(clean(story_id))
        if not location or location[0]:
            return None
        return next(story for story in self._stories_of(location[2]) if story.id == location[1])

    def _article_and_story(self, reference: str) -> tuple[Article, Story]:
        """Return the article that `reference` names, and its story."""
        self._refuse_thread(clean(reference))
        location = self._store.groups.locate(self._names.resolve_article(reference)[0])
        if not location:
            raise BriefingError(f'"{clean(reference)}" is not grouped yet.', "`briefing refresh` groups it.")
        story = next(story for story in self._stories_of(location[2]) if story.id == location[1])
        return next(article for article in story.articles if article.id == location[0]), story

    def _refuse_thread(self, id: str) -> None:
        """Raise ConfigError, with the stories to choose from, if this is the id of a thread."""
        if (title := self._store.threads.titles([id]).get(id)) is None:
            return
        stories = [f"{story.id} {story.title}" for story in self._stories_of(id)[:MAX_SUGGESTIONS]]
        hint = "Name one of its stories: `split THREAD STORY`, `move STORY --to THREAD`; `merge` joins two threads."
        raise ConfigError(f'{id} is a thread, "{title}", and no story.', hint, stories)


def _named_apart(title: str, source_title: str, source_kind: GroupKind) -> str:
    """Return how messages name what was split off, and what it was split off from if that has another title."""
    return f'"{title}" and ' + (f'"{source_title}"' if source_title != title else f"its {source_kind}")


def _resolve_story(stories: Sequence[Story], reference: str) -> Story:
    """Return the story of a thread with this id, prefix of an id, or words of the title."""
    name = clean(reference)
    words = name.casefold().split()
    by_id = [story for story in stories if len(name) >= MIN_ID_PREFIX and story.id.startswith(name)]
    by_title = [story for story in stories if story.title.casefold().split() == words]
    by_words = [story for story in stories if all(word in story.title.casefold() for word in words)]
    matches = by_id or by_title or by_words
    if len(matches) != 1:
        suggestions = [f"{story.id} {story.title}" for story in (matches or list(stories))[:MAX_SUGGESTIONS]]
        problem = f"matches {len(matches)} stories" if matches else "matches no story"
        raise ConfigError(f'"{name}" {problem} of this thread.', "Use more words of the title, or an id.", suggestions)
    return matches[0]
