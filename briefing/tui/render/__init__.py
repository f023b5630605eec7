"""Pages of the reader: pure functions that lay models out as lines, whose text is never markup."""
