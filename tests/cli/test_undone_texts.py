"""The texts that an undo puts back: never damaged ones, and none that are written from something else now."""

import json
import sqlite3
from contextlib import closing

import pytest

from briefing.model.house_phrases import HousePhrase
from briefing.store.store import Store

PACT, QUAKE = "t01ac7", "t02dead"
CORRECTIONS = [("merge", PACT, QUAKE), ("split", PACT, "s02"), ("pin", PACT), ("regroup",)]
NOT_UTF_8, BINARY = "CAST(x'ff41' AS TEXT)", "x'ff00'"
OF_PACT = f"thread = (SELECT n FROM threads WHERE id = '{PACT}')"


@pytest.fixture
def change(filled):
    """Run statements on the store, in which all threads count as written."""

    def execute(*statements):
        with closing(sqlite3.connect(filled / "news.sqlite3")) as db, db:
            return [db.execute(*(one if isinstance(one, tuple) else (one,))).fetchall() for one in statements]

    execute("UPDATE threads SET outdated = 0")
    return execute


@pytest.mark.parametrize("words", CORRECTIONS, ids=" ".join)
@pytest.mark.parametrize("value", [NOT_UTF_8, BINARY, "'[[1, null]]'"])
@pytest.mark.parametrize("column", ["summary", "timeline"])
def test_a_damaged_text_blocks_no_correction_and_no_undo(change, run, words, value, column):
    change(f"UPDATE thread_texts SET {column} = {value} WHERE {OF_PACT}")
    for step in (words, ("undo",), ("show", PACT)):
        result = run(*step)
        assert result.exit_code == 0, (step, result.stderr)


@pytest.mark.parametrize(
    "texts",
    [
        *(5, [], {PACT: 3}, {PACT: None}, {PACT: ["x", [1], []]}),
        {PACT: ["digest", ["Title", "", "", "x", "", ""], [["s01", "Title", 0]]]},
        {PACT: ["digest", ["Title", "", "", 0, "[[1, null]]", ""], [["s01", "Title", 0]]]},
        {PACT: ["digest", ["Title", "", "", 0, "", ""], [["s01", "Title", 7]]]},
        {PACT: ["digest", ["\ud800", "", "", 0, "", ""], [["s01", "Title", 0]]]},
    ],
    ids=str,
)
def test_texts_of_a_snapshot_that_cannot_be_read_are_written_anew(change, run, texts):
    assert run("split", PACT, "s02").exit_code == 0
    ((stored,),) = change("SELECT snapshot FROM corrections")[0]
    snapshot = json.loads(stored)
    if isinstance(texts, dict) and isinstance(texts[PACT], list):
        texts = {PACT: [snapshot["texts"][PACT][0], *texts[PACT][1:]]}  # only the rest is doubtful
    change(("UPDATE corrections SET snapshot = ?", (json.dumps({**snapshot, "texts": texts}),)))
    undone = run("undo")
    assert undone.exit_code == 0 and undone.stdout.startswith("Undone: no longer split")
    shown = run("show", PACT)
    assert shown.exit_code == 0 and "Senate backs pact with Tokyo" in shown.stdout
    assert change("SELECT title FROM threads WHERE id = 't01ac7'")[0] != [("Title",)]


def test_an_undo_writes_a_thread_anew_whose_house_phrases_were_learned_since(filled, change, run):
    change("UPDATE articles SET title = 'Senate backs pact | Sample File' WHERE id = 'a000000000002'")
    change(
        f"UPDATE thread_texts SET summary = replace(summary, 'pact with Tokyo', 'pact | Sample File') WHERE {OF_PACT}"
    )
    assert "Senate backs pact | Sample File" in run("show", PACT).stdout
    assert run("split", PACT, "s02").exit_code == 0
    with Store.open(filled / "news.sqlite3") as store:
        store.house_phrases.save("Sample Wire", [HousePhrase("title end", "sample file")], ["a000000000002"])
    assert run("undo").exit_code == 0
    shown = run("show", PACT).stdout.partition("ARTICLES")[0]
    assert "Senate backs pact" in shown and "Sample File" not in shown
