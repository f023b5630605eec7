import errno
import gzip
import socket
import ssl
import subprocess
import sys

import pytest

from briefing.errors import FetchError
from briefing.web.address_guard import is_private_host, is_private_ip, resolve_host
from briefing.web.body_decoder import BodyDecoder
from briefing.web.client import RequestOptions, get, open_client
from briefing.web.error_messages import describe, describe_status, is_offline, is_transient
from briefing.web.fake_transport import fake_transport

FEED = "https://wire.example/feed"
FAR, NEAR = "93.184.216.34", "192.168.1.7"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.7",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:7f00:1::",
        "ff02::1",
    ],
)
def test_private_ip_addresses(address):
    assert is_private_ip(address)


@pytest.mark.parametrize(
    "address", [FAR, "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::93.184.216.34", "wire.example"]
)
def test_public_ip_addresses(address):
    assert not is_private_ip(address)


def test_private_host_names():
    assert all(map(is_private_host, ["localhost", "a.LOCALHOST.", "printer.local", "db.internal", "127.1.1.1"]))
    assert all(map(is_private_host, ["2130706433", "0x7f.1", "127.1", "017700000001", "10.256"]))
    assert not any(map(is_private_host, ["wire.example", "1572395042", "9.9.9.9.9", "99999999999", "0x"]))


async def test_numeric_hosts_are_resolved():
    assert await resolve_host("2130706433", 80) == ["127.0.0.1"]
    assert await resolve_host("a" * 70 + ".example", 80) == []


async def test_an_unknown_host_has_no_address(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert await resolve_host("no-such-host.example", 80) == []


def chained(error: BaseException, cause: BaseException) -> BaseException:
    error.__cause__ = cause
    return error


INVALID = ssl.SSLCertVerificationError(1, "failed")
INVALID.verify_message = "certificate has expired"
REFUSED = ConnectionRefusedError(errno.ECONNREFUSED, "refused")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (chained(OSError("x"), INVALID), "TLS certificate not valid: certificate has expired"),
        (chained(OSError("x"), socket.gaierror(-2, "Name or service not known")), "host not found"),
        (chained(OSError("x"), ExceptionGroup("many", [REFUSED, REFUSED])), "connection refused"),
        (OSError(errno.ENETUNREACH, "x"), "network unreachable"),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong"), "TLS failed: [ssl: wrong version number] wrong"),
        (ValueError("no scheme"), "no scheme"),
        (ValueError(), "ValueError"),
    ],
)
def test_messages_of_exceptions(error, message):
    assert describe(error) == message


def test_transient_and_offline_errors():
    assert is_transient(REFUSED)
    assert not is_transient(INVALID)
    assert is_offline(socket.gaierror(-2, "x"))
    assert not is_offline(REFUSED)


def test_statuses():
    assert describe_status(404) == "HTTP 404 Not Found"
    assert describe_status(404, "Nope") == "HTTP 404 Nope"
    assert describe_status(799) == "HTTP 799"


def site(routes: dict[str, tuple[int, dict[str, str], bytes]]):
    return open_client(fake_transport(lambda url, headers: routes[url]))


async def test_the_fake_transport_replaces_the_network():
    seen = {}

    def respond(url, headers):
        seen.update(headers)
        return 200, {"Content-Type": "text/xml"}, b"<rss/>"

    async with open_client(fake_transport(respond)) as client:
        page = await get(client, FEED, RequestOptions(FEED, validators={"If-None-Match": '"1"'}, validators_url=FEED))
    assert (page.status, page.body, page.headers["content-type"]) == (200, b"<rss/>", "text/xml")
    assert seen["if-none-match"] == '"1"'


@pytest.mark.parametrize(
    ("target", "stands_for"),
    [
        ("http://127.0.0.1/admin", []),
        ("http://169.254.169.254/latest", []),
        ("http://[::ffff:10.0.0.1]/", []),
        ("http://localhost/", []),
        ("http://inside.example/", [FAR, NEAR]),
        ("http://2130706433/", ["127.0.0.1"]),
    ],
)
async def test_redirects_into_a_private_network_are_refused(target, stands_for):
    asked = []

    def respond(url, headers):
        asked.append(url)
        return 302, {"location": target}, b""

    async def resolve(host, port):
        return [FAR] if host == "wire.example" else stands_for

    async with open_client(fake_transport(respond)) as client:
        client.resolve = resolve
        with pytest.raises(FetchError, match="refused: a private-network address"):
            await get(client, "http://wire.example/feed")
        with pytest.raises(FetchError, match="refused: a private-network address"):
            await get(client, target, RequestOptions("http://wire.example/feed"))
    assert asked == ["http://wire.example/feed"]


async def test_a_configured_private_host_allows_only_that_host():
    start = "http://10.0.0.5/a"
    routes = {
        start: (302, {"location": "http://10.0.0.5/b"}, b""),
        "http://10.0.0.5/b": (302, {"location": "http://nas.local/c"}, b""),
        "http://nas.local/c": (200, {}, b"x"),
    }
    async with site(routes) as client:
        assert (await get(client, start, RequestOptions(start, allow_private=True))).body == b"x"
        with pytest.raises(
            FetchError, match=r"redirect to nas\.local refused: a private-network address.*allow_private"
        ):
            await get(client, start)
        with pytest.raises(FetchError, match=r"^10\.0\.0\.5 refused: a private-network address"):
            await get(client, start, RequestOptions(start, allow_private=False))


