"""What requests to services that a person configured have in common: a language model, a service for notices."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from briefing.errors import FetchError
from briefing.web.address_guard import is_private_host
from briefing.web.client import HttpResponse, describe_status


def require_safe_headers(url: str, headers: Mapping[str, str] | None, key: str, secret: str) -> None:
    """Raise FetchError if headers with a secret would go over plain http to a host outside the local network.

    Args:
        url: The address of the service.
        headers: Further headers, which may contain a secret.
        key: The key of feeds.toml that has the address, for the message.
        secret: What the headers contain, for the message: "key", "token".
    """
    parts = urlsplit(url)
    if headers and parts.scheme == "http" and not is_private_host(parts.hostname or ""):
        raise FetchError(f"its `{key}` is plain http, which would expose the {secret}: use https")


def status_error(response: HttpResponse, hints: Mapping[int, str]) -> FetchError:
    """Return the error for a status that is no success, with the hint for it, if there is one."""
    hint = hints.get(response.status, "")
    return FetchError(describe_status(response.status, response.reason) + (f" ({hint})" if hint else ""))
