"""Saved views: queries under names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import ConfigError
from briefing.services.context import Context
from briefing.services.reading import Reading
from briefing.text.clean import clean
from briefing.text.query import Query, did_you_mean, parse_query

if TYPE_CHECKING:
    from briefing.model.curation import SavedView

CHECKED_KEYS = ("section", "publisher", "feed")
"""Keys of a query of which only values that there are make sense."""


class SavedViews:
    """Queries that a person saved under names."""

    def __init__(self, context: Context, reading: Reading) -> None:
        self._context = context
        self._store = context.store
        self._reading = reading

    def all(self) -> tuple[SavedView, ...]:
        """Return the saved views, in the order in which they were first saved."""
        return tuple(self._store.views.all())

    def query_of(self, name: str) -> Query:
        """Return the query of a saved view; ConfigError if there is none of this name, with the nearest."""
        return parse_query(self._find_view(name).query)

    def save(self, name: str, query: Query | str) -> None:
        """Save a query under a name, instead of the one that has it; ConfigError if one of them is empty or wrong."""
        name, query = clean(name), self._reading.parse_query(query)
        if not name or not query:
            raise ConfigError("A view needs a name and a query.", "Write it as `briefing view asia section:asia`.")
        same = [view.name for view in self.all() if view.name.casefold() == name.casefold()]
        self._store.views.save(same[0] if same else name, str(query), self._context.now())

    def remove(self, name: str) -> None:
        """Remove a saved view; ConfigError if there is none of this name."""
        self._store.views.remove(self._find_view(name).name, self._context.now())

    def _find_view(self, name: str) -> SavedView:
        views = {view.name.casefold(): view for view in self.all()}
        found = views.get(clean(name).casefold())
        if found is None:
            there = f"There are: {', '.join(view.name for view in views.values()) or 'none yet'}."
            raise ConfigError(did_you_mean(f'No view is called "{clean(name)}"', name, list(views)), there)
        return found
