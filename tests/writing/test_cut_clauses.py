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
