"""Writes titles, summaries, timelines and rankings of threads. Pure: no I/O."""
