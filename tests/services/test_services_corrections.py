"""Corrections hold for ever, and undo restores the store exactly."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.errors import BriefingError
from briefing.model.articles import Article
from briefing.model.coverage import ThreadText
from briefing.model.feeds import FeedState
from briefing.model.threads import TimelineEntry
from briefing.services import Clock, Services
from briefing.store.store import Store

NOW = datetime(2024, 12, 3, 12, tzinfo=UTC)
SHIP = [
    ("Ferry Sample Star sinks off Cebu", "The ferry Sample Star went down off Cebu with 80 people on board."),
    (
        "Sample Star ferry sinks: 12 missing off Cebu",
        "The ferry Sample Star went down off Cebu; 12 people are missing.",
    ),
    ("Inquiry into sinking of ferry Sample Star opens", "The coast guard opened its inquiry into the Sample Star."),
]
BANK = [
    ("Central bank of Quarzo raises rates", "The central bank of Quarzo raised its rates to five percent."),
    ("Quarzo: rates up to five percent", "Rates in Quarzo rise to five percent, the central bank said."),
]
MINE = [("Miners strike in Omdara", "Miners in Omdara laid down their tools over pay.")]


def reports(told: Sequence[tuple[str, str]], name: str, hours: float = 0.0) -> list[Article]:
    made = []
    for n, (title, text) in enumerate(told):
        when = NOW - timedelta(hours=400) + timedelta(hours=hours + (0, 20, 300)[n])
        url = f"https://{name}.example/{hours:.0f}-{n}"
        digits = f"{sum(map(ord, name)) * 1000 + hours * 10 + n:012.0f}"
        feed = f"https://{name}.example/feed"
        made.append(
            Article(f"a{digits}", title, text, f"Sample {name}", feed, "asia", "en", url, url, url, "", when, when)
        )
    return made


def take_in(services: Services, articles: Sequence[Article]) -> None:
    for feed in dict.fromkeys(article.feed for article in articles):
        services.context.store.feeds.save(FeedState(feed), [article for article in articles if article.feed == feed])
    services.refresher.refresh()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.sqlite3"


@pytest.fixture
def services(path: Path) -> Iterator[Services]:
    with Services(Config(path.with_name("feeds.toml"), (), ()), Store.open(path), Clock(NOW)) as services:
        take_in(services, [*reports(SHIP, "wire"), *reports(BANK, "gazette"), *reports(MINE, "herald")])
        yield services


def threads(services: Services) -> dict[str, set[str]]:
    """The titles of the articles of each thread, by its id."""
    found = (services.reading.thread(row.id) for row in services.reading.thread_rows(muted=True))
    return {t.row.id: {a.title for story in t.stories for a in story.articles} for t in found}


def titled(*told: Sequence[tuple[str, str]]) -> set[str]:
    return {title for one in told for title, _ in one}


def facts(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a reader can tell, and what grouping remembers, without inner numbers and redirects."""
    queries = {
        "homes": "SELECT a.id, s.id, t.id FROM articles a JOIN stories s ON s.n = a.story "
        "JOIN threads t ON t.n = s.thread",
        "threads": "SELECT id, title, latest_development, section, first, last, newest_story_start, article_count, "
        "story_count, publishers, given_title "
        "FROM threads",
        "stories": "SELECT id, title, first, last FROM stories",
        "texts": "SELECT t.id, w.summary, w.timeline FROM thread_texts w JOIN threads t ON t.n = w.thread",
        "affairs": "SELECT c.id, p.id, u.decided_at FROM affairs u JOIN threads c ON c.n = u.thread "
        "LEFT JOIN threads p ON p.n = u.affair",
        "evidence": "SELECT * FROM evidence",
        "profiles": "SELECT id, kind, first, last, terms, body FROM profiles",
        "marks": "SELECT t.id, followed, muted, m.read, m.tags FROM marks m JOIN threads t ON t.n = m.thread "
        "WHERE COALESCE(followed, muted, m.read, m.tags) IS NOT NULL",
        "delivery_log": "SELECT * FROM delivery_log",
        "printout": "SELECT * FROM printout",
        "must_link": "SELECT * FROM must_link",
        "cannot_link": "SELECT * FROM cannot_link",
        "postings": "SELECT v.term, p.kind, p.last, f.id FROM postings p JOIN vocabulary v ON v.n = p.term "
        "JOIN profiles f ON f.n = p.profile",
    }
    with closing(sqlite3.connect(path)) as db:
        return {name: sorted(db.execute(sql), key=repr) for name, sql in queries.items()}


