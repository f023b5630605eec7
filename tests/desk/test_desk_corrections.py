"""Putting right what grouping got wrong: it holds for ever, and can be taken back exactly."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.desk import Clock, Desk
from briefing.errors import BriefingError
from briefing.model.articles import Article
from briefing.model.feeds import FeedState
from briefing.store.store import Store

NOW = datetime(2024, 12, 3, 12, tzinfo=UTC)
SHIP = [
    ("Ferry Sample Star sinks off Cebu", "The ferry Sample Star went down off Cebu with 80 people on board."),
    ("Sample Star ferry: 12 missing off Cebu", "Boats search off Cebu for 12 people of the ferry Sample Star."),
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


def take_in(desk: Desk, articles: Sequence[Article]) -> None:
    for feed in dict.fromkeys(article.feed for article in articles):
        desk._store.save_feed(FeedState(feed), [article for article in articles if article.feed == feed])
    desk.refresh()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.sqlite3"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with Desk(Config(path.with_name("feeds.toml"), (), ()), Store.open(path), Clock(NOW)) as desk:
        take_in(desk, [*reports(SHIP, "wire"), *reports(BANK, "gazette"), *reports(MINE, "herald")])
        yield desk


def threads(desk: Desk) -> dict[str, set[str]]:
    """The titles of the articles of each thread, by its id."""
    found = (desk.thread(row.id) for row in desk.rows(muted=True))
    return {t.row.id: {a.title for story in t.stories for a in story.articles} for t in found}


def titled(*told: Sequence[tuple[str, str]]) -> set[str]:
    return {title for one in told for title, _ in one}


def facts(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a reader can tell, and what grouping remembers, without inner numbers and redirects."""
    queries = {
        "homes": "SELECT a.id, s.id, t.id FROM articles a JOIN stories s ON s.n = a.story "
        "JOIN threads t ON t.n = s.thread",
        "threads": "SELECT id, title, latest, section, first, last, newest, articles, stories, publishers, named "
        "FROM threads",
        "stories": "SELECT id, title, first, last FROM stories",
        "written": "SELECT t.id, w.summary, w.timeline FROM written w JOIN threads t ON t.n = w.thread",
        "evidence": "SELECT * FROM evidence",
        "profiles": "SELECT id, kind, first, last, terms, body FROM profiles",
        "marks": "SELECT t.id, followed, muted, m.read FROM marks m JOIN threads t ON t.n = m.thread "
        "WHERE COALESCE(followed, muted, m.read) IS NOT NULL",
        "ledger": "SELECT * FROM ledger",
        "printout": "SELECT * FROM printout",
        "bonds": "SELECT * FROM bonds",
        "partings": "SELECT * FROM partings",
        "postings": "SELECT v.term, p.kind, p.last, f.id FROM postings p JOIN vocabulary v ON v.n = p.term "
        "JOIN profiles f ON f.n = p.profile",
    }
    with closing(sqlite3.connect(path)) as db:
        return {name: sorted(db.execute(sql), key=repr) for name, sql in queries.items()}


def id_of(desk: Desk, told: Sequence[tuple[str, str]]) -> str:
    return next(id for id, titles in threads(desk).items() if told[0][0] in titles)


def test_the_affairs_are_told_apart(desk: Desk) -> None:
    assert sorted(threads(desk).values(), key=len) == [titled(MINE), titled(BANK), titled(SHIP)]


def test_merged_threads_stay_one_and_take_in_what_belongs_to_either(desk: Desk, path: Path) -> None:
    ship, bank = id_of(desk, SHIP), id_of(desk, BANK)
    assert desk.merge(ship, bank).startswith("Merged")
    assert threads(desk)[ship] == titled(SHIP, BANK)
    assert desk.resolve(bank) == ship
    take_in(desk, reports([("Quarzo central bank holds rates at five percent", BANK[0][1])], "wire", 55))
    assert len(threads(desk)[ship]) == 6, "a later story of the merged thread finds it"
    desk.regroup()
    assert titled(SHIP, BANK) <= threads(desk)[ship]
    why = desk.why(BANK[0][0])
    assert why.in_thread is not None and why.in_thread.corrected == NOW


def test_what_was_put_right_is_told_of_the_threads_it_is_about(desk: Desk) -> None:
    ship, bank, mine = (id_of(desk, told) for told in (SHIP, BANK, MINE))
    desk.split(ship, "Inquiry into sinking")
    apart = id_of(desk, SHIP[2:])
    assert [words.split()[0] for _, words in desk.put_right(ship)] == ["Kept"]
    assert desk.put_right(apart) == desk.put_right(ship)
    desk.merge(mine, bank)
    desk.rename(mine, "Mines and banks")
    assert [words.split()[0] for _, words in desk.put_right(mine)] == ["Given", "Merged"]
    assert desk.put_right(mine)[0] == (NOW, "Given its title")
    desk.rename(mine, "")
    assert [words.split()[0] for _, words in desk.put_right(mine)] == ["Merged"]
    for _ in range(3):
        desk.undo()
    assert desk.put_right(mine) == () and len(desk.put_right(ship)) == 1


