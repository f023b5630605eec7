"""Fixtures of all tests."""

import signal
import subprocess

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("any speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any speed")  # on a busy machine any example may take seconds

UNTRACED = ("/faults/", "/demo/", "/fuzz/", "test_services_clocks.py", "test_damaged_stores.py", "_hold.py", "_demo.py")
"""Parts of paths of tests that repeat what others cover, at a larger scale: tracing would double their time."""


def pytest_collection_modifyitems(config, items):
    """Leave the slowest tests out of the measurement of coverage, if it is measured."""
    for item in items if config.getoption("cov_source", None) and not config.getoption("no_cov", False) else ():
        if any(part in item.path.as_posix() for part in UNTRACED):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(autouse=True, scope="session")
def default_signal_handlers():
    """Restore the handlers of signals that a background job ignores; programs started by tests inherit them."""
    handlers = {"SIGINT": signal.default_int_handler, "SIGHUP": signal.SIG_DFL}
    for name, handler in handlers.items():
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


@pytest.fixture(autouse=True)
def no_program_outlives_its_test(monkeypatch):
    """Stop what a test started and left running, because an assertion failed before its end."""
    started = []
    start = subprocess.Popen.__init__

    def start_and_remember(process, *args, **options):
        start(process, *args, **options)
        started.append(process)

    monkeypatch.setattr(subprocess.Popen, "__init__", start_and_remember)
    yield
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()
