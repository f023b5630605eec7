"""Messages and popups of narrow terminals, and lines that Left folds."""

from dataclasses import replace

import pytest
from fake_services import FakeServices, ago
from tui_pilot import picture, reading, screen_text, until

from briefing.model.feeds import Feed
from briefing.output.cells import cell_width
from briefing.tui.list_items import ItemKind
from briefing.tui.modals.page_modal import HelpModal, PageModal
from briefing.tui.modals.palette import PaletteModal
from briefing.tui.modals.pick_prompt import PickPrompt
from briefing.tui.modals.prompts import ChoicePrompt, TextPrompt
from briefing.tui.render.notice_fitting import fit_message
from briefing.tui.screens.first_start_screen import FirstStartScreen
from briefing.tui.widgets.thread_list import ThreadList

LONG = "Harbour of Varnell closes for the winter after the third storm of the month sinks two ferries and a tug"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (f'Followed "{LONG}" again', 'Followed "Harbour of Varnell closes fo…" again'),
        ('Followed "Storm" again', 'Followed "Storm" again'),
        (f'"{LONG}" is part of "Storm" again', '"Harbour of Varnell…" is part of "Storm" again'),
        ("Nothing to undo, and no title stands in this long message", None),
    ],
)
def test_titles_are_cut_so_that_the_words_of_a_message_stay(message: str, expected: str | None) -> None:
    text = fit_message(message, 46)
    assert text == (expected or message)
    assert cell_width(text) <= 46 or not expected


async def test_undo_names_what_it_did_in_full_at_80_columns(services: FakeServices) -> None:
    thread = next(iter(services.threads.values()))
    services.threads[thread.row.id] = replace(thread, row=replace(thread.row, title=LONG))
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        services.change("words", {"storm"}, f'followed "{LONG}" again')
        await pilot.press("ctrl+z")
        await until(pilot, lambda: any(line.endswith('…" again') for line in picture(pilot)))


@pytest.mark.parametrize(
    ("key", "modal"),
    [("?", HelpModal), ("w", PageModal), ("ctrl+p", PaletteModal), ("M", PickPrompt), ("g", ChoicePrompt)],
)
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_narrow_popup_leaves_only_the_keys_in_sight(services: FakeServices, size, key, modal) -> None:
    async with reading(services, size) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, modal))
        page = pilot.app.screen.query_one("#modal-page")
        lowest = max(widget.region.bottom for widget in pilot.app.screen.query("#modal-page, #ask-note"))
        assert lowest == size[1] - 1
        assert min(widget.region.y for widget in pilot.app.screen.query("#modal-title")) == 0
        assert page.region.width == size[0]


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        (("W",), "of titles, or publisher:NAME; what you follow stays"),
        (("R",), ""),
        (("#",), ""),
        (("F", "a"), "the address of a site or of its feed"),
    ],
)
@pytest.mark.parametrize("ascii", [False, True])
async def test_a_narrow_prompt_asks_in_full(services: FakeServices, keys, hint, ascii) -> None:
    async with reading(services, (60, 20), ascii=ascii) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press(*keys)
        await until(pilot, lambda: isinstance(pilot.app.screen, TextPrompt))
        title = pilot.app.screen.query_one("#modal-title").region
        shown = " ".join(" ".join(picture(pilot)[title.y : title.bottom]).split())
        assert shown and not shown.endswith(("…", ".")) and hint in shown


async def test_what_a_filter_finds_is_counted_at_once_though_a_message_stood_there(services: FakeServices) -> None:
    async with reading(services, (80, 24)) as pilot:
        await until(pilot, lambda: pilot.app.screen.thread is not None)
        await pilot.press("f")
        await until(pilot, lambda: any("Ctrl+z undoes" in line for line in picture(pilot)))
        await pilot.press("/", *"noto")
        await until(pilot, lambda: 'with "noto"' in picture(pilot)[1])


async def test_left_folds_a_section_of_the_first_start_also_from_one_of_its_feeds() -> None:
    services = FakeServices()  # with threads: the reader begins with no first start of its own
    feeds = [Feed(f"https://feed{number}.example/rss", name=f"Feed {number}", section="world") for number in range(3)]
    async with reading(services, (80, 24)) as pilot:
        pilot.app.push_screen(FirstStartScreen(pilot.app, pilot.app.controllers, feeds))
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstStartScreen))
        for key in ("left", "h"):
            await pilot.press("right", "j", "j")
            await until(pilot, lambda: "[x] Feed 2" in screen_text(pilot))
            await pilot.press(key)
            await until(pilot, lambda: "[x] Feed 2" not in screen_text(pilot))
            assert pilot.app.screen.page.target.id == "world"
        await pilot.press("left")
        await pilot.pause()
        assert "[x] Feed 2" not in screen_text(pilot), "left never unfolds"


async def test_left_folds_older_threads_from_one_of_them() -> None:
    services = FakeServices()
    first = next(iter(services.threads.values()))
    old = ago(days=60)
    for number in range(5):
        row = replace(first.row, id=f"t-old{number}", title=f"Old affair {number}", first=old, last=old, followed=False)
        services.threads[row.id] = replace(first, row=row)
    async with reading(services, (80, 24)) as pilot:
        threads = pilot.app.screen.query_one(ThreadList)
        await until(pilot, lambda: any(item.kind is ItemKind.END for item in threads.items))
        folded = len(threads.items)
        await pilot.press("G", "right", "j", "j")
        await until(pilot, lambda: len(threads.items) > folded and threads.selected_id.startswith("t-old"))
        await pilot.press("left")
        await until(pilot, lambda: len(threads.items) == folded)
        assert threads.selected.kind is ItemKind.END
        await pilot.press("left")
        await pilot.pause()
        assert len(threads.items) == folded, "left never unfolds"
