"""The pages that articles link to come back for grouping, and articles are found by them."""

from __future__ import annotations

from pathlib import Path

from store_samples import article, plan, save

from briefing.store.store import Store

PAGE = "https://gazette.example/storm-closes-harbour"
linking = article(1, links=(PAGE, "https://other.example/three-ships-turn-back"))
other, at_page = article(2, links=(PAGE,)), article(3, url=PAGE, publisher="Gazette")


def found(store: Store, *urls: str) -> set[tuple[str, str, str, bool]]:
    return {(url, one.id, one.story, is_link) for url, one, is_link in store.archive.linked_articles(urls)}


def test_links_come_back_with_what_is_grouped(store: Store, path: Path) -> None:
    save(store, linking, other, at_page)
    links = {linking.id: linking.links, other.id: (PAGE,), at_page.id: ()}
    with Store.open(path) as again:
        assert {one.id: one.links for one in again.articles.ungrouped()} == links
        store.groups.apply(plan({"t1": {"s1": list(links)}}))
        assert {one.id: one.links for one in again.groups.articles_and_homes()[0]} == links


def test_grouped_articles_are_found_by_their_address_and_their_links(store: Store) -> None:
    save(store, linking, other, at_page)
    assert found(store, PAGE) == set()
    store.groups.apply(plan({"t1": {"s1": [linking.id], "s2": [at_page.id]}}))
    assert found(store, PAGE) == {(PAGE, linking.id, "s1", True), (PAGE, at_page.id, "s2", False)}
    assert found(store, "https://gazette.example/fair-opens-late", "") == set()


def test_an_article_that_comes_again_keeps_its_links(store: Store) -> None:
    save(store, linking)
    save(store, article(1, title="Harbour report, corrected", links=()))
    assert store.articles.ungrouped()[0].links == linking.links
