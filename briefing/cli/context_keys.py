"""Keys of click's `Context.meta` that several modules use."""

from __future__ import annotations

ARGS_KEY = "briefing.args"
"""The words of the command line."""
LOG_KEY = "briefing.log"
"""When the log of --log was begun, in seconds of the monotonic clock; missing without --log."""
DAMAGE_KEY = "briefing.damage"
"""What the lists of the command left out as damaged: threads, or only their texts."""
