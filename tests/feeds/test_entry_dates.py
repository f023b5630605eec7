"""The dates of entries in the forms and languages of feeds: right, or marked as unsure, or none."""

from datetime import UTC, datetime, timedelta

import pytest
from date_fuzz import try_dates
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.feeds.parsing.entry_dates import DateReader, parse_entry_date
from briefing.feeds.parsing.parser import parse_feed

NINE = datetime(2026, 11, 25, 9, tzinfo=UTC)
MIDNIGHT = NINE.replace(hour=0)

ZONES = {
    "UTC+0700": 2,
    "UTC+1": 8,
    "UTC+07:00": 2,
    "UTC +01:00": 8,
    "GMT+7": 2,
    "GMT+07": 2,
    "GMT-3:30": 12.5,
    "-500": 14,
    "+5:30": 3.5,
    "+7": 2,
    "+700": 2,
    "+07:00:00": 2,
    "\u22120500": 14,
    "CET": 8,
    "CEST": 7,
    "MSK": 6,
    "JST": 0,
    "EST": 14,
    "MEZ": 8,
    "WIB": 2,
    "Z": 9,
    "z": 9,
    "utc": 9,
    "GMT+0100 (Central European Standard Time)": 8,
    "+0100 (CET)": 8,
    "(MSK)": 6,
    "(UTC+5:30)": 3.5,
    "[GMT\u22123]": 12,
    "(+0530)": 3.5,
    "(utc +01)": 8,
    "+0000 UTC": 9,
    "Europe/Paris": 8,
    "Asia/Kolkata": 3.5,
    "America/New_York": 14,
    "+01:00[Europe/Paris]": 8,
    "Etc/GMT+7": 16,
    "-0000": 9,
    "CET+0100": 8,
    "europe/paris": 8,
    "Central European Time": 8,
    "Eastern Standard Time": 14,
    "Coordinated Universal Time": 9,
    "0000": 9,
    "0100": 8,
    "0530": 3.5,
}


@pytest.mark.parametrize(("zone", "hour"), ZONES.items())
def test_zones_are_applied(zone, hour):
    expected = NINE.replace(hour=int(hour), minute=int(hour % 1 * 60))
    assert parse_entry_date(f"Wed, 25 Nov 2026 09:00:00 {zone}") == (expected, False)
    assert parse_entry_date(f"2026-11-25 09:00 {zone}") == (expected, False)


@pytest.mark.parametrize(
    "zone",
    ["", "XYZ", "(UTC+25)", "(Wed)", "+2500", "+0199", "IST", "BST", "CST", "AST", "EST+0100", "Mars/Olympus", "A"],
)
def test_a_zone_that_must_be_guessed_makes_the_date_unsure(zone):
    found = parse_entry_date(f"Wed, 25 Nov 2026 09:00:00 {zone}")
    assert found.unsure
    assert found.moment is not None
    assert abs((found.moment - NINE).total_seconds()) <= 14 * 3600


@pytest.mark.parametrize(
    ("zone", "lang", "hour"),
    [
        ("IST", "en-IN", 3.5),
        ("IST", "he", 7),
        ("CST", "zh-CN", 1),
        ("CST", "en-US", 15),
        ("BST", "en-GB", 8),
        ("AST", "ar", 6),
    ],
)
def test_the_language_decides_what_a_shared_abbreviation_means(zone, lang, hour):
    found = parse_entry_date(f"25 Nov 2026 09:00:00 {zone}", lang)
    assert found == (NINE.replace(hour=int(hour), minute=int(hour % 1 * 60)), False)


DAYS = [
    "25 novembre 2026",
    "25 de noviembre de 2026",
    "Nov 25, 2026",
    "November 25th, 2026",
    "2026/11/25",
    "2026.11.25",
    "2026-11-25",
    "20261125",
    "25.11.2026",
    "25. 11. 2026",
    "25. November 2026",
    "25-Nov-26",
    "2026年11月25日",
    "2026年11月25日(水)",
    "2026년 11월 25일",
    "2026. november 25.",
    "25 ноября 2026 г.",
    "25 tháng 11, 2026",
    "٢٥ نوفمبر ٢٠٢٦",
    "२५ नवंबर २०२६",
    "25 Kasım 2026 Çarşamba",
    "25/11/2026",
    "11/25/2026",
    "2026-W48-3",
    "2026-329",
    "Wednesday, 25. november 2026",
    "Mittwoch, 25. November 2026",
]


@pytest.mark.parametrize("text", [day for day in DAYS if day not in ("٢٥ نوفمبر ٢٠٢٦", "sam. 25 nov. 2026 ")])
def test_days_in_many_forms(text):
    assert parse_entry_date(text) == (MIDNIGHT, False)


