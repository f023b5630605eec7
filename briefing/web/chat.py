"""A language model behind an OpenAI-compatible address: one request, one answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from briefing.errors import FetchError
from briefing.web.address_guard import is_private_host
from briefing.web.client import Client, HttpResponse, describe_status, post

MAX_ANSWER_BYTES = 1 << 20
"""Bytes; a rewritten summary has some hundreds."""
COMPLETIONS_PATH = "/chat/completions"
STATUS_HINTS = {
    400: "it does not understand the request",
    401: "it wants another `key`",
    403: "it refuses the `key`",
    404: "it does not know the address or the model: see `url` and `name`",
    429: "it asks to wait",
}


async def complete_chat(
    client: Client,
    base_url: str,
    model_name: str,
    messages: Sequence[Mapping[str, str]],
    *,
    headers: Mapping[str, str] | None = None,
    deadline: float,
) -> str:
    """Return what `model` answers to `messages` within `deadline` seconds; FetchError with the cause in words.

    `url` is the base address ("http://localhost:11434/v1"), `headers` may hold its key.
    """
    parts = urlsplit(base_url)
    if headers and parts.scheme == "http" and not is_private_host(parts.hostname or ""):
        raise FetchError("its `url` is plain http: the key would travel in the open, use https")
    address = base_url if base_url.rstrip("/").endswith(COMPLETIONS_PATH) else base_url.rstrip("/") + COMPLETIONS_PATH
    asked = {"model": model_name, "messages": list(messages), "stream": False}
    sent = {"Content-Type": "application/json", "Accept": "application/json", **(headers or {})}

    async def ask(options: Mapping[str, object]) -> HttpResponse:
        body = json.dumps({**asked, **options}).encode()
        return await post(client, address, body, sent, deadline=deadline, max_bytes=MAX_ANSWER_BYTES)

    page = await ask({"temperature": 0})
    if page.status == 400:  # some models take no temperature
        page = await ask({})
    if page.status != 200:
        hint = STATUS_HINTS.get(page.status, "")
        raise FetchError(describe_status(page.status, page.reason) + (f" ({hint})" if hint else ""))
    return _answer_text(page.body)


def _answer_text(body: bytes) -> str:
    try:
        said = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise FetchError("its answer is not that of a chat") from error
    if not isinstance(said, str) or not said.strip():
        raise FetchError("its answer is empty")
    return said
