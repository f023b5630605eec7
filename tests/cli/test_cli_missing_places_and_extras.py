"""Stores and homes that do not exist, and extras that are not installed."""

import pytest

from briefing import extras
from briefing.config.paths import resolve_paths
from briefing.extras import install_command
from briefing.model.fetching import RefreshReport

READING = "today|threads|show x|search x|why x|coverage x|agenda|digest|hidden|views|feeds|follow x|undo|star x|doctor"


@pytest.mark.parametrize("command", READING.split("|"))
def test_a_mistyped_folder_of_the_store_is_named_and_not_made(place, run, command):
    typo = place / "nwes" / "store.sqlite3"
    result = run("--store", typo, *command.split())
    assert not typo.parent.exists()
    assert result.exit_code == (1 if command != "doctor" else result.exit_code)
    assert str(typo.parent) in result.stderr + result.stdout and "briefing refresh" in result.stderr + result.stdout


@pytest.mark.parametrize("command", READING.split("|"))
def test_a_mistyped_store_in_a_folder_that_exists_is_named_and_not_made(place, run, command):
    typo = place / "breifing.sqlite3"
    result = run("--store", typo, *command.split())
    assert not typo.exists()
    assert command == "doctor" or result.exit_code == 1
    assert str(typo) in result.stderr + result.stdout and "briefing refresh" in result.stderr + result.stdout


@pytest.mark.parametrize("front", [True, False])
def test_a_mistyped_store_is_named_also_where_the_environment_names_it(place, run, monkeypatch, front):
    typo = place / "breifing.sqlite3"
    monkeypatch.setenv("BRIEFING_STORE", str(typo))
    result = run(*(("--store", typo, "threads") if front else ("threads", "--store", typo)))
    assert result.exit_code == 1 and f"there is no store {typo}" in result.stderr and not typo.exists()
    assert run("threads").exit_code == 0, "the environment alone may name a new store"


def test_a_refresh_makes_the_folder_of_the_store(place, run, monkeypatch):
    monkeypatch.setattr("briefing.cli.refresh.run_refresh", lambda *_args, **_options: RefreshReport(busy=True))
    run("--store", place / "new" / "store.sqlite3", "refresh")
    assert (place / "new").exists()


@pytest.mark.parametrize("command", ["today", "threads", "refresh", "feeds", "check", "doctor", "paths", "keys"])
def test_a_home_that_does_not_exist_is_not_made(place, run, monkeypatch, command):
    for name in ("BRIEFING_STORE", "BRIEFING_CONFIG", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(place / "gone"))
    result = run(command)
    assert not (place / "gone").exists()
    assert "Traceback" not in result.stderr
    if command in ("today", "threads", "refresh", "feeds"):
        assert result.exit_code == 1 and f"the home folder {place / 'gone'} does not exist" in result.stderr


@pytest.mark.parametrize("command", ["today", "threads", "refresh", "check", "doctor", "paths", "keys", "backup x"])
def test_a_home_that_nobody_knows_is_named(place, run, monkeypatch, command):
    """As for a user of a container who has no entry in /etc/passwd."""
    pwd = pytest.importorskip("pwd")
    for name in ("BRIEFING_STORE", "BRIEFING_CONFIG", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    result = run(*command.split())
    assert result.exit_code == 2 and isinstance(result.exception, SystemExit)
    assert result.stderr == "briefing: your home folder is not known\n" + (
        "set HOME, or name both files with --config and --store\n"
    )


def test_named_files_need_no_home(filled, run, monkeypatch):
    pwd = pytest.importorskip("pwd")
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    assert run("today").exit_code == 0
    (filled / "feeds.toml").unlink()
    assert (run("today").exit_code, run("today").stderr.partition(":")[0]) == (2, "briefing")


@pytest.mark.parametrize("option", ["--store", "--config"])
@pytest.mark.parametrize("command", ["today", "doctor", "check"])
def test_the_home_of_an_unknown_user_is_named(filled, run, option, command):
    result = run(command, option, "~nobody-of-this-name/news")
    assert result.exit_code == 2
    assert "no home folder of nobody-of-this-name is known: ~nobody-of-this-name/news\nwrite the whole" in result.stderr


@pytest.mark.parametrize("value", ["data", "./data", "", "../x"])
def test_relative_and_empty_xdg_folders_are_ignored(place, monkeypatch, value):
    monkeypatch.setenv("XDG_DATA_HOME", value)
    monkeypatch.setenv("XDG_CONFIG_HOME", value)
    where = resolve_paths(environ={})
    assert where.store == place / ".local" / "share" / "briefing" / "briefing.sqlite3"
    assert where.config == place / ".config" / "briefing" / "feeds.toml"


@pytest.fixture
def without_extra(place, monkeypatch):
    monkeypatch.setitem(extras.LIBRARIES, "fulltext", ("no_such_library",))
    config = place / "feeds.toml"
    config.write_text(config.read_text().replace('section = "asia"', 'section = "asia"\nfull_text = true', 1))


@pytest.mark.parametrize("command", ["check", "doctor"])
def test_full_text_without_its_extra_is_reported(filled, run, without_extra, command):
    result = run(command)
    assert result.exit_code == {"check": 3, "doctor": 1}[command]
    assert "`full_text` of Sample Wire has no effect: trafilatura is not installed" in result.stdout
    assert "[fulltext]" in result.stdout


def test_full_text_without_its_extra_is_reported_by_refresh(filled, run, without_extra, monkeypatch):
    report = RefreshReport(feeds=2, unchanged=2)
    monkeypatch.setattr("briefing.cli.refresh.run_refresh", lambda *_args, **_options: report)
    result = run("refresh")
    assert result.exit_code == 3 and "`full_text` of Sample Wire has no effect" in result.stderr


@pytest.mark.parametrize(
    ("prefix", "command"),
    [
        ("/home/me/.local/share/uv/tools/briefing-news", "uv tool install --force 'briefing-news[fulltext]'"),
        ("/home/me/.local/share/pipx/venvs/briefing-news", "pipx inject briefing-news trafilatura lxml-html-clean"),
        ("/home/me/.local/pipx/venvs/briefing-news", "pipx inject briefing-news trafilatura lxml-html-clean"),
    ],
)
def test_the_hint_reaches_the_installation(prefix, command, monkeypatch):
    monkeypatch.setattr("briefing.extras.is_installed", lambda _extra: False)
    assert install_command("fulltext", prefix, "briefing-news") == command


def test_the_hint_for_a_virtual_environment_and_a_checkout(tmp_path, monkeypatch):
    monkeypatch.setattr("briefing.extras.is_installed", lambda extra: extra == "fulltext")
    assert install_command("ics", "/venv", "/src/my news").endswith(" -m pip install '/src/my news[ics]'")
    (tmp_path / "uv-receipt.toml").touch()
    assert install_command("ics", str(tmp_path), "/src") == "uv tool install --force '/src[fulltext,ics]'"
