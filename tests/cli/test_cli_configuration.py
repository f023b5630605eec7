import pytest
from click.testing import CliRunner

from briefing.cli import root

FEED = '[[feeds]]\nurl = "https://wire.example/rss"\n'


def run(*args: str):
    return CliRunner().invoke(root, args)


def test_keys_lists_every_command_with_a_persons_own_keys(tmp_path) -> None:
    config = tmp_path / "feeds.toml"
    config.write_text(FEED + '[keys]\nfollow = "F, ctrl+f"\n', encoding="utf-8")
    lines = run("--config", str(config), "keys").output.splitlines()
    assert lines[0].split() == ["command", "keys", "what", "it", "does", "where"]
    assert any(line.split()[:3] == ["follow", "F,", "Ctrl+f"] for line in lines)
    assert any(line.split()[:2] == ["quit", "q"] for line in lines)


def test_check_reports_keys_that_are_given_twice(tmp_path) -> None:
    config = tmp_path / "feeds.toml"
    config.write_text(FEED + '[keys]\nfollow = "m"\nmutee = "X"\n', encoding="utf-8")
    result = run("--config", str(config), "check")
    assert result.exit_code == 3
    assert "[keys] `follow`: m is also the key of `mute`" in result.output
    assert "[keys] `mutee` is not a command; did you mean `mute`?" in result.output
    assert "2 problems" in result.output


@pytest.mark.parametrize("command", ["check", "doctor"])
def test_a_password_over_plain_http_is_noted(place, command):
    feed = '[[feeds]]\nurl = "http://gazette.example/feed"\nname = "Gazette"\n'
    (place / "feeds.toml").write_text(feed + 'auth = { user = "me", password = "PW" }\n')
    result = run(command)
    assert result.exit_code == 0
    assert "Gazette: its header Authorization is sent unencrypted over http" in result.output
    assert "https:// in its `url`" in result.output
    assert "PW" not in result.output


def test_refresh_notes_a_secret_over_plain_http_once_a_day(place, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # nothing listens there
    (place / "feeds.toml").write_text('[[feeds]]\nurl = "http://gazette.example/feed?token=5d41402abc4b"\n')
    times = ("2026-03-02T12:00:00Z", "2026-03-02T14:00:00Z", "2026-03-04T12:00:00Z")
    noted = [run("--now", now, "refresh", "--force").output.count("sent unencrypted over http") for now in times]
    assert noted == [1, 0, 1]
    assert "5d41402abc4b" not in run("check").output


def test_a_rule_that_has_ended_is_noted_and_no_problem(tmp_path) -> None:
    config = tmp_path / "feeds.toml"
    rule = '\n[[rules]]\ndo = "hide"\nword = "cup"\nuntil = {}\n'
    config.write_text(FEED + rule.format("2026-01-31") + rule.format("2026-12-31"), encoding="utf-8")
    result = run("--config", str(config), "--now", "2026-03-02T12:00:00Z", "check")
    assert result.exit_code == 0 and result.output.count("this rule ended") == 1
    assert "feeds.toml:4: this rule ended on 31 Jan: remove it, or give it a later `until`" in result.output