def id_of(services: Services, told: Sequence[tuple[str, str]]) -> str:
    return next(id for id, titles in threads(services).items() if told[0][0] in titles)


def test_the_topics_are_separate_threads(services: Services) -> None:
    assert sorted(threads(services).values(), key=len) == [titled(MINE), titled(BANK), titled(SHIP)]


def test_merged_threads_stay_one_and_take_in_what_belongs_to_either(services: Services, path: Path) -> None:
    ship, bank = id_of(services, SHIP), id_of(services, BANK)
    assert services.corrections.merge(ship, bank).startswith("Merged")
    assert threads(services)[ship] == titled(SHIP, BANK)
    assert services.names.resolve_thread(bank) == ship
    take_in(services, reports([("Quarzo central bank holds rates at five percent", BANK[0][1])], "wire", 55))
    assert len(threads(services)[ship]) == 6, "a later story of the merged thread finds it"
    services.pipeline.regroup()
    assert titled(SHIP, BANK) <= threads(services)[ship]
    why = services.reading.explain(BANK[0][0])
    assert why.thread_evidence is not None and why.thread_evidence.corrected == NOW


def test_the_history_of_a_thread_lists_its_corrections(services: Services) -> None:
    ship, bank, mine = (id_of(services, told) for told in (SHIP, BANK, MINE))
    services.corrections.split(ship, "Inquiry into sinking")
    apart = id_of(services, SHIP[2:])
    assert [words.split()[0] for _, words in services.corrections.history(ship)] == ["Kept"]
    assert services.corrections.history(apart) == services.corrections.history(ship)
    services.corrections.merge(mine, bank)
    services.corrections.rename(mine, "Mines and banks")
    assert [words.split()[0] for _, words in services.corrections.history(mine)] == ["Renamed", "Merged"]
    assert services.corrections.history(mine)[0] == (NOW, "Renamed")
    services.corrections.rename(mine, "")
    assert [words.split()[0] for _, words in services.corrections.history(mine)] == ["Merged"]
    for _ in range(3):
        services.corrections.undo()
    assert services.corrections.history(mine) == () and len(services.corrections.history(ship)) == 1


def test_a_story_that_was_split_off_never_comes_back(services: Services) -> None:
    ship = id_of(services, SHIP)
    services.corrections.split(ship, "Inquiry into sinking")
    apart = id_of(services, SHIP[2:])
    assert apart != ship and threads(services)[ship] == titled(SHIP[:2])
    more = [
        ("Ferry Sample Star: inquiry into sinking hears captain", "The inquiry heard the captain of the Sample Star."),
        ("Sinking of ferry Sample Star off Cebu: 12 missing, inquiry opens", SHIP[1][1] + " " + SHIP[2][1]),
    ]  # fmt: skip
    take_in(services, reports(more, "gazette", 310))
    for _ in range(2):
        found = threads(services)
        assert SHIP[2][0] in found[apart] and not titled(SHIP[:2]) & found[apart]
        services.pipeline.regroup()


