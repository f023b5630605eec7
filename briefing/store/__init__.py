"""The only sqlite3: feeds, articles, grouping, what was written, marks and the ledgers, one file per concern."""
