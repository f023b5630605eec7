"""What a person decides about threads and articles: follow, mute, star, mark as read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from briefing.errors import ConfigError
from briefing.services.context import Context
from briefing.services.reading import Reading
from briefing.text.clean import clean
from briefing.text.query import containing, did_you_mean

if TYPE_CHECKING:
    from briefing.model.curation import HiddenThread, MuteRule

CHECKED_KEYS = ("section", "publisher", "feed")
"""Keys of a query of which only values that there are make sense."""


class Curation:
    """Marks of threads and articles, and the rules that hide threads."""

    def __init__(self, context: Context, reading: Reading) -> None:
        self._context = context
        self._store = context.store
        self._reading = reading

    def follow(self, thread_id: str, on: bool = True) -> None:
        """Follow a thread, or no longer."""
        self._store.marks.set_followed(thread_id, on, self._context.now())

    def mute(self, thread_id: str, on: bool = True, *, until: Literal["forever", "new"] = "forever") -> None:
        """Leave a thread out of lists and digests, for ever or until a new story of it begins; or no longer."""
        self._store.marks.set_muted(thread_id, on, self._context.now(), until_new=until == "new")

    def mute_words(self, words: str, on: bool = True) -> None:
        """Leave out the threads with these words in their titles, unless they are followed; or no longer."""
        if not any(map(str.isalnum, words)):
            raise ConfigError(
                "Nothing to mute: a rule needs a word.", 'Write it as `briefing mute --word "world cup"`.'
            )
        self._store.rules.set_active("word", words, on, self._context.now())

    def mute_publisher(self, name: str, on: bool = True) -> str:
        """Leave out the threads that muted publishers tell alone, unless they are followed; or no longer.

        Return the publisher's full name; ConfigError if `name` means none, or several.
        """
        muted = tuple(rule.value for rule in self.mute_rules() if rule.kind == "publisher")
        publisher = _resolve_name("publisher", name, self._reading.values_for_key("publisher") if on else muted)
        self._store.rules.set_active("publisher", publisher, on, self._context.now())
        return publisher

    def mute_rules(self) -> tuple[MuteRule, ...]:
        """Return what is muted beside single threads, the oldest rule first."""
        return tuple(self._store.rules.all())

    def hidden_threads(self) -> tuple[HiddenThread, ...]:
        """Return the threads that lists leave out, and why, newest first."""
        now = self._context.now()
        return tuple(self._store.threads.hidden(now, now - timedelta(days=1)))

    def star(self, article_id: str, on: bool = True) -> None:
        """Star an article, or no longer."""
        self._store.marks.set_starred(article_id, on, self._context.now())

    def starred_ids(self) -> frozenset[str]:
        """Return the ids of all starred articles."""
        return self._store.marks.starred_articles()

    def mark_read(self, thread_id: str) -> None:
        """Remember that a thread was read up to now; this cannot be undone."""
        self._store.marks.set_read(thread_id, self._context.now())

    def mark_unread(self, thread_id: str, on: bool = True) -> None:
        """Count a thread as if its last article had come after it was read; or as read now. This can be undone."""
        self._store.marks.set_unread(thread_id, on, self._context.now())


def _resolve_name(noun: str, name: str, known: tuple[str, ...]) -> str:
    """The one of the known names that `name` means: the same in any case, else the only one that holds it."""
    name = clean(name)
    same = [one for one in known if one.casefold() == name.casefold()]
    found = same or (containing(known, name) if name else [])
    if len(found) > 1:
        raise ConfigError(
            f'"{name}" is part of {len(found)} {noun}s: {", ".join(found[:5])}.', "Write all of its name."
        )
    if not found:
        raise ConfigError(
            did_you_mean(f'No {noun} is called "{name}"', name, known), f"There are: {', '.join(known[:12]) or 'none'}."
        )
    return found[0]
