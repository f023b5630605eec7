"""Escape sequences in a pasted text are no keys, however the terminal cuts what it sends."""

import random

import pytest
from textual import events
from textual.drivers import linux_driver

from briefing.tui.plain_pastes import PASTE_END, PASTE_START, PasteFilter, PasteParser, read_plain_pastes

PASTES = [
    ("pact", "pact"),
    ("q\x1b\x1bqM", "qqM"),
    ("a \x1b[31mred\x1b[0m word", "a red word"),
    ("two\nlines\x1b", "two\nlines"),
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


@pytest.mark.parametrize(("pasted", "read"), PASTES[:2] + PASTES[3:4])
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


def test_a_driver_makes_that_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux_driver, "XTermParser", linux_driver.XTermParser)
    read_plain_pastes(linux_driver.LinuxDriver)
    assert linux_driver.XTermParser is PasteParser