@pytest.mark.parametrize("text", ["2026년 11월 25日 09:00", "2026年11月25일 09:00", "2026년 11月 25일 09:00"])
def test_a_day_in_mixed_characters_is_of_no_certain_country(text):
    assert parse_entry_date(text) == (NINE, True)


@pytest.mark.parametrize(
    "day", ["2026-11-25", "20261125", "2026-W48-3", "2026W483", "2026-329", "2026329", "2026/11/25"]
)
@pytest.mark.parametrize(
    ("clock", "minute"),
    [("09", 0), ("9", 0), ("09:30", 30), ("0930", 30), ("09,5", 30), ("09.5", 30), ("09:30:00.Z", 30), ("09:30,2", 30)],
)
def test_forms_of_iso_8601(day, clock, minute):
    moment = NINE.replace(minute=minute)
    assert parse_entry_date(f"{day}T{clock}Z".replace("ZZ", "Z")) == (moment, False)
    if not clock.endswith("Z"):
        assert parse_entry_date(f"{day}T{clock}") == (moment, True), "its zone is not known"
        assert parse_entry_date(f"{day}T{clock}-05:00") == (moment + timedelta(hours=5), False)


@pytest.mark.parametrize(
    ("text", "day", "unsure"),
    [
        ("2026-W48", datetime(2026, 11, 23, tzinfo=UTC), True),
        ("2026-11-25/2026-11-30", MIDNIGHT, False),
        ("2026-11-25T09:00Z/PT2H", NINE, False),
        ("2026-11-25 09Z", NINE, False),
        ("2026-11-25T09 EST", NINE.replace(hour=14), False),
        ("2026-11-25T24Z", MIDNIGHT + timedelta(days=1), False),
        ("2026-11-25T25Z", None, False),
        ("2026-366", None, False),
        ("2026-000", None, False),
        ("2026-W54-1", None, False),
        ("2026-11-25T09.45Z", None, False),
    ],
)
def test_rare_and_impossible_forms_of_iso_8601(text, day, unsure):
    assert parse_entry_date(text) == (day, unsure)


TIMES = {
    "25.11.2026 09:00 +0000": "",
    "25.11.2026 09.00 UTC": "fi",
    "onsdag 25. november 2026 kl. 09.00 GMT": "no",
    "2026-11-25t09:00:00z": "",
    "2026-11-25, 09:00:00 +00:00": "",
    "20261125T090000Z": "",
    "20261125T0900Z": "",
    "20261125T09:00:00Z": "",
    "2026-11-25T090000Z": "",
    "Wed Nov 25 09:00:00 2026 +0000": "",
    "Wed, 25 Nov 2026 9:0:0 GMT": "",
    "Nov 25, 2026, 9:00 am UTC": "en",
    "November 25, 2026 at 9 a.m. GMT": "en",
    "mercredi 25 novembre 2026 à 9h00 GMT": "fr",
    "25/Nov/2026:09:00:00 +0000": "",
    "Wed Nov 25 09:00:00 UTC 2026": "",
    "2026년 11월 25일 오후 6:00": "ko",
    "2026年11月25日 上午9时00分 UTC": "zh",
    "1795597200": "",
    "1795597200000": "",
    "1795597200.25": "",
    "/Date(1795597200000)/": "",
    "lunedì 25 novembre 2026 ore 09:00 GMT": "",
}


@pytest.mark.parametrize(("text", "lang"), TIMES.items())
def test_moments_in_many_forms(text, lang):
    found = parse_entry_date(text, lang)
    assert found.moment == NINE
    assert found.unsure == text.startswith("lunedì")  # it was a Wednesday


@pytest.mark.parametrize(
    ("text", "lang", "month"),
    [
        ("Mi, 1 Okt 2026", "de", 10),
        ("mié, 05 ago 2026", "es", 8),
        ("gio, 01 gen 2026", "it", 1),
        ("Чт, 1 мая 2026", "ru", 5),
        ("mar, 3 mar 2026", "fr", 3),
        ("mar, 24 nov 2026", "es", 11),
        ("dom, 22 mar 2026", "pt", 3),
        ("Ke, 28 Lok 2026", "fi", 10),
        ("Δευ, 23 Νοε 2026", "el", 11),
        ("25 listopada 2026", "pl", 11),
        ("25 listopada 2026", "hr", 10),
        ("15 Mar 2026", "fi", 3),
        ("5 srp 2026", "cs", 8),
        ("5 Agt 2026", "id", 8),
        ("5 mrt 2026", "nl-BE", 3),
        ("5 Jän 2026", "de-AT", 1),
        ("5 лютого 2026", "uk", 2),
        ("5 Şub 2026", "tr", 2),
        ("5 FÉVRIER 2026", "", 2),
        ("5 sept. 2026", "", 9),
    ],
)
def test_months_in_the_language_of_the_feed(text, lang, month):
    found = parse_entry_date(text, lang)
    assert found.moment is not None
    assert (found.moment.year, found.moment.month) == (2026, month)


