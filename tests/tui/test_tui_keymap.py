import json
from pathlib import Path

import pytest
from fake_services import FakeServices, feeds
from tui_pilot import reading, screen_text, text_of, until

from briefing.config import Config
from briefing.tui.command_names import CommandName
from briefing.tui.commands import command_named
from briefing.tui.keymap import keymap_problems, parse_keys, with_custom_keys
from briefing.tui.modals.page_modal import HelpModal
from briefing.tui.modals.prompts import ChoicePrompt
from briefing.tui.tabs import ALL_TAB, FOLLOWED_TAB, Tab
from briefing.tui.ui_state import DEFAULT_SPLIT, PaneId, UiState, load_ui_state, save_ui_state
from briefing.tui.widgets.page import Page


def test_keys_are_read_as_people_write_them() -> None:
    assert parse_keys("F, Ctrl+f,PgDn, Esc,?") == ("F", "ctrl+f", "pagedown", "escape", "?")
    assert parse_keys("") == ()
    for wrong in ("hyper+f", "spacebar", "ctrl+"):
        with pytest.raises(ValueError, match="is not a key"):
            parse_keys(wrong)


def test_a_table_of_keys_changes_only_what_it_names() -> None:
    commands = with_custom_keys({"follow": "F2", "mute": "nonsense key"})
    assert command_named(CommandName.FOLLOW, commands).keys == ("f2",)
    assert command_named(CommandName.MUTE, commands).keys == ("m",)


def test_unknown_names_wrong_keys_and_keys_given_twice_are_complaints() -> None:
    assert keymap_problems({}) == ()
    assert keymap_problems({"follow": "ctrl+f"}) == ()
    told = dict(keymap_problems({"folow": "F", "mute": "spacebar", "refresh": "f"}))
    assert told["folow"] == "`folow` is not a command; did you mean `follow`?"
    assert "is not a key" in told["mute"]
    assert told["refresh"] == "`refresh`: f is also the key of `follow`"
    assert keymap_problems({"add-feed": "f"}) == ()  # on the page of the feeds nothing is followed


async def test_a_remapped_key_works_is_shown_and_the_old_one_is_free() -> None:
    services = FakeServices(config=Config(Path("feeds.toml"), feeds(3), (), {"follow": "v", "quit": "Q"}))
    async with reading(services) as pilot:
        await pilot.press("f")
        await pilot.press("v")
        await until(pilot, lambda: services.threads["t-pact"].row.followed)
        assert services.calls.count(("follow", "t-pact")) == 1
        assert "v unfollow" in str(pilot.app.screen.key_bar.render())
        await pilot.press("?")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpModal))
        page = pilot.app.screen.query_one(Page)
        await pilot.press(*"leave briefing")
        await until(pilot, lambda: text_of(page).split()[:1] == ["EVERYWHERE"])
        assert "Q  " in text_of(page)


def test_what_is_remembered_comes_back_and_a_spoilt_file_is_as_none(tmp_path: Path) -> None:
    path = tmp_path / "store.reader.json"
    assert load_ui_state(path) == UiState()
    memory = UiState(
        "briefing-light",
        Tab.section("asia"),
        "long",
        14,
        (PaneId("front page", "sources"),),
        PaneId("front page", "list"),
    )
    assert save_ui_state(path, memory)
    assert load_ui_state(path) == memory
    for spoilt in ("", "[]", "{", json.dumps({"split": 99, "size": "huge", "hidden": "all"})):
        path.write_text(spoilt, encoding="utf-8")
        assert load_ui_state(path) == UiState()
    assert not save_ui_state(tmp_path / "none" / "store.json", memory)
    assert UiState().widened(100) == 17
    assert UiState(split=6).widened(-3) == 5
    assert DEFAULT_SPLIT == 11


def test_a_file_of_version_0_1_0_is_read_and_written_in_the_same_form(tmp_path: Path) -> None:
    path = tmp_path / "store.reader.json"
    table = {
        "theme": "briefing-light",
        "section": "⌕lab",
        "size": "page",
        "split": 14,
        "hidden": ["front page:sources", "thread page:detail"],
        "zoomed": "front page:list",
    }
    path.write_text(json.dumps(table), encoding="utf-8")
    ui_state = load_ui_state(path)
    assert ui_state.tab == Tab.view("lab")
    assert ui_state.hidden == (PaneId("front page", "sources"), PaneId("thread page", "detail"))
    assert ui_state.zoomed == PaneId("front page", "list")
    assert save_ui_state(path, ui_state)
    assert json.loads(path.read_text(encoding="utf-8")) == {**table, "compact": False}
    for text, tab in (("", ALL_TAB), ("★", FOLLOWED_TAB), ("asia", Tab.section("asia"))):
        assert Tab.from_text(text) == tab
        assert tab.to_text() == text


