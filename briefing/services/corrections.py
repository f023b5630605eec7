"""Corrections of stories and threads: merge, split, move, pin, rename, set the affair; and undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.errors import BriefingError, ConfigError, StoreError
from briefing.model.correction_request import CorrectionRequest, logged_request
from briefing.services.config_edits import ConfigChangedError
from briefing.services.context import Context
from briefing.services.known_names import KnownNames
from briefing.services.refreshing.pipeline import Pipeline
from briefing.text.html.clean import clean
from briefing.text.titles import bare_headline

if TYPE_CHECKING:
    from briefing.model.articles import Article, Story
    from briefing.model.coverage import FormerText
    from briefing.model.grouping import Feedback
    from briefing.model.undone_action import UndoneAction
    from briefing.store.undo_log import LoggedCorrection

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
        self._first_titles: dict[str, str] = {}
        """The headlines under which it splits new threads off, by their ids."""

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
                return self._carry_out(CorrectionRequest("merge stories", first.id, (second.id,)))
            thread = self._names.resolve_thread(target)
            other_ids = tuple(dict.fromkeys(map(self._names.resolve_thread, others)))
            title = self._title_of(thread)
            if thread in other_ids:
                raise BriefingError(f'Already one thread: "{title}".')
            message = self._carry_out(CorrectionRequest("merge threads", thread, other_ids))
        final = self._title_of(thread)
        return message if final == title else f'{message}; its title is now "{final}"'

    def split(self, reference: str, part: str = "") -> str:
        """Split a story or an article off its thread, or an article off its story.

        Args:
            reference: The thread; or, without `part`, the article that gets a story of its own. If it has one, that
                gets a thread of its own.
            part: Id of a story of the thread, or words of its title, or id of an article; it gets a thread of its own.
        """
        with self._correction_transaction():
            if part:
                return self._split_off(self._names.resolve_thread(reference), part)
            article, story = self._article_and_story(reference)
            if len(story.articles) == 1:
                return self._split_articles(story.thread, [article.id], article.title)
            return self._carry_out(CorrectionRequest("split article", story.thread, (article.id,), title=article.title))

    def split_articles(self, thread: str, articles: Sequence[str], title: str) -> str:
        """Give articles of a thread, as those of an event, a thread of their own; all others stay where they are.

        Args:
            thread: Reference of the thread.
            articles: Their ids. They may be a part of a story, or of several stories.
            title: What the message calls them: the headline of the event, or of the article.
        """
        with self._correction_transaction():
            return self._split_articles(self._names.resolve_thread(thread), articles, title)

    def move(self, article_or_story: str, target_thread: str) -> str:
        """Move an article or a story into another thread, and keep it out of its present one."""
        with self._correction_transaction():
            target = self._names.resolve_thread(target_thread)
            if story := self._story_by_id(article_or_story):
                self._refuse_move_within(story.thread, target, story.title)
                return self._carry_out(CorrectionRequest("move story", story.thread, (story.id,), target))
            article, story = self._article_and_story(article_or_story)
            return self._move_articles(story.thread, [article.id], target, article.title)

    def move_articles(self, thread: str, articles: Sequence[str], target_thread: str, title: str) -> str:
        """Move articles of a thread, as those of an event, into another one, and keep them out of their present one.

        Args:
            thread: Reference of the thread.
            articles: Their ids. They may be a part of a story, or of several stories.
            target_thread: Reference of the thread that they get into.
            title: What the message calls them: the headline of the event, or of the article.
        """
        with self._correction_transaction():
            source, target = (self._names.resolve_thread(one) for one in (thread, target_thread))
            return self._move_articles(source, articles, target, title)

    def pin(self, reference: str) -> str:
        """Keep the present articles of a thread together; new articles are grouped as before."""
        with self._correction_transaction():
            return self._carry_out(CorrectionRequest("pin", self._names.resolve_thread(reference)))

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
            BriefingError: It was an edit of feeds.toml, a regrouping or an import, or what it concerns changed since.
        """
        with self._correction_transaction():
            try:
                return self._store.undo_log.redo_last_action(self._carry_out_again)
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

    def _split_off(self, thread: str, reference: str) -> str:
        """Split a story off a thread, or an article that is named by its id or the start of it."""
        stories, name = self._stories_of(thread), clean(reference)
        articles = [one for story in stories for one in story.articles if one.id.startswith(name)]
        if len(articles) == 1 and len(name) >= MIN_ID_PREFIX:
            return self._split_articles(thread, [articles[0].id], articles[0].title)
        return self._carry_out(CorrectionRequest("split story", thread, (_resolve_story(stories, reference).id,)))

    def _split_articles(self, thread: str, articles: Sequence[str], title: str) -> str:
        """Split articles off a thread; a story that is just these goes as a whole, and keeps its id."""
        if whole := self._story_of(thread, articles):
            return self._carry_out(CorrectionRequest("split story", thread, (whole.id,), title=title))
        return self._carry_out(CorrectionRequest("split articles", thread, tuple(articles), title=title))

    def _move_articles(self, source: str, articles: Sequence[str], target: str, title: str) -> str:
        """Move articles into another thread; a story that is just these goes as a whole, and keeps its id."""
        self._refuse_move_within(source, target, title)
        if whole := self._story_of(source, articles):
            return self._carry_out(CorrectionRequest("move story", source, (whole.id,), target, title))
        return self._carry_out(CorrectionRequest("move articles", source, tuple(articles), target, title))

    def _refuse_move_within(self, source: str, target: str, title: str) -> None:
        if source == target:
            raise BriefingError(f'Already in this thread: "{title}".')

    def _carry_out(self, request: CorrectionRequest, again: LoggedCorrection | None = None) -> str:
        """Store a correction that is asked for, or made again; return a message that says what was done."""
        from briefing.services.correction_planner import CorrectionPlanner

        at = again.at if again else self._context.now()
        correction = CorrectionPlanner(self._store).plan(request, at)
        placed = [id for one in (*correction.plan.articles, *correction.plan.stories) for id in (one.child, one.parent)]
        relinked = correction.constraints.articles_with_changed_links(self._store.corrections.constraints())
        self._former |= self._store.thread_texts.former_texts([*placed, *relinked])
        if correction.operation == "split" and correction.kind == "thread" and request.title:
            self._first_titles |= {one.parent: bare_headline(request.title) for one in correction.plan.stories}
        self._store.corrections.apply(correction, at, again.number if again else None)
        return f"{ACTION_LABELS[correction.operation]} {correction.description}"

    def _carry_out_again(self, logged: LoggedCorrection) -> str:
        """Make a correction again that was undone; return a message, "" if the log does not say what was asked for."""
        request = logged_request(logged.value)
        if request is None:
            return ""
        try:
            message = self._carry_out(request, logged)
        except BriefingError as error:
            reason = str(error)
            raise BriefingError(f"It cannot be done again: {reason[:1].lower()}{reason[1:]}") from error
        return f"{message[:1].lower()}{message[1:]}"

    @contextmanager
    def _correction_transaction(self) -> Iterator[None]:
        """Hold one transaction; before it ends, rebuild missing profiles and write the threads that were changed."""
        with self._store.transaction():
            self._former, self._first_titles = {}, {}
            outdated_before = set(self._store.thread_texts.outdated_threads())
            yield
            changed = [id for id in self._store.thread_texts.outdated_threads() if id not in outdated_before]
            self._pipeline.rebuild_profiles(self._store.groups.threads_without_profiles())
            if changed:
                self._pipeline.write_threads(changed, self._former, self._first_titles)

    # --- what a person names -------------------------------------------------------------------------------------

    def _stories_of(self, thread_id: str) -> tuple[Story, ...]:
        return self._store.threads.stories_of(thread_id)

    def _title_of(self, thread: str) -> str:
        return self._store.threads.titles([thread]).get(thread, thread)

    def _story_of(self, thread: str, articles: Sequence[str]) -> Story | None:
        """Return the story of a thread that has just these of its articles; None if there is none."""
        wanted = set(articles)
        return next((one for one in self._stories_of(thread) if {each.id for each in one.articles} == wanted), None)

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
