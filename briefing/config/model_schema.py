"""The keys of the table [model], each with the check of its value, as in `value_checks`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from briefing.config.value_checks import boolean_value, plain_or_secret, seconds_from, string_value, url_value
from briefing.model.feeds import Secret

MIN_TIMEOUT, MAX_TIMEOUT = 1, 600
"""Limits of the seconds to wait for an answer of the language model."""


def _model_name(value: object) -> str:
    name = string_value(value)
    if not name:
        raise ValueError("must name a model")
    return name


def _model_key(value: object) -> Secret:
    secret = plain_or_secret("key", value)
    if not isinstance(secret, Secret):
        raise ValueError('must say where to find the key: { env = "KEY" } or { command = ["pass", "show", "key"] }')
    return replace(secret, prefix=secret.prefix or "Bearer ")


LANGUAGE_MODEL_KEYS: dict[str, Callable[[object], Any]] = {
    "url": url_value,
    "name": _model_name,
    "key": _model_key,
    "rewrite": boolean_value,
    "timeout": seconds_from(MIN_TIMEOUT, MAX_TIMEOUT),
}
"""The check of each key of [model]."""
