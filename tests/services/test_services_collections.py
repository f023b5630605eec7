"""A feed that was once recognised as a planet stays one, whatever a later document of it holds."""

from datetime import UTC, datetime, timedelta

from briefing.config import Config
from briefing.model.feeds import Feed
from briefing.services import Clock, Services
from briefing.store.store import Store
from briefing.web.fake_transport import fake_transport

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEED = "https://harbour.example/rss"


def document(*links: str) -> bytes:
    items = "".join(f"<item><title>Notes on {one[8:]}</title><link>{one}</link></item>" for one in links)
    return f'<rss version="2.0"><channel><title>Planet Harbour</title>{items}</channel></rss>'.encode()


def test_who_published_an_entry_does_not_change_with_the_next_document(tmp_path):
    links = ["https://ann.example/1", "https://bo.example/1", "https://cy.example/1", "https://dee.example/1"]
    documents = [document(*links), document("https://ann.example/3", "https://ann.example/2", *links[:2])]
    config = Config(tmp_path / "feeds.toml", (Feed(FEED),), ())
    respond = fake_transport(lambda *_: (200, {"Content-Type": "application/rss+xml"}, documents[0]))
    with Services(config, Store.open(tmp_path / "s.sqlite3"), Clock(START), respond) as services:
        services.refresher.refresh()
        del documents[0]
        services.clock.set(START + timedelta(hours=2))
        assert services.refresher.refresh().articles == 2
        assert services.names.values_for_key("publisher") == ("ann.example", "bo.example", "cy.example", "dee.example")
