"""The HTTP client: it names itself, verifies certificates, keeps no cookies, bounds time and size, checks redirects.

Every error is a FetchError whose message names the cause.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Protocol, TypeAlias

import httpx

from briefing import __version__
from briefing.errors import FetchError
from briefing.web.address_guard import (
    PrivateAddressError,
    Resolver,
    is_private_host,
    is_private_ip,
    resolve_nothing,
)
from briefing.web.body_decoder import MAX_BODY_BYTES, BodyDecoder, too_large_error
from briefing.web.error_messages import describe, describe_status, is_offline, is_transient
from briefing.web.proxies import ProxySettings
from briefing.web.response_heads import MAX_REASON_BYTES
from briefing.web.transport import TRUSTED, NetworkTransport

USER_AGENT = f"briefing/{__version__} (+feed reader)"
MAX_REDIRECTS = 10
"""Redirects that are followed; browsers allow 20, feeds need one or two."""
PERMANENT_REDIRECTS = (301, 308)
ALLOW_PRIVATE_HINT = "allow_private = true in feeds.toml permits it"
COOKIE_HINT = "the site sets a cookie and wants it back, which feed readers do not send: look for another address"
WITH_CREDENTIALS = "contains a user name or password"
MAX_HEADER_LENGTH = 8 * 1024
"""Characters of a header's value that is used; validators are stored and sent back with each request."""
LARGE_BODY_BYTES = 1 << 19
"""Bytes from which a body counts as large, and its download may have to wait; also the step in which it grows."""
BODY_STATUSES = (200, 202, 203, 206, 226)
"""Statuses whose body is read; `has_document` says whether it is a whole document."""
CONTENT_RANGE = re.compile(r"bytes 0-([0-9]{1,18})/([0-9]{1,18})", re.IGNORECASE)
"""The range of a partial response that begins at the start: its last byte, and the size of the whole."""
REDIRECTS = (301, 302, 303, 307, 308)
"""Statuses of redirects, which need a Location."""
MULTIPLE_CHOICES = 300
"""The status whose Location is followed too; without one it is an answer like others."""

Transport = httpx.AsyncBaseTransport


class RequestPacing(Protocol):
    """Decides when a request may be sent."""

    async def before_request(self, url: str) -> None:
        """Wait until a request may be sent; FetchError if none may be sent now."""

    def after_response(self, url: str, status: int, headers: Mapping[str, str]) -> None:
        """Take note of the head of a response."""


class TransientFetchError(FetchError):
    """The request failed, but the next attempt may succeed."""


