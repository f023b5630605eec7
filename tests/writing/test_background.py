"""Which sentences that look back at a day make a row of it: one that states what happened, and others that agree."""

from collections.abc import Callable

import pytest

from briefing.model.articles import Article, Story
from briefing.model.threads import TimelineEntry
from briefing.writing.timeline.background import states_when
from briefing.writing.timeline.mentions import dated_sentences
from briefing.writing.timeline.thread_timeline import thread_timeline

Make = Callable[..., Article]
RowsOf = Callable[[str, str], list[TimelineEntry]]

FLED = "Nora Hallam fled from the Torvane prison on 8 March."
SEARCH = "Police arrested a guard and searched Torvane for Nora Hallam.\nMany people watched them from the harbour."


@pytest.fixture
def rows_of(make: Make) -> RowsOf:
    """Makes the rows of two articles of 10 and 13 March with one more sentence each."""

    def rows(first: str, second: str) -> list[TimelineEntry]:
        articles = (
            make(
                "a", "2026-03-10T10:00", "Sample Wire", "Guard arrested after Nora Hallam fled Torvane prison",
                f"{SEARCH}\n{first}",
            ),
            make(
                "b", "2026-03-13T18:00", "Sample Gazette", "Judge remands diver found aboard ferry of Selma",
                f"A judge in Selma remanded the diver Nora Hallam on Friday.\n{second}",
            ),
        )  # fmt: skip
        return list(reversed(thread_timeline([Story("s", "t", "", articles)])))

    return rows


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(FLED, id="plain"),
        pytest.param("Nora Hallam, who is a former diver, fled from the Torvane prison on 8 March.", id="an aside"),
        pytest.param("Nora Hallam fled from the Torvane prison while awaiting her trial on 8 March.", id="meanwhile"),
    ],
)
def test_a_mention_that_states_nothing_supports_one_that_does(rows_of: RowsOf, statement: str) -> None:
    mention = "The arrest ends the search for Nora Hallam, who has been missing since she fled from prison on 8 March."
    rows = rows_of(statement, mention)
    assert (rows[0].date.day, rows[0].title, rows[0].background) == (8, statement, True)
    assert not any(row.background for row in rows_of(mention, f"{mention} It was long."))


def test_a_mention_of_a_month_supports_nothing(rows_of: RowsOf) -> None:
    statement = "Nora Hallam fled from the Torvane prison in January."
    mention = "The arrest ends the search for Nora Hallam, who has been missing since she fled from prison in January."
    assert rows_of(statement, f"{statement} It was long.")[0].background
    assert not any(row.background for row in rows_of(statement, mention))


def test_what_was_measured_is_no_event(rows_of: RowsOf) -> None:
    measured = "The search zone of Torvane for Nora Hallam was 20 miles wide on 8 March."
    assert not any(row.background for row in rows_of(measured, f"{measured} It grew."))


@pytest.mark.parametrize(
    "statement",
    [
        "The Senate of Torvane removed Nora Hallam, and the vote was 52 to 48 on 8 March.",
        "In Torvane there were 12 people killed by a bomb on 8 March.",
    ],
)
def test_a_number_that_measures_nothing_leaves_an_event(make: Make, statement: str) -> None:
    (line,) = dated_sentences([make("a", "2026-03-10T10:00", "Sample Wire", "Torvane looks back", statement)], 2)
    assert states_when(line.text, line.mentions)


def test_what_followed_two_days_later_stays_apart(rows_of: RowsOf) -> None:
    again = "Nora Hallam had fled from the Torvane prison on 8 March."
    rows = rows_of(FLED, again)
    assert [row.date.day for row in rows if row.background] == [8]
    assert all(row.date.day > 8 for row in rows if "Guard" in row.title)
