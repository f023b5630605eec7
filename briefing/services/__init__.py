"""What a person can do: refresh, read, curate, correct, deliver, manage feeds. Both front ends call only this."""

from briefing.clock import Clock, period_start
from briefing.services.protocols import AppServices
from briefing.services.services import Services

__all__ = ["AppServices", "Clock", "Services", "period_start"]
