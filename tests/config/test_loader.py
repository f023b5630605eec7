import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import (
    Config,
    default_config_path,
    install_default_config,
    load_config,
    parse_config,
    resolve_paths,
    user_config_path,
    write_atomic,
)
from briefing.config.loader import TOP_LEVEL_KEYS
from briefing.config.text_files import MAX_CONFIG_BYTES, MAX_KEY_PARTS
from briefing.errors import ConfigError, FileError
from briefing.model.feeds import Secret

FILE = Path("feeds.toml")
URL = 'url = "https://wire.example/feed"\n'


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return tmp_path


def read(text: str) -> Config:
    return parse_config(text, FILE)


def problems(text: str) -> list[str]:
    return [str(problem) for problem in read(text).problems]


def feed(text: str):
    config = read(f"[[feeds]]\n{URL}{text}")
    assert not config.problems
    return config.feeds[0]


def test_a_feed_needs_only_an_address():
    plain = feed("")
    assert (plain.url, plain.section, plain.weight, plain.enabled) == ("https://wire.example/feed", "news", 1.0, True)
    assert (plain.interval, plain.line) == (timedelta(hours=1), 1)
    assert plain.name == plain.publisher == plain.lang == ""


def test_every_key_is_read():
    full = feed(
        'name = "Wire\u202e World"\npublisher = "Sample Wire"\nsection = "asia"\nlang = "ja"\nweight = 2\n'
        'interval = "30m"\nenabled = false\nheaders = { "X-Key" = "s3cret" }'
    )
    assert (full.name, full.publisher, full.section, full.lang) == ("Wire World", "Sample Wire", "asia", "ja")
    assert (full.weight, full.interval, full.enabled) == (2.0, timedelta(minutes=30), False)
    assert full.headers == (("X-Key", "s3cret"),)
    assert (full.secrets, full.allow_private, feed("allow_private = true").allow_private) == ((), None, True)


def test_secrets_are_not_fetched_when_the_file_is_read():
    text = """auth = { user = "reader", password = { command = ["pass", "show", "gazette"] } }
headers = { "X-Key" = { env = "WIRE_KEY", prefix = "Bearer " }, "X-Plain" = "7" }
"""
    found = feed(text)
    assert found.headers == (("X-Plain", "7"),)
    assert found.secrets == (
        ("X-Key", Secret(env="WIRE_KEY", prefix="Bearer ")),
        ("Authorization", Secret(command=("pass", "show", "gazette"), user="reader")),
    )
    plain = feed('auth = { user = "me", password = "open sesame" }')
    assert plain.headers == (("Authorization", "Basic bWU6b3BlbiBzZXNhbWU="),)


def test_the_publisher_defaults_to_the_name():
    assert feed('name = "Sample Wire"').publisher == "Sample Wire"


