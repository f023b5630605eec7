"""What a digest has room for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.model.digests import DigestOrder
from briefing.model.threads import (
    Briefing,
    Movement,
    Sentence,
    Summary,
    Thread,
    ThreadRow,
    TimelineEntry,
    UndeliveredNews,
)
from briefing.writing.digest_selection import (
    BUSY_DAY_ARTICLES,
    ENDED_AFTER,
    MAX_FULL_THREADS,
    MAX_TITLES,
    WEEKLY_THREADS,
    WIDE_PUBLISHERS,
    DigestSelection,
    cut_digest,
    leader_of,
    may_have_moved,
    ordered_digest,
    rank_by_news,
    select_threads,
    select_week,
    with_further_titles,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def row(number: int, publishers: int) -> ThreadRow:
    names = tuple(f"Sample {name}" for name in range(publishers))
    return ThreadRow(f"t{number}", f"Thread {number}", "news", NOW, NOW, "updated", names, 9, 1)


def selected(threads: list[ThreadRow], busy: dict[str, int] | None = None) -> DigestSelection:
    """Return what a digest prints of threads; `busy` has the undelivered articles of the busiest day, else one."""
    news = {
        one.id: UndeliveredNews(one.new_publisher_count, one.new_article_count, (busy or {}).get(one.id, 1))
        for one in threads
    }
    return select_threads(threads, news)


def ids(rows: tuple[ThreadRow, ...]) -> list[str]:
    return [one.id for one in rows]


def test_the_most_important_threads_are_printed_in_full_in_their_order():
    threads = [row(number, 1 + number % 5) for number in range(12)]
    selection = selected(threads)
    assert ids(selection.full) == ids(tuple(threads)) and selection.listed == ()


def test_the_news_of_most_publishers_is_listed_however_low_it_ranks():
    room = MAX_FULL_THREADS + MAX_TITLES
    threads = [row(number, 1) for number in range(room + 10)]
    threads += [replace(row(1000 + new, 9), new_publisher_count=new) for new in (2, 5)]
    selection = selected(threads)
    assert ids(selection.full) == [f"t{number}" for number in range(MAX_FULL_THREADS)]
    assert ids(selection.listed)[:3] == ["t1005", "t1002", f"t{MAX_FULL_THREADS}"]
    assert len(selection.listed) == MAX_TITLES


def wide_news(count: int) -> list[ThreadRow]:
    """Return threads with more news than a digest has room for, each of four publishers with one article."""
    return [replace(row(number, 4), new_publisher_count=4, new_article_count=4) for number in range(count)]


@pytest.mark.parametrize(("publishers", "independent", "new"), [(4, 4, 1), (4, 3, 3), (4, 2, 2), (10, 9, 3), (4, 0, 3)])
def test_a_widely_reported_thread_with_a_busy_day_never_waits_for_a_place(publishers, independent, new):
    threads = wide_news(MAX_FULL_THREADS + MAX_TITLES + 20)
    busy = replace(row(1000, publishers), independent_count=independent, new_publisher_count=new)
    selection = selected([*threads, busy], {"t1000": BUSY_DAY_ARTICLES})
    assert ids(selection.listed)[0] == "t1000" and "t1000" in selection.sure
    printed = tuple(Thread(one) for one in (*selection.full, *selection.listed))
    digest = Briefing(NOW, NOW, printed, listed_count=len(selection.listed), sure=selection.sure)
    brief = [thread.row.id for thread in cut_digest(digest, 3, 8).listed_threads]
    assert "t1000" in brief, "however few lines there are"
    assert new >= 4 or brief[-1] == "t1000", "it stands after what more publishers report"


@pytest.mark.parametrize(
    ("busy", "articles"),
    [
        (row(1000, 4), BUSY_DAY_ARTICLES - 1),
        (row(1000, 3), 30),
        (replace(row(1000, 4), independent_count=1), 30),
        (replace(row(1000, 9), excluded="deals"), 30),
    ],
    ids=["no busy day", "three publishers", "one house", "offers"],
)
def test_other_busy_threads_take_no_place_from_wide_news(busy, articles):
    threads = wide_news(MAX_FULL_THREADS + MAX_TITLES + 20)
    assert "t1000" not in ids(selected([*threads, busy], {"t1000": articles}).listed)


def test_threads_that_many_publishers_report_now_are_listed_before_those_that_many_reported_before():
    before, now = row(1000, 9), replace(row(1001, WIDE_PUBLISHERS), new_publisher_count=WIDE_PUBLISHERS)
    threads = [row(number, 1) for number in range(MAX_FULL_THREADS)] + [before, now]
    assert ids(selected(threads).listed) == ["t1001", "t1000"]


def story(number: int, title: str, publishers: int) -> Story:
    places = [f"https://outlet{place}.example/{number}" for place in range(publishers)]
    reports = [
        Article(
            f"a{number}{place}",
            title,
            f"{title}. Outlet {place} saw it.",
            url.split("/")[2],
            url=url,
            link=url,
            published=NOW,
        )
        for place, url in enumerate(places)
    ]
    return Story(f"s{number}", "t1", title, tuple(reports))


def test_a_listed_thread_names_its_other_widely_reported_stories():
    stories = (
        story(1, "Ferry sinks in a storm", WIDE_PUBLISHERS),
        story(2, "Minister of transport resigns", WIDE_PUBLISHERS + 1),
        story(3, "A choir sings for the rescuers", 1),
        story(4, "Thread 1 goes on", WIDE_PUBLISHERS),
    )
    assert named(Thread(row(1, 5), stories)) == ("Minister of transport resigns", "Ferry sinks in a storm")


def named(thread: Thread, delivered: tuple[str, ...] = ()) -> tuple[str, ...]:
    return with_further_titles(thread, delivered, NOW).further_titles


def test_a_short_title_of_an_affair_does_not_hide_what_happens_in_it():
    stories = (story(1, "Norland frigate sinks off Torvane", 5), story(2, "Norland schools close", 2))
    thread = Thread(replace(row(1, 5), title="Norland war"), stories)
    assert named(thread) == ("Norland frigate sinks off Torvane",)
    delivered = tuple(article.id for article in stories[0].articles[1:])
    assert named(thread, delivered) == (), "its news was delivered"


def test_an_event_within_a_long_story_is_named_unless_the_summary_says_it():
    ablaze = story(2, "Tankers set ablaze off Torvane", WIDE_PUBLISHERS).articles
    long = replace(story(1, "Norland war goes on", 5), articles=(*story(1, "Norland war goes on", 5).articles, *ablaze))
    event = TimelineEntry(NOW.date(), "Tankers set ablaze off Torvane", "s1", articles=tuple(a.id for a in ablaze))
    thread = Thread(replace(row(1, 5), title="Norland war goes on"), (long,), timeline=(event,))
    assert named(thread) == ("Tankers set ablaze off Torvane",)
    said = Summary(paragraph=(Sentence("Two tankers were set ablaze off Torvane.", "a10"),))
    assert named(replace(thread, summary=said)) == ()


def test_an_older_thread_has_the_headline_that_says_what_is_new_beside_its_title():
    wide = story(1, "Divers find the ferry below the reef", 3)
    label, old = story(2, "Podcast", 1), story(3, "Ferry sinks off the cape at night", 3)
    ferry = Thread(replace(row(1, 3), title="Ferry"), (old, label, wide), Summary())
    done = [article.id for article in old.articles]
    found = with_further_titles(ferry, done, NOW).new_report
    assert found in {article.id for article in wide.articles}
    assert not with_further_titles(replace(ferry, stories=(old,)), done, NOW).new_report
    assert not with_further_titles(replace(ferry, row=replace(ferry.row, status="new")), (), NOW).new_report


def test_a_headline_that_says_mostly_what_the_title_says_is_not_what_is_new():
    same = story(1, "Ferry sinks off the cape at night after fire on board", 3)
    ferry = Thread(replace(row(1, 3), title="Ferry sinks off the cape after fire"), (same,), Summary())
    assert not with_further_titles(ferry, (), NOW).new_report


def test_a_title_that_only_names_the_affair_has_its_newest_report_beside_it():
    news = story(1, "Torvane ferry disaster claims ninth victim", 3)
    ferry = Thread(replace(row(1, 3), title="Torvane ferry disaster"), (news,), Summary())
    assert with_further_titles(ferry, (), NOW).new_report in {article.id for article in news.articles}


def test_what_was_delivered_takes_no_place_from_news():
    counted = [replace(row(number, 9), new_publisher_count=9, new_article_count=20) for number in (1, 2)]
    ranked = rank_by_news(counted, {"t1": UndeliveredNews(1, 1, 1), "t2": UndeliveredNews(6, 8, 8)}, NOW)
    assert ids(tuple(ranked)) == ["t2", "t1"]


def test_news_that_waited_counts_less_than_that_of_the_day():
    counted = [replace(row(number, 9), new_publisher_count=9, new_article_count=20) for number in (1, 2)]
    news = {"t1": UndeliveredNews(9, 20, 6), "t2": UndeliveredNews(6, 8, 8)}
    recent = {"t1": UndeliveredNews(1, 1, 1), "t2": UndeliveredNews(6, 8, 8)}
    assert ids(tuple(rank_by_news(counted, news, NOW))) == ["t1", "t2"]
    assert ids(tuple(rank_by_news(counted, news, NOW, recent))) == ["t2", "t1"]
    assert rank_by_news(counted[:1], news, NOW, {})[0].new_publisher_count == 3


def test_among_the_listed_the_most_widely_reported_news_comes_first_and_offers_last():
    threads = [row(number, 1) for number in range(MAX_FULL_THREADS)]
    threads += [replace(row(100 + n, n), new_publisher_count=n) for n in (4, 7, 5)]
    threads += [replace(row(200, 9), new_publisher_count=9, excluded="deals")]
    assert ids(selected(threads).listed) == ["t107", "t105", "t104", "t200"]


@pytest.mark.parametrize(
    ("movement", "changes", "moved"),
    [
        (None, {}, True),
        (Movement(14, 0, 1), {}, True),
        (Movement(14, 1, 0), {}, False),
        (Movement(4, 1, 0), {}, True),
        (Movement(1, 0, 0), {}, False),
        (Movement(1, 0, 0), {"followed": True}, True),
        (Movement(5, 0, 0), {"independent_count": 5}, False),
    ],
    ids=["new", "another story", "one more of 14", "one more of 4", "the same", "followed", "no busy day"],
)
def test_a_delivered_thread_is_reported_again_only_if_it_moved(movement, changes, moved):
    assert may_have_moved(replace(row(1, 5), **changes), movement, UndeliveredNews(1, 2, 2)) is moved


def test_a_wide_thread_with_a_busy_day_counts_as_moved():
    assert may_have_moved(row(1, 5), Movement(5, 0, 0), UndeliveredNews(2, BUSY_DAY_ARTICLES, BUSY_DAY_ARTICLES))


def test_a_followed_thread_has_a_place_however_low_it_ranks():
    followed = replace(row(999, 1), followed=True, excluded="deals")
    selection = selected([*wide_news(MAX_FULL_THREADS + MAX_TITLES), followed])
    assert ids(selection.listed)[0] == "t999" and "t999" in selection.sure


def test_an_affair_is_in_full_once_and_its_parts_in_brief():
    war = replace(row(1, 9), affair_id="")
    strait, port = replace(row(2, 8), affair_id="t1"), replace(row(3, 7), affair_id="t2")
    other = replace(row(4, 2), affair_id="t99")
    selection = selected([war, strait, port, other])
    assert (ids(selection.full), ids(selection.listed)) == (["t1", "t4"], ["t2", "t3"])
    assert leader_of(port, selection.full, [war, strait, port, other]) == war
    circle = [replace(row(5, 3), affair_id="t6"), replace(row(6, 3), affair_id="t5")]
    assert ids(selected(circle).full) == ["t5"]


def test_the_week_has_what_is_big_what_began_and_what_ended():
    big = [row(number, 9) for number in range(WEEKLY_THREADS)]
    began, single = replace(row(20, 2), status="new"), row(21, 1)
    ended = replace(row(22, 5), last=NOW - ENDED_AFTER - timedelta(hours=1))
    deals, part = replace(row(24, 9), excluded="deals"), replace(row(25, 8), affair_id="t0")
    selection, over = select_week([part, *big, ended, began, row(23, 2), single, deals], NOW)
    assert ids(selection.full) == ids(tuple(big))
    assert (ids(selection.listed), ids(over)) == (["t20"], ["t22"])


def test_threads_stand_in_the_order_that_is_asked_for():
    late = NOW + timedelta(hours=1)
    rows = [replace(row(0, 3), section="world"), replace(row(1, 2), section="asia"), row(2, 2)]
    rows += [replace(row(3, 1), section="world", last=late), row(4, 1)]
    digest = Briefing(NOW, NOW, tuple(Thread(one) for one in rows), listed_count=1)

    def order(name: DigestOrder) -> list[str]:
        return [thread.row.id for thread in ordered_digest(digest, name).threads]

    assert order("importance") == ["t0", "t1", "t2", "t3", "t4"]
    assert order("newest") == ["t3", "t0", "t1", "t2", "t4"]
    assert order("section") == ["t0", "t3", "t1", "t2", "t4"]
