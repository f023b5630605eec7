"""Fetching from a server on loopback: what is sent to it, and the outcome of what it sends."""

import asyncio
import gzip
import socket
import zlib
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from server import Request, answer, serve

from briefing import __version__
from briefing.feeds.fetching.fetcher import FEED_DEADLINE, TOTAL_DEADLINE, fetch_all, fetch_feed
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FetchFailure, NotModified, Response
from briefing.web.client import get, open_client

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
RSS = b"<rss version='2.0'><channel><title>Sample Wire</title><item><title>Rain</title></item></channel></rss>"


@pytest.fixture(autouse=True)
def no_proxy_and_short_pauses(monkeypatch):
    monkeypatch.setattr("briefing.feeds.fetching.fetcher.RETRY_PAUSE", 0.01)
    monkeypatch.setenv("no_proxy", "*")
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


async def outcome(url: str, state: FeedState | None = None, deadline: float = 60, **keys):
    async with open_client() as client:
        feed = Feed(url, **keys)
        return await fetch_feed(client, feed, state or FeedState(url), now=NOW, deadline=deadline)


async def test_a_feed_is_fetched_unchanged():
    tag, date = 'W/"a \xe9"', "Mon, 02 Mar 2026 10:00:00 GMT"
    async with serve(feed=lambda _: answer(body=RSS, ETag=tag, Last_Modified=date, Set_Cookie="a=b")) as site:
        found = await outcome(site.url("/feed"), headers=(("X-Key", "7"), ("accept", "text/xml")))
        assert isinstance(found, Response)
        assert (found.body, found.etag, found.modified, found.permanent_url) == (RSS, tag, date, "")
        sent = site.requests[0].headers
    assert sent["user-agent"] == f"briefing/{__version__} (+feed reader)"
    assert sent["accept-encoding"] == "gzip, deflate"
    assert (sent["x-key"], sent["accept"]) == ("7", "text/xml")
    assert not {"cookie", "if-none-match", "if-modified-since"} & sent.keys()


async def test_validators_go_back_byte_for_byte():
    tag, date = 'W/"a \xe9"', "yesterday, roughly"
    async with serve(feed=lambda _: answer("304 Not Modified", Cache_Control="max-age=60")) as site:
        state = FeedState(site.url("/feed"), etag=tag, modified=date)
        assert isinstance(await outcome(state.url, state), NotModified)
        sent = site.requests[0].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == (tag, date)


async def test_304_to_an_unconditional_request_is_a_failure():
    async with serve(feed=lambda _: answer("304 Not Modified")) as site:
        found = await outcome(site.url("/feed"))
    assert found == FetchFailure(found.url, "HTTP 304 Not Modified, although nothing was fetched before")


async def test_cookies_are_not_kept():
    async with serve(feed=lambda _: answer(body=RSS, Set_Cookie="a=b")) as site, open_client() as client:
        for _ in range(2):
            await get(client, site.url("/feed"))
        assert "cookie" not in site.requests[1].headers


RAW = zlib.compressobj(wbits=-15)
RAW_DEFLATE = RAW.compress(RSS) + RAW.flush()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(RSS, mtime=0), "gzip"),
        (gzip.compress(RSS, mtime=0), ""),
        (gzip.compress(RSS[:20], mtime=0) + gzip.compress(RSS[20:], mtime=0), "x-gzip"),
        (zlib.compress(RSS), "deflate"),
        (RAW_DEFLATE, "deflate"),
        (RSS, "identity"),
        (RSS, "gzip"),  # a proxy has unpacked it
    ],
)
async def test_bodies_are_decoded(body, encoding):
    async with serve(feed=lambda _: answer(body=body, Content_Encoding=encoding)) as site:
        assert (await outcome(site.url("/feed"))).body == RSS


