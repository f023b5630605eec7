"""Connections for httpcore, on which the head of each response is repaired before httpcore reads it."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from briefing.web.response_heads import HeadRepair


class RepairBackend(httpcore.AsyncNetworkBackend):
    """Opens connections whose response heads are repaired."""

    def __init__(self) -> None:
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Open a connection."""
        return _RepairStream(await self._backend.connect_tcp(host, port, timeout, local_address, socket_options))

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._backend.sleep(seconds)


class _RepairStream(httpcore.AsyncNetworkStream):
    """A connection; what it receives after it sent something begins with the head of a response."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._repair = HeadRepair()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            received = await self._stream.read(max_bytes, timeout)
            passed_on = self._repair.add(received)
            if passed_on or not received:
                return passed_on

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._repair.expect_head()
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        return _RepairStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
