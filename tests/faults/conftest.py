"""What the fault tests share: a loopback server with routes that change, and desks on it."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "feeds"))


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """A server on loopback and a services that follows its feeds; the clock stands until it is moved."""
    from fault_site import Newsroom

    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Newsroom(tmp_path) as room:
        yield room
