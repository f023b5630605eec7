"""Reading feeds.toml with a bound on its size, and writing it and other text files in one step."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from briefing.errors import ConfigError, FileError
from briefing.private_files import replacing
from briefing.system_errors import os_error_cause, os_error_hint

MAX_CONFIG_BYTES = 4 << 20
"""Bytes of feeds.toml at most: some 20,000 feeds. What is larger is another file, and would fill the memory."""
MAX_KEY_PARTS = 1000
"""Dots in a line at most: the time and memory that tomllib needs for a dotted key grow with the square of its parts."""
ANYBODY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
"""Bits of the mode of a file, none of which is set in one that its owner protects."""


def write_atomic(path: Path, text: str, *, mode_of: Path | None = None, private: bool = True) -> None:
    """Write `text` to a file so that it holds the old or the new text at any moment, also after a crash.

    The file keeps its permissions; one that may only be read is not replaced. A device or a pipe is written to.

    Args:
        path: The file.
        text: Its new text.
        mode_of: The file whose permissions it gets instead of its own.
        private: Make a new file readable for its owner only; otherwise the umask decides.

    Raises:
        FileError: The file cannot be written.
    """
    try:
        if mode_of is None:
            require_writable(path)
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        with replacing(path, mode_of=mode_of, private=private) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise FileError(f"cannot write {path}: {os_error_cause(error)}", os_error_hint(error)) from error


def require_writable(path: Path) -> None:
    """Raise PermissionError if a file may only be read, though its folder would let it be replaced, also by root."""
    if path.is_file() and not (os.access(path, os.W_OK) and path.stat().st_mode & ANYBODY_WRITES):
        raise PermissionError(errno.EACCES, "it may only be read")


def read_bounded(path: Path) -> str:
    """Return the text of a configuration file.

    Raises:
        ConfigError: It is larger than `MAX_CONFIG_BYTES`, or a key of it has more than `MAX_KEY_PARTS` parts.
        OSError: It cannot be read.
        UnicodeDecodeError: It is not UTF-8.
    """
    with path.open("rb") as file:
        data = file.read(MAX_CONFIG_BYTES + 1)
    if len(data) > MAX_CONFIG_BYTES:
        message = f"{path} is too large: more than {MAX_CONFIG_BYTES >> 20} MiB"
        raise ConfigError(message, "name the right file with --config, or split the feeds over several files")
    text = data.decode("utf-8-sig")
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") > MAX_KEY_PARTS and not line.lstrip().startswith("#"):
            raise ConfigError(f"{path}:{number}: a line with more than {MAX_KEY_PARTS} dots", "correct this line")
    return text
