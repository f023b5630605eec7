"""Queries, views, stars and everything that mutes, on the command line; each is undone."""

import json
from datetime import timedelta

import pytest
from filled_store import ALLOWS, NOW, QUAKE, SENATE, add, article

from briefing.model.grouping import Placement, Plan
from briefing.store.store import Store

PACT, SHAKE = "Japan-Philippines defence pact", "Quake on the peninsula"


@pytest.fixture
def listed(filled, run):
    """The titles that `briefing threads` lists with some options."""
    return lambda *words: {thread["title"] for thread in json.loads(run("threads", "--json", *words).stdout)["threads"]}


@pytest.fixture
def found(filled, run):
    """The titles of the articles that `briefing search` finds."""
    return lambda *words: {
        hit["article"]["title"] for hit in json.loads(run("search", "--json", *words).stdout)["hits"]
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("unfollow", "pact"), f"Was not followed: {PACT}\n"),
        (("unmute", "pact"), f"Was not muted: {PACT}\n"),
        (("unstar", "senate"), f"Was not starred: {SENATE.title}\n"),
        (("untag", "sea", "pact"), f"Was not tagged #sea: {PACT}\n"),
    ],
)
def test_taking_back_what_is_not_there_says_so_and_is_no_action(filled, run, words, said):
    result = run(*words)
    assert (result.exit_code, result.stdout) == (0, said)
    assert run("undo").stdout == "There is nothing to undo.\n"


@pytest.mark.parametrize("query", ["-", "()", "%", "AND"])
def test_a_query_without_a_word_is_refused(filled, run, query):
    for command in (("threads", f"--query={query}"), ("digest", f"--query={query}"), ("search", "--", query)):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (2, "") and " word" in result.stderr


def test_queries_choose_threads(listed, run):
    assert listed("--query", "section:ASI") == {PACT}
    assert listed("--query", "-section:asia") == {SHAKE}
    assert listed("--query", "senate tokyo") == {PACT}
    assert listed("--query", "since:1h") == {SHAKE}
    assert SHAKE in run("today", "--query", "publisher:gazette is:new").stdout
    assert PACT not in run("today", "--query", "publisher:gazette is:new").stdout
    assert run("threads", "--query", "is:followed").stdout == "No threads match: is:followed\n"
    assert listed("--query", "is:unopened") == {PACT, SHAKE}
    assert "is:unopened" in run("threads", "--query", "is:unread title:nowhere").stdout
    assert "is:unopened" not in run("threads", "--query", "-is:unread title:nowhere").stdout


def test_queries_find_articles(found, run):
    assert found("pact", "-manila") == {SENATE.title, ALLOWS.title}
    assert found("-pact") == found("--limit", "9", "-pact") == found("--", "-pact") == {QUAKE.title}
    assert found('"backs pact"') == {SENATE.title}
    assert found("is:unread", "section:world") == {QUAKE.title}
    assert found("-harbour", "publisher:gazette") == {ALLOWS.title, QUAKE.title}, "-h in it is no option"
    assert run("search", "pact", "section:world").stdout == "No articles match: pact section:world\n"
    assert run("search", "-h").stdout.startswith("Usage:")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("sction:asia", 'A query has no key "sction"; did you mean "section"?'),
        ("section:aisa", 'No section is called "aisa"; did you mean "asia"?'),
        ("publisher:gazete", 'No publisher is called "gazete"; did you mean "Sample Gazette"?'),
        ("is:starrred", 'Nothing "is:starrred"; did you mean "starred"?'),
    ],
)
def test_a_query_that_means_nothing_is_wrong_usage(filled, run, query, message):
    for result in (run("search", query), run("today", "--query", query), run("view", "mine", query)):
        assert result.exit_code == 2
        assert result.stderr.splitlines()[0] == f"briefing: {message}"
        assert len(result.stderr.splitlines()) == 2


def test_views_keep_queries(listed, run):
    assert run("views").stdout.startswith("There are no views yet")
    assert run("view", "quiet", "-pact", "section:world").stdout == "Saved the view quiet: section:world -pact\n"
    assert run("view", "Asia", "section:asia").exit_code == 0
    assert run("views").stdout == "quiet  section:world -pact\nAsia   section:asia\n"
    assert listed("--view", "QUIET") == {SHAKE}
    assert listed("--view", "asia", "--query", "quake") == set()
    assert PACT in run("today", "--view", "asia").stdout
    assert run("view", "asia").stdout == "section:asia\n"
    run("view", "asia", "is:new")
    assert json.loads(run("views", "--json").stdout)["views"][1] == {"name": "Asia", "query": "is:new"}
    assert run("view", "quiet", "--remove").stdout == "Removed the view quiet.\n"
    assert [run("undo").stdout for _ in range(3)] == [
        'Undone: saved the view "quiet" again\n',
        'Undone: saved the view "Asia" again\n',
        'Undone: removed the view "Asia"\n',
    ]
    assert run("views").stdout == "quiet  section:world -pact\n"
    for words in (["today", "--view", "quit"], ["view", "quit"], ["view", "quit", "--remove"]):
        result = run(*words)
        assert (result.exit_code, result.stderr) == (
            2,
            'briefing: No view is called "quit"; did you mean "quiet"?\nViews: quiet.\n',
        )
    assert run("view", "quiet", "--remove", "word").exit_code == 2


