from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from store_samples import FEED, article

from briefing.model.articles import Article
from briefing.store.article_identity import feed_key, match_stored
from briefing.store.article_pairs import StoredArticle, usable_date
from briefing.store.repeated_entries import without_duplicates

FRONT = "https://wire.example"


def stored(articles: Sequence[Article]) -> tuple[dict[str, list[StoredArticle]], dict[str, list[StoredArticle]]]:
    by_key: dict[str, list[StoredArticle]] = {}
    by_url: dict[str, list[StoredArticle]] = {}
    for n, one in enumerate(articles):
        date = usable_date(one.published, one.seen, one.date_flag)
        known = StoredArticle(n, FEED, one.url, one.title, one.text, one.guid, one.link, "", date)
        by_key.setdefault(feed_key(one), []).append(known)
        by_url.setdefault(one.url, []).append(known)
    return by_key, by_url


def found(document: Sequence[Article], before: Sequence[Article]) -> list[int | None]:
    return [known and known.n for known in match_stored(document, *stored(before))]


def test_a_changed_guid_is_the_same_article_by_its_address() -> None:
    assert found([article(1, guid="https-1"), article(2, guid="https-2")], [article(1), article(2)]) == [0, 1]


def test_a_changed_guid_of_a_page_that_several_entries_share_needs_the_title() -> None:
    before = [article(1, url=FRONT), article(2, url=FRONT)]
    after = [replace(one, guid="new " + one.guid) for one in before]
    assert found(after, before) == [0, 1]
    assert found([replace(after[0], title="Something else")], before) == [None]


def test_a_live_blog_is_updated_in_place() -> None:
    assert found([article(1, title="Live: second ferry missing", text="New.")], [article(1)]) == [0]


def test_a_moved_article_with_an_edited_headline_is_the_same() -> None:
    moved = article(1, url="https://wire.example/elsewhere", title="Harbour report, corrected")
    assert found([moved], [article(1)]) == [0]


def test_positions_used_as_guids_do_not_overwrite_articles() -> None:
    before = [article(1, guid="1", title="Ferry sinks"), article(2, guid="2", title="Bank opens")]
    after = [article(3, guid="1", title="Senate votes"), replace(before[0], guid="2")]
    assert found(after, before) == [None, 0]


def test_a_front_page_as_address_of_every_entry_is_no_identity() -> None:
    assert found([article(2, url=FRONT, title="Bank opens")], [article(1, url=FRONT, title="Ferry sinks")]) == [None]


def test_one_guid_and_no_links_are_distinguished_by_title() -> None:
    before = [article(n, guid="0", url="", title=f"Title {n}") for n in (1, 2)]
    assert found([article(3, guid="0", url="", title="Title 3"), before[1]], before) == [None, 1]


def test_without_guid_and_address_the_title_identifies() -> None:
    before = [article(1, guid="", url="")]
    assert found([article(1, guid="", url="", text="Edited.")], before) == [0]
    assert found([article(1, guid="", url="", title="Other")], before) == [None]


def test_a_document_gives_a_repeated_entry_once() -> None:
    assert without_duplicates([article(1), article(1), article(2), article(1, url="https://wire.example/b")]) == [
        article(1),
        article(2),
        article(1, url="https://wire.example/b"),
    ]


def test_a_repeated_entry_under_another_guid_is_given_once_only_if_nothing_else_differs() -> None:
    again = article(1, guid="tracked")
    assert without_duplicates([article(1), again]) == [article(1)]
    for other in (
        replace(again, text="Another text about the ferry and its crew."),
        replace(again, published=again.published + timedelta(hours=1)),
        replace(again, title="Another title"),
        replace(again, link=again.link + "#entry-2"),
    ):
        assert without_duplicates([article(1), other]) == [article(1), other]
    assert len(without_duplicates([article(1, url=""), replace(again, url="")])) == 2


entries = st.builds(
    lambda guid, url, title: article(1, guid=guid, url=url, title=title),
    st.sampled_from(["", "g", "h"]),
    st.sampled_from(["", FRONT, FRONT + "/a", FRONT + "/b"]),
    st.sampled_from(["Ferry sinks", "Bank opens", "Ferry found"]),
)


