"""A child process begins like this one or not at all, prints nothing, and runs nothing of the working folder."""

import importlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import briefing
from briefing.errors import BriefingError
from briefing.services.refreshing import child_process
from briefing.services.refreshing.child_process import Channel, ChildProcess, start_child, stop_with_parent
from briefing.store.database import migrations

MUCH = "x" * 500_000
"""More than a pipe holds."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="programs and signals of POSIX")


def send_environment(channel: Channel, *arguments: object) -> None:
    channel.send((dict(os.environ), arguments))


def start(*arguments: object) -> ChildProcess:
    child = start_child(*arguments)
    assert child
    return child


def answer(*arguments: object) -> tuple[dict[str, str], tuple[object, ...]]:
    with start(send_environment, *arguments) as child:
        assert child.begins()
        received: tuple[dict[str, str], tuple[object, ...]] = child.receive()
        return received


def test_it_runs_a_function_with_its_arguments():
    assert answer("word", 7, MUCH)[1] == ("word", 7, MUCH)


@pytest.mark.parametrize("name", ["pickle.py", "signal.py", "sitecustomize.py"])
def test_no_module_of_the_working_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    (tmp_path / name).write_text("from pathlib import Path\nPath('was-run').touch()\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    answer()
    assert not (tmp_path / "was-run").exists()


def test_what_it_starts_has_the_environment_of_the_person():
    environment, _ = answer()
    assert {name for name in environment if name.startswith("PYTHON")} <= set(os.environ)


def touch(channel: Channel, path: Path) -> None:
    path.touch()
    channel.send("touched")


@pytest.mark.parametrize(("module", "name", "value"), [(briefing, "__version__", "0.0.7"), (migrations, "VERSION", 7)])
def test_one_of_another_version_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str, value: object
):
    monkeypatch.setattr(module, name, value)
    with start(touch, tmp_path / "was-run") as child:
        with pytest.raises(BriefingError, match="was updated"):
            child.begins()
        with pytest.raises(EOFError):
            child.receive()
    assert not (tmp_path / "was-run").exists()


@posix
@pytest.mark.parametrize("program", ["false", "echo", "yes"])
def test_one_that_ends_or_is_another_program_does_not_begin(monkeypatch: pytest.MonkeyPatch, program: str):
    monkeypatch.setattr(sys, "executable", program)
    with start(send_environment, MUCH) as child:
        assert not child.begins()


def test_one_whose_modules_are_gone_does_not_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "gone_with_an_update.py").write_text("def serve(channel):\n    channel.send('served')\n")
    monkeypatch.syspath_prepend(tmp_path)
    serve = importlib.import_module("gone_with_an_update").serve
    with start(serve) as child:
        assert child.begins()
        assert child.receive() == "served"
    (tmp_path / "gone_with_an_update.py").unlink()
    shutil.rmtree(tmp_path / "__pycache__", ignore_errors=True)
    with start(serve) as child:
        assert not child.begins()


@pytest.mark.parametrize("name", ["", "no-such-program"])
def test_a_missing_interpreter_starts_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str):
    monkeypatch.setattr(sys, "executable", name and str(tmp_path / name))
    assert start_child(send_environment) is None


def print_much(channel: Channel) -> None:
    for descriptor in (1, 2):
        os.write(descriptor, b"printed\n")
    subprocess.run([sys.executable, "-c", "import sys; print('more'); print('more', file=sys.stderr)"], check=True)
    channel.send("printed")


def test_what_it_prints_is_nowhere(capfd: pytest.CaptureFixture[str]):
    with start(print_much) as child:
        assert child.receive() == "printed"
    assert capfd.readouterr() == ("", "")


def test_nor_is_an_error_at_its_start(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(child_process, "START", "import no_module_of_this_name")
    with start(print_much) as child:
        assert not child.begins()
    assert capfd.readouterr() == ("", "")


def answer_for_its_group(channel: Channel) -> None:
    shown = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    result = subprocess.run([sys.executable, "-c", shown], capture_output=True, check=True, text=True)
    channel.send((os.getpgrp(), result.stdout.strip()))


@pytest.fixture
def ignored_interrupts() -> Iterator[None]:
    former = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, former)


@posix
@pytest.mark.usefixtures("ignored_interrupts")
def test_interrupts_of_our_group_are_not_for_it_and_what_it_starts_ignores_none():
    with start(answer_for_its_group) as child:
        assert child.receive() == (child.pid, "True")
        assert os.getpgrp() != child.pid


def tell_its_session(channel: Channel) -> None:
    channel.send(os.getsid(0))


@posix
def test_it_has_no_terminal_on_which_a_command_that_asks_could_stop_it():
    with start(tell_its_session) as child:
        assert child.receive() == child.pid != os.getsid(0)


def start_holder_of_its_pipe(channel: Channel) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], pass_fds=(channel.outgoing.fileno(),)
    )
    channel.send(holder.pid)


@posix
def test_it_ends_while_what_it_started_holds_its_pipe(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(child_process, "PATIENCE", 0.1)
    with start(start_holder_of_its_pipe) as child:
        holder = child.receive()
    os.kill(holder, signal.SIGKILL)  # fails if it has ended


def never_begin(*_: object) -> None:
    time.sleep(60)


def test_what_does_not_start_in_time_is_of_no_use(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(child_process, "MAX_START", 0.0)
    with start(never_begin) as child:
        assert not child.begins()


def stop_on_interrupt(channel: Channel, path: Path, is_deaf: bool) -> None:
    stop_with_parent(channel)
    if is_deaf:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        channel.send("ready")
        while True:
            time.sleep(0.01)
    finally:
        path.touch()


class LeavingError(Exception):
    """The reader leaves."""


@pytest.mark.parametrize("is_deaf", [False, True])
def test_after_an_error_it_may_store_what_it_has(tmp_path: Path, is_deaf: bool):
    child = start_child(stop_on_interrupt, tmp_path / "stored", is_deaf, patience=30.0)
    assert child
    with pytest.raises(LeavingError), child:
        assert child.receive() == "ready"
        raise LeavingError
    assert (tmp_path / "stored").exists() != is_deaf


def die(channel: Channel, how: int) -> None:
    channel.send("ready")
    if how < 0:
        os.kill(os.getpid(), -how)
    os._exit(how)


@posix
@pytest.mark.parametrize(("how", "text"), [(-9, "killed by SIGKILL"), (-15, "killed by SIGTERM"), (3, "exit code 3")])
def test_the_error_says_how_it_ended(how: int, text: str):
    with start(die, how) as child:
        assert child.receive() == "ready"
        for _ in range(2):
            with pytest.raises(EOFError, match=text):
                child.receive()
