"""Hosts: a pause that one response asks for holds for all of their feeds, and requests to them are spaced."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from server import answer, serve

from briefing.feeds.fetching.body_memory import may_grow
from briefing.feeds.fetching.fetcher import fetch_all
from briefing.feeds.fetching.host_pacing import SECONDS_BETWEEN_REQUESTS, HostPacing, HostWaitError, spread_time
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FetchFailure, Postponed, Response

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
RSS = b"<rss version='2.0'><channel><title>Sample Wire</title><item><title>Rain</title></item></channel></rss>"
MINUTES = timedelta(minutes=1)


class Hosts(httpx.AsyncBaseTransport):
    """Answers all requests to the hosts in `busy` with their status and headers, others with a feed."""

    def __init__(self, **busy):
        self.busy = {name.replace("_", "."): reply for name, reply in busy.items()}
        self.requests = Counter()
        self.redirects = {}

    async def handle_async_request(self, request):
        host = request.url.host
        self.requests[host] += 1
        if host in self.redirects:
            return httpx.Response(302, headers={"Location": self.redirects[host]})
        status, headers = self.busy.get(host, (200, {}))
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(RSS if status == 200 else b""))


async def fetched(hosts, urls, pacing):
    outcomes = {}
    feeds = [(Feed(url), FeedState(url)) for url in urls]
    await fetch_all(
        feeds, now=NOW, transport=hosts, on_done=lambda feed, found: outcomes.update({feed.url: found}), pacing=pacing
    )
    return list(outcomes.values())


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {"Retry-After": "600"}, 10 * MINUTES),
        (429, {}, 15 * MINUTES),
        (503, {"Retry-After": "soon"}, 15 * MINUTES),
        (503, {"Retry-After": "60 seconds"}, MINUTES),
        (429, {"X-RateLimit-Reset": "7200"}, 120 * MINUTES),
        (403, {"Retry-After": "120"}, 2 * MINUTES),
    ],
)
async def test_after_a_busy_response_a_host_gets_no_further_request(status, headers, wait):
    hosts, pacing = Hosts(wire_example=(status, headers)), HostPacing(NOW)
    urls = [f"https://wire.example/{n}" for n in range(12)]
    outcomes = await fetched(hosts, [*urls, "https://gazette.example/"], pacing)
    assert hosts.requests["wire.example"] <= 2, "those that were under way"
    assert pacing.new_waits == {"wire.example": NOW + wait}
    postponed = [found for found in outcomes if isinstance(found, Postponed)]
    assert len(postponed) >= 10 and {one.until for one in postponed} == {NOW + wait}
    assert sum(isinstance(found, Response) for found in outcomes) == 1


async def test_later_tries_of_a_host_are_spread():
    hosts, pacing = Hosts(wire_example=(429, {"Retry-After": "600"})), HostPacing(NOW)
    outcomes = await fetched(hosts, [f"https://wire.example/{n}" for n in range(40)], pacing)
    tries = [found.next_try for found in outcomes if isinstance(found, Postponed)]
    assert len(set(tries)) == len(tries) >= 38
    assert min(tries) == NOW + 11 * MINUTES and max(tries) < NOW + 60 * MINUTES


def test_the_spread_ends_after_an_hour():
    times = [spread_time(NOW, position) for position in range(500)]
    assert set(times) == {NOW + n * MINUTES for n in range(1, 61)}


async def test_a_pause_of_an_earlier_refresh_holds():
    hosts = Hosts()
    waits = {
        "wire.example": NOW + 5 * MINUTES,
        "over.example": NOW,
        "wrong-clock.example": NOW + timedelta(days=4000),
    }
    outcomes = await fetched(hosts, [f"https://{host}/feed" for host in waits], HostPacing(NOW, waits))
    assert hosts.requests == {"over.example": 1, "wrong-clock.example": 1}
    assert [type(found) for found in outcomes].count(Postponed) == 1


async def test_a_redirect_to_a_waiting_host_is_not_followed():
    hosts = Hosts()
    hosts.redirects["short.example"] = "https://wire.example/feed"
    pacing = HostPacing(NOW, {"wire.example": NOW + 5 * MINUTES})
    (found,) = await fetched(hosts, ["https://short.example/feed"], pacing)
    assert isinstance(found, Postponed) and found.host == "wire.example"
    assert hosts.requests == {"short.example": 1}


async def test_requests_to_a_host_are_spaced(monkeypatch):
    loop = asyncio.get_running_loop()
    clock, started = [1000.0], []

    async def skip(seconds):
        clock[0] += seconds

    monkeypatch.setattr(loop, "time", lambda: clock[0])
    monkeypatch.setattr("briefing.feeds.fetching.host_pacing.asyncio.sleep", skip)
    pacing = HostPacing(NOW, seconds_between_requests=SECONDS_BETWEEN_REQUESTS)
    for host in ("wire.example", "wire.example", "WIRE.example:8080", "gazette.example", "127.0.0.1", "127.0.0.1"):
        await pacing.before_request(f"https://{host}/feed")
        started.append(clock[0] - 1000.0)
    assert started == [0.0, 0.5, 1.0, 1.0, 1.0, 1.0]


async def test_a_request_that_waited_for_its_turn_is_not_sent_if_its_host_wants_a_pause_meanwhile(monkeypatch):
    pacing = HostPacing(NOW, seconds_between_requests=SECONDS_BETWEEN_REQUESTS)

    async def refused_meanwhile(_):
        pacing.after_response("https://wire.example/1", 429, {})

    monkeypatch.setattr("briefing.feeds.fetching.host_pacing.asyncio.sleep", refused_meanwhile)
    await pacing.before_request("https://wire.example/1")
    with pytest.raises(HostWaitError, match=r"wire\.example asked us to wait"):
        await pacing.before_request("https://wire.example/2")


async def test_servers_of_this_computer_are_not_paced():
    async with serve(busy=lambda _: answer("429 Slow Down"), feed=lambda _: answer(body=RSS)) as site:
        pacing = HostPacing(NOW, seconds_between_requests=3600.0)
        outcomes = []
        feeds = [Feed(site.url(path)) for path in ("/busy", *["/feed"] * 5)]
        pairs = [(feed, FeedState(feed.url)) for feed in feeds]
        await fetch_all(pairs, now=NOW, on_done=lambda _, found: outcomes.append(type(found)), pacing=pacing)
    assert (outcomes.count(Response), outcomes.count(FetchFailure), pacing.new_waits) == (5, 1, {})


async def test_hosts_behind_a_proxy_are_paced(monkeypatch):
    for name in ("no_proxy", "NO_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    async with serve() as proxy:
        for number in range(12):
            proxy.routes[f"http://wire.example/{number}"] = lambda _: answer("429 Slow Down", Retry_After="600")
        proxy.routes["http://gazette.example/0"] = lambda _: answer(body=RSS)
        monkeypatch.setenv("http_proxy", proxy.url(""))
        pacing, outcomes = HostPacing(NOW), []
        urls = [*(f"http://wire.example/{n}" for n in range(12)), "http://gazette.example/0"]
        pairs = [(Feed(url), FeedState(url)) for url in urls]
        await fetch_all(pairs, now=NOW, on_done=lambda _, found: outcomes.append(type(found)), pacing=pacing)
    assert (outcomes.count(Response), len(outcomes)) == (1, 13)
    assert sum(request.path.startswith("http://wire.example/") for request in proxy.requests) <= 2
    assert pacing.new_waits == {"wire.example": NOW + 10 * MINUTES}


@pytest.mark.parametrize(
    ("held", "owner", "size", "allowed"),
    [
        ({}, "a", 500, True),
        ({"a": 60}, "b", 40, True),
        ({"a": 60}, "b", 41, False),
        ({"a": 60, "b": 40}, "a", 500, True),
        ({"a": 60, "b": 30}, "b", 40, True),
        ({"a": 60, "b": 30}, "b", 41, False),
    ],
)
def test_bodies_grow_while_they_fit_and_the_first_always(held, owner, size, allowed):
    assert may_grow(held, owner, size, limit=100) == allowed
