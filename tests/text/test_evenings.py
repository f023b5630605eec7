"""The day of what is reported at night in UTC: where it happened, it may still be the evening before."""

from datetime import UTC, date, datetime

import pytest

from briefing.text.dates.evenings import american_share, day_of_report, topic_share


@pytest.mark.parametrize(
    ("hour", "text", "day"),
    [
        (2, "Council of Los Angeles votes for new bridge", 6),
        (2, "The U.S. Senate passed the bill.", 6),
        (3, "Cuba hit by blackout", 6),
        (4, "Council of Los Angeles votes for new bridge", 7),
        (14, "Council of Los Angeles votes for new bridge", 7),
        (2, "Parliament in Tokyo votes for new bridge", 7),
        (2, "U.S. and Iran trade strikes near Tehran, Iran says", 7),
        (2, "Council votes for new bridge", 7),
        (2, "Let us vote for a new bridge", 7),
        (2, "The film won the main prize of this evening's ceremony in Madrid", 6),
        (20, "The film won the main prize of this evening's ceremony in Madrid", 7),
        (2, "The film won the main prize at a ceremony in Madrid", 7),
    ],
)
def test_what_is_reported_at_night_can_be_of_the_evening_before(hour: int, text: str, day: int) -> None:
    assert day_of_report(datetime(2026, 3, 7, hour, 15, tzinfo=UTC), text) == date(2026, 3, day)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", 0),
        ("New York mayor meets president of Brazil", 1),
        ("Canada and Japan sign pact", 0.5),
        ("Actor Ana Jordan wins prize in Hollywood", 1),
        ("Protests in Paris and Berlin", 0),
    ],
)
def test_the_share_of_american_places_is_of_all_that_are_mentioned(text: str, share: float) -> None:
    assert american_share(text) == share


@pytest.mark.parametrize(
    ("topic", "day"),
    [
        (["Council of Los Angeles meets", "Bridge of Ohio opens", "Protests in Paris", "Bridge opens"], 6),
        (["Council of Los Angeles meets", "Protests in Paris and Berlin", "Bridge of Oslo opens"], 7),
        (["Council meets"], 7),
    ],
)
def test_a_text_without_a_place_is_of_the_places_of_its_topic(topic: list[str], day: int) -> None:
    night = datetime(2026, 3, 7, 2, tzinfo=UTC)
    assert day_of_report(night, "Council votes for new bridge", topic_share(topic)) == date(2026, 3, day)
    assert day_of_report(night, "Council of Seoul votes for bridge", topic_share(topic)) == date(2026, 3, 7)
