"""`briefing add`, `remove`, `enable`, `disable`, `import` and `export`."""

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner
from filled_store import FEEDS

from briefing.cli import root
from briefing.config import default_config_path, load_config
from briefing.errors import FetchError
from briefing.model.feeds import FeedState
from briefing.store.store import Store

RSS = b"""<rss version="2.0"><channel><title>Sample Metro</title>
<item><title>Tram line five opens</title><link>https://metro.example/5</link></item></channel></rss>"""
PAGE = b"""<!doctype html><html><head><title>Metro</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>"""
OTHER = b'<link rel="alternate" type="application/atom+xml" href="/other.xml">'


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        pages = {"/feed.xml": RSS, "/other.xml": RSS, "/": PAGE, "/two": PAGE + OTHER}
        body = pages.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

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


def feeds(place):
    config = load_config(place / "feeds.toml")
    assert not config.problems
    return config.feeds


def test_a_site_is_added_by_its_page(place, run, server):
    (place / "feeds.toml").write_text("# mine\n" + FEEDS)
    result = run("add", f"{server}/", "--yes", "--section", "city")
    assert result.exit_code == 0, result.output
    assert "Sample Metro  (1 entry)" in result.stdout
    assert "- Tram line five opens" in result.stdout
    assert f"Added Sample Metro to {place / 'feeds.toml'}." in result.stdout
    added = feeds(place)[-1]
    assert (added.url, added.name, added.section) == (f"{server}/feed.xml", "Sample Metro", "city")
    assert (place / "feeds.toml").read_text().startswith("# mine\n" + FEEDS)
    assert (place / "feeds.toml.bak").read_text() == "# mine\n" + FEEDS
    again = run("add", f"{server}/feed.xml", "--yes")
    assert (again.exit_code, "is already configured" in again.stdout) == (0, True)


def test_nothing_is_added_without_a_yes(place, run, server):
    result = run("add", server)
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert (place / "feeds.toml").read_text() == FEEDS


def test_a_person_is_asked(place, server, monkeypatch):
    monkeypatch.setattr("briefing.cli.feed_list.can_ask_user", lambda: True)
    ask = ["add", f"{server}/two", "--section", "city"]
    chosen = CliRunner().invoke(root, ask, input="2\n")
    assert chosen.exit_code == 0, chosen.output
    assert "1. Sample Metro" in chosen.stdout and "2. Sample Metro" in chosen.stdout
    assert feeds(place)[-1].url == f"{server}/other.xml"
    no = CliRunner().invoke(root, ["add", server], input="n\n")
    assert (no.exit_code, "Aborted" in no.output) == (1, True)
    assert CliRunner().invoke(root, ["add", server], input="\n").exit_code == 0
    assert feeds(place)[-1].url == f"{server}/feed.xml"


def test_an_address_without_a_feed_is_an_error(place, run, server):
    result = run("add", f"{server}/none", "--yes")
    assert (result.exit_code, "404" in result.stderr) == (1, True)
    result = run("add", "file:///etc/passwd")
    assert (result.exit_code, "not an http(s) address" in result.stderr) == (1, True)


def test_the_first_feed_makes_the_file_asked_for(place, run, server):
    mine = place / "mine.toml"
    assert run("add", f"{server}/feed.xml", "--yes", "--name", "Metro", "--config", mine).exit_code == 0
    assert [feed.name for feed in load_config(mine).feeds] == ["Metro"]
    assert not (place / "mine.toml.bak").exists()


