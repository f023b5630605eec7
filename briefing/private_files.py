"""Files that only their owner may read, from their creation on, and replacement of a file in one step."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PRIVATE_FILE_MODE = 0o600
"""Permissions of a file that may hold passwords, or what somebody reads: its owner's only."""
PRIVATE_FOLDER_MODE = 0o700
"""Permissions of a folder of such files."""
OTHERS_MASK = 0o077
"""The permissions of a file that anybody but its owner has."""
MAX_NAME_LENGTH = 40
"""Characters of a file's name that the name of its temporary file repeats; file systems allow 255 bytes in all."""

ABANDONED_SECONDS = 3600
"""Age in seconds from which a temporary file is one that a killed program left: no write takes an hour."""
RANDOM_BYTES = 6
"""Random bytes in the name of a temporary file, so that no two programs use one name."""


def make_private_folder(folder: Path) -> None:
    """Make a folder, and missing ones above it, readable for their owner only; one that exists stays as it is."""
    for missing in reversed([folder, *folder.parents]):
        if not missing.is_dir():
            missing.mkdir(PRIVATE_FOLDER_MODE, exist_ok=True)


def create_if_missing(path: Path) -> None:
    """Create an empty private file at `path` if there is none; one that exists stays as it is."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE_MODE))


@contextmanager
def replacing(target: Path, *, mode_of: Path | None = None, private: bool = True) -> Iterator[Path]:
    """Give the block an empty file to fill; it replaces `target` in one step when the block ends.

    If the block or the replacement fails, the file is removed and `target` stays as it is.

    Args:
        target: The file to replace, or to create.
        mode_of: The file whose permissions the new file gets, if it exists; by default `target`.
        private: Make a file that has no such model readable for its owner only; otherwise the umask decides.

    Yields:
        A new file in the folder of `target`, under a name that nobody else uses.
    """
    target = target.resolve()
    model = target if mode_of is None else mode_of
    temporary = target.with_name(f".{target.name[:MAX_NAME_LENGTH]}.{os.urandom(RANDOM_BYTES).hex()}.tmp")
    remove_abandoned(target.parent, [target.name])
    is_public = not private and not model.exists()
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if is_public else PRIVATE_FILE_MODE))
    try:
        yield temporary
        _flush_to_disk(temporary, os.O_RDWR)
        if model.exists():
            _copy_permissions(model, temporary)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    with suppress(OSError):  # the new name is on the disk as well; not every system can flush a folder
        _flush_to_disk(target.parent, os.O_RDONLY)


def remove_abandoned(folder: Path, names: Iterable[str], side_suffixes: Iterable[str] = ()) -> None:
    """Remove temporary files that a killed program left; only old regular files of the same user.

    Args:
        folder: Where they are.
        names: The names of the files that they would have replaced.
        side_suffixes: Appended to the names of files that belong to a temporary file.
    """
    targets = "|".join({re.escape(name[:MAX_NAME_LENGTH]) for name in names})
    sides = "|".join(map(re.escape, side_suffixes))
    name = re.compile(rf"\.(?:{targets})\.[0-9a-f]{{{2 * RANDOM_BYTES}}}\.tmp(?:{sides})?")
    with suppress(OSError):
        for entry in os.scandir(folder):
            if name.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                is_own = os.name != "posix" or status.st_uid == os.geteuid()
                if is_own and time.time() - status.st_mtime > ABANDONED_SECONDS:
                    Path(entry.path).unlink()


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may use a file; False where the system has no such permissions."""
    return os.name == "posix" and bool(path.stat().st_mode & OTHERS_MASK)


def _copy_permissions(model: Path, copy: Path) -> None:
    """Give `copy` the owner and the permissions of `model`; a group that it cannot have gets no permissions."""
    wanted = model.stat()
    mode = wanted.st_mode & 0o777
    if os.name == "posix":
        with suppress(OSError):
            os.chown(copy, -1, wanted.st_gid)
        with suppress(OSError):
            os.chown(copy, wanted.st_uid, -1)
        if copy.stat().st_gid != wanted.st_gid:
            mode &= ~0o070
    copy.chmod(mode)


def _flush_to_disk(path: Path, flags: int) -> None:
    """Wait until the contents of a file or a folder, opened with `flags`, are on the disk."""
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
