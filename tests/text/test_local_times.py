"""The time of a report where its event happened: the day there can be another one than in UTC."""

from datetime import UTC, date, datetime

import pytest

from briefing.text.dates.local_times import hours_of_event, local_time
from briefing.text.places import known_countries

NOBODY = ("", "")


@pytest.mark.parametrize(
    ("hour", "title", "day"),
    [
        (2, "Council of Los Angeles votes for new bridge", 6),
        (2, "The U.S. Senate passed the bill.", 6),
        (3, "Cuba hit by blackout", 6),
        (6, "Council of Los Angeles votes for new bridge", 7),
        (14, "Council of Los Angeles votes for new bridge", 7),
        (2, "Parliament in Tokyo votes for new bridge", 7),
        (21, "Parliament in Wellington votes for new bridge", 8),
        (17, "Storm hits Manila", 8),
        (2, "U.S. and Iran trade strikes near Tehran, Iran says", 7),
        (2, "Council votes for new bridge", 7),
        (2, "Let us vote for a new bridge", 7),
        (2, "Fireworks tonight in Sydney", 7),
    ],
)
def test_the_day_is_that_of_the_place(hour: int, title: str, day: int) -> None:
    published = datetime(2026, 3, 7, hour, 15, tzinfo=UTC)
    assert local_time(published, title, "", NOBODY).moment.date() == date(2026, 3, day)


@pytest.mark.parametrize(
    ("title", "opening", "hours", "basis"),
    [
        ("", "", 0, ""),
        ("Mayor of New York meets president of Brazil", "They met an envoy of Japan.", -5, "place"),
        ("Council approves port law", "SACRAMENTO, California - Members voted for the law.", -5, "dateline"),
        ("Council approves port law", "BOSTON (XY) — Members voted for the law.", -5, "dateline"),
        ("Council approves port law", "Members in Los Angeles voted for the law.", -5, "text"),
        ("Actor Ana Jordan wins prize in Hollywood", "", -5, "place"),
        ("US raises tax on steel", "Members voted for the law.", -5, "text"),
        ("US strikes power plant", "Workers in Tehran fled.", 0, ""),
        ("Canada and Japan sign pact", "", -5, "text"),
        ("US imposes tariffs on Japan", "The tariffs are in force.", 0, ""),
        ("US imposes tariffs on Japan", "WASHINGTON (XY) - The tariffs are in force.", -5, "dateline"),
        ("US sells ships to Britain", "The ships are in London.", 0, "place"),
        ("Protests in Paris and Berlin", "", 1, "place"),
        ("Washington condemns vote", "The vote was held in Seoul.", 0, ""),
        ("Storm hits port", "ORLANDO, Fla. (XY) - A storm hit the town.", -5, "dateline"),
        ("Storm hits port", "ATHENS, W. Va. - A storm hit the town.", -5, "dateline"),
        ("Storm hits port", "ATHENS, Greece - A storm hit the town.", 2, "dateline"),
        ("Storm hits port", "BREAKING: A storm hit the town.", 0, ""),
        ("Storm hits port", "BREAKING: MANILA - A storm hit the town.", 8, "dateline"),
        ("Storm hits port", "CNN - A storm hit the town.", 0, ""),
        ("Senate passes bill", "ISLAMABAD: The Senate passed the bill.", 5, "dateline"),
        ("Explosions near port", "A witness told the New York Times so.", 0, ""),
        ("Senate passes care bill, White House says", "Democrats voted.", 0, ""),
    ],
)
def test_the_places_of_headline_and_dateline_show_first_where_something_happened(
    title: str, opening: str, hours: int, basis: str
) -> None:
    known = local_time(datetime(2026, 3, 7, 12, tzinfo=UTC), title, opening, NOBODY)
    assert (known.hours, known.basis) == (hours, basis)


def test_the_senate_of_manila_votes_in_the_morning() -> None:
    published = datetime(2024, 12, 16, 3, tzinfo=UTC)
    opening = "MANILA, Philippines - The Senate has ratified the pact, the Senate president said."
    known = local_time(published, "Senate ratifies defense pact with Japan", opening, NOBODY, event_hours=-5)
    assert (known.moment.date(), known.region) == (published.date(), "east")


@pytest.mark.parametrize(
    ("name", "url", "hours"),
    [
        ("Sydney Port News", "", 10),
        ("Sample Times", "https://www.sample.co.nz/ports", 12),
        ("Sample Times", "https://sample.example/ports", 0),
        ("The Hill", "", -5),
        ("NBC News Tech", "", -5),
        ("Hillside Gazette", "", 0),
        ("Los Angeles Times", "", -5),
    ],
)
def test_a_report_without_a_place_has_the_clock_of_its_publisher(name: str, url: str, hours: int) -> None:
    assert local_time(datetime(2026, 3, 7, 12, tzinfo=UTC), "Storm hits port", "", (name, url)).hours == hours


