"""Faults of the network, one test for each, from the server to the message."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fault_site import DATE, NOW, TWO, FeedSite, answer, causes, is_conditional, item, redirect, rss

from briefing.feeds.fetching.fetcher import fetch_feed
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FetchFailure
from briefing.output.feed_health import failure_line
from briefing.web.client import open_client
from briefing.web.fake_transport import fake_transport

TAG = 'W/"harbour-\xe9 1"'


def polite(body: bytes, tag: str = '"1"'):
    """A route that answers 304 to who knows the document."""
    return lambda request: answer("304 Not Modified") if is_conditional(request) else answer(body=body, ETag=tag)


def test_f01_validators(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", answer(body=TWO, ETag=TAG, Last_Modified=DATE))
    feed_site.refresh(url)
    assert not is_conditional(feed_site.server.requests[0])
    feed_site.route("feed", answer(body=rss(item(3))))
    feed_site.refresh(url, hours=2)
    sent = feed_site.requests_for("feed")[1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == (TAG, DATE)
    feed_site.refresh(url, hours=2)
    assert not is_conditional(feed_site.server.requests[2]), "dropped with the answer that had none"


def test_f02_not_modified(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", polite(TWO))
    feed_site.refresh(url)
    report = feed_site.refresh(url, hours=2)
    assert (report.unchanged, report.articles, report.failed) == (1, 0, ())
    assert len(feed_site.articles()) == 2
    assert feed_site.state(url).last_try == feed_site.state(url).last_success == NOW + timedelta(hours=2)


def test_f03_304_to_an_unconditional_request(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", answer("304 Not Modified"))
    report = feed_site.refresh(url)
    assert [(problem.subject, problem.text) for problem in report.failed] == [
        ("Sample Wire", "HTTP 304 Not Modified, although nothing was fetched before")
    ]
    feed_site.route("feed", TWO)
    assert feed_site.refresh(url, hours=2).articles == 2
    assert not is_conditional(feed_site.server.requests[1])
    feed_site.route("feed", answer("304 Not Modified"))
    feed_site.refresh(url, hours=2)
    assert len(feed_site.articles()) == 2


def test_f04_the_same_body_again(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", answer(body=TWO, ETag='"1"'))
    feed_site.refresh(url)
    with feed_site.services() as services:
        threads = [row.id for row in services.reading.thread_rows()]
        for thread in threads:
            services.curation.mark_read(thread)
    feed_site.route("feed", answer(body=TWO, ETag='"2"'))
    report = feed_site.refresh(url, hours=2)
    assert (report.unchanged, report.new_data, report.articles, report.threads) == (1, 0, 0, 0)
    with feed_site.services() as services:
        assert all(row.read for row in services.reading.thread_rows())
    assert feed_site.state(url).etag == '"2"'


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
def test_f05_permanent_redirects(feed_site: FeedSite, status: str) -> None:
    new = feed_site.route("new", b"<html>We are rebuilding</html>")
    url = feed_site.route("old", redirect(status, "/new"))
    report = feed_site.refresh(url)
    assert report.failed and feed_site.state(url).permanent_url == "", "kept only once the new place was read as a feed"
    feed_site.route("new", TWO)
    report = feed_site.refresh(url, hours=2)
    assert causes(report) == [f"moved permanently to {new}; it is fetched from there"]
    assert feed_site.state(url).permanent_url == new
    first = feed_site.articles()
    for _ in range(2):
        feed_site.route("new", rss(item(1), item(2), item(3)))
        assert causes(feed_site.refresh(url, hours=2)) == [], "reported once"
    assert len(feed_site.requests_for("old")) == 2, "the new place is asked from then on"
    assert [article for article in feed_site.articles() if article in first] == first


@pytest.mark.parametrize("status", ["302 Found", "303 See Other", "307 Temporary Redirect"])
def test_f06_temporary_redirects(feed_site: FeedSite, status: str) -> None:
    feed_site.route("a", answer(body=TWO, ETag='"1"'))
    feed_site.route(
        "b", lambda request: answer("304 Not Modified") if is_conditional(request) else answer(body=rss(item(9)))
    )
    url = feed_site.route("feed", redirect(status, "/a"))
    assert causes(feed_site.refresh(url)) == []
    assert feed_site.state(url).permanent_url == ""
    feed_site.refresh(url, hours=2)
    assert [len(feed_site.requests_for(path)) for path in ("feed", "a")] == [2, 2]
    assert feed_site.requests_for("a")[1]["if-none-match"] == '"1"'
    feed_site.route("feed", redirect(status, "/b"))
    assert feed_site.refresh(url, hours=2).articles == 1, "validators of one place are not shown to another"


def test_f07_redirects_in_a_circle(feed_site: FeedSite) -> None:
    url = feed_site.route("a", redirect("302 Found", "/b"))
    feed_site.route("b", redirect("302 Found", "/a"))
    other = feed_site.route("feed", TWO)
    report = feed_site.refresh(url, Feed(other, name="Sample Gazette"))
    assert [(p.subject, p.text) for p in report.failed] == [("Sample Wire", "too many redirects (more than 10)")]
    assert report.articles == 2


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://wire.example/feed", "data:text/xml,<rss/>"])
def test_f08_redirects_to_other_schemes(feed_site: FeedSite, target: str) -> None:
    report = feed_site.refresh(feed_site.route("feed", redirect("301 Moved Permanently", target)))
    (cause,) = causes(report)
    assert cause.startswith("redirect ") and "not a web address" in cause


async def test_f08_redirects_from_https_to_http() -> None:
    transport = fake_transport(lambda url, headers: (302, {"location": "http://wire.example/feed"}, b""))
    async with open_client(transport) as client:
        found = await fetch_feed(
            client, Feed("https://wire.example/feed"), FeedState("https://wire.example/feed"), now=NOW
        )
    assert isinstance(found, FetchFailure)
    assert found.cause == "redirect to wire.example refused: from https to plain http"


@pytest.mark.parametrize(
    ("status", "hint"), [("401 Unauthorized", "password"), ("403 Forbidden", "refuse feed readers")]
)
def test_f09_bot_protection(feed_site: FeedSite, status: str, hint: str) -> None:
    url = feed_site.route("feed", TWO)
    feed_site.refresh(url)
    feed_site.route("feed", answer(status, b"<html>Are you human?</html>"))
    (problem,) = feed_site.refresh(url, hours=2).failed
    assert problem.subject == "Sample Wire"
    assert problem.text.startswith(f"HTTP {status} (") and hint in problem.text
    assert problem.next_try and problem.next_try >= NOW + timedelta(hours=3)
    assert len(feed_site.articles()) == 2


def test_f10_not_found_and_back_again(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", answer("404 Not Found"))
    for failures in (1, 2, 3):
        (problem,) = feed_site.refresh(url, hours=30).failed
        assert problem.failures == failures
    feed_site.route("feed", TWO)
    assert feed_site.refresh(url, hours=30).articles == 2
    assert (feed_site.state(url).failures, feed_site.state(url).error) == (0, "")


def test_f11_gone(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", TWO)
    feed_site.refresh(url)
    feed_site.route("feed", answer("410 Gone"))
    report = feed_site.refresh(url, hours=2)
    (cause,) = causes(report)
    assert "next try" not in failure_line(report.failed[0], feed_site.clock.now())
    assert cause.startswith("HTTP 410 Gone") and "`briefing remove`" in cause and "`briefing enable`" in cause
    asked = len(feed_site.server.requests)
    assert feed_site.refresh(url, days=60, force=True).not_due == 1
    assert len(feed_site.server.requests) == asked
    assert len(feed_site.articles()) == 2
    with feed_site.services(Feed(url, name="Sample Wire")) as services:
        assert [problem.subject for problem in services.feed_health.failures()] == ["Sample Wire"]
        services.feed_health.retry_now(Feed(url))
    feed_site.route("feed", rss(item(3)))
    assert feed_site.refresh(url).articles == 1


def test_f12_retry_after_in_seconds(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", answer("429 Too Many Requests", Retry_After="3600"))
    (problem,) = feed_site.refresh(url).failed
    assert problem.next_try == NOW + timedelta(hours=1)
    report = feed_site.refresh(url, minutes=59, force=True)
    assert (len(feed_site.server.requests), report.not_due) == (1, 1)
    assert causes(report) == ["asked us to wait (HTTP 429 Too Many Requests)"], "--force is answered with the reason"
    assert report.notes[0].next_try == NOW + timedelta(hours=1)
    feed_site.route("feed", TWO)
    assert feed_site.refresh(url, minutes=2).articles == 2


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_f13_retry_after_as_a_date_of_a_wrong_clock(feed_site: FeedSite, status: str) -> None:
    ahead = {"Date": "Mon, 02 Mar 2026 14:00:00 GMT", "Retry_After": "Mon, 02 Mar 2026 17:00:00 GMT"}
    url = feed_site.route("feed", answer(status, **ahead))
    (problem,) = feed_site.refresh(url).failed
    assert problem.next_try == NOW + timedelta(hours=3)
    assert len(feed_site.server.requests) == 1, "who asks for patience is not asked once more"
    feed_site.route("feed", answer(status, Retry_After="Mon, 02 Mar 2099 12:00:00 GMT"))
    (problem,) = feed_site.refresh(url, hours=4).failed
    assert problem.next_try == NOW + timedelta(hours=28)


def test_f14_too_many_requests_without_a_time(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", answer("429 Too Many Requests"))
    pauses = []
    for _ in range(6):
        (problem,) = feed_site.refresh(url, hours=25).failed
        assert problem.next_try
        pauses.append(problem.next_try - feed_site.clock.now())
    assert pauses[0] == timedelta(hours=1)
    assert pauses == sorted(pauses) and pauses[1] >= timedelta(hours=2)
    assert pauses[-1] == timedelta(hours=24)
    assert feed_site.refresh(url, hours=23).not_due == 1, "remembered by the store"


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway", "504 Gateway Timeout"])
def test_f15_server_errors(feed_site: FeedSite, status: str) -> None:
    url, other = feed_site.route("feed", answer(status)), feed_site.route("other", TWO)
    report = feed_site.refresh(url, Feed(other, name="Sample Gazette"))
    assert causes(report) == [f"HTTP {status}"]
    assert len(feed_site.requests_for("feed")) == 2, "one more attempt, and no third"
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
def test_f16_requested_intervals(feed_site: FeedSite, headers: dict[str, str], extra: str, hours: int) -> None:
    url = feed_site.route("feed", answer(body=rss(item(1), extra=extra), ETag='"1"', **headers))
    feed_site.refresh(url)
    assert feed_site.refresh(url, hours=hours, minutes=-1).not_due == 1
    feed_site.route("feed", answer("304 Not Modified"))
    assert feed_site.refresh(url, minutes=1).unchanged == 1
    if extra.startswith("<ttl>180") and hours == 3:
        assert feed_site.refresh(url, hours=2, minutes=59).not_due == 1, (
            "it holds although the document did not come again"
        )
    feed_site.refresh(url, minutes=5, force=True)
    assert len(feed_site.server.requests) == 3


def test_f17_at_most_once_an_hour(feed_site: FeedSite) -> None:
    url = feed_site.route("feed", polite(TWO))
    feed_site.refresh(url)
    for _ in range(12):
        feed_site.refresh(url, minutes=10)
    assert len(feed_site.server.requests) == 3
    assert [is_conditional(request) for request in feed_site.server.requests] == [False, True, True]
    feed_site.refresh(Feed(url, interval=timedelta(minutes=5)), minutes=6)
    assert len(feed_site.server.requests) == 3, "a shorter interval counts from the next fetch on"