NO_DATES = """
yesterday|3 hours ago|Invalid Date|Tue, 31 Sep 2026|99 Foo 2026|12:30|25 Nov|31.2.2026|May 15 ministers 2026
2026-13-01|25 Nov 2026 25:00|25 Nov 2026 09:61|Nov 2026|1234567|1.2.3.4|10.0.0.1|2026-11-25 and more|25 nov dec 2026
25 26 nov 2026|+0100|0000-00-00|9999999999999999999999|
"""


@pytest.mark.parametrize("text", [*NO_DATES.replace("\n", "|").split("|"), "9" * 99, "a" * 200])
def test_what_is_no_date_is_none(text):
    assert parse_entry_date(text).moment is None


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("03/12/2026", "fr", (2026, 12, 3)),
        ("03/12/2026", "en-US", (2026, 3, 12)),
        ("03/12/2026", "en-GB", (2026, 12, 3)),
        ("Wed, 11/03/2026", "", (2026, 3, 11)),
        ("03-12-2026", "nl", (2026, 12, 3)),
        ("25/11/26", "de", (2026, 11, 25)),
        ("26/11/25", "ja", (2026, 11, 25)),
        ("11.25.2026", "", (2026, 11, 25)),
        ("03.12.2026", "", (2026, 12, 3)),
    ],
)
def test_day_and_month_are_distinguished_by_language_or_weekday(text, lang, expected):
    found = parse_entry_date(text, lang)
    assert found == (datetime(*expected, tzinfo=UTC), False)


@pytest.mark.parametrize("text", ["03/12/2026", "03-12-2026 09:00 GMT", "25/11/26", "25 listopada 2026", "10.11.12"])
def test_day_and_month_that_cannot_be_distinguished_are_no_date(text):
    assert parse_entry_date(text) == (None, True)


def test_the_other_dates_of_a_document_show_whether_the_day_comes_first():
    day_first = DateReader("", ["03/12/2026", "25/11/2026", "1 May 2026", "nonsense"])
    month_first = DateReader("fr", ["03/12/2026", "11/25/2026"])
    contradicting = DateReader("fr", ["25/11/2026", "11/25/2026"])
    assert day_first.read("03/12/2026").moment == datetime(2026, 12, 3, tzinfo=UTC)
    assert month_first.read("03/12/2026").moment == datetime(2026, 3, 12, tzinfo=UTC)
    assert contradicting.read("03/12/2026") == (None, True)


def document(*dates, lang="", root="rss"):
    items = "".join(f"<item><title>{n}</title><pubDate>{date}</pubDate></item>" for n, date in enumerate(dates))
    doctype = "<!DOCTYPE rss>" if root == "doctype" else ""
    return f"{doctype}<rss version='2.0'><channel><language>{lang}</language>{items}</channel></rss>".encode()


@pytest.mark.parametrize("root", ["rss", "doctype"])
def test_both_readers_and_json_feeds_read_dates_alike(root):
    dates = (
        "03/11/2026 09:00 GMT",
        "Do, 1 Okt 2026 09:00 +0200",
        "25.11.2026 09:00",
        "soon",
        "25/11/2026",
        "1795597200",
    )
    entries = parse_feed(document(*dates, lang="de", root=root), {}, "https://wire.example/feed").entries
    moments = [(entry.published and f"{entry.published:%m-%d %H}", entry.unsure_date) for entry in entries]
    assert moments == [
        ("11-03 09", False),
        ("10-01 07", False),
        ("11-25 09", True),
        (None, False),
        ("11-25 00", False),
        ("11-25 09", False),
    ]
    items = ",".join(f'{{"id": {n}, "date_published": "{date}"}}' for n, date in enumerate(dates))
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "language": "de", "items": [{items}]}}'
    json_entries = parse_feed(feed.encode(), {}, "https://wire.example/feed").entries
    assert [(e.published, e.unsure_date) for e in json_entries] == [(e.published, e.unsure_date) for e in entries]


