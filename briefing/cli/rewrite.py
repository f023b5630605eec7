"""--rewrite: summaries in the words of the language model that feeds.toml names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.cli.printer import print_note

if TYPE_CHECKING:
    from briefing.model.threads import Thread
    from briefing.services import Services
    from briefing.services.rewriter import RewriteSize

rewrite_option = click.option(
    "--rewrite/--no-rewrite", default=None, help="Let the language model of [model] in feeds.toml rewrite summaries."
)


def rewrite_if_wanted(
    services: Services, threads: tuple[Thread, ...], wanted: bool | None, size: RewriteSize = "paragraph"
) -> tuple[Thread, ...]:
    """Return the threads, rewritten if that is wanted, here or (None) always; what went wrong is one line."""
    model = services.config.language_model
    if not (model is not None and model.always_rewrite if wanted is None else wanted):
        return threads
    told, words = services.rewriter.rewrite(threads, size)
    if words:
        print_note(words)
    return told
