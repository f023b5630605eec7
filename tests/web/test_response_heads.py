"""Responses with malformed or too many headers: the bytes that reach h11, and what a request gives."""

import gzip
from itertools import product

import pytest
from server import serve

from briefing.errors import FetchError
from briefing.web.client import get, open_client
from briefing.web.response_heads import MAX_HEADERS, MAX_INTERIM_HEADS, HeadRepair, repaired_head

BODY = b"<rss version='2.0'/>"
LENGTH = f"Content-Length: {len(BODY)}".encode()
TYPE = b"Content-Type: application/xml"


def head(*lines: bytes, status: bytes = b"HTTP/1.1 200 OK", end: bytes = b"\r\n") -> bytes:
    return end.join([status, *lines, b"", b""])


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


async def response_to(*pieces: bytes):
    async with serve(feed=lambda _: pieces) as site, open_client() as client:
        return await get(client, site.url("/feed"), deadline=60)


@pytest.mark.parametrize(
    "odd",
    [
        b"X Powered By: something",
        b"userdata not support",
        b" X-Content-Type-Options: nosniff",
        b"\tX-Cache: hit",
        b"X-Frame-Options : DENY",
        b"X-Frame-Options\t: DENY",
        b": no name",
        b"X-T\xe9l: 1",
        b"X(1): 2",
        b"<!-- generated -->",
        b"HTTP/1.1 200 OK",
        b"X-Null: a\x00b\x0bc\rd",
        b"X-Policy: a;\r\n  b\r\n\tc",
        b"X Policy: a;\r\n  b",
        b"Content-Length:",
        b"Content-Length: unknown",
        b"Transfer-Encoding: identity",
    ],
)
async def test_one_malformed_header_does_not_hide_the_body(odd):
    heads = {}
    for position, end in product((0, 1, 2), (b"\r\n", b"\n")):
        lines = [TYPE, LENGTH]
        lines.insert(position, odd)
        heads[f"at{position}with{len(end)}"] = head(*lines, end=end)
    routes = {name: lambda _, sent=sent: [sent + BODY] for name, sent in heads.items()}
    async with serve(**routes) as site, open_client() as client:
        for name, sent in heads.items():
            found = await get(client, site.url(f"/{name}"), deadline=60)
            assert (found.status, found.body, found.is_complete) == (200, BODY, True), sent
            assert found.headers["content-length"] == str(len(BODY)), sent
            assert found.headers["content-type"] == "application/xml", sent


async def test_a_header_with_spaces_around_its_name_counts():
    packed = gzip.compress(BODY)
    found = await response_to(head(b"Content-Encoding : gzip", b' ETag: "1  2"', b"X-Last: 1") + packed)
    assert found.body == BODY
    assert found.headers["etag"] == '"1  2"'


@pytest.mark.parametrize(
    "status", [b"HTTP/1.1 200", b"HTTP/1.1  200 OK", b"HTTP/1 200 OK", b"HTTP/2 200", b"ICY 200 OK"]
)
async def test_unusual_status_lines(status):
    found = await response_to(head(LENGTH, status=status) + BODY)
    assert (found.status, found.body) == (200, BODY)


async def test_a_response_in_single_bytes_after_interim_ones():
    early = head(b"Link: </a.css>; rel=preload", b"odd line", status=b"HTTP/1.1 103 Early Hints")
    whole = early + head(status=b"HTTP/1.1 100 Continue") + head(b"odd line", LENGTH) + BODY
    assert (await response_to(*[whole[n : n + 1] for n in range(len(whole))])).body == BODY
    assert (await response_to(whole)).body == BODY


@pytest.mark.parametrize("interim", [b"HTTP/1.1 103 Early Hints", b"HTTP/1.1 100 Continue", b"HTTP/1.0 199 x"])
def test_many_interim_responses_are_refused(interim):
    repair = HeadRepair()
    for _ in range(2):  # of each request
        repair.expect_head()
        assert repair.add(head(status=interim) * MAX_INTERIM_HEADS + head(LENGTH) + BODY).endswith(BODY)
    repair.expect_head()
    with pytest.raises(FetchError, match="more than 20 interim responses"):
        for _ in range(1000):
            repair.add(head(status=interim))


def test_well_formed_heads_pass_unchanged():
    well_formed = head(TYPE, b'ETag: W/"a \xe9\tb"', b"Set-Cookie: a=1", b"Set-Cookie: b=2", b"X-Empty: ")
    assert repaired_head(well_formed) == well_formed


def test_bytes_outside_heads_pass_unchanged():
    repair = HeadRepair()
    assert repair.add(b"odd line\n\n") == b"odd line\n\n"
    repair.expect_head()
    assert repair.add(b"<html>\n\n") == b"<html>\n\n"
    repair.expect_head()
    assert repair.add(b"HTTP/1.1 200 OK\r\nLocat") == b""
    assert repair.add(b"") == b"HTTP/1.1 200 OK\r\nLocat"


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        ([b"%x:" % n for n in range(13_500)], "too large: more than 64 KiB|too many headers"),
        ([b"a:1"] * (MAX_HEADERS + 1), "its response has too many headers: 201, at most 200 are read"),
        ([b"X-Long: " + b"x" * 70_000], "too large: more than 64 KiB"),
        ([b"X: 1", *[b" folded"] * 20_000], "too large: more than 64 KiB"),
    ],
)
async def test_too_many_headers_are_refused_at_once_and_once(lines, cause):
    requests = []

    def feed(request):
        requests.append(request)
        return [head(*lines, status=b"HTTP/1.1 500 Oh No")]

    async with serve(feed=feed) as site, open_client() as client:
        with pytest.raises(FetchError, match=cause) as caught:
            await get(client, site.url("/feed"))
    assert type(caught.value) is FetchError, "no second attempt"
    assert len(requests) == 1


async def test_an_endless_head_is_refused():
    def endless():
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X: " + b"x" * 60_000

    async with serve(feed=lambda _: endless()) as site, open_client() as client:
        with pytest.raises(FetchError, match="too large"):
            await get(client, site.url("/feed"))


async def test_the_reason_phrase_and_overlong_headers_are_cut():
    found = await response_to(head(b"ETag: " + b"x" * 9000, b"X: 1", b"x: 2", status=b"HTTP/1.1 404 " + b"n" * 40_000))
    assert (found.status, found.reason, found.headers) == (404, "n" * 120, {"x": "1, 2"})


@pytest.mark.parametrize(
    ("locations", "target"),
    [
        ([rb"http:\\wire.example\feed\all.xml"], b"http://wire.example/feed/all.xml"),
        ([rb"\feed\all?q=a\b"], rb"/feed/all?q=a\b"),
        ([rb"\\wire.example/feed"], b"//wire.example/feed"),
        ([b"/feed", b"/feed"], b"/feed"),
        ([b"/first", b"/second"], b"/first"),
        ([b"/feed, with comma"], b"/feed, with comma"),
    ],
)
def test_a_redirect_has_one_address_with_slashes(locations, target):
    lines = [b"location: " + location for location in locations]
    repaired = repaired_head(head(*lines, TYPE, status=b"HTTP/1.1 302 Found"))
    assert [line for line in repaired.split(b"\r\n") if line.lower().startswith(b"location")] == [
        b"Location: " + target
    ]
