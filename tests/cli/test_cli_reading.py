import json

import pytest

from briefing.services.reading import Reading
from briefing.store.threads import ThreadRepository


def test_today_prints_the_threads_of_the_day(filled, run):
    result = run("today")
    assert (result.exit_code, result.stderr) == (0, "")
    head = "Monday 16 December 2024 · since 15 Dec 18:40 · 2 feeds · 3 articles\n2 threads, 1 new, 1 updated\n"
    assert result.stdout.startswith(head)
    assert "Japan-Philippines defence pact" in result.stdout
    assert "Senate backs pact with Tokyo. [1] What the pact allows. [2]" in result.stdout
    assert "[1] Sample Wire, 15:40   [2] Sample Gazette, 16:40" in result.stdout
    assert "\x1b" not in result.stdout


def test_without_a_command_and_a_terminal_it_is_today(filled, run):
    assert run().stdout == run("today").stdout


def test_limits_and_sections(filled, run):
    assert "1 more thread: `briefing today --all`" in run("today", "--limit", 1).stdout
    assert "more thread" not in run("today", "--limit", 1, "--all").stdout
    only = run("today", "--section", "World").stdout
    assert "Quake on the peninsula" in only
    assert "defence pact" not in only


def test_a_section_that_is_none_is_a_mistake_in_words(filled, run):
    result = run("today", "--section", "sprot")
    assert result.exit_code == 2
    assert result.stderr == 'briefing: No section is called "sprot".\nSections: asia, world.\n'


@pytest.mark.parametrize(
    ("since", "quake", "pact"),
    [
        ("1h", True, False),
        ("3d", True, True),
        ("2024-12-16T18:00", True, False),
        ("2024-12-16T10:00+00:00", True, True),
    ],
)
def test_since_takes_spans_and_moments(filled, run, since, quake, pact):
    result = run("today", "--since", since)
    assert ("Quake on" in result.stdout, "defence pact" in result.stdout) == (quake, pact)


@pytest.mark.parametrize(("since", "words"), [("soon", "is not a valid period"), ("2030-01-01", "lies in the future")])
def test_a_period_that_is_none_is_wrong_usage(filled, run, since, words):
    result = run("today", "--since", since)
    assert result.exit_code == 2
    assert words in result.stderr


def test_an_endless_period_is_the_whole_store(filled, run):
    assert run("today", "--since", "999999w").exit_code == 0


def test_formats(filled, run):
    assert run("today", "--format", "markdown").stdout.startswith("# Monday 16 December 2024\n")
    found = json.loads(run("today", "--json").stdout)
    assert found == json.loads(run("today", "--format", "json").stdout)
    assert found["schema"] == "briefing/1"
    assert {thread["title"] for thread in found["threads"]} == {
        "Japan-Philippines defence pact",
        "Quake on the peninsula",
    }


def test_width_and_ascii(filled, run):
    assert max(map(len, run("today", "--width", 44).stdout.splitlines())) <= 44
    assert run("today", "--ascii").stdout.isascii()


def test_settings_may_stand_before_or_after_the_command(filled, run, monkeypatch):
    monkeypatch.delenv("BRIEFING_NOW")
    after = run("today", "--now", "2024-12-16T18:40")
    assert after.stdout == run("--now", "2024-12-16T18:40", "today").stdout
    assert "16 December 2024" in after.stdout


def test_threads_lists_the_whole_store_or_a_period(filled, run):
    assert len(run("threads").stdout.splitlines()) == 2
    assert len(run("threads", "--since", "1h").stdout.splitlines()) == 1
    assert len(run("threads", "--limit", 1).stdout.splitlines()) == 1
    assert len(json.loads(run("threads", "--json").stdout)["threads"]) == 2
    assert run("threads", "--since", "1m").stdout == "None in this period.\n"


def test_numbers_name_the_threads_of_the_last_print_out(filled, run):
    titles = [
        json.loads(run("show", number, "--json").stdout)["thread"]["title"] for _ in [run("today")] for number in (1, 2)
    ]
    printed = run("today").stdout
    assert set(titles) == {"Japan-Philippines defence pact", "Quake on the peninsula"}
    assert printed.index(titles[0]) < printed.index(titles[1])


@pytest.mark.parametrize("words", [["t01ac7"], ["t01"], ["defence", "pact"], ["japan"]])
def test_a_thread_is_named_by_id_prefix_or_words(filled, run, words):
    result = run("show", *words)
    assert result.exit_code == 0
    assert result.stdout.startswith("Japan-Philippines defence pact\n")
    assert "ARTICLES" in result.stdout


def test_an_unknown_thread_is_an_error_with_a_hint(filled, run):
    result = run("show", "nowhere")
    assert result.exit_code == 2
    assert result.stderr.startswith('briefing: No thread is called "nowhere".\n')
    assert len(result.stderr.splitlines()) == 2


def test_search_finds_articles(filled, run):
    result = run("search", "senate", "tokyo")
    assert "Senate backs pact with Tokyo" in result.stdout
    assert "Sample Wire, 15:40 in Japan-Philippines defence pact" in result.stdout
    assert len(json.loads(run("search", "pact", "--json", "--limit", 2).stdout)["hits"]) == 2
    assert run("search", "volcano").stdout == "No articles match: volcano\n"


