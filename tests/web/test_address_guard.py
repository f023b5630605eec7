"""Where requests may lead: what counts as private, what is trusted, and that checked addresses are connected to."""

import socket

import httpcore
import pytest
from server import answer, serve

from briefing.errors import FetchError
from briefing.web.address_guard import PrivateAddressError, is_private_host, is_private_ip
from briefing.web.client import RequestOptions, get, open_client
from briefing.web.fake_transport import fake_transport
from briefing.web.network_backend import GuardedBackend

PUBLIC, PUBLIC_IPV6 = "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"
REFUSED = "refused: a private-network address"
START = "http://wire.example/feed"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.255.0.1", "169.254.169.254"),
        *("172.31.0.1", "192.0.0.1", "192.0.0.9", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.1"),
        *("198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::10.0.0.1", "::8.8.8.8"),
        *("::ffff:0:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::192.168.0.1", "64:ff9b:1::1", "100::1", "2001::1"),
        *("2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:1::"),
        *("3fff::1", "4000::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fe80::1%25lo"),
        *("febf::1", "fec0::1", "feff::1", "ff02::1", "ff0e::1", f"{PUBLIC_IPV6}%eth0"),
        "2001:0:5db8:d822::f5ff:fffe",  # Teredo: a public server, the client 10.0.0.1
        "2001:0:a00:1::a247:27dd",  # Teredo: the server 10.0.0.1, a public client
        "2606:2800:220:1:0:5efe:10.0.0.1",  # ISATAP
    ],
)
def test_special_addresses_are_private(address):
    assert is_private_ip(address)


@pytest.mark.parametrize(
    "address",
    [
        *(PUBLIC, PUBLIC_IPV6, "100.63.255.255", "172.32.0.1", "192.0.1.1", "198.20.0.1", "223.255.255.254"),
        *("64:ff9b::93.184.216.34", "::ffff:93.184.216.34", "2002:5db8:d822::1", "2001:0:5db8:d822::a247:27dd"),
        *("2620:4f:8000::1", "2001:200::1", "wire.example", "", "1.2.3"),
    ],
)
def test_other_addresses_are_public(address):
    assert not is_private_ip(address)


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "localhost.", "LOCALHOST", "a.localhost", "a.localhost.", "x.y.local", "nas", "router", "nas."),
        *("nas.lan", "box.home.arpa", "git.corp", "wiki.intranet", "db.internal.", "localhost.localdomain"),
        *("127.0.0.1.", "127.1", "0", "0x7f.1", "0X7F000001", "017700000001", "0177.0.0.1", "2130706433", "10.256"),
        *("192.168.257", "3232235777", "::1", "[::1]", "[fe80::1%25eth0]", "::ffff:127.0.0.1"),
    ],
)
def test_private_hosts_by_name_or_number(host):
    assert is_private_host(host)


@pytest.mark.parametrize(
    "host",
    ["wire.example", "locals.example", "local.example", "xn--mnchen-3ya.example", PUBLIC, "1572395042", "lan.de"],
)
def test_public_hosts_by_name_or_number(host):
    assert not is_private_host(host)


async def error_of(url: str, options: RequestOptions | None = None, **routes: tuple[int, dict[str, str], bytes]) -> str:
    """Return the error of a request, "" if it succeeds; `routes` are hosts and their answers."""

    def respond(address, headers):
        return routes.get(address.partition("//")[2].partition(".")[0], (200, {}, b"inside"))

    async with open_client(fake_transport(respond)) as client:
        try:
            await get(client, url, options)
        except FetchError as error:
            return str(error)
    return ""


@pytest.mark.parametrize(
    "target",
    [
        *("http://[fec0::1]/", "http://192.0.0.1/", "http://192.88.99.1/", "http://0/", "http://0x7f.1:8080/"),
        *("http://localhost./", "http://a.localhost/", "http://[::ffff:a00:1]/", "http://[64:ff9b::a00:1]/"),
        *("http://nas/", "http://LOCALHOST/", "//127.1/x", "http://[fe80::1]/", "http://100.64.0.1/"),
    ],
)
async def test_redirects_to_private_hosts_in_every_notation_are_refused(target):
    assert REFUSED in await error_of(START, wire=(302, {"location": target}, b""))


@pytest.mark.parametrize("location", ["http://127.0.0.1:8081/x", "http://nas.lan:80/", "http://localhost:8080/"])
async def test_a_private_feed_is_trusted_only_on_its_port(location):
    start = "http://127.0.0.1:8080/feed"

    def respond(url, headers):
        return (302, {"location": location}, b"") if url == start else (200, {}, b"inside")

    async with open_client(fake_transport(respond)) as client:
        with pytest.raises(FetchError, match=REFUSED):
            await get(client, start)
        assert (await get(client, start, RequestOptions(start, allow_private=True))).body == b"inside"


