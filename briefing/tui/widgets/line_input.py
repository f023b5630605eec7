"""A line of input whose keys act in the order in which they were typed."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.suggester import Suggester
from textual.widgets import Input


class LineInput(Input):
    """Runs the command of a key when the key arrives.

    Textual runs it after the key has come back from the input to the application. Letters that were typed meanwhile
    would stand in the line already: "ab", Backspace, "c" would become "ab".

    With a function to `submit`, it is called at Enter, before the next key is looked at. Keys that were pressed before
    another widget got the focus still arrive here then; they go on to that one.
    """

    def __init__(
        self,
        value: str = "",
        *,
        id: str,
        placeholder: str = "",
        select_on_focus: bool = True,
        suggester: Suggester | None = None,
        submit: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(value, placeholder, suggester=suggester, compact=True, id=id, select_on_focus=select_on_focus)
        self._submit_line = submit

    async def _on_key(self, event: events.Key) -> None:
        """Run the command that this line has for a key; `Input` takes what is printable after that."""
        is_left = self.screen.focused is not self
        if self._submit_line and (is_left or event.key == "enter"):
            event.stop()
            event.prevent_default()
            if is_left:
                self.app.post_message(events.Key(event.key, event.character))
            else:
                self._submit_line()
            return
        if is_left:
            return
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)
            return