@pytest.mark.parametrize(
    ("body", "encoding", "cause"),
    [
        (b"\x03\x04" + RSS, "gzip", "bad content encoding: declared as gzip, but is not"),
        (gzip.compress(RSS, mtime=0)[:10] + b"\x07" * 40, "gzip", "bad content encoding: Error"),
        (b"x", "br", "content encoding br is not supported"),
        (b"x", "gzip, gzip", "content encoding gzip, gzip is not supported"),
    ],
)
async def test_bodies_that_cannot_be_decoded_are_reported(body, encoding, cause):
    async with serve(feed=lambda _: answer(body=body, Content_Encoding=encoding)) as site:
        assert cause in (await outcome(site.url("/feed"))).cause


async def test_a_compression_bomb_is_refused():
    bomb = gzip.compress(bytes(40 << 20))
    async with serve(feed=lambda _: answer(body=bomb, Content_Encoding="gzip")) as site:
        found = await outcome(site.url("/feed"))
    assert found.cause.startswith("too large: more than 15 MiB (")


@pytest.mark.parametrize("length", ["5368709120", ""])
async def test_a_huge_body_is_refused(length):
    def endless(_: Request):
        yield b"HTTP/1.1 200 OK\r\n" + (f"Content-Length: {length}\r\n".encode() if length else b"") + b"\r\n"
        while True:
            yield bytes(1 << 20)

    async with serve(feed=endless) as site:
        assert (await outcome(site.url("/feed"))).cause.startswith("too large: more than 15 MiB (")


async def test_a_trickle_of_bytes_ends_at_the_deadline():
    def drip(_: Request):
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
        while True:
            yield b"x"
            yield 0.05

    async with serve(feed=drip, silent=lambda _: [3600.0]) as site:
        assert (await outcome(site.url("/feed"), deadline=0.2)).cause == "timed out after 0.2 s"
        assert (await outcome(site.url("/silent"), deadline=0.2)).cause == "timed out after 0.2 s"


@pytest.mark.parametrize("encode", [lambda body: body, gzip.compress])
async def test_an_incomplete_body_is_used_without_its_validators(encode):
    body = encode(RSS)[:-8]
    keys = {"Content_Encoding": "gzip"} if body[:1] == b"\x1f" else {}
    async with serve(feed=lambda _: answer(body=body, ETag='"1"', Content_Length="999", **keys)) as site:
        found = await outcome(site.url("/feed"))
    assert found.body.startswith(RSS[:40])
    assert (found.etag, found.modified) == ("", "")


async def test_only_permanent_redirects_are_reported():
    routes = {
        "old": lambda _: answer("301 Moved Permanently", Location="/newer"),
        "newer": lambda _: answer("308 Permanent Redirect", Location="/new"),
        "new": lambda _: answer("302 Found", Location="/now"),
        "now": lambda _: answer(body=RSS),
    }
    async with serve(**routes) as site:
        found = await outcome(site.url("/old"))
        assert (found.url, found.permanent_url) == (site.url("/now"), site.url("/new"))
        assert (await outcome(site.url("/new"))).permanent_url == ""
        assert (
            await outcome(site.url("/old"), FeedState(site.url("/old"), permanent_url=site.url("/now")))
        ).permanent_url == ""
        assert site.requests[-1].path == "/now"


@pytest.mark.parametrize(
    ("target", "cause"),
    [
        ("/feed", "too many redirects (more than 10)"),
        ("file:///etc/passwd", "redirect to file:///etc/passwd refused: not a web address"),
        ("ftp://wire.example/feed", "redirect to ftp://wire.example/feed refused: not a web address"),
        ("", "HTTP 302, a redirect without an address"),
    ],
)
async def test_refused_redirects(target, cause):
    async with serve(feed=lambda _: answer("302 Found", Location=target)) as site:
        assert (await outcome(site.url("/feed"))).cause == cause


