"""How a prompt tries an answer and stays open until that succeeds.

The prompt calls the attempt that it was given. A controller makes the change, in the background, and then ends the
attempt: with "" the prompt closes, with a reason it shows that and keeps what was typed. If the prompt was closed
meanwhile, a failure is raised, so that the status line reports it.
"""

from __future__ import annotations

from collections.abc import Callable

from briefing.errors import BriefingError

EndAttempt = Callable[[str], bool]
"""Takes the reason why an attempt failed, "" if it did not; returns whether the prompt was still there to take it."""
Attempt = Callable[[str, EndAttempt], None]
"""Takes the answer to try, and the function that ends the attempt."""


def end_with_error(end_attempt: EndAttempt, error: BriefingError) -> bool:
    """End an attempt that failed, with the message of the error and its hint; return what `end_attempt` returns."""
    return end_attempt(" ".join(filter(None, (str(error), error.hint))))
