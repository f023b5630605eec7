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
from briefing.web.address_guard import Resolver, is_private_host, is_private_ip, resolve_host, resolve_nothing
from briefing.web.body_decoder import MAX_BODY_BYTES, BodyDecoder, too_large_error
from briefing.web.error_messages import describe, describe_status, is_offline, is_transient

USER_AGENT = f"briefing/{__version__} (+feed reader)"
MAX_REDIRECTS = 10
PERMANENT_REDIRECTS = (301, 308)
ALLOW_PRIVATE_HINT = "allow_private = true in feeds.toml permits it"
LARGE_BODY_BYTES = 1 << 19
"""Bytes from which on a body counts as a large one."""
REDIRECTS = (301, 302, 303, 307, 308)

Transport = httpx.AsyncBaseTransport


class TransientFetchError(FetchError):
    """No answer came, but the next attempt may get one."""


class OfflineError(FetchError):
    """No server was reached at all: its name was not found, or there is no network."""


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """An answer: names of headers in lower case, the body decoded (read only for status 200).

    `url` is where it was found, `moved` the address that permanent redirects name instead of the first, `whole` is
    False if the body broke off; `conditional` tells whether validators were sent there.
    """

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes = b""
    permanent_url: str = ""
    complete: bool = True
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class RequestOptions:
    """What to ask of whom: `headers` go everywhere, `own` to the origin of `home` alone.

    `large` is awaited before a body grows beyond 512 KiB, so that not many large ones are held at once.
    `home` is the address a person configured, and `private` whether others inside a network may be asked: None stands
    for the host of `home` only. `validators` go to the address `validated` alone, where they came from.
    """

    configured_url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    origin_headers: Sequence[tuple[str, str]] = ()
    allow_private: bool | None = None
    validators: Mapping[str, str] = field(default_factory=dict)
    validators_url: str = ""
    max_bytes: int = MAX_BODY_BYTES
    before_large_body: Callable[[], Awaitable[None]] | None = None


class Client(httpx.AsyncClient):
    """An httpx client that knows how to look up hosts, if it opens connections itself; open it with `open_client`."""

    resolve: Resolver = staticmethod(resolve_host)
    connects_directly = True


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
        client.resolve, client.connects_directly = resolve_nothing, False
    return client


async def get(
    client: Client, url: str, options: RequestOptions | None = None, *, deadline: float | None = 30.0
) -> HttpResponse:
    """Get `url` within `deadline` seconds, following redirects; FetchError with the cause in words.

    Without a deadline the caller bounds the time.
    """
    async with _as_fetch_errors(deadline):
        return await _get_following_redirects(client, httpx.URL(url), options or RequestOptions(url))


async def post(
    client: Client,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    deadline: float,
    max_bytes: int = MAX_BODY_BYTES,
) -> HttpResponse:
    """Post to an address that a person configured, within `deadline` seconds; FetchError with the cause in words.

    No redirect is followed: the headers may hold a secret.
    """
    async with _as_fetch_errors(deadline):
        here = httpx.URL(url)
        if not _is_web_url(here):
            raise FetchError(f"{here} is no web address")
        request = client.build_request("POST", here, content=body, headers=_latin1_headers(headers))
        response = await client.send(request, stream=True)
        try:
            return await _read_response(response, max_bytes)
        finally:
            await response.aclose()


@asynccontextmanager
async def _as_fetch_errors(deadline: float | None) -> AsyncIterator[None]:
    """Bound the time inside, and turn what goes wrong there into FetchErrors."""
    try:
        async with asyncio.timeout(deadline):
            yield
    except TimeoutError as error:
        raise TransientFetchError(f"timed out after {deadline:g} s") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
        raise _error_class(error)(describe(error)) from error


def _error_class(error: BaseException) -> type[FetchError]:
    if not is_transient(error):
        return OfflineError if is_offline(error) else FetchError
    return TransientFetchError if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError) else FetchError


