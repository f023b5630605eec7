"""Full texts beside what feeds give, rules of sites, and answers of a model."""

from datetime import timedelta

from store_samples import DAY, FEED, NOW, article, filled, save

from briefing.model.coverage import ThreadText
from briefing.model.threads import Summary
from briefing.store.store import Store
from briefing.text.query import parse_query

LONG = "The whole text of the page.\nIt speaks of a lighthouse, which the feed did not."


def found(store: Store, word: str) -> list[str]:
    return [hit.article.id for hit in store.search.hits(parse_query(word), 9, NOW, NOW - DAY)]


def test_a_page_replaces_the_text_and_keeps_what_the_feed_gives(store: Store) -> None:
    one = article(1)
    filled(store, {"t1": {"s1": [one]}})
    store.thread_texts.save([ThreadText("t1", "Harbour", "", Summary(), (), {})])
    store.article_pages.save(one.id, LONG, "", NOW, None)
    kept = store.article_pages.get(one.id)
    assert kept and (kept.article.text, kept.feed_text, kept.has_page_text, kept.problem) == (LONG, one.text, True, "")
    assert store.thread_texts.outdated_threads() == ["t1"]
    assert found(store, "lighthouse") == [one.id]
    assert store.articles.edits(one.id) == []


def test_what_the_feed_repeats_does_not_undo_a_page(store: Store) -> None:
    one = article(1)
    save(store, one)
    store.article_pages.save(one.id, LONG, "", NOW, None)
    save(store, one)
    assert store.article_pages.get(one.id).article.text == LONG
    assert store.articles.edits(one.id) == []
    assert store.article_pages.due([FEED], NOW - DAY, NOW + 9 * DAY, 9) == []


def test_a_page_is_read_again_when_the_feed_changed_its_text(store: Store) -> None:
    one = article(1)
    save(store, one)
    store.article_pages.save(one.id, LONG, "", NOW, None)
    edited = article(1, text="Another text.", title="Another headline of the harbour report")
    save(store, edited)
    kept = store.article_pages.get(one.id)
    assert (kept.article.text, kept.feed_text, kept.article.title) == (LONG, edited.text, edited.title)
    assert store.article_pages.due([FEED], NOW - DAY, NOW, 9) == []
    assert [k.article.id for k in store.article_pages.due([FEED], NOW - DAY, NOW + timedelta(hours=1), 9)] == [one.id]
    store.article_pages.save(one.id, LONG + "\nMore.", "", NOW + timedelta(hours=1), None)
    assert [text for _, _, text in store.articles.edits(one.id)] == [LONG, LONG]
    store.article_pages.save(one.id, "", "HTTP 404 Not Found", NOW + timedelta(hours=2), None)
    kept = store.article_pages.get(one.id)
    assert (kept.article.text, kept.has_page_text, kept.problem) == (edited.text, False, "HTTP 404 Not Found")
    assert found(store, "lighthouse") == []
    save(store, article(1, text="A third text."))
    assert store.article_pages.get(one.id).article.text == "A third text."


def test_which_pages_are_due(store: Store) -> None:
    new, old, other, linkless = article(1), article(2, hours=72), article(3, feed="https://x.example/f"), article(4)
    save(store, new, old)
    save(store, other, feed=other.feed)
    save(store, article(4, link="", url=""))

    def due(hours: float) -> list[str]:
        return [k.article.id for k in store.article_pages.due([FEED], NOW - 2 * DAY, NOW + timedelta(hours=hours), 9)]

    assert due(0) == [new.id]
    store.article_pages.save(new.id, "", "timed out", NOW, NOW + timedelta(hours=6))
    assert (due(5), due(6)) == ([], [new.id])
    store.article_pages.save(new.id, "", "robots.txt", NOW, None)
    assert due(99) == []
    assert store.article_pages.get(linkless.id) and store.article_pages.get("a0") is None


def test_rules_of_sites_are_kept_for_as_long_as_asked(store: Store) -> None:
    assert store.article_pages.robots_txt("https://wire.example", NOW - DAY) is None
    store.article_pages.save_robots_txt("https://wire.example", "User-agent: *", NOW)
    assert store.article_pages.robots_txt("https://wire.example", NOW - DAY) == "User-agent: *"
    assert store.article_pages.robots_txt("https://wire.example", NOW) is None
    store.article_pages.save_robots_txt("https://gazette.example", "", NOW + 40 * DAY)
    assert store.article_pages.robots_txt("https://wire.example", NOW - DAY) is None
    assert store.article_pages.robots_txt("https://gazette.example", NOW) == ""


def test_answers_are_kept_by_their_question(store: Store) -> None:
    store.model_answers.save({"d1": "One [1].", "d2": "Two [1]."}, NOW)
    assert store.model_answers.get(["d1", "d3"]) == {"d1": "One [1]."}
    store.model_answers.save({"d3": "Three [1]."}, NOW + 31 * DAY)
    assert store.model_answers.get(["d1", "d2", "d3"]) == {"d3": "Three [1]."}
