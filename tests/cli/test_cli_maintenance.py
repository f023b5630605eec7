"""`briefing doctor` and `backup`."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest
from filled_store import FEEDS, NOW, ODD

from briefing.config import load_config
from briefing.model.feeds import FeedState
from briefing.store.store import Store


def state(place, **values):
    """Remember something of the first feed."""
    url = load_config(place / "feeds.toml").feeds[0].url
    with Store.open(place / "news.sqlite3") as store:
        store.feeds.save_states([FeedState(url, **values)])


def test_all_is_well(filled, run):
    state(filled, last_success=NOW, last_try=NOW)
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "ok      configuration" in result.stdout
    assert "sound" in result.stdout
    assert result.stdout.endswith("No problems found.\n")


def test_one_cause_for_all_feeds_is_printed_once(filled, run):
    (filled / "feeds.toml").write_text(FEEDS + '[[feeds]]\nurl = "https://fresh.example/feed"\n')
    for failures, code, end in ((1, 0, "No problems found; 1 note above.\n"), (3, 1, "1 problem found.\n")):
        with Store.open(filled / "news.sqlite3") as store:
            urls = [feed.url for feed in load_config(filled / "feeds.toml").feeds]
            store.feeds.save_states([FeedState(url, failures=failures, error="host not found") for url in urls])
        result = run("doctor")
        assert (result.exit_code, result.stdout.count("host not found")) == (code, 1)
        assert "suspect the network" in result.stdout and result.stdout.endswith(end)


def test_feeds_that_fail_with_one_cause_are_one_line(filled, run):
    more = "".join(f'[[feeds]]\nname = "Sample {n}"\nurl = "https://busy.example/{n}"\n' for n in range(6))
    (filled / "feeds.toml").write_text(FEEDS + more)
    urls = [feed.url for feed in load_config(filled / "feeds.toml").feeds]
    busy = [FeedState(url, failures=1 + 2 * (url[-1] == "5"), error="HTTP 503") for url in urls if "busy" in url]
    others = [FeedState(url, last_success=NOW, last_try=NOW) for url in urls if "busy" not in url]
    with Store.open(filled / "news.sqlite3") as store:
        store.feeds.save_states([*busy, *others])
    result = run("doctor")
    assert result.exit_code == 1 and result.stdout.count("HTTP 503") == 1
    named = "Sample 0, Sample 1, Sample 2, Sample 3 and 2 more"
    assert f"6 feeds with one cause: HTTP 503 ({named})" in result.stdout
    assert "-> 1 of them failed 3 times or more in a row; `briefing feeds` says" in result.stdout


def test_a_cause_of_several_feeds_is_listed_first_and_the_rest_is_counted_in_feeds(filled, run):
    more = "".join(f'[[feeds]]\nname = "Sample {n}"\nurl = "https://busy.example/{n}"\n' for n in range(22))
    (filled / "feeds.toml").write_text(FEEDS + more)
    urls = [feed.url for feed in load_config(filled / "feeds.toml").feeds]
    busy = [url for url in urls if "busy" in url]
    states = [FeedState(url, failures=1, error=f"HTTP {500 + min(n, 12)}") for n, url in enumerate(busy)]
    with Store.open(filled / "news.sqlite3") as store:
        store.feeds.save_states([*states, *(FeedState(url, last_success=NOW) for url in urls if "busy" not in url)])
    lines = [line for line in run("doctor").stdout.splitlines() if "feeds" in line.split()[1:2]]
    assert "10 feeds with one cause: HTTP 512" in lines[1]
    listed = sum("HTTP 50" in line or "HTTP 51" in line for line in lines[2:])
    assert any(f"and {22 - 10 - listed} more that failed" in line for line in lines)


def test_feeds_that_were_never_fetched_are_counted(filled, run):
    state(filled, last_success=NOW, last_try=NOW)
    (filled / "feeds.toml").write_text(FEEDS + '[[feeds]]\nurl = "https://fresh.example/feed"\n')
    with Store.open(filled / "news.sqlite3") as store:
        known = store.feeds.states()
    lines = run("doctor").stdout.splitlines()
    count = sum(feed.url not in known for feed in load_config(filled / "feeds.toml").feeds)
    (line,) = [line for line in lines if line.split()[1:2] == ["feeds"]]
    assert count and line.endswith(f"{count} never fetched")
    assert ("without failures" in line) == bool(known)


def test_before_anything_was_fetched(place, run):
    result = run("doctor")
    assert result.exit_code == 0
    assert "does not exist yet" in result.stdout and "-> `briefing refresh` makes it" in result.stdout
    assert not (place / "news.sqlite3").exists()


def test_problems_of_the_configuration(place, run):
    (place / "feeds.toml").write_text(FEEDS + ODD)
    result = run("doctor")
    assert result.exit_code == 1
    assert "did you mean `url`?" in result.stdout
    (place / "feeds.toml").write_text("[[feeds")
    result = run("doctor")
    assert result.exit_code == 1
    assert "not valid TOML" in result.stdout and "feeds.toml.bak" in result.stdout


@pytest.mark.parametrize(
    ("values", "code", "words"),
    [
        ({"failures": 1, "error": "HTTP 500"}, 0, "the next refresh tries it again"),
        (
            {"failures": 1, "error": "HTTP 429", "retry_after": NOW + timedelta(hours=2)},
            0,
            "it is tried again",
        ),
        ({"failures": 7, "error": "HTTP 404 Not Found"}, 1, "look for its new address, or disable it"),
        ({"failures": 1, "error": "HTTP 410 Gone", "gone": True}, 1, "`briefing remove"),
        ({"last_try": NOW + timedelta(days=1)}, 0, "set the clock"),
        ({"last_success": NOW - timedelta(days=30)}, 0, "was last fetched 16 Nov"),
        ({"permanent_url": "https://new.example/feed"}, 0, "moved to https://new.example/feed"),
    ],
)
def test_feeds_that_need_a_look(filled, run, values, code, words):
    state(filled, **values)
    result = run("doctor")
    assert result.exit_code == code, result.output
    assert words in result.stdout


def test_a_damaged_store(filled, run):
    path = filled / "news.sqlite3"
    content = bytearray(path.read_bytes())
    content[8192:] = bytes(byte ^ 0x5A for byte in content[8192:])
    path.write_bytes(content)
    result = run("doctor")
    assert result.exit_code == 1
    assert "damaged" in result.stdout and "backup" in result.stdout
    assert path.read_bytes()[8192:] == content[8192:], "nothing is changed"


def test_a_newer_store(filled, run):
    with closing(sqlite3.connect(filled / "news.sqlite3")) as db:
        db.execute("PRAGMA user_version = 99")
    result = run("doctor")
    assert result.exit_code == 1
    assert "newer briefing" in result.stdout and "update briefing" in result.stdout


def test_a_running_refresh_is_reported(filled, run):
    with Store.open(filled / "news.sqlite3") as store, store.refresh_lock():
        result = run("doctor")
    assert result.exit_code == 0
    assert "a refresh is running" in result.stdout


def test_a_store_whose_folder_may_not_be_written_is_checked(filled, run):
    """Another process has it open, so that SQLite can read it; what refuses this user is the file of the lock."""
    path = filled / "news.sqlite3"
    path.with_name("news.sqlite3.lock").unlink(missing_ok=True)
    path.with_name("news.sqlite3.lock").mkdir()
    result = run("doctor")
    assert result.exit_code == 1
    assert "sound" in result.stdout and "can be read but not written" in result.stdout
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE threads SET publishers = x'00'")
        db.commit()
    assert "damaged" in run("doctor").stdout


def test_a_terminal_without_utf8(filled):
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "TERM": "dumb"}
    done = subprocess.run([sys.executable, "-m", "briefing", "doctor"], env=environ, capture_output=True, text=True)
    assert "use --ascii" in done.stdout


def test_a_back_up_is_a_store(filled, run):
    target = filled / "copy.sqlite3"
    result = run("backup", target)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Copied {filled / 'news.sqlite3'} to {target} (")
    assert "Quake on the peninsula" in run("threads", "--store", target).stdout
    again = run("backup", target)
    assert again.exit_code == 2
    assert "--force" in again.stderr
    assert run("backup", target, "--force").exit_code == 0


def test_back_ups_that_cannot_be_made(filled, place, run):
    itself = run("backup", place / "news.sqlite3", "--force")
    assert itself.exit_code == 1
    assert "the store itself" in itself.stderr
    nowhere = run("backup", place / "no" / "folder")
    assert nowhere.exit_code == 1
    assert "cannot be" in nowhere.stderr
    (place / "news.sqlite3").unlink()
    nothing = run("backup", place / "copy")
    assert nothing.exit_code == 1
    assert "no store" in nothing.stderr


@pytest.mark.parametrize("now", ["1970-01-02T00:00:00Z", "2020-05-01", "2000-02-29T12:00:00Z"])
def test_doctor_says_what_to_do_when_stored_times_lie_in_the_future(filled, run, now):
    result = run("--now", now, "doctor")
    line = next(line for line in result.stdout.splitlines() if line.split()[1:2] == ["clock"])
    assert "articles 20" in line or "most feeds have articles" in line
    assert "`briefing refresh`" in result.stdout


@pytest.mark.parametrize(
    ("opened", "header", "noted"),
    [
        ("news.sqlite3", "", True),
        ("news.sqlite3.v3.bak", "", True),
        ("feeds.toml", 'headers = { Authorization = "Basic x" }', True),
        ("feeds.toml.bak", 'headers = { X-Token = "x" }', True),
        ("feeds.toml", "", False),
    ],
)
def test_files_with_secrets_that_others_may_read_are_noted(filled, run, opened, header, noted):
    config = filled / "feeds.toml"
    config.write_text(config.read_text().replace('section = "asia"', f'section = "asia"\n{header}', 1))
    for name in ("news.sqlite3", "news.sqlite3.v3.bak", "feeds.toml", "feeds.toml.bak"):
        (filled / name).touch()
        (filled / name).chmod(0o644 if name == opened else 0o600)
    output = run("doctor").stdout
    assert (f"may use {filled / opened}\n" in output, output.count("chmod go=")) == (noted, int(noted))
