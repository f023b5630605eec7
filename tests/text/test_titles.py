import pytest

from briefing.text.titles import bare_headline, classify_headline, is_generic, without_own_publisher

SIGNS_THAT_ARE_WORDS = [
    "▲ 5% growth of the pact states",
    "▼ 5% growth of the pact states",
    "📉 Pact states lose a tenth of trade",
    "♥ attack risk rises in pact states",
    "❤️ Senate pact",
    "☀️ returns to the pact states",
    "🥇 for the pact states",
    "🥇 Norland and the pact states",
    "👨‍👩‍👧 families get aid by the pact",
    "❌ Senate backs the pact",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f England win the cup",
    "🏴 England win the cup",
]


@pytest.mark.parametrize(
    ("title", "publisher", "left"),
    [
        ("Senate backs pact with Tokyo | Sample Wire", "Sample Wire", "Senate backs pact with Tokyo"),
        ("Senate backs pact with Tokyo - Sample Gazette", "Sample Gazette", "Senate backs pact with Tokyo"),
        ("World News | Senate backs pact with Tokyo | Sample", "", "Senate backs pact with Tokyo"),
        ("BREAKING: Senate backs pact", "", "Senate backs pact"),
        ("🚨 eFerry buys rival", "", "eFerry buys rival"),
        ("🔴 van der Berg wins seat", "", "van der Berg wins seat"),
        ("UPDATE 2-Senate backs pact", "", "Senate backs pact"),
        ("Live: Senate backs pact – video", "", "Senate backs pact"),
        ("Senate backs pact (photos)", "", "Senate backs pact"),
        ("Senate backs pact - and Tokyo waits", "", "Senate backs pact - and Tokyo waits"),
        ("Tokyo - a city of bridges", "", "Tokyo - a city of bridges"),
        ("🔴 Senate backs pact", "", "Senate backs pact"),
        ("🔴 LIVE - Senate backs pact", "", "Senate backs pact"),
        ("✍️ Senate backs pact", "", "Senate backs pact"),
        ("(VIDEO) Senate backs pact", "", "Senate backs pact"),
        ("[Photos] Senate backs pact", "", "Senate backs pact"),
        ("Scorecard: Norland v Torvane in the final", "", "Norland v Torvane in the final"),
        ("Morning briefing: Senate backs pact", "", "Senate backs pact"),
        ("Sample Wire: Senate backs pact", "Sample Wire", "Senate backs pact"),
        ("Sample Wire: Senate backs pact", "Sample Gazette", "Sample Wire: Senate backs pact"),
        ("Sample: chairman resigns over pact", "Sample News", "Sample: chairman resigns over pact"),
        ("🇯🇵 backs pact of the Senate", "", "🇯🇵 backs pact of the Senate"),
        ("🔴", "", "🔴"),
        ("🔴 live - Senate backs pact", "", "Senate backs pact"),
        ("▶️ Senate backs pact", "", "Senate backs pact"),
        ("🔴 🔴 Senate backs pact", "", "Senate backs pact"),
        ("🔴 速報 連絡船が引き返す", "", "速報 連絡船が引き返す"),
        *((title, "", title) for title in SIGNS_THAT_ARE_WORDS),
        ("Live Nation settles over the pact", "", "Live Nation settles over the pact"),
        ("Video games: studio halts sale", "", "Video games: studio halts sale"),
        ("Briefing: Senate lawyers meet on pact", "", "Briefing: Senate lawyers meet on pact"),
        ("(Video games) Senate backs pact", "", "(Video games) Senate backs pact"),
        ("Live", "", "Live"),
        ("", "Sample Wire", ""),
    ],
)
def test_additions_of_the_publisher_are_removed(title, publisher, left):
    assert bare_headline(title, publisher) == left


@pytest.mark.parametrize(
    "title", ["Live updates", "Morning briefing", "Opinion", "Monday 3 March 2025", "Today's top stories", "", "10"]
)
def test_titles_that_could_stand_over_anything(title):
    assert is_generic(title)
    assert classify_headline(title) == "generic"


