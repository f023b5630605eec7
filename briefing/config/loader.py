"""Reading feeds.toml. All problems of a file are reported at once, each with its line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from briefing.config.config import Config, ConfigProblem
from briefing.config.digest_schema import DIGEST_KEYS
from briefing.config.feed_schema import FEED_KEYS, keep_value
from briefing.config.hook_schema import HOOK_KEYS
from briefing.config.key_lines import key_lines
from briefing.config.mail_schema import MAIL_KEYS
from briefing.config.model_schema import LANGUAGE_MODEL_KEYS
from briefing.config.paths import (
    default_config_path,
    expand_home,
    path_from_environment,
    user_config_path,
)
from briefing.config.rule_schema import RULE_KEYS, rule_of
from briefing.config.text_files import read_bounded
from briefing.config.value_checks import nearest_hint, nearest_name, words_value
from briefing.errors import ConfigError
from briefing.model.digests import DigestSettings
from briefing.model.feeds import Feed, LanguageModel
from briefing.model.hooks import Hooks
from briefing.model.mail import MailSettings
from briefing.model.thread_rules import Rule
from briefing.system_errors import is_cause_outside, os_error_cause, os_error_hint
from briefing.text.html.clean import clean
from briefing.text.urls import is_loopback_host

TOP_LEVEL_KEYS = ("feeds", "keys", "send", "model", "digests", "mail", "rules", "hooks", "keep")
TOML_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")
"""The end of a message of tomllib."""


def load_config(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration at `path`, else $BRIEFING_CONFIG, else the user's, else the shipped default.

    Invalid feeds are left out and reported in `problems`.

    Raises:
        ConfigError: The file cannot be read, or is not TOML.
    """
    requested = path or path_from_environment(environ, "BRIEFING_CONFIG")
    file = expand_home(requested) if requested else user_config_path()
    if not requested and not file.exists():
        file = default_config_path()
    try:
        text = read_bounded(file)
    except OSError as error:
        hint = "name another with --config, or leave it out to use the default feeds" if requested else ""
        hint = os_error_hint(error) if is_cause_outside(error) else hint
        raise ConfigError(f"cannot read {file}: {os_error_cause(error)}", hint) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8 text (byte {error.start})", "save the file as UTF-8") from error
    return parse_config(text, file)


