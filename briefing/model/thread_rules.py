"""Rules of feeds.toml: which threads are hidden, kept in lists, followed, tagged or starred without being asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

RuleAction = Literal["hide", "keep", "follow", "star", "tag", "hook"]
"""hide: leave threads out of lists and digests; keep: no rule hides them; follow: follow new threads; star: star their
articles; tag: attach tags to them; hook: run the command `rule` of [hooks] when they change.
"""
ACTIONS: tuple[str, ...] = get_args(RuleAction)


@dataclass(frozen=True, slots=True)
class Rule:
    """A table [[rules]] of feeds.toml. All its conditions must hold; of the values of one condition one is enough.

    A rule that hides a thread needs all its articles to be from the publishers or feeds, or in the languages; for the
    other actions one article is enough. A rule that stars tests each article by itself: its headline, its section, its
    publisher.

    Attributes:
        action: What happens to the threads.
        words: Words of the thread's title, in any case and spelling.
        names: Words of the title as they are written: "Mark" is not "mark".
        publishers: Publishers of its articles.
        sections: The section of the thread.
        languages: Languages of its articles.
        feeds: Addresses of the feeds of its articles.
        until: The rule ends then; None: never.
        reason: Why the person wants it.
        tags: What a rule that tags attaches.
        line: Its line in the file.
    """

    action: RuleAction
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    until: datetime | None = None
    reason: str = ""
    line: int = 0
    tags: tuple[str, ...] = ()

    def is_active(self, now: datetime) -> bool:
        """Whether the rule has not ended yet."""
        return self.until is None or now < self.until

    def describe(self) -> str:
        """Return the conditions in words: section "sport", word "cup"."""
        conditions = {
            "word": self.words,
            "name": self.names,
            "publisher": self.publishers,
            "section": self.sections,
            "language": self.languages,
            "feed": self.feeds,
        }
        listed = {noun: " or ".join(f'"{value}"' for value in values) for noun, values in conditions.items()}
        return ", ".join(f"{noun} {values}" for noun, values in listed.items() if values)
