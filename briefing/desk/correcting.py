"""What a person puts right in stories and threads: a part of the desk."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.desk.arranging import Arranging
from briefing.errors import BriefingError, StoreError
from briefing.model.grouping import Correction
from briefing.text.clean import clean

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.grouping import Corrections, Kind, Lesson, Plan

NO_NAMES: Mapping[str, str] = {}
DONE = {"merged": "Merged", "split": "Kept apart", "moved": "Moved", "pinned": "Kept together"}


class Correcting(Arranging):
    """Merge, split, move, pin, rename; each can be undone."""

    @abstractmethod
    def resolve(self, words: str) -> str:
        """Return the id of the thread a person means."""

    # --- correcting --------------------------------------------------------------------------------------------------

    def merge(self, one: str, *others: str) -> str:
        """Put all of the threads `others` into thread `one` for ever; of two stories of one thread, their articles.

        It is one correction, however many are merged.
        """
        from briefing.grouping.acts import merge_stories, merge_threads
        from briefing.grouping.lessons import shared_names

        with self._mending():
            corrections, now = self._store.corrections(), self.now()
            first, second = self._story(one), self._story(others[0])
            if first and second and len(others) == 1:
                if first.id == second.id or first.thread != second.thread:
                    raise BriefingError(
                        "These are not two stories of one thread.", "Merge their threads first, or move one of them."
                    )
                made = merge_stories(first, second, corrections, now)
                return self._correct("merged", "story", f'"{second.title}" and "{first.title}"', made, -1)
            keep = self._stories(self.resolve(one))
            threads = dict.fromkeys(map(self.resolve, others))
            if keep[0].thread in threads:
                raise BriefingError(f'"{self._title(keep)}" is one thread already.')
            gone = [story for thread in threads for story in self._stories(thread)]
            evidence = self._store.evidence_of([story.id for story in gone])
            made = merge_threads(keep, gone, corrections, now, evidence)
            names = shared_names(keep, gone)
            titles = self._store.titles_of(list(threads))
            merged = ", ".join(f'"{titles.get(thread, thread)}"' for thread in threads)
            return self._correct("merged", "thread", f'{merged} and "{self._title(keep)}"', made, -1, names)

    def split(self, name: str, story: str = "") -> str:
        """Put a story of thread `name` into a thread of its own; `story` is an id, or words of its title.

        Without `story` it is article `name` that gets a story of its own.
        """
        from briefing.grouping.acts import new_id, split_article, split_story
        from briefing.grouping.lessons import shared_names

        with self._mending():
            corrections, now = self._store.corrections(), self.now()
            if story:
                stories = self._stories(self.resolve(name))
                found = self._among(stories, story)
                rest = [one for one in stories if one.id != found.id]
                if not rest:
                    raise BriefingError(f'"{found.title}" is all there is of its thread.')
                thread = new_id("thread", [article.id for article in found.articles], self._store.is_taken)
                made = split_story(found, rest, thread, corrections, now)
                about = f'"{found.title}" and "{self._title(stories)}"'
                return self._correct("split", "thread", about, made, 1, shared_names([found], rest))
            article, home = self._article(name)
            if len(home.articles) == 1:
                raise BriefingError(
                    f'"{article.title}" is the only article of its story.', "Split the story off its thread instead."
                )
            alone = new_id("story", [article.id], self._store.is_taken)
            made = split_article(article.id, home, alone, corrections, now)
            return self._correct("split", "story", f'"{article.title}" and "{home.title}"', made, 1)

    def move(self, child: str, to: str) -> str:
        """Put an article or a story into the thread `to`, for ever and away from where it was."""
        from briefing.grouping.acts import move_article, move_story, new_id

        with self._mending():
            corrections, now = self._store.corrections(), self.now()
            target = self._stories(self.resolve(to))
            article, story = (None, found) if (found := self._story(child)) else self._article(child)
            thread = self._stories(story.thread)
            what = article.title if article else story.title
            if story.thread == target[0].thread:
                raise BriefingError(f'"{what}" is in this thread already.')
            if article is None or len(story.articles) == 1:
                made = move_story(story, [one for one in thread if one.id != story.id], target, corrections, now)
            else:
                alone = new_id("story", [article.id], self._store.is_taken)
                made = move_article(article.id, thread, target, alone, corrections, now)
            return self._correct(
                "moved", "thread", f'"{what}" from "{self._title(thread)}" to "{self._title(target)}"', made
            )

    def pin(self, name: str) -> str:
        """Keep all that a thread holds now together for ever; what comes later is grouped as before."""
        from briefing.grouping.acts import pin

        with self._mending():
            corrections = self._store.corrections()
            stories = self._stories(self.resolve(name))
            held = {article.id for story in stories for article in story.articles}
            if any(bond.kind == "thread" and held <= bond.articles for bond in corrections.bonds):
                raise BriefingError(f'"{self._title(stories)}" is kept together already.')
            made = pin(stories, corrections, self.now())
            return self._correct("pinned", "thread", f'"{self._title(stories)}"', made)

    def rename(self, thread: str, title: str) -> None:
        """Give a thread a title that stays, whatever is written of it; "" lets its title be written again."""
        with self._mending():
            self._store.set_named(thread, clean(title), self.now())

    def under(self, child: str, parent: str) -> str:
        """Say that thread `child` is part of the larger affair `parent`, for ever; of none if `parent` is ""."""
        inner, outer = self.resolve(child), self.resolve(parent) if parent else ""
        titles = self._store.titles_of([inner, outer])
        try:
            self._store.set_parent(inner, outer, self.now())
        except StoreError as error:
            raise BriefingError(
                f"{str(error).capitalize()}.", "Merge them, or take the other one out first."
            ) from error
        above = f'"{titles[outer]}"' if outer else "no other thread"
        return f'"{titles[inner]}" is part of {above}'

    def undo(self) -> str:
        """Take back the last action that was not yet taken back; return it in words, "" if there is none."""
        with self._mending():
            return super().undo()

    def put_right(self, thread: str) -> tuple[tuple[datetime, str], ...]:
        """Return what a person put right about a thread: when, and in words, newest first."""
        notes = self._store.notes(thread)
        return tuple((at, f"{DONE[act]} {about}" if act in DONE else "Given its title") for at, act, about in notes)

    def learned(self) -> tuple[Lesson, ...]:
        """Return what corrections taught about joining stories and threads."""
        return tuple(self._store.lessons())

    def forget(self) -> None:
        """Let the corrections made so far teach nothing more; they themselves stay."""
        self._store.forget_lessons(self.now())

    # --- within ------------------------------------------------------------------------------------------------------

    def _correct(
        self,
        act: str,
        kind: Kind,
        about: str,
        made: tuple[Plan, Corrections],
        lesson: int = 0,
        names: Mapping[str, str] = NO_NAMES,
    ) -> str:
        """Carry a correction out; return in words what was done."""
        plan, corrections = made
        self._store.correct(Correction(act, kind, about, plan, corrections, lesson, names), self.now())
        return f"{DONE[act]} {about}"

    @contextmanager
    def _mending(self) -> Iterator[None]:
        """One transaction, at the end of which all that was corrected in it has its profiles and is written anew."""
        with self._store.whole():
            waiting = set(self._store.unwritten())
            yield
            changed = [thread for thread in self._store.unwritten() if thread not in waiting]
            if unprofiled := self._store.unprofiled():
                from briefing.grouping.rebuild import profiles_of

                for thread in unprofiled:
                    self._store.keep_profiles(profiles_of(self._store.stories_of(thread), self._store))
            if changed:
                self._save_written(changed)

    def _stories(self, thread: str) -> tuple[Story, ...]:
        return self._store.stories_of(thread)

    def _title(self, stories: Sequence[Story]) -> str:
        thread = stories[0].thread
        return self._store.titles_of([thread]).get(thread, thread)

    def _story(self, words: str) -> Story | None:
        """The story of which a person said the id; None if it is none."""
        found = self._store.place(clean(words))
        if not found or found[0]:
            return None
        return next(story for story in self._stories(found[2]) if story.id == found[1])

    def _article(self, words: str) -> tuple[Article, Story]:
        """The article a person means, and its story."""
        found = self._store.place(self.resolve_article(words)[0])
        if not found:
            raise BriefingError(f'"{clean(words)}" is not grouped yet.', "`briefing refresh` does.")
        story = next(story for story in self._stories(found[2]) if story.id == found[1])
        return next(article for article in story.articles if article.id == found[0]), story

    def _among(self, stories: Sequence[Story], words: str) -> Story:
        """The story of a thread that a person means by its id, the start of it, or words of its title."""
        name = clean(words)
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
