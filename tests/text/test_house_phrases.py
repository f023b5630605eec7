"""What publishers print with many articles: found by its repetition, apart from topics, and taken out whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefing.model.articles import Article
from briefing.model.house_phrases import HousePhrase
from briefing.text.publishers.house_phrase_learning import (
    ENDING_CHARACTERS,
    OPENING_CHARACTERS,
    find_house_phrases,
    still_valid_phrases,
    texts_by_house,
    without_common_phrases,
    without_own_phrases,
)
from briefing.text.publishers.house_phrases import without_house_phrases

WIRE = "Sample Wire"
NEWS = [
    ("Ferry turns back off Cebu", "A ferry with forty passengers turned back off Cebu after its engine stopped."),
    ("Bank raises its rate", "The central bank raised its main rate by a quarter of a point on Monday."),
    ("Mine closes in Omdara", "The last mine of Omdara closed after ninety years, and its workers went home."),
    ("Painter wins the harbour prize", "A painter of nets and boats won this year's harbour prize for young artists."),
    ("Storm empties two islands", "Two islands were emptied before the storm, which turned north during the night."),
    ("Chess league starts anew", "The chess league starts anew with twelve clubs and a new way to count drawn games."),
    ("Tunnel under the fjord opens", "Cars drove through the tunnel under the fjord for the first time this morning."),
    ("Wheat grows dearer", "Wheat costs a tenth more than in spring, because rain spoiled the crop in the south."),
]
WAR = [
    ("Omdara's army crosses the river", "Troops of Omdara crossed the river at night. "),
    ("Shells hit the port of Omdara", "Shells hit the port, and two ships burned. "),
    ("Talks on Omdara break off", "The talks on a truce broke off after an hour. "),
    ("Omdara calls up reserves", "The government called up forty thousand men. "),
    ("Refugees from Omdara reach the border", "Thousands of refugees reached the border. "),
]


def articles(rows: Sequence[tuple[str, str]], publisher: str = WIRE, lang: str = "en") -> list[Article]:
    host = publisher.lower().replace(" ", "")
    return [
        Article(f"a{publisher}{n}", title, text, publisher, lang=lang, url=f"https://{host}.example/{n}")
        for n, (title, text) in enumerate(rows)
    ]


def with_text(pattern: str, count: int = 8, rows: Sequence[tuple[str, str]] = NEWS) -> list[Article]:
    """Articles of which the first `count` have a text by `pattern`, in which {} stands for the news."""
    return articles([(title, pattern.format(text) if n < count else text) for n, (title, text) in enumerate(rows)])


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("{} Follow the evening post of our islands desk for the day's letters.", 8),
        ("{} FOLLOW THE EVENING POST of our islands desk — for the day’s letters!", 3),
        ("Get our morning and noon letters, free page or weekly talk {}", 8),
        ("{}\nThe Wire has more.", 5),
        ("{} Read the whole piece on samplewire.example", 4),
    ],
)
def test_what_is_printed_with_different_news_is_found_and_taken_out(pattern: str, count: int) -> None:
    assert [one.text for one in without_own_phrases(with_text(pattern, count))] == [text for _, text in NEWS]


NAMES = [
    "Ann Kern",
    "Ben de Ostrow",
    "Cleo J. Marsh",
    "Dan O’Ilves",
    "Eva Pratt-Lund",
    "Finn Odell",
    "Ida Voss",
    "Hal Quist",
]


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("By {name}, Harbour Desk Correspondent - {news}", 8),
        ("By {name}, senior staff correspondent of the islands desk\n{news}", 5),
        ("Words by {name}. {news}", 8),
        ("Photo: {name} / Sample Wire\n{news}", 8),
        ("Our correspondent {name} in the north writes:\n{news}", 8),
        ("{news} {name} is a correspondent of the harbour desk.", 8),
        ("{news} Additional work by {name}.", 8),
        ("{news} Harbour Desk Correspondent {name}.", 8),
        ("{news} (Sample Wire/{name})", 8),
        ("{news}\n{name} reports for Morning Page", 6),
        ("{news}\nPhoto courtesy of {name}", 6),
        ("{news} {name} is editor of the harbour desk.", 8),
        ("Von {name}, Korrespondent der Inselredaktion\n{news}", 6),
        ("{news}\n{name} ist Redakteurin bei Sample Wire.", 6),
    ],
)
def test_credits_that_differ_by_a_name_are_found_and_taken_out(pattern: str, count: int) -> None:
    rows = [
        (title, pattern.format(name=name, news=text) if number < count else text)
        for number, ((title, text), name) in enumerate(zip(NEWS, NAMES, strict=True))
    ]
    assert [one.text for one in without_own_phrases(articles(rows))] == [text for _, text in NEWS]


def test_a_credit_that_was_learned_is_taken_out_with_a_new_name() -> None:
    phrase = HousePhrase("text", "by * harbour desk correspondent")
    known = {WIRE: (phrase,)}

    def text_of(line: str) -> str:
        return without_house_phrases(articles([("Ferry turns back", f"{line} The ferry turned back.")])[0], known).text

    assert text_of("By Mia van der Tor, Harbour Desk Correspondent -") == "The ferry turned back."
    for line in ("By night, harbour desk correspondent -", "Words by Mia Tor, Harbour Desk Correspondent for a year -"):
        assert text_of(line) == f"{line} The ferry turned back."


def test_a_word_in_small_letters_is_no_name_in_any_script() -> None:
    phrases = {WIRE: (HousePhrase("text", "фото * образец"), HousePhrase("text", "φωτογραφία * δείγμα"))}
    for text in ("Фото очевидцев попало в образец.", "Φωτογραφία από το δείγμα."):
        assert without_house_phrases(articles([("News", text)])[0], phrases).text == text
    shown = without_house_phrases(articles([("News", "Фото Анна Керн / Образец\nПаром вернулся в порт.")])[0], phrases)
    assert shown.text == "Паром вернулся в порт."


def test_the_line_after_a_credit_stays() -> None:
    phrases = {WIRE: (HousePhrase("text", "photo * sample wire"),)}
    text = "Photo: Ann Kern / Sample Wire\n- The first item is long\n- The second item is long"
    shown = without_house_phrases(articles([("News", text)])[0], phrases).text
    assert shown == "- The first item is long\n- The second item is long"


SENTENCES_OF_NEWS = [
    "{name} said in a statement.",
    "{name} declined to comment.",
    "{name} was not hurt.",
    "{name} denies the charges.",
    "{name} won the match.",
    "{name} has died.",
    "{name} was 81.",
    "{name} confirmed the death toll.",
    "Nobody was hurt in {name}.",
    "The epicentre was near {name}.",
    "The suspect, {name}, was arrested on Monday.",
    "{name} pleaded not guilty.",
    "{name} was found guilty of murder.",
    "{name} resigned on Monday.",
    "The victim was named as {name}.",
    "Police named the dead man as {name}.",
    "{name} voted against it.",
    "The toll in {name} rose to 40.",
    "The vote was won by {name}.",
    "President {name} called it an act of war.",
    "{name} told Sample Wire it was a lie.",
    "It was the first strike on {name}.",
    "Schools in {name} are closed.",
    "Russia said it had captured {name}.",
    "{name} reports a loss.",
    "The president of {name} resigned.",
    "The mayor, {name}, spoke.",
    "Photographer {name} was killed in the blast.",
    "Editor {name} resigned on Monday.",
    "Reporter {name} died in the blast.",
    "Police released reporter {name}.",
    "{name} frees jailed reporter.",
    "{name} sacked editors over the report.",
    "Editors in {name} walked out.",
    "{name} was named editor of the year.",
    "{name} is the new editor.",
    "{name} is not a reporter.",
    "Police released a photo of {name}.",
    "A photo of {name} was found.",
    "The picture shows {name} at the port.",
    "The image of {name} went viral on Monday.",
    "The images of {name} are not from Norland.",
    "The graphic novel by {name} sold out.",
    "The report is by {name}.",
    "The report blames {name} for it.",
    "{name} told Sample Wire.",
    "{name} reports record losses.",
]
NEWS_IN_GERMAN = [
    "Sieger von Calder ist {name}.",
    "Neuer Trainer von Bayern ist {name}.",
    "Das sagte der Sprecher von {name}.",
    "Die Frau von {name} ist tot.",
    "Das Bild zeigt {name} in Calder.",
    "Die Fotografin {name} starb am Montag.",
    "Der Reporterin {name} wurde der Pass entzogen.",
    "Der Fotograf {name} wurde in Calder verhaftet.",
    "Der Chef von {name} geht.",
    "Das Foto von {name} ging um die Welt.",
    "Der Redakteur {name} kritisiert den Bericht.",
]


@pytest.mark.parametrize("pattern", [*SENTENCES_OF_NEWS, *NEWS_IN_GERMAN])
@pytest.mark.parametrize(
    "names", [NAMES, ["Omdara", "Norrland", "Velland", "Harmund", "Ostrava", "Kestria", "Tolmen", "Pell"]]
)
@pytest.mark.parametrize("is_first", [True, False])
def test_sentences_of_news_that_differ_by_a_name_stay(pattern: str, names: Sequence[str], is_first: bool) -> None:
    rows = []
    for (title, text), name in zip(NEWS, names, strict=True):
        sentence = pattern.format(name=name)
        rows.append((title, f"{sentence} {text}" if is_first else f"{text} {sentence}"))
    assert [one.text for one in without_own_phrases(articles(rows))] == [text for _, text in rows]


@pytest.mark.parametrize(
    "call", ["READ FULL ARTICLE AT https://wire.example/{}", "All of it is on https://wire.example/{}/all?x=1"]
)
def test_links_to_the_full_text_differ_in_their_addresses(call: str) -> None:
    rows = [(title, f"{text} {call.format(number)}") for number, (title, text) in enumerate(NEWS)]
    assert [one.text for one in without_own_phrases(articles(rows))] == [text for _, text in NEWS]


def test_scripts_without_spaces_have_such_phrases_too() -> None:
    rows = [
        ("連絡船が引き返す", "セブ沖で連絡船が引き返した。"),
        ("中央銀行が利上げ", "中央銀行は月曜日に利上げを決めた。"),
        ("最後の鉱山が閉山", "九十年続いた鉱山が閉山した。"),
        ("画家に港の賞", "若い画家が今年の港の賞を受けた。"),
        ("嵐で島民が避難", "嵐の前に二つの島から住民が避難した。"),
    ]
    marked = [(title, f"{text}続きは見本通信の朝刊で読めます。") for title, text in rows]
    assert [one.text for one in without_own_phrases(articles(marked, lang="ja"))] == [text for _, text in rows]


@pytest.mark.parametrize(
    ("notice", "texts"),
    [
        (
            "नमूना समाचार की ताज़ा ख़बरें हमारे ऐप पर पढ़ें।",
            (
                "सेबू के पास नाव लौट आई।",
                "बैंक ने सोमवार को दर बढ़ाई।",
                "नब्बे साल पुरानी खान बंद हुई।",
                "युवा चित्रकार को बंदरगाह का इनाम मिला।",
                "तूफ़ान से पहले द्वीप ख़ाली कराए गए।",
            ),
        ),
        (
            "نمونہ خبر کی تازہ خبریں ہماری ایپ پر پڑھیں۔",
            (
                "سیبو کے قریب کشتی لوٹ آئی۔",
                "بینک نے پیر کو شرح بڑھائی۔",
                "نوے سال پرانی کان بند ہو گئی۔",
                "نوجوان مصور کو بندرگاہ کا انعام ملا۔",
                "طوفان سے پہلے جزیرے خالی کرائے گئے۔",
            ),
        ),
    ],
    ids=["hi", "ur"],
)
def test_notices_end_at_the_stops_of_other_scripts(notice: str, texts: tuple[str, ...]) -> None:
    rows = [(text[:-1], f"{text} {notice}") for text in texts]
    assert [one.text for one in without_own_phrases(articles(rows))] == list(texts)


def test_two_articles_or_one_article_in_three_versions_show_no_phrase() -> None:
    assert find_house_phrases(with_text("{} Follow the evening post of our islands desk today.", 2)) == ()
    title, text = NEWS[0]
    assert (
        find_house_phrases(articles([(title, f"{text} It is the third ferry that turned back this year.")] * 3)) == ()
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The war in Omdara began on the third of March with an attack on the port.",
        "It is the longest fight that the region has seen for forty years.",
        "Both sides blame each other for the war.",
    ],
)
def test_what_all_articles_on_one_topic_repeat_is_no_phrase(sentence: str) -> None:
    rows = [*NEWS, *((title, text + sentence) for title, text in WAR)]
    assert find_house_phrases(articles(rows)) == ()


def test_a_notice_is_a_phrase_also_where_all_its_articles_have_one_topic() -> None:
    rows = [
        *NEWS,
        *((title, f"{text} Get our evening letter, the free app or the weekly podcast.") for title, text in WAR),
    ]
    (phrase,) = find_house_phrases(articles(rows))
    assert phrase.words == "get our evening letter the free app or the weekly podcast"


def test_a_topic_named_inside_different_sentences_is_no_phrase() -> None:
    rows = [
        (title, f"{text} That is what {number} people say about the long war in the far north of the country today.")
        for number, (title, text) in zip(("two", "six", "ten", "few", "all", "most", "some", "many"), NEWS, strict=True)
    ]
    assert find_house_phrases(articles(rows)) == ()


def test_what_other_houses_print_too_is_no_phrase_of_one_house() -> None:
    sentence = "The prices of the exchange are fifteen minutes late."
    own = with_text("{} " + sentence)
    found = find_house_phrases(own)
    assert [phrase.words for phrase in found] == ["the prices of the exchange are fifteen minutes late"]
    same_house = articles([(title, f"{text} {sentence}") for title, text in NEWS], WIRE)
    others = articles([(title, f"{text} {sentence}") for title, text in NEWS], "Port Times")
    assert without_common_phrases(found, own, texts_by_house([*own, *same_house])) == found
    assert without_common_phrases(found, own, texts_by_house([*own, *others])) == ()


@pytest.mark.parametrize(
    ("pattern", "label"),
    [
        ("The Daily Tide: {}", HousePhrase("title start", "the daily tide")),
        ("{} – The Daily Tide", HousePhrase("title end", "the daily tide")),
        ("{} (evening talk)", HousePhrase("title end", "evening talk")),
    ],
)
def test_names_of_columns_and_programmes_leave_the_headline(pattern: str, label: HousePhrase) -> None:
    rows = [(pattern.format(title) if n < 5 else title, text) for n, (title, text) in enumerate(NEWS)]
    assert find_house_phrases(articles(rows)) == (label,)
    assert [one.title for one in without_own_phrases(articles(rows))] == [title for title, _ in NEWS]


@pytest.mark.parametrize("label", ["War in Omdara: {}", "Ann Person: {}", "Japan vote: {}", "Live: {}", "Opinion | {}"])
def test_topics_speakers_and_known_kinds_stay_in_the_headline(label: str) -> None:
    rows = [(label.format(title), text) for title, text in NEWS]
    assert find_house_phrases(articles(rows)) == ()


def test_only_whole_lines_and_sentences_are_taken_out() -> None:
    phrases = {WIRE: [HousePhrase("text", "for more see our page")]}
    article = Article(
        "a1", "Ferry turns back", "He asked: for more, see our page of March. For more: see our page!", WIRE
    )
    assert without_house_phrases(article, phrases).text == "He asked: for more, see our page of March."
    assert without_house_phrases(Article("a2", "Ferry", article.text, "Port Times"), phrases).text == article.text


def test_a_long_notice_is_found_whole() -> None:
    years = ("1951", "1963", "1970", "1982", "1994", "2003", "2011", "2019")
    prize = (
        "which a jury of sailors, teachers and doctors gives away on the first day of the year, with a boat of silver."
    )
    about = "\n".join(
        f"In {year} our station won the prize of the islands for news of {year}, {prize}" for year in years
    )
    address = "The harbour page: https://wire.example/harbour"
    notice = f"Listen to our channel!\n{about}\n{address}\nSailors of nine islands own us."
    assert len(notice) > OPENING_CHARACTERS + ENDING_CHARACTERS
    assert [one.text for one in without_own_phrases(with_text(f"{{}}\n{notice}"))] == [text for _, text in NEWS]


def test_a_phrase_inside_an_address_does_not_cut_it() -> None:
    phrases = {WIRE: [HousePhrase("text", "the harbour page")]}
    text = "All of it is on our site: https://wire.example/list-the-harbour-page/"
    assert without_house_phrases(Article("a1", "Ferry", text, WIRE), phrases).text == text


def test_what_is_left_of_a_sentence_goes_with_its_phrase() -> None:
    phrases = {WIRE: [HousePhrase("text", "subscribe for news of the sea service of the islands")]}
    text = "A ferry turned back.\nIt sank.\nSubscribe for news of the Sea Service of the Islands (SSI)."
    assert without_house_phrases(Article("a1", "Ferry", text, WIRE), phrases).text == "A ferry turned back.\nIt sank."


def test_a_programme_with_an_unknown_name_leaves_the_headlines_and_texts_of_many_articles() -> None:
    more = [(f"{title} again", text.replace("the ", "that ")) for title, text in NEWS]
    about = "24 Orasan is the evening programme of the islands, read by Ann Person."
    rows = [(f"24 Orasan: {title}", f"{text}\n{about}") for title, text in (*NEWS, *more)]
    cleaned = without_own_phrases(articles(rows))
    assert [(one.title, one.text) for one in cleaned] == [*NEWS, *more]


def test_a_headline_is_never_only_a_label() -> None:
    phrases = {WIRE: [HousePhrase("title start", "the daily tide")]}
    assert without_house_phrases(Article("a1", "The Daily Tide: Monday", "", WIRE), phrases).title.startswith("The")


def test_a_phrase_that_became_a_topic_is_forgotten() -> None:
    sentence = "the port has two harbours and one lighthouse"
    phrase = HousePhrase("text", sentence)
    marked = with_text(f"{{}} {sentence.capitalize()}.")
    assert still_valid_phrases([phrase], (), marked) == ()
    assert still_valid_phrases([phrase], (HousePhrase("text", f"{sentence} of stone"),), marked) == (phrase,)
    assert still_valid_phrases([phrase], (), articles(NEWS)) == (phrase,)
