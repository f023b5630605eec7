"""Saved views: queries under names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefing.errors import ConfigError
from briefing.services.context import Context
from briefing.services.known_names import KnownNames
from briefing.services.reading import Reading
from briefing.text.html.clean import clean
from briefing.text.query import Query, did_you_mean, parse_query

if TYPE_CHECKING:
    from briefing.model.curation import SavedView


class SavedViews:
    """Saves queries under names and finds their threads."""

    def __init__(self, context: Context, reading: Reading, names: KnownNames) -> None:
        self._context = context
        self._store = context.store
        self._reading = reading
        self._names = names

    def all(self) -> tuple[SavedView, ...]:
        """Return the saved views, in the order in which they were first saved."""
        return tuple(self._store.views.all())

    def query_of(self, name: str) -> Query:
        """Return the query of a saved view; ConfigError with the nearest name if there is no such view."""
        return parse_query(self._find_view(name).query)

    def thread_ids(self) -> Mapping[str, frozenset[str]]:
        """Return for each view the ids of its threads; none for a view of a section or publisher that is gone."""
        queries: dict[str, Query] = {}
        for view in self.all():
            try:
                queries[view.name] = self._names.parse_query(view.query)
            except ConfigError:
                continue
        ids_by_name = dict(zip(queries, self._reading.thread_ids_by_query(tuple(queries.values())), strict=True))
        return {view.name: ids_by_name.get(view.name, frozenset()) for view in self.all()}

    def save(self, name: str, query: Query | str) -> None:
        """Save a query under a name, replacing a view of this name in any case.

        Raises:
            ConfigError: The name or the query is empty, or the query cannot be read.
        """
        name, query = clean(name), self._names.parse_query(query)
        if not name or not query:
            raise ConfigError("A view needs a name and a query.", "Use for example `briefing view asia section:asia`.")
        same = [view.name for view in self.all() if view.name.casefold() == name.casefold()]
        self._store.views.save(same[0] if same else name, str(query), self._context.now())

    def remove(self, name: str) -> None:
        """Remove a saved view; ConfigError if there is no such view."""
        self._store.views.remove(self._find_view(name).name, self._context.now())

    def _find_view(self, name: str) -> SavedView:
        views = {view.name.casefold(): view for view in self.all()}
        view = views.get(clean(name).casefold())
        if view is None:
            named = ", ".join(view.name for view in views.values()) or "none yet"
            raise ConfigError(did_you_mean(f'No view is called "{clean(name)}"', name, list(views)), f"Views: {named}.")
        return view