async def test_validators_are_sent_only_to_their_address():
    asked = {}

    def respond(url, headers):
        asked[url] = headers.get("if-none-match")
        return (302, {"location": "/b"}, b"") if url.endswith("/a") else (304, {}, b"")

    start, validators = "http://wire.example/a", {"If-None-Match": '"1"'}
    async with open_client(fake_transport(respond)) as client:
        elsewhere = await get(client, start, RequestOptions(start, validators=validators, validators_url=start))
        assert (asked, elsewhere.is_conditional) == ({start: '"1"', "http://wire.example/b": None}, False)
        there = await get(
            client, start, RequestOptions(start, validators=validators, validators_url="http://wire.example/b")
        )
        assert (asked, there.is_conditional) == ({start: None, "http://wire.example/b": '"1"'}, True)


async def test_redirects_from_https_to_http_are_refused():
    routes = {"https://wire.example/a": (301, {"location": "http://wire.example/a"}, b"")}
    async with site(routes) as client:
        with pytest.raises(FetchError, match="from https to plain http"):
            await get(client, "https://wire.example/a")


@pytest.mark.parametrize("url", ["https://", "http://[::1", "http://wire.example:99999/"])
async def test_invalid_addresses(url):
    async with site({}) as client:
        with pytest.raises(FetchError):
            await get(client, url)


async def test_redirects_to_invalid_addresses_are_refused():
    async with site({"http://wire.example/a": (302, {"location": "http://wire.example:99999/"}, b"")}) as client:
        with pytest.raises(FetchError, match="refused: not a web address"):
            await get(client, "http://wire.example/a")


async def test_a_choice_with_a_location_is_followed_and_a_redirect_without_one_is_named():
    routes = {
        "http://wire.example/a": (300, {"location": "/b"}, b""),
        "http://wire.example/b": (200, {}, b"feed"),
        "http://wire.example/choice": (300, {}, b"choose"),
        "http://wire.example/nowhere": (301, {}, b""),
    }
    async with site(routes) as client:
        assert (await get(client, "http://wire.example/a")).body == b"feed"
        assert (await get(client, "http://wire.example/choice")).status == 300
        with pytest.raises(FetchError, match="HTTP 301, a redirect without an address"):
            await get(client, "http://wire.example/nowhere")


def test_a_body_in_single_bytes_is_decoded():
    import gzip

    body = BodyDecoder("gzip")
    for byte in gzip.compress(b"rain in the north"):
        body.add(bytes([byte]))
    assert body.finish() == (b"rain in the north", True)
    one = BodyDecoder("")
    one.add(b"x")
    assert one.finish() == (b"x", True)
    assert BodyDecoder("").finish() == (b"", True)


@pytest.mark.parametrize(
    "encoding",
    ["UTF-8", "utf8", "none", "aws-chunked", "ISO-8859-1", "binary", "8bit", "chunked", "identity, utf-8", "''", ","],
)
def test_an_encoding_that_names_no_compression_leaves_the_body(encoding):
    body = BodyDecoder(encoding)
    body.add(b"<rss/>")
    assert body.finish() == (b"<rss/>", True)


@pytest.mark.parametrize("encoding", ["aws-chunked,gzip", "gzip, utf-8", "X-GZIP", "utf-8"])
def test_a_compressed_body_is_decoded_beside_other_tokens(encoding):
    body = BodyDecoder(encoding)
    body.add(gzip.compress(b"<rss/>"))
    assert body.finish() == (b"<rss/>", True)


@pytest.mark.parametrize("encoding", ["br", "utf-8, zstd", "gzip, gzip", "deflate,gzip", "compress"])
def test_other_compressions_are_refused(encoding):
    with pytest.raises(FetchError, match="is not supported"):
        BodyDecoder(encoding)


def test_the_limit_of_a_body_is_exact():
    body = BodyDecoder("", max_bytes=4)
    body.add(b"abcd")
    assert body.finish() == (b"abcd", True)
    body = BodyDecoder("", max_bytes=4)
    body.add(b"abcd")
    with pytest.raises(FetchError, match="too large: more than 4 bytes"):
        body.add(b"e")


def test_a_compression_bomb_uses_little_memory():
    code = """
import gzip, resource, sys
from briefing.web.body_decoder import BodyDecoder
from briefing.errors import FetchError
bomb = b"".join(gzip.compress(bytes(1 << 24)) for _ in range(8))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    BodyDecoder("gzip").add(bomb)
except FetchError as error:
    unit = 1 if sys.platform == "darwin" else 1024
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit
    print(error, grown < 60 << 20)
"""
    pytest.importorskip("resource")
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[0] == "too large: more than 15 MiB True"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "gopher://proxy.example:1080"),
        ("SSL_CERT_FILE", "/no/such/file.pem"),
    ],
)
def test_an_unusable_environment_is_reported(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(FetchError, match="named in the environment cannot be used") as caught:
        open_client()
    assert name.upper() in caught.value.hint


@pytest.mark.parametrize("proxy", ["socks5://proxy.example:1080", "socks5h://me:secret@proxy.example"])
def test_a_socks_proxy_without_its_extra_names_the_command_that_adds_it(monkeypatch, proxy):
    monkeypatch.setattr("briefing.extras.find_spec", lambda name: None)
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(FetchError, match=r"^the proxy socks5h?://proxy\.example needs ") as caught:
        open_client()
    assert "[socks]" in caught.value.hint and "secret" not in f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize("size", [0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 3 << 18, 1_000_003])
@pytest.mark.parametrize("cut", [7, 4096, 1 << 20])
def test_bodies_of_any_size_are_decoded_completely(size: int, cut: int) -> None:
    for packed in (gzip.compress(b"ab" * (size // 2) + b"c" * (size % 2)), gzip.compress(bytes(size))):
        body = BodyDecoder("gzip")
        for start in range(0, len(packed), cut):
            body.add(packed[start : start + cut])
        decoded, ended = body.finish()
        assert (len(decoded), ended) == (size, True)
