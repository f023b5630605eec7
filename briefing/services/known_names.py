"""What a person names: threads, articles and sections, and the values of the keys of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.errors import ConfigError, StoreError
from briefing.services.context import Context
from briefing.store.lookup import is_printout_number
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_display_name
from briefing.text.query import Query, check_values, parse_query

CHECKED_KEYS = ("section", "publisher", "feed")
"""Query keys whose value must occur in the store or the configuration."""
MAX_SUGGESTIONS = 5
"""Threads or articles that an error suggests at most."""


class KnownNames:
    """Finds the threads, articles and sections that names mean, and knows what can be named."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store

    def resolve_thread(self, reference: str) -> str:
        """Return the id of the thread with this id, prefix of an id, number of the last print-out, or title words.

        Raises:
            ConfigError: No thread matches, or several do.
        """
        matches = self._store.lookup.threads_named(reference, self._context.terminal)
        name = clean(reference)
        if not name:
            raise ConfigError("No thread is named.", "Use its id, its number, or words of its title.")
        if not matches and is_printout_number(name):
            hint = "`briefing today` on a terminal numbers threads anew; ids (`--ids`) always work."
            raise ConfigError(f"The last print-out has no number {name}.", hint)
        if not matches:
            raise ConfigError(f'No thread is called "{name}".', f"`briefing search {name}` searches articles.")
        return _only_match(name, matches, "threads")[0]

    def remember_printout(self, thread_ids: Sequence[str]) -> bool:
        """Store the order of a print-out, so that its numbers name threads; False if it cannot be stored now."""
        try:
            self._store.printout.save(thread_ids, self._context.terminal)
        except StoreError:
            return False
        return True

    def survivors(self, thread_ids: Sequence[str]) -> Mapping[str, str]:
        """Return the ids of the threads in which those of these ended that did, by their former ids."""
        return self._store.threads.survivors(thread_ids) if thread_ids else {}

    def resolve_section(self, name: str) -> str:
        """Return the known section of this name in any case, "" for ""; ConfigError if there is none."""
        known = self.known_sections()
        for section in known:
            if section.casefold() == name.casefold():
                return section
        if name:
            raise ConfigError(f'No section is called "{name}".', f"Sections: {', '.join(known) or 'none yet'}.")
        return ""

    def resolve_article(self, reference: str) -> tuple[str, str]:
        """Return id and title of the article with this id, prefix of an id, or title words.

        Raises:
            ConfigError: No article matches, or several do.
        """
        matches, name = self._store.lookup.articles_named(reference), clean(reference)
        if not name or (is_printout_number(name) and len(matches) != 1):
            hint = "Use words of the title, or an id: `briefing search WORDS --ids` shows ids."
            raise ConfigError("Articles have no numbers.", hint)
        if not matches:
            raise ConfigError(f'No article is called "{name}".', f"`briefing search {name}` searches article texts.")
        return _only_match(name, matches, "articles")

    def sections(self) -> tuple[str, ...]:
        """Return the sections that have threads, in the order of the configuration, then all others."""
        configured = dict.fromkeys(feed.section for feed in self._context.config.feeds if feed.enabled)
        stored = self._store.threads.sections()
        return (*(s for s in configured if s in stored), *(s for s in stored if s not in configured))

    def known_sections(self) -> tuple[str, ...]:
        """Return the sections that have threads, then those of configured feeds without any."""
        return tuple(dict.fromkeys([*self.sections(), *(feed.section for feed in self._context.config.feeds)]))

    def parse_query(self, text: Query | str, *, may_exclude_unknown: bool = False) -> Query:
        """Parse a query.

        Args:
            text: The query; a parsed one is returned as it is.
            may_exclude_unknown: Accept any value of a term that must not hold: a settled query goes on to mean the
                same where a publisher has no article yet, or a section no feed any more.

        Raises:
            ConfigError: A key is unknown, or a value does not occur; the message names the nearest known one.
        """
        if isinstance(text, Query):
            return text
        query = parse_query(text)
        keys = [key for key in CHECKED_KEYS if any(term.key == key for term, _ in query.all_terms())]
        known_values = {key: self.values_for_key(key) for key in keys}
        check_values(query, known_values, may_exclude_unknown=may_exclude_unknown)
        return query

    def problem_of(self, settled_query: str) -> str:
        """Return why a settled query finds nothing, or cannot be read; "" if its values occur."""
        try:
            self.parse_query(settled_query, may_exclude_unknown=True)
        except ConfigError as error:
            return str(error)
        return ""

    def query_values(self) -> Mapping[str, tuple[str, ...]]:
        """Return the values that keys of a query can have, the most frequent first, for completion."""
        return {key: self.values_for_key(key) for key in (*CHECKED_KEYS, "lang", "tag")}

    def values_for_key(self, key: str) -> tuple[str, ...]:
        """Return the values that one key of a query can have."""
        if key == "section":
            return self.known_sections()
        if key == "feed":
            names = self.feed_names()
            return tuple(dict.fromkeys([*names.values(), *(feed.url for feed in self._context.config.feeds)]))
        if key == "tag":
            return tuple(self._store.tags.counts())
        return tuple(self._store.articles.publishers() if key == "publisher" else self._store.articles.languages())

    def feed_names(self) -> dict[str, str]:
        """Return the display names of configured feeds, and the titles of other stored feeds, by address."""
        titles = {url: state.title for url, state in self._store.feeds.states().items() if state.title}
        configured = self._context.config.feeds
        return titles | {feed.url: feed_display_name(feed, titles.get(feed.url, "")) for feed in configured}


def _only_match(name: str, matches: Sequence[tuple[str, str]], noun: str) -> tuple[str, str]:
    """Return the match (id, title) if there is only one; else ConfigError with the first of them."""
    if len(matches) > 1:
        suggestions = [f"{id} {title}" for id, title in matches[:MAX_SUGGESTIONS]]
        message = f'"{name}" matches {len(matches)} {noun}.'
        raise ConfigError(message, "Use more words of the title, or an id.", suggestions)
    return matches[0]
