"""Values become lines of content: pure, and never markup."""
