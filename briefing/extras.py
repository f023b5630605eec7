"""The extras of the package: whether one is installed, and the command that adds it to this installation."""

from __future__ import annotations

import json
import shlex
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from briefing.errors import BriefingError

PACKAGE = "briefing-news"
LIBRARIES = {"fulltext": ("trafilatura", "lxml-html-clean"), "ics": ("icalendar",), "socks": ("socksio",)}
"""The packages of each extra, the one that is imported first."""


def is_installed(extra: str) -> bool:
    """Whether the library of an extra can be imported."""
    return find_spec(LIBRARIES[extra][0]) is not None


def load_extra(extra: str, purpose: str) -> ModuleType:
    """Return the library of an extra; `purpose` says what needs it: "Full text".

    Raises:
        BriefingError: It is not installed, or cannot be imported. The hint is the command that installs it.
    """
    library = LIBRARIES[extra][0]
    try:
        return import_module(library)
    except ImportError as error:
        is_missing = isinstance(error, ModuleNotFoundError) and error.name == library
        cause = "" if is_missing else f", which cannot be loaded ({str(error).rstrip('.')})"
        raise BriefingError(f"{purpose} needs {library}{cause}.", f"Install it: {install_command(extra)}") from error


def install_command(extra: str, prefix: str = sys.prefix, source: str | None = None) -> str:
    """Return the command that adds an extra to an installation by uv tool, pipx or pip.

    Args:
        extra: The name of the extra.
        prefix: The folder of the installation.
        source: What it was installed from: a folder, or the name of the package; None: as its metadata say.
    """
    parts = Path(prefix).parts
    origin = installed_from() if source is None else source
    requirement = shlex.quote(f"{origin}[{extra}]")
    if (Path(prefix) / "uv-receipt.toml").exists() or parts[-3:-1] == ("uv", "tools"):
        extras = ",".join(name for name in LIBRARIES if name == extra or is_installed(name))
        return f"uv tool install --force {shlex.quote(f'{origin}[{extras}]')}"  # it replaces all, also other extras
    if "pipx" in parts and "venvs" in parts:
        return f"pipx inject {PACKAGE} {' '.join(LIBRARIES[extra])}"
    return f"{shlex.quote(str(Path(sys.executable)))} -m pip install {requirement}"


def installed_from() -> str:
    """Return the folder that the package was installed from, else its name in the registry."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        url = json.loads(distribution(PACKAGE).read_text("direct_url.json") or "{}").get("url", "")
    except (PackageNotFoundError, ValueError):
        url = ""
    if not url.startswith("file://"):
        return PACKAGE
    from urllib.parse import unquote, urlsplit

    return unquote(urlsplit(url).path)
