"""The keys of the table [hooks], each with the check of its value, as in `value_checks`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefing.config.value_checks import boolean_value, seconds_from, secret_value, url_value, words_value

MIN_TIMEOUT, MAX_TIMEOUT = 1, 300
"""Limits of the seconds that a hook may take: a refresh waits for it."""


_command = words_value('["logger", "-t", "briefing"]')
_token = secret_value("webhook_token", '{ env = "NTFY_TOKEN" } or { command = ["pass", "show", "ntfy"] }')

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
