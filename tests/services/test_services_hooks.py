"""Hooks and notices after a refresh."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from briefing.config import parse_config
from briefing.errors import FetchError
from briefing.model.feeds import Secret
from briefing.model.hooks import Hooks
from briefing.model.threads import ThreadRow
from briefing.services import Clock, Services
from briefing.services.hook_runner import hooks_to_run, notice_command, post_notice, run_command

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
    assert (
        run_command(["no-such-program-here"], "", 1) == "no-such-program-here cannot be run: No such file or directory"
    )


def test_no_headline_acts_as_markup_on_a_desktop():
    (*_, text) = notice_command(['<a href="https://evil.example/">Click</a> AT&T'], lambda name: f"/bin/{name}")
    assert text == '&lt;a href="https://evil.example/"&gt;Click&lt;/a&gt; AT&amp;T'


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
    assert [name for name, *_ in hooks_to_run(hooks, [row], [row], str)] == ["refresh", "followed", "notify"]
    assert [name for name, *_ in hooks_to_run(hooks, [row], [], str)] == ["refresh"]
    assert hooks_to_run(Hooks(), [row], [row], str) == []


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


class Answers(BaseHTTPRequestHandler):
    """Takes notices, and answers as the path says: /200, /401, /redirect, /slow."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.path, dict(self.headers), body.decode()))  # type: ignore[attr-defined]
        if self.path == "/slow":
            time.sleep(3)
        self.send_response(302 if self.path == "/redirect" else int(self.path[1:]) if self.path[1:].isdigit() else 200)
        if self.path == "/redirect":
            self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.taken = []  # type: ignore[attr-defined]
        worker = threading.Thread(target=server.serve_forever, args=(0.01,))
        worker.start()
        yield server
        server.shutdown()
        worker.join()


def notice(url: str, token: Secret | None = None, titles: tuple[str, ...] = ("Harbour closes",)) -> None:
    asyncio.run(post_notice(Hooks(webhook=url, webhook_token=token, timeout=1), titles, None))


def test_a_webhook_gets_the_titles_of_followed_threads(
    service: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTFY_TOKEN", "hidden-word")
    titles = ("Häfen schließen", "Two", "Three", "Four")
    notice(f"http://127.0.0.1:{service.server_port}/200", Secret(env="NTFY_TOKEN"), titles)
    ((_, headers, body),) = service.taken  # type: ignore[attr-defined]
    assert body == "Häfen schließen\nTwo\nThree"
    assert (headers["Title"], headers["Authorization"]) == ("4 followed threads have news", "Bearer hidden-word")


@pytest.mark.parametrize(
    ("path", "problem"),
    [("/401", "rejected the token"), ("/500", "HTTP 500"), ("/redirect", "HTTP 302"), ("/slow", ".*")],
)
def test_a_webhook_that_fails_is_one_message(service: ThreadingHTTPServer, path: str, problem: str) -> None:
    with pytest.raises((FetchError, TimeoutError), match=problem):
        notice(f"http://127.0.0.1:{service.server_port}{path}")
    assert [taken for taken, *_ in service.taken] == [path]  # type: ignore[attr-defined]


def test_a_token_is_not_sent_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NTFY_TOKEN", "hidden-word")
    with pytest.raises(FetchError, match="use https"):
        notice("http://ntfy.example/topic", Secret(env="NTFY_TOKEN"))


def test_a_public_name_may_not_lead_into_the_own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    async def inside(*_: object) -> list[str]:
        return ["10.0.0.7"]

    monkeypatch.setattr("briefing.web.client.Client.resolve", staticmethod(inside))
    with pytest.raises(FetchError, match="private-network address"):
        notice("https://ntfy.example/topic")


def test_a_refresh_posts_only_for_followed_threads_and_reports_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = []

    async def take(_: Hooks, titles: list[str], __: object) -> None:
        posted.append(tuple(titles))
        raise FetchError("HTTP 503")

    monkeypatch.setattr("briefing.services.hook_runner.post_notice", take)

    def refreshed(name: str, text: str) -> tuple[str, ...]:
        config = parse_config(text, tmp_path / "feeds.toml")
        assert not config.problems
        with Services.open(config, tmp_path / name, Clock(NOW), respond) as services:
            report = services.refresher.refresh()
            return tuple(f"{note.subject}: {note.text}" for note in report.notes)

    hooks = '[hooks]\nwebhook = "https://ntfy.example/topic"\n'
    assert refreshed("none.db", FEED + hooks) == ()
    assert not posted
    assert refreshed("followed.db", FEED + FOLLOW + hooks) == ("hook webhook: HTTP 503",)
    assert posted == [("Harbour of Sampletown closes $(touch x)",)]


def test_a_rule_runs_its_command_for_the_threads_that_it_means(tmp_path: Path) -> None:
    words = json.dumps([sys.executable, "-c", COPY, str(tmp_path / "rule")])
    text = f'{FEED}[[rules]]\ndo = "hook"\nword = "choir"\n[hooks]\nrule = {words}\n'
    config = parse_config(text, tmp_path / "feeds.toml")
    assert not config.problems
    with Services.open(config, tmp_path / "s.sqlite3", Clock(NOW), respond) as services:
        services.refresher.refresh()
    got = json.loads((tmp_path / "rule").read_text("utf-8"))
    assert (got["event"], got["rule"]) == ("rule", 'word "choir"')
    assert [thread["title"] for thread in got["threads"]] == ["Choir wins a prize"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[rules]]\ndo = "hook"\nword = "x"\n', '2: `do = "hook"` needs the command `rule` of [hooks]'),
        ('[hooks]\nwebhook = "ftp://x"\n', "2: `webhook` "),
        ('[hooks]\nwebhook = "https://ntfy.example/t"\nwebhook_token = "plain"\n', "3: `webhook_token` must say where"),
    ],
)
def test_mistakes_of_hooks_have_their_line(text: str, problem: str) -> None:
    assert problem in str(parse_config(text, Path("feeds.toml")).problems[0])


@pytest.mark.parametrize(
    ("first_line", "cause"),
    [
        ("#!/no/such/program", "the program that its first line names does not exist"),
        ("echo news", "its first line names no program, such as #!/bin/sh"),
    ],
)
def test_a_script_that_cannot_be_run_says_what_is_wrong_with_its_first_line(
    tmp_path: Path, first_line: str, cause: str
) -> None:
    script = tmp_path / "on-news"
    script.write_text(f"{first_line}\n")
    script.chmod(0o755)
    assert run_command([str(script)], "", 9) == f"{script} cannot be run: {cause}"


def test_a_program_of_another_machine_is_no_script(tmp_path: Path) -> None:
    program = tmp_path / "on-news"
    program.write_bytes(b"\x7fELF\x02\x01\x01\0")
    program.chmod(0o755)
    assert run_command([str(program)], "", 9) == f"{program} cannot be run: Exec format error"
