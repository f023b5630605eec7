"""Fixtures of all tests."""

import signal

import pytest


@pytest.fixture(autouse=True, scope="session")
def default_signal_handlers():
    """Restore the handlers of signals that a background job ignores; programs started by tests inherit them."""
    handlers = {"SIGINT": signal.default_int_handler, "SIGHUP": signal.SIG_DFL}
    for name, handler in handlers.items():
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)
