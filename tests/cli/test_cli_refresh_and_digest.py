import json
from dataclasses import replace
from datetime import timedelta

import pytest
from filled_store import ALLOWS, FEEDS, NOW, ODD, add
from filled_store import article as make_article

from briefing.errors import BriefingError
from briefing.model.fetching import RefreshReport
from briefing.model.grouping import Placement, Plan
from briefing.model.notes import Note
from briefing.store.store import Store

METRO = Note("Sample Metro", "timed out after 30 s")
FAULT = Note("thread t1", "could not be done (KeyError: 'x')")


@pytest.fixture
def refreshes(monkeypatch):
    """Let refreshes end with given reports; returns the list of the reports to come and of the calls."""
    reports, calls = [], []

    def refresh(self, *, force=False, wait=0.0, on_progress=None):
        calls.append(force)
        return reports.pop(0)

    monkeypatch.setattr("briefing.services.refreshing.refresher.Refresher.refresh", refresh)
    return reports, calls


@pytest.mark.parametrize(
    ("report", "code", "line"),
    [
        (RefreshReport(2, new_data=1, unchanged=1, articles=9, stories=3, threads=2), 0, "1 new data, 1 unchanged ·"),
        (RefreshReport(2, not_due=2), 0, "2 feeds: 2 not due yet · 0 new articles"),
        (RefreshReport(2, new_data=1, failed=(METRO,)), 3, "  Sample Metro: timed out after 30 s\n"),
        (RefreshReport(2, new_data=2, notes=(FAULT,), faults=1), 3, "  thread t1: could not be done (KeyError: 'x')\n"),
        (RefreshReport(busy=True), 0, "Another refresh is running"),
    ],
)
def test_refresh_ends_with_a_line_and_a_code(refreshes, run, report, code, line):
    refreshes[0].append(report)
    result = run("refresh")
    assert result.exit_code == code
    assert line in result.stdout
    assert result.stderr == ""


def test_faults_of_a_refresh_before_a_digest_are_printed_and_have_a_code(refreshes, filled, run):
    moved = Note("Sample Wire", "moved permanently")
    refreshes[0].append(RefreshReport(2, new_data=2, notes=(moved, FAULT), faults=1, fault_notes=(FAULT,)))
    result = run("digest", "--refresh", "--quiet")
    assert result.exit_code == 3
    assert result.stderr == "thread t1: could not be done (KeyError: 'x')\n"
    assert result.stdout, "the digest is printed all the same"


def test_refresh_without_a_network_is_one_plain_line(refreshes, run):
    refreshes[0].append(RefreshReport(2, failed=(METRO, METRO)))
    result = run("refresh")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "None of the 2 feeds could be reached: timed out after 30 s. Try `briefing demo`, which needs no network.\n"
    )


def test_a_quiet_refresh_prints_nothing_but_errors(refreshes, run):
    refreshes[0].extend([RefreshReport(2, new_data=2), RefreshReport(2, new_data=1, failed=(METRO,))])
    assert run("refresh", "--quiet").output == ""
    result = run("refresh", "--quiet")
    assert (result.stdout, result.stderr) == ("", "  Sample Metro: timed out after 30 s\n")


def test_cron_gets_each_cause_of_a_feed_once_a_day(refreshes, run):
    wire = Note("Sample Wire", "HTTP 404 Not Found", url="https://wire.example/feed")
    causes = [
        "HTTP 404 Not Found",
        "HTTP 500 Oh No",
        "timed out after 30 s",
        "not well-formed (line 3, column 7)",
        "HTTP 404 Not Found",
        "not well-formed (line 12, column 1)",
        "HTTP 500 Oh No",
    ]
    refreshes[0].extend(RefreshReport(2, new_data=1, failed=(replace(wire, text=cause),)) for cause in causes)
    first_day = [run("refresh", "--quiet", "--now", f"2024-12-16T0{hour}:00") for hour in range(len(causes))]
    assert [bool(result.stderr) for result in first_day] == [True] * 4 + [False] * 3
    assert {result.exit_code for result in first_day} == {3}, "the exit code does not depend on what was printed"
    refreshes[0].extend([RefreshReport(2, new_data=1, failed=(wire, replace(wire, url="https://x.example/2")))] * 3)
    assert run("refresh", "--quiet", "--now", "2024-12-16T12:00").stderr.count("404") == 1, "another feed"
    assert run("refresh", "--quiet", "--now", "2024-12-17T12:00").stderr.count("404") == 2, "another day"
    assert run("refresh", "--now", "2024-12-17T12:01").stdout.count("404") == 2, "not quiet"


