"""Controllers: what the commands do, as plain classes over the application's context."""

from __future__ import annotations

from briefing.tui.app_context import AppContext
from briefing.tui.controllers.correction_controller import CorrectionController
from briefing.tui.controllers.curation_controller import CurationController
from briefing.tui.controllers.feed_controller import FeedController
from briefing.tui.controllers.preparation_controller import PreparationController
from briefing.tui.controllers.refresh_controller import RefreshController
from briefing.tui.controllers.sharing_controller import SharingController
from briefing.tui.controllers.sheet_controller import SheetController
from briefing.tui.controllers.store_writer import StoreWriter


class Controllers:
    """All controllers of the application."""

    def __init__(self, context: AppContext) -> None:
        self.writer = StoreWriter(context)
        self.curation = CurationController(context, self.writer)
        self.corrections = CorrectionController(context, self.writer)
        self.refresh = RefreshController(context)
        self.preparation = PreparationController(context, self.refresh)
        self.feeds = FeedController(context, self.refresh)
        self.sharing = SharingController(context)
        self.sheets = SheetController(context)
