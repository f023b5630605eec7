"""The only door to SQLite: one file per concern."""
