"""Real refreshes over loopback: what a first run, a failing feed and a missing network look like."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Sample Wire</title>
<item><guid>w1</guid><title>Senate backs access agreement with Tokyo</title>
<link>https://wire.example/1</link><pubDate>Mon, 16 Dec 2024 16:00:00 GMT</pubDate>
<description>The Philippine Senate concurred in the access agreement with Japan by 19 votes to none.</description>
</item>
<item><guid>w2</guid><title>Old bridge over the Orrel closes for repairs</title>
<link>https://wire.example/2</link><pubDate>Mon, 16 Dec 2024 15:00:00 GMT</pubDate>
<description>The old bridge over the Orrel closed on Monday for repairs that will last until June.</description>
</item>
</channel></rss>"""


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        found = self.path == "/wire.xml"
        body = RSS.encode() if found else b"gone"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/rss+xml" if found else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as served:
        worker = threading.Thread(target=served.serve_forever, args=(0.01,))
        worker.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        worker.join()


def configure(place, *urls):
    feeds = [f'[[feeds]]\nurl = "{url}"\nname = "Sample {n}"\n' for n, url in enumerate(urls, 1)]
    (place / "feeds.toml").write_text("\n".join(feeds))


def test_the_first_today_fetches_and_prints(place, run, server):
    configure(place, f"{server}/wire.xml")
    result = run("today")
    assert (result.exit_code, result.stderr) == (0, "The store is empty: fetching 1 feed.\n")
    assert "1 feed · 2 articles\n2 threads, 2 new" in result.stdout
    assert "Senate backs access agreement with Tokyo" in result.stdout
    assert run("today").stderr == ""


def test_a_failing_feed_is_named_and_the_others_are_read(place, run, server):
    configure(place, f"{server}/wire.xml", f"{server}/none.xml")
    result = run("refresh")
    assert result.exit_code == 3
    line, failure = result.stdout.splitlines()
    assert line == "2 feeds: 1 new data, 1 failed · 2 new articles · 2 new stories · 2 threads changed"
    assert failure.startswith("  Sample 2: ")
    assert "404" in failure
    again = run("refresh")
    assert again.stdout.startswith("2 feeds: 2 not due yet · 0 new articles")
    assert "1 failing feed not due yet" in again.stdout
    assert again.exit_code == 3
    assert "1 feed failed: Sample 2 (" in run("today").stdout
    assert "failed, 1st time" in run("feeds").stdout


def test_without_a_network_the_demo_is_named(place, run):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        configure(place, *(f"http://127.0.0.1:{unused.getsockname()[1]}/{n}.xml" for n in range(3)))
        result = run("refresh")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("None of the 3 feeds could be reached: ")
    assert result.stderr.endswith("Try `briefing demo`, which needs no network.\n")
