"""One request to a language model with an OpenAI-compatible API."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from briefing.errors import FetchError
from briefing.web.client import Client, HttpResponse, post
from briefing.web.service_requests import require_safe_headers, status_error

MAX_REPLY_BYTES = 1 << 20
"""Bytes of a response; a rewritten summary has some hundred."""
COMPLETIONS_PATH = "/chat/completions"
STATUS_HINTS = {
    400: "it rejected the request",
    401: "it rejected the `key`",
    403: "it does not allow this `key`",
    404: "unknown address or model: check `url` and `name`",
    429: "too many requests: try again later",
}
"""What the reader of a message should check, by HTTP status."""


async def complete_chat(
    client: Client,
    base_url: str,
    model_name: str,
    messages: Sequence[Mapping[str, str]],
    *,
    headers: Mapping[str, str] | None = None,
    deadline: float,
) -> str:
    """Return the model's reply to `messages`.

    A model at a public name may lead into the local network: only its owner can point it there, and the key goes over
    https.

    Args:
        client: An open client.
        base_url: The address of the API, such as "http://localhost:11434/v1".
        model_name: The name of the model, as the API calls it.
        messages: The messages of the chat, with `role` and `content`.
        headers: Further headers, such as the API key.
        deadline: The limit in seconds, for each of at most two requests.

    Raises:
        FetchError: No reply came; the message names the cause.
    """
    require_safe_headers(base_url, headers, "url", "key")
    address = base_url if base_url.rstrip("/").endswith(COMPLETIONS_PATH) else base_url.rstrip("/") + COMPLETIONS_PATH
    request = {"model": model_name, "messages": list(messages), "stream": False}
    all_headers = {"Content-Type": "application/json", "Accept": "application/json", **(headers or {})}

    async def send(options: Mapping[str, object]) -> HttpResponse:
        body = json.dumps({**request, **options}).encode()
        return await post(client, address, body, all_headers, deadline=deadline, max_bytes=MAX_REPLY_BYTES)

    response = await send({"temperature": 0})
    if response.status == 400:  # some models do not accept a temperature
        response = await send({})
    if response.status != 200:
        raise status_error(response, STATUS_HINTS)
    return _reply_text(response.body)


def _reply_text(body: bytes) -> str:
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise FetchError("its reply is not a chat completion") from error
    if not isinstance(content, str) or not content.strip():
        raise FetchError("its reply is empty")
    return content