@pytest.mark.parametrize(
    ("interval", "seconds"), [('"90s"', 90), ('"2h"', 7200), ('"1d"', 86400), ("600", 600), ('"1.5h"', 5400)]
)
def test_intervals(interval, seconds):
    assert feed(f"interval = {interval}").interval == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('weight = "two"', "feeds.toml:3: `weight` must be a number, not a string"),
        ("weight = true", "feeds.toml:3: `weight` must be a number, not true or false"),
        ("weight = -1", "feeds.toml:3: `weight` must be above 0 and at most 100, not -1"),
        ("weight = nan", "feeds.toml:3: `weight` must be above 0 and at most 100, not nan"),
        ("name = 7", "feeds.toml:3: `name` must be a string, not a number"),
        ("name = 2026-03-01", "feeds.toml:3: `name` must be a string, not a date or time"),
        ('lang = "Japanese!"', 'feeds.toml:3: `lang` must be a language tag such as "en" or "ja", not "Japanese!"'),
        (
            'interval = "soon"',
            'feeds.toml:3: `interval` must be a duration such as "30m", "2h" or "1d", or a number of seconds',
        ),
        ("interval = 1", "feeds.toml:3: `interval` must lie between one minute and 30 days"),
        ('enabled = "no"', "feeds.toml:3: `enabled` must be true or false, not a string"),
        ('headers = "x"', 'feeds.toml:3: `headers` must be a table such as { "Authorization" = "..." }, not a string'),
        ('headers = { "a b" = "c" }', 'feeds.toml:3: `headers` has "a b", which is not a valid header name'),
        (
            'headers = { a = "b\\r\\nc: d" }',
            'feeds.toml:3: `headers` has "a" with a value that is not one line of ASCII text',
        ),
        (
            'headers = { a = { command = "pass show x" } }',
            'feeds.toml:3: `headers` has "a" with a `command` that is not a list of words: ["pass", "show", "x"]',
        ),
        (
            'headers = { a = { env = "X", command = ["x"] } }',
            'feeds.toml:3: `headers` has "a" with a table that is neither { env = "..." } nor '
            '{ command = ["...", "..."] }',
        ),
        (
            'headers = { a = { env = "a b" } }',
            'feeds.toml:3: `headers` has "a" with an `env` that is not the name of a variable',
        ),
        (
            'headers = { a = { env = "X", prefix = 7 } }',
            'feeds.toml:3: `headers` has "a" with a `prefix` that is not ASCII text',
        ),
        (
            'auth = "me:secret"',
            'feeds.toml:3: `auth` must be a table such as { user = "me", password = { env = "PASSWORD" } }',
        ),
        (
            'auth = { user = "a:b", password = "x" }',
            "feeds.toml:3: `auth` has a `user` that is empty or contains a colon",
        ),
        (
            'auth = { user = "a", password = { env = "X", prefix = "y" } }',
            "feeds.toml:3: `auth` has a `password` with a `prefix`",
        ),
        (
            "opml = { a = 1 }",
            'feeds.toml:3: `opml` must be a table of strings such as { htmlUrl = "..." }, not a table',
        ),
        ("allow_private = 1", "feeds.toml:3: `allow_private` must be true or false, not a number"),
    ],
)
def test_a_wrong_value_is_named_and_leaves_only_its_feed_out(line, problem):
    config = read(f'[[feeds]]\n{URL}{line}\n[[feeds]]\nurl = "https://gazette.example/feed"\n')
    assert [str(p) for p in config.problems] == [problem]
    assert [f.url for f in config.feeds] == ["https://gazette.example/feed"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "wire.example/feed", "javascript:alert(1)", "https://"])
def test_only_web_addresses_are_fetched(url):
    assert problems(f'[[feeds]]\nurl = "{url}"\n') == [
        f'feeds.toml:2: `url` must be an http or https address, not "{url}"'
    ]


def test_a_password_in_an_address_is_refused_and_not_repeated():
    (problem,) = problems('[[feeds]]\nurl = "https://joe:secret@wire.example/feed"\n')
    assert problem.startswith("feeds.toml:2: `url` contains a user or password: write instead `auth = ")
    assert "secret" not in problem


def test_all_problems_are_reported_at_once_in_order():
    text = f"""title = "Mine"
[[feeds]]
urll = "https://wire.example/feed"

[[feeds]]
{URL}sectoin = "asia"
colour = "red"
  weight = "x"
[[feeds]]
url = "https://gazette.example/feed"
[[feed]]
url = "https://observer.example/feed"
"""
    assert problems(text) == [
        f"feeds.toml:1: `title` is not known here; known: {', '.join(f'`{key}`' for key in TOP_LEVEL_KEYS)}",
        "feeds.toml:2: a feed without `url`",
        "feeds.toml:3: `urll` is not a key of a feed; did you mean `url`?",
        "feeds.toml:7: `sectoin` is not a key of a feed; did you mean `section`?",
        "feeds.toml:8: `colour` is not a key of a feed; known: `url`, `name`, `publisher`, `section`, `lang`, "
        "`weight`, `interval`, `headers`, `auth`, `allow_private`, `full_text`, `today`, `max_per_day`, `opml`, "
        "`enabled`",
        "feeds.toml:9: `weight` must be a number, not a string",
        "feeds.toml:12: `feed` is not known here; did you mean `feeds`?",
    ]
    assert [f.url for f in read(text).feeds] == ["https://gazette.example/feed"]


def test_an_unknown_key_does_no_harm_to_its_feed():
    assert len(read(f"[[feeds]]\n{URL}colour = 1").feeds) == 1


