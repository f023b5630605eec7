from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.errors import ConfigError
from briefing.text.query import (
    KEYS,
    MAX_DEPTH,
    STATES,
    Query,
    QueryBracket,
    QueryTerm,
    check_values,
    parse_query,
    parse_until,
    readable_part,
)
from briefing.text.query_completion import Suggestion, complete_query

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
PIECES = [
    "(",
    ")",
    "-(",
    " OR ",
    "until:3d",
    "f(x)",
    "section:",
    "publisher:asia",
    "is:unread",
    "since:7d",
    "lang:ja",
    "-",
    '"',
    " ",
    ":",
    "foo:",
    "http://x",
    "é",
]
texts = st.text(max_size=30) | st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=8).map("".join)
KNOWN = {"section": ("asia", "Middle East", "sport"), "publisher": ("Sample Gazette", "Sample Wire")}


def test_a_query_is_a_row_of_terms() -> None:
    query = parse_query('section:asia -publisher:"Sample Wire" since:7d is:unread "exact words" word -other')
    assert query.terms == (
        QueryTerm("section", "asia"),
        QueryTerm("publisher", "Sample Wire", negated=True),
        QueryTerm("since", "7d"),
        QueryTerm("is", "unread"),
        QueryTerm("", "exact words", exact=True),
        QueryTerm("", "word"),
        QueryTerm("", "other", negated=True),
    )
    assert str(query) == 'section:asia -publisher:"Sample Wire" since:7d is:unread "exact words" word -other'
    assert not parse_query("  ") and not Query()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ('"ferry', [QueryTerm("", "ferry", exact=True)]),
        ('a"b c"d', [QueryTerm("", "a"), QueryTerm("", "b c", exact=True), QueryTerm("", "d")]),
        ("https://wire.example/1 10:30 Live: now", ["https://wire.example/1", "10:30", "Live:", "now"]),
        (
            "SECTION:Asia IS:Unread Lang:EN-gb",
            [QueryTerm("section", "Asia"), QueryTerm("is", "unread"), QueryTerm("lang", "en")],
        ),
        ('- -- : "" -"" & ,', []),
        ('-"two words"', [QueryTerm("", "two words", negated=True, exact=True)]),
        ("word word", ["word"]),
        ('"section:asia"', [QueryTerm("", "section:asia", exact=True)]),
    ],
)
def test_odd_writing(text: str, terms: list[QueryTerm | str]) -> None:
    assert parse_query(text).terms == tuple(QueryTerm("", term) if isinstance(term, str) else term for term in terms)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("publsher:wire", 'A query has no key "publsher"; did you mean "publisher"?'),
        ("xyzzy:wire", 'A query has no key "xyzzy".'),
        ("is:unraed", 'Nothing "is:unraed"; did you mean "unread"?'),
        ("section:", '"section:" needs a value.'),
        ('title:""', '"title:" needs a value.'),
        ("since:soon", '"since:soon" is not a period.'),
        ("lang:japanese", '"lang:japanese" is not a language.'),
        ("until:soon", '"until:soon" is not a period.'),
        ("(OR ferry)", '"OR" needs a term on both sides.'),
        ("(ferry OR ) ship", '"OR" needs a term on both sides.'),
        ("ship NOT ferry", '"NOT" is no operator of a query.'),
        ("NOT (ferry OR ship)", '"NOT" is no operator of a query.'),
        ("OR OR", '"OR" needs a term on both sides.'),
        ("(" * MAX_DEPTH + "a OR b", "Too many brackets stand in each other."),
    ],
)
def test_a_mistake_is_explained_with_the_nearest_known_word(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_query(f"before {text} after")
    assert str(caught.value) == message
    assert caught.value.hint


@example("0 \u200cA:0").via("discovered failure")
@example("-\u200clang:ja").via("discovered failure")
@given(texts)
@example('http:"//x')
@example('foo:"" "')
def test_any_text_is_a_query_that_parses_again_or_a_config_error(text: str) -> None:
    try:
        query = parse_query(text)
    except ConfigError as error:
        assert str(error) and error.hint
    else:
        assert parse_query(str(query)) == query


@given(texts, st.integers(-2, 40))
def test_completion_takes_anything(text: str, cursor: int) -> None:
    for found in complete_query(text, cursor, KNOWN):
        assert 0 <= found.start <= found.end <= len(text)
        assert text[found.start : found.end] != found.text


def words(*texts: str) -> Query:
    return Query(tuple(QueryTerm("", text) for text in texts))


def test_or_separates_alternatives_and_brackets_group_them() -> None:
    assert parse_query("ferry ship OR boat") == Query((), (QueryBracket((words("ferry", "ship"), words("boat"))),))
    query = parse_query("sinks (ferry OR (ship boat) OR section:asia) -(cebu OR is:read)")
    assert query.terms == (QueryTerm("", "sinks"),)
    asia, read = Query((QueryTerm("section", "asia"),)), Query((QueryTerm("is", "read"),))
    assert query.brackets == (
        QueryBracket((words("ferry"), words("ship", "boat"), asia)),
        QueryBracket((words("cebu"), read), negated=True),
    )
    assert str(query) == "sinks (ferry OR ship boat OR section:asia) -(cebu OR is:read)"
    assert query.wanted_words() == ("sinks", "ferry", "ship", "boat"), "none that must not occur"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("(ferry ship) boat", "ferry ship boat"),
        ("((ferry))", "ferry"),
        ("-(ferry)", "-ferry"),
        ("-(-ferry)", "ferry"),
        ("ferry () -( )", "ferry"),
        ("(ferry OR ship", "(ferry OR ship)"),
        ("-(ferry ship)", "-(ferry ship)"),
        ("f(x) smile :) a) title:b)", "f(x) smile a title:b"),
        ("(f(x) OR b)", "(f(x) OR b)"),
        ("(ferry OR f(x)", "(ferry OR f(x))"),
        ("(ferry OR f(x", "(ferry OR f x)"),
        ('("OR" OR "a)") or', 'or ("OR" OR "a)")'),
        ('(publisher:"Wire (Asia)" OR b)', '(publisher:"Wire (Asia)" OR b)'),
        ("(ferry OR ship) (ferry OR ship)", "(ferry OR ship)"),
    ],
)
def test_brackets_that_change_nothing_are_left_out(text: str, same: str) -> None:
    assert str(parse_query(text)) == same and parse_query(same) == parse_query(text)