def test_cron_gets_a_refresh_without_a_network_once_a_day(refreshes, run):
    refreshes[0].extend([RefreshReport(2, failed=(METRO, METRO))] * 4)
    quiet = [run("refresh", "--quiet", "--now", f"2024-12-16T0{hour}:00") for hour in (1, 2)]
    assert [(result.exit_code, result.stderr.count("\n")) for result in quiet] == [(1, 1), (1, 0)]
    digests = [run("digest", "--refresh", "--now", f"2024-12-{day}T03:00") for day in (16, 17)]
    assert [(result.exit_code, result.stderr.count("\n")) for result in digests] == [(1, 0), (1, 1)]


def test_feeds_that_a_refresh_had_no_time_for_are_reported(refreshes, run):
    note = Note("refresh", "3 feeds were not fetched in time and will be first next time")
    refreshes[0].append(RefreshReport(9, new_data=6, unfetched=3, notes=(note,)))
    result = run("refresh")
    assert result.exit_code == 3
    assert "9 feeds: 6 new data, 3 not fetched in time" in result.stdout and note.text in result.stdout


def test_a_refresh_may_be_forced(refreshes, run):
    refreshes[0].extend([RefreshReport(2, new_data=2)] * 2)
    run("refresh", "--force")
    run("refresh")
    assert refreshes[1] == [True, False]


def test_a_bad_feed_is_reported_and_the_others_are_fetched(refreshes, run, place):
    (place / "feeds.toml").write_text(FEEDS + ODD)
    refreshes[0].append(RefreshReport(2, new_data=2))
    result = run("refresh")
    assert result.exit_code == 3
    assert "did you mean `url`?" in result.stderr


def test_the_first_today_fetches_by_itself(refreshes, run):
    refreshes[0].append(RefreshReport(2, failed=(METRO, METRO)))
    result = run("today")
    assert (result.exit_code, result.stdout, refreshes[1]) == (1, "", [True])
    note, line = result.stderr.splitlines()
    assert note == "The store is empty: fetching 2 feeds."
    assert line.startswith("None of the 2 feeds could be reached: ")


def test_later_runs_fetch_only_with_the_option(refreshes, run, filled):
    assert run("today").exit_code == 0
    assert refreshes[1] == []
    refreshes[0].append(RefreshReport(2, new_data=1, failed=(METRO,)))
    result = run("today", "--refresh")
    assert (result.exit_code, refreshes[1]) == (3, [False])
    assert "Quake on the peninsula" in result.stdout
    assert result.stderr == "  Sample Metro: timed out after 30 s\n"


def test_a_digest_delivers_once(run, filled):
    first = run("digest")
    assert first.exit_code == 0
    assert "\nfirst digest, since Sunday 18:40 · 1 new, 1 updated\n" in first.stdout
    assert "Quake on the peninsula" in first.stdout
    assert run("digest", "--quiet").stdout == ""
    again = run("digest").stdout
    assert "Nothing new." in again
    assert "Quake shakes" not in again
    assert "Quake on the peninsula (new, 1 publisher)" in run("digest", "--name", "other").stdout


def test_a_digest_that_is_recorded_writes_what_an_interrupted_refresh_left(run, filled):
    with Store.open(filled / "news.sqlite3") as store:
        outdated = store.thread_texts.outdated_threads
        left = [row.id for row in store.threads.rows(NOW, NOW, all_time=True)]
        store.thread_texts.mark_outdated(left)
        run("digest", "--dry-run")
        assert sorted(outdated()) == sorted(left)
        with store.refresh_lock():
            assert run("digest").exit_code == 0
        assert sorted(outdated()) == sorted(left), "a refresh that runs writes them itself"
        assert run("digest").exit_code == 0
        assert outdated() == []


def test_a_digest_shows_what_is_new_in_a_thread(run, filled):
    run("digest")
    late = make_article("a000000000009", "Diet approves pact", "Sample Gazette", "asia", NOW)
    with Store.open(filled / "news.sqlite3") as store:
        add(store, [late])
        store.groups.apply(Plan(articles=(Placement(late.id, "s09"),), stories=(Placement("s09", "t01ac7"),)))
    result = run("digest", "--now", "2024-12-16T18:50")
    assert result.exit_code == 0, result.exception
    text = result.stdout
    title = "Diet approves pact (updated, 2 publishers, since 12 Nov 2023)\n"
    assert f"since 18:40 · 1 updated\n\n{title}" in text
    assert "IN BRIEF\n  Running: Quake on the peninsula.\n" in text


