"""The keys of the table [hooks], each with the check of its value, as in `value_checks`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefing.config.value_checks import boolean_value, plain_or_secret, seconds_from, toml_type, url_value
from briefing.model.feeds import Secret

MIN_TIMEOUT, MAX_TIMEOUT = 1, 300
"""Limits of the seconds that a hook may take: a refresh waits for it."""


def _command(value: object) -> tuple[str, ...]:
    if not (isinstance(value, list) and value and all(isinstance(word, str) and word for word in value)):
        raise ValueError(f'must be a list of words such as ["logger", "-t", "briefing"], not {toml_type(value)}')
    return tuple(value)


def _token(value: object) -> Secret:
    secret = plain_or_secret("webhook_token", value)
    if isinstance(secret, str):
        raise ValueError('must say where to find it: { env = "NTFY_TOKEN" } or { command = ["pass", "show", "ntfy"] }')
    return secret


HOOK_KEYS: dict[str, Callable[[object], Any]] = {
    "refresh": _command,
    "followed": _command,
    "rule": _command,
    "webhook": url_value,
    "webhook_token": _token,
    "notify": boolean_value,
    "timeout": seconds_from(MIN_TIMEOUT, MAX_TIMEOUT),
}
"""The check of each key of [hooks]."""
