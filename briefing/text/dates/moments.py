"""Moments as text for machines: ISO 8601 in UTC, in JSON, feeds and exports."""

from __future__ import annotations

from datetime import datetime


def utc_text(moment: datetime) -> str:
    """Return a moment in UTC to the second: "2024-12-16T10:40:00Z"."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def exact_utc_text(moment: datetime) -> str:
    """Return a moment in UTC with its microseconds, if it has any, so that reading it gives the same moment."""
    return moment.isoformat().replace("+00:00", "Z")
