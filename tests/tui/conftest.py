"""What tests of the application share: a fixed time zone and a desk."""

import time

import pytest
from fake_desk import FakeDesk


@pytest.fixture(autouse=True)
def _zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()
