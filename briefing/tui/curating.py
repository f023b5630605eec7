"""The part of the application for what a reader does with threads; each is told in a quiet line and can be undone."""

from __future__ import annotations

from briefing.tui.core import Core


class Curating(Core):
    """Marks, and what takes them back."""

    def follow(self, thread: str) -> None:
        """Follow a thread, or no longer."""
        row = self.listing.row(thread)
        if row:
            self.listing = self.listing.marked(thread, followed=not row.followed)
            self.say(f"{'No longer following' if row.followed else 'Following'}: {row.title} - Ctrl+z undoes")
            self.attempt(self.newsroom.follow(thread, not row.followed), "marks")

    def mute(self, thread: str) -> None:
        """Take a thread off the list."""
        row = self.listing.row(thread)
        if row:
            self.listing = self.listing.without(thread)
            self.say(f"Muted: {row.title} - Ctrl+z undoes")
            self.attempt(self.newsroom.mute(thread), "marks")

    def mark_read(self, thread: str) -> None:
        """Remember that a thread was read; its row stays where it is."""
        if self.listing.row(thread):
            self.listing = self.listing.marked(thread, read=self.newsroom.now())
            self.attempt(self.newsroom.mark_read(thread), "marks")

    def undo(self) -> None:
        """Take back the last mark."""
        self.attempt(self._undo(), "marks")

    async def _undo(self) -> None:
        words = await self.newsroom.undo()
        if words:
            stock = await self.newsroom.stock()
            self.listing = self.listing.restored(stock.rows)
        self.say(words[:1].upper() + words[1:] if words else "Nothing to undo")
