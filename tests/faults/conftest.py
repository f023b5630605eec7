"""What the fault tests share: a loopback server with routes that change, and services that refresh from it."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "feeds"))


@pytest.fixture
def feed_site(tmp_path, monkeypatch):
    """A server on loopback and services that follow its feeds; the clock stands still until a test moves it."""
    from fault_site import FeedSite

    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with FeedSite(tmp_path) as site:
        yield site
