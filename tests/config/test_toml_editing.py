import subprocess
import sys
import time
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import parse_config
from briefing.config.toml_editing import edit_config, feed_table, with_feed_enabled, with_feeds_added, without_feed
from briefing.errors import ConfigError
from briefing.lock import file_lock
from briefing.model.feeds import Feed, Secret

WIRE, GAZETTE, METRO = (f"https://{name}.example/feed" for name in ("wire", "gazette", "metro"))
FILE = f"""# My feeds.

# --- world ---
[[feeds]]
url = "{WIRE}"  # the best
name = "Sample Wire"
[feeds.headers]
X-Key = "7"

# --- city ---

[[feeds]]
url = "{GAZETTE}"
enabled = true # for now

[[feeds]]
  url = "{METRO}"
# the end
"""


def urls(text: str) -> list[str]:
    config = parse_config(text, Path("feeds.toml"))
    assert not config.problems
    return [feed.url for feed in config.feeds]


def test_feeds_are_added_after_the_others():
    text = with_feeds_added(FILE, [Feed("https://new.example/a", name='The "New"'), Feed("https://new.example/b")])
    assert text.startswith(FILE)
    assert text.endswith(
        '[[feeds]]\nurl = "https://new.example/a"\nname = "The \\"New\\""\n\n[[feeds]]\nurl = "https://new.example/b"\n'
    )
    assert urls(text)[3:] == ["https://new.example/a", "https://new.example/b"]


def test_the_first_feed_of_an_empty_file():
    assert with_feeds_added("", [Feed(WIRE)]) == f'[[feeds]]\nurl = "{WIRE}"\n'
    assert urls(with_feeds_added("# nothing yet", [Feed(WIRE)])) == [WIRE]


def test_line_ends_stay_as_they_are():
    text = FILE.replace("\n", "\r\n")
    for edited in (with_feeds_added(text, [Feed("https://new.example/a")]), with_feed_enabled(text, WIRE, False)):
        assert "\n" not in edited.replace("\r\n", "")


@pytest.mark.parametrize("url", [WIRE, GAZETTE, METRO])
def test_a_feed_is_removed_and_comments_stay(url):
    text = without_feed(FILE, url)
    assert urls(text) == [other for other in (WIRE, GAZETTE, METRO) if other != url]
    for comment in ("# My feeds.", "# --- world ---", "# --- city ---", "# the end"):
        assert comment in text


def test_removing_what_was_added_gives_the_file_back():
    assert (
        without_feed(with_feeds_added(FILE, [Feed("https://new.example/a")]), "https://new.example/a").rstrip()
        == FILE.rstrip()
    )


@pytest.mark.parametrize("url", [WIRE, GAZETTE, METRO])
def test_feeds_are_disabled_and_enabled_again(url):
    off = with_feed_enabled(FILE, url, False)
    assert [feed.url for feed in parse_config(off, Path("f")).feeds if not feed.enabled] == [url]
    assert off.count("#") == FILE.count("#")
    assert all(feed.enabled for feed in parse_config(with_feed_enabled(off, url, True), Path("f")).feeds)
    assert "enabled = false # for now" in with_feed_enabled(FILE, GAZETTE, False)


def test_a_list_of_feeds_is_edited_too():
    text = f'# mine\nfeeds = [\n  {{ url = "{WIRE}" }}, # one\n  {{ url = "{GAZETTE}" }},\n]\n'
    assert urls(without_feed(text, WIRE)) == [GAZETTE]
    assert urls(with_feeds_added(text, [Feed(METRO)])) == [WIRE, GAZETTE, METRO]
    assert [feed.enabled for feed in parse_config(with_feed_enabled(text, GAZETTE, False), Path("f")).feeds] == [
        True,
        False,
    ]
    assert "# mine" in with_feed_enabled(text, GAZETTE, False)