def test_an_event_leaves_its_thread_with_its_own_articles_though_its_story_is_larger(services: Services) -> None:
    bank = id_of(services, BANK)
    before = threads(services)
    (story,) = services.reading.thread(bank).stories
    (first, second) = story.articles
    message = services.corrections.split_articles(bank, [second.id], second.title)
    assert message.startswith(f'Kept apart "{second.title}"'), "it is named by its own headline"
    assert threads(services)[bank] == {first.title}
    assert {second.title} in threads(services).values()
    services.pipeline.regroup()
    assert threads(services)[bank] == {first.title}, "it does not come back"
    with pytest.raises(BriefingError, match="only story"):
        services.corrections.split_articles(bank, [first.id], first.title)
    services.corrections.undo()
    services.corrections.undo()
    assert threads(services) == before


def test_the_founder_of_a_thread_can_leave_it(services: Services) -> None:
    ship = id_of(services, SHIP)
    stories = services.reading.thread(ship).stories
    if len(stories) > 1:
        services.corrections.split(ship, stories[0].id)
        assert stories[0].id not in {story.id for story in services.reading.thread(ship).stories}
        assert services.corrections.undo()
        assert [story.id for story in services.reading.thread(ship).stories] == [story.id for story in stories]


def test_an_article_gets_a_story_of_its_own_or_another_thread(services: Services) -> None:
    bank = id_of(services, BANK)
    (story,) = services.reading.thread(bank).stories
    services.corrections.split(BANK[1][0])
    assert {len(one.articles) for one in services.reading.thread(bank).stories} == {1}
    services.pipeline.regroup()
    homes = {
        a.title: story.id
        for id in threads(services)
        for story in services.reading.thread(id).stories
        for a in story.articles
    }
    assert homes[BANK[0][0]] != homes[BANK[1][0]]
    mine = id_of(services, MINE)
    services.corrections.move(BANK[1][0], mine)
    assert threads(services)[mine] == titled(MINE, BANK[1:])
    assert len(services.reading.thread(bank).stories[0].articles) == 1 and story.id
    services.pipeline.regroup()
    assert threads(services)[mine] == titled(MINE, BANK[1:])


def test_several_threads_are_merged_and_taken_apart_as_one_correction(services: Services) -> None:
    before = threads(services)
    ship, bank, mine = (id_of(services, told) for told in (SHIP, BANK, MINE))
    titles = [services.reading.thread(id).row.title for id in (bank, mine, ship)]
    assert services.corrections.merge(ship, bank, mine) == 'Merged "{}", "{}" into "{}"'.format(*titles)
    assert threads(services)[ship] == titled(SHIP, BANK, MINE)
    assert services.names.resolve_thread(bank) == services.names.resolve_thread(mine) == ship
    services.pipeline.regroup()
    assert titled(SHIP, BANK, MINE) <= threads(services)[ship]
    assert services.corrections.undo().startswith("no longer merged")
    assert threads(services) == before


def test_stories_of_a_thread_can_be_merged(services: Services) -> None:
    services.corrections.split(BANK[1][0])
    bank = id_of(services, BANK)
    one, other = services.reading.thread(bank).stories
    services.corrections.merge(one.id, other.id)
    (story,) = services.reading.thread(bank).stories
    assert (story.id, len(story.articles)) == (one.id, 2)
    services.pipeline.regroup()
    assert len(services.reading.thread(bank).stories) == 1


def test_a_given_title_stays(services: Services) -> None:
    ship = id_of(services, SHIP)
    before = services.reading.thread(ship).row.title
    services.corrections.rename(ship, "The Sample Star")
    take_in(services, reports([("Ferry Sample Star: 12 missing off Cebu feared dead", SHIP[1][1])], "herald", 30))
    row = services.reading.thread(ship).row
    assert (row.title, row.is_named) == ("The Sample Star", True)
    services.corrections.rename(ship, "")
    row = services.reading.thread(ship).row
    assert row.title != "The Sample Star" and not row.is_named
    assert services.corrections.undo() and services.reading.thread(ship).row.title == "The Sample Star"
    assert services.corrections.undo() and services.reading.thread(ship).row.title != "The Sample Star"
    assert before


