"""One bad character, byte or comma costs itself and not the whole feed."""

import pytest

from briefing.feeds.parsing.parser import parse_feed
from briefing.text.html.html_to_text import title_to_text

URL = "https://wire.example/feed"
HARBOUR = {
    "euc-jp": "港の橋が再び開通",
    "gb2312": "港口大桥重新开放",
    "euc-kr": "항구 다리가 다시 열렸다",
    "big5": "港口大橋重新開放",
}


def titles(text: str | bytes, content_type: str = "") -> list[str]:
    body = text if isinstance(text, bytes) else text.encode()
    return [title_to_text(entry.title) for entry in parse_feed(body, {"content-type": content_type}, URL).entries]


def rss(title: str) -> str:
    items = f"<item><title>{title}</title></item><item><title>Second</title></item>"
    return f"<rss version='2.0'><channel>{items}</channel></rss>"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("&#55357;&#56613;", "🔥"),
        ("&#xD83D;&#xdd25;", "🔥"),
        ("&#x00D83D;&#56613;", "🔥"),
        ("&#55357;", "\ufffd"),
        ("&#xDD25;&#xD83D;", "\ufffd\ufffd"),
        ("&#x110000;", "\ufffd"),
        ("&#99999999999999999999;", "\ufffd"),
        ("&#" + "9" * 9000 + ";", "\ufffd"),
        ("&#0;&#x1;", ""),
        ("&#128293;&#x1F525;", "🔥🔥"),
    ],
)
@pytest.mark.parametrize("head", ["", "<!DOCTYPE rss>"])  # the second is read by feedparser
def test_a_reference_without_a_character_costs_only_itself(reference, expected, head):
    assert titles(head + rss(f"Fire{reference} at last")) == [f"Fire{expected} at last", "Second"]


@pytest.mark.parametrize(("charset", "name"), HARBOUR.items())
@pytest.mark.parametrize("in_header", [False, True])
def test_a_bad_byte_leaves_the_declared_charset(charset, name, in_header):
    title = name.encode(charset)
    declaration = b"" if in_header else f"<?xml version='1.0' encoding='{charset}'?>".encode()
    body = declaration + rss("A").encode().replace(b"A", title + b" " + title + b" \xff")
    first, second = titles(body, f"text/xml; charset={charset}" if in_header else "")
    assert first.startswith(f"{name} {name}")
    assert second == "Second"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("x-sjis", "cp932", "港の橋①"),
        ("x-gbk", "gbk", "港口大桥"),
        ("ks_c_5601-1989", "cp949", "항구"),
        ("x-cp1251", "cp1251", "Мост снова открыт"),
        ("windows-874", "cp874", "สะพานท่าเรือเปิดอีกครั้ง"),
        ("KOI", "koi8_r", "Мост снова"),
        ("euc-jp", "euc_jis_2004", "橋①"),
    ],
)
def test_labels_of_browsers_are_known(label, codec, text):
    body = f"<?xml version='1.0' encoding='{label}'?>".encode() + rss(text).encode(codec)
    assert titles(body)[0] == text


@pytest.mark.parametrize(
    ("json", "title"),
    [
        ('{"items":[{"id":"1","title":"A\nb"}]}', "A b"),
        ('{"items":[{"id":"1","title":"A\tb\x01"}]}', "A b"),
        ('{"items":[{"id":"1","title":"A,]",},\n]}', "A,]"),
        ('{"items":[{"id":"1","title":"A \\" ,}"}, ],}', 'A " ,}'),
        ('{"items":[{"id":"1","title":"A"}]}\n<script>x</script>', "A"),
    ],
)
def test_json_with_small_errors_is_read(json, title):
    assert titles(json) == [title]


@pytest.mark.parametrize(
    ("escape", "title"),
    [(r"It\'s open", "It's open"), (r"\x41 day", "A day"), (r"C:\docs", r"C:\docs"), (r"\u12 open", r"\u12 open")],
)
def test_an_escape_that_json_does_not_have_costs_only_itself(escape: str, title: str) -> None:
    assert titles(f'{{"items": [{{"id": "1", "title": "{escape}"}}, {{"id": "2", "title": "\\"B\\""}}]}}') == [
        title,
        '"B"',
    ]


def test_emoji_as_surrogates_in_utf8_and_nuls_of_java_are_read() -> None:
    body = rss("Fire AB at last é").encode().replace(b"A", b"\xed\xa0\xbd\xed\xb4\xa5").replace(b"B", b"\xc0\x80")
    assert titles(body) == ["Fire 🔥 at last é", "Second"]
    gbk = rss("A").encode().replace(b"A", "\u7e8e港口大桥重新开放".encode("gbk"))
    assert titles(b"<?xml version='1.0' encoding='gbk'?>" + gbk)[0].endswith("港口大桥重新开放")