class OfflineError(FetchError):
    """No server was reached: its name was not found, or there is no network."""


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response; its body is decoded, and read only for `BODY_STATUSES`.

    Attributes:
        url: The address where it was found after all redirects.
        status: The HTTP status code.
        reason: The phrase that the server sent with it.
        headers: The headers, names in lower case.
        body: The decoded body; b"" for other statuses.
        permanent_url: The address that an unbroken chain of permanent redirects leads to, "" if there is none.
        is_complete: Whether the body arrived whole.
        is_conditional: Whether validators were sent to `url`.
    """

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes = b""
    permanent_url: str = ""
    is_complete: bool = True
    is_conditional: bool = False


def has_document(response: HttpResponse) -> bool:
    """Whether the body of a response is a whole document, by its status.

    200, 203: yes. 206: if its range is the whole. 226: yes, since no delta was asked for. 202: if it has a body; pages
    that check for browsers answer 202 without one. Others: no.
    """
    if response.status == 206:
        content_range = CONTENT_RANGE.fullmatch(response.headers.get("content-range", "").strip())
        return content_range is not None and int(content_range[1]) + 1 == int(content_range[2])
    return response.status in BODY_STATUSES and (response.status != 202 or bool(response.body.strip()))


GrowthHook: TypeAlias = Callable[[int], Awaitable[None]]
"""Awaited with the bytes so far each time that a body has grown by `LARGE_BODY_BYTES`: it may let others go first."""


@dataclass(frozen=True, slots=True)
class RequestOptions:
    """The headers of a request, and where it may lead.

    Attributes:
        configured_url: The address that a person configured.
        headers: The headers that are sent to every address.
        origin_headers: Those that are sent only to the origin of `configured_url`, because they may contain secrets.
        allow_private: Whether private-network addresses are allowed; None allows only the host and port of
            `configured_url`, if that is a private one by its name.
        validators: The headers of a conditional request, sent only to `validators_url`.
        validators_url: The address that the validators came from.
        max_bytes: The size of the largest decoded body; a larger one is an error.
        on_growth: Awaited while a large body arrives.
        pacing: Asked before each request, also those of redirects.
    """

    configured_url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    origin_headers: Sequence[tuple[str, str]] = ()
    allow_private: bool | None = None
    validators: Mapping[str, str] = field(default_factory=dict)
    validators_url: str = ""
    max_bytes: int = MAX_BODY_BYTES
    on_growth: GrowthHook | None = None
    pacing: RequestPacing | None = None


class Client(httpx.AsyncClient):
    """An httpx client with a resolver for transports that have none of their own; open it with `open_client`."""

    resolve: Resolver = staticmethod(resolve_nothing)


def open_client(transport: Transport | None = None) -> Client:
    """Return a new client, an async context manager.

    Certificates are always verified; $SSL_CERT_FILE and $SSL_CERT_DIR name other authorities to trust.

    Args:
        transport: Replaces the network.

    Raises:
        FetchError: The certificates or proxies that the environment names cannot be used.
    """
    try:
        return Client(
            transport=transport or NetworkTransport(ProxySettings.from_environment()),
            trust_env=False,  # NetworkTransport uses the environment
            headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"},
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
            timeout=None,  # `get` has a total deadline; httpx limits each read, which slow bytes never exceed
            follow_redirects=False,
        )
    except (OSError, ValueError, httpx.InvalidURL) as error:
        cause = f"the proxy or the certificates named in the environment cannot be used: {error}"
        raise FetchError(cause, "check HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR") from error


async def get(
    client: Client, url: str, options: RequestOptions | None = None, *, deadline: float | None = 30.0
) -> HttpResponse:
    """Return the response for `url` after redirects.

    Args:
        client: An open client.
        url: The address to get.
        options: Headers and limits; by default the person configured `url` itself.
        deadline: The limit in seconds; None if the caller limits the time.

    Raises:
        FetchError: No usable response came; the message names the cause.
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
    is_trusted: bool = True,
) -> HttpResponse:
    """Post to an address that a person configured, within `deadline` seconds; FetchError if it fails.

    Redirects are not followed, because the headers may contain a secret. Unless the address is trusted, it may not lead
    into a private network.
    """
    async with _as_fetch_errors(deadline):
        target = httpx.URL(url)
        if not _is_web_url(target):
            raise FetchError(f"{target} is not a web address")
        if not is_trusted:
            await _require_public(client, target, "the address is refused: a private-network address")
        request = client.build_request(
            "POST", target, content=body, headers=_latin1_headers(headers), extensions={TRUSTED: is_trusted}
        )
        response = await client.send(request, stream=True)
        try:
            return await _read_response(response, max_bytes)
        finally:
            await response.aclose()


@asynccontextmanager
async def _as_fetch_errors(deadline: float | None) -> AsyncIterator[None]:
    """Limit the time of the body to `deadline` seconds, and raise its errors as FetchErrors."""
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
    permanent_url, all_permanent, sets_cookie = "", True, False
    if not _is_web_url(url):
        raise FetchError(f"{_shown(url)} is not a web address")
    if url.userinfo:
        raise FetchError(f"{url.host} refused: its address {WITH_CREDENTIALS}")
    for hop in range(MAX_REDIRECTS + 1):
        headers, conditional = _request_headers(url, options)
        if options.pacing:
            await options.pacing.before_request(str(url))
        place = f"redirect to {url.host}" if hop else url.host
        response = await _send(client, url, headers, _is_trusted(url, options), place)
        try:
            if options.pacing:
                options.pacing.after_response(str(url), response.status_code, _header_values(response.headers.raw))
            target = response.headers.get("location")
            if response.status_code in REDIRECTS and not target:
                raise FetchError(f"HTTP {response.status_code}, a redirect without an address")
            if response.status_code not in (*REDIRECTS, MULTIPLE_CHOICES) or not target:
                return replace(
                    await _read_response(response, options.max_bytes, options.on_growth),
                    permanent_url=permanent_url,
                    is_conditional=conditional,
                )
        finally:
            await response.aclose()
        sets_cookie = sets_cookie or "set-cookie" in response.headers
        all_permanent = all_permanent and response.status_code in PERMANENT_REDIRECTS
        url = _redirect_target(url, target)
        permanent_url = str(url.copy_with(fragment=None)) if all_permanent else permanent_url
    hint = COOKIE_HINT if sets_cookie else ""
    raise FetchError(f"too many redirects (more than {MAX_REDIRECTS})", hint)


def _request_headers(url: httpx.URL, options: RequestOptions) -> tuple[httpx.Headers, bool]:
    """Return the headers of a request, and whether they make it conditional.

    Secrets go to the origin of the configured address alone, validators to the address that they are from.
    """
    is_home = _origin(url) == _origin(httpx.URL(options.configured_url))
    headers = _latin1_headers(options.headers, options.origin_headers if is_home else ())
    is_conditional = bool(options.validators) and str(url) == str(httpx.URL(options.validators_url))
    if is_conditional:
        headers.update(_latin1_headers(options.validators))
    return headers, is_conditional


