from datetime import UTC, datetime, timedelta
from math import prod
from typing import Any

import pytest

from briefing.model.threads import ThreadRow
from briefing.writing.front_page.ranking import rank_threads, score_factors
from briefing.writing.front_page.section_reach import reach_of_threads
from briefing.writing.public_affairs import is_public_affair

NOW = datetime(2024, 12, 16, 18, 40, tzinfo=UTC)


def row(key: str, publisher_count: int = 1, hours: float = 1, publisher: str = "", **more: Any) -> ThreadRow:
    names = (publisher,) if publisher else tuple(f"Sample {key} {i}" for i in range(publisher_count))
    last = NOW - timedelta(hours=hours)
    given: dict[str, Any] = {
        "section": "asia",
        "status": "new",
        "article_count": max(1, publisher_count),
        "story_count": 1,
        "new_article_count": publisher_count,
        "new_publisher_count": publisher_count,
    }
    return ThreadRow(id=key, title=key, first=last, last=last, **({"publishers": names} | given | more))


def order(*rows: ThreadRow) -> list[str]:
    return [ranked.id for ranked in rank_threads(rows, NOW)]


def test_independent_publishers_recency_growth_and_weight_lift_a_thread() -> None:
    assert order(row("few", 2), row("many", 9)) == ["many", "few"]
    assert order(row("old", 5, hours=60), row("young", 5)) == ["young", "old"]
    assert order(row("still", 5, new_article_count=0), row("growing", 5, new_article_count=9)) == ["growing", "still"]
    assert order(row("light", 5, weight=0.5), row("heavy", 5)) == ["heavy", "light"]
    assert order(row("running", 5, status="running"), row("new", 5)) == ["new", "running"]


def test_what_costs_lives_stands_above_what_as_many_report() -> None:
    assert order(row("phone", 8), row("quake", 6, deaths=296)) == ["quake", "phone"]
    assert order(row("phone", 14), row("crash", 6, deaths=3)) == ["phone", "crash"], "deaths do not outweigh everything"
    assert order(row("memorial", 6, deaths=6_000_000), row("flood", 7, deaths=10_000)) == ["flood", "memorial"]


def test_what_most_publishers_report_now_stands_above_what_more_reported_before() -> None:
    assert order(row("before", 9, new_publisher_count=2), row("now", 6)) == ["now", "before"]
    assert order(row("now", 3), row("again", 9, new_publisher_count=3)) == ["again", "now"], "older ones count a little"


def test_what_the_reader_follows_comes_before_its_like_and_muted_threads_last() -> None:
    assert order(row("plain", 5), row("followed", 4, followed=True)) == ["followed", "plain"]
    assert order(row("muted", 30, muted=True), row("single")) == ["single", "muted"]


def test_one_chatty_publisher_cannot_fill_the_page() -> None:
    chatty = [row(f"c{i:03}", publisher="Sample Chatter", hours=0.1, new_article_count=9) for i in range(200)]
    others = [row(f"m{i:03}", 2, hours=10, new_article_count=1) for i in range(20)]
    assert sum(key.startswith("c") for key in order(*chatty, *others)[:20]) <= 5


def test_one_section_cannot_fill_the_page() -> None:
    sport = [row(f"s{i:02}", 4, section="sport") for i in range(40)]
    world = [row(f"w{i:02}", 3, section="world") for i in range(40)]
    top = order(*sport, *world)[:30]
    assert sum(key.startswith("w") for key in top) >= 5


def test_one_affair_cannot_fill_the_page() -> None:
    war = row("war", 20)
    parts = [row(f"p{i:02}", 4, affair_id="war", hours=0.5) for i in range(20)]
    others = [row(f"o{i:02}", 3) for i in range(20)]
    top = order(war, *parts, *others)[:12]
    assert top[0] == "war" and sum(key.startswith("p") for key in top) <= 4
    assert order(*parts[:2], row("other", 4, hours=0.6))[1] == "other", "also where the affair itself is not listed"


