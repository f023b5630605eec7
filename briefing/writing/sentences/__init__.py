"""Decides which sentences of an article may be quoted, and which may open a summary."""
