"""The keys of [digests.NAME] and [mail], each with the check of its value, as in `schema`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from briefing.config.schema import nearest_hint, secret_value, string_value, toml_type
from briefing.errors import ConfigError
from briefing.model.digests import FORMATS, MAX_LINES, MAX_THREADS, MIN_LINES, ORDERS, SIZES
from briefing.model.feeds import Secret
from briefing.model.mail import SECURITIES
from briefing.text.durations import parse_duration
from briefing.text.query import parse_query

ADDRESS = re.compile(r"(?P<plain>[^@\s<>,;]+@[^@\s<>,;]+)|[^@<>]+ ?<(?P<bracketed>[^@\s<>,;]+@[^@\s<>,;]+)>")
"""A mail address, alone or in angle brackets after a name."""


def _query(value: object) -> str:
    text = string_value(value)
    try:
        parse_query(text)
    except ConfigError as error:
        raise ValueError(f"cannot be read: {error}") from error
    return text


def _sections(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise ValueError(f'must be a list of sections such as ["world", "asia"], not {toml_type(value)}')
    return tuple(string_value(name) for name in value)


def _since(value: object) -> timedelta:
    duration = parse_duration(value) if isinstance(value, str) else None
    if duration is None:
        raise ValueError('must be a duration such as "12h", "1d" or "7d"')
    return duration


def mail_addresses(value: object) -> tuple[str, ...]:
    """Return the addresses of a string or a list of strings."""
    addresses = [value] if isinstance(value, str) else value
    if not isinstance(addresses, list) or not addresses or not all(isinstance(one, str) for one in addresses):
        raise ValueError(f'must be an address such as "me@example.org", or a list of them, not {toml_type(value)}')
    for address in addresses:
        if not is_mail_address(address):
            raise ValueError(f'has "{address}", which is no mail address')
    return tuple(addresses)


def is_mail_address(text: str) -> bool:
    """Whether a text is one address, perhaps after a name: "Me <me@example.org>".

    Name and domain may have any letters; what stands before the @ is ASCII, since few servers take anything else.
    """
    match = ADDRESS.fullmatch(text)
    if not match or not text.isprintable() or text.count('"') % 2:
        return False
    user, _, domain = (match["plain"] or match["bracketed"]).rpartition("@")
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return user.isascii()


def is_loopback(host: str) -> bool:
    """Whether the name of a server means this machine."""
    return host == "localhost" or host.startswith("127.") or host == "::1"


def _mail(value: object) -> tuple[str, ...]:
    return () if value is True else mail_addresses(value)


def _sender(value: object) -> str:
    (sender,) = mail_addresses(string_value(value))
    return sender


def _host(value: object) -> str:
    host = string_value(value)
    if not re.fullmatch(r"[\w.:-]+", host):
        raise ValueError(f'must be the name of a server such as "smtp.example.org", not "{host}"')
    return host


def _password(value: object) -> Secret:
    secret = secret_value("password", value)
    if isinstance(secret, str) or secret.prefix:
        raise ValueError(
            'must say where to find it: { env = "MAIL_PASSWORD" } or { command = ["pass", "show", "mail"] }'
        )
    return secret


def _number(least: int, most: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"must be a number from {least} to {most}")
        return value

    return check


def _one_of(names: Sequence[str]) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value not in names:
            raise ValueError(f"must be {', '.join(names[:-1])} or {names[-1]}{nearest_hint(str(value), names)}")
        return str(value)

    return check


DIGEST_KEYS: dict[str, Callable[[object], Any]] = {
    "query": _query,
    "view": string_value,
    "sections": _sections,
    "since": _since,
    "limit": _number(1, MAX_THREADS),
    "lines": _number(MIN_LINES, MAX_LINES),
    "size": _one_of(SIZES),
    "format": _one_of(FORMATS),
    "output": string_value,
    "order": _one_of(ORDERS),
    "mail": _mail,
}
"""The check of each key of [digests.NAME]."""

MAIL_KEYS: dict[str, Callable[[object], Any]] = {
    "from": _sender,
    "to": mail_addresses,
    "host": _host,
    "port": _number(1, 65535),
    "security": _one_of(SECURITIES),
    "user": string_value,
    "password": _password,
    "timeout": _number(1, 600),
}
"""The check of each key of [mail]."""
