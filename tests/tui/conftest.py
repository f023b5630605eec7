"""What tests of the application share: a fixed time zone and a services."""

import asyncio
import time

import pytest
from fake_services import FakeServices


@pytest.fixture(autouse=True)
def _zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


TURNS = 100
"""Turns of the event loop after each key: more than its messages need, from the app to the focus and back."""


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let messages arrive after each key; Textual waits until the processor idles, 40 ms, what workers do `until`.

    Turns are counted, not timed: on a busy machine a pause ends before the key has had its effect.
    """

    async def turns(*_: float) -> None:
        for _ in range(TURNS):
            await asyncio.sleep(0)

    monkeypatch.setattr("textual.pilot.wait_for_idle", turns)
    monkeypatch.setattr("textual.app.wait_for_idle", turns)


@pytest.fixture(autouse=True)
def _unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint no screen that nobody sees, which takes half of the time; tests draw the lines that they read."""
    monkeypatch.setattr("textual.screen.Compositor.render_update", lambda *_, **__: None)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread becomes read because a machine is slow."""
    monkeypatch.setattr("briefing.tui.screens.read_timer.SECONDS_IN_SIGHT", 600)


@pytest.fixture
def services() -> FakeServices:
    return FakeServices()


@pytest.fixture(autouse=True)
def _windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop with no browser named: nothing is opened in the terminal of whoever runs the tests."""
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("BROWSER", raising=False)
