"""Adding the feeds, rules and digests of an export to the text of feeds.toml. What stands there stays. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefing.config import Config, parse_config
from briefing.config.toml_editing import toml_table, with_feeds_added
from briefing.errors import BriefingError
from briefing.model.feeds import Feed
from briefing.model.personal_data import ImportCount, PersonalData
from briefing.text.html.clean import clean
from briefing.text.publishers.feed_names import feed_display_name
from briefing.text.urls import canonical_url, host_of


@dataclass(frozen=True, slots=True)
class AddedSettings:
    """A changed feeds.toml.

    Attributes:
        text: The new text of the file.
        counts: How many feeds, rules and digests were added.
        skipped: A line for each table that was not added, with the reason.
    """

    text: str
    counts: Mapping[ImportCount, int]
    skipped: tuple[str, ...]


def with_imported_settings(text: str, path: Path, data: PersonalData, *, allow_private: bool = False) -> AddedSettings:
    """Add the tables that a file lacks; those that would be a problem there are left out."""
    skipped: list[str] = []
    known = {canonical_url(feed.url) for feed in parse_config(text, path).feeds}
    feeds: list[Feed] = []
    for table in data.feeds:
        is_known = canonical_url(str(table.get("url", ""))) in known
        feed = None if is_known else _feed(table, allow_private, skipped)
        if feed:
            known.add(canonical_url(feed.url))
            feeds.append(feed)
    counts: Counter[ImportCount] = Counter({"feeds": len(feeds)})
    text = with_feeds_added(text, feeds) if feeds else text
    config = parse_config(text, path)
    for kind, heading, table in _other_tables(data, config):
        added = f"{text.rstrip()}\n\n{toml_table(heading, table)}".lstrip()
        try:
            candidate = parse_config(added, path)
        except BriefingError as error:
            skipped.append(f"{clean(heading)} {_short(table)}: {error}")
            continue
        if problems := [one for one in candidate.problems if one not in config.problems]:
            skipped.append(f"{clean(heading)} {_short(table)}: {problems[0].message}")
        elif not (kind == "rules" and _has_rule_twice(candidate)):
            text, config = added, candidate
            counts[kind] += 1
    return AddedSettings(text, {kind: number for kind, number in counts.items() if number}, tuple(skipped))


def _other_tables(data: PersonalData, config: Config) -> Iterator[tuple[ImportCount, str, Mapping[str, Any]]]:
    """Yield the tables beside feeds: the kind, the heading and the values."""
    for rule in data.rules:
        yield "rules", "[[rules]]", rule
    for name, digest in data.digest_settings.items():
        if name not in config.digest_names:
            yield "digests", f"[digests.{name}]", digest


def _has_rule_twice(config: Config) -> bool:
    """Whether the last rule stands in the file before, whatever its line."""
    rules = [replace(rule, line=0) for rule in config.rules]
    return bool(rules) and rules[-1] in rules[:-1]


def _feed(table: Mapping[str, Any], allow_private: bool, skipped: list[str]) -> Feed | None:
    """Return the feed of a table; a table that is no feed is skipped with its reason."""
    from briefing.web.address_guard import is_private_host

    subject = f"feed {clean(str(table.get('name') or table.get('url')))}"
    try:
        config = parse_config(toml_table("[[feeds]]", table), Path("export"))
    except BriefingError as error:
        skipped.append(f"{subject}: {error}")
        return None
    if config.problems or not config.feeds:
        skipped.append(f"{subject}: {config.problems[0].message if config.problems else 'no feed'}")
        return None
    feed = config.feeds[0]
    if allow_private:
        return feed
    if is_private_host(host_of(feed.url)):
        skipped.append(f"feed {feed_display_name(feed)}: a private-network address (--allow-private accepts it)")
        return None
    return replace(feed, allow_private=False)


def _short(table: Mapping[str, Any]) -> str:
    return clean(", ".join(f"{key} = {value}" for key, value in table.items()))[:100]
