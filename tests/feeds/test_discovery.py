"""From a typed address to its feeds, over loopback and over a fake transport."""

import asyncio
import threading

import httpx
import pytest
from cpu_limit import run_within_cpu_seconds
from server import answer, serve

from briefing.errors import FetchError, ParseError
from briefing.feeds import discovery
from briefing.feeds.discovery import complete_url, discover_feeds, linked_feeds
from briefing.web.client import HttpResponse
from briefing.web.fake_transport import fake_transport

HOME = "https://gazette.example/"


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


async def found(pages: dict[str, bytes | tuple[int, dict[str, str], bytes]], url: str = HOME):
    asked: list[str] = []

    def respond(address, headers):
        asked.append(address)
        page = pages.get(address, (404, {}, b""))
        return (200, {}, page) if isinstance(page, bytes) else page

    try:
        return await discover_feeds(url, transport=fake_transport(respond)), asked
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
        (one,) = await discover_feeds(site.url("/site"))
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
    ],
)
def test_links_are_found_in_markup_of_every_form(markup, expected):
    assert links(html(markup)) == [HOME + address for address in expected]


def discover_on_hostile_pages():
    import asyncio

    from briefing.errors import FetchError
    from briefing.feeds.discovery import discover_feeds
    from briefing.web.fake_transport import fake_transport

    start, size = b"<!doctype html><html><head></head><body>", 15 * 1024 * 1024 - 100
    pages = {
        "nested": start + b"<div>" * 100_000 + b"</div>" * 100_000,
        "unclosed": start + b"<b><i><p>" * 100_000,
        "large": (start + b"<p>word</p>" * (size // 11))[:size],
        "anchors": (start + b"<a href='/rss/1'>x</a>" * (size // 22))[:size],
    }
    messages = []
    for page in pages.values():
        transport = fake_transport(
            lambda url, headers, page=page: (200, {}, page) if url == "https://gazette.example/" else (404, {}, b"")
        )
        try:
            asyncio.run(discover_feeds("https://gazette.example/", transport=transport))
        except FetchError as error:
            messages.append(str(error))
    return messages


def test_hostile_pages_are_searched_in_bounded_time():
    messages = run_within_cpu_seconds(60, discover_on_hostile_pages)
    assert len(messages) == 4
    assert all("no feed was found" in message for message in messages)


def scan_hostile_tags():
    from briefing.feeds.discovery import linked_feeds
    from briefing.web.client import HttpResponse

    size = 5 * 1024 * 1024
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
    ):
        page = b"<a " + markup * (size // len(markup))
        counts.append(len(list(linked_feeds(HttpResponse("https://gazette.example/", 200, "", {}, page)))))
    return counts


def test_hostile_tags_are_scanned_in_bounded_time():
    assert run_within_cpu_seconds(30, scan_hostile_tags) == [0, 1, 0, 0, 0, 0, 0, 0]


async def test_a_page_is_read_off_the_event_loop(monkeypatch):
    """While a page is parsed the loop runs on, so that the deadline and Ctrl+C work."""
    parsing, may_end = threading.Event(), threading.Event()

    def parse(*_):
        parsing.set()
        assert may_end.wait(20)
        raise ParseError("not a feed")

    monkeypatch.setattr(discovery, "parse_feed", parse)
    search = asyncio.create_task(found({HOME: html()}))
    assert await asyncio.to_thread(parsing.wait, 20)
    assert not search.done()
    may_end.set()
    assert "no feed was found" in (await search)[0]


async def test_the_search_ends_at_its_deadline(monkeypatch):
    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            await asyncio.Event().wait()

    monkeypatch.setattr(discovery, "TOTAL_DEADLINE", 0.05)
    with pytest.raises(FetchError, match=r"no feed was found within 0\.05 s"):
        await discover_feeds(HOME, transport=Silent())


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
