"""Connections for httpcore: their addresses are checked, and the head of each response is repaired."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import httpcore

from briefing.web.address_guard import PrivateAddressError, Resolver, is_private_ip
from briefing.web.response_heads import HeadRepair

ATTEMPT_DELAY = 0.25
"""Seconds before a host's next address is tried beside the one before, as RFC 8305 recommends."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections only to public addresses.

    A name is resolved once; the addresses that were checked are those that are connected to, so that a name server
    cannot give another answer in between. TLS still checks the certificate for the name.
    """

    def __init__(self, resolve: Resolver, backend: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._resolve = resolve
        self._backend = backend or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Open a connection; gaierror for an unknown host, PrivateAddressError if one of its addresses is private."""
        addresses = await self._resolve(host, port)
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "name not known")
        if any(map(is_private_ip, addresses)):
            raise PrivateAddressError(f"{host} is in a private network")
        return await first_connection(
            [partial(self._backend.connect_tcp, one, port, timeout, local_address, socket_options) for one in addresses]
        )

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._backend.sleep(seconds)


async def first_connection(
    attempts: Sequence[Callable[[], Awaitable[httpcore.AsyncNetworkStream]]],
) -> httpcore.AsyncNetworkStream:
    """Return the first connection that opens; the others are closed. If none opens, the last error is raised.

    The next attempt starts when one has failed, or after `ATTEMPT_DELAY` seconds.
    """
    tasks: list[asyncio.Future[httpcore.AsyncNetworkStream]] = []
    opened: httpcore.AsyncNetworkStream | None = None
    try:
        while opened is None:
            if len(tasks) < len(attempts):
                tasks.append(asyncio.ensure_future(attempts[len(tasks)]()))
            running = [task for task in tasks if not task.done()]
            if not running:
                break
            delay = ATTEMPT_DELAY if len(tasks) < len(attempts) else None
            await asyncio.wait(running, timeout=delay, return_when=asyncio.FIRST_COMPLETED)
            opened = next((task.result() for task in tasks if task.done() and not task.exception()), None)
        return opened if opened is not None else tasks[-1].result()
    finally:
        for task in tasks:
            task.cancel()
        for stream in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(stream, httpcore.AsyncNetworkStream) and stream is not opened:
                with suppress(httpcore.NetworkError, OSError):
                    await stream.aclose()


class RepairBackend(httpcore.AsyncNetworkBackend):
    """Opens connections whose response heads are repaired, with `backend`."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._backend = backend or httpcore.AnyIOBackend()

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
