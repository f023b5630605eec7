"""Main clauses of sentences that feeds cut off, where no whole sentence says what the title says."""

from __future__ import annotations

import pytest

from briefing.model.articles import Story
from briefing.writing.summary.cut_clauses import main_clause
from briefing.writing.summary.thread_summary import summarize_thread
from tests.writing.conftest import Make

CLAUSE = "The centre party of Ana Korvel won the parliamentary vote of Norland by a landslide"
CUT = f"{CLAUSE}, according to the elec"
TITLE = "Centre party wins parliamentary vote in Norland"


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (CUT, CLAUSE),
        (f"{CLAUSE} after a campaign over fis", CLAUSE),
        (f"{CLAUSE} but", ""),
        ("The party won, according to the elec", ""),
        ("The head of the largest party in the north of Norland, who is 44, after a campaign of", ""),
        (f"{CLAUSE.replace('by', '“by')} after a long camp", ""),
        (f"{CLAUSE}, a party of farmers and fishermen that", CLAUSE),
        (f"{CLAUSE}, ending twelve years in op", CLAUSE),
        (f"{CLAUSE} – the first such result since the coun", CLAUSE),
        (f"{CLAUSE} two days after a debate on fis", ""),
        (f"{CLAUSE}, and after a night of coun", ""),
        ("The ferry operators of Norland, which run boats to the eleven islands in the north, have to", ""),
        ("Thursday’s tenth Norland Moves concert, featuring Ana Korvel, Bo Tarsen and more, raised over 6 millio", ""),
        ("Ana Korvel of the northern port of Oster told Sample Wire that the harbour, which burned down, wil", ""),
        ("Bo Tarsen of Oster, a member of a group that robbed eleven houses of sailors last year, has plea", ""),
        ("MAY 22: Bo Tarsen waits for the last ferry of the day in Oster, a harbour in the no", ""),
        (f"{CLAUSE}, Oster and Tarsen and the villages of the no", ""),
    ],
)
def test_a_clause_ends_before_a_side_clause(text: str, clause: str) -> None:
    assert main_clause(text) == clause


def test_the_clause_of_a_cut_sentence_comes_before_side_matters(make: Make) -> None:
    side = make("s", "2026-03-07T09:00", "Sample Echo", "Norland after the vote", "Fishermen of Norland mended nets.")
    cut = make("c", "2026-03-07T08:00", "Sample Wire", TITLE, CUT)
    summary = summarize_thread([Story("s", "t", "", (cut, side))], TITLE)
    assert summary.line[0].text == CLAUSE
    assert summary.line[0].text in cut.text


def test_a_whole_sentence_comes_before_a_clause(make: Make) -> None:
    whole = "The centre party has won the parliamentary vote in Norland, officials said on Saturday."
    articles = (
        make("c", "2026-03-07T08:00", "Sample Wire", TITLE, CUT),
        make("w", "2026-03-07T07:00", "Sample Post", TITLE, whole),
    )
    assert [one.text for one in summarize_thread([Story("s", "t", "", articles)], TITLE).line] == [whole]


def test_a_lead_below_the_title_need_not_have_its_words(make: Make) -> None:
    lead = "The army of Norland announced that it had taken the harbour and the customs house of Oster, as part of its"
    cut = make("c", "2026-03-07T08:00", "Sample Wire", "Norland military says it holds Oster port", lead)
    summary = summarize_thread([Story("s", "t", "", (cut,))], "Norland military says it holds Oster port")
    assert [one.text for one in summary.line] == [lead.rpartition(",")[0]]


def test_a_clause_comes_before_a_sentence_that_shows_where_it_was_cut(make: Make) -> None:
    cut = make("c", "2026-03-07T08:00", "Sample Wire", TITLE, f"{CLAUSE}, ending twelve years in ...")
    assert [one.text for one in summarize_thread([Story("s", "t", "", (cut,))], TITLE).line] == [CLAUSE]
