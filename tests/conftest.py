"""Fixtures of all tests."""

import json
import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from httpx import create_ssl_context
from hypothesis import HealthCheck, settings
from new_stores import prepare_a_copy

settings.register_profile("any speed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any speed")  # on a busy machine any example may take seconds

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each program that a test starts would compile every module anew

MAKING_STORES = ("test_private_files.py", "test_store_migrations.py", "test_store_connection.py")
"""The files of tests whose subject is how a store is made."""


def pytest_terminal_summary(terminalreporter):
    """Print what share of the package the tests ran, where slipcover measures it."""
    merged = Path(os.environ.get("SLIPCOVER_COVERAGE_DIR", "."), "merged.json")
    if merged.is_file():
        summary = json.loads(merged.read_text(encoding="utf-8"))["summary"]
        terminalreporter.write_line(
            f"Covered {summary['percent_covered']:.0f} % of briefing/; coverage.txt has the rest."
        )


def other_hashes():
    """Return an environment in which the order of sets is another than in this process."""
    return {**os.environ, "PYTHONHASHSEED": "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"}


@pytest.fixture(scope="session")
def kept_demo(request, tmp_path_factory):
    """The folder that `briefing demo --keep` fills, which takes seconds: one for all workers, to copy and to read."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "kept-demo"
    with FileLock(shared / "kept-demo.lock"):
        if not folder.exists():
            part = base / "unfinished-demo"
            words = [sys.executable, "-m", "briefing", "demo", "--keep", str(part)]
            subprocess.run(
                words, cwd=request.config.rootpath, env=other_hashes(), stdout=subprocess.DEVNULL, check=True
            )
            part.rename(folder)
    return folder


@pytest.fixture(scope="session")
def demo_services(kept_demo, tmp_path_factory):
    """The services of the demo, after all its refreshes; for tests that only read."""
    from briefing.cli.demo import new_demo

    folder = tmp_path_factory.mktemp("demo") / "copy"
    shutil.copytree(kept_demo, folder)
    with new_demo(folder) as services:
        yield services


@pytest.fixture(autouse=True, scope="session")
def default_signal_handlers():
    """Restore the handlers of signals that a background job ignores; programs started by tests inherit them."""
    handlers = {"SIGINT": signal.default_int_handler, "SIGHUP": signal.SIG_DFL}
    for name, handler in handlers.items():
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


@pytest.fixture(autouse=True)
def new_stores_are_copies(request, monkeypatch):
    """Copy an empty store instead of running all migrations, where a test opens a new one."""
    if request.path.name not in MAKING_STORES:
        monkeypatch.setattr("briefing.store.database.migrations.prepare", prepare_a_copy)


@cache
def ssl_context(*_authorities):
    """Return what httpx makes for the authorities that the environment names."""
    return create_ssl_context()


@pytest.fixture(autouse=True)
def certificates_are_read_once(monkeypatch):
    """Read the certificates of the system once in each process, not for each client, which takes 0.05 s."""
    names = ("SSL_CERT_FILE", "SSL_CERT_DIR")
    monkeypatch.setattr("httpx.create_ssl_context", lambda: ssl_context(*map(os.environ.get, names)))


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
