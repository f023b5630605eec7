"""What of a feed's state a document changes."""

from __future__ import annotations

from datetime import UTC, datetime

from briefing.feeds.intake import intake_of
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import FetchFailure, Response

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
URL = "https://gull.example/feed"


def test_only_a_new_document_resets_how_many_articles_had_no_room() -> None:
    state = FeedState(URL, without_room=3)
    empty = Response(url=URL, body=b"<rss version='2.0'><channel><title>Gull</title></channel></rss>", headers={})
    assert intake_of(Feed(URL), state, empty, NOW).state.without_room == 0
    assert intake_of(Feed(URL), state, FetchFailure(URL, "timed out"), NOW).state.without_room == 3
