from briefing.model.feeds import Feed
from briefing.text.publishers.feed_names import feed_display_name, feed_given_name


def test_the_configured_name_comes_first_then_the_title_then_the_address() -> None:
    feed = Feed("https://wire.example/feeds/asia/", name="Sample\x1b Wire")
    nameless = Feed(feed.url)
    assert feed_display_name(feed, "Title") == "Sample Wire"
    assert feed_display_name(nameless, " Sample Title ") == "Sample Title"
    assert feed_display_name(nameless) == "wire.example/feeds/asia"
    assert feed_display_name(Feed("https://wire.example/world")) != feed_display_name(nameless)


def test_only_a_name_or_a_title_is_given() -> None:
    assert feed_given_name(Feed("https://wire.example/")) == ""
    assert feed_given_name(Feed("https://wire.example/"), "Sample Title") == "Sample Title"
