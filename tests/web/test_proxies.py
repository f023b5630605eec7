"""Which hosts NO_PROXY exempts, and that odd entries of it do no harm."""

import pytest

from briefing.web.client import get, open_client
from briefing.web.proxies import ProxySettings, is_exempt

PROXY_NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.mark.parametrize(
    ("no_proxy", "host", "port"),
    [
        ("localhost,127.0.0.1,[::1]", "::1", None),
        ("::1", "::1", 8080),
        ("[::1]:8080", "::1", 8080),
        ("fe80::/10", "fe80::1", None),
        ("[fe80::]/10", "fe80::1", None),
        ("[fd00::/8]", "fd00::7", None),
        ("10.0.0.0/8", "10.20.30.40", 80),
        ("192.168.1.7/24", "192.168.1.200", None),
        ("0:0:0:0:0:0:0:1", "::1", None),
        ("10.0.0.1", "::ffff:10.0.0.1", None),
        ("wire.example", "www.WIRE.example.", None),
        (".wire.example", "www.wire.example", None),
        ("*.wire.example", "www.wire.example", None),
        ("a.example wire.example", "wire.example", None),
        ("wire.example:8080", "wire.example", 8080),
        ("https://wire.example", "wire.example", None),
        ("a.example, *", "wire.example", None),
        ("a.example;wire.example", "wire.example", None),
        ("192.168.", "192.168.1.7", None),
        ("10.*", "10.20.30.40", None),
        ("büro.example", "xn--bro-hoa.example", None),
    ],
)
def test_exempt_hosts(no_proxy, host, port):
    assert is_exempt(no_proxy, host, port)


@pytest.mark.parametrize(
    ("no_proxy", "host", "port"),
    [
        ("", "wire.example", None),
        ("wire.example", "newswire.example", None),
        ("wire.example:8080", "wire.example", None),
        ("10.0.0.0/8", "11.0.0.1", None),
        ("10.0.0.0/8", "fe80::1", None),
        ("fe80::/10", "wire.example", None),
        ("[::1", "::2", None),
        ("10.0.0.0/99,nonsense/8,[,:,/", "10.0.0.1", None),
        (".", "wire.example", None),
        ("10.", "100.1.1.1", None),
        ("10.*", "10.wire.example", None),
    ],
)
def test_other_hosts(no_proxy, host, port):
    assert not is_exempt(no_proxy, host, port)


def test_the_proxy_of_a_host():
    settings = ProxySettings({"http": "http://proxy.example:3128", "all": "http://other.example"}, "[::1]")
    assert settings.proxy_for("http", "wire.example") == "http://proxy.example:3128"
    assert settings.proxy_for("https", "wire.example") == "http://other.example"
    assert settings.proxy_for("http", "::1") == ""


@pytest.mark.parametrize("no_proxy", ["localhost,127.0.0.1,[::1]", "fe80::/10", "[fe80::]/10,[", "[::1]:80,:::,a b:c"])
async def test_every_no_proxy_leaves_requests_possible(monkeypatch, no_proxy):
    from server import answer, serve

    for name in PROXY_NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("NO_PROXY", no_proxy)
    async with serve() as site:
        monkeypatch.setenv("HTTP_PROXY", site.url(""))
        site.routes["http://wire.example/feed"] = lambda _: answer(body=b"through the proxy")
        async with open_client() as client:
            assert (await get(client, "http://wire.example/feed")).body == b"through the proxy"
