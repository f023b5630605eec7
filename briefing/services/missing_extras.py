"""Features that the configuration asks for, but whose extra is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.extras import install_command, is_installed
from briefing.text.publishers.feed_names import feed_given_name

if TYPE_CHECKING:
    from briefing.config import Config


class MissingExtra(NamedTuple):
    """An extra that the configuration needs, but that is not installed: a message, and the command that installs it."""

    message: str
    install_command: str

    def __str__(self) -> str:
        return f"{self.message}; install it: {self.install_command}"


def missing_full_text(config: Config) -> MissingExtra | None:
    """Return the extra without which feeds ask for full texts in vain; None if it is installed or none asks."""
    feeds = [feed_given_name(feed, "") for feed in config.feeds if feed.enabled and feed.full_text]
    if not feeds or is_installed("fulltext"):
        return None
    others = f" and {len(feeds) - 1} more" if len(feeds) > 1 else ""
    message = f"{config.path}: `full_text` of {feeds[0]}{others} has no effect: trafilatura is not installed"
    return MissingExtra(message, install_command("fulltext"))
