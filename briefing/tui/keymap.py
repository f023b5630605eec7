"""Keys as a reader's configuration has them: `[keys]` gives commands other keys. Pure, without textual."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from briefing.tui.commands import COMMANDS, Command, Place, key_name

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
KEY_PATTERN = re.compile(r"((?:ctrl|alt|shift)\+)*(.+)")


def parse_keys(text: str) -> tuple[str, ...]:
    """Return the keys that a person wrote: "F, Ctrl+f" gives two; ValueError for what no keyboard has."""
    found: list[str] = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        match = KEY_PATTERN.fullmatch(word if len(word) == 1 else word.lower())
        last = KEY_ALIASES.get(match[2], match[2]) if match else ""
        if match is None or not ((len(last) == 1 and last.isprintable()) or last in NAMED_KEYS):
            raise ValueError(f'"{word}" is no key; write one as f, F, ctrl+f, f2, space or pgdn')
        found.append((match[0][: match.start(2)] + last) if last != match[2] else match[0])
    return tuple(found)


def with_custom_keys(keys: Mapping[str, str]) -> tuple[Command, ...]:
    """Return all commands with the keys that `keys` gives them; what it gets wrong is left as it was."""

    def changed(command: Command) -> Command:
        if command.name not in keys:
            return command
        try:
            return replace(command, keys=parse_keys(keys[command.name]))
        except ValueError:
            return command

    return tuple(map(changed, COMMANDS))


def keymap_problems(keys: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return (name, words) for everything wrong with a table of keys: unknown names, no keys, keys given twice."""
    from difflib import get_close_matches

    found: list[tuple[str, str]] = []
    names = [command.name for command in COMMANDS]
    for name, words in keys.items():
        if name not in names:
            near = get_close_matches(name.lower(), names, 1)
            hint = f"did you mean `{near[0]}`?" if near else "`briefing keys` lists them"
            found.append((name, f"`{name}` is no command; {hint}"))
            continue
        try:
            parse_keys(words)
        except ValueError as error:
            found.append((name, f"`{name}`: {error}"))
    commands = with_custom_keys(keys)
    for index, one in enumerate(commands):
        for other in commands[:index]:
            if {one.name, other.name} & keys.keys() and _places_overlap(one.places, other.places):
                for key in set(one.keys) & set(other.keys):
                    culprit = one.name if one.name in keys else other.name
                    rival = other.name if culprit == one.name else one.name
                    found.append((culprit, f"`{culprit}`: {key_name(key)} is the key of `{rival}` too"))
    return tuple(found)


def _places_overlap(here: tuple[Place, ...], there: tuple[Place, ...]) -> bool:
    """Tell whether two commands are ever at hand together."""
    return "everywhere" in here or "everywhere" in there or bool(set(here) & set(there))
