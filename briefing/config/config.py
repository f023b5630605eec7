"""What feeds.toml says, as far as it can be used, and the problems of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from briefing.errors import ConfigError
from briefing.model.digests import DigestSettings
from briefing.model.feeds import Feed, LanguageModel
from briefing.model.hooks import Hooks
from briefing.model.mail import MailSettings
from briefing.model.thread_rules import Rule


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """A problem in a configuration file; `line` is 0 if only the file is known."""

    file: str
    line: int
    key: str
    message: str

    @property
    def location(self) -> str:
        """The file, with the line if that is known."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def without_folder(self) -> str:
        """The problem with the name of its file alone: where a whole path would leave it no room."""
        return str(replace(self, file=Path(self.file).name))

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"


@dataclass(frozen=True, slots=True)
class Config:
    """The usable contents of a configuration file, and the problems of the rest.

    Attributes:
        path: The file.
        feeds: The valid feeds, each address once.
        problems: The problems of the file, in the order of its lines.
        key_bindings: The reader's own keys ("B, ctrl+f") by the name of a command.
        send_commands: The commands that news can be sent to, as lists of arguments, by their names.
        language_model: The model that may rewrite summaries, None if none is configured.
        digests: The digests without a mistake by their names.
        mail: How mail is sent, None if that is not configured.
        rules: The rules without a mistake, in the order of the file.
        hooks: What runs after a refresh, None if nothing does.
        keep: How long articles keep their whole text, None: for ever.
        left_out: The problems for which something is missing above that was configured, by the dotted name of its
            table or key: "digests.morning", "mail", "model", "keep"; "digests" if no digest can be read.
    """

    path: Path
    feeds: tuple[Feed, ...] = ()
    problems: tuple[ConfigProblem, ...] = ()
    key_bindings: Mapping[str, str] = field(default_factory=dict)
    send_commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language_model: LanguageModel | None = None
    digests: Mapping[str, DigestSettings] = field(default_factory=dict)
    mail: MailSettings | None = None
    rules: tuple[Rule, ...] = ()
    hooks: Hooks | None = None
    keep: timedelta | None = None
    left_out: Mapping[str, tuple[ConfigProblem, ...]] = field(default_factory=dict)

    @property
    def digest_names(self) -> tuple[str, ...]:
        """The names of all digests of the file, those that are left out last."""
        left_out = (key.removeprefix("digests.") for key in self.left_out if key.startswith("digests."))
        return (*self.digests, *left_out)

    def require(self, name: str, consequence: str) -> None:
        """Raise ConfigError if a table or key is left out, so that nothing else is done in its place.

        Args:
            name: Its dotted name, as in `left_out`.
            consequence: What is not done until it is corrected, as a sentence.
        """
        if problems := self.left_out.get(name):
            first, *others = map(str, problems)
            raise ConfigError(first, f"{consequence} Correct it; `briefing check` lists every mistake.", others)
