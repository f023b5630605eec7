"""Escape sequences in a pasted text are no keys, however the terminal cuts what it sends."""

import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver

from briefing.tui.plain_pastes import PASTE_END, PASTE_START, PasteFilter, PasteParser, read_plain_pastes

PASTES = [
    ("pact", "pact"),
    ("q\x1b\x1bqM", "qqM"),
    ("a \x1b[31mred\x1b[0m word", "a red word"),
    ("two\nlines\x1b", "two\nlines"),
    ("a \x1b[38;5;1mlong\x1b[38;2;1;2;3m colour", "a long colour"),
    ("\x1b]0;title\x07named \x1b]8;;https://x.example\x1b\\link\x1b]8;;\x1b\\", "named link"),
    ("\x1bOPkey", "key"),
    ("\x1b]never ended, so it is text", "]never ended, so it is text"),
    ("\x1b[20", "[20"),
    (f"inner {PASTE_START}mark", "inner mark"),
]


def events_of(*pieces: str) -> list[object]:
    """What the pieces that a terminal sends mean: keys by name, pastes by text."""
    parser = PasteParser()
    messages = [message for piece in pieces for message in parser.feed(piece)]
    return [one.key if isinstance(one, events.Key) else f"paste {one.text}" for one in messages]


@pytest.mark.parametrize(("pasted", "read"), PASTES)
def test_a_paste_is_one_event_and_no_key(pasted: str, read: str) -> None:
    assert events_of(f"j{PASTE_START}{pasted}{PASTE_END}k", "j") == ["j", f"paste {read}", "k", "j"]


@pytest.mark.parametrize(("pasted", "read"), PASTES)
def test_it_may_come_in_pieces_of_any_length(pasted: str, read: str) -> None:
    sent = f"j{PASTE_START}{pasted}{PASTE_END}k{PASTE_START}again{PASTE_END}l"
    for seed in range(40):
        cuts = sorted(random.Random(seed).sample(range(1, len(sent)), 5))
        pieces = [sent[start:end] for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
        assert events_of(*pieces) == ["j", f"paste {read}", "k", "paste again", "l"], pieces
    assert events_of(*sent) == ["j", f"paste {read}", "k", "paste again", "l"]


def test_outside_of_pastes_nothing_changes() -> None:
    sent = "a\x1b[A\x1b[<0;3;4M\x1b[20~\x1b"
    filter = PasteFilter()
    assert "".join(filter.take(one) for one in sent) == sent
    assert events_of("a\x1b[Ab") == ["a", "up", "b"]


@pytest.mark.parametrize("is_windows", [False, True])
def test_a_driver_makes_that_parser(monkeypatch: pytest.MonkeyPatch, is_windows: bool) -> None:
    module = ModuleType("textual.drivers.win32") if is_windows else linux_driver
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(module, "XTermParser", XTermParser, raising=not is_windows)
    read_plain_pastes(linux_driver.LinuxDriver)
    assert module.XTermParser is PasteParser


def test_textual_makes_its_parser_where_it_is_replaced() -> None:
    places = [Path(linux_driver.__file__), Path(linux_driver.__file__).with_name("win32.py")]
    assert all("XTermParser(" in place.read_text(encoding="utf-8") for place in places)
