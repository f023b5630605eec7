"""Conversions between columns and values: moments, lists of parameters, articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from briefing.model.articles import EPOCH, Article
from briefing.store.database.column_values import EARLIEST_MICROS, LATEST_MICROS
from briefing.store.database.damage import checked_named_row, damaged_store

_MICROSECOND = timedelta(microseconds=1)

FIRST_MICROS, LAST_MICROS = ((datetime(year, 1, 1, tzinfo=UTC) - EPOCH) // _MICROSECOND for year in (2, 9999))
"""The first and the last moment that is read; a year beyond them is left, so that days can be added."""
DISTANT_PAST = -(2**62)
"""Microseconds: earlier than every stored moment, as the start of a period without a start."""
DISTANT_FUTURE = 2**62
"""Microseconds: later than every stored moment, as the start of a period that is empty."""

ARTICLE_COLUMNS = (
    "a.id, a.title, a.text, a.publisher, a.feed, a.section, a.lang, a.guid, a.url, a.link, a.author,"
    " a.published, a.seen, a.date_flag, a.weight, a.feed_date, a.publisher_url, a.arrived"
)
"""The columns of `articles a` in the order that `decode_article` expects."""


def to_micros(moment: datetime) -> int:
    """Return a moment as microseconds since 1970 in UTC."""
    return (moment - EPOCH) // _MICROSECOND


def optional_to_micros(moment: datetime | None) -> int | None:
    """Return `to_micros` of a moment, or None for None."""
    return None if moment is None else to_micros(moment)


def from_micros(value: int) -> datetime:
    """Return the moment in UTC, of the years 2 to 9998, from microseconds since 1970; StoreError if it is no date."""
    if not EARLIEST_MICROS <= value <= LATEST_MICROS:
        raise damaged_store(f"{value} microseconds since 1970 are no date")
    return EPOCH + timedelta(microseconds=min(max(value, FIRST_MICROS), LAST_MICROS))


def optional_from_micros(value: int | None) -> datetime | None:
    """Return `from_micros` of a value, or None for None."""
    return None if value is None else from_micros(value)


def json_array(values: Iterable[object]) -> str:
    """Return any number of values as one parameter, for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))


def json_text(value: object) -> str:
    """Return a value as compact JSON in which every script stays readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def named_rows(db: sqlite3.Connection, sql: str, parameters: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
    """Run a query whose rows give their columns by name."""
    cursor = db.cursor()
    cursor.row_factory = checked_named_row
    return iter(cursor.execute(sql, parameters))


def decode_article(row: Sequence[Any]) -> Article:
    """Return the article in a row of `ARTICLE_COLUMNS`."""
    id, title, text, publisher, feed, section, lang, guid, url, link, author, *dates, site, arrived = row
    published, seen, date_flag, weight, feed_date = dates
    return Article(
        id=id,
        title=title,
        text=text,
        publisher=publisher,
        feed=feed,
        section=section,
        lang=lang,
        guid=guid,
        url=url,
        link=link,
        author=author,
        published=from_micros(published),
        seen=from_micros(seen),
        date_flag=date_flag,
        weight=weight,
        feed_date=optional_from_micros(feed_date),
        publisher_url=site,
        arrived=optional_from_micros(arrived),
    )
