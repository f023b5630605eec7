"""`--version --verbose` for bug reports, and the log of `--log`. Neither has a secret in it."""

import re

import pytest

from briefing import __version__

STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


def test_the_report_has_versions_places_and_the_size_of_the_store(filled, run):
    lines = run("--version", "--verbose").stdout.splitlines()
    assert lines[0] == f"briefing, version {__version__}"
    rows = {line[:14].strip(): line[15:] for line in lines[1:]}
    assert rows.keys() == {
        *("python", "libraries", "extras", "sqlite", "configuration", "store", "output", "time zone", "environment"),
    }
    assert re.search(r"version \d+, 4 articles, 2 threads", rows["store"])
    assert rows["store"].startswith("~/news.sqlite3 (")
    assert "click 8" in rows["libraries"]


def test_the_report_has_no_values_that_may_be_secret(filled, run, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://me:hidden-word@proxy.example")
    (filled / "feeds.toml").write_text('[[feeds]]\nurl = "https://wire.example/?token=hidden-word"\n')
    output = run("--version", "--verbose").stdout
    assert "HTTPS_PROXY is set" in output
    assert "hidden-word" not in output


def test_the_report_needs_neither_store_nor_configuration(place, run):
    (place / "feeds.toml").unlink()
    assert "(does not exist)" in run("--version", "--verbose").stdout
    assert not (place / "news.sqlite3").exists()
    (place / "news.sqlite3").write_text("no store")
    result = run("--version", "--verbose")
    assert result.exit_code == 0
    assert "cannot be used" in result.stdout


def test_verbose_alone_is_refused(run):
    assert run("--verbose").exit_code == 2


def logged(path):
    return [line.partition(" ")[2] for line in path.read_text().splitlines()]


@pytest.mark.parametrize("before", [True, False])
def test_a_command_is_logged_with_its_end(filled, run, before):
    log = filled / "b.log"
    words = ("--log", log, "today", "--limit", "1") if before else ("today", "--limit", "1", "--log", log)
    assert run(*words).exit_code == 0
    assert all(re.match(STAMP, line) for line in log.read_text().splitlines())
    started, ended = logged(log)
    assert started.startswith(f"INFO briefing {__version__} started: ") and "today --limit 1" in started
    assert re.fullmatch(r"INFO ended with exit code 0 after \d+\.\d s", ended)
    assert log.stat().st_mode & 0o777 == 0o600


def test_errors_are_logged_and_the_log_is_appended_to(filled, run):
    log = filled / "b.log"
    run("show", "nothingsuch", "--log", log)
    run("paths", "--log", log)
    lines = logged(log)
    assert 'ERROR No thread is called "nothingsuch".' in lines
    assert sum(line.startswith("INFO ended with exit code") for line in lines) == 2


def test_a_fault_of_the_program_is_logged_with_its_traceback(filled, run, monkeypatch):
    def fail(*_):
        raise RuntimeError("broken")

    monkeypatch.setattr("briefing.cli.configuration.paths_of", fail)
    log = filled / "b.log"
    run("paths", "--log", log)
    text = log.read_text()
    assert "ERROR stopped by a fault of the program" in text
    assert "RuntimeError: broken" in text
    assert "exit code 1" in text


def test_secrets_of_addresses_are_not_logged(filled, run):
    log = filled / "b.log"
    run("remove", "https://me:hidden-word@wire.example/rss?token=hidden-word", "--log", log)
    assert "hidden-word" not in log.read_text()


def test_what_a_refresh_did_is_logged(filled, run, monkeypatch):
    from briefing.model.fetching import RefreshReport
    from briefing.model.notes import Note

    report = RefreshReport(feeds=2, new_data=1, failed=(Note("Sample Wire", "HTTP 500"),), articles=3)
    monkeypatch.setattr("briefing.services.refreshing.refresher.Refresher.refresh", lambda *_, **__: report)
    log = filled / "b.log"
    run("refresh", "--log", log)
    assert "WARNING Sample Wire: HTTP 500" in logged(log)
    assert any(line.startswith("INFO refreshed 2 feeds: 1 new data, 0 unchanged") for line in logged(log))


@pytest.mark.parametrize("place_of_log", ["/dev/full", "/no/such/folder/b.log"])
def test_a_log_that_cannot_be_written_does_not_stop_the_command(filled, run, place_of_log):
    result = run("paths", "--log", place_of_log)
    assert result.exit_code == 0
    assert result.stderr.count("cannot be written") == 1


def test_the_environment_names_the_log(filled, run, monkeypatch):
    monkeypatch.setenv("BRIEFING_LOG", str(filled / "env.log"))
    run("paths")
    assert len(logged(filled / "env.log")) == 2
