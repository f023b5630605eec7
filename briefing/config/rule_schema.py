"""The keys of a table [[rules]], each with the check of its value, as in `value_checks`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from briefing.model.feeds import Feed
from briefing.model.thread_rules import ACTIONS, Rule
from briefing.text.html.clean import clean
from briefing.text.language_tags import is_language_tag, primary_language
from briefing.text.tags import normal_tag

CONDITIONS = {
    "word": "words",
    "name": "names",
    "publisher": "publishers",
    "section": "sections",
    "lang": "languages",
    "feed": "feeds",
}
"""The keys that say which threads are meant, each with the field of `Rule`."""


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    texts = tuple(clean(one) for one in values if isinstance(one, str) and any(map(str.isalnum, one)))
    if not texts or len(texts) < len(values):
        raise ValueError('must be a string or a list of strings such as ["golf", "cricket"]')
    return texts


def _languages(value: object) -> tuple[str, ...]:
    codes = tuple(map(primary_language, _texts(value)))
    if not all(map(is_language_tag, codes)):
        raise ValueError('must be a language tag such as "en" or "ja"')
    return codes


def _tags(value: object) -> tuple[str, ...]:
    return tuple(sorted({normal_tag(one) for one in _texts(value)}))


def _action(value: object) -> str:
    if value not in ACTIONS:
        raise ValueError(f"must be {', '.join(ACTIONS[:-1])} or {ACTIONS[-1]}")
    return str(value)


def _moment(value: object) -> datetime:
    """Return the end of a rule: a day of TOML or in a string begins at midnight, local time."""
    try:
        if isinstance(value, str):
            return datetime.fromisoformat(value).astimezone(UTC)
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        if isinstance(value, date):
            return datetime.combine(value, time.min).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise ValueError("must be a day or time such as 2027-01-31 or 2027-01-31T18:00")


def _reason(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a string")
    return clean(value)


RULE_KEYS: dict[str, Callable[[object], Any]] = {
    "do": _action,
    **dict.fromkeys(CONDITIONS, _texts),
    "lang": _languages,
    "until": _moment,
    "reason": _reason,
    "tag": _tags,
}
"""The check of each key of a rule."""


def rule_of(values: Mapping[str, Any], line: int, feeds: Sequence[Feed]) -> Rule:
    """Return the rule with these checked values.

    Raises:
        ValueError: It says nothing to do, has no condition, or names an unknown feed; the message says which.
    """
    if "do" not in values:
        raise ValueError(f'a rule without `do`: write for example do = "{ACTIONS[0]}"')
    conditions = {field: values[key] for key, field in CONDITIONS.items() if key in values}
    if not conditions:
        raise ValueError(f"a rule without a condition: give it {', '.join(list(CONDITIONS)[:-1])} or feed")
    if (values["do"] == "tag") != ("tag" in values):
        raise ValueError('`tag` and do = "tag" belong together: write for example do = "tag" and tag = "energy"')
    rule = Rule(values["do"], until=values.get("until"), reason=values.get("reason", ""), line=line, **conditions)
    rule = replace(rule, tags=values.get("tag", ()))
    return replace(rule, feeds=tuple(_feed_url(name, feeds) for name in rule.feeds))


def _feed_url(name: str, feeds: Sequence[Feed]) -> str:
    for feed in feeds:
        if name == feed.url or (feed.name and name.casefold() == feed.name.casefold()):
            return feed.url
    raise ValueError(f'no feed has the name or address "{name}": use a `name` or `url` of this file')
