from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "briefing.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened
