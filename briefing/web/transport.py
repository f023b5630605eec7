"""The transport of the network: connections by httpcore, through the proxies that the environment names."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, cast

import httpcore
import httpx

from briefing.errors import FetchError
from briefing.extras import install_command, is_installed
from briefing.web.address_guard import Resolver, resolve_host
from briefing.web.network_backend import GuardedBackend, RepairBackend
from briefing.web.proxies import ProxySettings

MAX_IDLE_CONNECTIONS = 20
"""Connections that are kept open for a further request."""
IDLE_SECONDS = 5.0
"""How long an idle connection is kept, as httpx does by default."""


TRUSTED = "briefing.trusted"
"""Extension of a request that may go to private addresses; all others connect only to public ones."""


class NetworkTransport(httpx.AsyncBaseTransport):
    """Sends requests over the network, each directly or through the proxy for its host.

    Trusted requests have connections of their own, so that no other request uses one that leads to a private address.
    A proxy resolves names itself: for requests through it only the name can be checked, which `client` does.
    """

    def __init__(self, proxies: ProxySettings, resolve: Resolver = resolve_host) -> None:
        self._proxies = proxies
        ssl_context = httpx.create_ssl_context()
        self._guarded_pool = _pool(ssl_context, "", GuardedBackend(resolve))
        self._pools = {address: _pool(ssl_context, address) for address in {"", *proxies.by_scheme.values()}}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the response, whose body is not read yet."""
        url = request.url
        proxy = self._proxies.proxy_for(url.scheme, url.host, url.port)
        pool = self._pools[proxy] if proxy or request.extensions.get(TRUSTED) else self._guarded_pool
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _httpx_errors():
            response = await pool.handle_async_request(sent)
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_ResponseStream(response),
            extensions=cast("dict[str, Any]", response.extensions),
        )

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in (self._guarded_pool, *self._pools.values()):
            await pool.aclose()


class _ResponseStream(httpx.AsyncByteStream):
    """The body of a response, whose errors are those of httpx."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _httpx_errors():
            async for piece in self._response.aiter_stream():
                yield piece

    async def aclose(self) -> None:
        await self._response.aclose()


@contextmanager
def _httpx_errors() -> Iterator[None]:
    """Raise the errors of httpcore as those of httpx, which have the same names."""
    try:
        yield
    except (
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.ProxyError,
        httpcore.UnsupportedProtocol,
    ) as error:
        raise getattr(httpx, type(error).__name__, httpx.TransportError)(str(error)) from error


def _pool(
    ssl_context: ssl.SSLContext, proxy_address: str, backend: httpcore.AsyncNetworkBackend | None = None
) -> httpcore.AsyncConnectionPool:
    """Return a pool of connections through a proxy, "" for none, which `backend` opens."""
    return httpcore.AsyncConnectionPool(
        ssl_context=ssl_context,
        proxy=_proxy(proxy_address),
        max_connections=None,
        max_keepalive_connections=MAX_IDLE_CONNECTIONS,
        keepalive_expiry=IDLE_SECONDS,
        network_backend=RepairBackend(backend),
    )


def _proxy(address: str) -> httpcore.Proxy | None:
    """Return the proxy at an address, None for ""; ValueError, InvalidURL or FetchError if it cannot be used."""
    if not address:
        return None
    proxy = httpx.Proxy(address)
    url = proxy.url
    if url.scheme.startswith("socks") and not is_installed("socks"):
        message = f"the proxy {url.scheme}://{url.host} needs an extra that is not installed"
        raise FetchError(message, f"Install it: {install_command('socks')}")
    return httpcore.Proxy(
        url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        auth=proxy.raw_auth,
        headers=proxy.headers.raw,
    )