def _is_trusted(url: httpx.URL, options: RequestOptions) -> bool:
    """Whether `url` may be in a private network.

    Without a word of the person it may if it has the host and the port of the configured address, and that address
    itself shows that it is private. A public name is never trusted, because its owner may point it anywhere.
    """
    if options.allow_private is not None:
        return options.allow_private
    configured_url = httpx.URL(options.configured_url)
    return _host_and_port(url) == _host_and_port(configured_url) and is_private_host(_host_and_port(url)[0])


async def _require_public(client: Client, url: httpx.URL, refusal: str) -> None:
    """Raise FetchError if the host is private by its name, or by its addresses where the client resolves it."""
    host, port = _host_and_port(url)
    if is_private_host(host) or any(map(is_private_ip, await client.resolve(host, port))):
        raise FetchError(refusal)


async def _send(client: Client, url: httpx.URL, headers: httpx.Headers, trusted: bool, place: str) -> httpx.Response:
    """Send a request and return the response without its body; `place` names the address in errors.

    Raises:
        FetchError: The host is private although the request is not trusted, or the response redirects to no address.
    """
    refusal = f"{place} refused: a private-network address ({ALLOW_PRIVATE_HINT})"
    if not trusted:
        await _require_public(client, url, refusal)
    request = client.build_request("GET", url, headers=headers, extensions={TRUSTED: trusted})
    try:
        return await client.send(request, stream=True)
    except PrivateAddressError as error:
        raise FetchError(refusal) from error
    except httpx.InvalidURL as error:  # httpx parses the target of a redirect even if it does not follow it
        raise FetchError(f"redirect refused: its target is not a web address ({error})") from error


def _redirect_target(url: httpx.URL, location: str) -> httpx.URL:
    target = url.join(location)
    if not _is_web_url(target):
        shown = _shown(target) if target.userinfo else location
        raise FetchError(f"redirect to {shown[:200]} refused: not a web address")
    if target.userinfo:
        raise FetchError(f"redirect to {target.host} refused: its address {WITH_CREDENTIALS}")
    if url.scheme == "https" and target.scheme == "http":
        raise FetchError(f"redirect to {target.host} refused: from https to plain http")
    return target


def _shown(url: httpx.URL) -> str:
    """Return an address as messages show it: without a user name or password."""
    return str(url.copy_with(userinfo=b"") if url.userinfo else url)


def _host_and_port(url: httpx.URL) -> tuple[str, int]:
    return url.raw_host.decode("ascii").rstrip("."), url.port or (443 if url.scheme == "https" else 80)


def _is_web_url(url: httpx.URL) -> bool:
    return url.scheme in ("http", "https") and bool(url.host) and (url.port or 0) < 1 << 16


def _latin1_headers(headers: Mapping[str, str], origin_headers: Sequence[tuple[str, str]] = ()) -> httpx.Headers:
    """Return headers encoded as `_read_response` decodes them, so that validators go back byte for byte."""
    merged = httpx.Headers(headers, encoding="latin-1")
    for name, value in origin_headers:
        merged[name] = value
    return merged


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


async def _read_response(response: httpx.Response, max_bytes: int, on_growth: GrowthHook | None = None) -> HttpResponse:
    headers = _header_values(response.headers.raw)
    result = HttpResponse(str(response.url), response.status_code, response.reason_phrase[:MAX_REASON_BYTES], headers)
    if response.status_code not in BODY_STATUSES:
        return result
    length = headers.get("content-length", "")
    if length.isdigit() and int(length[:20]) > max_bytes:
        raise too_large_error(max_bytes)
    decoder = BodyDecoder(headers.get("content-encoding", ""), max_bytes)
    is_complete, reported_bytes = True, 0
    try:
        async for piece in response.aiter_raw():
            decoder.add(piece)
            if on_growth and len(decoder) - reported_bytes > LARGE_BODY_BYTES:
                reported_bytes = len(decoder)
                await on_growth(reported_bytes)
    except (httpx.RemoteProtocolError, httpx.ReadError):
        is_complete = False
    content, is_decoded = decoder.finish()
    return replace(result, body=content, is_complete=is_complete and is_decoded)


def _header_values(raw_headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the values by name in lower case, repeated ones joined, in linear time; overlong ones are left out."""
    values: dict[str, list[str]] = {}
    for name, value in raw_headers:
        values.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    joined = {name: ", ".join(parts) for name, parts in values.items()}
    return {name: value for name, value in joined.items() if len(value) <= MAX_HEADER_LENGTH}


__all__ = [
    "Client",
    "HttpResponse",
    "OfflineError",
    "RequestOptions",
    "TransientFetchError",
    "Transport",
    "describe_status",
    "get",
    "has_document",
    "open_client",
    "post",
]
