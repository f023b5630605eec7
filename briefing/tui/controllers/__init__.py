"""Controllers: what the commands do, as plain classes over the application's context."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefing.tui.app_context import AppContext
from briefing.tui.controllers.curation_controller import CurationController
from briefing.tui.controllers.preparation_controller import PreparationController
from briefing.tui.controllers.refresh_controller import RefreshController
from briefing.tui.controllers.store_writer import StoreWriter

if TYPE_CHECKING:
    from briefing.tui.controllers.correction_controller import CorrectionController
    from briefing.tui.controllers.feed_controller import FeedController
    from briefing.tui.controllers.modal_page_controller import ModalPageController
    from briefing.tui.controllers.mute_rule_controller import MuteRuleController
    from briefing.tui.controllers.regrouping_controller import RegroupingController
    from briefing.tui.controllers.saved_view_controller import SavedViewController
    from briefing.tui.controllers.sharing_controller import SharingController
    from briefing.tui.controllers.undo_controller import UndoController


class Controllers:
    """All controllers of the application.

    Those that the first page does without are made, and their modules imported, at their first use.
    """

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.writer = StoreWriter(context)
        self.curation = CurationController(context, self.writer)
        self.refresh = RefreshController(context)
        self.preparation = PreparationController(context, self.refresh)

    @cached_property
    def corrections(self) -> CorrectionController:
        """Merges, titles, pins and affairs of threads."""
        from briefing.tui.controllers.correction_controller import CorrectionController

        return CorrectionController(self._context, self.writer)

    @cached_property
    def regrouping(self) -> RegroupingController:
        """Articles that are split off their thread, or moved into another one."""
        from briefing.tui.controllers.regrouping_controller import RegroupingController

        return RegroupingController(self._context, self.writer)

    @cached_property
    def undo(self) -> UndoController:
        """Undo and redo."""
        from briefing.tui.controllers.undo_controller import UndoController

        return UndoController(self._context, self.writer, self.refresh)

    @cached_property
    def mute_rules(self) -> MuteRuleController:
        """Mute rules, and the list of what is hidden."""
        from briefing.tui.controllers.mute_rule_controller import MuteRuleController

        return MuteRuleController(self._context, self.writer)

    @cached_property
    def saved_views(self) -> SavedViewController:
        """Filters that are saved as tabs."""
        from briefing.tui.controllers.saved_view_controller import SavedViewController

        return SavedViewController(self._context, self.writer)

    @cached_property
    def feeds(self) -> FeedController:
        """The list of feeds."""
        from briefing.tui.controllers.feed_controller import FeedController

        return FeedController(self._context, self.refresh, self.writer)

    @cached_property
    def sharing(self) -> SharingController:
        """Copies, files, browsers and other programs."""
        from briefing.tui.controllers.sharing_controller import SharingController

        return SharingController(self._context)

    @cached_property
    def modal_pages(self) -> ModalPageController:
        """Modal pages that show something of the store."""
        from briefing.tui.controllers.modal_page_controller import ModalPageController

        return ModalPageController(self._context)