@pytest.mark.parametrize(
    ("title", "opening", "source", "day"),
    [
        ("Sydney Korvel joins cast of film", "The actress joined it.", ("Variety", ""), 7),
        ("Sydney Korvel joins cast of film", "The actress joined it.", ("Sample", "https://sample.com.au/film"), 8),
        ("Storm hits Manila", "MANILA - A storm hit the town.", ("Variety", ""), 8),
        ("Storm hits Manila", "A storm hit the town.", NOBODY, 8),
        ("Storm hits port", "A storm hit the town.", ("Blatt", "https://blatt.de/port"), 7),
        ("Storm hits port", "A storm hit the town.", ("Sample", "https://sample.co.nz/port"), 8),
        ("US imposes tariffs on Japan", "WASHINGTON (XY) - The tariffs are in force.", NOBODY, 7),
        ("Envoy of Japan meets US president", "They met at noon.", NOBODY, 7),
    ],
)
def test_a_day_after_that_in_utc_needs_a_place_beyond_doubt(
    title: str, opening: str, source: tuple[str, str], day: int
) -> None:
    known = local_time(datetime(2026, 3, 7, 23, 30, tzinfo=UTC), title, opening, source)
    assert known.moment.date() == date(2026, 3, day)


@pytest.mark.parametrize(("minute", "day"), [(0, 7), (1, 6)])
def test_midnight_sharp_is_a_day_without_a_time(minute: int, day: int) -> None:
    published = datetime(2026, 3, 7, 0, minute, tzinfo=UTC)
    assert local_time(published, "Council of Los Angeles votes for bridge", "", NOBODY).moment.date() == date(
        2026, 3, day
    )


@pytest.mark.parametrize("published", [datetime.min, datetime.max])
def test_the_first_and_the_last_time_have_no_clock(published: datetime) -> None:
    for place in ("Los Angeles", "Tokyo"):
        assert local_time(published.replace(tzinfo=UTC), f"Storm hits {place}", "", NOBODY).moment == published


@pytest.mark.parametrize(
    ("event", "hours"),
    [
        (["Council of Los Angeles meets", "Bridge of Ohio opens", "Protests in Paris", "Bridge opens"], -5),
        (["Council of Los Angeles meets", "Protests in Paris and Berlin"], None),
        (["Storm hits Manila", "Storm nears Tokyo", "Storm in Cebu"], 8),
        (["Senate meets", "Congress meets"], None),
    ],
)
def test_the_clock_of_an_event_is_that_of_most_of_its_reports(event: list[str], hours: int | None) -> None:
    assert hours_of_event([(title, "", NOBODY) for title in event]) == hours


@pytest.mark.parametrize(
    ("passing", "others", "hours"),
    [
        (["France"], ["France", "Germany"], None),
        (["Japan"], ["France", "Germany"], 9),
        (["France"], ["France", "Japan"], 9),
        (["France", "Germany"], ["France"], 9),
        ([""], [""], 9),
    ],
    ids=["all elsewhere", "one there names it", "one there does not", "two name it", "nobody knows where they are"],
)
def test_a_place_that_one_publisher_names_in_passing_is_not_that_of_the_event(
    passing: list[str], others: list[str], hours: int | None
) -> None:
    domains = {"France": "fr", "Germany": "de", "Japan": "jp", "": "example"}
    titles = ["Assembly passes budget as stocks in Tokyo rise"] * len(passing) + ["Assembly passes budget"] * len(
        others
    )
    event = [
        (title, "", (f"Sample {number}", f"https://sample{number}.{domains[country]}/budget"))
        for number, (title, country) in enumerate(zip(titles, [*passing, *others], strict=True))
    ]
    assert hours_of_event(event) == hours


def test_a_text_without_a_place_is_of_the_places_of_its_event() -> None:
    night = datetime(2026, 3, 7, 2, tzinfo=UTC)
    assert local_time(night, "Council votes", "", NOBODY, event_hours=-5).moment.date() == date(2026, 3, 6)
    assert local_time(night, "Council of Seoul votes", "", NOBODY, event_hours=-5).moment.date() == date(2026, 3, 7)


@pytest.mark.parametrize("country", sorted(known_countries() - {"jordan", "chad"}))
def test_every_country_has_a_clock(country: str) -> None:
    night = datetime(2026, 3, 7, 12, tzinfo=UTC)
    assert local_time(night, country.title().replace("-", " "), "", NOBODY).basis or country.count("-") > 1
