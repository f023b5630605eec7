"""Links between articles of two houses are evidence of one topic, within bounds."""

from dataclasses import replace

import pytest
from memory_archive import MemoryArchive
from samples import article

from briefing.grouping.explain import explanation_rows
from briefing.grouping.plan import make_plan
from briefing.grouping.regroup import regroup
from briefing.grouping.standalone import group_without_store
from briefing.model.grouping import Constraints

PAGE = "https://statements.example.net/ministry-on-the-lock"


def report(title, text, hours, site, links=()):
    url = f"https://{site}.example/{title.lower().replace(' ', '-')}"
    return replace(article(title, text, hours=hours, publisher=site.title(), url=url), links=tuple(links))


LOCK = report(
    "Vesmark lock gate jams", "A gate of the Talen lock at Port Hesk jammed and eleven barges wait.", 0, "gazette"
)
TOLLS = report(
    "Skippers weigh a costly detour", "Skippers reckon what the way round the lock at Port Hesk costs them.", 5, "wire"
)
FAIR = report(
    "Omdara fair opens late", "The fair in Omdara opened an hour late after rain on the meadow.", 2, "observer"
)
RECIPE = report(
    "Three soups for cold days", "Leeks, barley and a bone are all that it takes for the first.", 6, "table"
)


def threads(*articles):
    homes = group_without_store(articles)
    return {one.id: homes[one.id].thread for one in articles}


def linked(one, *others):
    return replace(one, links=tuple(other.url for other in others))


def are_one_thread(*articles):
    return len(set(threads(*articles).values())) == 1


def test_without_a_link_the_two_reports_are_two_threads():
    assert not are_one_thread(LOCK, TOLLS)


def test_a_link_joins_reports_whose_words_nearly_agree():
    assert are_one_thread(LOCK, linked(TOLLS, LOCK))


def test_a_page_that_both_link_to_joins_them():
    assert are_one_thread(replace(LOCK, links=(PAGE,)), replace(TOLLS, links=(PAGE,)))


def test_the_two_remain_two_stories():
    homes = group_without_store([LOCK, linked(TOLLS, LOCK)])
    assert homes[LOCK.id].story != homes[TOLLS.id].story


def test_a_link_alone_joins_nothing():
    assert not are_one_thread(LOCK, linked(RECIPE, LOCK))


def test_a_columnist_who_links_to_two_topics_joins_neither():
    column = report(
        "Notes of a slow week",
        "My aunt cannot stand the barges at Port Hesk, nor the meadow in Omdara, and so she knits all day long by the"
        " stove.",
        8,
        "wire",
    )
    found = threads(LOCK, linked(column, LOCK))
    assert found[column.id] == found[LOCK.id], "one link alone would join it"
    found = threads(LOCK, FAIR, linked(column, LOCK, FAIR))
    assert found[column.id] not in (found[LOCK.id], found[FAIR.id])


@pytest.mark.parametrize(
    "other",
    [
        replace(LOCK, published=LOCK.published.replace(year=2022)),
        replace(LOCK, publisher=TOLLS.publisher, url="https://wire.example/vesmark-lock-gate-jams"),
    ],
    ids=["background of two years ago", "of the same house"],
)
def test_links_to_background_and_within_a_house_join_nothing(other):
    assert not are_one_thread(other, linked(TOLLS, other))


def test_a_page_that_many_link_to_joins_nothing():
    many = [
        report(f"{town} counts its bees", f"Keepers in {town} count hives this week.", n, f"paper{n}", [PAGE])
        for n, town in enumerate(["Beira", "Cusco", "Turin", "Ghent", "Davao"])
    ]
    found = threads(replace(LOCK, links=(PAGE,)), replace(TOLLS, links=(PAGE,)), *many)
    assert found[LOCK.id] != found[TOLLS.id]


def test_a_page_of_an_earlier_month_joins_nothing():
    old = "https://statements.example.net/2023/11/ministry-on-the-lock"
    assert not are_one_thread(replace(LOCK, links=(old,)), replace(TOLLS, links=(old,)))


def test_one_link_does_not_join_two_threads_of_many_articles():
    lock = [replace(LOCK, id=f"a{n}", url=f"{LOCK.url}-{n}", publisher=f"Paper {n}") for n in range(6)]
    tolls = [replace(TOLLS, id=f"b{n}", url=f"{TOLLS.url}-{n}", publisher=f"Post {n}") for n in range(6)]
    found = threads(*lock, linked(tolls[0], lock[0]), *tolls[1:])
    assert found["a1"] != found["b1"]


@pytest.mark.parametrize("batches", [[[LOCK], [TOLLS]], [[TOLLS], [LOCK]]], ids=["in order", "linked later"])
def test_batches_find_the_links_of_stored_articles(batches):
    archive = MemoryArchive()
    archive.articles = [LOCK, linked(TOLLS, LOCK)]
    for batch in batches:
        archive.apply(make_plan([one for one in archive.articles if one.id in {other.id for other in batch}], archive))
    assert len(archive.groups()[1]) == 1


def test_regrouping_reads_links():
    articles = [LOCK, linked(TOLLS, LOCK)]
    homes = regroup(articles, {}, Constraints()).homes
    assert homes[LOCK.id].thread == homes[TOLLS.id].thread
    staying = regroup(articles, {LOCK.id: homes[LOCK.id]}, Constraints(), since=TOLLS.published).homes
    assert staying[TOLLS.id].thread == homes[LOCK.id].thread


def test_why_names_the_link():
    archive = MemoryArchive()
    archive.apply(make_plan([LOCK, linked(TOLLS, LOCK)], archive))
    evidence = archive.evidence[archive.story_of[TOLLS.id]]
    assert "a link from one report to the other" in dict(explanation_rows(evidence, {}))["for it"]
