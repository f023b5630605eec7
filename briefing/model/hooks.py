"""What runs after a refresh: the table [hooks] of feeds.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.feeds import Secret


@dataclass(frozen=True, slots=True)
class Hooks:
    """The commands that run after a refresh, as lists of arguments, with JSON on standard input.

    Attributes:
        refresh: Runs after a refresh that brought articles; empty: nothing does.
        followed: Runs when followed threads changed.
        rule: Runs when a refresh changed threads that a rule with `do = "hook"` means.
        webhook: Address that gets a notice when followed threads changed; "": none does.
        webhook_token: Where the token is found that goes with it, as "Authorization: Bearer"; None: no token does.
        notify: Whether the desktop shows a notice when followed threads changed.
        timeout: Seconds after which a command is stopped.
    """

    refresh: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    webhook: str = ""
    webhook_token: Secret | None = None
    notify: bool = False
    timeout: float = 10.0
