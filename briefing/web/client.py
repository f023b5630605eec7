"""The one HTTP client: honest, verified, without cookies, bounded in time and size, careful with redirects."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpx

from briefing import __version__
from briefing.errors import FetchError
from briefing.web.addresses import Resolve, is_private, is_private_name, resolve, resolve_nothing
from briefing.web.causes import is_local, is_passing, status, words
from briefing.web.decoding import MAX_BODY, Body, too_large

USER_AGENT = f"briefing/{__version__} (+feed reader)"
MAX_REDIRECTS = 10
PERMANENT = (301, 308)
PERMIT = "allow_private = true in feeds.toml permits it"
LARGE = 1 << 19
"""Bytes from which on a body counts as a large one."""
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
    False if the body broke off; `conditional` tells whether validators were sent there.
    """

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes = b""
    moved: str = ""
    whole: bool = True
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask of whom: `headers` go everywhere, `own` to the origin of `home` alone.

    `large` is awaited before a body grows beyond 512 KiB, so that not many large ones are held at once.
    `home` is the address a person configured, and `private` whether others inside a network may be asked: None stands
    for the host of `home` only. `validators` go to the address `validated` alone, where they came from.
    """

    home: str
    headers: Mapping[str, str] = field(default_factory=dict)
    own: Sequence[tuple[str, str]] = ()
    private: bool | None = None
    validators: Mapping[str, str] = field(default_factory=dict)
    validated: str = ""
    limit: int = MAX_BODY
    large: Callable[[], Awaitable[None]] | None = None


class Client(httpx.AsyncClient):
    """An httpx client that knows how to look up hosts, if it opens connections itself; open it with `open_client`."""

    resolve: Resolve = staticmethod(resolve)
    direct = True


def open_client(transport: Transport | None = None) -> Client:
    """Open the client (an async context manager); `transport` answers in place of the network.

    Certificates are always verified; $SSL_CERT_FILE and $SSL_CERT_DIR name other authorities to trust. FetchError if
    these, or the proxies that the environment names, cannot be used.
    """
    try:
        client = Client(
            transport=transport,
            headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"},
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=20),
            timeout=None,  # a total deadline instead: httpx's times are for each read, a drip of bytes outlives them
            follow_redirects=False,
        )
    except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:
        cause = f"a proxy or the certificates that the environment names cannot be used: {error}"
        raise FetchError(cause, "look at HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR") from error
    if transport is not None:
        client.resolve, client.direct = resolve_nothing, False
    return client


async def get(client: Client, url: str, ask: Ask | None = None, *, deadline: float | None = 30.0) -> Page:
    """Get `url` within `deadline` seconds, following redirects; FetchError with the cause in words.

    Without a deadline the caller bounds the time.
    """
    async with _in_words(deadline):
        return await _follow(client, httpx.URL(url), ask or Ask(url))


async def post(
    client: Client, url: str, body: bytes, headers: Mapping[str, str], *, deadline: float, limit: int = MAX_BODY
) -> Page:
    """Post to an address that a person configured, within `deadline` seconds; FetchError with the cause in words.

    No redirect is followed: the headers may hold a secret.
    """
    async with _in_words(deadline):
        here = httpx.URL(url)
        if not _is_web(here):
            raise FetchError(f"{here} is no web address")
        request = client.build_request("POST", here, content=body, headers=_latin(headers))
        response = await client.send(request, stream=True)
        try:
            return await _page(response, limit)
        finally:
            await response.aclose()


@asynccontextmanager
async def _in_words(deadline: float | None) -> AsyncIterator[None]:
    """Bound the time inside, and turn what goes wrong there into FetchErrors."""
    try:
        async with asyncio.timeout(deadline):
            yield
    except TimeoutError as error:
        raise Unreachable(f"timed out after {deadline:g} s") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
        raise _kind(error)(words(error)) from error


def _kind(error: BaseException) -> type[FetchError]:
    if not is_passing(error):
        return NoNetwork if is_local(error) else FetchError
    return Unreachable if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError) else FetchError


async def _follow(client: Client, here: httpx.URL, ask: Ask) -> Page:
    home = httpx.URL(ask.home)
    moved, lasting = "", True
    if not _is_web(here):
        raise FetchError(f"{here} is no web address")
    for hop in range(MAX_REDIRECTS + 1):
        headers = _latin(ask.headers, ask.own if _origin(here) == _origin(home) else ())
        conditional = bool(ask.validators) and str(here) == str(httpx.URL(ask.validated))
        if conditional:
            headers.update(_latin(ask.validators))
        guard = await _guard(client, here, home, ask.private, "redirected to" if hop else "at")
        request = client.build_request("GET", here, headers=headers, extensions=guard)
        try:
            response = await client.send(request, stream=True)
        except httpx.InvalidURL as error:  # httpx looks at the target of a redirect even where it does not follow it
            raise FetchError(f"redirected to what is no web address: refused ({error})") from error
        try:
            target = response.headers.get("location")
            if response.status_code not in REDIRECTS or not target:
                return replace(await _page(response, ask.limit, ask.large), moved=moved, conditional=conditional)
        finally:
            await response.aclose()
        lasting = lasting and response.status_code in PERMANENT
        here = _next(here, target)
        moved = str(here) if lasting else moved
    raise FetchError(f"too many redirects (more than {MAX_REDIRECTS})")


async def _guard(client: Client, here: httpx.URL, home: httpx.URL, private: bool | None, how: str) -> dict[str, Any]:
    """Refuse an address inside a network that nobody allowed: by its name, by what that stands for, and once more,
    with what is returned for the request, by what it was really connected to before anything is sent there.
    """
    if private or (private is None and here.raw_host == home.raw_host):
        return {}
    refusal = f"{how} {here.host}, an address inside the network: refused ({PERMIT})"
    host = here.raw_host.decode("ascii")
    direct = client.direct and _is_direct(here)
    known = await client.resolve(host, here.port or 0) if direct or not client.direct else []
    if is_private_name(host) or any(map(is_private, known)):
        raise FetchError(refusal)

    async def look(event: str, info: Mapping[str, Any]) -> None:
        if event != "connection.connect_tcp.complete":
            return
        address = info["return_value"].get_extra_info("server_addr")
        if isinstance(address, tuple) and is_private(str(address[0])):
            await info["return_value"].aclose()
            raise FetchError(refusal)

    return {"trace": look} if direct else {}


def _is_direct(url: httpx.URL) -> bool:
    """Tell whether the environment names no proxy for an address."""
    proxies = getproxies()
    return not (proxies.keys() & {url.scheme, "all"}) or bool(proxy_bypass(url.host))


def _next(here: httpx.URL, target: str) -> httpx.URL:
    there = here.join(target)
    if not _is_web(there):
        raise FetchError(f"redirected to {target[:200]}, which is no web address: refused")
    if here.scheme == "https" and there.scheme == "http":
        raise FetchError(f"redirected from https to plain http ({there.host}): refused")
    return there


def _is_web(url: httpx.URL) -> bool:
    return url.scheme in ("http", "https") and bool(url.host) and (url.port or 0) < 1 << 16


def _latin(headers: Mapping[str, str], own: Sequence[tuple[str, str]] = ()) -> httpx.Headers:
    """Return headers as they go out: byte for byte what `_page` made of those that came in; `own` ones win."""
    sent = httpx.Headers(headers, encoding="latin-1")
    for name, value in own:
        sent[name] = value
    return sent


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


async def _page(response: httpx.Response, limit: int, large: Callable[[], Awaitable[None]] | None = None) -> Page:
    response.headers.encoding = "latin-1"
    headers = dict(response.headers)
    page = Page(str(response.url), response.status_code, response.reason_phrase, headers)
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
            if large and len(body) > LARGE:
                await large()
                large = None
    except (httpx.RemoteProtocolError, httpx.ReadError):
        whole = False
    content, ended = body.finish()
    return replace(page, body=content, whole=whole and ended)


__all__ = ["Ask", "Client", "NoNetwork", "Page", "Transport", "Unreachable", "get", "open_client", "post", "status"]