def test_an_address_may_occur_once():
    text = f"[[feeds]]\n{URL}[[feeds]]\n{URL}"
    assert problems(text) == ["feeds.toml:4: `url` https://wire.example/feed is there already in line 2"]
    assert len(read(text).feeds) == 1


def test_headers_may_be_a_table_of_their_own():
    text = f"[[feeds]]\n{URL}[feeds.headers]\nurl = 7\n[[feeds]]\nname = 1\n"
    assert problems(text) == [
        'feeds.toml:3: `headers` has "url" with a value that is not one line of ASCII text',
        "feeds.toml:5: a feed without `url`",
        "feeds.toml:6: `name` must be a string, not a number",
    ]


@pytest.mark.parametrize("text", ['feeds = "https://wire.example"', "[feeds]\nurl = 1"])
def test_feeds_that_are_not_a_list(text):
    assert problems(text) == ["feeds.toml:1: `feeds` must be a list of tables: write [[feeds]]"]


def test_feeds_may_be_an_inline_list():
    config = read('feeds = [{ url = "https://wire.example/feed" }, "x"]')
    assert len(config.feeds) == 1
    assert [str(p) for p in config.problems] == ["feeds.toml:1: a feed must be a table with a `url`"]


def test_an_empty_file_has_no_feeds():
    assert read("") == Config(FILE)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[[feeds]]\nurl 7", "feeds.toml:2:5: not valid TOML"),
        (b'a = "\xff"', "feeds.toml: not UTF-8 text (byte 5)"),
        (b"a = " + b"[" * 100_000, "feeds.toml: not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path, content, message):
    path = tmp_path / "feeds.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert message in str(caught.value)


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_bytes(b"\xef\xbb\xbf[[feeds]]\r\nurll = 1\r\n")
    assert load_config(path).problems[1].line == 2


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"cannot read .*none\.toml: No such file") as caught:
        load_config(tmp_path / "none.toml")
    assert "--config" in caught.value.hint


def test_the_order_of_search(tmp_path):
    ours, theirs = tmp_path / "ours.toml", tmp_path / "theirs.toml"
    for path in (ours, theirs):
        path.write_text(f"[[feeds]]\n{URL}", encoding="utf-8")
    environ = {"BRIEFING_CONFIG": str(theirs)}
    assert load_config(ours, environ).path == ours
    assert load_config(None, environ).path == theirs
    assert load_config(None, {}).path == default_config_path()
    assert install_default_config(resolve_paths(environ={}))
    assert load_config(None, {}).path == user_config_path()


def test_paths(tmp_path):
    places = resolve_paths(
        None, None, {"BRIEFING_STORE": str(tmp_path / "x.sqlite3"), "BRIEFING_CONFIG": "~/mine.toml"}
    )
    assert places.store == tmp_path / "x.sqlite3"
    assert places.backups == tmp_path
    assert places.config == Path("~/mine.toml").expanduser()
    assert resolve_paths(Path("a"), Path("b"), {}).config == Path("a")
    assert resolve_paths(Path("a"), Path("b"), {}).store == Path("b")
    assert resolve_paths(environ={}).store.name == "briefing.sqlite3"
    assert places.default_config.is_file()


def test_the_default_is_copied_once_and_only_to_the_users_folder(tmp_path):
    places = resolve_paths(environ={})
    assert install_default_config(places)
    assert places.config.read_text(encoding="utf-8") == default_config_path().read_text(encoding="utf-8")
    assert not install_default_config(places)
    assert not install_default_config(resolve_paths(tmp_path / "asked.toml", None, {}))
    assert not (tmp_path / "asked.toml").exists()


def test_a_home_that_cannot_be_written_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    assert not install_default_config(resolve_paths(environ={}))


def test_writing_replaces_the_whole_file_and_leaves_nothing_behind(tmp_path):
    path = tmp_path / "digest.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write_atomic(path, "new\n")
    assert path.read_bytes() == b"new\n"
    assert list(tmp_path.iterdir()) == [path]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(FileError, match=r"cannot write .*digest\.txt"):
        write_atomic(tmp_path / "none" / "digest.txt", "x")


