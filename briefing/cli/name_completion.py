"""Completion of names in a shell: threads, feeds, sections, views, digests and publishers. It never prints an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from briefing.errors import BriefingError
from briefing.output.lines import without_controls

if TYPE_CHECKING:
    from briefing.services import Services

MAX_THREADS = 300
"""The newest threads whose titles are completed: older ones are rarely named, and a shell waits for the answer."""
MAX_ITEMS = 40
"""Words or ids that are proposed at most: about a screen."""
Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _names(read: Callable[[Services], Iterable[str]]) -> Complete:
    """Return a completion of the names that `read` returns, in any case."""

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        folded = incomplete.casefold()
        return [CompletionItem(name) for name in _read(ctx, read) if name.casefold().startswith(folded)][:MAX_ITEMS]

    return complete


def _read(ctx: click.Context, read: Callable[[Services], Iterable[str]]) -> list[str]:
    from briefing.cli.setup import open_services, paths_of

    with suppress(BriefingError, OSError):
        if paths_of(ctx).store.exists():
            with open_services(ctx) as services:
                return list(dict.fromkeys(filter(None, map(without_controls, read(services)))))
    return []


def complete_thread(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete words of the titles that have the words before, and ids; without a word list the newest threads."""
    before = [word.casefold() for word in ctx.params.get(param.name or "") or ()]
    listed = [line.partition("\t") for line in _read(ctx, _thread_lines)]
    rows = [(id, title) for id, _, title in listed if all(word in title.casefold() for word in before)]
    ids = [] if before else [CompletionItem(id, help=title) for id, title in rows if id.startswith(incomplete)]
    if not incomplete:
        return ids[:MAX_ITEMS]
    return [*ids, *map(CompletionItem, _title_words(rows, incomplete, before))][:MAX_ITEMS]


def complete_feed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the words of the names of feeds that have the words before: a name with spaces is several words."""
    before = [word.casefold() for word in ctx.params.get(param.name or "") or ()]
    names = _read(ctx, lambda services: services.names.values_for_key("feed"))
    words = {word for name in names if all(word in name.casefold().split() for word in before) for word in name.split()}
    fitting = (word for word in words if word.casefold().startswith(incomplete.casefold()))
    return [CompletionItem(word) for word in sorted(fitting) if word.casefold() not in before][:MAX_ITEMS]


def _thread_lines(services: Services) -> list[str]:
    return [f"{row.id}\t{row.title}" for row in services.reading.thread_rows()[:MAX_THREADS]]


def _title_words(rows: Iterable[tuple[str, str]], incomplete: str, before: Iterable[str]) -> list[str]:
    words = (word.strip(".,:;!?\"'()“”‘’").casefold() for _, title in rows for word in title.split())
    return sorted({word for word in words if word.startswith(incomplete.casefold())} - set(before))


COMPLETIONS: dict[str, Complete] = {
    "thread": complete_thread,
    "section": _names(lambda services: services.names.known_sections()),
    "publisher": _names(lambda services: services.names.values_for_key("publisher")),
    "feed": complete_feed,
    "view": _names(lambda services: (view.name for view in services.views.all())),
    "tag": _names(lambda services: services.curation.tag_counts()),
    "digest": _names(lambda services: ("default", *services.config.digests)),
}
"""The completion of each kind of names."""
