"""What the network does to feeds, one test for each known fault, from the server to what a person is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fault_site import DATE, NOW, TWO, Newsroom, answer, conditional, item, moved, rss, words

from briefing.feeds.fetching.fetcher import fetch_feed
from briefing.model.feeds import Feed, FeedState, FetchFailure
from briefing.output.refresh_report import failure_line
from briefing.web.client import open_client
from briefing.web.fake_transport import fake_transport

TAG = 'W/"harbour-\xe9 1"'


def polite(body: bytes, tag: str = '"1"'):
    """A route that answers 304 to who knows the document."""
    return lambda request: answer("304 Not Modified") if conditional(request) else answer(body=body, ETag=tag)


def test_f01_validators(newsroom: Newsroom) -> None:
    url = newsroom.on("feed", answer(body=TWO, ETag=TAG, Last_Modified=DATE))
    newsroom.refresh(url)
    assert not conditional(newsroom.site.requests[0])
    newsroom.on("feed", answer(body=rss(item(3))))
    newsroom.refresh(url, hours=2)
    sent = newsroom.asked("feed")[1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == (TAG, DATE)
    newsroom.refresh(url, hours=2)
    assert not conditional(newsroom.site.requests[2]), "dropped with the answer that had none"


def test_f02_not_modified(newsroom: Newsroom) -> None:
    url = newsroom.on("feed", polite(TWO))
    newsroom.refresh(url)
    report = newsroom.refresh(url, hours=2)
    assert (report.unchanged, report.articles, report.failed) == (1, 0, ())
    assert len(newsroom.articles()) == 2
    assert newsroom.state(url).last_try == newsroom.state(url).last_success == NOW + timedelta(hours=2)


def test_f03_304_to_an_unconditional_request(newsroom: Newsroom) -> None:
    url = newsroom.on("feed", answer("304 Not Modified"))
    report = newsroom.refresh(url)
    assert [(problem.name, problem.cause) for problem in report.failed] == [
        ("Sample Wire", "304 to an unconditional request")
    ]
    newsroom.on("feed", TWO)
    assert newsroom.refresh(url, hours=2).articles == 2
    assert not conditional(newsroom.site.requests[1])
    newsroom.on("feed", answer("304 Not Modified"))
    newsroom.refresh(url, hours=2)
    assert len(newsroom.articles()) == 2


def test_f04_the_same_body_again(newsroom: Newsroom) -> None:
    url = newsroom.on("feed", answer(body=TWO, ETag='"1"'))
    newsroom.refresh(url)
    with newsroom.services() as services:
        threads = [row.id for row in services.reading.thread_rows()]
        for thread in threads:
            services.curation.mark_read(thread)
    newsroom.on("feed", answer(body=TWO, ETag='"2"'))
    report = newsroom.refresh(url, hours=2)
    assert (report.unchanged, report.new_data, report.articles, report.threads) == (1, 0, 0, 0)
    with newsroom.services() as services:
        assert all(row.read for row in services.reading.thread_rows())
    assert newsroom.state(url).etag == '"2"'


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
def test_f05_moved_for_good(newsroom: Newsroom, status: str) -> None:
    new = newsroom.on("new", b"<html>We are rebuilding</html>")
    url = newsroom.on("old", moved(status, "/new"))
    report = newsroom.refresh(url)
    assert report.failed and newsroom.state(url).permanent_url == "", "kept only once the new place was read as a feed"
    newsroom.on("new", TWO)
    report = newsroom.refresh(url, hours=2)
    assert words(report) == [f"moved for good to {new}; it is followed there"]
    assert newsroom.state(url).permanent_url == new
    first = newsroom.articles()
    for _ in range(2):
        newsroom.on("new", rss(item(1), item(2), item(3)))
        assert words(newsroom.refresh(url, hours=2)) == [], "told once"
    assert len(newsroom.asked("old")) == 2, "the new place is asked from then on"
    assert [article for article in newsroom.articles() if article in first] == first


@pytest.mark.parametrize("status", ["302 Found", "303 See Other", "307 Temporary Redirect"])
def test_f06_moved_for_now(newsroom: Newsroom, status: str) -> None:
    newsroom.on("a", answer(body=TWO, ETag='"1"'))
    newsroom.on("b", lambda request: answer("304 Not Modified") if conditional(request) else answer(body=rss(item(9))))
    url = newsroom.on("feed", moved(status, "/a"))
    assert words(newsroom.refresh(url)) == []
    assert newsroom.state(url).permanent_url == ""
    newsroom.refresh(url, hours=2)
    assert [len(newsroom.asked(path)) for path in ("feed", "a")] == [2, 2]
    assert newsroom.asked("a")[1]["if-none-match"] == '"1"'
    newsroom.on("feed", moved(status, "/b"))
    assert newsroom.refresh(url, hours=2).articles == 1, "validators of one place are not shown to another"


def test_f07_redirects_in_a_circle(newsroom: Newsroom) -> None:
    url = newsroom.on("a", moved("302 Found", "/b"))
    newsroom.on("b", moved("302 Found", "/a"))
    other = newsroom.on("feed", TWO)
    report = newsroom.refresh(url, Feed(other, name="Sample Gazette"))
    assert [(p.name, p.cause) for p in report.failed] == [("Sample Wire", "too many redirects (more than 10)")]
    assert report.articles == 2


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://wire.example/feed", "data:text/xml,<rss/>"])
def test_f08_redirects_to_what_is_no_web_address(newsroom: Newsroom, target: str) -> None:
    report = newsroom.refresh(newsroom.on("feed", moved("301 Moved Permanently", target)))
    (cause,) = words(report)
    assert cause.startswith("redirected to ") and "no web address: refused" in cause


async def test_f08_redirects_that_give_up_encryption() -> None:
    transport = fake_transport(lambda url, headers: (302, {"location": "http://wire.example/feed"}, b""))
    async with open_client(transport) as client:
        found = await fetch_feed(
            client, Feed("https://wire.example/feed"), FeedState("https://wire.example/feed"), now=NOW
        )
    assert isinstance(found, FetchFailure)
    assert found.cause == "redirected from https to plain http (wire.example): refused"


@pytest.mark.parametrize(
    ("status", "hint"), [("401 Unauthorized", "password"), ("403 Forbidden", "refuse feed readers")]
)
def test_f09_bot_protection(newsroom: Newsroom, status: str, hint: str) -> None:
    url = newsroom.on("feed", TWO)
    newsroom.refresh(url)
    newsroom.on("feed", answer(status, b"<html>Are you human?</html>"))
    (problem,) = newsroom.refresh(url, hours=2).failed
    assert problem.name == "Sample Wire"
    assert problem.cause.startswith(f"HTTP {status} (") and hint in problem.cause
    assert problem.next_try and problem.next_try >= NOW + timedelta(hours=3)
    assert len(newsroom.articles()) == 2


def test_f10_not_found_and_back_again(newsroom: Newsroom) -> None:
    url = newsroom.on("feed", answer("404 Not Found"))
    for failures in (1, 2, 3):
        (problem,) = newsroom.refresh(url, hours=30).failed
        assert problem.failures == failures
    newsroom.on("feed", TWO)
    assert newsroom.refresh(url, hours=30).articles == 2
    assert (newsroom.state(url).failures, newsroom.state(url).error) == (0, "")


def test_f11_gone(newsroom: Newsroom) -> None:
    url = newsroom.on("feed", TWO)
    newsroom.refresh(url)
    newsroom.on("feed", answer("410 Gone"))
    report = newsroom.refresh(url, hours=2)
    (cause,) = words(report)
    assert "next try" not in failure_line(report.failed[0], newsroom.clock.now())
    assert cause.startswith("HTTP 410 Gone") and "`briefing remove`" in cause and "`briefing enable`" in cause
    asked = len(newsroom.site.requests)
    assert newsroom.refresh(url, days=60, force=True).not_due == 1
    assert len(newsroom.site.requests) == asked
    assert len(newsroom.articles()) == 2
    with newsroom.services(Feed(url, name="Sample Wire")) as services:
        assert [problem.name for problem in services.feed_health.problems()] == ["Sample Wire"]
        services.feed_health.retry_now(Feed(url))
    newsroom.on("feed", rss(item(3)))
    assert newsroom.refresh(url).articles == 1


def test_f12_retry_after_in_seconds(newsroom: Newsroom) -> None:
    url = newsroom.on("feed", answer("429 Too Many Requests", Retry_After="3600"))
    (problem,) = newsroom.refresh(url).failed
    assert problem.next_try == NOW + timedelta(hours=1)
    report = newsroom.refresh(url, minutes=59, force=True)
    assert (len(newsroom.site.requests), report.not_due) == (1, 1)
    assert words(report) == ["asked us to wait (HTTP 429 Too Many Requests)"], "the one who insists is told why"
    assert report.notes[0].next_try == NOW + timedelta(hours=1)
    newsroom.on("feed", TWO)
    assert newsroom.refresh(url, minutes=2).articles == 2


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_f13_retry_after_as_a_date_of_a_clock_that_is_off(newsroom: Newsroom, status: str) -> None:
    ahead = {"Date": "Mon, 02 Mar 2026 14:00:00 GMT", "Retry_After": "Mon, 02 Mar 2026 17:00:00 GMT"}
    url = newsroom.on("feed", answer(status, **ahead))
    (problem,) = newsroom.refresh(url).failed
    assert problem.next_try == NOW + timedelta(hours=3)
    assert len(newsroom.site.requests) == 1, "who asks for patience is not asked once more"
    newsroom.on("feed", answer(status, Retry_After="Mon, 02 Mar 2099 12:00:00 GMT"))
    (problem,) = newsroom.refresh(url, hours=4).failed
    assert problem.next_try == NOW + timedelta(hours=28)


def test_f14_too_many_requests_without_a_time(newsroom: Newsroom) -> None:
    url = newsroom.on("feed", answer("429 Too Many Requests"))
    pauses = []
    for _ in range(6):
        (problem,) = newsroom.refresh(url, hours=25).failed
        assert problem.next_try
        pauses.append(problem.next_try - newsroom.clock.now())
    assert pauses[0] == timedelta(hours=1)
    assert pauses == sorted(pauses) and pauses[1] >= timedelta(hours=2)
    assert pauses[-1] == timedelta(hours=24)
    assert newsroom.refresh(url, hours=23).not_due == 1, "remembered by the store"


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway", "504 Gateway Timeout"])
def test_f15_a_server_that_stumbles(newsroom: Newsroom, status: str) -> None:
    url, other = newsroom.on("feed", answer(status)), newsroom.on("other", TWO)
    report = newsroom.refresh(url, Feed(other, name="Sample Gazette"))
    assert words(report) == [f"HTTP {status}"]
    assert len(newsroom.asked("feed")) == 2, "one more attempt, and no third"
    assert report.articles == 2


@pytest.mark.parametrize(
    ("headers", "extra", "hours"),
    [
        ({"Cache_Control": "max-age=43200"}, "<ttl>180</ttl>", 12),
        ({"Cache_Control": "max-age=60"}, "<ttl>180</ttl>", 3),
        ({"Expires": "Mon, 02 Mar 2026 17:00:00 GMT", "Date": "Mon, 02 Mar 2026 12:00:00 GMT"}, "", 5),
        ({"Cache_Control": "max-age=99999999"}, "", 24),
        ({}, "<skipHours><hour>13</hour><hour>14</hour><hour>15</hour></skipHours>", 4),
        ({}, "<skipDays><day>Monday</day></skipDays>", 12),
        ({}, "", 1),
    ],
)
def test_f16_hints_when_to_come_back(newsroom: Newsroom, headers: dict[str, str], extra: str, hours: int) -> None:
    url = newsroom.on("feed", answer(body=rss(item(1), extra=extra), ETag='"1"', **headers))
    newsroom.refresh(url)
    assert newsroom.refresh(url, hours=hours, minutes=-1).not_due == 1
    newsroom.on("feed", answer("304 Not Modified"))
    assert newsroom.refresh(url, minutes=1).unchanged == 1
    if extra.startswith("<ttl>180") and hours == 3:
        assert newsroom.refresh(url, hours=2, minutes=59).not_due == 1, (
            "it holds although the document did not come again"
        )
    newsroom.refresh(url, minutes=5, force=True)
    assert len(newsroom.site.requests) == 3


def test_f17_at_most_once_an_hour(newsroom: Newsroom) -> None:
    url = newsroom.on("feed", polite(TWO))
    newsroom.refresh(url)
    for _ in range(12):
        newsroom.refresh(url, minutes=10)
    assert len(newsroom.site.requests) == 3
    assert [conditional(request) for request in newsroom.site.requests] == [False, True, True]
    newsroom.refresh(Feed(url, interval=timedelta(minutes=5)), minutes=6)
    assert len(newsroom.site.requests) == 3, "a shorter interval counts from the next fetch on"
