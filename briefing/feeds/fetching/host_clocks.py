"""How far the clock of this machine is off, by the times that hosts state in their responses. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from briefing.feeds.fetching.server_times import http_date
from briefing.text.urls import host_of, is_loopback_host, registrable_domain

AGREEMENT = timedelta(minutes=10)
"""Clocks that differ less agree: a response may take minutes to arrive, and few clocks are right to the second."""
FIRST_POSSIBLE_TIME = datetime(2026, 1, 1, tzinfo=UTC)
"""The program did not exist before: a clock that shows an earlier time is wrong."""
MAX_AGE = timedelta(days=30)
"""Longest time that a response may have been in a cache, by its own statement."""


class HostClocks:
    """The times that hosts state in their responses, against the clock of this machine."""

    def __init__(self) -> None:
        self._offsets: dict[str, timedelta] = {}

    def record(self, url: str, headers: Mapping[str, str], shown: datetime) -> None:
        """Record the time that a response states, while the machine showed `shown`.

        A cache delays what it passes on, so that the latest time of a host counts. This machine states its own time.
        """
        host, date = host_of(url), _stated_time(headers)
        if not host or date is None or is_loopback_host(host):
            return
        offset = date - shown
        self._offsets[host] = max(offset, self._offsets.get(host, offset))

    def offset(self, shown: datetime) -> timedelta | None:
        """Return how much later it is than the machine shows; 0 if it is right, None if the hosts do not decide it.

        At least half of all clocks have to agree, more than on any other time; each registered domain has one, and the
        machine has one. Where the machine shows an impossible time, one domain is enough.
        """
        offsets = self._offsets_of_domains()
        is_possible = shown >= FIRST_POSSIBLE_TIME
        clocks = sorted([*offsets, timedelta()] if is_possible else offsets)
        agreeing = _largest_agreement(clocks)
        others = _largest_agreement([one for one in clocks if one not in agreeing])
        if 2 * len(agreeing) < len(clocks) or len(agreeing) <= max(len(others), int(is_possible)):
            return None
        middle = agreeing[len(agreeing) // 2]
        return timedelta() if abs(middle) <= AGREEMENT else middle

    def _offsets_of_domains(self) -> list[timedelta]:
        if all(abs(offset) <= AGREEMENT for offset in self._offsets.values()):
            return list(self._offsets.values())  # nothing to decide: the list of domains need not be read
        by_domain: dict[str, timedelta] = {}
        for host, offset in self._offsets.items():
            domain = registrable_domain(host) or host
            by_domain[domain] = max(offset, by_domain.get(domain, offset))
        return list(by_domain.values())


def _largest_agreement(clocks: Sequence[timedelta]) -> list[timedelta]:
    """Return the largest part of ascending clocks that agree."""
    parts = ([one for one in clocks[n:] if one - first <= AGREEMENT] for n, first in enumerate(clocks))
    return max(parts, key=len, default=[])


def _stated_time(headers: Mapping[str, str]) -> datetime | None:
    """Return the time that a response states, with its time in caches; None for none and for impossible ones."""
    date = http_date(headers.get("date", ""))
    if date is None or date < FIRST_POSSIBLE_TIME:
        return None
    age = re.fullmatch(r"[0-9]{1,9}", headers.get("age", "").strip())
    return date + min(timedelta(seconds=int(age[0])) if age else timedelta(), MAX_AGE)