@pytest.mark.parametrize(
    "title", ["Senate backs pact", "Quake in Noto", "Live from the harbour: ferry sinks", "協定に署名"]
)
def test_titles_that_name_something(title):
    assert not is_generic(title)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Harbour fire live: crews still at work", "rolling"),
        ("Harbour fire live - crews still at work", "rolling"),
        ("LIVE Crews fight harbour fire", "rolling"),
        ("Live tracker: crews at the harbour fire", "rolling"),
        ("Harbour fire: what we know so far", "rolling"),
        ("Ferry strike spreads: Live Coverage", "rolling"),
        ("Ferries: what happened in Norland and around the world on 18 May", "rolling"),
        ("Talgarth enters day 7 of heat wave as grid strains", ""),
        ("Witness says what happened on the ferry deck", ""),
        ("Mayor says daily updates will continue", ""),
        ("Live Nation ticket news: fans sue", ""),
        ("Norland Search rolls out global updates to maps", ""),
        ("Joint statement on the Torvane accord (3 June 2024)", ""),
        ("Full episode of violence shocks town", ""),
        ("Your horoscope for Tuesday", "recurring"),
        ("Sample Gazette crossword, hints and answers", "recurring"),
        ("Business round-up: banks and boats", "recurring"),
        ("Minister resigns over harbour fire", ""),
        ("Live Nation settles with the harbour city", ""),
        ("LIVE AID RETURNS TO THE HARBOUR", ""),
        ("Live at the Harbour festival sells out", ""),
        ("Live music returns to the harbour", ""),
        ("Studio drops live-action film of the harbour", ""),
        ("Navy holds live-fire drill off the harbour", ""),
        ("Saturday Night Live: the harbour sketch", ""),
        ("Where they live: families of the harbour", ""),
    ],
)
def test_kinds_of_headlines(title, kind):
    assert classify_headline(title) == kind


@pytest.mark.parametrize(
    ("title", "publisher", "expected"),
    [
        ("Ferry runs aground off Lorrin | Sample Courier", "Sample Courier", "Ferry runs aground off Lorrin"),
        ("Ferry runs aground off Lorrin - Sample Courier", "Sample Courier", "Ferry runs aground off Lorrin"),
        ("Ferry aground | Islands | Sample Courier", "Sample Courier", "Ferry aground | Islands"),
        ("Live: Ferry runs aground | Sample Courier", "Sample Courier", "Live: Ferry runs aground"),
        ("Ferry aground - Gazette Group confirms", "Sample Courier", "Ferry aground - Gazette Group confirms"),
        ("Ferry runs aground | Sample Gazette", "Sample Courier", "Ferry runs aground | Sample Gazette"),
        ("Ferry runs aground", "Sample Courier", "Ferry runs aground"),
        ("Ferry - Sample Courier", "Sample Courier", "Ferry - Sample Courier"),
        ("Ferry runs aground | Islands", "", "Ferry runs aground | Islands"),
        ("Ferry runs aground - The Sample Courier", "Sample Courier", "Ferry runs aground"),
        ("Ferry runs aground | Sample Courier News", "Sample Courier", "Ferry runs aground"),
        ("Ferry runs aground | samplecourier.com", "The Sample Courier", "Ferry runs aground"),
        ("Ferry runs aground | QZ", "QZ News", "Ferry runs aground"),
        ("Ferry runs aground - Sample News Isle", "Sample NewsIsle", "Ferry runs aground"),
        ("Ferry runs aground - QZN Business", "QZN", "Ferry runs aground"),
        ("Ferry runs aground - Sample Europe", "SAMPLE", "Ferry runs aground"),
        ("Ferry runs aground - DER KURIER", "Kurier", "Ferry runs aground"),
        ("Ferry runs aground - q-tv.de", "qtv", "Ferry runs aground"),
        ("Ferry runs aground - QZN News (Australia)", "QZN News", "Ferry runs aground"),
        ("Ferry runs aground - World leaders meet", "Sample World", "Ferry runs aground - World leaders meet"),
        ("Ferry runs aground - business as usual", "Usual", "Ferry runs aground - business as usual"),
        ("Ferry runs aground - news.sample.com", "Sample", "Ferry runs aground"),
        ("Ferry runs aground - World", "Business News", "Ferry runs aground - World"),
        ("Ferries of Lorrin – review", "World Politics Review", "Ferries of Lorrin – review"),
        ("Ferry runs aground - Times", "Asia Times", "Ferry runs aground - Times"),
        ("Ferry runs aground - Times", "The Times", "Ferry runs aground"),
        ("Ferry runs aground - Times Isle News", "Times Isle", "Ferry runs aground"),
        ("Ferry runs aground - Observer Australia", "The Observer", "Ferry runs aground"),
    ],
)
def test_only_its_own_publisher_is_taken_off_a_headline(title, publisher, expected):
    assert without_own_publisher(title, publisher) == expected


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("Ferry runs aground off Lorrin – Zapan warns of waves", "ZAP"),  # letters of the name within a word
        ("Ferry runs aground off Lorrin – party leader resigns", "RT"),
        ("Ferry runs aground off Lorrin — moment to ask what he did", "Moment"),
        ("Ferry line sold to its rival - on the cusp of collapse", "The Cusp"),
        ("Ferry runs aground off Lorrin – QZN sued for libel", "QZN"),
        ("Ferry runs aground off Lorrin – port", "The Port Courier"),
    ],
)
def test_what_a_headline_says_behind_a_dash_is_no_publisher(title, publisher):
    assert without_own_publisher(title, publisher) == title
    assert bare_headline(title, publisher) == title


def test_a_part_of_the_name_of_a_publisher_is_taken_off_where_headlines_are_compared():
    assert bare_headline("Ferry runs aground - Sample Isle", "Sample Isle Asia") == "Ferry runs aground"
