"""Feed management: edits of feeds.toml that both front ends use, without a store."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.config import default_config_path, load_config
from briefing.errors import ConfigError, FetchError, ParseError
from briefing.feeds.discovery import DiscoveredFeed
from briefing.model.feeds import Feed
from briefing.services.config_edits import ConfigChangedError, ConfigEdit, reverse_of, without_edit
from briefing.services.feed_list import FeedExistsError, FeedList, StandaloneConfig, feed_to_add
from briefing.web.fake_transport import fake_transport

FILE = """# mine
[[feeds]]
url = "https://wire.example/rss"
name = "Sample Wire"

[[feeds]]
url = "https://gazette.example/feeds/world"
enabled = false
"""
METRO = Feed("https://metro.example/rss", name="Sample Metro", publisher="Sample Metro")


@pytest.fixture
def holder(tmp_path: Path) -> StandaloneConfig:
    path = tmp_path / "feeds.toml"
    path.write_text(FILE, encoding="utf-8")
    return StandaloneConfig(load_config(path))


def text(holder: StandaloneConfig) -> str:
    return holder.config.path.read_text(encoding="utf-8")


def test_an_edit_changes_the_file_and_the_configuration_in_use(holder: StandaloneConfig) -> None:
    feeds = FeedList(holder)
    edit = feeds.add(METRO)
    assert (edit.before, edit.after) == (FILE, text(holder))
    assert holder.config.feeds[-1].url == METRO.url == load_config(holder.config.path).feeds[-1].url
    feeds.remove("https://wire.example/rss")
    assert [feed.url for feed in holder.config.feeds] == ["https://gazette.example/feeds/world", METRO.url]


def test_a_feed_that_is_configured_is_not_added_again(holder: StandaloneConfig) -> None:
    with pytest.raises(FeedExistsError, match="Sample Wire is already configured, in line 2") as raised:
        FeedList(holder).add(Feed("http://wire.example/rss/"))
    assert raised.value.feed.name == "Sample Wire" and text(holder) == FILE


def test_an_edit_is_undone_unless_the_file_was_changed_since(holder: StandaloneConfig) -> None:
    feeds, path = FeedList(holder), str(holder.config.path.resolve())
    reverse = reverse_of(feeds.add(METRO))
    assert feeds.undo(str(holder.config.path) + "x", reverse) == "", "another configuration"
    assert feeds.undo(path, reverse) == "removed again: Sample Metro"
    assert text(holder) == FILE and len(holder.config.feeds) == 2
    edit = feeds.add(METRO)
    holder.config.path.write_text(edit.after + "# theirs\n", encoding="utf-8")
    with pytest.raises(ConfigChangedError, match="was changed since"):
        feeds.undo(path, reverse_of(edit))
    assert text(holder).endswith("# theirs\n")


@given(st.lists(st.sampled_from(["a\n", "b\n", "\r\n", "ü"])), st.lists(st.sampled_from(["a\n", "b\n", "c", "\x85"])))
def test_every_edit_can_be_reversed(before: list[str], after: list[str]) -> None:
    edit = ConfigEdit("".join(before), "".join(after))
    assert without_edit(edit.after, reverse_of(edit)) == edit.before
    assert without_edit(edit.after + "#", reverse_of(edit)) is None


def test_enabling_reports_each_feed_that_is_fetched_again(holder: StandaloneConfig) -> None:
    enabled: list[Feed] = []
    feeds = FeedList(holder, enabled.append)
    gazette = holder.config.feeds[1].url
    feeds.toggle(gazette)
    assert feeds.is_enabled(gazette) and [feed.url for feed in enabled] == [gazette]
    feeds.toggle(gazette)
    assert not feeds.is_enabled(gazette) and len(enabled) == 1
    feeds.set_enabled([gazette], True)
    before = text(holder)
    feeds.set_enabled([gazette], True)
    assert text(holder) == before and len(enabled) == 3, "a feed that is enabled already is tried again too"


@pytest.mark.parametrize(
    "reference", ["2", "gazette.example/feeds/world", "https://gazette.example/feeds/world", "world"]
)
def test_a_nameless_feed_is_found_by_what_lists_call_it(holder: StandaloneConfig, reference: str) -> None:
    assert FeedList(holder).resolve(reference).url == "https://gazette.example/feeds/world"


def test_an_ambiguous_reference_suggests_the_feeds(holder: StandaloneConfig) -> None:
    with pytest.raises(ConfigError, match="matches 2 feeds") as raised:
        FeedList(holder).resolve("example")
    assert raised.value.suggestions == ("Sample Wire", "gazette.example/feeds/world")
    with pytest.raises(ConfigError, match="No feed is called"):
        FeedList(holder).resolve("zebra")


def test_only_new_feeds_of_a_list_are_imported(holder: StandaloneConfig) -> None:
    body = b"https://wire.example/rss\nhttps://metro.example/rss ~Metro\nftp://x.example/\n"
    feeds = FeedList(holder)
    planned = feeds.import_feeds(body, dry_run=True)
    assert ([feed.name for feed in planned.new], planned.known_count, len(planned.skipped)) == (["Metro"], 1, 1)
    assert text(holder) == FILE
    assert feeds.import_feeds(body) == planned and len(holder.config.feeds) == 3
    assert feeds.import_feeds(body).new == ()
    with pytest.raises(ParseError):
        feeds.import_feeds(b"<html>")


def test_the_exported_list_can_be_imported(holder: StandaloneConfig, tmp_path: Path) -> None:
    body = FeedList(holder).export().text.encode()
    other = tmp_path / "other.toml"
    other.write_text("", encoding="utf-8")
    copy = StandaloneConfig(load_config(other))
    FeedList(copy).import_feeds(body)
    assert [(feed.url, feed.enabled) for feed in copy.config.feeds] == [
        (feed.url, feed.enabled) for feed in holder.config.feeds
    ]


def test_the_shipped_default_is_never_changed() -> None:
    holder = StandaloneConfig(load_config(default_config_path()))
    before = default_config_path().read_bytes()
    with pytest.raises(ConfigError, match="shipped default"):
        FeedList(holder).add(METRO)
    assert default_config_path().read_bytes() == before


def test_an_unusable_file_leaves_the_configuration_in_use(holder: StandaloneConfig) -> None:
    used = holder.config
    holder.config.path.write_text("[[feeds", encoding="utf-8")
    with pytest.raises(ConfigError):
        FeedList(holder).reload()
    assert holder.config is used


def test_a_discovered_feed_is_configured_with_its_title_and_a_valid_language() -> None:
    found = DiscoveredFeed("https://wire.example/rss", "Sample\x07 Wire", (), 3, 1.0, "en-GB")
    feed = feed_to_add(found, section=" asia ")
    assert (feed.name, feed.publisher, feed.section, feed.lang) == ("Sample Wire", "Sample Wire", "asia", "en-GB")
    elsewhere = DiscoveredFeed("https://other.example/rss", "Other", (), 3, 1.0, "not a tag", False)
    feed = feed_to_add(elsewhere, name="Mine")
    assert (feed.name, feed.section, feed.lang, feed.allow_private) == ("Mine", "news", "", False)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("feed://metro.example/rss", "http://metro.example/rss"),
        ("feed:https://metro.example/rss", "https://metro.example/rss"),
        ("FEEDS://metro.example/rss", "https://metro.example/rss"),
    ],
)
def test_a_feed_scheme_in_the_file_is_http(tmp_path: Path, address: str, url: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(f'[[feeds]]\nurl = "{address}"\nname = "Metro"\n', encoding="utf-8")
    holder = StandaloneConfig(load_config(path))
    assert [feed.url for feed in holder.config.feeds] == [url] and holder.config.problems == ()
    feeds = FeedList(holder)
    assert feeds.resolve(address).url == url
    feeds.toggle(url)
    assert not holder.config.feeds[0].enabled
    feeds.remove(url)
    assert holder.config.feeds == () and "metro" not in text(holder)


def test_a_list_without_end_is_refused(holder: StandaloneConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.services.feed_list.MAX_LIST_BYTES", 50)
    with pytest.raises(ParseError, match="longer than"):
        FeedList(holder).import_feeds(b"https://metro.example/rss\n" * 2)


def test_an_address_without_a_scheme_is_tried_with_https_and_with_http(holder: StandaloneConfig) -> None:
    body = (
        b'<rss version="2.0"><channel><title>Old</title><item><title>One</title><link>/1</link></item></channel></rss>'
    )
    requested: list[str] = []

    def respond(url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        requested.append(url)
        return (200, {"Content-Type": "application/rss+xml"}, body) if url.startswith("http:") else (500, {}, b"")

    holder.transport = fake_transport(respond)
    (feed,) = FeedList(holder).find("old.example/rss")
    assert feed.url == "http://old.example/rss"
    assert requested[0] == "https://old.example/rss"
    with pytest.raises(FetchError, match=r"https://old\.example/rss: HTTP 500"):
        FeedList(holder).find("https://old.example/rss")
