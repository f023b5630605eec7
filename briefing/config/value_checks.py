"""The checks of values that several tables of feeds.toml share.

A check gets a value as parsed and returns it as the configuration keeps it. It raises ValueError with a message that
follows the name of the key: "must be a number, not a string".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeGuard

from briefing.model.feeds import Secret
from briefing.text.html.clean import clean
from briefing.text.urls import has_credentials, is_web_url


def string_value(value: object) -> str:
    """Return a string, made safe to print."""
    if not isinstance(value, str):
        raise ValueError(f"must be a string, not {toml_type(value)}")
    return clean(value)


def boolean_value(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {toml_type(value)}")
    return value


def url_value(value: object) -> str:
    """Return an http(s) address without user and password."""
    url = string_value(value)
    if not is_web_url(url):
        raise ValueError(f'must be an http or https address, not "{url}"')
    if has_credentials(url):
        raise ValueError(
            'contains a user or password: write instead `auth = { user = "me", password = { env = "PASSWORD" } }`'
        )
    return url


def whole_number(least: int, most: int) -> Callable[[object], int]:
    """Return the check of a whole number within these limits."""

    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"must be a number from {least} to {most}")
        return value

    return check


def seconds_from(least: int, most: int) -> Callable[[object], float]:
    """Return the check of a number of seconds within these limits."""

    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise ValueError(f"must be a number of seconds from {least} to {most}")
        return float(value)

    return check


def words_value(example: str) -> Callable[[object], tuple[str, ...]]:
    """Return the check of a command as a list of words, with an example for its message."""

    def check(value: object) -> tuple[str, ...]:
        if not is_word_list(value):
            other = "" if isinstance(value, list) else f", not {toml_type(value)}"
            raise ValueError(f"must be a list of words such as {example}{other}")
        return tuple(value)

    return check


def is_word_list(value: object) -> TypeGuard[list[str]]:
    """Whether a value is a list of at least one word, none of them empty."""
    return isinstance(value, list) and bool(value) and all(isinstance(word, str) and word for word in value)


def secret_value(name: str, example: str) -> Callable[[object], Secret]:
    """Return the check of the place of a secret, with the name of its key and an example for its message."""

    def check(value: object) -> Secret:
        secret = plain_or_secret(name, value)
        if isinstance(secret, str):
            raise ValueError(f"must say where to find it: {example}")
        return secret

    return check


def one_of(names: Sequence[str]) -> Callable[[object], str]:
    """Return the check of a name among these; its message proposes the nearest one."""

    def check(value: object) -> str:
        if value not in names:
            raise ValueError(f"must be {', '.join(names[:-1])} or {names[-1]}{nearest_hint(str(value), names)}")
        return str(value)

    return check


def plain_or_secret(name: str, value: object) -> str | Secret:
    """Return a plain value, or the place of a secret one: { env = "TOKEN" } or { command = ["...", "..."] }."""
    if not isinstance(value, dict):
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
            raise ValueError(f'has "{name}" with a value that is not one line of ASCII text')
        return value
    source = value.keys() - {"prefix"}
    env, command, prefix = value.get("env", ""), value.get("command", []), value.get("prefix", "")
    if source not in ({"env"}, {"command"}):
        raise ValueError(
            f'has "{name}" with a table that is neither {{ env = "..." }} nor {{ command = ["...", "..."] }}'
        )
    if not isinstance(env, str) or ("env" in source and not re.fullmatch(r"\w+", env)):
        raise ValueError(f'has "{name}" with an `env` that is not the name of a variable')
    if "command" in source and not is_word_list(command):
        raise ValueError(f'has "{name}" with a `command` that is not a list of words: ["pass", "show", "x"]')
    if not isinstance(prefix, str) or not prefix.isascii() or not prefix.isprintable():
        raise ValueError(f'has "{name}" with a `prefix` that is not ASCII text')
    return Secret(env, tuple(command), prefix)


def toml_type(value: object) -> str:
    """Return what kind of value this is, for a message: "a list"."""
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date or time")


def nearest_name(name: str, known: Sequence[str]) -> str:
    """Return the known name that is most like another one; "" if none is like it."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name.lower(), known, 1)), "")


def nearest_hint(name: str, known: Sequence[str]) -> str:
    """Return the known name that is most like another one, as the end of a message; "" if none is like it."""
    near = nearest_name(name, known)
    return f"; did you mean `{near}`?" if near else ""
