"""What controllers and screens may use of the application. `BriefingApp` satisfies this protocol."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.message import Message
from textual.screen import Screen

from briefing.model.digests import SummarySize
from briefing.tui.command import Command, ScreenName
from briefing.tui.command_names import CommandName
from briefing.tui.feed_status import FeedHealthSummary
from briefing.tui.render.notice_fitting import StatusMessage
from briefing.tui.symbols import Symbols
from briefing.tui.thread_listing import ThreadListing
from briefing.tui.ui_state import UiState
from briefing.tui.worker_pool import WorkPools

if TYPE_CHECKING:
    from briefing.model.articles import Article
    from briefing.model.curation import SearchHit
    from briefing.model.fetching import Progress
    from briefing.model.notes import Note
    from briefing.model.threads import Thread
    from briefing.services.protocols import AppServices

T = TypeVar("T")
NO_KEY_YET = float("-inf")
"""The time of the last key before any was pressed."""


class AppContext(Protocol):
    """The shared state of the application, and what it does for its controllers and screens.

    Screens watch the state by name: a change of `listing` redraws the list.
    """

    services: AppServices
    work_pools: WorkPools
    symbols: Symbols
    commands: tuple[Command, ...]

    # --- state ---------------------------------------------------------------------------------------------------

    listing: ThreadListing
    health: FeedHealthSummary
    feed_notes: tuple[Note, ...]
    """What the last refresh noted about feeds."""
    progress: Progress | None
    """The progress of the running refresh; None if none runs."""
    preparation_steps: tuple[int, int] | None
    """The finished steps and all steps of a running preparation; None if none runs."""
    status_message: str
    summary_size: SummarySize
    ui_state: UiState
    correction_count: int
    """Grows with each change of threads, so that screens reload theirs."""
    feed_change_count: int
    """Grows with each change of the configured feeds."""
    marked: frozenset[str]
    """The threads that are marked for a merge."""
    left_threads: list[str]
    """The threads that left the list under the cursor, the last one last: an undo brings the cursor back to them."""
    starred: frozenset[str]
    """The starred articles."""
    started: bool
    """Whether the store is loaded."""
    store_is_empty: bool
    arrived: tuple[Article, ...]
    """The newest articles of a first refresh, while none is in a thread."""
    last_key_time: float
    """When a key was pressed last, or the mouse used, by time.monotonic(); `NO_KEY_YET` if none was."""

    def now(self) -> datetime:
        """Return the current moment in UTC, by the clock of the services."""

    @property
    def screen_name(self) -> ScreenName:
        """The name of the screen on top, as the table of commands names it."""

    def key_for(self, name: CommandName) -> str:
        """Return the first key of a command; "" if it has none."""

    # --- work and messages ---------------------------------------------------------------------------------------

    def run_in_background(self, work: Coroutine[None, None, None], group: str, *, exclusive: bool = False) -> None:
        """Run a coroutine; a BriefingError is shown in the status line. `exclusive` cancels others of its group."""

    def post_message(self, message: Message) -> bool:
        """Send a message to the application; allowed on any worker."""

    def notify_status(self, message: StatusMessage) -> None:
        """Show the answer to a key in the status line for some seconds; "" ends the message that stands there."""

    def end_earlier_answer(self) -> None:
        """End the answer to a key before the last one: the reader has gone to another page or tab."""

    def notify_in_background(self, message: str) -> None:
        """Show in the status line what happened in the background, after the answer to a key that stands there."""

    def withdraw_announcement(self, text: str) -> None:
        """End a message of the background that has a text, shown or waiting: the page says it now."""

    def show_done(self, message: StatusMessage) -> None:
        """Show a message about a finished action, with the key that undoes it."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text to the clipboard of the terminal (OSC 52)."""

    def run_in_terminal(self, command: Sequence[str]) -> bool:
        """Run a program that takes over the terminal; return False after a message if that is impossible."""

    # --- screens -------------------------------------------------------------------------------------------------

    @property
    def screen(self) -> Screen[object]:
        """The screen on top."""

    def ask(self, prompt: Screen[T], callback: Callable[[T | None], None] | None = None) -> None:
        """Show a prompt and pass its answer on, unless the prompt tries it itself."""

    async def show_modal(
        self, expected_screen: Screen[Any], modal: Screen[T], callback: Callable[[T | None], None] | None = None
    ) -> bool:
        """Show a modal screen, unless the reader left the screen that it was requested on, or types a filter there.

        Return whether it is shown.
        """

    def open_thread(self, thread_id: str, loaded_thread: Thread | None = None) -> None:
        """Open the page of a thread; it shows `loaded_thread` until it has loaded the rest."""

    def open_article(self, thread: Thread, article: Article, sentence: str = "", *, fetch_text: bool = False) -> None:
        """Open the page of an article at a sentence; with `fetch_text`, fetch its full text at once."""

    def open_hit(self, hit: SearchHit) -> None:
        """Open the page of an article in its thread."""

    def hold_keys(self) -> Callable[[], None]:
        """Let keys wait while a change runs that moves the cursor; return what to call at its end."""

    def open_feeds(self) -> None:
        """Open the feeds page."""

    def select_thread(self, thread_id: str, *, unfold: bool = False) -> None:
        """Move the cursor of the front page to a thread; `unfold` shows it first if a line folds it."""

    def show_first_thread(self, report: str = "") -> None:
        """Show the first thread to a reader whose first news have come; `report` is what the refresh reports."""
