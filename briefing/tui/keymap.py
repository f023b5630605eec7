"""Configured keys: `[keys]` in feeds.toml gives commands other keys. Pure, without textual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.text.late_patterns import late_pattern
from briefing.tui.command import Command, ScreenName, key_name
from briefing.tui.commands import COMMANDS

if TYPE_CHECKING:
    from briefing.config import Config

KEY_ALIASES = {
    "pgdn": "pagedown",
    "pgup": "pageup",
    "esc": "escape",
    "del": "delete",
    "return": "enter",
}
NAMED_KEYS = {
    "tab",
    "enter",
    "escape",
    "space",
    "home",
    "end",
    "pagedown",
    "pageup",
    "insert",
    "delete",
    "backspace",
} | {
    "up",
    "down",
    "left",
    "right",
    *(f"f{number}" for number in range(1, 13)),
}
KEY_PATTERN = late_pattern(r"((?:ctrl|alt|shift)\+)*(.+)")


def parse_keys(text: str) -> tuple[str, ...]:
    """Parse keys: "F, Ctrl+f" gives two; ValueError if one does not exist."""
    keys: list[str] = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        match = KEY_PATTERN.fullmatch(word if len(word) == 1 else word.lower())
        last = KEY_ALIASES.get(match[2], match[2]) if match else ""
        if match is None or not ((len(last) == 1 and last.isprintable()) or last in NAMED_KEYS):
            raise ValueError(f'"{word}" is not a key; write for example f, F, ctrl+f, f2, space or pgdn')
        keys.append((match[0][: match.start(2)] + last) if last != match[2] else match[0])
    return tuple(keys)


def with_custom_keys(keys: Mapping[str, str]) -> tuple[Command, ...]:
    """Return all commands with the keys that `keys` gives them; a command with wrong keys keeps its own."""

    def changed(command: Command) -> Command:
        if command.name not in keys:
            return command
        try:
            return replace(command, keys=parse_keys(keys[command.name]))
        except ValueError:
            return command

    return tuple(map(changed, COMMANDS))


def keymap_problems(keys: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return (name, message) for each problem of a table of keys: unknown commands, wrong keys, keys used twice."""
    from difflib import get_close_matches

    problems: list[tuple[str, str]] = []
    names = [command.name for command in COMMANDS]
    for name, words in keys.items():
        if name not in names:
            near = get_close_matches(name.lower(), names, 1)
            hint = f"did you mean `{near[0]}`?" if near else "`briefing keys` lists them"
            problems.append((name, f"`{name}` is not a command; {hint}"))
            continue
        try:
            parse_keys(words)
        except ValueError as error:
            problems.append((name, f"`{name}`: {error}"))
    commands = with_custom_keys(keys)
    for index, one in enumerate(commands):
        for other in commands[:index]:
            if {one.name, other.name} & keys.keys() and _screens_overlap(one.screens, other.screens):
                for key in set(one.keys) & set(other.keys):
                    culprit = one.name if one.name in keys else other.name
                    rival = other.name if culprit == one.name else one.name
                    problems.append((culprit, f"`{culprit}`: {key_name(key)} is also the key of `{rival}`"))
    return tuple(problems)


def _screens_overlap(here: tuple[ScreenName, ...], there: tuple[ScreenName, ...]) -> bool:
    """Whether two commands share a screen."""
    return "everywhere" in here or "everywhere" in there or bool(set(here) & set(there))


def config_mistakes(config: Config) -> tuple[str, ...]:
    """Return what is wrong in feeds.toml, a line each; what is right of it is in use."""
    keys = (f"[keys] {text}" for _, text in keymap_problems(config.key_bindings))
    return (*(problem.without_folder for problem in config.problems), *keys)
