"""feeds.toml to feeds, with every problem at once."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.config.paths import default_config_path, path_from_environment, user_config_path
from briefing.config.schema import FEED_KEYS, LANGUAGE_MODEL_KEYS
from briefing.errors import ConfigError
from briefing.model.feeds import Feed, LanguageModel
from briefing.text.clean import clean

TOP_LEVEL_KEYS = ("feeds", "keys", "send", "model")
TOML_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """Something wrong in a configuration file; `line` is 0 where only the file is known."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


@dataclass(frozen=True, slots=True)
class Config:
    """The feeds that can be used and all that is wrong with the rest of the file.

    `keys` are a reader's own keys by the names of commands, `send` the commands (their words) to send news to; `model`
    is the language model that a reader chose, if any.
    """

    path: Path
    feeds: tuple[Feed, ...] = ()
    problems: tuple[ConfigProblem, ...] = ()
    key_bindings: Mapping[str, str] = field(default_factory=dict)
    send_commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language_model: LanguageModel | None = None


def load_config(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration at `path`, else $BRIEFING_CONFIG, else the user's, else the shipped default.

    ConfigError only if the file as a whole cannot be used; wrong feeds are left out and told in `problems`.
    """
    asked = path or path_from_environment(environ, "BRIEFING_CONFIG")
    found = asked.expanduser() if asked else user_config_path()
    if not asked and not found.exists():
        found = default_config_path()
    try:
        text = found.read_bytes().decode("utf-8-sig")
    except OSError as error:
        hint = "name another with --config, or leave it out to use the default feeds" if asked else ""
        raise ConfigError(f"cannot read {found}: {error.strerror or error}", hint) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{found}: not UTF-8 text (byte {error.start})", "save the file as UTF-8") from error
    return parse_config(text, found)


def parse_config(text: str, path: Path) -> Config:
    """Return the configuration that `text`, the contents of `path`, describes; ConfigError if it is not TOML."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = str(error)
        place = TOML_POSITION.search(message)
        where = f"{path}:{place[1]}:{place[2]}" if place else str(path)
        raise ConfigError(f"{where}: not valid TOML: {clean(TOML_POSITION.sub('', message))}") from error
    reader = _ConfigReader(str(path), text)
    feeds, keys, send, model = (
        reader.feeds(table),
        reader.key_bindings(table),
        reader.send_commands(table),
        reader.language_model(table),
    )
    return Config(path, feeds, tuple(sorted(reader.problems, key=lambda problem: problem.line)), keys, send, model)


class _ConfigReader:
    """Checks the tables of one file; collects problems and the lines they stand on."""

    def __init__(self, file: str, text: str) -> None:
        self.file = clean(file)
        self.problems: list[ConfigProblem] = []
        self.top_level_lines, self.feed_lines = _key_lines(text)

    def feeds(self, table: Mapping[str, Any]) -> tuple[Feed, ...]:
        """Return the feeds that can be used, each address once."""
        for key in table.keys() - set(TOP_LEVEL_KEYS):
            self._add_unknown_key(key, "is not known here", list(TOP_LEVEL_KEYS), self.top_level_lines.get(key, 0))
        entries = table.get("feeds", [])
        if not isinstance(entries, list):
            self._add_problem(
                self.top_level_lines.get("feeds", 0), "feeds", "`feeds` must be a list of tables: write [[feeds]]"
            )
            return ()
        known: dict[str, int] = {}
        found: list[Feed] = []
        for number, entry in enumerate(entries):
            lines = self.feed_lines[number] if len(self.feed_lines) == len(entries) else {}
            feed = self._feed(entry, lines)
            if feed is None:
                continue
            line = lines.get("url", feed.line)
            if feed.url in known:
                at = f" in line {known[feed.url]}" if known[feed.url] else ""
                self._add_problem(line, "url", f"`url` {feed.url} already stands{at}")
            else:
                known[feed.url] = line
                found.append(feed)
        return tuple(found)

    def key_bindings(self, table: Mapping[str, Any]) -> Mapping[str, str]:
        """Return a reader's own keys: `follow = "B, ctrl+f"`. Which commands and keys there are is not known here."""
        found = self._table(table, "keys")
        for name in [name for name, value in found.items() if not isinstance(value, str)]:
            self._add_problem(
                self.top_level_lines.get("keys", 0), name, f'`{name}` must name keys, such as "F, ctrl+f"'
            )
            del found[name]
        return {clean(name): clean(value) for name, value in found.items()}

    def send_commands(self, table: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        """Return the commands that news can be sent to: `note = ["tee", "-a", "notes.md"]`, never for a shell."""
        found = self._table(table, "send")
        for name, value in list(found.items()):
            if not (isinstance(value, list) and value and all(isinstance(word, str) and word for word in value)):
                self._add_problem(
                    self.top_level_lines.get("send", 0),
                    name,
                    f'`{name}` must be a list of words: ["tee", "-a", "notes.md"]',
                )
                del found[name]
        return {clean(name): tuple(words) for name, words in found.items()}

    def language_model(self, table: Mapping[str, Any]) -> LanguageModel | None:
        """Return the language model of [model]; None if there is none, or something about it is wrong."""
        found = self._table(table, "model")
        if not found:
            return None
        line = self.top_level_lines.get("model", 0)
        values = self._checked_values(found, LANGUAGE_MODEL_KEYS, "of [model]", {}, line)
        for key in ("url", "name"):
            if key not in found:
                self._add_problem(line, key, f"[model] without `{key}`")
        if values is None or not {"url", "name"} <= values.keys():
            return None
        always = values.pop("rewrite", False)
        return LanguageModel(**values, always_rewrite=always)

    def _table(self, table: Mapping[str, Any], name: str) -> dict[str, Any]:
        found = table.get(name, {})
        if isinstance(found, dict):
            return dict(found)
        self._add_problem(self.top_level_lines.get(name, 0), name, f"`{name}` must be a table: write [{name}]")
        return {}

    def _feed(self, entry: object, line_by_key: Mapping[str, int]) -> Feed | None:
        """Return the feed of one table, None if a value is wrong; keys that are only unknown do no harm."""
        line = line_by_key.get("", self.top_level_lines.get("feeds", 0))
        if not isinstance(entry, dict):
            self._add_problem(line, "feeds", "a feed must be a table with a `url`")
            return None
        values = self._checked_values(entry, FEED_KEYS, "of a feed", line_by_key, line)
        if "url" not in entry:
            self._add_problem(line, "url", "a feed without `url`")
        if values is None or "url" not in values:
            return None
        values["publisher"] = values.get("publisher") or values.get("name", "")
        own = (*values.pop("headers", ()), *values.pop("auth", ()))
        values["headers"] = tuple((key, value) for key, value in own if isinstance(value, str))
        values["secrets"] = tuple((key, value) for key, value in own if not isinstance(value, str))
        return Feed(**{"line": line, **values})

    def _checked_values(
        self,
        entry: Mapping[str, object],
        checks: Mapping[str, Callable[[object], Any]],
        owner: str,
        line_by_key: Mapping[str, int],
        line: int,
    ) -> dict[str, Any] | None:
        """Return the values of a table, None if one of them is wrong."""
        values: dict[str, Any] = {}
        sound = True
        for key, value in entry.items():
            if key not in checks:
                self._add_unknown_key(key, f"is not a key {owner}", list(checks), line_by_key.get(key, line))
                continue
            try:
                values[key] = checks[key](value)
            except ValueError as error:
                sound = False
                self._add_problem(line_by_key.get(key, line), key, f"`{key}` {error}")
        return values if sound else None

    def _add_unknown_key(self, key: str, complaint: str, known: list[str], line: int) -> None:
        from difflib import get_close_matches

        near = get_close_matches(key.lower(), known, 1)
        self._add_problem(
            line, key, f"`{key}` {complaint}; " + (f"did you mean `{near[0]}`?" if near else _known_keys(known))
        )

    def _add_problem(self, line: int, key: str, message: str) -> None:
        self.problems.append(ConfigProblem(self.file, line, clean(key), clean(message)))


def _known_keys(known: list[str]) -> str:
    return "known: " + ", ".join(f"`{key}`" for key in known)


def _key_lines(text: str) -> tuple[dict[str, int], list[dict[str, int]]]:
    """Return on which line each top-level key stands, and those of each [[feeds]] table ("": its heading).

    tomllib does not tell, so lines are read again; a heading inside a string of many lines would mislead.
    """
    top: dict[str, int] = {}
    tables: list[dict[str, int]] = []
    current: dict[str, int] | None = top
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[\[\s*[\"']?feeds[\"']?\s*\]\]", line):
            tables.append({"": number})
            current = tables[-1]
        elif heading := re.match(r"\s*\[+\s*(?:feeds\s*\.\s*)?[\"']?([\w-]+)", line):
            inner = bool(tables) and "feeds" in line
            (tables[-1] if inner else top).setdefault(heading[1], number)
            current = None
        elif current is not None and (key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*[.=]", line)):
            current.setdefault(key[1], number)
    return top, tables
