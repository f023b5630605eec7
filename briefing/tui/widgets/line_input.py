"""A line of input whose keys act in the order in which they were typed."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class LineInput(Input):
    """Runs the command of a key when the key arrives.

    Textual runs it after the key has come back from the input to the application. Letters that were typed meanwhile
    would stand in the line already: "ab", Backspace, "c" would become "ab".
    """

    async def _on_key(self, event: events.Key) -> None:
        """Run the command that this line has for a key; `Input` takes what is printable after that."""
        if self.screen.focused is not self:
            return
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)
            return
