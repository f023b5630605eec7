import sqlite3
from contextlib import closing

import pytest

PACT, QUAKE = "t01ac7", "t02dead"


def test_two_threads_are_merged_and_taken_apart_again(filled, run):
    result = run("merge", "pact", "quake")
    said = 'Merged "Quake on the peninsula" into "Japan-Philippines defence pact"'
    assert result.stdout.startswith(said)
    title = run("show", PACT).stdout.splitlines()[0]
    assert result.stdout.endswith(f'; its title is now "{title}"\n'), "it had one that no article gives it"
    assert "Quake shakes the peninsula" in run("show", PACT).stdout
    assert run("show", QUAKE).stdout == run("show", PACT).stdout
    assert "you put it here on 16 Dec 2024" in run("why", "Quake shakes the peninsula").stdout
    undone = run("undo").stdout
    assert undone == 'Undone: no longer merged: "Quake on the peninsula" into "Japan-Philippines defence pact"\n'
    assert "Quake shakes" not in run("show", PACT).stdout
    assert "Quake shakes" in run("show", QUAKE).stdout


def test_a_story_is_split_off_by_words_of_its_title(filled, run):
    assert run("split", "pact", "senate concurs").stdout.startswith('Kept apart "Senate concurs" (2 articles) and')
    assert "Senate backs" not in run("show", PACT).stdout
    assert "no longer split" in run("undo").stdout
    assert "Senate backs" in run("show", PACT).stdout


def test_an_article_leaves_its_story_and_moves_to_another_thread(filled, run):
    assert run("split", "what the pact allows").stdout.startswith('Kept apart "What the pact allows" and')
    assert run("move", "what the pact allows", "--to", QUAKE).stdout.startswith('Moved "What the pact allows" from')
    assert "What the pact allows" in run("show", QUAKE).stdout
    assert run("undo").stdout.startswith('Undone: no longer moved: "What the pact allows" from')
    assert "What the pact allows" in run("show", PACT).stdout


def test_a_title_is_given_kept_and_cleared(filled, run):
    assert run("rename", QUAKE, "The", "quake").stdout == "Renamed to: The quake\n"
    assert "The quake" in run("threads").stdout
    assert "The quake" not in run("rename", QUAKE, "--clear").stdout
    now = run("threads").stdout
    assert run("rename", PACT).exit_code == 0 and run("threads").stdout == now
    assert run("rename", PACT, "x", "--clear").exit_code == 2


def test_a_thread_is_put_under_a_larger_affair_and_taken_out_again(filled, run):
    assert run("set-affair", QUAKE, "pact").stdout == (
        '"Quake on the peninsula" is now part of "Japan-Philippines defence pact"\n'
    )
    assert "part of: Japan-Philippines defence pact" in run("show", QUAKE).stdout
    assert "part of     Japan-Philippines defence pact" in run("why", QUAKE).stdout
    assert '"part_of": {\n' in run("show", QUAKE, "--json").stdout
    refused = run("set-affair", PACT, QUAKE)
    assert refused.exit_code == 1 and "cannot be part of what is part of it" in refused.stderr
    assert "no other thread" in run("set-affair", QUAKE, "--none").stdout
    assert "part of" not in run("show", QUAKE).stdout
    assert run("undo").stdout == ('Undone: now part of "Japan-Philippines defence pact": "Quake on the peninsula"\n')
    assert "part of" in run("show", QUAKE).stdout
    assert run("undo").stdout == 'Undone: now part of no other thread: "Quake on the peninsula"\n'
    assert "part of" not in run("show", QUAKE).stdout
    assert run("set-affair", QUAKE).exit_code == run("set-affair", QUAKE, PACT, "--none").exit_code == 2


def test_a_thread_is_kept_together(filled, run):
    assert run("pin", QUAKE).stdout == 'Kept together "Quake on the peninsula"\n'
    again = run("pin", QUAKE)
    assert again.exit_code == 1 and "Already kept together" in again.stderr
    assert run("undo").stdout == 'Undone: no longer kept together: "Quake on the peninsula"\n'
    assert run("pin", QUAKE).exit_code == 0


def test_regrouping_reports_moves_and_the_second_time_none(filled, run):
    told = run("regroup", "--dry-run").stdout
    assert told.startswith("4 articles: ") and "would be" in told
    assert "regroup.bak" in run("regroup").stdout
    assert "Nothing had to be changed." in run("regroup").stdout
    assert run("regroup", "--since", "1h").exit_code == 0


def test_what_was_learned_is_shown_and_forgotten(filled, run):
    assert run("feedback").stdout == "Nothing was learned yet: grouping is as shipped.\n"
    run("merge", PACT, QUAKE)
    assert "Threads are joined more easily (-0.1 log-odds): 1 merge, 0 splits." in run("feedback").stdout
    assert "Forgotten" in run("feedback", "--forget").stdout
    assert run("feedback").stdout == "Nothing was learned yet: grouping is as shipped.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("merge", PACT, PACT),
        ("split", QUAKE, "quake"),
        ("split", "quake shakes"),
        ("move", "quake shakes", "--to", QUAKE),
    ],
    ids=lambda words: words[0],
)
def test_what_cannot_be_done_is_a_mistake_in_words(filled, run, words):
    result = run(*words)
    assert result.exit_code == 1 and result.stderr.startswith("briefing: ")


