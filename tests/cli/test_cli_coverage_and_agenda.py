"""`briefing coverage` and `agenda`, and what changed since a thread was last read."""

import json
from datetime import timedelta

import pytest
from filled_store import NOW, add, article

from briefing.model.grouping import Placement, Plan
from briefing.store.store import Store

VOTE = article(
    "a000000000009",
    "Diet to vote on pact",
    "Sample Gazette",
    "asia",
    NOW - timedelta(minutes=5),
    "The Diet in Tokyo will vote on the pact with Manila on 20 December 2024.\nSome 640 soldiers wait for it.",
)


@pytest.fixture
def voted(filled):
    """The filled store, in which the pact was read before its newest story came."""
    with Store.open(filled / "news.sqlite3") as store:
        store.marks.set_read("t01ac7", NOW - timedelta(minutes=30))
        add(store, [VOTE])
        store.groups.apply(Plan(articles=(Placement(VOTE.id, "s09"),), stories=(Placement("s09", "t01ac7"),)))
    return filled


def test_coverage_shows_who_was_first(filled, run):
    result = run("coverage", "pact")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "  15:40    Sample Wire     Senate backs pact with Tokyo\n" in result.stdout
    assert "  +1 h 00  Sample Gazette  What the pact allows\n" in result.stdout


def test_coverage_as_json(filled, run):
    answer = json.loads(run("coverage", "t01ac7", "--json").stdout)
    assert [v["minutes_later"] for v in answer["coverage"][0]["voices"]] == [0, 60]
    assert answer["silent"] == []


def test_the_agenda_names_the_day_and_who_says_so(voted, run):
    result = run("agenda")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Fri 20 Dec")
    assert "The Diet in Tokyo will vote on the pact with Manila on 20 December" in result.stdout
    assert json.loads(run("agenda", "--json").stdout)["agenda"][0]["first"] == "2024-12-20"


def test_an_agenda_without_entries(voted, run):
    assert run("agenda", "--days", 2).stdout == "No article names a date in the next 2 days.\n"


def test_the_agenda_as_a_calendar_file(voted, run):
    file = voted / "agenda.ics"
    result = run("agenda", "--ics", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "DTSTART;VALUE=DATE:20241220" in file.read_text(encoding="utf-8")


def test_show_begins_with_what_came_since_it_was_read(voted, run):
    told = run("show", "pact").stdout
    assert "SINCE YOU LAST READ (16 Dec)\n" in told
    assert " ".join(told.split()).count("The Diet in Tokyo will vote on the pact") <= 1
    changes = json.loads(run("show", "pact", "--json").stdout)["thread"]["changes"]
    assert changes["stories"] == ["s09"]
    assert changes["since"] == "2024-12-16T18:10:00Z"


def test_a_thread_never_read_has_no_changes(filled, run):
    assert "SINCE YOU LAST READ" not in run("show", "pact").stdout
    assert json.loads(run("show", "pact", "--json").stdout)["thread"]["changes"] is None


def test_today_explains_its_order(filled, run):
    assert "score " not in run("today").stdout
    assert "publishers 1.74" in run("today", "--explain").stdout