def test_a_digest_that_could_not_be_written_is_not_delivered(run, filled):
    result = run("digest", "--output", filled / "no" / "folder.txt")
    assert result.exit_code == 1
    assert "cannot write" in result.stderr
    assert "Quake on the peninsula" in run("digest").stdout


def test_a_digest_written_to_a_file(run, filled):
    target = filled / "digest.txt"
    result = run("digest", "--output", target)
    assert (result.exit_code, result.output) == (0, "")
    assert target.read_text().startswith("BRIEFING, Monday 16 December 2024, 18:40\n")
    before = target.read_text()
    run("digest", "--output", target, "--quiet")
    assert target.read_text() == before


def test_a_digest_fetches_first_and_does_not_mind_some_failures(refreshes, run, filled):
    refreshes[0].extend([RefreshReport(2, new_data=1, failed=(METRO,)), RefreshReport(2, failed=(METRO, METRO))])
    assert run("digest", "--refresh").exit_code == 0
    result = run("digest", "--refresh", "--name", "other")
    assert result.exit_code == 1
    assert "Quake on the peninsula" in result.stdout


def test_what_waited_for_room_is_not_counted_as_news_of_the_day(run, filled):
    first = run("digest", "--limit", "1").stdout
    assert "1 updated" in first
    second = run("digest", "--now", (NOW + timedelta(hours=1)).isoformat()).stdout
    facts = second.splitlines()[1]
    assert facts == "since 18:40 · 1 with news from before"
    assert "Nothing new" not in second
    third = run("digest", "--name", "other", "--limit", "1").stdout
    assert "Not on this page: 1 more thread with news" in third, (
        "today counts it as a thread, as its section has no other"
    )
    fourth = run("digest", "--name", "other", "--limit", "1", "--query", "nothing-of-this").stdout
    assert "Nothing new" in fourth


@pytest.mark.parametrize(("days", "is_printed"), [(1, True), (3, False)])
def test_a_single_report_does_not_wait_for_long(run, filled, days, is_printed):
    assert "Quake" not in run("digest", "--query", "senate").stdout
    later = run("digest", "--now", (NOW + timedelta(days=days)).isoformat()).stdout
    assert ("Quake on the peninsula" in later, "Nothing new." in later) == (is_printed, not is_printed)


def test_a_digest_as_json(run, filled):
    found = json.loads(run("digest", "--json").stdout)
    assert {a["id"] for thread in found["threads"] for a in thread["articles"]} >= {ALLOWS.id}


def test_a_named_digest_is_what_feeds_toml_says_and_options_replace_it(run, filled):
    config = filled / "feeds.toml"
    config.write_text(config.read_text() + '[digests.asia]\nsections = ["asia"]\nsize = "line"\n')
    asia = run("digest", "--name", "asia", "--dry-run").stdout
    assert "Japan-Philippines" in asia and "Quake" not in asia and "What the pact allows." not in asia
    world = run("digest", "--name", "asia", "--section", "world", "--limit", "1").stdout
    assert "Quake" in world and "Japan-Philippines" not in world
    assert "Japan-Philippines" in run("digest", "--name", "asia", "--output", "-").stdout, "its log has only the quake"
    assert run("digest", "--name", "asia", "--quiet").stdout == ""
    assert "Quake" not in run("digest", "--query", "pact", "--dry-run").stdout
    run("view", "shaken", "quake")
    assert run("digest", "--view", "shaken", "--format", "markdown").stdout.startswith(
        "# BRIEFING, Monday 16 December 2024"
    )
    assert run("digest", "--section", "asai").exit_code == 2


@pytest.mark.parametrize(
    ("output_format", "start"),
    [("markdown", "# "), ("html", "<!doctype html>"), ("atom", "<?xml "), ("json", "{\n"), ("text", "")],
)
@pytest.mark.parametrize("command", [("digest",), ("show", "defence pact"), ("coverage", "defence pact")])
def test_each_format_of_digests_threads_and_coverage(run, filled, command, output_format, start):
    result = run(*command, "--format", output_format)
    assert result.exit_code == 0 and result.stdout.startswith(start) and "defence pact" in result.stdout


def test_the_week_has_the_events_of_threads_and_is_not_recorded(run, filled):
    week = run("digest", "--weekly").stdout
    assert week.startswith("THE WEEK TO Monday 16 December 2024\nsince 9 Dec · 1 updated\n")
    assert "\n  16 Dec  Senate concurs" in week and "Pact signed in Manila" not in week
    assert "Quake" not in week, "one publisher alone is no big thread"
    later = run("digest", "--weekly", "--now", "2024-12-20T07:00").stdout
    assert "defence pact" in later
    assert "Japan-Philippines" in run("digest").stdout


