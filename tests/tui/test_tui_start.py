"""What the reader does before its first frame, and what it leaves for later."""

import subprocess
import sys

from fake_services import FakeServices
from textual.css.stylesheet import Stylesheet
from tui_pilot import reading, until

LATER = (
    "briefing.model.curation",
    "briefing.model.deliveries",
    "briefing.model.fetching",
    "briefing.output.digest.digest",
    "briefing.services.feed_list",
    "briefing.tui.modals.prompts",
    "briefing.tui.page_opener",
    "briefing.tui.screens.thread_screen",
)
"""What the first page and its store do without."""


def test_the_first_page_imports_no_other_page() -> None:
    imports = "import sys, briefing.tui.app, briefing.store.store"
    code = f"{imports}; print(*[name for name in {LATER!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert result.stdout == "\n"


async def test_the_styles_are_parsed_again_only_for_another_theme(services: FakeServices, monkeypatch) -> None:
    parsed: list[str] = []
    reparse = Stylesheet.reparse

    def counted(self: Stylesheet) -> None:
        parsed.append(self._variables["foreground"])
        reparse(self)

    monkeypatch.setattr(Stylesheet, "reparse", counted)
    async with reading(services) as pilot:
        assert parsed == []
        pilot.app.theme = "briefing-light"
        await until(pilot, lambda: parsed == ["#2B2A27"])
