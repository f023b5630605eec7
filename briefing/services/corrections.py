"""What a person puts right in stories and threads: a part of the services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.errors import BriefingError, StoreError
from briefing.model.grouping import Correction
from briefing.services.context import Context
from briefing.services.pipeline import Pipeline
from briefing.services.reading import Reading
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.grouping import Constraints, Feedback, GroupKind, Plan

NO_NAMES: Mapping[str, str] = {}
ACTION_LABELS = {"merged": "Merged", "split": "Kept apart", "moved": "Moved", "pinned": "Kept together"}


class Corrections:
    """Merge, split, move, pin, rename and set the affair of threads. Each can be undone."""

    def __init__(self, context: Context, reading: Reading, pipeline: Pipeline) -> None:
        self._context = context
        self._store = context.store
        self._reading = reading
        self._pipeline = pipeline

    def merge(self, target: str, *others: str) -> str:
        """Put all of the threads `others` into thread `one` for ever; of two stories of one thread, their articles.

        It is one correction, however many are merged.
        """
        from briefing.grouping.correction_plans import merge_stories, merge_threads
        from briefing.grouping.feedback import shared_names

        with self._correction_transaction():
            corrections, now = self._store.corrections.constraints(), self._context.now()
            first, second = self._story_by_id(target), self._story_by_id(others[0])
            if first and second and len(others) == 1:
                if first.id == second.id or first.thread != second.thread:
                    raise BriefingError(
                        "These are not two stories of one thread.", "Merge their threads first, or move one of them."
                    )
                made = merge_stories(first, second, corrections, now)
                return self._apply_correction("merged", "story", f'"{second.title}" and "{first.title}"', made, -1)
            keep = self._stories_of(self._reading.resolve_thread(target))
            threads = dict.fromkeys(map(self._reading.resolve_thread, others))
            if keep[0].thread in threads:
                raise BriefingError(f'"{self._thread_title(keep)}" is one thread already.')
            gone = [story for thread in threads for story in self._stories_of(thread)]
            evidence = self._store.groups.evidence_of([story.id for story in gone])
            made = merge_threads(keep, gone, corrections, now, evidence)
            names = shared_names(keep, gone)
            titles = self._store.threads.titles(list(threads))
            merged = ", ".join(f'"{titles.get(thread, thread)}"' for thread in threads)
            return self._apply_correction(
                "merged", "thread", f'{merged} and "{self._thread_title(keep)}"', made, -1, names
            )

    def split(self, reference: str, story: str = "") -> str:
        """Put a story of thread `name` into a thread of its own; `story` is an id, or words of its title.

        Without `story` it is article `name` that gets a story of its own.
        """
        from briefing.grouping.correction_plans import new_group_id, split_article, split_story
        from briefing.grouping.feedback import shared_names

        with self._correction_transaction():
            corrections, now = self._store.corrections.constraints(), self._context.now()
            if story:
                stories = self._stories_of(self._reading.resolve_thread(reference))
                found = self._resolve_story(stories, story)
                rest = [one for one in stories if one.id != found.id]
                if not rest:
                    raise BriefingError(f'"{found.title}" is all there is of its thread.')
                thread = new_group_id("thread", [article.id for article in found.articles], self._store.groups.exists)
                made = split_story(found, rest, thread, corrections, now)
                about = f'"{found.title}" and "{self._thread_title(stories)}"'
                return self._apply_correction("split", "thread", about, made, 1, shared_names([found], rest))
            article, home = self._article_and_story(reference)
            if len(home.articles) == 1:
                raise BriefingError(
                    f'"{article.title}" is the only article of its story.', "Split the story off its thread instead."
                )
            alone = new_group_id("story", [article.id], self._store.groups.exists)
            made = split_article(article.id, home, alone, corrections, now)
            return self._apply_correction("split", "story", f'"{article.title}" and "{home.title}"', made, 1)

    def move(self, article_or_story: str, target_thread: str) -> str:
        """Put an article or a story into the thread `to`, for ever and away from where it was."""
        from briefing.grouping.correction_plans import move_article, move_story, new_group_id

        with self._correction_transaction():
            corrections, now = self._store.corrections.constraints(), self._context.now()
            target = self._stories_of(self._reading.resolve_thread(target_thread))
            article, story = (
                (None, found)
                if (found := self._story_by_id(article_or_story))
                else self._article_and_story(article_or_story)
            )
            thread = self._stories_of(story.thread)
            what = article.title if article else story.title
            if story.thread == target[0].thread:
                raise BriefingError(f'"{what}" is in this thread already.')
            if article is None or len(story.articles) == 1:
                made = move_story(story, [one for one in thread if one.id != story.id], target, corrections, now)
            else:
                alone = new_group_id("story", [article.id], self._store.groups.exists)
                made = move_article(article.id, thread, target, alone, corrections, now)
            return self._apply_correction(
                "moved",
                "thread",
                f'"{what}" from "{self._thread_title(thread)}" to "{self._thread_title(target)}"',
                made,
            )

    def pin(self, reference: str) -> str:
        """Keep all that a thread holds now together for ever; what comes later is grouped as before."""
        from briefing.grouping.correction_plans import pin

        with self._correction_transaction():
            corrections = self._store.corrections.constraints()
            stories = self._stories_of(self._reading.resolve_thread(reference))
            held = {article.id for story in stories for article in story.articles}
            if any(bond.kind == "thread" and held <= bond.articles for bond in corrections.must_link):
                raise BriefingError(f'"{self._thread_title(stories)}" is kept together already.')
            made = pin(stories, corrections, self._context.now())
            return self._apply_correction("pinned", "thread", f'"{self._thread_title(stories)}"', made)

    def rename(self, thread_id: str, title: str) -> None:
        """Give a thread a title that stays, whatever is written of it; "" lets its title be written again."""
        with self._correction_transaction():
            self._store.corrections.rename(thread_id, clean(title), self._context.now())

    def set_affair(self, thread: str, affair: str) -> str:
        """Say that thread `child` is part of the larger affair `parent`, for ever; of none if `parent` is ""."""
        inner, outer = self._reading.resolve_thread(thread), self._reading.resolve_thread(affair) if affair else ""
        titles = self._store.threads.titles([inner, outer])
        try:
            self._store.affairs.set_affair(inner, outer, self._context.now())
        except StoreError as error:
            raise BriefingError(
                f"{str(error).capitalize()}.", "Merge them, or take the other one out first."
            ) from error
        above = f'"{titles[outer]}"' if outer else "no other thread"
        return f'"{titles[inner]}" is part of {above}'

    def undo(self) -> str:
        """Take back the last action that was not yet taken back; return it in words, "" if there is none."""
        with self._correction_transaction():
            return self._store.undo_log.undo_last(self._context.now())

    def history(self, thread_id: str) -> tuple[tuple[datetime, str], ...]:
        """Return what a person put right about a thread: when, and in words, newest first."""
        notes = self._store.corrections.of_thread(thread_id)
        return tuple(
            (at, f"{ACTION_LABELS[act]} {about}" if act in ACTION_LABELS else "Given its title")
            for at, act, about in notes
        )

    def feedback(self) -> tuple[Feedback, ...]:
        """Return what corrections taught about joining stories and threads."""
        return tuple(self._store.corrections.feedback())

    def forget_feedback(self) -> None:
        """Let the corrections made so far teach nothing more; they themselves stay."""
        self._store.corrections.forget_feedback(self._context.now())

    def _apply_correction(
        self,
        action: str,
        group_kind: GroupKind,
        description: str,
        planned: tuple[Plan, Constraints],
        feedback_sign: int = 0,
        names: Mapping[str, str] = NO_NAMES,
    ) -> str:
        """Carry a correction out; return in words what was done."""
        plan, corrections = planned
        self._store.corrections.apply(
            Correction(action, group_kind, description, plan, corrections, feedback_sign, names), self._context.now()
        )
        return f"{ACTION_LABELS[action]} {description}"

    @contextmanager
    def _correction_transaction(self) -> Iterator[None]:
        """One transaction, at the end of which all that was corrected in it has its profiles and is written anew."""
        with self._store.transaction():
            waiting = set(self._store.thread_texts.outdated_threads())
            yield
            changed = [thread for thread in self._store.thread_texts.outdated_threads() if thread not in waiting]
            if unprofiled := self._store.groups.threads_without_profiles():
                from briefing.grouping.profile_rebuild import rebuild_profiles

                for thread in unprofiled:
                    self._store.groups.save_profiles(
                        rebuild_profiles(self._store.threads.stories_of(thread), self._store.archive)
                    )
            if changed:
                self._pipeline.write_threads(changed)

    def _stories_of(self, thread_id: str) -> tuple[Story, ...]:
        return self._store.threads.stories_of(thread_id)

    def _thread_title(self, stories: Sequence[Story]) -> str:
        thread = stories[0].thread
        return self._store.threads.titles([thread]).get(thread, thread)

    def _story_by_id(self, story_id: str) -> Story | None:
        """The story of which a person said the id; None if it is none."""
        found = self._store.groups.locate(clean(story_id))
        if not found or found[0]:
            return None
        return next(story for story in self._stories_of(found[2]) if story.id == found[1])

    def _article_and_story(self, reference: str) -> tuple[Article, Story]:
        """The article a person means, and its story."""
        found = self._store.groups.locate(self._reading.resolve_article(reference)[0])
        if not found:
            raise BriefingError(f'"{clean(reference)}" is not grouped yet.', "`briefing refresh` does.")
        story = next(story for story in self._stories_of(found[2]) if story.id == found[1])
        return next(article for article in story.articles if article.id == found[0]), story

    def _resolve_story(self, stories: Sequence[Story], reference: str) -> Story:
        """The story of a thread that a person means by its id, the start of it, or words of its title."""
        name = clean(reference)
        named = [story for story in stories if len(name) > 2 and story.id.startswith(name)]
        wanted = name.casefold().split()
        same = [story for story in stories if story.title.casefold().split() == wanted]
        holding = [story for story in stories if all(word in story.title.casefold() for word in wanted)]
        found = named or same or holding
        if len(found) != 1:
            near = [f"{story.id} {story.title}" for story in (found or list(stories))[:8]]
            problem = f"names {len(found)} stories" if found else "names no story"
            raise BriefingError(f'"{name}" {problem} of this thread.', "Say more words, or an id.", near)
        return found[0]
