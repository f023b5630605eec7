import subprocess
import sys
from collections import Counter

import pytest
from fake_services import FakeServices
from tui_pilot import reading, until

from briefing.tui.app import BriefingApp
from briefing.tui.command import SCREEN_NAMES, key_name
from briefing.tui.command_names import CommandName
from briefing.tui.commands import COMMANDS, command_named, command_table, commands_on
from briefing.tui.modals.palette import PaletteModal
from briefing.tui.palettes import MOTIONS, command_entries
from briefing.tui.screens.article_screen import ArticleScreen
from briefing.tui.screens.feed_articles_screen import FeedArticlesScreen
from briefing.tui.screens.feeds_screen import FeedsScreen
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.screens.front_screen import FrontScreen
from briefing.tui.screens.thread_screen import ThreadScreen

HOSTS = {
    "everywhere": BriefingApp,
    "front page": FrontScreen,
    "thread page": ThreadScreen,
    "article page": ArticleScreen,
    "feeds page": FeedsScreen,
    "feed page": FeedArticlesScreen,
    "first start": FirstStartScreen,
}


def test_the_table_is_read_without_textual() -> None:
    code = "import sys, briefing.tui.commands; assert not [m for m in sys.modules if m.split('.')[0] == 'textual']"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("screen", SCREEN_NAMES)
def test_no_key_means_two_things_on_one_screen(screen: str) -> None:
    commands = [*commands_on(screen), *(commands_on("everywhere") if screen != "everywhere" else ())]
    keys = Counter(key for command in commands for key in command.keys)
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("screen", SCREEN_NAMES)
def test_every_command_has_an_action_where_its_keys_work(screen: str) -> None:
    for command in commands_on(screen):
        assert hasattr(HOSTS[screen], "action_" + command.action.split("(")[0]), command.action


@pytest.mark.parametrize("screen", SCREEN_NAMES)
def test_the_palette_has_everything_that_has_a_key_but_motions(screen: str) -> None:
    offered = [entry.id for entry in command_entries(COMMANDS, screen)]
    assert len(offered) == len(set(offered))
    names = {command.name for command in (*commands_on(screen), *commands_on("everywhere"))}
    links = {name for name in names if name.startswith("link-")}
    assert names - set(offered) - MOTIONS - links == {"commands"}  # the palette itself
    assert not MOTIONS & set(offered)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("all", "All keys"),
        ("the", "Theme"),
        ("un", "Unread"),
        ("pa", "Part of"),
        ("se", "Send"),
        ("read", "Mark all as read"),
        ("keys", "All keys"),
        ("browser", "Open in the browser"),
    ],
)
async def test_what_begins_with_the_typed_word_is_chosen_first(services: FakeServices, typed: str, title: str) -> None:
    async with reading(services) as pilot:
        await pilot.press("ctrl+p", *typed)
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteModal))
        await until(pilot, lambda: pilot.app.screen.list.input.value == typed)
        await until(pilot, lambda: pilot.app.screen.selected.title.startswith(title))


def test_keys_have_names_a_reader_knows() -> None:
    assert key_name("ctrl+z") == "Ctrl+z"
    assert key_name("pagedown") == "PgDn"
    assert key_name("]") == "]"
    assert (
        "follow",
        "f",
        "Follow the thread, or stop following it",
        "front page, thread page, article page",
    ) in command_table()


def test_each_name_stands_for_one_command_and_each_command_has_its_own_action() -> None:
    for name in CommandName:
        assert command_named(name).name == name
    assert len({command.action for command in COMMANDS}) == len(COMMANDS)
