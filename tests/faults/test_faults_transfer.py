"""Faults of the transfer: encoding, size, time, certificates, addresses; one test for each fault."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from fault_site import (
    CERTIFICATES,
    DATE,
    NOW,
    TWO,
    FeedSite,
    Request,
    answer,
    causes,
    is_conditional,
    item,
    redirect,
    rss,
    tls,
)
from server import serve

from briefing.errors import FetchError
from briefing.feeds.fetching.fetcher import fetch_feed
from briefing.feeds.fetching.schedule import is_due
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FetchFailure
from briefing.output.feed_health import all_feeds_failed, unreachable_line
from briefing.services.refreshing import feed_fetch
from briefing.web.client import RequestOptions, get, open_client

RAW = zlib.compressobj(wbits=-15)
ENCODED = {
    "gzip": gzip.compress(TWO),
    "": gzip.compress(TWO),
    "deflate": zlib.compress(TWO),
    "Deflate": RAW.compress(TWO) + RAW.flush(),
}


@pytest.mark.parametrize("encoding", list(ENCODED))
def test_f18_encodings(feed_site: FeedSite, encoding: str) -> None:
    url = feed_site.route("feed", answer(body=ENCODED[encoding], Content_Encoding=encoding))
    assert feed_site.refresh(url).articles == 2
    assert feed_site.server.requests[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", b"\x1f\x8bcut"), ("br", b"\x0b"), ("zstd", b"\x28\xb5"), ("deflate", TWO)]
)
def test_f18_unsupported_and_wrong_encodings(feed_site: FeedSite, encoding: str, body: bytes) -> None:
    (cause,) = causes(feed_site.refresh(feed_site.route("feed", answer(body=body, Content_Encoding=encoding))))
    assert "content encoding" in cause


def test_f19_a_compression_bomb() -> None:
    pytest.importorskip("resource")
    code = """
import asyncio, gzip, resource, sys
sys.path[:0] = sys.argv[1:]
from server import answer, serve
from briefing.feeds.fetching.fetcher import fetch_feed
from briefing.model.feeds import Feed, FeedState
from briefing.web.client import open_client
from fault_site import NOW
bomb = b"".join([gzip.compress(bytes(1 << 24))] * 640)  # 10 GiB
async def main():
    async with serve(feed=lambda _: answer(body=bomb, Content_Encoding="gzip")) as site, open_client() as client:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found = await fetch_feed(client, Feed(site.url("/feed")), FeedState(""), now=NOW)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(found.cause.partition(" (")[0], grown * (1 if sys.platform == "darwin" else 1024) < 100 << 20)
