import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.html.clean import clean_lines
from briefing.text.html.html_to_text import html_to_text, title_to_text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("No markup  at all", "No markup at all"),
        ("<p>One <b>two</b>three</p><p>Four<br/>five</p>", "One twothree\nFour\nfive"),
        ("<p>One\ntwo</p>\n\n<p>three</p>", "One two\nthree"),
        ("<ul><li>ports<li>airfields</ul>and more", "ports\nairfields\nand more"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("before<script>alert(1)</script><style>p {}</style> after", "before after"),
        ("<noscript><img src=x></noscript><iframe>no</iframe>text", "text"),
        ("<p>Unclosed <i>emphasis", "Unclosed emphasis"),
        ("<frameset>", ""),
    ],
)
def test_fragments_become_text(html, expected):
    assert html_to_text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("rice &amp; fish &#8211; &eacute;", "rice & fish – é"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("5<6 and a < b", "5<6 and a < b"),
        ("<p>the &lt;b&gt; element</p>", "the <b> element"),
        ("&amp;lt;script&amp;gt;", "&lt;script&gt;"),
        ("5&amp;deg;C, 2&amp;frac12; m&amp;sup2;, &amp;laquo;Oui&amp;raquo;", "5°C, 2½ m², «Oui»"),
    ],
)
def test_entities_are_decoded_once(html, expected):
    assert html_to_text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("&lt;p&gt;Rice &amp;amp; fish&lt;/p&gt;&lt;p&gt;Salt&lt;/p&gt;", "Rice & fish\nSalt"),
        ("&lt;a href=&quot;https://wire.example&quot;&gt;Wire&lt;/a&gt;&lt;script&gt;x&lt;/script&gt;", "Wire"),
        ("The minister&amp;#8217;s plan", "The minister’s plan"),
        ("Rice &amp;amp; Fish", "Rice & Fish"),
    ],
)
def test_markup_that_was_escaped_twice_is_decoded(html, expected):
    assert html_to_text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>The ports of <a href=x>Norland</a> 's islands.", "The ports of Norland's islands."),
        ("Norland ’s 40 ports, and those of Torvane 's.", "Norland’s 40 ports, and those of Torvane's."),
        ("In Delft 's nachts open", "In Delft 's nachts open"),
        ("Woont in 's-Hertogenbosch", "Woont in 's-Hertogenbosch"),
        ("Stichting 's Heeren Loo", "Stichting 's Heeren Loo"),
        ("Torvane 's' and more", "Torvane 's' and more"),
        ("kom 's hier", "kom 's hier"),
    ],
)
def test_a_name_keeps_its_possessive(html: str, expected: str) -> None:
    assert html_to_text(html) == expected


def test_entities_cannot_smuggle_commands():
    assert html_to_text("&#27;[2J&amp;#27;[2J &#x202e;x") == "[2J[2J x"


@pytest.mark.parametrize("piece", ["<div>", "<b><p>", "<table><tr><td>", "&lt;p&gt;", "x" * 50 + "<i>"])
def test_a_flood_of_tags_costs_little_cpu_time(piece):
    start = time.process_time()
    html_to_text(piece * 200_000)
    assert time.process_time() - start < 20


@given(st.text(st.characters(codec=None, exclude_categories=[])) | st.text(st.sampled_from("<>/&;p! -\n\"'#x1b\ud800")))
def test_the_text_of_any_html_is_clean(html):
    text = html_to_text(html)
    assert text == clean_lines(text)


@pytest.mark.parametrize("name", ["noscript", "style", "script", "template"])
def test_what_browsers_do_not_show_is_no_text_at_the_beginning_either(name: str):
    assert html_to_text(f"<{name}>Please enable it.</{name}><p>The pact was signed.</p>") == "The pact was signed."
    assert html_to_text(f"<{name}>Please enable it.</{name}>The pact was signed.") == "The pact was signed."


@pytest.mark.parametrize("html", ["<![CDATA[A <b>bold</b> plan]]>", "&lt;![CDATA[A <b>bold</b> plan]]&gt;"])
def test_the_marks_of_a_cdata_section_are_no_text(html: str) -> None:
    assert html_to_text(html) == title_to_text(html) == "A bold plan"


@pytest.mark.parametrize(
    "title",
    ['Using <input type="date"> well', "Re: <no subject>", "<ann@wire.example> wrote", "See <https://wire.example/a>"],
)
def test_what_looks_like_a_tag_but_is_none_stays_in_a_title(title: str) -> None:
    assert title_to_text(title) == title


@pytest.mark.parametrize(
    "words",
    [
        "Ships <b sail on",
        "a<b and c",
        "x <y and z",
        "a </b and c",
        "if (a<b && c>d) go",
        "Map<K,V> explained",
        "x <y + z> w",
        "I <3 the harbour",
    ],
)
def test_words_behind_a_sign_that_begins_no_tag_stay(words: str) -> None:
    assert title_to_text(words) == html_to_text(words) == words
    assert html_to_text(f"<p>{words}</p><p>Next</p>") == f"{words}\nNext"


@pytest.mark.parametrize("cut", ['<img src="https://wire.example/a', "<a href", "<p", "</b", "<a class=x b", "<!-- y"])
def test_a_tag_that_is_cut_off_at_the_end_is_no_text(cut: str) -> None:
    assert html_to_text(f"<p>Ships sail on</p>{cut}") == "Ships sail on"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ('<img src="/a.png" alt="Storm &amp; hail hit Seaton">', "Storm & hail hit Seaton"),
        ("<a href='/1'><img alt='Part one' src=a><IMG alt='of two'></a>", "Part one of two"),
        ('<img alt="Logo"> Storm hits Seaton', "Storm hits Seaton"),
        ('<img src="/a.png" alt="">', ""),
        ('<img alt="\x1b[2J&lt;b&gt;">', "[2J<b>"),
    ],
)
def test_a_title_of_pictures_is_their_text(title: str, expected: str) -> None:
    assert title_to_text(title) == expected
