"""The one HTTP client: honest, verified, without cookies, bounded in time and size, careful with redirects."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.request import getproxies

import httpx

from briefing import __version__
from briefing.errors import FetchError
from briefing.web.addresses import Resolve, is_private, is_private_name, resolve, resolve_nothing
from briefing.web.causes import is_local, is_passing, status, words
from briefing.web.decoding import MAX_BODY, Body, too_large

USER_AGENT = f"briefing/{__version__} (+feed reader)"
MAX_REDIRECTS = 10
PERMANENT = (301, 308)
REDIRECTS = (301, 302, 303, 307, 308)

Transport = httpx.AsyncBaseTransport


class Unreachable(FetchError):
    """No answer came, but the next attempt may get one."""


class NoNetwork(FetchError):
    """No server was reached at all: its name was not found, or there is no network."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: names of headers in lower case, the body decoded (read only for status 200).

    `url` is where it was found, `moved` the address that permanent redirects name instead of the first, `whole` is
    False if the body broke off.
    """

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes = b""
    moved: str = ""
    whole: bool = True


class Client(httpx.AsyncClient):
    """An httpx client that knows how to look up hosts, if it opens connections itself; open it with `open_client`."""

    resolve: Resolve = staticmethod(resolve)
    direct = True


def open_client(transport: Transport | None = None) -> Client:
    """Open the client (an async context manager); `transport` answers in place of the network."""
    client = Client(
        transport=transport,
        headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"},
        cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
        timeout=None,  # a total deadline instead: httpx's times are for each read, and a drip of bytes outlives them
        follow_redirects=False,
    )
    if transport is not None or getproxies().keys() & {"http", "https", "all"}:
        client.resolve, client.direct = resolve_nothing, False
    return client


async def get(
    client: Client,
    url: str,
    *,
    home: str = "",
    headers: Mapping[str, str] | None = None,
    own: Sequence[tuple[str, str]] = (),
    deadline: float = 30.0,
    limit: int = MAX_BODY,
) -> Page:
    """Get `url` within `deadline` seconds, following redirects; FetchError with the cause in words.

    `home` is the address a person configured (default `url`): only if it is itself inside a network may others there
    be asked. The headers `own` go to the origin of `home` alone, `headers` everywhere.
    """
    try:
        async with asyncio.timeout(deadline):
            return await _follow(client, url, home or url, dict(headers or {}), own, limit)
    except TimeoutError as error:
        raise Unreachable(f"timed out after {deadline:g} s") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
        raise _kind(error)(words(error)) from error


def _kind(error: BaseException) -> type[FetchError]:
    if not is_passing(error):
        return NoNetwork if is_local(error) else FetchError
    return Unreachable if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError) else FetchError


async def _follow(
    client: Client, url: str, home: str, headers: dict[str, str], own: Sequence[tuple[str, str]], limit: int
) -> Page:
    start, here = httpx.URL(home), httpx.URL(url)
    moved, lasting = "", True
    if not _is_web(here):
        raise FetchError(f"{url} is no web address")
    for _ in range(MAX_REDIRECTS + 1):
        ours = _origin(here) == _origin(start)
        guarded = here.raw_host != start.raw_host and not await _inside(client, start)
        if guarded and await _inside(client, here):
            raise FetchError(f"redirected to {here.host}, an address inside the network: refused")
        request = client.build_request("GET", here, headers=_latin(headers, own if ours else ()))
        response = await client.send(request, stream=True)
        try:
            if guarded and client.direct and _peer_is_private(response):
                raise FetchError(f"redirected to {here.host}, an address inside the network: refused")
            target = response.headers.get("location")
            if response.status_code not in REDIRECTS or not target:
                return await _page(response, moved, limit)
        finally:
            await response.aclose()
        lasting = lasting and response.status_code in PERMANENT
        here = _next(here, target)
        moved = str(here) if lasting else moved
    raise FetchError(f"too many redirects (more than {MAX_REDIRECTS})")


def _next(here: httpx.URL, target: str) -> httpx.URL:
    there = here.join(target)
    if not _is_web(there):
        raise FetchError(f"redirected to {target[:200]}, which is no web address: refused")
    if here.scheme == "https" and there.scheme == "http":
        raise FetchError(f"redirected from https to plain http ({there.host}): refused")
    return there


def _is_web(url: httpx.URL) -> bool:
    return url.scheme in ("http", "https") and bool(url.host) and (url.port or 0) < 1 << 16


async def _inside(client: Client, url: httpx.URL) -> bool:
    """Tell whether the host of `url` is, or stands for, an address inside a network."""
    host = url.raw_host.decode("ascii")
    return is_private_name(host) or any(map(is_private, await client.resolve(host, url.port or 0)))


def _peer_is_private(response: httpx.Response) -> bool:
    """Check the address really connected to: names may stand for another one a moment after they were looked up."""
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream is not None else None
    return isinstance(address, tuple) and is_private(str(address[0]))


def _latin(headers: Mapping[str, str], own: Sequence[tuple[str, str]]) -> httpx.Headers:
    """Return headers as they go out: byte for byte what `_page` made of those that came in; `own` ones win."""
    sent = httpx.Headers(headers, encoding="latin-1")
    for name, value in own:
        sent[name] = value
    return sent


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


async def _page(response: httpx.Response, moved: str, limit: int) -> Page:
    response.headers.encoding = "latin-1"
    headers = dict(response.headers)
    page = Page(str(response.url), response.status_code, response.reason_phrase, headers, moved=moved)
    if response.status_code != 200:
        return page
    length = headers.get("content-length", "")
    if length.isdigit() and int(length[:20]) > limit:
        raise too_large(limit)
    body = Body(headers.get("content-encoding", ""), limit)
    whole = True
    try:
        async for piece in response.aiter_raw():
            body.feed(piece)
    except (httpx.RemoteProtocolError, httpx.ReadError):
        whole = False
    content, ended = body.finish()
    return Page(page.url, page.status, page.reason, headers, content, moved, whole and ended)


__all__ = ["Client", "NoNetwork", "Page", "Transport", "Unreachable", "get", "open_client", "status"]
