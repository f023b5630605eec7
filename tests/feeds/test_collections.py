"""Who published an entry of a planet or bridge that names no outlet: the site of its link, if they are of several."""

from datetime import UTC, datetime

import pytest

from briefing.feeds.intake import intake_of
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import Response

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANN, BO, CY = "https://ann.example/ice", "https://www.bo.example/ferry", "https://cy.example/zoo"
PLANET = "https://planet.harbour.example/rss"
BRIDGE = "https://bridges.example/?action=display&bridge=Mixed&format=Atom"


def publishers(title: str, url: str, *links: str, source: str = "", publisher: str = "") -> list[str]:
    items = "".join(
        f"<item><title>Notes {n}</title><link>{one.replace('&', '&amp;')}</link>{source}</item>"
        for n, one in enumerate(links)
    )
    body = f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()
    feed = Feed(url, publisher=publisher)
    response = Response(url=url, body=body, headers={"content-type": "application/rss+xml"})
    return [article.publisher for article in intake_of(feed, FeedState(url), response, NOW).articles]


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Planet Harbour", "https://harbour.example/rss"),
        ("Harbour voices", PLANET),
        ("Harbour page - RSS-Bridge", "https://feeds.example/harbour"),
        ("Harbour page", "https://rss-bridge.feeds.example/?x=1"),
        ("Harbour page", "https://feeds.example/rss-bridge/?x=1"),
        ("Harbour page", BRIDGE),
    ],
)
def test_the_site_of_its_link_published_an_entry_of_a_collection(title, url):
    assert publishers(title, url, ANN, BO, CY) == ["ann.example", "bo.example", "cy.example"]


@pytest.mark.parametrize(
    ("title", "url", "links"),
    [
        ("Harbour links", "https://harbour.example/rss", (ANN, BO, CY)),  # a weblog that links to others
        ("Planet Cricket", "https://feeds.example/planetcricket", (ANN, ANN + "/2", ANN + "/3")),
        ("Planet Cricket", "https://feeds.example/planetcricket", (ANN, ANN + "/2", BO)),
        ("Gull - RSS-Bridge", BRIDGE, (ANN, ANN + "/2")),
        ("The planet today", "https://harbour.example/rss", (ANN, BO, CY)),
        ("Harbour page", "https://harbour.example/?action=display&page=bridge", (ANN, BO, CY)),
    ],
)
def test_other_feeds_publish_their_entries_themselves(title, url, links):
    assert set(publishers(title, url, *links)) == {title}


def test_a_post_of_the_planet_itself_is_its_own():
    own = "https://planet.harbour.example/welcome"
    assert publishers("Planet Harbour", PLANET, ANN, BO, own) == ["ann.example", "bo.example", "Planet Harbour"]


def test_an_entry_that_names_its_source_is_of_that():
    source = '<source url="https://gull.example">Daily Gull</source>'
    assert publishers("Planet Harbour", PLANET, ANN, BO, source=source) == ["Daily Gull", "Daily Gull"]


def test_a_publisher_that_a_person_configured_stays():
    assert publishers("Planet Harbour", PLANET, ANN, BO, publisher="My planet") == ["My planet", "My planet"]


def test_entries_without_a_link_are_of_the_collection():
    assert publishers("Planet Harbour", PLANET, ANN, BO, "") == ["ann.example", "bo.example", "Planet Harbour"]
