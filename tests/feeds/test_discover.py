"""From a typed address to its feeds, over loopback and over a function in place of the network."""

import pytest
from server import answer, serve

from briefing.errors import FetchError
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


async def test_a_feed_is_found_as_it_stands_and_previewed():
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


async def test_a_page_names_its_feeds_those_of_comments_last():
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


async def test_links_that_look_like_feeds_and_common_places_are_tried():
    page = html(body='<a href="/about">about</a><a href="/news/rss.xml">RSS</a><a href="mailto:rss@x.example">x</a>')
    feeds, asked = await found({HOME: page, f"{HOME}news/rss.xml": rss("Linked")})
    assert [one.title for one in feeds] == ["Linked"]
    assert f"{HOME}about" not in asked
    feeds, _ = await found({HOME: html(), f"{HOME}atom.xml": rss("Guessed")})
    assert [one.url for one in feeds] == [f"{HOME}atom.xml"]


async def test_where_there_is_none():
    told, asked = await found({HOME: html()})
    assert told == f'{HOME} is not a feed (an HTML page titled "Gazette"), and leads to none'
    assert len(asked) < 10
    assert (await found({}))[0] == f"{HOME}: HTTP 404 Not Found"


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/f", "http://169.254.169.254/", "http://[::1]/", "file:///etc/passwd"]
)
async def test_a_page_leads_into_no_network(target):
    told, asked = await found({HOME: html(alternate(target)), target: rss("Inside")})
    assert "leads to none" in told
    assert target not in asked
    told, asked = await found({HOME: (302, {"location": target}, b"")})
    assert "refused" in told
    assert asked == [HOME]


async def test_a_permanent_move_is_taken_over_and_another_host_is_marked():
    moved = "https://feeds.example/gazette"
    feeds, _ = await found({HOME: (301, {"location": moved}, b""), moved: rss("Moved")})
    assert [(one.url, one.on_typed_host) for one in feeds] == [(moved, False)]
    feeds, _ = await found({HOME: (302, {"location": moved}, b""), moved: rss("Moved")})
    assert [(one.url, one.on_typed_host) for one in feeds] == [(HOME, True)]


async def test_over_loopback_what_a_person_typed_may_lie_inside():
    page = html(alternate("feed.xml"))
    async with serve(site=lambda _: answer(body=page), **{"feed.xml": lambda _: answer(body=rss("Inside"))}) as site:
        (one,) = await discover_feeds(site.url("/site"))
    assert one.url == site.url("/feed.xml")


def test_a_hostile_page_names_few_addresses_quickly():
    page = html("".join(alternate(f"/{n % 50}") for n in range(5000)) + "<base href='javascript:x'>", "<div>" * 50_000)
    assert len(list(linked_feeds(HttpResponse(HOME, 200, "", {}, page)))) == 50


@pytest.mark.parametrize(
    ("typed", "url"),
    [("gazette.example", HOME.rstrip("/")), ("gazette.example:8080/x", "https://gazette.example:8080/x"), (HOME, HOME)],
)
def test_addresses_are_completed(typed, url):
    assert complete_url(typed) == url


def test_a_password_in_an_address_is_not_taken():
    with pytest.raises(FetchError, match="holds a user or password") as caught:
        complete_url("https://joe:secret@gazette.example/")
    assert "secret" not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("typed", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x.example", "", "https://"])
def test_nothing_but_the_web_is_asked(typed):
    with pytest.raises(FetchError, match="no http or https address"):
        complete_url(typed)
