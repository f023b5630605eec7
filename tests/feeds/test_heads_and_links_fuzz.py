"""Response heads and pages of random pieces: a head that h11 reads or a FetchError, and only http(s) links.

`python tests/feeds/test_heads_and_links_fuzz.py SECONDS [SEED]` goes on for longer.
"""

import random
import sys
import time
from contextlib import suppress

import h11

from briefing.errors import FetchError
from briefing.feeds.feed_links import linked_feeds
from briefing.text.urls import is_web_url
from briefing.web.client import HttpResponse
from briefing.web.response_heads import MAX_HEAD_BYTES, HeadRepair

ROUNDS = 300
HEAD_PIECES = [
    b"HTTP/1.1 200 OK",
    b"HTTP/1.1 103 Early",
    b"ICY 200 OK",
    b"HTTP/1.0 ",
    b"404",
    b"\r\n",
    b"\n",
    b"\r\n\r\n",
]
HEAD_PIECES += [
    b"Content-Length: 5",
    b"Content-Length: 5, 6",
    b"Transfer-Encoding: chunked",
    b"X : 1",
    b" a",
    b"\t",
    b":",
]
HEAD_PIECES += [b"\x00", b"\xff", b"X: " + b"y" * 300, b"Location: //a", b"5;ext=1\r\nhello\r\n", b"0\r\nT: 1\r\n\r\n"]
PAGE_PIECES = [
    "<link rel=alternate ",
    "<a ",
    "<base ",
    "href=/feed",
    "href='",
    'href="',
    "type=application/rss+xml",
    ">",
    "/>",
]
PAGE_PIECES += [
    "<!--",
    "-->",
    "<script>",
    "</script",
    "<svg>",
    "javascript:rss",
    "http://me:pw@x/rss",
    "feed:",
    "\x00",
    "\u202e",
]
PAGE_PIECES += [
    "&#x3c;",
    "&amp;",
    "RSS",
    "</a>",
    "=",
    " ",
    "//[::1",
    "http://xn--\u00e4/rss",
    "rel=feed ",
    "\ud800",
    "<a" * 50,
]
HEADER_PIECES = [
    "<",
    ">",
    ";",
    ",",
    '"',
    "rel=",
    "alternate",
    "type=",
    "application/rss+xml",
    "/feed",
    " ",
    "feed:",
    "\xff",
]


def check_head(choice: random.Random) -> None:
    """Pass random pieces through the repair, cut at random places; whatever comes out must not crash h11."""
    data = b"HTTP/1.1 200 OK\r\n" * choice.randrange(2) + b"".join(choice.choices(HEAD_PIECES, k=choice.randrange(40)))
    repair, parser = HeadRepair(), h11.Connection(h11.CLIENT)
    parser.send(h11.Request(method="GET", target="/", headers=[("Host", "x")]))
    parser.send(h11.EndOfMessage())
    repair.expect_head()
    passed = 0
    with suppress(FetchError, h11.RemoteProtocolError):
        while data:
            size = choice.randrange(1, 30)
            received, data = data[:size], data[size:]
            out = repair.add(received)
            passed += len(out)
            parser.receive_data(out)
            while parser.next_event() not in (h11.NEED_DATA, h11.PAUSED):
                if parser.their_state in (h11.DONE, h11.CLOSED, h11.MUST_CLOSE, h11.ERROR):
                    return
    assert passed <= MAX_HEAD_BYTES * 4


def check_page(choice: random.Random) -> None:
    """Read the links of a random page with a random `Link` header."""
    page = "".join(choice.choices(PAGE_PIECES, k=choice.randrange(120))).encode("utf-8", "surrogatepass")
    header = "".join(choice.choices(HEADER_PIECES, k=choice.randrange(60)))
    addresses = list(linked_feeds(HttpResponse("https://gazette.example/a/", 200, "", {"link": header}, page)))
    assert all(map(is_web_url, addresses))
    assert len(addresses) == len(set(addresses))


def test_random_heads_and_pages():
    choice = random.Random(11)
    for _ in range(ROUNDS):
        check_head(choice)
        check_page(choice)


if __name__ == "__main__":
    end, seed, rounds = time.monotonic() + float(sys.argv[1]), int((sys.argv[2:] or ["1"])[0]), 0
    while time.monotonic() < end:
        choice = random.Random(seed + rounds)
        check_head(choice)
        check_page(choice)
        rounds += 1
    sys.stdout.write(f"{rounds} rounds from seed {seed}, no finding\n")
