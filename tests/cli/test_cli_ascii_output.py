"""Output in locales without UTF-8: ASCII that stays readable, and JSON that stays the same."""

import json
import os
import subprocess
import sys

import pytest
from filled_store import NOW, add, article

from briefing.cli.output_encoding import CELL_ERRORS, is_ascii_locale, register_error_handlers
from briefing.cli.reader_start import draws_plainly
from briefing.store.store import Store

TITLE = "Łódź “signs” – 東京 …"


@pytest.fixture
def start(filled):
    """Run `briefing` in a process with the locale of some variables; returns code, standard output and error."""
    with Store.open(filled / "news.sqlite3") as store:
        add(store, [article("a000000000009", TITLE, "Sample Wire", "asia", NOW)])
    locale = ("LANG", "LC_ALL", "LC_CTYPE", "PYTHONIOENCODING", "PYTHONUTF8")
    clean = {name: value for name, value in os.environ.items() if name not in locale}

    def run(words, **variables):
        done = subprocess.run(
            [sys.executable, "-m", "briefing", *words],
            env=clean | variables,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.mark.parametrize(
    ("variables", "encoding"),
    [
        ({"LC_ALL": "C"}, "ascii"),
        ({"LANG": "C"}, "ascii"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0"}, "ascii"),
        ({"PYTHONIOENCODING": "latin-1"}, "latin-1"),
        ({}, "utf-8"),
    ],
)
def test_titles_are_readable_in_every_locale(start, variables, encoding):
    code, out, _ = start(["search", "signs"], **variables)
    text = out.decode(encoding)
    expected = {"ascii": 'Lodz "signs" - ?? ...', "latin-1": 'Lódz "signs" - ?? ...', "utf-8": TITLE}
    assert code == 0 and text.splitlines()[0] == expected[encoding]


def test_json_is_escaped_and_means_the_same(start):
    _, out, _ = start(["search", "signs", "--json"], LC_ALL="C")
    assert out.isascii()
    assert json.loads(out)["hits"][0]["article"]["title"] == TITLE


@pytest.mark.parametrize(
    ("environ", "utf8_mode", "expected"),
    [
        ({"LC_ALL": "C"}, True, True),
        ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, True, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True, True),
        ({"LANG": "C"}, False, True),
        ({}, True, False),
        ({"LC_CTYPE": "C.UTF-8"}, True, False),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, False, False),
        ({"LANG": "C.UTF-8"}, False, False),
        ({"LC_ALL": "C", "PYTHONUTF8": "1"}, True, False),
        ({"LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}, True, False),
    ],
)
def test_only_a_locale_that_is_c_by_name_asks_for_ascii(environ, utf8_mode, expected):
    assert is_ascii_locale(environ, utf8_mode=utf8_mode) is expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [({"TERM": "linux"}, True), ({"TERM": "xterm", "BRIEFING_ASCII": "1"}, True), ({"TERM": "tmux-256color"}, False)],
)
def test_the_reader_draws_in_ascii_on_the_console_and_on_request(environ, expected):
    assert draws_plainly(environ) is expected


def test_on_a_screen_each_character_keeps_its_cells():
    register_error_handlers()
    assert "┌─…─┐ 東é →".encode("ascii", CELL_ERRORS) == b"+-.-+ ??e -"
    assert "£45m or €52m".encode("ascii", CELL_ERRORS) == b"L45m or E52m"
    assert "2½ km²".encode("ascii", CELL_ERRORS) == b"2? km2", "no other number"