def test_a_digest_is_printed_again_in_any_format_and_compared_with_a_later_one(run, filled):
    assert "was delivered yet" in run("digest", "--again").stderr
    first = run("digest", "--section", "world").stdout
    assert run("digest", "--again").stdout == first and run("digest", "--again", "--width", "72").exit_code == 0
    assert run("digest", "--again", "--format", "html").stdout.startswith("<!doctype html>")
    printed = json.loads(run("digest", "--again", "--json").stdout)["printed"]
    assert printed["threads"][0]["title"] in first and printed["threads"][0]["paragraphs"]
    assert [source["number"] for source in printed["sources"]] == list(range(1, len(printed["sources"]) + 1))
    second = run("digest", "--now", "2024-12-16T19:00").stdout
    assert "Japan-Philippines" in second and run("digest", "--again").stdout == second
    result = run("digest", "--diff", "2024-12-16", "2024-12-16T18:50")
    assert "1 new, 0 again, 1 no longer" in result.stdout, result.stderr
    assert "New: Japan-Philippines defence pact" in result.stdout and "No longer: Quake on the" in result.stdout
    assert run("digest", "--diff", "2024-12-16T18:50", "2024-12-16").stdout == result.stdout, "the earlier one is first"
    same = run("digest", "--diff", "2024-12-16", "2024-12-16").stdout
    assert "Both times name this digest." in same and "Quake" not in same
    assert run("digest", "--diff", "2024-12-16", "2025-01-01").exit_code == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--again", "--weekly"),
        ("--weekly", "--diff", "2024-12-16", "2024-12-17"),
        ("--again", "--limit", "2"),
        ("--again", "--section", "asia"),
        ("--diff", "2024-12-16", "2024-12-17", "--since", "2d"),
        ("--mail", "me@example.org", "--format", "html"),
        ("--mail", "me@example.org", "--json"),
    ],
)
def test_options_that_would_have_no_effect_together_are_refused(filled, run, options):
    run("digest")
    result = run("digest", *options)
    assert (result.exit_code, result.stdout) == (2, "") and "Error: " in result.stderr


def test_a_name_that_was_never_delivered_gets_those_that_were(filled, run):
    assert "No other digest was delivered either." in run("digest", "--again").stderr
    run("digest", "--name", "morning")
    run("digest", "--name", "asia", "--section", "asia")
    result = run("digest", "--again", "--name", "evening")
    assert result.exit_code == 2 and "--name names another one: asia, morning." in result.stderr
    since = run("digest", "--diff", "2025-01-01", "2025-01-02", "--name", "asia")
    assert since.exit_code == 2 and "--name names another one: morning." in since.stderr


def test_a_digest_that_records_nothing_needs_no_lock(run, filled, monkeypatch):
    from briefing.services.deliveries import Deliveries

    def refused(_self):
        raise BriefingError("the lock cannot be used")

    monkeypatch.setattr(Deliveries, "lock", refused)
    assert run("digest", "--dry-run").exit_code == run("digest", "--weekly").exit_code == 0
    assert run("digest").exit_code == 1


def test_check_finds_nothing_wrong(run, place):
    result = run("check")
    assert (result.exit_code, result.stdout) == (
        0,
        f"{place / 'feeds.toml'}: 2 usable feeds in 2 sections, 0 problems\n",
    )


def test_check_names_a_mistake_of_a_digest_with_its_line(run, place):
    (place / "feeds.toml").write_text(FEEDS + '[digests.morning]\nlimit = "ten"\n')
    result = run("check")
    assert result.exit_code == 3 and "feeds.toml:11: `limit` must be a number from 1 to 60" in result.stdout


def test_check_names_a_digest_whose_view_is_not_saved(run, filled):
    config = filled / "feeds.toml"
    config.write_text(config.read_text() + '\n[digests.asia]\nview = "Pacific"\n')
    result = run("check")
    assert (result.exit_code, '[digests.asia] no view is called "Pacific"' in result.stdout) == (3, True)
    run("view", "pacific", "section:asia")
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ('query = "pact section:asai"', '`query`: No section is called "asai"; did you mean "asia"?'),
        ('query = "publisher:nosuch"', '`query`: No publisher is called "nosuch".'),
        ('view = "gone"', '`view`: No section is called "sport"'),
    ],
)
def test_check_names_a_digest_that_asks_for_what_there_is_not(run, filled, table, problem):
    config = filled / "feeds.toml"
    sport = '[[feeds]]\nurl = "https://metro.example/rss"\nsection = "sport"\n'
    config.write_text(FEEDS + sport)
    assert run("view", "gone", "section:sport").exit_code == 0
    config.write_text(f"{FEEDS}[digests.a]\n{table}\n")
    result = run("check")
    assert result.exit_code == 3 and f"{config}: [digests.a] {problem}" in result.stdout


