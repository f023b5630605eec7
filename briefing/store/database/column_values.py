"""What the columns of the store may hold: their types, and the range of moments and counts. SQLite checks neither."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import NoneType

from briefing.model.articles import EPOCH

_TEXT_NAMES = (
    "affair_name after answer author before body cause content_hash date_flag day description digest document "
    "document_url entry_key error etag excluded feed feed_text given_title guid host id kind lang "
    "latest_development line link modified name names_by_stem new old origin permanent_url phrase place problem "
    "publisher publisher_url publishers query reason remaining removed request_hash section skip_hours snapshot "
    "subject summary tags terminal terms text texts timeline title url value written_title"
)
TEXT_COLUMNS = frozenset(_TEXT_NAMES.split())
"""Names of columns that hold text in every table; a test holds all these sets to the schema."""
_INTEGER_NAMES = (
    "action actual affair arrived article_count at batch began boundary deaths decided_at document_count doubted ended "
    "failures feed_date feedback_sign first first_news followed gone independent_count last last_news last_run "
    "last_success last_try listed muted n new_count newest_story_start newest_when_muted next_due number outdated "
    "profile published read read_before requested_pause retry_after seen serial shown story_count undone unread until "
    "waiting_since without_room"
)
INTEGER_COLUMNS = frozenset(_INTEGER_NAMES.split())
"""Names of columns that hold whole numbers in every table."""
REAL_COLUMNS = frozenset({"weight"})
"""Names of columns that hold numbers in every table."""
KEY_COLUMNS = {"article", "story", "term", "thread"}
"""Names of columns that hold an inner number in some tables and an id or a term in others."""
_NULLABLE_NAMES = (
    "actual affair after arrived batch before boundary decided_at feed_date feed_text followed last_success last_try "
    "listed muted newest_when_muted next_due read read_before retry_after story tags undone until waiting_since"
)
NULLABLE_COLUMNS = frozenset(_NULLABLE_NAMES.split())
"""Names of columns that may hold NULL."""
OUTER_JOIN_COLUMNS = {"id", "body", "unread", *KEY_COLUMNS}
"""Names of columns that queries read from a table which they join with LEFT JOIN: NULL where it has no row."""

EARLIEST_MICROS, LATEST_MICROS = (
    (end.replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1) for end in (datetime.min, datetime.max)
)
"""The first and the last moment that a store may hold: software of feeds writes the year 1 or 9999 for "no date"."""
_MOMENT_NAMES = (
    "actual arrived at began boundary decided_at ended feed_date first first_news followed last last_news last_run "
    "last_success last_try listed muted newest_story_start newest_when_muted next_due published read read_before "
    "retry_after seen shown undone until waiting_since"
)
MOMENT_COLUMNS = frozenset(_MOMENT_NAMES.split())
"""Names of columns that hold microseconds since 1970."""
_COUNT_NAMES = (
    "article_count deaths document_count failures independent_count new_count number requested_pause serial "
    "story_count without_room"
)
COUNT_COLUMNS = frozenset(_COUNT_NAMES.split())
"""Names of columns that hold a count, a number that is counted up, or a number of seconds."""
MAX_COUNT = 2**31
"""No count and no weight of a store reaches this."""
_SMALL_RANGES = {"doubted": (0, 1), "feedback_sign": (-1, 1), "gone": (0, 1), "outdated": (0, 1), "unread": (0, 1)}
"""The ranges of a sign and of columns for yes and no."""

TYPE_NAMES = {str: "a text", bytes: "binary", int: "a number", float: "a fraction", NoneType: "missing"}
"""What messages call the types of values."""


def types_of(name: str) -> frozenset[type]:
    """Return the types that a value in a column of this name may have; empty if any."""
    if name in TEXT_COLUMNS:
        types: frozenset[type] = frozenset({str})
    elif name in INTEGER_COLUMNS:
        types = frozenset({int})
    elif name in REAL_COLUMNS:
        types = frozenset({float, int})
    elif name in KEY_COLUMNS:
        types = frozenset({int, str})
    else:
        return frozenset()
    return types | {NoneType} if name in NULLABLE_COLUMNS else types


def range_of(name: str) -> tuple[int, int] | None:
    """Return the least and the greatest value that a column of this name may have; None if it has no range."""
    if name in MOMENT_COLUMNS:
        return EARLIEST_MICROS, LATEST_MICROS
    return (0, MAX_COUNT) if name in COUNT_COLUMNS | REAL_COLUMNS else _SMALL_RANGES.get(name)


def may_hold(name: str, value: object) -> bool:
    """Whether a column of this name may hold a value."""
    types, limits = types_of(name), range_of(name)
    if types and type(value) not in types:
        return False
    if isinstance(value, str) and not is_storable(value):
        return False
    return limits is None or not isinstance(value, int | float) or limits[0] <= value <= limits[1]


def is_storable(text: str) -> bool:
    """Whether UTF-8 can hold a text: it has no half of a surrogate pair alone, which JSON can."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