def test_parts_of_parts_belong_to_the_affair() -> None:
    nested = [row("war", 9), row("siege", 3, affair_id="war"), row("sortie", 3, affair_id="siege"), row("other", 3)]
    assert order(*nested) == ["war", "other", "siege", "sortie"]
    wide = [row("war", 9), row("siege", 6, affair_id="war"), row("other", 5)]
    assert order(*wide) == ["war", "siege", "other"], "its own news is widely reported"
    assert len(order(row("a", affair_id="b"), row("b", affair_id="a"))) == 2


def test_scores_are_filled_in_falling_and_do_not_depend_on_the_order_given() -> None:
    rows = [row(f"t{i:03}", 1 + i % 7, hours=i % 50) for i in range(300)]
    ranked = rank_threads(rows, NOW)
    assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)
    assert all(r.score > 0 for r in ranked)
    assert ranked == rank_threads(rows[::-1], NOW)
    assert len(ranked) == len(rows)


def test_nothing_to_rank() -> None:
    assert rank_threads([], NOW) == []


def test_the_parts_of_a_score_multiply_to_it() -> None:
    for ranked in rank_threads(
        [row(f"t{i}", 1 + i % 5, hours=i, publisher="Sample Wire" if i % 5 == 0 else "") for i in range(40)], NOW
    ):
        assert prod(factor for _, factor in score_factors(ranked, NOW)) == pytest.approx(ranked.score, abs=1e-6)


def test_a_widely_reported_war_stands_above_three_late_reports() -> None:
    war = row("war", 7, hours=14, status="updated", new_article_count=4)
    assert order(row("premiere", 3, hours=1, new_article_count=3), war) == ["war", "premiere"]


def sections_of_three_publishers() -> list[ThreadRow]:
    """Single reports by which each publisher belongs to a section."""
    homes = {"tech": "ABCDEFGHI", "world": "KLM", "business": "NOP", "sport": "QRS"}
    return [
        row(f"{section}{name}{n}", publisher=f"Sample {name}", section=section, hours=40)
        for section, names in homes.items()
        for name in names
        for n in range(2)
    ]


def test_what_publishers_of_many_sections_report_stands_above_what_a_trade_reports() -> None:
    gadget = row("gadget", 9, section="tech", publishers=tuple(f"Sample {name}" for name in "ABCDEFGHI"))
    ferry = row("ferry", 8, section="world", publishers=tuple(f"Sample {name}" for name in "KLMNOPQR"))
    assert order(gadget, ferry)[0] == "gadget", "alone on a page, each of them is a section of its own"
    ranked = rank_threads([gadget, ferry, *sections_of_three_publishers()], NOW)
    assert [one.id for one in ranked[:2]] == ["ferry", "gadget"]
    assert ranked[1].reach < 1 < ranked[0].reach
    assert dict(score_factors(ranked[0], NOW))["sections"] == ranked[0].reach


def test_what_a_closed_section_reports_stands_below_what_as_many_of_an_open_one_report() -> None:
    def of(section: str, names: str, key: str) -> ThreadRow:
        return row(key, len(names), section=section, publishers=tuple(f"Sample {name}" for name in names))

    games = [of("games", "ABC", f"g{n}") for n in range(30)]
    shared = [of("world" if n % 2 else "business", "KLMN", f"s{n}") for n in range(60)]
    home = [row(f"h{n}{name}", publisher=f"Sample {name}", section=s, hours=40) for n in range(99) for name, s in HOMES]
    reach = reach_of_threads([*games, *shared, *home])
    assert reach["g0"] < 1 < reach["s0"], "world and business report the same, games report alone"
    assert reach_of_threads(games) == {one.id: 1.0 for one in games}, "one section is neither open nor closed"


HOMES = [
    ("A", "games"),
    ("B", "games"),
    ("C", "games"),
    *((n, "world") for n in "KL"),
    *((n, "business") for n in "MN"),
]


def test_public_affairs_stand_above_goods_that_as_many_report() -> None:
    assert order(row("Lamp maker shows a lamp", 6), row("Dockers of Torvane go on strike", 5))[0].startswith("Dockers")
    assert order(row("Lamp maker shows a lamp", 14), row("Dockers of Torvane go on strike", 5))[0].startswith("Lamp")
    assert is_public_affair("Regierung von Torvane tritt zurück") and not is_public_affair("Warm lamps for the yard")
    assert is_public_affair("Envoys meet at the UN") and not is_public_affair("Un soir, une lampe")