def test_a_digest_may_exclude_what_there_is_not_yet_or_no_longer(run, filled):
    config = filled / "feeds.toml"
    config.write_text(FEEDS + '[digests.a]\nquery = "-section:sport -publisher:nosuch pact"\n')
    assert run("check").exit_code == 0
    result = run("digest", "--name", "a")
    assert result.exit_code == 0 and "pact" in result.stdout and "Quake" not in result.stdout
    assert run("digest", "--query", "-section:sprot").exit_code == 2, "typed by hand it is a mistake"


def test_check_names_every_problem(run, place):
    (place / "feeds.toml").write_text(FEEDS + ODD)
    result = run("check")
    assert result.exit_code == 3
    assert "feeds.toml:11: `urll` is not a key of a feed; did you mean `url`?" in result.stdout


def test_an_unusable_configuration_is_one_line_and_code_2(run, place):
    (place / "feeds.toml").write_text("[[feeds\n")
    for command in (["check"], ["today"], ["refresh"], ["feeds"]):
        result = run(*command)
        assert result.exit_code == 2
        assert result.stderr.startswith("briefing: ")
        assert "Traceback" not in result.output


def test_without_feeds_the_list_suggests_adding_one(run, place):
    (place / "feeds.toml").write_text("")
    result = run("feeds")
    assert (result.exit_code, result.stdout) == (0, "There is no feed yet; `briefing add URL` adds one.\n")


def test_a_configuration_without_feeds_cannot_be_refreshed(run, place):
    (place / "feeds.toml").write_text("")
    result = run("refresh")
    assert result.exit_code == 2
    assert "has no feed to fetch" in result.stderr


def test_paths_show_where_things_are(run, filled):
    text = run("paths").stdout
    assert str(filled / "feeds.toml") in text
    assert str(filled / "news.sqlite3") in text


def test_a_file_that_is_no_store_is_an_error_in_one_line(run, place):
    (place / "news.sqlite3").write_text("this is no database, but it is long enough to be looked at\n" * 20)
    result = run("threads")
    assert result.exit_code == 1
    assert result.stderr.startswith("briefing: ")


def test_a_configuration_without_a_feed_is_unusable_for_check_as_for_refresh(run, place):
    (place / "feeds.toml").write_text("")
    check, refresh = run("check"), run("refresh")
    assert check.exit_code == refresh.exit_code == 2
    assert check.stderr == refresh.stderr and "`briefing add URL` adds one" in check.stderr


def test_a_first_today_during_another_refresh_reports_it(refreshes, run):
    refreshes[0].append(RefreshReport(busy=True))
    result = run("today")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Another refresh is running" in result.stderr and "try again in a minute" in result.stderr


def test_a_quiet_digest_without_news_says_if_nothing_was_fetched_for_days(filled, run):
    run("digest")
    assert run("digest", "--quiet").output == ""
    result = run("--now", "2024-12-20T18:40:00Z", "digest", "--quiet")
    assert result.exit_code == 0 and result.stdout == ""
    assert "The feeds were last fetched 16 Dec" in result.stderr or "last fetched Monday" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_digest_leaves_out_a_thread_that_cannot_be_printed(filled, run, monkeypatch):
    from briefing.output.digest import digest

    real = digest.full_entry

    def full_entry(thread, *rest):
        if thread.row.id == "t02dead":
            raise RuntimeError("broken")
        return real(thread, *rest)

    monkeypatch.setattr(digest, "full_entry", full_entry)
    result = run("digest", "--log", filled / "b.log")
    assert result.exit_code == 3
    assert "Japan-Philippines defence pact" in result.stdout and "Quake" not in result.stdout
    cause, advice = result.stderr.splitlines()
    assert cause == "thread t02dead: could not be done (RuntimeError: broken)"
    assert advice.startswith("a fault of the program: the next digest tries again")
    assert "ERROR thread t02dead: a fault of the program\nTraceback" in (filled / "b.log").read_text()
    monkeypatch.undo()


def test_the_faults_of_a_weekly_review_are_logged(filled, run, monkeypatch):
    from briefing.output.digest import weekly

    def fail(*_):
        raise RuntimeError("broken")

    monkeypatch.setattr(weekly, "_entry", fail)
    result = run("digest", "--weekly", "--log", filled / "b.log")
    assert result.exit_code == 3
    log = (filled / "b.log").read_text()
    assert "a fault of the program\nTraceback" in log and "RuntimeError: broken" in log
