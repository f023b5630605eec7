"""Make docs/front-page.svg: the application on the sample news of `briefing demo`, at 120x36."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.cli.demo import open_demo
from briefing.services import Services
from briefing.tui.app import BriefingApp

TARGET = Path(__file__).with_name("front-page.svg")
SIZE = (120, 36)


async def screenshot(services: Services) -> str:
    """Return the front page as SVG, after its first thread is shown."""
    app = BriefingApp(services)
    async with app.run_test(size=SIZE) as pilot:
        while not (app.started and getattr(app.screen, "thread", None)):
            await pilot.pause(0.02)
        await pilot.pause()
        return app.export_screenshot(title="briefing")


def main() -> None:
    """Write the screenshot, to the file named on the command line if there is one."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    with TemporaryDirectory(prefix="briefing-screenshot-") as folder, open_demo(Path(folder)) as services:
        target.write_text(asyncio.run(screenshot(services)), encoding="utf-8")
    sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