def test_a_story_that_was_split_off_never_comes_back(desk: Desk) -> None:
    ship = id_of(desk, SHIP)
    desk.split(ship, "Inquiry into sinking")
    apart = id_of(desk, SHIP[2:])
    assert apart != ship and threads(desk)[ship] == titled(SHIP[:2])
    more = [
        ("Ferry Sample Star: inquiry into sinking hears captain", "The inquiry heard the captain of the Sample Star."),
        ("Sinking of ferry Sample Star off Cebu: 12 missing, inquiry opens", SHIP[1][1] + " " + SHIP[2][1]),
    ]  # fmt: skip
    take_in(desk, reports(more, "gazette", 310))
    for _ in range(2):
        found = threads(desk)
        assert SHIP[2][0] in found[apart] and not titled(SHIP[:2]) & found[apart]
        desk.regroup()


def test_the_founder_of_a_thread_can_leave_it(desk: Desk) -> None:
    ship = id_of(desk, SHIP)
    stories = desk.thread(ship).stories
    if len(stories) > 1:
        desk.split(ship, stories[0].id)
        assert stories[0].id not in {story.id for story in desk.thread(ship).stories}
        assert desk.undo()
        assert [story.id for story in desk.thread(ship).stories] == [story.id for story in stories]


def test_an_article_gets_a_story_of_its_own_or_another_thread(desk: Desk) -> None:
    bank = id_of(desk, BANK)
    (story,) = desk.thread(bank).stories
    desk.split(BANK[1][0])
    assert {len(one.articles) for one in desk.thread(bank).stories} == {1}
    desk.regroup()
    homes = {a.title: story.id for id in threads(desk) for story in desk.thread(id).stories for a in story.articles}
    assert homes[BANK[0][0]] != homes[BANK[1][0]]
    mine = id_of(desk, MINE)
    desk.move(BANK[1][0], mine)
    assert threads(desk)[mine] == titled(MINE, BANK[1:])
    assert len(desk.thread(bank).stories[0].articles) == 1 and story.id
    desk.regroup()
    assert threads(desk)[mine] == titled(MINE, BANK[1:])


def test_several_threads_are_merged_and_taken_apart_as_one_correction(desk: Desk) -> None:
    before = threads(desk)
    ship, bank, mine = (id_of(desk, told) for told in (SHIP, BANK, MINE))
    titles = [desk.thread(id).row.title for id in (bank, mine, ship)]
    assert desk.merge(ship, bank, mine) == 'Merged "{}", "{}" and "{}"'.format(*titles)
    assert threads(desk)[ship] == titled(SHIP, BANK, MINE)
    assert desk.resolve(bank) == desk.resolve(mine) == ship
    desk.regroup()
    assert titled(SHIP, BANK, MINE) <= threads(desk)[ship]
    assert desk.undo().startswith("took apart again")
    assert threads(desk) == before


def test_stories_of_a_thread_can_be_merged(desk: Desk) -> None:
    desk.split(BANK[1][0])
    bank = id_of(desk, BANK)
    one, other = desk.thread(bank).stories
    desk.merge(one.id, other.id)
    (story,) = desk.thread(bank).stories
    assert (story.id, len(story.articles)) == (one.id, 2)
    desk.regroup()
    assert len(desk.thread(bank).stories) == 1


def test_a_given_title_stays(desk: Desk) -> None:
    ship = id_of(desk, SHIP)
    before = desk.thread(ship).row.title
    desk.rename(ship, "The Sample Star")
    take_in(desk, reports([("Ferry Sample Star: 12 missing off Cebu feared dead", SHIP[1][1])], "herald", 30))
    assert desk.thread(ship).row.title == "The Sample Star"
    desk.rename(ship, "")
    assert desk.thread(ship).row.title != "The Sample Star"
    assert desk.undo() and desk.thread(ship).row.title == "The Sample Star"
    assert desk.undo() and desk.thread(ship).row.title != "The Sample Star"
    assert before


def test_everything_is_taken_back_exactly_also_after_a_restart(desk: Desk, path: Path) -> None:
    ship, bank, mine = (id_of(desk, told) for told in (SHIP, BANK, MINE))
    desk.follow(bank)
    desk.mark_read(ship)
    desk.told(desk.digest("morning", since=NOW - timedelta(days=9)))
    desk.remember_printout([mine, bank, ship])
    states = [facts(path)]
    for act in (
        lambda: desk.merge(ship, bank),
        lambda: desk.rename(ship, "Ship and bank"),
        lambda: desk.split(ship, BANK[0][0][:20]),
        lambda: desk.mute(mine),
        lambda: desk.move(SHIP[2][0], mine),
        lambda: desk.split(BANK[1][0]),
        lambda: desk.merge(mine, ship),
    ):
        act()
        desk.clock.set(desk.now() + timedelta(minutes=1))
        states.append(facts(path))
    with Desk(desk.config, Store.open(path), Clock(NOW)) as again:
        for state in reversed(states[:-1]):
            assert again.undo()
            found = facts(path)
            for name, rows in state.items():
                assert set(found[name]) ^ set(rows) == set(), name


