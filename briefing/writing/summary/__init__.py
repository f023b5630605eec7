"""Summaries: sentences taken word for word from articles, each with its source."""