def test_a_heading_inside_a_string_is_ignored():
    text = f'[[feeds]]\nurl = "{WIRE}"\nname = """\n[[feeds]]\nurl = "x" """\n\n[[feeds]]\nurl = "{GAZETTE}"\n'
    assert urls(without_feed(text, GAZETTE)) == [WIRE]
    assert [feed.enabled for feed in parse_config(with_feed_enabled(text, GAZETTE, False), Path("f")).feeds] == [
        True,
        False,
    ]


def test_a_feed_that_is_not_there():
    with pytest.raises(ConfigError, match="no feed https://none"):
        without_feed(FILE, "https://none.example/")


def test_a_described_feed_is_read_back_as_it_was():
    feed = Feed(
        WIRE,
        name="Wire\\World",
        publisher="Sample Wire",
        section="asia",
        lang="ja",
        weight=1.5,
        interval=timedelta(minutes=90),
        headers=(("X-Key", "7"),),
        secrets=(("Authorization", Secret(env="TOKEN", prefix="Bearer ")), ("X", Secret(command=("pass", "show")))),
        enabled=False,
        allow_private=True,
        opml=(("htmlUrl", "https://wire.example/"), ("x:y", "z")),
        line=1,
    )
    config = parse_config(feed_table(feed), Path("feeds.toml"))
    assert (config.feeds, config.problems) == ((feed,), ())


def test_the_last_good_file_is_kept(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text(FILE)
    edit_config(path, lambda text: without_feed(text, WIRE))
    assert (tmp_path / "feeds.toml.bak").read_text() == FILE
    assert urls(path.read_text()) == [GAZETTE, METRO]


def test_two_processes_that_add_at_once_lose_nothing(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text(FILE)
    code = """
import sys
from pathlib import Path
from briefing.config.toml_editing import edit_config, with_feeds_added
from briefing.model.feeds import Feed
for number in range(20):
    feed = Feed(f"https://new{sys.argv[2]}.example/{number}")
    edit_config(Path(sys.argv[1]), lambda text: with_feeds_added(text, [feed]))
"""
    both = [subprocess.Popen([sys.executable, "-c", code, str(path), str(number)]) for number in range(2)]
    assert [writer.wait(60) for writer in both] == [0, 0]
    assert len(urls(path.read_text())) == len(urls(FILE)) + 40


def test_waiting_too_long_for_the_lock_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr("briefing.config.toml_editing.LOCK_TIMEOUT", 0.0)
    path = tmp_path / "feeds.toml"
    with file_lock(tmp_path / ".feeds.toml.lock"), pytest.raises(ConfigError, match="being changed by another"):
        edit_config(path, lambda _: FILE)
    assert not path.exists()


def test_a_killed_writer_leaves_the_old_or_the_new_file(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text(FILE)
    code = """
import sys
from pathlib import Path
from briefing.config.toml_editing import edit_config, with_feeds_added
from briefing.model.feeds import Feed
path = Path(sys.argv[1])
print("ready", flush=True)
text = path.read_text()
for number in range(100_000):
    edit_config(path, lambda _: with_feeds_added(text, [Feed(f"https://new.example/" + "x" * (number % 50 * 1000))]))
"""
    for pause in (0.0, 0.01, 0.03, 0.07):
        writer = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
        assert writer.stdout and writer.stdout.readline() == b"ready\n"
        time.sleep(pause)
        writer.kill()
        writer.communicate()
        for written in (path, path.with_name("feeds.toml.bak")):
            if written.exists():
                assert tomllib.loads(written.read_text())["feeds"][0]["url"] == WIRE
                assert written.stat().st_size >= len(FILE)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_between_two_feeds_keeps_its_place(newline):
    text = f'[[feeds]]\nurl = "{WIRE}"\n\n# the model\n[model]\nname = "m"\n\n[[feeds]]\nurl = "{GAZETTE}"\n'
    text = text.replace("\n", newline)
    assert with_feed_enabled(text, GAZETTE, False) == text + f"enabled = false{newline}"
    removed = without_feed(text, WIRE)
    assert removed == text[text.index("# the model") :]
    assert without_feed(text, GAZETTE).rstrip() == text[: text.index("[[feeds]]", 5)].rstrip()