async def test_configured_headers_are_not_sent_to_other_origins():
    async with serve(feed=lambda _: answer(body=RSS)) as there:
        async with serve(feed=lambda _: answer("302 Found", Location=there.url("/feed"))) as here:
            secret = (("Authorization", "s3cret"),)
            assert isinstance(await outcome(here.url("/feed"), headers=secret, allow_private=True), Response)
            assert here.requests[0].headers["authorization"] == "s3cret"
        assert "authorization" not in there.requests[0].headers


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        ("404 Not Found", "HTTP 404 Not Found (find its new address: `briefing add SITE`)"),
        ("403 Forb\x7fidden", "HTTP 403 Forbidden (the site may refuse feed readers)"),
        ("204 No Content", "HTTP 204 No Content"),
        ("418 ", "HTTP 418"),
        (
            "410 Gone",
            "HTTP 410 Gone (it is permanently gone and no longer fetched: use `briefing remove` or `briefing enable`)",
        ),
    ],
)
async def test_statuses_are_named(status, cause):
    async with serve(feed=lambda _: answer(status)) as site:
        found = await outcome(site.url("/feed"))
    assert found.cause.startswith(cause)
    assert found.gone == status.startswith("410")
    assert len(site.requests) == 1


async def test_a_server_error_is_retried_once():
    answers = iter([answer("502 Bad Gateway"), answer(body=RSS)])
    async with serve(feed=lambda _: next(answers), broken=lambda _: answer("500 Oh No"), cut=lambda _: []) as site:
        assert isinstance(await outcome(site.url("/feed")), Response)
        assert (await outcome(site.url("/broken"))).cause == "HTTP 500 Oh No"
        assert isinstance(await outcome(site.url("/cut")), FetchFailure)
        assert len(site.requests) == 6


@pytest.mark.parametrize("status", ["503 Busy", "503 Service Unavailable", "429 Too Many Requests", "502 Bad Gateway"])
async def test_a_server_with_retry_after_is_not_retried(status):
    async with serve(feed=lambda _: answer(status, Retry_After="7200")) as site:
        found = await outcome(site.url("/feed"))
    assert found.retry_after == NOW + timedelta(hours=2)
    assert len(site.requests) == 1


@pytest.mark.parametrize("status", ["503 Service Unavailable", "429 Too Many Requests"])
async def test_a_busy_server_is_not_retried(status):
    async with serve(feed=lambda _: answer(status)) as site:
        found = await outcome(site.url("/feed"))
    assert (found.cause, found.retry_after) == (f"HTTP {status}", None)
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    "response",
    [
        b"\x00\x00\x00\x04\x00\x00\x00\x00\x00",
        b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + b"\x00" * 200 + b"\r\n\r\n",
        b"\x15\x03\x01\x00\x02\x02\x46",
        b"<rss></rss>\n\n",
    ],
)
async def test_a_server_of_another_protocol_is_named_in_plain_words(response):
    async with serve(feed=lambda _: [response]) as site:
        found = await outcome(site.url("/feed"))
    assert found.cause == "the response is not HTTP/1.1: the server may speak only HTTP/2, or another protocol"


async def test_a_connection_without_a_response_is_named_in_plain_words():
    async with serve(feed=lambda _: []) as site:
        assert (await outcome(site.url("/feed"))).cause == "the server closed the connection without a response"


async def test_a_refused_connection_is_reported():
    async with serve() as site:
        url = site.url("/feed")
    found = await outcome(url)
    assert (found.cause, found.offline) == ("connection refused", False)


