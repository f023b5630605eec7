"""Marks: a person follows, mutes and reads threads and stars articles. Each can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from briefing.errors import StoreError
from briefing.model.reading_times import read_before_session, unread_state
from briefing.store.action_log import (
    join_batch,
    last_action,
    mark_automatic,
    move_value,
    record,
)
from briefing.store.codecs import DISTANT_PAST, from_micros, optional_from_micros, optional_to_micros, to_micros
from briefing.store.database.connection import Repository
from briefing.store.read_states import (
    NEVER_READ,
    ReadStates,
    forget_read_after,
    forget_unread,
    has_unread_news,
    keep_states,
    log_changes,
    real_reading,
    states_of_thread,
    unread_before_last_reading,
)
from briefing.store.redirects import resolve
from briefing.store.refresh_clocks import clock_was_behind
from briefing.store.thread_states import FOLLOWED, MUTED, READ, followed_since, muted_since
from briefing.store.undoable import UndoableKind, article_label
from briefing.store.undoubted_stories import LAST_NEWS, NEWEST_STORY_START


class MarkRepository(Repository):
    """The tables marks and stars. Ids of threads that ended lead to their survivors; unknown ids raise StoreError."""

    def set_followed(self, thread: str, on: bool, at: datetime, *, undoable: bool = True) -> None:
        """Follow a thread, or stop following it; undo leaves it out unless `undoable`: rules do it too."""
        with self._db.writing() as db:
            id = _existing_thread(db, thread)
            if (followed_since(db, id) is not None) != on:
                action = record(db, FOLLOWED, id, to_micros(at) if on else None, at)
                if not undoable:
                    mark_automatic(db, action)

    def set_muted(self, thread: str, on: bool, at: datetime, *, until_new: bool = False) -> None:
        """Mute a thread for ever, or with `until_new` until a new story of it begins; or stop muting it."""
        with self._db.writing() as db:
            id = _existing_thread(db, thread)
            before, newest = muted_since(db, id), None
            if until_new:
                newest = db.execute(f"SELECT {NEWEST_STORY_START} FROM threads t WHERE id = ?", (id,)).fetchone()[0]
            if not on:
                record(db, MUTED, id, None, at)
            elif before is None or before[1] != newest:
                record(db, MUTED, id, [to_micros(at), newest], at)

    def set_read(self, thread: str, at: datetime, *, undoable: bool = True, listed: datetime | None = None) -> None:
        """Record up to when a person has read a thread; an earlier moment than the stored one changes nothing.

        That is `at`; but the moment of its newest article, if the clock was behind at the last refresh, since it would
        stay unread else; else `listed`, when the list that the person saw was loaded, if something came later.

        Undo leaves it out unless `undoable`: opening a thread, or resting on it, is no action; marking it as read is.
        Within a read session, the moment before it stays.
        """
        with self._db.writing() as db:
            id = _existing_thread(db, thread)
            sql = f"""SELECT {LAST_NEWS}, m.read, m.read_before
                FROM threads t LEFT JOIN marks m ON m.thread = t.n WHERE t.id = ?"""
            newest, read, before = db.execute(sql, (id,)).fetchone()
            now = to_micros(at)
            if newest > now and clock_was_behind(db):
                now = newest
            elif listed is not None and newest > to_micros(listed):
                now = to_micros(listed)
            if read is not None and now < read:
                return
            states = states_of_thread(db, id)
            last_reading = optional_from_micros(real_reading(read, before))
            moments = last_reading, optional_from_micros(before), from_micros(now)
            value = [now, optional_to_micros(read_before_session(*moments, has_news=has_unread_news(db, id)))]
            if read is not None and not any(states.values()):
                move_value(db, READ, id, value)
                return
            action = record(db, READ, id, value, at)
            if not undoable:
                mark_automatic(db, action)
            forget_unread(db, id)
            _log_read_changes(db, action, states, id)

    def set_all_read(self, threads: Sequence[str], at: datetime, listed: datetime | None = None) -> None:
        """Record that a person marked threads of a list as read, see `set_read`; one undo takes it back."""
        with self._db.writing() as db:
            before = last_action(db)
            for thread in dict.fromkeys(resolve(db, id) for id in threads):
                self.set_read(thread, at, listed=listed)
            join_batch(db, before)

    def set_unread(
        self,
        thread: str,
        on: bool,
        at: datetime,
        new_since: datetime | None = None,
        listed: datetime | None = None,
    ) -> None:
        """Count a thread as it counted before it was read last, but as unread; with `on` False as read now.

        Args:
            thread: The thread.
            on: Whether it is to be unread.
            at: The current moment.
            new_since: Since when news are new to the reader: a thread with such news, read for the first time, counts
                as never read again.
            listed: When the list was loaded that the person saw; None: the person saw the thread as it is.
        """
        if not on:
            self.set_read(thread, at, listed=listed)
            return
        with self._db.writing() as db:
            id = _existing_thread(db, thread)
            sql = f"""SELECT {LAST_NEWS}, m.read, m.read_before
                FROM threads t LEFT JOIN marks m ON m.thread = t.n WHERE t.id = ?"""
            newest, read, before = db.execute(sql, (id,)).fetchone()
            is_recent = new_since is not None and newest >= to_micros(new_since)
            was_new = read is not None and is_recent
            last_reading = optional_from_micros(real_reading(read, before))
            state = unread_state(was_new, last_reading, optional_from_micros(before), from_micros(newest), at)
            last_read = optional_to_micros(state.read)
            moment = NEVER_READ if state.is_marked else last_read
            states, unread_before = states_of_thread(db, id), unread_before_last_reading(db, id)
            action = record(db, READ, id, None if moment is None else [moment, last_read], at)
            if unread_before:
                now_unread = {n for n, is_unread in states_of_thread(db, id).items() if is_unread}
                keep_states(db, {**dict.fromkeys(now_unread, False), **unread_before})
            if not has_unread_news(db, id):
                forget_read_after(db, id, DISTANT_PAST if moment is None else moment)
            _log_read_changes(db, action, states, id)

    def set_starred(self, article: str, on: bool, at: datetime, *, undoable: bool = True) -> None:
        """Star an article, or remove its star; undo leaves it out unless `undoable`: rules do it too."""
        with self._db.writing() as db:
            if article_label(db, article) is None:
                raise StoreError(f"there is no article {article}")
            if (_starred_since(db, article) is not None) != on:
                action = record(db, STARRED, article, to_micros(at) if on else None, at)
                if not undoable:
                    mark_automatic(db, action)

    def starred_articles(self) -> frozenset[str]:
        """Return the ids of all starred articles."""
        with self._db.reading() as db:
            rows = db.execute("SELECT a.id FROM stars s JOIN articles a ON a.n = s.article")
            return frozenset(id for (id,) in rows)


def _log_read_changes(db: sqlite3.Connection, action: int | None, before: ReadStates, thread: str) -> None:
    if action is not None:
        log_changes(db, action, before, states_of_thread(db, thread))


def _existing_thread(db: sqlite3.Connection, id: str) -> str:
    """Return the id of the thread that `id` leads to; raise StoreError if there is none."""
    resolved = resolve(db, id)
    if db.execute("SELECT 1 FROM threads WHERE id = ?", (resolved,)).fetchone() is None:
        raise StoreError(f"there is no thread {resolved}")
    return resolved


def _starred_since(db: sqlite3.Connection, id: str) -> int | None:
    row = db.execute("SELECT s.at FROM stars s JOIN articles a ON a.n = s.article WHERE a.id = ?", (id,)).fetchone()
    return int(row[0]) if row else None


def _put_starred(db: sqlite3.Connection, id: str, at: int | None) -> None:
    if at is None:
        db.execute("DELETE FROM stars WHERE article = (SELECT n FROM articles WHERE id = ?)", (id,))
    else:
        db.execute("INSERT OR REPLACE INTO stars SELECT n, ? FROM articles WHERE id = ?", (at, id))


STARRED = UndoableKind(
    name="starred",
    verb="starred",
    undo_verb="unstarred",
    label=article_label,
    get=_starred_since,
    put=_put_starred,
)