def test_redo_does_again_what_was_undone(found, run):
    assert run("redo").stdout == "There is nothing to redo.\n"
    run("star", "senate", "backs")
    run("follow", PACT)
    run("undo")
    run("undo")
    assert found("is:starred") == set()
    assert run("redo").stdout == f'Done again: starred "{SENATE.title}"\n'
    assert run("redo").stdout == f'Done again: followed "{PACT}"\n'
    assert run("redo").stdout == "There is nothing to redo.\n"
    assert found("is:starred") == {SENATE.title} and PACT in run("threads", "--query", "is:followed").stdout
    run("undo")
    run("mute", "--word", "golf")
    assert run("redo").stdout == "There is nothing to redo.\n", "another action was made since"


def test_a_correction_is_done_again(found, run):
    run("rename", PACT, "Defence pact")
    run("pin", "Defence pact")
    for _ in range(2):
        assert run("undo").stdout == 'Undone: no longer kept together: "Defence pact"\n'
        assert run("redo").stdout == 'Done again: kept together "Defence pact"\n'
    assert run("redo").stdout == "There is nothing to redo.\n"


def test_stars(found, run):
    assert run("star", "senate", "backs").stdout == f"Starred: {SENATE.title}\n"
    assert run("star", QUAKE.id).exit_code == 0
    assert found("is:starred") == {SENATE.title, QUAKE.title}
    assert run("threads", "--query", "is:starred").stdout.count("\n") == 2
    assert run("undo").stdout == f'Undone: unstarred "{QUAKE.title}"\n'
    assert run("unstar", "senate").stdout == f"No longer starred: {SENATE.title}\n"
    assert found("is:starred") == set()
    assert run("undo").stdout == f'Undone: starred "{SENATE.title}" again\n'
    assert run("star", "1").stderr.startswith("briefing: Articles have no numbers.\nUse words of the title")
    assert run("show", "").stderr.startswith("briefing: No thread is named.\n")
    assert run("star", "pact").stderr.startswith('briefing: "pact" matches 3 articles.\n  a0')
    assert run("star", "volcano").stderr.startswith('briefing: No article is called "volcano".\n')


def test_a_thread_muted_until_something_new_comes_back_with_it(filled, listed, run):
    assert run("mute", "quake", "--until-new").stdout == f"Muted until something new: {SHAKE}\n"
    assert listed() == {PACT}
    late = article("a000000000005", "Second quake", "Sample Wire", "world", NOW - timedelta(minutes=10))
    with Store.open(filled / "news.sqlite3") as store:
        add(store, [late])
        store.groups.apply(Plan((Placement(late.id, "s05"),), (Placement("s05", "t02dead"),)))
    assert listed() == {PACT, SHAKE}
    assert run("undo").stdout == f'Undone: unmuted "{SHAKE}"\n'


def test_what_is_hidden_and_why(listed, run):
    assert run("hidden").stdout == "Nothing is hidden.\n"
    run("mute", "quake", "--until-new")
    (line,) = run("hidden").stdout.splitlines()
    assert line.split("  ")[0] == f"t02dead {SHAKE}" and line.endswith("  muted until something new, since 16 Dec")
    run("mute", "--word", "Defence")
    run("mute", "--word", "golf")
    assert run("hidden").stdout.splitlines() == [
        line,
        "",
        'the word "Defence" is muted, since 16 Dec, hides 1 thread',
        f"t01ac7 {PACT}",
        "",
        'the word "golf" is muted, since 16 Dec, hides nothing now',
    ]
    assert listed() == set()
    assert listed("--query", "is:muted") == {PACT, SHAKE}
    told = json.loads(run("hidden", "--json").stdout)
    assert [rule["value"] for rule in told["rules"]] == ["Defence", "golf"]
    assert {one["thread"]["title"]: one["until_new"] for one in told["hidden"]} == {PACT: False, SHAKE: True}
    assert run("unmute", "t02dead").exit_code == 0, "the ids of the list name its threads"
    assert listed() == {SHAKE}


