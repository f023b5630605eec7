"""The day of what is reported at night in UTC: where it happened, it may still be the evening before."""

from datetime import UTC, date, datetime

import pytest

from briefing.text.dates.evenings import day_of_report, is_american, is_american_topic


@pytest.mark.parametrize(
    ("hour", "title", "day"),
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
        (2, "Fireworks tonight in Sydney", 7),
    ],
)
def test_what_is_reported_at_night_can_be_of_the_evening_before(hour: int, title: str, day: int) -> None:
    assert day_of_report(datetime(2026, 3, 7, hour, 15, tzinfo=UTC), title, "") == date(2026, 3, day)


@pytest.mark.parametrize(
    ("title", "opening", "expected"),
    [
        ("", "", None),
        ("Mayor of New York meets president of Brazil", "They met an envoy of Japan.", True),
        ("Council approves port law", "SACRAMENTO, California - Members voted for the law.", True),
        ("Council approves port law", "BOSTON (XY) — Members voted for the law.", True),
        ("Council approves port law", "Members in Los Angeles voted for the law.", True),
        ("Actor Ana Jordan wins prize in Hollywood", "", True),
        ("Team of New England wins final", "", True),
        ("US raises tax on steel", "Members voted for the law.", True),
        ("Canada and Japan sign pact", "", False),
        ("Team of New South Wales wins final", "", False),
        ("Protests in Paris and Berlin", "", False),
        ("Council approves port law", "TORVANE: Members voted in the way that Texas and Ohio did.", False),
        ("Council of Torvane approves port law", "Members in Texas and in Tokyo voted.", False),
        ("US strikes power plant", "Workers in Tehran fled, said officials in Texas and Ohio.", False),
        ("US strikes power plant", "Smoke rose in Torvane, said officials.", None),
        ("Explosions in Torvane", "Blasts were heard, officials in Texas said.", None),
        ("US raises tax on steel", "The law is in force in March.", True),
        ("Explosions near port", "A witness told the New York Times so.", None),
        ("Washington condemns vote", "The vote was held in Seoul.", False),
        ("Storm hits Florida", "ORLANDO, Fla. (XY) — A storm hit the town.", True),
        ("Storm hits port", "ORLANDO, Fla. (XY) - A storm hit the town.", True),
        ("Storm hits port", "ATHENS, W. Va. - A storm hit the town.", True),
        ("Storm hits Florida", "TORVANE - A storm hit the town.", True),
        ("Storm hits Florida", "BREAKING: A storm hit the town.", True),
        ("Storm hits port", "BREAKING: A storm hit the town.", None),
        ("Storm hits Florida", "UPDATE - A storm hit the town.", True),
        ("Storm hits port", "CNN - A storm hit the town.", None),
        ("Storm hits port", "SPOILER ALERT: The storm hit the town.", None),
        ("Storm hits port", "SUNDAY AM: The storm hit the town.", None),
        ("Storm hits port", "BREAKING: BOSTON - A storm hit the town.", True),
        ("Storm hits port", "BREAKING: MANILA - A storm hit the town.", False),
        ("Storm hits port", "ATHENS, Greece - A storm hit the town.", False),
        ("US envoy visits port", "TORVANE - An envoy visited the town.", False),
        ("Senate passes bill", "ISLAMABAD: The Senate passed the bill.", False),
        ("Senate passes bill", "CANBERRA, Australia (XY) — The Senate passed the bill.", False),
        ("Senator of Florida visits Manila", "TORVANE - The senator met the mayor.", False),
        ("Explosions near port", "U.S. officials told reporters so at the Pentagon.", None),
    ],
)
def test_the_places_of_headline_and_dateline_show_first_where_something_happened(
    title: str, opening: str, expected: bool | None
) -> None:
    assert is_american(title, opening) is expected


@pytest.mark.parametrize(
    "title",
    [
        "Senate passes care bill",
        "Congress wins vote",
        "Liberal Democrats win seat",
        "Democrats and Republicans of the Senate vote, White House and Pentagon say",
    ],
)
def test_bodies_and_parties_are_no_places(title: str) -> None:
    assert is_american(title, "The Senate and the Congress voted, the Senate said.") is None


def test_the_senate_of_manila_votes_in_the_morning() -> None:
    published = datetime(2024, 12, 16, 3, tzinfo=UTC)
    title = "Senate ratifies defense pact with Japan"
    opening = (
        "MANILA, Philippines - The Senate has ratified the pact. The Senate voted 19-0, the Senate president said."
    )
    assert day_of_report(published, title, opening, is_american_topic=True) == published.date()
    assert (
        day_of_report(published, "Senate concurs in access pact", opening, is_american_topic=True) == published.date()
    )
    assert day_of_report(published, "Senate concurs in access pact", "The Senate voted 19-0.") == published.date()


@pytest.mark.parametrize(
    ("topic", "day"),
    [
        (["Council of Los Angeles meets", "Bridge of Ohio opens", "Protests in Paris", "Bridge opens"], 6),
        (["Council of Los Angeles meets", "Protests in Paris and Berlin", "Bridge of Oslo opens"], 7),
        (["Council of Los Angeles, Texas, Ohio and Boston meets", "Protests in Paris", "Bridge of Oslo opens"], 7),
        (["Senate meets", "Congress meets"], 7),
        (["Council meets"], 7),
    ],
)
def test_a_text_without_a_place_is_of_the_places_of_its_topic(topic: list[str], day: int) -> None:
    night = datetime(2026, 3, 7, 2, tzinfo=UTC)
    known = is_american_topic((title, "") for title in topic)
    assert day_of_report(night, "Council votes for new bridge", "", known) == date(2026, 3, day)
    assert day_of_report(night, "Council of Seoul votes for bridge", "", known) == date(2026, 3, 7)
