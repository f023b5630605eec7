"""Threads become titles, summaries, timelines and rankings. Pure."""