asyncio.run(main())
"""
    folders = [str(CERTIFICATES.parent), str(CERTIFICATES.parents[1] / "feeds")]
    ran = subprocess.run([sys.executable, "-c", code, *folders], capture_output=True, text=True, check=True)
    assert ran.stdout == "too large: more than 15 MiB True\n"


@pytest.mark.parametrize("length", ["5368709120", ""])
def test_f20_an_endless_body(feed_site: FeedSite, length: str) -> None:
    def endless(_: Request):
        yield b"HTTP/1.1 200 OK\r\n" + (f"Content-Length: {length}\r\n".encode() if length else b"") + b"\r\n"
        while True:
            yield bytes(1 << 20)

    url, other = feed_site.route("feed", endless), feed_site.route("other", TWO)
    report = feed_site.refresh(url, Feed(other, name="Sample Gazette"))
    assert causes(report) == ["too large: more than 15 MiB (look for a shorter feed of this site, or disable this one)"]
    assert report.articles == 2


def test_f21_a_trickle_of_bytes(feed_site: FeedSite) -> None:
    def drip(_: Request):
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
        while True:
            yield b"<"
            yield 0.1

    feeds = [feed_site.route(f"slow{n}", drip) for n in range(4)]
    feed_site.deadlines = dict.fromkeys(feeds, 0.6)
    report = feed_site.refresh(*feeds, Feed(feed_site.route("feed", TWO), name="Sample Gazette"))
    assert causes(report) == ["timed out after 0.6 s"] * 4
    assert report.articles == 2


@pytest.mark.parametrize("keep", [0.55, 0.95])
def test_f22_an_incomplete_body(feed_site: FeedSite, keep: float) -> None:
    body = rss(*map(item, range(10)))
    cut = body[: int(len(body) * keep)]
    url = feed_site.route("feed", answer(body=cut, Content_Length=str(len(body)), ETag='"1"', Last_Modified=DATE))
    report = feed_site.refresh(url)
    assert report.failed == () and report.articles == int(10 * keep)
    assert causes(report) == ["the download broke off: the rest is fetched next time"]
    feed_site.route("feed", answer(body=body, ETag='"1"'))
    assert feed_site.refresh(url, hours=2).articles == 10 - report.articles
    assert not is_conditional(feed_site.server.requests[1]), "validators of a part would keep the rest away"


def test_f23_no_connection(feed_site: FeedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo

    def lookup(host, *rest, **more):
        if host == "no-such-host.example":
            raise socket.gaierror(-2, "Name or service not known")
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(feed_fetch, "is_private_host", lambda host: False)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/feed"
        unknown = Feed("http://no-such-host.example/feed", name="Sample Metro")
        report = feed_site.refresh(closed, unknown, Feed(feed_site.route("feed", TWO), name="Sample Gazette"))
    assert {problem.subject: problem.text for problem in report.failed} == {
        "Sample Wire": "connection refused",
        "Sample Metro": "host not found",
    }
    assert report.articles == 2
    with feed_site.services(unknown) as services:
        (found,) = (state for feed, state in services.feed_health.feeds_with_states() if feed == unknown)
    assert not is_due(unknown, found, feed_site.clock.now()), "the network is there, so the feed backs off"
    (noted,) = (problem for problem in report.failed if problem.subject == "Sample Metro")
    assert noted.next_try == found.next_due


@pytest.mark.parametrize("is_public", [False, True])
def test_f23_unknown_hosts_back_off_only_if_the_network_is_there(
    feed_site: FeedSite, monkeypatch: pytest.MonkeyPatch, is_public: bool
) -> None:
    """What this computer itself serves says nothing about the network."""
    real = socket.getaddrinfo

    def lookup(host, *rest, **more):
        if str(host).endswith(".example"):
            raise socket.gaierror(-2, "not known")
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(feed_fetch, "is_private_host", lambda host: not is_public)
    unknown = Feed("http://no-such-host.example/feed", name="Sample Metro")
    for _ in range(8):
        feed_site.refresh(unknown, hours=1)
    assert feed_site.state(unknown.url).failures == 1, "a night without a network is no fault of the host"
    feed_site.refresh(unknown, feed_site.route("feed", TWO), hours=1)
    state = feed_site.state(unknown.url)
    assert is_due(unknown, state, feed_site.clock.now()) != is_public
    assert state.next_due and state.next_due - feed_site.clock.now() < timedelta(hours=3)


def test_f23_a_name_server_that_comes_late_costs_no_feed_anything(
    feed_site: FeedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = socket.getaddrinfo, list[str]()

    def lookup(host, *rest, **more):
        name = host.decode() if isinstance(host, bytes) else host
        if not name.endswith(".example"):
            return real(host, *rest, **more)
        asked.append(name)
        if len(asked) == 1:
            raise socket.gaierror(-3, "Temporary failure in name resolution")
        return real("127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(feed_fetch, "is_private_host", lambda host: False)
    late = Feed(
        feed_site.route("late", TWO).replace("127.0.0.1", "metro.example"), name="Sample Metro", allow_private=True
    )
    report = feed_site.refresh(late, feed_site.route("feed", TWO), hours=1)
    assert (report.failed, report.new_data, len(asked)) == ((), 2, 2)
    assert feed_site.state(late.url).failures == 0


@pytest.mark.parametrize(
    ("certificate", "authority", "cause"),
    [
        ("expired", "ca", "TLS certificate not valid: certificate has expired"),
        (
            "elsewhere",
            "ca",
            "TLS certificate not valid: IP address mismatch, certificate is not valid for '127.0.0.1'.",
        ),
        ("valid", "", "TLS certificate not valid: unable to get local issuer certificate"),
        ("valid", "ca", ""),
    ],
)
async def test_f23_certificates(monkeypatch, certificate: str, authority: str, cause: str) -> None:
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    for switch in ("PYTHONHTTPSVERIFY", "CURL_INSECURE", "GIT_SSL_NO_VERIFY"):
        monkeypatch.setenv(switch, "0" if switch.startswith("PY") else "1")  # none of them may turn verification off
    if authority:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / f"{authority}.pem"))
    async with serve(tls(certificate), feed=lambda _: answer(body=TWO)) as site:
        url = site.url("/feed").replace("http:", "https:")
        async with open_client() as client:
            found = await fetch_feed(client, Feed(url), FeedState(url), now=NOW)
    assert isinstance(found, FetchFailure) == bool(cause)
    assert not isinstance(found, FetchFailure) or found.cause.startswith(cause)


def test_f24_offline(feed_site: FeedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    feeds = [
        Feed(feed_site.route("feed", TWO).replace("127.0.0.1", f"s{n}.example"), name=f"Sample {n}") for n in range(60)
    ]
    feed_site.refresh(feed_site.server.url("/feed"))

    def unknown(*_, **__):
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    report = feed_site.refresh(*feeds, hours=2)
    assert all_feeds_failed(report)
    assert unreachable_line(report, feed_site.clock.now()).startswith(
        "None of the 60 feeds could be reached: host not found."
    )
    assert "\n" not in unreachable_line(report, feed_site.clock.now())
    with feed_site.services(*feeds) as services:
        assert sum(row.article_count for row in services.reading.thread_rows()) == 2
        assert all(
            is_due(feed, state, feed_site.clock.now()) for feed, state in services.feed_health.feeds_with_states()
        ), "no server was asked"


INSIDE = [
    "http://127.0.0.2/",
    "http://10.1.2.3/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://2130706434/",
    "http://0x7f000002/",
    "http://localhost/",
    "http://printer.local/",
]


@pytest.mark.parametrize("target", INSIDE)
def test_f25_redirects_into_a_private_network(feed_site: FeedSite, target: str) -> None:
    url = feed_site.route("feed", redirect("301 Moved Permanently", target))
    (cause,) = causes(feed_site.refresh(url))
    assert "refused: a private-network address (allow_private = true in feeds.toml permits it)" in cause
    assert feed_site.state(url).permanent_url == ""


def test_f25_private_hosts_that_are_configured_or_allowed(feed_site: FeedSite) -> None:
    target = feed_site.server.url("/feed", host="localhost")
    feed_site.route("feed", TWO)
    url = feed_site.route("old", redirect("302 Found", target))
    assert feed_site.refresh(Feed(url, allow_private=True)).articles == 2
    (cause,) = causes(feed_site.refresh(Feed(url, allow_private=False), hours=2))
    assert cause.startswith("127.0.0.1 refused: a private-network address")


async def test_f25_dns_rebinding(monkeypatch) -> None:
    """A name stands for an outside address at first, and for this machine when it is connected to."""
    real = socket.getaddrinfo
    asked = []

    def rebinding(host, *rest, **more):
        if host not in ("rebind.example", b"rebind.example"):
            return real(host, *rest, **more)
        asked.append(host)
        return real("127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    async with serve(feed=lambda _: answer(body=TWO)) as site, open_client() as client:
        with pytest.raises(FetchError, match=r"^rebind\.example refused: a private-network address"):
            await get(client, site.url("/feed", host="rebind.example"), RequestOptions("https://wire.example/feed"))
        assert len(asked) == 1, "what was checked is connected to; the name is not looked up again"
        assert site.requests == [], "nothing was sent"


async def test_secret_headers_come_from_the_environment_or_a_command(monkeypatch) -> None:
    from briefing.model.feeds import Secret

    monkeypatch.setenv("SAMPLE_TOKEN", "t0ken")
    secrets = (
        ("X-Token", Secret(env="SAMPLE_TOKEN", prefix="Bearer ")),
        ("Authorization", Secret(command=(sys.executable, "-c", "print('open sesame')"), user="reader")),
    )
    async with serve(feed=lambda _: answer(body=TWO)) as site, open_client() as client:
        feed = Feed(site.url("/feed"), secrets=secrets)
        await fetch_feed(client, feed, FeedState(feed.url), now=NOW)
        sent = site.requests[0].headers
        assert (sent["x-token"], sent["authorization"]) == ("Bearer t0ken", "Basic cmVhZGVyOm9wZW4gc2VzYW1l")
        for secret, cause in {
            Secret(env="NOT_SET_AT_ALL"): "no value for the header X: $NOT_SET_AT_ALL is not set",
            Secret(
                command=("no-such-command; touch x",)
            ): "no value for the header X: `no-such-command; touch x`: No such",
            Secret(command=(sys.executable, "-c", "exit(7)")): " failed with exit code 7",
            Secret(command=(sys.executable, "-c", "")): " printed nothing",
            Secret(command=(sys.executable, "-c", "print('a\\x07b')")): "is not one line of ASCII text",
        }.items():
            found = await fetch_feed(client, replace(feed, secrets=(("X", secret),)), FeedState(feed.url), now=NOW)
            assert isinstance(found, FetchFailure) and cause in found.cause
    assert len(site.requests) == 1


def test_a_proxy_of_the_environment_is_used(feed_site: FeedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    feed_site.server.routes["http://wire.example/feed"] = lambda _: answer(body=TWO)
    monkeypatch.setenv("http_proxy", feed_site.server.url(""))
    assert feed_site.refresh("http://wire.example/feed").articles == 2
    feed_site.server.routes["http://wire.example/feed"] = lambda _: redirect("302 Found", "http://10.0.0.1/")
    (cause,) = causes(feed_site.refresh("http://wire.example/feed", hours=2))
    assert "redirect to 10.0.0.1 refused: a private-network address" in cause


def test_unnamed_feeds_of_one_host_have_different_names(feed_site: FeedSite) -> None:
    feeds = [Feed(feed_site.route(path, answer("404 Not Found"))) for path in ("world", "asia")]
    report = feed_site.refresh(*feeds)
    names = [problem.subject for problem in report.failed]
    assert sorted(name.partition("/")[2] for name in names) == ["asia", "world"]
    assert all_feeds_failed(feed_site.refresh(*feeds, Feed(feed_site.route("third", answer("404 Not Found")))))
