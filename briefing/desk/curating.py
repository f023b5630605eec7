"""What a person decides about threads and articles, and the queries in which they ask for them: a part of the desk."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from briefing.desk.base import Base
from briefing.errors import BriefingError, ConfigError
from briefing.store.find import is_number
from briefing.text.clean import clean
from briefing.text.query import Query, check, holding, near, parse

if TYPE_CHECKING:
    from briefing.model.curation import Hidden, Rule, View

CHECKED = ("section", "publisher", "feed")
"""Keys of a query of which only values that there are make sense."""


class Curation(Base, ABC):
    """Follow, mute, star, save views and undo; read queries."""

    @abstractmethod
    def sections(self) -> tuple[str, ...]:
        """Return the sections there are."""

    # --- marks -------------------------------------------------------------------------------------------------------

    def follow(self, thread: str, on: bool = True) -> None:
        """Follow a thread, or no longer."""
        self._store.set_followed(thread, on, self.now())

    def mute(self, thread: str, on: bool = True, *, until: Literal["forever", "new"] = "forever") -> None:
        """Leave a thread out of lists and digests, for ever or until a new story of it begins; or no longer."""
        self._store.set_muted(thread, on, self.now(), until_new=until == "new")

    def mute_words(self, words: str, on: bool = True) -> None:
        """Leave out the threads with these words in their titles, unless they are followed; or no longer."""
        if not any(map(str.isalnum, words)):
            raise ConfigError(
                "Nothing to mute: a rule needs a word.", 'Write it as `briefing mute --word "world cup"`.'
            )
        self._store.set_rule("word", words, on, self.now())

    def mute_publisher(self, name: str, on: bool = True) -> str:
        """Leave out the threads that muted publishers tell alone, unless they are followed; or no longer.

        Return the publisher's full name; ConfigError if `name` means none, or several.
        """
        muted = tuple(rule.value for rule in self.rules() if rule.kind == "publisher")
        publisher = _only("publisher", name, self._known("publisher") if on else muted)
        self._store.set_rule("publisher", publisher, on, self.now())
        return publisher

    def rules(self) -> tuple[Rule, ...]:
        """Return what is muted beside single threads, the oldest rule first."""
        return tuple(self._store.rules())

    def hidden(self) -> tuple[Hidden, ...]:
        """Return the threads that lists leave out, and why, newest first."""
        now = self.now()
        return tuple(self._store.hidden(now, now - timedelta(days=1)))

    def star(self, article: str, on: bool = True) -> None:
        """Star an article, or no longer."""
        self._store.set_starred(article, on, self.now())

    def starred(self) -> frozenset[str]:
        """Return the ids of all starred articles."""
        return self._store.starred()

    def mark_read(self, thread: str) -> None:
        """Remember that a thread was read up to now; this cannot be undone."""
        self._store.set_read(thread, self.now())

    def mark_unread(self, thread: str, on: bool = True) -> None:
        """Count a thread as if its last article had come after it was read; or as read now. This can be undone."""
        self._store.set_unread(thread, on, self.now())

    def undo(self) -> str:
        """Take back the last action that was not yet taken back; return it in words, "" if there is none."""
        return self._store.undo(self.now())

    def resolve_article(self, words: str) -> tuple[str, str]:
        """Return id and title of the article a person means by an id, the start of one, or words of its title."""
        found, name = self._store.find_articles(words), clean(words)
        if not name or (is_number(name) and len(found) != 1):
            raise BriefingError("Articles have no numbers.", "Say words of its title, or its id.")
        if not found:
            raise BriefingError(f'No article is called "{name}".', f"`briefing search {name}` looks into their texts.")
        if len(found) > 1:
            near = [f"{article} {title}" for article, title in found[:5]]
            raise BriefingError(f'"{name}" names {len(found)} articles.', "Say more words, or an id.", near)
        return found[0]

    # --- queries -----------------------------------------------------------------------------------------------------

    def query(self, text: Query | str) -> Query:
        """Read a query; ConfigError in words for a key or value that is none, with the nearest that is."""
        if isinstance(text, Query):
            return text
        query = parse(text)
        check(query, {key: self._known(key) for key in CHECKED if any(term.key == key for term in query.terms)})
        return query

    def known(self) -> Mapping[str, tuple[str, ...]]:
        """Return the values that keys of a query can have, the most usual first, for completion."""
        return {key: self._known(key) for key in (*CHECKED, "lang")}

    def views(self) -> tuple[View, ...]:
        """Return the saved views, in the order in which they were first saved."""
        return tuple(self._store.views())

    def view(self, name: str) -> Query:
        """Return the query of a saved view; ConfigError if there is none of this name, with the nearest."""
        return parse(self._view(name).query)

    def save_view(self, name: str, query: Query | str) -> None:
        """Save a query under a name, instead of the one that has it; ConfigError if one of them is empty or wrong."""
        name, query = clean(name), self.query(query)
        if not name or not query:
            raise ConfigError("A view needs a name and a query.", "Write it as `briefing view asia section:asia`.")
        same = [view.name for view in self.views() if view.name.casefold() == name.casefold()]
        self._store.save_view(same[0] if same else name, str(query), self.now())

    def remove_view(self, name: str) -> None:
        """Remove a saved view; ConfigError if there is none of this name."""
        self._store.remove_view(self._view(name).name, self.now())

    def _view(self, name: str) -> View:
        views = {view.name.casefold(): view for view in self.views()}
        found = views.get(clean(name).casefold())
        if found is None:
            there = f"There are: {', '.join(view.name for view in views.values()) or 'none yet'}."
            raise ConfigError(near(f'No view is called "{clean(name)}"', name, list(views)), there)
        return found

    def _known(self, key: str) -> tuple[str, ...]:
        """What a key can have as its value."""
        if key == "section":
            return tuple(dict.fromkeys([*self.sections(), *(feed.section for feed in self.config.feeds)]))
        if key == "feed":
            return tuple(dict.fromkeys([*self._names().values(), *(feed.url for feed in self.config.feeds)]))
        return tuple(self._store.publishers() if key == "publisher" else self._store.langs())

    def _names(self) -> dict[str, str]:
        """What feeds are called, by address."""
        titles = {url: state.title for url, state in self._store.feed_states().items() if state.title}
        return {**titles, **{feed.url: clean(feed.name) for feed in self.config.feeds if feed.name}}


def _only(what: str, name: str, known: tuple[str, ...]) -> str:
    """The one of the known names that `name` means: the same in any case, else the only one that holds it."""
    name = clean(name)
    same = [one for one in known if one.casefold() == name.casefold()]
    found = same or (holding(known, name) if name else [])
    if len(found) > 1:
        raise ConfigError(
            f'"{name}" is part of {len(found)} {what}s: {", ".join(found[:5])}.', "Write all of its name."
        )
    if not found:
        raise ConfigError(
            near(f'No {what} is called "{name}"', name, known), f"There are: {', '.join(known[:12]) or 'none'}."
        )
    return found[0]
