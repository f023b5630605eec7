"""A transport that takes its responses from a function, for the demo and the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping

import httpx

Responder = Callable[[str, Mapping[str, str]], tuple[int, Mapping[str, str], bytes]]
"""From the address and headers (names in lower case) of a request to status, headers and encoded body."""


def fake_transport(respond: Responder) -> httpx.AsyncBaseTransport:
    """Return a transport whose responses are those of `respond`."""
    return _FakeTransport(respond)


class _FakeTransport(httpx.AsyncBaseTransport):
    def __init__(self, respond: Responder) -> None:
        self._respond = respond

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        status, headers, body = self._respond(str(request.url), dict(request.headers))
        return httpx.Response(status, headers=dict(headers), stream=_SingleChunkStream(body), request=request)


class _SingleChunkStream(httpx.AsyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body
