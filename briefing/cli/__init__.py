"""The command line: each command is imported only when it is called, so that start-up stays quick."""

from __future__ import annotations

import importlib
import io
import os
import sys
from keyword import iskeyword
from typing import IO

import click

from briefing import __version__
from briefing.cli.options import settings_options
from briefing.errors import BriefingError, ConfigError

COMMAND_FAMILIES: dict[str, dict[str, str]] = {
    "Read the news": {
        "today": "briefing.cli.today",
        "threads": "briefing.cli.reading",
        "show": "briefing.cli.reading",
        "search": "briefing.cli.reading",
        "why": "briefing.cli.reading",
        "coverage": "briefing.cli.coverage_and_agenda",
        "agenda": "briefing.cli.coverage_and_agenda",
        "fulltext": "briefing.cli.article_texts",
        "digest": "briefing.cli.digest",
        "demo": "briefing.cli.demo",
        "keys": "briefing.cli.reader_keys",
    },
    "Fetch and look after feeds": {
        "refresh": "briefing.cli.refresh",
        "add": "briefing.cli.feed_list",
        "remove": "briefing.cli.feed_list",
        "enable": "briefing.cli.feed_list",
        "disable": "briefing.cli.feed_list",
        "import": "briefing.cli.feed_list",
        "export": "briefing.cli.feed_list",
        "feeds": "briefing.cli.configuration",
        "check": "briefing.cli.configuration",
        "paths": "briefing.cli.configuration",
        "doctor": "briefing.cli.maintenance",
        "backup": "briefing.cli.maintenance",
    },
    "Keep threads in view, or out of it": {
        "follow": "briefing.cli.curation",
        "unfollow": "briefing.cli.curation",
        "mute": "briefing.cli.curation",
        "unmute": "briefing.cli.curation",
        "hidden": "briefing.cli.curation",
        "star": "briefing.cli.curation",
        "unstar": "briefing.cli.curation",
        "view": "briefing.cli.saved_views",
        "views": "briefing.cli.saved_views",
        "undo": "briefing.cli.curation",
    },
    "Put threads right": {
        "merge": "briefing.cli.corrections",
        "split": "briefing.cli.corrections",
        "move": "briefing.cli.corrections",
        "pin": "briefing.cli.corrections",
        "under": "briefing.cli.corrections",
        "rename": "briefing.cli.corrections",
        "regroup": "briefing.cli.corrections",
        "learned": "briefing.cli.corrections",
    },
    "Pipes for articles of your own": {
        "group": "briefing.cli.pipes",
        "timeline": "briefing.cli.pipes",
        "summarize": "briefing.cli.pipes",
        "parse": "briefing.cli.pipes",
    },
}
MODULE_OF_COMMAND = {name: module for family in COMMAND_FAMILIES.values() for name, module in family.items()}
EXIT_INTERRUPTED = 130


class CommandError(click.ClickException):
    """A BriefingError on its way out: one line, what may have been meant and a hint beneath, no traceback."""

    exit_code = 1

    def __init__(self, error: BriefingError) -> None:
        super().__init__(str(error))
        self.hint, self.among = error.hint, error.suggestions

    def show(self, file: IO[str] | None = None) -> None:
        """Print what went wrong and the next step on standard error."""
        from briefing.text.clean import clean

        near = (f"  {clean(one)}" for one in self.among)
        for words in filter(None, (f"briefing: {clean(self.message)}", *near, clean(self.hint))):
            click.echo(words, file=file or sys.stderr)


class InvalidInputError(CommandError):
    """A Refusal that the configuration or the command line gave reason for."""

    exit_code = 2


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the module of one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, by family."""
        return [*MODULE_OF_COMMAND, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return the command, or None for an unknown name."""
        if cmd_name not in MODULE_OF_COMMAND:
            return super().get_command(ctx, cmd_name)
        module = importlib.import_module(MODULE_OF_COMMAND[cmd_name])
        command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of `args`; for an unknown name the error tells the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], MODULE_OF_COMMAND, 1)
            if not near:
                raise
            raise click.UsageError(f"No such command {args[0]!r}. Did you mean {near[0]!r}?", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands of each family under its heading."""
        for heading, family in COMMAND_FAMILIES.items():
            commands = [(name, self.get_command(ctx, name)) for name in family]
            with formatter.section(heading):
                formatter.write_dl([(name, command.get_short_help_str(90)) for name, command in commands if command])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; every way in which it may end is one line at most, and an exit code."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BriefingError as error:
            raise (InvalidInputError if isinstance(error, ConfigError) else CommandError)(error) from error
        except BrokenPipeError:
            discard_stdout()
            ctx.exit(0)
        except OSError as error:
            discard_stdout()
            named = f"{error.filename}: " if error.filename else ""
            raise CommandError(BriefingError(f"{named}{error.strerror or error}")) from error
        except KeyboardInterrupt:
            ctx.exit(EXIT_INTERRUPTED)
        return result


def discard_stdout() -> None:
    """Send what is still to be printed nowhere: the pipe's reader has gone, and Python flushes once more at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="briefing")
@settings_options(environment=True)
@click.pass_context
def root(ctx: click.Context) -> None:
    """Follow the news from a terminal: feeds become stories, stories become threads.

    Without a command it opens the reader, or prints `briefing today` where there is no terminal.
    """
    if ctx.invoked_subcommand is not None:
        return
    from briefing.cli.printer import is_interactive

    if is_interactive():
        from briefing.cli.setup import open_services, run_reader

        with open_services(ctx, running=True) as services:
            run_reader(services)
    else:
        from briefing.cli.today import today

        ctx.invoke(today)


def main() -> None:
    """Run `briefing`: the entry point of the installed command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without UTF-8 shows "?", never a traceback
    root(prog_name="briefing")
