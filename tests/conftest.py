"""What all tests share."""

import signal

import pytest


@pytest.fixture(autouse=True, scope="session")
def signals_have_their_usual_meaning():
    """A suite started in the background ignores some signals, and so would the programs it starts and interrupts."""
    usual = {"SIGINT": signal.default_int_handler, "SIGHUP": signal.SIG_DFL}
    for name, handler in usual.items():
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)