async def _get_following_redirects(client: Client, url: httpx.URL, options: RequestOptions) -> HttpResponse:
    home = httpx.URL(options.configured_url)
    moved, lasting = "", True
    if not _is_web_url(url):
        raise FetchError(f"{url} is no web address")
    for hop in range(MAX_REDIRECTS + 1):
        headers = _latin1_headers(options.headers, options.origin_headers if _origin(url) == _origin(home) else ())
        conditional = bool(options.validators) and str(url) == str(httpx.URL(options.validators_url))
        if conditional:
            headers.update(_latin1_headers(options.validators))
        guard = await _guard_address(client, url, home, options.allow_private, "redirected to" if hop else "at")
        request = client.build_request("GET", url, headers=headers, extensions=guard)
        try:
            response = await client.send(request, stream=True)
        except httpx.InvalidURL as error:  # httpx looks at the target of a redirect even where it does not follow it
            raise FetchError(f"redirected to what is no web address: refused ({error})") from error
        try:
            target = response.headers.get("location")
            if response.status_code not in REDIRECTS or not target:
                return replace(
                    await _read_response(response, options.max_bytes, options.before_large_body),
                    permanent_url=moved,
                    conditional=conditional,
                )
        finally:
            await response.aclose()
        lasting = lasting and response.status_code in PERMANENT_REDIRECTS
        url = _redirect_target(url, target)
        moved = str(url) if lasting else moved
    raise FetchError(f"too many redirects (more than {MAX_REDIRECTS})")


async def _guard_address(
    client: Client, url: httpx.URL, configured_url: httpx.URL, allow_private: bool | None, how_reached: str
) -> dict[str, Any]:
    """Refuse an address inside a network that nobody allowed: by its name, by what that stands for, and once more,
    with what is returned for the request, by what it was really connected to before anything is sent there.
    """
    if allow_private or (allow_private is None and url.raw_host == configured_url.raw_host):
        return {}
    refusal = f"{how_reached} {url.host}, an address inside the network: refused ({ALLOW_PRIVATE_HINT})"
    host = url.raw_host.decode("ascii")
    direct = client.connects_directly and _is_direct(url)
    known = await client.resolve(host, url.port or 0) if direct or not client.connects_directly else []
    if is_private_host(host) or any(map(is_private_ip, known)):
        raise FetchError(refusal)

    async def look(event: str, info: Mapping[str, Any]) -> None:
        if event != "connection.connect_tcp.complete":
            return
        address = info["return_value"].get_extra_info("server_addr")
        if isinstance(address, tuple) and is_private_ip(str(address[0])):
            await info["return_value"].aclose()
            raise FetchError(refusal)

    return {"trace": look} if direct else {}


def _is_direct(url: httpx.URL) -> bool:
    """Tell whether the environment names no proxy for an address."""
    proxies = getproxies()
    return not (proxies.keys() & {url.scheme, "all"}) or bool(proxy_bypass(url.host))


def _redirect_target(url: httpx.URL, location: str) -> httpx.URL:
    there = url.join(location)
    if not _is_web_url(there):
        raise FetchError(f"redirected to {location[:200]}, which is no web address: refused")
    if url.scheme == "https" and there.scheme == "http":
        raise FetchError(f"redirected from https to plain http ({there.host}): refused")
    return there


def _is_web_url(url: httpx.URL) -> bool:
    return url.scheme in ("http", "https") and bool(url.host) and (url.port or 0) < 1 << 16


def _latin1_headers(headers: Mapping[str, str], origin_headers: Sequence[tuple[str, str]] = ()) -> httpx.Headers:
    """Return headers as they go out: byte for byte what `_page` made of those that came in; `own` ones win."""
    sent = httpx.Headers(headers, encoding="latin-1")
    for name, value in origin_headers:
        sent[name] = value
    return sent


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


async def _read_response(
    response: httpx.Response, max_bytes: int, before_large_body: Callable[[], Awaitable[None]] | None = None
) -> HttpResponse:
    response.headers.encoding = "latin-1"
    headers = dict(response.headers)
    page = HttpResponse(str(response.url), response.status_code, response.reason_phrase, headers)
    if response.status_code != 200:
        return page
    length = headers.get("content-length", "")
    if length.isdigit() and int(length[:20]) > max_bytes:
        raise too_large_error(max_bytes)
    body = BodyDecoder(headers.get("content-encoding", ""), max_bytes)
    whole = True
    try:
        async for piece in response.aiter_raw():
            body.add(piece)
            if before_large_body and len(body) > LARGE_BODY_BYTES:
                await before_large_body()
                before_large_body = None
    except (httpx.RemoteProtocolError, httpx.ReadError):
        whole = False
    content, ended = body.finish()
    return replace(page, body=content, complete=whole and ended)


__all__ = [
    "Client",
    "HttpResponse",
    "OfflineError",
    "RequestOptions",
    "TransientFetchError",
    "Transport",
    "describe_status",
    "get",
    "open_client",
    "post",
]
