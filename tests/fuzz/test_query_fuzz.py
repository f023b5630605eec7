"""Queries of random pieces: parsed or refused in words, the same after a round trip, and never an error of SQL.

`python tests/fuzz/test_query_fuzz.py SECONDS [SEED]` goes on for longer.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzz_run import run_for_seconds, run_rounds

from briefing.errors import ConfigError
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import Entry
from briefing.store.store import Store
from briefing.text.article_from_entry import article_from_entry
from briefing.text.html.clean import clean
from briefing.text.query import KEYS, STATES, Query, check_values, parse_query
from briefing.text.query_completion import complete_query

ROUNDS = 150
"""Rounds in the test suite."""
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
FEED = "https://wire.example/feed"
PIECES = [
    *(f"{key}:" for key in KEYS),
    *(f"is:{state}" for state in STATES),
    "Section:",
    "foo:",
    "http://x",
    "feed://y",
]
PIECES += [
    "since:7d",
    "since:99999999999w",
    "since:2026-03-01",
    "until:2026-03-05",
    "until:1h",
    "until:0001-01-01",
    "until:9999-12-31",
    "since:0001-01-01",
    "since:9999-12-31T23:59+14:00",
    "lang:ja-JP",
]
PIECES += [
    *" \t\n\"'-*()^:+~{}[]\\/%_;,.\x00\x1b\x85\u200d\u202e\u0301",
    "  ",
    "--",
    '""',
    "\ud800",
    "İ",
    "ß",
    "ﬁ",
    "²",
]
PIECES += [
    "AND",
    "OR",
    "NOT",
    " OR ",
    "-(",
    " (ferry OR ",
    "))",
    "NEAR(a b, 2)",
    "title : ferry",
    "ferry",
    "Fer",
    "東",
    "東京",
    "東京ferry",
    "ไทย",
    "کتاب‌ها",
    "7d",
    "12",
]
PIECES += ["x" * 400, "a b c d " * 60, "unread", "sample wire", "'; DROP TABLE articles; --"]
WORLD = {"section": ("asia", "Middle East"), "publisher": ("Sample Wire",), "lang": ("en",)}


@cache
def filled_store() -> tuple[TemporaryDirectory[str], Store]:
    """Return a store with some articles, and its folder, which lives as long."""
    folder = TemporaryDirectory()
    store = Store.open(Path(folder.name) / "news.sqlite3")
    feed = Feed(FEED, name="Sample Wire", section="asia", lang="en")
    entries = [
        Entry(title=title, guid=str(number), summary=text, published=NOW - timedelta(hours=number))
        for number, (title, text) in enumerate(
            [("Ferry sinks", "東京 ferry x"), ("東京で地震", "No ferry"), ("12² İß", "")]
        )
    ]
    store.feeds.save(FeedState(FEED, title="Wire"), [article_from_entry(one, feed, "", NOW) for one in entries])
    return folder, store


def random_query(choice: random.Random) -> str:
    pieces = choice.choices(PIECES, k=choice.randrange(10))
    if choice.random() < 0.2:
        pieces.append(chr(choice.randrange(0x110000)))
    return choice.choice(["", " "]).join(pieces)


def check_round(choice: random.Random) -> None:
    text = random_query(choice)
    for suggestion in complete_query(text, choice.randrange(-2, len(text) + 3), WORLD):
        assert 0 <= suggestion.start <= suggestion.end <= len(text)
    try:
        query = parse_query(text)
    except ConfigError as error:
        assert f"{error}{error.hint}" == clean(f"{error}{error.hint}"), text
        return
    assert parse_query(str(query)) == query, (text, str(query))
    assert str(query) == clean(str(query)), text
    try:
        check_values(query, WORLD)
    except ConfigError as error:
        assert str(error) == clean(str(error)), text
    store = filled_store()[1]
    hits = store.search.hits(query, 20, NOW, NOW - timedelta(days=1), {FEED: "Wire"})
    assert len(hits) <= 3
    _check_groups(query)
    store.threads.rows(NOW, NOW - timedelta(days=1), all_time=True, query=query, feed_names={FEED: "Wire"})


def _check_groups(query: Query) -> None:
    """What a negated bracket leaves out and what it lets pass are all articles, and no article is both."""
    if query.brackets:
        bracket, everything = query.brackets[0], {1, 2, 3}
        with_it, without = (Query((), (replace(bracket, negated=negated),)) for negated in (False, True))
        store = filled_store()[1]
        found, others = (
            {hit.article.id for hit in store.search.hits(one, 20, NOW, NOW - timedelta(days=1), {FEED: "Wire"})}
            for one in (with_it, without)
        )
        assert not found & others, str(bracket)
        assert len(found | others) == len(everything), str(bracket)


def test_random_queries_are_parsed_and_run() -> None:
    run_rounds(check_round, ROUNDS)


if __name__ == "__main__":
    run_for_seconds(check_round)
