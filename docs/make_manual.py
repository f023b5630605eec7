"""Write docs/man/*.1: a manual page for briefing and for each of its commands, as the program declares them."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from briefing import __version__
from briefing.cli import COMMAND_FAMILIES, root
from briefing.cli.command_help import COMMON_OPTIONS
from briefing.cli.examples import EXAMPLES

TARGET = Path(__file__).with_name("man")
EXIT_CODES = (
    ("0", "done, also with nothing to print"),
    ("1", "it could not be done"),
    ("2", "something named is wrong or unknown"),
    ("3", "some feeds or files failed"),
    ("130", "ended by Ctrl+C"),
)
ENVIRONMENT = (
    ("BRIEFING_CONFIG, BRIEFING_STORE, BRIEFING_NOW, BRIEFING_LOG", "stand for the options of these names"),
    ("BRIEFING_ASCII", "draw in ASCII"),
    ("NO_COLOR, TERM", "no colour; TERM=dumb has none either"),
    ("HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE", "proxies, and a further certificate authority"),
)
FILES = (
    ("feeds.toml", "feeds, rules, digests and keys; `briefing paths` shows where it is"),
    ("briefing.sqlite3", "the store: articles, threads and what you did"),
)


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each page."""
    with click.Context(root, info_name="briefing", help_option_names=["-h", "--help"]) as parent:
        commands = {name: root.get_command(parent, name) for family in COMMAND_FAMILIES.values() for name in family}
        yield "briefing.1", "\n".join(_main_page(parent, commands)) + "\n"
        for name, command in commands.items():
            if command is not None:
                with click.Context(command, info_name=name, parent=parent) as ctx:
                    yield f"briefing-{name}.1", "\n".join(_command_page(name, command, ctx)) + "\n"


def _main_page(ctx: click.Context, commands: dict[str, click.Command | None]) -> Iterator[str]:
    yield from _head("briefing", "follow the news from a terminal")
    yield ".SH SYNOPSIS\n.B briefing\n[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR [\\fIARGS\\fR]]\n.SH DESCRIPTION"
    yield from _paragraphs(root.help or "")
    for heading, family in COMMAND_FAMILIES.items():
        yield f".SH {roff(heading.upper())}"
        for name in family:
            if command := commands[name]:
                yield f".TP\n.B briefing {roff(name)}\n{roff(command.get_short_help_str(200))}"
    yield ".SH OPTIONS"
    yield from _options(root, ctx)
    yield from _table("ENVIRONMENT", ENVIRONMENT)
    yield from _table("FILES", FILES)
    yield from _table("EXIT STATUS", EXIT_CODES)
    yield ".SH SEE ALSO"
    yield ",\n".join(f".BR briefing-{roff(name)} (1)" for name in list(commands)[:4])


def _command_page(name: str, command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield from _head(f"briefing-{name}", command.get_short_help_str(200).rstrip(".").lower())
    arguments = " ".join(part for part in command.collect_usage_pieces(ctx) if part != "[OPTIONS]")
    yield f".SH SYNOPSIS\n.B briefing {roff(name)}\n[\\fIOPTIONS\\fR] {roff(arguments)}".rstrip()
    yield ".SH DESCRIPTION"
    yield from _paragraphs(command.help or "")
    yield ".SH OPTIONS"
    yield from _options(command, ctx)
    yield ".SH EXAMPLES"
    for call, comment in EXAMPLES[name]:
        yield f".TP\n.B {roff(call)}\n{roff(comment)}"
    yield ".SH SEE ALSO\n.BR briefing (1)"


def _head(name: str, purpose: str) -> Iterator[str]:
    yield f'.TH {roff(name.upper())} 1 "" "briefing {__version__}" "User Commands"'
    yield f".SH NAME\n{roff(name)} \\- {roff(purpose)}"


def _options(command: click.Command, ctx: click.Context) -> Iterator[str]:
    is_main = command is root
    for parameter in command.get_params(ctx):
        if not isinstance(parameter, click.Option) or (parameter.name in COMMON_OPTIONS and not is_main):
            continue
        if record := parameter.get_help_record(ctx):
            yield f".TP\n.B {roff(record[0])}\n{roff(record[1])}"
    if not is_main and any(one.name in COMMON_OPTIONS for one in command.params):
        names = ", ".join(f"--{name}" for name in COMMON_OPTIONS)
        yield f".PP\n{roff(names)} are described in\n.BR briefing (1)."


def _table(heading: str, rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f".SH {heading}"
    yield from (f".TP\n.B {roff(name)}\n{roff(text)}" for name, text in rows)


def _paragraphs(text: str) -> Iterator[str]:
    r"""Yield the paragraphs of a help text; those that begin with \b keep their lines."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith("\b\n"):
            yield ".PP\n.nf\n" + "\n".join(map(roff, paragraph.removeprefix("\b\n").split("\n"))) + "\n.fi"
        else:
            yield f".PP\n{roff(' '.join(paragraph.split()))}"


def roff(text: str) -> str:
    """Return a text in which no character is a request or an escape of roff."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return re.sub(r"^\.", "\\&.", escaped)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    folder.mkdir(exist_ok=True)
    for former in folder.glob("*.1"):
        former.unlink()
    for file_name, content in pages():
        (folder / file_name).write_text(content, encoding="utf-8")
    sys.stdout.write(f"{folder}\n")
