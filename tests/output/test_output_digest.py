from dataclasses import replace
from datetime import timedelta

import pytest
from sample_briefing import NOW, PACT, PROBLEM, TREMOR, article, briefing, thread

from briefing.model.articles import Story
from briefing.model.threads import Summary
from briefing.output.digest import digest_text


@pytest.fixture(autouse=True)
def utc(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_digest_reads_as_sketched():
    running = (replace(PACT.row, title="Chip export rules"), replace(PACT.row, title="Budget in Manila"))
    assert digest_text(briefing(running=running, problems=(PROBLEM,))) == (
        """\
BRIEFING, Monday 16 December 2024, 18:40

NEW
  Quake on the peninsula (1 publisher)
    A quake of magnitude 5.9 shook the peninsula at 18:01. [1]

UPDATED
  Japan-Philippines defence pact (3 publishers, since 3 Nov 2023)
    What changed: The Philippine Senate concurred in the agreement on
    Monday by 19 votes to none. [2] It enters into force once the Diet
    has approved it too. [3]
    Before: Pact signed in Manila (3 Nov 2023).

STILL RUNNING, NOTHING NEW
  Chip export rules; Budget in Manila.

[1] Sample Wire     https://wire.example/a4
[2] Sample Wire     https://wire.example/a2
[3] Sample Gazette  https://gazette.example/a3

1 feed failed: Sample Metro (timed out after 30 s)
"""
    )


def test_an_empty_digest_says_that_nothing_is_new():
    text = digest_text(replace(briefing(), threads=()))
    assert text.startswith("BRIEFING, Monday 16 December 2024, 18:40\n\nNothing new.\n")
    assert "NEW\n" not in text
    assert "[1]" not in text


def test_a_long_address_stays_whole_on_a_line_of_its_own():
    link = "https://wire.example/" + "long-" * 20
    one = thread("t9", "Long", [Story("s9", "t9", "Long", (article("a9", "Long title", link=link),))])
    lines = digest_text(briefing(one)).splitlines()
    assert lines[-2:] == ["[1] Sample Wire", "    " + link]


def test_a_thread_without_sentences_shows_its_newest_headline():
    assert "What the pact allows [1]" in digest_text(briefing(replace(PACT, summary=Summary())))


def test_the_newest_headline_is_one_that_does_not_repeat_the_title():
    newest = replace(article("n2", "Torvane ferry lines stay closed"), published=NOW)
    other = replace(article("n1", "Dockers meet the mayor of Selma"), published=NOW - timedelta(hours=2))
    thread_of = thread("t8", "Torvane ferry lines stay closed today", [Story("s8", "t8", "", (other, newest))])
    assert "Dockers meet the mayor of Selma [1]" in digest_text(briefing(replace(thread_of, summary=Summary())))


def test_of_many_threads_the_first_are_in_full_and_the_others_named():
    threads = [replace(TREMOR, row=replace(TREMOR.row, title=f"Event {n}")) for n in range(60)]
    text = " ".join(digest_text(briefing(*threads[:40], total=60, listed_count=20)).split())
    assert "Event 19 (1 publisher)" in text
    assert "Also: Event 20; Event 21; " in text
    assert "Event 39. + 20 more threads with news not printed here; it comes later if it still matters." in text
    assert "Event 40" not in text


def test_many_running_threads_are_counted():
    text = digest_text(briefing(TREMOR, running=(PACT.row,) * 40))
    assert "and 20 more. [1]" in " ".join(text.split())


@pytest.mark.parametrize(
    ("title", "end"), [("Watch 9", "Watch 9."), ("Who won?", "Who won?"), ("Deal (draft)", "(draft).")]
)
def test_each_list_of_titles_ends_with_a_sign(title, end):
    named = replace(TREMOR, row=replace(TREMOR.row, title=title))
    full = replace(TREMOR, further_titles=("Port reopens", title))
    text = digest_text(briefing(full, named, running=(named.row,), listed_count=1))
    endings = [line.rstrip() for line in text.splitlines() if line.rstrip().endswith(end)]
    assert [line.split()[0] for line in endings] == ["Also:", "Also:", title.split()[0]]


def test_a_digest_says_what_it_does_not_print():
    text = digest_text(replace(briefing(), total=len(briefing().threads) + 3, expired_count=1))
    assert "\n+ 3 more threads with news not printed here" in text
    assert "Older news of 1 thread waited too long and is not printed any more: see" in text
