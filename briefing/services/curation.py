"""What a person keeps in view or hides: followed, muted and read threads, starred articles, mute rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from briefing.clock import period_start
from briefing.errors import ConfigError
from briefing.services.context import Context
from briefing.services.known_names import KnownNames
from briefing.services.reading import Reading
from briefing.store.mute_rules import stored_spelling
from briefing.text.html.clean import clean
from briefing.text.query import containing, did_you_mean
from briefing.text.tags import normal_tag

if TYPE_CHECKING:
    from briefing.model.curation import HiddenThread, LimitedFeed, MuteRule, MuteRuleKind
    from briefing.model.threads import ThreadRow

T = TypeVar("T")

MAX_MATCHES_NAMED = 5
"""Publishers that an ambiguous name lists at most."""
MAX_KNOWN_NAMED = 12
"""Publishers that an unknown name lists at most."""


class Curation:
    """Sets marks of threads and articles, and the rules that hide threads."""

    def __init__(self, context: Context, reading: Reading, names: KnownNames) -> None:
        self._context = context
        self._store = context.store
        self._reading = reading
        self._names = names

    def follow(self, thread_id: str, on: bool = True) -> None:
        """Follow a thread, or stop following it."""
        self._store.marks.set_followed(thread_id, on, self._context.now())

    def mute(self, thread_id: str, on: bool = True, *, until_new: bool = False) -> None:
        """Leave a thread out of lists and digests, for ever or until its next new story; or unmute it."""
        self._store.marks.set_muted(thread_id, on, self._context.now(), until_new=until_new)

    def mute_words(self, words: str, on: bool = True, *, until: datetime | None = None, reason: str = "") -> None:
        """Leave out threads with these words in their titles unless they are followed; or remove the rule.

        Args:
            words: The words, as in a search: all of them in any order, in quotation marks as they stand.
            on: Whether to leave such threads out.
            until: When the rule ends; None: never.
            reason: Why the person wants it.
        """
        self._require_future(until)
        if not any(map(str.isalnum, words)):
            raise ConfigError("A mute rule needs a word.", 'Use for example `briefing mute --word "world cup"`.')
        if not on:
            self._require_rule("word", words)
        self._store.mute_rules.set_active("word", words, on, self._context.now(), until=until, reason=reason)

    def mute_publisher(self, name: str, on: bool = True, *, until: datetime | None = None, reason: str = "") -> str:
        """Leave out threads that only muted publishers report unless they are followed; or remove the rule.

        Args:
            name: The publisher, or a part of its name.
            on: Whether to leave such threads out.
            until: When the rule ends; None: never.
            reason: Why the person wants it.

        Returns:
            The full name of the publisher.

        Raises:
            ConfigError: `name` matches no known publisher, or several.
        """
        self._require_future(until)
        muted = tuple(rule.value for rule in self.mute_rules() if rule.kind == "publisher")
        publisher = _resolve_publisher(name, self._names.values_for_key("publisher") if on else muted)
        if not on:
            self._require_rule("publisher", publisher)
        self._store.mute_rules.set_active("publisher", publisher, on, self._context.now(), until=until, reason=reason)
        return publisher

    def _require_future(self, until: datetime | None) -> None:
        if until is not None and until <= self._context.now():
            raise ConfigError("--until lies in the past.", "Use a later date, such as 2027-01-31.")

    def _require_rule(self, kind: MuteRuleKind, value: str) -> None:
        """Raise ConfigError if no stored rule mutes a word or publisher."""
        if not stored_spelling(self._store.mute_rules.all(), kind, clean(value)):
            raise ConfigError(
                f'no rule mutes the {kind} "{clean(value)}"',
                "`briefing hidden` lists the rules; those of feeds.toml are changed there",
            )

    def mute_rules(self) -> tuple[MuteRule, ...]:
        """Return the rules that hide threads: for words and publishers, the oldest first, then those of feeds.toml."""
        from briefing.store.configured_rules import mute_rules_of

        configured = [rule for rule in self._context.config.rules if rule.is_active(self._context.now())]
        own = [rule for rule in self._store.mute_rules.all() if rule.until is None or rule.until > self._context.now()]
        return (*own, *mute_rules_of(configured))

    def muted_word(self, words: str) -> str:
        """Return the words of the mute rule that `words` name in any spelling; "" if there is no such rule."""
        return stored_spelling(self.mute_rules(), "word", words)

    def hidden_threads(self) -> tuple[HiddenThread, ...]:
        """Return the threads that lists leave out, with the reason, newest first."""
        now = self._context.now()
        return tuple(self._store.threads.hidden(now, now - timedelta(days=1)))

    def limited_feeds(self) -> tuple[LimitedFeed, ...]:
        """Return the feeds that feeds.toml keeps out of `today` or limits to some articles of a day.

        A thread that several such feeds alone report stands with the last of them.
        """
        from briefing.model.curation import LimitedFeed

        feeds = [feed for feed in self._context.config.feeds if feed.enabled and (feed.max_per_day or not feed.today)]
        if not feeds:
            return ()
        states, names = self._store.feeds.states(), self._names.feed_names()
        rows = {row.id: row for row in self._reading.thread_rows(since=period_start(self._context.now()))}
        kept_out: list[str] = []
        limited = []
        for feed in feeds:
            kept_out += [] if feed.today else [feed.url]
            left_out = self._store.threads.only_of_feeds(list(rows), kept_out) if not feed.today else frozenset()
            threads = tuple(rows.pop(id) for id in list(rows) if id in left_out)
            state = states.get(feed.url)
            without_room = state.without_room if state and feed.max_per_day else 0
            limited.append(
                LimitedFeed(names[feed.url], feed.url, feed.line, feed.today, feed.max_per_day, threads, without_room)
            )
        return tuple(limited)

    def tag(self, thread_id: str, tag: str, on: bool = True) -> str:
        """Attach a tag to a thread, or remove it; return the tag as it is stored.

        Raises:
            ConfigError: It is no single word.
        """
        (name,) = _normal_tags([tag])
        self._store.tags.change(thread_id, [name] if on else [], [] if on else [name], self._context.now())
        return name

    def set_tags(self, thread_id: str, tags: Sequence[str]) -> None:
        """Give a thread these tags and no others; ConfigError if one is no single word."""
        present, wanted = self._reading.thread(thread_id).row.tags, _normal_tags(tags)
        self._store.tags.change(thread_id, wanted, set(present) - set(wanted), self._context.now())

    def remove_tag(self, tag: str) -> int:
        """Remove a tag from all threads; return from how many. ConfigError if no thread has it."""
        (name,) = _normal_tags([tag])
        if number := self._store.tags.remove_everywhere(name, self._context.now()):
            return number
        known = tuple(self._store.tags.counts())
        raise ConfigError(did_you_mean(f'No thread has the tag "{name}"', name, known), "`briefing tags` lists them.")

    def tag_counts(self) -> Mapping[str, int]:
        """Return how many threads have each tag."""
        return self._store.tags.counts()

    def star(self, article_id: str, on: bool = True) -> None:
        """Star an article, or remove its star."""
        self._store.marks.set_starred(article_id, on, self._context.now())

    def starred_ids(self) -> frozenset[str]:
        """Return the ids of all starred articles."""
        return self._store.marks.starred_articles()

    def mark_read(self, thread_id: str) -> None:
        """Record that a person looked at a thread now. Undo leaves that out; `mark_unread` takes it back."""
        self._store.marks.set_read(thread_id, self._context.now(), undoable=False)

    def mark_unread(self, thread_id: str, on: bool = True, *, listed: datetime | None = None) -> None:
        """Count a thread as it counted before it was read last, or as read; this can be undone.

        What became news after the list was loaded, at `listed`, stays unread; None: the thread itself was shown.
        """
        self._store.marks.set_unread(thread_id, on, self._context.now(), self._reading.news_since(), listed)

    def mark_all_read(self, thread_ids: Sequence[str], listed: datetime | None = None) -> None:
        """Record that threads of a list that was loaded at `listed` were read now; one undo takes it back."""
        self._store.marks.set_all_read(thread_ids, self._context.now(), listed)


def newly_hidden(
    hidden_threads: Callable[[], Sequence[HiddenThread]], change: Callable[[], T]
) -> tuple[T, list[ThreadRow]]:
    """Make a change and return what it returns, and the threads that lists leave out since."""
    before = {one.row.id for one in hidden_threads()}
    result = change()
    return result, [one.row for one in hidden_threads() if one.row.id not in before]


def _normal_tags(tags: Sequence[str]) -> list[str]:
    try:
        return [normal_tag(tag) for tag in tags]
    except ValueError as error:
        raise ConfigError(str(error), "Use for example `briefing tag energy-prices THREAD`.") from error


def _resolve_publisher(name: str, known: Sequence[str]) -> str:
    """Return the known publisher of this name in any case, else the only one whose name contains it."""
    name = clean(name)
    same = [one for one in known if one.casefold() == name.casefold()]
    matches = same or (containing(known, name) if name else [])
    if len(matches) > 1:
        named = ", ".join(matches[:MAX_MATCHES_NAMED])
        raise ConfigError(f'"{name}" is part of {len(matches)} publishers: {named}.', "Use the full name.")
    if not matches:
        named = ", ".join(known[:MAX_KNOWN_NAMED]) or "none"
        raise ConfigError(did_you_mean(f'No publisher is called "{name}"', name, known), f"Known: {named}.")
    return matches[0]
