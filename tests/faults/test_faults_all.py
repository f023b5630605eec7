"""Sixty feeds in one refresh, twenty of them broken in different ways; and what a hostile link or list can do."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from fault_site import FeedSite, Request, answer, item, redirect, rss, short_deadlines

from briefing.cli import root
from briefing.feeds.feed_lists import read_feeds
from briefing.model.feeds import Feed

GOOD = 40


def drip(_: Request):
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    while True:
        yield b"<"
        yield 0.2


def endless(_: Request):
    yield b"HTTP/1.1 200 OK\r\n\r\n"
    while True:
        yield bytes(1 << 20)


BOMB = gzip.compress(bytes(40 << 20))
BROKEN = {
    "loop": (redirect("302 Found", "/loop"), "too many redirects"),
    "file": (redirect("301 Moved Permanently", "file:///etc/passwd"), "refused: not a web address"),
    "inside": (redirect("302 Found", "http://169.254.169.254/latest"), "refused: a private-network address"),
    "401": (answer("401 Unauthorized"), "HTTP 401 Unauthorized (the feed needs a password"),
    "403": (answer("403 Forbidden", b"<html>human?</html>"), "HTTP 403 Forbidden (the site may refuse feed readers)"),
    "404": (answer("404 Not Found"), "HTTP 404 Not Found (find its new address: `briefing add SITE`)"),
    "410": (answer("410 Gone"), "HTTP 410 Gone (it is permanently gone"),
    "429": (answer("429 Too Many Requests", Retry_After="3600"), "HTTP 429 Too Many Requests"),
    "503": (answer("503 Busy", Retry_After="7200"), "HTTP 503 Busy"),
    "500": (answer("500 Internal Server Error"), "HTTP 500 Internal Server Error"),
    "304": (answer("304 Not Modified"), "HTTP 304 Not Modified, although nothing was fetched before"),
    "br": (answer(body=b"\x0b", Content_Encoding="br"), "content encoding br is not supported"),
    "notgzip": (answer(body=b"\x1f\x8bcut", Content_Encoding="gzip"), "bad content encoding"),
    "bomb": (answer(body=BOMB, Content_Encoding="gzip"), "too large: more than 15 MiB"),
    "endless": (endless, "too large: more than 15 MiB"),
    "slow": (drip, "timed out after 0.5 s"),
    "html": (answer(body=b"<html><title>Sample</title>"), 'not a feed (an HTML page titled "Sample")'),
    "empty": (answer(), "empty response"),
    "cut": ([b"HTTP/1.1 200 OK\r\nContent-Le"], ""),
}


def test_f60_twenty_broken_feeds_among_sixty(feed_site: FeedSite) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        feeds = {"refused": f"http://127.0.0.1:{unused.getsockname()[1]}/feed"}
        feeds |= {name: feed_site.route(name, answered) for name, (answered, _) in BROKEN.items()}
        feeds |= {f"good{n}": feed_site.route(f"good{n}", rss(*good(n), title=f"Sample {n}")) for n in range(GOOD)}
        assert len(feeds) == 60
        config = feed_site.store.with_name("feeds.toml")
        config.write_text(
            "".join(f'[[feeds]]\nurl = "{url}"\nname = "{name}"\n' for name, url in sorted(feeds.items()))
        )
        settings = [
            "--store",
            str(feed_site.store),
            "--config",
            str(config),
            "--now",
            feed_site.clock.now().isoformat(),
        ]
        with short_deadlines({feeds["slow"]: 0.5}):
            result = CliRunner().invoke(root, ["refresh", *settings])
    assert (result.exit_code, result.stderr) == (3, ""), "some failed"
    first, *failures = result.stdout.splitlines()
    assert first.startswith("60 feeds: 40 new data, 20 failed · 120 new articles")
    cause_by_name = dict(re.fullmatch(r"  (\w+): (.*?)(?:; next try .*)?", line).groups() for line in failures)
    assert cause_by_name.keys() == {"refused", *BROKEN}
    for name, cause in cause_by_name.items():
        assert cause.startswith(expected := BROKEN.get(name, ("", "connection refused"))[1]) or expected in cause
    assert sum("; next try " in line for line in failures) == 19, "all but the one that is gone"
    assert feed_site.titles() == sorted(f"Quay {n} of harbour {m} opens" for n in range(GOOD) for m in range(3))


def good(number: int) -> list[str]:
    return [
        item(
            1000 * number + n,
            f"Quay {number} of harbour {n} opens",
            link=f"https://sample{number}.example/{n}",
        )
        for n in range(3)
    ]


HOSTILE = [
    "$(touch hacked)",
    "https://wire.example/$(touch hacked)",
    "https://wire.example/;touch hacked",
    "https://wire.example/`touch hacked`",
    "https://wire.example/ -flag",
    "-flag https://wire.example/",
    "https://wire.example/&amp;touch hacked|touch hacked",
    "https://wire.example/%22;touch%20hacked;%22",
    "file:///etc/passwd",
    "javascript:alert(1)",
]
OPEN = """
import sys
from briefing.tui.external import open_in_browser
print(open_in_browser(sys.argv[1]))
"""


def test_f57_a_link_is_one_argument_and_never_a_command(feed_site: FeedSite, tmp_path: Path) -> None:
    body = rss(*(item(n, link=link, guid=f"guid-{n}") for n, link in enumerate(HOSTILE)))
    feed_site.refresh(feed_site.route("feed", body))
    links = [article.link for article in feed_site.articles()]
    assert all(link.startswith(("https://wire.example/", feed_site.server.url("/"))) for link in links if link)
    assert not any(character in link for link in links for character in ' \n\t"<>`|')
    record = tmp_path / "browser.py"
    record.write_text(f"import sys\nopen({str(tmp_path / 'opened')!r}, 'a').write(repr(sys.argv[1:]) + chr(10))\n")
    environ = {
        "BROWSER": f"{sys.executable} {record} %s",
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    chosen = [link for link in links if "touch" in link]
    assert len(chosen) >= 4
    for link in [*chosen, "-flag", "file:///etc/passwd", "$(touch hacked)"]:
        done = subprocess.run(
            [sys.executable, "-c", OPEN, link], env=environ, cwd=tmp_path, capture_output=True, text=True, timeout=60
        )
        assert done.stdout.strip() == str(link.startswith("http")), done.stderr
    assert (tmp_path / "opened").read_text().splitlines() == [repr([link]) for link in chosen]
    assert not list(tmp_path.rglob("hacked"))


def test_f58_imported_lists_are_only_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All cases in one list; tests/feeds/test_opml.py has one test for each."""
    monkeypatch.chdir(tmp_path)
    bad = [
        "|touch hacked",
        "exec:touch hacked",
        "filter:touch hacked:https://x.example/",
        "file:///etc/passwd",
        "http://[::1]/",
    ]
    outlines = "\n".join(f'<outline text="x" xmlUrl="{url}" filtercmd="touch hacked"/>' for url in bad)
    deep = "<outline text='d'>" * 100 + '<outline text="Good" xmlUrl="https://wire.example/feed"/>' + "</outline>" * 100
    twice = '<outline text="Again" xmlUrl="http://wire.example/feed/"/>'
    listing = read_feeds(f"<opml><body>\n{outlines}\n{deep}\n{twice}</body></opml>".encode())
    assert [(feed.url, feed.name) for feed in listing.feeds] == [("https://wire.example/feed", "Good")]
    skipped = {one.line for one in listing.skipped}
    assert skipped == {2, 3, 4, 5, 6, 8}
    assert all(one.reason for one in listing.skipped)
    assert list(tmp_path.iterdir()) == []
    assert Feed("").opml == ()
