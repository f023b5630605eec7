"""The group of all commands: it imports a command only when that is called, and turns errors into messages."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from keyword import iskeyword
from typing import IO, Any

import click
from click.exceptions import Exit

from briefing.cli.context_keys import ARGS_KEY, DAMAGE_KEY, LOG_KEY, DamageRecords
from briefing.cli.echo import echo
from briefing.cli.exit_codes import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_UNUSABLE, worst_of
from briefing.cli.streams import discard_stdout
from briefing.errors import VALUE_ERRORS, BriefingError, ConfigError
from briefing.system_errors import is_cause_outside, os_error_cause, os_error_hint

COMMAND_FAMILIES: dict[str, dict[str, str]] = {
    "Read the news": {
        "today": "briefing.cli.today",
        "threads": "briefing.cli.reading",
        "show": "briefing.cli.reading",
        "search": "briefing.cli.reading",
        "why": "briefing.cli.reading",
        "coverage": "briefing.cli.reading",
        "agenda": "briefing.cli.reading",
        "fulltext": "briefing.cli.reading",
        "digest": "briefing.cli.digest",
        "demo": "briefing.cli.demo",
        "keys": "briefing.cli.configuration",
    },
    "Fetch and manage feeds": {
        "refresh": "briefing.cli.refresh",
        "add": "briefing.cli.feed_list",
        "remove": "briefing.cli.feed_list",
        "enable": "briefing.cli.feed_list",
        "disable": "briefing.cli.feed_list",
        "import": "briefing.cli.transfer",
        "export": "briefing.cli.transfer",
        "feeds": "briefing.cli.configuration",
        "check": "briefing.cli.configuration",
        "paths": "briefing.cli.configuration",
        "doctor": "briefing.cli.doctor",
        "backup": "briefing.cli.backups",
        "restore": "briefing.cli.backups",
        "prune": "briefing.cli.prune",
        "schedule": "briefing.cli.shell_integration",
        "completion": "briefing.cli.shell_integration",
    },
    "Follow, mute and star": {
        "follow": "briefing.cli.curation",
        "unfollow": "briefing.cli.curation",
        "mute": "briefing.cli.curation",
        "unmute": "briefing.cli.curation",
        "hidden": "briefing.cli.curation",
        "star": "briefing.cli.curation",
        "unstar": "briefing.cli.curation",
        "tag": "briefing.cli.tagging",
        "untag": "briefing.cli.tagging",
        "tags": "briefing.cli.tagging",
        "view": "briefing.cli.saved_views",
        "views": "briefing.cli.saved_views",
        "undo": "briefing.cli.corrections",
        "redo": "briefing.cli.corrections",
    },
    "Correct threads": {
        "merge": "briefing.cli.corrections",
        "split": "briefing.cli.corrections",
        "move": "briefing.cli.corrections",
        "pin": "briefing.cli.corrections",
        "set-affair": "briefing.cli.corrections",
        "rename": "briefing.cli.corrections",
        "regroup": "briefing.cli.corrections",
        "feedback": "briefing.cli.corrections",
    },
    "Process your own articles and feed files": {
        "group": "briefing.cli.pipes",
        "timeline": "briefing.cli.pipes",
        "summarize": "briefing.cli.pipes",
        "sentences": "briefing.cli.pipes",
        "kinds": "briefing.cli.pipes",
        "parse": "briefing.cli.pipes",
    },
}
MODULE_OF_COMMAND = {name: module for family in COMMAND_FAMILIES.values() for name, module in family.items()}
FORMER_NAMES = {"learned": "feedback", "under": "set-affair"}
"""Former names of commands, which still work but are not listed."""


class CommandError(click.ClickException):
    """A BriefingError as a message: one line, then suggestions and a hint; no traceback."""

    exit_code = EXIT_FAILED

    def __init__(self, error: BriefingError) -> None:
        super().__init__(str(error))
        self.hint, self.suggestions = error.hint, error.suggestions

    def show(self, file: IO[str] | None = None) -> None:
        """Print the message on standard error."""
        from briefing.text.html.clean import clean

        suggestions = (f"  {clean(suggestion)}" for suggestion in self.suggestions)
        for line in filter(None, (f"briefing: {clean(self.message)}", *suggestions, clean(self.hint))):
            echo(line, file=file or sys.stderr)


class InvalidInputError(CommandError):
    """A CommandError that the configuration or the command line caused."""

    exit_code = EXIT_UNUSABLE


class LazyGroup(click.Group):
    """A group that knows the names of its commands and imports the module of a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all command names, by family."""
        return [*MODULE_OF_COMMAND, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command and return it; None for an unknown name."""
        name = FORMER_NAMES.get(cmd_name, cmd_name)
        if name not in MODULE_OF_COMMAND:
            return super().get_command(ctx, name)
        module = importlib.import_module(MODULE_OF_COMMAND[name])
        command = getattr(module, f"{name}_" if iskeyword(name) else name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that `args` begin with; the error for an unknown name suggests the nearest one."""
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

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse the command line; --help and --version print meanwhile."""
        with _short_messages():
            return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command line, and remember it for the log."""
        ctx.meta[ARGS_KEY] = list(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; however it ends, print at most a short message, and set an exit code."""
        try:
            with _short_messages():
                result: object = self._invoke_and_name_damage(ctx)
                sys.stdout.flush()
        except BaseException as error:
            _log_end(ctx, error)
            raise
        _log_end(ctx, None)
        return result

    def _invoke_and_name_damage(self, ctx: click.Context) -> object:
        """Run the command, then name the threads that damage kept from what it printed."""
        try:
            result: object = super().invoke(ctx)
        except Exit as end:
            raise Exit(worst_of(end.exit_code, _print_damage(ctx))) from end
        if code := _print_damage(ctx):
            raise Exit(code)
        return result


def _print_damage(ctx: click.Context) -> int:
    """Print which threads a command left out, or printed without texts, as they are damaged; return the exit code."""
    records: DamageRecords | None = ctx.meta.get(DAMAGE_KEY)
    if records is None:
        return 0
    left_out, without_texts = records.left_out.take(), records.without_texts.take()
    if not (left_out or without_texts):
        return 0
    from briefing.cli.fault_reports import print_faults
    from briefing.services.fault_record import partly_shown_notes, unlisted_notes

    return print_faults((*unlisted_notes(left_out), *partly_shown_notes(without_texts)))


def _log_end(ctx: click.Context, error: BaseException | None) -> None:
    """Log how the command ended, if --log names a file."""
    if LOG_KEY in ctx.meta:
        from briefing.cli.log_file import log_end

        log_end(ctx, error)


@contextmanager
def _short_messages() -> Iterator[None]:
    """Turn errors into a message of one line and an exit code."""
    try:
        yield
    except BriefingError as error:
        raise (InvalidInputError if isinstance(error, ConfigError) else CommandError)(error) from error
    except BrokenPipeError as error:
        discard_stdout()
        raise Exit(0) from error
    except OSError as error:
        discard_stdout()
        prefix = f"{error.filename}: " if error.filename else "the output cannot be written: "
        hint = os_error_hint(error) if is_cause_outside(error) and error.filename else ""
        raise CommandError(BriefingError(f"{prefix}{os_error_cause(error)}", hint)) from error
    except VALUE_ERRORS as error:
        if damage := _damage_of_store():
            raise CommandError(damage) from error
        raise
    except KeyboardInterrupt as error:
        raise Exit(EXIT_INTERRUPTED) from error


def _damage_of_store() -> BriefingError | None:
    """Return the error for the store of the command that runs, None if it is sound or cannot be the cause."""
    ctx = click.get_current_context(silent=True)
    if ctx is None:
        return None
    from briefing.cli.setup import paths_of
    from briefing.services.maintenance import damage_error

    return damage_error(paths_of(ctx).store)