async def test_theme_tab_size_and_panes_are_there_again_after_a_restart(tmp_path: Path) -> None:
    services = FakeServices(folder=tmp_path)
    async with reading(services) as pilot:
        pilot.app.theme = "briefing-light"
        await pilot.press("]", "3", ">", ">", "C", "q")
        await until(pilot, lambda: not pilot.app.is_running)
    async with reading(services) as pilot:
        app = pilot.app
        assert (app.theme, app.listing.tab, app.summary_size) == ("briefing-light", Tab.section("asia"), "long")
        assert (app.ui_state.split, app.ui_state.compact) == (13, True)


async def test_panes_are_widened_zoomed_and_hidden(services: FakeServices) -> None:
    async with reading(services) as pilot:
        front = pilot.app.screen
        await until(pilot, lambda: "TIMELINE" in text_of(front.detail_pane))
        width = front.thread_list.size.width
        await pilot.press(">")
        await until(pilot, lambda: front.thread_list.size.width > width)
        await pilot.press("<", "<")
        await until(pilot, lambda: front.thread_list.size.width < width)
        await pilot.press("tab", "z")
        await until(pilot, lambda: front.detail_pane.size.width > 110)
        assert not front.thread_list.display
        await pilot.press("tab")
        await until(pilot, lambda: front.thread_list.has_focus and front.thread_list.size.width > 110)
        await pilot.press("z")
        await until(pilot, lambda: front.detail_pane.display and front.thread_list.display)
        await pilot.press("tab", "x")
        await until(pilot, lambda: not front.detail_pane.display and front.thread_list.has_focus)
        assert "Pane hidden - x shows it again" in screen_text(pilot)
        await pilot.press("x")
        await until(pilot, lambda: front.detail_pane.display and "All panes are shown" in screen_text(pilot))
        await pilot.press("z")
        await until(pilot, lambda: not front.detail_pane.display or not front.thread_list.display)
        assert "All panes are shown" not in screen_text(pilot)


async def test_panes_that_come_back_have_their_widths_again(services: FakeServices) -> None:
    async with reading(services, (160, 48)) as pilot:
        front = pilot.app.screen
        await until(pilot, lambda: "ARTICLES" in text_of(front.articles_pane) and front.articles_pane.size.width > 30)
        await pilot.press("z")
        await until(pilot, lambda: front.thread_list.size.width > 150)
        await pilot.press("z")
        await until(pilot, lambda: front.articles_pane.size.width > 30)
        await pilot.pause(0.2)
        assert front.thread_list.size.width > 50


async def test_one_pane_cannot_be_hidden_or_widened(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await pilot.press("x")
        await until(pilot, lambda: "There is only one pane" in screen_text(pilot))
        await pilot.press(">")
        await until(pilot, lambda: "Tab shows the other" in screen_text(pilot))
        assert pilot.app.screen.thread_list.display


async def test_own_keys_move_in_modal_screens_too_and_what_is_wrong_with_them_is_said_at_the_start() -> None:
    keys = {"down": "i, down", "folow": "F", "mute": "spacebar"}
    services = FakeServices(config=Config(Path("feeds.toml"), feeds(3), (), keys))
    async with reading(services, (80, 24)) as pilot:
        wrong = "[keys] `folow` is not a command; did you mean `follow`? - F shows 1 more"
        await until(pilot, lambda: pilot.app.status_message == wrong)
        await until(pilot, lambda: pilot.app.screen.thread)
        services.config = Config(Path("feeds.toml"), feeds(3), (), {**keys}, {"one": ("a",), "two": ("b",)})
        await pilot.press("|")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoicePrompt))
        page = pilot.app.screen.query_one(Page)
        await pilot.press("i")
        assert page.target.id == "1"
        await pilot.press("j", "home")
        assert page.target is None
        await pilot.press("G", "k")
        assert page.target.id == "0"