def test_undoing_a_merge_leaves_what_came_since(desk: Desk) -> None:
    ship, bank = id_of(desk, SHIP), id_of(desk, BANK)
    desk.merge(ship, bank)
    title = "Quarzo central bank holds rates at five percent"
    take_in(desk, reports([(title, BANK[0][1])], "wire", 55))
    desk.undo()
    found = threads(desk)
    assert found[bank] - {title} == titled(BANK) and found[ship] - {title} == titled(SHIP)


def test_undo_finds_the_articles_where_regrouping_put_them(desk: Desk, path: Path) -> None:
    ship, bank = id_of(desk, SHIP), id_of(desk, BANK)
    desk.split(ship, desk.thread(ship).stories[0].id)
    apart = id_of(desk, SHIP[:1])
    (story,) = desk.thread(apart).stories
    with closing(sqlite3.connect(path)) as db:
        into = "UPDATE articles SET story = (SELECT n FROM stories WHERE id = ?) WHERE id = ?"
        db.execute(into, (desk.thread(bank).stories[0].id, story.articles[0].id))
        db.execute("INSERT INTO stories (id, thread) SELECT 's99', thread FROM stories WHERE id = ?", (story.id,))
        db.executemany(into, [("s99", article.id) for article in story.articles[1:]])
        db.execute("DELETE FROM stories WHERE id = ?", (story.id,))
        db.commit()
    desk.undo()
    assert "s99" in {one.id for one in desk.thread(ship).stories}
    assert len(desk.thread(bank).stories) == 1, "what is mostly of others stays with them"


def test_regrouping_twice_changes_nothing(desk: Desk, path: Path) -> None:
    desk.merge(id_of(desk, SHIP), id_of(desk, BANK))
    desk.regroup()
    before = facts(path)
    report = desk.regroup()
    assert (report.restoried, report.rethreaded, report.moves, report.backup) == (0, 0, (), "")
    assert facts(path) == before


def test_regrouping_backs_up_tells_what_moved_and_can_only_look(desk: Desk, path: Path) -> None:
    ship, mine = id_of(desk, SHIP), id_of(desk, MINE)
    desk.move(MINE[0][0], ship)
    desk.follow(ship)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM bonds")
        db.execute("DELETE FROM partings")
        db.commit()
    before = facts(path)
    report = desk.regroup(dry_run=True)
    assert report.rethreaded == 1 and [move.articles for move in report.moves] == [1]
    assert facts(path) == before
    done = desk.regroup()
    assert Path(done.backup).exists() and done.moves == report.moves
    assert titled(MINE) in threads(desk).values() and threads(desk)[ship] == titled(SHIP)
    assert desk.thread(ship).row.followed and mine


def test_regrouping_since_a_moment_leaves_older_articles_where_they_are(desk: Desk) -> None:
    desk.move(MINE[0][0], id_of(desk, SHIP))
    with closing(sqlite3.connect(desk._store.path)) as db:
        db.execute("DELETE FROM bonds")
        db.execute("DELETE FROM partings")
        db.commit()
    desk.regroup(NOW - timedelta(hours=350))
    assert threads(desk)[id_of(desk, MINE)] >= titled(MINE, SHIP[:2])
    assert desk.regroup(NOW - timedelta(hours=350)).backup == ""


def test_corrections_teach_a_little_and_can_be_forgotten(desk: Desk) -> None:
    assert desk.learned() == ()
    desk.merge(id_of(desk, SHIP), id_of(desk, BANK))
    (lesson,) = desk.learned()
    assert (lesson.kind, lesson.joined, lesson.split, lesson.shift) == ("thread", 1, 0, -0.1)
    desk.forget()
    assert desk.learned() == ()
    assert "remembered" in desk.undo() and len(desk.learned()) == 1
    assert desk.undo() and desk.learned() == ()


def test_what_cannot_be_done_is_said(desk: Desk) -> None:
    ship, mine = id_of(desk, SHIP), id_of(desk, MINE)
    for act in (
        lambda: desk.merge(ship, ship),
        lambda: desk.split(mine, MINE[0][0]),
        lambda: desk.split(MINE[0][0]),
        lambda: desk.move(MINE[0][0], mine),
        lambda: desk.split(ship, "zebra"),
    ):
        with pytest.raises(BriefingError):
            act()
    assert desk.undo() == ""


def test_a_correction_made_during_a_refresh_is_not_overlooked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.grouping import plan as planning
    from briefing.writing import write as writing

    ship, bank = id_of(desk, SHIP), id_of(desk, BANK)
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

    correcting(planning, "plan", lambda: desk.merge(ship, bank))
    correcting(writing, "write", lambda: desk.split(ship, SHIP[2][0]))
    take_in(desk, reports([(title, BANK[0][1])], "wire", 55))
    found = threads(desk)
    assert titled(SHIP[:2], BANK) <= found[ship] and titled(SHIP[2:]) in found.values()
    told = desk.thread(ship)
    assert desk._store.unwritten() == [] and SHIP[2][0] not in {entry.title for entry in told.timeline}
