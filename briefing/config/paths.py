"""Where everything is kept, and files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import ConfigError

APP_NAME = "briefing"
CONFIG_FILE = "feeds.toml"
STORE_FILE = "briefing.sqlite3"


@dataclass(frozen=True, slots=True)
class Paths:
    """Where everything is: the configuration in use, the store, the shipped default, the store's back-ups."""

    config: Path
    store: Path
    default_config: Path
    backups: Path


def resolve_paths(
    config: Path | None = None, store: Path | None = None, environ: Mapping[str, str] = os.environ
) -> Paths:
    """Return where everything is: as asked for, else as the environment says, else in the user's folders."""
    kept = store or path_from_environment(environ, "BRIEFING_STORE") or _user_folder("data") / STORE_FILE
    wanted = config or path_from_environment(environ, "BRIEFING_CONFIG") or user_config_path()
    return Paths(wanted.expanduser(), kept.expanduser(), default_config_path(), kept.expanduser().parent)


def default_config_path() -> Path:
    """Return the shipped feeds.toml: in the installed package, above it in a source tree."""
    here = Path(__file__).resolve().parents[1]
    shipped = here / CONFIG_FILE
    return shipped if shipped.exists() else here.parent / CONFIG_FILE


def user_config_path() -> Path:
    """Return the feeds.toml of the user's configuration folder, whether it exists or not."""
    return _user_folder("config") / CONFIG_FILE


def install_default_config(paths: Paths) -> bool:
    """Copy the shipped feeds.toml to the user's configuration folder if none is there; False if nothing was copied.

    A file asked for by option or environment is never made, and a folder that cannot be written is no error: the
    shipped file is read instead.
    """
    if paths.config.exists() or paths.config != user_config_path():
        return False
    try:
        paths.config.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(paths.config, paths.default_config.read_text(encoding="utf-8"))
    except (OSError, ConfigError):
        return False
    return True


def write_atomic(path: Path, text: str) -> None:
    """Write `text` so that `path` holds the old or the new text at any moment; ConfigError if it cannot be written."""
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise ConfigError(f"cannot write {path}: {error.strerror or error}") from error


def path_from_environment(environ: Mapping[str, str], name: str) -> Path | None:
    """Return the path that a variable of the environment names, None if it is not set."""
    return Path(environ[name]) if environ.get(name) else None


def _user_folder(kind: str) -> Path:
    import platformdirs

    of = {"config": platformdirs.user_config_path, "data": platformdirs.user_data_path}
    return of[kind](APP_NAME, appauthor=False)
