"""A language model behind an OpenAI-compatible address: one request, one answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from briefing.errors import FetchError
from briefing.web.addresses import is_private_name
from briefing.web.client import Client, Page, post, status

MAX_ANSWER = 1 << 20
"""Bytes; a rewritten summary has some hundreds."""
PATH = "/chat/completions"
HINTS = {
    400: "it does not understand the request",
    401: "it wants another `key`",
    403: "it refuses the `key`",
    404: "it does not know the address or the model: see `url` and `name`",
    429: "it asks to wait",
}


async def chat(
    client: Client,
    url: str,
    model: str,
    messages: Sequence[Mapping[str, str]],
    *,
    headers: Mapping[str, str] | None = None,
    deadline: float,
) -> str:
    """Return what `model` answers to `messages` within `deadline` seconds; FetchError with the cause in words.

    `url` is the base address ("http://localhost:11434/v1"), `headers` may hold its key.
    """
    parts = urlsplit(url)
    if headers and parts.scheme == "http" and not is_private_name(parts.hostname or ""):
        raise FetchError("its `url` is plain http: the key would travel in the open, use https")
    address = url if url.rstrip("/").endswith(PATH) else url.rstrip("/") + PATH
    asked = {"model": model, "messages": list(messages), "stream": False}
    sent = {"Content-Type": "application/json", "Accept": "application/json", **(headers or {})}

    async def ask(options: Mapping[str, object]) -> Page:
        body = json.dumps({**asked, **options}).encode()
        return await post(client, address, body, sent, deadline=deadline, limit=MAX_ANSWER)

    page = await ask({"temperature": 0})
    if page.status == 400:  # some models take no temperature
        page = await ask({})
    if page.status != 200:
        hint = HINTS.get(page.status, "")
        raise FetchError(status(page.status, page.reason) + (f" ({hint})" if hint else ""))
    return _said(page.body)


def _said(body: bytes) -> str:
    try:
        said = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise FetchError("its answer is not that of a chat") from error
    if not isinstance(said, str) or not said.strip():
        raise FetchError("its answer is empty")
    return said