@pytest.mark.parametrize(
    ("declaration", "title"),
    [
        ('<!ENTITY wire "Sample Wire">', "Fire, says Sample Wire"),
        ("<!ENTITY nbsp '&#160;'><!ENTITY wire 'W'>", "Fire, says W"),
        ('<!ENTITY wire SYSTEM "file:///etc/passwd">', "Fire, says &wire;"),
        ('<!ENTITY a "aaaa"><!ENTITY wire "&a;&a;&a;">', "Fire, says &wire;"),
    ],
)
def test_only_entities_that_stand_for_plain_text_are_resolved(declaration: str, title: str) -> None:
    assert titles(f"<!DOCTYPE rss [{declaration}]>" + rss("Fire, says &wire;"))[0] == title


@pytest.mark.parametrize("head", ["", "<!DOCTYPE rss>"])
def test_an_entry_with_an_empty_link_opens_the_address_in_its_guid(head: str) -> None:
    items = (
        "<item><title>A</title><link></link><guid>https://wire.example/a</guid></item>",
        "<item><title>B</title><link/><guid isPermaLink='false'>b</guid></item>",
    )
    document = parse_feed(f"{head}<rss version='2.0'><channel>{''.join(items)}</channel></rss>".encode(), {}, URL)
    assert [entry.link for entry in document.entries] == ["https://wire.example/a", ""]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("S&P 500 falls", "S&P 500 falls"),
        ("R&D costs AT&T & B&Q's more", "R&D costs AT&T & B&Q's more"),
        ("Caf&eacute; says P&L rises; M&A; deals", "Café says P&L rises; M&A; deals"),
        ("A link to ?b=1&copy=2&lang=en", "A link to ?b=1&copy=2&lang=en"),
        ("<![CDATA[Q&A & more]]> T&C", "Q&A & more T&C"),
        ("&#8217;s R&D &amp; &lt;div&gt;", "’s R&D & <div>"),
    ],
)
def test_an_unescaped_ampersand_gets_no_semicolon(title, expected):
    assert titles(rss(title)) == [expected, "Second"]


@pytest.mark.parametrize(
    "title",
    [
        "Ships <b sail on",
        "I <3 the harbour",
        "a<b and c",
        "x <y and z",
        "Less <em than more",
        "a </b and c",
        "Ends <br/",
        "x <!-- y",
        "x <? y",
        "x <!DOCTYPE y",
        "x <!-- y <!-- z",
    ],
)
def test_an_unescaped_sign_cuts_neither_its_title_nor_the_feed(title):
    assert titles(rss(title)) == [title, "Second"]


@pytest.mark.parametrize(
    "title",
    [
        "<![CDATA[Ships &lt;b sail on]]>",
        "Ships &lt;b<!-- <i hidden --> sail on",
        "Ships <?note <b ?>&lt;b sail on",
        '<x:y x:z="<a">Ships</x:y> &lt;b sail on',
    ],
    ids=["CDATA section", "comment", "instruction", "attribute"],
)
def test_other_signs_beside_an_unescaped_one_stay_what_they_are(title):
    assert titles(rss(f"{title} & more"))[0].replace("& more", "").strip() == "Ships <b sail on"


def test_a_declaration_before_the_feed_stays_one():
    head = '<?xml version="1.0"?>\n<!DOCTYPE rss [ <!ENTITY harbour "Torvane"> ]>'
    assert titles(head + rss("&harbour; <b reopens"))[1:] == ["Second"]


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        ("</description>", "</descripton>"),
        ("</description>", ""),
        ("</description>", "<description>"),
        ("</title>", "<title>"),
        ("</title>", ""),
        ("</link>", "</lnk>"),
        ("</guid>", ""),
        ("]]></summary>", "]]>"),
    ],
)
def test_a_wrong_or_missing_end_tag_costs_neither_its_text_nor_the_next_item(sound, damaged):
    items = [
        f"<item><title>Title {n}</title><link>https://wire.example/{n}</link><guid>g{n}</guid>"
        f"<description>Text {n}.</description><summary><![CDATA[<b>Sum {n}.</b>]]></summary></item>"
        for n in range(3)
    ]
    body = f"<rss version='2.0'><channel>{items[0].replace(sound, damaged, 1)}{items[1]}{items[2]}</channel></rss>"
    entries = parse_feed(body.encode(), {}, URL).entries
    assert [(entry.title, entry.link) for entry in entries] == [
        (f"Title {n}", f"https://wire.example/{n}") for n in range(3)
    ]
    assert all(f"Text {n}." in f"{entry.summary} {entry.content}" for n, entry in enumerate(entries))