@given(st.lists(entries, max_size=6))
def test_the_same_document_again_brings_nothing_new(document: list[Article]) -> None:
    document = without_duplicates(document)
    assert sorted(n for n in found(document, document) if n is not None) == list(range(len(document)))


@given(st.lists(entries, max_size=6), st.lists(entries, max_size=6))
def test_no_stored_article_is_given_twice(document: list[Article], before: list[Article]) -> None:
    given_out = [n for n in found(without_duplicates(document), without_duplicates(before)) if n is not None]
    assert len(given_out) == len(set(given_out))


MOMENT = datetime(2026, 3, 10, 2, 39, 38, tzinfo=UTC)
"""A time that no schedule would set."""


def report(url: str, title: str, text: str = "", published: datetime = MOMENT) -> Article:
    return replace(article(1, url=url, title=title, text=text), guid=url, link=url, published=published)


def with_dates(document: Sequence[Article], before: Sequence[Article]) -> list[int | None]:
    by_key, by_url = stored(before)
    by_date: dict[datetime, list[StoredArticle]] = {}
    for known in (one for many in by_key.values() for one in many):
        by_date.setdefault(known.published or MOMENT, []).append(known)
    return [known and known.n for known in match_stored(document, by_key, by_url, by_date)]


FALL = "The price of oil reached 120 dollars a barrel on Monday, over fears that supplies stop for long."
RISE = "What the minister said in the evening lets the price of crude fall, and the shares of airlines recover."


def test_an_article_with_the_guid_address_and_second_of_a_stored_one_is_that_one_whatever_else_changed() -> None:
    page = "https://gazette.example/articles/cz7g5vv2gejo"
    assert found([report(page, "No sign of arson, police say", RISE)], [report(page, "Six die in bus", FALL)]) == [0]
    later = report(page, "No sign of arson, police say", RISE, MOMENT + timedelta(hours=9))
    assert found([later], [report(page, "Six die in bus", FALL)]) == [None]


def test_an_article_under_a_new_address_with_its_number_and_date_is_the_same() -> None:
    before = report("https://gazette.example/en/drones-hit-harbour/live-76263936", "Drones hit Torvane harbour", FALL)
    after = report("https://gazette.example/en/depots-burn/live-76263936", "Depots burn outside the capital", RISE)
    assert with_dates([after], [before]) == [0]
    assert with_dates([after, before], [before]) == [None, 0], "the document has both"
    assert with_dates([replace(after, published=MOMENT + timedelta(minutes=5))], [before]) == [None]
    other = report("https://gazette.example/en/depots-burn/live-76263937", "Depots burn outside the capital", RISE)
    assert with_dates([other], [before]) == [None]


def test_a_related_headline_of_the_same_second_in_place_of_a_stored_one_is_the_same_article() -> None:
    before = report("https://gazette.example/wire/senate-to-approve-harbour-law", "Senate approves harbour law", FALL)
    after = report("https://gazette.example/asia/harbour-law", "New harbour law could hit fishermen, unions say", RISE)
    assert with_dates([after], [before]) == [0]
    assert with_dates([after, before], [before]) == [None, 0]
    unrelated = report("https://gazette.example/asia/comet", "Comet passes Calder", RISE)
    assert with_dates([unrelated], [before]) == [None]
    namesake = report("https://gazette.example/asia/harbour-fees", "Harbour fees rise", RISE)
    assert with_dates([after, namesake], [before]) == [None, None], "several articles have this date"
    end_of_day = MOMENT.replace(hour=23, minute=59, second=59)
    assert with_dates([replace(after, published=end_of_day)], [replace(before, published=end_of_day)]) == [None]
    on_schedule = MOMENT.replace(second=0)
    assert with_dates([replace(after, published=on_schedule)], [replace(before, published=on_schedule)]) == [None]


def test_two_versions_of_an_article_in_one_document_are_one() -> None:
    newer = report("https://gazette.example/film/brand-sold-1236681185", "Brand sold by studio", FALL)
    older = report("https://gazette.example/tv/brand-sold-1236681185", "Studio leaves brand", RISE)
    other = report("https://gazette.example/tv/comet-1236681185", "A comet passes Calder", RISE)
    assert without_duplicates([newer, older, other]) == [newer, other]
    assert without_duplicates([newer, replace(older, published=MOMENT + timedelta(minutes=5))])[1:] != []
