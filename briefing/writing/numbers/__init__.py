"""Numbers that sentences state: what they count, what they cover, and which of them changed."""
