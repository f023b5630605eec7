"""The one door for both front ends: refresh, read, curate, correct, digest."""

from briefing.desk.clock import Clock, period_start
from briefing.desk.desk import Desk

__all__ = ["Clock", "Desk", "period_start"]