async def test_an_unknown_host_is_reported_as_offline(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    found = await outcome("http://no-such-host.example/feed")
    assert (found.cause, found.offline) == ("host not found", True)


async def test_a_server_without_tls():
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    found = await outcome(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/feed")
    server.close()
    assert found.cause.startswith("TLS failed: ")


async def test_a_hanging_feed_does_not_delay_others():
    others_are_done = asyncio.Event()

    class SlowHost(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            if request.url.host == "slow.example":
                await others_are_done.wait()
            return httpx.Response(200, stream=httpx.ByteStream(RSS))

    slow = Feed("https://slow.example/feed")
    feeds = [slow, *[Feed(f"https://wire{number}.example/feed") for number in range(30)]]
    done: list[str] = []

    def on_done(feed, outcome):
        assert isinstance(outcome, Response)
        done.append(feed.url)
        if len(done) == 30:
            others_are_done.set()

    pairs = [(feed, FeedState(feed.url)) for feed in feeds]
    await fetch_all(pairs, now=NOW, transport=SlowHost(), on_done=on_done)
    assert len(done) == 31 and done[-1] == slow.url


async def test_silent_feeds_make_room_for_others(monkeypatch):
    monkeypatch.setattr("briefing.feeds.fetching.fetch_slots.SILENT_AFTER", 0.0)
    others_are_done = asyncio.Event()

    class SilentHosts(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            if request.url.host.startswith("silent"):
                await others_are_done.wait()
            return httpx.Response(200, stream=httpx.ByteStream(RSS))

    silent = [Feed(f"https://silent{number}.example/feed") for number in range(60)]
    good = [Feed(f"https://wire{number}.example/feed") for number in range(30)]
    done: list[str] = []

    def on_done(feed, outcome):
        assert isinstance(outcome, Response)
        done.append(feed.url)
        if len(done) == len(good):
            others_are_done.set()

    pairs = [(feed, FeedState(feed.url)) for feed in (*silent, *good)]
    await fetch_all(pairs, now=NOW, transport=SilentHosts(), on_done=on_done)
    assert done[: len(good)] == [feed.url for feed in good] and len(done) == 90


@pytest.mark.parametrize(("silent_after", "most"), [(60.0, 20), (0.0, 100)])
async def test_the_number_of_feeds_at_once_is_bounded(monkeypatch, silent_after, most):
    monkeypatch.setattr("briefing.feeds.fetching.fetch_slots.SILENT_AFTER", silent_after)
    running: set[str] = set()
    counts: list[int] = []
    may_answer = asyncio.Event()

    class Counting(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            running.add(request.url.host)
            counts.append(len(running))
            if len(running) >= most:
                may_answer.set()
            await may_answer.wait()
            running.discard(request.url.host)
            return httpx.Response(200, stream=httpx.ByteStream(RSS))

    feeds = [Feed(f"https://wire{number}.example/feed") for number in range(150)]
    pairs = [(feed, FeedState(feed.url)) for feed in feeds]
    await fetch_all(pairs, now=NOW, transport=Counting(), on_done=lambda *_: None)
    assert max(counts) == most and len(counts) == 150


async def test_a_feed_whose_server_responded_keeps_its_slot(monkeypatch):
    """Slow bodies stay few, so that they do not take the line from each other."""
    monkeypatch.setattr("briefing.feeds.fetching.fetch_slots.MAX_CONCURRENT", 2)
    monkeypatch.setattr("briefing.feeds.fetching.fetch_slots.SILENT_AFTER", 0.02)
    started: list[str] = []

    class SlowBody(httpx.AsyncByteStream):
        async def __aiter__(self):
            await asyncio.sleep(0.1)
            yield RSS

    class SlowBodies(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            started.append(request.url.host)
            return httpx.Response(200, stream=SlowBody())

    before: list[int] = []
    feeds = [Feed(f"https://wire{number}.example/feed") for number in range(6)]
    pairs = [(feed, FeedState(feed.url)) for feed in feeds]
    await fetch_all(pairs, now=NOW, transport=SlowBodies(), on_done=lambda *_: before.append(len(started)))
    assert before[0] == 2


async def test_at_most_two_feeds_of_a_host_are_fetched_at_once():
    running: dict[str, int] = {}
    most: dict[str, int] = {}

    class Busy(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            host = request.url.host
            running[host] = running.get(host, 0) + 1
            most[host] = max(most.get(host, 0), running[host])
            for _ in range(5):
                await asyncio.sleep(0)
            running[host] -= 1
            return httpx.Response(200, stream=httpx.ByteStream(RSS))

    feeds = [Feed(f"https://{name}.example/{n}") for name in ("wire", "gazette") for n in range(9)]
    done: list[str] = []
    await fetch_all(
        [(feed, FeedState(feed.url)) for feed in feeds],
        now=NOW,
        transport=Busy(),
        on_done=lambda feed, _: done.append(feed.url),
    )
    assert sorted(done) == sorted(feed.url for feed in feeds)
    assert most == {"wire.example": 2, "gazette.example": 2}


async def test_large_bodies_wait_while_the_others_fill_the_memory(monkeypatch):
    monkeypatch.setattr("briefing.web.client.LARGE_BODY_BYTES", 10)
    monkeypatch.setattr("briefing.feeds.fetching.fetcher.MAX_TOTAL_BYTES", 1000)
    found = {}

    def store(feed, outcome):
        found[feed.url] = outcome

    def large(_):
        return answer(body=b"<rss>" + b"x" * 100_000)

    async with serve() as site:
        for number in range(12):
            site.routes[f"/{number}"] = large
        feeds = [(Feed(site.url(f"/{number}")), FeedState("")) for number in range(12)]
        await fetch_all(feeds, now=NOW, on_done=store)
    assert len(found) == 12
    assert all(len(outcome.body) == 100_005 for outcome in found.values()), "each gets its turn"


async def test_slow_large_bodies_starve_no_other(monkeypatch):
    monkeypatch.setattr("briefing.web.client.LARGE_BODY_BYTES", 10)
    others_are_done = asyncio.Event()

    class Slow(httpx.AsyncByteStream):
        async def __aiter__(self):
            yield b"<rss>" + b"x" * 100
            await others_are_done.wait()
            yield b"</rss>"

    class Hosts(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            slow = request.url.host.startswith("slow")
            return httpx.Response(200, stream=Slow() if slow else httpx.ByteStream(b"<rss>" + b"x" * 1000))

    done = []

    def on_done(feed, outcome):
        assert isinstance(outcome, Response)
        done.append(feed.url)
        if len(done) == 4:
            others_are_done.set()

    names = [*(f"slow{n}" for n in range(6)), *(f"good{n}" for n in range(4))]
    feeds = [(Feed(f"https://{name}.example/feed"), FeedState("")) for name in names]
    await fetch_all(feeds, now=NOW, transport=Hosts(), on_done=on_done)
    assert len(done) == 10
    assert all("good" in url for url in done[:4])


async def test_waiting_for_other_large_bodies_does_not_count_towards_the_deadline(monkeypatch):
    monkeypatch.setattr("briefing.web.client.LARGE_BODY_BYTES", 100_000)
    loop, real_time = asyncio.get_running_loop(), asyncio.get_running_loop().time

    async def later(size):
        assert size > 100_000
        monkeypatch.setattr(loop, "time", lambda: real_time() + FEED_DEADLINE + 30)
        for _ in range(5):
            await asyncio.sleep(0)

    async with serve(large=lambda _: answer(body=b"<rss>" + b"x" * 150_000)) as site, open_client() as client:
        feed = Feed(site.url("/large"))
        outcome = await fetch_feed(client, feed, FeedState(""), now=NOW, on_growth=later)
    assert isinstance(outcome, Response) and len(outcome.body) == 150_005


async def test_waiting_for_other_large_bodies_has_a_limit(monkeypatch):
    monkeypatch.setattr("briefing.feeds.fetching.fetcher.LARGE_BODY_TIMEOUT", 0.05)
    monkeypatch.setattr("briefing.web.client.LARGE_BODY_BYTES", 10)

    async def never(size):
        await asyncio.Event().wait()

    async with serve(large=lambda _: answer(body=b"<rss>" + b"x" * 100_000)) as site, open_client() as client:
        feed = Feed(site.url("/large"))
        outcome = await fetch_feed(client, feed, FeedState(""), now=NOW, on_growth=never)
    assert outcome == FetchFailure(feed.url, "waited more than 0.05 s for other large feeds")


async def test_a_trickling_large_body_ends_at_the_deadline(monkeypatch):
    monkeypatch.setattr("briefing.web.client.LARGE_BODY_BYTES", 10)

    async def at_once(size):
        await asyncio.sleep(0)

    def drip(_):
        yield b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 20
        while True:
            yield 0.05
            yield b"x"

    async with serve(drip=drip) as site, open_client() as client:
        feed = Feed(site.url("/drip"))
        outcome = await fetch_feed(client, feed, FeedState(""), now=NOW, deadline=0.3, on_growth=at_once)
    assert outcome == FetchFailure(feed.url, "timed out after 0.3 s")


async def test_feeds_beyond_the_time_of_a_refresh_have_no_outcome(monkeypatch):
    loop, real_time = asyncio.get_running_loop(), asyncio.get_running_loop().time

    class Hosts(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            if request.url.host.startswith("slow"):
                await asyncio.Event().wait()
            return httpx.Response(200, stream=httpx.ByteStream(RSS))

    done = []

    def on_done(feed, outcome):
        done.append(feed.url)
        if len(done) == 3:
            monkeypatch.setattr(loop, "time", lambda: real_time() + TOTAL_DEADLINE)

    names = ("slow1", "good1", "slow2", "good2", "good3")
    feeds = [(Feed(f"https://{name}.example/feed"), FeedState("")) for name in names]
    await fetch_all(feeds, now=NOW, transport=Hosts(), on_done=on_done, deadline=TOTAL_DEADLINE * 2)
    assert sorted(done) == [f"https://good{n}.example/feed" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("203 Non-Authoritative Information", {}),
        ("202 Accepted", {}),
        ("226 IM Used", {"IM": "feed"}),
        ("206 Partial Content", {"Content_Range": f"bytes 0-{len(RSS) - 1}/{len(RSS)}"}),
        ("206 Partial Content", {"Content_Range": f"Bytes 0-{len(RSS) - 1}/{len(RSS)} "}),
    ],
)
async def test_other_statuses_with_a_whole_feed_are_read(status, headers):
    async with serve(feed=lambda _: answer(status, RSS, **headers)) as site:
        found = await outcome(site.url("/feed"))
    assert isinstance(found, Response) and found.body == RSS


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        ("202 Accepted", b"", {}),
        ("202 Accepted", b" \n", {}),
        ("204 No Content", b"", {}),
        ("206 Partial Content", RSS, {}),
        ("206 Partial Content", RSS[:50], {"Content_Range": f"bytes 0-49/{len(RSS)}"}),
        ("206 Partial Content", RSS[50:], {"Content_Range": f"bytes 50-{len(RSS) - 1}/{len(RSS)}"}),
        ("206 Partial Content", RSS, {"Content_Range": "bytes 0-99/*"}),
        ("206 Partial Content", RSS, {"Content_Range": "0-1/2"}),
    ],
)
async def test_other_statuses_without_a_whole_feed_are_failures(status, body, headers):
    async with serve(feed=lambda _: answer(status, body, **headers)) as site:
        found = await outcome(site.url("/feed"))
    assert isinstance(found, FetchFailure) and found.cause.startswith(f"HTTP {status}")


@pytest.mark.parametrize("cookie", [{"Set_Cookie": "a=b"}, {"Set_Cookie": "session=1; Path=/; HttpOnly"}])
@pytest.mark.parametrize("target", ["/feed", "/feed?again", "/other"])
async def test_redirects_that_want_a_cookie_back_are_explained(cookie, target):
    def turn(_):
        return answer("302 Found", Location=target, **cookie)

    async with serve(feed=turn, other=lambda _: answer("302 Found", Location="/feed")) as site:
        site.routes["/feed?again"] = turn
        found = await outcome(site.url("/feed"))
    assert found.cause.startswith("too many redirects (more than 10)") and "cookie" in found.cause