def test_the_shipped_feeds_are_sound():
    config = load_config(default_config_path())
    assert not config.problems
    assert 35 <= len(config.feeds) <= 45
    assert len({feed.section for feed in config.feeds}) >= 6
    assert all(feed.name for feed in config.feeds)


def test_configuration_is_read_without_heavy_imports():
    code = "import sys, briefing.config as c; c.load_config(c.default_config_path()); print([m for m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not [
        m
        for m in ("httpx", "selectolax", "feedparser", "asyncio", "difflib", "email", "tomlkit", "filelock")
        if f"'{m}'" in found
    ]


def test_keys_and_commands_of_the_reader_are_read_and_wrong_ones_named():
    config = read(
        '[keys]\nfollow = "F, ctrl+f"\nmute = 3\n[send]\nnote = ["tee", "-a", "notes.md"]\nbad = "rm -rf"\nempty = []\n'
    )
    assert config.key_bindings == {"follow": "F, ctrl+f"}
    assert config.send_commands == {"note": ("tee", "-a", "notes.md")}
    assert [str(problem) for problem in config.problems] == [
        'feeds.toml:1: `mute` must name keys, such as "F, ctrl+f"',
        'feeds.toml:4: `bad` must be a list of words such as ["tee", "-a", "notes.md"], not a string',
        'feeds.toml:4: `empty` must be a list of words such as ["tee", "-a", "notes.md"]',
    ]
    assert problems("keys = 3\n") == ["feeds.toml:1: `keys` must be a table: write [keys]"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# " + "x" * MAX_CONFIG_BYTES, "is too large: more than 4 MiB"),
        ("\n" + ".".join("a" * (MAX_KEY_PARTS + 2)) + " = 1", ":2: a line with more than 1000 dots"),
        ("[" + ".".join("a" * (MAX_KEY_PARTS + 2)) + "]", ":1: a line with more than 1000 dots"),
    ],
)
def test_a_file_that_would_fill_the_memory_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert message in str(caught.value)


def test_a_large_list_and_a_ruler_of_dots_are_read(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    feeds = "".join(f'[[feeds]]\nurl = "https://wire{n}.example/rss"\n' for n in range(2000))
    path.write_text("#" + "." * 5000 + "\n" + feeds)
    assert len(load_config(path).feeds) == 2000


@pytest.mark.parametrize("value", ["9" * 5_000, "-" + "1" * 5_000, "0x" + "f" * 9_000, "[" * 5_000])
def test_an_endless_value_is_a_mistake_of_the_file(value, tmp_path):
    path = tmp_path / "feeds.toml"
    if value.startswith("0x"):  # hexadecimal numbers of any length are read in linear time
        assert parse_config(f"x = {value}\n", path).problems
        return
    with pytest.raises(ConfigError, match="not valid TOML") as error:
        parse_config(f"x = {value}\n", path)
    assert "sys." not in str(error.value)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ('[model] # not feeds\nnam = "x"\n', "feeds.toml:3: `nam` is not a key of [model]"),
        ("[keys] # not the feeds\nfollow = 1\n", "feeds.toml:3: `follow` must name keys"),
        ('[send]  # of feeds\nnote = "tee"\n', "feeds.toml:3: `note` must be a list of words"),
        ("[digests.feeds]\nlines = 0\n", "feeds.toml:4: `lines` must"),
        ('[digests."a ] b"]\nlines = 0\n', "feeds.toml:4: `lines` must"),
        ('[[rules]] # feeds\ndo = "hide"\ntitel = "x"\n', "feeds.toml:5: `titel` is not a key of a rule"),
        ('[[rules]]\ndo = "hide"\n[rules.titel]\nx = 1\n', "feeds.toml:5: `titel` is not a key of a rule"),
        ("[feeds.titel] # of rules\nx = 1\n", "feeds.toml:3: `titel` is not a key of a feed"),
    ],
)
def test_a_problem_has_its_line_whatever_stands_in_the_headings(table, problem):
    assert any(one.startswith(problem) for one in problems(f"[[feeds]]\n{URL}{table}"))


def test_only_line_feeds_count_as_ends_of_lines():
    assert problems(f"# a\u2028b\x85c\n[[feeds]]\n{URL}weight = 0\n")[0].startswith("feeds.toml:4: `weight`")