def parse_config(text: str, path: Path) -> Config:
    """Return the configuration in `text`, the contents of `path`.

    Raises:
        ConfigError: The text is not TOML.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        message = str(error).partition("; use sys.")[0]
        position = TOML_POSITION.search(message)
        location = f"{path}:{position[1]}:{position[2]}" if position else str(path)
        raise ConfigError(f"{location}: not valid TOML: {clean(TOML_POSITION.sub('', message))}") from error
    reader = _ConfigReader(str(path), text, table)
    reader.report_unknown_keys()
    feeds, mail = reader.feeds(), reader.mail()
    config = Config(
        path,
        feeds=feeds,
        key_bindings=reader.key_bindings(),
        send_commands=reader.send_commands(),
        language_model=reader.language_model(),
        digests=reader.digests(feeds),
        mail=mail,
        rules=reader.rules(feeds),
        hooks=reader.hooks(),
        keep=reader.keep(),
        left_out=reader.left_out,
    )
    return replace(config, problems=tuple(sorted(reader.problems, key=lambda problem: problem.line)))


_send_command = words_value('["tee", "-a", "notes.md"]')


class _ConfigReader:
    """Reads the tables of one file and collects their problems."""

    def __init__(self, file: str, text: str, table: Mapping[str, Any]) -> None:
        self.file = clean(file)
        self.problems: list[ConfigProblem] = []
        self.left_out: dict[str, tuple[ConfigProblem, ...]] = {}
        self._whole = table
        self._lines = key_lines(text)

    def report_unknown_keys(self) -> None:
        """Add the problems of the top-level keys that are not known; a mistyped `digests` or `keep` is left out.

        Of `digests` these are its tables by their names, and the whole where it has something else.
        """
        for key in self._whole.keys() - set(TOP_LEVEL_KEYS):
            self._add_unknown_key(key, "is not known here", list(TOP_LEVEL_KEYS), self._line_of(key))
            value, meant = self._whole[key], nearest_name(key, TOP_LEVEL_KEYS)
            names = [meant] if meant in ("digests", "keep") else []
            if meant == "digests" and isinstance(value, dict):
                tables = [f"digests.{clean(name)}" for name, entry in value.items() if isinstance(entry, dict)]
                names = tables if len(tables) == len(value) else [meant, *tables]
            self.left_out |= dict.fromkeys(names, (self.problems[-1],))

    @contextmanager
    def _leaving_out(self, name: str) -> Iterator[None]:
        """Record the problems that a block adds as those for which this table or key is left out."""
        count = len(self.problems)
        yield
        if problems := tuple(self.problems[count:]):
            self.left_out[name] = problems

    def feeds(self) -> tuple[Feed, ...]:
        """Return the valid feeds, each address once."""
        entries = self._whole.get("feeds", [])
        if not isinstance(entries, list):
            self._add_problem(self._line_of("feeds"), "feeds", "`feeds` must be a list of tables: write [[feeds]]")
            return ()
        line_by_url: dict[str, int] = {}
        feeds: list[Feed] = []
        for number, entry in enumerate(entries):
            lines = self._lines.feeds[number] if len(self._lines.feeds) == len(entries) else {}
            feed = self._feed(entry, lines)
            if feed is None:
                continue
            line = lines.get("url", feed.line)
            if feed.url in line_by_url:
                first_line = line_by_url[feed.url]
                location = f" in line {first_line}" if first_line else ""
                self._add_problem(line, "url", f"`url` {feed.url} is there already{location}")
            else:
                line_by_url[feed.url] = line
                feeds.append(feed)
        return tuple(feeds)

    def key_bindings(self) -> Mapping[str, str]:
        """Return the reader's own keys: `follow = "B, ctrl+f"`. Commands and keys are checked later."""
        bindings = self._table("keys")
        for name in [name for name, value in bindings.items() if not isinstance(value, str)]:
            self._add_problem(self._line_of("keys"), name, f'`{name}` must name keys, such as "F, ctrl+f"')
            del bindings[name]
        return {clean(name): clean(value) for name, value in bindings.items()}

    def send_commands(self) -> Mapping[str, tuple[str, ...]]:
        """Return the commands that news can be sent to: `note = ["tee", "-a", "notes.md"]`; no shell is involved."""
        commands = self._table("send")
        for name, value in list(commands.items()):
            try:
                _send_command(value)
            except ValueError as error:
                self._add_problem(self._line_of("send"), name, f"`{name}` {error}")
                del commands[name]
        return {clean(name): tuple(words) for name, words in commands.items()}

    def language_model(self) -> LanguageModel | None:
        """Return the language model of [model]; None if the table is missing or invalid."""
        with self._leaving_out("model"):
            model = self._language_model()
        if model:
            self.left_out.pop("model", None)  # only an unknown key was skipped
        return model

    def _language_model(self) -> LanguageModel | None:
        entry = self._table("model")
        if not entry:
            return None
        line = self._line_of("model")
        values = self._checked_values(entry, LANGUAGE_MODEL_KEYS, "of [model]", {}, line)
        for key in ("url", "name"):
            if key not in entry:
                self._add_problem(line, key, f"[model] without `{key}`")
        if values is None or not {"url", "name"} <= values.keys():
            return None
        always_rewrite = values.pop("rewrite", False)
        return LanguageModel(**values, always_rewrite=always_rewrite)

    def digests(self, feeds: Sequence[Feed]) -> Mapping[str, DigestSettings]:
        """Return the digests of the tables [digests.NAME] without any mistake: none runs as something else."""
        with self._leaving_out("digests"):
            entries = self._table("digests")
            for name in [
                name for name, entry in entries.items() if name in DIGEST_KEYS and not isinstance(entry, dict)
            ]:
                message = f"`{name}` is a key of one digest: write [digests.morning], or another name, above it"
                self._add_problem(self._line_of("digests"), name, message)
                del entries[name]
        digests: dict[str, DigestSettings] = {}
        for name, entry in entries.items():
            key = f"digests.{clean(name)}"
            with self._leaving_out(key):
                values = self._digest_values(name, entry, feeds)
            if "mail" in values and "mail" in self.left_out:
                self.left_out.setdefault(key, self.left_out["mail"])
            if key not in self.left_out:
                digests[clean(name)] = DigestSettings(
                    name=clean(name),
                    is_mailed="mail" in values,
                    period=values.pop("since", None),
                    recipients=values.pop("mail", ()),
                    **values,
                )
        return digests

    def _digest_values(self, name: str, entry: object, feeds: Sequence[Feed]) -> dict[str, Any]:
        """Return the checked values of [digests.NAME]; whether they can be used, the reported problems say."""
        lines = self._lines.tables.get(f"digests.{name}", {})
        line = lines.get("", self._line_of("digests"))
        if not isinstance(entry, dict):
            self._add_problem(line, name, f"`{name}` must be a table: write [digests.{name}]")
            return {}
        mail = self._whole.get("mail")
        if entry.get("mail") is not None and not (isinstance(mail, dict) and "host" in mail):
            self._add_problem(lines.get("mail", line), "mail", "`mail` needs a table [mail] with a `host`")
            return {}
        values = self._checked_values(entry, DIGEST_KEYS, "of a digest", lines, line) or {}
        self._report_unknown_sections(values.get("sections", ()), feeds, lines.get("sections", line))
        return values

    def mail(self) -> MailSettings | None:
        """Return the settings of [mail]; None if the table is missing or has a mistake: no mail goes another way."""
        with self._leaving_out("mail"):
            settings = self._mail()
        return None if "mail" in self.left_out else settings

    def _mail(self) -> MailSettings | None:
        entry = self._table("mail")
        lines = self._lines.tables.get("mail", {})
        values = self._checked_values(entry, MAIL_KEYS, "of [mail]", lines, lines.get("", 0)) if entry else None
        if values is None:
            return None
        host, security = values.get("host", ""), values.get("security", "starttls")
        if host and "from" not in values:
            self._add_problem(lines.get("", 0), "from", "[mail] without `from`: the address that mail is from")
        if security == "none" and "password" in values and not is_loopback_host(host):
            line = lines.get("security", lines.get("", 0))
            self._add_problem(
                line, "security", '`security` must not be "none" with a `password`: it could be read on its way'
            )
        return MailSettings(sender=values.pop("from", ""), **values)

    def _report_unknown_sections(self, sections: Sequence[str], feeds: Sequence[Feed], line: int) -> None:
        """Add the problems of sections that no feed has, a feed with a mistake neither. Without feeds there is none."""
        entries = self._whole.get("feeds", [])
        written = [entry.get("section") for entry in entries if isinstance(entry, dict)] if feeds else []
        known = list(dict.fromkeys(feed.section for feed in feeds))
        known += [clean(section) for section in written if isinstance(section, str) and section not in known]
        for name in sections:
            if known and name.casefold() not in map(str.casefold, known):
                hint = nearest_hint(name, known)
                self._add_problem(line, "sections", f'no feed has the section "{name}"{hint}')

    def hooks(self) -> Hooks | None:
        """Return the hooks of [hooks]; None if the table is missing, empty or invalid."""
        entry = self._table("hooks")
        lines = self._lines.tables.get("hooks", {})
        values = self._checked_values(entry, HOOK_KEYS, "of [hooks]", lines, self._line_of("hooks"))
        return Hooks(**values) if values else None

    def keep(self) -> timedelta | None:
        """Return how long articles keep their whole text; None: for ever."""
        with self._leaving_out("keep"):
            try:
                return keep_value(self._whole["keep"]) if "keep" in self._whole else None
            except ValueError as error:
                self._add_problem(self._line_of("keep"), "keep", f"`keep` {error}")
        return None

    def rules(self, feeds: Sequence[Feed]) -> tuple[Rule, ...]:
        """Return the rules without any mistake: one with a mistyped condition would hide more than it should.

        A section that no feed has is no mistake: threads of a feed that was removed may have it.
        """
        lines = self._lines.rules
        start = lines[0][""] if lines else self._line_of("rules")
        entries = self._whole.get("rules", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self._add_problem(start, "rules", "`rules` must be a list of tables: write [[rules]]")
            return ()
        rules: list[Rule] = []
        for number, entry in enumerate(entries):
            line_by_key = lines[number] if len(lines) == len(entries) else {}
            line = line_by_key.get("", start)
            values = self._checked_values(entry, RULE_KEYS, "of a rule", line_by_key, line)
            if values is None or values.keys() != entry.keys():
                continue
            hooks = self._whole.get("hooks")
            if values.get("do") == "hook" and not (isinstance(hooks, dict) and "rule" in hooks):
                message = '`do = "hook"` needs the command `rule` of [hooks]'
                self._add_problem(line_by_key.get("do", line), "do", message)
                continue
            try:
                rules.append(rule_of(values, line, feeds))
            except ValueError as error:
                self._add_problem(line, "rules", str(error))
        return tuple(rules)

    def _line_of(self, name: str) -> int:
        """Return the line of a top-level key or of the first heading of a table; 0 if it is not known."""
        return self._lines.top_level.get(name, 0)

    def _table(self, name: str) -> dict[str, Any]:
        value = self._whole.get(name, {})
        if isinstance(value, dict):
            return dict(value)
        self._add_problem(self._line_of(name), name, f"`{name}` must be a table: write [{name}]")
        return {}

    def _feed(self, entry: object, line_by_key: Mapping[str, int]) -> Feed | None:
        """Return the feed of one table, None if a value is invalid. An unknown key is reported and skipped."""
        line = line_by_key.get("", self._line_of("feeds"))
        if not isinstance(entry, dict):
            self._add_problem(line, "feeds", "a feed must be a table with a `url`")
            return None
        values = self._checked_values(entry, FEED_KEYS, "of a feed", line_by_key, line)
        if "url" not in entry:
            self._add_problem(line, "url", "a feed without `url`")
        if values is None or "url" not in values:
            return None
        values["publisher"] = values.get("publisher") or values.get("name", "")
        headers = (*values.pop("headers", ()), *values.pop("auth", ()))
        values["headers"] = tuple((key, value) for key, value in headers if isinstance(value, str))
        values["secrets"] = tuple((key, value) for key, value in headers if not isinstance(value, str))
        return Feed(**{"line": line, **values})

    def _checked_values(
        self,
        entry: Mapping[str, object],
        checks: Mapping[str, Callable[[object], Any]],
        owner: str,
        line_by_key: Mapping[str, int],
        line: int,
    ) -> dict[str, Any] | None:
        """Check the values of a table and report the invalid ones.

        Args:
            entry: The table as parsed.
            checks: The keys that the table may have, each with its check.
            owner: The owner of the table, for messages: "of a feed".
            line_by_key: The lines of its keys, as far as they are known.
            line: The line of the table, for keys whose line is not known.

        Returns:
            The checked values, None if one of them is invalid.
        """
        values: dict[str, Any] = {}
        is_valid = True
        for key, value in entry.items():
            if key not in checks:
                self._add_unknown_key(key, f"is not a key {owner}", list(checks), line_by_key.get(key, line))
                continue
            try:
                values[key] = checks[key](value)
            except ValueError as error:
                is_valid = False
                self._add_problem(line_by_key.get(key, line), key, f"`{key}` {error}")
        return values if is_valid else None

    def _add_unknown_key(self, key: str, complaint: str, known: list[str], line: int) -> None:
        self._add_problem(line, key, f"`{key}` {complaint}" + (nearest_hint(key, known) or f"; {_known_keys(known)}"))

    def _add_problem(self, line: int, key: str, message: str) -> None:
        self.problems.append(ConfigProblem(self.file, line, clean(key), clean(message)))


def _known_keys(known: list[str]) -> str:
    return "known: " + ", ".join(f"`{key}`" for key in known)