@pytest.mark.parametrize("words", ["1", "sample wire", "https://wire.example/feed", "http://wire.example/feed/"])
def test_a_feed_has_many_names(place, run, words):
    (place / "feeds.toml").write_text(
        '[[feeds]]\nurl = "https://wire.example/feed"\nname = "Sample Wire"\n\n'
        '[[feeds]]\nurl = "https://gazette.example/feed"\nname = "Sample Gazette"\n'
    )
    assert run("disable", words).stdout == "Paused Sample Wire.\n"
    assert [feed.enabled for feed in feeds(place)] == [False, True]
    assert "1 Sample Wire     never         paused" in run("feeds").stdout
    assert run("enable", words).stdout == "Enabled Sample Wire.\n"
    assert [feed.enabled for feed in feeds(place)] == [True, True]
    assert run("remove", *words.split()).exit_code == 0
    assert [feed.name for feed in feeds(place)] == ["Sample Gazette"]
    assert "Sample Wire" in (place / "feeds.toml.bak").read_text()


def test_numbers_are_those_of_the_last_list_also_after_a_removal(place, run):
    names = ["Sample Wire", "Sample Gazette", "Harbour Post", "Mill Echo"]
    tables = (f'[[feeds]]\nurl = "https://example.com/{n}"\nname = "{name}"\n' for n, name in enumerate(names))
    (place / "feeds.toml").write_text("\n".join(tables))
    listed = run("feeds").stdout
    assert "2 Sample Gazette" in listed and "3 Harbour Post" in listed
    assert "Removed Sample Gazette" in run("remove", "2").stdout
    assert run("feeds", "--json").exit_code == 0, "shows no numbers"
    again = run("remove", "2")
    assert (
        again.exit_code == 2 and "Number 2 of the last list, https://example.com/1, is not configured" in again.stderr
    )
    assert "Paused Mill Echo" in run("disable", "4").stdout
    assert "Enabled Mill Echo" in run("enable", "4").stdout
    assert "Removed Harbour Post" in run("remove", "3").stdout
    assert "2 Mill Echo" in run("feeds").stdout
    assert "Removed Mill Echo" in run("remove", "2").stdout
    assert [feed.name for feed in feeds(place)] == ["Sample Wire"]


def test_words_that_name_no_feed_or_several(place, run):
    assert 'No feed is called "zebra"' in run("remove", "zebra").stderr
    assert "matches 2 feeds.\n  Sample " in run("remove", "sample").stderr
    assert run("remove", "99").exit_code == 2


def test_a_feed_that_is_gone_is_asked_again_when_enabled(filled, run):
    url = feeds(filled)[0].url
    with Store.open(filled / "news.sqlite3") as store:
        store.feeds.save_states([FeedState(url, gone=True, failures=1, error="HTTP 410 Gone", etag='"1"')])
    assert " gone" in run("feeds").stdout
    run("enable", "1")
    with Store.open(filled / "news.sqlite3") as store:
        assert store.feeds.states()[url] == FeedState(url, etag='"1"')


OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="asia">
<outline text="Sample Herald" xmlUrl="https://herald.example/feed"/>
<outline text="Inside" xmlUrl="http://10.0.0.1/feed"/>
<outline text="Bad" xmlUrl="|touch hacked"/>
</outline></body></opml>"""


def test_lists_are_imported_and_what_is_skipped_is_named(place, run, monkeypatch):
    monkeypatch.chdir(place)
    (place / "list.opml").write_text(OPML)
    dry = run("import", "list.opml", "--dry-run")
    assert dry.stdout == "Would import 1 feed in 1 section, 2 skipped.\n"
    assert (place / "feeds.toml").read_text() == FEEDS
    result = run("import", "list.opml")
    assert (result.exit_code, result.stdout) == (0, "Imported 1 feed in 1 section, 2 skipped.\n")
    assert result.stderr.splitlines() == [
        "list.opml: line 3: http://10.0.0.1/feed: a private-network address (--allow-private accepts it)",
        "list.opml: line 4: |touch hacked: not an http(s) address",
    ]
    added = feeds(place)[-1]
    assert (added.name, added.section, added.allow_private) == ("Sample Herald", "asia", False)
    assert not (place / "hacked").exists()
    assert "Imported 0 feeds in 0 sections, 1 already configured" in run("import", "list.opml").stdout


def test_an_import_into_a_first_feeds_toml_says_which_feeds_it_has_beside(place, run, monkeypatch):
    monkeypatch.delenv("BRIEFING_CONFIG")
    (place / "list.opml").write_text(OPML)
    first = run("import", place / "list.opml")
    shipped = len(load_config(default_config_path()).feeds)
    assert f"feeds.toml has the {shipped} feeds that came with it, too: `briefing remove FEED`" in first.stderr
    (place / "list.opml").write_text(OPML.replace("herald", "metro"))
    assert "came with it" not in run("import", place / "list.opml").stderr


def test_a_feed_that_is_given_as_a_list_and_a_host_that_is_none_have_a_next_step(place, run, monkeypatch):
    (place / "feed.xml").write_text("<rss/>")
    assert "`briefing add URL` adds it by its address" in run("import", place / "feed.xml").stderr

    async def no_host(*_args, **_options):
        raise FetchError("host not found")

    monkeypatch.setattr("briefing.feeds.discovery.get", no_host)
    result = run("add", "nosuch.invalid", "--yes")
    assert result.exit_code == 1
    assert result.stderr == "briefing: https://nosuch.invalid: host not found\ncheck the address, or try again later\n"


def test_lists_that_are_none(place, run):
    (place / "list").write_bytes(b"<html>")
    result = run("import", place / "list")
    assert (result.exit_code, "not OPML" in result.stderr) == (2, True)
    (place / "list").write_text("nothing here\n")
    assert run("import", place / "list").exit_code == 1


def test_what_is_exported_can_be_imported(place, run):
    text = run("export").stdout
    assert run("export", "-").stdout == text
    assert text.count("<outline type=") == len(feeds(place))
    assert run("export", place / "out.opml").exit_code == 0
    assert (place / "out.opml").read_text() == text
    again = run("export", place / "out.opml")
    assert again.exit_code == 2 and "already exists" in again.stderr and "--force" in again.stderr
    assert run("export", place / "out.opml", "--force").exit_code == 0
    new = place / "new.toml"
    assert run("import", place / "out.opml", "--config", new).exit_code == 0
    kept = [(feed.url, feed.name, feed.publisher, feed.section) for feed in feeds(place)]
    assert sorted((f.url, f.name, f.publisher, f.section) for f in load_config(new).feeds) == sorted(kept)


def test_the_shipped_default_is_not_changed(place, run, monkeypatch):
    monkeypatch.delenv("BRIEFING_CONFIG")
    (place / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "file"))
    monkeypatch.setenv("HOME", str(place / "file"))
    result = run("disable", "1")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize("name", ["", 'name = "Own"', 'name = "wire.example/own?token=s3cret"'])
def test_an_export_holds_no_token(place, run, name):
    for secret in ("token=s3cret", "n=5&api_key=s3cret", "X-Amz-Signature=s3cret"):
        address = f"https://wire.example/own?{secret}"
        (place / "feeds.toml").write_text(f'[[feeds]]\nurl = "{address}"\n{name}\n')
        result = run("export")
        assert result.exit_code == 0
        assert "s3cret" not in result.stdout + result.stderr
        assert 'xmlUrl="https://wire.example/own' in result.stdout
        assert "left out" in result.stderr
        assert run("export", place / "list.opml", "--force").exit_code == 0
        assert "s3cret" not in (place / "list.opml").read_text()
        assert (place / "list.opml").stat().st_mode & 0o077 == 0 or os.name != "posix"
    (place / "feeds.toml").write_text('[[feeds]]\nurl = "https://wire.example/own?section=asia"\n')
    assert run("export").stderr == ""


def test_a_list_in_a_pipe_has_no_numbers_and_changes_none(filled, run, monkeypatch):
    numbered = run("feeds").stdout.splitlines()
    monkeypatch.setattr("briefing.cli.shared_steps.is_numbered_output", lambda: False)
    piped = run("feeds").stdout.splitlines()
    assert [line.split(maxsplit=1)[1] for line in numbered[1:]] == [line.rstrip() for line in piped[1:]]