def test_why_shows_the_stored_evidence(filled, run):
    result = run("why", "a000000000002")
    assert result.exit_code == 0
    assert "in story    Senate concurs (2 articles)" in result.stdout
    assert "97 % likely to be one happening" in result.stdout
    assert json.loads(run("why", "a000000000002", "--json").stdout)["in_story"]["probability"] == 0.97


def test_curating_marks_threads_and_can_be_undone(filled, run):
    assert run("follow", "pact").stdout == "Following: Japan-Philippines defence pact\n"
    assert "★" in run("threads").stdout
    assert run("mute", "quake").stdout == "Muted: Quake on the peninsula\n"
    assert "Quake" not in run("threads").stdout + run("today").stdout
    assert "⊘" in run("threads", "--muted").stdout
    assert run("undo").stdout.startswith("Undone: ")
    assert "Quake" in run("threads").stdout
    assert run("unfollow", "pact").stdout == "No longer following: Japan-Philippines defence pact\n"
    assert "★" not in run("threads").stdout
    assert run("unmute", "quake").stdout == "Was not muted: Quake on the peninsula\n", "undo took it back"


def test_undo_with_nothing_to_undo(filled, run):
    assert run("undo").stdout == "There is nothing to undo.\n"


def test_the_health_of_feeds(filled, run):
    lines = run("feeds").stdout.splitlines()
    assert lines[1] == "1 Sample Wire     18:40         19:40"
    assert [feed["section"] for feed in json.loads(run("feeds", "--json").stdout)["feeds"]] == ["asia", "world"]


def test_a_number_beyond_the_print_out_is_no_word_of_a_title(filled, run):
    run("today")
    for command in ("show", "why"):
        result = run(command, "99")
        assert (result.exit_code, result.stderr.splitlines()[0]) == (
            2,
            "briefing: The last print-out has no number 99.",
        )


def test_why_asks_which_one_is_meant_as_show_does(filled, run):
    assert run("why", "e").stderr == run("show", "e").stderr != ""


@pytest.mark.parametrize("words", ['"', '""', "-"])
def test_a_search_for_nothing_is_no_search(filled, run, words):
    result = run("search", words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no word to search for" in result.stderr


@pytest.mark.parametrize("year", ["9999-12-31", "1001-01-01"])
def test_a_present_out_of_reach_is_wrong_usage(filled, run, year):
    result = run("today", "--now", year)
    assert result.exit_code == 2 and "out of range" in result.stderr


def test_a_digest_for_standard_output(filled, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    result = run("digest", "--output", "-", "--since", "9w")
    lock = tmp_path / "news.sqlite3.digest.lock"  # a digest takes it while it reads and records
    assert result.stdout and set(tmp_path.iterdir()) - {lock} == before


def test_why_explains_how_the_stories_of_a_thread_are_linked(filled, run):
    first = run("threads", "--json")
    busiest = max(json.loads(first.stdout)["threads"], key=lambda thread: len(thread["stories"]))
    told = json.loads(run("why", busiest["id"], "--json").stdout)
    assert len(told["earlier"]) == len(busiest["stories"]) - 1
    assert {told["story"]["id"], *(one["id"] for one in told["earlier"])} == {one["id"] for one in busiest["stories"]}
    page = run("why", busiest["id"], "--all").stdout
    assert page.count("before that") == len(told["earlier"])
    story = run("why", told["story"]["id"]).stdout
    assert "before that" not in story


def test_the_json_of_many_threads_loads_them_in_one_call(filled, run, monkeypatch):
    loads = []
    load = ThreadRepository.get_many

    def counted(self, ids, *rest):
        loads.append(len(ids))
        return load(self, ids, *rest)

    monkeypatch.setattr(ThreadRepository, "get_many", counted)
    assert len(json.loads(run("threads", "--json").stdout)["threads"]) == 2
    assert loads == [2]


def test_today_as_json_loads_only_some_threads_at_a_time(filled, run, monkeypatch):
    expected, sizes, load = run("today", "--json", "--since", "500d").stdout, [], Reading.load_threads

    def recording(self, rows, *rest):
        sizes.append(len(rows))
        return load(self, rows, *rest)

    monkeypatch.setattr("briefing.services.reading.THREADS_IN_MEMORY", 1)
    monkeypatch.setattr(Reading, "load_threads", recording)
    assert run("today", "--json", "--since", "500d").stdout == expected
    assert sizes == [1, 1]


@pytest.mark.parametrize(
    ("id", "thread"), [("t02dead", "t02dead"), ("a000000000002", "t01ac7"), ("a00000000000", "t01ac7")]
)
def test_an_id_finds_its_thread_and_what_is_in_it(filled, run, id, thread):
    found = run("search", id).stdout
    assert found.startswith("THREADS\n") and thread in found and "ARTICLES" in found
    assert run("search", "t0ffff").stdout == "No articles match: t0ffff\n"


@pytest.mark.parametrize("word", ["a000", "t02d", "a00000"])
def test_a_word_that_is_the_start_of_an_id_by_chance_finds_nothing_by_it(filled, run, word):
    assert run("search", word).stdout == f"No articles match: {word}\n"