def test_everything_is_taken_back_exactly_also_after_a_restart(services: Services, path: Path) -> None:
    ship, bank, mine = (id_of(services, told) for told in (SHIP, BANK, MINE))
    services.curation.follow(bank)
    services.curation.mark_read(ship)
    services.deliveries.mark_delivered(services.deliveries.digest("morning", since=NOW - timedelta(days=9)))
    services.names.remember_printout([mine, bank, ship])
    states = [facts(path)]
    for act in (
        lambda: services.corrections.merge(ship, bank),
        lambda: services.corrections.rename(ship, "Ship and bank"),
        lambda: services.corrections.split(ship, BANK[0][0][:20]),
        lambda: services.curation.mute(mine),
        lambda: services.corrections.move(SHIP[2][0], mine),
        lambda: services.corrections.split(BANK[1][0]),
        lambda: services.corrections.merge(mine, ship),
    ):
        act()
        services.clock.set(services.now() + timedelta(minutes=1))
        states.append(facts(path))
    with Services(services.config, Store.open(path), Clock(NOW)) as again:
        for state in reversed(states[:-1]):
            assert again.corrections.undo()
            found = facts(path)
            for name, rows in state.items():
                assert set(found[name]) ^ set(rows) == set(), name


def test_undoing_a_merge_leaves_what_came_since(services: Services) -> None:
    ship, bank = id_of(services, SHIP), id_of(services, BANK)
    services.corrections.merge(ship, bank)
    title = "Quarzo central bank holds rates at five percent"
    take_in(services, reports([(title, BANK[0][1])], "wire", 55))
    services.corrections.undo()
    found = threads(services)
    assert found[bank] - {title} == titled(BANK) and found[ship] - {title} == titled(SHIP)


def test_undo_finds_the_articles_where_regrouping_put_them(services: Services, path: Path) -> None:
    ship, bank = id_of(services, SHIP), id_of(services, BANK)
    services.corrections.split(ship, services.reading.thread(ship).stories[0].id)
    apart = id_of(services, SHIP[:1])
    (story,) = services.reading.thread(apart).stories
    with closing(sqlite3.connect(path)) as db:
        into = "UPDATE articles SET story = (SELECT n FROM stories WHERE id = ?) WHERE id = ?"
        db.execute(into, (services.reading.thread(bank).stories[0].id, story.articles[0].id))
        db.execute("INSERT INTO stories (id, thread) SELECT 's99', thread FROM stories WHERE id = ?", (story.id,))
        db.executemany(into, [("s99", article.id) for article in story.articles[1:]])
        db.execute("DELETE FROM stories WHERE id = ?", (story.id,))
        db.commit()
    services.corrections.undo()
    assert "s99" in {one.id for one in services.reading.thread(ship).stories}
    assert len(services.reading.thread(bank).stories) == 1, "what is mostly of others stays with them"


def test_regrouping_twice_changes_nothing(services: Services, path: Path) -> None:
    services.corrections.merge(id_of(services, SHIP), id_of(services, BANK))
    services.pipeline.regroup()
    before = facts(path)
    report = services.pipeline.regroup()
    assert (report.articles_in_other_story, report.articles_in_other_thread, report.moves, report.backup) == (
        0,
        0,
        (),
        "",
    )
    assert facts(path) == before


def test_regrouping_backs_up_reports_moves_and_has_a_dry_run(services: Services, path: Path) -> None:
    ship, mine = id_of(services, SHIP), id_of(services, MINE)
    services.corrections.move(MINE[0][0], ship)
    services.curation.follow(ship)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM must_link")
        db.execute("DELETE FROM cannot_link")
        db.commit()
    before = facts(path)
    report = services.pipeline.regroup(dry_run=True)
    assert report.articles_in_other_thread == 1 and [move.article_count for move in report.moves] == [1]
    assert facts(path) == before
    done = services.pipeline.regroup()
    assert Path(done.backup).exists() and done.moves == report.moves
    assert titled(MINE) in threads(services).values() and threads(services)[ship] == titled(SHIP)
    assert services.reading.thread(ship).row.followed and mine