@pytest.mark.parametrize("typed", ["http://nas/a", "http://nas.lan:80/a", "http://10.0.0.5/a", "http://[::1]:8080/a"])
async def test_what_was_private_as_typed_stays_readable(typed):
    redirected = typed.replace("/a", "/b")

    def respond(url, headers):
        return (301, {"location": redirected}, b"") if url.endswith("/a") else (200, {}, b"inside")

    async with open_client(fake_transport(respond)) as client:
        assert (await get(client, typed)).body == b"inside"
        with pytest.raises(FetchError, match=REFUSED):
            await get(client, typed, RequestOptions(typed, allow_private=False))


@pytest.mark.parametrize("port", ["", ":8080"])
async def test_a_public_name_that_comes_to_lead_inside_is_refused(monkeypatch, port):
    """Its owner may point it anywhere, so the feed's own host is no exception, on any port."""
    async with serve(feed=lambda _: answer(body=b"inside")) as site:
        own = site.url("/feed", host="public.example")
        start = own.replace(f":{site.port}", port)

        real = socket.getaddrinfo

        def inside(host, *rest, **more):
            return real("127.0.0.1" if host in ("public.example", b"public.example") else host, *rest, **more)

        monkeypatch.setattr(socket, "getaddrinfo", inside)
        async with open_client() as client:
            for url in (own, start):
                with pytest.raises(FetchError, match=rf"^public\.example {REFUSED}"):
                    await get(client, url, RequestOptions(start))
            assert site.requests == []
            assert (await get(client, own, RequestOptions(start, allow_private=True))).body == b"inside"
            with pytest.raises(FetchError, match=REFUSED):  # the open connection of the trusted request is not used
                await get(client, own, RequestOptions(start))
        assert len(site.requests) == 1


class RecordingBackend(httpcore.AsyncNetworkBackend):
    """Remembers the addresses that are connected to; those in `down` cannot be reached."""

    def __init__(self, *down: str) -> None:
        self.addresses: list[str] = []
        self._down = down

    async def connect_tcp(self, host, port, *_, **__):
        self.addresses.append(host)
        if host in self._down:
            raise httpcore.ConnectError("unreachable")
        return httpcore.AsyncMockStream([])


async def connect(answers: list[list[str]], backend: RecordingBackend) -> int:
    """Connect to a host whose name server gives `answers` one after the other; return how often it was asked."""
    asked = 0

    async def resolve(host, port):
        nonlocal asked
        asked += 1
        return answers[asked - 1]

    await GuardedBackend(resolve, backend).connect_tcp("rebind.example", 80)
    return asked


async def test_the_addresses_that_were_checked_are_connected_to():
    backend = RecordingBackend()
    assert await connect([[PUBLIC], ["127.0.0.1"]], backend) == 1
    assert backend.addresses == [PUBLIC]


@pytest.mark.parametrize("answers", [["127.0.0.1"], [PUBLIC, "10.0.0.1"], [PUBLIC_IPV6, "fe80::1%eth0"], ["fec0::1"]])
async def test_a_name_with_one_private_address_is_not_connected_to(answers):
    backend = RecordingBackend()
    with pytest.raises(PrivateAddressError):
        await connect([answers], backend)
    assert backend.addresses == []


async def test_each_address_of_a_host_is_tried():
    backend = RecordingBackend(PUBLIC_IPV6)
    await connect([[PUBLIC_IPV6, PUBLIC]], backend)
    assert backend.addresses == [PUBLIC_IPV6, PUBLIC]
    with pytest.raises(httpcore.ConnectError):
        await connect([[PUBLIC_IPV6, PUBLIC]], RecordingBackend(PUBLIC_IPV6, PUBLIC))
    with pytest.raises(socket.gaierror):
        await connect([[]], backend)


@pytest.mark.parametrize("host", ["rebind.example", "127.0.0.1", "localhost"])
async def test_through_a_proxy_names_and_numbers_are_checked(monkeypatch, host):
    """A proxy resolves names itself: only what a name shows can be checked."""

    async with serve() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url(""))
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        async with open_client() as client:
            if host == "rebind.example":
                assert (await get(client, f"http://{host}/", RequestOptions(START))).status == 404
            else:
                with pytest.raises(FetchError, match=REFUSED):
                    await get(client, f"http://{host}/", RequestOptions(START))
        assert len(proxy.requests) == (host == "rebind.example")


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("http://me:PW@far.example/feed", "redirect to far.example"),
        ("//me@far.example/feed", "redirect to far.example"),
        ("https://:PW@wire.example/", "redirect to wire.example"),
        ("ftp://me:PW@far.example/", "redirect to ftp://far.example/"),
    ],
)
@pytest.mark.parametrize("status", [301, 302])
async def test_redirects_with_credentials_are_refused(target, place, status):
    message = await error_of(START, wire=(status, {"location": target}, b""))
    assert message.startswith(f"{place} refused: ")
    assert "PW" not in message


async def test_addresses_with_credentials_are_refused_whoever_names_them():
    message = await error_of("http://me:PW@far.example/article", RequestOptions(START))
    assert message == "far.example refused: its address contains a user name or password"
