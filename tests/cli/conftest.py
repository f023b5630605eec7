import time

import pytest
from click.testing import CliRunner
from filled_store import FEEDS, NOW, fill

from briefing.cli import root


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder with a configuration and no store yet; the clock stands, the time zone is UTC, rows have numbers."""
    monkeypatch.setattr("briefing.cli.shared_steps.is_numbered_output", lambda: True)
    config = tmp_path / "feeds.toml"
    config.write_text(FEEDS)
    for name, value in {
        "BRIEFING_CONFIG": str(config),
        "BRIEFING_STORE": str(tmp_path / "news.sqlite3"),
        "BRIEFING_NOW": NOW.isoformat(),
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "TZ": "UTC",
        "COLUMNS": "80",
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    time.tzset()
    yield tmp_path
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def filled(place):
    """The same folder with a store that holds two threads."""
    fill(place / "news.sqlite3")
    return place


@pytest.fixture
def run():
    """Run `briefing` with some words; returns click's result (exit_code, stdout, stderr)."""
    runner = CliRunner()
    return lambda *words: runner.invoke(root, [str(word) for word in words], prog_name="briefing")