def test_regrouping_since_a_moment_leaves_older_articles_where_they_are(services: Services) -> None:
    services.corrections.move(MINE[0][0], id_of(services, SHIP))
    with closing(sqlite3.connect(services.context.store.path)) as db:
        db.execute("DELETE FROM must_link")
        db.execute("DELETE FROM cannot_link")
        db.commit()
    services.pipeline.regroup(NOW - timedelta(hours=350))
    assert threads(services)[id_of(services, MINE)] >= titled(MINE, SHIP[:2])
    assert services.pipeline.regroup(NOW - timedelta(hours=350)).backup == ""


def unconstrained_move(services: Services) -> str:
    """Move an article to a thread where grouping would not put it, and let nothing hold it there; return the thread."""
    ship = id_of(services, SHIP)
    services.corrections.move(MINE[0][0], ship)
    with closing(sqlite3.connect(services.context.store.path)) as db:
        db.execute("DELETE FROM must_link")
        db.execute("DELETE FROM cannot_link")
        db.commit()
    return ship


def test_a_regrouping_is_undone(services: Services) -> None:
    ship = unconstrained_move(services)
    services.curation.follow(ship)
    before = threads(services)
    services.pipeline.regroup()
    assert threads(services) != before
    assert services.corrections.undo() == "no longer regrouped: all articles"
    assert threads(services) == before and services.reading.thread(ship).row.followed
    assert services.pipeline.regroup().articles_in_other_thread == 1, "it would regroup in the same way"


def test_undo_of_a_regrouping_restores_the_affair_of_a_thread_that_did_not_move(services: Services, path: Path) -> None:
    services.pipeline.regroup()
    bank, ship = id_of(services, BANK), id_of(services, SHIP)
    with closing(sqlite3.connect(path)) as db:
        sql = "INSERT INTO affairs SELECT c.n, p.n, NULL FROM threads c, threads p WHERE c.id = ? AND p.id = ?"
        db.execute(sql, (bank, ship))
        db.commit()
    services.pipeline.regroup()
    assert services.reading.thread(bank).row.affair_id == ""
    services.corrections.undo()
    assert services.reading.thread(bank).row.affair_id == ship


def test_what_came_in_after_a_regrouping_stays_when_it_is_undone(services: Services) -> None:
    ship = unconstrained_move(services)
    services.pipeline.regroup()
    take_in(services, reports(BANK, "courier", 30))
    services.corrections.undo()
    assert titled(MINE) <= threads(services)[ship]
    assert {title for titles in threads(services).values() for title in titles} >= titled(SHIP, BANK, MINE)
    assert services.context.store.articles.feed_and_article_counts(NOW - timedelta(days=999))[1] == len(SHIP) + 2 * len(
        BANK
    ) + len(MINE)


def test_actions_before_and_after_a_regrouping_are_undone_in_their_order(services: Services) -> None:
    ship = unconstrained_move(services)
    services.pipeline.regroup()
    services.curation.follow(ship)
    undone = [services.corrections.undo() for _ in range(3)]
    assert undone[1] == "no longer regrouped: all articles" and all(undone)
    assert titled(MINE) in threads(services).values() and not services.reading.thread(ship).row.followed


def test_corrections_teach_a_little_and_can_be_forgotten(services: Services) -> None:
    assert services.corrections.feedback() == ()
    services.corrections.merge(id_of(services, SHIP), id_of(services, BANK))
    (lesson,) = services.corrections.feedback()
    assert (lesson.kind, lesson.joined_count, lesson.split_count, lesson.threshold_offset) == ("thread", 1, 0, -0.1)
    services.corrections.forget_feedback()
    assert services.corrections.feedback() == ()
    assert "remembered" in services.corrections.undo() and len(services.corrections.feedback()) == 1
    assert services.corrections.undo() and services.corrections.feedback() == ()


