"""--rewrite: summaries in the words of the language model that feeds.toml names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.cli.screen import note

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.desk.retelling import Size
    from briefing.model.threads import Thread

rewrite_option = click.option(
    "--rewrite/--no-rewrite", default=None, help="Let the language model of [model] in feeds.toml rewrite summaries."
)


def rewritten(
    desk: Desk, threads: tuple[Thread, ...], wanted: bool | None, size: Size = "paragraph"
) -> tuple[Thread, ...]:
    """Return the threads, rewritten if that is wanted, here or (None) always; what went wrong is one line."""
    model = desk.config.model
    if not (model is not None and model.always if wanted is None else wanted):
        return threads
    told, words = desk.retell(threads, size)
    if words:
        note(words)
    return told
