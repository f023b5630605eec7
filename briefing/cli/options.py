"""Options that several commands share, and the words in which a person names times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

from briefing.errors import ConfigError
from briefing.model.articles import EPOCH
from briefing.text.durations import parse_duration

Command = TypeVar("Command", bound=Callable[..., Any])

YEAR_LIMIT = 9000  # years


@dataclass(slots=True)
class Settings:
    """What --config, --store and --now said, before or after the command's name."""

    config: Path | None = None
    store: Path | None = None
    now: datetime | None = None


def parse_moment(value: str) -> datetime:
    """An ISO date or time, local unless it names its zone, in UTC."""
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise click.BadParameter(f"{value!r} is no time; write one as 2024-12-16 or 2024-12-16T18:40.") from error


def parse_present(value: str) -> datetime:
    """A moment that may be taken for the present: days before and behind it can be counted."""
    found = parse_moment(value)
    if not EPOCH.year <= found.year < YEAR_LIMIT:
        raise click.BadParameter(f"{value!r} is out of reach; take a year from {EPOCH.year} to {YEAR_LIMIT - 1}.")
    return found


def parse_period(value: str) -> timedelta | datetime:
    """A span before now ("3d", "12h") or a moment."""
    if (duration := parse_duration(value)) is not None:
        return duration
    try:
        return parse_moment(value)
    except click.BadParameter as error:
        words = f"{value!r} is no period; write one as 3d, 12h, 2024-12-16 or 2024-12-16T18:40."
        raise click.BadParameter(words) from error


def resolve_since(value: timedelta | datetime | None, now: datetime) -> datetime | None:
    """The start of the period that --since named; ConfigError if it lies in the future."""
    if value is None:
        return None
    start = value if isinstance(value, datetime) else EPOCH if value > now - EPOCH else now - value
    if start > now:
        raise ConfigError("--since lies in the future.", "Give a past date, or a span such as 3d or 12h.")
    return start


def _store_setting(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value is not None and param.name:
        setattr(ctx.find_root().ensure_object(Settings), param.name, value)


def settings_options(*, environment: bool = False) -> Callable[[Command], Command]:
    """Add --config, --store and --now; with `environment` they also come from $BRIEFING_CONFIG and so on."""

    def add(command: Command) -> Command:
        for name, kind, metavar, words in reversed(SETTINGS):
            command = click.option(
                f"--{name}",
                type=kind,
                metavar=metavar,
                help=words,
                expose_value=False,
                callback=_store_setting,
                envvar=f"BRIEFING_{name.upper()}" if environment else None,
                show_envvar=environment,
            )(command)
        return command

    return add


FILE_TYPE = click.Path(dir_okay=False, path_type=Path)
SETTINGS: tuple[tuple[str, Any, str, str], ...] = (
    ("config", FILE_TYPE, "FILE", "The feeds to follow, instead of those in your configuration folder."),
    ("store", FILE_TYPE, "FILE", "Where articles and threads are kept, instead of your data folder."),
    ("now", parse_present, "TIME", "Take this ISO time for the present."),
)

since_option = click.option(
    "--since", type=parse_period, metavar="PERIOD", help="How far to look back: 3d, 12h, or an ISO date or time."
)
section_option = click.option("--section", default="", metavar="NAME", help="Only threads of one section.")
json_option = click.option("--json", "as_json", is_flag=True, help='Print JSON of the schema "briefing/1".')
width_option = click.option("--width", type=click.IntRange(30, 400), metavar="N", help="Columns to fill.")
ascii_option = click.option("--ascii", is_flag=True, help="Draw marks and bars with ASCII characters.")
