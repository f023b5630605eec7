"""Full texts beside what feeds give, rules of sites, and answers of a model."""

from datetime import timedelta

from store_samples import DAY, FEED, NOW, article, filled, save

from briefing.model.threads import Summary, Written
from briefing.store.store import Store
from briefing.text.query import parse

LONG = "The whole text of the page.\nIt speaks of a lighthouse, which the feed did not."


def found(store: Store, word: str) -> list[str]:
    return [hit.article.id for hit in store.search(parse(word), 9, NOW, NOW - DAY)]


def test_a_page_replaces_the_text_and_keeps_what_the_feed_gives(store: Store) -> None:
    one = article(1)
    filled(store, {"t1": {"s1": [one]}})
    store.save_written([Written("t1", "Harbour", "", Summary(), (), {})])
    store.save_page(one.id, LONG, "", NOW, None)
    kept = store.article(one.id)
    assert kept and (kept.article.text, kept.own, kept.full, kept.words) == (LONG, one.text, True, "")
    assert store.unwritten() == ["t1"]
    assert found(store, "lighthouse") == [one.id]
    assert store.edits(one.id) == []


def test_what_the_feed_repeats_does_not_undo_a_page(store: Store) -> None:
    one = article(1)
    save(store, one)
    store.save_page(one.id, LONG, "", NOW, None)
    save(store, one)
    assert store.article(one.id).article.text == LONG
    assert store.edits(one.id) == []
    assert store.pages_due([FEED], NOW - DAY, NOW + 9 * DAY, 9) == []


def test_a_page_is_read_again_when_the_feed_changed_its_text(store: Store) -> None:
    one = article(1)
    save(store, one)
    store.save_page(one.id, LONG, "", NOW, None)
    edited = article(1, text="Another text.", title="Another headline of the harbour report")
    save(store, edited)
    kept = store.article(one.id)
    assert (kept.article.text, kept.own, kept.article.title) == (LONG, edited.text, edited.title)
    assert store.pages_due([FEED], NOW - DAY, NOW, 9) == []
    assert [k.article.id for k in store.pages_due([FEED], NOW - DAY, NOW + timedelta(hours=1), 9)] == [one.id]
    store.save_page(one.id, LONG + "\nMore.", "", NOW + timedelta(hours=1), None)
    assert [text for _, _, text in store.edits(one.id)] == [LONG, LONG]
    store.save_page(one.id, "", "HTTP 404 Not Found", NOW + timedelta(hours=2), None)
    kept = store.article(one.id)
    assert (kept.article.text, kept.full, kept.words) == (edited.text, False, "HTTP 404 Not Found")
    assert found(store, "lighthouse") == []
    save(store, article(1, text="A third text."))
    assert store.article(one.id).article.text == "A third text."


def test_which_pages_are_due(store: Store) -> None:
    new, old, other, linkless = article(1), article(2, hours=72), article(3, feed="https://x.example/f"), article(4)
    save(store, new, old)
    save(store, other, feed=other.feed)
    save(store, article(4, link="", url=""))

    def due(hours: float) -> list[str]:
        return [k.article.id for k in store.pages_due([FEED], NOW - 2 * DAY, NOW + timedelta(hours=hours), 9)]

    assert due(0) == [new.id]
    store.save_page(new.id, "", "timed out", NOW, NOW + timedelta(hours=6))
    assert (due(5), due(6)) == ([], [new.id])
    store.save_page(new.id, "", "robots.txt", NOW, None)
    assert due(99) == []
    assert store.article(linkless.id) and store.article("a0") is None


def test_rules_of_sites_are_kept_for_as_long_as_asked(store: Store) -> None:
    assert store.robots("https://wire.example", NOW - DAY) is None
    store.save_robots("https://wire.example", "User-agent: *", NOW)
    assert store.robots("https://wire.example", NOW - DAY) == "User-agent: *"
    assert store.robots("https://wire.example", NOW) is None
    store.save_robots("https://gazette.example", "", NOW + 40 * DAY)
    assert store.robots("https://wire.example", NOW - DAY) is None
    assert store.robots("https://gazette.example", NOW) == ""


def test_answers_are_kept_by_their_question(store: Store) -> None:
    store.save_answers({"d1": "One [1].", "d2": "Two [1]."}, NOW)
    assert store.answers(["d1", "d3"]) == {"d1": "One [1]."}
    store.save_answers({"d3": "Three [1]."}, NOW + 31 * DAY)
    assert store.answers(["d1", "d2", "d3"]) == {"d3": "Three [1]."}
