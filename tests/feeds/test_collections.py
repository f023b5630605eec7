"""Who published an entry of a planet or bridge that names no outlet: the site of its link, if they are of several."""

from datetime import UTC, datetime
from time import process_time

import pytest

from briefing.feeds.intake import intake_of
from briefing.model.feeds import Feed, FeedState
from briefing.model.fetching import Response

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANN, BO, CY = "https://ann.example/ice", "https://www.bo.example/ferry", "https://cy.example/zoo"
DEE = "https://dee.example/fog"
PLANET = "https://planet.harbour.example/rss"
BRIDGE = "https://bridges.example/?action=display&bridge=Mixed&format=Atom"


def publishers(
    title: str, url: str, *links: str, source: str = "", publisher: str = "", was_collection: bool = False
) -> list[str]:
    items = "".join(
        f"<item><title>Notes {n}</title><link>{one.replace('&', '&amp;')}</link>{source}</item>"
        for n, one in enumerate(links)
    )
    body = f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()
    feed = Feed(url, publisher=publisher)
    response = Response(url=url, body=body, headers={"content-type": "application/rss+xml"})
    intake = intake_of(feed, FeedState(url), response, NOW, was_collection=was_collection)
    return [article.publisher for article in intake.articles]


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
    assert publishers(title, url, ANN, BO, CY, DEE) == ["ann.example", "bo.example", "cy.example", "dee.example"]


@pytest.mark.parametrize(
    ("title", "url", "links"),
    [
        ("Harbour links", "https://harbour.example/rss", (ANN, BO, CY, DEE)),  # a weblog that links to others
        ("Planet Cricket", "https://feeds.example/planetcricket", (ANN, ANN + "/2", ANN + "/3")),
        ("Planet Cricket", "https://feeds.example/planetcricket", (ANN, ANN + "/2", BO)),
        ("Gull - RSS-Bridge", BRIDGE, (ANN, ANN + "/2")),
        ("Planet Money", "https://harbour.example/rss", (ANN, BO)),
        ("Planet Radio News", "https://harbour.example/rss", (ANN, BO, CY)),
        ("Planet Labs: notes", "https://planet.example/rss", (ANN, BO, CY)),
        ("Planet Earth", "https://harbour.example/rss", (ANN, BO, "https://youtube.com/1", "https://medium.com/2")),
        ("Gull - RSS-Bridge", BRIDGE, (ANN, ANN + "/2", ANN + "/3", BO, CY, DEE, ANN + "/4")),
        ("The planet today", "https://harbour.example/rss", (ANN, BO, CY, DEE)),
        ("Harbour page", "https://harbour.example/?action=display&page=bridge", (ANN, BO, CY, DEE)),
        ("Harbour page", "https://harbour.example/?bridge=1", (ANN, BO, CY, DEE)),
        ("Planets of the week", "https://planets.harbour.example/rss", (ANN, BO, CY, DEE)),
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


@pytest.mark.parametrize("title", ["Planet Harbour", "Harbour voices"])
@pytest.mark.parametrize("others", [(), (ANN + "/2", ANN + "/3"), (BO, CY, DEE)])
def test_who_published_an_entry_of_a_planet_does_not_depend_on_the_others_of_its_document(title, others):
    assert publishers(title, PLANET, ANN, *others)[0] == "ann.example"


def test_a_bridge_that_was_a_collection_stays_one():
    links = (ANN, ANN + "/2", ANN + "/3", CY)
    sites = ["ann.example", "ann.example", "ann.example", "cy.example"]
    assert publishers("Harbour page", BRIDGE, *links, was_collection=True) == sites
    assert set(publishers("Harbour page", BRIDGE, *links)) == {"Harbour page"}
    assert set(publishers("Harbour page", "https://harbour.example", *links, was_collection=True)) == {"Harbour page"}


def test_a_site_that_many_share_is_no_publisher():
    assert publishers("Planet Harbour", PLANET, ANN, "https://www.youtube.com/watch?v=1") == [
        "ann.example",
        "Planet Harbour",
    ]


def test_a_long_address_is_read_fast():
    for address in ("https://x.example/?" + "action=display&" * 20_000, "https://x.example/" + "rss-bridge." * 30_000):
        started = process_time()
        publishers("Harbour page", address, ANN, BO)
        assert process_time() - started < 1