def test_impossible_corrections_raise_errors(services: Services) -> None:
    ship, mine = id_of(services, SHIP), id_of(services, MINE)
    for act in (
        lambda: services.corrections.merge(ship, ship),
        lambda: services.corrections.split(mine, MINE[0][0]),
        lambda: services.corrections.split(MINE[0][0]),
        lambda: services.corrections.move(MINE[0][0], mine),
        lambda: services.corrections.split(ship, "zebra"),
    ):
        with pytest.raises(BriefingError):
            act()
    assert services.corrections.undo() == ""


def test_a_correction_made_during_a_refresh_is_not_overlooked(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.grouping import plan as planning
    from briefing.writing import thread_text as writing

    ship, bank = id_of(services, SHIP), id_of(services, BANK)
    title = "Quarzo central bank holds rates at five percent"

    def correcting(module: object, name: str, correct: Callable[[], object]) -> None:
        """Let a correction be made after this function has decided, once."""
        real, todo = getattr(module, name), [correct]

        def decide(*args: object) -> object:
            made = real(*args)
            if todo:
                todo.pop()()
            return made

        monkeypatch.setattr(module, name, decide)

    correcting(planning, "make_plan", lambda: services.corrections.merge(ship, bank))
    correcting(writing, "write_thread", lambda: services.corrections.split(ship, SHIP[2][0]))
    take_in(services, reports([(title, BANK[0][1])], "wire", 55))
    found = threads(services)
    assert titled(SHIP[:2], BANK) <= found[ship] and titled(SHIP[2:]) in found.values()
    told = services.reading.thread(ship)
    assert services.context.store.thread_texts.outdated_threads() == [] and SHIP[2][0] not in {
        entry.title for entry in told.timeline
    }


def test_a_written_title_comes_back_when_the_name_of_a_person_is_taken_back(services: Services, path: Path) -> None:
    ship, bank = id_of(services, SHIP), id_of(services, BANK)
    services.corrections.merge(ship, bank)
    before = services.reading.thread(ship).row.title
    services.corrections.rename(ship, "Ship and bank")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT title, written_title FROM threads WHERE id = ?", (ship,)).fetchone() == (
            "Ship and bank",
            before,
        )
    assert services.corrections.undo()
    assert services.reading.thread(ship).row.title == before


def marked_rows(services: Services, thread: str) -> tuple[TimelineEntry, ...]:
    """Give the rows of a thread texts that nobody would write again, so that what stays is seen; return them."""
    text = services.context.store.thread_texts.former_texts([thread])[thread]
    rows = tuple(replace(row, title=f"Row: {row.title}") for row in text.timeline)
    written = ThreadText(thread, text.title, text.latest_development, text.summary, rows, {})
    services.context.store.thread_texts.save([written])
    return rows


def test_a_correction_changes_only_the_rows_of_what_it_moves(services: Services, path: Path) -> None:
    ship, mine = id_of(services, SHIP), id_of(services, MINE)
    rows = marked_rows(services, ship)
    before = facts(path)
    strike = services.reading.thread(mine).stories[0].articles[0].id
    services.corrections.move(strike, ship)
    timeline = services.reading.thread(ship).timeline
    assert [replace(row, kind="update") for row in timeline if strike not in row.articles] == [
        replace(row, kind="update") for row in rows
    ], "only which row is the first of all can change"
    assert any(strike in row.articles and not row.title.startswith("Row") for row in timeline)
    services.corrections.undo()
    assert facts(path) == before, "and the page is as it was, byte by byte"


def test_what_a_correction_leaves_is_written_anew_when_news_comes(services: Services) -> None:
    ship, mine = id_of(services, SHIP), id_of(services, MINE)
    marked_rows(services, ship)
    services.corrections.merge(ship, mine)
    assert any(row.title.startswith("Row") for row in services.reading.thread(ship).timeline)
    take_in(services, reports(SHIP[:2], "herald", hours=3))
    timeline = services.reading.thread(ship).timeline
    assert timeline and not any(row.title.startswith("Row") for row in timeline)
