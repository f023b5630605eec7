"""The one door for both front ends: refresh, read, curate, correct, digest."""

from briefing.clock import Clock, period_start
from briefing.services.services import Services

__all__ = ["Clock", "Services", "period_start"]
