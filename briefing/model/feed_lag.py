"""How late a feed brings its articles, without what its reader fetched late. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

SAME_REFRESH = timedelta(minutes=5)
"""Articles that were fetched so close together came with one refresh."""
LONGEST_ROUND = timedelta(hours=2)
"""After a longer time without any new article nobody was fetching: how late a feed was cannot be known then."""

ArticleTimes = tuple[str, datetime, datetime]
"""The feed of an article, when it was published, and when it was fetched."""


def feed_lags(times: Iterable[ArticleTimes]) -> dict[str, timedelta]:
    """Return the average lag of each feed for which it is known.

    What the first fetch of a feed brings is a backlog and does not count. Of an article that the refresh before did
    not bring although it was published, only the time up to that refresh counts if nobody was fetching afterwards.
    """
    ordered = sorted(times, key=lambda one: one[2])
    moments = [fetched for _, _, fetched in ordered]
    first: dict[str, datetime] = {}
    lags: dict[str, list[timedelta]] = defaultdict(list)
    for feed, published, fetched in ordered:
        begin = first.setdefault(feed, fetched)
        earlier = bisect_right(moments, fetched - SAME_REFRESH)
        if fetched - begin < SAME_REFRESH or not earlier:
            continue
        before = moments[earlier - 1]
        if fetched - before <= LONGEST_ROUND:
            lags[feed].append(max(fetched - published, timedelta()))
        elif begin <= published < before:
            lags[feed].append(before - published)
    return {feed: sum(some, timedelta()) / len(some) for feed, some in lags.items()}
