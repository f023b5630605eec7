"""What a digest has room for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model.articles import Article, Story
from briefing.model.briefings import Briefing
from briefing.model.deliveries import Movement, UndeliveredNews
from briefing.model.digests import DigestOrder
from briefing.model.threads import Changes, NumberChange, Sentence, Summary, Thread, ThreadRow
from briefing.writing.digest.affair_names import AffairNames
from briefing.writing.digest.digest_reach import reports_event
from briefing.writing.digest.digest_selection import (
    BUSY_DAY_ARTICLES,
    ENOUGH_LEADERS,
    ENOUGH_NEWS,
    HIGH_RANKS,
    LARGE_PUBLISHERS,
    MAX_FULL_THREADS,
    MAX_TITLES,
    MIN_LARGE_NEWS,
    DigestSelection,
    cut_digest,
    leader_in_print,
    leader_of,
    leaders_first,
    may_have_moved,
    ordered_digest,
    rank_by_news,
    select_threads,
    sure_of_place,
    within_limit,
)
from briefing.writing.digest.weekly_selection import ENDED_AFTER, WEEKLY_THREADS, select_week
from briefing.writing.front_page.front_page import WIDE_PUBLISHERS

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
    assert ids(selection.full) == ids(tuple(threads)) and selection.shortened == ()


def test_what_has_no_sure_place_is_listed_by_its_rank():
    room = MAX_FULL_THREADS + MAX_TITLES
    threads = [row(number, 1) for number in range(room + 10)]
    selection = selected(threads)
    assert ids((*selection.full, *selection.shortened)) == [f"t{number}" for number in range(room)]


def wide_news(count: int) -> list[ThreadRow]:
    """Return threads with more news than a digest has room for, each of four publishers with one article."""
    return [replace(row(number, 4), new_publisher_count=4, new_article_count=4) for number in range(count)]


@pytest.mark.parametrize(("publishers", "independent", "new"), [(4, 4, 1), (4, 3, 3), (4, 2, 2), (10, 9, 3), (4, 0, 3)])
def test_a_widely_reported_thread_with_a_busy_day_never_waits_for_a_place(publishers, independent, new):
    threads = wide_news(MAX_FULL_THREADS + MAX_TITLES + 20)
    busy = replace(row(1000, publishers), independent_count=independent, new_publisher_count=new)
    selection = selected([*threads, busy], {"t1000": BUSY_DAY_ARTICLES})
    assert ids(selection.shortened)[0] == "t1000" and "t1000" in selection.sure
    printed = tuple(Thread(one) for one in (*selection.full, *selection.shortened))
    digest = Briefing(
        NOW, NOW, printed, shortened_count=len(selection.shortened), sure=selection.sure, busy=selection.busy
    )
    named = [thread.row.id for thread in cut_digest(digest, 3, 8, 1).titled_threads]
    assert named == ["t1000"], "however few lines there are"


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
    assert "t1000" not in ids(selected([*threads, busy], {"t1000": articles}).shortened)


@pytest.mark.parametrize(
    ("publishers", "new", "place", "sure"),
    [
        (WIDE_PUBLISHERS, WIDE_PUBLISHERS, 0, True),
        (WIDE_PUBLISHERS, WIDE_PUBLISHERS - 1, 0, False),
        (LARGE_PUBLISHERS, MIN_LARGE_NEWS, 0, True),
        (LARGE_PUBLISHERS, MIN_LARGE_NEWS - 1, 0, False),
        (LARGE_PUBLISHERS, MIN_LARGE_NEWS, HIGH_RANKS, False),
        (LARGE_PUBLISHERS, WIDE_PUBLISHERS, HIGH_RANKS, True),
        (LARGE_PUBLISHERS - 1, WIDE_PUBLISHERS, HIGH_RANKS, False),
    ],
    ids=[
        "many report it",
        "few do",
        "a large thread",
        "one report",
        "a low rank",
        "a large thread that many report",
        "no main",
    ],
)
def test_what_many_newly_report_and_a_main_affair_with_news_of_the_day_are_sure_of_a_place(
    publishers, new, place, sure
):
    threads = [row(number, 1) for number in range(40)]
    threads.insert(place, replace(row(1000, publishers), new_publisher_count=new))
    assert ("t1000" in selected(threads).sure) is sure
    fresh = {"t1000": UndeliveredNews(0, 0, 0)}
    news = {one.id: UndeliveredNews(one.new_publisher_count, 1, 1) for one in threads}
    assert "t1000" not in select_threads(threads, news, recent=fresh).sure, "its news is of earlier days"


def loaded(number: int, width: int, *, known: bool = True, publishers: int = 5, followed: bool = False) -> Thread:
    one = replace(row(number, publishers), followed=followed)
    return Thread(one, changes=Changes() if known else None, news_width=width)


def test_main_affairs_that_many_newly_report_have_the_first_places_beside_those_in_full_at_any_rank():
    smaller = [row(number, 1) for number in range(MAX_FULL_THREADS + MAX_TITLES + HIGH_RANKS)]
    main = [replace(row(100 + number, LARGE_PUBLISHERS), new_publisher_count=WIDE_PUBLISHERS) for number in range(4)]
    news = {one.id: UndeliveredNews(one.new_publisher_count, 4, 1) for one in (*smaller, *main)}
    selection = select_threads([*smaller, *main], news)
    assert ids(selection.shortened[:4]) == ids(tuple(main)) and len(selection.shortened) == MAX_TITLES
    assert selection.busy == selection.sure == set(ids(tuple(main)))


def test_a_limit_leaves_those_in_full_then_those_that_need_a_place_most_in_their_order():
    threads = [loaded(number, 1) for number in range(6)]
    selection = DigestSelection((threads[1].row, threads[2].row), tuple(threads[n].row for n in (5, 4, 3, 0)))

    def within(limit: int) -> list[str]:
        return [one.row.id for one in within_limit(threads, 2, selection, limit)]

    assert within(2) == ["t0", "t1"], "those in full"
    assert within(4) == ["t0", "t1", "t2", "t5"]
    assert within(6) == [one.row.id for one in threads]


def test_a_lower_limit_puts_no_other_thread_first():
    single = loaded(9, 5, publishers=1)
    threads = [single, *(loaded(number, 5) for number in range(ENOUGH_LEADERS + 1))]
    for limit in (1, 2, 20):
        printed, full_count = leaders_first(threads, limit)
        assert full_count == min(limit, ENOUGH_LEADERS + 1)
        assert [one.row.id for one in printed[:2]] == ["t0", "t1" if limit > 1 else "t9"], "a single report is none"


def test_a_delivered_thread_stands_in_full_only_for_what_two_publishers_newly_report():
    threads = [loaded(1, 1), loaded(2, 2), loaded(3, 1, known=False), loaded(4, 1, followed=True), loaded(5, 9)]
    printed, full_count = leaders_first(threads, 3)
    assert [one.row.id for one in printed] == ["t2", "t3", "t4", "t1", "t5"] and full_count == 3
    quiet = [loaded(1, 1), loaded(2, 1)]
    assert leaders_first(quiet)[1] == 1, "a quiet day has a first thread too"
    assert leaders_first([loaded(1, 0)]) == ((), 0), "nothing new can be shown"


def test_a_delivered_thread_that_one_publisher_reports_anew_is_sure_of_a_place_only_with_a_busy_day():
    selection = DigestSelection((), (), frozenset({"t1", "t2", "t3", "t4", "t6"}), frozenset({"t4"}))
    threads = [loaded(1, 1), loaded(2, 2), loaded(3, 1, known=False), loaded(4, 1), loaded(5, 9)]
    assert sure_of_place(threads, selection) == {"t2", "t3", "t4"}
    assert sure_of_place([loaded(6, 2, publishers=LARGE_PUBLISHERS)], selection) == {"t6"}


def test_a_widely_reported_thread_with_nothing_new_is_never_in_brief():
    threads = (loaded(1, 1), loaded(2, 2), loaded(3, 1, publishers=2))
    ids = frozenset(one.row.id for one in threads)
    digest = cut_digest(Briefing(NOW, NOW, threads, shortened_count=3, sure=ids, busy=ids), 0, 3, 3)
    assert {one.row.id for one in digest.brief_threads} == {"t2", "t3"}
    assert [one.row.id for one in digest.titled_threads] == ["t1"]


def test_threads_in_brief_are_those_of_the_highest_ranks_and_titles_by_rank():
    scores = {1: 9.0, 2: 3.5, 3: 5.0, 4: 1.0, 5: 4.0, 6: 3.0, 7: 2.9}
    sections = {4: "games", 5: "world", 6: "world", 2: "games", 7: "games"}
    threads = tuple(
        Thread(replace(row(n, 5), score=score, section=sections.get(n, "news"))) for n, score in scores.items()
    )
    digest = cut_digest(Briefing(NOW, NOW, threads, sure=frozenset(one.row.id for one in threads)), 1, 2)
    assert [one.row.id for one in digest.brief_threads] == ["t3"]
    assert [one.row.id for one in digest.titled_threads] == ["t5", "t2", "t6", "t7", "t4"]


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


def test_offers_are_listed_last():
    threads = [row(number, 1) for number in range(MAX_FULL_THREADS)]
    threads += [replace(row(200, 9), new_publisher_count=9, excluded="deals"), row(104, 4)]
    assert ids(selected(threads).shortened) == ["t104", "t200"]


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
    assert ids(selection.shortened)[0] == "t999" and "t999" in selection.sure


def test_an_affair_is_in_full_once_and_its_parts_in_brief():
    war = replace(row(1, 9), affair_id="")
    strait, port = replace(row(2, 8), affair_id="t1"), replace(row(3, 7), affair_id="t2")
    other = replace(row(4, 2), affair_id="t98")
    selection = selected([war, strait, port, other])
    assert (ids(selection.full), ids(selection.shortened)) == (["t1", "t4"], ["t2", "t3"])
    wide = replace(port, new_publisher_count=WIDE_PUBLISHERS)
    selection = selected([war, strait, wide, other])
    assert (ids(selection.full), ids(selection.shortened)) == (["t1", "t3", "t4"], ["t2"]), (
        "its news is widely reported"
    )
    assert leader_of(port, selection.full, [war, strait, port, other]) == war
    parts = [replace(row(7, 5), affair_id="t99"), replace(row(8, 4), affair_id="t99"), row(99, 9)]
    assert ids(selected(parts).full) == ["t7"], "the others stand beneath its first part"
    circle = [replace(row(5, 3), affair_id="t6"), replace(row(6, 3), affair_id="t5")]
    assert ids(selected(circle).full) == ["t5"]


def test_the_week_has_what_is_big_what_began_and_what_ended():
    big = [row(number, 9) for number in range(WEEKLY_THREADS)]
    began, single = replace(row(20, 2), status="new"), row(21, 1)
    ended = replace(row(22, 5), last=NOW - ENDED_AFTER - timedelta(hours=1))
    deals, part = replace(row(24, 9), excluded="deals"), replace(row(25, 8), affair_id="t0")
    selection, over = select_week([*big, part, ended, began, row(23, 2), single, deals], NOW)
    assert ids(selection.full) == ids(tuple(big))
    assert (ids(selection.shortened), ids(over)) == (["t20"], ["t22"])


def test_in_a_week_the_largest_thread_of_an_affair_stands_for_it_however_its_parts_rank():
    talks, war = replace(row(1, 3), affair_id="t2"), replace(row(2, 9), new_article_count=40)
    strait = replace(row(3, 6), affair_id="t2", new_article_count=30, new_publisher_count=WIDE_PUBLISHERS)
    trifle = replace(row(4, 5), affair_id="t2", excluded="deals")
    flights = replace(row(5, 7), new_article_count=8, new_publisher_count=WIDE_PUBLISHERS)
    strikes = replace(row(6, 5), affair_id="t5", new_article_count=12)
    siblings = [replace(row(7, 2), affair_id="t99"), replace(row(8, 2), affair_id="t99", new_article_count=9)]
    selection, _ = select_week([talks, war, strait, trifle, flights, strikes, *siblings], NOW)
    assert ids(selection.full) == ["t2", "t6", "t8"], "a part that ranks first or has the larger title stands for none"
    assert ids(selection.shortened) == ["t3", "t5"], "widely reported parts are named in brief"


def test_in_a_week_no_part_is_named_of_an_affair_that_is_not_printed():
    big = [row(number, 9) for number in range(WEEKLY_THREADS)]
    affair = replace(row(30, 8), new_article_count=40, new_publisher_count=9)
    part = replace(row(31, 6), affair_id="t30", new_article_count=10, new_publisher_count=WIDE_PUBLISHERS)
    selection, _ = select_week([*big, affair, part], NOW)
    assert ids(selection.full) == ids(tuple(big)) and not selection.shortened
    selection, _ = select_week([affair, part, *big], NOW)
    assert ids(selection.shortened) == ["t31"]


def test_threads_stand_in_the_order_that_is_asked_for():
    late = NOW + timedelta(hours=1)
    rows = [replace(row(0, 3), section="world"), replace(row(1, 2), section="asia"), row(2, 2)]
    rows += [replace(row(3, 1), section="world", last=late), row(4, 1)]
    digest = Briefing(NOW, NOW, tuple(Thread(one) for one in rows), shortened_count=1)

    def order(name: DigestOrder) -> list[str]:
        return [thread.row.id for thread in ordered_digest(digest, name).threads]

    assert order("importance") == ["t0", "t1", "t2", "t3", "t4"]
    assert order("newest") == ["t3", "t0", "t1", "t2", "t4"]
    assert order("section") == ["t0", "t3", "t1", "t2", "t4"]


def test_a_thread_without_a_sentence_on_its_news_stands_in_brief_where_others_have_one():
    told = replace(loaded(1, 2), changes=Changes(sentences=(Sentence("The ferry sank.", "a1"),)))
    others = [weighing(one, 4) for one in (loaded(2, 2), told, loaded(3, 2, followed=True))]
    printed, full_count = leaders_first([*heavier(told), *others])
    assert [one.row.id for one in printed[3:]] == ["t1", "t3", "t2"] and full_count == 5


def heavier(thread: Thread) -> list[Thread]:
    """As many threads like this one, but heavier, as there are heaviest ones."""
    rows = [replace(thread.row, id=f"t{n}", score=5.0) for n in range(10, 10 + ENOUGH_LEADERS)]
    return [replace(thread, row=row) for row in rows]


def weighing(thread: Thread, score: float) -> Thread:
    return replace(thread, row=replace(thread.row, score=score))


def test_of_a_section_that_reaches_few_only_heavier_threads_stand_in_full():
    shared = [replace(one, row=replace(one.row, reach=1.2)) for one in SHARED]
    for reach, score, is_full in ((1.2, 4.0, True), (0.8, 4.0, False), (0.8, 5.0, False), (0.8, 6.0, True)):
        one = reported(20, "Singer of Selma is arrested after a race", 4, score)
        one = replace(one, row=replace(one.row, reach=reach))
        assert leaders_first([*shared, one])[1] == len(shared) + is_full


def test_the_heaviest_threads_stand_in_full_also_without_a_sentence():
    told = replace(loaded(1, 2), changes=Changes(sentences=(Sentence("The ferry sank.", "a1"),)))
    printed, full_count = leaders_first([weighing(loaded(2, 2), 9), told, *(loaded(n, 2) for n in range(3, 9))])
    assert printed[0].row.id == "t2" and full_count > 1


def test_a_thread_with_a_changed_number_stands_in_full_without_a_sentence():
    told = replace(loaded(1, 2), changes=Changes(sentences=(Sentence("The ferry sank.", "a1"),)))
    moved = replace(loaded(2, 2), changes=moved_number())
    others = [weighing(one, 4) for one in (loaded(3, 2), told, moved)]
    printed, full_count = leaders_first([*heavier(told), *others])
    assert [one.row.id for one in printed[3:]] == ["t1", "t2", "t3"] and full_count == 5


def reported(number: int, title: str, publishers: int = 2, score: float = 5.0, text: str = "") -> Thread:
    """Return a new thread with one article under its title."""
    one = replace(row(number, publishers), title=title, status="new", score=score)
    report = Article(f"a{number}", title, text or f"{title}.", "Sample Wire", published=NOW)
    told = Summary(paragraph=(Sentence(f"{title}, officials said.", report.id),))
    return Thread(one, (Story(f"s{number}", one.id, title, (report,)),), told, news_width=publishers)


SHARED = [reported(n, f"Ferry {n} sinks off Torvane and {n} are hurt", 3, 9.0 - n / 10) for n in range(ENOUGH_LEADERS)]


def test_a_trifle_stands_in_brief_where_enough_others_stand_in_full():
    single = reported(10, "Arden fires its coach after five years", 1, 8.0)
    deadly = reported(11, "Wall falls in Selma and kills two people", 1, 7.0)
    light = reported(12, "Choir of Vesmark wins a prize", 3, 2.0)
    followed = reported(13, "Bakery of Selma opens a shop", 1, 0.1)
    followed = replace(followed, row=replace(followed.row, followed=True))
    printed, full_count = leaders_first([*SHARED, single, deadly, light, followed])
    assert [one.row.id for one in printed] == ["t0", "t1", "t2", "t11", "t13", "t10", "t12"] and full_count == 5
    assert leaders_first([*SHARED[1:], single])[1] == ENOUGH_LEADERS, "few feeds have few others"


def test_a_scene_of_a_show_stands_in_brief_where_enough_events_stand_in_full() -> None:
    scene = reported(20, "Anna Korvel teases her new film, and what its scenes could mean for fans", 4, 9.5)
    moved = replace(scene, row=replace(scene.row, id="t21"), changes=moved_number())
    followed = replace(scene, row=replace(scene.row, id="t22", followed=True))
    assert not reports_event(scene)
    printed, full_count = leaders_first([scene, moved, followed, *SHARED])
    assert {one.row.id for one in printed[:full_count]} == {"t21", "t22", "t0", "t1", "t2"}
    printed, full_count = leaders_first([scene, *SHARED[1:]])
    assert printed[0].row.id == scene.row.id and full_count == ENOUGH_LEADERS, "feeds on shows have little else"


def moved_number() -> Changes:
    said = Sentence("Nine are dead.", "a2"), Sentence("Twelve are dead.", "a3")
    return Changes(number_changes=(NumberChange("dead", "9", "12", *said),))


@pytest.mark.parametrize(
    ("title", "beside", "leader"),
    [
        ("Norland Summit", 1, "t0"),
        ("Norland Summit", 0, ""),
        ("Leaders of Norland meet in Vesmark and sign a pact", 1, ""),
    ],
)
def test_beside_an_affair_with_a_name_one_part_is_an_entry_of_its_own(title: str, beside: int, leader: str) -> None:
    affair = reported(0, title, 9)
    texts = ("Ministers back a railway to Vesmark", "Host of the talks omits the war", "Choir sings for guests")
    parts = [reported(n, text, 6) for n, text in enumerate(texts, 1)]
    parts = [replace(one, row=replace(one.row, affair_id="t0", new_publisher_count=6)) for one in parts]
    elsewhere = replace(parts[2], row=replace(parts[2].row, affair_id="t9"))
    printed = [affair.row, elsewhere.row, *(one.row for one in parts[1 : 1 + beside])]
    threads = (affair, elsewhere, *parts[:2])
    above = leader_in_print(parts[0], printed, [one.row for one in threads], AffairNames(threads))
    assert (above.id if above else "") == leader


def test_comments_are_left_out_where_there_is_enough_news():
    comment = reported(20, "Arden chose this war - and must now choose how to end it", 1)
    asks = reported(21, "Which towns will pay the biggest price for the flood?", 1)
    news = [reported(n, f"Ferry {n} sinks off Torvane and {n} are hurt", 3) for n in range(ENOUGH_NEWS)]
    printed, _ = leaders_first([comment, *news, asks])
    assert {one.row.id for one in printed} == {one.row.id for one in news}
    printed, _ = leaders_first([comment, *news[1:], asks])
    assert {comment.row.id, asks.row.id} < {one.row.id for one in printed}, "a digest of comments has them"


@pytest.mark.parametrize(
    ("title", "is_event"),
    [
        ("Ferry sinks off Torvane and nine are hurt", True),
        ("Torvane Phone 9 review: the phone for the masses", False),
        ("Which towns will pay the biggest price for the flood?", False),
    ],
)
def test_reviews_and_questions_report_no_event(title: str, is_event: bool) -> None:
    assert reports_event(reported(1, title, 7)) is is_event


def test_news_in_another_language_than_english_is_no_comment():
    german = reported(1, "Zug in Torvane entgleist: Zwei Tote")
    story = german.stories[0]
    articles = tuple(replace(one, lang="de") for one in story.articles)
    assert reports_event(replace(german, stories=(replace(story, articles=articles),)))
