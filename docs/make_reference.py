"""Write docs/reference.md: every command, option and key, as the program declares them."""

from __future__ import annotations

import inspect
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from briefing.cli import COMMAND_FAMILIES, root
from briefing.tui.command import SCREEN_NAMES, key_name
from briefing.tui.commands import COMMANDS

TARGET = Path(__file__).with_name("reference.md")
COMMON_OPTIONS = ("--config", "--store", "--now")
INTRODUCTION = f"""# Reference: commands and keys

This page is written by `python docs/{Path(__file__).name}`; edit the program instead.

Every command has `--help`. All commands but the pipes and `demo` take `--config FILE`, `--store FILE` and `--now TIME`,
or the environment variables `BRIEFING_CONFIG`, `BRIEFING_STORE` and `BRIEFING_NOW`.
"""


def reference() -> str:
    """Return the page."""
    return "\n".join([INTRODUCTION, *command_lines(), *key_lines()]) + "\n"


def command_lines() -> Iterator[str]:
    """Yield a section for each family of commands, with the text and the options of each command."""
    with click.Context(root, info_name="briefing", help_option_names=["-h", "--help"]) as parent:
        for heading, family in COMMAND_FAMILIES.items():
            yield f"## {heading}\n"
            for name in family:
                command = root.get_command(parent, name)
                if command is not None and not command.hidden:
                    with click.Context(command, info_name=name, parent=parent) as ctx:
                        yield from _one_command(name, command, ctx)


def _one_command(name: str, command: click.Command, ctx: click.Context) -> Iterator[str]:
    arguments = " ".join(part for part in command.collect_usage_pieces(ctx) if part != "[OPTIONS]")
    yield f"### `briefing {name}{f' {arguments}' if arguments else ''}`\n"
    yield inspect.cleandoc(command.help or "").replace("\b\n", "") + "\n"
    rows = [
        (_option_cell(option), _cell(option.help or "") + _default(option))
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden and not set(option.opts) & set(COMMON_OPTIONS)
    ]
    if rows:
        yield "| option | |\n|---|---|"
        yield from (f"| {option} | {text} |" for option, text in rows)
        yield ""


def _option_cell(option: click.Option) -> str:
    names = " / ".join([*option.opts, *option.secondary_opts])
    if option.is_flag:
        return f"`{names}`"
    if isinstance(option.type, click.Choice):
        choices = "\\|".join(map(str, option.type.choices))
        return f"`{names} {choices}`"
    number = isinstance(option.type, click.types.IntParamType | click.types.FloatParamType)
    return f"`{names} {option.metavar or ('N' if number else 'TEXT')}`"


def _default(option: click.Option) -> str:
    return f" (default: {option.default})" if option.show_default and not option.is_flag else ""


def key_lines() -> Iterator[str]:
    """Yield a table of keys for each page of the reader."""
    yield "## Keys of the reader\n"
    for screen in SCREEN_NAMES:
        yield f"### {screen.capitalize()}\n"
        yield "| key | name in `[keys]` | |\n|---|---|---|"
        for command in COMMANDS:
            if command.screens[0] == screen:
                keys = " ".join(f"`{key_name(key)}`".replace("|", "\\|") for key in command.keys)
                also = f" (also: {', '.join(command.screens[1:])})" if command.screens[1:] else ""
                yield f"| {keys} | `{command.name}` | {_cell(command.help)}{also} |"
        yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main() -> None:
    """Write the page, to the file named on the command line if there is one; else write the manual pages too."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(reference(), encoding="utf-8")
    sys.stdout.write(f"{target}\n")
    if target == TARGET:
        runpy.run_path(str(TARGET.with_name("make_manual.py")), run_name="__main__")


if __name__ == "__main__":
    main()
