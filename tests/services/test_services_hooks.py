"""Hooks and notices after a refresh."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from briefing.config import parse_config
from briefing.model.hooks import Hooks
from briefing.model.threads import ThreadRow
from briefing.services import Clock, Services
from briefing.services.hook_runner import calls, notice_command, run_command

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
FEED = '[[feeds]]\nurl = "https://wire.example/feed"\nname = "Sample Wire"\n'
COPY = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read(), 'utf-8')"
FOLLOW = '[[rules]]\ndo = "follow"\nword = "harbour"\n'


def respond(url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
    rows = "".join(
        f"<item><guid>{n}</guid><title>{title}</title><pubDate>{format_datetime(NOW)}</pubDate></item>"
        for n, title in enumerate(("Harbour of Sampletown closes $(touch x)", "Choir wins a prize"))
    )
    return 200, {}, f'<rss version="2.0"><channel><title>Wire</title>{rows}</channel></rss>'.encode()


def test_commands_get_the_changed_threads_as_json_once(tmp_path: Path) -> None:
    words = {name: json.dumps([sys.executable, "-c", COPY, str(tmp_path / name)]) for name in ("refresh", "followed")}
    hooks = f"[hooks]\nrefresh = {words['refresh']}\nfollowed = {words['followed']}\n"
    config = parse_config(FEED + FOLLOW + hooks, tmp_path / "feeds.toml")
    assert not config.problems
    with Services.open(config, tmp_path / "s.sqlite3", Clock(NOW), respond) as services:
        report = services.refresher.refresh()
        assert report.articles == 2 and report.notes == ()
        everything, followed = (json.loads((tmp_path / name).read_text("utf-8")) for name in ("refresh", "followed"))
        assert (everything["event"], everything["articles"], len(everything["threads"])) == ("refresh", 2, 2)
        assert [thread["title"] for thread in followed["threads"]] == ["Harbour of Sampletown closes $(touch x)"]
        (tmp_path / "refresh").unlink()
        services.refresher.refresh(force=True)
        assert not (tmp_path / "refresh").exists(), "nothing new"
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("pass", ""),
        ("import sys; print('no tray', file=sys.stderr); sys.exit(3)", "failed (3): no tray"),
        ("import time; time.sleep(60)", "took more than 0.2 s and was stopped"),
    ],
)
def test_a_hook_that_fails_is_a_message(code: str, problem: str) -> None:
    timeout = 0.2 if "sleep" in code else 30
    assert run_command([sys.executable, "-c", code], "{}", timeout).removeprefix(f"{sys.executable} ") == problem
    assert run_command(["no-such-program-here"], "", 1).startswith("no-such-program-here cannot be run: ")


def test_notices_pass_headlines_as_arguments() -> None:
    titles = ["-e danger `id`", "b", "c", "d"]
    linux = notice_command(titles, lambda name: "/bin/notify-send" if name == "notify-send" else None)
    assert linux[2:] == ("--", "4 followed threads have news", "-e danger `id`\nb\nc")
    mac = notice_command(titles[:1], lambda name: "/usr/bin/osascript" if name == "osascript" else None)
    assert mac[-2:] == ("1 followed thread has news", "-e danger `id`") and "danger" not in mac[2]
    assert notice_command(titles, lambda _: None) == ()


def test_only_what_is_configured_runs() -> None:
    row = ThreadRow("t1", "Ferry sinks", "world", NOW, NOW, "new", ("Sample Wire",), 1, 1)
    hooks = Hooks(refresh=("a",), followed=("b",), notify=True)
    assert [name for name, *_ in calls(hooks, [row], [row], str)] == ["refresh", "followed", "notify"]
    assert [name for name, *_ in calls(hooks, [row], [], str)] == ["refresh"]
    assert calls(Hooks(), [row], [row], str) == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('refresh = "logger"', "`refresh` must be a list of words"),
        ("timeout = 0", "`timeout` must be a number of seconds from 1 to 300"),
        ("notify = 1", "`notify` must be true or false"),
        ("refersh = []", "`refersh` is not a key of [hooks]; did you mean `refresh`?"),
    ],
)
def test_problems_of_hooks_name_their_line(line: str, problem: str) -> None:
    config = parse_config(f"[hooks]\n{line}\n{FEED}", Path("feeds.toml"))
    assert str(config.problems[0]).startswith(f"feeds.toml:2: {problem}") and config.feeds
