"""Parsing: the bytes of a feed document to entries."""
