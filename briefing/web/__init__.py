"""The only door to HTTP."""
