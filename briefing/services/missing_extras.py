"""Features that the configuration asks for, but whose extra is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extras import install_command, is_installed
from briefing.text.publishers.feed_names import feed_given_name

if TYPE_CHECKING:
    from briefing.config import Config


def full_text_problem(config: Config) -> tuple[str, str]:
    """Return that feeds ask for full texts in vain, and the command that helps; empty texts if all is well."""
    feeds = [feed_given_name(feed, "") for feed in config.feeds if feed.enabled and feed.full_text]
    if not feeds or is_installed("fulltext"):
        return "", ""
    others = f" and {len(feeds) - 1} more" if len(feeds) > 1 else ""
    message = f"{config.path}: `full_text` of {feeds[0]}{others} has no effect: trafilatura is not installed"
    return message, install_command("fulltext")