def test_what_stands_in_brackets_is_checked_and_known_too() -> None:
    with pytest.raises(ConfigError, match='"sprot"; did you mean "sport"'):
        check_values(parse_query("ferry OR (section:sprot is:new)"), KNOWN)
    assert parse_query("is:muted").asks_for_state("muted") and parse_query("(is:muted OR is:new) a").asks_for_state(
        "muted"
    )
    assert not parse_query("-is:muted").asks_for_state("muted") and not parse_query(
        "-(is:muted OR is:new)"
    ).asks_for_state("muted")
    assert parse_query("-(-is:muted OR is:new)").asks_for_state("muted")


def test_until_ends_with_the_day_of_a_date_or_at_a_moment() -> None:
    day = parse_until("2026-03-01", NOW)
    assert day == datetime(2026, 3, 2).astimezone(UTC) and day == parse_until("20260301", NOW)
    assert parse_until("2026-03-01T12:00+00:00", NOW) == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert parse_until("7d", NOW) == NOW - timedelta(days=7)
    with pytest.raises(ConfigError, match="not a period"):
        parse_until("9999-12-31", NOW)


def test_values_of_one_key_are_alternatives() -> None:
    query = parse_query("section:asia is:new section:sport is:unread -section:world lang:ja")
    assert list(query.conditions()) == [
        ("section", ("asia", "sport"), False),
        ("is", ("new",), False),
        ("is", ("unread",), False),
        ("lang", ("ja",), False),
        ("section", ("world",), True),
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("since:7d", NOW - timedelta(days=7)),
        ("since:12h since:30d", NOW - timedelta(hours=12)),
        ("since:2026-03-01T12:00+00:00", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("since:999999w", datetime(1, 1, 2, tzinfo=UTC)),
        ("-since:7d word", None),
    ],
)
def test_the_period_of_a_query(text: str, start: datetime | None) -> None:
    assert parse_query(text).since(NOW) == start


def test_and_joins_terms_that_must_all_hold_anyway() -> None:
    assert parse_query("ferry AND ship AND (a OR b AND c)") == parse_query("ferry ship (a OR b c)")
    assert parse_query('"AND" and "NOT" not') == Query(
        (QueryTerm("", "AND", exact=True), *words("and").terms, QueryTerm("", "NOT", exact=True), *words("not").terms)
    )


def test_values_that_do_not_occur_are_mistakes() -> None:
    check_values(parse_query("section:middle -publisher:gaz word is:new"), KNOWN)
    check_values(parse_query("section:sprot"), {"section": ()})
    with pytest.raises(ConfigError, match='"sprot"; did you mean "sport"') as caught:
        check_values(parse_query("-section:sprot"), KNOWN)
    assert caught.value.hint == "There are: asia, Middle East, sport."
    check_values(parse_query("-section:sprot -(word OR publisher:nosuch)"), KNOWN, may_exclude_unknown=True)
    with pytest.raises(ConfigError, match="sprot"):
        check_values(parse_query("-(word -section:sprot)"), KNOWN, may_exclude_unknown=True)


def texts_of(text: str, cursor: int | None = None) -> list[str]:
    return [found.text for found in complete_query(text, len(text) if cursor is None else cursor, KNOWN)]


def test_completion_proposes_keys_then_values() -> None:
    assert texts_of("") == [f"{key}:" for key in KEYS]
    assert texts_of("word s") == ["section:", "since:"]
    assert texts_of("-se") == ["-section:"]
    assert texts_of("is:") == [f"is:{state}" for state in STATES]
    assert texts_of("is:un") == ["is:unread", "is:unopened", "is:running"]
    assert texts_of("section:E") == ['section:"Middle East"']
    assert texts_of('section:"Middle E') == ['section:"Middle East"']
    assert texts_of("publisher:wire") == ['publisher:"Sample Wire"']
    assert texts_of("(ferry OR (se") == ["(section:"] and texts_of("-(is:un") == [
        "-(is:unread",
        "-(is:unopened",
        "-(is:running",
    ]
    assert texts_of("as") == ["section:asia"]
    assert texts_of("section:asia") == [] and texts_of("nothing:") == []
    assert complete_query("is:unread sec word", 13, KNOWN) == (Suggestion(10, 13, "section:"),)


def test_queries_join() -> None:
    assert str(parse_query("section:asia word") & parse_query("word is:new")) == "section:asia word is:new"


@pytest.mark.parametrize(
    ("typed", "readable"),
    [
        *(("quake", "quake"), ("quake section:", "quake"), ("section:", ""), ("((", ""), ("ferry OR", "ferry")),
        *(("ferry OR (", "ferry"), ("is:new sec:x", "is:new"), ("ferry OR ship", "ferry OR ship"), ("-", "")),
    ],
)
def test_what_is_typed_is_read_as_far_as_it_can_be(typed: str, readable: str) -> None:
    assert readable_part(typed) == readable


def test_a_long_text_that_cannot_be_read_says_nothing() -> None:
    assert readable_part("section: " + "x " * 3000) == ""
