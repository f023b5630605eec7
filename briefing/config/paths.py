"""The paths of the program's files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.config.text_files import write_atomic
from briefing.errors import BriefingError, ConfigError
from briefing.private_files import make_private_folder

APP_NAME = "briefing"
CONFIG_FILE = "feeds.toml"
STORE_FILE = "briefing.sqlite3"
XDG_VARIABLES = {"config": "XDG_CONFIG_HOME", "data": "XDG_DATA_HOME"}
XDG_DEFAULTS = {"config": ".config", "data": ".local/share"}
"""Folders in the home that stand in for these variables where they are not set or relative."""
NO_HOME_HINT = "set HOME, or name both files with --config and --store"


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths of the configuration in use, the store, the shipped configuration and the folder of backups."""

    config: Path
    store: Path
    default_config: Path
    backups: Path
    is_default_store: bool = False


def resolve_paths(
    config: Path | None = None, store: Path | None = None, environ: Mapping[str, str] = os.environ
) -> Paths:
    """Return the paths in use: those given, else those of the environment, else those in the user's folders."""
    given = store or path_from_environment(environ, "BRIEFING_STORE")
    store = given or _user_folder("data") / STORE_FILE
    config = config or path_from_environment(environ, "BRIEFING_CONFIG") or user_config_path()
    store = expand_home(store)
    return Paths(expand_home(config), store, default_config_path(), store.parent, given is None)


def default_config_path() -> Path:
    """Return the shipped feeds.toml: inside an installed package, beside the package in a source tree."""
    package = Path(__file__).resolve().parents[1]
    installed = package / CONFIG_FILE
    return installed if installed.exists() else package.parent / CONFIG_FILE


def user_config_path() -> Path:
    """Return the feeds.toml of the user's configuration folder, whether it exists or not."""
    return _user_folder("config") / CONFIG_FILE


def install_default_config(paths: Paths) -> bool:
    """Copy the shipped feeds.toml to the user's configuration folder if there is none; return whether it was copied.

    A file that an option or the environment names is never created. A folder that cannot be written is no error: the
    shipped file is read instead.
    """
    if paths.config.exists():
        return False
    try:
        home = home_folder()
        if paths.config != user_config_path() or (home in paths.config.parents and not home.is_dir()):
            return False
        make_private_folder(paths.config.parent)
        write_atomic(paths.config, paths.default_config.read_text(encoding="utf-8"))
    except (OSError, BriefingError):
        return False
    return True


def path_from_environment(environ: Mapping[str, str], name: str) -> Path | None:
    """Return the path in an environment variable, None if it is empty or not set."""
    return Path(environ[name]) if environ.get(name) else None


def home_folder() -> Path:
    """Return the user's home; ConfigError if the system does not know it, as for a user of a container."""
    try:
        return Path.home()
    except RuntimeError as error:
        raise ConfigError("your home folder is not known", NO_HOME_HINT) from error


def expand_home(path: Path) -> Path:
    """Return a path with the home folder in the place of "~" or "~USER"; ConfigError if there is no such home."""
    try:
        return path.expanduser()
    except RuntimeError as error:
        user = path.parts[0].removeprefix("~")
        message = f"no home folder of {user} is known: {path}" if user else "your home folder is not known"
        raise ConfigError(message, "write the whole path" if user else NO_HOME_HINT) from error


def _user_folder(kind: str) -> Path:
    """Return the folder for the files of the program.

    On Linux it is that of the XDG specification: "If an implementation encounters a relative path in any of these
    variables it should consider the path invalid and ignore it." Other systems are known to platformdirs.
    """
    if sys.platform == "linux":  # importing platformdirs takes 4 ms of the 100 in which `briefing today` starts
        given = Path(os.environ.get(XDG_VARIABLES[kind], "").strip())
        return (given if given.is_absolute() else home_folder() / XDG_DEFAULTS[kind]) / APP_NAME
    home_folder()
    import platformdirs

    folder_functions = {"config": platformdirs.user_config_path, "data": platformdirs.user_data_path}
    folder = folder_functions[kind](APP_NAME, appauthor=False)
    return folder if folder.is_absolute() else home_folder() / XDG_DEFAULTS[kind] / APP_NAME
