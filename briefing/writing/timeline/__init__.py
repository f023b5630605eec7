"""Timelines: dated events, of a topic and of a thread."""