@pytest.mark.parametrize(
    "words",
    [
        ("merge", "pact", "quake"),
        ("split", "pact", "senate concurs"),
        ("split", "what the pact allows"),
        ("move", "what the pact allows", "--to", QUAKE),
        ("regroup",),
    ],
)
def test_a_thread_that_cannot_be_written_after_a_change_is_named(filled, run, monkeypatch, words):
    def fail(*_):
        raise KeyError("no such word")

    with monkeypatch.context() as broken:
        broken.setattr("briefing.writing.thread_text.write_thread", fail)
        result = run(*words)
    assert result.exit_code == 3, result.output
    assert result.stdout, "the change was made"
    first, *_, advice = result.stderr.splitlines()
    assert first.startswith("thread t") and first.endswith(": could not be done (KeyError: 'no such word')")
    assert "the next refresh tries again" in advice
    undone = run("undo")
    assert (undone.exit_code, undone.stderr) == (0, "")


def test_a_thread_in_place_of_a_story_gets_its_stories(filled, run):
    for words in (("split", PACT), ("move", PACT, "--to", QUAKE)):
        result = run(*words)
        assert result.exit_code == 2 and f'{PACT} is a thread, "Japan-Philippines defence pact"' in result.stderr
        assert "s02 Senate concurs" in result.stderr and "`split THREAD STORY`" in result.stderr


def test_undo_and_redo_of_a_name_say_the_name_that_the_thread_has_then(filled, run):
    run("rename", QUAKE, "First name")
    run("rename", QUAKE, "Second name")
    said = [run(word).stdout for word in ("undo", "undo", "redo", "redo")]
    assert said == [
        'Undone: named "First name" again\n',
        'Undone: no longer named "First name"\n',
        'Done again: named "First name"\n',
        'Done again: named "Second name"\n',
    ]
    run("rename", QUAKE, "--clear")
    assert [run(word).stdout for word in ("undo", "redo")] == [
        'Undone: named "Second name" again\n',
        'Done again: no longer named "Second name"\n',
    ]


@pytest.mark.parametrize("words", [("rename", QUAKE, "The", "quake"), ("undo",), ("prune", "--keep", "90d")])
def test_a_fault_in_writing_has_a_code_in_every_command_that_writes(filled, run, monkeypatch, words):
    from briefing.model.program_fault import ProgramFault
    from briefing.services.refreshing.pipeline import Pipeline

    real = Pipeline.__init__

    def with_fault(self, *rest):
        real(self, *rest)
        self.faults.add(ProgramFault("thread t1", "KeyError: 'x'", ""))

    monkeypatch.setattr(Pipeline, "__init__", with_fault)
    result = run(*words)
    assert result.exit_code == 3 and result.stdout
    assert result.stderr.startswith("thread t1: could not be done (KeyError: 'x')\n")


@pytest.mark.parametrize(
    "words",
    [
        ("merge", PACT, QUAKE),
        ("merge", QUAKE, PACT),
        ("merge", "s02", "s01"),
        ("split", PACT, "s02"),
        ("split", "what the pact allows"),
        ("move", "what the pact allows", "--to", QUAKE),
        ("move", "s02", "--to", QUAKE),
        ("move", "quake shakes the peninsula", "--to", PACT),
        ("pin", PACT),
        ("rename", PACT, "The pact"),
        ("set-affair", QUAKE, PACT),
        ("regroup",),
    ],
    ids=" ".join,
)
def test_undo_of_a_correction_gives_every_page_back_as_it_was(filled, run, words):
    """The texts of this store are not those that the program writes of its articles: a page written anew shows."""
    with closing(sqlite3.connect(filled / "news.sqlite3")) as db, db:
        db.execute("UPDATE stories SET doubted = 1 WHERE id = 's01'")
        db.execute("UPDATE threads SET outdated = 0")
    pages = [("show", *options) for options in ((PACT,), (QUAKE,), (PACT, "--json"), (PACT, "--full"))]
    pages += [("today", "--all"), ("today", "--json"), ("threads",)]
    before = [run(*page).stdout for page in pages]
    done = run(*words)
    assert done.exit_code == 0 and [run(*page).stdout for page in pages] != before
    assert run("undo").exit_code == 0
    assert [run(*page).stdout for page in pages] == before


def test_undo_writes_a_thread_anew_whose_articles_changed_since_the_correction(filled, run):
    before = run("show", PACT).stdout
    assert run("split", PACT, "s02").exit_code == 0
    with closing(sqlite3.connect(filled / "news.sqlite3")) as db, db:
        db.execute("UPDATE articles SET title = 'Senate rejects pact with Tokyo' WHERE id = 'a000000000002'")
    assert run("undo").exit_code == 0
    after = run("show", PACT).stdout
    assert "Senate rejects pact" in after and "Senate concurs" in before and "Senate concurs" not in after


def test_a_title_given_and_cleared_leaves_the_texts_of_a_thread_alone(filled, run):
    before = run("show", PACT).stdout
    assert run("rename", PACT, "The pact").exit_code == 0
    assert run("show", PACT).stdout == before.replace("Japan-Philippines defence pact", "The pact")
    assert run("rename", PACT, "--clear").exit_code == 0 and run("show", PACT).stdout == before


def test_what_was_split_off_something_of_its_title_is_named_once(filled, run):
    assert run("pin", PACT).exit_code == 0  # the story has the headline of its first article then
    words = '"Senate backs pact with Tokyo" and its story'
    assert run("split", "senate backs pact with tokyo").stdout.strip() == f"Kept apart {words}"
    assert run("undo").stdout.strip() == f"Undone: no longer split: {words}"
