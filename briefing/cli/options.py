"""Options that several commands share, and how a person writes moments and periods."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from briefing.cli.command_help import BriefingCommand
from briefing.errors import ConfigError
from briefing.model.articles import EPOCH
from briefing.model.digests import PAGE_FORMATS
from briefing.text.dates.durations import parse_duration

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    Completions = dict[str, Callable[[click.Context, click.Parameter, str], list[CompletionItem]]]

CommandFunction = TypeVar("CommandFunction", bound=Callable[..., Any])
Options = TypeVar("Options")

YEAR_LIMIT = 9000
"""Years from here on are refused as the present: a few hundred years must fit between them and the last datetime."""
FILE_TYPE = click.Path(dir_okay=False, path_type=Path)
FOLDER_TYPE = click.Path(file_okay=False, path_type=Path)


@dataclass(slots=True)
class Settings:
    """The values of --config, --store, --now and --log, which may stand before or after the name of the command.

    `is_store_typed` is whether --store itself names the store, not $BRIEFING_STORE.
    """

    config: Path | None = None
    store: Path | None = None
    now: datetime | None = None
    log: Path | None = None
    is_store_typed: bool = False


def options_as(options_class: type[Options]) -> Callable[[Callable[[click.Context, Options], None]], Any]:
    """Let a command with many options take them as one object; `options_class` has a field for each option."""

    def decorate(command: Callable[[click.Context, Options], None]) -> Any:
        @wraps(command)
        def with_options(ctx: click.Context, **values: Any) -> None:
            command(ctx, options_class(**values))

        return with_options

    return decorate


def parse_moment(value: str) -> datetime:
    """Return an ISO date or time in UTC; without a time zone it is local."""
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = f"{value!r} is not a valid time; use for example 2024-12-16 or 2024-12-16T18:40."
        raise click.BadParameter(message) from error


def parse_now(value: str) -> datetime:
    """Return a moment that can be the present: days before and after it can be counted."""
    moment = parse_moment(value)
    if not EPOCH.year <= moment.year < YEAR_LIMIT:
        raise click.BadParameter(f"{value!r} is out of range; use a year from {EPOCH.year} to {YEAR_LIMIT - 1}.")
    return moment


def parse_period(value: str) -> timedelta | datetime:
    """Return the length of a period that ends now ("3d", "12h"), or the moment at which it starts."""
    if (duration := parse_duration(value)) is not None:
        return duration
    try:
        return parse_moment(value)
    except click.BadParameter as error:
        message = f"{value!r} is not a valid period; use for example 3d, 12h, 2024-12-16 or 2024-12-16T18:40."
        raise click.BadParameter(message) from error


def resolve_since(value: timedelta | datetime | None, now: datetime) -> datetime | None:
    """Return the start of the period that --since gives; ConfigError if it lies in the future."""
    if value is None:
        return None
    start = value if isinstance(value, datetime) else EPOCH if value > now - EPOCH else now - value
    if start > now:
        raise ConfigError("--since lies in the future.", "Use a past date, or a duration such as 3d or 12h.")
    return start


def settings_options(*, environment: bool = False) -> Callable[[CommandFunction], CommandFunction]:
    """Return what adds --config, --store, --now and --log to a command.

    Args:
        environment: Read them from $BRIEFING_CONFIG, $BRIEFING_STORE, $BRIEFING_NOW and $BRIEFING_LOG too.
    """

    def add(command: CommandFunction) -> CommandFunction:
        for name, kind, metavar, help_text in reversed(SETTINGS):
            command = click.option(
                f"--{name}",
                type=kind,
                metavar=metavar,
                help=help_text,
                expose_value=False,
                callback=_remember_setting,
                envvar=f"BRIEFING_{name.upper()}" if environment else None,
                show_envvar=environment,
            )(command)
        return command

    return add


def _remember_setting(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Put the value of an option into the settings of the command; --log begins the log."""
    if value is None or not param.name:
        return
    settings = ctx.find_root().ensure_object(Settings)
    setattr(settings, param.name, value)
    if param.name == "store":
        settings.is_store_typed = ctx.get_parameter_source("store") is ParameterSource.COMMANDLINE
    if param.name == "log":
        from briefing.cli.log_file import start_log

        start_log(ctx, value)


SETTINGS: tuple[tuple[str, Any, str, str], ...] = (
    ("config", FILE_TYPE, "FILE", "Use this feeds.toml."),
    ("store", FILE_TYPE, "FILE", "Use this store of articles and threads."),
    ("now", parse_now, "TIME", "Act as if it were this time (ISO 8601)."),
    ("log", FILE_TYPE, "FILE", "Append what is done, and each failure, to a file."),
)


COMPLETION_MODULE = "briefing.cli.name_completion"
"""It opens the store for the options below; it is named and not imported, because it needs this module."""


def completing(kind: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return the completion of names of this kind; its modules are imported when a shell asks for it."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        completions: Completions = importlib.import_module(COMPLETION_MODULE).COMPLETIONS
        return completions[kind](ctx, param, incomplete)

    return complete


since_option = click.option(
    "--since", type=parse_period, metavar="PERIOD", help="How far to look back: 3d, 12h, or an ISO date or time."
)
section_option = click.option(
    "--section",
    default="",
    metavar="NAME",
    help="Only threads of one section.",
    shell_complete=completing("section"),
)
query_option = click.option("--query", "query", default="", metavar="QUERY", help="Only threads matching QUERY.")
view_option = click.option(
    "--view",
    "view",
    default="",
    metavar="NAME",
    help="Only threads of a saved view.",
    shell_complete=completing("view"),
)
rewrite_option = click.option(
    "--rewrite/--no-rewrite",
    default=None,
    help="Let the language model under [model] in feeds.toml rewrite summaries.",
)
json_option = click.option("--json", "as_json", is_flag=True, help='Print JSON of the schema "briefing/1".')
format_option = click.option("--format", "output_format", type=click.Choice(PAGE_FORMATS), help="Format to print.")
width_option = click.option("--width", type=click.IntRange(30, 400), metavar="N", help="Columns to fill.")
ascii_option = click.option("--ascii", is_flag=True, help="Draw marks and bars with ASCII characters.")
ids_option = click.option(
    "--ids/--no-ids", "with_ids", default=True, help="Show ids, which never change, or leave them out."
)
all_ids_option = click.option("--ids", "with_ids", is_flag=True, help="Show the ids of stories and articles, too.")
force_option = click.option("--force", is_flag=True, help="Replace FILE if it exists.")
thread_argument = click.argument("thread", nargs=-1, required=True, shell_complete=completing("thread"))
article_argument = click.argument("article", nargs=-1, required=True)


def require_new_file(file: Path, force: bool) -> None:
    """Raise ConfigError if the file exists and --force is not given."""
    if file.exists() and not force:
        raise ConfigError(f"{file} already exists", "choose another name, or pass --force")


class QueryCommand(BriefingCommand):
    """A command whose last argument is a query: words of it may begin with "-", such as -sport."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move excluded words behind "--", so that they are not parsed as options."""
        options = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        end = args.index("--") if "--" in args else len(args)
        excluded = [arg for arg in args[:end] if arg[:1] == "-" and arg[1:2] not in ("", "-") and arg not in options]
        others = [arg for arg in args[:end] if arg not in excluded]
        return super().parse_args(ctx, [*others, "--", *args[end + 1 :], *excluded])
