"""The front page: main rows, parts under their affair, folded single reports."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from briefing.model.feeds import FeedHouses
from briefing.model.pages import FrontPage
from briefing.model.threads import ThreadRow
from briefing.writing.front_page.front_page import WIDE_PUBLISHERS, compose_page, with_parts_after_affairs

NOW = datetime(2024, 12, 16, 18, 40, tzinfo=UTC)
SINCE = NOW - timedelta(days=1)
TWO_HOUSES = FeedHouses({"world": frozenset({"wire", "gazette"}), "asia": frozenset({"wire", "gazette"})})


def row(id: str, publishers: str = "Sample Wire", hours: float = 1, **fields: Any) -> ThreadRow:
    last = NOW - timedelta(hours=hours)
    names = tuple(publishers.split(", "))
    plain = ThreadRow(id, id, "world", last, last, "new" if last >= SINCE else "running", names, len(names), 1)
    return replace(plain, **fields)


def both(id: str, **fields: Any) -> ThreadRow:
    return row(id, "Sample Wire, Sample Gazette", **fields)


def shape(page: FrontPage) -> tuple[list[tuple[str, ...]], list[str]]:
    entries = [(entry.row.id, *(part.id for part in entry.parts)) for entry in page.entries]
    return entries, [single.id for single in page.singles]


def page(*rows: ThreadRow, houses: FeedHouses = TWO_HOUSES, **options: Any) -> tuple[list[tuple[str, ...]], list[str]]:
    return shape(compose_page(rows, SINCE, houses, **options))


def test_main_rows_are_of_two_publishers_or_followed_or_of_a_heavy_feed() -> None:
    rows = [row("single"), both("wide"), row("followed", followed=True), row("heavy", weight=1.5)]
    rows += [row("heavy offer", weight=1.5, excluded="prices and offers"), row("light", weight=0.5)]
    rows += [row("copies", "Sample Wire, Sample Metro", independent_count=1)]
    assert page(*rows) == (
        [("wide",), ("followed",), ("heavy",)],
        ["single", "heavy offer", "light", "copies"],
    )


def test_offers_are_folded_out_of_the_affair_that_they_are_part_of() -> None:
    offer = both("offer", affair_id="war", excluded="prices and offers")
    assert page(both("war"), both("strike", affair_id="war"), offer) == ([("war", "strike")], ["offer"])
    assert page(both("war"), replace(offer, followed=True)) == ([("war", "offer")], [])
    assert page(both("old", hours=50), replace(offer, affair_id="old"), both("wide")) == ([("wide",)], ["offer"])
    listings = both("listings", excluded="puzzles")
    assert page(listings, replace(offer, affair_id="listings")) == ([("listings", "offer")], [])


def test_a_section_of_one_publisher_is_never_empty() -> None:
    rows = [row("w1"), row("w2", "Sample Gazette"), both("wide"), row("a1", section="asia"), row("a2", section="asia")]
    lone = replace(TWO_HOUSES, by_section={"asia": frozenset({"wire"})})
    assert page(*rows, houses=lone) == ([("wide",), ("a1",), ("a2",)], ["w1", "w2"])
    assert page(*rows) == ([("wide",)], ["w1", "w2", "a1", "a2"]), "a second publisher of the section is silent today"
    aggregator = [*rows, row("a3", "Sample Metro", section="asia")]
    assert page(*aggregator, houses=lone)[0] == [("wide",)], "one feed that carries many publishers"


def test_feeds_of_one_house_are_one_publisher_of_a_section() -> None:
    rows = [both("wide"), row("a1", "Sample Asia", section="asia"), row("a2", "Sample News", section="asia")]
    houses = FeedHouses({"asia": frozenset({"sample"})}, {"Sample Asia": "sample", "Sample News": "sample"})
    assert page(*rows, houses=houses)[0] == [("wide",), ("a1",), ("a2",)]


def test_a_page_of_single_reports_alone_shows_them() -> None:
    assert page(row("w1"), row("w2", "Sample Gazette")) == ([("w1",), ("w2",)], [])


def test_parts_stand_under_their_affair_in_their_own_order() -> None:
    rows = [
        both("part1", affair_id="war"),
        both("other"),
        both("war"),
        row("part2", affair_id="part1"),
        both("old part", affair_id="war", hours=40),
        both("lost", affair_id="not listed"),
    ]
    assert page(*rows) == ([("war", "part1", "part2"), ("other",), ("lost",)], [])


def test_an_affair_without_news_gives_its_place_to_its_first_part_with_news() -> None:
    assert page(both("part", affair_id="war"), both("war", hours=90)) == ([("part",)], [])
    rows = [both("oil", affair_id="war"), both("other"), row("ships", affair_id="oil"), both("war", hours=90)]
    assert page(*rows) == ([("oil", "ships"), ("other",)], [])
    assert page(both("war", hours=90)) == ([], [])


def wide(id: str, new: int = WIDE_PUBLISHERS, **fields: Any) -> ThreadRow:
    return row(id, ", ".join(f"Sample {n}" for n in range(new)), new_publisher_count=new, **fields)


def test_a_part_with_widely_reported_news_is_a_row_of_its_own() -> None:
    rows = [
        wide("front", affair_id="war"),
        both("other"),
        both("war"),
        both("talks", affair_id="war"),
        both("raid", affair_id="front"),
    ]
    assert page(*rows) == ([("front", "raid"), ("other",), ("war", "talks")], [])
    assert [one.id for one in with_parts_after_affairs(rows)] == ["front", "raid", "other", "war", "talks"]
    few = replace(rows[0], new_publisher_count=WIDE_PUBLISHERS - 1)
    assert page(few, *rows[1:]) == ([("war", "front", "talks", "raid"), ("other",)], []), "most of its reports are old"


def test_an_own_row_is_counted_and_stands_where_its_own_section_and_a_query_have_it() -> None:
    rows = [both("war"), wide("front", affair_id="war", section="asia"), both("talks", affair_id="war")]
    whole = compose_page(rows, SINCE, TWO_HOUSES)
    assert [one.id for one in whole.main_rows] == ["war", "front"]
    assert shape(whole.in_section("asia"))[0] == [("front",)]
    found = whole.with_ids({"front"})
    assert [one.id for one in found.main_rows] == ["front"], "it is no part without its affair"
    assert whole.entries[1].row.affair_id == "war"


def test_parts_of_an_affair_without_news_stand_under_the_first_of_them_however_wide() -> None:
    rows = [wide("front", affair_id="war"), row("raid", affair_id="war"), both("war", hours=90)]
    assert page(*rows) == ([("front", "raid")], [])
    later = [both("talks", affair_id="war"), *rows]
    assert page(*later) == ([("talks", "raid"), ("front",)], [])


def test_offers_of_an_affair_are_no_own_rows() -> None:
    assert page(wide("deals"), wide("more deals", affair_id="deals", excluded="prices and offers"))[0] == [("deals",)]


def test_single_reports_of_several_publishers_in_one_affair_are_a_main_row() -> None:
    rows = [both("wide"), row("war"), row("part", "Sample Gazette", affair_id="war"), row("talks", hours=2)]
    rows += [row("more talks", affair_id="talks", hours=3)]
    assert page(*rows) == ([("wide",), ("war", "part")], ["talks", "more talks"])


def test_rows_that_were_shown_keep_their_place_on_the_page() -> None:
    rows = [both("wide"), row("single"), row("grown")]
    known = {"wide": True, "single": True, "grown": False}
    grown = replace(rows[2], followed=True)
    assert page(*rows[:2], grown, known=known) == ([("wide",), ("single",)], ["grown"])


def test_affairs_in_a_ring_end() -> None:
    assert page(both("a", affair_id="b"), both("b", affair_id="a"))[1] == []


def test_a_section_and_a_query_are_parts_of_the_page() -> None:
    rows = [both("war"), both("part", affair_id="war", section="asia"), row("single", section="asia")]
    whole = compose_page(rows, SINCE, TWO_HOUSES)
    assert shape(whole.in_section("asia")) == ([], ["single"])
    assert shape(whole.in_section("world")) == ([("war", "part")], [])
    found = whole.with_ids({"part", "single"})
    assert shape(found) == ([("part",)], ["single"])
    assert [one.id for one in found.main_rows] == [], "a part is never counted"
    assert [one.id for one in whole.main_rows] == ["war"]


def test_a_flat_list_has_parts_directly_after_their_affair() -> None:
    rows = [both("part1", affair_id="war"), both("other"), both("war"), both("part2", affair_id="part1")]
    assert [one.id for one in with_parts_after_affairs(rows)] == ["other", "war", "part1", "part2"]
