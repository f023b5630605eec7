"""Starting the interactive reader."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefing.cli.printer import make_printer
from briefing.services import Services

if TYPE_CHECKING:
    from briefing.tui.controllers.preparation_controller import Preparation


def run_reader(services: Services, preparation: Preparation | None = None) -> None:
    """Run the interactive reader until it is closed; `preparation` fills the store while the reader shows its frame.

    Raises:
        SystemExit: The reader ended with another exit code than 0, as after a signal.
    """
    from briefing.tui.process_settings import prefer_frame_rate

    prefer_frame_rate(os.environ)
    from briefing.cli.output_encoding import draw_in_ascii
    from briefing.tui.app import BriefingApp
    from briefing.tui.hangup import end_with_terminal

    plain = make_printer().ascii or draws_plainly(os.environ)
    if plain:
        draw_in_ascii()
    app = BriefingApp(services, ascii=plain, preparation=preparation)
    end_with_terminal()  # before the first page: the terminal can be gone until then
    app.run()
    if app.return_code:
        raise SystemExit(app.return_code)


def draws_plainly(environ: Mapping[str, str]) -> bool:
    """Whether the reader is to draw in ASCII: by request, or as the Linux console has few other characters."""
    return bool(environ.get("BRIEFING_ASCII")) or environ.get("TERM") == "linux"
