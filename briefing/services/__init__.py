"""What a person can do: refresh, read, curate, correct, deliver, manage feeds. Both front ends call only this."""

from briefing.clock import Clock, period_start
from briefing.services.services import Services

__all__ = ["Clock", "Services", "period_start"]
