"""Steps that several commands share: what their options stand for, rewriting, and numbers of print-outs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.cli.printer import print_note
from briefing.cli.terminal_facts import is_numbered_output
from briefing.errors import ConfigError
from briefing.output.handles import Handles
from briefing.services import Services
from briefing.text.query import Query

if TYPE_CHECKING:
    from briefing.model.threads import Thread, ThreadRow
    from briefing.services.rewriter import RewriteSize


def remember_printout(services: Services, thread_ids: Sequence[str], with_ids: bool) -> Handles:
    """Store the numbers of a print-out of threads, and return whether it shows them, ids, or both.

    Only a print-out that a person can read is numbered. In a pipe, or if the numbers cannot be stored, ids stand for
    them: `briefing today | less` must not change what "3" means.
    """
    numbered = is_numbered_output()
    if numbered and thread_ids:
        numbered = services.names.remember_printout(thread_ids)
        if not numbered:
            print_note("The numbers of this print-out could not be stored: name threads by their ids.")
    return Handles(numbers=numbered, ids=with_ids or not numbered)


def shows_numbers() -> bool:
    """Whether a list has numbers by which its rows can be named: in a pipe nobody reads them."""
    return is_numbered_output()


def row_named(services: Services, words: Sequence[str]) -> ThreadRow:
    """Return the row of the thread that the words of an argument name: its id, number or title; ConfigError if none."""
    return services.reading.thread(services.names.resolve_thread(" ".join(words))).row


def combined_query(services: Services, query: str, view: str) -> Query:
    """Return the query that --query and --view give together."""
    given = services.names.parse_query(query)
    if query and not given:
        raise ConfigError(
            f'The query "{query}" has no word.', "`briefing search --help` explains how to write a query."
        )
    return (services.views.query_of(view) if view else Query()) & given


def rewrite_if_wanted(
    services: Services, threads: tuple[Thread, ...], requested: bool | None, size: RewriteSize = "paragraph"
) -> tuple[Thread, ...]:
    """Return the threads, rewritten if --rewrite requested it (None: as configured); print a note on failures."""
    rewritten, message = services.rewriter.rewrite_if_wanted(threads, requested, size)
    if message:
        print_note(message)
    return rewritten
