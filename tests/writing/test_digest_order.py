"""In which order a digest has its entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import Thread, ThreadRow
from briefing.writing.digest.digest_lines import mean_likelihood
from briefing.writing.digest.digest_order import affairs_together, by_news, deaths_in_line

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SINCE = NOW - timedelta(days=1)


def thread(id: str, headline: str, *, new: int, old: int = 0, affair: str = "") -> Thread:
    """Return a thread with the reports of so many outlets, its title a label that says nothing."""
    articles = tuple(
        Article(
            f"{id}{n}",
            headline,
            publisher=f"outlet{n}.example",
            url=f"https://outlet{n}.example/{id}",
            published=NOW - timedelta(hours=2 if n < new else 40),
        )
        for n in range(new + old)
    )
    names = tuple(article.publisher for article in articles)
    row = ThreadRow(id, f"Matter {id}", "news", NOW, NOW, "updated", names, len(articles), 1)
    return Thread(replace(row, affair_id=affair), (Story(f"s{id}", id, headline, articles),))


def order(*threads: Thread) -> list[str]:
    return [one.row.id for one in by_news(threads, SINCE, NOW)]


def test_what_more_publishers_newly_report_stands_first() -> None:
    many_before = thread("t1", "Choir sings at Selma", new=2, old=9)
    assert order(many_before, thread("t2", "Opera opens at Selma", new=8, old=1)) == ["t2", "t1"]


def test_public_affairs_stand_before_goods_by_what_their_headlines_say() -> None:
    goods = thread("t1", "Norland telephone gets a brighter screen", new=6)
    assert order(goods, thread("t2", "Norland army enters Vesmark", new=5)) == ["t2", "t1"]


def test_the_weight_of_public_affairs_grows_with_the_share_of_headlines_on_them() -> None:
    def score(army: int) -> float:
        headlines = ["Norland army enters Vesmark"] * army + ["Norland welcomes its guest"] * (10 - army)
        whole = thread("t1", "", new=10)
        articles = [replace(one, title=title) for one, title in zip(whole.stories[0].articles, headlines, strict=True)]
        (ranked,) = by_news([replace(whole, stories=(Story("s", "t1", "", tuple(articles)),))], SINCE, NOW)
        certainty = 0.5 + 0.5 * mean_likelihood(articles)
        return ranked.row.score / certainty

    assert score(1) == pytest.approx(1.5 * score(0))
    assert score(2) == pytest.approx(2 * score(0))
    assert score(3) == pytest.approx(score(9)) == pytest.approx(2.5 * score(0))


def test_an_affair_with_more_news_has_more_weight_and_its_next_thread_less() -> None:
    alone = thread("t1", "Ferry sinks off Torvane", new=4)
    parts = [thread(f"t{n}", "Ferry sinks off Vesmark", new=4, affair="a1") for n in (2, 3)]
    assert order(alone, *parts)[0] == "t2"
    assert order(alone, *parts)[2] == "t3", "others come between"


def test_widely_reported_threads_of_an_affair_lose_less_weight() -> None:
    first = thread("t1", "Ferry sinks off Vesmark", new=9, affair="a1")
    between = thread("t2", "Ferry sinks off Torvane", new=4)
    second = thread("t3", "Ferry sinks off Vesmark", new=4, affair="a1")
    narrow, other = (thread(id, "Ferry sinks off Vesmark", new=3, affair="a1") for id in ("t4", "t5"))
    score = {one.row.id: one.row.score for one in by_news([first, between, second, narrow, other], SINCE, NOW)}
    assert score["t3"] == pytest.approx(0.87 * score["t2"])
    (alone,) = by_news([replace(narrow, row=replace(narrow.row, affair_id=""))], SINCE, NOW)
    assert score["t4"] == pytest.approx(0.75**2 * alone.row.score)


def test_words_of_public_affairs_say_little_of_what_reaches_no_other_section() -> None:
    army, film = thread("t1", "Norland army enters Vesmark", new=2), thread("t2", "Norland army film wins prize", new=3)
    assert order(army, film) == ["t2", "t1"]
    reaches = (0.6, 0.65, 0.75, 0.85, 1.1)
    films = [replace(film, row=replace(film.row, reach=reach)) for reach in reaches]
    weights = [one.row.score / one.row.reach for part in films for one in by_news([part], SINCE, NOW)]
    assert weights[0] == pytest.approx(weights[1]) and weights[3] == pytest.approx(weights[4])
    assert weights[1] < weights[2] < weights[3] == pytest.approx(2.5 * weights[1])


def test_deaths_in_the_line_weigh_though_one_publisher_states_them() -> None:
    flooded = thread("t1", "Flood in Vesmark leaves 40 houses empty", new=1)
    killed = thread("t2", "Flood in Vesmark kills 40 people", new=1)
    killed = replace(killed, new_report=killed.stories[0].articles[0].id)
    assert order(flooded, killed) == ["t2", "t1"]
    (alone,) = by_news([killed], SINCE, NOW)
    (label,) = by_news([replace(killed, new_report="")], SINCE, NOW)
    assert alone.row.score > 1.3 * label.row.score


def with_line(headline: str) -> Thread:
    """Return a thread whose line is a headline."""
    one = thread("t1", headline, new=1)
    return replace(one, new_report=one.stories[0].articles[0].id)


def test_deaths_of_another_time_weigh_nothing() -> None:
    assert deaths_in_line(with_line("Vesmark remembers 40 killed in 1999 flood")) == 0
    assert deaths_in_line(with_line("20 years on: flood that killed 40 people in Vesmark")) == 0
    assert deaths_in_line(with_line("Flood in Vesmark kills 1200 people")) == 1200


def test_deaths_are_read_in_the_language_of_the_report() -> None:
    german = thread("t1", "1.200 Tote nach Erdbeben in Vesmark", new=1)
    (story,) = german.stories[:1]
    article = replace(story.articles[0], lang="de")
    german = replace(german, stories=(replace(story, articles=(article,)),), new_report=article.id)
    assert deaths_in_line(german) == 1200


def test_threads_of_one_affair_stand_where_the_first_of_them_does() -> None:
    rows = [("t1", ""), ("t2", "t5"), ("t3", ""), ("t4", "t5"), ("t5", ""), ("t6", "")]
    threads = [thread(id, "Ferry sinks off Torvane", new=1, affair=affair) for id, affair in rows]
    assert [one.row.id for one in affairs_together(threads)] == ["t1", "t2", "t4", "t5", "t3", "t6"]