def test_a_rule_hides_until_it_ends_or_the_thread_is_followed(listed, run):
    run("mute", "--word", "defence")
    assert listed() == {SHAKE}
    result = run("unmute", "pact")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, f"briefing: A rule still mutes it: {PACT}")
    run("follow", "pact")
    assert listed() == {PACT, SHAKE}
    run("unfollow", "pact")
    assert run("unmute", "--word", "DEFENCE").stdout == "No longer muted: DEFENCE\n"
    assert listed() == {PACT, SHAKE}
    assert run("undo").stdout == 'Undone: muted the word "defence" again\n'
    assert listed() == {SHAKE}
    assert run("unmute", "Defence").stdout == "No longer muted: defence\n", "a muted word is meant before a thread"
    run("undo")
    unknown = run("unmute", "--word", "golf")
    assert (unknown.exit_code, unknown.stderr.splitlines()[0]) == (2, 'briefing: no rule mutes the word "golf"')


def test_a_muted_publisher_hides_what_only_it_reports(listed, run):
    assert (
        run("mute", "--publisher", "gazette").stdout
        == "Muted: threads that only Sample Gazette reports: 1 thread, 1 article\n"
    )
    assert listed() == {PACT}, "others report that one too"
    assert run("hidden").stdout.endswith(f"hides 1 thread\nt02dead {SHAKE}\n")
    assert run("undo").stdout == 'Undone: unmuted the publisher "Sample Gazette"\n'
    assert listed() == {PACT, SHAKE}
    assert run("mute", "--publisher", "sample").stderr.startswith('briefing: "sample" is part of 2 publishers')
    assert run("mute", "--publisher", "Gazettte").exit_code == 2


@pytest.mark.parametrize("words", [[], ["quake", "--word", "golf"], ["--word", "golf", "--until-new"], ["--word", "?"]])
def test_mute_takes_one_thing(filled, run, words):
    assert run("mute", *words).exit_code == 2


def test_the_help_of_undo_names_what_it_undoes(run):
    assert "marking as read or unread" in " ".join(run("undo", "--help").stdout.split())


def test_a_rule_ends_by_itself_and_shows_its_reason(filled, run):
    later = (NOW + timedelta(days=2)).isoformat()
    muted = run(
        "mute", "--word", "quake", "--until", (NOW + timedelta(days=1)).isoformat(), "--reason", "until it is calm"
    )
    assert muted.stdout == ("Muted: threads with quake in their title, until 2024-12-17 18:40: 1 thread, 1 article\n")
    assert "Quake" not in run("threads").stdout
    assert "until it is calm" in run("hidden").stdout
    assert "until 17 Dec" in run("hidden").stdout
    assert "Quake" in run("threads", "--now", later).stdout
    assert run("hidden", "--now", later).stdout == "Nothing is hidden.\n"
    assert run("undo").stdout == 'Undone: unmuted the word "quake"\n'
    assert "Quake" in run("threads").stdout


def test_a_rule_that_exists_gets_another_end(filled, run):
    run("mute", "--word", "quake")
    run("mute", "--word", "QUAKE", "--until", (NOW + timedelta(days=1)).isoformat())
    assert "until 17 Dec" in run("hidden").stdout
    run("undo")
    assert "until 17 Dec" not in run("hidden").stdout
    assert "Quake" not in run("threads").stdout


def test_ends_that_cannot_be_are_refused(filled, run):
    assert run("mute", "--word", "quake", "--until", "2020-01-01").exit_code == 2
    assert run("mute", "pact", "--reason", "x").exit_code == 2


def test_tags_are_shown_found_listed_and_undone(filled, listed, run):
    assert run("tag", "#Treaty", "pact").stdout == f"Tagged #treaty: {PACT}\n"
    assert all("#treaty" in run(*words).stdout for words in (["threads"], ["today"], ["show", "pact"]))
    for kind in ("markdown", "html"):
        assert "treaty" in run("today", "--format", kind).stdout
    assert listed("--query", "tag:treaty") == {PACT}
    assert run("tags").stdout == "#treaty  1 thread\n"
    assert json.loads(run("tags", "--json").stdout)["tags"] == [{"name": "treaty", "threads": 1}]
    assert json.loads(run("show", "pact", "--json").stdout)["thread"]["tags"] == ["treaty"]
    assert run("untag", "treaty", "pact").stdout == f"No longer tagged #treaty: {PACT}\n"
    run("undo")
    assert listed("--query", "tag:treaty") == {PACT}
    assert run("untag", "treaty", "--all").stdout == "Removed the tag from 1 thread.\n"
    assert "no tags yet" in run("tags").stdout


def test_a_tag_that_is_none_is_refused(filled, run):
    assert run("tag", "two words", "pact").exit_code == 2
    assert 'No thread has the tag "sea"' in run("untag", "sea", "--all").stderr
    assert run("untag", "sea").exit_code == run("untag", "sea", "pact", "--all").exit_code == 2
