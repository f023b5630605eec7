"""The configuration: reading and editing feeds.toml, and the paths of the program's files."""

from briefing.config.config import Config, ConfigProblem
from briefing.config.loader import load_config, parse_config
from briefing.config.paths import (
    Paths,
    default_config_path,
    expand_home,
    home_folder,
    install_default_config,
    resolve_paths,
    user_config_path,
)
from briefing.config.text_files import write_atomic

__all__ = [
    "Config",
    "ConfigProblem",
    "Paths",
    "default_config_path",
    "expand_home",
    "home_folder",
    "install_default_config",
    "load_config",
    "parse_config",
    "resolve_paths",
    "user_config_path",
    "write_atomic",
]
