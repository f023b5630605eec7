"""Text that HTML marks by elements keeps its meaning: numbers, quotations, struck, hidden and replaced content."""

import time

import pytest

from briefing.text.html.html_to_text import html_to_text, title_to_text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("10<sup>6</sup> muons over 4 km<sup>2</sup>", "10⁶ muons over 4 km²"),
        ("<p>10<sup>-6</sup> and 10<SUP class='x'> <b>1.5</b></SUP></p>", "10⁻⁶ and 10^1.5"),
        ("2<sup>2<sup>3</sup></sup> and 10<sup>6 left open", "2^2³ and 10^6 left open"),
        ('10<span style="vertical-align: super">12</span>', "10¹²"),
        ("the 21<sup>st</sup>, 2<sup>e</sup>, x<sup>[1]</sup>", "the 21st, 2e, x"),
        ("CO<sub>2</sub>, log<sub>10</sub>100", "CO2, log₁₀100"),
        ("&lt;p&gt;10&lt;sup&gt;9&lt;/sup&gt;&lt;/p&gt;", "10⁹"),
        ("$9<sup>99</sup>, &pound;1,299<sup>00</sup>, $10<sup>6</sup>, 2<sup>64</sup>", "$9.99, £1,299.00, $10⁶, 2⁶⁴"),
        ("10<sup>6 </sup>cells at 20<sup>o</sup>C, n<sup>o</sup> 5", "10⁶ cells at 20°C, no 5"),
    ],
)
def test_exponents_and_indices_do_not_become_other_numbers(html, expected):
    assert html_to_text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("was <s>12</s> <del>13</del> <strike>15</strike> 14", "was 14"),
        ('<span style="text-decoration:line-through">12</span>14', "14"),
        ("<s>left open, so all is shown", "left open, so all is shown"),
    ],
)
def test_struck_text_is_no_text(html, expected):
    assert html_to_text(html) == expected


@pytest.mark.parametrize("name", ["video", "audio", "object", "canvas", "iframe", "noscript"])
def test_a_fallback_text_is_no_text(name):
    assert html_to_text(f"<p>A</p><{name} x>Your browser cannot show this.</{name}><p>B</p>") == "A\nB"
    assert html_to_text(f"<p>A</p><{name} src='x'/><p>B</p>") == "A\nB"


@pytest.mark.parametrize(
    "start",
    [
        'div style="display:none"',
        'p style="color: red; DISPLAY : none"',
        "div hidden",
        'i style="mso-hide:all"',
        "dialog x",
        'div style="max-height:0; color:red"',
        'span style="font-size:0"',
        'div style="FONT-SIZE : 0px !important; color:red"',
        "div aria-hidden=TRUE",
    ],
)
def test_hidden_elements_are_no_text(start):
    assert (
        html_to_text(f"<{start}>View in browser</{start.split()[0]}><p>The budget passed.</p>") == "The budget passed."
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>It costs <i aria-hidden='true'>$5</i><i class='sr-only'>five dollars</i>.</p>", "It costs five dollars."),
        ("<h2>Ferries<a href='#f' aria-hidden='true'>#</a></h2>", "Ferries"),
        ("<div aria-hidden='true'><p>The only text.</p></div>", "The only text."),
        (
            "<div style='font-size:0'><p style='font-size:1em'>Shown</p></div><i style='font-size:0.9em'>too</i>",
            "Shown\ntoo",
        ),
        ("<dialog open>Shown</dialog><p aria-hidden='false' style='max-height:0.5em'>too</p>", "Shown\ntoo"),
    ],
)
def test_decoration_is_no_text_unless_there_is_no_other(html, expected):
    assert html_to_text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<math><msup><mi>n</mi><mn>2</mn></msup></math> steps", "n^2 steps"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of it", "1/2 of it"),
        ("<math><msqrt><mn>2</mn></msqrt><annotation>\\sqrt2</annotation></math>", "√(2)"),
    ],
)
def test_formulas_stay(html, expected):
    assert html_to_text(html) == expected


def test_quotations_keep_marks_and_code_keeps_lines():
    assert html_to_text("She said <q>we stay</q> and <q>“no”</q>.") == "She said “we stay” and “no”."
    assert html_to_text("<p>Run:\nit</p><pre><code>if x:\n  print(1)</code></pre>") == "Run: it\nif x:\nprint(1)"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("A guide to the &lt;div&gt; element", "A guide to the <div> element"),
        ("What &lt;p&gt; and &lt;br&gt; do", "What <p> and <br> do"),
        ("Option<T>, <div> &amp; <span>", "Option<T>, <div> & <span>"),
        ("Do &lt;li&gt; without &lt;/li&gt;", "Do <li> without </li>"),
        ("The <i>Gull</i> &amp; the &lt;b&gt;Herald&lt;/b&gt;", "The Gull & the <b>Herald</b>"),
        ("&lt;b&gt;Ferry&lt;/b&gt; returns", "Ferry returns"),
    ],
)
def test_a_title_may_speak_of_elements(html, expected):
    assert title_to_text(html) == expected


@pytest.mark.parametrize("piece", ["<pre>", "<sup>", "<q>", "<b>x&lt;b&gt;", "&lt;b&gt;x", "<math><msup>", "<video>"])
def test_a_flood_of_notation_costs_little_cpu_time(piece):
    start = time.process_time()
    html_to_text(piece * 100_000)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<m:math><m:msup><m:mn>10</m:mn><m:mn>6</m:mn></m:msup></m:math>", "10^6"),
        ("<math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>", "x_1^2"),
        (
            "<b><math><msup><mn>10</mn><mn>6</mn></msup></math><i aria-hidden='true'>10<sup>6</sup></i></b> ants",
            "10^6 ants",
        ),
        (
            '<i style="display: none;"><math><msup><mn>10</mn><mn>6</mn></msup></math></i><img alt="10^6"> ants',
            "10^6 ants",
        ),
    ],
)
def test_formulas_are_read_once_in_every_notation(html: str, expected: str) -> None:
    assert html_to_text(html) == expected


def test_readings_of_characters_stand_in_parentheses() -> None:
    assert html_to_text("<ruby>東京<rt>とうきょう</rt></ruby>で会談") == "東京(とうきょう)で会談"
    assert html_to_text("<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>") == "東京(とうきょう)"
