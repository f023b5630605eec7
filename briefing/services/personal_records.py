"""Reading the records of an export: every value is checked, and texts are made safe, before anything is stored."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, get_args

from briefing.errors import VALUE_ERRORS, ConfigError
from briefing.model.articles import EPOCH, Article, DateFlag
from briefing.model.deliveries import DeliveredLine
from briefing.model.feeds import MAX_WEIGHT
from briefing.model.grouping import CannotLink, GroupKind, MustLink
from briefing.model.personal_data import (
    SCHEMA,
    ExportedCorrection,
    ExportedDigest,
    ExportedMute,
    ExportedThread,
    PersonalData,
)
from briefing.text.html.clean import clean, clean_lines, repair_surrogates
from briefing.text.language_tags import valid_language_tag
from briefing.text.tags import normal_tag
from briefing.text.urls import canonical_url, is_web_url

ID = re.compile(r"[a-z0-9]{2,40}")
"""Ids of articles, stories and threads."""
MAX_LINE_LENGTH = 64 * 1024 * 1024
"""Characters of a record: the longest, the log of a digest with its documents, has some MB after years."""
Row = Mapping[str, Any]


def is_export(first_line: str) -> bool:
    """Whether a file that begins with this line is an export of all that a person did and read."""
    try:
        row = json.loads(first_line[:MAX_LINE_LENGTH])
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(row, dict) and row.get("type") == "export" and str(row.get("schema")).startswith("briefing-export")
    )


def read_records(lines: Iterable[str], name: str) -> PersonalData:
    """Return the records of an export.

    Args:
        lines: The lines of the file; empty ones are skipped.
        name: What errors call the file.

    Raises:
        ConfigError: A line is no record, or the file was written by a newer version.
    """
    reader, number = _Reader(), 0
    try:
        for line in lines:
            number += 1
            if line.strip():
                if len(line) > MAX_LINE_LENGTH:
                    raise ValueError(f"longer than {MAX_LINE_LENGTH // 1024 // 1024} MB")
                reader.add(json.loads(line))
    except VALUE_ERRORS as error:
        hint = "nothing was imported; `briefing export --all FILE` writes such a file"
        raise ConfigError(f"{name}:{number}: not a record of an export: {clean(str(error))}", hint) from error
    if reader.schema != SCHEMA:
        hint = "update briefing; nothing was imported"
        raise ConfigError(f'{name}: its format is "{clean(reader.schema)}", this version reads {SCHEMA}', hint)
    return reader.data()


class _Reader:
    """Collects the records by their types."""

    def __init__(self) -> None:
        self.schema = ""
        self._decoders: dict[str, Callable[[Row], object]] = {
            "article": _article,
            "thread": _thread,
            "together": lambda row: MustLink(_level(row), frozenset(_ids(row["articles"])), _moment(row["at"])),
            "apart": _apart,
            "correction": _correction,
            "mute": _mute,
            "view": lambda row: (_text(row["name"]), _text(row["query"])),
            "digest": _digest,
            "visit": lambda row: (
                _moment(row["began"]),
                _moment(row["ended"]),
                _optional_moment(row.get("boundary")),
                _optional_moment(row["listed"] if "listed" in row else row["ended"]),
            ),
            "feed": lambda row: _table(row["table"]),
            "rule": lambda row: _table(row["table"]),
            "digest settings": lambda row: (_text(row["name"]), _table(row["table"])),
        }
        self._rows: dict[str, list[Any]] = {kind: [] for kind in self._decoders}
        self._stars: dict[str, datetime] = {}
        self._read: set[str] = set()
        self._unknown: Counter[str] = Counter()

    def add(self, row: Any) -> None:
        """Take one record."""
        kind = row["type"]
        if kind == "export":
            self.schema = str(row["schema"])
        elif decode := self._decoders.get(kind):
            self._rows[kind].append(decode(row))
            if kind == "article" and row.get("starred"):
                self._stars[row["id"]] = _moment(row["starred"])
            if kind == "article" and row.get("read"):
                self._read.add(row["id"])
        else:
            self._unknown[clean(str(kind))] += 1

    def data(self) -> PersonalData:
        """Return all records."""
        rows = self._rows
        return PersonalData(
            articles=tuple({article.id: article for article in rows["article"]}.values()),
            starred=self._stars,
            read=frozenset(self._read),
            threads=tuple({thread.id: thread for thread in rows["thread"]}.values()),
            must_links=tuple(rows["together"]),
            cannot_links=tuple(pair for pairs in rows["apart"] for pair in pairs),
            corrections=tuple(rows["correction"]),
            mutes=tuple(rows["mute"]),
            views=dict(rows["view"]),
            digests=tuple({digest.name: digest for digest in rows["digest"]}.values()),
            visit=rows["visit"][-1] if rows["visit"] else None,
            feeds=tuple(rows["feed"]),
            rules=tuple(rows["rule"]),
            digest_settings=dict(rows["digest settings"]),
            unknown=dict(self._unknown),
        )


def _article(row: Row) -> Article:
    link, flag, weight = str(row.get("link", "")), row.get("date_flag", ""), float(row.get("weight", 1.0))
    link = link if is_web_url(link) else ""
    url = str(row.get("url", ""))
    if flag not in get_args(DateFlag):
        raise ValueError(f"unknown date_flag {flag!r}")
    if not 0 < weight <= MAX_WEIGHT:
        raise ValueError(f"impossible weight {weight}")
    site = str(row.get("publisher_url", ""))
    published = _moment(row["published"])
    return Article(
        id=_id(row["id"]),
        title=_text(row["title"]),
        text=clean_lines(str(row.get("text", ""))),
        publisher=_text(row.get("publisher", "")),
        feed=repair_surrogates(str(row.get("feed", ""))),
        section=_text(row.get("section", "")),
        lang=valid_language_tag(str(row.get("lang", ""))),
        guid=repair_surrogates(str(row.get("guid", ""))),
        url=url if is_web_url(url) else canonical_url(link),
        link=link,
        author=_text(row.get("author", "")),
        published=published,
        seen=_optional_moment(row.get("seen")) or published,
        date_flag=flag,
        weight=weight,
        feed_date=_optional_moment(row.get("feed_date")),
        publisher_url=site if is_web_url(site) else "",
        arrived=_optional_moment(row.get("arrived")),
    )


def _thread(row: Row) -> ExportedThread:
    affair = row.get("affair") or {}
    moments = ("followed", "muted", "newest_when_muted", "read", "read_before")
    return ExportedThread(
        _id(row["id"]),
        tuple((_id(story["id"]), tuple(_ids(story["articles"]))) for story in row["stories"]),
        _text(row.get("title", "")),
        _text(row.get("name", "")),
        affair=_id(affair["thread"]) if affair.get("thread") else "",
        affair_decided=_optional_moment(affair.get("decided_at")),
        tags=tuple(sorted({normal_tag(_text(tag)) for tag in row.get("tags", ())})),
        **{key: _optional_moment(row.get(key)) for key in moments},
    )


def _apart(row: Row) -> list[CannotLink]:
    return [CannotLink(_level(row), _id(row["article"]), other) for other in _ids(row["from"])]


def _correction(row: Row) -> ExportedCorrection:
    if row["sign"] not in (-1, 0, 1):
        raise ValueError(f"impossible sign {row['sign']!r}")
    names = json.loads(row.get("names", "{}"))
    if not isinstance(names, dict):
        raise TypeError("the names of a correction are no object")
    at, description = _moment(row["at"]), _text(row["description"])
    return ExportedCorrection(at, _level(row), row["sign"], description, json.dumps(names, ensure_ascii=False))


def _mute(row: Row) -> ExportedMute:
    if row["kind"] not in ("word", "publisher"):
        raise ValueError(f"unknown kind of rule {row['kind']!r}")
    until, reason = _optional_moment(row.get("until")), _text(row.get("reason", ""))
    return ExportedMute(row["kind"], _text(row["value"]), _moment(row["at"]), until, reason)


def _digest(row: Row) -> ExportedDigest:
    return ExportedDigest(
        _text(row["name"]),
        _moment(row["last_run"]),
        _optional_moment(row.get("waiting_since")),
        tuple(
            (str(one["thread"]), str(one["story"]), str(one["article"] or ""), _moment(one["at"]))
            for one in row.get("stories", ())
        ),
        tuple(_ids(row.get("articles", ()))),
        tuple((_moment(one["at"]), str(one["document"])) for one in row.get("documents", ())),
        tuple((str(one["thread"]), _delivered_line(one)) for one in row.get("lines", ())),
    )


def _delivered_line(row: Mapping[str, Any]) -> DeliveredLine:
    if not isinstance(row["texts"], list):
        raise TypeError("the texts of a delivered line are no list")
    return DeliveredLine(_text(row["line"]), tuple(map(_text, row["texts"])), _moment(row["at"]))


def _id(value: Any) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise ValueError(f"{value!r} is no id")
    return value


def _ids(values: Any) -> list[str]:
    return [_id(value) for value in values]


def _level(row: Row) -> GroupKind:
    if row["level"] not in get_args(GroupKind):
        raise ValueError(f"unknown level {row['level']!r}")
    level: GroupKind = row["level"]
    return level


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return clean(value)


def _table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is no table")
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment.year < EPOCH.year - 200:
        raise ValueError(f"{value!r} is too long ago")
    return moment


def _optional_moment(value: Any) -> datetime | None:
    return None if value is None else _moment(value)
