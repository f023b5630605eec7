import json
from pathlib import Path

import pytest
from fake_desk import FakeDesk, feeds
from tui_pilot import reading, screen_text, text_of, until

from briefing.config import Config
from briefing.tui.commands import named
from briefing.tui.keymap import complaints, keys_of, remapped
from briefing.tui.memory import EVEN, Memory, recalled, remember
from briefing.tui.screens.ask import Choose
from briefing.tui.screens.sheet import HelpSheet
from briefing.tui.widgets.page import Page


def test_keys_are_read_as_people_write_them() -> None:
    assert keys_of("F, Ctrl+f,PgDn, Esc,?") == ("F", "ctrl+f", "pagedown", "escape", "?")
    assert keys_of("") == ()
    for wrong in ("hyper+f", "spacebar", "ctrl+"):
        with pytest.raises(ValueError, match="is no key"):
            keys_of(wrong)


def test_a_table_of_keys_changes_only_what_it_names() -> None:
    commands = remapped({"follow": "F2", "mute": "nonsense key"})
    assert named("follow", commands).keys == ("f2",)
    assert named("mute", commands).keys == ("m",)


def test_unknown_names_wrong_keys_and_keys_given_twice_are_complaints() -> None:
    assert complaints({}) == ()
    assert complaints({"follow": "ctrl+f"}) == ()
    told = dict(complaints({"folow": "F", "mute": "spacebar", "refresh": "f"}))
    assert told["folow"] == "`folow` is no command; did you mean `follow`?"
    assert "is no key" in told["mute"]
    assert told["refresh"] == "`refresh`: f is the key of `follow` too"
    assert complaints({"add-feed": "f"}) == ()  # on the page of the feeds nothing is followed


async def test_a_remapped_key_works_is_shown_and_the_old_one_is_free() -> None:
    desk = FakeDesk(config=Config(Path("feeds.toml"), feeds(3), (), {"follow": "v", "quit": "Q"}))
    async with reading(desk) as pilot:
        await pilot.press("f")
        await pilot.press("v")
        await until(pilot, lambda: desk.threads["t-pact"].row.followed)
        assert desk.calls.count(("follow", "t-pact")) == 1
        assert "v follow" in str(pilot.app.screen.key_bar.render())
        await pilot.press("?")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpSheet))
        page = pilot.app.screen.query_one(Page)
        await pilot.press(*"leave briefing")
        await until(pilot, lambda: text_of(page).split()[:1] == ["EVERYWHERE"])
        assert "Q  " in text_of(page)


def test_what_is_remembered_comes_back_and_a_spoilt_file_is_as_none(tmp_path: Path) -> None:
    path = tmp_path / "store.reader.json"
    assert recalled(path) == Memory() == recalled(None)
    memory = Memory("briefing-light", "asia", "page", 14, ("front page:sources",), "front page:list")
    assert remember(path, memory)
    assert recalled(path) == memory
    for spoilt in ("", "[]", "{", json.dumps({"split": 99, "size": "huge", "hidden": "all"})):
        path.write_text(spoilt, encoding="utf-8")
        assert recalled(path) == Memory()
    assert not remember(None, memory)
    assert not remember(tmp_path / "none" / "store.json", memory)
    assert Memory().sized(100) == 17
    assert Memory(split=6).sized(-3) == 5
    assert EVEN == 11


async def test_theme_tab_size_and_panes_are_there_again_after_a_restart(tmp_path: Path) -> None:
    desk = FakeDesk(folder=tmp_path)
    async with reading(desk) as pilot:
        pilot.app.theme = "briefing-light"
        await pilot.press("]", "3", ">", ">", "q")
        await until(pilot, lambda: not pilot.app.is_running)
    async with reading(desk) as pilot:
        app = pilot.app
        assert (app.theme, app.listing.section, app.size_of_summary) == ("briefing-light", "asia", "page")
        assert app.memory.split == 13


async def test_panes_are_widened_zoomed_and_hidden(desk: FakeDesk) -> None:
    async with reading(desk) as pilot:
        front = pilot.app.screen
        await until(pilot, lambda: "TIMELINE" in text_of(front.detail))
        width = front.thread_list.size.width
        await pilot.press(">")
        await until(pilot, lambda: front.thread_list.size.width > width)
        await pilot.press("<", "<")
        await until(pilot, lambda: front.thread_list.size.width < width)
        await pilot.press("tab", "z")
        await until(pilot, lambda: front.detail.size.width > 110)
        assert not front.thread_list.display
        await pilot.press("tab")
        await until(pilot, lambda: front.thread_list.has_focus and front.thread_list.size.width > 110)
        await pilot.press("z")
        await until(pilot, lambda: front.detail.display and front.thread_list.display)
        await pilot.press("tab", "x")
        await until(pilot, lambda: not front.detail.display and front.thread_list.has_focus)
        assert "Pane hidden - x shows it again" in screen_text(pilot)
        await pilot.press("x")
        await until(pilot, lambda: front.detail.display and "All panes are shown" in screen_text(pilot))


async def test_one_pane_cannot_be_hidden_or_widened(desk: FakeDesk) -> None:
    async with reading(desk, (80, 24)) as pilot:
        await pilot.press("x")
        await until(pilot, lambda: "There is one pane only" in screen_text(pilot))
        await pilot.press(">")
        await until(pilot, lambda: "Tab shows the other" in screen_text(pilot))
        assert pilot.app.screen.thread_list.display


async def test_own_keys_move_in_sheets_too_and_what_is_wrong_with_them_is_said_at_the_start() -> None:
    keys = {"down": "i, down", "folow": "F", "mute": "spacebar"}
    desk = FakeDesk(config=Config(Path("feeds.toml"), feeds(3), (), keys))
    async with reading(desk, (80, 24)) as pilot:
        assert pilot.app.said == (
            "[keys] `folow` is no command; did you mean `follow`? - `briefing check` tells 1 more"
        )
        await until(pilot, lambda: pilot.app.screen.thread)
        desk.config = Config(Path("feeds.toml"), feeds(3), (), {**keys}, {"one": ("a",), "two": ("b",)})
        await pilot.press("|")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choose))
        page = pilot.app.screen.query_one(Page)
        await pilot.press("i")
        assert page.target.id == "two"
        await pilot.press("j", "g")
        assert page.target is None
        await pilot.press("G", "k")
        assert page.target.id == "one"
