"""A notice to an address that a person configured, as ntfy and similar services take it: a title and a text."""

from __future__ import annotations

from collections.abc import Mapping
from email.header import Header
from urllib.parse import urlsplit

from briefing.web.address_guard import is_private_host
from briefing.web.client import Client, post
from briefing.web.service_requests import require_safe_headers, status_error

MAX_REPLY_BYTES = 1 << 16
"""Bytes of a response that are read; nobody needs it."""
STATUS_HINTS = {
    401: "it rejected the token",
    403: "it does not allow this token, or the topic is reserved",
    404: "unknown address: check `webhook`",
    429: "too many notices: it is tried at the next news",
}
"""What the reader of a message should check, by HTTP status."""


async def send_notice(
    client: Client, url: str, title: str, text: str, *, headers: Mapping[str, str] | None = None, deadline: float
) -> None:
    """Post a notice.

    An address in a private network is used only if the configured one shows it; a public name that leads inside is
    refused, and so are redirects.

    Args:
        client: An open client.
        url: The address of the service, such as "https://ntfy.example/my-topic".
        title: The title of the notice, in one line.
        text: The lines of the notice.
        headers: Further headers, such as the token.
        deadline: The limit in seconds.

    Raises:
        FetchError: It was not taken; the message names the cause.
    """
    require_safe_headers(url, headers, "webhook", "token")
    is_private = is_private_host(urlsplit(url).hostname or "")
    all_headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "Title": title if title.isascii() else Header(title, "utf-8", maxlinelen=10_000).encode(),
        "Tags": "newspaper",
        **(headers or {}),
    }
    body = text.encode("utf-8", "replace")
    response = await post(
        client, url, body, all_headers, deadline=deadline, max_bytes=MAX_REPLY_BYTES, is_trusted=is_private
    )
    if not 200 <= response.status < 300:
        raise status_error(response, STATUS_HINTS)
