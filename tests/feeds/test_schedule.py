from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cpu_limit import run_within_cpu_seconds

from briefing.feeds.fetching.schedule import (
    back_off,
    content_hash,
    delayed,
    is_due,
    next_state,
)
from briefing.feeds.fetching.server_times import freshness_lifetime, host_wait, retry_after
from briefing.feeds.parsing.skip_hours import requested_skip_hours
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FeedDocument, FetchFailure, NotModified, Response

NOW = datetime(2026, 3, 2, 12, 0, 40, tzinfo=UTC)
MINUTE = NOW.replace(second=0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed("https://wire.example/feed")
FRESH = FeedState(FEED.url)


def response(headers=None, **keys):
    return Response(FEED.url, b"<rss/>", headers or {}, **keys)


def due_in(outcome, document=None, feed=FEED, state=FRESH):
    return next_state(feed, state, outcome, document, NOW).next_due - MINUTE


def test_a_new_feed_is_due():
    assert is_due(FEED, FRESH, NOW)


def test_a_feed_is_due_after_its_interval():
    state = next_state(FEED, FRESH, response(), FeedDocument(), NOW)
    assert not is_due(FEED, state, NOW + HOUR - timedelta(minutes=1))
    assert is_due(FEED, state, NOW + HOUR)
    assert is_due(FEED, state, NOW + timedelta(minutes=1), force=True)


def test_an_hourly_job_that_starts_a_little_early_finds_feeds_due():
    state = next_state(FEED, FRESH, NotModified(FEED.url), None, NOW)
    assert is_due(FEED, state, NOW + HOUR - timedelta(seconds=39))


def test_force_never_overrides_retry_after():
    state = next_state(FEED, FRESH, FetchFailure(FEED.url, "HTTP 429", retry_after=NOW + 2 * HOUR), None, NOW)
    assert not is_due(FEED, state, NOW + HOUR, force=True)
    assert is_due(FEED, state, NOW + 2 * HOUR, force=True)
    assert next_state(FEED, state, response(), FeedDocument(), NOW + 2 * HOUR).retry_after is None


def test_feeds_stay_due_after_the_clock_ran_ahead():
    wrong = NOW + timedelta(days=4000)
    state = next_state(FEED, FRESH, FetchFailure(FEED.url, "HTTP 429", retry_after=wrong + HOUR), None, wrong)
    assert is_due(FEED, state, NOW)


def test_the_longest_hint_counts_up_to_a_day():
    assert due_in(response()) == HOUR
    assert due_in(response({"cache-control": "max-age=60"})) == HOUR
    asking = FeedDocument(requested_interval=3 * HOUR)
    assert due_in(response({"cache-control": "public, max-age=7200"}), asking) == 3 * HOUR
    assert due_in(NotModified(FEED.url, {"cache-control": "max-age=99999999"})) == DAY
    assert due_in(response(), FeedDocument(requested_interval=9 * DAY)) == DAY
    assert due_in(response(), feed=Feed(FEED.url, interval=3 * DAY)) == 3 * DAY
    assert due_in(response(), feed=Feed(FEED.url, interval=HOUR / 2)) == HOUR / 2


def test_success_resets_failures_and_stores_the_document():
    state = FeedState(FEED.url, title="Old", failures=3, error="timed out", etag="x", modified="y")
    state = next_state(
        FEED, state, response(etag='"2"', permanent_url="https://wire.example/new"), FeedDocument("Sample Wire"), NOW
    )
    assert (state.failures, state.error, state.last_try, state.last_success) == (0, "", NOW, NOW)
    assert (state.title, state.etag, state.modified) == ("Sample Wire", '"2"', "")
    assert (state.content_hash, state.permanent_url) == (content_hash(b"<rss/>"), "https://wire.example/new")
    later = next_state(FEED, state, NotModified(FEED.url), None, NOW + HOUR)
    assert (later.title, later.etag, later.content_hash, later.permanent_url) == (
        state.title,
        state.etag,
        state.content_hash,
        state.permanent_url,
    )


def test_validators_of_a_partial_document_are_dropped():
    state = next_state(FEED, FRESH, response(etag='"2"', modified="now"), FeedDocument(partial=True), NOW)
    assert (state.etag, state.modified) == ("", "")


def test_a_failure_keeps_the_state_and_returns_to_the_configured_address():
    known = FeedState(
        FEED.url,
        title="Sample Wire",
        etag='"2"',
        content_hash="d",
        permanent_url="https://old.example",
        last_success=NOW,
    )
    state = next_state(FEED, known, FetchFailure(FEED.url, "connection refused"), None, NOW + HOUR)
    assert (state.title, state.etag, state.content_hash, state.last_success) == ("Sample Wire", '"2"', "d", NOW)
    assert (state.failures, state.error, state.permanent_url) == (1, "connection refused", "")
    assert state.next_due == MINUTE + 2 * HOUR


def test_the_pause_grows_with_each_failure():
    pauses = [back_off(FEED, failures) for failures in range(1, 12)]
    assert pauses[0] == HOUR
    assert pauses == sorted(pauses)
    assert 2 * HOUR <= pauses[1] <= 2.5 * HOUR
    assert pauses[-1] == back_off(FEED, 10_000) == DAY
    assert back_off(FEED, 2) == back_off(FEED, 2) != back_off(Feed("https://gazette.example"), 2)
    assert back_off(Feed(FEED.url, interval=5 * DAY), 1) == 5 * DAY


def test_without_a_network_there_is_no_back_off():
    state = next_state(FEED, FRESH, FetchFailure(FEED.url, "host not found", offline=True), None, NOW)
    assert is_due(FEED, state, NOW)
    assert state.failures == 1
    after_night = next_state(FEED, state, FetchFailure(FEED.url, "host not found", offline=True), None, NOW + HOUR)
    assert after_night.failures == 1, "the host did nothing wrong"


def test_a_host_that_is_unknown_while_others_answer_backs_off_as_after_other_failures():
    failure = FetchFailure(FEED.url, "host not found", offline=True)
    before = FRESH
    for failures in (1, 2, 3):
        state = delayed(FEED, before, next_state(FEED, before, failure, None, NOW), NOW)
        assert (state.failures, state.next_due) == (failures, NOW.replace(second=0) + back_off(FEED, failures))
        before = state


def test_a_gone_feed_is_never_due():
    state = next_state(FEED, FRESH, FetchFailure(FEED.url, "HTTP 410 Gone", gone=True), None, NOW)
    assert not is_due(FEED, state, NOW + 400 * DAY, force=True)


def test_a_gone_redirect_target_does_not_make_the_feed_gone():
    known = FeedState(FEED.url, permanent_url="https://wire.example/new")
    state = next_state(FEED, known, FetchFailure(FEED.url, "HTTP 410 Gone", gone=True), None, NOW)
    assert (state.gone, state.permanent_url) == (False, "")


def test_feeds_stay_due_after_the_clock_jumps_back():
    state = next_state(FEED, FRESH, response(), FeedDocument(), NOW)
    assert is_due(FEED, state, NOW - 2 * DAY)
    assert is_due(FEED, state, datetime(1970, 1, 1, tzinfo=UTC))
    assert not is_due(FEED, state, NOW - timedelta(minutes=30))


SKIPPING = b"""<rss><channel><skipHours><hour>13</hour><hour> 14 </hour><hour>99</hour></skipHours>
<skipDays><day>Tuesday</day><day>Someday</day></skipDays></channel></rss>"""


def test_skipped_hours_and_days_delay_a_feed_up_to_a_day():
    def due(body, now):
        document = FeedDocument(skip_hours=requested_skip_hours(body))
        found = next_state(FEED, FRESH, Response(FEED.url, body, {}), document, now)
        assert next_state(FEED, found, NotModified(FEED.url), None, now).next_due == found.next_due
        return found.next_due

    monday = NOW.replace(hour=12, minute=30, second=0)
    assert due(SKIPPING, monday) == monday.replace(hour=15, minute=0)
    assert due(SKIPPING, monday.replace(hour=15)) == monday.replace(hour=16)
    assert due(SKIPPING, monday.replace(hour=23)) == monday.replace(hour=23) + DAY
    assert (
        due(b"<skipDays><day>Tuesday</day></skipDays>", monday.replace(hour=23, minute=5))
        == monday.replace(hour=23, minute=5) + DAY
    )
    everything = b"<skipHours>" + b"".join(b"<hour>%d</hour>" % n for n in range(24)) + b"</skipHours>"
    assert due(everything, monday) == monday + HOUR


def search_skip_hours():
    from briefing.feeds.parsing.skip_hours import requested_skip_hours

    size = 15 * 1024 * 1024
    bodies = (b"<skipHours>" * (size // 11), b"<skipHours" + b" " * size, b"<skipHours><hour>" + b" " * size)
    return [sorted(requested_skip_hours(body)) for body in bodies]


def test_hostile_hours_to_skip_are_searched_in_bounded_time():
    assert run_within_cpu_seconds(10, search_skip_hours) == [[], [], []]


def test_requests_of_a_document_apply_while_it_is_unchanged():
    state = next_state(FEED, FRESH, response(), FeedDocument(requested_interval=3 * HOUR), NOW)
    assert next_state(FEED, state, NotModified(FEED.url), None, NOW).next_due == MINUTE + 3 * HOUR
    assert next_state(FEED, state, response(), None, NOW).next_due == MINUTE + 3 * HOUR


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "120"}, timedelta(minutes=2)),
        ({"retry-after": "9" * 400}, DAY),
        ({"retry-after": "Mon, 02 Mar 2026 13:00:40 GMT"}, HOUR),
        ({"retry-after": "Mon, 02 Mar 2026 15:00:00 GMT", "date": "Mon, 02 Mar 2026 14:00:00 GMT"}, HOUR),
        ({"retry-after": "Mon, 02 Mar 2020 13:00:00 GMT"}, None),
        ({"retry-after": "0"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "- 60"}, None),
        ({"retry-after": "1e3"}, None),
        ({"retry-after": "\u0663\u0660"}, None),
        ({"retry-after": "3600.5"}, timedelta(seconds=3600.5)),
        ({"retry-after": "+90.25"}, timedelta(seconds=90.25)),
        ({"retry-after": "0.5"}, timedelta(seconds=0.5)),
        ({"retry-after": "60 seconds"}, timedelta(minutes=1)),
        ({"retry-after": "90s"}, timedelta(seconds=90)),
        ({"retry-after": "5 Minutes"}, timedelta(minutes=5)),
        ({"retry-after": "1 hour"}, HOUR),
        ({"retry-after": "120, 300"}, timedelta(minutes=5)),
        ({"retry-after": "2026-03-02T13:00:40Z"}, HOUR),
        ({"retry-after": "2026-03-02 14:00:40+01:00"}, HOUR),
        ({"retry-after": "2026-03-02T13:00:40"}, HOUR),
        ({"retry-after": "2026-03-02T15:00:00Z", "date": "Mon, 02 Mar 2026 14:00:00 GMT"}, HOUR),
        ({"retry-after": "1772456440"}, HOUR),
        ({"retry-after": "1772456440000"}, HOUR),
        ({"ratelimit-reset": "7200"}, 2 * HOUR),
        ({"x-ratelimit-reset": "7200", "x-ratelimit-remaining": "0"}, 2 * HOUR),
        ({"x-ratelimit-reset": "1772456440"}, HOUR),
        ({"x-rate-limit-reset": "30.5"}, timedelta(seconds=30.5)),
        ({"ratelimit": '"default";r=0;t=50'}, timedelta(seconds=50)),
        ({"retry-after": "60", "ratelimit-reset": "7200"}, timedelta(minutes=1)),
        ({"retry-after": "soon", "ratelimit-reset": "7200"}, 2 * HOUR),
        ({"retry-after": "Fri, 02 Mar 2999 13:00:00 GMT"}, DAY),
    ],
)
def test_retry_after(headers, wait):
    assert retry_after(headers, NOW) == (None if wait is None else NOW + wait)


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {}, timedelta(minutes=15)),
        (503, {"retry-after": "soon"}, timedelta(minutes=15)),
        (503, {"retry-after": "-1"}, timedelta(minutes=15)),
        (429, {"retry-after": "600"}, timedelta(minutes=10)),
        (403, {"retry-after": "600"}, timedelta(minutes=10)),
        (403, {"x-ratelimit-reset": "600"}, None),
        (404, {}, None),
        (500, {"retry-after": "soon"}, None),
        (200, {"retry-after": "600"}, None),
        (301, {"retry-after": "600"}, None),
    ],
)
def test_which_responses_ask_for_a_pause_of_the_host(status, headers, wait):
    assert host_wait(status, headers, NOW) == (None if wait is None else NOW + wait)


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, timedelta()),
        ({"cache-control": "s-maxage=9, MAX-AGE=600"}, timedelta(minutes=10)),
        ({"cache-control": "no-cache, max-age=600"}, timedelta()),
        ({"expires": "0", "date": "Mon, 02 Mar 2026 14:00:00 GMT"}, timedelta()),
        ({"expires": "Mon, 02 Mar 2026 16:00:00 GMT", "date": "Mon, 02 Mar 2026 14:00:00 GMT"}, 2 * HOUR),
    ],
)
def test_freshness_lifetime(headers, fresh):
    assert freshness_lifetime(headers) == fresh


@pytest.mark.parametrize("ahead", [timedelta(hours=20), timedelta(days=3), timedelta(days=7000)])
@pytest.mark.parametrize("failure", [FetchFailure(FEED.url, "HTTP 500"), FetchFailure(FEED.url, "HTTP 429")])
def test_a_fetch_with_a_clock_ahead_delays_no_later_fetch(ahead, failure):
    wrong = NOW + ahead
    waiting = replace(failure, retry_after=wrong + HOUR)
    state = next_state(FEED, FRESH, waiting, None, wrong)
    assert is_due(FEED, state, NOW)
    assert is_due(FEED, state, NOW, force=True)
