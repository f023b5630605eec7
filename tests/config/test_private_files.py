"""Files that may hold secrets are readable for their owner only, at any moment; other files keep their mode."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.config import write_atomic
from briefing.config.toml_editing import edit_config
from briefing.errors import ConfigError, FileError
from briefing.lock import file_lock
from briefing.private_files import is_open_to_others, make_private_folder, replacing
from briefing.store.store import Store

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
SECRET = '[[feeds]]\nurl = "https://wire.example/feed"\nheaders = { X = "secret" }\n'


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.parametrize("original", [0o600, 0o640, 0o644])
def test_a_copy_of_the_configuration_has_the_mode_of_the_original(tmp_path: Path, umask: int, original: int) -> None:
    path, copy = tmp_path / "feeds.toml", tmp_path / "feeds.toml.bak"
    path.write_text(SECRET)
    path.chmod(original)
    copy.write_text("an older copy")
    copy.chmod(0o644)
    edit_config(path, lambda text: text + "# changed\n")
    assert copy.read_text() == SECRET
    assert [mode(path), mode(copy)] == [original, original]
    assert mode(tmp_path / ".feeds.toml.lock") == 0o600


@pytest.mark.parametrize("original", [0o444, 0o400, 0o555])
@pytest.mark.parametrize("write", [write_atomic, lambda path, text: edit_config(path, lambda _: text)])
def test_a_protected_file_is_not_replaced(tmp_path: Path, original: int, write: Callable[..., None]) -> None:
    path, copy = tmp_path / "feeds.toml", tmp_path / "feeds.toml.bak"
    path.write_text(SECRET)
    path.chmod(original)
    copy.write_text("an older copy")
    with pytest.raises(FileError, match=r"feeds\.toml: it may only be read$") as caught:
        write(path, "")
    assert caught.value.hint.startswith("make the file and its folder writable")
    assert (path.read_text(), mode(path), copy.read_text()) == (SECRET, original, "an older copy")


def test_a_symbolic_link_stays_and_its_target_gives_the_mode(tmp_path: Path, umask: int) -> None:
    real, link = tmp_path / "dotfiles" / "feeds.toml", tmp_path / "feeds.toml"
    real.parent.mkdir()
    real.write_text(SECRET)
    real.chmod(0o600)
    link.symlink_to(real)
    edit_config(link, lambda text: text + "# changed\n")
    assert link.is_symlink() and real.read_text().endswith("# changed\n")
    assert mode(real) == mode(tmp_path / "feeds.toml.bak") == 0o600


@pytest.mark.parametrize("existing", [0o600, 0o644])
def test_a_file_is_private_while_it_is_written(tmp_path: Path, umask: int, existing: int) -> None:
    target = tmp_path / "feeds.toml"
    target.touch()
    target.chmod(existing)
    with replacing(target) as temporary:
        temporary.write_text(SECRET)
        assert mode(temporary) == 0o600
        assert target.read_text() == ""
    assert (mode(target), target.read_text()) == (existing, SECRET)


def test_new_files_and_folders_are_private(tmp_path: Path, umask: int) -> None:
    write_atomic(tmp_path / "feeds.toml", SECRET)
    path = tmp_path / "data" / "briefing" / "news.sqlite3"
    with Store.open(path) as store, store.refresh_lock(), store.delivery_lock(0.0):
        assert store.feeds.states() == {}
        files = sorted(path.parent.iterdir())
        assert {path.name, f"{path.name}-wal", f"{path.name}.lock"} <= {file.name for file in files}
        assert {file.name: mode(file) for file in files if mode(file) != 0o600} == {}
    assert [mode(path.parent), mode(path.parent.parent)] == [0o700, 0o700]
    assert mode(tmp_path / "feeds.toml") == 0o600
    assert not is_open_to_others(path)


def test_folders_and_files_that_exist_stay_as_they_are(tmp_path: Path, umask: int) -> None:
    folder, path = tmp_path / "shared", tmp_path / "shared" / "news.sqlite3"
    folder.mkdir()
    folder.chmod(0o755)
    Store.open(path).close()
    path.chmod(0o644)
    (tmp_path / "lock").touch()
    (tmp_path / "lock").chmod(0o644)
    make_private_folder(folder)
    with Store.open(path), file_lock(tmp_path / "lock"):
        assert (mode(folder), mode(path), mode(tmp_path / "lock")) == (0o755, 0o644, 0o644)
    assert is_open_to_others(path)


def test_a_digest_for_others_has_the_mode_that_the_umask_gives(tmp_path: Path, umask: int) -> None:
    write_atomic(tmp_path / "digest.txt", "News", private=False)
    assert mode(tmp_path / "digest.txt") == 0o666 & ~umask


def test_a_failure_leaves_the_old_text_and_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "feeds.toml"
    target.write_text("old")
    for failure in (OSError(28, "No space left on device"), KeyboardInterrupt()):
        with pytest.raises(type(failure)), replacing(target) as temporary:
            temporary.write_text("half")
            raise failure
        assert [file.name for file in tmp_path.iterdir()] == ["feeds.toml"]
    assert target.read_text() == "old"


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    write_atomic(Path(os.devnull), "text")
    assert Path(os.devnull).is_char_device()
    with pytest.raises(FileError, match="cannot write"):
        write_atomic(tmp_path, "text")


def test_a_long_name_and_a_folder_without_permission(tmp_path: Path) -> None:
    write_atomic(tmp_path / ("n" * 250), "text")
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("root may write anywhere")
    with pytest.raises(ConfigError, match="Permission denied") as caught:
        write_atomic(folder / "feeds.toml", SECRET)
    assert "writable" in caught.value.hint


def test_temporary_files_that_a_killed_program_left_are_removed(tmp_path: Path) -> None:
    target = tmp_path / "feeds.toml"
    names = {
        ".feeds.toml.0123456789ab.tmp": True,
        ".feeds.toml.0123456789.tmp": False,
        ".other.0123456789ab.tmp": False,
    }
    for name in names:
        (tmp_path / name).write_text("left")
        os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    young, linked = tmp_path / ".feeds.toml.ba9876543210.tmp", tmp_path / ".feeds.toml.00ff00ff00ff.tmp"
    young.write_text("being written")
    linked.symlink_to(tmp_path / ".other.0123456789ab.tmp")
    with replacing(target) as file:
        file.write_text("new")
    assert target.read_text() == "new"
    assert {name: not (tmp_path / name).exists() for name in names} == names
    assert young.exists() and linked.is_symlink()
