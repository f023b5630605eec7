"""The keys of the table [mail], each with the check of its value, as in `value_checks`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from briefing.config.value_checks import one_of, secret_value, string_value, toml_type, whole_number
from briefing.model.feeds import Secret
from briefing.model.mail import SECURITIES

MIN_TIMEOUT, MAX_TIMEOUT = 1, 600
"""Limits of the seconds that sending a mail may take: cron waits for it."""
ADDRESS = re.compile(r"(?P<plain>[^@\s<>,;]+@[^@\s<>,;]+)|[^@<>]+ ?<(?P<bracketed>[^@\s<>,;]+@[^@\s<>,;]+)>")
"""A mail address, alone or in angle brackets after a name."""


_secret = secret_value("password", '{ env = "MAIL_PASSWORD" } or { command = ["pass", "show", "mail"] }')


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


def _sender(value: object) -> str:
    (sender,) = mail_addresses(string_value(value))
    return sender


def _host(value: object) -> str:
    host = string_value(value)
    if not re.fullmatch(r"[\w.:-]+", host):
        raise ValueError(f'must be the name of a server such as "smtp.example.org", not "{host}"')
    return host


def _password(value: object) -> Secret:
    secret = _secret(value)
    if secret.prefix:
        raise ValueError("must have no `prefix`")
    return secret


MAIL_KEYS: dict[str, Callable[[object], Any]] = {
    "from": _sender,
    "to": mail_addresses,
    "host": _host,
    "port": whole_number(1, 65535),
    "security": one_of(SECURITIES),
    "user": string_value,
    "password": _password,
    "timeout": whole_number(MIN_TIMEOUT, MAX_TIMEOUT),
}
"""The check of each key of [mail]."""
