"""The configuration: feeds.toml to feeds, with every problem at once, and where everything is kept."""

from briefing.config.places import Paths, default_config, install_default, paths, user_config, write_atomic
from briefing.config.reading import Config, Problem, load, parsed

__all__ = [
    "Config",
    "Paths",
    "Problem",
    "default_config",
    "install_default",
    "load",
    "parsed",
    "paths",
    "user_config",
    "write_atomic",
]
