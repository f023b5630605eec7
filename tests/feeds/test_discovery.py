"""From a typed address to its feeds, over loopback and over a fake transport."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from cpu_limit import run_within_cpu_seconds
from server import answer, serve

from briefing.errors import FetchError, ParseError
from briefing.feeds import discovery
from briefing.feeds.discovery import complete_url, discover_feeds, linked_feeds, possible_urls
from briefing.feeds.fetching.host_pacing import HostPacing
from briefing.web.background_call import call_in_background
from briefing.web.client import HttpResponse
from briefing.web.fake_transport import fake_transport

HOME = "https://gazette.example/"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def rss(title: str, items: int = 3) -> bytes:
    entries = "".join(
        f"<item><title>News &lt;b&gt;{n}&lt;/b&gt;\x1b[31m of {title}</title><link>https://gazette.example/{n}</link>"
        f"<pubDate>Mon, {n + 2:02} Mar 2026 12:00:00 GMT</pubDate></item>"
        for n in range(items)
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'.encode()


def html(head: str = "", body: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Gazette</title>{head}</head><body>{body}</body></html>".encode()


def alternate(href: str, title: str = "", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'


async def found(pages: dict[str, bytes | tuple[int, dict[str, str], bytes]], url: str = HOME, pacing=None):
    asked: list[str] = []

    def respond(address, headers):
        asked.append(address)
        page = pages.get(address, (404, {}, b""))
        return (200, {}, page) if isinstance(page, bytes) else page

    try:
        return await discover_feeds(url, pacing=pacing or HostPacing(NOW), transport=fake_transport(respond)), asked
    except FetchError as error:
        return str(error), asked


async def test_the_address_of_a_feed_is_previewed():
    (feeds, asked) = await found({HOME: rss("Sample Gazette", 5)})
    (one,) = feeds
    assert asked == [HOME]
    assert (one.url, one.title, one.entry_count, one.entries_per_day, one.on_typed_host) == (
        HOME,
        "Sample Gazette",
        5,
        1.0,
        True,
    )
    assert one.newest_titles == tuple(f"News {n}[31m of Sample Gazette" for n in (4, 3, 2))


async def test_feeds_of_comments_come_last():
    page = html(
        alternate("/comments.xml", "Comments")
        + alternate("/world.xml", "World")
        + alternate("atom", kind="application/atom+xml")
        + alternate("/style.css", kind="text/css")
        + alternate("/gone.xml")
        + alternate("/world.xml#again")
    )
    pages = {HOME: page, f"{HOME}atom": rss("All")}
    pages |= {f"{HOME}world.xml": rss("World"), f"{HOME}comments.xml": rss("Comments")}
    feeds, _ = await found(pages)
    assert [one.title for one in feeds] == ["World", "All", "Comments"]


async def test_links_that_look_like_feeds_and_common_paths_are_tried():
    page = html(body='<a href="/about">about</a><a href="/news/rss.xml">RSS</a><a href="mailto:rss@x.example">x</a>')
    feeds, asked = await found({HOME: page, f"{HOME}news/rss.xml": rss("Linked")})
    assert [one.title for one in feeds] == ["Linked"]
    assert f"{HOME}about" not in asked
    feeds, _ = await found({HOME: html(), f"{HOME}atom.xml": rss("Guessed")})
    assert [one.url for one in feeds] == [f"{HOME}atom.xml"]


async def test_a_site_without_a_feed_is_reported():
    message, asked = await found({HOME: html()})
    assert message == f'{HOME}: not a feed (an HTML page titled "Gazette"), and no feed was found on its site'
    assert len(asked) < 10
    assert (await found({}))[0] == f"{HOME}: HTTP 404 Not Found"


@pytest.mark.parametrize("error", [httpx.ReadError("reset"), httpx.ConnectError("refused")])
async def test_a_named_feed_that_does_not_respond_is_reported_with_its_cause(error):
    class SilentFeed(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            if request.url.path == "/":
                page = html(alternate("/missing.xml") + alternate("/world.xml", "World"))
                return httpx.Response(200, stream=httpx.ByteStream(page))
            if request.url.path == "/world.xml":
                raise error
            return httpx.Response(404, stream=httpx.ByteStream(b""))

    with pytest.raises(FetchError) as caught:
        await discover_feeds(HOME, pacing=HostPacing(datetime(2026, 3, 2, tzinfo=UTC)), transport=SilentFeed())
    assert f"and {HOME}world.xml, which it names: " in str(caught.value)
    assert "no feed was found" not in str(caught.value) and caught.value.hint == "try that address later"


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/f", "http://169.254.169.254/", "http://[::1]/", "file:///etc/passwd"]
)
async def test_a_page_cannot_lead_into_a_private_network(target):
    message, asked = await found({HOME: html(alternate(target)), target: rss("Inside")})
    assert "no feed was found" in message
    assert target not in asked
    message, asked = await found({HOME: (302, {"location": target}, b"")})
    assert "refused" in message
    assert asked == [HOME]


async def test_a_permanent_redirect_is_adopted_and_another_host_is_marked():
    moved = "https://feeds.example/gazette"
    feeds, _ = await found({HOME: (301, {"location": moved}, b""), moved: rss("Moved")})
    assert [(one.url, one.on_typed_host) for one in feeds] == [(moved, False)]
    feeds, _ = await found({HOME: (302, {"location": moved}, b""), moved: rss("Moved")})
    assert [(one.url, one.on_typed_host) for one in feeds] == [(HOME, True)]


async def test_a_typed_address_may_be_private():
    page = html(alternate("feed.xml"))
    async with serve(site=lambda _: answer(body=page), **{"feed.xml": lambda _: answer(body=rss("Inside"))}) as site:
        (one,) = await discover_feeds(site.url("/site"), pacing=HostPacing(NOW))
    assert one.url == site.url("/feed.xml")


def links(page: bytes) -> list[str]:
    return list(linked_feeds(HttpResponse(HOME, 200, "", {}, page)))


def test_each_address_of_a_page_is_named_once():
    page = html("".join(alternate(f"/{n % 50}") for n in range(5000)) + "<base href='javascript:x'>", "<div>" * 50_000)
    assert links(page) == [f"{HOME}{n}" for n in range(50)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<LINK REL='Alternate feed' TYPE=application/rss+xml HREF=/a.xml>", ["a.xml"]),
        ("<link href='/a.xml?x=1&amp;y=2'\n rel = alternate type='application/atom+xml' />", ["a.xml?x=1&y=2"]),
        ("<link rel=alternate type=application/rss+xml title='a > b' href=/a.xml>", ["a.xml"]),
        ("<link rel=alternate type=application/rss+xml href='/a.xml'", ["a.xml"]),
        ("<link rel=alternate type=application/rss+xml><a>no address</a>", []),
        ("<link rel=alternate type=text/css href=/rss.css><linked rel=alternate href=/rss>", []),
        ("<base href='/de/'><a href=rss/news>RSS</a>", ["de/rss/news"]),
        ("<base href='/de/'><base href='/fr/'><a href=rss>RSS</a>", ["de/rss"]),
        ("<!-- <a href=/rss>old</a> --><a href=/rss/new>new</a>", ["rss/new"]),
        ("<script>var x = '<a href=/rss>';</script><style>a::before { content: '<a href=/rss>' }</style>", []),
        ("<script src=x><a href=/rss>", []),
        ("<abbr title=rss><article href=/rss><a\thref='/feed'>", ["feed"]),
        ("<meta http-equiv=refresh content='0; url=/news.php'>", ["news.php"]),
        ("<META HTTP-EQUIV=Refresh CONTENT=\"5;URL='/news.php'\">", ["news.php"]),
        ("<meta http-equiv=refresh content=300><meta name=description content='0; url=/news.php'>", []),
        ("<link rel=service.feed type=application/atom+xml href=/posts>", ["posts"]),
        ("<a type='application/rss+xml; charset=utf-8' href=/posts>news</a>", ["posts"]),
    ],
)
def test_links_are_found_in_markup_of_every_form(markup, expected):
    assert links(html(markup)) == [HOME + address for address in expected]


def discover_on_hostile_pages():
    import asyncio
    from datetime import UTC, datetime

    from briefing.errors import FetchError
    from briefing.feeds.discovery import discover_feeds
    from briefing.feeds.fetching.host_pacing import HostPacing
    from briefing.web.fake_transport import fake_transport

    start, size = b"<!doctype html><html><head></head><body>", 1024 * 1024
    pages = {
        "nested": start + b"<div>" * 30_000 + b"</div>" * 30_000,
        "unclosed": start + b"<b><i><p>" * 20_000,
        "large": (start + b"<p>word</p>" * (size // 11))[:size],
        "anchors": (start + b"<a href='/rss/1'>x</a>" * (size // 22))[:size],
    }
    messages = []
    for page in pages.values():
        transport = fake_transport(
            lambda url, headers, page=page: (200, {}, page) if url == "https://gazette.example/" else (404, {}, b"")
        )
        try:
            pacing = HostPacing(datetime(2026, 3, 2, tzinfo=UTC))
            asyncio.run(discover_feeds("https://gazette.example/", pacing=pacing, transport=transport))
        except FetchError as error:
            messages.append(str(error))
    return messages


def test_hostile_pages_are_searched_in_bounded_time():
    messages = run_within_cpu_seconds(30, discover_on_hostile_pages)
    assert len(messages) == 4
    assert all("no feed was found" in message for message in messages)


def scan_hostile_tags():
    from briefing.feeds.discovery import linked_feeds
    from briefing.web.client import HttpResponse

    size = 512 * 1024
    counts = []
    for markup in (
        b"<link rel=alternate type=application/rss+xml href=x:y>",
        b"<a href=/rss>",
        b'<a href="',
        b"<a " + b"x=1 " * 100,
        b"<a " + b"x" * 1000,
        b"<!--",
        b"<script>",
        b"<a ",
        b"<svg><a>",
        b"<base href=/x/><a href=rss",
        b"<a href=/x>" + b"<i>" * 70,
        b"<link rel=alternate href='" + b"/x" * 3000 + b"'>",
        b"<a href=&amp;" + b"&lt;" * 1000 + b">",
    ):
        page = b"<a " + markup * (size // len(markup))
        counts.append(len(list(linked_feeds(HttpResponse("https://gazette.example/", 200, "", {}, page)))))
    return counts


def test_hostile_tags_are_scanned_in_bounded_time():
    assert run_within_cpu_seconds(30, scan_hostile_tags) == [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]


async def test_a_page_is_read_off_the_event_loop(monkeypatch):
    """While a page is parsed the loop runs on, so that the deadline and Ctrl+C work."""
    parsing, may_end = threading.Event(), threading.Event()

    def parse(*_):
        parsing.set()
        assert may_end.wait(60)
        raise ParseError("not a feed")

    monkeypatch.setattr(discovery, "parse_feed", parse)
    search = asyncio.create_task(found({HOME: html()}))
    assert await asyncio.to_thread(parsing.wait, 60)
    assert not search.done()
    may_end.set()
    assert "no feed was found" in (await search)[0]


async def test_the_search_ends_at_its_deadline(monkeypatch):
    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            await asyncio.Event().wait()

    monkeypatch.setattr(discovery, "TOTAL_DEADLINE", 0.05)
    with pytest.raises(FetchError, match=r"no feed was found within 0\.05 s"):
        await discover_feeds(HOME, pacing=HostPacing(NOW), transport=Silent())


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("feed://gazette.example/rss", "http://gazette.example/rss"),
        ("feed:https://gazette.example/rss", "https://gazette.example/rss"),
        ("gazette.example", HOME.rstrip("/")),
        ("gazette.example:8080/x", "https://gazette.example:8080/x"),
        (HOME, HOME),
    ],
)
def test_addresses_are_completed(typed, url):
    assert complete_url(typed) == url


def test_a_password_in_an_address_is_not_taken():
    with pytest.raises(FetchError, match="contains a user name or password") as caught:
        complete_url("https://joe:secret@gazette.example/")
    assert "secret" not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("typed", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x.example", "", "https://"])
def test_only_http_addresses_are_accepted(typed):
    with pytest.raises(FetchError, match=r"not an http\(s\) address"):
        complete_url(typed)


@pytest.mark.parametrize(
    "markup",
    [
        *(f"<link rel=alternate type='{kind}' href=/posts.xml>" for kind in ("application/xml", "text/xml", "")),
        "<link rel=alternate type=text/rss href=/posts.xml>",
        "<link rel=alternate title=RSS href=/posts.xml>",
        "<link rel='feed' href='/posts.xml'>",
        "<link rel=alternate type='text/plain' title='Our feed' href=/posts.xml>",
        "<link rel=alternate type='application/x-rss+xml' href=/posts.xml>",
        "<link rel=alternate hreflang=en title='RSS feed' href=/posts.xml>",
        "<a href=/posts.xml>RSS</a>",
        "<a href=/posts.xml><span class=icon></span> Atom feed</a>",
        "<a href=/posts.xml><img src=i.png alt='RSS'></a>",
        "<a href=/posts.xml title='RSS'></a>",
        "<a href=/posts.xml aria-label='Subscribe by RSS'><svg></svg></a>",
        "<a href='feed:https://gazette.example/posts.xml'>subscribe to the feed</a>",
    ],
)
async def test_feeds_are_found_however_a_page_names_them(markup):
    feeds, asked = await found({HOME: html(body=markup), f"{HOME}posts.xml": rss("Posts")})
    assert [one.title for one in feeds] == ["Posts"]
    assert asked == [HOME, f"{HOME}posts.xml"]


@pytest.mark.parametrize(
    "markup",
    [
        "<link rel=alternate hreflang=de href=/de><link rel=alternate media=handheld href=/m>",
        "<link rel=alternate type=text/html href=/print><link rel=stylesheet type=text/css href=/rss.css>",
        "<a href=/people>our readers</a><a href=/feedback>Feedback</a><a href=/a>Rain</a> RSS <a href=/b>Snow</a>",
        "<link rel=alternate type=application/json+oembed href=/oembed>",
    ],
)
def test_other_links_are_not_tried(markup):
    assert links(html(markup)) == []


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('</f.xml>; rel="alternate"; type="application/rss+xml"', ["f.xml"]),
        ("<f.xml>;rel=alternate;type=application/atom+xml", ["f.xml"]),
        ('</wp-json/>; rel="https://api.w.org/", </f,1>; rel="feed"; title="a, b"', ["f,1"]),
        ('</a>; rel=canonical, <feed://gazette.example/f>; title="x;y"; rel="alternate feed"', ["f"]),
        ('</f>; rel="alternate; type="application/rss+xml"', []),
        ("<" * 8000 + ">" + '"' * 100, []),
    ],
)
def test_feeds_in_a_link_header_are_found(header, expected):
    response = HttpResponse(HOME.replace("https", "http"), 200, "", {"link": header}, html("<base href=/sub/>"))
    home = HOME.replace("https", "http")
    assert list(linked_feeds(response)) == [home + address for address in expected]


async def test_dead_links_do_not_hide_the_good_one():
    dead = "".join(alternate(f"/dead-{n}.xml") for n in range(12))
    feeds, _ = await found({HOME: html(dead + alternate("/good.xml")), f"{HOME}good.xml": rss("Good")})
    assert [one.title for one in feeds] == ["Good"]


class Gate(httpx.AsyncBaseTransport):
    """Holds each request but the first back until `count` of them have come."""

    def __init__(self, page: bytes, count: int, feeds: dict[str, bytes]) -> None:
        self.asked: list[str] = []
        self._page, self._count, self._feeds = page, count, feeds
        self._open = asyncio.Event()

    async def handle_async_request(self, request):
        self.asked.append(str(request.url))
        if len(self.asked) == 1:
            return httpx.Response(200, stream=httpx.ByteStream(self._page))
        if len(self.asked) > self._count:
            self._open.set()
        await self._open.wait()
        feed = self._feeds.get(request.url.path)
        return httpx.Response(200 if feed else 404, stream=httpx.ByteStream(feed or b""))


async def test_several_links_are_tried_at_once_and_keep_their_order():
    steps = []
    gate = Gate(html("".join(alternate(f"/{n}.xml") for n in range(6))), 6, {"/4.xml": rss("B"), "/2.xml": rss("A")})
    feeds = await asyncio.wait_for(
        discover_feeds(HOME, pacing=HostPacing(NOW), transport=gate, on_progress=steps.append), 20
    )
    assert [one.title for one in feeds] == ["A", "B"]
    assert [(step.done, step.total) for step in steps] == [(n, 6) for n in range(7)]


async def test_usual_places_are_tried_at_once():
    gate = Gate(html(), len(discovery.COMMON_PATHS), {"/rss": rss("Last"), "/atom.xml": rss("Earlier")})
    feeds = await asyncio.wait_for(discover_feeds(HOME, pacing=HostPacing(NOW), transport=gate), 20)
    assert [one.title for one in feeds] == ["Earlier"]


async def test_what_was_found_before_the_deadline_is_returned(monkeypatch):
    page = html(alternate("/silent.xml") + alternate("/good.xml"))

    class Site(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            if request.url.path == "/silent.xml":
                await asyncio.Event().wait()
            body = page if request.url.path == "/" else rss("Good")
            return httpx.Response(200, stream=httpx.ByteStream(body))

    deadlines = []
    timeout = asyncio.timeout
    monkeypatch.setattr(asyncio, "timeout", lambda delay: deadlines.append(timeout(delay)) or deadlines[-1])

    def end(progress):
        if progress.done:  # the good feed was read
            deadlines[0].reschedule(0)

    assert [
        one.title for one in await discover_feeds(HOME, pacing=HostPacing(NOW), transport=Site(), on_progress=end)
    ] == ["Good"]


def test_an_interrupted_search_does_not_wait_for_a_page_that_is_read(monkeypatch):
    reading, may_end = threading.Event(), threading.Event()

    def parse(*_):
        reading.set()
        may_end.wait(60)
        raise ParseError("not a feed")

    async def search_until_reading():
        search = asyncio.create_task(found({HOME: html()}))
        await call_in_background(reading.wait, 60)
        search.cancel()
        with pytest.raises(asyncio.CancelledError):
            await search

    monkeypatch.setattr(discovery, "parse_feed", parse)
    asyncio.run(search_until_reading())  # waits for no worker
    assert reading.is_set() and not may_end.is_set()
    may_end.set()


async def test_links_of_a_host_that_asks_for_a_pause_are_not_tried_further():
    head = "".join(alternate(f"/{n}.xml") for n in range(14)) + alternate("https://wire.example/rss")
    pages = {HOME: html(head), "https://wire.example/rss": rss("Wire")}
    pages |= {f"{HOME}{n}.xml": (429, {"retry-after": "7200"}, b"") for n in range(14)}
    pacing = HostPacing(NOW)
    feeds, asked = await found(pages, pacing=pacing)
    assert [feed.title for feed in feeds] == ["Wire"]
    assert len(asked) < 14
    assert pacing.new_waits == {"gazette.example": NOW + timedelta(hours=2)}


@pytest.mark.parametrize(
    ("status", "headers", "hint"),
    [
        (429, {"retry-after": "7200"}, "try again in 2h"),
        (503, {"retry-after": "90"}, "try again in 2m"),
        (429, {}, "try again in 15m"),
    ],
)
async def test_an_error_says_when_a_host_that_asked_for_a_pause_may_be_tried_again(status, headers, hint):
    pacing = HostPacing(NOW)
    transport = fake_transport(lambda address, sent: (status, headers, b""))
    for cause in (f"HTTP {status}", "asked us to wait"):
        with pytest.raises(FetchError, match=cause) as error:
            await discover_feeds(HOME, pacing=pacing, transport=transport)
        assert hint in error.value.hint


async def test_a_host_that_asked_for_a_pause_earlier_is_not_requested():
    feeds, asked = await found({HOME: rss("Gazette")}, pacing=HostPacing(NOW, {"gazette.example": NOW + timedelta(1)}))
    assert "gazette.example asked us to wait" in feeds
    assert asked == []


def test_words_are_no_address() -> None:
    for typed in ("not an address", "https://not an.address/feed"):
        with pytest.raises(FetchError, match=f"^{typed} is not an http"):
            complete_url(typed)
    assert complete_url("gazette.example/all news") == "https://gazette.example/all%20news"


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        ("gazette.example", ("https://gazette.example", "http://gazette.example")),
        ("127.0.0.1:8099/rss", ("http://127.0.0.1:8099/rss", "https://127.0.0.1:8099/rss")),
        ("localhost/rss", ("http://localhost/rss", "https://localhost/rss")),
        ("gazette.example:8080", ("http://gazette.example:8080", "https://gazette.example:8080")),
        ("http://gazette.example", ("http://gazette.example",)),
        ("https://localhost:8080/x", ("https://localhost:8080/x",)),
    ],
)
def test_an_address_without_a_scheme_may_mean_two(typed, urls):
    assert possible_urls(typed) == urls