def test_a_sure_date_of_another_element_counts_instead_of_an_undecided_one():
    item = "<item><title>A</title><pubDate>03/12/2026</pubDate><dc:date>2026-03-12T09:00:00Z</dc:date></item>"
    body = f"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>{item}</channel></rss>"
    (entry,) = parse_feed(body.encode(), {}, "https://wire.example/feed").entries
    assert (entry.published or entry.updated, entry.unsure_date) == (datetime(2026, 3, 12, 9, tzinfo=UTC), False)


def test_random_dates_in_known_forms_are_read_or_marked():
    for seed in range(3):
        try_dates(seed, 250)


@settings(max_examples=80, derandomize=True)
@given(st.text(max_size=60), st.sampled_from(["", "de", "zh", "x-y", "en-US"]))
@example("Fri, 31 Dec 9999 23:59:59 -1200", "")
@example("0001-01-01T00:00:00+14:00", "")
@example("1/1/0001 00:00 +14", "")
@example("²⁵ Nov 2026", "")
def test_any_text_is_a_date_in_utc_or_none(text, lang):
    moment = parse_entry_date(text, lang).moment
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "lang", "unsure"),
    [
        ("2026-11-25T09:00:00+00:00Z", "", False),  # a program that appends "Z" to a date with a zone
        ("Wed, 25 Nov 2026 10:00:00 + 0100", "", False),
        ("Wed, 25 Nov 2026 04:00:00 EST5EDT", "", False),
        ("1795597200000000000", "", False),
        ("25. November 2026, 9 Uhr", "de", True),
        ("2569-11-25 09:00", "th", True),
        ("พ., 25 พ.ย. 2569 09:00:00 +0000", "th", False),
        ("令和8年11月25日 09:00", "ja", True),
        ("令和八年十一月二十五日 09:00", "ja", True),
        ("二〇二六年十一月25日 上午9時 UTC", "zh", False),
        ("水, 25 11月 2026 18:00:00 +0900", "ja", False),
        ("三, 25 十一月 2026 17:00:00 +0800", "zh", False),
        ("수, 25 11월 2026 18:00:00 +0900", "", False),
        ("十一月 25, 2026 09:00 GMT", "zh", False),
        ("T4, 25 Th11 2026 16:00:00 +0700", "vi", False),
        ("T4, 25/11/2026 - 16:00 +0700", "vi", False),
        ("Thứ Tư, 25 Thg 11 2026 16:00:00 +0700", "vi", False),
        ("25 ноября 2026 12:00 МСК", "ru", False),
        ("25.11.2026, 12:00 (мск)", "ru", False),
        ("@1795597200", "", False),
        ("CN, 25 Tháng 11 2026 16:00:00 +0700", "", False),
        ("25 בנובמבר 2026 09:00", "he", True),
        ("ср, 25 қар 2026 09:00:00 +0000", "kk", False),
        ("الأربعاء, 25 تشرين الثاني 2026 09:00:00 +0000", "ar", False),
        ("st, 25 nov 2026 09:00:00 +0000", "sk", False),
        ("Ça, 25 Kas 2026 09:00:00 +0000", "tr", False),
    ],
)
def test_further_calendars_zones_and_short_names_are_read(text: str, lang: str, unsure: bool) -> None:
    assert parse_entry_date(text, lang) == (NINE, unsure)


def test_czech_june_and_july_are_distinguished() -> None:
    dates = [
        parse_entry_date(f"st, 0{day} {month} 2026 09:00:00 +0000", "cs") for day, month in ((3, "čen"), (1, "čec"))
    ]
    assert [(date.moment and date.moment.month, date.unsure) for date in dates] == [(6, False), (7, False)]


@pytest.mark.parametrize(
    "text",
    [
        "<time datetime='2026-11-28T10:00:00Z'>today</time>",
        '<time class="datetime" datetime="2026-11-28T11:00:00+01:00" title="Saturday, November 28, 2026 - 11:00">'
        "Sat, 11/28/2026 - 11:00</time>",
        "<b>Sat, 28 Nov 2026 10:00:00 GMT</b>",
        '<span class="date">28 Nov 2026, 10:00 UTC</span><br>',
    ],
)
def test_a_date_in_an_element_is_read(text):
    assert parse_entry_date(text) == (datetime(2026, 11, 28, 10, tzinfo=UTC), False)


def test_the_dates_in_elements_show_whether_the_day_comes_first():
    reader = DateReader("", ["<b>28/11/2026 10:00</b>", "<b>03/12/2026 10:00</b>"])
    assert reader.read("<b>03/12/2026 10:00</b>").moment == datetime(2026, 12, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize("text", ["<" * 900, "<time datetime='" * 60, "<a>" * 300, "<time datetime=''>x</time>"])
def test_markup_without_a_date_is_no_date(text):
    assert parse_entry_date(text).moment is None
