"""Titles and texts of random pieces of markup, controls and marks: what reaches a terminal is safe and stays the same.

`python tests/fuzz/test_text_edge_fuzz.py SECONDS [SEED]` goes on for longer.
"""

from __future__ import annotations

import random
import unicodedata
from datetime import UTC, datetime
from io import StringIO

from fuzz_run import run_for_seconds, run_rounds
from rich.console import Console

from briefing.model.feeds import Feed
from briefing.model.fetching import Entry
from briefing.output.lines import Line, Span
from briefing.output.terminal import print_lines
from briefing.text.article_from_entry import MAX_TEXT, MAX_TITLE, article_from_entry
from briefing.text.html.clean import MAX_MARKS, clean, clean_lines
from briefing.text.html.html_to_text import html_to_text, title_to_text
from briefing.text.urls import is_web_url

ROUNDS = 20
"""Rounds in the test suite."""
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MARKUP = "<p> </p> <br/> <b> </b> <div hidden> <span style='display:none'> <!-- --> <![CDATA[ ]]> <q> </q> <pre> </pre>"
MARKUP += " <sup> </sup> <sub> <math> <msup> <mi> </msup> <table> <td> <svg> </svg> <noscript> <iframe/> <script> <del>"
MARKUP += (
    " <video> </video> <title> <style> </style> <li> <ul> </ul> <img alt='x'> <a href= > ' \" < </ <! <? &lt; &gt;"
)
MARKUP += (
    " &amp; &#27; &#x1b; &#x202e; &#x9b; &#0; &#xD83D; &#xDE00; &#1114112; &amp;#27; &amp;amp; &nbsp; &shy; &lrm; &copy"
)
WORDS = "Ferry sinks 10 km [red] [/] {x} %s \\ ` * _ Read more [\u2026] Continue reading 東京 ประเทศ سلام नमस्ते"
CONTROLS = list(
    "\x00\x07\x08\t\n\x0b\x0c\r\x1b\x1c\x7f\x85\x9b\xad\u034f\u061c\u115f\u200b\u200c\u200d\u200e\u202e\u2028"
)
CONTROLS += list("\u2066\u2069\ufeff\ufe0f\ufff9\U000e0041\u0301\u0489\u20dd\ud800\udc00\ufdd0\uffff\ufffe")
CONTROLS += [
    "\x1b[2J",
    "\x1b]0;x\x07",
    "\x1b]8;;http://x\x1b\\",
    "\x9b31m",
    "e" + "\u0301" * 30,
    "\u0e01" + "\u0e31" * 20,
]
PIECES = [*MARKUP.split(" "), *WORDS.split(), *CONTROLS, " ", " ", ". "]
JOINERS = "\u200c\u200d"


def random_text(choice: random.Random) -> str:
    pieces = choice.choices(PIECES, k=choice.randrange(1, 30))
    if choice.random() < 0.2:
        pieces.insert(choice.randrange(len(pieces)), chr(choice.randrange(0x110000)))
    if choice.random() < 0.05:
        pieces = pieces * choice.randrange(1, 300)
    return "".join(pieces)


def check_safe(line: str) -> None:
    """Check one line of text that is about to be shown."""
    assert line == clean(line), "cleaning again changes it"
    marks = 0
    for character in line:
        category = unicodedata.category(character)
        assert category not in ("Cc", "Cs"), f"{character!r} reaches the terminal"
        assert unicodedata.bidirectional(character) not in BIDI_CONTROLS, f"{character!r} reaches the terminal"
        marks = marks + 1 if category.startswith("M") else marks if character in JOINERS else 0
        assert marks <= MAX_MARKS, "a stack of marks"
    line.encode()


BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def check_terminal(text: str, link: str) -> None:
    """Check that a terminal gets each line of a text as it is, and no escape but the one of a link."""
    for link_in_line in ("", link):
        output = StringIO()
        lines = [Line([Span(part, "title", link_in_line)]) for part in text.split("\n")]
        print_lines(lines, Console(file=output, force_terminal=not link_in_line, color_system=None, width=80))
        assert "\x1b" not in output.getvalue().replace("\x1b[1m", "").replace("\x1b[0m", "")


def check_round(choice: random.Random) -> None:
    title, text, name = random_text(choice), random_text(choice), random_text(choice)
    check_safe(title_to_text(title))
    for result in (html_to_text(text), clean_lines(text)):
        assert result == clean_lines(result), "cleaning again changes it"
        for line in result.split("\n"):
            check_safe(line)
    entry = Entry(title=title, guid=name, link=choice.choice(["", "/x", name]), summary=text, content=name, author=name)
    article = article_from_entry(entry, Feed("https://wire.example/feed"), name, NOW)
    assert len(article.title) <= MAX_TITLE and len(article.text) <= MAX_TEXT
    for line in (article.title, article.author, article.publisher, article.guid, *article.text.split("\n")):
        check_safe(line)
    assert article.link == "" or is_web_url(article.link)
    check_terminal(f"{article.title}\n{article.text}", article.link)


def test_random_texts_are_safe_on_a_terminal() -> None:
    run_rounds(check_round, ROUNDS)


if __name__ == "__main__":
    run_for_seconds(check_round)
