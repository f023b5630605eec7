"""How every command shows its help: options, the common options in one line, and two examples."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import click

from briefing.cli.examples import example_lines

COMMON_OPTIONS = ("config", "store", "now", "log")
"""Names of the options that nearly all commands have; `briefing --help` explains them."""


class BriefingCommand(click.Command):
    """A command whose help names the common options in one line and ends with examples."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of the command itself, then the names of the common ones."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        common = [one for one in options if one.name in COMMON_OPTIONS]
        records = [record for one in options if one not in common and (record := one.get_help_record(ctx))]
        with formatter.section("Options"):
            formatter.write_dl(records)
        if common:
            names = " ".join(f"--{one.name} {one.make_metavar(ctx)}" for one in common)
            formatter.write(f"\nCommon options: {names} (see briefing --help)\n")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        del ctx
        if lines := example_lines(self.name or ""):
            with formatter.section("Examples"):
                for line in lines:
                    formatter.write(f"{' ' * formatter.current_indent}{line}\n")


command: Callable[..., Callable[[Callable[..., Any]], BriefingCommand]] = partial(click.command, cls=BriefingCommand)
"""Makes a function a command, as `click.command` does."""
