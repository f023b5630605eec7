"""Threads of offers and fixed pages stand last, with their reason; a report among offers keeps its thread."""

from dataclasses import replace
from datetime import UTC, datetime

from briefing.model.articles import Article, Story
from briefing.model.threads import ThreadRow
from briefing.writing.front_page.exclusion import exclusion_reason
from briefing.writing.front_page.ranking import rank_threads, score_factors
from briefing.writing.thread_text import write_thread

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DEALS = (
    Article("a", "Red kettle is 40% off at Best Buy", "The red kettle is on sale for $30 now.", "Sample Wire"),
    Article("b", "Save $20 on the red kettle today", "The kettle is down to $30.", "Sample Gazette"),
)
REPORTS = (
    Article("c", "Kettle maker of Norland recalls red kettle after fire", "It recalled 300 kettles.", "Sample Post"),
    Article("d", "Norland's court bans red kettle", "The court banned the kettle on Monday.", "Sample Times"),
)


def row(id: str, **fields: object) -> ThreadRow:
    plain = ThreadRow(id, "Red kettle", "", NOW, NOW, "new", ("Sample Wire", "Sample Gazette"), 2, 1, 2)
    return replace(plain, **fields)


def test_a_thread_of_offers_says_why_it_is_left_out() -> None:
    assert exclusion_reason(DEALS) == "prices and offers"
    assert write_thread("t", [Story("s", "t", "", DEALS)]).excluded == "prices and offers"


def test_reports_among_offers_keep_a_thread() -> None:
    assert exclusion_reason([*DEALS, *REPORTS]) == ""
    assert exclusion_reason(REPORTS) == ""


def test_what_several_publishers_report_is_news_however_many_offers_stand_around_it() -> None:
    more = [replace(REPORTS[0], id=f"e{n}", publisher=f"Sample {n}", text=f"Report {n}.") for n in range(4)]
    offers = [replace(DEALS[0], id=f"f{n}") for n in range(6)]
    assert exclusion_reason([*offers, *more[:2]])
    assert exclusion_reason([*offers, *more]) == ""


def test_left_out_threads_stand_last_unless_followed() -> None:
    out = row("out", excluded="puzzles", new_article_count=9)
    news = row("news", publishers=("Sample Wire",))
    assert [one.id for one in rank_threads([out, news], NOW)] == ["news", "out"]
    assert [one.id for one in rank_threads([replace(out, followed=True), news], NOW)] == ["out", "news"]
    assert dict(score_factors(out, NOW))["left out: puzzles"] < 1
