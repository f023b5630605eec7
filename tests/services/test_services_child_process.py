"""A child process begins like this one, and runs nothing that lies in the working folder."""

import os
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from briefing.services.refreshing.child_process import SAFE_PATH, start_child


def send_environment(connection: Connection, *arguments: object) -> None:
    connection.send((os.environ.get(SAFE_PATH), arguments))


def answer(*arguments: object) -> object:
    child = start_child(send_environment, *arguments)
    assert child
    with child:
        return child.connection.recv()


def test_it_runs_a_function_with_its_arguments():
    assert answer("word", 7)[1] == ("word", 7)


@pytest.mark.parametrize("name", ["multiprocessing.py", "pickle.py", "signal.py"])
def test_no_module_of_the_working_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    (tmp_path / name).write_text("from pathlib import Path\nPath('was-run').touch()\n")
    monkeypatch.chdir(tmp_path)
    answer()
    assert not (tmp_path / "was-run").exists()


@pytest.mark.parametrize("value", [None, "1"])
def test_what_it_starts_has_the_environment_of_the_person(monkeypatch: pytest.MonkeyPatch, value: str | None):
    monkeypatch.delenv(SAFE_PATH, raising=False)
    if value:
        monkeypatch.setenv(SAFE_PATH, value)
    assert answer()[0] == value
    assert os.environ.get(SAFE_PATH) == value
